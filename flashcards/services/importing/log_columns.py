"""Rows of the review log from packed reviews, all cards at once.

What ``log_rows`` does row by row, numpy does in columns for the cards whose history is *usual*:
nothing of theirs is logged yet, every answer has its grade and the interval that it gave, and none
made the card new again. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from flashcards.domain import ids
from flashcards.domain.calendar import MS_PER_SECOND, StudyCalendar
from flashcards.domain.review import Rating, State
from flashcards.formats.answers import CRAM, MANUAL, RESCHEDULE, REVIEW
from flashcards.formats.packed_reviews import KINDS, PackedReviews, columns
from flashcards.services.importing.log_rows import (
    ANOTHER_PROGRAM,
    LATEST_MS,
    LONGEST_ANSWER_MS,
    LONGEST_INTERVAL_DAYS,
    SECONDS_PER_DAY,
    LogRow,
    log_rows,
)

if TYPE_CHECKING:
    from flashcards.services.importing.history import CardHistory

_MOVES = (REVIEW, MANUAL, RESCHEDULE)
_UNGRADED = "{}"


def rows_of_log(
    histories: Sequence[CardHistory], calendar: StudyCalendar, now_ms: int
) -> list[LogRow]:
    """The rows of these cards, each card's oldest first, with the ids of a first attempt."""
    together = _Columns(list(filter(_may_be_usual, histories)), calendar, now_ms)
    rows = together.rows()
    others = {history.card.id for history in histories} - together.cards
    if others:
        rest = [history for history in histories if history.card.id in others]
        rows += log_rows(rest, calendar, now_ms)
    return rows


def _may_be_usual(history: CardHistory) -> bool:
    """Whether nothing but the reviews themselves can make a history an unusual one."""
    return history.is_first and history.is_latest and isinstance(history.reviews, PackedReviews)


