"""A search reads no more than it has to: what SQLite says of its plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.query import parse_query
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_sql import search_condition
from tests.storage.factories import SmallLibrary, small_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallLibrary]:
    """A library that has the names that the queries here ask for."""
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("library"), clock) as made:
        made.roadmap("Backend", {"Databases": ["Indexing"], "Design": ["Caching"]})
        made.note("What is an index?", topic="Indexing", deck="Backend", tags=["sql"])
        yield made


def plan(library: SmallLibrary, query: str) -> list[str]:
    """The steps of SQLite's plan for a query."""
    moment = SearchMoment(library.clock.now_ms(), library.calendar, DEFAULT_PARAMETERS[20])
    with library.database.read() as reader:
        condition = search_condition(reader, parse_query(query), moment)
        sql = f"EXPLAIN QUERY PLAN SELECT c.id FROM card c WHERE {condition.sql}"
        return [row[3] for row in reader.rows(sql, **condition.values)]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("index", "INDEX card_by_note (note_id=?"),
        ("index read -what", "INDEX card_by_note (note_id=?"),
        ("index or covering", "INDEX card_by_note (note_id=?"),
        ("c++", "INDEX card_by_note (note_id=?"),
        ("tag:sql deck:backend is:due recall<0.9", "INDEX card_by_note (note_id=?"),
        ("is:new index", "INDEX card_by_note (note_id=?"),
        ("is:marked is:suspended", "INDEX card_by_note (note_id=?"),
        ("topic:indexing or stage:design", "INDEX card_by_topic (topic_id=?"),
        ("stage:databases is:due *x*", "INDEX card_by_topic (topic_id=?"),
        ("deck:backend", "INDEX card_by_deck (deck_id=?"),
        ("deck:backend is:suspended", "INDEX card_by_deck (deck_id=?"),
        ("is:due", "INDEX card_by_queue (queue=? AND due_day<?"),
        ("due<7 kind:basic", "INDEX card_by_queue (queue=? AND due_day<?"),
        ("is:suspended or is:draft", "INDEX card_by_queue (queue=?"),
        ("is:learning", "INDEX card_by_queue (queue=?"),
        ("is:flagged", "INDEX card_flagged (flag>?"),
        ("flag:2 deck:backend is:due", "INDEX card_flagged (flag=?"),
        ("is:flagged index", "INDEX card_by_note (note_id=?"),
        ("card:5 deck:backend what", "INTEGER PRIMARY KEY (rowid=?"),
        ("note:5 what", "INDEX card_by_note (note_id=?"),
    ],
)
def test_cards_are_found_through_an_index(library: SmallLibrary, query: str, index: str) -> None:
    steps = plan(library, query)
    assert any(step.startswith("SEARCH c USING") and index in step for step in steps)
    assert not any(step.startswith("SCAN c") for step in steps)


def test_a_tag_is_found_through_an_index(library: SmallLibrary) -> None:
    steps = plan(library, "tag:sql")
    assert any("SEARCH note_tag USING COVERING INDEX note_tag_by_tag" in step for step in steps)


def test_a_kind_of_note_is_found_through_an_index(library: SmallLibrary) -> None:
    assert any(
        "note USING COVERING INDEX note_by_kind" in step for step in plan(library, "kind:cloze")
    )


def test_cards_without_a_flag_are_all_looked_at(library: SmallLibrary) -> None:
    assert not any("card_flagged" in step for step in plan(library, "flag:0"))


def test_all_notes_are_only_read_where_nothing_else_narrows_the_cards(
    library: SmallLibrary,
) -> None:
    assert "SCAN note" in plan(library, "*x*")
    assert "SCAN note" not in plan(library, "deck:backend *x* kind:basic")
