"""Files of interview prompts: how many there are, and whether each can be scored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashcards.errors import FormatError
from flashcards.formats.markdown import parse_heading_attributes, read_front_matter
from flashcards.formats.markdown.lines import PLAIN, find_opaque
from flashcards.services.linting.rules import NO_RUBRIC, Problem

KINDS = frozenset({"concept", "system-design", "coding", "debugging", "behavioural"})
"""The classes that make a heading a prompt."""

_HEADING = re.compile(r"(#{1,4})[ \t]+(.*)")
_POINT = re.compile(r"[-+*][ \t]+\[\d\][ \t]+\S")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt; ``points``: how many its rubric has."""

    title: str
    line: int
    points: int


@dataclass(frozen=True, slots=True)
class PromptRows:
    """A file of prompts; ``stage``: that of its front matter."""

    stage: int | None
    prompts: tuple[Prompt, ...]


def read_prompts(text: str) -> PromptRows | None:
    """The prompts of a file, None where it has no heading of their kinds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(f".{kind}" in line for line in lines if line.startswith("###") for kind in KINDS):
        return None
    try:
        front = read_front_matter(lines, "")
    except FormatError:
        return None
    stage = next((entry.value for entry in front.entries if entry.key == "stage"), None)
    prompts = tuple(_prompts(lines, front.body))
    return PromptRows(stage if isinstance(stage, int) else None, prompts) if prompts else None


def check_prompts(rows: PromptRows) -> Iterator[tuple[int, Problem]]:
    """(line, problem) of each prompt that can't be scored."""
    for prompt in rows.prompts:
        if not prompt.points:
            yield prompt.line, Problem(NO_RUBRIC, f"the prompt {prompt.title!r} has no rubric")


def _prompts(lines: list[str], body: int) -> Iterator[Prompt]:
    kinds = find_opaque(lines[body:], whole_file=True).kinds
    title, line, points, in_rubric = "", 0, 0, False
    for at, text in enumerate(lines[body:]):
        match = _HEADING.fullmatch(text) if kinds[at] == PLAIN else None
        if match is None:
            points += in_rubric and _POINT.match(text) is not None
            continue
        in_rubric = len(match[1]) == 4 and match[2].strip().casefold() == "rubric"
        if len(match[1]) == 4:
            continue
        if line:
            yield Prompt(title, line, points)
        title, attributes = parse_heading_attributes(match[2])
        is_prompt = len(match[1]) == 3 and not KINDS.isdisjoint(attributes.classes)
        line, points = (body + at + 1, 0) if is_prompt else (0, 0)
    if line:
        yield Prompt(title, line, points)
