"""Easy days and the spread of reviews: what a change does to the coming weeks, then keeping it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.breaks import Span
from flashcards.domain.calendar import date_of
from flashcards.domain.easing import DueCard, eased
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.scheduling.moving import move_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader
from flashcards.storage.setting_rows import save_setting
from flashcards.storage.unit_of_work import Database

WEEKS = 4
_DAYS = 7 * WEEKS


@dataclass(frozen=True, slots=True)
class EasedDay:
    """A coming study day: the reviews due now, and then. ``share``: the load it is to have."""

    day: int
    before: int
    after: int
    share: float


@dataclass(frozen=True, slots=True)
class Easing:
    """What a change of the week does.

    ``days``: four weeks from tomorrow on. ``moved``: how many cards would move at once; the others
    follow as they are answered.
    """

    days: tuple[EasedDay, ...]
    moved: int
    easy_days: tuple[float, ...]
    balance: bool


class EasingService:
    """Previews and keeps another week."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def preview(self, easy_days: Sequence[float], balance: bool) -> Easing:
        """The coming weeks with these easy days; changes nothing. Raises InvalidValueError."""
        _check(easy_days)
        with self._database.read() as reader:
            today = self._today(reader)
            due = _due(reader, today)
            moved = self._moved(reader, easy_days, balance)
            former = _former(reader, moved)
        after = due.copy()
        after.subtract(former.values())
        after.update(moved.values())
        days = tuple(
            EasedDay(day, due[day], after[day], easy_days[date_of(day).weekday()])
            for day in range(today + 1, today + _DAYS + 1)
        )
        return Easing(days, len(moved), tuple(easy_days), balance)

    def apply(
        self, easy_days: Sequence[float], balance: bool, *, move: bool, origin: str = ""
    ) -> Changes:
        """Keep the week, and move what the preview says where ``move``; one step for undo."""
        _check(easy_days)
        label = _("Set easy days")
        with self._database.write("setting", label, origin) as operation:
            save_setting(operation, "easy_days", tuple(easy_days))
            save_setting(operation, "load_balance", balance)
            if move:
                moved = self._moved(operation, easy_days, balance)
                move_cards(operation, moved, self._today(operation))
        return Changes(
            operation.kept_id, label, settings=True, cards=True, reviews=move, origin=origin
        )

    def _moved(
        self, reader: Reader, easy_days: Sequence[float], balance: bool
    ) -> Mapping[int, int]:
        today = self._today(reader)
        settings = self._schedulers.settings(reader)
        rows = reader.rows(
            "SELECT id, note_id, last_study_day, due_day FROM card "
            f"WHERE queue = {Queue.REVIEW:d} AND last_study_day IS NOT NULL "
            "AND due_day > :today AND due_day <= :last ORDER BY due_day, id",
            today=today,
            last=today + _DAYS,
        )
        breaks: Sequence[Span] = settings.breaks
        return eased(
            [DueCard(*row) for row in rows],
            _due(reader, today),
            today=today,
            easy_days=easy_days,
            balance=balance,
            breaks=breaks,
        )

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._database.clock.now_ms())


def _due(reader: Reader, today: int) -> Counter[int]:
    """The reviews of each coming day; a card may move some days beyond the last that is shown."""
    rows = reader.rows(
        f"SELECT due_day, count(*) FROM card WHERE queue = {Queue.REVIEW:d} "
        "AND due_day > :today AND due_day <= :last GROUP BY due_day",
        today=today,
        last=today + 2 * _DAYS,
    )
    return Counter({row[0]: row[1] for row in rows})


def _former(reader: Reader, moved: Mapping[int, int]) -> dict[int, int]:
    rows = reader.rows(
        f"SELECT id, due_day FROM card WHERE queue = {Queue.REVIEW:d} AND due_day IS NOT NULL"
    )
    return {row[0]: row[1] for row in rows if row[0] in moved}


def _check(easy_days: Sequence[float]) -> None:
    if len(easy_days) != 7 or not all(0 <= share <= 1 for share in easy_days):
        raise InvalidValueError(_("easy days are seven numbers from 0 to 1, for Monday to Sunday."))
