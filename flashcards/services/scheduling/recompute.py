"""New memory states for many cards after parameters have changed; due dates stay.

What a card is (learning, review), its repetitions, lapses and due date come from the log and don't
depend on the parameters. Only stability, difficulty and mastery do, and those of all cards are
replayed together, from columns. The few cards of which a row of the log says no due date, so that
replay works it out anew, are replayed one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flashcards.services.scheduling.rebuild import replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.unit_of_work import Operation

if TYPE_CHECKING:
    # numpy, for which a card that is answered must not wait
    from flashcards.services.statistics.log import Mask, ReviewLog

_UPDATE = (
    "UPDATE card SET stability = ?2, difficulty = ?3, mastered_until_ms = last_review_ms + ?4 "
    "WHERE id = ?1 AND state > 0"
)


def recompute_memory(
    operation: Operation, schedulers: SchedulerSource, cards: Sequence[int] | None = None
) -> None:
    """Replay the log with the present parameters into stability, difficulty and mastery.

    ``cards``: only of these.
    """
    import numpy as np

    from flashcards.services.statistics.log import load_log
    from flashcards.storage.statistics_sql import NO_DUE

    log = load_log(operation)
    if not len(log.cards):
        return
    asked = log.cards if cards is None else np.intersect1d(log.cards, np.array(cards, np.int64))
    for settings, own in schedulers.by_settings(operation, asked.tolist()):
        parameters = schedulers.scheduler_for(settings).config.parameters
        whole = len(own) == len(log.cards)
        mask = None if whole else np.isin(log.cards, np.array(own, dtype=np.int64))
        operation.run_many(_UPDATE, _memories(log, parameters, mask))
    placed = ~np.isnan(log.start.stability) & (log.start_due == NO_DUE)
    singly = np.concatenate([log.card[log.due_day == NO_DUE], log.life_card[placed]])
    replay_cards(operation, schedulers, np.intersect1d(log.cards[singly], asked).tolist())
    operation.touched.add("card")


def _memories(
    log: ReviewLog, parameters: Sequence[float], cards: Mask | None
) -> Iterator[tuple[int, float, float, int]]:
    """Id, stability, difficulty and for how long each card counts as mastered after its review.

    ``cards``: which of the log's cards; None: all.
    """
    import numpy as np

    from flashcards.domain.memory import mastered_until_ms, replay_all

    life, rating, day = log.life, log.rating, log.day
    current = np.flatnonzero(np.diff(log.life_card, append=-1))  # the last life of each card
    if cards is not None:
        rows = cards[log.card]
        life, rating, day = life[rows], rating[rows], day[rows]
        current = current[cards[log.life_card[current]]]
    stability, difficulty = replay_all(life, rating, day, parameters, log.start)
    known = current[~np.isnan(stability[current])]
    mastered = mastered_until_ms(stability[known], np.zeros(len(known), np.int64), parameters)
    columns = (log.cards[log.life_card[known]], stability[known], difficulty[known], mastered)
    return zip(*(column.tolist() for column in columns), strict=True)
