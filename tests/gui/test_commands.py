"""The one table of commands, the actions and the dialog of keys made from it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.actions import add_action
from flashcards.gui.command import Command, Context, Group
from flashcards.gui.commands import COMMANDS, clashes, command, first_key, in_context
from flashcards.gui.keys_dialog import show_keys
from flashcards.gui.widgets.keycap import Keycap, key_names


def made(name: str, context: Context, *keys: str) -> Command:
    return Command(name, name.title(), keys, context, Group.GO)


def test_no_key_means_two_things_in_one_place() -> None:
    assert list(clashes()) == []


def test_ids_are_unique_and_every_command_has_a_title_and_a_key() -> None:
    assert len({one.id for one in COMMANDS}) == len(COMMANDS)
    assert all(one.title and one.keys for one in COMMANDS)


def test_qt_understands_every_key() -> None:
    for one in COMMANDS:
        for key in one.keys:
            assert QKeySequence(key).count() == 1
            assert QKeySequence(key)[0].key() != Qt.Key.Key_unknown


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (Context.TODAY, Context.TODAY, True),
        (Context.EVERYWHERE, Context.EDITOR, True),
        (Context.REVIEW, Context.ANSWER, True),
        (Context.QUESTION, Context.REVIEW, True),
        (Context.QUESTION, Context.ANSWER, False),
        (Context.TODAY, Context.REVIEW, False),
    ],
)
def test_keys_clash_only_where_both_can_act(first: Context, second: Context, clash: bool) -> None:
    pair = (made("one", first, "X"), made("two", second, "Y", "x"))
    assert [key for _, _, key in clashes(pair)] == (["x"] if clash else [])


def test_a_screen_lists_its_own_commands_and_those_of_its_parts() -> None:
    ids = {one.id for one in in_context(Context.ANSWER)}
    assert {"answer.good", "card.bury"} <= ids
    assert not ids & {"question.show", "today.start", "file.quit"}


def test_the_first_key_is_the_one_that_is_shown() -> None:
    assert first_key("card.bury") == "B"
    assert command("card.bury").keys == ("B", "-")
    with pytest.raises(KeyError):
        command("nothing.at_all")


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("Ctrl+Shift+Z", ("Ctrl", "Shift", "Z")),
        ("Return", ("Enter",)),
        ("Ctrl++", ("Ctrl", "+")),
        ("-", ("-",)),
        ("Left", ("←",)),
        ("", ()),
    ],
)
def test_keys_are_shown_as_caps(keys: str, caps: tuple[str, ...]) -> None:
    assert key_names(keys) == caps


def test_caps_are_those_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashcards.gui.widgets.keycap.sys.platform", "darwin")
    assert key_names("Ctrl+Z") == ("⌘", "Z")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a text field in it, in front."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.setFocus()
    return window


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Minus])
def test_an_action_acts_on_each_of_its_keys(window: QWidget, qtbot: QtBot, key: Qt.Key) -> None:
    act = Mock()
    action = add_action(window, "card.bury", act)
    assert action.text() == "Bury"
    qtbot.keyClick(window, key)
    act.assert_called_once_with()


def test_a_single_letter_is_written_where_text_is_written(window: QWidget, qtbot: QtBot) -> None:
    act = Mock()
    add_action(window, "card.bury", act)
    field = window.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "b-")
    assert field.text() == "b-"
    act.assert_not_called()


def test_a_hidden_page_keeps_its_keys_to_itself(window: QWidget, qtbot: QtBot) -> None:
    act = Mock()
    page = QWidget(window)
    add_action(page, "today.start", act)
    page.hide()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    act.assert_not_called()
    page.show()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    act.assert_called_once_with()


def test_the_keys_of_a_screen_are_listed_with_those_that_act_everywhere(
    window: QWidget, qtbot: QtBot
) -> None:
    dialog = show_keys(window, [Context.ANSWER])
    rows = {row.accessibleName() for row in dialog.findChildren(QWidget)}
    assert "Good: 3 or Space or Enter" in rows
    assert "Suspend: Shift S or !" in rows
    assert "Quit: Ctrl Q" in rows
    assert "Start: Enter or S" not in rows
    assert dialog.findChildren(Keycap)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
