"""A review log as a table: which card was answered when, how, and how long it took.

Columns ``card_id, review_rating, review_time, review_duration`` and anything more, in any order.
Times are ISO 8601 or milliseconds or seconds since 1970; durations are milliseconds. That is what
this program exports, whose further columns ``kind``, ``due`` and ``retracted`` are read as well,
and the form in which logs are shared to fit parameters on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from flashcards.domain.review import Rating, ReviewKind
from flashcards.errors import FormatError
from flashcards.formats.delimited.encodings import read_text
from flashcards.formats.delimited.records import records
from flashcards.formats.delimited.separators import find_separator
from flashcards.formats.markdown.notes import Warnings
from flashcards.formats.rows import FormatWarning, LogCard, LogRows, ReviewRow

_CARD, _RATING, _TIME, _DURATION = "card_id", "review_rating", "review_time", "review_duration"
_NEEDED = frozenset({_CARD, _RATING, _TIME})
_HEADER_BYTES = 4_096

_RATINGS = {str(rating.value): rating for rating in Rating} | {
    rating.name.lower(): rating for rating in Rating
}
_NO_RATING = frozenset({"", "0"})
_KINDS = {kind.value: kind for kind in ReviewKind}
_TRUE = frozenset({"true", "1", "yes"})

_EARLIEST_MS = 315_532_800_000  # 1980
_LATEST_MS = 4_102_444_800_000  # 2100
_SECONDS_BELOW = 10**11  # as milliseconds that is 1973, as seconds the year 5138
_LONGEST_MS = 24 * 60 * 60 * 1000
_LARGEST_ID = 2**63 - 1
# So this program writes ids for spreadsheets, which would lose digits of such a number.
_WHOLE_ID = re.compile(r'="(-?\d{1,20})"')


def looks_like_review_log(data: bytes) -> bool:
    """Whether a file begins with the header of a review log."""
    head = data[:_HEADER_BYTES]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    line = head.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    words = (line[0] if line else b"").decode("utf-8", "ignore").lower()
    for mark in ',;\t"':
        words = words.replace(mark, " ")
    return set(words.split()) >= _NEEDED


def read_review_log(data: bytes, name: str) -> LogRows:
    """The reviews of a log, sorted by card and time.

    Rows that cannot be used are skipped and told by their number; what was taken back later is
    left out. ``name`` is the file's, which gives the log its title.

    Raises:
        FormatError: the file is no table, or lacks one of the three columns that are needed.
    """
    decoded = read_text(data, name)
    separator = find_separator(decoded.text, name) or ","
    damage: list[FormatWarning] = []
    numbered = enumerate(records(decoded.text, separator, damage), 1)
    header = next((cells for _, cells in numbered if any(cells)), [])
    columns = _Columns.of(header, name)
    warnings = Warnings(list(decoded.warnings))
    cards: dict[int, dict[int, ReviewRow]] = {}
    skipped = 0
    for number, cells in numbered:
        if not any(cells):
            continue
        try:
            found = columns.read(cells)
        except _UnusableError as error:
            warnings.add(number, f"Row {number} {error}; it is skipped.")
            skipped += 1
            continue
        if found is None:
            continue
        card, review = found
        first = cards.setdefault(card, {}).setdefault(review.time_ms, review)
        if first is not review:
            warnings.add(number, f"Row {number} repeats a review of its card; it is skipped.")
            skipped += 1
    for warning in damage:
        warnings.add(warning.line, warning.message)
    return LogRows(
        title=PurePath(name).stem or name,
        cards=tuple(
            LogCard(card, tuple(reviews[time] for time in sorted(reviews)))
            for card, reviews in sorted(cards.items())
        ),
        warnings=warnings.listed(),
        skipped=skipped,
    )


class _UnusableError(Exception):
    """Why a row cannot be used."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns are; -1 for one that is missing."""

    card: int
    rating: int
    time: int
    duration: int
    kind: int
    due: int
    retracted: int

    @classmethod
    def of(cls, header: Sequence[str], name: str) -> _Columns:
        """The columns that a header names."""
        places: dict[str, int] = {}
        for at, cell in enumerate(header):
            places.setdefault(cell.strip().lower(), at)
        if missing := sorted(_NEEDED - set(places)):
            raise FormatError(
                f"not a review log: the column {missing[0]} is missing. "
                f"Its first row has to name {_CARD}, {_RATING} and {_TIME}.",
                file=name,
                line=1,
            )
        further = (_DURATION, "kind", "due", "retracted")
        return cls(
            places[_CARD], places[_RATING], places[_TIME], *(places.get(at, -1) for at in further)
        )

    def read(self, cells: Sequence[str]) -> tuple[int, ReviewRow] | None:
        """A row's card and review, None for one that was taken back."""
        if _cell(cells, self.retracted).lower() in _TRUE:
            return None
        kind = _KINDS.get(_cell(cells, self.kind).lower(), ReviewKind.REVIEW)
        if kind is ReviewKind.RETRACTION:
            return None
        card = _card_id(_cell(cells, self.card))
        rating = _rating(_cell(cells, self.rating))
        time_ms = _time_ms(_cell(cells, self.time), "review_time")
        if rating is None and kind is ReviewKind.REVIEW:
            kind = ReviewKind.MANUAL
        due = _cell(cells, self.due)
        return card, ReviewRow(
            time_ms=time_ms,
            rating=rating,
            kind=kind,
            duration_ms=_duration_ms(_cell(cells, self.duration)),
            interval_s=max(0, _time_ms(due, "due") - time_ms) // 1000 if due else None,
        )


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if 0 <= at < len(cells) else ""


def _card_id(text: str) -> int:
    whole = _WHOLE_ID.fullmatch(text)
    text = whole[1] if whole else text
    # int() reads longer and other digits too
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 20):
        raise _UnusableError(f"has no whole number as card_id: '{text[:40]}'")
    card = int(text)
    if abs(card) > _LARGEST_ID:
        raise _UnusableError(f"has a card_id that is too large: {text}")
    return card


def _rating(text: str) -> Rating | None:
    """The grade; None for a row that is no answer."""
    word = text.lower().removesuffix(".0")
    rating = _RATINGS.get(word)
    if rating is None and word not in _NO_RATING:
        raise _UnusableError(f"has a review_rating other than 1 to 4: '{text[:40]}'")
    return rating


def _time_ms(text: str, column: str) -> int:
    digits = text.removesuffix(".0")
    if digits.isascii() and digits.isdigit() and len(digits) < 16:
        number = int(digits)
        time_ms = number * 1000 if number < _SECONDS_BELOW else number
    else:
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=UTC)
            time_ms = round(moment.timestamp() * 1000)
        except (ValueError, OverflowError) as error:
            raise _UnusableError(f"has no moment as {column}: '{text[:40]}'") from error
    if not _EARLIEST_MS <= time_ms < _LATEST_MS:
        raise _UnusableError(f"has a {column} out of all bounds: '{text[:40]}'")
    return time_ms


def _duration_ms(text: str) -> int:
    """The time that an answer took, 0 where it is unknown; a day at most."""
    try:
        duration = float(text)
    except ValueError:
        return 0
    # a comparison that 'nan' fails
    return min(round(duration), _LONGEST_MS) if 0 < duration < 2**53 else 0
