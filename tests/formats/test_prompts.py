"""Files of interview prompts: what is read of them, what is told, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.practice.prompt import (
    Clarification,
    Level,
    PromptKind,
    PromptText,
    RubricPoint,
)
from flashcards.errors import FormatError
from flashcards.formats.markdown import (
    looks_like_prompts,
    parse_deck,
    parse_prompts,
    write_deck,
    write_prompts,
)
from flashcards.formats.markdown.notes import MOST_WARNINGS
from flashcards.formats.rows import DeckRows, NoteRow, PromptFileRows, PromptRow, TopicRow
from flashcards.paths import decks_path

FILE = """\
---
title: Own prompts
namespace: own
stage: 3
---

## Concept

### A read replica lags behind {#lag .concept minutes=4 level=junior}

A page shows the old name.

```text
#### Rubric is no heading here
```

#### Clarifying questions

- Do reads go to a replica? — Yes, to two of them.

#### Rubric

- [3] names replication lag (must)
- [1] measures it

#### Follow-ups

1. And after a failover?

#### Model answer

**Cause.** The read was faster.

#### Cards

- replica-lag
- read-your-writes
"""


def prompt(body: str, head: str = "### Why? {#a .concept}") -> str:
    """A file with one prompt."""
    return f"---\ntitle: T\nnamespace: own\n---\n\n{head}\n\nTell me.\n\n{body}"


def rubric(*points: str, more: str = "") -> str:
    """A rubric with these lines, and what follows it."""
    return "#### Rubric\n\n" + "\n".join(points or ("- [1] says so (must)",)) + f"\n\n{more}"


def told(text: str) -> list[tuple[int, str]]:
    """(line, message) of all that could not be used."""
    return [(warning.line, warning.message) for warning in parse_prompts(text, "p.md").warnings]


class TestReading:
    """All parts of a prompt."""

    def test_a_prompt_with_all_its_parts(self) -> None:
        rows = parse_prompts(FILE, "own.md")
        assert (rows.title, rows.namespace, rows.stage) == ("Own prompts", "own", 3)
        assert rows.warnings == ()
        (row,) = rows.prompts
        assert (row.title, row.source_id) == ("A read replica lags behind", "lag")
        assert (row.kind, row.level, row.minutes) == (PromptKind.CONCEPT, Level.JUNIOR, 4)
        assert row.text.body.endswith("```text\n#### Rubric is no heading here\n```")
        assert row.text.clarifying == (
            Clarification("Do reads go to a replica?", "Yes, to two of them."),
        )
        assert row.text.rubric == (
            RubricPoint(3, "names replication lag", must=True),
            RubricPoint(1, "measures it"),
        )
        assert row.text.follow_ups == ("And after a failover?",)
        assert row.text.model_answer == "**Cause.** The read was faster."
        assert row.text.cards == ("replica-lag", "read-your-writes")

    def test_an_item_goes_on_in_an_indented_line(self) -> None:
        text = prompt(rubric("- [2] names the cause", "  and says why"))
        assert parse_prompts(text, "p.md").prompts[0].text.rubric[0].text == (
            "names the cause and says why"
        )

    def test_line_ends_of_any_system(self) -> None:
        assert parse_prompts(FILE.replace("\n", "\r\n"), "p.md") == parse_prompts(FILE, "p.md")

    def test_the_built_in_files_are_read_whole_and_written_back(self) -> None:
        for path in sorted(decks_path().glob("*/interview/*.md")):
            text = path.read_text(encoding="utf-8")
            rows = parse_prompts(text, path.name)
            assert (rows.warnings, rows.skipped) == ((), 0), path.name
            # only the quotes of the title are YAML's own
            assert write_prompts(rows).replace("'", '"') == text.replace("'", '"'), path.name


class TestTelling:
    """What can't be used is told by its line, and the rest is kept."""

    def test_a_prompt_without_a_rubric_is_left_out(self) -> None:
        text = prompt(rubric()) + "\n### Second {#b .coding}\n\nRead it.\n"
        rows = parse_prompts(text, "p.md")
        assert ([row.source_id for row in rows.prompts], rows.skipped) == (["a"], 1)
        assert [(w.line, "has no rubric" in w.message) for w in rows.warnings] == [(15, True)]

    def test_weights_of_zero_leave_no_rubric(self) -> None:
        rows = parse_prompts(prompt(rubric("- [0] says so", "- [0] and so")), "p.md")
        assert (rows.prompts, rows.skipped) == ((), 1)
        assert [w.line for w in rows.warnings] == [6, 12, 13]
        assert "counts for nothing" in rows.warnings[1].message

    @pytest.mark.parametrize(
        ("point", "words"),
        [
            ("- says so", "a point is '- [2]"),
            ("- [10] says so", "is above 9"),
            ("- [2]", "a point is '- [2]"),
            ("- [2] (must)", "says nothing"),
            ("- ", "item is empty"),
            ("Says so.", "no item of the list"),
        ],
    )
    def test_a_point_that_is_none(self, point: str, words: str) -> None:
        ((line, message),) = told(prompt(rubric("- [1] says so", point)))
        assert (line, words in message) == (13, True), message

    def test_an_unknown_kind(self) -> None:
        rows = parse_prompts(prompt(rubric(), "### Why? {#a .essay}"), "p.md")
        assert (rows.prompts, rows.skipped) == ((), 1)
        assert ".essay is no kind; kinds are .concept" in rows.warnings[0].message

    def test_an_unknown_level_and_minutes_that_cannot_be(self) -> None:
        rows = parse_prompts(prompt(rubric(), "### W {#a .concept level=boss minutes=0}"), "p.md")
        assert (rows.prompts[0].level, rows.prompts[0].minutes) == (None, None)
        assert len(rows.warnings) == 2

    def test_an_id_twice(self) -> None:
        text = prompt(rubric()) + f"\n### Again {{#a .coding}}\n\n{rubric()}"
        rows = parse_prompts(text, "p.md")
        assert (len(rows.prompts), rows.skipped) == (1, 1)
        assert "is that of line 6" in rows.warnings[0].message

    def test_a_link_to_itself_leads_round_in_a_circle(self) -> None:
        text = prompt(rubric(more="#### Cards\n\n- a\n- note\n"))
        ((line, message),) = told(text)
        assert (line, "leads back here" in message) == (6, True)
        assert parse_prompts(text, "p.md").prompts[0].text.cards == ("note",)

    def test_links_from_prompt_to_prompt_that_come_back(self) -> None:
        cards = "#### Cards\n\n- {}\n"
        text = (
            prompt(rubric(more=cards.format("b")))
            + f"\n### B {{#b .coding}}\n\n{rubric(more=cards.format('a'))}"
            + f"\n### C {{#c .coding}}\n\n{rubric(more=cards.format('a'))}"
        )
        messages = [message for _, message in told(text)]
        assert ["leads back here" in message for message in messages] == [True, True, False]
        assert "is a prompt; name notes" in messages[2]

    def test_a_section_that_is_none_and_one_twice(self) -> None:
        text = prompt(
            rubric(more="#### Hints\n\n#### Cards\n\n- x\n- x\n\n#### Rubric\n\n- [1] b\n")
        )
        rows = parse_prompts(text, "p.md")
        assert len(rows.prompts[0].text.rubric) == 2
        words = " | ".join(warning.message for warning in rows.warnings)
        assert "no section of a prompt" in words
        assert "here twice" in words
        assert "a second time" in words

    def test_an_answer_that_is_missing(self) -> None:
        ((_, message),) = told(prompt(rubric(more="#### Clarifying questions\n\n- Where?\n")))
        assert "no answer after" in message

    def test_a_code_block_without_end_does_not_swallow_the_next_prompt(self) -> None:
        text = prompt(f"```\nx = 1\n\n### B {{#b .coding}}\n\n{rubric()}")
        rows = parse_prompts(text, "p.md")
        assert [row.source_id for row in rows.prompts] == ["b"]
        assert any("has no end" in warning.message for warning in rows.warnings)

    def test_a_text_that_is_nested_too_deep(self) -> None:
        deep = "\n".join("  " * n + "- x" for n in range(40))
        rows = parse_prompts(prompt(f"{deep}\n\n{rubric()}"), "p.md")
        assert (rows.prompts, rows.skipped) == ((), 1)

    def test_of_a_file_that_is_wrong_throughout_only_the_beginning_is_told(self) -> None:
        warnings = parse_prompts(prompt(rubric(*["says nothing"] * 5_000)), "x.md").warnings
        assert len(warnings) == MOST_WARNINGS + 1
        assert "further warnings" in warnings[-1].message

    def test_a_file_without_any_prompt(self) -> None:
        with pytest.raises(FormatError, match="no prompts found"):
            parse_prompts("# Hello\n", "p.md")


