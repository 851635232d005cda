"""A custom study in progress: its cards are fixed at the start, what was answered is in the log.

A card that is forgotten comes again until it is passed once. Taking an answer back in any way
brings its card back, since the session is made anew from the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from flashcards.domain.queue import QueueItem
from flashcards.domain.review import Rating, ReviewKind, State
from flashcards.domain.scheduling import Outcome
from flashcards.services.card_view import SessionProgress
from flashcards.services.studying.custom_view import CustomStudy
from flashcards.services.studying.session import Turns


@dataclass(slots=True, kw_only=True)
class CustomSession(Turns):
    """Mutable, as ``Session``. ``since``: the newest row of the log when it began."""

    study: CustomStudy
    cards: Mapping[int, QueueItem]
    since: int
    away: set[int] = field(default_factory=set)
    _waiting: list[int] = field(default_factory=list)
    _steps: dict[int, int] = field(default_factory=dict)

    @property
    def kind(self) -> ReviewKind:
        """What its answers are in the log."""
        return ReviewKind.REVIEW if self.study.way.counts else ReviewKind.CRAM

    def take_up(
        self,
        answered: Mapping[int, Rating],
        present: AbstractSet[int],
        steps: Mapping[int, int],
        buried: AbstractSet[int] = frozenset(),
    ) -> None:
        """Stand where the log stands.

        ``answered``: the last answer to each card, in their order. ``present``: the cards that can
        be studied. ``steps``: when a card in its steps is due. ``buried``: of those put away here,
        the ones that are buried still.
        """
        self.away &= buried
        asked = [card for card in self.cards if card in present and card not in self.away]
        self._waiting = [card for card in asked if card not in answered]
        self._steps = {}
        if self.study.way.counts:
            self._steps = {
                card: steps[card] for card in asked if card in answered and card in steps
            }
        else:
            again = [card for card, rating in answered.items() if rating is Rating.AGAIN]
            self._waiting += [card for card in again if card in asked]
        self._drop_current()

    def answered(self, card_id: int, _note_id: int, outcome: Outcome) -> None:
        """Take note of an answer that was kept."""
        self.done += 1
        self._forget(card_id)
        if self.study.way.counts:
            if outcome.schedule.due_ms is not None:
                self._steps[card_id] = outcome.schedule.due_ms
        elif outcome.rating is Rating.AGAIN:
            self._waiting.append(card_id)

    def put_away(self, card_id: int) -> None:
        """Leave a card out: it was buried or suspended."""
        self.away.add(card_id)
        self._forget(card_id)

    def _forget(self, card_id: int) -> None:
        self._steps.pop(card_id, None)
        if card_id in self._waiting:
            self._waiting.remove(card_id)
        if self._current == card_id:
            self._current = None

    def progress(self, now_ms: int) -> SessionProgress:
        """How far the session is."""
        left = len(self._waiting) + len(self._steps)
        new = sum(self.cards[card].state is State.NEW for card in self._waiting)
        return SessionProgress(self.done, left, self.pace.seconds(left - new, new))

    def _next_step(self) -> tuple[int, int] | None:
        return min(((due_ms, card) for card, due_ms in self._steps.items()), default=None)

    def _next_other(self) -> int | None:
        return self._waiting[0] if self._waiting else None

    def _waits(self, card_id: int) -> bool:
        return card_id in self._steps or card_id in self._waiting


def as_cards(items: Sequence[QueueItem]) -> dict[int, QueueItem]:
    """The cards of a session by their ids, in their order."""
    return {item.card_id: item for item in items}
