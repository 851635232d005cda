"""Small Anki packages, made in code in all three forms."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import zstandard

OLDEST, LEGACY, LATEST = 1, 2, 3
"""``collection.anki2`` without ``meta``, ``collection.anki21``, ``collection.anki21b``."""

FORMS = (OLDEST, LEGACY, LATEST)
FILES = {OLDEST: "collection.anki2", LEGACY: "collection.anki21", LATEST: "collection.anki21b"}

CREATED_S = 1_700_020_800
"""2023-11-15 04:00 UTC, when the collections were made."""


@dataclass(frozen=True)
class Template:
    """One card of a note type."""

    front: str
    back: str
    name: str = "Card"


@dataclass(frozen=True)
class NoteType:
    """A note type."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool = False
    css: str = ".card { color: black; }"


def answer_of(field_name: str) -> str:
    """The back that Anki gives a new note type."""
    return f"{{{{FrontSide}}}}\n\n<hr id=answer>\n\n{{{{{field_name}}}}}"


BASIC = NoteType(11, "Basic", ("Front", "Back"), (Template("{{Front}}", answer_of("Back")),))
REVERSED = NoteType(
    12,
    "Basic (and reversed card)",
    ("Front", "Back"),
    (Template("{{Front}}", answer_of("Back")), Template("{{Back}}", answer_of("Front"))),
)
OPTIONAL = NoteType(
    13,
    "Basic (optional reversed card)",
    ("Front", "Back", "Add Reverse"),
    (
        Template("{{Front}}", answer_of("Back")),
        Template("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", answer_of("Front")),
    ),
)
TYPED = NoteType(
    14,
    "Basic (type in the answer)",
    ("Front", "Back"),
    (Template("{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}"),),
)
CLOZE = NoteType(
    15,
    "Cloze",
    ("Text", "Back Extra"),
    (Template("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),),
    cloze=True,
)
TERM = NoteType(
    16,
    "Term",
    ("Term", "Meaning", "Extra", "Area", "Year"),
    (
        Template(
            "<div class=area>{{Area}}</div><h2>{{Term}}</h2>",
            "{{FrontSide}}<hr id=answer>{{Meaning}}{{#Extra}}<p>{{Extra}}</p>{{/Extra}}",
            "Forward",
        ),
        Template("Which term: {{text:Meaning}}", "{{FrontSide}}<hr id=answer>{{Term}}", "Backward"),
    ),
)
TYPES = (BASIC, REVERSED, OPTIONAL, TYPED, CLOZE, TERM)


@dataclass(frozen=True)
class Review:
    """A row of the review log."""

    id: int
    ease: int = 3
    ivl: int = 1
    factor: int = 2500
    time: int = 4_000
    type: int = 1


@dataclass(frozen=True)
class Card:
    """A card; the numbers are as Anki stores them."""

    ord: int = 0
    deck: int = 1
    type: int = 0
    queue: int = 0
    due: int = 0
    ivl: int = 0
    odue: int = 0
    odid: int = 0
    flags: int = 0
    data: str = ""
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True)
class Note:
    """A note."""

    fields: tuple[str, ...]
    type: NoteType = BASIC
    tags: str = ""
    cards: tuple[Card, ...] = (Card(),)
    guid: str | None = None


@dataclass(frozen=True)
class Package:
    """What a package holds. ``decks``: names by id, their parts separated by ``::``."""

    notes: Sequence[Note] = ()
    types: Sequence[NoteType] = TYPES
    decks: Mapping[int, str] = field(default_factory=lambda: {1: "Default"})
    media: Mapping[str, bytes] = field(default_factory=dict)
    scheduler: int = 2

    def write(self, folder: Path, form: int = LATEST, name: str = "package.apkg") -> Path:
        """Write the package; where it is."""
        path = folder / name
        with zipfile.ZipFile(path, "w") as archive:
            for entry, data in self.entries(folder, form):
                archive.writestr(entry, data)
        return path

    def entries(self, folder: Path, form: int) -> Iterable[tuple[str, bytes]]:
        """The files of the package."""
        if form != OLDEST:
            yield "meta", b"\x08" + bytes([form])
        database = self.database(folder, form)
        yield FILES[form], zstandard.compress(database) if form == LATEST else database
        if form == LATEST:
            yield "collection.anki2", b"only to say that a newer Anki is needed"
        for place, data in enumerate(self.media.values()):
            yield str(place), zstandard.compress(data) if form == LATEST else data
        yield "media", media_list(self.media, form)

    def database(self, folder: Path, form: int) -> bytes:
        """The bytes of the collection."""
        path = folder / "collection.tmp"
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path)
        database.execute("PRAGMA page_size = 1024")
        database.executescript(_SCHEMA)
        if form == LATEST:
            database.create_collation(
                "unicase", lambda left, right: (left > right) - (left < right)
            )
            database.executescript(_LATEST_SCHEMA)
            self._fill_latest(database)
        else:
            self._fill_legacy(database)
        self._fill_notes(database)
        database.commit()
        database.close()
        data = path.read_bytes()
        path.unlink()
        return data

    def _fill_legacy(self, database: sqlite3.Connection) -> None:
        models = {
            str(each.id): {
                "id": each.id,
                "name": each.name,
                "type": int(each.cloze),
                "css": each.css,
                "flds": [{"name": name, "ord": at} for at, name in enumerate(each.fields)],
                "tmpls": [
                    {"name": f"{one.name} {at + 1}", "ord": at, "qfmt": one.front, "afmt": one.back}
                    for at, one in enumerate(each.templates)
                ],
            }
            for each in self.types
        }
        decks = {str(key): {"id": key, "name": name} for key, name in self.decks.items()}
        conf = {"schedVer": self.scheduler} if self.scheduler > 1 else {}
        row = (1, CREATED_S, 11, json.dumps(conf), json.dumps(models), json.dumps(decks))
        database.execute(_COL, row)

    def _fill_latest(self, database: sqlite3.Connection) -> None:
        database.execute(_COL, (1, CREATED_S, 18, "", "", ""))
        for each in self.types:
            config = varint(1, int(each.cloze)) + length(3, each.css)
            database.execute(
                "INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (each.id, each.name, config)
            )
            for at, name in enumerate(each.fields):
                database.execute("INSERT INTO fields VALUES (?, ?, ?, ?)", (each.id, at, name, b""))
            for at, one in enumerate(each.templates):
                faces = length(1, one.front) + length(2, one.back)
                row = (each.id, at, f"{one.name} {at + 1}", faces)
                database.execute("INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)", row)
        for key, name in self.decks.items():
            parts = name.replace("::", "\x1f")
            database.execute("INSERT INTO decks VALUES (?, ?, 0, 0, x'', x'')", (key, parts))
        database.execute(
            "INSERT INTO config VALUES ('schedVer', 0, 0, ?)", (str(self.scheduler).encode(),)
        )

    def _fill_notes(self, database: sqlite3.Connection) -> None:
        for number, note in enumerate(self.notes, start=1):
            guid = f"guid-{number}" if note.guid is None else note.guid
            fields = "\x1f".join(note.fields)
            database.execute(
                "INSERT INTO notes VALUES (?, ?, ?, 0, 0, ?, ?, 0, 0, 0, '')",
                (number, guid, note.type.id, note.tags, fields),
            )
            for place, card in enumerate(note.cards):
                key = number * 1000 + place
                database.execute(
                    _CARD,
                    (
                        key, number, card.deck, card.ord, card.type, card.queue, card.due, card.ivl,
                        card.odue, card.odid, card.flags, card.data,
                    ),
                )  # fmt: skip
                for one in card.reviews:
                    database.execute(
                        "INSERT INTO revlog VALUES (?, ?, 0, ?, ?, 0, ?, ?, ?)",
                        (one.id, key, one.ease, one.ivl, one.factor, one.time, one.type),
                    )


