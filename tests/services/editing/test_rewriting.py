"""What a note is rewritten from, and what is read back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import LEECH_TAG, NoteFields, NoteKind, card_keys
from flashcards.errors import InvalidValueError
from flashcards.formats.rows import NoteRow
from flashcards.services.editing.rewriting import Rewriting, comparison, proposal, read_notes

ACID = NoteRow(
    NoteFields(
        "What does ACID stand for?",
        "- **Atomicity**: all or nothing\n- **Consistency**: rules hold\n- Isolation: as if alone",
        "Of transactions.",
        "A book",
    ),
    tags=("sql", LEECH_TAG),
)


def notes(text: str) -> list[NoteRow]:
    read = read_notes(text)
    assert read.problems == ()
    return list(read.rows)


class TestSplitting:
    """One note for each part of the answer."""

    def test_items_with_names(self) -> None:
        found = notes(proposal(ACID, Rewriting.SPLIT))
        assert [(row.fields.question, row.fields.answer) for row in found] == [
            ("What does ACID stand for (Atomicity)?", "all or nothing"),
            ("What does ACID stand for (Consistency)?", "rules hold"),
            ("What does ACID stand for (Isolation)?", "as if alone"),
        ]
        assert [row.fields.extra for row in found] == ["Of transactions.", "", ""]
        assert all(row.tags == ("sql",) for row in found)

    def test_sentences(self) -> None:
        row = NoteRow(NoteFields("Why indexes?", "They save reading. They cost writing."))
        found = notes(proposal(row, Rewriting.SPLIT))
        assert [row.fields.answer for row in found] == ["They save reading.", "They cost writing."]
        assert found[1].fields.question == "Why indexes (2 of 2)?"

    def test_an_answer_in_one_piece_leaves_room_for_another(self) -> None:
        row = NoteRow(NoteFields("Why?", "Because"))
        assert [row.fields.answer for row in notes(proposal(row, Rewriting.SPLIT))] == [
            "Because",
            "…",
        ]

    def test_the_deletions_of_a_cloze(self) -> None:
        row = NoteRow(NoteFields("A {{c1::heap}} is {{c2::unordered::how}}."), NoteKind.CLOZE)
        found = notes(proposal(row, Rewriting.SPLIT))
        assert [row.fields.question for row in found] == [
            "A {{c1::heap}} is unordered.",
            "A heap is {{c1::unordered::how}}.",
        ]

    def test_only_the_first_keeps_the_id(self) -> None:
        row = NoteRow(ACID.fields, source_id="acid")
        found = notes(proposal(row, Rewriting.SPLIT))
        assert [row.source_id for row in found] == ["acid", None, None]


class TestOtherWays:
    """An example, or a cloze."""

    def test_an_example_follows_the_answer(self) -> None:
        (row,) = notes(proposal(ACID, Rewriting.EXAMPLE))
        assert row.fields.answer == f"{ACID.fields.answer}\n\nFor example: …"

    def test_what_stands_out_is_left_out(self) -> None:
        row = NoteRow(NoteFields("What is a lock?", "It lets **one** writer in, as `flock` does."))
        (found,) = notes(proposal(row, Rewriting.CLOZE))
        assert found.kind is NoteKind.CLOZE
        assert found.fields.question == (
            "What is a lock? It lets {{c1::one}} writer in, as {{c2::flock}} does."
        )

    def test_else_the_whole_answer(self) -> None:
        (found,) = notes(proposal(NoteRow(NoteFields("Capital?", "Oslo")), Rewriting.CLOZE))
        assert found.fields.question == "Capital? {{c1::Oslo}}"

    def test_notes_of_other_programs_are_left_to_their_editor(self) -> None:
        with pytest.raises(InvalidValueError, match="Browse"):
            proposal(NoteRow(NoteFields("x"), NoteKind.CUSTOM), Rewriting.SPLIT)


def test_a_comparison_asks_for_the_difference() -> None:
    first = NoteRow(NoteFields("What is a phantom read?", "New rows appear.\n\nMore."))
    second = NoteRow(NoteFields("What is a dirty read?", "Unsaved rows are seen."))
    (row,) = notes(comparison(first, second))
    assert row.fields.question == (
        "What is the difference between a phantom read and a dirty read?"
    )
    assert row.fields.answer == (
        "- **a phantom read**: New rows appear.\n- **a dirty read**: Unsaved rows are seen."
    )


def test_a_text_without_a_note_says_so() -> None:
    assert read_notes("nothing").problems[0].stops
    assert read_notes("").problems[0].stops


words = st.text("abc XYZ.,:*`-–?!\n1)", min_size=1, max_size=80).filter(str.strip)


@given(words.map(lambda text: " ".join(text.split())).filter(lambda t: t.strip("#*`- ")), words)
def test_any_plain_note_can_be_rewritten_in_any_way(question: str, answer: str) -> None:
    row = NoteRow(NoteFields(question, answer))
    for way in Rewriting:
        for found in read_notes(proposal(row, way)).rows:
            assert card_keys(found.kind, found.fields)
