"""The note editor's service: reading, saving, adding, pictures, and hints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain import ids
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.editing import service as edit
from flashcards.services.editing.service import EditService
from flashcards.services.editing.view import NewNote
from tests.services.factories import (
    answer,
    card,
    columns,
    content,
    fields,
    import_text,
    kind,
    note,
    operations,
    rows,
    value,
)

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def editing(app: App) -> EditService:
    return EditService(app.database, app.folder.media)


def deck(app: App, name: str) -> int:
    return int(value(app, "SELECT id FROM deck WHERE name = :name", name=name))


def keys(app: App, note_id: int) -> list[str]:
    found = rows(
        app,
        "SELECT key FROM card WHERE note_id = :id AND deleted_by IS NULL ORDER BY key",
        id=note_id,
    )
    return [key for (key,) in found]


def test_a_note_is_read_as_one_text(app: App, editing: EditService) -> None:
    document = editing.document(note("index-purpose"))
    assert document.text == (
        "### What does an index save? {#index-purpose tags=sql}\n\nReading the whole table."
    )
    assert (document.kind, document.deck_id) == (NoteKind.BASIC, deck(app, "Storage"))
    assert (document.deck, document.topic) == ("Storage", "Indexing")
    with pytest.raises(NotFoundError):
        editing.document(1)


@pytest.mark.parametrize(
    "name", ["variable", "constant", "shadowing", "scopes", "py-print", "while", "index-purpose"]
)
def test_saving_what_was_read_changes_nothing(app: App, editing: EditService, name: str) -> None:
    before, count = content(app), operations(app)
    saved = editing.save(note(name), editing.document(note(name)).text)
    assert saved.changes.operation is None
    assert content(app) == before
    assert operations(app) == count


def test_an_edit_in_a_review_is_kept_as_one_in_browse(app: App, editing: EditService) -> None:
    note_id = note("index-purpose")
    before = content(app)
    text = editing.document(note_id).text.replace("whole table", "whole heap")
    editing.save(note_id, text.replace("tags=sql", "tags=sql,heap"))
    in_browse = content(app)
    app.undo.undo()
    assert content(app) == before
    shown = app.study.note(note_id)
    fields = replace(shown.fields, answer="Reading the whole heap.")
    app.study.edit(replace(shown, fields=fields, tags=("sql", "heap")))
    assert content(app) == in_browse


def test_an_edit_is_kept_and_can_be_undone(
    app: App, editing: EditService, clock: FixedClock
) -> None:
    before = content(app)
    clock.advance(minutes=1)
    text = editing.document(note("index-purpose")).text
    changed = text.replace("tags=sql", "tags=sql,hard importance=3").replace("whole", "entire")
    saved = editing.save(note("index-purpose"), changed)
    assert saved.card_ids == (card("index-purpose"),)
    assert fields(app, note("index-purpose")).answer == "Reading the entire table."
    assert editing.document(note("index-purpose")).text == changed.replace(
        "tags=sql,hard importance=3", "importance=3 tags=sql,hard"
    )
    assert app.search.count("entire tag:hard edited:1") == 1
    app.undo.undo()
    assert content(app) == before


def test_a_kind_and_its_cards_follow_the_heading(app: App, editing: EditService) -> None:
    answer(app, card("shadowing"))
    answer(app, card("shadowing", "reverse"))
    before = content(app)
    text = editing.document(note("shadowing")).text
    editing.save(note("shadowing"), text.replace(".reversed", ".typed"))
    assert kind(app, note("shadowing")) is NoteKind.TYPED
    assert keys(app, note("shadowing")) == ["forward"]
    assert columns(app, card("shadowing"), "reps") == (1,)
    app.undo.undo()
    assert content(app) == before


def test_the_id_of_a_note_stays(app: App, editing: EditService) -> None:
    text = editing.document(note("while")).text
    with pytest.raises(InvalidValueError, match="the id names the note for good"):
        editing.save(note("while"), text.replace("#while", "#until"))
    saved = editing.save(note("while"), text.replace(" {#while}", ""))
    assert saved.changes.operation is None
    assert editing.document(note("while")).text == text


def test_what_is_no_note_is_refused_with_its_line(app: App, editing: EditService) -> None:
    before = content(app)
    with pytest.raises(InvalidValueError, match=r"^line 3: This heading begins another note"):
        editing.save(note("while"), "### x\n\n## y")
    assert content(app) == before


def test_a_draft_that_is_filled_in_is_one_no_longer(app: App, editing: EditService) -> None:
    import_text(app, "---\ntitle: Own\nnamespace: own\n---\n\n### Later {#later}\n")
    draft = note("later", "own")
    text = editing.document(draft).text
    assert text == "### Later {#later draft=true}"
    editing.save(draft, text + "\n\nNow.")
    assert app.search.count("is:draft") == 0
    assert editing.document(draft).text == "### Later {#later}\n\nNow."
    editing.save(draft, "### Later {#later}")
    assert app.search.count("is:draft") == 1


def test_a_note_is_added_where_it_is_wanted(
    app: App, editing: EditService, clock: FixedClock
) -> None:
    before = content(app)
    topic = value(app, "SELECT id FROM topic WHERE title = 'Joins'")
    text = "### A {{c1::cross}} join has no {{c2::condition}} {.cloze tags=sql,own}"
    saved = editing.add(deck(app, "Storage"), topic, text)
    assert len(saved.card_ids) == 2
    assert keys(app, saved.note_id) == ["c1", "c2"]
    assert app.search.count("topic:joins tag:own added:1 is:new") == 2
    assert editing.document(saved.note_id).text == text
    assert app.search.search("deck:storage")[-1].note_id == saved.note_id
    app.undo.undo()
    assert content(app) == before
    app.undo.redo()
    assert app.search.count("tag:own") == 2


def test_an_own_id_names_a_new_note(app: App, editing: EditService) -> None:
    saved = editing.add(deck(app, "Tools"), None, "### What is a tag? {#tag}\n\nA name.")
    assert saved.note_id == ids.note_id("small", "tag")
    with pytest.raises(InvalidValueError, match="there was a note with the id tag already"):
        editing.add(deck(app, "Tools"), None, "### What is a tag? {#tag}\n\nA name.")


def test_what_is_no_note_is_not_added(app: App, editing: EditService) -> None:
    before = content(app)
    with pytest.raises(InvalidValueError, match="Begin with the question"):
        editing.add(deck(app, "Tools"), None, "")
    with pytest.raises(NotFoundError, match="deck is gone"):
        editing.add(1, None, "### x\n\ny")
    assert content(app) == before


def test_a_deck_is_made_for_new_notes_once(app: App, editing: EditService) -> None:
    deck_id, changes = editing.add_deck("  My  notes :: SQL ")
    assert changes.operation is not None
    assert value(app, "SELECT name FROM deck WHERE id = :id", id=deck_id) == "My notes::SQL"
    assert editing.add_deck("my notes::sql") == (deck_id, type(changes)())
    editing.add(deck_id, None, "### x\n\ny")
    assert app.search.count('deck:"my notes"') == 1
    with pytest.raises(InvalidValueError, match="needs a name"):
        editing.add_deck(" :: ")
    app.undo.undo()
    app.undo.undo()
    assert [line.name for line in app.library.decks()] == ["Basics", "Storage", "Tools"]


def test_a_picture_is_kept_under_a_name_for_the_text(app: App, editing: EditService) -> None:
    stored = editing.add_picture(deck(app, "Tools"), "tree.png", PIXEL, note("commit"))
    assert stored.name == "tree.png"
    assert (app.folder.media / stored.file).read_bytes() == PIXEL
    text = editing.document(note("commit")).text + "\n\n![](tree.png)"
    editing.save(note("commit"), text)
    assert editing.document(note("commit")).media == {"tree.png": stored.file}
    assert editing.media(deck(app, "Tools"), "![](tree.png) ![](none.png)") == {
        "tree.png": stored.file
    }
    again = editing.add_picture(deck(app, "Tools"), "tree.png", PIXEL)
    assert (again.name, again.changes.operation) == ("tree.png", None)
    other = editing.add_picture(deck(app, "Tools"), "tree.png", PIXEL + b"\0")
    assert other.name != "tree.png"


def test_what_is_no_picture_is_refused(app: App, editing: EditService) -> None:
    with pytest.raises(InvalidValueError, match="it is no picture"):
        editing.add_picture(deck(app, "Tools"), "x.png", b"MZ\0\0")


def test_the_same_question_is_told_and_one_that_is_alike(app: App, editing: EditService) -> None:
    same = editing.hints("### what does an **index** save?\n\nx").alike
    assert [(found.question, found.deck, found.is_same) for found in same] == [
        ("What does an index save?", "Storage", True)
    ]
    near = editing.hints("### What does an index saves?\n\nx").alike
    assert [(found.note_id, found.is_same) for found in near] == [(note("index-purpose"), False)]
    assert editing.hints("### What does a lock guard?\n\nx").alike == ()
    assert editing.hints("### \n\nx").alike == ()


def test_a_note_is_no_duplicate_of_itself(app: App, editing: EditService) -> None:
    text = editing.document(note("index-purpose")).text
    assert editing.hints(text, note("index-purpose")).alike == ()


def test_rules_of_good_cards_are_told_while_one_writes(app: App, editing: EditService) -> None:
    found = editing.hints("### Is an index a tree?\n\nYes.").advice
    assert [each.rule for each in found] == ["yes-no-question"]
    assert found[0].message == "the question can be answered with yes or no"
    assert found[0].mend.endswith(".")


def test_a_picture_is_read_from_its_file(app: App, editing: EditService, tmp_path: Path) -> None:
    file = tmp_path / "a tree.png"
    file.write_bytes(PIXEL)
    stored = editing.add_picture_file(deck(app, "Tools"), file, note("commit"))
    assert stored.name == "a tree.png"
    assert (app.folder.media / stored.file).read_bytes() == PIXEL


def test_a_file_that_cannot_be_read_is_told(
    app: App, editing: EditService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidValueError, match=r"none\.png cannot be read: No such file"):
        editing.add_picture_file(deck(app, "Tools"), tmp_path / "none.png")
    monkeypatch.setattr(edit, "LARGEST_PICTURE", 1 << 20)
    large = tmp_path / "large.png"
    large.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(InvalidValueError, match=r"large\.png is larger than 1 MB"):
        editing.add_picture_file(deck(app, "Tools"), large)


class TestFieldByField:
    NOTE = NewNote(NoteKind.REVERSED, NoteFields("zebra", "an animal", "striped"), ("animals",))

    def test_a_note_is_added_with_its_texts_and_tags(self, app: App, editing: EditService) -> None:
        saved = editing.add_note(deck(app, "Storage"), None, self.NOTE, "quick add")
        assert fields(app, saved.note_id) == self.NOTE.fields
        assert keys(app, saved.note_id) == ["forward", "reverse"]
        assert saved.changes.origin == "quick add"
        assert editing.document(saved.note_id).text.startswith("### zebra {.reversed tags=animals}")

    @pytest.mark.parametrize(
        ("note_kind", "texts"),
        [
            (NoteKind.BASIC, NoteFields("  ", "an answer")),
            (NoteKind.CLOZE, NoteFields("all shown")),
        ],
    )
    def test_one_that_asks_nothing_is_refused(
        self, app: App, editing: EditService, note_kind: NoteKind, texts: NoteFields
    ) -> None:
        before = operations(app)
        with pytest.raises(InvalidValueError, match="asks nothing"):
            editing.add_note(deck(app, "Storage"), None, NewNote(note_kind, texts))
        assert operations(app) == before

    def test_a_deck_that_is_gone_is_told(self, editing: EditService) -> None:
        with pytest.raises(NotFoundError):
            editing.add_note(1, None, self.NOTE)

    def test_hints_look_at_it_as_at_a_text(self, editing: EditService) -> None:
        alike = NewNote(NoteKind.BASIC, NoteFields("What does an index save?", "Time."))
        assert [found.is_same for found in editing.new_hints(alike).alike] == [True]
