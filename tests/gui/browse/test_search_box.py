"""The search field: what is typed, how it is coloured, how it could go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.domain.query_nodes import Name
from flashcards.gui.browse.search_box import SearchBox
from flashcards.gui.theme import theme
from tests.gui.accessible import unnamed
from tests.gui.browse.hands import CTRL, press
from tests.gui.review.hands import heard

Key = Qt.Key


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[SearchBox]:
    """The field in a window, with the focus."""
    window = QWidget()
    window.resize(600, 400)
    column = QVBoxLayout(window)
    box = SearchBox()
    column.addWidget(box)
    column.addStretch(1)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    box.set_names({Name.STAGE: ("Databases", "System Design"), Name.TAG: ("sql",)})
    box.setFocus()
    yield box
    window.close()


def offered(box: SearchBox) -> list[str]:
    return [option.text for option in box.field.list.completions.options]


def formats(box: SearchBox) -> dict[str, QTextCharFormat]:
    """The format of each coloured piece."""
    block = box.field.document().firstBlock()
    text = block.text()
    return {
        text[each.start : each.start + each.length]: QTextCharFormat(each.format)
        for each in block.layout().formats()
    }


def test_what_is_typed_is_told_after_a_moment(box: SearchBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.changed) as told:
        press("phantom")
    assert told.args == ["phantom"]
    assert box.query() == "phantom"


def test_a_query_is_told_once(box: SearchBox, qtbot: QtBot) -> None:
    listener = heard(box.changed)
    press("a")
    press(Key.Key_Return)
    qtbot.wait(1)
    box.set_query("b")
    qtbot.wait(200)
    listener.assert_called_once_with("a")


def test_enter_and_down_lead_to_the_table(box: SearchBox) -> None:
    left = heard(box.left)
    press(Key.Key_Return)
    press(Key.Key_Down)
    assert left.call_count == 2


def test_fields_stand_out_and_the_wrong_word_is_underlined(box: SearchBox) -> None:
    box.set_query('-is:due recal<1 "a b"')
    found = formats(box)
    assert found["-is:"].fontWeight() == 600
    assert found["-is:"].foreground().color() == theme().colors.accent_ink
    assert found['"a b"'].foreground().color() == theme().colors.syn_string
    assert "due" not in found
    box.set_problem((8, 13))
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    underlined = [text for text, form in formats(box).items() if form.underlineStyle() is wave]
    assert "".join(underlined) == "recal"
    box.set_problem(None)
    assert all(form.underlineStyle() is not wave for form in formats(box).values())


def test_fields_are_offered_as_one_types(box: SearchBox) -> None:
    press("st")
    assert offered(box) == ["stage:", "stability<"]
    assert box.field.is_completing
    press(Key.Key_Tab)
    assert box.query() == "stage:"
    assert offered(box) == ["Databases", '"System Design"']
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert box.query() == 'stage:"System Design" '
    assert not box.field.is_completing


def test_the_list_is_walked_round_and_left(box: SearchBox) -> None:
    press("is:l")
    press(Key.Key_Up)
    assert box.field.list.current.text == "leech"
    press(Key.Key_Down)
    assert box.field.list.current.text == "learning"
    press(Key.Key_Escape)
    assert not box.field.is_completing
    assert box.query() == "is:l"


def test_nothing_is_offered_for_what_is_whole(box: SearchBox) -> None:
    press("is:due")
    assert not box.field.is_completing
    press(" ")
    assert not box.field.is_completing


def test_everything_is_offered_when_asked_for(box: SearchBox) -> None:
    press(Key.Key_Space, CTRL)
    assert box.field.is_completing
    assert len(offered(box)) > 20


def test_an_option_is_taken_by_a_click(box: SearchBox, qtbot: QtBot) -> None:
    press("tag:")
    view = box.field.list._view
    where = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert box.query() == "tag:sql "


def test_enter_goes_on_where_no_option_was_chosen(box: SearchBox) -> None:
    left = heard(box.left)
    press("da")
    press(Key.Key_Return)
    left.assert_called_once_with()
    assert box.query() == "da"


def test_escape_empties_and_then_leaves(box: SearchBox) -> None:
    escaped, changed = heard(box.escaped), heard(box.changed)
    box.set_query("x")
    press(Key.Key_Escape)
    assert box.query() == ""
    changed.assert_called_once_with("")
    press(Key.Key_Escape)
    escaped.assert_called_once_with()


def test_the_cross_is_there_when_there_is_something_to_clear(box: SearchBox, qtbot: QtBot) -> None:
    assert not box.clear.isVisible()
    press("x")
    assert box.clear.isVisible()
    qtbot.mouseClick(box.clear, Qt.MouseButton.LeftButton)
    assert box.query() == ""
    assert box.field.hasFocus()


def test_a_term_is_put_behind_what_is_there(box: SearchBox) -> None:
    box.set_query("a ")
    box.insert("is:due")
    assert box.query() == "a is:due "
    box.insert("topic:")
    assert box.query() == "a is:due topic:"
    box.set_query("")
    box.insert('"exact words"')
    assert box.field.textCursor().selectedText() == "exact words"


def test_pasted_lines_become_one(box: SearchBox) -> None:
    data = QMimeData()
    data.setText("a\nb")
    box.field.insertFromMimeData(data)
    assert box.query() == "a b"


def test_typing_is_undone_in_the_field(box: SearchBox) -> None:
    press("abc")
    press(Key.Key_Z, CTRL)
    assert box.query() != "abc"


def test_a_screen_reader_knows_field_and_number(box: SearchBox) -> None:
    box.set_query("x")
    box.set_count("13 cards")
    assert unnamed(box.window()) == []
    assert box.field.accessibleDescription() == "13 cards"


def test_text_grows_with_the_setting(box: SearchBox) -> None:
    low = box.height()
    theme().set_text_scale(1.5)
    assert box.sizeHint().height() > low
    assert box.field.font().pixelSize() == 21
