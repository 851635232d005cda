"""Opens the dialogs of leeches and mix-ups over a page, and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from flashcards.domain.wording import sentence
from flashcards.gui.alive import while_alive
from flashcards.gui.leeches.rewrite_dialog import CompareDialog, RewriteDialog, WritingDialog
from flashcards.gui.leeches.trouble_dialog import TroubleDialog
from flashcards.gui.place import Host, PlaceId, undo_toast
from flashcards.services.changes import Changes
from flashcards.services.editing.leeches_view import Leech, MixedUp
from flashcards.services.editing.rewriting import Rewriting

ORIGIN = "leeches"


def show_trouble(parent: QWidget, host: Host) -> TroubleDialog:
    """List leeches and mix-ups."""
    dialog = TroubleDialog(parent)
    tasks = host.tasks
    alive = partial(while_alive, dialog)

    def read() -> None:
        tasks.run(lambda app: app.leeches.trouble(), alive(dialog.show_trouble), host.told)

    def done(changes: Changes) -> None:
        host.changed(changes)
        undo_toast(host, changes.label)
        alive(lambda _result: read())(None)

    def clear(leech: Leech) -> None:
        tasks.run(lambda app: app.leeches.not_a_leech(leech.note_id, ORIGIN), done, host.told)

    def tell_apart(pair: MixedUp) -> None:
        first, second = pair.first.note_id, pair.second.note_id
        tasks.run(lambda app: app.leeches.tell_apart(first, second, ORIGIN), done, host.told)

    def show(query: str) -> None:
        dialog.accept()
        host.go(PlaceId.BROWSE, query)

    dialog.rewriting.connect(
        lambda leech: open_rewriting(dialog, host, leech.note_id, leech.lapses, done)
    )
    dialog.comparing.connect(lambda pair: open_comparing(dialog, host, pair, done))
    dialog.cleared.connect(clear)
    dialog.told_apart.connect(tell_apart)
    dialog.shown.connect(show)
    dialog.open()
    read()
    return dialog


def open_rewriting(
    parent: QWidget,
    host: Host,
    note_id: int,
    lapses: int | None = None,
    done: Callable[[Changes], object] | None = None,
) -> RewriteDialog:
    """Open the helper that makes a note easier to remember; ``done`` follows when it is saved."""
    dialog = RewriteDialog(parent, lapses)
    alive = partial(while_alive, dialog)

    def ask(way: str) -> None:
        host.tasks.run(
            lambda app: app.leeches.proposal(note_id, Rewriting(way)),
            alive(dialog.show_draft),
            alive(lambda error: dialog.show_error(sentence(str(error)))),
        )

    _keep_with(dialog, host, lambda app, text: app.leeches.rewrite(note_id, text, ORIGIN), done)
    dialog.asked.connect(ask)
    dialog.open()
    ask(Rewriting.SPLIT)
    return dialog


def open_comparing(
    parent: QWidget, host: Host, pair: MixedUp, done: Callable[[Changes], object] | None = None
) -> CompareDialog:
    """Open a note that tells two apart."""
    dialog = CompareDialog(parent)
    first, second = pair.first.note_id, pair.second.note_id
    host.tasks.run(
        lambda app: app.leeches.comparison(first, second),
        while_alive(dialog, dialog.show_draft),
        host.told,
    )
    _keep_with(
        dialog,
        host,
        lambda app, text: app.leeches.add_comparison(first, second, text, ORIGIN),
        done,
    )
    dialog.open()
    return dialog


def _keep_with(
    dialog: WritingDialog,
    host: Host,
    work: Callable[[Any, str], Changes],
    done: Callable[[Changes], object] | None,
) -> None:
    """Save what the dialog has; it closes when that is on the disk."""
    alive = partial(while_alive, dialog)

    def saved(changes: Changes) -> None:
        alive(lambda _result: dialog.accept())(None)
        if done is not None:
            done(changes)
        else:
            host.changed(changes)
            undo_toast(host, changes.label)

    dialog.kept.connect(
        lambda text: host.tasks.run(
            lambda app: work(app, text),
            saved,
            alive(lambda error: dialog.show_error(sentence(str(error)))),
        )
    )
