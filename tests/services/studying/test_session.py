"""A session: which card is next, while answers come in and time goes by."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating, State
from flashcards.services.studying.day_queue import SessionFilter
from flashcards.services.studying.session import Session
from tests.services.factories import answer, card, columns, import_text, learn, own, own_deck, rows


def shown(app: App, session: Session) -> int | None:
    view = app.study.next_card(session).card
    return None if view is None else view.card_id


def give(app: App, session: Session, rating: Rating = Rating.GOOD) -> int:
    """Answer the card that is shown."""
    card_id = shown(app, session)
    assert card_id is not None
    app.study.answer(card_id, rating, 5_000, session=session)
    return card_id


@pytest.fixture
def three(app: App) -> App:
    """A library with an own deck of three new cards."""
    import_text(app, own_deck(3))
    return app


def start(app: App, **wanted: object) -> Session:
    return app.study.start(SessionFilter(deck="Own", **wanted))  # type: ignore[arg-type]


class TestTheNextCard:
    """Due steps first, then what is due today, then steps that are nearly due."""

    def test_a_card_stays_until_it_is_answered(self, three: App, clock: FixedClock) -> None:
        session = start(three)
        assert shown(three, session) == shown(three, session) == own(1)
        clock.advance(minutes=90)
        assert shown(three, session) == own(1)

    def test_a_step_that_is_due_comes_before_what_waits(
        self, three: App, clock: FixedClock
    ) -> None:
        session = start(three)
        give(three, session, Rating.AGAIN)
        assert shown(three, session) == own(2)
        clock.advance(minutes=1)
        give(three, session)
        assert shown(three, session) == own(1)

    def test_a_step_is_shown_early_only_when_nothing_else_waits(
        self, three: App, clock: FixedClock
    ) -> None:
        session = start(three)
        given = [give(three, session) for _ in range(3)]
        assert given == [own(1), own(2), own(3)]
        assert shown(three, session) == own(1)
        assert clock.now_ms() < columns(three, own(1), "due_ms")[0]

    def test_not_before_twenty_minutes(self, three: App, clock: FixedClock) -> None:
        three.library.set("learning_steps", "30m")
        session = start(three)
        for _ in range(3):
            give(three, session, Rating.AGAIN)
        following = three.study.next_card(session)
        assert following.card is None
        assert following.waits_until_ms == clock.now_ms() + 30 * 60_000
        clock.advance(minutes=9.9)
        assert shown(three, session) is None
        clock.advance(minutes=0.1)
        assert shown(three, session) == own(1)

    def test_at_the_end_there_is_nothing_more(self, three: App) -> None:
        session = start(three)
        for _ in range(3):
            give(three, session, Rating.EASY)
        following = three.study.next_card(session)
        assert (following.card, following.waits_until_ms) == (None, None)
        assert (following.progress.done, following.progress.left) == (3, 0)

    def test_siblings_leave_the_session_with_the_answer(self, app: App) -> None:
        session = app.study.start()
        while shown(app, session) != card("shadowing"):
            give(app, session, Rating.EASY)
        give(app, session, Rating.EASY)
        rest = []
        while shown(app, session) is not None:
            rest.append(give(app, session, Rating.EASY))
        assert card("shadowing", "reverse") not in rest


class TestProgress:
    """How far it is, in the learner's own time."""

    def test_it_counts_what_is_done_and_left(self, three: App) -> None:
        session = start(three)
        give(three, session)
        progress = three.study.next_card(session).progress
        assert (progress.done, progress.left) == (1, 3)
        assert progress.left_seconds == 2 * 30 + 20

    def test_a_learner_s_own_pace_counts_once_it_is_known(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, own_deck(30))
        for number in range(1, 25):
            app.study.answer(own(number), Rating.EASY, 4_000)
        session = start(app)
        app.library.set("new_per_day", "30")
        app.study.refresh(session)
        assert app.study.next_card(session).progress.left_seconds == 6 * 4.0


class TestWhatHappensMeanwhile:
    """Undo, putting away, other windows."""

    def test_a_card_put_away_makes_room_for_the_next(self, three: App) -> None:
        session = start(three)
        three.study.bury(own(1))
        session.put_away(own(1))
        assert shown(three, session) == own(2)

    def test_an_undone_answer_brings_its_card_back_at_once(self, three: App) -> None:
        session = start(three)
        give(three, session)
        undone = three.undo.undo()
        three.study.refresh(session)
        assert undone.card_id is not None
        session.bring(undone.card_id)
        assert shown(three, session) == own(1)
        assert three.study.card(own(1)).state is State.NEW

    def test_a_card_that_was_suspended_elsewhere_is_left_out(self, three: App) -> None:
        session = start(three)
        assert shown(three, session) == own(1)
        three.study.suspend(own(1))
        three.study.refresh(session)
        assert shown(three, session) == own(2)

    def test_a_session_that_is_left_goes_on_where_it_was(
        self, three: App, clock: FixedClock
    ) -> None:
        give(three, start(three), Rating.AGAIN)
        clock.advance(minutes=2)
        later = start(three)
        assert shown(three, later) == own(1)

    def test_an_answer_that_fails_leaves_the_session_as_it_was(
        self, three: App, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = start(three)

        def fail(*_: object) -> None:
            raise OSError

        with monkeypatch.context() as patch:
            patch.setattr("flashcards.services.studying.service.review_log.append", fail)
            with pytest.raises(OSError):
                give(three, session)
        assert shown(three, session) == own(1)
        assert session.done == 0
        assert rows(three, "SELECT * FROM review") == []


class TestLearningMore:
    """Some cards beyond the day's limit."""

    def test_the_extra_cards_come_and_no_more(self, app: App) -> None:
        import_text(app, own_deck(20))
        app.library.set("new_per_day", "2")
        session = start(app)
        while shown(app, session) is not None:
            give(app, session, Rating.EASY)
        assert session.done == 2
        more = start(app, extra_new=5)
        while shown(app, more) is not None:
            give(app, more, Rating.EASY)
            app.study.refresh(more)
        assert more.done == 5

    def test_once_more_brings_as_many_again(self, app: App) -> None:
        import_text(app, own_deck(20))
        app.library.set("new_per_day", "2")
        learned = []
        for _ in range(3):
            more = start(app, extra_new=5)
            while shown(app, more) is not None:
                learned.append(give(app, more, Rating.EASY))
                app.study.refresh(more)
        assert len(learned) == 7 + 5 + 5


def test_a_relearned_card_comes_back_in_the_same_session(app: App, clock: FixedClock) -> None:
    import_text(app, own_deck(1))
    learn(app, clock, own(1))
    clock.advance(days=60)
    session = start(app)
    assert give(app, session, Rating.AGAIN) == own(1)
    clock.advance(minutes=10)
    assert give(app, session) == own(1)
    assert shown(app, session) is None
    answer(app, own(1))
