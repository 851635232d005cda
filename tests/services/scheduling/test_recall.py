"""How well cards are recalled now, by topic and by note."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.services.scheduling.recall import recalls_by_note, recalls_by_topic
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.services.factories import card, learn, note, value
from tests.services.scheduling.test_presets import OTHER_PARAMETERS, given, stage


def recalls(app: App, clock: FixedClock) -> tuple[float, float]:
    """The recall of one card, by its note and by its topic."""
    own = note("index-purpose")
    topic = int(value(app, "SELECT topic_id FROM note WHERE id = :id", id=own))
    with app.database.read() as reader:
        settings = SchedulerSource().settings(reader)
        (by_note,) = recalls_by_note(reader, settings, {own}, clock.now_ms())[own]
        (by_topic,) = recalls_by_topic(reader, settings, {topic}, clock.now_ms())[topic]
    return by_note, by_topic


def test_a_note_and_its_topic_are_told_alike_under_a_preset_too(
    app: App, clock: FixedClock
) -> None:
    learn(app, clock, card("index-purpose"))
    clock.advance(days=30)
    by_note, by_topic = recalls(app, clock)
    assert 0 < by_note < 1
    assert by_note == pytest.approx(by_topic)
    app.presets.set(given(app, stages=[stage(app, 2)]), "parameters", OTHER_PARAMETERS)
    own, same = recalls(app, clock)
    assert own == pytest.approx(same)
    assert own != pytest.approx(by_note, abs=1e-6)
