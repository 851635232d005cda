"""Today's numbers, each against a plain count over all cards."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.services.studying.first_look import first_look
from flashcards.services.studying.today import STRIP_DAYS
from flashcards.services.studying.today_view import StationState, Today
from tests.services.factories import (
    answer,
    card,
    columns,
    import_text,
    learn,
    make_due,
    own_deck,
    rows,
    session_cards,
    today,
)

NOW = parse_moment("2026-11-24T09:00:00Z")
DAY = 20_781


@dataclass(frozen=True)
class Facts:
    """A card as a person would write it down."""

    id: int
    note: int
    topic: int | None
    deck_own: bool
    state: State
    waits: bool
    buried: bool
    chosen: bool
    due_day: int
    stability: float
    last_ms: int
    mastered: bool
    due_ms: int


@pytest.fixture(scope="module")
def library(
    pristine_small: Path, small_decks: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """A small library with an own deck; each example writes its cards anew."""
    folder = Path(shutil.copytree(pristine_small, tmp_path_factory.mktemp("today") / "library"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: small_decks)
        app = bootstrap(folder, clock=FixedClock(NOW))
    text = own_deck(4) + "\n### {{c1::Five}} {{c2::six}} {#five .cloze}\n\nx\n"
    import_text(app, text)
    yield app
    app.close()


@st.composite
def card_rows(draw: st.DrawFn) -> dict[str, Any]:
    """What a card's row may hold."""
    state = draw(st.sampled_from(State))
    seen = state is not State.NEW
    steps = state in (State.LEARNING, State.RELEARNING)
    suspended = draw(st.integers(0, 5)) == 0
    queue = {State.NEW: 0, State.REVIEW: 2}.get(state, 1)
    last_ms = NOW - draw(st.integers(1, 90 * MS_PER_DAY))
    stability = draw(st.floats(0.1, 400))
    return {
        "state": int(state),
        "queue": -1 if suspended else queue,
        "suspended": int(suspended),
        "step": 0 if steps else None,
        "stability": stability if seen else None,
        "difficulty": 5.0 if seen else None,
        "last_review_ms": last_ms if seen else None,
        "last_study_day": DAY - 1 if seen else None,
        "due_day": DAY + draw(st.integers(-5, 3)) if state is State.REVIEW else None,
        "due_ms": NOW + draw(st.integers(-600_000, 3_600_000)) if steps else None,
        "mastered_until_ms": NOW + draw(st.integers(-5, 5)) if seen else None,
        "buried_day": draw(st.sampled_from([None, None, None, DAY, DAY - 1])),
    }


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Any]:
    """The cards, the settings and what was done today."""
    return {
        "cards": draw(st.lists(card_rows(), min_size=20, max_size=20)),
        "new_per_day": draw(st.integers(0, 9)),
        "reviews_per_day": draw(st.sampled_from([0, 2, 5, 200])),
        "siblings": draw(st.sampled_from(["on", "off"])),
        "track": draw(st.sampled_from(["python", "node", "python node"])),
        "opened": draw(st.lists(st.booleans(), min_size=3, max_size=3)),
        "done": draw(st.tuples(st.integers(0, 4), st.integers(0, 4))),
    }


def write(app: App, wanted: dict[str, Any]) -> None:
    for key in ("new_per_day", "reviews_per_day", "track"):
        app.library.set(key, str(wanted[key]))
    app.library.set("bury_siblings", wanted["siblings"])
    ids = [row[0] for row in rows(app, "SELECT id FROM card ORDER BY id")]
    stages = [row[0] for row in rows(app, "SELECT id FROM stage ORDER BY position")]
    with app.database.write("setup", "Example") as operation:
        for card_id, columns_ in zip(ids, wanted["cards"] * 2, strict=False):
            assignments = ", ".join(f"{name} = :{name}" for name in columns_)
            operation.execute(
                f"UPDATE card SET {assignments} WHERE id = :id", id=card_id, **columns_
            )
        for stage, opened in zip(stages, wanted["opened"], strict=True):
            operation.execute(
                "UPDATE stage SET opened_ms = :ms WHERE id = :id",
                ms=NOW if opened else None,
                id=stage,
            )
        operation.execute("DELETE FROM study_day")
        operation.execute(
            "INSERT INTO study_day (day, reviews, introduced, due_reviews) "
            "VALUES (:day, 9, :new, :due)",
            day=DAY, new=wanted["done"][0], due=wanted["done"][1],
        )  # fmt: skip


