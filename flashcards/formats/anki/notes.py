"""The notes of a collection, each with its cards and their history, as messages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.domain.note import NoteKind
from flashcards.formats.anki.amounts import Amount, amount
from flashcards.formats.anki.cards import Cards, StoredCard
from flashcards.formats.anki.cleaning import clean_line
from flashcards.formats.anki.deletions import plain_deletions
from flashcards.formats.anki.html import Converter, Loss
from flashcards.formats.anki.kinds import Face, Shape, shape_of
from flashcards.formats.anki.limits import MAX_NOTE, MAX_NOTES, MIB
from flashcards.formats.anki.messages import CardMessage, NoteMessage, TypeMessage
from flashcards.formats.anki.own_types import own_amount, own_kind
from flashcards.formats.anki.reviews import History
from flashcards.formats.anki.scan import Scan
from flashcards.formats.anki.stored import Collection, StoredType

_QUERY = """
SELECT CAST(id AS INTEGER), ifnull(CAST(guid AS TEXT), ''), ifnull(CAST(mid AS INTEGER), 0),
ifnull(CAST(tags AS TEXT), ''), ifnull(CAST(flds AS TEXT), '')
FROM notes NOT INDEXED
"""
_LONGEST_RAW = 32 * MIB
_LONGEST_ID = 200
_MOST_TAGS = 200
_LONGEST_TAG = 200
_HIGHEST_CARD = 998
_OCCLUSION = "::image-occlusion:"

NO_QUESTION = "notes without a question were left out"
TOO_LONG = f"notes longer than {MAX_NOTE:,} characters were left out"
NO_TYPE = "notes whose note type is missing were left out"
NO_DELETION = "cloze notes without a deletion became basic ones"
WHOLE_PICTURE = "image occlusion cards show the whole picture"
SAME_ID = "notes with the id of another one got an id of their own"


@dataclass(frozen=True, slots=True)
class _Type:
    """A note type that is in use.

    ``place``: among those that were told, -1 for a stock type. ``own``: the kind of this program
    that it stands for.
    """

    stored: StoredType
    shape: Shape
    place: int
    losses: frozenset[Loss]
    own: NoteKind | None = None


@dataclass(slots=True)
class NoteReader:
    """Reads the notes of a collection. After the last one it knows what was left out.

    ``names``: the media of the package, see ``Converter``. ``size``: bytes of the database, more
    text than which it can't hold.
    """

    collection: Collection
    cards: Cards
    history: History
    names: Mapping[str, str]
    size: int
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    new_types: list[TypeMessage] = field(default_factory=list)
    damaged: bool = False
    read: int = 0
    cards_left_out: int = 0
    _converter: Converter = field(init=False)
    _known: frozenset[str] = field(init=False)
    _types: dict[int, _Type] = field(default_factory=dict)
    _told: int = 0
    _ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._converter = Converter(self.names)
        self._known = frozenset(self.names.values())

    def notes(self, database: sqlite3.Connection) -> Iterator[NoteMessage]:
        """The notes that can be used, in the order of their ids."""
        scan = Scan(database, _QUERY, MAX_NOTES)
        left = self.size
        for identifier, guid, type_id, tags, texts in scan:
            left -= len(texts)
            if left < 0:
                scan.damaged = True
                break
            self.read += 1
            cards = self.cards.by_note.pop(identifier, [])
            if len(cards) > 1:
                cards.sort(key=_place)
            deck = self.collection.decks.get(cards[0].deck, "") if cards else ""
            note = self._note(
                guid or f"id {identifier}", type_id, tags=tags, raw=texts, cards=cards, deck=deck
            )
            if note is None:
                self.skipped[deck] += 1
            else:
                yield note
        self.damaged = scan.damaged

    def _note(
        self,
        guid: str,
        type_id: int,
        *,
        tags: str,
        raw: str,
        cards: Sequence[StoredCard],
        deck: str,
    ) -> NoteMessage | None:
        kind = self._type(type_id)
        if kind is None:
            self.counts[NO_TYPE] += 1
            return None
        if len(raw) > _LONGEST_RAW:
            self.counts[TOO_LONG] += 1
            return None
        converter = self._converter
        converter.media.clear()
        converter.losses.clear()
        values = raw.split("\x1f")[: len(kind.stored.fields)]
        if kind.stored.cloze:
            values = [plain_deletions(value, converter.losses) for value in values]
        texts = [converter.field(value) for value in values]
        texts += [""] * (len(kind.stored.fields) - len(texts))
        found = amount(kind.shape, texts) if kind.own is None else own_amount(kind.own, texts)
        if found is None or sum(map(len, texts)) > MAX_NOTE:
            self.counts[NO_QUESTION if found is None else TOO_LONG] += 1
            return None
        if kind.shape is Shape.CLOZE and found.kind is not NoteKind.CLOZE:
            self.counts[NO_DELETION] += 1
        if kind.shape is Shape.CUSTOM and kind.stored.cloze and _OCCLUSION in raw:
            self.counts[WHOLE_PICTURE] += 1
        if lost := converter.losses | kind.losses:
            self.counts.update(lost)
        return (
            self.read,
            deck,
            self._own_id(guid),
            found.kind.value,
            found.texts,
            _tags(tags),
            kind.place,
            tuple(self._cards(cards, found, kind.stored.cloze)),
            self._missing(),
        )

    def _missing(self) -> tuple[str, ...]:
        media = self._converter.media
        return tuple(name for name in media if name not in self._known) if media else ()

    def _own_id(self, guid: str) -> str:
        own = clean_line(guid, _LONGEST_ID) or "?"
        if own not in self._ids:
            self._ids[own] = 1
            return own
        self._ids[own] += 1
        self.counts[SAME_ID] += 1
        return f"{own}\N{NUMBER SIGN}{self._ids[own]}"

    def _cards(
        self, cards: Sequence[StoredCard], note: Amount, cloze: bool
    ) -> Iterator[CardMessage]:
        for card in cards:
            key = note.key(card.place, cloze) if 0 <= card.place <= _HIGHEST_CARD else None
            if key is None:
                self.cards_left_out += 1
                continue
            yield (key, *card[3:], self.history.take(card.id))

    def _type(self, identifier: int) -> _Type | None:
        if identifier in self._types:
            return self._types[identifier]
        stored = self.collection.types.get(identifier)
        if stored is None or not stored.fields or not stored.templates:
            return None
        if (own := own_kind(stored.name, stored.fields)) is not None:
            shape = Shape.CLOZE if own is NoteKind.CLOZE else Shape.BASIC
            self._types[identifier] = _Type(stored, shape, -1, frozenset(), own)
            return self._types[identifier]
        converter = self._converter
        converter.losses.clear()
        faces = [
            Face(converter.template(each.front), converter.template(each.back))
            for each in stored.templates
        ]
        shape = shape_of(stored.fields, faces, cloze=stored.cloze)
        place = -1
        if shape is Shape.CUSTOM:
            place, self._told = self._told, self._told + 1
            named = zip(stored.templates, faces, strict=True)
            templates = tuple((each.name, face.front, face.back) for each, face in named)
            self.new_types.append((stored.name, stored.fields, templates, stored.css, stored.cloze))
        kind = _Type(stored, shape, place, frozenset(converter.losses))
        self._types[identifier] = kind
        return kind


def _tags(text: str) -> tuple[str, ...]:
    tags = (clean_line(tag, _LONGEST_TAG) for tag in text.split()[:_MOST_TAGS])
    return tuple(dict.fromkeys(filter(None, tags)))


def _place(card: StoredCard) -> int:
    return card.place
