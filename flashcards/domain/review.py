"""The review log: its rows are the truth, a card's memory state is a cache of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

HASH_VERSION = 1
_HASH_PREFIX = bytes([HASH_VERSION])


class Rating(IntEnum):
    """The four grades, numbered as in the log and on the keyboard."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class State(IntEnum):
    """Where a card stands."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class ReviewKind(StrEnum):
    """What a row of the log records."""

    REVIEW = "review"
    CRAM = "cram"
    MANUAL = "manual"
    RESET = "reset"
    RESCHEDULE = "reschedule"
    PLACEMENT = "placement"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True)
class Review:
    """A row of the append-only log.

    ``target``: the row that a retraction takes back. ``study_day``: fixed when answered.
    ``due_day`` or ``due_ms``: when the card is due as given by this row (both None if the row
    moves no due date). ``time_ms``: UTC. ``payload``: JSON text with sorted keys.
    """

    id: int
    card_id: int
    device_id: int
    kind: ReviewKind
    time_ms: int
    study_day: int
    rating: Rating | None = None
    target: int | None = None
    due_day: int | None = None
    due_ms: int | None = None
    duration_ms: int = 0
    payload: str = "{}"

    def hash(self) -> int:
        """A signed 64-bit BLAKE2b over the canonical columns, with a version byte in front."""
        columns = (
            self.id,
            self.card_id,
            self.device_id,
            self.kind.value,
            self.target,
            None if self.rating is None else int(self.rating),
            self.time_ms,
            self.study_day,
            self.due_day,
            self.due_ms,
            self.duration_ms,
            self.payload,
        )
        return row_hash(columns)


def row_hash(columns: Iterable[int | str | None]) -> int:
    """The hash of a row of the log from its columns in their canonical order."""
    canonical = "\x1f".join(["" if column is None else str(column) for column in columns])
    data = _HASH_PREFIX + canonical.encode("utf-8")
    digest = hashlib.blake2b(data, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def payload_text(values: Mapping[str, object]) -> str:
    """The payload of a log row as canonical JSON: keys sorted, no spaces."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
