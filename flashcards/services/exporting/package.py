"""Decks of the library as an Anki package, with tags, flags, history, memory and media."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from flashcards.domain.calendar import MS_PER_SECOND, StudyCalendar
from flashcards.domain.forgetting import DECAY
from flashcards.domain.note import NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.domain.review import ReviewKind, State
from flashcards.formats.anki.own_types import CLOZE_FIELDS, FIELDS, own_guid, type_name
from flashcards.formats.anki_writer import (
    Package,
    PackedCard,
    PackedNote,
    PackedReview,
    PackedTemplate,
    PackedType,
    write_package,
)
from flashcards.render.anki_fields import anki_fields
from flashcards.render.anki_html import anki_html
from flashcards.render.references import media_references
from flashcards.services.media.service import resolve_media
from flashcards.settings import StudySettings
from flashcards.storage import export_sql
from flashcards.storage.export_sql import ExportedReview
from flashcards.storage.files import replacing
from flashcards.storage.note_rows import StoredNote, load_notes
from flashcards.storage.reading import Reader, id_list

ANKI = "anki"
"""The namespace of notes that came from Anki: they go back under their own guids."""

_CHUNK = 1_000
_SUSPENDED = -1
_IN_STEPS, _IN_REVIEW = 1, 2
_LEARN, _REVIEW, _RELEARN, _CRAM, _MANUAL, _RESCHEDULED = range(6)
_KINDS = {ReviewKind.CRAM.value: _CRAM, ReviewKind.RESCHEDULE.value: _RESCHEDULED}
_KIND_BY_STATE = {
    int(State.NEW): _LEARN,
    int(State.LEARNING): _LEARN,
    int(State.REVIEW): _REVIEW,
    int(State.RELEARNING): _RELEARN,
}
_CSS = (
    ".card { font-family: Inter, sans-serif; font-size: 18px; line-height: 1.45; text-align: left; "
    "max-width: 720px; margin: 24px auto; padding: 0 16px; }\n"
    "pre, code { font-family: 'JetBrains Mono', monospace; font-size: 15px; }\n"
    "pre { padding: 10px 12px; border-radius: 8px; background: rgba(127, 127, 127, .12); }\n"
    ".note { margin-top: 16px; padding-left: 12px; border-left: 3px solid #9384d0; }\n"
    ".source { margin-top: 12px; font-size: 13px; opacity: .75; }\n"
    "img { max-width: 100%; }\n"
)
_BELOW = (
    '{{#Note}}<div class="note">{{Note}}</div>{{/Note}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)


def _type(kind: NoteKind, *templates: tuple[str, str, str], cloze: bool = False) -> PackedType:
    fields = CLOZE_FIELDS if cloze else FIELDS
    made = tuple(PackedTemplate(name, front, back + _BELOW) for name, front, back in templates)
    return PackedType(type_name(kind), fields, made, _CSS, cloze)


_BACK = "{{FrontSide}}<hr id=answer>{{Answer}}"
_FORWARD = ("Forward", "{{Question}}", _BACK)
_TYPES = {
    NoteKind.REVERSED: _type(
        NoteKind.REVERSED,
        _FORWARD,
        ("Reverse", "{{Answer}}", "{{FrontSide}}<hr id=answer>{{Question}}"),
    ),
    NoteKind.CLOZE: _type(
        NoteKind.CLOZE, ("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Answer}}"), cloze=True
    ),
    NoteKind.TYPED: _type(
        NoteKind.TYPED,
        (
            "Typed",
            "{{Question}}<br>{{type:Answer}}",
            "{{FrontSide}}<hr id=answer>{{type:Answer}}",
        ),
    ),
}


class _CardRow(NamedTuple):
    """A card as the package needs it; ``suspended`` is true of a draft as well."""

    id: int
    note_id: int
    deck: str
    key: str
    state: int
    due_day: int | None
    due_ms: int | None
    stability: float | None
    difficulty: float | None
    last_review_ms: int | None
    last_study_day: int | None
    reps: int
    lapses: int
    suspended: int
    flag: int
    position: int


@dataclass(slots=True)
class _Media:
    """The library's media files that the texts name."""

    folder: Path
    found: dict[str, Path] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def html(self, reader: Reader, namespace: str, markdown: str) -> str:
        text = resolve_media(reader, namespace, markdown, sounds=True) if markdown else ""
        for name in media_references(text):
            path = self.folder / name
            if path.is_file():
                self.found[name] = path
            else:
                self.missing.add(name)
        return anki_html(text) if text else ""


@dataclass(frozen=True, slots=True)
class PackageExport:
    """What was written. ``missing``: how many media files the library does not have."""

    notes: int
    cards: int
    reviews: int
    media: int
    missing: int


