"""What a database of Mnemosyne 2 holds, as it is stored there.

``facts`` with their texts in ``data_for_fact`` are notes; ``cards`` are asked from one of the views
of their type. Built-in types are known by number, those of a user are rows of ``card_types`` and
``fact_views``, whose lists are written as Python writes them. All times are in seconds, UTC.
"""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flashcards.formats.faults import RefusedError
from flashcards.formats.safe_sqlite import open_untrusted

TABLES = frozenset(
    {
        "global_variables",
        "facts",
        "data_for_fact",
        "cards",
        "tags",
        "tags_for_card",
        "log",
        "media",
        "fact_views",
        "card_types",
    }
)
"""The tables that are read."""

NEEDED = frozenset({"facts", "data_for_fact", "cards"})
"""Those that every database of Mnemosyne 2 has."""

_SCHEMA = "sqlite_master"
MOST_FACTS = 500_000
MOST_EVENTS = 20_000_000
_MOST_TYPES = 1_000
_MOST_TAGS = 100
_REPETITION = 9
_UNTAGGED = "__UNTAGGED__"

# A list of names as Python's repr writes it; the quotes tell which characters are escaped.
_STRING = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_ESCAPED = re.compile(r"\\(.)")
_INDEX = re.compile(r"['\"]index['\"]: *(\d{1,3})\b")
_LONGEST_INDEX = 200
_LONGEST_LIST = 20_000
_LONGEST_TEMPLATE = 200_000


Review = tuple[int, int, int, int]
"""When, in seconds; the grade; seconds to think; when the card was due after it, in seconds."""

Card = tuple[str, str, int, int, int, bool, int, tuple[str, ...], tuple[Review, ...]]
"""Type; view; grade, -1 for a new card, 0 and 1 while it is not memorised; when it was answered
last; midnight UTC of the day on which it is due where its owner lives; whether it is in the set
that is studied; which deletion of its fact it asks for, from 0; tags; answers."""

Fact = tuple[str, dict[str, str], tuple[Card, ...]]
"""Id; texts by key, in HTML; cards."""

View = tuple[str, str, tuple[str, ...], tuple[str, ...], str, str]
"""Id, name, the keys of the texts on either side, or templates of HTML like Anki's."""

CardType = tuple[str, str, tuple[tuple[str, str], ...], tuple[View, ...]]
"""Id, name, the keys of its texts with their names, its views."""

Head = tuple[tuple[CardType, ...], tuple[str, ...], int]
"""The card types that a user made, the names of the media, how many cards have no fact."""

_FACTS_AT_ONCE = 500


def read_stored(path: Path) -> Iterator[Head | list[Fact]]:
    """A head, then facts in lists.

    Raises:
        UnreadableError: the database is damaged, or none of Mnemosyne's.
        RefusedError: it holds what could do harm, or more than there can be.
    """
    with open_untrusted(path, needs=NEEDED, reads=TABLES | {_SCHEMA}) as database:
        reader = _Reader(database)
        reader.read()
        yield tuple(reader.types()), tuple(reader.media()), reader.orphans
        facts = list(reader.facts.values())
        for at in range(0, len(facts), _FACTS_AT_ONCE):
            yield [_told(fact) for fact in facts[at : at + _FACTS_AT_ONCE]]


@dataclass(slots=True)
class _Card:
    facts: tuple[str, str, int, int, int, bool, int]
    tags: list[str] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


@dataclass(slots=True)
class _Fact:
    id: str
    texts: dict[str, str] = field(default_factory=dict)
    cards: list[_Card] = field(default_factory=list)


def _told(fact: _Fact) -> Fact:
    cards = tuple((*card.facts, tuple(card.tags), tuple(card.reviews)) for card in fact.cards)
    return fact.id, fact.texts, cards


