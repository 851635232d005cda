"""63-bit ids: time-ordered for what is made here, hashes for what comes from files."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

RANDOM_BITS = 20
_HASH_MASK = (1 << 63) - 1


def hashed_id(*parts: str | int) -> int:
    """The same positive 63-bit id for the same parts on every computer (BLAKE2b)."""
    text = "\x1f".join(str(part) for part in parts)
    digest = hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _HASH_MASK or 1


def note_id(namespace: str, source_id: str) -> int:
    """The id of a note that a file names ``source_id``."""
    return hashed_id("note", namespace, source_id)


def card_id(note: int, key: str) -> int:
    """The id of the card ``key`` of a note."""
    return hashed_id("card", note, key)


def topic_id(namespace: str, source_id: str) -> int:
    """The id of a topic of the card bank."""
    return hashed_id("topic", namespace, source_id)


def deck_id(name: str) -> int:
    """The id of a deck by its full name."""
    return hashed_id("deck", name.casefold())


def id_time_ms(identifier: int) -> int:
    """The hybrid logical milliseconds of a time-ordered id."""
    return identifier >> RANDOM_BITS


class IdSource:
    """Makes time-ordered ids: 43 bits of hybrid logical milliseconds, 20 random bits.

    Each id is larger than the last one, even when the clock jumps back: the logical time then
    goes on by one millisecond an id from where it was.
    """

    def __init__(self, now_ms: Callable[[], int], last_id: int = 0) -> None:
        self._now_ms = now_ms
        self._last_ms = id_time_ms(last_id)

    def next_id(self) -> int:
        """A new id."""
        self._last_ms = max(self._now_ms(), self._last_ms + 1)
        return (self._last_ms << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)

    def seen(self, identifier: int) -> None:
        """Later ids will be larger than this one, which another process made."""
        self._last_ms = max(self._last_ms, id_time_ms(identifier))
