"""Databases as Mnemosyne 2 writes them, made for the tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

SCHEMA = """
CREATE TABLE facts(_id INTEGER PRIMARY KEY, id TEXT, extra_data TEXT DEFAULT '');
CREATE INDEX i_facts ON facts (id);
CREATE TABLE data_for_fact(_fact_id INTEGER, key TEXT, value TEXT);
CREATE TABLE cards(_id INTEGER PRIMARY KEY, id TEXT, card_type_id TEXT, _fact_id INTEGER,
    fact_view_id TEXT, question TEXT, answer TEXT, tags TEXT, grade INTEGER, next_rep INTEGER,
    last_rep INTEGER, easiness REAL, acq_reps INTEGER, ret_reps INTEGER, lapses INTEGER,
    acq_reps_since_lapse INTEGER, ret_reps_since_lapse INTEGER, creation_time INTEGER,
    modification_time INTEGER, extra_data TEXT DEFAULT '', scheduler_data INTEGER DEFAULT 0,
    active BOOLEAN DEFAULT 1);
CREATE TABLE tags(_id INTEGER PRIMARY KEY, id TEXT, name TEXT, extra_data TEXT DEFAULT '');
CREATE TABLE tags_for_card(_card_id INTEGER, _tag_id INTEGER);
CREATE TABLE global_variables(key TEXT, value TEXT);
CREATE TABLE log(_id INTEGER PRIMARY KEY AUTOINCREMENT, event_type INTEGER, timestamp INTEGER,
    object_id TEXT, grade INTEGER, easiness REAL, acq_reps INTEGER, ret_reps INTEGER,
    lapses INTEGER, acq_reps_since_lapse INTEGER, ret_reps_since_lapse INTEGER,
    scheduled_interval INTEGER, actual_interval INTEGER, thinking_time INTEGER, next_rep INTEGER,
    scheduler_data INTEGER);
CREATE TABLE media(filename TEXT PRIMARY KEY, _hash TEXT);
CREATE TABLE fact_views(id TEXT PRIMARY KEY, name TEXT, q_fact_keys TEXT, a_fact_keys TEXT,
    q_fact_key_decorators TEXT, a_fact_key_decorators TEXT, a_on_top_of_q BOOLEAN DEFAULT 0,
    type_answer BOOLEAN DEFAULT 0, extra_data TEXT DEFAULT '');
CREATE TABLE card_types(id TEXT PRIMARY KEY, name TEXT, fact_keys_and_names TEXT,
    unique_fact_keys TEXT, required_fact_keys TEXT, fact_view_ids TEXT, keyboard_shortcuts TEXT,
    extra_data TEXT DEFAULT '');
INSERT INTO global_variables VALUES('version', '4');
INSERT INTO tags(_id, id, name) VALUES(1, '__UNTAGGED__', '__UNTAGGED__');
"""
REPETITION = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A card to be written: its view, schedule, and log as (time, grade, thinking, next)."""

    view: str
    grade: int = -1
    last: int = -1
    next: int = -1
    active: bool = True
    extra: str = ""
    tags: tuple[str, ...] = ()
    log: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(slots=True)
class Writer:
    """Writes one database."""

    path: Path
    media: Sequence[str] = ()
    statements: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    _facts: int = 0
    _cards: int = 0
    _tags: dict[str, int] = field(default_factory=dict)

    def fact(self, kind: str, texts: Mapping[str, str], *cards: Asked) -> None:
        """A fact of a card type with its texts and cards."""
        self._facts += 1
        fact = self._facts
        self._add("INSERT INTO facts(_id, id) VALUES(?, ?)", fact, f"fact{fact}")
        for key, value in texts.items():
            self._add("INSERT INTO data_for_fact VALUES(?, ?, ?)", fact, key, value)
        for card in cards:
            self._card(fact, kind, card)

    def card_type(
        self,
        identifier: str,
        name: str,
        keys: Sequence[tuple[str, str]],
        views: Mapping[str, tuple[str, list[str], list[str], str]],
    ) -> None:
        """A type that a user made; views have a name, keys of both sides, and further data."""
        self._add(
            "INSERT INTO card_types(id, name, fact_keys_and_names, fact_view_ids) "
            "VALUES(?, ?, ?, ?)",
            identifier,
            name,
            repr(list(keys)),
            repr(list(views)),
        )
        for view, (title, question, answer, extra) in views.items():
            self._add(
                "INSERT INTO fact_views(id, name, q_fact_keys, a_fact_keys, extra_data) "
                "VALUES(?, ?, ?, ?, ?)",
                view,
                title,
                repr(question),
                repr(answer),
                extra,
            )

    def write(self, more: str = "") -> Path:
        """The file, and whatever SQL says more."""
        with closing(sqlite3.connect(self.path)) as database:
            database.executescript(SCHEMA)
            for name in self.media:
                database.execute("INSERT INTO media VALUES(?, '')", (name,))
            for statement, values in self.statements:
                database.execute(statement, values)
            database.commit()
            database.executescript(more)
            database.commit()
        return self.path

    def _card(self, fact: int, kind: str, card: Asked) -> None:
        self._cards += 1
        key, identifier = self._cards, f"card{self._cards}"
        self._add(
            "INSERT INTO cards(_id, id, card_type_id, _fact_id, fact_view_id, grade, last_rep, "
            "next_rep, extra_data, active) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            key,
            identifier,
            kind,
            fact,
            card.view,
            card.grade,
            card.last,
            card.next,
            card.extra,
            card.active,
        )
        for tag in card.tags or ("__UNTAGGED__",):
            number = self._tag(tag)
            self._add("INSERT INTO tags_for_card VALUES(?, ?)", key, number)
        self._add("INSERT INTO log(event_type, timestamp, object_id) VALUES(6, 1, ?)", identifier)
        for time, grade, thinking, due in card.log:
            self._add(
                "INSERT INTO log(event_type, timestamp, object_id, grade, thinking_time, next_rep) "
                "VALUES(?, ?, ?, ?, ?, ?)",
                REPETITION,
                time,
                identifier,
                grade,
                thinking,
                due,
            )

    def _tag(self, name: str) -> int:
        if name == "__UNTAGGED__":
            return 1
        if name not in self._tags:
            self._tags[name] = len(self._tags) + 2
            self._add(
                "INSERT INTO tags(_id, id, name) VALUES(?, ?, ?)", self._tags[name], name, name
            )
        return self._tags[name]

    def _add(self, statement: str, *values: object) -> None:
        self.statements.append((statement, values))