@dataclass(frozen=True, slots=True)
class PackageWriter:
    """Packs cards; ``media_folder`` is the library's."""

    reader: Reader
    media_folder: Path
    calendar: StudyCalendar
    settings: StudySettings
    now_ms: int

    def write(self, path: Path, deck_ids: frozenset[int] | None) -> PackageExport:
        """Write the notes of these decks, or all. Raises LibraryWriteError."""
        reader = self.reader
        cards = _cards(reader, deck_ids)
        reviews = _reviews(reader, deck_ids)
        today = self.calendar.day(self.now_ms)
        first = min((r.study_day for rows in reviews.values() for r in rows), default=today)
        first_day = min(first, today)
        media = _Media(self.media_folder)
        notes = list(self._notes(cards, reviews, media, first_day))
        package = Package(
            notes=notes,
            first_day_s=self.calendar.start_ms(first_day) // MS_PER_SECOND,
            rollover_hour=self.settings.rollover_hour,
            retention=self.settings.retention,
            decay=self.settings.parameters[DECAY],
            now_ms=self.now_ms,
            media=lambda: media.found,
        )
        with replacing(path) as partial:
            count = write_package(partial, package)
        packed = [card for note in notes for card in note.cards]
        return PackageExport(
            notes=len(notes),
            cards=len(packed),
            reviews=sum(len(card.reviews) for card in packed),
            media=count,
            missing=len(media.missing),
        )

    def _notes(
        self,
        cards: Sequence[_CardRow],
        reviews: Mapping[int, list[ExportedReview]],
        media: _Media,
        first_day: int,
    ) -> Iterator[PackedNote]:
        by_note = {note: list(rows) for note, rows in groupby(cards, key=lambda row: row.note_id)}
        ids = list(by_note)
        for start in range(0, len(ids), _CHUNK):
            stored = load_notes(self.reader, ids[start : start + _CHUNK])
            for note_id in ids[start : start + _CHUNK]:
                note = stored[note_id]
                yield PackedNote(
                    guid=_guid(note),
                    type=_type_of(note),
                    fields=self._fields(note, media),
                    created_ms=note.created_ms,
                    modified_s=self.now_ms // MS_PER_SECOND,
                    tags=note.tags,
                    cards=tuple(
                        self._card(row, reviews.get(row.id, []), first_day)
                        for row in by_note[note_id]
                    ),
                )

    def _fields(self, note: StoredNote, media: _Media) -> tuple[str, ...]:
        def html(text: str) -> str:
            return media.html(self.reader, note.namespace, text)

        return tuple(map(html, anki_fields(note.kind, note.fields, note.note_type)))

    def _card(self, row: _CardRow, reviews: Iterable[ExportedReview], first_day: int) -> PackedCard:
        state = State(row.state)
        interval = 0
        if state is State.NEW:
            due = row.position
        elif state is State.REVIEW and row.due_day is not None:
            due = row.due_day - first_day
            interval = max(1, row.due_day - (row.last_study_day or row.due_day))
        else:
            due = (row.due_ms or self.now_ms) // MS_PER_SECOND
        queue = _IN_REVIEW if state is State.REVIEW else min(int(state), _IN_STEPS)
        last_ms = row.last_review_ms
        return PackedCard(
            ordinal=_ordinal(row.key),
            deck=row.deck,
            type=int(state),
            queue=_SUSPENDED if row.suspended else queue,
            due=due,
            interval=interval,
            reps=row.reps,
            lapses=row.lapses,
            flag=row.flag,
            stability=row.stability,
            difficulty=row.difficulty,
            last_review_s=None if last_ms is None else last_ms // MS_PER_SECOND,
            reviews=tuple(map(_review, reviews)),
        )


def _cards(reader: Reader, deck_ids: frozenset[int] | None) -> list[_CardRow]:
    """The cards note by note, in the order of the decks."""
    scope = "" if deck_ids is None else f"AND c.deck_id IN ({id_list(sorted(deck_ids))}) "
    rows = reader.rows(
        "SELECT c.id, c.note_id, d.name, c.key, c.state, c.due_day, c.due_ms, c.stability, "
        "c.difficulty, c.last_review_ms, c.last_study_day, c.reps, c.lapses, "
        "c.suspended <> 0 OR c.queue < 0, c.flag, c.position "
        "FROM card c JOIN deck d ON d.id = c.deck_id WHERE c.deleted_by IS NULL "
        f"{scope}ORDER BY d.stage IS NULL, d.stage, d.name, c.position, c.note_id, "
        "length(c.key), c.key"
    )
    return list(map(_CardRow._make, rows))


def _reviews(reader: Reader, deck_ids: frozenset[int] | None) -> Mapping[int, list[ExportedReview]]:
    retracted = export_sql.retracted_reviews(reader)
    found: dict[int, list[ExportedReview]] = {}
    for review in export_sql.reviews(reader, deck_ids):
        if review.id not in retracted:
            found.setdefault(review.card_id, []).append(review)
    return found


def _review(review: ExportedReview) -> PackedReview:
    if review.due_day is not None:
        interval = max(1, review.due_day - review.study_day)
    elif review.due_ms is not None:
        interval = min(-1, -((review.due_ms - review.time_ms) // MS_PER_SECOND))
    else:
        interval = 0
    return PackedReview(
        time_ms=review.time_ms,
        ease=review.rating or 0,
        interval=interval,
        kind=_kind(review),
        duration_ms=review.duration_ms,
    )


def _kind(review: ExportedReview) -> int:
    if review.kind == ReviewKind.REVIEW:
        return _REVIEW if review.state is None else _KIND_BY_STATE[review.state]
    return _KINDS.get(review.kind, _MANUAL)


def _type_of(note: StoredNote) -> PackedType:
    if note.kind is NoteKind.CUSTOM and note.note_type is not None:
        return _foreign(note.note_type)
    return _TYPES.get(note.kind) or _type(note.kind, _FORWARD)


def _foreign(note_type: NoteType) -> PackedType:
    templates = tuple(
        PackedTemplate(each.name, anki_html(each.front), anki_html(each.back))
        for each in note_type.templates
    )
    return PackedType(note_type.name, note_type.fields, templates, note_type.css, note_type.cloze)


def _guid(note: StoredNote) -> str:
    if note.namespace == ANKI and note.source_id:
        return note.source_id
    return own_guid(note.id)


def _ordinal(key: str) -> int:
    """The place of the template, or the number of the deletion less one."""
    if key in ("forward", "reverse"):
        return int(key == "reverse")
    return max(0, int(key[1:]) - 1)
