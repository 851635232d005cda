"""How well the seen cards of topics and notes are recalled now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.settings import StudySettings
from flashcards.storage.preset_rows import load_assignments
from flashcards.storage.queue_sql import memory_by_topic
from flashcards.storage.reading import Reader, Row, id_list


def recalls_by_topic(
    reader: Reader, settings: StudySettings, topic_ids: Iterable[int], now_ms: int
) -> Mapping[int, list[float]]:
    """The recall predicted for each seen card of these topics, 0 to 1, by topic."""
    rows = memory_by_topic(reader, settings.track, sorted(topic_ids))
    cards = ((topic, deck, topic, stability, last) for topic, deck, stability, last in rows)
    return _grouped(reader, settings, cards, now_ms)


def recalls_by_note(
    reader: Reader, settings: StudySettings, note_ids: Iterable[int], now_ms: int
) -> Mapping[int, list[float]]:
    """The recall predicted for each seen card of these notes, 0 to 1, by note."""
    cards = reader.rows(
        "SELECT c.note_id, n.deck_id, n.topic_id, c.stability, c.last_review_ms FROM card c "
        "JOIN note n ON n.id = c.note_id WHERE c.queue > 0 AND c.stability IS NOT NULL "
        f"AND c.note_id IN ({id_list(sorted(note_ids))})"
    )
    return _grouped(reader, settings, cards, now_ms)


def _grouped(
    reader: Reader, settings: StudySettings, cards: Iterable[Row], now_ms: int
) -> Mapping[int, list[float]]:
    """By key, of (key, deck, topic, stability, last review) rows; each by its own preset."""
    found: dict[int, list[float]] = {}
    assignments = load_assignments(reader, settings)
    decays = {key: each.parameters[DECAY] for key, each in assignments.settings.items()}
    for key, deck, topic, stability, last_ms in cards:
        decay = decays[assignments.preset(deck, topic)]
        elapsed = max(0, now_ms - last_ms) / MS_PER_DAY
        found.setdefault(key, []).append(retrievability(stability, elapsed, decay))
    return found
