"""The block structure of Markdown: fences taken out, nesting measured, lists made regular.

Python-Markdown wants four spaces for each level of a list, a blank line before a list, and finds
fences only at the left margin. People write as CommonMark has it, so a text passes through here
first: fences become placeholders wherever they stand, list items are indented by four, and what
is nested too deep is refused before a parser recurses into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

DEEPEST = 20
"""How many lists, quotes and HTML elements may stand within each other."""

# Opening brackets outside fences. The parser looks for the end of each, in quadratic time.
_MOST_BRACKETS = 1_000
_TOO_DEEP = f"nested more than {DEEPEST} deep"

_FENCE = re.compile(r"(?P<indent> *)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_ITEM = re.compile(r"(?P<indent> {0,3})(?P<mark>[-+*]|\d{1,9}[.)])(?P<gap> +|$)(?P<text>.*)$")
_QUOTE = re.compile(r" {0,3}> ?(.*)$")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_HEADING_WITHOUT_SPACE = re.compile(r"^( {0,3})(#{1,6}[^#\s])")
_RAW_START = re.compile(r" {0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,8})(?!`)[^`]+\1(?!`)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>?", re.IGNORECASE)
_CODE = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^`\n]*\n.*?(?:^ *(?P=fence)|\Z)"
    r"|(?<![`\\])(?P<ticks>`{1,8})(?!`)"
    r"(?:[^`\n]++|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`++)++(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
# Elements that need no end tag say nothing about how deep their neighbours stand.
_NOT_COUNTED = {
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
}  # fmt: skip


class RefusedError(ValueError):
    """A text would cost a parser too much; the message says why, to follow "This text is"."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block: its info string, its code without the final newline.

    ``start`` and ``end`` bound its lines in the text, ``end`` is one past the last.
    """

    info: str
    code: str
    start: int
    end: int


def fences(text: str) -> Iterator[Fence]:
    """The fenced code blocks at the left margin of a text, in their order."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = _fence_at(lines, at)
        if fence is not None and not lines[at].startswith(" "):
            yield fence
        at = fence.end if fence else at + 1


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code begins and ends in a text, fenced or in a line, with its backticks."""
    return (match.span() for match in _CODE.finditer(text))


def as_paragraph(line: str) -> str:
    """A single line of Markdown that begins no list, quote, heading or rule."""
    line = line.strip()
    if numbered := re.match(r"(\d{1,9})([.)])(?= |$)", line):
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    if _RULE.match(line) or re.match(r"[-+*](?: |$)|>|#", line):
        return f"\\{line}"
    return line


def regular_lines(lines: Sequence[str], place: Callable[[Fence], str]) -> list[str]:
    """The lines as Python-Markdown reads them; ``place`` gives what stands for a fence.

    Tabs are expanded before.

    Raises:
        RefusedError: deeper than ``DEEPEST``, or too many brackets.
    """
    regular = _Regulariser(place).blocks(lines, 0)
    if sum(line.count("[") for line in regular) > _MOST_BRACKETS:
        raise RefusedError("full of brackets")
    _check_tags(regular)
    return regular


class _Regulariser:
    def __init__(self, place: Callable[[Fence], str]) -> None:
        self._place = place

    def blocks(self, lines: Sequence[str], depth: int, *, in_item: bool = False) -> list[str]:
        if depth > DEEPEST:
            raise RefusedError(_TOO_DEEP)
        out: list[str] = []
        at = 0
        while at < len(lines):
            at = self._block(lines, at, out, depth, in_item)
        return out

    def _block(
        self, lines: Sequence[str], at: int, out: list[str], depth: int, in_item: bool
    ) -> int:
        """Append the block that begins at a line; where the next one begins."""
        line = lines[at]
        if fence := _fence_at(lines, at):
            out.extend(("", self._place(fence), ""))
            return fence.end
        if raw := _RAW_START.match(line):
            end = _raw_end(lines, at, raw[1].lower())
            out.extend(lines[at:end])
            return end
        if _RULE.match(line):
            out.append(line)
            return at + 1
        if _QUOTE.match(line):
            return self._quote(lines, at, out, depth)
        if (item := _ITEM.match(line)) and not _continues_paragraph(item, out):
            if _needs_blank_line(item, out, in_item):
                out.append("")
            return self._item(lines, at, item, out, depth)
        out.append(_HEADING_WITHOUT_SPACE.sub(r"\1\\\2", line, count=1))
        return at + 1

    def _quote(self, lines: Sequence[str], at: int, out: list[str], depth: int) -> int:
        inner = []
        while at < len(lines) and (quoted := _QUOTE.match(lines[at])):
            inner.append(quoted[1])
            at += 1
        if out and out[-1]:
            out.append("")
        regular = self.blocks(inner, depth + 1)
        while regular and not regular[-1]:
            regular.pop()
        out.extend(f"> {line}".rstrip() for line in regular)
        if at < len(lines) and lines[at]:
            out.append("")
        return at

    def _item(
        self, lines: Sequence[str], at: int, item: re.Match[str], out: list[str], depth: int
    ) -> int:
        gap = len(item["gap"])
        # A gap of five or more would be code in CommonMark; here it is only a wide gap.
        width = len(item["indent"]) + len(item["mark"]) + (gap if 1 <= gap <= 4 else 1)
        end = _item_end(lines, at, width)
        inner = [item["text"], *(_dedent(line, width) for line in lines[at + 1 : end])]
        first, *rest = self.blocks(inner, depth + 1, in_item=True) or [""]
        while not first and rest and any(rest):
            first, *rest = rest
        mark = item["mark"].replace(")", ".") if item["mark"][-1] == ")" else item["mark"]
        out.append(f"{mark:<3} {first}")
        out.extend(f"    {line}" if line else "" for line in rest)
        return end


def _continues_paragraph(item: re.Match[str], out: Sequence[str]) -> bool:
    """Whether what looks like an item is the text of the paragraph above it.

    As in CommonMark, a list that interrupts a paragraph begins with a bullet or with 1 and is
    not empty.
    """
    if not out or not out[-1] or _in_list(out):
        return False
    mark = item["mark"]
    return not item["text"].strip() or (mark[0].isdigit() and mark[:-1] != "1")


def _needs_blank_line(item: re.Match[str], out: Sequence[str], in_item: bool) -> bool:
    """Whether a blank line must say that a list begins here.

    Right under the text of an outer item it need not, and would make the outer list a loose one.
    """
    if not out or not out[-1]:
        return False
    if not _in_list(out):
        return not in_item or "" in out
    for line in reversed(out):
        if above := _ITEM.match(line):
            return above["mark"][0].isdigit() != item["mark"][0].isdigit()
        if not line:
            break
    return True


def _in_list(out: Sequence[str]) -> bool:
    """Whether the last block written belongs to a list item."""
    return bool(out) and (out[-1].startswith("    ") or _ITEM.match(out[-1]) is not None)


def _item_end(lines: Sequence[str], at: int, width: int) -> int:
    """One past the last line of the item that begins at a line."""
    end = at + 1
    blank = False
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            blank = True
        elif _indent(line) < width:
            lazy = not blank and not _begins_block(lines, end)
            if not lazy:
                break
        elif (fence := _fence_at(lines, end)) is not None:
            end = fence.end
            continue
        else:
            blank = False
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _begins_block(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    return bool(
        _ITEM.match(line)
        or _QUOTE.match(line)
        or _RULE.match(line)
        or line.startswith("#")
        or _fence_at(lines, at)
    )


def _fence_at(lines: Sequence[str], at: int) -> Fence | None:
    """The fence that opens at a line; one that is never closed reaches to the end of the text."""
    opening = _FENCE.match(lines[at])
    if opening is None:
        return None
    indent, mark = len(opening["indent"]), opening["mark"]
    closing = re.compile(rf" *{re.escape(mark[0])}{{{len(mark)},}} *$")
    end = at + 1
    while end < len(lines) and not closing.match(lines[end]):
        end += 1
    last = end
    if end == len(lines):
        while last > at + 1 and not lines[last - 1].strip():
            last -= 1
    code = "\n".join(_dedent(line, indent) for line in lines[at + 1 : last])
    return Fence(opening["info"].strip(), code, at, min(end + 1, len(lines)))


def _raw_end(lines: Sequence[str], at: int, tag: str) -> int:
    for end in range(at, len(lines)):
        if f"</{tag}" in lines[end].lower():
            return end + 1
    return len(lines)


def _dedent(line: str, width: int) -> str:
    return line[min(width, _indent(line)) :]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _check_tags(lines: Sequence[str]) -> None:
    """Raise ``RefusedError`` if HTML elements are opened too deep."""
    depth = 0
    for tag in _TAG.finditer(_CODE_SPAN.sub("", "\n".join(lines))):
        if tag[2].lower() in _NOT_COUNTED or tag[3]:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise RefusedError(_TOO_DEEP)
