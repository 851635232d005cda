"""Question and answer of a cloze card: one deletion hidden, the others resolved."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from flashcards.domain.cloze import ClozeDeletion, cloze_deletions
from flashcards.render.blocks import code_spans
from flashcards.render.formula import formula_spans

# A bracket before one of these would become a link.
_LINK_FOLLOWS = ("(", "[", ":")
_NOT_IN_BOLD = ("**", "\n\n", "```")


def cloze_number(key: str) -> int:
    """The number in a card key: 2 for ``c2``.

    Raises:
        ValueError: the key is not that of a cloze card.
    """
    if not key.startswith("c"):
        raise ValueError(f"{key!r} is not the key of a cloze card")
    return int(key[1:])


def cloze_question(text: str, number: int) -> str:
    """The text with its deletions ``number`` as ``[…]`` or ``[hint]``, the others resolved."""

    def hide(deletion: ClozeDeletion, place: _Place) -> str:
        shown = deletion.hint.strip() or "…"
        if place is _Place.FORMULA and deletion.hint.strip():
            return rf"[\text{{{shown}}}]"
        if place is _Place.TEXT and text[deletion.end : deletion.end + 1] in _LINK_FOLLOWS:
            return rf"\[{shown}]"
        return f"[{shown}]"

    return _resolved(text, number, hide)


def cloze_answer(text: str, number: int) -> str:
    """The whole text, its deletions ``number`` in bold; in code and formulas as they are."""

    def show(deletion: ClozeDeletion, place: _Place) -> str:
        core = deletion.text.strip()
        if place is not _Place.TEXT or not core or any(mark in core for mark in _NOT_IN_BOLD):
            return deletion.text
        before, after = deletion.text.split(core, 1)
        return f"{before}**{core}**{after}"

    return _resolved(text, number, show)


def cloze_texts(text: str, number: int) -> tuple[str, ...]:
    """What the deletions ``number`` hide."""
    return tuple(deletion.text for deletion in cloze_deletions(text) if deletion.number == number)


class _Place(Enum):
    """What a deletion stands in."""

    TEXT = auto()
    CODE = auto()
    FORMULA = auto()


def _resolved(text: str, number: int, asked: Callable[[ClozeDeletion, _Place], str]) -> str:
    parts = []
    at = 0
    places = [(start, end, _Place.CODE) for start, end in code_spans(text)]
    places += [(found.start, found.end, _Place.FORMULA) for found in formula_spans(text)]
    for deletion in cloze_deletions(text):
        parts.append(text[at : deletion.start])
        if deletion.number == number:
            around = (
                place for start, end, place in places
                if start < deletion.start and deletion.end < end
            )  # fmt: skip
            parts.append(asked(deletion, next(around, _Place.TEXT)))
        else:
            parts.append(deletion.text)
        at = deletion.end
    parts.append(text[at:])
    return "".join(parts)
