"""Which of many backups are worth their room: the newest, then fewer the further back they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from flashcards.domain.calendar import MS_PER_SECOND

RECENT = 6
DAYS = 7
WEEKS = 4
MONTHS = 12

_Period = Callable[[datetime], tuple[int, ...]]
_PERIODS: tuple[tuple[int, _Period], ...] = (
    (DAYS, lambda moment: (moment.year, moment.month, moment.day)),
    (WEEKS, lambda moment: tuple(moment.isocalendar()[:2])),
    (MONTHS, lambda moment: (moment.year, moment.month)),
)


def worth_keeping(times_ms: Iterable[int]) -> frozenset[int]:
    """Of moments (UTC milliseconds) at which backups were made, those whose backups stay.

    The six newest stay, and the newest of each of the last seven days, four weeks (Monday to
    Sunday) and twelve months. Only days, weeks and months that have a backup are counted, and
    nothing is compared with the present: after a year's pause, or under a clock that is wrong, as
    much is kept as ever.
    """
    newest_first = sorted(set(times_ms), reverse=True)
    kept = set(newest_first[:RECENT])
    for count, period in _PERIODS:
        newest_of: dict[tuple[int, ...], int] = {}
        for time_ms in newest_first:
            newest_of.setdefault(
                period(datetime.fromtimestamp(time_ms / MS_PER_SECOND, UTC)), time_ms
            )
        kept.update(list(newest_of.values())[:count])
    return frozenset(kept)
