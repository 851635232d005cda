"""What each kind of card asks and answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.render.faces import Option, faces, note_heading

PREDICT = NoteFields(
    "What does this print?\n\n```python\nprint([2] * 3)\n```",
    "```text\n[2, 2,\n 2]\n```\n\nThe list is repeated.",
)
CHOICE = NoteFields(
    "Which are idempotent?",
    "- [x] `PUT`\n- [ ] POST,\n  the usual one\n- [X] DELETE\n\nBy RFC 9110.",
)
STEPS = NoteFields(
    "How does it start?",
    "At first:\n\n1. SYN\n2. SYN and ACK\n\n   ```text\n   seq\n   ```\n3. ACK\n\nThen data flows.",
)


def test_a_basic_card_is_asked_as_it_stands() -> None:
    card = faces(NoteKind.BASIC, "forward", NoteFields("Why?\n\nmore", "Because of *this* one."))
    assert (card.question, card.answer) == ("Why?\n\nmore", "Because of *this* one.")
    assert (card.expected, card.options, card.steps) == (None, (), ())
    assert card.hint == "Because of …"


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("1. What?", r"1\. What?"),
        ("2) What?", r"2\) What?"),
        ("- x is what?", r"\- x is what?"),
        ("# is what?", r"\# is what?"),
        ("> is what?", r"\> is what?"),
        ("--- is what?", "--- is what?"),
        ("-x is what?", "-x is what?"),
    ],
)
def test_a_heading_is_a_line_of_text_whatever_it_begins_with(heading: str, question: str) -> None:
    assert faces(NoteKind.BASIC, "forward", NoteFields(heading, "a")).question == question


def test_a_question_that_is_a_list_stays_one() -> None:
    assert faces(NoteKind.BASIC, "forward", NoteFields("- a\n- b", "c")).question == "- a\n- b"


def test_a_reverse_card_swaps_heading_and_answer() -> None:
    fields = NoteFields("404\n\n(HTTP status)", "Not Found")
    forward = faces(NoteKind.REVERSED, "forward", fields)
    reverse = faces(NoteKind.REVERSED, "reverse", fields)
    assert (forward.question, forward.answer) == ("404\n\n(HTTP status)", "Not Found")
    assert (reverse.question, reverse.answer) == ("Not Found\n\n(HTTP status)", "404")


def test_a_cloze_card_asks_for_its_own_deletion() -> None:
    fields = NoteFields("{{c1::Atomicity}} and {{c2::durability}}.", "Two of four.")
    card = faces(NoteKind.CLOZE, "c2", fields)
    assert card.question == "Atomicity and […]."
    assert card.answer == "Atomicity and **durability**.\n\nTwo of four."
    assert card.hint == "d…"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("`SELECT 1`", "SELECT 1"),
        ("**git** rebase", "git rebase"),
        ("one\ntwo\n\nA remark.", "one two"),
        ("```sql\nSELECT 1;\n```", "SELECT 1;"),
    ],
)
def test_a_typed_card_compares_plain_text(answer: str, expected: str) -> None:
    card = faces(NoteKind.TYPED, "forward", NoteFields("Which?", answer))
    assert card.expected == expected
    assert card.remainder == ""


def test_a_predict_card_compares_the_output_without_a_final_newline() -> None:
    card = faces(NoteKind.PREDICT, "forward", PREDICT)
    assert card.expected == "[2, 2,\n 2]"
    assert card.language == "Python"
    assert card.hint == "[2, 2, …"
    assert card.remainder == "The list is repeated."


def test_an_output_of_nothing_is_expected_too() -> None:
    fields = NoteFields(PREDICT.question, "```text\n```")
    assert faces(NoteKind.PREDICT, "forward", fields).expected == ""


def test_a_prediction_without_a_fence_is_asked_like_a_basic_card() -> None:
    assert faces(NoteKind.PREDICT, "forward", NoteFields("What?", "It fails.")).expected is None


def test_the_options_of_a_choice_card() -> None:
    card = faces(NoteKind.CHOICE, "forward", CHOICE)
    assert card.options == (
        Option("`PUT`", True),
        Option("POST,\nthe usual one", False),
        Option("DELETE", True),
    )
    assert card.hint == ""
    assert card.remainder == "By RFC 9110."


def test_the_steps_of_a_steps_card() -> None:
    card = faces(NoteKind.STEPS, "forward", STEPS)
    assert card.steps == ("SYN", "SYN and ACK\n\n```text\nseq\n```", "ACK")
    assert card.hint == "S…"
    assert card.remainder == "At first:\n\nThen data flows."


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("Reading the whole table: it finds the rows.", "Reading the whole table: …"),
        ("`fdatasync`", "f…"),
        ("one two", "one …"),
        ("No", ""),
        ("", ""),
    ],
)
def test_a_hint_is_at_most_half_of_the_answer(answer: str, hint: str) -> None:
    assert faces(NoteKind.BASIC, "forward", NoteFields("Why?", answer)).hint == hint


@given(
    st.sampled_from(NoteKind),
    st.text(alphabet="ab1. -[x]`{}:c\n>#", max_size=60),
    st.text(alphabet="ab1. -[x]`{}:c\n>#", max_size=60),
)
def test_any_note_has_faces(kind: NoteKind, question: str, answer: str) -> None:
    fields = NoteFields(question, answer)
    for key in card_keys(kind, fields):
        card = faces(kind, key, fields)
        assert isinstance(card.question, str)
        assert card.remainder in ("", card.remainder.strip("\n"))


@pytest.mark.parametrize(
    ("texts", "heading"),
    [
        (("What?\n\nmore", "a"), "What?"),
        (("", "", " \n\n**Haus** *n.*\nmore"), "**Haus** *n.*"),
        (("![](a.png)", "A house"), "A house"),
        (("```sql\nSELECT 1;\n```",), "SELECT 1;"),
        (("![](a.png)", ""), "`![](a.png)`"),
        (("", ""), ""),
    ],
)
def test_a_custom_note_is_headed_by_its_first_line_that_reads(
    texts: tuple[str, ...], heading: str
) -> None:
    assert note_heading(NoteKind.CUSTOM, NoteFields.of(texts)) == heading


def test_any_other_note_is_headed_by_its_heading() -> None:
    assert note_heading(NoteKind.BASIC, NoteFields("**Why?**\n\nmore")) == "**Why?**"
