"""Every rule of the lint, with decks that break it and decks that are left in peace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flashcards.services.linting.lint import lint
from flashcards.services.linting.rules import RULES, Severity

PNG = b"\x89PNG\r\n\x1a\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'


def deck(*notes: str, head: str = "namespace: own", topic: str = "", title: str = "A") -> bytes:
    """A deck file; a note is its heading with what stands below it."""
    parts = (f"---\ntitle: {title}\n{head}\n---", *((topic,) if topic else ()))
    return "\n\n".join((*parts, *(f"### {note}" for note in notes))).encode() + b"\n"


def why(number: int, answer: str = "Because of it.") -> str:
    """A note that breaks no rule."""
    numbers = ("index", "cache", "queue", "thread", "socket", "lock")
    return f"Why does a {numbers[number]} help? {{#n{number}}}\n\n{answer}"


RUBRIC = "#### Rubric\n\n- [2] names it (must)\n- [1] why\n- [1] when\n- [2] where\n\n"
PARTS = (
    "#### Clarifying questions\n\n- Where? — There.\n\n#### Follow-ups\n\n1. So?\n2. Then?\n\n"
    "#### Model answer\n\nSo.\n\n#### Cards\n\n- n0\n"
)


def prompts(rubric: str = RUBRIC, parts: str = PARTS) -> bytes:
    return (
        "---\ntitle: P\nnamespace: own\nstage: 1\n---\n\n## Concept\n\n"
        f"### A lag {{#p .concept minutes=4}}\n\nTell me.\n\n{rubric}{parts}"
    ).encode()


ROADMAP = b"""\
---
title: Road
roadmap: road
---

## 1. Data {#data}

