"""Question and answer of a cloze card: one deletion hidden, the others resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from flashcards.domain.note import ClozeDeletion, cloze_deletions

_CODE = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ *(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`{1,8})(?!`)[^`]+(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
# A bracket before one of these would become a link.
_LINK_FOLLOWS = ("(", "[", ":")


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

    def hide(deletion: ClozeDeletion, in_code: bool) -> str:
        shown = deletion.hint.strip() or "…"
        if not in_code and text[deletion.end : deletion.end + 1] in _LINK_FOLLOWS:
            return rf"\[{shown}\]"
        return f"[{shown}]"

    return _resolved(text, number, hide)


def cloze_answer(text: str, number: int) -> str:
    """The whole text, its deletions ``number`` in bold; in code, where bold is not, as they are."""

    def show(deletion: ClozeDeletion, in_code: bool) -> str:
        core = deletion.text.strip()
        if in_code or not core or "**" in core or "\n\n" in core or "```" in core:
            return deletion.text
        before, after = deletion.text.split(core, 1)
        return f"{before}**{core}**{after}"

    return _resolved(text, number, show)


def cloze_texts(text: str, number: int) -> tuple[str, ...]:
    """What the deletions ``number`` hide."""
    return tuple(deletion.text for deletion in cloze_deletions(text) if deletion.number == number)


def _resolved(text: str, number: int, asked: Callable[[ClozeDeletion, bool], str]) -> str:
    parts = []
    at = 0
    code = list(_code_spans(text))
    for deletion in cloze_deletions(text):
        parts.append(text[at : deletion.start])
        if deletion.number == number:
            in_code = any(start < deletion.start and deletion.end < end for start, end in code)
            parts.append(asked(deletion, in_code))
        else:
            parts.append(deletion.text)
        at = deletion.end
    parts.append(text[at:])
    return "".join(parts)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _CODE.finditer(text))
