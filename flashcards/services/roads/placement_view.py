"""A placement test and what it led to, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.services.changes import Changes


@dataclass(frozen=True, slots=True)
class PlacementTest:
    """A drawn test. ``needed``: how many of its cards have to be known.

    ``topic_id`` None: of the whole stage. ``cards``: how many cards passing would place.
    """

    stage_id: int
    topic_id: int | None
    title: str
    card_ids: tuple[int, ...]
    needed: int
    cards: int


@dataclass(frozen=True, slots=True)
class PlacedOut:
    """What a test led to. ``first_days`` and ``last_days``: in how many days its cards are due."""

    passed: bool
    known: int
    asked: int
    placed: int
    first_days: int
    last_days: int
    changes: Changes
