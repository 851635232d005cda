"""Placing out of what is known: drawing, passing, failing, undoing and taking back."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.roads.placement_view import PlacementTest
from tests.services.factories import answer, assert_caches_agree, card, columns, rows, value


def stage(app: App, number: int) -> int:
    return int(value(app, "SELECT id FROM stage WHERE number = :number", number=number))


def topic(app: App, title: str) -> int:
    return int(value(app, "SELECT id FROM topic WHERE title = :title", title=title))


def placements(app: App) -> int:
    return int(value(app, "SELECT count(*) FROM review WHERE kind = 'placement'"))


@pytest.fixture
def test_of_basics(app: App) -> PlacementTest:
    return app.placement.draw(stage(app, 1))


class TestDrawing:
    def test_it_asks_new_cards_of_the_stage_and_ten_in_twelve_pass(self, app: App) -> None:
        test = app.placement.draw(stage(app, 1))
        assert test.title == "Basics"
        assert len(test.card_ids) == len(set(test.card_ids)) == 9
        assert (test.needed, test.cards) == (8, 9)

    def test_a_topic_is_asked_with_four_and_all_have_to_be_known(self, app: App) -> None:
        test = app.placement.draw(stage(app, 1), topic(app, "Variables"))
        assert (len(test.card_ids), test.needed, test.cards) == (4, 4, 7)

    def test_the_same_seed_draws_the_same(self, app: App) -> None:
        first = app.placement.draw(stage(app, 1), seed=3)
        assert app.placement.draw(stage(app, 1), seed=3) == first

    def test_every_topic_is_asked(self, app: App) -> None:
        asked = app.placement.draw(stage(app, 1)).card_ids
        assert {columns(app, each, "topic_id")[0] for each in asked} == {
            topic(app, "Variables"),
            topic(app, "Loops"),
        }

    def test_a_card_that_was_met_is_not_asked(self, app: App) -> None:
        answer(app, card("variable"))
        assert card("variable") not in app.placement.draw(stage(app, 1)).card_ids

    def test_with_nothing_new_left_it_says_so(self, app: App) -> None:
        test = app.placement.draw(stage(app, 1))
        app.placement.finish(test, test.card_ids)
        with pytest.raises(InvalidValueError, match="Basics has no new cards left"):
            app.placement.draw(stage(app, 1))

    def test_a_stage_or_topic_of_another_road_is_none(self, app: App) -> None:
        with pytest.raises(NotFoundError):
            app.placement.draw(1)
        with pytest.raises(NotFoundError):
            app.placement.draw(stage(app, 1), topic(app, "Git"))


class TestFinishing:
    def test_passing_gives_all_but_the_missed_long_intervals(
        self, app: App, test_of_basics: PlacementTest, clock: FixedClock
    ) -> None:
        *known, missed = test_of_basics.card_ids
        done = app.placement.finish(test_of_basics, known)
        assert (done.passed, done.known, done.asked, done.placed) == (True, 8, 9, 8)
        assert 18 <= done.first_days <= done.last_days <= 84
        assert columns(app, missed, "state") == (0,)
        assert all(columns(app, each, "state") == (2,) for each in known)
        assert len({columns(app, each, "due_day") for each in known}) > 1
        assert_caches_agree(app)

    def test_the_stage_is_placed_out_and_counts_as_mastered(
        self, app: App, test_of_basics: PlacementTest
    ) -> None:
        app.placement.finish(test_of_basics, test_of_basics.card_ids)
        first, second, _ = app.roadmaps.road().stages
        assert first.today.state == "placed_out"
        assert first.today.mastery == 1.0
        assert not second.locked

    def test_failing_changes_nothing(self, app: App, test_of_basics: PlacementTest) -> None:
        done = app.placement.finish(test_of_basics, test_of_basics.card_ids[:7])
        assert not done.passed
        assert done.changes.operation is None
        assert placements(app) == 0

    def test_a_topic_places_its_cards_and_not_the_stage(self, app: App) -> None:
        test = app.placement.draw(stage(app, 1), topic(app, "Loops"))
        done = app.placement.finish(test, test.card_ids)
        assert done.placed == 2
        assert value(app, "SELECT placed_out_ms FROM stage WHERE number = 1") is None

    def test_undo_and_redo_bring_all_of_it(self, app: App, test_of_basics: PlacementTest) -> None:
        app.placement.finish(test_of_basics, test_of_basics.card_ids)
        app.undo.undo()
        assert all(columns(app, each, "state") == (0,) for each in test_of_basics.card_ids)
        assert value(app, "SELECT placed_out_ms FROM stage WHERE number = 1") is None
        assert_caches_agree(app)
        app.undo.redo()
        assert all(columns(app, each, "state") == (2,) for each in test_of_basics.card_ids)
        assert_caches_agree(app)
        app.undo.undo()
        assert all(columns(app, each, "state") == (0,) for each in test_of_basics.card_ids)
        assert_caches_agree(app)


class TestTakingBack:
    def test_later_it_makes_the_cards_new_again_but_for_those_that_were_reviewed(
        self, app: App, test_of_basics: PlacementTest, clock: FixedClock
    ) -> None:
        app.placement.finish(test_of_basics, test_of_basics.card_ids)
        reviewed, *others = test_of_basics.card_ids
        clock.advance(days=90)
        answer(app, reviewed)
        app.placement.take_back(stage(app, 1))
        assert columns(app, reviewed, "state") == (2,)
        assert all(columns(app, each, "state") == (0,) for each in others)
        assert app.roadmaps.road().stages[0].today.state != "placed_out"
        assert_caches_agree(app)

    def test_undo_places_them_out_again(self, app: App, test_of_basics: PlacementTest) -> None:
        app.placement.finish(test_of_basics, test_of_basics.card_ids)
        app.placement.take_back(stage(app, 1))
        app.undo.undo()
        assert all(columns(app, each, "state") == (2,) for each in test_of_basics.card_ids)
        assert app.roadmaps.road().stages[0].today.state == "placed_out"
        assert_caches_agree(app)

    def test_what_was_not_placed_stays_as_it_is(self, app: App) -> None:
        before = rows(app, "SELECT count(*) FROM review")
        changes = app.placement.take_back(stage(app, 1))
        assert changes.operation is None
        assert rows(app, "SELECT count(*) FROM review") == before
