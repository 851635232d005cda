"""Moving due dates after parameters or retention have changed: previewed, one step, undoable.

A change of parameters moves no due date by itself. Whoever wants the present settings to count for
all cards at once moves them here, each by a row of the review log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.scheduling.moving import move_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader, Row
from flashcards.storage.unit_of_work import Database

if TYPE_CHECKING:
    from flashcards.domain.rescheduling import ReviewCards

_LABEL = _("Reschedule")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Load:
    """What is due: today (with what is overdue), in the week from today on, on the heaviest day."""

    today: int
    week: int
    heaviest_day: int
    heaviest: int


@dataclass(frozen=True, slots=True)
class ReschedulePreview:
    """What rescheduling would do.

    ``cards`` in review, of which ``moved`` would move: ``sooner`` and ``later``. ``days``: the new
    study day of each card that moves.
    """

    cards: int
    moved: int
    sooner: int
    later: int
    before: Load
    after: Load
    days: Mapping[int, int]


class ReschedulingService:
    """Previews and applies new due dates."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def preview(self) -> ReschedulePreview:
        """What would move with the present parameters and retention; changes nothing."""
        with self._database.read() as reader:
            return self._preview(reader)

    def apply(self, origin: str = "") -> Changes:
        """Move what the preview says for now; one operation that undo takes back."""
        with self._database.write("reschedule", _LABEL, origin) as operation:
            preview = self._preview(operation)
            if preview.moved:
                today = self._today(operation)
                move_cards(operation, preview.days, today)
        return Changes(operation.kept_id, _LABEL, cards=True, reviews=True, origin=origin)

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._database.clock.now_ms())

    def _preview(self, reader: Reader) -> ReschedulePreview:
        rows = reader.rows(
            "SELECT id, note_id, reps, stability, last_study_day, due_day FROM card "
            f"WHERE queue = {Queue.REVIEW:d} AND stability IS NOT NULL "
            "AND last_study_day IS NOT NULL AND due_day IS NOT NULL ORDER BY id"
        )
        today = self._today(reader)
        due = Counter(row[5] for row in rows)
        days, after = self._moved(reader, rows, today, due)
        former = {row[0]: row[5] for row in rows if row[0] in days}
        return ReschedulePreview(
            cards=len(rows),
            moved=len(days),
            sooner=sum(day < former[card] for card, day in days.items()),
            later=sum(day > former[card] for card, day in days.items()),
            before=_load(due, today),
            after=_load(after, today),
            days=days,
        )

    def _moved(
        self, reader: Reader, rows: Sequence[Row], today: int, due: Counter[int]
    ) -> tuple[dict[int, int], Counter[int]]:
        """The new day of each card that moves, and what is then due; one preset after another."""
        from flashcards.domain.rescheduling import rescheduled

        days: dict[int, int] = {}
        after = due.copy()
        place = {row[0]: number for number, row in enumerate(rows)}
        for settings, own in self._schedulers.by_settings(reader, list(place)):
            chosen = rows if len(own) == len(rows) else [rows[place[card]] for card in own]
            config = self._schedulers.scheduler_for(settings).config
            moved = rescheduled(_columns(chosen), config, today, after, settings.breaks)
            days |= moved
            after.subtract(rows[place[card]][5] for card in moved)
            after.update(moved.values())
        return days, after


def _columns(rows: Sequence[Row]) -> ReviewCards:
    # numpy, which nothing at the start has to wait for
    import numpy as np

    from flashcards.domain.rescheduling import ReviewCards

    columns = list(zip(*rows, strict=True)) or [()] * 6
    return ReviewCards(
        id=np.array(columns[0], dtype=np.int64),
        note=np.array(columns[1], dtype=np.int64),
        reps=np.array(columns[2], dtype=np.int64),
        stability=np.array(columns[3], dtype=np.float64),
        last_day=np.array(columns[4], dtype=np.int64),
        due_day=np.array(columns[5], dtype=np.int64),
    )


def _load(due: Mapping[int, int], today: int) -> Load:
    """What is due from today on; what is overdue counts for today."""
    late = sum(count for day, count in due.items() if day <= today)
    coming = {day: count for day, count in due.items() if day > today} | {today: late}
    heaviest = max(coming, key=lambda day: (coming[day], -day))
    week = sum(coming.get(today + number, 0) for number in range(_WEEK))
    return Load(late, week, heaviest, coming[heaviest])