class TestDetection:
    """Prompts are neither decks nor roadmaps."""

    def test_prompts(self) -> None:
        assert looks_like_prompts(FILE)
        assert looks_like_prompts(prompt(rubric(), "### Why? {#a .essay}"))

    def test_no_prompts(self) -> None:
        note = NoteRow(replace(parse_deck("### Q\n\nA\n", "d").topics[0].notes[0].fields))
        deck = DeckRows("D", namespace="d", topics=(TopicRow("T", notes=(note,)),))
        assert not looks_like_prompts(write_deck(deck))
        assert not looks_like_prompts("")
        assert not looks_like_prompts("### A\n### B\n### C {#c .concept}\n")

    def test_the_built_in_decks_are_none(self) -> None:
        for path in sorted(Path(decks_path()).glob("*/*.md")):
            assert not looks_like_prompts(path.read_text(encoding="utf-8")), path.name


_WORDS = st.text("abcÄ #`-[]()\\*.:?1{}", min_size=1, max_size=20)


def _tidy(text: str) -> str:
    return " ".join(text.split())


_LINE = _WORDS.map(_tidy).filter(lambda text: text and "--" not in text)
_ITEM = _LINE.filter(lambda text: not text.casefold().endswith("(must)"))
_TEXT = st.lists(
    st.sampled_from(["a", "# b", "#### c", "\\## d", "- e", "", "  f", "```\n## g\n```"])
)
_BODY = _TEXT.map(lambda lines: "\n".join(lines).strip("\n").rstrip())
_PROMPT = st.builds(
    PromptRow,
    title=st.text("abc d", min_size=1).map(_tidy).filter(bool),
    kind=st.sampled_from(PromptKind),
    text=st.builds(
        PromptText,
        body=_BODY.filter(lambda text: text.strip() == text),
        clarifying=st.lists(st.builds(Clarification, _LINE, _LINE), max_size=2).map(tuple),
        rubric=st.lists(
            st.builds(RubricPoint, st.integers(1, 9), _ITEM, st.booleans()), min_size=1, max_size=4
        ).map(tuple),
        follow_ups=st.lists(_LINE, max_size=2).map(tuple),
        model_answer=_BODY.filter(lambda text: text.strip() == text),
        cards=st.lists(st.sampled_from(["x", "y-1", "z"]), unique=True).map(tuple),
    ),
    level=st.none() | st.sampled_from(Level),
    minutes=st.none() | st.integers(1, 180),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PROMPT, min_size=1, max_size=3))
def test_what_is_written_is_read_back(prompts: list[PromptRow]) -> None:
    named = tuple(replace(row, source_id=f"p{at}") for at, row in enumerate(prompts))
    rows = PromptFileRows("T", namespace="own", stage=2, prompts=named)
    again = parse_prompts(write_prompts(rows), "p.md")
    assert tuple(replace(row, line=0) for row in again.prompts) == named
    assert write_prompts(again) == write_prompts(rows)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "### A {#a .concept}",
                "#### Rubric",
                "#### Cards",
                "- [2] x (must)",
                "- a",
                "```",
                "",
                "<!--",
                "---",
                "#### Follow-ups",
                "1. y",
                "- [0] z",
                "text",
                "### B {.coding #b",
            ]
        )
        | st.text(max_size=30)
    )
)
def test_any_text_is_read_or_told_to_hold_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    looks_like_prompts(text)
    try:
        rows = parse_prompts(text, "p.md")
    except FormatError:
        return
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(0 <= warning.line <= count + 1 for warning in rows.warnings)
    assert all(row.text.rubric for row in rows.prompts)
