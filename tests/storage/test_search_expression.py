"""A regular expression looks through the notes for a bounded time, at no more than it must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.query import parse_query
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.errors import QueryError
from flashcards.storage import search_expression
from flashcards.storage.reading import Row, Value
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_rows import find_cards
from flashcards.storage.search_sql import search_condition
from tests.storage.factories import SmallLibrary, small_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallLibrary]:
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("library"), clock) as made:
        for number in range(12):
            made.note(f"Question {number}", "x" * number, deck="Even" if number % 2 else "Odd")
        yield made


def find(library: SmallLibrary, query: str) -> int:
    moment = SearchMoment(library.clock.now_ms(), library.calendar, DEFAULT_PARAMETERS[20])
    with library.database.read() as reader:
        condition = search_condition(reader, parse_query(query), moment)
        return len(find_cards(reader, condition))


def test_all_notes_are_looked_at_chunk_by_chunk(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_expression, "_CHUNK", 5)
    assert find(library, "re:question") == 12
    assert find(library, "re:^x{3,5}$") == 3
    assert find(library, "deck:even re:question") == 6


def test_what_takes_too_long_ends_in_words_that_point_at_it(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_expression, "MOST_SECONDS", -1.0)
    query = "deck:even re:question"
    with pytest.raises(QueryError, match="This expression takes longer than") as caught:
        find(library, query)
    assert query[caught.value.start : caught.value.end] == "question"


def test_only_what_other_terms_leave_is_read(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    with library.database.read() as reader:
        rows = type(reader).rows

        def counted(self: object, sql: str, /, **values: Value) -> list[Row]:
            found = list(rows(reader, sql, **values))
            read.extend(row[1] for row in found if "substr(fields" in sql)
            return found

        monkeypatch.setattr(type(reader), "rows", counted)
        moment = SearchMoment(library.clock.now_ms(), library.calendar, DEFAULT_PARAMETERS[20])
        search_condition(reader, parse_query("question card:1 or (deck:odd -re:[x])"), moment)
    assert len(read) == 6
