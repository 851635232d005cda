"""Which note of the library each note of a deck file is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from flashcards.domain import ids
from flashcards.domain.note import NoteFields
from flashcards.formats.rows import NoteRow
from flashcards.storage.note_rows import StoredNote

LIKENESS = 85.0
"""From which likeness on (0 to 100) a question is taken as the changed form of another."""


@dataclass(frozen=True, slots=True)
class Match:
    """The note that a row of a file is; ``by_likeness``: its question changed."""

    note: StoredNote
    by_likeness: bool = False


def note_id_of(namespace: str, note: NoteRow) -> int:
    """The id of a note of a file: by the id that it gives, else by its question."""
    if note.source_id is not None:
        return ids.note_id(namespace, note.source_id)
    return ids.hashed_id("question", namespace, folded(note.fields.question))


def folded(question: str) -> str:
    """A question as it is compared: letter case and the width of gaps make no other one."""
    return " ".join(question.casefold().split())


def match_notes(
    wanted: Mapping[int, NoteRow],
    present: Mapping[int, StoredNote],
    known: Sequence[StoredNote],
    deck_id: int,
) -> dict[int, Match]:
    """The notes that rows are, by the id that each row would get as a new note.

    ``present``: notes of these very ids. ``known``: all that files of the namespace brought. After
    the ids come the questions as they were brought last, then their likeness, the closest pair
    first, and then an answer that only one note on either side has. What was brought without an
    id is looked for in the same deck only.
    """
    matches = {key: Match(present[key]) for key in wanted if key in present}
    taken = {match.note.id for match in matches.values()}
    by_source = {
        note.source_id: note
        for note in known
        if note.source_id is not None and note.id not in taken
    }
    for key, row in wanted.items():
        if key not in matches and row.source_id in by_source:
            matches[key] = Match(by_source[row.source_id])
            taken.add(by_source[row.source_id].id)
    unnamed = {
        note.id: note
        for note in known
        if note.source_id is None and note.deck_id == deck_id and note.id not in taken
    }
    _match_same_questions(wanted, unnamed, matches)
    _match_alike(wanted, unnamed, matches)
    _match_same_answers(wanted, unnamed, matches)
    return matches


def _match_same_questions(
    wanted: Mapping[int, NoteRow], unnamed: dict[int, StoredNote], matches: dict[int, Match]
) -> None:
    by_question = {folded(_brought(note).question): note for note in unnamed.values()}
    for key, row in wanted.items():
        note = by_question.get(folded(row.fields.question))
        if key not in matches and note is not None and note.id in unnamed:
            matches[key] = Match(unnamed.pop(note.id))


def _match_alike(
    wanted: Mapping[int, NoteRow], unnamed: dict[int, StoredNote], matches: dict[int, Match]
) -> None:
    questions = {identifier: _brought(note).question for identifier, note in unnamed.items()}
    pairs = [
        (-score, key, identifier)
        for key, row in _unmatched(wanted, matches)
        for _, score, identifier in process.extract(
            row.fields.question, questions, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None
        )
    ]
    for _, key, identifier in sorted(pairs):
        if key not in matches and identifier in unnamed:
            matches[key] = Match(unnamed.pop(identifier), by_likeness=True)


def _match_same_answers(
    wanted: Mapping[int, NoteRow], unnamed: dict[int, StoredNote], matches: dict[int, Match]
) -> None:
    rows = list(_unmatched(wanted, matches))
    asked = Counter(row.fields.answer for _, row in rows)
    given = Counter(_brought(note).answer for note in unnamed.values())
    by_answer = {_brought(note).answer: note for note in unnamed.values()}
    for key, row in rows:
        answer = row.fields.answer
        if answer and asked[answer] == given[answer] == 1:
            matches[key] = Match(unnamed.pop(by_answer[answer].id), by_likeness=True)


def _unmatched(
    wanted: Mapping[int, NoteRow], matches: Mapping[int, Match]
) -> Iterable[tuple[int, NoteRow]]:
    """The rows that are still looked for and have no id by which they could be known."""
    return [
        (key, row) for key, row in wanted.items() if key not in matches and row.source_id is None
    ]


def _brought(note: StoredNote) -> NoteFields:
    """The texts as a file brought them; the learner's own words make no other note."""
    return note.fields if note.base is None else note.base
