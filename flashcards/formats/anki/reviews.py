"""The review log of a collection, by card.

``revlog``: ``id`` is the time in milliseconds; ``ease`` the button from 1, 0 for none; ``ivl`` the
interval given, in days, or in seconds below zero; ``type`` 0 learning, 1 review, 2 relearning,
3 answered in a filtered deck, 4 set by hand, 5 rescheduled by the program. A row of type 3 without
``factor`` left the card's schedule alone, one of type 4 without it made the card new again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from flashcards.formats.anki.limits import LAST_MS, MAX_REVIEWS, MAX_REVIEWS_OF_CARD
from flashcards.formats.anki.scan import Scan
from flashcards.formats.answers import ANSWER, CRAM, MANUAL, RESCHEDULE, RESET, REVIEW

_QUERY = """
SELECT CAST(id AS INTEGER), ifnull(CAST(cid AS INTEGER), 0),
CASE WHEN ease BETWEEN 0 AND 4 AND type BETWEEN 0 AND 5
THEN CAST(type AS INTEGER) * 10 + CAST(ease AS INTEGER) + (ifnull(factor, 0) <> 0) * 100
ELSE -1 END, ifnull(CAST(ivl AS INTEGER), 0), ifnull(CAST(time AS INTEGER), 0)
FROM revlog NOT INDEXED
"""
_WITH_FACTOR, _TYPE = 100, 10
"""What a row is, in one number: the button, and these times whether it has a factor, its type."""

_LEARNING, _RELEARNING, _FILTERED, _BY_HAND, _RESCHEDULED = 0, 2, 3, 4, 5
_BUTTONS = (1, 2, 3, 4)
_DAY_S = 86_400
_LONGEST_DAYS = 36_500
_LONGEST_SECONDS = _LONGEST_DAYS * _DAY_S
_LONGEST_MS = 24 * 3_600_000


@dataclass(slots=True)
class History:
    """The log by card id, each card's answers in the form of ``ANSWER``.

    ``unusable``: rows that say nothing. ``damaged``: the rest is lost.
    """

    by_card: dict[int, bytearray] = field(default_factory=dict)
    unusable: int = 0
    damaged: bool = False

    def take(self, card: int) -> bytes:
        """The answers of a card, which are then forgotten; of very many the latest."""
        answers = self.by_card.pop(card, None)
        if answers is None:
            return b""
        excess = len(answers) // ANSWER.size - MAX_REVIEWS_OF_CARD
        if excess > 0:
            self.unusable += excess
            del answers[: excess * ANSWER.size]
        return bytes(answers)

    def count(self) -> int:
        """How many answers there are still."""
        return sum(map(len, self.by_card.values())) // ANSWER.size


def read_history(database: sqlite3.Connection, *, first_scheduler: bool) -> History:
    """The review log.

    ``first_scheduler``: learning cards had three buttons then, Again, Good and Easy.

    Raises:
        RefusedError: more rows than anyone could answer.
    """
    history = History()
    by_card, pack = history.by_card, ANSWER.pack
    meanings = _meanings(first_scheduler=first_scheduler)
    scan = Scan(database, _QUERY, MAX_REVIEWS)
    for time_ms, card, what, interval, duration in scan:
        meaning = meanings.get(what)
        if meaning is None or not 0 < time_ms < LAST_MS:
            history.unusable += 1
            continue
        rating, kind = meaning
        seconds = interval * _DAY_S if interval > 0 else -interval
        answer = pack(
            time_ms,
            seconds if seconds <= _LONGEST_SECONDS else 0,
            rating,
            kind,
            duration if 0 <= duration <= _LONGEST_MS else 0,
        )
        if card in by_card:
            by_card[card] += answer
        else:
            by_card[card] = bytearray(answer)
    history.damaged = scan.damaged
    return history


def _meanings(*, first_scheduler: bool) -> dict[int, tuple[int, int]]:
    """Rating and kind of each row that means something."""
    meanings: dict[int, tuple[int, int]] = {}
    for factor in (0, _WITH_FACTOR):
        for button in (0, *_BUTTONS):
            for kind in (_LEARNING, 1, _RELEARNING, _FILTERED):
                rating = button
                if first_scheduler and kind in (_LEARNING, _RELEARNING) and button in (2, 3):
                    rating = button + 1
                answered = CRAM if kind == _FILTERED and not factor else REVIEW
                meaning = (rating, answered if button else MANUAL)
                meanings[factor + kind * _TYPE + button] = meaning
            by_hand = MANUAL if factor else RESET
            meanings[factor + _BY_HAND * _TYPE + button] = (0, by_hand)
            meanings[factor + _RESCHEDULED * _TYPE + button] = (0, RESCHEDULE)
    return meanings
