"""The scheduler that a library's settings make, built anew when they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.forgetting import mastered_until_ms
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule, DayLoad
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader
from flashcards.storage.setting_rows import load_settings


class DueCounts(Mapping[int, int]):
    """How many reviews are due on each day, counted by index as they are asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[int, int] = {}

    def __getitem__(self, day: int) -> int:
        if day not in self._known:
            self._known[day] = self._reader.value(
                f"SELECT count(*) FROM card WHERE queue = {Queue.REVIEW:d} AND due_day = :day",
                day=day,
            )
        return self._known[day]

    def get(self, day: int, default: int = 0) -> int:  # type: ignore[override]
        """The count of a day; each day has one."""
        return self[day]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def mastered_until(schedule: CardSchedule, parameters: Sequence[float]) -> int | None:
    """The moment until which the card counts as mastered, None while it was never learned."""
    if schedule.stability is None or schedule.last_review_ms is None:
        return None
    return mastered_until_ms(schedule.stability, schedule.last_review_ms, parameters)


class SchedulerSource:
    """Gives the scheduler and the calendar for the present settings."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._settings: StudySettings | None = None
        self._scheduler: Scheduler | None = None

    def settings(self, reader: Reader) -> StudySettings:
        """The settings of the library."""
        settings = load_settings(reader)
        if settings != self._settings:
            self._settings, self._scheduler = settings, None
        return settings

    def calendar(self, reader: Reader) -> StudyCalendar:
        """The learner's study days."""
        return StudyCalendar(self._zone, self.settings(reader).rollover_hour)

    def scheduler(self, reader: Reader) -> Scheduler:
        """The scheduler for the present settings."""
        settings = self.settings(reader)
        if self._scheduler is None:
            calendar = StudyCalendar(self._zone, settings.rollover_hour)
            self._scheduler = Scheduler(settings.scheduler_config(), calendar)
        return self._scheduler

    def mastered_until(self, reader: Reader, schedule: CardSchedule) -> int | None:
        """The moment until which the card counts as mastered, None while it was never learned."""
        return mastered_until(schedule, self.settings(reader).parameters)

    def load(self, reader: Reader, card_id: int, note_id: int) -> DayLoad:
        """What else is due around the days on which a card may come back."""
        siblings = reader.rows(
            f"SELECT due_day FROM card WHERE note_id = :note AND id <> :card "
            f"AND queue = {Queue.REVIEW:d}",
            note=note_id,
            card=card_id,
        )
        return DayLoad(DueCounts(reader), frozenset(row[0] for row in siblings))
