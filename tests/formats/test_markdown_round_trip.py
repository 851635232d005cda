"""A deck that is exported and imported again has not changed, whatever stands in it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import BUILT_IN_KINDS, NoteFields
from flashcards.errors import FormatError
from flashcards.formats.markdown import looks_like_deck, parse_deck, write_deck
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow

DECKS = Path(__file__).parents[2] / "decks"
BUILT_IN = sorted(path for path in DECKS.glob("*/*.md") if path.name[:1].isdigit())

CANONICAL = """\
---
title: 'C++: containers'
namespace: cpp
roadmap: backend
stage: 2
license: CC-BY-4.0
author: Someone
tags:
- a
- b
---

Source: above all topics

### A note above all topics

Its answer.

## Vectors {#vectors track=python importance=3 tags=a,b level=hard}
<!-- aliases: arrays, dynamic arrays (vector, deque) -->

Source: one
Source: two

Source: three

### Why is push_back cheap {#push .reversed importance=1 tags="two words,b"}

It doubles.

    indented code

- a
  - b

> [!NOTE]
> Amortised.
>
> ```
> ### code
> ```

Source: one

Source: two

### Grows by {{c1::x}}{{c2::y}} {#grow .cloze importance=2}

```text
### no heading
---
```

---

> [!NOTE]
> n

### {#code .predict run=node}

~~~js
f()
~~~

What is printed?

---

```text
1
```

### Is `{#this}` an id? {.typed id="a } b" track=go draft=true k="v \\" w"}

### Which line parts?

---

one

---

two

### Ends with braces {.x} {.basic}

\\### escaped
\\Source: escaped
\\\\---

