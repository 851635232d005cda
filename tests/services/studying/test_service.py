"""Answering a card: its way through the states, the row in the log, and what it does around."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating, ReviewKind, State
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.studying.day_queue import SessionFilter
from flashcards.storage import review_log as log
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    import_text,
    learn,
    make_due,
    note,
    rows,
    session_cards,
    today,
    value,
)

VARIABLE = card("variable")


class TestTheWayOfACard:
    """New, learning, review, lapse, relearning, review."""

    def test_good_takes_a_new_card_through_both_steps(self, app: App, clock: FixedClock) -> None:
        first = answer(app, VARIABLE).outcome.schedule
        assert (first.state, first.due_ms) == (State.LEARNING, clock.now_ms() + 600_000)
        clock.advance(minutes=10)
        second = answer(app, VARIABLE).outcome.schedule
        assert (second.state, second.due_ms) == (State.REVIEW, None)
        assert second.due_day is not None
        assert second.due_day > today(clock)

    def test_again_begins_the_steps_anew(self, app: App, clock: FixedClock) -> None:
        outcome = answer(app, VARIABLE, Rating.AGAIN).outcome
        assert (outcome.schedule.step, outcome.interval_s) == (0, 60)

    def test_easy_skips_the_steps(self, app: App) -> None:
        assert answer(app, VARIABLE, Rating.EASY).outcome.schedule.state is State.REVIEW

    def test_a_passed_review_waits_longer_than_before(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        make_due(app, VARIABLE, clock)
        due_day, last_day = columns(app, VARIABLE, "due_day", "last_study_day")
        passed = answer(app, VARIABLE).outcome
        assert passed.interval_s > (due_day - last_day) * 86_400
        assert passed.retrievability is not None
        assert not passed.lapsed

    def test_a_forgotten_review_is_learned_again_and_comes_back(
        self, app: App, clock: FixedClock
    ) -> None:
        learn(app, clock, VARIABLE)
        make_due(app, VARIABLE, clock)
        lapse = answer(app, VARIABLE, Rating.AGAIN).outcome
        assert lapse.lapsed
        assert (lapse.schedule.state, lapse.schedule.lapses) == (State.RELEARNING, 1)
        assert lapse.schedule.due_ms == clock.now_ms() + 600_000
        clock.advance(minutes=10)
        again = answer(app, VARIABLE).outcome.schedule
        assert (again.state, again.lapses) == (State.REVIEW, 1)
        assert_caches_agree(app)

    def test_the_buttons_promise_what_the_answer_keeps(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        for rating in (Rating.HARD, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY):
            if columns(app, VARIABLE, "due_day")[0] is not None:
                make_due(app, VARIABLE, clock)
            promised = app.study.card(VARIABLE).intervals
            assert promised is not None
            assert answer(app, VARIABLE, rating).outcome.interval_s == promised[rating]

    def test_a_clock_that_jumps_back_loses_nothing(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        clock.advance(days=-400)
        outcome = answer(app, VARIABLE).outcome
        assert outcome.interval_s > 0
        clock.advance(days=400)
        answer(app, VARIABLE, Rating.AGAIN)
        assert value(app, "SELECT count(*) FROM review") == 3
        assert_caches_agree(app)


class TestTheRowInTheLog:
    """The log is the truth: each column says what happened."""

    def test_the_first_answer(self, app: App, clock: FixedClock) -> None:
        outcome = answer(app, VARIABLE, Rating.HARD, seconds=7).outcome
        with app.database.read() as reader:
            (review,) = log.reviews_of(reader, VARIABLE)
            assert reader.value("SELECT hash FROM review") == review.hash()
        assert review.kind is ReviewKind.REVIEW
        assert review.rating is Rating.HARD
        assert review.time_ms == clock.now_ms()
        assert review.study_day == today(clock)
        assert (review.due_ms, review.due_day) == (outcome.schedule.due_ms, None)
        assert review.duration_ms == 7_000
        assert review.device_id > 0
        assert json.loads(review.payload) == {"state": 0}

    def test_a_review_says_how_long_it_was_waited_for_and_what_was_predicted(
        self, app: App, clock: FixedClock
    ) -> None:
        learn(app, clock, VARIABLE)
        make_due(app, VARIABLE, clock, days_late=2)
        waited = today(clock) - columns(app, VARIABLE, "last_study_day")[0]
        outcome = answer(app, VARIABLE).outcome
        with app.database.read() as reader:
            review = log.reviews_of(reader, VARIABLE)[-1]
        assert (review.due_day, review.due_ms) == (outcome.schedule.due_day, None)
        assert outcome.retrievability is not None
        assert json.loads(review.payload) == {
            "state": 2,
            "elapsed": waited,
            "recall": round(outcome.retrievability, 4),
        }

    @pytest.mark.parametrize(("given", "kept"), [(-5, 0), (999_999_999, 600_000)])
    def test_a_senseless_duration_is_cut(self, app: App, given: int, kept: int) -> None:
        app.study.answer(VARIABLE, Rating.GOOD, given)
        assert value(app, "SELECT duration_ms FROM review") == kept

    def test_an_answer_after_midnight_belongs_to_the_study_day_before(
        self, app: App, clock: FixedClock
    ) -> None:
        day = today(clock)
        clock.advance(minutes=18 * 60)
        answer(app, VARIABLE)
        assert value(app, "SELECT study_day FROM review") == day

    def test_it_is_on_the_disk_when_the_call_returns(self, app: App, folder: Path) -> None:
        answer(app, VARIABLE)
        with closing(sqlite3.connect(folder / "collection.db")) as other:
            (found,) = other.execute("SELECT count(*) FROM review").fetchone()
            (synchronous,) = rows(app, "PRAGMA synchronous")[0]
        assert (found, synchronous) == (1, 2)

    def test_the_study_day_counts_it(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        make_due(app, VARIABLE, clock)
        answer(app, VARIABLE, Rating.AGAIN, seconds=5)
        counted = rows(
            app,
            "SELECT reviews, introduced, due_reviews, recalled, forgotten, duration_ms, "
            "new_duration_ms FROM study_day WHERE day = :day",
            day=today(clock),
        )
        assert counted == [(1, 0, 1, 0, 1, 5_000, 0)]


class TestSiblings:
    """Cards of one note are asked on different days."""

    def test_the_answer_puts_its_siblings_off_until_tomorrow(
        self, app: App, clock: FixedClock
    ) -> None:
        answer(app, card("shadowing"), Rating.EASY)
        assert card("shadowing", "reverse") not in session_cards(app)
        clock.advance(days=1)
        assert card("shadowing", "reverse") in session_cards(app)

    def test_they_come_on_the_same_day_where_the_learner_wants_it(self, app: App) -> None:
        app.library.set("bury_siblings", "off")
        answer(app, card("scopes", "c1"), Rating.EASY)
        assert card("scopes", "c2") in session_cards(app)

    def test_a_sibling_in_its_steps_goes_on(self, app: App, clock: FixedClock) -> None:
        app.library.set("bury_siblings", "off")
        answer(app, card("scopes", "c1"), Rating.AGAIN)
        app.library.set("bury_siblings", "on")
        answer(app, card("scopes", "c2"), Rating.EASY)
        clock.advance(minutes=1)
        session = app.study.start()
        shown = app.study.next_card(session).card
        assert shown is not None
        assert shown.card_id == card("scopes", "c1")

    def test_siblings_are_never_due_on_the_same_day(self, app: App, clock: FixedClock) -> None:
        for _ in range(4):
            for key in ("c1", "c2"):
                answer(app, card("scopes", key), Rating.EASY)
            days = [columns(app, card("scopes", key), "due_day")[0] for key in ("c1", "c2")]
            assert days[0] != days[1]
            clock.advance(days=max(days) - today(clock))


class TestLeeches:
    """A card that is forgotten again and again is tagged, not hidden."""

    def lapse(self, app: App, clock: FixedClock, times: int) -> bool:
        leech = False
        for _ in range(times):
            make_due(app, VARIABLE, clock)
            leech = answer(app, VARIABLE, Rating.AGAIN).outcome.leech
            clock.advance(minutes=10)
            answer(app, VARIABLE)
        return leech

    def test_the_eighth_lapse_tags_the_note(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        assert not self.lapse(app, clock, 7)
        assert not app.study.card(VARIABLE).leech
        assert self.lapse(app, clock, 1)
        assert app.study.card(VARIABLE).leech
        assert columns(app, VARIABLE, "suspended", "lapses") == (0, 8)

    def test_undoing_the_lapse_takes_the_tag_away(self, app: App, clock: FixedClock) -> None:
        app.library.set("leech_threshold", "2")
        learn(app, clock, VARIABLE)
        self.lapse(app, clock, 2)
        app.undo.undo()
        assert app.study.card(VARIABLE).leech
        app.undo.undo()
        assert not app.study.card(VARIABLE).leech


class TestRefusals:
    """What can't be studied is refused in words that say what to do."""

    def test_a_card_that_does_not_exist(self, app: App) -> None:
        with pytest.raises(NotFoundError, match="there is no card 5"):
            answer(app, 5)

    def test_a_suspended_card(self, app: App) -> None:
        app.study.suspend(VARIABLE)
        with pytest.raises(InvalidValueError, match=r"suspended\. Unsuspend it"):
            answer(app, VARIABLE)
        assert value(app, "SELECT count(*) FROM review") == 0

    def test_a_draft(self, app: App) -> None:
        import_text(app, "---\ntitle: D\nnamespace: d\n---\n### Why? {#why .basic draft=yes}\n")
        draft = card("why", namespace="d")
        assert draft not in session_cards(app, deck="D")
        with pytest.raises(InvalidValueError, match="fill in its answer"):
            answer(app, draft)

    def test_a_deck_that_does_not_exist(self, app: App) -> None:
        with pytest.raises(NotFoundError, match=r"no deck 'Knitting'.*Basics.*Storage"):
            app.study.start(SessionFilter(deck="Knitting"))

    @pytest.mark.parametrize("flag", [-1, 8])
    def test_a_flag_of_no_colour(self, app: App, flag: int) -> None:
        with pytest.raises(InvalidValueError, match="0 to 7"):
            app.study.flag(VARIABLE, flag)


