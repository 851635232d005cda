"""The cards of a collection, by note: where they are, when they are due, what was remembered.

``cards``: ``type`` 0 new, 1 learning, 2 review, 3 relearning; ``queue`` -1 suspended. ``due`` is a
place in the queue of a new card, a moment in seconds of one in learning, otherwise a day counted
from the creation of the collection. A card in a filtered deck keeps its own in ``odid``, ``odue``.
``data`` is JSON, in it ``s`` and ``d`` the stability and the difficulty of FSRS.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple

from flashcards.formats.anki.limits import LAST_MS, MAX_CARDS
from flashcards.formats.anki.scan import Scan

_QUERY = """
SELECT CAST(id AS INTEGER), ifnull(CAST(nid AS INTEGER), 0), ifnull(CAST(did AS INTEGER), 0),
ifnull(CAST(ord AS INTEGER), 0), ifnull(CAST(type AS INTEGER), 0),
ifnull(CAST(queue AS INTEGER), 0), ifnull(CAST(due AS INTEGER), 0),
ifnull(CAST(ivl AS INTEGER), 0), ifnull(CAST(odue AS INTEGER), 0),
ifnull(CAST(odid AS INTEGER), 0), ifnull(CAST(flags AS INTEGER), 0),
ifnull(CAST(data AS TEXT), '')
FROM cards NOT INDEXED
"""
_NEW = 0
_SUSPENDED = -1
_FLAGS = 0b111
_DAY_S = 86_400
_NOON_S = 8 * 3_600
_A_MOMENT = 1_000_000_000
"""Above it, ``due`` of a card that isn't new is a moment in seconds, below it a day."""

_LONGEST_DAYS = 36_500
_LEAST_STABILITY = 0.0001
_EASIEST, _HARDEST = 1.0, 10.0
_LONGEST_DATA = 10_000
_MEMORY = re.compile(r'"([sd])":\s*(\d{1,9}(?:\.\d{1,20})?)(?=\s*[,}])')


class StoredCard(NamedTuple):
    """A card. ``place``: which of its note's cards, from 0. ``deck``: its own, not a filtered one.

    ``due_ms``: UTC, None for a new card. ``stability`` in days.
    """

    id: int
    place: int
    deck: int
    suspended: bool
    flag: int
    due_ms: int | None
    interval_days: int | None
    stability: float | None
    difficulty: float | None


@dataclass(slots=True)
class Cards:
    """The cards by note id. ``damaged``: the rest is lost."""

    by_note: dict[int, list[StoredCard]] = field(default_factory=dict)
    count: int = 0
    damaged: bool = False


def read_cards(database: sqlite3.Connection, created_s: int) -> Cards:
    """All cards; ``created_s``: when the collection was made, in seconds.

    Raises:
        RefusedError: more cards than anyone could have.
    """
    cards = Cards()
    by_note = cards.by_note
    scan = Scan(database, _QUERY, MAX_CARDS)
    for (
        identifier, note, deck, place, kind, queue, due, interval, own_due, own_deck, flags, data
    ) in scan:  # fmt: skip
        stability, difficulty = _memory(data) if '"s":' in data else (None, None)
        card = StoredCard(
            id=identifier,
            place=place,
            deck=own_deck or deck,
            suspended=queue == _SUSPENDED,
            flag=flags & _FLAGS,
            due_ms=None if kind == _NEW else _due_ms(due, own_due, created_s),
            interval_days=interval if kind != _NEW and 0 < interval <= _LONGEST_DAYS else None,
            stability=stability,
            difficulty=difficulty,
        )
        cards.count += 1
        by_note.setdefault(note, []).append(card)
    cards.damaged = scan.damaged
    return cards


def _due_ms(due: int, own_due: int, created_s: int) -> int | None:
    """When a card is due. A day is taken at its noon, where no clock change moves it to another.

    A collection counts its days from four in the morning, where its owner lives.
    """
    if due < _A_MOMENT:
        due = own_due or due
    seconds = due if due >= _A_MOMENT else created_s + due * _DAY_S + _NOON_S
    return seconds * 1000 if 0 < seconds * 1000 < LAST_MS else None


def _memory(data: str) -> tuple[float | None, float | None]:
    found = dict(_MEMORY.findall(data[:_LONGEST_DATA]))
    if len(found) < 2:
        return None, None
    stability, difficulty = float(found["s"]), float(found["d"])
    if not (_LEAST_STABILITY <= stability <= _LONGEST_DAYS and _EASIEST <= difficulty <= _HARDEST):
        return None, None
    return stability, difficulty
