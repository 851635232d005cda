"""What a card asks and answers, as values, and what the makers of faces share."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.render.blocks import fences
from flashcards.render.plain import plain_text

_HINT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice card, in Markdown."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Faces:
    """A card's faces, in Markdown.

    ``expected``: the plain text that a typed answer is compared with, None where nothing is typed.
    ``options``: of a choice card, in the order of the note. ``steps``: of a steps card.
    ``remainder``: what of the answer is left to show beside expected text, options or steps.
    ``hint``: the answer's first words, plain; "" where they would give nothing or everything.
    ``language``: of a predict card's code, in words.
    """

    question: str
    answer: str
    remainder: str = ""
    expected: str | None = None
    options: tuple[Option, ...] = ()
    steps: tuple[str, ...] = ()
    hint: str = ""
    language: str = ""


def typed_text(answer: str) -> str:
    """The text to type: of a fence its code, else the first paragraph without marks."""
    fence = next(fences(answer), None)
    if fence is not None:
        return fence.code
    return " ".join(plain_text(answer.strip().split("\n\n", 1)[0]).split())


def joined(*parts: str) -> str:
    """The parts that are not empty, a blank line between them."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def first_words(markdown: str) -> str:
    """At most four words and at most half of them; of a single word its first letter."""
    words = plain_text(markdown).split()
    if len(words) > 1:
        return " ".join(words[: min(_HINT_WORDS, len(words) // 2)]) + " …"
    return f"{words[0][0]}…" if words and len(words[0]) > 2 else ""
