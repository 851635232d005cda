"""The review log of many cards replayed into their schedules, together where that is quicker.

What ``Scheduler.replay`` does row by row, numpy does for all cards at once as far as their log is
*plain*: answers, each with the due date that it gave, and moves of the due date between them, the
last of these rows with a whole day. What stands behind them, little as a rule, the scheduler adds
row by row, so that both ways always amount to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from flashcards.domain.review import Rating, ReviewKind, State
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule
from flashcards.storage.reading import Reader, Row
from flashcards.storage.review_log import review_of, standing_rows

# As many cards at least, or numpy is not worth its loading: a single answer is undone at once.
_FEW = 20
_CARD, _KIND, _RATING, _TIME, _DAY, _DUE_DAY, _DUE_MS, _PAYLOAD = 1, 3, 5, 6, 7, 8, 9, 11
_REVIEW, _CRAM, _RESET = (
    kind.value for kind in (ReviewKind.REVIEW, ReviewKind.CRAM, ReviewKind.RESET)
)
_MOVES = frozenset({ReviewKind.MANUAL.value, ReviewKind.RESCHEDULE.value})


def replay_cards(
    reader: Reader, scheduler: Scheduler, cards: Sequence[int]
) -> Iterator[CardSchedule]:
    """What the log of each of these cards amounts to; one without a log is new."""
    without = set(cards)
    for schedule in replay_rows(scheduler, standing_rows(reader, cards)):
        without.discard(schedule.card_id)
        yield schedule
    yield from map(CardSchedule, without)


def replay_rows(scheduler: Scheduler, rows: Iterable[Row]) -> Iterator[CardSchedule]:
    """What the rows of the log amount to, card by card.

    ``rows``: all that stand of the cards' log, by card and id, their columns in the order of
    ``review_log.COLUMNS``.
    """
    logs = [_Log.of(card, list(group)) for card, group in groupby(rows, key=itemgetter(_CARD))]
    plain = [log for log in logs if log.plain]
    starts = _together(scheduler, plain) if len(plain) >= _FEW else {}
    for log in logs:
        start = starts.get(log.card)
        if start is None:
            yield scheduler.replay(log.card, map(review_of, (*log.plain, *log.behind)))
        elif log.behind:
            yield scheduler.replay(log.card, map(review_of, log.behind), start)
        else:
            yield start


@dataclass(frozen=True, slots=True)
class _Log:
    """A card's log since its last reset: the plain rows, and those behind them."""

    card: int
    plain: Sequence[Row]
    behind: Sequence[Row]

    @classmethod
    def of(cls, card: int, rows: Sequence[Row]) -> _Log:
        """The log of a card, cut where it ceases to be plain."""
        counted: list[Row] = []
        for row in rows:
            if row[_KIND] == _RESET:
                counted.clear()
            elif row[_KIND] != _CRAM:
                counted.append(row)
        end = 0
        for place, row in enumerate(counted, 1):
            if not _answers(row) and not (place > 1 and _moves(row)):
                break
            if row[_DUE_DAY] is not None:
                end = place
        return cls(card, counted[:end], counted[end:])


def _answers(row: Row) -> bool:
    """Whether it is an answer with the due date that it gave."""
    return (
        row[_KIND] == _REVIEW
        and row[_RATING] is not None
        and (row[_DUE_DAY] is not None or row[_DUE_MS] is not None)
    )


def _moves(row: Row) -> bool:
    """Whether it gives a card that has a memory another due day, and nothing else."""
    return row[_KIND] in _MOVES and row[_DUE_DAY] is not None and row[_PAYLOAD] == "{}"


def _together(scheduler: Scheduler, logs: Sequence[_Log]) -> dict[int, CardSchedule]:
    """What the plain rows amount to, by card."""
    # numpy, for which a card that is answered must not wait
    import numpy as np

    from flashcards.domain.memory import replay_all

    answers = [[row for row in log.plain if row[_KIND] == _REVIEW] for log in logs]
    stability, difficulty = replay_all(
        np.repeat(np.arange(len(logs)), [len(own) for own in answers]),
        np.array([row[_RATING] for own in answers for row in own], dtype=np.int64),
        np.array([row[_DAY] for own in answers for row in own], dtype=np.int64),
        scheduler.config.parameters,
    )
    memories = zip(stability.tolist(), difficulty.tolist(), strict=True)
    return {
        log.card: _schedule(log, own, *memory)
        for log, own, memory in zip(logs, answers, memories, strict=True)
    }


def _schedule(
    log: _Log, answers: Sequence[Row], stability: float, difficulty: float
) -> CardSchedule:
    """The schedule of a card with this memory.

    It was forgotten if it stood in review: if the row before had given whole days.
    """
    return CardSchedule(
        card_id=log.card,
        state=State.REVIEW,
        stability=stability,
        difficulty=difficulty,
        last_review_ms=answers[-1][_TIME],
        last_study_day=answers[-1][_DAY],
        due_day=log.plain[-1][_DUE_DAY],
        reps=len(answers),
        lapses=sum(
            row[_RATING] == Rating.AGAIN and before[_DUE_DAY] is not None
            for before, row in pairwise(log.plain)
        ),
    )
