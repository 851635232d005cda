"""A backlog after days away: spread over days, worked off by worth, or caught up with at once.

A spread moves due dates, each by a row of the review log. The other two move nothing: the choice is
kept with the settings and read when a day's cards are put together (``studying.comeback``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flashcards.domain.backlog import LONGEST_SPREAD_DAYS, Horizon, Waiting, by_limit, spread
from flashcards.domain.breaks import span_of
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.scheduling.backlog_view import Backlog, BacklogPreview, DayCards
from flashcards.services.scheduling.moving import move_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.comeback import (
    BACKLOG_KEY,
    CATCH_UP,
    NO_CHOICE,
    SPREAD,
    VALUE,
    BacklogChoice,
    days_away,
    most_valuable,
)
from flashcards.services.studying.day_queue import done_today
from flashcards.services.studying.pace import learner_pace
from flashcards.settings import StudySettings
from flashcards.storage.queue_sql import Scope, count_due, due_by_day
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database, Operation

LABELS = {
    SPREAD: _("Spread the backlog"),
    VALUE: _("Most valuable cards first"),
    CATCH_UP: _("Catch up today"),
}
_FEWEST_DAYS_SHOWN = 14
_USUAL_DAYS = 14
_USUAL_SLACK = 1.5
_LEAST_A_DAY = 20


class BacklogService:
    """Looks at a backlog, previews each way out of it, and takes one."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def look(self) -> Backlog:
        """What waits now, and over how many days it would be spread."""
        with self._database.read() as reader:
            settings, today = self._settings(reader), self._today(reader)
            waiting = count_due(reader, Scope(today, settings.track), buried=False)
            usual = _usual_reviews(reader)
            return Backlog(
                day=today,
                waiting=waiting,
                away=days_away(reader, today),
                usual=usual,
                limit=settings.reviews_per_day,
                days=self._proposed_days(reader, settings, waiting, usual),
                review_seconds=learner_pace(reader, today).review_s,
            )

    def preview(self, way: str, days: int = 7) -> BacklogPreview:
        """How the days come out; changes nothing.

        ``days``: of a spread. Raises InvalidValueError for a way or a number of days out of bounds.
        """
        _check(way, days)
        with self._database.read() as reader:
            return self._preview(reader, way, days)

    def apply(self, way: str, days: int = 7, origin: str = "") -> Changes:
        """Do what the preview says; one operation that undo takes back. Raises as ``preview``."""
        _check(way, days)
        with self._database.write("backlog", LABELS[way], origin) as operation:
            today = self._today(operation)
            if way == SPREAD:
                move_cards(operation, self._spread(operation, days), today)
                _keep(operation, NO_CHOICE)
            else:
                _keep(operation, BacklogChoice(way, today).text())
        label = LABELS[way]
        return Changes(operation.kept_id, label, cards=True, settings=True, origin=origin)

    def _preview(self, reader: Reader, way: str, days: int) -> BacklogPreview:
        settings, today = self._settings(reader), self._today(reader)
        waiting = count_due(reader, Scope(today, settings.track), buried=False)
        limit = max(1, settings.reviews_per_day)
        shown = max(_FEWEST_DAYS_SHOWN, days if way == SPREAD else 0)
        before = _due_by_day(reader, settings, today, shown)
        before[0] = waiting
        after, moved = list(before), 0
        if way == SPREAD:
            placed = self._spread(reader, days)
            moved = len(placed)
            gone = Counter(placed.values())
            after = [due + gone[today + number] for number, due in enumerate(before)]
            after[0] -= moved
            clear: int | None = today + days
        elif way == VALUE:
            first = max(0, limit - done_today(reader, today).reviews)
            after = by_limit(waiting, before, [first, *[limit] * (shown - 1)])
            clear = next((today + n for n in range(1, shown) if after[n] < limit), None)
        else:
            clear = today + 1
        seconds = learner_pace(reader, today).review_s
        return BacklogPreview(
            way=way,
            before=_days(today, before, seconds),
            after=_days(today, after, seconds),
            moved=moved,
            clear_day=clear,
        )

    def _spread(self, reader: Reader, days: int) -> dict[int, int]:
        """The new day of each card that waits and does not stay where it is, the best first."""
        settings, today = self._settings(reader), self._today(reader)
        scope = Scope(today, settings.track)
        now_ms = self._database.clock.now_ms()
        every = count_due(reader, scope)
        cards = most_valuable(reader, scope, settings.parameters, now_ms, every)
        horizon = Horizon(
            today=today,
            days=days,
            counts=dict(enumerate(_due_by_day(reader, settings, today, days), today)),
            easy_days=settings.easy_days,
            closed=frozenset(
                day for day in range(today, today + days) if span_of(settings.breaks, day)
            ),
        )
        placed = spread([Waiting(card.card_id, card.note_id) for card in cards], horizon)
        return {card: day for card, day in placed.items() if day != today}

    def _proposed_days(
        self, reader: Reader, settings: StudySettings, waiting: int, usual: float
    ) -> int:
        """As few days as keep each of them near a usual one, and within the limit."""
        most = max(_LEAST_A_DAY, min(settings.reviews_per_day, round(usual * _USUAL_SLACK)))
        coming = _due_by_day(reader, settings, self._today(reader), LONGEST_SPREAD_DAYS)
        left = waiting
        for number, due in enumerate(coming):
            left -= max(0, most - (due if number else 0))
            if left <= 0:
                return max(2, number + 1)
        return LONGEST_SPREAD_DAYS

    def _settings(self, reader: Reader) -> StudySettings:
        return self._schedulers.settings(reader)

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._database.clock.now_ms())


def _due_by_day(reader: Reader, settings: StudySettings, today: int, days: int) -> list[int]:
    """The reviews that are due on each of so many days, today the first, without the overdue."""
    counts = due_by_day(reader, today, today + days - 1, settings.track)
    return [counts[today + number] for number in range(days)]


def _usual_reviews(reader: Reader) -> float:
    """The reviews of a day, as a mean of the last days on which there were any."""
    found = reader.value(
        "SELECT avg(due_reviews) FROM (SELECT due_reviews FROM study_day WHERE due_reviews > 0 "
        "ORDER BY day DESC LIMIT :days)",
        days=_USUAL_DAYS,
    )
    return float(found or 0.0)


def _days(today: int, counts: Sequence[int], seconds: float) -> tuple[DayCards, ...]:
    return tuple(
        DayCards(today + number, count, count * seconds) for number, count in enumerate(counts)
    )


def _keep(operation: Operation, text: str) -> None:
    if operation.value("SELECT 1 FROM setting WHERE key = :key", key=BACKLOG_KEY) is None:
        operation.execute(
            "INSERT INTO setting (key, value) VALUES (:key, :none)", key=BACKLOG_KEY, none=NO_CHOICE
        )
    operation.update("setting", BACKLOG_KEY, value=text)


def _check(way: str, days: int) -> None:
    if way not in LABELS:
        raise InvalidValueError(
            _("{way!r} is no way out of a backlog: {ways}.").format(way=way, ways=", ".join(LABELS))
        )
    if not 2 <= days <= LONGEST_SPREAD_DAYS:
        raise InvalidValueError(
            _("{days} days are out of bounds: 2 to {most}.").format(
                days=days, most=LONGEST_SPREAD_DAYS
            )
        )
