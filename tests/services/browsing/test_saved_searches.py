"""Searches with a name: kept, renamed, dropped, each undone."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.errors import InvalidValueError, NotFoundError, QueryError
from flashcards.services.browsing.saved_searches import SavedSearchService
from flashcards.services.browsing.view import LONGEST_NAME


@pytest.fixture
def searches(app: App) -> SavedSearchService:
    return SavedSearchService(app.database)


def listed(searches: SavedSearchService) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in searches.list()]


def test_searches_are_listed_as_they_were_saved(searches: SavedSearchService) -> None:
    searches.save(" Weak  ones ", "recall<0.7")
    searches.save("All", "")
    assert listed(searches) == [("Weak ones", "recall<0.7"), ("All", "")]


def test_a_name_that_is_there_gets_the_new_query(searches: SavedSearchService) -> None:
    searches.save("Weak", "recall<0.7")
    searches.save("WEAK", "recall<0.8")
    assert listed(searches) == [("Weak", "recall<0.8")]


def test_each_change_can_be_undone_and_done_again(app: App, searches: SavedSearchService) -> None:
    searches.save("Weak", "recall<0.7")
    searches.save("Weak", "recall<0.8")
    (weak,) = searches.list()
    searches.rename(weak.id, "Faint")
    searches.remove(weak.id)
    assert listed(searches) == []
    states = []
    for _ in range(4):
        app.undo.undo()
        states.append(listed(searches))
    assert states == [[("Faint", "recall<0.8")], [("Weak", "recall<0.8")],
                      [("Weak", "recall<0.7")], []]  # fmt: skip
    for expected in states[2::-1]:
        app.undo.redo()
        assert listed(searches) == expected
    app.undo.redo()
    assert listed(searches) == []


def test_what_is_no_name_or_no_query_is_refused(searches: SavedSearchService) -> None:
    with pytest.raises(InvalidValueError, match="needs a name"):
        searches.save("  ", "")
    with pytest.raises(InvalidValueError, match="at most"):
        searches.save("x" * (LONGEST_NAME + 1), "")
    with pytest.raises(QueryError):
        searches.save("Wrong", "recal<1")


def test_a_name_belongs_to_one_search(searches: SavedSearchService) -> None:
    searches.save("One", "a")
    searches.save("Two", "b")
    two = searches.list()[1]
    with pytest.raises(InvalidValueError, match="called “One” already"):
        searches.rename(two.id, "One")
    searches.rename(two.id, "two")
    assert listed(searches) == [("One", "a"), ("two", "b")]


def test_what_is_gone_cannot_be_changed(searches: SavedSearchService) -> None:
    with pytest.raises(NotFoundError):
        searches.remove(1)
    with pytest.raises(NotFoundError):
        searches.rename(1, "x")
