"""Notes of types that other programs brought are studied, edited and found like any other."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.domain import ids
from flashcards.domain.note import BUILT_IN_KINDS, NoteFields, NoteKind, card_keys
from flashcards.domain.note_type import NoteType, Template
from flashcards.errors import InvalidValueError
from flashcards.render.faces import note_heading
from flashcards.services.editing.note_types import note_type_id
from flashcards.storage.note_rows import join_fields, set_tags
from flashcards.storage.note_type_rows import save_note_type
from tests.services.factories import rows, value

WORDS = NoteType(
    "Words",
    ("Word", "Meaning", "Example", "Sound", "Picture"),
    (
        Template("There", "{{Word}}", "{{FrontSide}}\n\n---\n\n{{Meaning}}\n\n{{Picture}}"),
        Template("Back", "{{Meaning}} ({{Deck}}: {{Tags}})\n\n{{type:Word}}", "{{type:Word}}"),
        Template("Use", "{{#Example}}{{text:Example}}{{/Example}}", "{{Word}}"),
    ),
)
GAPS = NoteType(
    "Gaps", ("Text", "More"), (Template("C", "{{cloze:Text}}", "{{cloze:Text}}\n\n{{More}}"),),
    cloze=True,
)  # fmt: skip
HOUSE = NoteFields("**Haus**", "house", "", "[sound:haus.mp3]", ("![a house](haus.png)",))


def add(app: App, fields: NoteFields = HOUSE, note_type: NoteType = WORDS) -> int:
    """A custom note with its cards and a tag in the deck of git; its id."""
    note = ids.hashed_id("custom", *fields.texts)
    deck = value(app, "SELECT id FROM deck WHERE name = 'Tools'")
    with app.database.write("import", "Import") as operation:
        columns = {
            "id": note, "note_type_id": save_note_type(operation, note_type, "anki"),
            "deck_id": deck, "namespace": "anki", "kind": "custom",
            "heading": note_heading(NoteKind.CUSTOM, fields), "fields": join_fields(fields),
        }  # fmt: skip
        operation.insert("note", [columns])
        keys = card_keys(NoteKind.CUSTOM, fields, note_type)
        operation.insert(
            "card",
            [
                {"id": ids.card_id(note, key), "note_id": note, "deck_id": deck, "key": key}
                for key in keys
            ],
        )
        set_tags(operation, note, ["german"])
    return note


def keys(app: App, note: int) -> list[str]:
    """The keys of the cards that a note has now."""
    sql = "SELECT key FROM card WHERE note_id = :note AND deleted_by IS NULL ORDER BY key"
    return [row[0] for row in rows(app, sql, note=note)]


class TestStudy:
    def test_a_card_is_asked_by_its_template(self, app: App) -> None:
        view = app.study.card(ids.card_id(add(app), "t1"))
        assert view.kind is NoteKind.CUSTOM
        assert (view.question, view.answer) == ("**Haus**", "house\n\n![a house](haus.png)")
        assert (view.extra, view.source, view.expected) == ("", "", None)

    def test_deck_and_tags_are_known_and_the_answer_is_compared(self, app: App) -> None:
        view = app.study.card(ids.card_id(add(app), "t2"))
        assert view.question == "house (Tools: german)"
        assert (view.expected, view.answer, view.remainder) == ("Haus", "**Haus**", "")

    def test_a_cloze_type_asks_for_its_deletions(self, app: App) -> None:
        note = add(app, NoteFields("{{c1::a}} and {{c2::b}}", "more"), GAPS)
        assert keys(app, note) == ["c1", "c2"]
        view = app.study.card(ids.card_id(note, "c2"))
        assert (view.question, view.answer) == ("a and […]", "a and **b**\n\nmore")

    def test_what_is_known_of_a_card(self, app: App) -> None:
        information = app.study.information(ids.card_id(add(app), "t1"))
        assert (information.kind, information.deck) == (NoteKind.CUSTOM, "Tools")


class TestEditing:
    def test_the_editor_gets_all_texts_and_their_names(self, app: App) -> None:
        edit = app.study.note(add(app))
        assert (edit.fields, edit.note_type) == (HOUSE, WORDS)

    def test_cards_come_and_go_with_the_texts(self, app: App) -> None:
        note = add(app)
        assert keys(app, note) == ["t1", "t2"]
        edit = app.study.note(note)
        app.study.edit(replace(edit, fields=replace(HOUSE, extra="Das *Haus*.", more=("",))))
        assert keys(app, note) == ["t1", "t2", "t3"]
        app.study.edit(replace(edit, fields=replace(HOUSE, question="")))
        assert keys(app, note) == ["t2"]

    def test_the_heading_follows_the_first_text(self, app: App) -> None:
        note = add(app)
        fields = replace(HOUSE, question="", answer="\n*a house*\nor two")
        app.study.edit(replace(app.study.note(note), fields=fields))
        assert value(app, "SELECT heading FROM note WHERE id = :id", id=note) == "*a house*"

    @pytest.mark.parametrize(
        ("fields", "note_type", "words"),
        [
            (NoteFields("", "", "", "a sound"), WORDS, "no card"),
            (NoteFields("nothing hidden"), GAPS, "left out"),
        ],
    )
    def test_a_note_without_a_card_is_refused(
        self, app: App, fields: NoteFields, note_type: NoteType, words: str
    ) -> None:
        note = add(app, HOUSE if note_type is WORDS else NoteFields("{{c1::a}}"), note_type)
        before = keys(app, note)
        with pytest.raises(InvalidValueError, match=words):
            app.study.edit(replace(app.study.note(note), fields=fields))
        assert keys(app, note) == before

    def test_editing_can_be_undone(self, app: App) -> None:
        note = add(app)
        app.study.edit(replace(app.study.note(note), fields=replace(HOUSE, more=("a", "b"))))
        assert app.study.note(note).fields.more == ("a", "b")
        app.undo.undo()
        assert app.study.note(note).fields == HOUSE


class TestLists:
    @pytest.mark.parametrize("query", ["kind:custom", "haus.png", '"a house"', "tag:german"])
    def test_it_is_found_by_all_that_it_says(self, app: App, query: str) -> None:
        note = add(app)
        found = app.search.search(query)
        assert {hit.note_id for hit in found} == {note}
        assert {hit.question for hit in found} == {"Haus"}

    def test_the_table_of_progress_says_what_each_card_asks(self, app: App, tmp_path: Path) -> None:
        add(app)
        target = tmp_path / "table.csv"
        app.exporting.progress(target)
        with target.open(encoding="utf-8", newline="") as file:
            asked = [row["question"] for row in csv.DictReader(file) if row["kind"] == "custom"]
        assert asked == ["Haus", "house (Tools: german)"]


def test_every_built_in_kind_has_a_type_and_no_other(app: App) -> None:
    kinds = rows(app, "SELECT id, kind FROM note_type")
    assert set(kinds) == {(note_type_id(kind), kind.value) for kind in BUILT_IN_KINDS}
    with pytest.raises(KeyError):
        note_type_id(NoteKind.CUSTOM)
