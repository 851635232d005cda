"""A session in progress: which card is next, as answers come in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from flashcards.domain.calendar import MS_PER_MINUTE
from flashcards.domain.queue import QueueItem
from flashcards.domain.review import State
from flashcards.domain.scheduling import Outcome
from flashcards.services.card_view import SessionProgress
from flashcards.services.studying.day_queue import DayQueue, SessionFilter
from flashcards.services.studying.pace import Pace
from flashcards.storage.roadmap_rows import StoredRoadmap


@dataclass(slots=True, kw_only=True)
class Turns(ABC):
    """Whose turn it is in a session: a card in its steps when it is due, else one of the others.

    Steps that are not due yet come forward by ``learn_ahead_minutes`` when nothing else is left.
    """

    filter: SessionFilter
    roadmap: StoredRoadmap
    pace: Pace
    learn_ahead_minutes: int
    done: int = 0
    _current: int | None = None

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

    def next_due_ms(self) -> int | None:
        """When the next card in its steps is due, None when there is none."""
        step = self._next_step()
        return None if step is None else step[0]

    def _drop_current(self) -> None:
        """Let go of the card that is shown if it does not wait any more."""
        if self._current is not None and not self._waits(self._current):
            self._current = None

    def _choose(self, now_ms: int) -> int | None:
        step, other = self._next_step(), self._next_other()
        if step is not None and step[0] <= now_ms:
            return step[1]
        if other is not None:
            return other
        ahead_ms = self.learn_ahead_minutes * MS_PER_MINUTE
        if step is not None and step[0] <= now_ms + ahead_ms:
            return step[1]
        return None

    @abstractmethod
    def _next_step(self) -> tuple[int, int] | None:
        """Of the cards in their steps the one that is due first: when, and its id."""

    @abstractmethod
    def _next_other(self) -> int | None:
        """The first of the cards that wait for no step."""

    @abstractmethod
    def _waits(self, card_id: int) -> bool:
        """Whether a card is still to be asked."""


@dataclass(slots=True, kw_only=True)
class Session(Turns):
    """Mutable: it forgets a card that was answered and takes up one that comes back today."""

    bury_siblings: bool
    _others: list[QueueItem] = field(default_factory=list)
    _learning: dict[int, QueueItem] = field(default_factory=dict)

    def replace_queue(self, queue: DayQueue) -> None:
        """Take the cards of a newly built queue; the count of what was done stays."""
        self.roadmap = queue.roadmap
        self._others = list(queue.others)
        self._learning = {item.card_id: item for item in queue.learning}
        self._drop_current()

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

    def progress(self, now_ms: int) -> SessionProgress:
        """How far the session is."""
        new = sum(item.state is State.NEW for item in self._others)
        reviews = len(self._others) - new
        left = len(self._others) + len(self._learning)
        seconds = self.pace.seconds(reviews + len(self._learning), new)
        return SessionProgress(self.done, left, seconds)

    def _next_step(self) -> tuple[int, int] | None:
        due = ((item.due_ms, item.card_id) for item in self._learning.values())
        return min(due, default=None)

    def _next_other(self) -> int | None:
        return self._others[0].card_id if self._others else None

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
