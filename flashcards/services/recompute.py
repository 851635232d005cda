"""New memory states for a whole library after its parameters have changed; due dates stay.

What a card is (learning, review), its repetitions, lapses and due date come from the log and don't
depend on the parameters. Only stability and difficulty do, and those of all cards are replayed
together. The few cards whose log holds more than answers are replayed one by one.
"""

from __future__ import annotations

from flashcards.services.rebuild import recompute_mastery, replay_cards
from flashcards.services.scheduling import SchedulerSource
from flashcards.storage.unit_of_work import Operation

_ANSWERS = """
SELECT card_id, rating, study_day FROM review
WHERE kind = 'review' AND rating IS NOT NULL
AND id NOT IN (SELECT target FROM review WHERE kind = 'retraction' AND target IS NOT NULL)
ORDER BY id
"""
# A reset, a placement, or an answer that gave no due date, which replay then works out anew.
_MORE_THAN_ANSWERS = """
SELECT DISTINCT card_id FROM review WHERE kind IN ('reset', 'placement')
OR (kind = 'review' AND due_day IS NULL AND due_ms IS NULL)
"""


def recompute_memory(operation: Operation, schedulers: SchedulerSource) -> None:
    """Replay the log with the present parameters into stability, difficulty and mastery."""
    singly = [row[0] for row in operation.rows(_MORE_THAN_ANSWERS)]
    _replay_together(operation, schedulers, frozenset(singly))
    replay_cards(operation, schedulers, singly)
    recompute_mastery(operation, schedulers)
    operation.touched.add("card")


def _replay_together(
    operation: Operation, schedulers: SchedulerSource, without: frozenset[int]
) -> None:
    from flashcards.domain.memory import replay_columns

    rows = operation.rows(_ANSWERS)
    if not rows:
        return
    parameters = schedulers.scheduler(operation).config.parameters
    cards, ratings, days = zip(*rows, strict=True)
    states = replay_columns(cards, ratings, days, parameters)
    operation.execute_many(
        "UPDATE card SET stability = :stability, difficulty = :difficulty WHERE id = :id",
        [
            {"id": card, "stability": stability, "difficulty": difficulty}
            for card, stability, difficulty in states
            if card not in without
        ],
    )
