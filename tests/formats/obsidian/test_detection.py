"""Notes with the plugin's cards are told from notes without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.obsidian import looks_like_obsidian


@pytest.mark.parametrize(
    "text",
    [
        "#flashcards\n\nprose\n",
        "#flashcards/law Torts::wrongs\n\nprose\nprose\nprose\n",
        "---\ntags: flashcards\n---\nprose\n",
        "---\ntags:\n  - flashcards/law\n---\nprose\n",
        "long prose\n\nmore\n\na::b\n<!--SR:!2024-08-16,51,230-->\n",
        "What?\n?\nThat.\n\nprose\n\nprose\n\nprose\n",
        "What?\n??\nThat.\n",
        "one::two\n- three ::: four\n",
        "The ==heap== grows.\n\nThe ==stack== shrinks.\n",
    ],
)
def test_notes_with_cards(text: str) -> None:
    assert looks_like_obsidian(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Prose\n\nOnly prose here.\n",
        "prose\nmore prose\nwith ==one highlight==\nand more\n",
        "prose\n#flashcard-like\nprose\nprose\n",
        "What?\n\n?\n\nThat.\n",
        "```\na\n?\nb\n```\n",
        "## T\n\n### Q? {#q}\n\na::b\n",
        "# Road\n## 1. Web\n- HTTP\n- DNS\n## 2. Data\n- SQL: joins, indexes\n",
        "std::move is a cast.\nIt moves nothing.\nReally.\n",
        "https://example.org/a::b\n",
    ],
)
def test_notes_without(text: str) -> None:
    assert not looks_like_obsidian(text)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    looks_like_obsidian(text)
