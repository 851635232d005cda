"""Decks as an Anki package: what our own reader finds in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import card_keys
from flashcards.domain.review import Rating
from flashcards.errors import LibraryWriteError, NotFoundError
from flashcards.formats.anki import read_package
from flashcards.formats.rows import ImportRows, NoteRow
from flashcards.storage.note_rows import notes_of_deck
from tests.services.factories import answer, card, import_text, learn

DECK = """\
---
title: Own::Shell
---

## Basics

### What does `set -e` do? {#s tags=bash,unix}

It ends the script at the first command that fails.

### {{c1::Paris}} lies in {{c2::France::country}} {#p .cloze}

### Which of these? {#c .choice}

- [x] right
- [ ] wrong
"""


def notes(rows: ImportRows) -> list[NoteRow]:
    return [note for deck in rows.decks for topic in deck.topics for note in topic.notes]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.apkg"


def test_a_deck_is_read_back_with_all_its_notes_and_cards(app: App, target: Path) -> None:
    made = app.exporting.package(target, "Basics")
    rows = read_package(target)
    assert [deck.title for deck in rows.decks] == ["Basics"]
    assert len(notes(rows)) == made.rows > 0
    assert sum(len(note.cards) for note in notes(rows)) == len(app.search.ids("deck:Basics"))


def test_history_and_due_days_are_in_it(app: App, clock: FixedClock, target: Path) -> None:
    learn(app, clock, card("variable"), rating=Rating.GOOD)
    clock.advance(days=4)
    answer(app, card("variable"), Rating.HARD, seconds=7)
    app.study.flag(card("variable"), 2)
    app.study.suspend(card("constant"))
    app.exporting.package(target, "Basics")
    cards = [each for note in notes(read_package(target)) for each in note.cards]
    (studied,) = [each for each in cards if each.reviews]
    assert [review.rating for review in studied.reviews] == [
        Rating.GOOD, Rating.GOOD, Rating.HARD,
    ]  # fmt: skip
    assert studied.reviews[-1].duration_ms == 7_000
    assert studied.flag == 2
    assert studied.due_ms is not None
    assert sum(each.suspended for each in cards) == 1


def test_deletions_choices_and_tags_are_in_it(app: App, target: Path) -> None:
    import_text(app, DECK, "own.md")
    made = app.exporting.package(target, "Own::Shell")
    found = notes(read_package(target))
    assert made.rows == len(found) == 3
    assert any("{{c1::Paris}} lies in {{c2::France" in note.fields.question for note in found)
    assert {"bash", "unix"} <= {tag for note in found for tag in note.tags}


KINDS = """\
---
title: Kinds
---

## All

### What is a basic note? {#a}

One question.

> Note: Its note.

Source: [the book](https://example.org/book)

### There {#b .reversed}

and back

### {{c1::Paris}} lies in {{c2::France::country}} {#c .cloze}

### Type it {#d .typed}

`typed`

### Which are even? {#e .choice}

- [x] two
- [ ] three
- [x] four

### What is printed? {#f .predict}

```python
print(1)
```

```
1
```

### How is tea made? {#g .steps}

1. Boil water.
2. Wait.
"""


def test_every_kind_comes_back_as_itself(app: App, target: Path) -> None:
    import_text(app, KINDS, "kinds.md")
    with app.database.read() as reader:
        deck = reader.value("SELECT id FROM deck WHERE name = 'Kinds'")
        stored = {f"fc{note.id:016x}": note for note in notes_of_deck(reader, deck)}
    app.exporting.package(target, "Kinds")
    rows = read_package(target)
    assert rows.warnings == ()
    found = {note.source_id: note for note in notes(rows)}
    assert found.keys() == stored.keys()
    for guid, note in stored.items():
        assert (found[guid].kind, found[guid].note_type) == (note.kind, None)
        assert [card.key for card in found[guid].cards] == list(card_keys(note.kind, note.fields))
        assert found[guid].fields == note.fields


def test_a_deck_that_does_not_exist_is_named(app: App, target: Path) -> None:
    with pytest.raises(NotFoundError, match="Nowhere"):
        app.exporting.package(target, "Nowhere")
    assert not target.exists()


def test_a_folder_that_cannot_be_written_leaves_nothing(app: App, tmp_path: Path) -> None:
    with pytest.raises(LibraryWriteError):
        app.exporting.package(tmp_path / "missing" / "out.apkg")
