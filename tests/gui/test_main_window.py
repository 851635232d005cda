"""The whole window on a real library: what a user walks through every day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.app import WINDOW, bootstrap
from flashcards.clock import FixedClock
from flashcards.errors import LibraryWriteError
from flashcards.gui.export.flow import ExportDialog
from flashcards.gui.main_window import MainWindow
from flashcards.gui.palette import Palette
from flashcards.gui.place import PlaceId
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.review.phase import ASKS, Phase
from flashcards.storage.backup import backups_of
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.unit_of_work import Database
from tests.gui.accessible import unnamed
from tests.gui.screen import dialog, press, ready

Open = Callable[[Path], MainWindow]

DECK = """\
---
title: Own deck
---

## Shell

### What does `set -e` do in a shell script?

It ends the script at the first command that fails.

### What does `$?` hold?

The exit code of the last command.
"""


def page_of(window: MainWindow) -> ReviewPage:
    page = window.findChild(ReviewPage)
    assert page is not None
    return page


def start(qtbot: QtBot, window: MainWindow) -> ReviewPage:
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing and page_of(window).phase is Phase.QUESTION)
    return page_of(window)


def answer(qtbot: QtBot, page: ReviewPage, key: Qt.Key) -> int:
    """Answer the card on the screen by keys alone; its id."""
    view = page.view
    assert view is not None
    page.setFocus()
    while page.phase in ASKS:
        page.reveal()
    qtbot.waitUntil(lambda: page.phase is Phase.ANSWER)
    press(page.window(), key)
    qtbot.waitUntil(lambda: page.phase not in {Phase.SAVING, Phase.ANSWER})
    return view.card_id


def ratings_on_disk(library: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(library / "collection.db")) as database:
        return database.execute(
            "SELECT card_id, rating FROM review WHERE kind = 'review' ORDER BY id"
        ).fetchall()


def the_button(qtbot: QtBot, window: MainWindow, text: str) -> QPushButton:
    """The button of this name, once it is there."""
    qtbot.waitUntil(lambda: any(b.text() == text for b in window.findChildren(QPushButton)))
    return button(window, text)


def button(parent: QWidget, text: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.text() == text)


def test_a_fresh_library_opens_on_its_first_day(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    assert not window.reviewing
    assert (library / "collection.db").exists()
    assert unnamed(window) == []


def test_thirty_answers_are_all_on_the_disk_when_the_window_is_opened_again(
    qtbot: QtBot, open_window: Open, library: Path, clock: FixedClock
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    keys = (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_2)
    given = []
    for number in range(30):
        if page.phase is not Phase.QUESTION:
            break
        key = keys[number % len(keys)]
        given.append((answer(qtbot, page, key), int(key) - int(Qt.Key.Key_0)))
        clock.advance(seconds=20)
    assert len(given) == 30
    assert ratings_on_disk(library) == given
    window.close()
    again = ready(qtbot, open_window(library))
    assert ratings_on_disk(library) == given
    assert again.shows_data


def test_undo_brings_the_card_and_what_was_typed_back(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    first = answer(qtbot, page, Qt.Key.Key_3)
    assert page.view is not None
    assert page.view.card_id != first
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.view is not None and page.view.card_id == first)
    assert page.phase is Phase.QUESTION
    press(
        window,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: page.view is not None and page.view.card_id != first)
    assert len(ratings_on_disk(library)) == 2


def test_escape_leaves_the_session_and_today_counts_what_was_done(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    answer(qtbot, page, Qt.Key.Key_4)
    page.setFocus()
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.reviewing and window.tasks.idle)
    assert window.today.page.isVisible()
    assert len(ratings_on_disk(library)) == 1


def test_a_card_whose_answer_was_seen_is_asked_anew_when_the_session_goes_on(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    view = page.view
    page.reveal()
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.reviewing and window.tasks.idle)
    page = start(qtbot, window)
    assert page.view is not None
    assert view is not None
    assert page.view.card_id == view.card_id
    assert not page.sheet.is_revealed()


def test_start_on_the_first_look_waits_for_the_library(
    qtbot: QtBot, open_window: Open, library: Path, clock: FixedClock
) -> None:
    bootstrap(library, clock=clock).close()
    window = open_window(library)
    assert window.shows_data
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing, timeout=20_000)
    assert page_of(window).phase is not Phase.ANSWER


def test_an_answer_that_cannot_be_written_is_not_shown_as_saved_and_can_be_tried_again(
    qtbot: QtBot, open_window: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    view = page.view
    assert view is not None
    real = Database.write

    def full(*_arguments: object, **_options: object) -> None:
        raise LibraryWriteError("can't write to the library: the disk is full.")

    monkeypatch.setattr(Database, "write", full)
    while page.phase in ASKS:
        page.reveal()
    press(window, Qt.Key.Key_3)
    qtbot.waitUntil(page.notice.isVisible)
    assert page.view is view
    assert ratings_on_disk(library) == []
    monkeypatch.setattr(Database, "write", real)
    button(page.notice, "Try again").click()
    qtbot.waitUntil(lambda: page.phase is Phase.QUESTION and page.view is not view)
    assert ratings_on_disk(library) == [(view.card_id, 3)]


def test_a_deck_is_imported_on_its_page_and_taken_back_whole(
    qtbot: QtBot,
    open_window: Open,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deck = tmp_path / "own.md"
    deck.write_text(DECK, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: ([str(deck)], ""))
    window = ready(qtbot, open_window(library))
    press(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert window.place is PlaceId.IMPORT
    run = the_button(qtbot, window, "Import 2 cards")
    assert unnamed(window) == []
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: deck_exists(library, "Own deck") and window.tasks.idle)
    assert run.isHidden()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not deck_exists(library, "Own deck") and window.tasks.idle)


def test_control_e_asks_what_to_export(qtbot: QtBot, open_window: Open, library: Path) -> None:
    window = ready(qtbot, open_window(library))
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    asked = dialog(qtbot, window)
    assert isinstance(asked, ExportDialog)
    assert unnamed(asked) == []
    asked.reject()


def test_a_damaged_library_offers_the_newest_backup(
    qtbot: QtBot, open_window: Open, library: Path, clock: FixedClock
) -> None:
    app = bootstrap(library, clock=clock)
    app.maintenance.back_up()
    app.close()
    database = library / "collection.db"
    database.write_bytes(b"scrambled eggs" * 5_000)
    window = open_window(library)
    offer = dialog(qtbot, window)
    assert offer.windowTitle() == "The library is damaged"
    assert database.read_bytes().startswith(b"scrambled eggs")
    button(offer, "Restore the newest backup").click()
    ready(qtbot, window)
    assert deck_exists(library, "Databases")


def test_a_library_in_use_says_by_whom(
    qtbot: QtBot, open_window: Open, library: Path, clock: FixedClock
) -> None:
    holder = bootstrap(library, clock=clock, holder=WINDOW)
    holder.lock.release()
    holder.close()
    first = ready(qtbot, open_window(library))
    second = open_window(library)
    qtbot.waitUntil(lambda: second.tasks.idle, timeout=20_000)
    shown = " ".join(label.text() for label in texts_of(second))
    assert "in use by the Flashcards window" in shown
    assert first.shows_data
    first.close()
    button(second, "Try again").click()
    ready(qtbot, second)


def test_closing_the_window_with_an_edited_card_asks_first(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    page.setFocus()
    press(window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: page.phase is Phase.EDITING)
    editor = page.panel.findChild(QPlainTextEdit)
    editor.insertPlainText("Changed ")
    window.close()
    question = dialog(qtbot, window)
    assert window.isVisible()
    button(question, "Discard").click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_the_window_leaves_a_verified_backup(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    page = start(qtbot, window)
    answer(qtbot, page, Qt.Key.Key_3)
    window.close()
    assert len(backups_of(LibraryFolder(library))) == 1


def test_the_window_opens_as_it_was_left(qtbot: QtBot, open_window: Open, library: Path) -> None:
    window = ready(qtbot, open_window(library))
    window.resize(880, 640)  # what the virtual screen has room for
    window.close()
    again = ready(qtbot, open_window(library))
    assert (again.width(), again.height()) == (880, 640)


def test_the_rail_collapses_in_a_narrow_window(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    window.resize(1_280, 800)
    qtbot.waitUntil(lambda: not window.rail.collapsed)
    window.resize(900, 700)
    qtbot.waitUntil(lambda: window.rail.collapsed)


def test_the_help_and_the_keys_open_by_key(qtbot: QtBot, open_window: Open, library: Path) -> None:
    window = ready(qtbot, open_window(library))
    press(window, Qt.Key.Key_F1)
    help_dialog = dialog(qtbot, window)
    assert str(library) in " ".join(label.text() for label in texts_of(help_dialog))
    help_dialog.close()


def test_a_bug_is_shown_with_its_details_and_logged(
    qtbot: QtBot, open_window: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from flashcards.gui.application import tell_of_bugs
    from flashcards.paths import state_dir

    window = ready(qtbot, open_window(library))
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    tell_of_bugs(window)
    error = ZeroDivisionError("a bug")
    sys.excepthook(type(error), error, None)
    report = dialog(qtbot, window)
    assert "a bug" in report.findChild(QPlainTextEdit).toPlainText()
    assert "a bug" in (state_dir() / "flashcards.log").read_text(encoding="utf-8")
    report.close()


def deck_exists(library: Path, name: str) -> bool:
    with closing(sqlite3.connect(library / "collection.db")) as database:
        row = database.execute(
            "SELECT 1 FROM deck WHERE name = ? AND deleted_by IS NULL", (name,)
        ).fetchone()
    return row is not None


def texts_of(widget: QWidget) -> list:
    from flashcards.gui.widgets.label import Label

    return widget.findChildren(Label)


def test_the_palette_has_what_this_screen_can_do_and_gives_it(
    qtbot: QtBot, open_window: Open, library: Path
) -> None:
    window = ready(qtbot, open_window(library))
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = dialog(qtbot, window)
    assert isinstance(palette, Palette)
    assert {"Start", "Import", "Undo", "Help"} <= set(palette.titles)
    QTest.keyClicks(palette.findChild(QLineEdit), "start")
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing, timeout=20_000)
