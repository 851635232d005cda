"""Stages open one after the other, for good, and always by hand."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import NotFoundError
from tests.services.factories import (
    answer,
    card,
    columns,
    import_text,
    make_due,
    operations,
    own_deck,
    rows,
    session_cards,
)

BASICS = [
    card("variable"),
    card("constant"),
    card("shadowing"),
    card("shadowing", "reverse"),
    card("scopes", "c1"),
    card("scopes", "c2"),
    card("py-print"),
    card("while"),
    card("break"),
]


def unlocked(app: App) -> list[bool]:
    return [line.unlocked for line in app.roadmaps.view().stages]


def master(app: App, clock: FixedClock, card_id: int) -> tuple[str, ...]:
    """Answer a card until it counts as mastered; the stages that the last answer opened."""
    opened: tuple[str, ...] = ()
    while (columns(app, card_id, "mastered_until_ms")[0] or 0) < clock.now_ms():
        if columns(app, card_id, "state") != (0,):
            make_due(app, card_id, clock)
        opened = answer(app, card_id, Rating.EASY).opened
    return opened


@pytest.fixture
def ready(app: App, clock: FixedClock) -> App:
    """Four of the nine cards of the first stage are mastered."""
    for card_id in BASICS[:4]:
        master(app, clock, card_id)
        clock.advance(days=1)
    return app


class TestMastery:
    """Half of a stage's cards recalled with 80 % in 30 days."""

    def test_only_the_first_stage_is_open_at_the_start(self, app: App) -> None:
        assert unlocked(app) == [True, False, False]
        reasons = [line.reason for line in app.roadmaps.view().stages]
        assert reasons[0] == "the road starts here"
        assert reasons[1].startswith("opens when Basics reaches 50")

    def test_a_learned_card_is_not_mastered_yet(self, app: App, clock: FixedClock) -> None:
        for _ in range(2):
            answer(app, BASICS[0])
            clock.advance(minutes=10)
        first = app.roadmaps.view().stages[0]
        assert (first.seen, first.mastery) == (1, 0.0)

    def test_the_share_counts_all_cards_of_the_chosen_tracks(self, ready: App) -> None:
        first = ready.roadmaps.view().stages[0]
        assert first.cards == 9
        assert first.mastery == pytest.approx(4 / 9)
        assert [topic.mastery for topic in first.topics] == [pytest.approx(4 / 7), 0.0]
        ready.library.set("track", "python node")
        assert ready.roadmaps.view().stages[0].mastery == pytest.approx(4 / 10)

    def test_the_answer_that_reaches_half_opens_the_next_stage(
        self, ready: App, clock: FixedClock
    ) -> None:
        assert unlocked(ready) == [True, False, False]
        assert master(ready, clock, BASICS[4]) == ("Storage",)
        assert unlocked(ready) == [True, True, False]
        opened = rows(ready, "SELECT title FROM stage WHERE opened_ms = :now", now=clock.now_ms())
        assert opened == [("Storage",)]

    def test_undoing_that_answer_closes_it_again(self, ready: App, clock: FixedClock) -> None:
        master(ready, clock, BASICS[4])
        undone = ready.undo.undo()
        assert undone.changes.roadmaps
        assert unlocked(ready) == [True, False, False]
        ready.undo.redo()
        assert unlocked(ready) == [True, True, False]

    def test_a_stage_that_is_open_stays_open(self, ready: App, clock: FixedClock) -> None:
        master(ready, clock, BASICS[4])
        clock.advance(days=2_000)
        view = ready.roadmaps.view().stages
        assert view[0].mastery == 0.0
        assert (view[1].unlocked, view[1].reason) == (True, "opened before")

    def test_a_stage_that_opened_by_itself_stays_open_once_it_was_studied(
        self, ready: App, clock: FixedClock
    ) -> None:
        for card_id in BASICS[4:7]:
            ready.study.suspend(card_id)
        assert unlocked(ready) == [True, True, False]
        answered = answer(ready, card("inner-join"))
        assert answered.opened == ()
        assert answered.changes.roadmaps
        for card_id in BASICS[4:7]:
            ready.study.suspend(card_id, on=False)
        view = ready.roadmaps.view().stages
        assert (view[1].unlocked, view[1].reason) == (True, "opened before")

    def test_a_locked_stage_does_not_open_by_being_studied(self, ready: App) -> None:
        assert not answer(ready, card("inner-join")).changes.roadmaps
        assert unlocked(ready) == [True, False, False]

    def test_new_cards_come_from_open_stages_only(self, ready: App, clock: FixedClock) -> None:
        ready.library.set("new_per_day", "100")
        storage = {card("inner-join"), card("left-join"), card("index-purpose")}
        assert not storage & set(session_cards(ready))
        master(ready, clock, BASICS[4])
        assert storage <= set(session_cards(ready))

    def test_suspended_cards_do_not_count(self, ready: App, clock: FixedClock) -> None:
        for card_id in BASICS[4:]:
            ready.study.suspend(card_id)
        assert ready.roadmaps.view().stages[0].mastery == 1.0

    def test_an_optional_stage_keeps_nobody_out(self, app: App) -> None:
        text = "# R\n\n1. Tools (Optional)\n   - Git\n2. Basics\n   - Loops\n3. Data\n   - Joins\n"
        import_text(app, text, "road.md")
        assert unlocked(app) == [True, True, False]

    def test_a_stage_without_cards_keeps_nobody_out(self, app: App) -> None:
        text = "# R\n\n1. Cooking\n   - Eggs\n   - Bread\n2. Basics\n   - Loops\n"
        import_text(app, text, "road.md")
        assert unlocked(app) == [True, True]


