"""The first cards of a search that finds very many are those of the whole list in its order."""

from __future__ import annotations

from itertools import product

import pytest

from flashcards.app import App
from flashcards.domain.query import parse_query
from flashcards.domain.query_order import SortColumn, SortOrder
from flashcards.storage.search_groups import first_by_group
from flashcards.storage.search_rows import sorted_cards
from flashcards.storage.search_sql import search_condition
from tests.services.factories import import_text

DECK = """---
title: {title}
---

## Trees

### What is a {title} B-tree? {{.basic tags=zebra,sql}}

A tree.

### The {{{{c1::root}}}} of a {title} and its {{{{c2::leaves}}}} {{.cloze}}

## graphs {{tags=graph}}

### {title}: edge {{.reversed tags=sql}}

A pair.

### What has a {title}?

Nothing.
"""


@pytest.fixture
def cards(app: App) -> App:
    for title in ("Storage", "alpha", "Alpha two"):
        import_text(app, DECK.format(title=title))
    found = app.browse.list("tag:zebra")
    text = "### What is an edited tree? {.basic tags=b}\n\nA tree."
    app.editing.save(found.rows[0].note_id, text)
    app.bulk.flag(found.ids[1:], 2)
    return app


@pytest.mark.parametrize("query", ["", "is:new", "reps=0"])
def test_they_are_those_of_the_whole_list(cards: App, query: str) -> None:
    with cards.browse._search.searching(query) as search:
        reader, condition, moment = search.reader, search.condition, search.moment
        for column, descending in product(SortColumn, (False, True)):
            order = SortOrder(column, descending)
            whole = sorted_cards(reader, condition, order, moment)
            assert len(whole) > 10
            for limit in (0, 1, 5, len(whole), len(whole) + 9):
                first = sorted_cards(reader, condition, order, moment, limit, many=True)
                assert first == whole[:limit], order


def test_a_column_without_groups_is_sorted_as_ever(cards: App) -> None:
    with cards.browse._search.searching("") as search:
        order = SortOrder(SortColumn.RECALL)
        assert first_by_group(search.reader, search.condition, order, 10) is None


@pytest.mark.parametrize(
    ("query", "quick"), [("", True), ("is:due recall<0.9", True), ("tree", False), ("tag:a", False)]
)
def test_a_search_that_reads_more_than_cards_is_done_once(
    cards: App, query: str, quick: bool
) -> None:
    with cards.database.read() as reader:
        moment = cards.browse._search.moment(reader)
        condition = search_condition(reader, parse_query(query), moment)
    assert condition.is_quick is quick
