"""Find and replace in the texts of many notes, shown before it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.render.plain import first_line
from flashcards.services.editing.bulk_changes import write_texts
from flashcards.services.editing.bulk_find import Finder
from flashcards.services.editing.bulk_view import Replacement, ReplacePlan, ReplaceRequest, Where
from flashcards.services.editing.note_cards import sync_cards
from flashcards.storage.note_rows import StoredNote, load_notes
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

MOST_SECONDS = 5.0
"""How long looking through the notes may take."""

MOST_SHOWN = 500
"""How many changed lines a plan shows."""

_CHUNK = 5_000
_AROUND = 60  # characters shown beside a change


_PLACES = {Where.QUESTION: 0, Where.ANSWER: 1, Where.EXTRA: 2, Where.SOURCE: 3}


@dataclass(frozen=True, slots=True)
class _Change:
    """A note with its texts after replacing, None where it would ask nothing."""

    note: StoredNote
    fields: NoteFields | None
    matches: int


def plan_replacement(
    reader: Reader, note_ids: Sequence[int], request: ReplaceRequest
) -> ReplacePlan:
    """What replacing would change in these notes, which is written nowhere.

    Raises InvalidValueError for an expression that cannot be used, or that takes too long.
    """
    changed: list[int] = []
    shown: list[Replacement] = []
    matches = refused = 0
    finder = Finder(request)
    for change in _changes(reader, note_ids, request.where, finder):
        if change.fields is None:
            refused += 1
            continue
        changed.append(change.note.id)
        matches += change.matches
        if len(shown) < MOST_SHOWN:
            shown += _replacements(change.note, request.where, finder)
    return ReplacePlan(request, tuple(changed), matches, tuple(shown[:MOST_SHOWN]), refused)


def apply_replacement(operation: Operation, plan: ReplacePlan) -> int:
    """Replace in the notes of a plan as they are now; how many were changed."""
    finder = Finder(plan.request)
    changes = _changes(operation, plan.note_ids, plan.request.where, finder, limited=False)
    count = 0
    while chunk := list(islice(changes, _CHUNK)):
        texts = {each.note: each.fields for each in chunk if each.fields is not None}
        write_texts(operation, texts)
        for note, fields in texts.items():
            if note.kind in (NoteKind.CLOZE, NoteKind.CUSTOM):
                sync_cards(operation, note.id, note.kind, fields, note.note_type)
        count += len(texts)
    return count


def _changes(
    reader: Reader, note_ids: Sequence[int], where: Where, finder: Finder, *, limited: bool = True
) -> Iterator[_Change]:
    """The notes in which something is found; ``limited`` gives up after a while."""
    end = time.monotonic() + MOST_SECONDS
    for start in range(0, len(note_ids), _CHUNK):
        notes = load_notes(reader, note_ids[start : start + _CHUNK])
        for note in notes.values():
            if limited and time.monotonic() > end:
                raise InvalidValueError(
                    _(
                        "this takes longer than {most_seconds:g} seconds. Make the "
                        "expression simpler, or choose fewer cards."
                    ).format(most_seconds=MOST_SECONDS)
                )
            if not note.deleted and (change := _change(note, where, finder)) is not None:
                yield change


def _change(note: StoredNote, where: Where, finder: Finder) -> _Change | None:
    texts = list(note.fields.texts)
    matches = 0
    for place in _places(where, len(texts)):
        texts[place], found = finder.replace(texts[place])
        matches += found
    fields = NoteFields.of(texts)
    if not matches or fields == note.fields:
        return None
    return _Change(note, fields if _asks(note, fields) else None, matches)


def _asks(note: StoredNote, fields: NoteFields) -> bool:
    """Whether a note with these texts could still be asked as well as it was."""
    if note.kind is not NoteKind.CUSTOM:
        emptied = bool(note.fields.answer.strip()) and not fields.answer.strip()
        if emptied or not fields.heading.strip():
            return False
    return bool(card_keys(note.kind, fields, note.note_type))


def _places(where: Where, count: int) -> range:
    if where is Where.EVERYWHERE:
        return range(count)
    return range(_PLACES[where], _PLACES[where] + 1)


def _replacements(note: StoredNote, where: Where, finder: Finder) -> Iterator[Replacement]:
    """Each change of a note in its line."""
    question = first_line(note.fields.heading)
    texts = note.fields.texts
    for place in _places(where, len(texts)):
        text = texts[place]
        for found in finder.find(text):
            start = text.rfind("\n", 0, found.start) + 1
            end = text.find("\n", found.end)
            yield Replacement(
                note_id=note.id,
                question=question,
                before=text[max(start, found.start - _AROUND) : found.start],
                old=text[found.start : found.end],
                new=found.new,
                after=text[found.end : end if end >= 0 else len(text)][:_AROUND],
            )
