"""What stands under a heading, taken apart: question, answer, extra, source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.formats.markdown.lines import (
    FENCE,
    HEADING,
    NOTE,
    PLAIN,
    SEPARATOR,
    SOURCE,
    find_opaque,
    is_separator,
    tidy,
    unescape,
)

# What begins a block of its own, so it can't go on with the paragraph of a quote above it.
_BLOCK = re.compile(r" {0,3}(?:#|>|[-+*][ \t]|\d{1,9}[.)][ \t]|\||<)|\t| {4}")
# A question whose first line begins so has no heading: the line is part of a larger block.
_OPENING = re.compile(r"`{3}|~{3}|<!--")
_GOING_ON = re.compile(r">|[-+*][ \t]|\d{1,9}[.)][ \t]|\|")


@dataclass(slots=True)
class Body:
    """The lines of one note with what each is; of its own, so that they can be changed."""

    lines: list[str]
    kinds: bytearray

    def __post_init__(self) -> None:
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        del self.kinds[len(self.lines) :]

    def close(self, fence_end: str) -> None:
        """Add the missing last line of a fence."""
        self.lines.append(fence_end)
        self.kinds.append(FENCE)


@dataclass(slots=True)
class Parts:
    """A body without its notes and sources, which are texts already; the lines are still raw."""

    lines: list[str] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)
    extra: str = ""
    source: str = ""

    def text(self, start: int, end: int) -> str:
        """The text of some lines."""
        pairs = zip(self.lines[start:end], self.kinds[start:end], strict=True)
        return tidy([line if kind else unescape(line) for line, kind in pairs])

    def all_text(self) -> str:
        """The text of all lines."""
        return self.text(0, len(self.lines))

    def separator(self) -> int | None:
        """The first line that parts question and answer."""
        for at, line in enumerate(self.lines):
            if line.startswith(SEPARATOR) and is_separator(self.lines, self.kinds, at):
                return at
        return None

    def split(self, separator: int | None) -> tuple[str, str]:
        """What stands above the separator and what below; all is below without one."""
        if separator is None:
            return "", self.all_text()
        return self.text(0, separator), self.text(separator + 1, len(self.lines))


def take_apart(body: Body) -> Parts:
    """A body's ``[!NOTE]`` blocks and ``Source:`` lines, and what remains without them."""
    parts = Parts()
    extras: list[str] = []
    sources: list[str] = []
    lines, kinds = body.lines, body.kinds
    at, gap, last_source = 0, False, -1
    while at < len(lines):
        line = lines[at]
        note = NOTE.fullmatch(line) if line[:1] == ">" and kinds[at] == PLAIN else None
        if note:
            end = _quote_end(lines, kinds, at + 1)
            extras.append(tidy([note[1], *map(_unquoted, lines[at + 1 : end])]))
            at, gap = end, True
        elif line.startswith(SOURCE) and kinds[at] == PLAIN:
            if value := line[len(SOURCE) :].strip():
                sources += [value] if at == last_source + 1 or not sources else ["", value]
                last_source = at
            at, gap = at + 1, True
        else:
            if line.strip():
                _add_gap(parts, gap)
                gap = False
            if not gap:
                parts.lines.append(line)
                parts.kinds.append(kinds[at])
            at += 1
    parts.extra = "\n\n".join(filter(None, extras))
    parts.source = "\n".join(sources)
    return parts


def _add_gap(parts: Parts, gap: bool) -> None:
    """Where something was taken out, one blank line parts what stood around it."""
    if gap and parts.lines and parts.lines[-1].strip():
        parts.lines.append("")
        parts.kinds.append(PLAIN)


def _quote_end(lines: Sequence[str], kinds: Sequence[int], at: int) -> int:
    """One past the last line of a quote; its last paragraph may go on without the mark."""
    while at < len(lines):
        line = lines[at]
        quoted = line.startswith(">") and kinds[at] == PLAIN and not NOTE.fullmatch(line)
        if not quoted and (kinds[at] != PLAIN or not _is_lazy(line, lines[at - 1])):
            break
        at += 1
    return at


def _is_lazy(line: str, above: str) -> bool:
    goes_on = bool(line.strip()) and bool(_unquoted(above).strip())
    ends = line.startswith(SOURCE) or line.rstrip() == SEPARATOR or NOTE.fullmatch(above)
    return goes_on and not ends and not _BLOCK.match(line) and not HEADING.fullmatch(line)


def _unquoted(line: str) -> str:
    return line[2:] if line.startswith("> ") else line.removeprefix(">")


def join_question(heading: str, body: str) -> str:
    """The question of a heading and what stands below it, above the separator."""
    if not heading:
        first, rest = split_question(body)
        return f"{first}\n\n{rest}" if first and rest else body
    if not body:
        return heading
    question = f"{heading}\n\n{body}"
    return "\n".join(closed(question.split("\n"))) if heading[0] in "`~" else question


def split_question(question: str) -> tuple[str, str]:
    """The heading of a question and the rest; the heading is empty where a block comes first."""
    first, _, rest = question.partition("\n")
    whole_block = rest.strip() and (
        _OPENING.match(first) or (_GOING_ON.match(first) and rest.split("\n", 1)[0].strip())
    )
    if whole_block or first != first.strip():
        return "", question
    return first, tidy(rest.split("\n"))


def closed(lines: list[str]) -> list[str]:
    """The lines, with a last one for a fence that they leave open."""
    return lines + [fence.end for fence in find_opaque(lines).unclosed if fence.end]
