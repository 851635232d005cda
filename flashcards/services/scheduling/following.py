"""Brings memory states in line when cards come to follow other settings.

That happens when a preset is changed or given to other decks and stages, when cards are moved to
another deck, when a roadmap brings topics to a stage, and when any of it is undone. Due dates stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flashcards.domain.review import State
from flashcards.services.scheduling.rebuild import replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.settings import StudySettings
from flashcards.storage.preset_rows import Assignments
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

# From so many cards on reading the whole log once is quicker than theirs one after the other.
_MANY = 2_000
_MOVED = (
    "SELECT DISTINCT CAST(entity_id AS INTEGER) FROM change WHERE operation_id = :id "
    "AND entity = 'card' AND field IN ('deck_id', 'topic_id')"
)


@contextmanager
def followed(
    operation: Operation, schedulers: SchedulerSource, recorded_by: int | None = None
) -> Iterator[None]:
    """Bring the cards in line that follow other settings when the block ends.

    ``recorded_by``: the operation whose changes tell which cards were moved, if not this one.
    """
    before = schedulers.assignments(operation)
    yield
    after = schedulers.assignments(operation)
    if before.plain and after.plain:
        return
    remembered, stepping = _affected(operation, before, after)
    moved = operation.rows(_MOVED, id=recorded_by or operation.id)
    replay_cards(operation, schedulers, sorted({*stepping, *(row[0] for row in moved)}))
    if len(remembered) < _MANY:
        replay_cards(operation, schedulers, remembered)
        return
    # numpy, for which a card that is answered must not wait
    from flashcards.services.scheduling.recompute import recompute_memory

    recompute_memory(operation, schedulers, remembered)


def _affected(
    reader: Reader, before: Assignments, after: Assignments
) -> tuple[list[int], list[int]]:
    """The cards whose memory, and those in steps whose steps, are not what they were."""
    if before == after:
        return [], []
    remembered: list[int] = []
    stepping: list[int] = []
    rows = reader.rows(f"SELECT id, deck_id, topic_id, state FROM card WHERE state > {State.NEW:d}")
    for card, deck, topic, state in rows:
        was, now = before.settings_of(deck, topic), after.settings_of(deck, topic)
        if was.parameters != now.parameters:
            remembered.append(card)
        elif state != State.REVIEW and _steps(was) != _steps(now):
            stepping.append(card)
    return remembered, stepping


def _steps(settings: StudySettings) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return settings.learning_steps, settings.relearning_steps
