"""Notes and their types as the database keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.clock import FixedClock
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.note_rows import (
    join_fields,
    load_note,
    load_notes,
    notes_of_deck,
    split_fields,
)
from flashcards.storage.note_type_rows import (
    all_note_types,
    load_note_types,
    note_type_key,
    save_note_type,
)
from flashcards.storage.unit_of_work import Database
from tests.storage.factories import SmallLibrary, small_library

WORDS = NoteType(
    "Words",
    ("Word", "Meaning"),
    (Template("There", "{{Word}}", "{{Meaning}}"), Template("Back", "{{Meaning}}", "{{Word}}")),
    css=".card { color: red }",
)
GAPS = NoteType(
    "Gaps", ("Text",), (Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), cloze=True
)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=7))
def test_any_number_of_texts_comes_back(texts: list[str]) -> None:
    fields = NoteFields.of([text.replace("\x1f", "") for text in texts])
    assert split_fields(join_fields(fields)) == fields


def test_a_separator_within_a_text_is_taken_out() -> None:
    assert split_fields(join_fields(NoteFields("a\x1fb", more=("c\x1f",)))) == NoteFields(
        "ab", more=("c",)
    )


def test_a_text_of_few_fields_gives_empty_ones() -> None:
    assert split_fields("a\x1fb") == NoteFields("a", "b")


class TestNoteTypes:
    """What ``save_note_type`` keeps."""

    @pytest.mark.parametrize("note_type", [WORDS, GAPS, NoteType("Bare", (), ())])
    def test_a_note_type_comes_back_as_it_was(
        self, database: Database, note_type: NoteType
    ) -> None:
        with database.write("import", "Import") as operation:
            kept = save_note_type(operation, note_type, "anki")
        with database.read() as reader:
            assert load_note_types(reader, [kept, 1]) == {kept: note_type}
            assert reader.rows("SELECT kind, origin FROM note_type") == [("custom", "anki")]

    def test_the_same_type_is_kept_once(self, database: Database) -> None:
        kept = set()
        for note_type in (WORDS, replace(WORDS, css="")):
            with database.write("import", "Import") as operation:
                kept.add(save_note_type(operation, note_type, "anki"))
        assert kept == {note_type_key(WORDS)}
        with database.read() as reader:
            assert all_note_types(reader) == {note_type_key(WORDS): WORDS}

    @pytest.mark.parametrize(
        "other",
        [
            replace(WORDS, fields=("Word", "Meaning", "Example")),
            replace(WORDS, templates=WORDS.templates[:1]),
            replace(WORDS, cloze=True),
        ],
    )
    def test_another_type_of_the_same_name_gets_a_number(
        self, database: Database, other: NoteType
    ) -> None:
        with database.write("import", "Import") as operation:
            first = save_note_type(operation, WORDS, "anki")
            second = save_note_type(operation, other, "anki")
            assert save_note_type(operation, other, "anki") == second != first
        with database.read() as reader:
            names = dict(reader.rows("SELECT id, name FROM note_type"))
            assert names == {first: "Words", second: "Words 2"}
            found = load_note_types(reader, [first, second])
            assert found == {first: WORDS, second: other}
            assert {note_type_key(note_type) for note_type in found.values()} == {first, second}

    def test_a_name_may_end_with_a_number(self, database: Database) -> None:
        numbered = replace(WORDS, name="Words 2")
        with database.write("import", "Import") as operation:
            kept = save_note_type(operation, numbered, "anki")
        with database.read() as reader:
            assert load_note_types(reader, [kept]) == {kept: numbered}


class TestNotes:
    """A custom note is loaded with its type, which all notes of a query share."""

    @pytest.fixture
    def library(self, folder: LibraryFolder, clock: FixedClock) -> SmallLibrary:
        with small_library(folder.path, clock) as library:
            yield library

    def test_it_comes_with_its_type(self, library: SmallLibrary) -> None:
        made = [library.note(word, word, note_type=WORDS).id for word in ("Haus", "Hof")]
        basic = library.note("Why?", "So.").id
        with library.database.read() as reader:
            notes = load_notes(reader, [*made, basic])
            assert [notes[note].note_type for note in (*made, basic)] == [WORDS, WORDS, None]
            assert notes[made[0]].note_type is notes[made[1]].note_type
            assert notes[made[0]].note_type_id == note_type_key(WORDS)
            found = load_note(reader, made[0])
            assert found is not None
            assert found.kind is NoteKind.CUSTOM
            assert found == notes_of_deck(reader, library.deck())[0]
