"""Reviews that stay bare numbers until somebody looks at one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from flashcards.domain.review import Rating, ReviewKind
from flashcards.formats.answers import ANSWER
from flashcards.formats.rows import ReviewRow

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = (
    ReviewKind.REVIEW,
    ReviewKind.CRAM,
    ReviewKind.MANUAL,
    ReviewKind.RESET,
    ReviewKind.RESCHEDULE,
)
"""The kinds by their numbers in ``answers``."""

_RATINGS = (None, *Rating)
_TIME_BYTES = 8


class PackedReviews(Sequence[ReviewRow]):
    """The reviews of one card, ``data`` in the form of ``ANSWER``, one behind the other."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data) // ANSWER.size

    def __iter__(self) -> Iterator[ReviewRow]:
        for row in ANSWER.iter_unpack(self.data):
            yield _row(*row)

    @overload
    def __getitem__(self, place: int) -> ReviewRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ReviewRow]: ...
    def __getitem__(self, place: int | slice) -> ReviewRow | Sequence[ReviewRow]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        return _row(*ANSWER.unpack_from(self.data, at * ANSWER.size))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedReviews):
            return self.data == other.data
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def times(self) -> Sequence[int]:
        """The times in milliseconds UTC, in their order."""
        return memoryview(self.data).cast("q")[:: ANSWER.size // _TIME_BYTES].tolist()


def columns(packed: Iterable[PackedReviews]) -> NDArray[Any]:
    """All rows one behind the other, with the columns time, interval, rating, kind, duration."""
    import numpy as np  # only a large import needs it

    fields = [
        ("time", "=i8"), ("interval", "=i8"), ("rating", "=i4"), ("kind", "=i4"),
        ("duration", "=i4"), ("", "V4"),
    ]  # fmt: skip
    return np.frombuffer(b"".join(each.data for each in packed), dtype=np.dtype(fields))


def _row(time_ms: int, interval_s: int, rating: int, kind: int, duration_ms: int) -> ReviewRow:
    return ReviewRow(time_ms, _RATINGS[rating], KINDS[kind], duration_ms, interval_s or None)