class TestPuttingAway:
    """Bury, suspend, flag, mark."""

    def test_a_buried_card_comes_back_tomorrow(self, app: App, clock: FixedClock) -> None:
        app.study.bury(VARIABLE)
        assert VARIABLE not in session_cards(app)
        clock.advance(days=1)
        assert VARIABLE in session_cards(app)

    def test_a_buried_card_in_its_steps_stays_away_too(self, app: App, clock: FixedClock) -> None:
        answer(app, VARIABLE, Rating.AGAIN)
        app.study.bury(VARIABLE)
        clock.advance(minutes=5)
        session = app.study.start(SessionFilter(deck="Basics"))
        shown = app.study.next_card(session).card
        assert shown is not None
        assert shown.card_id != VARIABLE
        clock.advance(days=1)
        shown = app.study.next_card(app.study.start()).card
        assert shown is not None
        assert shown.card_id == VARIABLE

    def test_answering_a_buried_card_all_the_same_unburies_it(
        self, app: App, clock: FixedClock
    ) -> None:
        app.study.bury(VARIABLE)
        answer(app, VARIABLE, Rating.AGAIN)
        clock.advance(minutes=1)
        shown = app.study.next_card(app.study.start()).card
        assert shown is not None
        assert shown.card_id == VARIABLE

    def test_a_suspended_card_stays_away_until_it_is_wanted(
        self, app: App, clock: FixedClock
    ) -> None:
        app.study.suspend(VARIABLE)
        clock.advance(days=30)
        assert VARIABLE not in session_cards(app)
        app.study.suspend(VARIABLE, on=False)
        assert VARIABLE in session_cards(app)

    def test_an_unsuspended_card_stands_where_it_stood(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        before = columns(app, VARIABLE, "state", "due_day", "queue")
        app.study.suspend(VARIABLE)
        app.study.suspend(VARIABLE, on=False)
        assert columns(app, VARIABLE, "state", "due_day", "queue") == before

    def test_mark_is_a_tag_that_comes_and_goes(self, app: App) -> None:
        app.study.mark(VARIABLE)
        assert app.study.card(VARIABLE).marked
        assert "marked" in app.study.note(note("variable")).tags
        app.study.mark(VARIABLE)
        assert not app.study.card(VARIABLE).marked

    def test_a_flag_has_seven_colours(self, app: App) -> None:
        for flag in (1, 7, 0):
            app.study.flag(VARIABLE, flag)
            assert app.study.card(VARIABLE).flag == flag

    def test_doing_what_is_done_already_is_no_operation(self, app: App) -> None:
        first = app.study.bury(VARIABLE)
        again = app.study.bury(VARIABLE)
        assert first.operation is not None
        assert again.operation is None
        assert value(app, "SELECT count(*) FROM operation WHERE kind = 'bury'") == 1


def test_information_tells_the_history_with_what_was_taken_back(
    app: App, clock: FixedClock
) -> None:
    learn(app, clock, VARIABLE)
    make_due(app, VARIABLE, clock)
    answer(app, VARIABLE, Rating.AGAIN, seconds=4)
    app.undo.undo()
    known = app.study.information(VARIABLE)
    assert (known.deck, known.stage_title, known.topic_title) == ("Basics", "Basics", "Variables")
    assert (known.reps, known.lapses, known.state) == (1, 0, State.REVIEW)
    assert [(line.rating, line.retracted) for line in known.history] == [
        (Rating.EASY, False),
        (Rating.AGAIN, True),
    ]
    assert known.history[1].interval_s == 600
    assert known.recall is not None
    assert 0 < known.recall < 1