- Indexing {#indexing}

## 2. Tools {#tools}

- Index
"""
ROAD = "roadmap: road\nstage: 1"


def topic(title: str, aliases: str = "", source_id: str = "") -> str:
    """A topic's heading with its source."""
    head = f"## {title} {{#{source_id or title.casefold()}}}"
    return (
        f"{head}\n<!-- aliases: {aliases} -->\n\nSource: x" if aliases else f"{head}\n\nSource: x"
    )


@dataclass(frozen=True)
class Case:
    """Files that break a rule, how often they do, and the like that don't."""

    bad: Mapping[str, bytes]
    good: Mapping[str, bytes]
    times: int = 1
    beside: Mapping[str, bytes] = field(default_factory=dict)


CASES = {
    "unreadable": Case({"a.md": bytes(range(256)) * 4}, {"a.md": deck(why(0))}),
    "syntax": Case({"a.md": deck("Why? {#a .odd}\n\nSo.")}, {"a.md": deck("Why? {#a}\n\nSo.")}),
    "duplicate-id": Case(
        {"a.md": deck("Why A? {#x}\n\nSo."), "b.md": deck("How B? {#x}\n\nSo.", title="B")},
        {"a.md": deck("Why A? {#x}\n\nSo."), "b.md": deck("How B? {#y}\n\nSo.", title="B")},
    ),
    "long-question": Case(
        {"a.md": deck("Why " + "very " * 34 + "so?\n\nSo.")},
        {"a.md": deck("Why " + "very " * 33 + "so?\n\nSo.")},
    ),
    "long-answer": Case(
        {"a.md": deck("Why?\n\n" + "word " * 41)}, {"a.md": deck("Why?\n\n" + "word " * 40)}
    ),
    "yes-no-question": Case(
        {"a.md": deck("Is a tuple hashable?\n\nIf its items are.")},
        {"a.md": deck("When is a tuple hashable?\n\nIf its items are.")},
    ),
    "wide-code": Case(
        {"a.md": deck(f"Why?\n\n```text\n{'x' * 81}\n```")},
        {"a.md": deck(f"Why?\n\n```text\n{'x' * 80}\n```")},
    ),
    "answer-given-away": Case(
        {"a.md": deck("What does an index make of a scan?\n\nAn index")},
        {"a.md": deck("What saves a scan?\n\nAn index")},
    ),
    "near-duplicate": Case(
        {"a.md": deck("Why does an index help? {#a}\n\nA.", "Why does an index helps? {#b}\n\nB.")},
        {"a.md": deck("Why does an index help? {#a}\n\nA.", "When is an index slow? {#b}\n\nB.")},
    ),
    "topic-without-source": Case(
        {"a.md": deck(why(0), topic="## Indexing {#t}")},
        {"a.md": deck(why(0), topic=topic("Indexing"))},
    ),
    "long-list": Case(
        {"a.md": deck("Which?\n\n- a\n- b\n- c\n- d\n- e")},
        {"a.md": deck("Which?\n\n- a\n- b\n- c\n- d")},
    ),
    "missing-media": Case(
        {
            "a.md": deck(
                why(0, "![a tree](media/no.svg) ![a bush](bush.png) ![a tree](media/no.svg)"),
                why(1, "[sound:bird.mp3]"),
                why(2, "![from the web](https://x.org/a.png) ![elsewhere](../a.png)"),
            )
        },
        {"a.md": deck(why(0, "![a tree](media/tree.svg) `![none](x.png)` ![a bush](bush.svg)"))},
        times=5,
        beside={"media/tree.svg": SVG, "bush.svg": SVG, "../a.png": PNG},
    ),
    "unfit-media": Case(
        {
            "a.md": deck(
                why(0, "![a](media/script.svg)"),
                why(1, "![b](media/large.svg)"),
                why(2, "![c](media/page.png)"),
            )
        },
        {"a.md": deck(why(0, "![d](media/fit.svg)"), why(1, "![e](media/f.png)"))},
        times=3,
        beside={
            "media/script.svg": SVG.replace(b"<rect/>", b"<script/>"),
            "media/large.svg": SVG + b" " * 2**20,
            "media/page.png": b"<html>",
            "media/fit.svg": SVG,
            "media/f.png": PNG,
        },
    ),
    "unused-media": Case(
        {"a.md": deck(why(0)), "media/left.png": PNG, "media/deep/over.png": PNG},
        {
            "a.md": deck(why(0, "![x](media/used.png) [sound:s.mp3]")),
            "other.md": b"# Words\n\n![y](media/deep/too.png)\n",
            "media/used.png": PNG,
            "media/s.mp3": b"ID3",
            "media/deep/too.png": PNG,
            "media/.hidden": b"",
            "elsewhere/media/own.png": PNG,
        },
        times=2,
    ),
    "picture-without-description": Case(
        {"a.md": deck(why(0, "![](media/a.png) ![ ](media/a.png) <img src='media/b.png'>"))},
        {"a.md": deck(why(0, "![A tree](media/a.png) <img src='media/b.png' alt='A bush'>"))},
        times=2,
        beside={"media/a.png": PNG, "media/b.png": PNG},
    ),
    "shared-alias": Case(
        {
            "a.md": deck(why(0), topic=topic("Iterators", "stream")),
            "b.md": deck(
                why(1),
                topic=topic("Uploads", "Streams"),
                title="B",
            ),
            "c.md": deck(why(2), topic=topic("Files", "uploads"), title="C"),
        },
        {
            "a.md": deck(why(0), topic=topic("Queue", "queue, fifo")),
            "b.md": deck(why(1), topic=topic("Queues"), title="B"),
            "c.md": deck(
                why(2),
                topic=topic("Other", "fifo"),
                title="C",
                head="namespace: another",
            ),
        },
        times=2,
    ),
    "uncovered-topic": Case(
        {
            "roadmap.md": ROADMAP + b"- Joins\n",
            "a.md": deck(why(0), topic=topic("Indexes", source_id="indexing"), head=ROAD),
        },
        {
            "roadmap.md": ROADMAP,
            "other.md": ROADMAP.replace(b"roadmap: road", b"roadmap: alone") + b"- Joins\n",
            "a.md": deck(why(0), topic=topic("Indexes", source_id="indexing"), head=ROAD),
        },
    ),
    "prompt-without-rubric": Case(
        {"a.md": prompts("#### Rubric\n\nTo be written.\n"), "b.md": prompts("- [2] names it\n")},
        {"a.md": prompts()},
        times=2,
    ),
    "prompt-without-must": Case(
        {"a.md": prompts(RUBRIC.replace(" (must)", ""))}, {"a.md": prompts()}
    ),
    "rubric-sum": Case(
        {
            "few.md": prompts("#### Rubric\n\n- [2] names it (must)\n\n"),
            "musts.md": prompts(RUBRIC.replace("- [2] where", "- [9] where (must)")),
            "heavy.md": prompts(RUBRIC.replace("- [2] where", "- [9] where")),
        },
        {"a.md": prompts()},
        times=4,  # a must that heavy breaks both
    ),
    "missing-card": Case(
        {"a.md": prompts(parts=PARTS.replace("- n0", "- n0\n- gone"))},
        {"a.md": prompts()},
        beside={"deck.md": deck(why(0))},
    ),
    "prompt-part-missing": Case({"a.md": prompts(parts="")}, {"a.md": prompts()}),
}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_there_is_a_case_for_every_rule() -> None:
    assert set(CASES) == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", CASES)
def test_a_deck_that_breaks_it_is_found_and_told_what_to_do(name: str, tmp_path: Path) -> None:
    case, (rule,) = CASES[name], (rule for rule in RULES if rule.name == name)
    folder = tmp_path / "decks"
    write(folder, {**case.beside, **case.bad})
    found = [finding for finding in lint([folder]).findings if finding.rule == name]
    assert len(found) == case.times
    assert {finding.severity for finding in found} == {rule.severity}
    if name not in ("unreadable", "syntax"):
        assert all(finding.message.endswith(rule.mend) for finding in found)


@pytest.mark.parametrize("name", CASES)
def test_one_that_does_not_is_left_in_peace(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    folder = tmp_path / "decks"
    write(folder, {**case.beside, **case.good})
    assert [finding for finding in lint([folder]).findings if finding.rule == name] == []


def test_media_that_other_decks_of_a_folder_may_name_are_only_counted_with_them(
    tmp_path: Path,
) -> None:
    write(tmp_path, CASES["unused-media"].bad)
    assert lint([tmp_path / "a.md"]).findings == ()


def test_prompts_are_no_deck_with_errors(tmp_path: Path) -> None:
    write(tmp_path, CASES["prompt-without-rubric"].good)
    result = lint([tmp_path])
    assert result.findings == ()
    assert [len(rows.prompts) for _, rows in result.prompts] == [1]


def test_errors_are_what_loses_or_confuses_cards() -> None:
    errors = {rule.name for rule in RULES if rule.severity is Severity.ERROR}
    assert errors == {
        "unreadable", "syntax", "duplicate-id", "missing-media", "unfit-media",
        "prompt-without-rubric", "prompt-without-must", "missing-card",
    }  # fmt: skip
