"""Note types and decks of a collection, as either form of the database keeps them.

The older form holds them as JSON in the only row of ``col``, the newer in tables of their own,
with the templates in protocol buffers and the parts of a deck's name separated by U+001F.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flashcards.formats.anki import wire
from flashcards.formats.anki.cleaning import clean, clean_line
from flashcards.formats.anki.limits import (
    MAX_CSS,
    MAX_DECKS,
    MAX_FIELDS,
    MAX_NAME,
    MAX_NOTE_TYPES,
    MAX_TEMPLATES,
)
from flashcards.formats.faults import DAMAGE, RefusedError, UnreadableError

_CLOZE = 1
_LONGEST_TEMPLATE = 200_000
_DEEPEST_DECK = 20
_FIRST_SCHEDULER = 1

_KIND, _CSS = 1, 3
"""Settings of a note type in the newer form."""

_FRONT, _BACK = 1, 2
"""Settings of a template in the newer form."""

_COLLECTION = """
SELECT ifnull(CAST(crt AS INTEGER), 0), ifnull(CAST(conf AS TEXT), ''),
ifnull(CAST(models AS TEXT), ''), ifnull(CAST(decks AS TEXT), '') FROM col NOT INDEXED
"""
_TYPES = """
SELECT ifnull(CAST(id AS INTEGER), 0), ifnull(CAST(name AS TEXT), ''),
ifnull(CAST(config AS BLOB), x'') FROM notetypes NOT INDEXED
"""
_FIELDS = """
SELECT ifnull(CAST(ntid AS INTEGER), 0), ifnull(CAST(name AS TEXT), '')
FROM fields NOT INDEXED ORDER BY ntid, ord
"""
_TEMPLATES = """
SELECT ifnull(CAST(ntid AS INTEGER), 0), ifnull(CAST(name AS TEXT), ''),
ifnull(CAST(config AS BLOB), x'') FROM templates NOT INDEXED ORDER BY ntid, ord
"""
_DECKS = """
SELECT ifnull(CAST(id AS INTEGER), 0), ifnull(CAST(name AS TEXT), '') FROM decks NOT INDEXED
"""
_SCHEDULER = """
SELECT ifnull(CAST(val AS TEXT), '') FROM config NOT INDEXED WHERE KEY = 'schedVer'
"""


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """One card of a note type; both faces in HTML with placeholders."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class StoredType:
    """A note type as it is stored."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[StoredTemplate, ...]
    css: str
    cloze: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """What the notes and cards refer to, by the ids that they use.

    ``created_s``: in seconds. ``first_scheduler``: the reviews were logged as it did.
    """

    created_s: int
    types: Mapping[int, StoredType]
    decks: Mapping[int, str]
    first_scheduler: bool


def read_collection(database: sqlite3.Connection) -> Collection:
    """Note types, decks and the day of creation.

    Raises:
        UnreadableError: they are damaged.
        RefusedError: there are more of them than there can be.
    """
    try:
        row = database.execute(_COLLECTION).fetchone()
        if row is None:
            raise UnreadableError("its database has no collection in it")
        created, conf, models, decks = row
        if models.strip() not in ("", "{}"):
            return Collection(
                created, _types_of_json(models), _decks_of_json(decks), _is_first(_json(conf))
            )
        types = _types_of_tables(database)
        return Collection(created, types, _decks_of_tables(database), _is_first_in_table(database))
    except (*DAMAGE, wire.WireError, ValueError, RecursionError) as error:
        raise UnreadableError("its note types are damaged") from error


def _types_of_json(text: str) -> dict[int, StoredType]:
    types: dict[int, StoredType] = {}
    for key, model in _items(_json(text), MAX_NOTE_TYPES):
        fields = [_text(field, "name") for field in _ordered(model.get("flds"), MAX_FIELDS)]
        templates = [
            StoredTemplate(_text(each, "name"), _text(each, "qfmt"), _text(each, "afmt"))
            for each in _ordered(model.get("tmpls"), MAX_TEMPLATES)
        ]
        types[key] = _type(
            _text(model, "name"), fields, templates, _text(model, "css"), model.get("type")
        )
    return types


def _types_of_tables(database: sqlite3.Connection) -> dict[int, StoredType]:
    fields: dict[int, list[str]] = {}
    for owner, name in _rows(database, _FIELDS, MAX_NOTE_TYPES * MAX_FIELDS):
        fields.setdefault(owner, []).append(name)
    templates: dict[int, list[StoredTemplate]] = {}
    for owner, name, config in _rows(database, _TEMPLATES, MAX_NOTE_TYPES * MAX_TEMPLATES):
        faces = _settings(config, {_FRONT, _BACK})
        templates.setdefault(owner, []).append(
            StoredTemplate(name, wire.text(faces[_FRONT]), wire.text(faces[_BACK]))
        )
    types: dict[int, StoredType] = {}
    for key, name, config in _rows(database, _TYPES, MAX_NOTE_TYPES):
        settings = _settings(config, {_CSS})
        kind = next((value for number, value in wire.fields(config) if number == _KIND), 0)
        types[key] = _type(
            name, fields.get(key, []), templates.get(key, []), wire.text(settings[_CSS]), kind
        )
    return types


def _settings(config: bytes, wanted: set[int]) -> dict[int, int | bytes]:
    """These fields of a message, empty where they are not in it."""
    found = dict.fromkeys(wanted, b"")
    return found | {number: value for number, value in wire.fields(config) if number in wanted}


def _rows(database: sqlite3.Connection, query: str, most: int) -> Iterator[tuple[Any, ...]]:
    for count, row in enumerate(database.execute(query)):
        if count >= most:
            raise RefusedError("its database holds more note types or decks than there can be")
        yield row


def _type(
    name: str, fields: list[str], templates: list[StoredTemplate], css: str, kind: object
) -> StoredType:
    names = _distinct([clean_line(field, MAX_NAME) or "?" for field in fields[:MAX_FIELDS]])
    return StoredType(
        name=clean_line(name, MAX_NAME) or "?",
        fields=tuple(names),
        templates=tuple(
            StoredTemplate(
                clean_line(template.name, MAX_NAME) or f"Card {number}",
                template.front[:_LONGEST_TEMPLATE],
                template.back[:_LONGEST_TEMPLATE],
            )
            for number, template in enumerate(templates[:MAX_TEMPLATES], start=1)
        ),
        css=clean(css[:MAX_CSS]),
        cloze=kind == _CLOZE,
    )


def _distinct(names: list[str]) -> list[str]:
    """Field names, the later of two equal ones with a number."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out


