"""What the card types of Mnemosyne amount to.

Its own are known by number: 1 front to back, 2 both ways, 3 vocabulary, 4 map, 5 cloze deletion,
6 sentence; a type that a user derived from one of them is called ``2::name`` and has its fields and
views. All others become note types with templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from flashcards.domain.note_type import NoteType, Template
from flashcards.formats.anki.html import Converter
from flashcards.formats.mnemosyne.stored import CardType, View

FRONT, BACK = "f", "b"
PRONUNCIATION, MEANING, NOTES = "p_1", "m_1", "n"
TEXT = "text"

_UNNAMED = re.compile(r"[{}:#^/\x00-\x1f]+")
_LONGEST_NAME = 100
_MOST_FIELDS = 100


class Shape(Enum):
    """How the notes of a type are made; the value is the number that Mnemosyne gives it."""

    FRONT_TO_BACK = "1"
    BOTH_WAYS = "2"
    VOCABULARY = "3"
    MAP = "4"
    CLOZE = "5"
    SENTENCE = "6"
    CUSTOM = "7"


@dataclass(frozen=True, slots=True)
class Kind:
    """A card type. ``keys``: of the texts, in the order of the fields of ``note_type``.

    ``views``: their ids, in the order of the templates.
    """

    shape: Shape
    keys: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    note_type: NoteType | None = None

    def place(self, view: str) -> int:
        """Which of the type's cards a view gives, from 0."""
        if view in self.views:
            return self.views.index(view)
        number = view.rpartition(".")[2]
        return int(number) - 1 if number.isascii() and number.isdigit() and number != "0" else 0


_MAP = (
    ("loc", "Location"),
    ("blank", "Blank map"),
    ("marked", "Marked map"),
)
_MAP_VIEWS: tuple[View, ...] = (
    ("4.1", "Recognition", ("marked",), ("loc",), "", ""),
    ("4.2", "Production", ("loc", "blank"), ("marked",), "", ""),
)


class Kinds:
    """The card types of one database, with those that its user made."""

    def __init__(self, types: Sequence[CardType], converter: Converter) -> None:
        self._own = {stored[0]: stored for stored in types}
        self._converter = converter
        self._known: dict[str, Kind | None] = {}

    def of(self, type_id: str) -> Kind | None:
        """The type of that id, None for one that nothing is known of."""
        if type_id not in self._known:
            self._known[type_id] = self._find(type_id)
        return self._known[type_id]

    def _find(self, type_id: str) -> Kind | None:
        base = type_id.partition("::")[0]
        own = self._own.get(type_id)
        views = tuple(view[0] for view in own[3]) if own else ()
        if base == Shape.MAP.value:
            return _custom((base, "Map", _MAP, _MAP_VIEWS), self._converter)
        if base in _BUILT_IN:
            return Kind(_BUILT_IN[base], views=views)
        return _custom(own, self._converter) if own and own[2] and own[3] else None


_BUILT_IN = {shape.value: shape for shape in Shape if shape not in (Shape.MAP, Shape.CUSTOM)}


def _custom(stored: CardType, converter: Converter) -> Kind:
    _, name, keys, views = stored
    names = dict(_names(keys[:_MOST_FIELDS]))
    templates = tuple(_template(view, names, converter) for view in views[:_MOST_FIELDS])
    note_type = NoteType(_plain(name) or "Mnemosyne", tuple(names.values()), templates)
    return Kind(Shape.CUSTOM, tuple(names), tuple(view[0] for view in views), note_type)


def _names(keys: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Keys with names that a template can hold, each once."""
    taken: set[str] = set()
    for key, name in keys:
        plain = _plain(name) or _plain(key) or "Field"
        free, number = plain, 1
        while free in taken:
            number += 1
            free = f"{plain} {number}"
        taken.add(free)
        yield key, free


def _plain(name: str) -> str:
    return " ".join(_UNNAMED.sub(" ", name).split())[:_LONGEST_NAME]


def _template(view: View, names: Mapping[str, str], converter: Converter) -> Template:
    _, name, question, answer, front, back = view
    if front:
        sides = converter.template(front), converter.template(back)
    else:
        asked = "\n\n".join(f"{{{{{names[key]}}}}}" for key in question if key in names)
        told = "\n\n".join(f"{{{{{names[key]}}}}}" for key in answer if key in names)
        sides = asked, f"{{{{FrontSide}}}}\n\n---\n\n{told}"
    return Template(_plain(name) or "Card", *sides)
