"""Packages as Anki itself wrote them, and real ones of the oldest form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flashcards.domain.note import NoteKind
from flashcards.formats.anki import read_package
from flashcards.formats.rows import ImportRows
from flashcards.render.rich_text import render_markdown
from tests.formats.anki.reading import cards_of, notes_of, read, told

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "anki"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the given packages are not here")


def numbers(rows: ImportRows) -> dict[str, int]:
    cards = cards_of(rows)
    return {
        "notes": len(notes_of(rows)),
        "cards": len(cards),
        "reviews": sum(len(card.reviews) for card in cards),
        "suspended": sum(card.suspended for card in cards),
        "flagged": sum(card.flag > 0 for card in cards),
    }


@pytest.mark.parametrize(
    ("name", "reviews", "suspended", "flagged"),
    [
        ("modern-with-history.apkg", 41, 2, 2),
        ("modern-no-history.apkg", 0, 0, 0),
        ("legacy-with-history.apkg", 41, 2, 2),
        ("whole.colpkg", 41, 2, 2),
    ],
)
def test_the_same_collection_in_four_packages(
    name: str, reviews: int, suspended: int, flagged: int
) -> None:
    rows = read_package(FOLDER / name)

    assert numbers(rows) == {
        "notes": 40,
        "cards": 45,
        "reviews": reviews,
        "suspended": suspended,
        "flagged": flagged,
    }
    assert [deck.title for deck in rows.decks] == [
        "Backend::Databases",
        "Backend::Networking",
        "Backend::Networking::HTTP",
        "Größe — Ünïcode",
    ]
    assert set(rows.media.names()) == {"b-tree.png", "größe ☕.png"}
    assert all(rows.media.read(name).startswith(b"\x89PNG") for name in rows.media.names())
    assert "none.mp3" in told(rows)
    assert "Scripts and style sheets in the text were left out (1 note)." in told(rows)


def test_its_notes_are_of_the_kinds_that_their_types_amount_to() -> None:
    notes = notes_of(read(FOLDER / "modern-with-history.apkg"))

    kinds = [note.kind for note in notes]
    assert kinds.count(NoteKind.REVERSED) == 2
    assert kinds.count(NoteKind.CLOZE) == 1
    assert kinds.count(NoteKind.TYPED) == 1
    assert kinds.count(NoteKind.CUSTOM) == 2
    assert kinds.count(NoteKind.BASIC) == 34


def test_its_strange_note_is_harmless_and_whole() -> None:
    notes = notes_of(read(FOLDER / "modern-with-history.apkg"))

    strange = next(note for note in notes if "ünï" in note.tags)

    assert strange.fields.question == (r"Math: \(O(n \log n)\) and \(x^2\) ![](größe%20☕.png)")
    assert strange.fields.answer == (
        "```\nfor (i = 0; i < n; i++) {\n  sum += a[i];\n}\n```\n\n[sound:none.mp3]"
    )
    assert strange.tags == ("weird_tag", "ünï")


@pytest.mark.parametrize(
    ("name", "count"), [("oo-design-legacy11.apkg", 6), ("system-design-legacy11.apkg", 42)]
)
def test_real_packages_full_of_inline_styles(name: str, count: int) -> None:
    rows = read_package(FOLDER / name)

    assert numbers(rows)["notes"] == count
    for note in notes_of(rows):
        texts = note.fields.question + note.fields.answer
        assert not re.search(r"style=|<span|<div|&nbsp;&nbsp;|font-", texts)
        assert not render_markdown(note.fields.answer).startswith("<p><em>This text is")


def test_their_code_is_fenced_with_its_language() -> None:
    notes = notes_of(read(FOLDER / "oo-design-legacy11.apkg"))

    assert all("```python\n" in note.fields.answer for note in notes)
    assert notes[0].fields.question == "Design a deck of cards"
    assert "    def __init__(self, value, suit):\n" in notes[0].fields.answer
