"""Note types that other programs brought, as rows of ``note_type``.

``fields`` is a JSON list of names, ``templates`` one of objects with ``name``, ``front``, ``back``
and ``cloze``, the same in all of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count

from flashcards.domain import ids
from flashcards.domain.note import NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.storage.reading import Reader, Value, id_list
from flashcards.storage.unit_of_work import Operation

_CUSTOM = "SELECT id, name, fields, templates, css FROM note_type WHERE kind = 'custom'"


def note_type_key(note_type: NoteType) -> int:
    """The id of a note type: that of its name, fields and templates, the same on every computer."""
    return ids.hashed_id(
        "note-type", "custom", note_type.name, _fields(note_type), _templates(note_type)
    )


def save_note_type(operation: Operation, note_type: NoteType, origin: str) -> int:
    """Keep a note type, which once kept never changes; its id.

    One that differs from another of its name gets a number behind it in the library:
    ``Vocabulary 2``. It keeps its own name for whoever reads it.
    """
    identifier = note_type_key(note_type)
    if operation.value("SELECT 1 FROM note_type WHERE id = :id", id=identifier) is None:
        row: dict[str, Value] = {
            "id": identifier,
            "name": _free_name(operation, note_type.name),
            "kind": NoteKind.CUSTOM.value,
            "fields": _fields(note_type),
            "templates": _templates(note_type),
            "css": note_type.css,
            "origin": origin,
        }
        operation.insert("note_type", [row])
    return identifier


def load_note_types(reader: Reader, note_types: Collection[int]) -> Mapping[int, NoteType]:
    """Custom note types by their ids; an id that is none of those is left out."""
    if not note_types:
        return {}
    rows = reader.rows(f"{_CUSTOM} AND id IN ({id_list(sorted(note_types))})")
    return {row[0]: _note_type(*row) for row in rows}


def all_note_types(reader: Reader) -> Mapping[int, NoteType]:
    """All custom note types of a library by their ids."""
    return {row[0]: _note_type(*row) for row in reader.rows(_CUSTOM)}


def _note_type(identifier: int, name: str, fields: str, templates: str, css: str) -> NoteType:
    cards = json.loads(templates)
    found = NoteType(
        name=name,
        fields=tuple(json.loads(fields)),
        templates=tuple(Template(card["name"], card["front"], card["back"]) for card in cards),
        css=css,
        cloze=any(card["cloze"] for card in cards),
    )
    own_name = replace(found, name=name.rpartition(" ")[0])
    return own_name if note_type_key(own_name) == identifier else found


def _fields(note_type: NoteType) -> str:
    return json.dumps(note_type.fields, ensure_ascii=False)


def _templates(note_type: NoteType) -> str:
    cards = [
        {"name": card.name, "front": card.front, "back": card.back, "cloze": note_type.cloze}
        for card in note_type.templates
    ]
    return json.dumps(cards, ensure_ascii=False)


def _free_name(reader: Reader, name: str) -> str:
    rows = reader.rows("SELECT name FROM note_type")
    taken = {row[0].casefold() for row in rows}
    names = (f"{name} {number}" if number > 1 else name for number in count(1))
    return next(found for found in names if found.casefold() not in taken)
