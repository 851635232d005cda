"""Editing a card in its place, and reading all that is known of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.domain.note import NoteFields
from flashcards.domain.review import Rating
from flashcards.gui.review.information import history_cells, number_rows
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.review.phase import Phase
from flashcards.gui.widgets.dialog import Dialog
from tests.gui.accessible import unnamed
from tests.gui.review.cards import BASIC, CUSTOM_EDIT, EDIT, INFORMATION, PROGRESS, next_card
from tests.gui.review.hands import CTRL, Key, heard, press


@pytest.fixture
def editing(page: ReviewPage) -> ReviewPage:
    """The page with a note open in the editor, its answer shown behind it."""
    page.reveal()
    page.show_edit(EDIT)
    return page


def change(qtbot: QtBot, page: ReviewPage, text: str = "Really? ") -> None:
    """Types at the beginning of the question."""
    press(qtbot, page, Key.Key_Home, CTRL)
    press(qtbot, page, text)


def question(page: ReviewPage) -> Dialog | None:
    """The dialog that asks something."""
    return next((d for d in page.findChildren(Dialog) if d.isVisible()), None)


def answer(page: ReviewPage, verb: str) -> None:
    dialog = question(page)
    assert dialog is not None
    next(b for b in dialog.findChildren(QPushButton) if b.text() == verb).click()


def focus_chain(start: QWidget, wanted: Collection[QWidget]) -> Iterator[QWidget]:
    """The wanted ones among the widgets that Tab goes through, from one of them on."""
    widget = start
    while True:
        if widget in wanted:
            yield widget
        widget = widget.nextInFocusChain()


class TestEditor:
    def test_it_holds_the_note_and_takes_the_focus(self, editing: ReviewPage) -> None:
        fields = editing.panel.fields
        assert [fields[name].toPlainText() for name in fields] == [
            "Why?",
            "Because.",
            "A note.",
            "A source.",
        ]
        assert editing.panel.tags.text() == "sql indexes"
        assert fields["question"].hasFocus()
        assert not editing.sheet.isVisible()
        assert not editing.bottom_bar.isVisible()
        assert not unnamed(editing)

    @pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_S])
    def test_ctrl_enter_saves(self, qtbot: QtBot, editing: ReviewPage, key: Qt.Key) -> None:
        saved = heard(editing.edit_saved)
        change(qtbot, editing)
        press(qtbot, editing, key, CTRL)
        wanted = replace(
            EDIT, fields=NoteFields("Really? Why?", "Because.", "A note.", "A source.")
        )
        saved.assert_called_once_with(wanted)

    def test_a_custom_note_is_edited_by_the_names_of_its_type(self, page: ReviewPage) -> None:
        page.show_edit(CUSTOM_EDIT)
        areas = page.panel.fields.values()
        assert [(area.accessibleName(), area.toPlainText()) for area in areas] == [
            ("Word", "Haus"),
            ("Meaning", "house"),
            ("Example", "Das Haus."),
            ("Sound", ""),
            ("Picture", "![](haus.png)"),
            ("Field 6", "left over"),
        ]
        assert not unnamed(page)
        assert not page.panel.is_dirty()
        list(areas)[3].setPlainText("[sound:haus.mp3]")
        edited = page.panel.current()
        assert edited == replace(
            CUSTOM_EDIT, fields=replace(CUSTOM_EDIT.fields, source="[sound:haus.mp3]")
        )

    def test_tab_walks_through_the_fields_of_any_type(self, page: ReviewPage) -> None:
        panel = page.panel
        for edit in (CUSTOM_EDIT, EDIT, CUSTOM_EDIT):
            panel.set_edit(edit)
            inputs = (*panel.fields.values(), panel.tags)
            assert list(islice(focus_chain(inputs[0], inputs), len(inputs))) == list(inputs)

    def test_a_note_that_is_edited_after_another_has_its_own_fields(self, page: ReviewPage) -> None:
        page.panel.set_edit(CUSTOM_EDIT)
        page.panel.set_edit(EDIT)
        assert list(page.panel.fields) == ["question", "answer", "extra", "source"]
        assert page.panel.current() == EDIT

    def test_letters_are_text_and_no_commands(self, qtbot: QtBot, editing: ReviewPage) -> None:
        buried, given = heard(editing.bury_requested), heard(editing.answer_given)
        change(qtbot, editing, "b3 fiu")
        assert editing.panel.fields["question"].toPlainText() == "b3 fiuWhy?"
        buried.assert_not_called()
        given.assert_not_called()

    def test_ctrl_z_takes_back_typing_and_no_answer(
        self, qtbot: QtBot, editing: ReviewPage
    ) -> None:
        undone = heard(editing.undo_requested)
        change(qtbot, editing)
        press(qtbot, editing, Key.Key_Z, CTRL)
        assert editing.panel.fields["question"].toPlainText() == "Why?"
        undone.assert_not_called()

    def test_saved_it_goes_back_to_the_card_as_far_as_that_was(
        self, qtbot: QtBot, editing: ReviewPage
    ) -> None:
        change(qtbot, editing)
        press(qtbot, editing, Key.Key_Return, CTRL)
        assert editing.phase is Phase.EDITING
        editing.update_card(replace(BASIC, question="Really? Why?", answer="Because."))
        assert editing.phase is Phase.ANSWER
        assert editing.sheet.question.markdown() == "Really? Why?"
        assert editing.sheet.answer.isVisible()
        assert editing.bottom_bar.ratings[Rating.GOOD].isVisible()

    def test_an_unchanged_note_is_only_closed(self, qtbot: QtBot, editing: ReviewPage) -> None:
        saved = heard(editing.edit_saved)
        press(qtbot, editing, Key.Key_Return, CTRL)
        saved.assert_not_called()
        assert editing.phase is Phase.ANSWER

    def test_esc_closes_what_was_not_changed(self, qtbot: QtBot, editing: ReviewPage) -> None:
        closed = heard(editing.close_requested)
        press(qtbot, editing, Key.Key_Escape)
        assert editing.phase is Phase.ANSWER
        closed.assert_not_called()

    def test_a_changed_text_is_not_lost_silently(self, qtbot: QtBot, editing: ReviewPage) -> None:
        change(qtbot, editing)
        press(qtbot, editing, Key.Key_Escape)
        assert editing.phase is Phase.EDITING
        answer(editing, "Cancel")
        assert editing.panel.fields["question"].toPlainText() == "Really? Why?"
        press(qtbot, editing, Key.Key_Escape)
        answer(editing, "Discard")
        assert editing.phase is Phase.ANSWER

    def test_nor_by_leaving_the_session(self, qtbot: QtBot, editing: ReviewPage) -> None:
        closed = heard(editing.close_requested)
        change(qtbot, editing)
        qtbot.mouseClick(editing.top_bar.close_button, Qt.MouseButton.LeftButton)
        closed.assert_not_called()
        answer(editing, "Discard")
        closed.assert_called_once_with()

    def test_nor_by_another_card(self, qtbot: QtBot, editing: ReviewPage) -> None:
        change(qtbot, editing)
        editing.show_card(next_card(), PROGRESS)
        assert editing.phase is Phase.EDITING
        assert editing.panel.fields["question"].toPlainText() == "Really? Why?"
        press(qtbot, editing, Key.Key_Escape)
        answer(editing, "Discard")
        assert editing.view == next_card()
        assert editing.phase is Phase.QUESTION

    def test_nor_by_an_error(self, qtbot: QtBot, editing: ReviewPage) -> None:
        saved = heard(editing.edit_saved)
        change(qtbot, editing)
        press(qtbot, editing, Key.Key_Return, CTRL)
        assert not editing.panel.save.isEnabled()
        editing.show_error("The disk is full.", "The card is as it was.")
        assert "The disk is full." in editing.panel.notice.text()
        press(qtbot, editing, Key.Key_Return, CTRL)
        assert saved.call_count == 2

    def test_a_note_without_what_its_kind_needs_is_not_saved(
        self, qtbot: QtBot, editing: ReviewPage
    ) -> None:
        saved = heard(editing.edit_saved)
        editing.panel.fields["question"].setPlainText("  ")
        press(qtbot, editing, Key.Key_Return, CTRL)
        saved.assert_not_called()
        assert editing.panel.notice.text().startswith("The question is empty.")
        assert editing.panel.fields["question"].property("error")

    def test_tags_are_saved_as_they_are_typed(self, editing: ReviewPage) -> None:
        saved = heard(editing.edit_saved)
        editing.panel.tags.setText("sql, joins")
        editing.panel.submit()
        assert saved.call_args.args[0].tags == ("sql", "joins")

    def test_the_order_of_tags_changes_nothing(self, editing: ReviewPage) -> None:
        editing.panel.tags.setText("indexes sql")
        assert not editing.panel.is_dirty()

    def test_line_ends_of_another_system_change_nothing(self, page: ReviewPage) -> None:
        page.show_edit(replace(EDIT, fields=NoteFields("a\r\nb")))
        assert not page.panel.is_dirty()


def test_an_answer_that_is_not_saved_is_not_left_silently(qtbot: QtBot, page: ReviewPage) -> None:
    closed = heard(page.close_requested)
    page.reveal()
    page.rate(Rating.GOOD)
    page.show_error("The disk is full.", "Nothing was lost.", 1)
    press(qtbot, page, Key.Key_Escape)
    closed.assert_not_called()
    answer(page, "Leave")
    closed.assert_called_once_with()


class TestInformation:
    def test_every_number_in_words(self) -> None:
        rows = dict(number_rows(INFORMATION))
        assert rows["State"] == "Review, suspended"
        assert rows["Stage and topic"] == "Databases › Indexing"
        assert rows["Recall now"] == "91\u202f%"
        assert rows["Stability"] == "6.2 days"
        assert rows["Difficulty"] == "7.1 of 10"
        assert rows["Average time"] == "9 s"
        assert rows["Id in its file"] == "index-purpose"

    def test_a_new_card_has_fewer(self) -> None:
        new = replace(INFORMATION, stability=None, difficulty=None, recall=None, due_day=None,
                      average_seconds=None, source_id=None)  # fmt: skip
        names = dict(number_rows(new))
        assert not {"Stability", "Difficulty", "Recall now", "Due", "Average time"} & set(names)

    def test_the_history_says_what_each_row_was(self) -> None:
        first, undone, manual = map(history_cells, INFORMATION.history)
        assert first[2:] == ("Again", "10 min", "12 s")
        assert undone[2] == "Good, undone"
        assert manual[2:] == ("Set by hand", "", "")

    def test_it_opens_over_the_card_and_is_read_out(self, page: ReviewPage) -> None:
        dialog = page.show_information(INFORMATION)
        assert dialog.isVisible()
        assert not unnamed(dialog)
        dialog.reject()

    def test_a_card_that_was_never_reviewed_says_so(self, page: ReviewPage) -> None:
        dialog = page.show_information(replace(INFORMATION, history=()))
        assert dialog.isVisible()
        dialog.reject()


class TestSpoken:
    def test_question_and_answer_are_told_to_a_screen_reader(self, page: ReviewPage) -> None:
        assert page.sheet.spoken_question().startswith("Concept. A table has this index:")
        page.reveal()
        assert page.sheet.answer.spoken() == (
            "The rows lie in the order of the first column. PostgreSQL 18 can skip scan."
        )