class Samples(dict[int, bytes]):
    """Bytes by the form that they are of; a failing test need not print them all."""

    def __repr__(self) -> str:
        return f"Samples({sorted(self)})"


def media_list(media: Mapping[str, bytes], form: int) -> bytes:
    """The package's list of its media."""
    if form != LATEST:
        return json.dumps({str(at): name for at, name in enumerate(media)}).encode()
    files = (
        length(1, name) + varint(2, len(data)) + length(3, hashlib.sha1(data).digest())
        for name, data in media.items()
    )
    return zstandard.compress(b"".join(length(1, file) for file in files))


def varint(number: int, value: int) -> bytes:
    """A field of a protocol buffer that holds a number."""
    return bytes([number << 3]) + _base_128(value)


def length(number: int, value: bytes | str) -> bytes:
    """A field of a protocol buffer that holds text or bytes."""
    data = value.encode() if isinstance(value, str) else value
    return bytes([number << 3 | 2]) + _base_128(len(data)) + data


def _base_128(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?, ?, ?)"
_COL = "INSERT INTO col VALUES (?, ?, 0, 0, ?, 0, 0, 0, ?, ?, ?, '', '')"
_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer, mod integer, scm integer, ver integer,
    dty integer, usn integer, ls integer, conf text, models text, decks text, dconf text,
    tags text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, usn integer,
    tags text, flds text, sfld integer, csum integer, flags integer, data text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer,
    usn integer, type integer, queue integer, due integer, ivl integer, factor integer,
    reps integer, lapses integer, left integer, odue integer, odid integer, flags integer,
    data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, usn integer, ease integer, ivl integer,
    lastIvl integer, factor integer, time integer, type integer);
CREATE TABLE graves (usn integer, oid integer, type integer);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX idx_cards_odid ON cards (odid) WHERE odid != 0;
"""
_LATEST_SCHEMA = """
CREATE TABLE config (KEY text NOT NULL PRIMARY KEY, usn integer, mtime_secs integer, val blob)
    without rowid;
CREATE TABLE notetypes (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer,
    usn integer, config blob);
CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob,
    PRIMARY KEY (ntid, ord)) without rowid;
CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs integer,
    usn integer, config blob, PRIMARY KEY (ntid, ord)) without rowid;
CREATE UNIQUE INDEX idx_templates_name_ntid ON templates (name, ntid);
CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer,
    usn integer, common blob, kind blob);
"""