def facts(app: App, tracks: list[str]) -> list[Facts]:
    found = rows(
        app,
        "SELECT c.id, c.note_id, c.topic_id, d.origin, c.state, c.suspended, c.buried_day, "
        "c.track, c.due_day, c.stability, c.last_review_ms, c.mastered_until_ms, c.due_ms "
        "FROM card c JOIN deck d ON d.id = c.deck_id",
    )
    return [
        Facts(
            id=row[0], note=row[1], topic=row[2], deck_own=row[3] == "file", state=State(row[4]),
            waits=not row[5], buried=row[6] == DAY, chosen=row[7] is None or row[7] in tracks,
            due_day=row[8] or 0, stability=row[9] or 1.0, last_ms=row[10] or 0,
            mastered=row[4] == State.REVIEW and (row[11] or 0) >= NOW, due_ms=row[12] or 0,
        )
        for row in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """The numbers of Today that can be counted by hand."""

    due: int
    new: int
    backlog: int
    tomorrow: int
    new_available: bool
    due_by_stage: list[int]


def expected(app: App, wanted: dict[str, Any]) -> Expected:
    cards = [c for c in facts(app, wanted["track"].split()) if c.waits and c.chosen]
    apart = wanted["siblings"] == "on"
    road = app.roadmaps.view().stages
    stage_of = dict(
        rows(app, "SELECT l.topic_id, s.number FROM topic_link l JOIN stage s ON s.id = l.stage_id")
    )
    shown = [c for c in cards if not c.buried]
    learning = [c for c in shown if c.state in (State.LEARNING, State.RELEARNING)]
    waiting = [c for c in shown if c.state is State.REVIEW and c.due_day <= DAY]
    left = max(0, wanted["reviews_per_day"] - wanted["done"][1])
    busy = {c.note for c in learning} if apart else set()
    candidates = {c.note if apart else c.id for c in waiting if c.note not in busy}
    reviews = min(left, len(candidates))
    open_numbers = {line.number for line in road if line.unlocked}
    fresh = [
        c for c in cards
        if c.state is State.NEW and (c.deck_own or stage_of.get(c.topic or 0) in open_numbers)
    ]  # fmt: skip
    soon = [c for c in learning if c.due_ms <= NOW + 20 * 60_000]
    due = reviews + len(soon)
    asked = session_cards(app)
    by_id = {c.id: c for c in cards}
    asked_reviews = {by_id[i].note for i in asked if by_id[i].state is State.REVIEW}
    taken = busy | asked_reviews if apart else set()
    can_be_met = {c.note if apart else c.id for c in fresh if not c.buried and c.note not in taken}
    new_left = max(0, wanted["new_per_day"] - wanted["done"][0])
    new = min(new_left, len(can_be_met))
    met_today = {i for i in asked if by_id[i].state is State.NEW}
    later = {c.note if apart else c.id for c in fresh if c.id not in met_today}
    overdue = sum(c.state is State.REVIEW and c.due_day <= DAY for c in cards)
    next_day = sum(c.state is State.REVIEW and c.due_day == DAY + 1 for c in cards)
    tomorrow = min(wanted["reviews_per_day"], overdue - reviews + next_day)
    numbers = Counter(
        stage_of.get(c.topic or 0)
        for c in (*soon, *(by_id[i] for i in asked if by_id[i].state is State.REVIEW))
    )
    return Expected(
        due=due,
        new=new,
        backlog=len(waiting) + len(soon) if len(waiting) > left else 0,
        tomorrow=tomorrow + min(wanted["new_per_day"], len(later)),
        new_available=len(can_be_met) > new,
        due_by_stage=[numbers[line.number] for line in road],
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(wanted=libraries())
def test_today_is_what_a_plain_count_says(library: App, wanted: dict[str, Any]) -> None:
    write(library, wanted)
    found = library.library.today()
    by_hand = expected(library, wanted)
    assert (found.due, found.new) == (by_hand.due, by_hand.new)
    assert [stage.due for stage in found.stages] == by_hand.due_by_stage
    assert sum(stage.due for stage in found.stages) + found.other_due == found.due
    assert sum(stage.new for stage in found.stages) + found.other_new == found.new
    assert found.backlog == by_hand.backlog
    assert found.tomorrow == by_hand.tomorrow
    assert found.new_available == by_hand.new_available
    assert found.seconds == pytest.approx(found.due_seconds + found.new_seconds)
    cards = facts(library, wanted["track"].split())
    assert found.total_cards == len(cards)
    assert found.seen == sum(c.state is not State.NEW for c in cards)
    assert first_look(library.folder.path, library.clock) == found


@settings(max_examples=20, deadline=None, derandomize=True)
@given(wanted=libraries())
def test_stages_and_weak_topics_are_what_a_plain_count_says(
    library: App, wanted: dict[str, Any]
) -> None:
    write(library, wanted)
    found = library.library.today()
    stage_of = dict(
        rows(
            library,
            "SELECT l.topic_id, s.number FROM topic_link l JOIN stage s ON s.id = l.stage_id",
        )
    )
    cards = [c for c in facts(library, wanted["track"].split()) if c.waits and c.chosen]
    for stage in found.stages:
        own = [c for c in cards if stage_of.get(c.topic or 0) == stage.number]
        assert stage.cards == len(own)
        assert stage.mastery == pytest.approx(sum(c.mastered for c in own) / max(1, len(own)))
    recalls: dict[int, list[float]] = {}
    for c in cards:
        if c.state is not State.NEW and c.topic in stage_of:
            elapsed = (NOW - c.last_ms) / MS_PER_DAY
            recall = retrievability(c.stability, elapsed, DEFAULT_PARAMETERS[DECAY])
            recalls.setdefault(c.topic or 0, []).append(recall)
    means = sorted(sum(r) / len(r) for r in recalls.values() if len(r) >= 3)[:4]
    assert [weak.recall for weak in found.weakest] == pytest.approx(means)


class TestTheRoad:
    """Stations, their states and their names."""

    def test_a_fresh_library(self, app: App, clock: FixedClock) -> None:
        found = app.library.today()
        assert (found.day, found.roadmap_title) == (today(clock), "Small road")
        assert [stage.state for stage in found.stages] == [
            StationState.OPEN, StationState.LOCKED, StationState.LOCKED,
        ]  # fmt: skip
        assert found.stages[1].reason.startswith("opens when Basics")
        assert found.stages[2].optional
        assert (found.due, found.new, found.seen, found.streak) == (0, 7, 0, 0)
        assert found.tip in ("Read the plan of a slow query", "Commit small steps")

    def test_a_mastered_stage(self, app: App, clock: FixedClock) -> None:
        app.roadmaps.open_stage("3")
        while app.library.today().stages[2].mastery < 1:
            answer(app, card("commit"), Rating.EASY)
            make_due(app, card("commit"), clock)
        assert app.library.today().stages[2].state is StationState.MASTERED

    def test_another_tip_each_day(self, app: App, clock: FixedClock) -> None:
        first = app.library.today().tip
        clock.advance(days=1)
        assert app.library.today().tip != first

    def test_a_library_without_any_card(self, app: App) -> None:
        with app.database.write("setup", "Empty") as operation:
            operation.execute("UPDATE card SET queue = -3, deleted_by = 1")
            operation.execute("UPDATE roadmap SET deleted_by = 1")
        found = app.library.today()
        assert (found.total_cards, found.seen, found.due, found.new) == (0, 0, 0, 0)
        assert (found.stages, found.weakest, found.tip) == ((), (), "")


class TestDays:
    """The strip, the streak, what was done."""

    def study(self, app: App, clock: FixedClock, *gaps: int) -> Today:
        import_text(app, own_deck(len(gaps) + 1))
        for number, gap in enumerate(gaps, 1):
            answer(app, card(f"n{number}", namespace="own"), Rating.EASY, seconds=30)
            clock.advance(days=gap)
        return app.library.today()

    def test_days_in_a_row(self, app: App, clock: FixedClock) -> None:
        found = self.study(app, clock, 1, 1, 0)
        assert (found.streak, found.longest_streak) == (3, 3)

    def test_yesterday_still_counts_while_today_is_young(self, app: App, clock: FixedClock) -> None:
        found = self.study(app, clock, 1, 1)
        assert (found.streak, found.longest_streak) == (2, 2)

    def test_a_missed_day_ends_it_and_the_longest_stays(self, app: App, clock: FixedClock) -> None:
        found = self.study(app, clock, 1, 1, 3, 0)
        assert (found.streak, found.longest_streak) == (1, 3)

    def test_an_undone_day_was_none(self, app: App, clock: FixedClock) -> None:
        self.study(app, clock, 0)
        app.undo.undo()
        found = app.library.today()
        assert (found.streak, found.new_done, found.done_seconds) == (0, 0, 0.0)
        assert not any(day.seconds for day in found.days)

    def test_the_strip_has_eight_weeks_and_ends_today(self, app: App, clock: FixedClock) -> None:
        found = self.study(app, clock, 2, 0)
        assert len(found.days) == STRIP_DAYS
        assert [day.seconds for day in found.days[-3:]] == [30.0, 0.0, 30.0]
        assert found.days[-1].day == today(clock)

    def test_what_was_done_today(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("variable"))
        make_due(app, card("variable"), clock)
        answer(app, card("variable"), seconds=12)
        answer(app, card("constant"), seconds=20)
        found = app.library.today()
        assert (found.due_done, found.new_done, found.done_seconds) == (1, 1, 32.0)


def test_a_step_that_can_be_asked_early_counts_as_due(app: App, clock: FixedClock) -> None:
    before = app.library.today()
    answer(app, card("variable"), Rating.AGAIN)
    found = app.library.today()
    assert (found.due, found.next_due_ms) == (before.due + 1, None)


def test_a_step_that_is_further_off_is_told_and_not_counted(app: App, clock: FixedClock) -> None:
    app.library.set("learn_ahead_minutes", "0")
    before = app.library.today()
    answer(app, card("variable"), Rating.AGAIN)
    found = app.library.today()
    assert (found.due, found.next_due_ms) == (before.due, clock.now_ms() + 60_000)


def test_a_buried_review_is_tomorrow_s(app: App, clock: FixedClock) -> None:
    app.library.set("new_per_day", "0")
    learn(app, clock, card("variable"))
    make_due(app, card("variable"), clock)
    app.study.bury(card("variable"))
    found = app.library.today()
    assert (found.due, found.tomorrow) == (0, 1)


def test_siblings_that_wait_for_each_other_are_no_backlog(app: App, clock: FixedClock) -> None:
    learn(app, clock, card("scopes", "c1"), card("scopes", "c2"))
    clock.advance(days=100)
    assert (app.library.today().due, app.library.today().backlog) == (1, 0)


def test_another_day_begins_at_the_hour_that_is_set(app: App, clock: FixedClock) -> None:
    found = app.library.today().day
    app.library.set("rollover_hour", "10")
    assert app.library.today().day == found - 1
    assert first_look(app.folder.path, clock) == app.library.today()
    assert columns(app, card("variable"), "reps") == (0,)
