"""Rows of the review log from what another program has logged.

The last row of a card carries the due date that the other program gave it, so that the log amounts
to that schedule whenever it is replayed. Where a log keeps no due dates, an answer counts as due
when the card was asked next; only that of the last one is left to the scheduler. A card with a
schedule and no log gets one row that places it, with the memory that the other program's interval
or stability tells of.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flashcards.domain import ids
from flashcards.domain.calendar import MS_PER_DAY, MS_PER_SECOND, StudyCalendar
from flashcards.domain.review import Rating, ReviewKind, State, payload_text, row_hash
from flashcards.formats.rows import CardRow, ReviewRow

if TYPE_CHECKING:
    from flashcards.services.importing.history import CardHistory

ANOTHER_PROGRAM = 0
"""The device of a review that was not given in this one: the row is the same on all computers."""

FLAGS = range(8)
"""The colours of a flag, 0 for none."""

LATEST_MS = 7_258_118_400_000
"""2200 in milliseconds UTC: what lies beyond is damage, and no id could hold it."""

SECONDS_PER_DAY = 86_400
LONGEST_ANSWER_MS = MS_PER_DAY
LONGEST_INTERVAL_DAYS = 36_500
_LEAST_STABILITY, _MOST_STABILITY = 0.001, 36_500.0
# That of an average card, where the other program keeps none.
_USUAL_DIFFICULTY = 5.0
_REVIEW = ReviewKind.REVIEW.value
_MOVES_DUE = frozenset({ReviewKind.REVIEW, ReviewKind.MANUAL, ReviewKind.RESCHEDULE})


class LogRow(NamedTuple):
    """A row of the log, its columns in the order of ``review_log.COLUMNS``; the hash is to come."""

    id: int
    card_id: int
    device_id: int
    kind: str
    target: int | None
    rating: int | None
    time_ms: int
    study_day: int
    due_day: int | None
    due_ms: int | None
    duration_ms: int
    payload: str

    def with_id(self, identifier: int) -> LogRow:
        """The same row under another id."""
        return LogRow(identifier, *self[1:])


def hashed(row: LogRow) -> tuple[int | str | None, ...]:
    """The row with its hash behind it."""
    return (*row, row_hash(row))


def log_rows(
    histories: Sequence[CardHistory], calendar: StudyCalendar, now_ms: int
) -> list[LogRow]:
    """The rows of these cards, each card's oldest first, with the ids of a first attempt.

    What the other program logged of a time that is still to come keeps its time, which ``check``
    tells of; its id is one of now, so that no later answer comes before it.
    """
    days = iter(calendar.days([row.time_ms for history in histories for row in history.reviews]))
    rows: list[LogRow] = []
    for history in histories:
        if history.reviews:
            rows += _Card(history, calendar, now_ms).rows(islice(days, len(history.reviews)))
        else:
            rows.append(_placed(history.card.id, history.card.row, calendar, now_ms))
    return rows


class _Card:
    """Follows one card through its reviews."""

    def __init__(self, history: CardHistory, calendar: StudyCalendar, now_ms: int) -> None:
        self._history = history
        self._id = history.card.id
        self._calendar = calendar
        self._now_ms = now_ms
        previous = history.previous
        self._day: int | None = None
        self._state = State.NEW
        if previous is not None and previous.kind != ReviewKind.RESET:
            self._day = previous.study_day
            self._state = State.LEARNING if previous.due_day is None else State.REVIEW

    def rows(self, days: Iterator[int]) -> list[LogRow]:
        """One row a review, and a reset where the other program shows the card as new again."""
        reviews, card = self._history.reviews, self._history.card.row
        rows = [self._row(review, day) for review, day in zip(reviews, days, strict=True)]
        if any(review.interval_s is None for review in reviews):
            _fill_due_dates(rows)
        if self._history.is_latest:
            last = reviews[-1]
            if card.due_ms is not None:
                self._give_due(rows, card.due_ms)
            elif self._history.card.scheduled and last.kind in _MOVES_DUE:
                reset = ReviewRow(last.time_ms + 1, None, ReviewKind.RESET)
                rows.append(self._row(reset, rows[-1].study_day))
        return rows

    def _row(self, review: ReviewRow, day: int) -> LogRow:
        time_ms, kind, rating = review.time_ms, review.kind, review.rating
        due_day, due_ms = _due(review, day) if kind in _MOVES_DUE else (None, None)
        payload = "{}"
        if kind is ReviewKind.REVIEW:
            payload = self._answered(review, day)
        elif kind is ReviewKind.RESET:
            self._state, self._day = State.NEW, None
        return LogRow(
            ids.imported_review_id(self._id, min(time_ms, self._now_ms)),
            self._id,
            ANOTHER_PROGRAM,
            kind.value,
            None,
            None if rating is None else int(rating),
            time_ms,
            day,
            due_day,
            due_ms,
            min(max(0, review.duration_ms), LONGEST_ANSWER_MS),
            payload,
        )

    def _answered(self, review: ReviewRow, day: int) -> str:
        """The payload of an answer: where the card stood and since when; then it stands anew."""
        state, before, self._day = self._state, self._day, day
        if state is State.NEW:
            self._state = _state_after(state, review)
            return '{"state":0}'
        elapsed = 0 if before is None or before > day else day - before
        if elapsed and review.interval_s is None:
            # without intervals, what comes back on another day was in review
            state = State.REVIEW
        self._state = _state_after(state, review)
        return f'{{"elapsed":{elapsed},"state":{state:d}}}'

    def _give_due(self, rows: list[LogRow], due_ms: int) -> None:
        """Let the last row that moved the due date give the one that the card has."""
        for place in range(len(rows) - 1, -1, -1):
            row = rows[place]
            if row.kind == ReviewKind.RESET:
                return
            if row.kind in _MOVES_DUE:
                due_ms = _possible(due_ms)
                due_day = self._calendar.day(due_ms)
                if row.due_day is not None or due_day != row.study_day:
                    rows[place] = row._replace(due_day=due_day, due_ms=None)
                else:
                    rows[place] = row._replace(due_day=None, due_ms=due_ms)
                return


def _state_after(state: State, review: ReviewRow) -> State:
    """Where a card stands after an answer, by the interval that it got or else by the grade."""
    interval_s = review.interval_s
    if interval_s is not None and interval_s >= SECONDS_PER_DAY:
        return State.REVIEW
    known = state is State.REVIEW or state is State.RELEARNING
    steps = State.RELEARNING if known else State.LEARNING
    if interval_s is not None or review.rating is Rating.AGAIN:
        return steps
    return steps if review.rating is Rating.HARD and not known else State.REVIEW


def _due(review: ReviewRow, day: int) -> tuple[int | None, int | None]:
    """The due day or moment that a row gave, both None if it gave none."""
    interval_s = review.interval_s
    if interval_s is None:
        return None, None
    if interval_s < SECONDS_PER_DAY:
        return None, review.time_ms + max(0, interval_s) * MS_PER_SECOND
    return day + min(round(interval_s / SECONDS_PER_DAY), LONGEST_INTERVAL_DAYS), None


def _fill_due_dates(rows: list[LogRow]) -> None:
    """Give answers without a due date the one that the next answer tells of."""
    for place in range(len(rows) - 1):
        row, following = rows[place], rows[place + 1]
        if row.kind != _REVIEW or following.kind != _REVIEW:
            continue
        if row.due_day is None and row.due_ms is None:
            if following.study_day > row.study_day:
                rows[place] = row._replace(due_day=following.study_day)
            else:
                rows[place] = row._replace(due_ms=following.time_ms)


def _possible(due_ms: int) -> int:
    """A moment that a calendar has."""
    return min(max(0, due_ms), LATEST_MS)


def _placed(card_id: int, card: CardRow, calendar: StudyCalendar, now_ms: int) -> LogRow:
    """The one row of a card that has a schedule and no log."""
    assert card.due_ms is not None, "a card without a due date has no schedule"
    due_ms, days, stability = _possible(card.due_ms), card.interval_days, card.stability
    if stability is not None and not math.isfinite(stability):
        stability = None
    if stability is None and days is not None and days > 0:
        stability = float(days)  # the interval at which nine of ten are recalled
    if stability is None:
        kind, time_ms, payload = ReviewKind.MANUAL, now_ms, "{}"
    else:
        stability = min(max(stability, _LEAST_STABILITY), _MOST_STABILITY)
        back = days if days is not None and days > 0 else max(1, round(stability))
        kind, time_ms = ReviewKind.PLACEMENT, min(max(1, due_ms - back * MS_PER_DAY), now_ms)
        difficulty = card.difficulty
        if difficulty is None or not math.isfinite(difficulty):
            difficulty = _USUAL_DIFFICULTY
        payload = payload_text({"difficulty": difficulty, "stability": stability})
    return LogRow(
        id=ids.imported_review_id(card_id, time_ms),
        card_id=card_id,
        device_id=ANOTHER_PROGRAM,
        kind=kind.value,
        target=None,
        rating=None,
        time_ms=time_ms,
        study_day=calendar.day(time_ms),
        due_day=calendar.day(due_ms),
        due_ms=None,
        duration_ms=0,
        payload=payload,
    )
