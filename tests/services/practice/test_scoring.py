"""A score and what its missed points lead to, as one operation that undo takes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError
from flashcards.services.practice.views import CardStep, Phase, ScoreRequest
from tests.services.factories import (
    assert_caches_agree,
    card,
    columns,
    content,
    learn,
    note,
    session_cards,
    today,
    value,
)
from tests.services.practice.prompts import attempt_of, begin, line, scored, used


def slow(app: App) -> int:
    """A fresh attempt at the slow page."""
    return attempt_of(app, begin(app), "p-slow")


class TestSuggestion:
    """The grade follows the ticks until somebody decides."""

    def test_it_says_why(self, practised: App) -> None:
        attempt = slow(practised)
        used(practised, attempt, 200_000)
        scoring = practised.practice.scoring(attempt, {0, 1})
        assert (scoring.score.points, scoring.score.possible) == (5, 6)
        assert scoring.suggested is Rating.GOOD
        assert scoring.reason == "Good is suggested at 75 to 89\u202f%"
        assert scoring.summary == "The must is covered. 3:20 used of 4:00."
        assert [choice.interval_s // 86_400 for choice in scoring.grades] == [2, 5, 12, 25]

    def test_a_lower_target_recall_brings_it_back_later(
        self, practised: App, clock: FixedClock
    ) -> None:
        attempt = slow(practised)
        practised.library.set("practice-retention", "0.8")
        grades = practised.practice.scoring(attempt).grades
        days = [choice.interval_s // 86_400 for choice in grades]
        assert all(day > usual for day, usual in zip(days, (2, 5, 12, 25), strict=True))
        good = practised.practice.score(attempt, ScoreRequest(frozenset(), Rating.GOOD))
        assert good.due_day == today(clock) + days[Rating.GOOD - 1]

    def test_the_target_recall_of_cards_is_none_of_prompts(self, practised: App) -> None:
        practised.library.set("retention", "0.8")
        scoring = practised.practice.scoring(slow(practised))
        assert [choice.interval_s // 86_400 for choice in scoring.grades] == [2, 5, 12, 25]

    def test_a_missing_must_fails(self, practised: App) -> None:
        scoring = practised.practice.scoring(slow(practised), {1, 2})
        assert (scoring.suggested, scoring.reason) == (
            Rating.AGAIN, "Again is suggested: a must is missing",
        )  # fmt: skip

    def test_saved_ticks_are_taken_where_none_are_given(self, practised: App) -> None:
        attempt = slow(practised)
        draft = practised.practice.attempt(attempt).draft
        practised.practice.save(attempt, replace(draft, ticked=frozenset({0})))
        assert practised.practice.scoring(attempt).ticked == {0}

    def test_ones_own_grade_wins(self, practised: App) -> None:
        attempt = slow(practised)
        assert scored(practised, attempt, (), Rating.EASY).grade is Rating.EASY
        assert practised.practice.attempt(attempt).grade is Rating.EASY

    def test_a_score_is_given_once(self, practised: App) -> None:
        attempt = slow(practised)
        scored(practised, attempt, {0})
        with pytest.raises(InvalidValueError, match="Undo takes it back"):
            scored(practised, attempt, {0, 1})


class TestSchedule:
    """Prompts come back by their own memory, apart from cards."""

    def test_it_comes_back_on_its_day(self, practised: App, clock: FixedClock) -> None:
        done = scored(practised, slow(practised), {0, 1})
        assert done.due_day == today(clock) + 12
        row = practised.practice.today()
        assert row is not None
        assert row.due == 0
        clock.advance(days=12)
        row = practised.practice.today()
        assert row is not None
        assert (row.due, row.prompt is not None and row.prompt.source_id) == (1, "p-slow")
        assert line(practised, "p-slow").due
        assert [one.prompt.source_id for one in practised.practice.ahead(1)] == ["p-slow"]

    def test_no_card_review_is_written(self, practised: App) -> None:
        scored(practised, slow(practised), {0})
        assert value(practised, "SELECT count(*) FROM review") == 0
        assert value(practised, "SELECT count(*) FROM study_day") == 0

    def test_a_second_attempt_builds_on_the_first(self, practised: App, clock: FixedClock) -> None:
        scored(practised, slow(practised), {0, 1})
        clock.advance(days=12)
        again = scored(practised, slow(practised), {0, 1})
        assert again.due_day > today(clock) + 12

    def test_undo_brings_the_attempt_back_to_its_rubric(self, practised: App) -> None:
        session = begin(practised)
        for step in session.steps:
            scored(practised, step.attempt_id, {0})
        assert practised.practice.open_session() is None
        practised.undo.undo()
        going = practised.practice.open_session()
        assert going is not None
        assert going.current == session.steps[-1].attempt_id
        assert practised.practice.attempt(going.current).phase is not Phase.SCORED
        practised.undo.redo()
        assert practised.practice.open_session() is None
        assert practised.practice.history().total == 1


class TestMissedPoints:
    """A missed point turns up in the next review session."""

    def test_each_is_offered_the_note_that_is_most_like_it(self, practised: App) -> None:
        scoring = practised.practice.scoring(slow(practised), ())
        proposed = [(o.point, o.step, o.note_id) for o in scoring.cards if o.proposed]
        assert proposed == [
            (0, CardStep.FORWARD, note("index-purpose")),
            (1, CardStep.FORWARD, note("index-cost")),
            (2, CardStep.NEW, None),
        ]
        offered = {(o.point, o.note_id) for o in scoring.cards}
        assert (2, note("index-cost")) in offered
        assert (0, None) in offered

    def test_a_new_note_begins_with_a_capital_letter(self, practised: App) -> None:
        cards = practised.practice.scoring(slow(practised), ()).cards
        titles = [card.title for card in cards if card.step is CardStep.NEW]
        assert titles
        assert all(title[0].isupper() for title in titles)

    def test_ticking_a_point_takes_its_card_away(self, practised: App) -> None:
        cards = practised.practice.scoring(slow(practised), {0, 1, 2}).cards
        assert cards == ()

    def test_what_will_happen_is_said(self, practised: App, clock: FixedClock) -> None:
        learn(practised, clock, card("index-purpose"))
        practised.study.suspend(card("index-cost"))
        words = [
            o.words for o in practised.practice.scoring(slow(practised), ()).cards if o.proposed
        ]
        assert words[0].startswith("Due in ")
        assert words[0].endswith(", brought to today")
        assert words[1:] == ["Suspended, back from today", "New card"]

    def test_they_are_all_in_the_next_session(self, practised: App, clock: FixedClock) -> None:
        learn(practised, clock, card("index-purpose"))
        practised.study.suspend(card("index-cost"))
        done = scored(practised, slow(practised), (), cards=True)
        assert (done.forwarded, done.unsuspended, done.written) == (1, 1, 1)
        written = value(
            practised,
            "SELECT k.id FROM card k JOIN note n ON n.id = k.note_id WHERE n.source_id IS NULL",
        )
        # all three, although the stage of the second and third is not open
        assert set(session_cards(practised)) >= {card("index-purpose"), written}
        assert card("index-cost") in session_cards(practised)
        assert columns(practised, card("index-purpose"), "due_day") == (today(clock),)
        assert_caches_agree(practised)

    def test_new_ones_come_beyond_the_days_limit(self, practised: App) -> None:
        practised.library.set("new_per_day", "0")
        assert session_cards(practised) == []
        scored(practised, slow(practised), {2}, cards=True)
        assert set(session_cards(practised)) == {card("index-purpose"), card("index-cost")}

    def test_undo_takes_score_and_cards_back_together(
        self, practised: App, clock: FixedClock
    ) -> None:
        learn(practised, clock, card("index-purpose"))
        practised.study.suspend(card("index-cost"))
        before, attempt = content(practised), slow(practised)
        scored(practised, attempt, (), cards=True)
        after = content(practised)
        assert after != before
        practised.undo.undo()
        assert content(practised) == before
        assert practised.practice.attempt(attempt).grade is None
        practised.undo.redo()
        assert content(practised) == after
        assert_caches_agree(practised)

    def test_cards_can_be_taken_without_a_score(self, practised: App) -> None:
        attempt = slow(practised)
        offered = practised.practice.scoring(attempt, ()).cards
        changes = practised.practice.take(attempt, offered[:1])
        assert changes.operation is not None
        assert practised.practice.take(attempt, offered[:1]).operation is None

    def test_the_new_note_says_the_point_and_its_passage(self, practised: App) -> None:
        attempt = slow(practised)
        (offer,) = [
            o for o in practised.practice.scoring(attempt, {0}).cards
            if o.point == 1 and o.step is CardStep.NEW
        ]  # fmt: skip
        assert offer.question.startswith("A slow page: a good answer names what the … Go on.")
        assert offer.answer == (
            "Names what the index costs at each write.\n\n**Cost.** Each write takes more time."
        )
        edited = replace(offer, question="What does a write cost?", answer="Time.")
        practised.practice.take(attempt, [edited])
        found = value(practised, "SELECT count(*) FROM note WHERE heading = :h", h=edited.question)
        assert found == 1

    def test_a_new_note_needs_both_sides(self, practised: App) -> None:
        attempt = slow(practised)
        offer = practised.practice.scoring(attempt, ()).cards[-1]
        empty = replace(offer, step=CardStep.NEW, note_id=None, question=" ", answer="x")
        with pytest.raises(InvalidValueError):
            practised.practice.score(attempt, ScoreRequest(frozenset(), cards=(empty,)))
        assert practised.practice.attempt(attempt).grade is None

    def test_a_drill_asks_these_cards_and_leaves_their_schedule(self, practised: App) -> None:
        wanted = [card("index-purpose"), card("index-cost")]
        session = practised.study.start(practised.practice.drill_filter(wanted))
        shown = practised.study.next_card(session).card
        assert shown is not None
        assert shown.card_id in wanted
