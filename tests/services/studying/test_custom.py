"""Studying out of turn: which cards, what is kept of it, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.query_problems import QueryError
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError
from flashcards.services.studying.custom_session import CustomSession
from flashcards.services.studying.custom_view import CustomStudy, Way
from flashcards.services.studying.day_queue import SessionFilter
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    import_text,
    learn,
    own,
    own_deck,
    rows,
    today,
)

SCHEDULE = "id, state, step, stability, difficulty, due_day, due_ms, reps, lapses, buried_day"


def schedules(app: App) -> list[tuple[object, ...]]:
    return rows(app, f"SELECT {SCHEDULE} FROM card ORDER BY id")


def begin(app: App, way: Way, **wanted: object) -> CustomSession:
    session = app.study.start(SessionFilter(custom=CustomStudy(way, **wanted)))  # type: ignore[arg-type]
    assert isinstance(session, CustomSession)
    return session


def asked(app: App, session: CustomSession, *ratings: Rating) -> list[int]:
    """Answer what the session asks; the cards in their order."""
    found = []
    for rating in ratings:
        view = app.study.next_card(session).card
        assert view is not None
        found.append(view.card_id)
        app.study.answer(view.card_id, rating, 5_000, session=session)
    return found


def all_of(app: App, session: CustomSession, most: int = 60) -> list[int]:
    """Pass every card of a session."""
    found: list[int] = []
    while (view := app.study.next_card(session).card) is not None:
        assert len(found) < most
        found.append(view.card_id)
        app.study.answer(view.card_id, Rating.GOOD, 5_000, session=session)
    return found


@pytest.fixture
def studied(app: App, clock: FixedClock) -> App:
    """Ten own cards, six of them learned at different times."""
    import_text(app, own_deck(10))
    for number in range(1, 7):
        learn(app, clock, own(number))
        clock.advance(days=1)
    return app


class TestCramming:
    """Any cards, the worst remembered first; nothing but the log knows of it."""

    def test_the_worst_remembered_first_and_new_ones_last(
        self, studied: App, clock: FixedClock
    ) -> None:
        found = all_of(studied, begin(studied, Way.CRAM, query="deck:Own"))
        assert found == [own(number) for number in range(1, 11)]

    def test_the_schedule_stays_as_it_is(self, studied: App) -> None:
        before, today_before = schedules(studied), studied.library.today()
        session = begin(studied, Way.CRAM, query="deck:Own")
        asked(studied, session, Rating.AGAIN, Rating.HARD, Rating.EASY)
        all_of(studied, session)
        assert schedules(studied) == before
        assert studied.library.today() == today_before
        assert_caches_agree(studied)
        kinds = rows(studied, "SELECT kind, count(*) FROM review GROUP BY kind ORDER BY kind")
        assert kinds == [("cram", 11), ("review", 6)]

    def test_what_is_forgotten_comes_again_until_it_is_passed(self, studied: App) -> None:
        session = begin(studied, Way.CRAM, card_ids=(own(1), own(2), own(3)))
        found = asked(studied, session, Rating.AGAIN, Rating.GOOD, Rating.AGAIN)
        assert found == [own(1), own(2), own(3)]
        assert all_of(studied, session) == [own(1), own(3)]
        assert session.progress(0).left == 0

    def test_undo_and_redo_go_through_the_log(self, studied: App) -> None:
        session = begin(studied, Way.CRAM, card_ids=(own(1), own(2)))
        asked(studied, session, Rating.GOOD)
        undone = studied.undo.undo()
        studied.study.refresh(session)
        assert undone.card_id == own(1)
        session.bring(own(1))
        assert asked(studied, session, Rating.AGAIN) == [own(1)]
        studied.undo.undo()
        studied.undo.redo()
        studied.study.refresh(session)
        assert all_of(studied, session) == [own(2), own(1)]
        assert_caches_agree(studied)

    def test_no_intervals_are_promised(self, studied: App) -> None:
        session = begin(studied, Way.CRAM, query="deck:Own")
        view = studied.study.next_card(session).card
        assert view is not None
        assert view.intervals is None

    def test_suspended_cards_stay_out(self, studied: App) -> None:
        studied.study.suspend(own(3))
        session = begin(studied, Way.CRAM, query="deck:Own")
        assert own(3) not in session.cards
        studied.study.suspend(own(4))
        studied.study.refresh(session)
        assert own(4) not in all_of(studied, session)

    def test_a_buried_card_comes_back_when_that_is_undone(self, studied: App) -> None:
        session = begin(studied, Way.CRAM, card_ids=(own(1), own(2)))
        studied.study.bury(own(1))
        session.put_away(own(1))
        studied.study.refresh(session)
        assert studied.study.next_card(session).progress.left == 1
        studied.undo.undo()
        studied.study.refresh(session)
        assert studied.study.next_card(session).progress.left == 2

    def test_as_many_as_wanted(self, studied: App) -> None:
        assert len(begin(studied, Way.CRAM, query="deck:Own", limit=4).cards) == 4
        offer = studied.study.offer(CustomStudy(Way.CRAM, "deck:Own"))
        assert offer.cards == 10
        assert offer.seconds > 0

    def test_going_on_leaves_out_what_was_passed_today(
        self, studied: App, clock: FixedClock
    ) -> None:
        studied.study.cram(own(1), Rating.GOOD)
        studied.study.cram(own(2), Rating.AGAIN)
        session = begin(studied, Way.CRAM, card_ids=(own(1), own(2), own(3)), goes_on=True)
        assert all_of(studied, session) == [own(3), own(2)]
        clock.advance(days=1)
        session = begin(studied, Way.CRAM, card_ids=(own(1), own(2), own(3)), goes_on=True)
        assert len(all_of(studied, session)) == 3

    def test_a_query_that_cannot_be_read(self, studied: App) -> None:
        with pytest.raises(QueryError):
            begin(studied, Way.CRAM, query="recal<0.5")


class TestPreview:
    """New cards that are looked at and stay new."""

    def test_the_next_ones_of_the_road(self, app: App) -> None:
        before = content(app)
        session = begin(app, Way.PREVIEW, limit=3)
        found = all_of(app, session)
        assert found == [card("variable"), card("constant"), card("shadowing")]
        assert content(app) == before
        assert columns(app, card("variable"), "state", "reps") == (0, 0)

    def test_those_of_a_search(self, studied: App) -> None:
        found = all_of(studied, begin(studied, Way.PREVIEW, query="deck:Own"))
        assert found == [own(number) for number in range(7, 11)]


class TestForgotten:
    """What was forgotten today, once more."""

    def test_only_today_and_only_what_stands(self, studied: App, clock: FixedClock) -> None:
        answer(studied, own(1), Rating.AGAIN)
        clock.advance(days=1)
        answer(studied, own(2), Rating.AGAIN)
        answer(studied, own(3), Rating.GOOD)
        answer(studied, own(4), Rating.AGAIN)
        studied.undo.undo()
        before = schedules(studied)
        assert all_of(studied, begin(studied, Way.FORGOTTEN)) == [own(2)]
        assert schedules(studied) == before


class TestAhead:
    """Reviews before their time: real ones, with the credit that the elapsed time deserves."""

    def test_what_falls_due_in_these_days(self, studied: App, clock: FixedClock) -> None:
        due = dict(rows(studied, "SELECT id, due_day FROM card WHERE queue = 2"))
        for days in (1, 3, 5, 40):
            wanted = {
                card_id for card_id, day in due.items() if today(clock) < day <= today(clock) + days
            }
            assert set(begin(studied, Way.AHEAD, days=days).cards) == wanted

    def test_an_early_pass_gains_less_and_never_comes_sooner(
        self, studied: App, clock: FixedClock
    ) -> None:
        session = begin(studied, Way.AHEAD, days=40)
        early = dict(rows(studied, "SELECT id, due_day FROM card WHERE queue = 2"))
        found = all_of(studied, session)
        assert set(found) == set(session.cards)
        for card_id in found:
            assert columns(studied, card_id, "due_day")[0] >= early[card_id]
        assert_caches_agree(studied)

    @pytest.mark.parametrize("days", [1, 4, 8])
    def test_stability_grows_with_the_days_that_passed(
        self, app: App, clock: FixedClock, days: int
    ) -> None:
        import_text(app, own_deck(2))
        learn(app, clock, own(1))
        first = columns(app, own(1), "stability")[0]
        clock.advance(days=days)
        session = begin(app, Way.AHEAD, days=60)
        all_of(app, session)
        early = columns(app, own(1), "stability")[0] / first
        app.undo.undo()
        clock.advance(days=60)
        answer(app, own(1))
        assert 1 < early < columns(app, own(1), "stability")[0] / first

    def test_a_card_that_is_answered_is_not_asked_again_though_it_is_due_in_these_days(
        self, studied: App
    ) -> None:
        session = begin(studied, Way.AHEAD, days=300)
        found: Sequence[int] = all_of(studied, session)
        studied.study.refresh(session)
        assert studied.study.next_card(session).card is None
        assert len(found) == len(set(found))

    def test_what_is_forgotten_goes_through_its_steps(
        self, studied: App, clock: FixedClock
    ) -> None:
        session = begin(studied, Way.AHEAD, days=60)
        (first,) = asked(studied, session, Rating.AGAIN)
        assert columns(studied, first, "state", "lapses") == (3, 1)
        assert first not in all_of(studied, session)[:-1]
        studied.study.refresh(session)
        assert studied.study.next_card(session).progress.left == 0

    def test_days_out_of_bounds(self, studied: App) -> None:
        with pytest.raises(InvalidValueError, match="1 to 365"):
            begin(studied, Way.AHEAD, days=0)
