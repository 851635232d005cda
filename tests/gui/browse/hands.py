"""What a user does with Browse, and what is seen of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.browse.model import CELL
from flashcards.gui.browse.place import BrowsePlace
from flashcards.gui.widgets.buttons import Button

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """A key or a text, typed where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    if not isinstance(key, str):
        QTest.keyClick(target, key, modifier)
        return
    for number, line in enumerate(key.split("\n")):
        if number:
            QTest.keyClick(target, Key.Key_Return)
        QTest.keyClicks(target, line, modifier)


def questions(place: BrowsePlace) -> list[str]:
    """The questions in the table, from the top."""
    return column(place, 0)


def column(place: BrowsePlace, number: int) -> list[str]:
    """The texts of a column, from the top."""
    model = place.page.model
    return [model.index(row, number).data(CELL).text for row in range(model.rowCount())]


def row_of(place: BrowsePlace, question: str) -> int:
    """Where a question stands."""
    return questions(place).index(question)


def click_row(place: BrowsePlace, question: str, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """A click on a row of the table."""
    table = place.page.list.table
    index = place.page.model.index(row_of(place, question), 0)
    where = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, where)


def click_header(place: BrowsePlace, title: str) -> None:
    """A click on the head of a column."""
    header = place.page.list.table.header
    number = [each.title for each in place.page.model.columns].index(title)
    where = QPoint(header.sectionViewportPosition(number) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NOTHING, where)


def selected(place: BrowsePlace) -> list[str]:
    """The questions that are selected."""
    chosen = set(place.cards.ids())
    rows = [place.page.model.row_at(at) for at in range(place.page.model.count)]
    return [row.question for row in rows if row is not None and row.card_id in chosen]


def dialog(qtbot: QtBot, kind: type[Any] = QDialog) -> Any:
    """The dialog that is open, once it is."""

    def found() -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)
                and one.isVisible()]  # fmt: skip

    qtbot.waitUntil(lambda: bool(found()) and found()[-1].isActiveWindow(), timeout=5_000)
    return found()[-1]


def button(parent: QWidget, text: str) -> Button:
    """The button of a text, which is shown."""
    shown = (one for one in parent.findChildren(Button) if one.isVisibleTo(parent))
    return next(one for one in shown if one.text() == text)


def choose(qtbot: QtBot, *texts: str) -> None:
    """Take entries of the menu that is open, one within the other, and close it."""

    def menu() -> QMenu | None:
        return QApplication.activePopupWidget()

    qtbot.waitUntil(lambda: menu() is not None, timeout=5_000)
    current = menu()
    for text in texts[:-1]:
        current = next(one.menu() for one in current.actions() if one.text() == text)
    action = next(one for one in current.actions() if one.text() == texts[-1])
    action.trigger()
    while (popup := menu()) is not None:
        popup.close()
