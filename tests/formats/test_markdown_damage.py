"""Deck files that are damaged, wrong or none at all."""

from __future__ import annotations

import pytest

from flashcards.errors import FormatError
from flashcards.formats.markdown import looks_like_deck
from tests.formats.reading import DECK, deck, note, notes, warnings


class TestDamage:
    @pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
    def test_an_empty_file_is_refused(self, text: str) -> None:
        with pytest.raises(FormatError, match=r"^deck\.md: the file is empty$"):
            deck(text)

    @pytest.mark.parametrize("text", ["Just prose.\n", "## Only\n\n## topics\n", "- a\n  - b\n"])
    def test_a_file_without_notes_is_refused(self, text: str) -> None:
        with pytest.raises(FormatError, match=r"^deck\.md: no notes found"):
            deck(text)

    def test_a_deck_without_notes_is_told(self) -> None:
        assert warnings("---\ntitle: T\n---\n") == [(0, "the file holds no notes")]

    def test_a_file_cut_within_code_keeps_the_note_and_tells_where_the_code_begins(self) -> None:
        code = "```python\ndef f():\n    # no heading\n### nor this\n  retu"
        text = f"### a?\n\nx\n\n### b?\n\n{code}"

        assert [row.fields.answer for row in notes(text)] == ["x", f"{code}\n```"]
        assert warnings(text) == [(7, "this code block has no end")]

    def test_code_without_an_end_stops_before_the_next_note_with_attributes(self) -> None:
        text = "### a? {#a}\n\n ~~~~\ncode\n\n### b? {#b}\n\nx\n"

        assert [row.fields.answer for row in notes(text)] == [" ~~~~\ncode\n ~~~~", "x"]
        assert warnings(text) == [(3, "this code block has no end")]

    def test_a_note_within_code_is_suspicious(self) -> None:
        text = "### a? {#a}\n\n```js\nf()\n\n### b? {#b}\n\n```js\ng()\n```\n"

        assert len(notes(text)) == 1
        assert warnings(text) == [
            (6, "this heading is part of a code block; is the end of the block missing?")
        ]

    def test_a_comment_without_an_end_is_text(self) -> None:
        text = "### a?\n\n<!-- x\n\n### b?\n\ny\n"

        assert [row.fields.answer for row in notes(text)] == ["<!-- x", "y"]
        assert warnings(text) == [(3, "this comment has no end; it is read as text")]

    @pytest.mark.parametrize(
        "nested",
        [
            "\n".join("  " * depth + "- x" for depth in range(1000)),
            "- " * 1000 + "x",
            "> " * 21 + "x",
            "\n".join("\t" * depth + "1. x" for depth in range(21)),
        ],
    )
    @pytest.mark.parametrize("place", ["{}", "{}\n\n---\n\na"])
    def test_a_note_nested_too_deep_is_refused_alone(self, nested: str, place: str) -> None:
        text = "### deep?\n\n" + place.format(nested) + "\n\n### good?\n\nyes\n"

        assert note(text).fields.question == "good?"
        assert warnings(text) == [
            (1, "lists or quotes nested more than 20 deep; the note is left out")
        ]

    def test_twenty_levels_are_allowed(self) -> None:
        text = "\n".join("  " * depth + "- x" for depth in range(20))
        code = "```\n" + "- " * 30 + "\n```\n\n" + "- " * 30

        assert len(notes(f"### q?\n\n{text}\n\n### r?\n\n{code}\n")) == 2

    def test_a_file_that_is_wrong_throughout_lists_its_first_thousand_faults(self) -> None:
        found = warnings("###\n\n" * 1200 + "### q?\n\na\n")

        assert len(found) == 1001
        assert found[-1] == (0, "200 further warnings are not listed")

    def test_warnings_come_in_the_order_of_the_file(self) -> None:
        text = "---\ntitle: [a]\n---\n###\n\n### b?\n\n```\n"

        assert [line for line, _ in warnings(text)] == [2, 4, 8]


class TestDetection:
    @pytest.mark.parametrize(
        "text",
        [
            DECK,
            "### Why?\n\nBecause.\n",
            "### Explain it\n\nBecause.\n\nSource: x\n",
            "### Explain it\n\n```js\nf()\n```\n\n---\n\nx\n",
            "---\nstage: 3\n---\n### Explain it\n\nx\n",
            "# Deck\n\n## T\n\n### {{c1::x}} {.cloze}\n",
            "---\ntitle: x: y\n---\n### Why?\n\nBecause.\n",
        ],
    )
    def test_decks(self, text: str) -> None:
        assert looks_like_deck(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Prose.\n",
            "---\ntitle: R\nroadmap: r\n---\n\n## 1. Language {#language}\n\nGoal: x\n\n- A {#a}\n",
            "# Roadmap\n\n## Stage 1\n\n### Basics\n\n- HTML\n\n### What next?\n\n### More:\n",
            "1. Language\nLearn:\n\nVariables, loops\n\nstd::vector\n\nA → B → C\n",
            "- [ ] one\n- [x] two\n",
            "Q: why\nA: so\n",
            "- one::two\n- three:::four\n",
            "<!--SR:" * 20_000,
        ],
    )
    def test_roadmaps_and_prose(self, text: str) -> None:
        assert not looks_like_deck(text)
