"""New memory states for a whole library after its parameters have changed; due dates stay.

What a card is (learning, review), its repetitions, lapses and due date come from the log and don't
depend on the parameters. Only stability, difficulty and mastery do, and those of all cards are
replayed together, from columns. The few cards of which a row of the log says no due date, so that
replay works it out anew, are replayed one by one.
"""

from __future__ import annotations

from flashcards.services.scheduling.rebuild import replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.unit_of_work import Operation

_UPDATE = (
    "UPDATE card SET stability = :stability, difficulty = :difficulty, "
    "mastered_until_ms = last_review_ms + :mastered WHERE id = :id AND state > 0"
)


def recompute_memory(operation: Operation, schedulers: SchedulerSource) -> None:
    """Replay the log with the present parameters into stability, difficulty and mastery."""
    # numpy, for which a card that is answered must not wait
    import numpy as np

    from flashcards.domain.memory import mastered_until_ms, replay_all
    from flashcards.services.statistics.log import load_log
    from flashcards.storage.statistics_sql import NO_DUE

    log = load_log(operation)
    if not len(log.cards):
        return
    parameters = schedulers.scheduler(operation).config.parameters
    stability, difficulty = replay_all(log.life, log.rating, log.day, parameters, log.start)
    current = np.flatnonzero(np.diff(log.life_card, append=-1))  # the last life of each card
    known = current[~np.isnan(stability[current])]
    mastered = mastered_until_ms(stability[known], np.zeros(len(known), np.int64), parameters)
    columns = (
        log.cards[log.life_card[known]],
        stability[known],
        difficulty[known],
        mastered,
    )
    names = ("id", "stability", "difficulty", "mastered")
    operation.execute_many(
        _UPDATE,
        [
            dict(zip(names, row, strict=True))
            for row in zip(*(column.tolist() for column in columns), strict=True)
        ],
    )
    placed = ~np.isnan(log.start.stability) & (log.start_due == NO_DUE)
    singly = np.concatenate([log.card[log.due_day == NO_DUE], log.life_card[placed]])
    replay_cards(operation, schedulers, log.cards[np.unique(singly)].tolist())
    operation.touched.add("card")