class _Columns:
    """The reviews of many cards; ``cards``: the ids of those that are usual."""

    def __init__(
        self, histories: Sequence[CardHistory], calendar: StudyCalendar, now_ms: int
    ) -> None:
        self._calendar = calendar
        packed = [each.reviews for each in histories if isinstance(each.reviews, PackedReviews)]
        rows, owner = columns(packed), np.repeat(np.arange(len(packed)), list(map(len, packed)))
        cards = np.array([history.card.id for history in histories], dtype=np.int64)
        ids_of_rows = (np.minimum(rows["time"], now_ms) << ids.RANDOM_BITS) | (
            cards[owner] & ids.RANDOM_MASK
        )
        unusual = np.unique(owner[_unusual_rows(rows, owner, ids_of_rows)])
        usual = np.ones(len(histories), dtype=bool)
        usual[unusual] = False
        ends = np.flatnonzero(np.append(owner[1:] != owner[:-1], True))
        last_moves = np.isin(rows["kind"][ends], _MOVES)
        for place, history in enumerate(histories):
            # the other program shows it as new again: that takes one row more
            if history.card.row.due_ms is None and history.card.scheduled and last_moves[place]:
                usual[place] = False
        kept = usual[owner]
        self._rows, self._ids, self._owner = rows[kept], ids_of_rows[kept], owner[kept]
        self._card = cards[self._owner]
        self._due = {
            place: history.card.row.due_ms
            for place, history in enumerate(histories)
            if usual[place] and history.card.row.due_ms is not None
        }
        self.cards = set(cards[usual].tolist())

    def rows(self) -> list[LogRow]:
        """The rows of the usual cards."""
        rows = self._rows
        if not len(rows):
            return []
        time_ms = rows["time"]
        day = np.array(self._calendar.days(time_ms.tolist()), dtype=np.int64)
        due_day, due_ms = self._due_columns(day)
        kinds = np.array([kind.value for kind in KINDS], dtype=object)
        rating = rows["rating"]
        return list(
            map(
                LogRow,
                self._ids.tolist(),
                self._card.tolist(),
                [ANOTHER_PROGRAM] * len(rows),
                kinds[rows["kind"]].tolist(),
                [None] * len(rows),
                _where(rating > 0, rating),
                time_ms.tolist(),
                day.tolist(),
                due_day,
                due_ms,
                np.clip(rows["duration"], 0, LONGEST_ANSWER_MS).tolist(),
                self._payloads(day),
            )
        )

    def _due_columns(self, day: NDArray[np.int64]) -> tuple[list[int | None], list[int | None]]:
        """Due day and due moment of each row; the last that gave one gives that of the card."""
        rows = self._rows
        interval = rows["interval"]
        moves = np.isin(rows["kind"], _MOVES)
        whole = moves & (interval >= SECONDS_PER_DAY)
        days = np.minimum(np.rint(interval / SECONDS_PER_DAY), LONGEST_INTERVAL_DAYS)
        due_days = day + days.astype(np.int64)
        moments = rows["time"] + interval * MS_PER_SECOND
        last = dict(zip(self._owner[moves].tolist(), np.flatnonzero(moves).tolist(), strict=True))
        given = [(row, self._due[place]) for place, row in last.items() if place in self._due]
        true_ms = [min(max(0, due_ms), LATEST_MS) for _, due_ms in given]
        at = np.array([row for row, _ in given], dtype=np.int64)
        true_days = np.array(self._calendar.days(true_ms), dtype=np.int64)
        due_days[at], moments[at] = true_days, true_ms
        whole[at] |= true_days != day[at]
        in_steps = moves & ~whole
        return _where(whole, due_days), _where(in_steps, moments)

    def _payloads(self, day: NDArray[np.int64]) -> list[str]:
        """Of each answer where the card stood and since when."""
        answers = np.flatnonzero(self._rows["kind"] == REVIEW)
        owner, days = self._owner[answers], day[answers]
        is_long = self._rows["interval"][answers] >= SECONDS_PER_DAY
        first = np.append(True, owner[1:] != owner[:-1])[: len(answers)]
        long_before: NDArray[np.int64] = np.cumsum(is_long) - is_long
        # of the same card only: less what there was when its first answer came
        starts = np.flatnonzero(first)
        others = np.repeat(long_before[starts], np.diff(np.append(starts, len(answers))))
        in_steps = np.where(long_before > others, State.RELEARNING, State.LEARNING)
        after_long = np.append(False, is_long[:-1])[: len(answers)]
        state = np.where(first, State.NEW, np.where(after_long, State.REVIEW, in_steps))
        elapsed = np.append(0, np.maximum(0, np.diff(days)))[: len(answers)]
        code = np.where(first, 0, elapsed * len(State) + state)
        met, place = np.unique(code, return_inverse=True)
        texts = np.array([_payload(*divmod(each, len(State))) for each in met.tolist()], object)
        payloads = np.full(len(self._rows), _UNGRADED, dtype=object)
        payloads[answers] = texts[place]
        written: list[str] = payloads.tolist()
        return written


def _unusual_rows(
    rows: NDArray[Any], owner: NDArray[np.int64], identifiers: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """A mask of the rows that only ``log_rows`` understands."""
    kind, rating = rows["kind"], rows["rating"]
    ungraded = (kind == REVIEW) & (rating == 0)
    unknown = (rating < 0) | (rating > Rating.EASY) | ~np.isin(kind, (*_MOVES, CRAM))
    without_interval = (kind != CRAM) & (rows["interval"] <= 0)
    behind = (owner[1:] == owner[:-1]) & (identifiers[1:] <= identifiers[:-1])
    unusual: NDArray[np.bool_] = ungraded | unknown | without_interval
    unusual[1:] |= behind
    return unusual


def _where(mask: NDArray[np.bool_], values: NDArray[Any]) -> list[int | None]:
    """The values where the mask says so, None elsewhere."""
    chosen = values.astype(object)
    chosen[~mask] = None
    listed: list[int | None] = chosen.tolist()
    return listed


def _payload(elapsed: int, state: int) -> str:
    """The payload of an answer; the first one has nothing to be since."""
    return '{"state":0}' if state == State.NEW else f'{{"elapsed":{elapsed},"state":{state:d}}}'
