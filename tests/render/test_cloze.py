"""Question and answer of a cloze card."""

from __future__ import annotations

import pytest

from flashcards.render.cloze import cloze_answer, cloze_number, cloze_question, cloze_texts
from flashcards.render.formula import formula_spans
from flashcards.render.rich_text import render_markdown

TEXT = "{{c1::PATCH}} changes {{c2::a part::how much}}, {{c1::PUT}} the whole."


def test_the_asked_deletions_are_hidden_and_the_others_shown() -> None:
    assert cloze_question(TEXT, 1) == "[…] changes a part, […] the whole."


def test_a_hint_stands_in_the_brackets() -> None:
    assert cloze_question(TEXT, 2) == "PATCH changes [how much], PUT the whole."


def test_the_answer_is_the_whole_text_with_what_was_asked_in_bold() -> None:
    assert cloze_answer(TEXT, 1) == "**PATCH** changes a part, **PUT** the whole."


def test_what_is_hidden() -> None:
    assert cloze_texts(TEXT, 1) == ("PATCH", "PUT")


def test_code_has_brackets_but_no_bold() -> None:
    text = "`a {{c1::b}} c`\n\n```sql\nSELECT {{c1::1}};\n```\n{{c1::`d`}}"
    assert cloze_question(text, 1) == "`a […] c`\n\n```sql\nSELECT […];\n```\n[…]"
    assert cloze_answer(text, 1) == "`a b c`\n\n```sql\nSELECT 1;\n```\n**`d`**"


def test_a_bracket_never_becomes_a_link() -> None:
    shown = render_markdown(cloze_question("{{c1::f}}(https://x.org) and {{c1::g}}: x", 1))
    assert "<a>" not in shown
    assert shown.count("[…]") == 2


def test_a_formula_has_brackets_but_no_bold() -> None:
    text = r"\( a^{ {{c1::2::how often}} } \) and {{c1::\(b\)}} and \[ {{c1::c}}(d) \]"
    assert cloze_question(text, 1) == r"\( a^{ [\text{how often}] } \) and […] and \[ […](d) \]"
    assert cloze_answer(text, 1) == r"\( a^{ 2 } \) and **\(b\)** and \[ c(d) \]"


def test_brackets_of_a_hidden_text_begin_no_formula() -> None:
    question = cloze_question(r"{{c1::f}}(x) and {{c1::g}}[y] \[ z \]", 1)
    assert [span.latex for span in formula_spans(question)] == ["z"]


def test_spaces_at_the_edges_stay_outside_the_bold() -> None:
    assert cloze_answer("a{{c1:: b }}c", 1) == "a **b** c"


def test_what_cannot_be_bold_stays_as_it_is() -> None:
    assert cloze_answer("{{c1::a **b** c}}", 1) == "a **b** c"
    assert cloze_answer("{{c1::a\n\nb}}", 1) == "a\n\nb"


def test_the_number_of_a_key() -> None:
    assert cloze_number("c12") == 12
    with pytest.raises(ValueError, match="forward"):
        cloze_number("forward")
