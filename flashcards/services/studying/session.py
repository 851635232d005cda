"""A session in progress: which card is next, as answers come in."""

from __future__ import annotations

from dataclasses import dataclass, field

from flashcards.domain.calendar import MS_PER_MINUTE
from flashcards.domain.queue import QueueItem
from flashcards.domain.review import State
from flashcards.domain.scheduling import Outcome
from flashcards.services.card_view import SessionProgress
from flashcards.services.studying.day_queue import DayQueue, SessionFilter
from flashcards.services.studying.pace import Pace
from flashcards.storage.roadmap_rows import StoredRoadmap


@dataclass(slots=True)
class Session:
    """Mutable: it forgets a card that was answered and takes up one that comes back today."""

    filter: SessionFilter
    roadmap: StoredRoadmap
    pace: Pace
    learn_ahead_minutes: int
    bury_siblings: bool
    done: int = 0
    _others: list[QueueItem] = field(default_factory=list)
    _learning: dict[int, QueueItem] = field(default_factory=dict)
    _current: int | None = None

    def replace_queue(self, queue: DayQueue) -> None:
        """Take the cards of a newly built queue; the count of what was done stays."""
        self.roadmap = queue.roadmap
        self._others = list(queue.others)
        self._learning = {item.card_id: item for item in queue.learning}
        if self._current is not None and not self._waits(self._current):
            self._current = None

    def current(self, now_ms: int) -> int | None:
        """The card to show: it stays until it is answered or put away."""
        if self._current is None:
            self._current = self._choose(now_ms)
        return self._current

    def bring(self, card_id: int) -> None:
        """Show this card next if it waits at all."""
        if self._waits(card_id):
            self._current = card_id

    def choose_anew(self) -> None:
        """Let go of the card that is shown: it was answered elsewhere."""
        self._current = None

    def answered(self, card_id: int, note_id: int, outcome: Outcome) -> None:
        """Take note of an answer that was kept."""
        self.done += 1
        self._forget(card_id, note_id if self.bury_siblings else None)
        schedule = outcome.schedule
        if schedule.due_ms is not None:
            self._learning[card_id] = QueueItem(
                card_id, note_id, schedule.state, due_ms=schedule.due_ms
            )

    def put_away(self, card_id: int) -> None:
        """Leave a card out: it was buried or suspended."""
        self._forget(card_id, None)

    def next_due_ms(self) -> int | None:
        """When the next learning card is due, None when there is none."""
        return min((item.due_ms for item in self._learning.values()), default=None)

    def progress(self, now_ms: int) -> SessionProgress:
        """How far the session is."""
        new = sum(item.state is State.NEW for item in self._others)
        reviews = len(self._others) - new
        left = len(self._others) + len(self._learning)
        seconds = self.pace.seconds(reviews + len(self._learning), new)
        return SessionProgress(self.done, left, seconds)

    def _choose(self, now_ms: int) -> int | None:
        learning = min(self._learning.values(), key=_by_due, default=None)
        if learning is not None and learning.due_ms <= now_ms:
            return learning.card_id
        if self._others:
            return self._others[0].card_id
        ahead_ms = self.learn_ahead_minutes * MS_PER_MINUTE
        if learning is not None and learning.due_ms <= now_ms + ahead_ms:
            return learning.card_id
        return None

    def _waits(self, card_id: int) -> bool:
        return card_id in self._learning or any(i.card_id == card_id for i in self._others)

    def _forget(self, card_id: int, note_id: int | None) -> None:
        self._learning.pop(card_id, None)
        self._others = [
            item
            for item in self._others
            if item.card_id != card_id and (note_id is None or item.note_id != note_id)
        ]
        if self._current == card_id:
            self._current = None


def _by_due(item: QueueItem) -> tuple[int, int]:
    return item.due_ms, item.card_id
