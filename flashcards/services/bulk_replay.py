"""The log of thousands of cards replayed together into their rows.

What ``Scheduler.replay`` does answer by answer, numpy does for all cards whose log is plain: only
answers, each with the due date that it gave, the last of them a whole day. One more answer behind
them may have given none; the scheduler adds it. All other cards, few as a rule, are replayed one by
one, so that both ways always amount to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from flashcards.domain.review import Rating, Review, State
from flashcards.domain.scheduling import CardSchedule
from flashcards.services.rebuild import replay_cards
from flashcards.services.scheduling import SchedulerSource, mastered_until
from flashcards.storage.card_rows import save_schedules
from flashcards.storage.reading import Row, id_list
from flashcards.storage.review_log import COLUMNS, review_of
from flashcards.storage.unit_of_work import Operation

_CHUNK = 4_000
_FEW = 20
_ROWS = f"""
SELECT {COLUMNS} FROM review
WHERE card_id IN ({{cards}}) AND kind <> 'retraction'
AND id NOT IN (SELECT target FROM review WHERE card_id IN ({{cards}}) AND kind = 'retraction'
               AND target IS NOT NULL)
ORDER BY card_id, id
"""
_CRAM = "cram"
_CARD, _KIND, _RATING, _TIME, _DAY, _DUE_DAY, _DUE_MS = 1, 3, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class _Plain:
    """A card whose log is plain: what it is but for its memory, and the answer behind, if any."""

    schedule: CardSchedule
    last: Review | None


def bulk_replay(
    operation: Operation,
    schedulers: SchedulerSource,
    cards: Sequence[int],
    logged: Sequence[Row] = (),
) -> None:
    """Make the schedules of these cards what their log amounts to.

    ``logged``: the whole log of some of the cards, where it is at hand, by card and id; the columns
    in the order of ``review_log.COLUMNS``.
    """
    if len(cards) < _FEW:
        replay_cards(operation, schedulers, cards)
        return
    known = {row[_CARD] for row in logged}
    plain = _save_plain(operation, schedulers, logged)
    others = [card for card in cards if card not in known]
    for start in range(0, len(others), _CHUNK):
        chunk = others[start : start + _CHUNK]
        rows = operation.rows(_ROWS.format(cards=id_list(chunk)))
        plain |= _save_plain(operation, schedulers, rows)
        empty = set(chunk).difference(row[_CARD] for row in rows)
        save_schedules(operation, [(CardSchedule(card), None) for card in empty])
        plain |= empty
    replay_cards(operation, schedulers, [card for card in cards if card not in plain])


def _save_plain(operation: Operation, schedulers: SchedulerSource, rows: Sequence[Row]) -> set[int]:
    """Save the schedules of the cards whose log, given by card and id, is plain; which they are."""
    plain: list[_Plain] = []
    answers: list[tuple[int, int, int]] = []
    for _, group in groupby(rows, key=_card_of):
        own = [row for row in group if row[_KIND] != _CRAM]
        last = None
        if own and own[-1][_DUE_DAY] is None and own[-1][_DUE_MS] is None:
            last = review_of(own.pop())
        if own and own[-1][_DUE_DAY] is not None and all(map(_gives_due, own)):
            answers += [(len(plain), row[_RATING], row[_DAY]) for row in own]
            plain.append(_Plain(_schedule_of(own), last))
    _save_together(operation, schedulers, plain, answers)
    return {card.schedule.card_id for card in plain}


def _card_of(row: Row) -> int:
    return int(row[_CARD])


def _gives_due(row: Row) -> bool:
    return (
        row[_KIND] == "review"
        and row[_RATING] is not None
        and (row[_DUE_DAY] is not None or row[_DUE_MS] is not None)
    )


def _schedule_of(rows: Sequence[Row]) -> CardSchedule:
    """All of a card's schedule that is no memory.

    A card was forgotten if it stood in review: if its last answer had given whole days.
    """
    last = rows[-1]
    return CardSchedule(
        card_id=last[_CARD],
        state=State.REVIEW,
        last_review_ms=last[_TIME],
        last_study_day=last[_DAY],
        due_day=last[_DUE_DAY],
        reps=len(rows),
        lapses=sum(
            row[_RATING] == Rating.AGAIN and before[_DUE_DAY] is not None
            for before, row in pairwise(rows)
        ),
    )


def _save_together(
    operation: Operation,
    schedulers: SchedulerSource,
    plain: Sequence[_Plain],
    answers: Sequence[tuple[int, int, int]],
) -> None:
    if not plain:
        return
    # numpy, for which a card that is answered must not wait
    import numpy as np

    from flashcards.domain.memory import mastered_until_ms, replay_all

    scheduler = schedulers.scheduler(operation)
    parameters = scheduler.config.parameters
    places, ratings, days = np.array(answers, dtype=np.int64).T
    stability, difficulty = replay_all(places, ratings, days, parameters)
    last_ms = np.array([card.schedule.last_review_ms for card in plain], dtype=np.int64)
    mastered = mastered_until_ms(stability, last_ms, parameters).tolist()
    saved: list[tuple[CardSchedule, int | None]] = []
    for card, remembered, hard, until in zip(
        plain, stability.tolist(), difficulty.tolist(), mastered, strict=True
    ):
        schedule = _with_memory(card.schedule, remembered, hard)
        if card.last is None:
            saved.append((schedule, until))
        else:
            schedule = scheduler.replay(schedule.card_id, (card.last,), schedule)
            saved.append((schedule, mastered_until(schedule, parameters)))
    save_schedules(operation, saved)


def _with_memory(schedule: CardSchedule, stability: float, difficulty: float) -> CardSchedule:
    # dataclasses.replace takes longer than all the rest
    return CardSchedule(
        card_id=schedule.card_id,
        state=schedule.state,
        stability=stability,
        difficulty=difficulty,
        last_review_ms=schedule.last_review_ms,
        last_study_day=schedule.last_study_day,
        due_day=schedule.due_day,
        reps=schedule.reps,
        lapses=schedule.lapses,
    )
