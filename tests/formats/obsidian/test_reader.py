"""Notes of Obsidian: cards of all kinds, decks by tags, due dates, and what is told of the rest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from flashcards.domain.note import NoteKind
from flashcards.errors import FormatError
from flashcards.formats.obsidian import parse_obsidian
from flashcards.formats.rows import CardRow, ImportRows, NoteRow
from tests.formats.mutations import assembled, mutated

VAULT_NOTE = """\
---
tags: [flashcards/biology, school]
sr-due: 2024-07-01
sr-interval: 3
sr-ease: 269
---
# Cells

Cells are small.

The powerhouse::the mitochondrion <!--SR:!2024-08-16,51,230-->
- membrane ::: Membran
<!--SR:!2024-08-16,51,230!2000-01-01,1,250-->

The ==nucleus== holds the ==DNA==^[molecule].
<!--SR:!2024-08-17,3,250!2024-08-18,4,250-->

## Structure

### What is in a cell?
?
organelles
and cytoplasm

info A
info B
??
info C ^block-id

#flashcards/chemistry/acids #exam
An acid gives off::protons

#flashcards/physics Newton's unit::of force

Back in acids::yes
"""


def read(text: str, name: str = "My note.md") -> ImportRows:
    return parse_obsidian(text, name)


def notes(text: str) -> list[NoteRow]:
    return [note for deck in read(text).decks for topic in deck.topics for note in topic.notes]


def note(text: str) -> NoteRow:
    (only,) = notes(text)
    return only


def sides(text: str) -> list[tuple[str, str]]:
    return [(note.fields.question, note.fields.answer) for note in notes(text)]


def noon(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC).timestamp()) * 1000


def test_tags_give_decks_and_headings_topics() -> None:
    decks = read(VAULT_NOTE).decks
    assert [deck.title for deck in decks] == ["biology", "chemistry::acids", "physics"]
    biology, acids, physics = decks
    assert [(topic.title, len(topic.notes)) for topic in biology.topics] == [
        ("", 3),
        ("Structure", 2),
    ]
    assert [n.fields.question for n in acids.topics[0].notes] == [
        "An acid gives off",
        "Back in acids",
    ]
    assert [n.fields.answer for n in physics.topics[0].notes] == ["of force"]
    assert not any(deck.complete for deck in decks)


def test_a_note_without_tags_is_a_deck_of_its_own() -> None:
    (deck,) = read("one::two\n").decks
    assert (deck.title, deck.complete) == ("My note", True)
    assert read("# Words\n\none::two\n").decks[0].title == "Words"
    assert read("---\ntitle: Vocabulary\n---\n# Words\n\none::two\n").decks[0].title == "Vocabulary"


def test_kinds_texts_and_lines() -> None:
    found = notes(VAULT_NOTE)[:5]
    assert [(n.kind, n.line) for n in found] == [
        (NoteKind.BASIC, 11),
        (NoteKind.REVERSED, 12),
        (NoteKind.CLOZE, 15),
        (NoteKind.BASIC, 20),
        (NoteKind.REVERSED, 25),
    ]
    assert [n.fields.question for n in found] == [
        "The powerhouse",
        "membrane",
        "The {{c1::nucleus}} holds the {{c2::DNA::molecule}}.",
        "What is in a cell?",
        "info A\n\ninfo B",
    ]
    assert [n.fields.answer for n in found] == [
        "the mitochondrion",
        "Membran",
        "",
        "organelles  \nand cytoplasm",
        "info C",
    ]


def test_due_dates_and_intervals_come_with_the_cards() -> None:
    basic, reversed_, cloze, *_ = notes(VAULT_NOTE)
    assert basic.cards == (CardRow("forward", due_ms=noon("2024-08-16"), interval_days=51),)
    assert reversed_.cards == basic.cards  # the second was never shown
    assert cloze.cards == (
        CardRow("c1", due_ms=noon("2024-08-17"), interval_days=3),
        CardRow("c2", due_ms=noon("2024-08-18"), interval_days=4),
    )
    assert note("a::b\n").cards == ()


def test_an_old_schedule_and_a_broken_one() -> None:
    assert note("a::b\n<!--SR:2021-08-16,4.5,270-->\n").cards == (
        CardRow("forward", due_ms=noon("2021-08-16"), interval_days=4),
    )
    rows = read("a::b <!--SR:!2021-13-16,4,270-->\n")
    assert rows.decks[0].topics[0].notes[0].cards == ()
    assert [(w.line, w.message) for w in rows.warnings] == [
        (1, "a schedule can't be read; its card is taken as new")
    ]


@pytest.mark.parametrize(
    "text",
    ["`a::b`", "see [[x::y]]", "<https://x.y/a::b>", "::b", "a::", "a::::b", "| a::b",
     "```\na::b\n```"],
)  # fmt: skip
def test_colons_that_part_nothing(text: str) -> None:
    assert sides(f"q::a\n\n{text}\n")[0] == ("q", "a")
    assert len(sides(f"q::a\n\n{text}\n")) == (2 if text.startswith("|") else 1)


def test_code_belongs_to_its_card() -> None:
    text = "What prints?\n```py\nx = 1\n\nx::y\n?\n```\n?\n```\n1\n```\n"
    assert sides(text) == [("What prints?\n\n```py\nx = 1\n\nx::y\n?\n```", "```\n1\n```")]


def test_a_card_goes_to_the_next_blank_line_or_to_its_end_mark() -> None:
    assert sides("a\n?\nb\n\nc\n") == [("a", "b")]
    assert sides("a\n?\n\n| x |\n|---|\n\nb\n+++\n\nc\n?\nd\n") == [
        ("a", "| x |\n|---|\n\nb"),
        ("c", "d"),
    ]


def test_a_separator_with_nothing_above_is_text() -> None:
    assert sides("?\nb\n\nq::a\n") == [("q", "a")]


def test_links_embedded_files_comments_and_formulas() -> None:
    text = (
        "[[Cell|The cell]] of [[Plants#Leaf]] %%not this%% ![[a pic.png|200]]\n?\n"
        "![[voice.mp3]] and $x^2$ ![[Other note]]\n"
    )
    assert sides(text) == [
        (
            "The cell of Plants › Leaf  ![a pic.png](a%20pic.png)",
            "[sound:voice.mp3] and \\(x^2\\) Other note",
        )
    ]


def test_further_tags_of_a_card_are_tags_of_its_note() -> None:
    first, second = notes(
        "#flashcards/cats #flashcards/trivia #fun/animals A group of cats::clowder\n\nb::c\n"
    )
    assert first.tags == ("fun::animals", "trivia")
    assert second.tags == ()


def test_text_without_cards_is_counted_once() -> None:
    rows = read("Prose.\n\nMore of it.\n\na::b\n\n## Heading\n\n%%hidden%%\n\n---\n\nAnd more.\n")
    assert [(w.line, w.message) for w in rows.warnings] == [
        (1, "3 lines of text hold no card, from here on; left out")
    ]


def test_stars_within_a_line_are_no_list() -> None:
    assert sides("- **a** b * c::d\n1. e::f\n- [ ] g::h\n") == [
        ("**a** b * c", "d"),
        ("e", "f"),
        ("g", "h"),
    ]


def test_headings_may_ask() -> None:
    assert sides("## Capital of France::Paris\n") == [("Capital of France", "Paris")]
    assert sides("## Capital of\n?\nParis\n") == [("Capital of", "Paris")]


@pytest.mark.parametrize(
    "text", ["", "Only prose.\n", "---\ntags: flashcards\n---\n", "---\ntags: [\n---\na::b\n"]
)
def test_what_holds_no_card_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"^My note\.md"):
        read(text)


PIECES = ("::", ":::", "?\n", "??\n", "==", "==a==", "**b**", "{{", "}}", "{{c1::a}}", "[[", "]]",
          "^[", "[^1]", "#flashcards", "#flashcards/a ", "<!--SR:!2024-08-16,51,230-->", "<!--SR:",
          "-->", "%%", "```", "+++\n", "---\n", "## ", "- ", " ^id", "$", "tags: ",
          "a", "b")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(assembled(PIECES) | mutated(VAULT_NOTE))
def test_any_text_gives_cards_or_one_clear_error(text: str) -> None:
    try:
        rows = read(text)
    except FormatError as error:
        message = str(error)
    else:
        message = "My note.md"
        check(rows, text)
    assert message.startswith("My note.md")


def check(rows: ImportRows, text: str) -> None:
    lines = text.count("\n") + 1
    for deck in rows.decks:
        assert deck.title
        for topic in deck.topics:
            for row in topic.notes:
                assert row.fields.question
                assert 0 < row.line <= lines
    assert all(0 <= warning.line <= lines for warning in rows.warnings)
