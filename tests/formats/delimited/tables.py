"""Short ways for the tests of tables to read one."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.formats.delimited import TableSurvey, Target, survey, to_rows
from flashcards.formats.rows import ImportRows, NoteRow


def encoded(table: str | bytes) -> bytes:
    return table if isinstance(table, bytes) else table.encode()


def look(table: str | bytes, name: str = "table.csv") -> TableSurvey:
    return survey(encoded(table), name)


def rows(
    table: str | bytes,
    name: str = "table.csv",
    mapping: Sequence[Target] | None = None,
    deck: str | None = None,
) -> ImportRows:
    return to_rows(look(table, name), encoded(table), mapping, deck=deck)


def notes(table: str | bytes, name: str = "table.csv") -> list[NoteRow]:
    return [
        note for deck in rows(table, name).decks for topic in deck.topics for note in topic.notes
    ]


def cards(table: str | bytes, name: str = "table.csv") -> list[tuple[str, str]]:
    """Questions and answers."""
    return [(note.fields.question, note.fields.answer) for note in notes(table, name)]


def messages(table: str | bytes, name: str = "table.csv") -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in rows(table, name).warnings]


def mapped(table: str | bytes, name: str = "table.csv") -> list[tuple[str, Target]]:
    """The columns' names and what is proposed for them."""
    seen = look(table, name)
    return [(c.name, target) for c, target in zip(seen.columns, seen.mapping, strict=True)]
