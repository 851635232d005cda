"""What is asked all the time is read from an index, however large the library is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from flashcards.app import App
from flashcards.services.roads.gates import roadmap_counts
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage import queue_sql, review_log
from flashcards.storage.card_rows import load_card
from flashcards.storage.queue_sql import Scope
from flashcards.storage.reading import Reader, Row, Value
from flashcards.storage.roadmap_rows import active_roadmap
from tests.services.conftest import OpenApp
from tests.services.factories import answer, card, import_text, own_deck, rows

NOW = 1_795_510_800_000
TRACKS = ("python",)
SCOPE = Scope(20_781, TRACKS)
COVERING = "USING COVERING INDEX"


class Explaining:
    """A reader that keeps how SQLite runs each statement."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.steps: list[str] = []

    def rows(self, sql: str, /, **values: Value) -> Sequence[Row]:
        self._explain(sql, values)
        return self._reader.rows(sql, **values)

    def row(self, sql: str, /, **values: Value) -> Row | None:
        self._explain(sql, values)
        return self._reader.row(sql, **values)

    def value(self, sql: str, /, **values: Value) -> Any:
        self._explain(sql, values)
        return self._reader.value(sql, **values)

    def _explain(self, sql: str, values: dict[str, Value]) -> None:
        self.steps += [row[3] for row in self._reader.rows(f"EXPLAIN QUERY PLAN {sql}", **values)]


@pytest.fixture(params=["as it grows", "analysed"])
def explaining(open_app: OpenApp, request: pytest.FixtureRequest) -> Iterator[Explaining]:
    """A small library with and without the statistics that SQLite may have of it."""
    app = open_app()
    import_text(app, own_deck(3))
    answer(app, card("variable"))
    if request.param == "analysed":
        with app.database.write("setup", "Analyse") as operation:
            operation.execute("ANALYZE")
    with app.database.read() as reader:
        yield Explaining(reader)


Ask = Callable[[Explaining], object]

COVERED: dict[str, Ask] = {
    "count_due": lambda r: queue_sql.count_due(r, SCOPE),
    "count_due_on": lambda r: queue_sql.count_due_on(r, SCOPE, 20_782),
    "due_by_day": lambda r: queue_sql.due_by_day(r, 20_782, 20_790, TRACKS),
    "deck_counts": lambda r: queue_sql.deck_counts(r, SCOPE),
    "topic_counts": lambda r: queue_sql.topic_counts(r, TRACKS, [1, 2, 3], NOW),
    "gates": lambda r: roadmap_counts(r, active_roadmap(r), TRACKS, NOW),
}
SEARCHED: dict[str, Ask] = {
    "day load": lambda r: SchedulerSource().load(r, 1, 1).counts[20_790],
    "due_reviews": lambda r: queue_sql.due_reviews(r, SCOPE, NOW, 400),
    "learning_cards": lambda r: queue_sql.learning_cards(r, SCOPE),
    "new_cards_of_topics": lambda r: queue_sql.new_cards_of_topics(r, SCOPE, [1, 2], 24),
    "important new cards": lambda r: queue_sql.new_cards_of_topics(
        r, SCOPE, [1, 2], 24, by_importance=True
    ),
    "new_cards_of_decks": lambda r: list(queue_sql.new_cards_of_decks(r, SCOPE, [1, 2], [3], 24)),
    "memory_by_topic": lambda r: queue_sql.memory_by_topic(r, TRACKS, [1, 2]),
    "count_cards": queue_sql.count_cards,
    "a card": lambda r: load_card(r, 1),
    "its log": lambda r: review_log.reviews_of(r, 1),
}


@pytest.mark.parametrize("name", COVERED)
def test_counts_are_read_from_the_index_alone(explaining: Explaining, name: str) -> None:
    COVERED[name](explaining)
    on_cards = [step for step in explaining.steps if step.split()[1:2] == ["card"]]
    assert on_cards
    assert all(step.startswith("SEARCH card") and COVERING in step for step in on_cards)


@pytest.mark.parametrize("name", SEARCHED)
def test_cards_are_found_by_an_index(explaining: Explaining, name: str) -> None:
    SEARCHED[name](explaining)
    assert explaining.steps
    assert not [step for step in explaining.steps if step.startswith("SCAN card")]
    assert not [step for step in explaining.steps if step.startswith("SCAN review")]


def test_new_cards_of_a_deck_come_in_the_order_of_the_index(explaining: Explaining) -> None:
    SEARCHED["new_cards_of_decks"](explaining)
    assert not [step for step in explaining.steps if step.endswith("FOR ORDER BY")]


def test_new_cards_of_topics_are_looked_up_by_topic(explaining: Explaining) -> None:
    SEARCHED["new_cards_of_topics"](explaining)
    assert explaining.steps[0].startswith("SEARCH card USING INDEX card_by_topic (topic_id=?")


def test_an_undo_finds_what_it_takes_back_by_index(app: App) -> None:
    found = rows(app, "EXPLAIN QUERY PLAN UPDATE card SET queue = -3 WHERE created_by = 5")
    assert "card_by_operation" in found[0][3]
    found = rows(app, "EXPLAIN QUERY PLAN SELECT * FROM change WHERE operation_id = 5 ORDER BY id")
    assert [row[3] for row in found] == [
        "SEARCH change USING INDEX change_by_operation (operation_id=?)"
    ]
