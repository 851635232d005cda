"""Notes of a file that ask what another note of the library asks already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from flashcards.domain import ids
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.rows import DeckRows, NoteRow
from flashcards.services.importing.notes import FileNotes, NoteAction, NotePlan
from flashcards.services.importing.options import Duplicates
from flashcards.services.importing.texts import folded
from flashcards.services.jobs import Progress, no_progress, stepping
from flashcards.storage.import_sql import questions
from flashcards.storage.note_rows import StoredNote
from flashcards.storage.reading import Reader

# A question with an answer, whichever way it is asked: their texts mean the same.
_PLAIN = frozenset({NoteKind.BASIC, NoteKind.REVERSED, NoteKind.TYPED})


def policy(chosen: Duplicates | None, rows: DeckRows, row: NoteRow) -> Duplicates:
    """What becomes of a duplicate: as chosen, else by whether an id of its own names the note."""
    if chosen is not None:
        return chosen
    named = rows.complete or row.source_id is not None
    return Duplicates.BOTH if named else Duplicates.UPDATE


def find_duplicates(
    reader: Reader,
    notes: FileNotes,
    places: Sequence[int],
    deck_id: int,
    taken: Collection[int],
    *,
    progress: Progress = no_progress,
) -> Mapping[int, int]:
    """The note of the library that asks the same as the row at a place, by place.

    One of the same deck comes before others, an older id before a newer. ``taken``: notes that are
    rows of the file themselves.
    """
    asked = ids.id_hasher("question", notes.namespace)
    wanted = set(places)
    by_question = {
        asked(folded(notes.rows[place].fields.question)): place
        for place in reversed(places)
        if notes.rows[place].source_id is not None
    }
    found: dict[int, tuple[bool, int]] = {}
    for note_id, deck, kind, question in stepping(questions(reader), progress, 0):
        key = asked(folded(question))
        place = by_question.get(key, notes.places.get(key))
        if place is None or place not in wanted or note_id in taken:
            continue
        if not _alike(notes.rows[place].kind, NoteKind(kind)):
            continue
        elsewhere = deck != deck_id
        if place not in found or (elsewhere, note_id) < found[place]:
            found[place] = (elsewhere, note_id)
    return {place: note_id for place, (_, note_id) in found.items()}


def duplicate_plan(plan: NotePlan, stored: StoredNote, choice: Duplicates) -> NotePlan:
    """What becomes of a row that asks what ``stored`` asks, if it makes no note of its own.

    An update brings texts and tags and leaves all else: deck, schedule, and what counts as brought
    by the file that the note is from. A field that the row leaves empty stays.
    """
    kept = replace(
        plan,
        id=stored.id,
        topic_id=stored.topic_id,
        action=NoteAction.SKIP,
        fields=stored.fields,
        base=stored.base,
        track=stored.track,
        importance=stored.importance,
        draft=stored.draft,
        position=stored.position,
        present=stored,
        duplicate=True,
    )
    if choice is Duplicates.KEEP:
        return kept
    theirs = plan.fields.texts
    fields = NoteFields.of(
        [new if new.strip() else old for new, old in zip(theirs, stored.fields.texts, strict=True)]
    )
    changed = fields != stored.fields or not set(plan.tags) <= set(stored.tags)
    return replace(
        kept,
        fields=fields,
        draft=stored.draft and not fields.answer.strip(),
        action=NoteAction.UPDATE if changed else NoteAction.KEEP,
    )


def _alike(kind: NoteKind, other: NoteKind) -> bool:
    """Whether the texts of two kinds of note mean the same; those of note types may not."""
    return (kind is other and kind is not NoteKind.CUSTOM) or {kind, other} <= _PLAIN
