"""Planned breaks: announced beforehand, the cards due in them moved around them, undoable."""

from __future__ import annotations

from datetime import date

from flashcards.domain.breaks import DueCard, Span, merged, moved_around
from flashcards.domain.calendar import date_of, day_of
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.planning.today import DAYS_KEY
from flashcards.services.scheduling.backlog_view import BreakPreview, DayCards
from flashcards.services.scheduling.moving import move_cards
from flashcards.services.scheduling.rebuild import set_meta
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.pace import learner_pace
from flashcards.storage.card_rows import Queue
from flashcards.storage.queue_sql import due_by_day
from flashcards.storage.reading import Reader
from flashcards.storage.setting_rows import save_setting
from flashcards.storage.unit_of_work import Database

LONGEST_DAYS = 366
_ANNOUNCED, _CANCELLED = _("Plan a break"), _("Remove break")
_SHOWN_AROUND = 7


class BreakService:
    """Announces breaks, previews what they move, and takes them back."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def planned(self) -> tuple[Span, ...]:
        """All breaks, past ones too, in order."""
        with self._database.read() as reader:
            return self._schedulers.settings(reader).breaks

    def preview(self, first: date, last: date) -> BreakPreview:
        """What a break from one day to another would move. Raises InvalidValueError."""
        with self._database.read() as reader:
            return self._preview(reader, self._span(reader, first, last))[0]

    def announce(self, first: date, last: date, origin: str = "") -> Changes:
        """Plan a break, and move the cards that are due in it. Raises InvalidValueError.

        Days that lie behind count as days off for the streak; what was due then waits as it did.
        """
        with self._database.write("break", _ANNOUNCED, origin) as operation:
            span = self._span(operation, first, last)
            moves = self._preview(operation, span)[1]
            breaks = self._schedulers.settings(operation).breaks
            save_setting(operation, "breaks", merged((*breaks, span)))
            move_cards(operation, moves, self._today(operation))
            # a plan with a date is made anew, without the days of the break
            set_meta(operation, DAYS_KEY, "{}")
        return self._changes(operation.kept_id, _ANNOUNCED, origin)

    def cancel(self, first: date, origin: str = "") -> Changes:
        """Remove the break that begins on a day; cards that it moved stay where they are.

        Raises NotFoundError where there is none.
        """
        with self._database.write("break", _CANCELLED, origin) as operation:
            breaks = self._schedulers.settings(operation).breaks
            left = tuple(span for span in breaks if span[0] != day_of(first))
            if len(left) == len(breaks):
                raise NotFoundError(_("no break begins on {day}.").format(day=first.isoformat()))
            save_setting(operation, "breaks", left)
            set_meta(operation, DAYS_KEY, "{}")
        return self._changes(operation.kept_id, _CANCELLED, origin)

    def _preview(self, reader: Reader, span: Span) -> tuple[BreakPreview, dict[int, int]]:
        today = self._today(reader)
        first, last = span
        settings = self._schedulers.settings(reader)
        shown = range(max(today, first - _SHOWN_AROUND), last + _SHOWN_AROUND + 1)
        counts = due_by_day(reader, today, last + LONGEST_DAYS)
        cards = reader.rows(
            f"SELECT id, last_study_day, due_day FROM card WHERE queue = {Queue.REVIEW:d} "
            "AND due_day BETWEEN :first AND :last",
            first=max(first, today),
            last=last,
        )
        due = [DueCard(card, last_day or day, day) for card, last_day, day in cards]
        others = tuple(each for each in settings.breaks if each != span)
        moves = moved_around(due, span, today, counts, others) if last >= today else {}
        after = counts.copy()
        after.subtract(card.due_day for card in due if card.card_id in moves)
        after.update(moves.values())
        seconds = learner_pace(reader, today).review_s
        preview = BreakPreview(
            first=first,
            last=last,
            sooner=sum(day < first for day in moves.values()),
            later=sum(day > last for day in moves.values()),
            before=tuple(DayCards(day, counts[day], counts[day] * seconds) for day in shown),
            after=tuple(DayCards(day, after[day], after[day] * seconds) for day in shown),
        )
        return preview, moves

    def _span(self, reader: Reader, first: date, last: date) -> Span:
        span = day_of(first), day_of(last)
        if span[0] > span[1]:
            raise InvalidValueError(_("the break ends before it begins."))
        if span[1] - span[0] >= LONGEST_DAYS:
            raise InvalidValueError(_("a break has {n} days at most.").format(n=LONGEST_DAYS))
        nearest, farthest = self._today(reader) - LONGEST_DAYS, self._today(reader) + LONGEST_DAYS
        if not nearest <= span[0] <= farthest:
            raise InvalidValueError(
                _("a break begins from {first} to {last}.").format(
                    first=date_of(nearest).isoformat(), last=date_of(farthest).isoformat()
                )
            )
        return span

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._database.clock.now_ms())

    @staticmethod
    def _changes(operation: int | None, label: str, origin: str) -> Changes:
        return Changes(operation, label, cards=True, settings=True, reviews=True, origin=origin)
