"""Files of interview prompts: from rows to text, in the form that is read back to the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flashcards.domain.practice.prompt import PromptKind, PromptText
from flashcards.formats.markdown.attributes import Attributes, format_attributes
from flashcards.formats.markdown.body import closed
from flashcards.formats.markdown.front_matter import write_front_matter
from flashcards.formats.markdown.lines import PLAIN, find_opaque
from flashcards.formats.markdown.prompt_parts import DASH, MUST, escape
from flashcards.formats.rows import PromptFileRows, PromptRow

KIND_TITLES = {
    PromptKind.CONCEPT: "Concept",
    PromptKind.SYSTEM_DESIGN: "System design",
    PromptKind.CODING: "Coding walk-through",
    PromptKind.DEBUGGING: "Debugging",
    PromptKind.BEHAVIOURAL: "Behavioural",
}
"""The headings under which prompts stand in a file."""

_KEYS = ("namespace", "roadmap", "stage", "license")


def write_prompts(rows: PromptFileRows) -> str:
    """The file of prompts, ended by a newline; reading it gives the same but for line numbers."""
    known: list[tuple[str, object]] = [("title", rows.title)]
    values = (rows.namespace, rows.roadmap, rows.stage, rows.license)
    known += [pair for pair in zip(_KEYS, values, strict=True) if pair[1] is not None]
    blocks = [write_front_matter([*known, *rows.front_matter])]
    kind: PromptKind | None = None
    for prompt in rows.prompts:
        if prompt.kind is not kind:
            kind = prompt.kind
            blocks.append(f"## {KIND_TITLES[kind]}")
        blocks += _prompt(prompt)
    return "\n\n".join(blocks) + "\n"


def write_prompt(prompt: PromptRow) -> str:
    """One prompt by itself, from its heading on, ended by a newline."""
    return "\n\n".join(_prompt(prompt)) + "\n"


def _prompt(prompt: PromptRow) -> Iterator[str]:
    pairs = list(prompt.attributes)
    if prompt.level is not None:
        pairs.insert(0, ("level", prompt.level.value))
    if prompt.minutes is not None:
        pairs.insert(0, ("minutes", str(prompt.minutes)))
    attributes = Attributes(prompt.source_id, (prompt.kind.value,), tuple(pairs))
    yield f"### {' '.join(prompt.title.split())} {format_attributes(attributes)}"
    yield from _parts(prompt.text)


def _parts(text: PromptText) -> Iterator[str]:
    if text.body:
        yield _text(text.body)
    yield from _list(
        "Clarifying questions",
        [
            f"- {item.question}{DASH}{item.answer}" if item.answer else f"- {item.question}"
            for item in text.clarifying
        ],
    )
    yield from _list(
        "Rubric",
        [
            f"- [{point.weight}] {point.text}{f' {MUST}' if point.must else ''}"
            for point in text.rubric
        ],
    )
    numbered = [f"{number}. {item}" for number, item in enumerate(text.follow_ups, 1)]
    yield from _list("Follow-ups", numbered)
    if text.model_answer:
        yield f"#### Model answer\n\n{_text(text.model_answer)}"
    yield from _list("Cards", [f"- {card}" for card in text.cards])


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"#### {title}\n\n" + "\n".join(items)


def _text(text: str) -> str:
    lines = closed(text.split("\n"))
    kinds = find_opaque(lines).kinds
    return "\n".join(
        escape(line) if kind == PLAIN else line for line, kind in zip(lines, kinds, strict=True)
    )
