"""63-bit ids: time-ordered for what is made here, hashes for what comes from files."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

RANDOM_BITS = 20
_HASH_MASK = (1 << 63) - 1
RANDOM_MASK = (1 << RANDOM_BITS) - 1
_PART = 256
_BLOCK = (1 << RANDOM_BITS) // _PART


def hashed_id(*parts: str | int) -> int:
    """The same positive 63-bit id for the same parts on every computer (BLAKE2b)."""
    *first, last = map(str, parts)
    return id_hasher(*first)(last)


def id_hasher(*parts: str | int) -> Callable[[str], int]:
    """Gives ``hashed_id(*parts, last)`` for one ``last`` after another."""
    prefix = "".join(f"{part}\x1f" for part in parts).encode("utf-8")

    def hashed(last: str) -> int:
        digest = hashlib.blake2b(prefix + last.encode("utf-8"), digest_size=8).digest()
        return int.from_bytes(digest, "big") & _HASH_MASK or 1

    return hashed


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


def imported_review_id(card: int, time_ms: int, attempt: int = 0) -> int:
    """The id of a review that another program logged: the same at each import, ordered by time.

    Below the milliseconds stand the low bits of the card's id, which is a hash. ``attempt`` above
    0: where the id belongs to another row already, or to one that was taken back.
    """
    return (time_ms << RANDOM_BITS) | ((card + attempt) & RANDOM_MASK)


def next_attempt(identifier: int, card: int) -> int:
    """The id of the attempt that follows the one that gave ``identifier``."""
    attempt = (identifier - card) & RANDOM_MASK
    return imported_review_id(card, id_time_ms(identifier), attempt + 1)


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

    def next_ids(self, count: int) -> list[int]:
        """So many new ids, each larger than the one before.

        Thousands of them share a millisecond, lest the logical time run ahead of the clock.
        """
        made: list[int] = []
        while len(made) < count:
            start = self.next_id() & ~RANDOM_MASK
            block = min(_BLOCK, count - len(made))
            # each in a part of its own of the millisecond, at a random place there
            made.extend(
                start + n * _PART + byte for n, byte in enumerate(secrets.token_bytes(block))
            )
        return made

    def seen(self, identifier: int) -> None:
        """Later ids will be larger than this one, which another process made."""
        self._last_ms = max(self._last_ms, id_time_ms(identifier))
