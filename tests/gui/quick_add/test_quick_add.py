"""Quick add: cards from anywhere, one after the other, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from flashcards.domain.note import NoteKind
from flashcards.gui.device_settings import save_text
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.quick_add.desk import QuickAdd
from flashcards.gui.quick_add.draft import Draft, load_draft, save_draft
from flashcards.gui.quick_add.window import QuickAddWindow
from tests.gui.accessible import unnamed
from tests.gui.screen import CONTROL, LEFT, Screen


class AddScreen(Screen):
    """The window with the quick-add window over it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window, PlaceId.TODAY)
        self.open()

    @property
    def desk(self) -> QuickAdd:
        desk = self.window.presence.quick_add
        assert desk is not None
        return desk

    @property
    def small(self) -> QuickAddWindow:
        return self.desk.window

    def open(self) -> None:
        self.press(Qt.Key.Key_N, CONTROL)
        self.settle()

    def write(self, question: str, answer: str) -> None:
        self.small.question.setPlainText(question)
        self.small.answer.setPlainText(answer)

    def add(self) -> None:
        QTest.keyClick(self.small.question, Qt.Key.Key_Return, CONTROL)
        self.settle()

    def found(self, query: str) -> int:
        return self.ask(lambda app: app.browse.list(query).count)

    def told(self) -> list[str]:
        return [hint.text for hint in self.small.hints.hints]


@pytest.fixture
def no_draft() -> Iterator[None]:
    save_draft(Draft())
    yield
    save_draft(Draft())


@pytest.fixture
def screen(no_draft: None, qtbot: QtBot, opened: MainWindow) -> AddScreen:
    return AddScreen(qtbot, opened)


def test_ctrl_n_opens_it_at_the_question_and_esc_closes_it(screen: AddScreen) -> None:
    assert screen.small.isVisible()
    assert screen.small.deck.count() > 1
    assert unnamed(screen.small) == []
    QTest.keyClick(screen.small, Qt.Key.Key_Escape)
    assert not screen.small.isVisible()


def test_ctrl_enter_adds_and_goes_on_with_the_next(screen: AddScreen) -> None:
    screen.small.kind.set_value("reversed")
    screen.small.tags.setText("quick")
    screen.write("zebra hash", "a hash with stripes")
    screen.add()
    assert screen.small.isVisible()
    assert screen.small.question.toPlainText() == ""
    assert screen.small.said.text() == "Added: zebra hash"
    assert screen.small.draft() == Draft(
        deck=screen.small.draft().deck, kind=NoteKind.REVERSED, tags="quick"
    )
    assert screen.found("zebra hash tag:quick kind:reversed") == 2


def test_the_last_one_is_taken_back_into_the_window(screen: AddScreen) -> None:
    screen.write("zebra tree", "has stripes")
    screen.add()
    QTest.mouseClick(screen.small.undo, LEFT)
    screen.settle()
    assert screen.small.question.toPlainText() == "zebra tree"
    assert screen.small.said.text() == "Taken back: zebra tree"
    assert screen.found("zebra") == 0


def test_what_was_done_since_is_not_undone_in_its_place(screen: AddScreen) -> None:
    screen.write("zebra tree", "has stripes")
    screen.add()
    screen.ask(lambda app: app.library.set("gates", "off"))
    QTest.mouseClick(screen.small.undo, LEFT)
    screen.settle()
    assert screen.told() == ["Something else was done since: undo that first."]
    assert screen.found("zebra tree") == 1
    assert screen.setting("gates") == "off"


@pytest.mark.parametrize(
    ("kind", "question", "answer", "field"),
    [
        ("basic", "", "an answer", "question"),
        ("cloze", "nothing is hidden", "", "question"),
        ("choice", "Which?", "no options", "answer"),
    ],
)
def test_what_asks_nothing_is_not_added(
    screen: AddScreen, kind: str, question: str, answer: str, field: str
) -> None:
    screen.small.kind.set_value(kind)
    screen.write(question, answer)
    screen.add()
    assert len(screen.told()) == 1
    assert screen.small.focusWidget() is getattr(screen.small, field)
    assert screen.small.answer.toPlainText() == answer


