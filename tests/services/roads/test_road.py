"""The road with recall now, weak topics, and when the next stage opens."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import NotFoundError
from tests.services.factories import answer, card, import_text, learn


def test_a_fresh_road(app: App) -> None:
    road = app.roadmaps.road()
    assert road.title == "Small road"
    assert road.mastery == 0.0
    assert [stage.locked for stage in road.stages] == [False, True, True]
    first = road.stages[0]
    assert (first.seen, first.recall) == (0, None)
    assert first.goal == "Know the words."
    assert [(topic.title, topic.cards, topic.seen) for topic in first.topics] == [
        ("Variables", 7, 0),
        ("Loops", 2, 0),
    ]


def test_recall_falls_and_a_topic_becomes_weak(app: App, clock: FixedClock) -> None:
    learn(app, clock, card("while"), card("break"), rating=Rating.GOOD)
    loops = app.roadmaps.road().stages[0].topics[1]
    assert loops.recall == pytest.approx(1.0, abs=0.01)
    assert not loops.weak
    clock.advance(days=30)
    road = app.roadmaps.road()
    loops = road.stages[0].topics[1]
    assert loops.recall is not None
    assert loops.recall < 0.8
    assert loops.weak
    assert road.stages[0].recall == pytest.approx(loops.recall)


def test_the_next_stage_opens_at_the_pace_of_the_fortnight(app: App, clock: FixedClock) -> None:
    road = app.roadmaps.road()
    assert road.new_a_day == 12
    soon = road.stages[1].opens_in_days
    assert road.stages[0].opens_in_days == 0
    assert soon is not None
    assert 1 <= soon <= 30
    answer(app, card("variable"))
    clock.advance(days=10)
    slower = app.roadmaps.road()
    assert slower.new_a_day == pytest.approx(0.1)
    later = slower.stages[1].opens_in_days
    assert later is not None
    assert later > soon


def test_another_roadmap_can_be_studied_and_the_cards_keep_their_schedule(app: App) -> None:
    import_text(app, "# Mine\n\n1. One\n   - Joins\n2. Two\n   - Loops\n", "road.md")
    roadmaps = {each.title: each for each in app.roadmaps.road().roadmaps}
    other = next(each for each in roadmaps.values() if not each.active)
    app.roadmaps.activate(other.id)
    assert app.roadmaps.road().title == other.title
    app.undo.undo()
    assert app.roadmaps.road().title != other.title


def test_a_roadmap_that_is_gone_cannot_be_chosen(app: App) -> None:
    with pytest.raises(NotFoundError, match="not in the library"):
        app.roadmaps.activate(1)
