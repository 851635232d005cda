"""How well the seen cards of topics are recalled now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.settings import StudySettings
from flashcards.storage.preset_rows import load_assignments
from flashcards.storage.queue_sql import memory_by_topic
from flashcards.storage.reading import Reader


def recalls_by_topic(
    reader: Reader, settings: StudySettings, topic_ids: Iterable[int], now_ms: int
) -> Mapping[int, list[float]]:
    """The recall predicted for each seen card of these topics, 0 to 1, by topic."""
    found: dict[int, list[float]] = {}
    assignments = load_assignments(reader, settings)
    decays = {key: each.parameters[DECAY] for key, each in assignments.settings.items()}
    rows = memory_by_topic(reader, settings.track, sorted(topic_ids))
    for topic, deck, stability, last_ms in rows:
        decay = decays[assignments.preset(deck, topic)]
        elapsed = max(0, now_ms - last_ms) / MS_PER_DAY
        found.setdefault(topic, []).append(retrievability(stability, elapsed, decay))
    return found
