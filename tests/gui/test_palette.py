"""The palette of commands: what it finds, and that Enter gives what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMainWindow
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from flashcards.gui.actions import add_action
from flashcards.gui.palette import Palette, open_palette
from tests.gui.accessible import unnamed

GIVEN = ("file.import", "file.export", "edit.undo", "help.open")


class Screen:
    """A window with some commands, and the palette over it."""

    def __init__(self, window: QMainWindow, acts: dict[str, Mock]) -> None:
        self.window = window
        self.acts = acts
        self.palette: Palette = open_palette(window, window.actions())

    def type(self, text: str) -> None:
        field = self.palette.findChild(QLineEdit)
        field.clear()
        QTest.keyClicks(field, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.palette.findChild(QLineEdit), key)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    window = QMainWindow()
    window.resize(800, 600)
    qtbot.addWidget(window)
    acts = {name: Mock() for name in GIVEN}
    for name, act in acts.items():
        add_action(window, name, act)
    window.show()
    made = Screen(window, acts)
    yield made
    if isValid(made.palette):
        made.palette.close()
    window.close()


def test_all_commands_are_shown_before_anything_is_typed(screen: Screen) -> None:
    assert screen.palette.titles == [
        "Import",
        "Export",
        "Undo",
        "Help",
    ]
    assert unnamed(screen.palette) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [("exp", "Export"), ("UNDO", "Undo"), ("import", "Import")],
)
def test_some_letters_bring_the_command_to_the_top(screen: Screen, typed: str, first: str) -> None:
    screen.type(typed)
    assert screen.palette.titles[0] == first


def test_a_slip_of_the_fingers_still_finds_it(screen: Screen) -> None:
    screen.type("exprt")
    assert screen.palette.titles[0] == "Export"


def test_nothing_like_it_says_so(screen: Screen) -> None:
    screen.type("zzzz")
    assert screen.palette.titles == []
    assert not screen.palette.findChild(QListView).isVisible()
    screen.press(Qt.Key.Key_Return)
    assert screen.palette.isVisible()


def test_enter_gives_the_chosen_command_and_the_palette_goes(screen: Screen, qtbot: QtBot) -> None:
    screen.press(Qt.Key.Key_Down)
    screen.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.acts["file.export"].called)
    assert not any(act.called for name, act in screen.acts.items() if "export" not in name)


def test_the_arrows_go_round(screen: Screen, qtbot: QtBot) -> None:
    screen.press(Qt.Key.Key_Up)
    screen.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.acts["help.open"].called)


def test_escape_leaves_without_giving_anything(screen: Screen, qtbot: QtBot) -> None:
    palette = screen.palette
    with qtbot.waitSignal(palette.finished):
        screen.press(Qt.Key.Key_Escape)
    assert not any(act.called for act in screen.acts.values())
