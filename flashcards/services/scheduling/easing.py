"""Easy days and the spread of reviews: what a change does to the coming weeks, then keeping it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.calendar import date_of
from flashcards.domain.easing import DueCard, eased
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.scheduling.moving import move_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.card_rows import Queue
from flashcards.storage.queue_sql import due_by_day
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
            cards = _movable(reader, today)
            moved = self._moved(reader, cards, easy_days, balance)
        after = due.copy()
        after.subtract(card.due_day for card in cards if card.id in moved)
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
                today = self._today(operation)
                cards = _movable(operation, today)
                move_cards(operation, self._moved(operation, cards, easy_days, balance), today)
        return Changes(
            operation.kept_id, label, settings=True, cards=True, reviews=move, origin=origin
        )

    def _moved(
        self,
        reader: Reader,
        cards: Sequence[DueCard],
        easy_days: Sequence[float],
        balance: bool,
    ) -> Mapping[int, int]:
        today = self._today(reader)
        return eased(
            cards,
            _due(reader, today),
            today=today,
            easy_days=easy_days,
            balance=balance,
            breaks=self._schedulers.settings(reader).breaks,
        )

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._database.clock.now_ms())


def _movable(reader: Reader, today: int) -> list[DueCard]:
    """The reviews of the weeks that are shown."""
    rows = reader.rows(
        "SELECT id, note_id, last_study_day, due_day FROM card "
        f"WHERE queue = {Queue.REVIEW:d} AND last_study_day IS NOT NULL "
        "AND due_day > :today AND due_day <= :last ORDER BY due_day, id",
        today=today,
        last=today + _DAYS,
    )
    return [DueCard(*row) for row in rows]


def _due(reader: Reader, today: int) -> Counter[int]:
    """The reviews of each coming day; a card may move some days beyond the last that is shown."""
    return due_by_day(reader, today + 1, today + 2 * _DAYS)


def _check(easy_days: Sequence[float]) -> None:
    if len(easy_days) != 7 or not all(0 <= share <= 1 for share in easy_days):
        raise InvalidValueError(_("easy days are seven numbers from 0 to 1, for Monday to Sunday."))
