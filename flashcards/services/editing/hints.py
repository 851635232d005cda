"""What an author is told while writing: notes that ask the same, and rules of good cards."""

from __future__ import annotations

from flashcards.domain.note import NoteKind
from flashcards.formats.rows import NoteRow
from flashcards.render.plain import first_line
from flashcards.services.editing.view import Advice, AlikeNote, Hints
from flashcards.services.linting.likeness import LIKENESS
from flashcards.services.linting.rules import check_note
from flashcards.storage.reading import Reader

MOST_ALIKE = 3
_SHORTEST = 12  # letters of a question; shorter ones are all alike
_MARKS = 12  # how much less alike the marks of Markdown can make two headings
_CANDIDATES = 10
_QUESTIONS = """
SELECT n.id, n.heading FROM note n WHERE n.deleted_by IS NULL
AND length(n.heading) BETWEEN :least AND :most
"""


def hints_for(reader: Reader, row: NoteRow | None, note_id: int | None = None) -> Hints:
    """The hints on a note; ``note_id`` is its own, which is not told as a duplicate."""
    if row is None:
        return Hints()
    advice: tuple[Advice, ...] = ()
    if row.kind is not NoteKind.CUSTOM:
        problems = check_note(row)
        advice = tuple(
            Advice(problem.rule.name, problem.message, problem.rule.mend) for problem in problems
        )
    return Hints(_alike(reader, row.fields.heading, note_id), advice)


def _alike(reader: Reader, heading: str, note_id: int | None) -> tuple[AlikeNote, ...]:
    from rapidfuzz import fuzz, process

    question = first_line(heading).casefold()
    if not question:
        return ()
    length = len(heading)
    # what is much shorter or longer cannot be as alike as that, marks of Markdown allowed for
    slack = 8 + length * (100 - LIKENESS) / 50
    rows = reader.rows(_QUESTIONS, least=int(length - slack), most=int(length + slack))
    headings = {row[0]: row[1] for row in rows if row[0] != note_id}
    roughly = process.extract(
        heading.casefold(),
        headings,
        scorer=fuzz.ratio,
        processor=str.casefold,
        score_cutoff=LIKENESS - _MARKS,
        limit=_CANDIDATES,
    )
    least = LIKENESS if len(question) >= _SHORTEST else 100.0
    scored = [
        AlikeNote(other, first_line(text), _deck_of(reader, other), _likeness(question, text))
        for text, _, other in roughly
    ]
    found = [note for note in scored if note.likeness >= least]
    return tuple(sorted(found, key=lambda note: -note.likeness)[:MOST_ALIKE])


def _likeness(question: str, heading: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(question, first_line(heading).casefold())


def _deck_of(reader: Reader, note_id: int) -> str:
    found = reader.value(
        "SELECT d.name FROM deck d JOIN note n ON n.deck_id = d.id WHERE n.id = :id", id=note_id
    )
    return str(found or "")
