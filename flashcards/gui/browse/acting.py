"""What is done to the selected cards: asks what it has to know, does it, and says so with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from flashcards.domain.note import MARKED_TAG
from flashcards.domain.wording import count_text, sentence
from flashcards.gui import icons
from flashcards.gui.browse import texts
from flashcards.gui.browse.dialogs import DueDialog, PlaceDialog, TagDialog, opened
from flashcards.gui.browse.replace_dialog import ReplaceDialog
from flashcards.gui.commands import command, first_key
from flashcards.gui.place import Host, undo_toast
from flashcards.gui.review.flags import flag_menu, pop_up
from flashcards.gui.review.information import show_information
from flashcards.gui.review.wording import next_flag
from flashcards.gui.today.extras import begin_custom
from flashcards.gui.widgets.dialog import confirm
from flashcards.language import _
from flashcards.services.browsing.view import BrowseRow, DeckChoice
from flashcards.services.editing.bulk_view import BulkDone, ReplacePlan, ReplaceRequest
from flashcards.services.studying.custom_view import CustomStudy, Way

ORIGIN = "browse"
_MENU = (
    ("browse.edit", "pencil"),
    ("browse.information", "info"),
    ("browse.study", "play"),
    ("browse.rewrite", "scissors"),
    None,
    ("browse.move", "folder-input"),
    ("browse.tag", "tag"),
    ("browse.mark", "star"),
    ("browse.flag", "flag"),
    None,
    ("browse.suspend", "eye-off"),
    ("browse.due", "calendar-clock"),
    ("browse.reset", "rotate-ccw"),
    ("browse.replace", "replace"),
    None,
    ("browse.delete", "trash-2"),
)


class Selection(Protocol):
    """What is selected in the table."""

    def ids(self) -> tuple[int, ...]:
        """The selected cards, from the top."""

    def all_ids(self) -> tuple[int, ...]:
        """All cards that the search finds."""

    def current(self) -> BrowseRow | None:
        """The card that the keyboard is on."""


class CardActs(QObject):
    """Does things to a selection; ``edit`` opens the editor, ``done`` follows each change."""

    def __init__(
        self,
        page: QWidget,
        host: Host,
        selection: Selection,
        edit: Callable[[], object],
        done: Callable[[Any], object],
    ) -> None:
        super().__init__(page)
        self._page, self._host, self._selection = page, host, selection
        self._done = done
        self._acts: dict[str, Callable[[], object]] = {
            "browse.edit": edit,
            "browse.information": self._inform,
            "browse.move": self.move,
            "browse.tag": self.tag,
            "browse.mark": self.mark,
            "browse.flag": self.next_flag,
            "browse.suspend": self.suspend,
            "browse.due": self.set_due,
            "browse.reset": self.reset,
            "browse.replace": self.replace,
            "browse.delete": self.delete,
            "browse.study": self.study,
            "browse.rewrite": self.rewrite,
        }

    def act(self, command_id: str) -> None:
        """Do what a command says, by its id."""
        self._acts[command_id]()

    def menu(self, corner: QPoint) -> QMenu:
        """Open the menu of all that can be done to the selection."""
        menu = QMenu(_("Cards"), self._page)
        current = self._selection.current()
        for entry in _MENU:
            if entry is None:
                menu.addSeparator()
                continue
            command_id, icon = entry
            if command_id == "browse.flag":
                flags = flag_menu(menu, 0 if current is None else current.flag, self.flag)
                flags.setIcon(icons.icon(icon))
                menu.addMenu(flags)
                continue
            action = menu.addAction(icons.icon(icon), self._title(command_id, current))
            action.setShortcut(first_key(command_id))
            action.triggered.connect(lambda _checked=False, name=command_id: self.act(name))
        pop_up(menu, corner)
        return menu

    def flags(self, corner: QPoint) -> QMenu:
        """Open the menu of flags."""
        current = self._selection.current()
        menu = flag_menu(self._page, 0 if current is None else current.flag, self.flag)
        pop_up(menu, corner)
        return menu

    def flag(self, flag: int) -> None:
        """Give the selected cards a flag, 0 for none."""
        self._run(_("Flag"), lambda app, ids: app.bulk.flag(ids, flag, ORIGIN))

    def next_flag(self) -> None:
        """Give the selected cards the flag that follows the current one's."""
        current = self._selection.current()
        if current is not None:
            self.flag(next_flag(current.flag))

    def suspend(self) -> None:
        """Suspend the selected cards, or take them in again where the current one is suspended."""
        current = self._selection.current()
        on = current is None or not current.suspended
        title = _("Suspend") if on else _("Unsuspend")
        self._run(title, lambda app, ids: app.bulk.suspend(ids, on=on, origin=ORIGIN))

    def mark(self) -> None:
        """Mark the notes of the selected cards, or unmark them where the current one is marked."""
        current = self._selection.current()
        if current is not None and MARKED_TAG in current.tags:
            self._run(_("Mark"), lambda app, ids: app.bulk.remove_tags(ids, [MARKED_TAG], ORIGIN))
        else:
            self._run(_("Mark"), lambda app, ids: app.bulk.add_tags(ids, [MARKED_TAG], ORIGIN))

    def move(self) -> None:
        """Ask for a deck and a topic, and move the selected cards there."""
        ids, current = self._selection.ids(), self._selection.current()
        if not ids:
            return

        def ask(decks: Sequence[DeckChoice]) -> None:
            title = _("Move {cards}").format(cards=count_text(len(ids), "card"))
            at = (None, None) if current is None else place_of(decks, current)
            dialog = PlaceDialog(self._page, title, decks, at, self._move_to(ids))
            opened(dialog, dialog.deck)

        self._host.tasks.run(lambda app: app.browse.decks(), ask)

    def tag(self) -> None:
        """Ask for tags to give and to take off."""
        ids = self._selection.ids()
        if not ids:
            return

        def change(added: tuple[str, ...], removed: tuple[str, ...]) -> None:
            if added:
                self._run(_("Tags"), lambda app, ids: app.bulk.add_tags(ids, added, ORIGIN), ids)
            if removed:
                self._run(
                    _("Tags"), lambda app, ids: app.bulk.remove_tags(ids, removed, ORIGIN), ids
                )

        dialog = TagDialog(
            self._page, _("Tags of {cards}").format(cards=count_text(len(ids), "card")), change
        )
        opened(dialog, dialog.add)

    def set_due(self) -> None:
        """Ask for days, and make the selected cards due then."""
        ids = self._selection.ids()
        if not ids:
            return

        def change(first: int, last: int) -> None:
            self._run(
                _("Set due"), lambda app, ids: app.bulk.set_due(ids, first, last, ORIGIN), ids
            )

        dialog = DueDialog(
            self._page, _("Set due of {cards}").format(cards=count_text(len(ids), "card")), change
        )
        opened(dialog, dialog.days)

    def reset(self) -> None:
        """Ask, and make the selected cards new again."""
        ids = self._selection.ids()
        if ids:
            title, text = texts.reset_question(len(ids))
            confirm(
                self._page,
                title,
                text,
                _("Reset"),
                lambda: self._run(_("Reset"), lambda app, ids: app.bulk.reset(ids, ORIGIN), ids),
            )

    def delete(self) -> None:
        """Say how much goes, ask, and delete the notes of the selected cards."""
        ids = self._selection.ids()
        if not ids:
            return

        def ask(extent: tuple[int, int]) -> None:
            title, text = texts.delete_question(*extent)
            confirm(
                self._page,
                title,
                text,
                _("Delete"),
                lambda: self._run(_("Delete"), lambda app, ids: app.bulk.delete(ids, ORIGIN), ids),
            )

        self._host.tasks.run(lambda app: app.bulk.extent(ids), ask)

    def study(self) -> None:
        """Study the selected cards out of their turn, or all that are found."""
        ids = self._selection.ids()
        if len(ids) < 2:
            ids = self._selection.all_ids()
        if ids:
            begin_custom(self._host, CustomStudy(Way.CRAM, card_ids=ids))

    def rewrite(self) -> None:
        """Open the helper that makes the current note easier to remember."""
        current = self._selection.current()
        if current is not None:
            from flashcards.gui.leeches.flow import open_rewriting

            open_rewriting(self._page, self._host, current.note_id)

    def replace(self) -> ReplaceDialog | None:
        """Open find and replace, over several selected cards or else over all that are found."""
        ids = self._selection.ids()
        if len(ids) < 2:
            ids = self._selection.all_ids()
        if not ids:
            return None

        def plan(request: ReplaceRequest) -> None:
            self._host.tasks.run(
                lambda app: app.bulk.plan_replace(ids, request),
                dialog.show_plan,
                lambda error: dialog.show_error(sentence(str(error))),
            )

        def replace(planned: ReplacePlan) -> None:
            self._host.tasks.run(
                lambda app: app.bulk.replace(planned, ORIGIN), self._was_done, self._host.told
            )

        dialog = ReplaceDialog(self._page, len(ids), plan, replace)
        opened(dialog, dialog.find)
        return dialog

    def _title(self, command_id: str, current: BrowseRow | None) -> str:
        if command_id == "browse.suspend" and current is not None and current.suspended:
            return _("Unsuspend")
        if command_id == "browse.mark" and current is not None and MARKED_TAG in current.tags:
            return _("Unmark")
        return command(command_id).title

    def _inform(self) -> None:
        current = self._selection.current()
        if current is not None:
            self._host.tasks.run(
                lambda app: app.study.information(current.card_id),
                lambda info: show_information(self._page.window(), info),
                self._host.told,
            )

    def _move_to(self, ids: tuple[int, ...]) -> Callable[[int | None, int | None, str], object]:
        def work(app: Any, deck: int | None, topic: int | None, name: str) -> BulkDone:
            if deck is None:
                deck, _ = app.editing.add_deck(name, ORIGIN)
            return app.bulk.move(ids, deck, topic, ORIGIN)

        def move(deck: int | None, topic: int | None, name: str) -> None:
            self._host.tasks.run(
                lambda app: work(app, deck, topic, name), self._was_done, self._host.told
            )

        return move

    def _run(
        self,
        title: str,
        work: Callable[[Any, tuple[int, ...]], BulkDone],
        ids: tuple[int, ...] | None = None,
    ) -> None:
        chosen = self._selection.ids() if ids is None else ids
        if chosen:
            self._host.tasks.run(
                lambda app: work(app, chosen),
                lambda done: self._was_done(done, title),
                self._host.told,
            )

    def _was_done(self, done: BulkDone, title: str = "") -> None:
        if done.changes.operation is None:
            self._host.toaster.show_toast(texts.nothing_changed(title or done.changes.label))
            return
        self._done(done.changes)
        undo_toast(self._host, texts.done_text(done.changes.label))


def place_of(decks: Sequence[DeckChoice], row: BrowseRow) -> tuple[int | None, int | None]:
    """The ids of the deck and the topic that a card is in."""
    deck = next((deck for deck in decks if deck.name == row.deck), None)
    if deck is None:
        return None, None
    topic = next((topic.id for topic in deck.topics if topic.title == row.topic), None)
    return deck.id, topic
