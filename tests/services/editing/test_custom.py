"""Notes of types that other programs brought, in the note editor."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.domain.note import NoteKind
from flashcards.errors import InvalidValueError
from flashcards.services.editing.bulk_view import ReplaceRequest
from flashcards.services.editing.service import EditService
from tests.services.editing.test_custom_notes import WORDS, add, keys
from tests.services.factories import rows, value

TEXT = (
    "# Words {.custom tags=german}\n\n## Word\n\n**Haus**\n\n## Meaning\n\nhouse\n\n## Example\n\n"
    "## Sound\n\n[sound:haus.mp3]\n\n## Picture\n\n![a house](haus.png)"
)


@pytest.fixture
def editing(app: App) -> EditService:
    return EditService(app.database, app.folder.media)


def texts(app: App, note: int) -> list[str]:
    found: str = value(app, "SELECT fields FROM note WHERE id = :note", note=note)
    return found.split("\x1f")


def test_all_its_fields_stand_under_their_names(app: App, editing: EditService) -> None:
    document = editing.document(add(app))
    assert document.text == TEXT
    assert (document.kind, document.note_type, document.deck) == (NoteKind.CUSTOM, WORDS, "Tools")


def test_a_field_that_is_filled_in_gives_its_card(app: App, editing: EditService) -> None:
    note = add(app)
    assert keys(app, note) == ["t1", "t2"]
    text = TEXT.replace("## Example\n", "## Example\n\nDas Haus ist alt.\n").replace(
        "house\n", "h\n"
    )
    saved = editing.save(note, text)
    assert texts(app, note)[:3] == ["**Haus**", "h", "Das Haus ist alt."]
    assert keys(app, note) == ["t1", "t2", "t3"]
    assert len(saved.card_ids) == 3
    app.undo.undo("window")
    assert texts(app, note)[:3] == ["**Haus**", "house", ""]
    assert keys(app, note) == ["t1", "t2"]


def test_its_tags_are_those_of_the_first_line(app: App, editing: EditService) -> None:
    note = add(app)
    editing.save(note, TEXT.replace("tags=german", "tags=nouns"))
    tags = rows(
        app, "SELECT tag FROM note_tag WHERE note_id = :note AND removed IS NULL", note=note
    )
    assert [tag for (tag,) in tags] == ["nouns"]


def test_a_text_that_asks_nothing_is_refused(app: App, editing: EditService) -> None:
    note = add(app)
    empty = TEXT.replace("**Haus**\n\n", "").replace("house\n\n", "")
    with pytest.raises(InvalidValueError, match="no card of this note would ask anything"):
        editing.save(note, empty)
    assert texts(app, note)[0] == "**Haus**"


def test_all_its_fields_are_looked_through(app: App) -> None:
    note = add(app)
    card = value(app, "SELECT min(id) FROM card WHERE note_id = :note", note=note)
    plan = app.bulk.plan_replace([card], ReplaceRequest("haus", "Heim"))
    app.bulk.replace(plan)
    assert texts(app, note) == ["**Heim**", "house", "", "[sound:haus.mp3]", "![a house](haus.png)"]
