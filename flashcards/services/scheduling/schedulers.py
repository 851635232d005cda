"""The schedulers that the settings of a library and of its presets make, built as they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.forgetting import mastered_until_ms
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule, DayLoad
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import Queue
from flashcards.storage.preset_rows import LIBRARY, Assignments, load_assignments
from flashcards.storage.reading import Reader, id_list
from flashcards.storage.setting_rows import load_settings

_MOST_KEPT = 32
_CHUNK = 20_000


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
    """Gives the schedulers and the calendar for the present settings.

    ``preset`` LIBRARY stands for the library's own settings in all that follows.
    """

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._schedulers: dict[StudySettings, Scheduler] = {}

    def settings(self, reader: Reader) -> StudySettings:
        """The settings of the library."""
        return load_settings(reader)

    def assignments(self, reader: Reader) -> Assignments:
        """Which settings each card follows."""
        return load_assignments(reader, self.settings(reader))

    def calendar(self, reader: Reader) -> StudyCalendar:
        """The learner's study days."""
        return StudyCalendar(self._zone, self.settings(reader).rollover_hour)

    def scheduler(self, reader: Reader) -> Scheduler:
        """The scheduler for the library's own settings."""
        return self.scheduler_for(self.settings(reader))

    def scheduler_of(self, reader: Reader, deck_id: int, topic_id: int | None) -> Scheduler:
        """The scheduler that a card of this deck and topic follows."""
        return self.scheduler_for(self.assignments(reader).settings_of(deck_id, topic_id))

    def scheduler_for(self, settings: StudySettings) -> Scheduler:
        """The scheduler for these settings. Raises InvalidValueError where they are out of bounds.

        It is kept: building one takes a hundred times as long as an answer.
        """
        found = self._schedulers.get(settings)
        if found is None:
            if len(self._schedulers) >= _MOST_KEPT:
                self._schedulers.clear()
            calendar = StudyCalendar(self._zone, settings.rollover_hour)
            found = self._schedulers[settings] = Scheduler(settings.scheduler_config(), calendar)
        return found

    def by_settings(
        self, reader: Reader, cards: Sequence[int]
    ) -> list[tuple[StudySettings, Sequence[int]]]:
        """The cards by the settings that they follow; each card once, in the order given."""
        assignments = self.assignments(reader)
        if assignments.plain:
            return [(assignments.settings[LIBRARY], cards)]
        found: dict[StudySettings, list[int]] = {}
        for start in range(0, len(cards), _CHUNK):
            portion = cards[start : start + _CHUNK]
            places = {
                row[0]: (row[1], row[2])
                for row in reader.rows(
                    f"SELECT id, deck_id, topic_id FROM card WHERE id IN ({id_list(portion)})"
                )
            }
            for card in portion:
                # the log may have rows of a card that is not here: by the library's settings
                settings = assignments.settings_of(*places.get(card, (LIBRARY, None)))
                found.setdefault(settings, []).append(card)
        return list(found.items())

    def load(self, reader: Reader, card_id: int, note_id: int) -> DayLoad:
        """What else is due around the days on which a card may come back."""
        siblings = reader.rows(
            f"SELECT due_day FROM card WHERE note_id = :note AND id <> :card "
            f"AND queue = {Queue.REVIEW:d}",
            note=note_id,
            card=card_id,
        )
        return DayLoad(
            DueCounts(reader),
            frozenset(row[0] for row in siblings),
            breaks=self.settings(reader).breaks,
            keeps_early=True,
        )