class TestByHand:
    """Open anyway."""

    @pytest.mark.parametrize("name", ["2", "Storage", " storage "])
    def test_a_locked_stage_can_be_opened(self, app: App, name: str) -> None:
        changes = app.roadmaps.open_stage(name)
        assert changes.roadmaps
        assert unlocked(app) == [True, True, False]

    def test_a_short_title_names_it_too(self, app: App) -> None:
        assert app.roadmaps.open_stage("basics").operation is not None

    def test_opening_an_open_stage_is_no_operation(self, app: App) -> None:
        app.roadmaps.open_stage("2")
        count = operations(app)
        assert app.roadmaps.open_stage("2").operation is None
        assert operations(app) == count

    def test_it_is_undone_like_anything(self, app: App) -> None:
        app.roadmaps.open_stage("2")
        app.undo.undo()
        assert unlocked(app) == [True, False, False]

    @pytest.mark.parametrize("name", ["7", "Knitting", ""])
    def test_a_stage_that_is_not_there_is_named(self, app: App, name: str) -> None:
        with pytest.raises(NotFoundError, match="1 Basics, 2 Storage, 3 Tools"):
            app.roadmaps.open_stage(name)

    def test_an_id_of_no_stage_is_refused(self, app: App) -> None:
        with pytest.raises(NotFoundError):
            app.roadmaps.open_stage_by_id(5)

    def test_gates_can_be_left_out_altogether(self, app: App) -> None:
        app.library.set("gates", "off")
        assert unlocked(app) == [True, True, True]
        app.library.set("new_per_day", "100")
        assert card("commit") in session_cards(app)

    def test_a_locked_stage_can_be_studied_when_it_is_asked_for(self, app: App) -> None:
        storage = app.roadmaps.view().stages[1]
        assert session_cards(app, stage_ids=frozenset({storage.id}))[0] == card("index-purpose")
        answer(app, card("index-purpose"))
        assert not app.roadmaps.view().stages[1].unlocked


def test_a_name_of_no_roadmap_is_told_with_those_that_there_are(app: App) -> None:
    with pytest.raises(NotFoundError, match="Small road"):
        app.roadmaps.view("Knitting")


def test_answers_on_own_decks_open_nothing(app: App, clock: FixedClock) -> None:
    import_text(app, own_deck(1))
    assert master(app, clock, card("n1", namespace="own")) == ()
    assert rows(app, "SELECT count(*) FROM stage WHERE opened_ms IS NOT NULL") == [(0,)]