class _Reader:
    """Reads one database; ``facts`` by key, ``orphans``: cards without one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.facts: dict[int, _Fact] = {}
        self.orphans = 0
        self._cards: dict[int, _Card] = {}
        self._keys: dict[str, int] = {}
        self._database = database
        found = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        self._tables = {table for (table,) in found}

    def read(self) -> None:
        """Everything but types and media."""
        self._read_facts()
        self._read_cards()
        self._read_tags()
        self._read_reviews()

    def types(self) -> Iterator[CardType]:
        """The card types that a user made."""
        views: dict[str, View] = {}
        for identifier, name, question, answer, extra in self._rows(
            "fact_views",
            "CAST(id AS TEXT), CAST(name AS TEXT), CAST(q_fact_keys AS TEXT), "
            "CAST(a_fact_keys AS TEXT), CAST(extra_data AS TEXT)",
            10 * _MOST_TYPES,
        ):
            templates = _entry(extra, "qfmt"), _entry(extra, "afmt")
            sides = _strings(question), _strings(answer)
            views[identifier] = (identifier or "", name or "", *sides, *templates)
        for identifier, name, keys, view_ids in self._rows(
            "card_types",
            "CAST(id AS TEXT), CAST(name AS TEXT), CAST(fact_keys_and_names AS TEXT), "
            "CAST(fact_view_ids AS TEXT)",
            _MOST_TYPES,
        ):
            words = _strings(keys)
            pairs = tuple(zip(words[::2], words[1::2], strict=False))
            own = tuple(views[view] for view in _strings(view_ids) if view in views)
            yield identifier or "", name or identifier or "", pairs, own

    def media(self) -> Iterator[str]:
        """The names of the media, from the folder beside the database."""
        for (name,) in self._rows("media", "CAST(filename AS TEXT)", MOST_FACTS):
            if name:
                yield name

    def _read_facts(self) -> None:
        for key, identifier in self._rows(
            "facts", "CAST(_id AS INTEGER), CAST(id AS TEXT)", MOST_FACTS
        ):
            self.facts[key] = _Fact(identifier or f"_{key}")
        for key, part, text in self._rows(
            "data_for_fact",
            "CAST(_fact_id AS INTEGER), CAST(key AS TEXT), CAST(value AS TEXT)",
            20 * MOST_FACTS,
        ):
            if key in self.facts and part and text:
                self.facts[key].texts[part] = text

    def _read_cards(self) -> None:
        for key, identifier, kind, fact, view, grade, last, due, extra, active in self._rows(
            "cards",
            "CAST(_id AS INTEGER), CAST(id AS TEXT), CAST(card_type_id AS TEXT), "
            "CAST(_fact_id AS INTEGER), CAST(fact_view_id AS TEXT), CAST(grade AS INTEGER), "
            "CAST(last_rep AS INTEGER), CAST(next_rep AS INTEGER), CAST(extra_data AS TEXT), "
            "CAST(active AS INTEGER)",
            4 * MOST_FACTS,
        ):
            owner = self.facts.get(fact)
            if owner is None:
                self.orphans += 1
                continue
            # the text of the deletion stands before its number and may look like one
            index = _INDEX.findall((extra or "")[-_LONGEST_INDEX:])
            place = int(index[-1]) if index else 0
            known = -1 if grade is None else grade
            card = _Card((kind or "1", view or "", known, last or 0, due or 0, active != 0, place))
            self._cards[key] = card
            owner.cards.append(card)
            if identifier:
                self._keys[identifier] = key

    def _read_tags(self) -> None:
        names = dict(self._rows("tags", "CAST(_id AS INTEGER), CAST(name AS TEXT)", MOST_FACTS))
        for key, tag in self._rows(
            "tags_for_card", "CAST(_card_id AS INTEGER), CAST(_tag_id AS INTEGER)", 20 * MOST_FACTS
        ):
            name, card = names.get(tag), self._cards.get(key)
            if card and name and name != _UNTAGGED and len(card.tags) < _MOST_TAGS:
                card.tags.append(name)

    def _read_reviews(self) -> None:
        for kind, identifier, moment, grade, thinking, due in self._rows(
            "log",
            "CAST(event_type AS INTEGER), CAST(object_id AS TEXT), CAST(timestamp AS INTEGER), "
            "CAST(grade AS INTEGER), CAST(thinking_time AS INTEGER), CAST(next_rep AS INTEGER)",
            MOST_EVENTS,
        ):
            key = self._keys.get(identifier) if kind == _REPETITION else None
            if key is not None and moment is not None and grade is not None:
                review = (moment, grade, thinking or 0, due or 0)
                self._cards[key].reviews.append(review)

    def _rows(self, table: str, columns: str, most: int) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, none where it is missing."""
        if table not in self._tables:
            return
        left = most
        for row in self._database.execute(f"SELECT {columns} FROM {table} NOT INDEXED"):
            left -= 1
            if left < 0:
                raise RefusedError(f"more than {most:,} rows in its table '{table}'")
            yield row


def _strings(text: str | None) -> tuple[str, ...]:
    """The strings of a list or of a list of pairs, as Python writes them."""
    return tuple(
        _ESCAPED.sub(r"\1", single or double)
        for single, double in _STRING.findall((text or "")[:_LONGEST_LIST])
    )


def _entry(text: str | None, key: str) -> str:
    """The string under a key of a dictionary, as Python writes it; empty where there is none."""
    text = (text or "")[:_LONGEST_TEMPLATE]
    at = text.find(f"'{key}': ")
    literal = _STRING.match(text, at + len(key) + 4) if at >= 0 else None
    try:
        value = ast.literal_eval(literal[0]) if literal else ""
    except (ValueError, SyntaxError):
        return ""
    return value if isinstance(value, str) else ""
