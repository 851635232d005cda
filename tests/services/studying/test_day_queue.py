"""Today's cards: how many, which, and in what order."""

from __future__ import annotations

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.review import Rating, Review, ReviewKind
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.day_queue import DayQueue, SessionFilter, build_day_queue
from flashcards.storage import review_log
from flashcards.storage.card_rows import save_schedule
from flashcards.storage.setting_rows import load_settings
from tests.services.factories import (
    answer,
    card,
    columns,
    deck_text,
    import_text,
    learn,
    make_due,
    own_deck,
    rows,
    session_cards,
    today,
)


def queue(app: App, **wanted: object) -> DayQueue:
    with app.database.read() as reader:
        settings = load_settings(reader)
        calendar = StudyCalendar(rollover_hour=settings.rollover_hour)
        now_ms = app.clock.now_ms()
        return build_day_queue(reader, settings, calendar, now_ms, SessionFilter(**wanted))  # type: ignore[arg-type]


def own(number: int) -> int:
    return card(f"n{number}", namespace="own")


def put_off(app: App, card_id: int, due_day: int) -> None:
    """Write a log row that says when a card that was never learned is to be met."""
    with app.database.write("manual", "Set due") as operation:
        schedulers = SchedulerSource()
        row = Review(
            id=operation.ids.next_id(),
            card_id=card_id,
            device_id=operation.device_id,
            kind=ReviewKind.MANUAL,
            time_ms=operation.now_ms,
            study_day=schedulers.calendar(operation).day(operation.now_ms),
            due_day=due_day,
        )
        review_log.append(operation, row)
        schedule = schedulers.scheduler(operation).replay(card_id, [row])
        save_schedule(operation, schedule, None)


class TestNewCards:
    """How many a day, and which."""

    def test_twelve_a_day(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(30))
        assert len(queue(app).new) == 12
        for number in range(1, 6):
            answer(app, own(number))
        assert len(queue(app).new) == 7
        clock.advance(days=1)
        assert len(queue(app).new) == 12

    def test_none_where_the_learner_wants_none(self, app: App) -> None:
        app.library.set("new_per_day", "0")
        assert queue(app).new == ()

    def test_some_more_beyond_the_limit(self, app: App) -> None:
        app.library.set("new_per_day", "2")
        assert len(queue(app).new) == 2
        assert len(queue(app, extra_new=3).new) == 5

    def test_the_road_in_its_order_and_own_decks_by_turns(self, app: App) -> None:
        import_text(app, own_deck(3))
        app.library.set("new_per_day", "6")
        assert session_cards(app) == [
            card("variable"), own(1), card("constant"), own(2), card("shadowing"), own(3),
        ]  # fmt: skip

    def test_as_many_as_wanted_even_where_each_note_has_many_cards(self, app: App) -> None:
        text = " ".join(f"{{{{c{n}::{n}}}}}" for n in range(1, 9))
        notes = ((f"{name} {text} {{#{name} .cloze}}", "x") for name in "abcdefghijklmnop")
        import_text(app, deck_text(*notes, title="Own", head="namespace: own"))
        assert len(queue(app, deck="Own").new) == 12
        assert len(queue(app).new) == 12

    def test_a_card_that_was_put_off_is_held_back_until_its_day(
        self, app: App, clock: FixedClock
    ) -> None:
        put_off(app, card("variable"), today(clock) + 3)
        assert columns(app, card("variable"), "state", "queue") == (0, 0)
        for _ in range(3):
            assert card("variable") not in session_cards(app)
            assert card("variable") not in session_cards(app, deck="Basics")
            assert {line.name: line.counts.new for line in app.library.decks()}["Basics"] == 8
            clock.advance(days=1)
        assert card("variable") in session_cards(app)
        assert {line.name: line.counts.new for line in app.library.decks()}["Basics"] == 9