def test_hiding_words_makes_a_cloze(screen: AddScreen) -> None:
    screen.small.question.setPlainText("an index is read first")
    cursor = screen.small.question.textCursor()
    cursor.setPosition(12)
    cursor.setPosition(16, cursor.MoveMode.KeepAnchor)
    screen.small.question.setTextCursor(cursor)
    keys = CONTROL | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(screen.small.question, Qt.Key.Key_C, keys)
    assert screen.small.question.toPlainText() == "an index is {{c1::read}} first"
    assert screen.small.draft().kind is NoteKind.CLOZE


def test_a_note_that_asks_the_same_is_told_while_one_types(screen: AddScreen) -> None:
    screen.write("How does a zebra tree balance?", "By its stripes, after each insertion.")
    screen.add()
    screen.write("How does a zebra tree balance?", "In some way.")
    screen.qtbot.waitUntil(lambda: any("asks the same" in text for text in screen.told()))
    screen.click(screen.button("Show: " + screen.told()[0], screen.small))
    assert screen.window.place is PlaceId.BROWSE


def test_a_new_deck_is_made_with_its_first_card(screen: AddScreen) -> None:
    screen.small.deck.set_value("new")
    screen.small._deck_chosen()
    screen.write("zebra", "stripes")
    screen.add()
    assert screen.small.focusWidget() is screen.small.name
    screen.small.name.setText("Animals::Striped")
    screen.add()
    assert screen.found("deck:Animals zebra") == 1
    assert screen.small.deck.currentText() == "Animals › Striped"


def test_tags_are_completed_from_those_that_there_are(screen: AddScreen) -> None:
    tags = screen.small.tags
    tags.set_tags(("sql", "sqlite", "mysql"))
    tags.setFocus()
    QTest.keyClicks(tags, "python sq")
    assert [option.text for option in tags.list.completions.options] == ["sql", "sqlite", "mysql"]
    QTest.keyClick(tags, Qt.Key.Key_Down)
    QTest.keyClick(tags, Qt.Key.Key_Down)
    QTest.keyClick(tags, Qt.Key.Key_Return)
    assert tags.text() == "python sqlite "
    QTest.keyClicks(tags, "sq")
    assert [option.text for option in tags.list.completions.options] == ["sql", "mysql"]
    QTest.keyClick(tags, Qt.Key.Key_Escape)
    assert not tags.list.isVisible()
    assert screen.small.isVisible()


def test_what_was_typed_is_there_when_it_is_opened_again(screen: AddScreen) -> None:
    screen.small.deck.setCurrentIndex(2)
    screen.small._deck_chosen()
    deck = screen.small.draft().deck
    screen.write("half a question", "")
    screen.small.close()
    kept = load_draft()
    assert (kept.deck, kept.question) == (deck, "half a question")
    screen.open()
    assert screen.small.draft() == kept


def test_a_new_window_takes_up_the_draft(no_draft: None, qtbot: QtBot, opened: MainWindow) -> None:
    save_draft(Draft(question="begun yesterday", kind=NoteKind.TYPED, tags="later"))
    screen = AddScreen(qtbot, opened)
    assert screen.small.question.toPlainText() == "begun yesterday"
    assert screen.small.kind.value == "typed"


def test_a_draft_that_cannot_be_read_is_empty(no_draft: None) -> None:
    for text in ("{", "[]", '{"kind": "custom"}'):
        save_text("quick_add/draft", text)
        assert load_draft() == Draft()


def test_it_opens_over_a_session_and_the_session_goes_on(screen: AddScreen) -> None:
    screen.small.close()
    screen.window.today.page.start_requested.emit(())
    screen.settle()
    assert screen.window.reviewing
    screen.open()
    screen.write("zebra", "stripes")
    screen.add()
    screen.small.close()
    assert screen.window.reviewing
