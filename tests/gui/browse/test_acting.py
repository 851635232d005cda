"""What is done to the selected cards: by key, by bar, by menu; said with the number, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from flashcards.gui.browse.dialogs import DueDialog, NameDialog, PlaceDialog, TagDialog
from flashcards.gui.browse.place import BrowsePlace
from flashcards.gui.browse.replace_dialog import ReplaceDialog
from flashcards.gui.widgets.dialog import Dialog
from flashcards.services.browsing import service as browse_service
from tests.gui.accessible import unnamed
from tests.gui.browse.conftest import Show, Window, settled
from tests.gui.browse.hands import (
    CTRL,
    SHIFT,
    button,
    choose,
    click_row,
    dialog,
    press,
    questions,
)

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LEARNED = "is:review or is:learning"
INDEX, WHILE, COMMIT = (
    "What does an index save?",
    "When does a while loop end?",
    "What is a commit?",
)


def told(window: Window) -> str:
    """What the toast says."""
    return window.toaster.toast.accessibleName()


def count(window: Window, qtbot: QtBot, query: str) -> int:
    """How many cards a query finds in the library."""
    found: list[int] = []
    window.tasks.run(lambda app: app.search.count(query), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def undo(qtbot: QtBot, window: Window) -> None:
    """Undo as the toast offers it."""
    qtbot.mouseClick(window.toaster.action, LEFT)
    settled(qtbot, window)


@pytest.fixture
def place(qtbot: QtBot, window: Window, show: Show) -> BrowsePlace:
    """Three learned cards, all selected, the keyboard on the table."""
    place = show(LEARNED)
    place.page.list.table.setFocus()
    press(Key.Key_Home)
    press(Key.Key_A, CTRL)
    settled(qtbot, window)
    return place


KEYS: dict[str, tuple[Key | str, Qt.KeyboardModifier, str, str, int]] = {
    "suspend": (Key.Key_J, CTRL, "3 cards suspended", "is:suspended", 3),
    "flag": ("f", Qt.KeyboardModifier.NoModifier, "3 cards flagged", "flag:red", 3),
    "mark": ("*", Qt.KeyboardModifier.NoModifier, "3 notes tagged", "is:marked", 3),
}


@pytest.mark.parametrize("action", KEYS)
def test_a_key_acts_on_all_that_is_selected_and_undo_takes_it_back(
    qtbot: QtBot, window: Window, place: BrowsePlace, action: str
) -> None:
    key, modifier, words, query, number = KEYS[action]
    press(key, modifier)
    settled(qtbot, window)
    assert told(window) == words
    assert count(window, qtbot, query) == number
    assert len(place.cards.ids()) == 3  # they stay selected
    undo(qtbot, window)
    assert count(window, qtbot, query) == 0


def test_a_long_selection_stays_when_the_table_is_read_anew(
    qtbot: QtBot, window: Window, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse_service, "FIRST", 4)
    place = show("")
    table = place.page.list.table
    table.setFocus()
    press(Key.Key_End)
    settled(qtbot, window)
    last = place.cards.current().card_id
    for _ in range(9):
        press(Key.Key_Up, SHIFT)
    chosen = place.cards.ids()
    press("f")
    settled(qtbot, window)
    assert place.cards.ids() == chosen
    assert last in chosen
    assert count(window, qtbot, "flag:red") == 10


def test_what_is_suspended_or_marked_is_taken_back_by_the_same_key(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    for _ in range(2):
        press(Key.Key_J, CTRL)
        settled(qtbot, window)
        press("*")
        settled(qtbot, window)
    assert told(window) == "3 notes untagged"
    assert count(window, qtbot, "is:suspended or is:marked") == 0


def test_the_flag_goes_round(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    for _ in range(2):
        press("f")
        settled(qtbot, window)
    assert count(window, qtbot, "flag:orange") == 3
    assert place.page.note.head.flag.accessibleName() == "Flag: Orange"


def test_the_bar_acts_too(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    bar = place.page.list.bulk
    qtbot.mouseClick(bar.buttons["browse.suspend"], LEFT)
    settled(qtbot, window)
    assert count(window, qtbot, "is:suspended") == 3
    qtbot.mouseClick(bar.buttons["browse.flag"], LEFT)
    choose(qtbot, "Green")
    settled(qtbot, window)
    assert count(window, qtbot, "flag:green") == 3
    qtbot.mouseClick(bar.buttons["more"], LEFT)
    choose(qtbot, "Unsuspend")
    settled(qtbot, window)
    assert count(window, qtbot, "is:suspended") == 0


def test_a_menu_opens_on_the_table(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    place.page.list.table.customContextMenuRequested.emit(QPoint(10, 10))
    choose(qtbot, "Flag", "Blue")
    settled(qtbot, window)
    assert count(window, qtbot, "flag:blue") == 3


def test_cards_are_moved_to_a_deck_and_a_topic(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    press("m")
    asked = dialog(qtbot, PlaceDialog)
    assert asked.windowTitle() == "Move 3 cards"
    assert unnamed(asked) == []
    tools = asked.deck.findText("Tools")
    asked.deck.setCurrentIndex(tools)
    asked.deck.activated.emit(tools)
    asked.topic.setCurrentIndex(asked.topic.findText("Git"))
    qtbot.mouseClick(button(asked, "Move"), LEFT)
    settled(qtbot, window)
    assert count(window, qtbot, "topic:git") == 3
    assert told(window) == "2 cards moved"
    undo(qtbot, window)
    assert count(window, qtbot, "topic:git") == 1


def test_cards_are_moved_to_a_deck_that_is_made_for_them(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    press("m")
    asked = dialog(qtbot, PlaceDialog)
    new = asked.deck.count() - 1
    asked.deck.setCurrentIndex(new)
    asked.deck.activated.emit(new)
    assert not asked.topic.isVisible()
    assert not asked.button.isEnabled()
    asked.name.setText("Mine::Deep")
    qtbot.mouseClick(asked.button, LEFT)
    settled(qtbot, window)
    assert count(window, qtbot, "deck:mine") == 3


def test_tags_are_given_and_taken(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    press("#")
    asked = dialog(qtbot, TagDialog)
    assert not asked.button.isEnabled()
    press("one, two")
    asked.remove.setText("sql")
    press(Key.Key_Return)
    settled(qtbot, window)
    assert count(window, qtbot, "tag:one tag:two") == 3
    assert count(window, qtbot, "tag:sql") == 0


def test_days_are_set(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    press("d")
    asked = dialog(qtbot, DueDialog)
    press("x")
    assert not asked.button.isEnabled()
    assert asked.days.property("error")
    asked.days.clear()
    press("3-5")
    press(Key.Key_Return)
    settled(qtbot, window)
    assert told(window) == "3 cards moved to another day"
    assert count(window, qtbot, "due>=3 due<=5") == 3


def test_a_reset_is_asked_about_first(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    press("R", SHIFT)
    asked = dialog(qtbot, Dialog)
    assert asked.windowTitle() == "Make 3 cards new again?"
    press(Key.Key_Escape)
    settled(qtbot, window)
    assert count(window, qtbot, "is:new") == 12
    place.acts.act("browse.reset")
    qtbot.mouseClick(button(dialog(qtbot, Dialog), "Reset"), LEFT)
    settled(qtbot, window)
    assert count(window, qtbot, "is:new") == 15
    undo(qtbot, window)
    assert count(window, qtbot, "is:new") == 12


def test_deleting_says_how_much_goes_and_can_be_undone(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    press(Key.Key_Delete)
    asked = dialog(qtbot, Dialog)
    assert asked.windowTitle() == "Delete 3 cards?"
    assert button(asked, "Cancel").hasFocus()
    qtbot.mouseClick(button(asked, "Delete"), LEFT)
    settled(qtbot, window)
    assert told(window) == "3 cards deleted"
    assert place.page.list.empty.isVisible()
    assert not place.page.note.shows_note
    undo(qtbot, window)
    assert len(questions(place)) == 3


def test_after_deleting_one_the_next_is_chosen(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show(LEARNED)
    before = questions(place)
    click_row(place, before[1])
    settled(qtbot, window)
    press(Key.Key_Delete)
    qtbot.mouseClick(button(dialog(qtbot, Dialog), "Delete"), LEFT)
    settled(qtbot, window)
    assert place.cards.current().question == before[2]


def test_information_is_a_key_away(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    press("i")
    asked = dialog(qtbot, Dialog)
    assert asked.windowTitle() == "Card information"
    asked.close()


def test_nothing_to_change_is_said(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("is:new -kind:cloze")
    place.page.list.table.setFocus()
    place.acts.flag(0)
    settled(qtbot, window)
    assert told(window) == "Flag: nothing to change"


def test_letters_are_written_where_text_is_written(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show(LEARNED)
    place.page.open_note()
    press("fmd#*")
    settled(qtbot, window)
    assert place.page.note.editor.toPlainText().startswith("fmd#*###")
    assert count(window, qtbot, "flag:red") == 0
    place.page.note.editor.undo()


def test_find_and_replace_shows_what_would_change(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    press(Key.Key_F, CTRL)
    asked = dialog(qtbot, ReplaceDialog)
    assert unnamed(asked) == []
    assert not asked.button.isEnabled()
    press("what")
    asked.new.setText("Which")
    qtbot.waitUntil(asked.button.isEnabled)
    assert asked.result.text() == "2 changes in 2 notes."
    assert [change.old for change in asked.list.changes] == ["What", "What"]
    asked.case.click()
    qtbot.waitUntil(lambda: asked.result.text() == "Nothing is found.")
    assert not asked.button.isEnabled()
    asked.case.click()
    qtbot.waitUntil(asked.button.isEnabled)
    assert asked.button.text() == "Replace 2"
    qtbot.mouseClick(asked.button, LEFT)
    settled(qtbot, window)
    assert told(window) == "Replace in 2 notes"
    assert count(window, qtbot, "which") == 2
    undo(qtbot, window)
    assert count(window, qtbot, "which") == 0


def test_find_and_replace_says_what_is_wrong(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    press(Key.Key_F, CTRL)
    asked = dialog(qtbot, ReplaceDialog)
    asked.expression.click()
    asked.find.setText("(a+)+")
    qtbot.waitUntil(lambda: "repeat within a repeat" in asked.result.text())
    assert not asked.button.isEnabled()
    asked.find.setText(r"(commit)\b")
    asked.new.setText(r"\1ment")
    qtbot.waitUntil(asked.button.isEnabled)
    assert asked.list.changes[0].new == "commitment"
    asked.reject()


def test_find_and_replace_looks_through_the_search_where_one_card_is_selected(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show("")
    place.page.list.table.setFocus()
    press(Key.Key_F, CTRL)
    asked = dialog(qtbot, ReplaceDialog)
    asked.find.setText("What")
    qtbot.waitUntil(asked.button.isEnabled)
    assert len({change.note_id for change in asked.list.changes}) == 10
    asked.reject()


def test_a_search_is_saved_shown_renamed_and_removed(
    qtbot: QtBot, window: Window, show: Show
) -> None:
    place = show("is:learning")
    place.page.list.table.setFocus()
    press(Key.Key_D, CTRL)
    asked = dialog(qtbot, NameDialog)
    assert asked.name.text() == "is:learning"
    press("Hard ones")
    press(Key.Key_Return)
    settled(qtbot, window)
    sidebar = place.page.sidebar
    assert sidebar.isVisible()
    assert [line.text for line in sidebar.lines][:2] == ["Saved searches", "Hard ones"]
    entry = sidebar.lines[1]
    place.searches.rename(entry)
    asked = dialog(qtbot, NameDialog)
    asked.name.setText("Harder")
    press(Key.Key_Return)
    settled(qtbot, window)
    assert sidebar.lines[1].text == "Harder"
    sidebar.menu_wanted.emit(sidebar.lines[1], QPoint(0, 0))
    choose(qtbot, "Remove")
    settled(qtbot, window)
    assert sidebar.lines[0].text == "States"


def test_the_sidebar_leads_to_a_search(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("")
    place.page.list.table.setFocus()
    press("\\")
    settled(qtbot, window)
    sidebar = place.page.sidebar
    assert sidebar.hasFocus()
    texts = [line.text for line in sidebar.lines]
    assert {"States", "Decks", "Stages", "Tags", "Storage", "sql"} <= set(texts)
    row = next(at for at, line in enumerate(sidebar.lines) if line.query == "deck:Storage")
    sidebar.setCurrentIndex(sidebar.model().index(row, 0))
    press(Key.Key_Return)
    settled(qtbot, window)
    assert place.page.list.search.query() == "deck:Storage"
    assert len(questions(place)) == 4
    sidebar.setFocus()
    tag = next(at for at, line in enumerate(sidebar.lines) if line.query == "tag:sql")
    sidebar.setCurrentIndex(sidebar.model().index(tag, 0))
    press(Key.Key_Return, CTRL)
    settled(qtbot, window)
    assert place.page.list.search.query() == "deck:Storage tag:sql "
    press("\\")


def test_sections_are_folded(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("")
    place._toggle_sidebar()
    settled(qtbot, window)
    sidebar = place.page.sidebar
    lines = len(sidebar.lines)
    row = next(at for at, line in enumerate(sidebar.lines) if line.text == "Decks")
    sidebar.setCurrentIndex(sidebar.model().index(row, 0))
    press(Key.Key_Left)
    assert len(sidebar.lines) == lines - 3
    press(Key.Key_Return)
    assert len(sidebar.lines) == lines
    qtbot.mouseClick(
        sidebar.viewport(),
        LEFT,
        pos=sidebar.visualRect(sidebar.model().index(row, 0)).center(),
    )
    assert len(sidebar.lines) == lines - 3
    place._toggle_sidebar()
    assert not sidebar.isVisible()