## Without notes
"""


def without_lines(rows: DeckRows) -> DeckRows:
    topics = tuple(
        replace(topic, line=0, notes=tuple(replace(note, line=0) for note in topic.notes))
        for topic in rows.topics
    )
    return replace(rows, topics=topics, warnings=(), skipped=0)


def read(text: str) -> DeckRows:
    return without_lines(parse_deck(text, "deck.md"))


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_the_built_in_decks_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rows = parse_deck(text, path.name)

    assert write_deck(rows) == text
    assert looks_like_deck(text)
    assert rows.warnings == ()


def test_a_canonical_file_is_written_byte_for_byte() -> None:
    rows = parse_deck(CANONICAL, "deck.md")

    assert rows.warnings == ()
    assert [len(topic.notes) for topic in rows.topics] == [1, 6, 0]
    assert write_deck(rows) == CANONICAL


def test_what_the_program_does_not_know_survives() -> None:
    rows = parse_deck(CANONICAL, "deck.md")

    assert rows.front_matter == (("author", "Someone"), ("tags", ["a", "b"]))
    assert rows.topics[1].attributes == (("level", "hard"),)
    assert rows.topics[1].notes[3].attributes == (("k", 'v " w'),)


def test_another_form_of_the_same_deck_is_written_canonically() -> None:
    text = (
        '---\r\nstage: 2 # the second\r\ntitle: "Deck"\r\n---\r\n##  T  {#t}\r\n### q? {tags=a}\r\n'
        "### r? { #b }\r\n### s? {.typed   #c}\r\n---\r\n\r\na\r\n> [!note] why\r\nSource:  x\r\n"
    )

    assert write_deck(parse_deck(text, "deck.md")) == (
        "---\ntitle: Deck\nstage: 2\n---\n\n## T {#t}\n\n### q? {tags=a} {.basic draft=true}\n\n"
        "### r? { #b } {.basic draft=true}\n\n### s? {#c .typed}\n\na\n\n> [!NOTE]\n> why\n\n"
        "Source: x\n"
    )


# Lines that mean something in a deck, or nearly do.
LINES = [
    *("---", "***", "```", "````python", "~~~", "```x", "## Topic {#t}", "## T", "##", "# One"),
    *("### Why? {#a .cloze}", "### {{c1::x}} {.cloze}", "### What ==this== {#b .cloze}", "###"),
    *("### {#z}", "### ```py", "### - a", "### Q {.choice tags=a,b importance=2}", "####x"),
    *("### Q {.steps}", '### Q {.basic run=x k="v w"}', "#### four", "Source: x", "Source:"),
    *("> [!NOTE]", "> [!NOTE] title", "> quote", ">", "> - x", "lazy", "- [x] a", "- [ ] b"),
    *("1. one", "   2. two", "    code", "  ", "", "\\### x", "\\\\---", "\\---", "\\Source: y"),
    *("\\> [!NOTE]", "<!-- open", "-->", "<!-- aliases: a, b (c, d) -->", "<!-- c -->"),
    *("==a== b ==c::d==", "`==x==`", "Q: why", "A: so", "C: a [b] c", "x::y", "y:::z", "A: ```"),
    *("text  ", "| a | b |", "| - | - |", "{#x}", "title: t", "\t- tab", "é ü 一"),
]
line_texts = st.sampled_from(LINES) | st.text(max_size=12)
bodies = st.lists(line_texts, max_size=20).map("\n".join)
front_matters = st.sampled_from(
    ["", "---\ntitle: T\n---\n", "---\ntitle: T\nx: [1, {a: b}]\nstage: 3\n---\n"]
)


@settings(deadline=None)
@given(front_matters, bodies)
def test_any_text_is_a_deck_that_comes_back_or_one_clear_error(front: str, body: str) -> None:
    try:
        rows = read(front + body)
    except FormatError:
        return
    written = write_deck(rows)

    assert read(written) == rows
    assert write_deck(read(written)) == written


@settings(deadline=None)
@given(st.text())
def test_detection_takes_any_text(text: str) -> None:
    looks_like_deck(text)


words = st.sampled_from(["a", "b c", 'x"y', "{.z", "}", "ü\\", "'"])
texts = st.lists(line_texts, max_size=6).map("\n".join)
kinds = st.sampled_from(BUILT_IN_KINDS)
importances = st.sampled_from([1, 2, 3])
ids = st.none() | st.text(min_size=1, max_size=8)

any_notes = st.builds(
    NoteRow,
    fields=st.builds(NoteFields, question=texts, answer=texts, extra=texts, source=texts),
    kind=kinds,
    source_id=ids,
    tags=st.lists(words, max_size=2).map(tuple),
    importance=st.none() | importances,
    track=st.none() | words,
    run=st.none() | words,
    draft=st.booleans(),
    attributes=st.lists(
        st.tuples(st.sampled_from(["k", "run", "id", "draft"]), words), max_size=2
    ).map(tuple),
)
any_topics = st.builds(
    TopicRow,
    title=line_texts,
    source_id=ids,
    aliases=st.lists(words, max_size=3).map(tuple),
    source=texts,
    tags=st.lists(words, max_size=2).map(tuple),
    track=st.none() | words,
    importance=st.none() | importances,
    notes=st.lists(any_notes, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(st.text(max_size=8), st.lists(any_topics, max_size=3))
def test_whatever_a_learner_wrote_can_be_exported(title: str, topics: list[TopicRow]) -> None:
    written = write_deck(DeckRows(title, topics=tuple(topics)))
    rows = read(written)

    assert read(write_deck(rows)) == rows


# Blocks as a note holds them, some of which have to be escaped.
BLOCKS = [
    *("text", "two\nlines", "### heading", "## T {#t}\ntext", "---", "a\n---\nb", "Source: s"),
    *("> [!NOTE]\n> n", "> quote", "```python\n### a\n---\n```", "~~~\n```\n~~~", "\\### x"),
    *("\\\\Source: y", "<!-- open", "<!-- ### closed\n-->", "- a\n  - b", "1. a", "    code"),
    *("| a |\n| - |", "#### Rubric", "==a==", "Q: q", "x::y", "é 一", "a\n\n\nb", "  indented"),
]
blocks = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4).map("\n\n".join)
answers = blocks.map(lambda text: f"1. first\n\n- [x] right\n\n{text}")
headings = st.sampled_from(
    ["Why?", "{{c1::a}} {.b}", "# x", "- a", "`{#b}`", "C++ \\", "Source: s", "{#id}", "1. one"]
)
questions = st.builds(
    lambda heading, body: f"{heading} {{{{c7::x}}}}" + (f"\n\n{body}" if body else ""),
    headings,
    st.just("") | blocks.filter(lambda text: "==" not in text),
)
good_words = st.sampled_from(["a", "b c", 'x"y', "{.z", "}", "ü\\", "'", "a=b"])
good_notes = st.builds(
    NoteRow,
    fields=st.builds(
        NoteFields,
        question=questions,
        answer=answers,
        extra=st.just("") | blocks,
        source=st.sampled_from(["", "s", "[a](b)\nc", "a\n\nb"]),
    ),
    kind=kinds,
    tags=st.lists(good_words, max_size=2, unique=True).map(tuple),
    importance=st.none() | importances,
    track=st.none() | good_words,
    run=st.none() | good_words,
    draft=st.booleans(),
    attributes=st.dictionaries(st.sampled_from(["level", "minutes"]), good_words).map(
        lambda pairs: tuple(pairs.items())
    ),
)
good_decks = st.builds(
    lambda title, groups, identifiers: DeckRows(
        title,
        stage=3,
        topics=tuple(
            TopicRow(
                f"Topic {place}",
                source_id=f"t{place}" if identifiers else None,
                aliases=("one", "two (a, b)"),
                source="s",
                notes=tuple(
                    replace(note, source_id=f"n {place}-{number}}}" if identifiers else None)
                    for number, note in enumerate(group)
                ),
            )
            for place, group in enumerate(groups)
        ),
    ),
    st.sampled_from(["Databases", "C++: a", "1.10", "no", "a::b"]),
    st.lists(st.lists(good_notes, min_size=1, max_size=3), min_size=1, max_size=3),
    st.booleans(),
)


@settings(deadline=None)
@given(good_decks)
def test_rows_come_back_as_they_were(rows: DeckRows) -> None:
    assert read(write_deck(rows)) == rows


def calls(function: Callable[[str, str], object], text: str) -> int:
    """How many functions are called, as a measure of work that no clock disturbs."""
    count = 0

    def counting(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        function(text, "deck.md")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "build",
    [
        lambda n: "### q?\n\na\n\n" * n,
        lambda n: "### q?\n\n" + "text\n" * n,
        lambda n: "### q? {#a}\n```x\n" * n,
        lambda n: "### q?\n" + "<!-- x\n" * n,
        lambda n: "### q?\n\n" + "\n".join("`" * (3 + i % 50) + "x" for i in range(n)),
        lambda n: "### q?\n\n" + "> [!NOTE]\n" * n,
        lambda n: "### q?\n\n" + "\n".join(" " * (i % 1000) + "- x" for i in range(n)),
        lambda n: "### " + "{{c1::" * n + " {.cloze}\n",
        lambda n: "### " + "==a " * n + " {.cloze}\n",
        lambda n: "### " + "` `` ``` " * n + "==a== {.cloze}\n",
        lambda n: "### q? {#a}\n\na\n\n" + "C: [" * n,
        lambda n: "## T\n<!-- aliases: " + "(a, " * n + "-->\n\n### q?\n\na\n",
    ],
)
def test_twice_the_text_is_twice_the_work(build: Callable[[int], str]) -> None:
    parse_deck("### warm?\n\nup\n", "deck.md")
    once, twice = (calls(parse_deck, build(n)) for n in (2000, 4000))

    assert twice < 2.2 * once + 1000
