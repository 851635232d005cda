"""The log is the truth: whatever is cached of it can be made anew, in whatever order it came."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating, Review, ReviewKind, State, payload_text
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.services.scheduling.rebuild import rebuild, recount_days, replayed
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage import review_log
from flashcards.storage.card_rows import load_card
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    learn,
    make_due,
    note,
    rows,
    session_cards,
    today,
    value,
)

VARIABLE = card("variable")
OTHER_DEVICE = 99


def rebuilt(app: App) -> int:
    with app.database.write("setup", "Rebuild") as operation:
        return rebuild(operation, SchedulerSource())


def studied(app: App, clock: FixedClock, seed: int, answers: int = 60) -> None:
    """Study some weeks, with lapses, undone answers and missed days."""
    dice = random.Random(seed)
    app.library.set("new_per_day", "100")
    for _ in range(answers):
        chosen = dice.choice(session_cards(app) or [card("break")])
        answer(app, chosen, dice.choice(list(Rating)), seconds=dice.randint(1, 30))
        if dice.random() < 0.2:
            app.undo.undo()
        if dice.random() < 0.1 and chosen != card("break"):
            app.study.suspend(chosen, on=dice.random() < 0.7)
        clock.advance(minutes=dice.choice([0.5, 5, 12, 60 * 24, 60 * 24 * 6]))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_weeks_of_study_nothing_is_to_be_rebuilt(
    app: App, clock: FixedClock, seed: int
) -> None:
    studied(app, clock, seed)
    before = content(app)
    assert rebuilt(app) == 0
    assert content(app) == before
    assert_caches_agree(app)


def test_new_parameters_change_memory_but_no_due_date(app: App, clock: FixedClock) -> None:
    studied(app, clock, 5)
    due = rows(app, "SELECT id, due_day, due_ms, reps, lapses FROM card ORDER BY id")
    stable = rows(app, "SELECT id, round(stability, 9), mastered_until_ms FROM card ORDER BY id")
    parameters = [value * 1.2 if n < 4 else value for n, value in enumerate(DEFAULT_PARAMETERS)]
    app.library.set("parameters", " ".join(map(str, parameters)))
    assert rows(app, "SELECT id, due_day, due_ms, reps, lapses FROM card ORDER BY id") == due
    changed = rows(app, "SELECT id, round(stability, 9), mastered_until_ms FROM card ORDER BY id")
    assert changed != stable
    assert_caches_agree(app)
    app.undo.undo()
    assert (
        rows(app, "SELECT id, round(stability, 9), mastered_until_ms FROM card ORDER BY id")
        == stable
    )
    assert_caches_agree(app)


@pytest.mark.parametrize("key", ["learning_steps", "relearning_steps"])
@pytest.mark.parametrize("steps", ["", "1m", "1m 10m 1h 3h"])
def test_other_steps_leave_no_difference_to_the_log(
    app: App, clock: FixedClock, key: str, steps: str
) -> None:
    answer(app, VARIABLE)
    learn(app, clock, card("while"))
    make_due(app, card("while"), clock)
    answer(app, card("while"), Rating.AGAIN)
    before = content(app)
    app.library.set(key, steps)
    assert_caches_agree(app)
    assert columns(app, VARIABLE, "state", "queue") == (1, 1)
    assert columns(app, card("while"), "state", "queue") == (3, 1)
    app.undo.undo()
    assert content(app) == before
    app.undo.redo()
    clock.advance(minutes=10)
    for card_id in (VARIABLE, card("while")):
        answer(app, card_id)
    assert_caches_agree(app)


class TestLogsOfTwoComputers:
    """They are merged by union, replayed by id."""

    def elsewhere(self, app: App, clock: FixedClock, count: int = 3) -> list[Review]:
        """Answers to one card as another computer would have logged them."""
        with app.database.write("setup", "Elsewhere") as operation:
            scheduler = SchedulerSource().scheduler(operation)
            stored = load_card(operation, VARIABLE)
            assert stored is not None
            schedule, made = stored.schedule, []
            for number in range(count):
                now_ms = clock.now_ms() + number * 10 * 86_400_000
                before = schedule.state
                schedule = scheduler.answer(schedule, Rating.GOOD, now_ms).schedule
                made.append(
                    Review(
                        id=operation.ids.next_id() + number,
                        card_id=VARIABLE,
                        device_id=OTHER_DEVICE,
                        kind=ReviewKind.REVIEW,
                        rating=Rating.GOOD,
                        time_ms=now_ms,
                        study_day=scheduler.calendar.day(now_ms),
                        due_day=schedule.due_day,
                        due_ms=schedule.due_ms,
                        duration_ms=4_000,
                        payload=payload_text({"state": int(before)}),
                    )
                )
        return made

    def merge(self, app: App, reviews: list[Review]) -> None:
        with app.database.write("merge", "Merge") as operation:
            review_log.append_all(operation, reviews)
            rebuild(operation, SchedulerSource())

    def test_in_whatever_order_they_come(self, app: App, clock: FixedClock) -> None:
        reviews = self.elsewhere(app, clock)
        self.merge(app, reviews[::-1])
        assert columns(app, VARIABLE, "reps") == (3,)
        assert_caches_agree(app)

    def test_merging_twice_changes_nothing(self, app: App, clock: FixedClock) -> None:
        reviews = self.elsewhere(app, clock)
        self.merge(app, reviews)
        before = content(app)
        self.merge(app, reviews[1:] + reviews)
        assert content(app) == before
        assert value(app, "SELECT count(*) FROM review") == 3

    def test_a_retraction_from_elsewhere_counts(self, app: App, clock: FixedClock) -> None:
        answer(app, VARIABLE, seconds=5)
        before = content(app)
        answer(app, VARIABLE, seconds=5)
        last = value(app, "SELECT max(id) FROM review")
        with app.database.write("setup", "Id") as operation:
            identifier = operation.ids.next_id()
        retraction = Review(
            id=identifier,
            card_id=VARIABLE,
            device_id=OTHER_DEVICE,
            kind=ReviewKind.RETRACTION,
            target=last,
            time_ms=clock.now_ms(),
            study_day=today(clock),
        )
        self.merge(app, [retraction])
        assert content(app) == before

    def test_a_card_that_is_not_here_is_kept_in_the_log(self, app: App, clock: FixedClock) -> None:
        (review,) = self.elsewhere(app, clock, 1)
        self.merge(app, [replace(review, card_id=5)])
        assert value(app, "SELECT count(*) FROM review WHERE card_id = 5") == 1
        assert columns(app, VARIABLE, "reps") == (0,)


class TestRowsThatAreNoAnswers:
    """Cram, reset, set due: they are in the log, and days don't count them."""

    def append(self, app: App, **facts: object) -> None:
        with app.database.write("manual", "Manual") as operation:
            day = SchedulerSource().calendar(operation).day(operation.now_ms)
            row = Review(
                id=operation.ids.next_id(),
                card_id=VARIABLE,
                device_id=operation.device_id,
                time_ms=operation.now_ms,
                study_day=day,
                **facts,  # type: ignore[arg-type]
            )
            review_log.append(operation, row)
            rebuild(operation, SchedulerSource())

    def test_a_crammed_card_keeps_its_schedule(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        before = content(app)
        self.append(app, kind=ReviewKind.CRAM, rating=Rating.AGAIN, duration_ms=3_000)
        assert content(app) == before

    def test_a_reset_card_is_new_and_its_days_stay(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        days = content(app)["study_day"]
        self.append(app, kind=ReviewKind.RESET)
        assert columns(app, VARIABLE, "state", "queue", "reps", "stability") == (0, 0, 0, None)
        assert content(app)["study_day"] == days
        assert_caches_agree(app)

    def test_a_due_date_that_was_set_is_the_due_date(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE)
        self.append(app, kind=ReviewKind.MANUAL, due_day=today(clock) + 77)
        assert columns(app, VARIABLE, "due_day") == (today(clock) + 77,)
        assert_caches_agree(app)


def test_days_are_counted_from_the_log_alone(app: App, clock: FixedClock) -> None:
    studied(app, clock, 9)
    before = content(app)["study_day"]
    with app.database.write("setup", "Spoil") as operation:
        operation.execute("UPDATE study_day SET reviews = 99, recalled = 99")
        operation.execute("INSERT INTO study_day (day, reviews) VALUES (1, 5)")
        recount_days(operation)
    assert content(app)["study_day"] == before


def test_a_deleted_card_is_replayed_too(app: App, clock: FixedClock) -> None:
    from tests.services.factories import edited

    learn(app, clock, card("scopes", "c2"))
    edited(app, note("scopes"), question="{{c1::one}}")
    with app.database.read() as reader:
        pairs = {a.card_id: (a, b) for a, b in replayed(reader, SchedulerSource())}
    cached, true = pairs[card("scopes", "c2")]
    assert cached == true
    assert cached.state is State.REVIEW
    assert rebuilt(app) == 0
    assert columns(app, card("scopes", "c2"), "queue") == (-3,)
