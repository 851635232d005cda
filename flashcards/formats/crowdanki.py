"""A deck of CrowdAnki: ``deck.json``, whose decks hold decks, and a folder ``media`` beside it.

Notes and note types are Anki's, so they become what those of a package become, and a note that
comes both ways is one note by its guid. There are no schedules in such a file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.errors import FormatError
from flashcards.formats.anki.amounts import amount
from flashcards.formats.anki.cleaning import clean_line
from flashcards.formats.anki.deletions import plain_deletions
from flashcards.formats.anki.html import Converter
from flashcards.formats.anki.kinds import Face, Shape, shape_of
from flashcards.formats.anki.limits import (
    MAX_CSS,
    MAX_DECKS,
    MAX_FIELDS,
    MAX_NAME,
    MAX_NOTE,
    MAX_TEMPLATES,
)
from flashcards.formats.listed_media import ListedMedia, used_names
from flashcards.formats.rows import (
    DeckRows,
    FormatWarning,
    ImportRows,
    MediaFiles,
    NoteRow,
    TopicRow,
)
from flashcards.formats.text import decode

FORMAT = "crowdanki"
NAMESPACE = "anki"
MEDIA_FOLDER = "media"

NO_TYPE = "notes whose note type is missing were left out"
NO_QUESTION = "notes without a question were left out"
TOO_LONG = f"notes longer than {MAX_NOTE:,} characters were left out"
NO_DELETION = "cloze notes without a deletion became basic ones"
SAME_ID = "notes with the id of another one got an id of their own"

_CLOZE = 1
_DEEPEST = 50
_LONGEST_ID = 200
_LONGEST_TAG = 200
_MOST_TAGS = 200
_LONGEST_RAW = 10 * MAX_NOTE

Json = Mapping[str, Any]


def read_crowdanki(
    data: bytes, name: str, media: MediaFiles | None = None, *, deck: str | None = None
) -> ImportRows:
    """The notes of a ``deck.json``, deck by deck.

    ``name`` is for messages and as title where the file gives none. ``media``: what lies beside
    the file. ``deck``: the title of the outermost deck, in place of its own.

    Raises:
        FormatError: the file is no JSON, or not CrowdAnki's.
    """
    text, warnings = decode(data, name)
    try:
        root = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            "damaged: it is not the JSON that CrowdAnki writes.", file=name
        ) from error
    if not isinstance(root, dict) or not isinstance(root.get("notes", root.get("children")), list):
        raise FormatError("not a deck of CrowdAnki: it holds no notes.", file=name)
    title = deck or _name(root) or PurePath(name).stem or name
    decks = list(_decks(root, title))
    names = used_names(file for _, found in decks for file in _texts(found.get("media_files")))
    converter = Converter(names)
    maker = _NoteMaker(_models(found for _, found in decks), converter)
    rows = [maker.deck(title, found) for title, found in decks]
    filled = tuple(row for row in rows if row.topics or row.skipped)
    if not filled:
        raise FormatError("the deck holds no notes.", file=name)
    return ImportRows(
        FORMAT,
        decks=filled,
        media=ListedMedia.of(media, MEDIA_FOLDER, names),
        warnings=(*warnings, *maker.warnings()),
    )


def _decks(root: Json, title: str) -> Iterator[tuple[str, Json]]:
    """Each deck with its full name, those within a deck after it."""
    waiting: list[tuple[str, Json, int]] = [(title, root, 1)]
    left = MAX_DECKS
    while waiting and left:
        title, found, depth = waiting.pop()
        left -= 1
        yield title, found
        if depth < _DEEPEST:
            waiting += reversed(
                [
                    (f"{title}::{_name(child) or '?'}", child, depth + 1)
                    for child in _objects(found.get("children"))
                ]
            )


@dataclass(frozen=True, slots=True)
class _Type:
    """A note type. ``note_type``: only of a custom one."""

    fields: int
    cloze: bool
    shape: Shape
    note_type: NoteType | None


class _NoteMaker:
    """Makes the notes of all decks, and counts what could not be kept."""

    def __init__(self, models: Mapping[str, Json], converter: Converter) -> None:
        self._models = models
        self._converter = converter
        self._types: dict[str, _Type | None] = {}
        self._counts: Counter[str] = Counter()
        self._ids: Counter[str] = Counter()
        self._number = 0

    def deck(self, title: str, found: Json) -> DeckRows:
        """A deck without those within it."""
        notes = [self._note(note) for note in _objects(found.get("notes"))]
        kept = tuple(note for note in notes if note is not None)
        return DeckRows(
            title=title,
            namespace=NAMESPACE,
            topics=(TopicRow("", notes=kept),) if kept else (),
            skipped=len(notes) - len(kept),
            complete=False,
        )

    def warnings(self) -> Iterator[FormatWarning]:
        """What a person should know, each thing once."""
        for what, count in sorted(self._counts.items()):
            notes = "1 note" if count == 1 else f"{count:,} notes"
            yield FormatWarning(0, f"{what[0].upper()}{what[1:]} ({notes}).")

    def _note(self, found: Json) -> NoteRow | None:
        self._number += 1
        kind = self._type(_text(found, "note_model_uuid"))
        if kind is None:
            self._counts[NO_TYPE] += 1
            return None
        self._converter.media.clear()
        self._converter.losses.clear()
        values = _texts(found.get("fields"))[: kind.fields]
        if sum(map(len, values)) > _LONGEST_RAW:
            self._counts[TOO_LONG] += 1
            return None
        if kind.cloze:
            values = [plain_deletions(value, self._converter.losses) for value in values]
        texts = [self._converter.field(value) for value in values]
        texts += [""] * (kind.fields - len(texts))
        made = amount(kind.shape, texts)
        if made is None:
            self._counts[NO_QUESTION] += 1
            return None
        if sum(map(len, made.texts)) > MAX_NOTE:
            self._counts[TOO_LONG] += 1
            return None
        if kind.shape is Shape.CLOZE and made.kind is not NoteKind.CLOZE:
            self._counts[NO_DELETION] += 1
        self._counts.update(str(loss) for loss in self._converter.losses)
        return NoteRow(
            fields=NoteFields.of(made.texts),
            kind=made.kind,
            source_id=self._own_id(_text(found, "guid")),
            tags=_tags(found.get("tags")),
            note_type=kind.note_type if made.kind is NoteKind.CUSTOM else None,
            line=self._number,
        )

    def _own_id(self, guid: str) -> str | None:
        own = clean_line(guid, _LONGEST_ID)
        if not own:
            return None
        self._ids[own] += 1
        if self._ids[own] == 1:
            return own
        self._counts[SAME_ID] += 1
        return f"{own}#{self._ids[own]}"

    def _type(self, identifier: str) -> _Type | None:
        if identifier not in self._types:
            model = self._models.get(identifier)
            self._types[identifier] = self._made_type(model) if model else None
        return self._types[identifier]

    def _made_type(self, model: Json) -> _Type | None:
        fields = tuple(
            clean_line(_text(field, "name"), MAX_NAME)
            for field in _ordered(model.get("flds"), MAX_FIELDS)
        )
        stored = _ordered(model.get("tmpls"), MAX_TEMPLATES)
        if not fields or not stored:
            return None
        faces = [
            Face(
                self._converter.template(_text(each, "qfmt")),
                self._converter.template(_text(each, "afmt")),
            )
            for each in stored
        ]
        cloze = model.get("type") == _CLOZE
        shape = shape_of(fields, faces, cloze=cloze)
        if shape is not Shape.CUSTOM:
            return _Type(len(fields), cloze, shape, None)
        templates = tuple(
            Template(clean_line(_text(each, "name"), MAX_NAME), face.front, face.back)
            for each, face in zip(stored, faces, strict=True)
        )
        css = _text(model, "css")[:MAX_CSS]
        return _Type(
            len(fields), cloze, shape, NoteType(_name(model), fields, templates, css, cloze)
        )


def _models(decks: Iterator[Json]) -> dict[str, Json]:
    """The note types by id; the outermost deck has them, others may."""
    models: dict[str, Json] = {}
    for found in decks:
        for model in _objects(found.get("note_models")):
            models.setdefault(_text(model, "crowdanki_uuid"), model)
    return models


def _objects(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _text(found: Json, key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _name(found: Json) -> str:
    return clean_line(_text(found, "name"), MAX_NAME)


def _ordered(value: object, most: int) -> Sequence[Json]:
    """Fields or templates in the order that they give, else as they stand."""
    objects = _objects(value)[:most]
    places = [each.get("ord") for each in objects]
    if all(type(place) is int for place in places):
        objects.sort(key=lambda each: int(each["ord"]))
    return objects


def _tags(value: object) -> tuple[str, ...]:
    tags = ("-".join(clean_line(tag, _LONGEST_TAG).split()) for tag in _texts(value)[:_MOST_TAGS])
    return tuple(dict.fromkeys(filter(None, tags)))
