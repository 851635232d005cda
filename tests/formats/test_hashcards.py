"""Decks of hashcards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind, cloze_deletions
from flashcards.errors import FormatError
from flashcards.formats.hashcards import looks_like_hashcards, parse_hashcards
from flashcards.formats.rows import DeckRows, NoteRow
from tests.formats.mutations import assembled, mutated

DECK = """\
---
name = "Cell Biology"
---

Q: What does the nucleus hold?
A: The cell's DNA.

Q: Name the parts
of a nucleotide.

![nucleotide](images/nucleotide.png)

A:

- a sugar
- a base
- a phosphate

---

C: The [ribosome] makes [proteins].

## Energy

C:
ATP is made in the [mitochondrion],
— [Boyer], [1964]:[1]

Q: How much energy is in $n$ photons?
A: $$
E = nh\\nu
$$
"""


def read(text: str, name: str = "deck.md") -> DeckRows:
    return parse_hashcards(text, name)


def notes(text: str) -> list[NoteRow]:
    return [note for topic in read(text).topics for note in topic.notes]


def sides(text: str) -> list[tuple[str, str]]:
    return [(note.fields.question, note.fields.answer) for note in notes(text)]


def warned(text: str) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in read(text).warnings]


def test_a_whole_deck() -> None:
    rows = read(DECK, "ch1.md")
    assert rows.title == "Cell Biology"
    assert (rows.namespace, rows.warnings, rows.skipped) == (None, (), 0)
    assert [(topic.title, len(topic.notes)) for topic in rows.topics] == [("", 3), ("Energy", 2)]
    assert [note.line for topic in rows.topics for note in topic.notes] == [5, 8, 21, 25, 29]
    found = [note for topic in rows.topics for note in topic.notes]
    assert found[1].fields == NoteFields(
        "Name the parts of a nucleotide.\n\n![nucleotide](images/nucleotide.png)",
        "- a sugar\n- a base\n- a phosphate",
    )
    assert found[2].fields.question == "The {{c1::ribosome}} makes {{c2::proteins}}."
    assert found[3].fields.question == (
        "ATP is made in the {{c1::mitochondrion}}, — {{c2::Boyer}}, {{c3::1964}}:{{c4::1}}"
    )
    assert found[4].fields == NoteFields(
        "How much energy is in \\(n\\) photons?", "\\[E = nh\\nu\\]"
    )


def test_files_that_name_their_deck_may_share_it() -> None:
    assert not read(DECK).complete
    assert read("Q: a\nA: b\n").complete


def test_a_deck_is_called_as_its_file_or_by_its_heading() -> None:
    assert read("Q: a\nA: b\n", "sub/Math.md").title == "Math"
    assert read("# Groups\n\nQ: a\nA: b\n", "x.md").title == "Groups"


def test_marks_need_no_blank_and_stand_at_the_margin() -> None:
    assert sides("Q:a\nA:b\n") == [("a", "b")]
    assert sides("Q: a\n Q: b\nA: c\n") == [("a Q: b", "c")]


def test_code_is_opaque_also_behind_the_mark() -> None:
    text = "Q: a?\nA: ```\nQ: code\n\n---\n```\n\nQ: b?\nA: x\n"
    assert sides(text) == [("a?", "```\nQ: code\n\n---\n```"), ("b?", "x")]


def test_lines_that_a_break_parts_stay_apart_and_others_flow_together() -> None:
    assert sides("Q: one\ntwo\n\nthree\nA: a\nb\n") == [("one two\n\nthree", "a\nb")]
    assert sides("Q: list:\n- x\n- y\nA: a\n") == [("list:\n\n- x\n- y", "a")]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("C: ![a](b), [c](d), \\[e], `f[0]`, [g]", "![a](b), [c](d), \\[e], `f[0]`, {{c1::g}}"),
        ("C: [a][b] [c]:", "{{c1::a}}{{c2::b}} {{c3::c}}:"),
        ("C: The notation [$n!$] means it.", "The notation {{c1::\\(n!\\)}} means it."),
        ("C: [$\\frac{a}{\\sqrt{b}}$]", "{{c1::\\(\\frac{a}{\\sqrt{b} }\\)}}"),
        ("C: [x] in $a[i]$", "{{c1::x}} in \\(a[i]\\)"),
        ("C: the set [{x}]", "the set {{c1::{x} }}"),
        ("C: hear [it] ![](a/b.mp3)", "hear {{c1::it}} [sound:a/b.mp3]"),
    ],
)  # fmt: skip
def test_what_brackets_hide(text: str, question: str) -> None:
    (note,) = notes(text)
    assert note.kind is NoteKind.CLOZE
    assert note.fields.question == question
    assert list(cloze_deletions(note.fields.question))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A: b\nQ: c\nA: d\n", (1, "an answer without a question is left out")),
        ("Q: c\nA: d\nA: e\n", (3, "an answer without a question is left out")),
        ("Q: a\nQ: c\nA: d\n", (1, "a note without an answer; it becomes a draft")),
        ("Q: a\n---\nA: b\n\nQ: c\nA: d\n", (1, "a note without an answer; it becomes a draft")),
        ("Q: c\nA: d\n\n---\nx\ny\n", (5, "2 lines of text hold no card, from here on; left out")),
        ("Q: c\nA: d\n```\ncode\n", (3, "this code block has no end")),
        ("C: [a::b]\n\nQ: c\nA: d\n", (1, "'a::b' can't be a deletion: it holds '::' or braces")),
        ("---\nname = 'x'\nz = 'y'\n---\nQ: c\nA: d\n", (3, "the front matter's 'z' is left out")),
    ],
)  # fmt: skip
def test_what_fits_nowhere_is_told(text: str, expected: tuple[int, str]) -> None:
    assert warned(text)[0] == expected


def test_a_cloze_without_brackets_is_counted_as_skipped() -> None:
    rows = read("C: none\n\nQ: c\nA: d\n")
    assert rows.skipped == 1
    assert rows.warnings[0].line == 1


@pytest.mark.parametrize("text", ["", "prose\n", "A: b\n", "---\nname = \n---\nQ: a\nA: b\n"])
def test_what_holds_no_card_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"^deck\.md:"):
        read(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (DECK, True),
        ("C: a [b]\n", True),
        ("Q: a\n\nA: b\n", True),
        ("Q: a\n", False),
        ("A: b\n", False),
        ("C: a\n", False),
        ("```\nQ: a\nA: b\n```\n", False),
        ("## T {#t}\n\n### Q? {#q}\n\nQ: a\nA: b\n", False),
        ("# Roadmap\n\n## 1. Web\n- HTTP\n## 2. Data\n- SQL\n", False),
        ("", False),
    ],
)
def test_decks_of_hashcards_are_told_from_others(text: str, is_one: bool) -> None:
    assert looks_like_hashcards(text) is is_one


PIECES = ("Q: ", "A: ", "C: ", "[", "]", "[a]", "$", "$$", "```", "---", "# ", "## ", "![", "](",
          "{{", "}}", "::", "> [!NOTE]", "Source: ", "name = ", "a")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(assembled(PIECES) | mutated(DECK))
def test_any_text_gives_cards_or_one_clear_error(text: str) -> None:
    looks_like_hashcards(text)
    try:
        rows = read(text)
    except FormatError as error:
        message = str(error)
    else:
        message = "deck.md"
        check(rows, text)
    assert message.startswith("deck.md")


def check(rows: DeckRows, text: str) -> None:
    lines = text.count("\n") + 1
    for topic in rows.topics:
        for note in topic.notes:
            assert note.fields.question
            assert 0 < note.line <= lines
            assert note.draft or note.fields.answer or note.kind is NoteKind.CLOZE
    assert all(0 <= warning.line <= lines for warning in rows.warnings)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text("ab cä漢", min_size=1), st.text("xy z", min_size=1)), max_size=8))
def test_every_card_that_was_written_is_read(cards: list[tuple[str, str]]) -> None:
    wanted = [(" ".join(q.split()), a.strip()) for q, a in cards if q.strip() and a.strip()]
    text = "\n\n".join(f"Q: {question}\nA: {answer}" for question, answer in wanted)
    if wanted:
        assert sides(text) == wanted