class TestReviews:
    """What is due, and what of it today takes."""

    def learned(self, app: App, clock: FixedClock, count: int) -> None:
        import_text(app, own_deck(count))
        learn(app, clock, *map(own, range(1, count + 1)))

    def test_what_is_due_today_and_what_was_due_before(self, app: App, clock: FixedClock) -> None:
        self.learned(app, clock, 6)
        days = dict(rows(app, "SELECT id, due_day FROM card WHERE queue = 2"))
        for _ in range(12):
            due = {card_id for card_id, day in days.items() if day <= today(clock)}
            assert {item.card_id for item in queue(app).reviews} == due
            clock.advance(days=1)

    def test_at_most_so_many_a_day(self, app: App, clock: FixedClock) -> None:
        self.learned(app, clock, 8)
        clock.advance(days=40)
        app.library.set("reviews_per_day", "5")
        found = queue(app)
        assert (len(found.reviews), found.waiting) == (5, 8)
        for item in found.reviews[:2]:
            answer(app, item.card_id)
        assert len(queue(app).reviews) == 3

    def test_the_limit_takes_those_that_are_nearly_forgotten(
        self, app: App, clock: FixedClock
    ) -> None:
        self.learned(app, clock, 4)
        make_due(app, own(1), clock)
        answer(app, own(1), Rating.EASY)
        clock.advance(days=200)
        app.library.set("reviews_per_day", "3")
        assert own(1) not in {item.card_id for item in queue(app).reviews}

    def test_the_order_is_the_same_all_day_and_another_tomorrow(
        self, app: App, clock: FixedClock
    ) -> None:
        self.learned(app, clock, 8)
        clock.advance(days=40)
        first = [item.card_id for item in queue(app).reviews]
        clock.advance(minutes=100)
        answer(app, first[3])
        assert [item.card_id for item in queue(app).reviews] == first[:3] + first[4:]
        clock.advance(days=1)
        assert [item.card_id for item in queue(app).reviews] != first[:3] + first[4:]

    def test_siblings_that_are_due_together_are_asked_on_two_days(
        self, app: App, clock: FixedClock
    ) -> None:
        pair = {card("scopes", "c1"), card("scopes", "c2")}
        learn(app, clock, *pair)
        clock.advance(days=100)
        assert len(pair & {item.card_id for item in queue(app).reviews}) == 1
        app.library.set("bury_siblings", "off")
        assert pair <= {item.card_id for item in queue(app).reviews}

    def test_new_cards_are_spread_among_reviews(self, app: App, clock: FixedClock) -> None:
        self.learned(app, clock, 8)
        clock.advance(days=40)
        app.library.set("new_per_day", "2")
        states = [int(item.state) for item in queue(app).others]
        assert sorted(states) == [0, 0] + [2] * 8
        assert states.index(0) not in (0, 9)


class TestFilters:
    """A deck, some stages, some tracks."""

    def test_one_deck_and_those_below_it(self, app: App) -> None:
        import_text(app, own_deck(2))
        import_text(app, own_deck(2, title="Own::Inner", first=5).replace("own::inner", "own"))
        import_text(app, own_deck(1, title="Owner", first=9).replace(": owner", ": own"))
        assert session_cards(app, deck="own") == [own(1), own(2), own(5), own(6)]
        assert session_cards(app, deck="Own::inner") == [own(5), own(6)]

    def test_a_name_with_signs_of_the_query_language(self, app: App) -> None:
        import_text(app, own_deck(1, title="100%_done"))
        import_text(app, own_deck(1, title="100x-done::y", first=2))
        assert len(session_cards(app, deck="100%_done")) == 1

    def test_one_stage(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("variable"), card("inner-join"))
        clock.advance(days=100)
        storage = app.roadmaps.view().stages[1]
        asked = session_cards(app, stage_ids=frozenset({storage.id}))
        assert set(asked) == {
            card(name) for name in ("inner-join", "left-join", "index-purpose", "index-cost")
        }

    def test_a_stage_of_no_road_brings_nothing(self, app: App) -> None:
        assert session_cards(app, stage_ids=frozenset({5})) == []

    def test_cards_of_other_tracks_are_left_out(self, app: App, clock: FixedClock) -> None:
        app.library.set("new_per_day", "100")
        assert card("py-print") in session_cards(app)
        assert card("node-print") not in session_cards(app)
        learn(app, clock, card("py-print"))
        app.library.set("track", "node")
        clock.advance(days=100)
        asked = session_cards(app)
        assert card("node-print") in asked
        assert card("py-print") not in asked
        app.library.set("track", "node, python")
        assert {card("node-print"), card("py-print")} <= set(session_cards(app))


def test_decks_are_counted_as_they_are_studied(app: App, clock: FixedClock) -> None:
    learn(app, clock, card("variable"))
    answer(app, card("constant"), Rating.AGAIN)
    app.study.suspend(card("while"))
    app.study.bury(card("break"))
    make_due(app, card("variable"), clock)
    app.study.bury(card("break"))
    counts = {line.name: line.counts for line in app.library.decks()}["Basics"]
    assert (counts.new, counts.learning, counts.due, counts.total) == (5, 1, 1, 10)
