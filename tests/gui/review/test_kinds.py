"""How each kind of card is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from flashcards.domain.review import Rating
from flashcards.gui.actions import add_action
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.review.phase import Phase
from flashcards.gui.widgets.label import Label
from flashcards.services.card_view import CardView, ChoiceOption
from tests.gui.review.cards import (
    BASIC,
    CARD_ID,
    CHOICE,
    CUSTOM,
    ONE_CHOICE,
    PREDICT,
    PROGRESS,
    STEPS,
    TYPED,
    next_card,
)
from tests.gui.review.hands import CTRL, NOTHING, Key, ask, heard, press


class TestTyped:
    def test_the_field_has_the_focus_and_takes_letters(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        buried = heard(page.bury_requested)
        ask(page, TYPED)
        press(qtbot, page, "bhe 3")
        assert page.sheet.typed_field.text() == "bhe 3"
        buried.assert_not_called()
        assert page.phase is Phase.QUESTION

    @pytest.mark.parametrize("modifier", [NOTHING, CTRL])
    def test_enter_compares(self, qtbot: QtBot, page: ReviewPage, modifier) -> None:
        ask(page, TYPED)
        press(qtbot, page, "git log feature..main")
        press(qtbot, page, Key.Key_Return, modifier)
        result = page.sheet.answer.result
        assert result.given.isVisible()
        assert (result.given.title, result.expected.title) == ("You typed", "Answer")
        assert "line-through" in result.given.text.toHtml()
        assert "underline" in result.expected.text.toHtml()

    def test_a_custom_card_shows_the_rest_of_its_back_beside_what_was_typed(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        ask(page, CUSTOM)
        press(qtbot, page, "home")
        press(qtbot, page, Key.Key_Return)
        assert page.sheet.answer.result.expected.isVisible()
        assert page.sheet.answer.answer.markdown() == "A noun."

    def test_a_right_answer_is_shown_once(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, TYPED)
        press(qtbot, page, "GIT LOG main..feature")
        press(qtbot, page, Key.Key_Return)
        assert not page.sheet.answer.result.given.isVisible()
        assert page.sheet.answer.result.expected.title == "Right"
        assert page.bottom_bar.ratings[Rating.GOOD].hasFocus()

    def test_what_was_typed_goes_with_the_grade_and_comes_back(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        given = heard(page.answer_given)
        ask(page, TYPED)
        press(qtbot, page, "git log")
        press(qtbot, page, Key.Key_Return)
        press(qtbot, page, "1")
        given.assert_called_once_with(CARD_ID, 1, 0, "git log")
        page.show_card(TYPED, PROGRESS, "git log")
        assert page.sheet.typed_field.text() == "git log"

    def test_esc_leaves_the_field_and_letters_act_again(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        buried, closed = heard(page.bury_requested), heard(page.close_requested)
        ask(page, TYPED)
        press(qtbot, page, Key.Key_Escape)
        closed.assert_not_called()
        press(qtbot, page, "b")
        buried.assert_called_once_with(CARD_ID)


class TestUndoInAField:
    @pytest.mark.parametrize("view", [TYPED, PREDICT])
    def test_a_field_without_a_change_leaves_undo_to_the_session(
        self, qtbot: QtBot, page: ReviewPage, view: CardView
    ) -> None:
        undone = heard(page.undo_requested)
        add_action(page, "edit.undo", page.request_undo)
        ask(page, view)
        press(qtbot, page, Key.Key_Z, CTRL)
        undone.assert_called_once()

    @pytest.mark.parametrize("view", [TYPED, PREDICT])
    def test_what_was_typed_is_taken_back_first(
        self, qtbot: QtBot, page: ReviewPage, view: CardView
    ) -> None:
        undone = heard(page.undo_requested)
        add_action(page, "edit.undo", page.request_undo)
        ask(page, view)
        press(qtbot, page, "git")
        press(qtbot, page, Key.Key_Z, CTRL)
        undone.assert_not_called()
        assert page.sheet.typed() == ""


class TestPredict:
    def test_enter_begins_a_line_and_ctrl_enter_compares(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        ask(page, PREDICT)
        press(qtbot, page, "1")
        press(qtbot, page, Key.Key_Return)
        press(qtbot, page, "2")
        assert page.sheet.prediction_field.toPlainText() == "1\n2"
        press(qtbot, page, Key.Key_Return, CTRL)
        assert page.phase is Phase.ANSWER

    def test_after_a_wrong_prediction_space_does_nothing(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        given = heard(page.answer_given)
        ask(page, PREDICT)
        press(qtbot, page, "[0, 1, 2]")
        press(qtbot, page, Key.Key_Return, CTRL)
        result = page.sheet.answer.result
        assert (result.given.title, result.expected.title) == ("You predicted", "It prints")
        assert not any(button.hasFocus() for button in page.bottom_bar.ratings.values())
        for key in (Key.Key_Space, Key.Key_Return, Key.Key_Enter):
            press(qtbot, page, key)
        given.assert_not_called()
        press(qtbot, page, "2")
        given.assert_called_once_with(CARD_ID, 2, 0, "[0, 1, 2]")

    def test_after_a_right_one_good_has_the_focus(self, qtbot: QtBot, page: ReviewPage) -> None:
        given = heard(page.answer_given)
        ask(page, PREDICT)
        press(qtbot, page, "[2, 2, 2]")
        press(qtbot, page, Key.Key_Return, CTRL)
        assert page.sheet.answer.result.expected.title == "It prints, as you predicted"
        assert page.bottom_bar.ratings[Rating.GOOD].hasFocus()
        press(qtbot, page, Key.Key_Space)
        given.assert_called_once_with(CARD_ID, 3, 0, "[2, 2, 2]")

    def test_space_is_good_again_on_the_next_card(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, PREDICT)
        press(qtbot, page, "x")
        press(qtbot, page, Key.Key_Return, CTRL)
        press(qtbot, page, "1")
        page.show_card(next_card(), PROGRESS)
        given = heard(page.answer_given)
        press(qtbot, page, Key.Key_Space)
        press(qtbot, page, Key.Key_Space)
        given.assert_called_once()

    def test_the_language_is_named(self, page: ReviewPage) -> None:
        ask(page, PREDICT)
        assert page.sheet.state.language.text() == "Python"
        assert page.sheet.state.language.isVisible()


class TestChoice:
    def test_digits_choose_and_take_back(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, CHOICE)
        press(qtbot, page, "1")
        press(qtbot, page, "2")
        press(qtbot, page, "3")
        press(qtbot, page, "2")
        press(qtbot, page, "9")
        assert page.sheet.options.chosen() == {0, 2}

    def test_a_click_chooses(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, CHOICE)
        qtbot.mouseClick(page.sheet.options.rows()[1], Qt.MouseButton.LeftButton)
        assert page.sheet.options.chosen() == {1}

    def test_one_right_option_replaces_another_choice(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, ONE_CHOICE)
        press(qtbot, page, "1")
        press(qtbot, page, "2")
        assert page.sheet.options.chosen() == {1}

    def test_options_are_marked_in_words_besides_colour(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        given = heard(page.answer_given)
        ask(page, CHOICE)
        press(qtbot, page, "1")
        press(qtbot, page, "2")
        press(qtbot, page, Key.Key_Space)
        assert [row.accessibleName() for row in page.sheet.options.rows()] == [
            "1. PUT, chosen, right",
            "2. POST, chosen, wrong",
            "3. DELETE, not chosen, right",
        ]
        assert [row.verdict() for row in page.sheet.options.rows()] == [
            "Right",
            "Wrong",
            "Right, not chosen",
        ]
        press(qtbot, page, Key.Key_Space)
        given.assert_not_called()
        press(qtbot, page, "1")
        given.assert_called_once_with(CARD_ID, 1, 0, "`PUT`\nPOST")

    def test_nothing_is_chosen_once_it_is_judged(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, CHOICE)
        press(qtbot, page, Key.Key_Space)
        qtbot.mouseClick(page.sheet.options.rows()[1], Qt.MouseButton.LeftButton)
        assert page.sheet.options.chosen() == frozenset()

    def test_a_choice_comes_back(self, page: ReviewPage) -> None:
        ask(page, CHOICE, "DELETE")
        assert page.sheet.options.chosen() == {2}

    def test_only_the_rest_of_the_answer_is_repeated(self, page: ReviewPage) -> None:
        ask(page, CHOICE)
        page.reveal()
        assert page.sheet.answer.answer.markdown() == "By RFC 9110."

    def test_without_a_text_below_nothing_is_headed_answer(self, page: ReviewPage) -> None:
        ask(page, replace(CHOICE, answer="- [x] PUT", remainder="", extra="", source=""))
        page.reveal()
        assert "Answer" not in [one.text() for one in page.findChildren(Label) if one.isVisible()]


class TestSteps:
    def test_space_reveals_one_by_one_and_then_they_are_graded(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        given = heard(page.answer_given)
        ask(page, STEPS)
        assert page.bottom_bar.show_button.text() == "Show step 1 of 3"
        for shown in (1, 2):
            press(qtbot, page, Key.Key_Space)
            assert page.sheet.answer.steps.shown == shown
            assert page.phase is Phase.STEPS
            assert page.bottom_bar.show_button.text() == f"Next step, {shown + 1} of 3"
        press(qtbot, page, "3")
        given.assert_not_called()
        press(qtbot, page, Key.Key_Space)
        assert page.phase is Phase.ANSWER
        press(qtbot, page, Key.Key_Space)
        given.assert_called_once_with(CARD_ID, 3, 0, "")

    def test_the_note_comes_after_the_last_step(self, page: ReviewPage) -> None:
        ask(page, replace(STEPS, extra="A note."))
        page.reveal()
        assert not page.sheet.answer.extra.isVisible()
        page.reveal()
        page.reveal()
        assert page.sheet.answer.extra.isVisible()


def test_pictures_are_drawn_wherever_a_card_has_text(qtbot: QtBot, tmp_path: Path) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    assert picture.save(str(tmp_path / "a.png"), "PNG")
    page = ReviewPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    shown = "![A tree](a.png)"
    page.show_card(replace(BASIC, question=shown, answer=shown, extra=shown), PROGRESS)
    answer = page.sheet.answer
    for text in (page.sheet.question, answer.answer, answer.extra):
        assert text.heightForWidth(600) >= 200
    ask(page, replace(STEPS, steps=(shown, shown)))
    for text in answer.steps.texts():
        assert text.heightForWidth(600) >= 200
    ask(page, replace(CHOICE, options=(ChoiceOption(shown, True), ChoiceOption("x", False))))
    assert page.sheet.options.rows()[0].heightForWidth(600) >= 200
