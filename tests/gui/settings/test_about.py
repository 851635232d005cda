"""About: versions, licences, and a report of a problem that holds no text of a card."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from flashcards import logbook
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.settings.about import problem_report, versions
from flashcards.licences import notices
from tests.gui.accessible import unnamed
from tests.gui.screen import Screen

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot, opened: MainWindow) -> Screen:
    screen = Screen(qtbot, opened, PlaceId.SETTINGS)
    opened.go(PlaceId.SETTINGS, "About")
    screen.settle()
    return screen


@pytest.fixture
def empty_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "state_dir", lambda: tmp_path / "state")


def test_licences_are_those_of_all_that_is_shipped(screen: Screen) -> None:
    screen.click("Show")
    assert screen.dialog().findChild(QPlainTextEdit).toPlainText() == notices().rstrip("\n") + "\n"


def test_versions_are_copied(screen: Screen) -> None:
    screen.click("Copy")
    assert QGuiApplication.clipboard().text() == versions()
    assert versions().startswith("Flashcards ")


def test_a_report_is_opened_by_key_and_can_be_copied(screen: Screen, empty_log: None) -> None:
    screen.press(Qt.Key.Key_F1, SHIFT)
    dialog = screen.dialog()
    assert unnamed(dialog) == []
    screen.click(screen.button("Copy", dialog))
    assert QGuiApplication.clipboard().text() == problem_report()
    assert "The log is empty." in problem_report()
    dialog.close()


def test_a_report_is_saved(screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    screen.click("Report…")
    screen.click(screen.button("Save as…", screen.dialog()))
    assert target.read_text(encoding="utf-8") == problem_report()


def test_a_report_that_cannot_be_saved_says_why(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    screen.click("Report…")
    report = screen.dialog()
    screen.click(screen.button("Save as…", report))
    told = screen.dialog()
    assert told.windowTitle() == "The report was not saved"
    told.close()
    report.close()


def test_a_report_holds_no_text_of_a_card_and_no_folder(screen: Screen, library: Path) -> None:
    questions = screen.ask(lambda app: [app.study.card(i).question for i in app.search.ids("")[:9]])

    def fail() -> None:
        raise ValueError(f"can't draw {questions[0]}")

    with pytest.raises(ValueError, match="can't draw") as caught:
        fail()
    logbook.record(caught.value)
    report = problem_report()
    assert "ValueError" in report
    assert not any(question in report for question in questions)
    assert str(library) not in report
    assert str(Path.home()) not in report
