"""Texts of several lines stay what they are wherever a template puts them."""

from __future__ import annotations

import pytest

from flashcards.domain.templates import render_template

FIELDS = {
    "Line": "a",
    "Lines": "a\nb",
    "Paragraphs": "a\n\nb",
    "List": "- a\n- b",
    "Code": "```\na\n```",
    "Bold": "a **b**",
    "Bar": "a | b\\|c",
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("So: {{Line}}.", "So: a."),
        ("So: {{Lines}}.", "So: a\nb."),
        ("So: {{List}}.", "So: \n\n- a\n- b\n\n."),
        ("{{Code}}{{Line}}", "```\na\n```\n\na"),
        ("{{Code}}\n{{Line}}", "```\na\n```\na"),
        ("{{List}}{{Code}}", "- a\n- b\n\n```\na\n```"),
    ],
)
def test_a_block_in_the_middle_of_a_line_gets_a_paragraph_of_its_own(
    template: str, text: str
) -> None:
    assert render_template(template, FIELDS) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("- {{Paragraphs}}\n- c", "- a\n\n  b\n- c"),
        ("1. {{Code}}", "1. ```\n   a\n   ```"),
        ("> {{List}}", "> - a\n> - b"),
        ("> - {{Lines}}", "> - a\n>   b"),
        ("> {{Paragraphs}}", "> a\n>\n> b"),
    ],
)
def test_further_lines_are_indented_as_the_first_one(template: str, text: str) -> None:
    assert render_template(template, FIELDS) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("**{{Line}}**", "**a**"),
        ("**{{Lines}}**", "**a\nb**"),
        ("**{{Paragraphs}}** c", "a\n\nb\n\n c"),
        ("**So: {{Paragraphs}}**", "**So: a\n\nb\n\n**"),
        ("~~{{Code}}~~", "```\na\n```"),
        ("**{{Bold}}**", "a **b**"),
        ("*{{Line}}*{{Line}}*{{Line}}*", "*a*a*a*"),
    ],
)
def test_emphasis_around_what_it_cannot_hold_is_dropped(template: str, text: str) -> None:
    assert render_template(template, FIELDS) == text


def test_a_cell_of_a_table_is_one_line() -> None:
    assert render_template("| {{Paragraphs}} | {{Bar}} |", FIELDS) == r"| a<br>b | a \| b\|c |"


def test_an_address_has_no_gaps() -> None:
    template = "[{{Line}}](https://example.org/?q={{Paragraphs}})"
    assert render_template(template, FIELDS) == "[a](https://example.org/?q=a%20b)"