def _decks_of_json(text: str) -> dict[int, str]:
    return {key: _title(_text(deck, "name")) for key, deck in _items(_json(text), MAX_DECKS)}


def _decks_of_tables(database: sqlite3.Connection) -> dict[int, str]:
    return {
        key: _title(name.replace("\x1f", "::")) for key, name in _rows(database, _DECKS, MAX_DECKS)
    }


def _title(name: str) -> str:
    parts = (clean_line(part, MAX_NAME) for part in name.split("::")[:_DEEPEST_DECK])
    return "::".join(filter(None, parts))


def _is_first(conf: object) -> bool:
    version = conf.get("schedVer", _FIRST_SCHEDULER) if isinstance(conf, dict) else None
    return version == _FIRST_SCHEDULER


def _is_first_in_table(database: sqlite3.Connection) -> bool:
    row = database.execute(_SCHEDULER).fetchone()
    return row is not None and row[0].strip() == str(_FIRST_SCHEDULER)


def _json(text: str) -> object:
    return json.loads(text) if text.strip() else {}


def _items(value: object, most: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON object whose keys are ids."""
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    if len(value) > most:
        raise RefusedError("its database holds more note types or decks than there can be")
    for key, item in value.items():
        if isinstance(item, dict) and key.removeprefix("-").isdecimal():
            yield int(key), item


def _ordered(value: object, most: int) -> list[dict[str, Any]]:
    """The fields or templates of a note type, in the order of their numbers."""
    if not isinstance(value, list):
        raise ValueError("no JSON array")
    items = [item for item in value[:most] if isinstance(item, dict)]
    if all(isinstance(item.get("ord"), int) for item in items):
        items.sort(key=lambda item: item["ord"])
    return items


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key, "")
    return value if isinstance(value, str) else ""
