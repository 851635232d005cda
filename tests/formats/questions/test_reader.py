"""Lists of questions as people publish them: which lines ask, and what becomes of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from flashcards.domain.note import NoteKind
from flashcards.errors import FormatError
from flashcards.formats.questions import parse_questions
from flashcards.formats.rows import DeckRows, NoteRow
from tests.formats.mutations import assembled, mutated


def read(text: str) -> DeckRows:
    return parse_questions(text, "questions.md")


def notes(text: str) -> list[NoteRow]:
    return [note for topic in read(text).topics for note in topic.notes]


def sides(text: str) -> list[tuple[str, str]]:
    return [(note.fields.question, note.fields.answer) for note in notes(text)]


def outline(text: str) -> list[tuple[str, list[str]]]:
    return [
        (topic.title, [note.fields.question for note in topic.notes]) for topic in read(text).topics
    ]


PAGE = """\
# Questions about Queues

[![build](https://ci.example.org/x.svg)](https://ci.example.org) ![stars](https://example.org/s)

> Please star this page.

## Table of Contents

| No. | Question |
|-----|----------|
| 1 | [What is a queue?](#what-is-a-queue) |

## 1. Basics

### Q1. What is a queue?

Something that hands on
what was put in **first**.

![drawing](images/queue.png)
<img src="https://example.org/far.png" width="200">

**[⬆ Back to Top](#table-of-contents)**

### Q2. When does one `block`?

When it is full:

```python
# not a heading
queue.put(x)
```

<div align="right">
    <b><a href="#table-of-contents">↥ back to top</a></b>
</div>

## 2. Brokers

### Q3. Which brokers do you know?

#### Old ones

RabbitMQ

**Source:** _somebody's page_
"""


def test_a_page_with_headings_that_ask() -> None:
    rows = read(PAGE)
    assert (rows.title, rows.complete) == ("Questions about Queues", True)
    assert outline(PAGE) == [
        ("Basics", ["What is a queue?", "When does one `block`?"]),
        ("Brokers", ["Which brokers do you know?"]),
    ]
    first, second, third = notes(PAGE)
    assert first.fields.answer == (
        "Something that hands on\nwhat was put in **first**.\n\n![drawing](images/queue.png)"
    )
    assert second.fields.answer == (
        "When it is full:\n\n```python\n# not a heading\nqueue.put(x)\n```"
    )
    assert third.fields.answer == "**Old ones**\n\nRabbitMQ"
    assert third.fields.source == "somebody's page"
    assert [note.line for note in (first, second, third)] == [15, 25, 40]
    assert rows.warnings == ()


def test_headings_as_items_of_a_numbered_list() -> None:
    text = (
        "# Page\n\n1. ### What is a list?\n\n    A **sequence**:\n\n    1. one\n    2. two\n\n"
        "    ```py\n    x = [1]\n    # no heading\n    ```\n\n   **[⬆ Back to Top](#toc)**\n\n"
        "2. ### What is a set?\n    No order.\n"
    )
    assert sides(text) == [
        (
            "What is a list?",
            "A **sequence**:\n\n1. one\n2. two\n\n```py\nx = [1]\n# no heading\n```",
        ),
        ("What is a set?", "No order."),
    ]


DETAILS = """\
# Linux

* [Files](#files)

<a name="files"></a>
### Files

<details>
<summary>What is a file?</summary><br><b>

A name for bytes.
</b></details>

<details>
<summary>Explain what each of these does:

  * <code>ls</code>
  * cat
</summary><br><b>

  * ls - lists
  * cat - prints
</b></details>

<details>
<summary>Advanced</summary>

<details>
<summary>What is an inode?</summary>
A record of a file.
</details>
</details>

<details><summary>What is a pipe?</summary></details>
"""


def test_blocks_whose_summary_asks_also_within_each_other() -> None:
    assert sides(DETAILS) == [
        ("What is a file?", "A name for bytes."),
        ("Explain what each of these does:\n\n* `ls`\n* cat", "* ls - lists\n* cat - prints"),
        ("What is an inode?", "A record of a file."),
        ("What is a pipe?", ""),
    ]
    assert [topic.title for topic in read(DETAILS).topics] == ["Files", "Advanced"]
    assert [(w.line, w.message) for w in read(DETAILS).warnings] == [
        (
            34,
            "a question has no answer here, from here on; a draft is asked once it has one",
        )
    ]


def test_a_question_within_the_answer_of_another_is_a_question_of_its_own() -> None:
    text = (
        "<details><summary>What is a?</summary>\nOne.\n<details><summary>Why is a?</summary>\n"
        "Two.\n</details>\nThree.\n</details>\n"
    )
    assert sides(text) == [("What is a?", "One.\nThree."), ("Why is a?", "Two.")]


LETTERS = """\
###### 1. What does this give?

```python
bool([0])
```

- A: `True`
- B: `False`
- C: `[0]`

<details><summary><b>Answer</b></summary>
<p>

#### Answer: A

A list with <i>something</i> in it is true.

</p>
</details>

---

###### 2. A tuple can be changed.

- A: true
- B: false

<details><summary><b>Answer</b></summary>
<p>

#### Answer: B

Lists can.

</p>
</details>

---
"""


def test_options_with_letters_are_choices() -> None:
    first, second = notes(LETTERS)
    assert (first.kind, second.kind) == (NoteKind.CHOICE, NoteKind.CHOICE)
    assert first.fields.question == "What does this give?\n\n```python\nbool([0])\n```"
    assert first.fields.answer == "- [x] `True`\n- [ ] `False`\n- [ ] `[0]`"
    assert first.fields.extra == "A list with *something* in it is true."
    assert second.fields.question == "A tuple can be changed."
    assert second.fields.answer == "- [ ] true\n- [x] false"


BOXES = """\
## Git

#### Q1. Which command shows the version?

- [ ] git --v
- [x] git --version

[Reference](https://example.org/git)

#### Q2. What do these do?

```bash
git fetch
```

- [x] fetch
- [x] nothing else
- [ ] merge

**Explanation:** see `man`.

#### Q3. Which one overwrites?

- [ ] first

  ```bash
  git pull
  ```

- [x] second

  ```bash
  git reset --hard
  ```

#### Q4. Which is right?

- [ ] one
- [ ] two
"""


def test_options_with_boxes_are_choices() -> None:
    first, second, third, fourth = notes(BOXES)
    assert first.kind is NoteKind.CHOICE
    assert first.fields.answer == "- [ ] git --v\n- [x] git --version"
    assert first.fields.source == "[Reference](https://example.org/git)"
    assert second.fields.question == "What do these do?\n\n```bash\ngit fetch\n```"
    assert second.fields.answer == "- [x] fetch\n- [x] nothing else\n- [ ] merge"
    assert second.fields.extra == "see `man`."
    assert third.kind is NoteKind.BASIC
    assert third.fields.question == (
        "Which one overwrites?\n\n**A.** first\n\n```bash\ngit pull\n```\n\n"
        "**B.** second\n\n```bash\ngit reset --hard\n```"
    )
    assert third.fields.answer == "**B.** second\n\n```bash\ngit reset --hard\n```"
    assert fourth.draft


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Q1. What is a?\n\nA1. One.\n\nQ2. What is b?\nAns: Two.\nMore.\n",
            [("What is a?", "One."), ("What is b?", "Two.\nMore.")],
        ),
        (
            "**1. What is a?**\n\nOne.\n\n**2. What is b?**\n\nTwo.\n",
            [("What is a?", "One."), ("What is b?", "Two.")],
        ),
        (
            "1. What is a?\n\n   One.\n   - x\n\n2. What is b?\n   Two.\n3. **Why?** Three.\n",
            [("What is a?", "One.\n- x"), ("What is b?", "Two."), ("Why?", "Three.")],
        ),
        (
            "- What is a?\n  - One.\n- What is b?\n  - Two.\n- What is c?\n  Three.\n",
            [("What is a?", "- One."), ("What is b?", "- Two."), ("What is c?", "Three.")],
        ),
        (
            ("## Question 1: What is a?\n**Details:**\nHere.\n\n**Answer:**\nOne.\n"
            "## Question 2: b?\nTwo\n"),
            [("What is a?\n\n**Details:**\nHere.", "One."), ("b?", "Two")],
        ),
        (
            "### What is a?\n#### Answer\nOne.\n### What is b?\n#### Solution:\nTwo.\n",
            [("What is a?", "One."), ("What is b?", "Two.")],
        ),
        (
            "## What is C#\nOne?\n## What is F# ##\nTwo?\n## Is it?\nYes\n## Why?\nNo\n",
            [("What is C#", "One?"), ("What is F#", "Two?"), ("Is it?", "Yes"), ("Why?", "No")],
        ),
        (
            ("### Was ist ein Prozess?\n\n**Antwort:** Eins.\n\n### Erkläre Threads\n\nFäden.\n"
            "### Warum?\nSo.\n"),
            [("Was ist ein Prozess?", "Eins."), ("Erkläre Threads", "Fäden."), ("Warum?", "So.")],
        ),
        (
            "## 1. 什么是进程？\n\n答案：程序的执行。\n\n## 2. 什么是线程？\n\n轻量级进程。\n",
            [("什么是进程？", "程序的执行。"), ("什么是线程？", "轻量级进程。")],
        ),
        (
            ("<h3>What is a?</h3>\n<pre>\nx\n</pre>\n<h3>What is b?</h3>\n"
            "<p>Two <code>y</code></p>\n"),
            [("What is a?", "```\nx\n```"), ("What is b?", "Two `y`")],
        ),
    ],
)  # fmt: skip
def test_other_ways_to_write_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert sides(text) == expected


def test_questions_without_answers_become_drafts() -> None:
    text = "* What is a?\n  * And what is its past?\n* Explain b.\n* Why is c?\n* Why is d?\n"
    found = notes(text)
    assert all(note.draft for note in found)
    assert found[0].fields.question == "What is a?\n\n* And what is its past?"
    assert [w.message for w in read(text).warnings] == [
        "4 questions have no answer here, from here on; a draft is asked once it has one"
    ]


def test_notes_and_sources_are_kept_apart() -> None:
    text = (
        "## Q1. What?\n\nThat.\n\n> [!NOTE]\n> Not this.\n\nSource: [Manual](https://x.y)\n"
        "\n## Q2. Why?\n\nSo.\n"
    )
    first = notes(text)[0].fields
    assert (first.answer, first.extra, first.source) == (
        "That.",
        "Not this.",
        "[Manual](https://x.y)",
    )


def test_lines_that_belong_to_no_question_are_counted() -> None:
    text = "# T\n\nAn introduction.\n\n- [a link](x.md)\n\n## Q1. What?\nThat.\n## Q2. Why?\nSo.\n"
    assert [(w.line, w.message) for w in read(text).warnings] == [
        (3, "a line belongs to no question, from here on; left out")
    ]


def test_a_block_that_is_never_closed_is_told() -> None:
    text = "<details><summary>What?</summary>\nThat.\n\n<details><summary>Why?</summary>\nSo.\n"
    assert (1, "a <details> block that is never closed") in [
        (w.line, w.message) for w in read(text).warnings
    ]
    assert sides(text) == [("What?", "That."), ("Why?", "So.")]


@pytest.mark.parametrize(
    "text", ["", "# Title\n", "Prose.\n", "# Road\n## 1. Web\n- HTTP\n## 2. Data\n- SQL\n"]
)
def test_what_asks_nothing_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"^questions\.md: no questions found"):
        read(text)


PIECES = ("## ", "### Q1. ", "What is a?", "1. ### ", "<details>", "</details>", "<summary>",
          "</summary>", "Answer", "**Answer:** ", "- [ ] ", "- [x] ", "- A: ", "- B: ", "---\n",
          "```", "<b>", "</b>", "[a](#b)", "![a](https://b)", "<!--", "-->", "> [!NOTE]",
          "- What?\n", "Source: ", "|", "$x$", "#", "a")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(assembled(PIECES) | mutated(PAGE) | mutated(DETAILS) | mutated(LETTERS) | mutated(BOXES))
def test_any_text_gives_notes_or_one_clear_error(text: str) -> None:
    try:
        rows = read(text)
    except FormatError as error:
        message = str(error)
    else:
        message = "questions.md: read"
        check(rows, text)
    assert message.startswith("questions.md: ")


def check(rows: DeckRows, text: str) -> None:
    lines = text.count("\n") + 1
    for topic in rows.topics:
        for note in topic.notes:
            assert note.fields.question
            assert 0 < note.line <= lines
            assert note.draft or note.fields.answer
    assert all(0 <= warning.line <= lines for warning in rows.warnings)
