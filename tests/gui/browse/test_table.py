"""Searching, sorting and walking through the table, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashcards.gui.place import PlaceId
from flashcards.gui.theme import theme
from flashcards.services.browsing import service as browse_service
from tests.gui.accessible import unnamed
from tests.gui.browse.conftest import Show, Window, settled
from tests.gui.browse.hands import (
    CTRL,
    SHIFT,
    choose,
    click_header,
    click_row,
    column,
    press,
    questions,
    selected,
)
from tests.services.factories import import_text, own_deck

Key = Qt.Key
INDEX, WHILE, COMMIT = (
    "What does an index save?",
    "When does a while loop end?",
    "What is a commit?",
)


def test_it_opens_on_all_cards_with_the_first_one_beside_them(show: Show) -> None:
    place = show(None)
    assert len(questions(place)) == 15
    assert place.page.list.search.count.text() == "15 cards"
    assert place.page.list.footer.text() == "1 of 15 selected"
    assert place.page.note.shows_note
    assert place.page.list.search.field.hasFocus()


def test_it_opens_with_the_query_that_it_is_given(show: Show) -> None:
    place = show("is:learning")
    assert questions(place) == [COMMIT]
    assert place.page.list.search.query() == "is:learning"


def test_results_follow_what_is_typed(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show()
    press("inner join")
    settled(qtbot, window)
    assert questions(place) == ["What does an inner join leave out?"]
    assert place.page.list.search.count.text() == "1 card"


def test_a_chip_puts_its_term_into_the_search(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show()
    chip = next(c for c in place.page.list.chips._chips if c.text() == "lapses>=3")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert place.page.list.search.query() == "lapses>=3 "
    assert place.page.list.empty.text() == "No card matches `lapses>=3`."


def test_a_wrong_query_says_what_is_wrong_and_leaves_the_table(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show()
    press("recal<0.5")
    settled(qtbot, window)
    pane = place.page.list
    assert pane.problem.isVisible()
    assert pane.problem.markdown() == "`recal` is not a field. Did you mean `recall`?"
    assert pane.search.field.problem == (0, 5)
    assert len(questions(place)) == 15
    press(Key.Key_Escape)
    settled(qtbot, window)
    assert not pane.problem.isVisible()
    assert pane.search.field.problem is None


def test_nothing_found_offers_the_way_back(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("no such thing")
    empty = place.page.list.empty
    assert empty.isVisible()
    assert not place.page.note.shows_note
    qtbot.mouseClick(empty.clear_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert len(questions(place)) == 15


def test_a_head_sorts_and_sorts_the_other_way_round(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show("is:review or is:learning")
    assert place.cards.order.column.value == "due"
    click_header(place, "Question")
    settled(qtbot, window)
    assert questions(place) == [INDEX, COMMIT, WHILE]
    click_header(place, "Question")
    settled(qtbot, window)
    assert questions(place) == [WHILE, COMMIT, INDEX]
    click_header(place, "Lapses")
    settled(qtbot, window)
    assert column(place, 4) == ["1", "0", "0"]
    assert place.page.model.order.descending


def test_sorting_keeps_the_card_that_is_looked_at(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("is:review or is:learning")
    click_row(place, INDEX)
    settled(qtbot, window)
    click_header(place, "Question")
    settled(qtbot, window)
    assert place.cards.current().question == INDEX
    assert place.page.note.editor.toPlainText().startswith(f"### {INDEX}")


def test_the_keyboard_alone_leads_everywhere(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("is:review or is:learning")
    table, note = place.page.list.table, place.page.note
    press(Key.Key_Down)
    assert table.hasFocus()
    first = place.cards.current()
    press(Key.Key_Down)
    settled(qtbot, window)
    second = place.cards.current()
    assert second != first
    assert note.editor.toPlainText().startswith(f"### {second.question[:10]}")
    press(Key.Key_Return)
    assert note.editor.hasFocus()
    press(Key.Key_Escape)
    assert table.hasFocus()
    press("/")
    assert place.page.list.search.field.hasFocus()
    assert place.page.list.search.field.textCursor().hasSelection()


def test_several_rows_show_what_can_be_done_to_them(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show("is:review or is:learning")
    click_row(place, WHILE)
    click_row(place, INDEX, CTRL)
    bulk = place.page.list.bulk
    assert bulk.isVisible()
    assert bulk.text() == "2 cards selected"
    assert set(selected(place)) == {WHILE, INDEX}
    click_row(place, WHILE)
    assert not bulk.isVisible()
    place.page.list.table.setFocus()
    press(Key.Key_A, CTRL)
    assert bulk.text() == "3 cards selected"
    press(Key.Key_Home)
    press(Key.Key_Down, SHIFT)
    assert bulk.text() == "2 cards selected"


def test_columns_are_chosen_in_a_menu_and_remembered(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show("is:learning")
    place.page.list.table.setFocus()
    press("c")
    choose(qtbot, "Tags")
    assert [each.title for each in place.page.model.columns][-1] == "Tags"
    qtbot.mouseClick(place.page.list.table.header.button, Qt.MouseButton.LeftButton)
    choose(qtbot, "Topic")
    titles = [each.title for each in place.page.model.columns]
    assert titles == ["Question", "Due", "Recall", "Lapses", "Tags"]
    assert place.cards.current() is not None
    from flashcards.gui.browse.remembered import recall

    assert recall().columns == ("question", "due", "recall", "lapses", "tags")


def test_a_column_is_as_wide_as_it_is_drawn(show: Show) -> None:
    place = show()
    header = place.page.list.table.header
    header.resizeSection(1, 150)
    assert header.sectionSize(1) == 150
    place.page.list.table.resize(700, 400)
    assert header.sectionSize(1) == 150
    total = sum(header.sectionSize(at) for at in range(header.count()))
    assert total == place.page.list.table.viewport().width()


def test_a_long_list_is_read_as_far_as_it_is_seen(
    qtbot: QtBot, window: Window, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse_service, "FIRST", 40)
    monkeypatch.setattr(browse_service, "PAGE", 20)
    monkeypatch.setattr("flashcards.gui.browse.model.PAGE", 20)
    window.tasks.run(lambda app: import_text(app, own_deck(100)))
    place = show("deck:own")
    model, table = place.page.model, place.page.list.table
    assert (model.count, model.complete) == (100, True)
    table.setFocus()
    press(Key.Key_End)
    settled(qtbot, window)
    assert place.cards.current().question == "Question number 100"
    assert place.page.note.editor.toPlainText().startswith("### Question number 100")
    press(Key.Key_A, CTRL)
    assert len(place.cards.ids()) == 100


def test_what_is_done_to_all_waits_until_all_are_known(
    qtbot: QtBot, window: Window, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse_service, "FIRST", 5)
    place = window.place
    chosen: list[int] = []

    def act_at_once() -> None:
        place.page.list.table.selectAll()
        place.cards.when_known(lambda: chosen.append(len(place.cards.ids())))()
        assert chosen == []

    place.cards.listed.connect(act_at_once)
    show()
    assert chosen == [15]


def test_an_answer_to_an_older_search_is_let_be(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show()
    for query in ("commit", "while", "index"):
        place.page.list.search.set_query(query)
        place.cards.show(keep=False)
    settled(qtbot, window)
    assert all("index" in question for question in questions(place))


def test_what_cannot_be_read_is_told(
    qtbot: QtBot, window: Window, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flashcards.errors import LibraryError

    def refuse(*_: object) -> None:
        raise LibraryError("the library is gone.")

    monkeypatch.setattr(browse_service.BrowseService, "list", refuse)
    place = show()
    assert place.page.list.empty.text() == "The library is gone."
    assert [str(error) for error in window.errors] == ["the library is gone."]


def test_import_is_a_press_away(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show()
    qtbot.mouseClick(place.page.list.import_button, Qt.MouseButton.LeftButton)
    assert window.gone == [(PlaceId.IMPORT, None)]


def test_the_library_changes_while_the_page_is_shown(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show("is:learning")
    window.tasks.run(lambda app: import_text(app, own_deck(2)))
    place.page.list.search.set_query("")
    place.refresh()
    settled(qtbot, window)
    assert len(questions(place)) == 17
    assert place.cards.current().question == COMMIT


@pytest.mark.parametrize("width", [1072, 816])
def test_a_screen_reader_knows_all_that_takes_the_focus(
    qtbot: QtBot, window: Window, show: Show, width: int
) -> None:
    window.resize(width, 600)
    place = show()
    place.page.set_sidebar_shown(True)
    settled(qtbot, window)
    assert unnamed(window) == []
    place.page.open_note()
    assert unnamed(window) == []


def test_a_narrow_page_shows_one_at_a_time(qtbot: QtBot, window: Window, show: Show) -> None:
    window.resize(816, 600)
    place = show("is:learning")
    page = place.page
    assert page.narrow
    assert page.list.isVisible()
    assert not page.note.isVisible()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert page.note.isVisible()
    assert page.note.width() == page.width()
    assert not page.list.isVisible()
    assert place.go_back()
    assert page.list.isVisible()
    assert not place.go_back()
    page.open_note()
    qtbot.mouseClick(page.note.head.back, Qt.MouseButton.LeftButton)
    assert page.list.table.hasFocus()


def test_large_text_takes_the_room_of_two(window: Window, show: Show) -> None:
    place = show()
    assert not place.page.narrow
    theme().set_text_scale(1.5)
    assert place.page.narrow
