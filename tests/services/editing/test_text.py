"""A note as one Markdown text: there and back, and what is wrong with a text by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import BUILT_IN_KINDS, NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.formats.rows import NoteRow
from flashcards.services.editing.text import (
    ReadText,
    kept_as_they_were,
    note_text,
    read_text,
    with_kind,
)
from flashcards.services.editing.view import TextProblem

PHANTOM = NoteRow(
    NoteFields(
        "What is a phantom read?",
        "A row that **appears** on the second run.",
        "In PostgreSQL `REPEATABLE READ` prevents it.",
        "PostgreSQL manual, 13.2",
    ),
    source_id="phantom-read",
    tags=("sql", "marked"),
)
TEXT = """\
### What is a phantom read? {#phantom-read tags=sql,marked}

A row that **appears** on the second run.

> [!NOTE]
> In PostgreSQL `REPEATABLE READ` prevents it.

Source: PostgreSQL manual, 13.2"""

VOCABULARY = NoteType(
    "Vocabulary", ("Word", "Meaning", "Example"), (Template("Card", "{{Word}}", "{{Meaning}}"),)
)


def test_a_note_is_shown_as_a_deck_file_has_it() -> None:
    assert note_text(PHANTOM) == TEXT
    assert read_text(TEXT) == ReadText(PHANTOM)


def test_a_question_of_several_parts_stands_above_a_line() -> None:
    row = NoteRow(
        NoteFields("What does this print?\n\n```python\nprint(1)\n```", "```text\n1\n```"),
        NoteKind.PREDICT,
        run="python",
        track="python",
    )
    text = note_text(row)
    assert text.startswith("### What does this print? {.predict run=python track=python}\n")
    assert "\n---\n" in text
    assert read_text(text) == ReadText(row)


def test_a_custom_note_has_its_fields_under_their_names() -> None:
    row = NoteRow(
        NoteFields.of(["Hund", "dog\n\n## loud", "", "beyond"]),
        NoteKind.CUSTOM,
        tags=("german",),
        note_type=VOCABULARY,
    )
    text = note_text(row)
    assert text == (
        "# Vocabulary {.custom tags=german}\n\n## Word\n\nHund\n\n## Meaning\n\ndog\n\n"
        "\\## loud\n\n## Example\n\n## Field 4\n\nbeyond"
    )
    assert read_text(text, VOCABULARY) == ReadText(row)


LINES = st.sampled_from(
    ["", "text", "# head", "### note", "---", "Source: x", "> [!NOTE] y", "> quote", "- item",
     "```", "~~~", "\\# escaped", "{#id}", "    code", "<!-- comment", "-->", "## Word"]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


@given(
    question=st.sampled_from(["What is x?", "`code` {x}", "A {{c1::b}} c"]),
    body=TEXTS,
    answer=TEXTS,
    extra=TEXTS,
)
def test_what_is_shown_reads_back_the_same(
    question: str, body: str, answer: str, extra: str
) -> None:
    asked = f"{question}\n\n{body}" if body else question
    shown = note_text(NoteRow(NoteFields(asked, f"An answer\n\n{answer}", extra)))
    read = read_text(shown)
    assert read.row is not None, read.problems
    assert note_text(read.row) == shown


@given(texts=st.lists(TEXTS, min_size=4, max_size=6))
def test_what_is_shown_of_a_custom_note_reads_back_the_same(texts: list[str]) -> None:
    row = NoteRow(NoteFields.of(texts), NoteKind.CUSTOM, note_type=VOCABULARY)
    shown = note_text(row)
    read = read_text(shown, VOCABULARY)
    assert read.row is not None
    assert not read.problems
    assert note_text(read.row) == shown


@given(st.text(max_size=80) | st.lists(LINES, max_size=8).map("\n".join))
def test_any_text_is_a_note_or_says_in_which_line_it_is_none(text: str) -> None:
    read = read_text(text)
    assert (read.row is None) == (read.obstacle is not None)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in read.problems:
        assert 1 <= problem.line <= lines
        assert problem.message.endswith((".", "?", "!"))


BEGIN = "Begin with the question as a heading: ### What is asked?"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, BEGIN),
        ("\n\nhello", 3, BEGIN),
        ("above\n\n### x\n\ny", 1, BEGIN),
        ("## x\n\ny", 1, "The question is a heading with three #: ### What is asked?"),
        (
            "### x\n\ny\n\n### z\n",
            5,
            "This heading begins another note. Headings within one take four # or more.",
        ),
        ("###\n\ny", 1, "A note without a question."),
        ("### x {.cloze}\n\ny", 1, "A .cloze note without a deletion such as {{c1::text}}."),
        ("### x {.choice}\n\n- [ ] y", 1, "A .choice note without a right option '- [x]'."),
    ],
)
def test_what_stops_a_text_from_being_saved(text: str, line: int, message: str) -> None:
    read = read_text(text)
    assert read.row is None
    assert read.obstacle == TextProblem(line, message)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("### x", 1, "A note without an answer; it becomes a draft."),
        ("### x {.quiz}\n\ny", 1, "No kind of note is called '.quiz'; the note is kept as basic."),
        ("### x {#a importance=9}\n\ny", 1, "Importance=9 is left out: it has to be 1, 2 or 3."),
        ("### x\n\n```python\ny", 3, "This code block has no end."),
        (
            "### x\n\nabove\n---\nbelow",
            4,
            "'---' parts question and answer only with blank lines around it.",
        ),
    ],
)
def test_what_is_only_pointed_out(text: str, line: int, message: str) -> None:
    read = read_text(text)
    assert read.row is not None
    assert read.obstacle is None
    assert TextProblem(line, message, stops=False) in read.problems


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "## Word\n\nx\n\n## Gender\n\ny",
            5,
            "There is no further field “Gender”. Vocabulary has Word, Meaning, Example.",
        ),
        (
            "## Word\n\nx\n\n## Word\n\ny",
            5,
            "There is no further field “Word”. Vocabulary has Word, Meaning, Example.",
        ),
        ("# Vocabulary\n\nlost\n\n## Word\n\nx", 2, "This text stands above the first field."),
    ],
)
def test_a_field_that_a_type_lacks_is_told(text: str, line: int, message: str) -> None:
    assert read_text(text, VOCABULARY).obstacle == TextProblem(line, message)


def test_only_what_was_changed_is_changed() -> None:
    stored = NoteFields("What?", "one\r\n\r\ntwo  ", "extra\n\n")
    shown = NoteFields("What?", "one\n\ntwo", "extra")
    now = NoteFields("What else?", "one\n\ntwo", "extra")
    assert kept_as_they_were(stored, shown, now) == NoteFields(
        "What else?", "one\r\n\r\ntwo  ", "extra\n\n"
    )


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("### x", NoteKind.TYPED, "### x {.typed}"),
        ("### x {.typed}", NoteKind.BASIC, "### x"),
        ("### x {#i tags=a}\n\ny", NoteKind.CLOZE, "### x {#i .cloze tags=a}\n\ny"),
        ("### x {#i .cloze}", NoteKind.STEPS, "### x {#i .steps}"),
        ("### x {.typed tags=a}", NoteKind.BASIC, "### x {.basic tags=a}"),
        ("no heading", NoteKind.CLOZE, "no heading"),
    ],
)
def test_the_kind_stands_in_the_heading(text: str, kind: NoteKind, expected: str) -> None:
    assert with_kind(text, kind) == expected


@pytest.mark.parametrize("kind", BUILT_IN_KINDS)
def test_every_kind_can_be_chosen(kind: NoteKind) -> None:
    text = with_kind("### A {{c1::gap}}\n\n1. - [x] one\n\n- [x] two", kind)
    row = read_text(text).row
    assert row is not None
    assert row.kind is kind
