"""The database of a package, of schema 11: the form that all versions of Anki import."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from flashcards.formats.anki_writer.models import deck_settings, decks, models, settings, type_id
from flashcards.formats.anki_writer.rows import Package, PackedCard, PackedNote, PackedReview

_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
  scm integer not null, ver integer not null, dty integer not null, usn integer not null,
  ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
  mod integer not null, usn integer not null, tags text not null, flds text not null,
  sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
  ord integer not null, mod integer not null, usn integer not null, type integer not null,
  queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
  time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
_TAG = re.compile(r"<[^<>]*>")
_EASE_FACTOR = 2_500
_LAST_LEFT = 1_001  # one step left today, one in all


def write_collection(path: Path, package: Package) -> None:
    """Write the notes, cards and reviews of a package into a new database."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute(
            "PRAGMA synchronous = OFF"
        )  # a copy in the making, thrown away if it fails
        database.executescript(_SCHEMA)
        with database:
            _Writer(database, package).write()


class _Writer:
    """Gives notes, cards and reviews their ids, which have to be moments and each its own."""

    def __init__(self, database: sqlite3.Connection, package: Package) -> None:
        self._database = database
        self._package = package
        self._now_s = package.now_ms // 1_000
        self._note_ids: dict[int, int] = {}
        self._card_ids: dict[int, int] = {}
        self._review_ids: dict[int, int] = {}

    def write(self) -> None:
        notes = list(self._package.notes)
        names = dict.fromkeys(card.deck for note in notes for card in note.cards)
        deck_json, deck_ids = decks(names, self._now_s)
        types = {type_id(note.type): note.type for note in notes}
        self._database.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                self._package.first_day_s,
                self._package.now_ms,
                self._package.now_ms,
                settings(self._package.rollover_hour, next(iter(types), 1)),
                models(types.values(), self._now_s),
                deck_json,
                deck_settings(),
            ),
        )
        for note in notes:
            note_id = _free(self._note_ids, note.created_ms)
            self._database.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
                (note_id, note.guid, type_id(note.type), note.modified_s, *_texts(note)),
            )
            for card in note.cards:
                card_id = _free(self._card_ids, note.created_ms)
                row = self._card(card_id, note_id, deck_ids[card.deck], card)
                self._database.execute(
                    f"INSERT INTO cards VALUES ({', '.join('?' * len(row))})", row
                )
                self._database.executemany(
                    "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)",
                    self._reviews(card_id, card.reviews),
                )

    def _card(
        self, card_id: int, note_id: int, deck_id: int, card: PackedCard
    ) -> tuple[int | str, ...]:
        left = _LAST_LEFT if card.type in (1, 3) else 0
        factor = 0 if card.type == 0 else _EASE_FACTOR
        return (
            card_id, note_id, deck_id, card.ordinal, self._now_s, -1, card.type, card.queue,
            card.due, card.interval, factor, card.reps, card.lapses, left, 0, 0, card.flag,
            self._memory(card),
        )  # fmt: skip

    def _memory(self, card: PackedCard) -> str:
        """What FSRS knows of a card, under the short names that Anki keeps it by."""
        if card.stability is None or card.difficulty is None:
            return ""
        data: dict[str, float | int] = {
            "s": round(card.stability, 4),
            "d": round(card.difficulty, 3),
            "dr": round(self._package.retention, 2),
            "decay": round(self._package.decay, 3),
        }
        if card.last_review_s is not None:
            data["lrt"] = card.last_review_s
        return json.dumps(data, separators=(",", ":"))

    def _reviews(self, card_id: int, reviews: Iterable[PackedReview]) -> Iterator[tuple[int, ...]]:
        before = 0
        for review in reviews:
            factor = _EASE_FACTOR if review.ease else 0
            identifier = _free(self._review_ids, review.time_ms)
            yield (
                identifier, card_id, review.ease, review.interval, before, factor,
                review.duration_ms, review.kind,
            )  # fmt: skip
            before = review.interval


def _texts(note: PackedNote) -> tuple[str, str, str, int]:
    """Tags, fields, sort field and its checksum as a row of ``notes`` has them."""
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    plain = _TAG.sub("", note.fields[0])
    digest = hashlib.sha1(plain.encode("utf-8"), usedforsecurity=False).hexdigest()
    return tags, "\x1f".join(note.fields), plain, int(digest[:8], 16)


def _free(taken: dict[int, int], moment_ms: int) -> int:
    """The moment itself as an id, or the next one that is free.

    ``taken``: for each id that is in use one above it from which to look on, so that a thousand
    rows of one moment don't pass each other one by one.
    """
    first = identifier = max(1, moment_ms)
    while identifier in taken:
        identifier = taken[identifier]
    taken[first] = taken[identifier] = identifier + 1
    return identifier
