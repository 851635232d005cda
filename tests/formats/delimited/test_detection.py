"""Whether a text is a table."""

from __future__ import annotations

import pytest

from flashcards.formats.delimited import looks_like_table


@pytest.mark.parametrize("name", ["a.csv", "B.TSV", "c.tab"])
def test_a_name_may_say_so(name: str) -> None:
    assert looks_like_table("whatever", name)


@pytest.mark.parametrize(
    "text",
    [
        "#separator:tab\nWhat?\tThat\n",
        "front\tback\nein\tone\nzwei\ttwo\n",
        "id,question,answer\n1,What?,That\n2,Who?,Me\n",
        "a;b;c\nd;e;f\ng;h;i\n",
    ],
)
def test_regular_rows_say_so(text: str) -> None:
    assert looks_like_table(text, "notes.txt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Backend roadmap\n\n1. Databases (SQL, NoSQL)\n\nPostgreSQL, Redis\n- Joins\n",
        "### What is a join?\n\nTwo tables, one row.\n",
        "Learn Git, then Linux.\nAfter that, SQL.\n",
        "question::answer\nother::answer\n",
        "Databases\nNetworks\nCaching\n",
    ],
)
def test_prose_decks_and_roadmaps_are_none(text: str) -> None:
    assert not looks_like_table(text, "notes.txt")
