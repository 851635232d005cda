"""The review log as columns of numpy, read once and kept while it stays what it is.

A card's log falls into *lives*: one begins with the card's first answer, with a reset, and with a
row that gives the card a memory, as placing out does. What was forgotten by a reset is no longer
asked, so that each life is replayed for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from flashcards.domain.forgetting import STABILITY_MAX, STABILITY_MIN
from flashcards.domain.memory import DIFFICULTY_MAX, DIFFICULTY_MIN, Start
from flashcards.domain.review import State
from flashcards.services.statistics.view import MATURE_DAYS
from flashcards.storage import statistics_sql
from flashcards.storage.reading import Reader
from flashcards.storage.statistics_sql import LogState

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Small = npt.NDArray[np.integer]
Mask = npt.NDArray[np.bool_]

AGAIN = 1
NEVER = np.iinfo(np.int32).max
"""A day that does not come."""


def numbers(text: str) -> Integers:
    """A column of whole numbers."""
    return np.fromstring(text, dtype=np.int64, sep=" ")


def reals(text: str) -> Floats:
    """A column of numbers."""
    return np.fromstring(text, dtype=np.float64, sep=" ")


@dataclass(frozen=True)
class ReviewLog:
    """Every answer that stands; one item an answer, card by card and in the order of ids.

    ``cards``: the ids of all cards, sorted; ``card``: the place in it. ``life``: which life the
    answer belongs to; ``start`` is what the cards remember as their lives begin. ``due_day``: the
    day that the answer gave, or NO_DUE or IN_STEPS. ``ends``: the day before which the life of the
    answer ends, if another one follows.
    """

    log_state: LogState
    cards: Integers
    card: Small
    life: Small
    rating: Small
    day: Small
    due_day: Small
    quarter: Small
    duration_ms: Small
    life_card: Small
    start: Start
    start_due: Small
    ends: Small

    def __len__(self) -> int:
        return len(self.card)

    @cached_property
    def follows(self) -> Mask:
        """Whether the answer before it is of the same life."""
        same = np.zeros(len(self), dtype=bool)
        same[1:] = self.life[1:] == self.life[:-1]
        return same

    @cached_property
    def elapsed(self) -> Small:
        """Study days since the card was last seen, 0 the same day; -1 for a new card."""
        known = ~np.isnan(self.start.stability)
        since = np.where(known, self.start.study_day, NEVER)[self.life]
        before = np.where(self.follows, np.roll(self.day, 1), since)
        return np.where(before == NEVER, -1, np.maximum(self.day - before, 0)).astype(np.int32)

    @cached_property
    def interval(self) -> Small:
        """The interval in days that the card had, 0 in its steps or where it had none."""
        due = np.where(self.follows, np.roll(self.due_day, 1), self.start_due[self.life])
        given = due - (self.day - self.elapsed)
        unknown = np.where(due == statistics_sql.NO_DUE, self.elapsed, 0)
        return np.where(due > 0, np.maximum(given, 1), np.maximum(unknown, 0)).astype(np.int32)

    @cached_property
    def state(self) -> Small:
        """Where the card stood: new, in its steps (whichever) or in review, as of ``State``."""
        in_review = self.interval > 0
        state = np.where(in_review, int(State.REVIEW), int(State.LEARNING))
        return np.where(self.elapsed < 0, int(State.NEW), state).astype(np.int8)

    @cached_property
    def counted(self) -> Mask:
        """Whether it tells of recall: a card in review that was last seen on an earlier day."""
        found: Mask = (self.state == int(State.REVIEW)) & (self.elapsed >= 1)
        return found

    @cached_property
    def mature(self) -> Mask:
        """Whether the card had an interval of three weeks or more."""
        found: Mask = self.counted & (self.interval >= MATURE_DAYS)
        return found

    @cached_property
    def number(self) -> Small:
        """Which answer of its life it is, from 1."""
        places = np.arange(len(self))
        first = np.maximum.accumulate(np.where(self.follows, 0, places))
        return (places - first + 1).astype(np.int32)

    @cached_property
    def lapses(self) -> Small:
        """How often the card was forgotten before, on later days, in this life."""
        forgotten = (self.rating == AGAIN) & (self.elapsed >= 1)
        before = np.cumsum(forgotten) - forgotten
        first = np.arange(len(self)) - (self.number - 1)
        in_life: Small = (before - before[first]).astype(np.int32)
        return in_life


def load_log(reader: Reader, known: ReviewLog | None = None) -> ReviewLog:
    """The log as it stands; ``known`` if that is still so."""
    state = statistics_sql.log_state(reader)
    if known is not None and known.log_state == state:
        return known
    found = statistics_sql.log_columns(reader, state)
    pieces = [[numbers(text) for text in piece] for piece in found]
    if not pieces:
        return _by_card(state, [np.empty(0, dtype=np.int64)] * 3, [])
    columns = [np.concatenate(parts) for parts in zip(*pieces, strict=True)]
    del pieces
    placed = bool((_low(columns[1], statistics_sql.RATING_BITS) == statistics_sql.PLACEMENT).any())
    memories = statistics_sql.given_memories(reader, state) if placed else []
    return _by_card(state, columns, memories)


def _low(packed: Integers, bits: int) -> Integers:
    """The smaller number of a packed column."""
    low: Integers = packed & ((1 << bits) - 1)
    return low


@dataclass(frozen=True)
class _Rows:
    """The rows of the log card by card, unpacked; a row that is no answer has no grade."""

    card_id: Integers
    rating: Small
    day: Small
    quarter: Small
    due_day: Small
    duration_ms: Small

    @classmethod
    def of(cls, columns: Sequence[Integers], order: Integers) -> _Rows:
        """From the packed columns of ``log_columns``, in this order."""
        card_id, graded, dated = (column[order] for column in columns)
        day = _low(dated, statistics_sql.DAY_BITS)
        dated >>= statistics_sql.DAY_BITS
        midnight = day * statistics_sql.QUARTERS_A_DAY + statistics_sql.FIRST_QUARTER
        return cls(
            card_id=card_id,
            rating=_low(graded, statistics_sql.RATING_BITS).astype(np.int8),
            day=day.astype(np.int32),
            quarter=(midnight + _low(dated, statistics_sql.QUARTER_BITS)).astype(np.int32),
            due_day=((dated >> statistics_sql.QUARTER_BITS) + statistics_sql.NO_DUE).astype(
                np.int32
            ),
            duration_ms=(graded >> statistics_sql.RATING_BITS).astype(np.int32),
        )


def _by_card(
    log_state: LogState, columns: Sequence[Integers], memories: Sequence[tuple[float, float]]
) -> ReviewLog:
    """The log sorted by card and cut into lives."""
    order = np.argsort(columns[0], kind="stable")
    rows = _Rows.of(columns, order)
    new_card = np.diff(rows.card_id, prepend=-1) != 0
    card = np.cumsum(new_card, dtype=np.int32) - np.int32(1)
    placed = np.flatnonzero(rows.rating == statistics_sql.PLACEMENT)
    begins = (rows.rating == statistics_sql.RESET) | (rows.rating == statistics_sql.PLACEMENT)
    life = card
    answers: Mask | slice = slice(None)
    if begins.any():
        life = np.cumsum(new_card | begins, dtype=np.int32) - np.int32(1)
        answers = ~begins
    lives = int(life[-1]) + 1 if len(life) else 0
    ends = np.full(lives, NEVER, dtype=np.int32)
    cut = np.flatnonzero(begins & ~new_card)
    ends[life[cut] - 1] = rows.day[cut]
    memory = _memories_of(order[placed], memories)
    return ReviewLog(
        log_state=log_state,
        cards=rows.card_id[new_card],
        card=card[answers],
        life=life[answers],
        rating=rows.rating[answers],
        day=rows.day[answers],
        due_day=rows.due_day[answers],
        quarter=rows.quarter[answers],
        duration_ms=rows.duration_ms[answers],
        life_card=card[np.flatnonzero(np.diff(life, prepend=np.int32(-1)))],
        start=_start(lives, life[placed], rows.day[placed], memory),
        start_due=_start_due(lives, life[placed], rows.due_day[placed]),
        ends=ends,
    )


def _start(lives: int, placed: Small, day: Small, memories: Floats) -> Start:
    """What the cards remember as their lives begin; ``placed``: the lives that remember."""
    stability, difficulty = np.full(lives, np.nan), np.full(lives, np.nan)
    since = np.zeros(lives, dtype=np.int64)
    stability[placed] = np.clip(memories[:, 0], STABILITY_MIN, STABILITY_MAX)
    difficulty[placed] = np.clip(memories[:, 1], DIFFICULTY_MIN, DIFFICULTY_MAX)
    since[placed] = day
    return Start(stability, difficulty, since)


def _start_due(lives: int, placed: Small, due_day: Small) -> Small:
    due = np.full(lives, statistics_sql.NO_DUE, dtype=np.int32)
    due[placed] = due_day
    return due


def _memories_of(rows: Integers, memories: Sequence[tuple[float, float]]) -> Floats:
    """The memories that the rows of the log gave, in the order in which the rows are named."""
    in_log_order = np.asarray(memories, dtype=np.float64).reshape(-1, 2)
    found: Floats = in_log_order[np.argsort(np.argsort(rows))]
    return found
