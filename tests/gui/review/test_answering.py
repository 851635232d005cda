"""From the question to the saved grade."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashcards.domain.review import Rating
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.review.phase import Phase
from flashcards.gui.theme import theme
from flashcards.services.card_view import SessionProgress
from tests.gui.accessible import names
from tests.gui.review.cards import (
    BASIC,
    CARD_ID,
    CHOICE,
    PROGRESS,
    next_card,
)
from tests.gui.review.conftest import Seconds
from tests.gui.review.hands import Key, ask, heard, press


class TestQuestion:
    def test_it_shows_what_the_card_is_and_how_far_the_session(self, page: ReviewPage) -> None:
        assert page.phase is Phase.QUESTION
        assert page.sheet.state.kind.text() == "Concept"
        assert page.sheet.state.state.text() == "Review, last seen 9 days ago"
        assert page.top_bar.stage.text() == "Databases"
        assert page.top_bar.topic.text() == "Indexing"
        assert page.top_bar.left.text() == "31 left, about 14 min"
        assert page.road.share == pytest.approx(17 / 48)

    def test_the_answer_is_not_shown_and_not_read_out(self, page: ReviewPage) -> None:
        assert not page.sheet.answer.isVisible()
        assert "Answer" not in names(page)
        assert not page.bottom_bar.ratings[Rating.GOOD].isVisible()

    @pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
    def test_space_or_enter_shows_the_answer(
        self, qtbot: QtBot, page: ReviewPage, key: Qt.Key
    ) -> None:
        press(qtbot, page, key)
        assert page.phase is Phase.ANSWER
        assert page.sheet.answer.isVisible()

    def test_the_button_shows_it_too(self, qtbot: QtBot, page: ReviewPage) -> None:
        qtbot.mouseClick(page.bottom_bar.show_button, Qt.MouseButton.LeftButton)
        assert page.phase is Phase.ANSWER

    def test_h_gives_the_first_words_once(self, qtbot: QtBot, page: ReviewPage) -> None:
        press(qtbot, page, "h")
        assert page.sheet.hint.isVisible()
        assert page.sheet.hint.text() == "Hint: The rows lie in …"
        assert not page.bottom_bar.hint.isEnabled()

    def test_a_card_without_a_hint_offers_none(self, qtbot: QtBot, page: ReviewPage) -> None:
        ask(page, CHOICE)
        assert not page.bottom_bar.hint.isEnabled()
        press(qtbot, page, "h")
        assert not page.sheet.hint.isVisible()

    def test_digits_grade_nothing_yet(self, qtbot: QtBot, page: ReviewPage) -> None:
        given = heard(page.answer_given)
        for digit in "1234":
            press(qtbot, page, digit)
        given.assert_not_called()
        assert page.phase is Phase.QUESTION


class TestAnswer:
    def test_the_question_does_not_move(self, qtbot: QtBot, page: ReviewPage) -> None:
        for width, height in ((1280, 800), (1100, 760), (1280, 1000)):
            page.resize(width, height)
            page.show_finished(0, 0.0, False)
            page.show_card(next_card(BASIC), PROGRESS)
            before = page.sheet.question.mapTo(page, page.sheet.question.rect().topLeft())
            page.reveal()
            after = page.sheet.question.mapTo(page, page.sheet.question.rect().topLeft())
            assert after == before

    def test_all_of_it_is_in_sight_where_it_fits(self, page: ReviewPage) -> None:
        page.reveal()
        assert page.desk.verticalScrollBar().maximum() == 0
        bottom = page.sheet.mapTo(page, page.sheet.sheet_rect().bottomLeft().toPoint()).y()
        assert bottom <= page.bottom_bar.y()

    def test_a_taller_card_scrolls_to_its_answer(self, qtbot: QtBot, page: ReviewPage) -> None:
        page.show_finished(0, 0.0, False)
        page.show_card(replace(BASIC, question="word " * 900), PROGRESS)
        assert page.desk.verticalScrollBar().value() == 0
        page.reveal()
        answer = page.sheet.answer
        top = answer.mapTo(page.desk, answer.rect().topLeft()).y()
        assert 0 <= top < page.desk.height()
        press(qtbot, page, Key.Key_PageUp)
        assert page.desk.verticalScrollBar().value() < page.desk.verticalScrollBar().maximum()

    def test_grades_say_what_they_lead_to(self, page: ReviewPage) -> None:
        page.reveal()
        ratings = page.bottom_bar.ratings
        assert [ratings[rating].interval for rating in Rating] == [
            "10 min",
            "4 days",
            "11 days",
            "1.2 years",
        ]
        assert ratings[Rating.EASY].accessibleName() == "Easy, 1.2 years"

    def test_the_time_is_told_afterwards(self, page: ReviewPage, seconds: Seconds) -> None:
        seconds.now += 14
        page.reveal()
        assert page.bottom_bar.answered.text() == "Answered in 14 s"

    @pytest.mark.parametrize(("key", "rating"), [("1", 1), ("2", 2), ("3", 3), ("4", 4)])
    def test_1_to_4_grade(self, qtbot: QtBot, page: ReviewPage, key: str, rating: int) -> None:
        given = heard(page.answer_given)
        page.reveal()
        press(qtbot, page, key)
        given.assert_called_once_with(CARD_ID, rating, 0, "")

    @pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
    def test_space_or_enter_is_good(self, qtbot: QtBot, page: ReviewPage, key: Qt.Key) -> None:
        given = heard(page.answer_given)
        press(qtbot, page, Key.Key_Space)
        assert page.bottom_bar.ratings[Rating.GOOD].hasFocus()
        press(qtbot, page, key)
        given.assert_called_once_with(CARD_ID, 3, 0, "")

    def test_space_is_good_also_when_the_focus_went_elsewhere(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        given = heard(page.answer_given)
        page.reveal()
        page.sheet.question.setFocus(Qt.FocusReason.MouseFocusReason)
        press(qtbot, page, Key.Key_Space)
        given.assert_called_once_with(CARD_ID, 3, 0, "")

    def test_the_time_without_anyone_there_does_not_count(
        self, qtbot: QtBot, page: ReviewPage, seconds: Seconds
    ) -> None:
        given = heard(page.answer_given)
        seconds.now += 500
        press(qtbot, page, Key.Key_Space)
        seconds.now += 4
        press(qtbot, page, "3")
        assert given.call_args.args[2] == 64_000

    def test_a_link_opens_nothing_by_itself(self, page: ReviewPage) -> None:
        asked = heard(page.link_requested)
        page.reveal()
        source = page.sheet.answer.source
        source.anchorClicked.emit("https://www.postgresql.org/docs/current/indexes.html")
        asked.assert_called_once_with("https://www.postgresql.org/docs/current/indexes.html")


class TestSaving:
    def test_a_grade_is_not_shown_as_saved_before_it_is(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        page.reveal()
        page.rate(Rating.HARD)
        assert page.phase is Phase.SAVING
        assert page.road.share == pytest.approx(17 / 48)
        assert page.sheet.view is BASIC
        page.show_card(next_card(), SessionProgress(18, 30, 800.0))
        assert page.phase is Phase.QUESTION
        assert page.road.share == pytest.approx(18 / 48)

    def test_one_card_is_graded_once(self, qtbot: QtBot, page: ReviewPage) -> None:
        given = heard(page.answer_given)
        page.reveal()
        for key in ("3", "4", Key.Key_Space, Key.Key_Return):
            press(qtbot, page, key)
        given.assert_called_once()

    def test_what_takes_long_is_seen_to_be_on_its_way(self, page: ReviewPage) -> None:
        page.reveal()
        page.rate(Rating.GOOD)
        page._saving.timeout.emit()
        ratings = page.bottom_bar.ratings
        assert [ratings[rating].isEnabled() for rating in Rating] == [False, False, True, False]
        assert not page.top_bar.undo.isEnabled()
        assert not page.bottom_bar.bury.isEnabled()

    def test_an_error_keeps_the_answer_and_offers_to_try_again(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        again = heard(page.retry_requested)
        page.reveal()
        page.rate(Rating.GOOD)
        page.show_error("The disk is full.", "Nothing was lost; 1 review waits in memory.", 1)
        assert page.notice.isVisible()
        assert "The disk is full." in page.notice.text()
        assert page.phase is Phase.SAVING
        assert page.notice.buttons()[0].hasFocus()
        press(qtbot, page, Key.Key_Return)
        again.assert_called_once_with()
        page.show_card(next_card(), PROGRESS)
        assert not page.notice.isVisible()

    def test_keys_end_every_movement(self, qtbot: QtBot, page: ReviewPage) -> None:
        theme().set_reduced_motion(False)
        press(qtbot, page, Key.Key_Space)
        assert page.sheet.answer.graphicsEffect() is not None
        press(qtbot, page, "3")
        assert page.sheet.answer.graphicsEffect() is None
        page.show_card(next_card(), SessionProgress(18, 30, 800.0))
        assert page.desk._leaving.isVisible()
        press(qtbot, page, Key.Key_Space)
        assert not page.desk._leaving.isVisible()
        assert page.phase is Phase.ANSWER
