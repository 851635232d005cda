"""Searching cards: a query in the search language, its cards in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flashcards.domain.forgetting import DECAY
from flashcards.domain.query import parse_query
from flashcards.domain.query_order import BY_DECK, SortOrder
from flashcards.domain.review import State
from flashcards.render.plain import first_line
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.reading import Reader, Row
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_rows import (
    card_rows,
    count_cards,
    find_cards,
    sorted_cards,
)
from flashcards.storage.search_sql import Condition, search_condition
from flashcards.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Searching:
    """A query on its way: what it reads from, what it asks for, and the moment that it is asked."""

    reader: Reader
    condition: Condition
    moment: SearchMoment


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A card in a list of found ones.

    ``question``: the heading as plain text on one line. A review card has ``due_day``, one in its
    steps ``due_ms``, a new one neither.
    """

    card_id: int
    note_id: int
    deck: str
    question: str
    state: State
    due_day: int | None
    due_ms: int | None
    tags: tuple[str, ...]


class SearchService:
    """Finds cards. Every method raises QueryError for a query that cannot be read."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def search(
        self, query: str, *, limit: int | None = None, order: SortOrder = BY_DECK
    ) -> list[SearchHit]:
        """The cards that match; by deck, and as their notes stand in it, unless ordered."""
        with self.searching(query) as search:
            found = sorted_cards(search.reader, search.condition, order, search.moment, limit)
            return _hits(search.reader, found)

    def ids(self, query: str, order: SortOrder | None = None) -> list[int]:
        """The ids of the cards that match; without an order as they come, which is quickest."""
        with self.searching(query) as search:
            if order is None:
                return find_cards(search.reader, search.condition)
            return sorted_cards(search.reader, search.condition, order, search.moment)

    def count(self, query: str) -> int:
        """How many cards match."""
        with self.searching(query) as search:
            return count_cards(search.reader, search.condition)

    def hits(self, card_ids: Sequence[int]) -> list[SearchHit]:
        """These cards, in the order of their ids: a page of a long list."""
        with self._database.read() as reader:
            return _hits(reader, card_ids)

    @contextmanager
    def searching(self, query: str) -> Iterator[Searching]:
        """A query that was read, for whoever wants more of its cards than their ids."""
        parsed = parse_query(query)
        with self._database.read() as reader:
            moment = self.moment(reader)
            yield Searching(reader, search_condition(reader, parsed, moment), moment)

    def moment(self, reader: Reader) -> SearchMoment:
        """The present moment, as a search sees it."""
        return SearchMoment(
            now_ms=self._database.clock.now_ms(),
            calendar=self._schedulers.calendar(reader),
            decay=self._schedulers.settings(reader).parameters[DECAY],
        )


def _hits(reader: Reader, card_ids: Sequence[int]) -> list[SearchHit]:
    return [_hit(row) for row in card_rows(reader, card_ids)]


def _hit(row: Row) -> SearchHit:
    card_id, note_id, deck, heading, state, due_day, due_ms, tags = row
    return SearchHit(
        card_id=card_id,
        note_id=note_id,
        deck=deck,
        question=first_line(heading),
        state=State(state),
        due_day=due_day,
        due_ms=due_ms,
        tags=tuple((tags or "").split()),
    )
