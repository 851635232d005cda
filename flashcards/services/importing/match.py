"""Which note of the library a note of a file is, where its id does not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from flashcards.domain.note import NoteFields
from flashcards.formats.rows import NoteRow
from flashcards.services.importing.notes import FileNotes
from flashcards.services.importing.texts import folded
from flashcards.services.jobs import Progress, no_progress
from flashcards.storage.import_sql import known_by_source, unnamed_notes
from flashcards.storage.note_rows import StoredNote, load_notes
from flashcards.storage.reading import Reader

LIKENESS = 85.0
"""From which likeness on (0 to 100) a question is taken as the changed form of another."""

MOST_PAIRS = 4_000_000
"""So many pairs of questions are compared, which takes a second or two; beyond that none are."""


@dataclass(frozen=True, slots=True)
class Match:
    """The note that a row of a file is; ``by_likeness``: its question changed."""

    note: StoredNote
    by_likeness: bool = False


def match_rest(
    reader: Reader,
    notes: FileNotes,
    places: Sequence[int],
    deck_id: int,
    *,
    complete: bool,
    taken: set[int],
    progress: Progress = no_progress,
) -> dict[int, Match]:
    """The notes that the rows at these places are, by place.

    ``taken``: notes that other rows are by their ids. First come the ids that files gave notes
    later, then the questions as they were brought last, then their likeness, the closest pair
    first, and then an answer that only one note on either side has. What was brought without an
    id is looked for in the same deck only. A file that is not ``complete`` may be quite another
    of the same name: likeness counts if it has at least half of the notes that came before.
    """
    if not places:
        return {}
    wanted = {place: notes.rows[place] for place in places}
    matches = _match_by_source(reader, notes.namespace, wanted, taken)
    taken = taken | {match.note.id for match in matches.values()}
    known = unnamed_notes(reader, notes.namespace, deck_id)
    unnamed = dict(load_notes(reader, [note for note in known if note not in taken]))
    _match_same_questions(wanted, unnamed, matches)
    if complete or 2 * len(unnamed) <= len(known):
        _match_alike(wanted, unnamed, matches, progress)
        _match_same_answers(wanted, unnamed, matches)
    return matches


def _match_by_source(
    reader: Reader, namespace: str, wanted: Mapping[int, NoteRow], taken: set[int]
) -> dict[int, Match]:
    """Notes that were brought without an id and got one from a later file."""
    if all(row.source_id is None for row in wanted.values()):
        return {}
    by_source = {
        source: note for source, note in known_by_source(reader, namespace) if note not in taken
    }
    found = {
        place: by_source.pop(row.source_id)
        for place, row in wanted.items()
        if row.source_id is not None and row.source_id in by_source
    }
    stored = load_notes(reader, list(found.values()))
    return {place: Match(stored[note]) for place, note in found.items()}


def _match_same_questions(
    wanted: Mapping[int, NoteRow], unnamed: dict[int, StoredNote], matches: dict[int, Match]
) -> None:
    if not unnamed:
        return
    by_question = {folded(_brought(note).question): note for note in unnamed.values()}
    for place, row in wanted.items():
        note = by_question.get(folded(row.fields.question))
        if place not in matches and note is not None and note.id in unnamed:
            matches[place] = Match(unnamed.pop(note.id))


def _match_alike(
    wanted: Mapping[int, NoteRow],
    unnamed: dict[int, StoredNote],
    matches: dict[int, Match],
    progress: Progress,
) -> None:
    rows = _unmatched(wanted, matches)
    if not unnamed or len(rows) * len(unnamed) > MOST_PAIRS:
        return
    questions = {identifier: _brought(note).question for identifier, note in unnamed.items()}
    pairs = []
    for place, row in rows:
        progress.step(0, 0)
        pairs += [
            (-score, place, identifier)
            for _, score, identifier in process.extract(
                row.fields.question, questions, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None
            )
        ]
    for _, place, identifier in sorted(pairs):
        if place not in matches and identifier in unnamed:
            matches[place] = Match(unnamed.pop(identifier), by_likeness=True)


def _match_same_answers(
    wanted: Mapping[int, NoteRow], unnamed: dict[int, StoredNote], matches: dict[int, Match]
) -> None:
    if not unnamed:
        return
    rows = _unmatched(wanted, matches)
    asked = Counter(row.fields.answer for _, row in rows)
    given = Counter(_brought(note).answer for note in unnamed.values())
    by_answer = {_brought(note).answer: note for note in unnamed.values()}
    for place, row in rows:
        answer = row.fields.answer
        if answer and asked[answer] == given[answer] == 1:
            matches[place] = Match(unnamed.pop(by_answer[answer].id), by_likeness=True)


def _unmatched(
    wanted: Mapping[int, NoteRow], matches: Mapping[int, Match]
) -> Sequence[tuple[int, NoteRow]]:
    """The rows that are still looked for and have no id by which they could be known."""
    return [
        (place, row)
        for place, row in wanted.items()
        if place not in matches and row.source_id is None
    ]


def _brought(note: StoredNote) -> NoteFields:
    """The texts as a file brought them; the learner's own words make no other note."""
    return note.fields if note.base is None else note.base
