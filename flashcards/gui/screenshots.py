"""Draws every screen off-screen, from a library that was studied for eight weeks::

python -m flashcards.gui.screenshots FOLDER
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.gui.command import Context
from flashcards.gui.keys_dialog import show_keys
from flashcards.gui.main_window import MainWindow
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.screenshots_places import draw_places
from flashcards.gui.theme import Mode, install, theme
from flashcards.services.card_view import CardInformation, CardView, NoteEdit, SessionProgress
from flashcards.services.studying.today_view import Today

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.clock import FixedClock

_NOW = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - a morning where the learner lives
_LARGE, _MEDIUM, _SMALL = (1280, 800), (1100, 760), (880, 600)
_PROGRESS = SessionProgress(18, 30, 13 * 60)
_KINDS = ("cloze", "choice", "typed", "steps", "reversed")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the pictures show, read from the demo libraries."""

    clock: FixedClock
    today: Today
    first_day: Today
    done: Today
    predict: CardView
    concept: CardView
    kinds: tuple[tuple[str, CardView], ...]
    edit: NoteEdit
    information: CardInformation


def main(folder: Path) -> None:
    """Draw all screens into ``folder``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        scene = _read(Path(temporary))
        app = QApplication.instance() or QApplication([])
        QLocale.setDefault(QLocale("en_GB"))
        install(app)
        theme().set_reduced_motion(True)
        _draw(scene, folder, Path(temporary))
        scene.clock.time_ms = round(_NOW.timestamp() * 1_000)
        draw_places(Path(temporary) / "morning", scene.clock, folder)


def _read(folder: Path) -> _Scene:
    from flashcards.app import bootstrap
    from flashcards.demo import make_demo

    demo = make_demo(folder / "demo", _NOW)
    fresh = bootstrap(folder / "fresh", clock=demo.clock)
    first_day = fresh.library.today()
    fresh.close()
    app = bootstrap(folder / "demo", clock=demo.clock)
    today = app.library.today()
    concept = _card(app, "kind:basic topic:indexing is:review", "kind:basic is:review")
    # the pages are drawn on the day as it began: a copy of it, before the day is finished
    shutil.copytree(folder / "demo", folder / "morning")
    scene = _Scene(
        clock=demo.clock,
        today=today,
        first_day=first_day,
        done=_finish(app),
        predict=_card(app, "kind:predict topic:functions is:review", "kind:predict is:review"),
        concept=concept,
        kinds=tuple(
            (kind, _card(app, f"kind:{kind} is:review", f"kind:{kind}")) for kind in _KINDS
        ),
        edit=app.study.note(concept.note_id),
        information=app.study.information(concept.card_id),
    )
    app.close()
    return scene


def _card(app: App, *queries: str) -> CardView:
    """A card that the first query finds that finds any."""
    found = (app.search.ids(query) for query in queries)
    return app.study.card(next(ids[0] for ids in found if ids))


def _finish(app: App) -> Today:
    """Answer all that is due, so that Today shows a day that is done."""
    from flashcards.clock import FixedClock
    from flashcards.domain.review import Rating

    session = app.study.start()
    while True:
        following = app.study.next_card(session)
        if following.card is not None:
            app.study.answer(following.card.card_id, Rating.GOOD, 14_000, session=session)
        elif following.waits_until_ms is not None and isinstance(app.clock, FixedClock):
            app.clock.time_ms = max(app.clock.now_ms() + 1, following.waits_until_ms)
        else:
            return app.library.today()


def _draw(scene: _Scene, folder: Path, library: Path) -> None:
    def save(widget: QWidget, name: str) -> None:
        _settle()
        widget.grab().save(str(folder / f"{name}.png"))

    def never_opened() -> App:
        raise AssertionError("the pictures need no open library")

    window = MainWindow(never_opened, library)
    window.show()
    _draw_today(scene, window, save)
    dialog = show_keys(window, (Context.TODAY,))
    save(dialog, "keys-light")
    dialog.close()
    window.close()
    page = ReviewPage(library / "demo" / "media")
    page.resize(*_LARGE)
    page.show()
    _draw_review(scene, page, save)
    page.close()


def _draw_today(scene: _Scene, window: MainWindow, save: Callable[[QWidget, str], None]) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        theme().set_mode(mode)
        for name, today in (
            ("today", scene.today),
            ("today-first-day", scene.first_day),
            ("today-done", scene.done),
        ):
            window.resize(*_LARGE)
            window.show_first_look(today)
            save(window, f"{name}-{mode}")
        window.show_first_look(scene.today)
        for width, height in (_MEDIUM, _SMALL):
            window.resize(width, height)
            save(window, f"today-{width}x{height}-{mode}")
    theme().set_mode(Mode.LIGHT)


def _draw_review(scene: _Scene, page: ReviewPage, save: Callable[[QWidget, str], None]) -> None:
    page.set_undo_available("Answer")
    for mode in (Mode.LIGHT, Mode.DARK):
        theme().set_mode(mode)
        page.show_card(scene.concept, _PROGRESS)
        save(page, f"review-question-{mode}")
        page.reveal()
        save(page, f"review-concept-{mode}")
        wrong = (scene.predict.expected or "").replace("2", "1", 1)
        page.show_card(scene.predict, _PROGRESS, wrong)
        page.reveal()
        save(page, f"review-answer-{mode}")
        page.resize(*_SMALL)
        save(page, f"review-answer-880x600-{mode}")
        page.resize(*_LARGE)
        for kind, card in scene.kinds:
            page.show_card(card, _PROGRESS)
            save(page, f"review-{kind}-question-{mode}")
            for _ in range(len(card.steps) or 1):
                page.reveal()
            save(page, f"review-{kind}-answer-{mode}")
        page.show_card(scene.concept, _PROGRESS)
        page.show_edit(scene.edit)
        save(page, f"review-edit-{mode}")
        page.step_back()
        dialog = page.show_information(scene.information)
        save(dialog, f"review-information-{mode}")
        dialog.close()
        page.show_finished(scene.done.tomorrow, scene.done.tomorrow_seconds, True)
        save(page, f"review-finished-{mode}")
    theme().set_mode(Mode.LIGHT)


def _settle(milliseconds: int = 60) -> None:
    """Let layouts and paints that are under way come to their end."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
