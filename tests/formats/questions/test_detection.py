"""Lists of questions are told from roadmaps, from deck files and from other pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.questions import looks_like_questions
from tests.formats.questions.test_reader import BOXES, DETAILS, LETTERS, PAGE
from tests.formats.reading import DECK

DECKS = Path(__file__).resolve().parents[3] / "decks"


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        DETAILS,
        LETTERS,
        BOXES,
        "Q1. What?\nThat.\n\nQ2. Why?\nSo.\n",
        "* What is a?\n* Explain b.\n* Why is c?\n* When is d?\n",
        "## What is a?\n\nOne.\n\n## Why is b?\n\nTwo.\n",
    ],
)
def test_lists_of_questions(text: str) -> None:
    assert looks_like_questions(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title\n\nProse.\n",
        DECK,
        "# Notes\n\n## A\n\n### What is a?\n\nA letter.\n\n### What is b?\n\nAnother.\n",
        "# Road\n## Internet\n- How does it work?\n- HTTP\n- DNS\n## Data\n- SQL\n- Redis\n",
        "# Road\n## Why learn it?\nMoney.\n## 1. Web\n- HTTP\n## 2. Data\n- SQL\n## 3. Ops\n- CI\n",
        (
            "# Tool\n\nLong\nprose\nhere.\n\n## Install\nx\ny\nz\n## FAQ\n### Does it?\nYes\n"
            "### Is it?\nNo\n"
        ),
        (
            "<details><summary>Changes</summary>\nx\n</details>\n<details><summary>More</summary>\n"
            "</details>\n"
        ),
    ],
)
def test_other_texts(text: str) -> None:
    assert not looks_like_questions(text)


def test_the_built_in_decks_are_none() -> None:
    for path in sorted(DECKS.rglob("*.md")):
        assert not looks_like_questions(path.read_text(encoding="utf-8")), path.name


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    looks_like_questions(text)
