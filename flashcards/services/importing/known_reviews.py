"""Which reviews of a file the log has already: of one card, whatever carried them there and back.

In Anki's log a row is named by its millisecond, of which each has one row. So what shares its
millisecond with the row of another card travels under a later one, and keeps its grade and how long
it took. And Anki knows fewer kinds of rows than are logged here.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from flashcards.domain.review import ReviewKind
from flashcards.formats.rows import ReviewRow
from flashcards.storage.import_sql import LoggedReview

LATER_MS = 10 * 60_000
"""By how much later a row may come back than it was logged.

A hundred thousand rows of one moment, which is what rescheduling all cards makes, take 100 s.
"""

_ANSWERS = frozenset({ReviewKind.REVIEW, ReviewKind.CRAM})


def unlogged(reviews: Sequence[ReviewRow], logged: Sequence[LoggedReview]) -> tuple[ReviewRow, ...]:
    """The reviews of a card that its log does not have, the oldest first, each once."""
    fresh: dict[tuple[int, Hashable], ReviewRow] = {}
    for row in sorted(reviews, key=_time_of):
        fresh.setdefault((row.time_ms, _sort(row.kind)), row)
    left = []
    for known in logged:
        if fresh.pop((known.time_ms, _sort(known.kind)), None) is None:
            left.append(known)
    if not fresh or not left:
        return tuple(fresh.values())
    return _not_moved(list(fresh.values()), left)


def _not_moved(reviews: list[ReviewRow], logged: list[LoggedReview]) -> tuple[ReviewRow, ...]:
    """Without those that are logged of an earlier moment, each of them standing for one."""
    by_look: dict[Hashable, list[int]] = {}
    for known in logged:
        look = _look(known.kind, known.rating, known.duration_ms)
        by_look.setdefault(look, []).append(known.time_ms)
    for times in by_look.values():
        times.sort(reverse=True)
    kept = []
    for row in reviews:
        times = by_look.get(_look(row.kind, row.rating, row.duration_ms), [])
        while times and times[-1] < row.time_ms - LATER_MS:
            times.pop()
        if times and times[-1] < row.time_ms:
            times.pop()
        else:
            kept.append(row)
    return tuple(kept)


def _look(kind: str, rating: int | None, duration_ms: int) -> Hashable:
    """What a row keeps wherever it goes."""
    return (_sort(kind), rating or 0, duration_ms) if kind in _ANSWERS else _sort(kind)


def _sort(kind: str) -> str:
    """Answers by their kind; whatever else moved a card is one sort in other programs."""
    return str(kind) if kind in _ANSWERS else ""


def _time_of(row: ReviewRow) -> int:
    return row.time_ms
