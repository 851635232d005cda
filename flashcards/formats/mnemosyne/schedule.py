"""What was remembered of a card, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flashcards.domain.review import Rating
from flashcards.formats.mnemosyne.stored import Card, Review
from flashcards.formats.rows import CardRow, ReviewRow

_DAY_S = 86_400
_NOON_S = _DAY_S // 2
_LAST_S = 1 << 33
_LONGEST_DAYS = 36_500
_LONGEST_MS = 24 * 3_600_000
_MEMORISED = 2

# Mnemosyne asks for 0 and 1 while a card is not memorised, or is forgotten. 2 and 3 say that it was
# remembered with trouble and make the next interval shorter than it would be, 4 that the interval
# was right, 5 that it was too short: Again, Hard, Good, Easy. The first time that a card is known,
# 3 is no trouble yet: Mnemosyne waits 1 day after 2, 3 after 3, 4 after 4 and 7 after 5, which is
# nearer to Good than to Hard.
_RATINGS = {
    0: Rating.AGAIN,
    1: Rating.AGAIN,
    2: Rating.HARD,
    3: Rating.HARD,
    4: Rating.GOOD,
    5: Rating.EASY,
}
_FIRST_RATINGS = {**_RATINGS, 3: Rating.GOOD}


def card_row(key: str, card: Card) -> CardRow:
    """A card's row under its key."""
    _, _, grade, last_s, next_s, active, _, _, reviews = card
    due_ms, interval = _due(grade, last_s, next_s)
    return CardRow(
        key,
        suspended=not active,
        due_ms=due_ms,
        interval_days=interval,
        reviews=tuple(_review_rows(reviews)),
    )


def _due(grade: int, last_s: int, next_s: int) -> tuple[int | None, int | None]:
    """When a card is due, in milliseconds, and its interval in days.

    A memorised card is due on a day, of which midnight UTC is kept; its noon is that day wherever
    its owner lives. One that is not memorised is due since it was answered.
    """
    if grade < 0:
        return None, None
    if grade < _MEMORISED:
        return (last_s * 1000 if 0 < last_s < _LAST_S else None), None
    if not 0 < next_s < _LAST_S:
        return None, None
    days = round((next_s - last_s) / _DAY_S) if 0 < last_s < next_s else 1
    return (next_s + _NOON_S) * 1000, min(max(days, 1), _LONGEST_DAYS)


def _review_rows(reviews: Sequence[Review]) -> Iterator[ReviewRow]:
    """The answers in the order of their times, one at a time."""
    memorised = False
    previous = 0
    for time_s, grade, thinking_s, next_s in sorted(reviews):
        rating = (_RATINGS if memorised else _FIRST_RATINGS).get(grade)
        if rating is None or not 0 < time_s < _LAST_S or time_s == previous:
            continue
        previous = time_s
        memorised = grade >= _MEMORISED
        yield ReviewRow(
            time_s * 1000,
            rating,
            duration_ms=min(max(thinking_s, 0) * 1000, _LONGEST_MS),
            interval_s=next_s - time_s if time_s <= next_s < _LAST_S else None,
        )
