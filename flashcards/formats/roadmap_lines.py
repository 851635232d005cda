"""The lines of a roadmap: what each is by its marks, before anything is known of stages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from flashcards.formats.markdown import Attributes, parse_heading_attributes
from flashcards.formats.roadmap_inline import (
    readable,
    undecorated,
    without_bullet,
    without_html,
)
from flashcards.formats.roadmap_numbers import Numbered, numbered
from flashcards.formats.roadmap_words import label_and_rest, role_of_label

LONGEST_LINE = 2_000
"""Characters; a longer line is no topic of any roadmap."""
_WRAPPED_AFTER = 50
"""Characters after which a line that goes on in small letters was wrapped by its author."""


_LONGEST_FENCE = 10


class Kind(Enum):
    """What a line is."""

    HEADING = auto()
    ITEM = auto()
    """Of a list, numbered or not."""
    TEXT = auto()
    ALIASES = auto()
    CODE = auto()
    """Of a fenced block."""
    TABLE = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something.

    ``number`` counts from 1 in the file. ``level``: of a heading 1 to 6, else the columns that it
    is indented by. ``text`` has its emoji, but no mark and no number. ``counted`` is the number
    taken off. ``words`` is the text without emoji around it. ``lead``: the bold or linked words
    that a description follows.
    """

    number: int
    kind: Kind
    text: str
    level: int = 0
    counted: Numbered = field(default_factory=lambda: Numbered(""))
    attributes: Attributes = field(default_factory=Attributes)
    words: str = ""
    lead: str = ""
    is_bold: bool = False
    after_blank: bool = True
    is_anchor: bool = False

    @property
    def is_group(self) -> bool:
        """Whether it only announces what follows it."""
        return self.words.endswith((":", "："))


_QUOTE = re.compile(r"^(?:\s{0,3}>[ \t]?)+")
_CALLOUT = re.compile(r"^\s*\[![A-Za-z]+\][-+]?")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})(?!.*`)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,})")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*)</h[1-6]>\s*")
_HTML_ITEM = re.compile(r"(?:<[uo]l\b[^<>]*>\s*)?<li\b[^<>]*>(.*?)(?:</li>)?(?:\s*</[uo]l>)?")
_TABLE = re.compile(r"\s*\|.*|\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*")
_BULLET = re.compile(r"[-*+]\s+|[•◦‣▪▫●○■□▸►➤➢·–—]\s*(?!\d)")
_NUMBER = re.compile(r"(?:\((\d{1,3})\)|(\d{1,3})[.)])(?:\s+|(?=[A-Z*\[]))(?=\S)")
_TASK = re.compile(r"^\[[ xX✓✔]\]\s+")
_BOLD = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).)+)\1\s*[:：]?\s*")
_LEAD = re.compile(
    r"""
    (?:\*\*(?P<label>(?:(?!\*\*)[^:：])+)[:：]\s*\*\*
      |(?:\*\*(?P<bold>(?:(?!\*\*).)+)\*\*|\[(?P<link>[^\[\]]+)\]\([^()]*\))\s*[:：–—-]
    )\s*\S
    """,
    re.VERBOSE,
)
_CODE_LIST = re.compile(r"[^:：`]{1,60}[:：]\s*`")
_ANCHOR = re.compile(r"\[[^\[\]]*\]\(#[^()]*\)")
_ALIASES = re.compile(r"\s*<!--\s*aliases:\s*(.*?)\s*-->\s*", re.IGNORECASE)


def read_lines(raw_lines: Sequence[str], first: int = 0) -> list[Line]:
    """The lines that say something; ``first`` is the index of the first one to read.

    Left out without a word: blank lines, rules, comments, badges and other HTML without text.
    """
    lines: list[Line] = []
    for line in _Lexer(raw_lines).lines(first):
        joined = _continued(lines[-1], line) if lines else None
        if joined:
            lines[-1] = joined
        else:
            lines.append(line)
    return lines


class _Lexer:
    """Reads lines one by one; knows whether it is inside of a fence or a comment."""

    def __init__(self, raw_lines: Sequence[str]) -> None:
        self._raw = raw_lines
        self._fence = ""
        self._in_comment = False
        self._after_blank = True
        self._last_comment_end = max(
            (at for at, raw in enumerate(raw_lines) if "-->" in raw), default=-1
        )
        self._last_fence_ends = _last_fence_ends(raw_lines)

    def lines(self, first: int) -> Iterator[Line]:
        previous: Line | None = None
        for at in range(first, len(self._raw)):
            raw = self._raw[at].expandtabs(4).rstrip()
            level = self._underlined(raw, previous) if previous and raw else 0
            if previous and level:
                yield _numbered_line(replace(previous, kind=Kind.HEADING, level=level))
                previous = None
                continue
            line = self._line(at, raw) if raw else None
            if line and previous:
                yield previous
            previous = line or previous
            self._after_blank = line is None
        if previous:
            yield previous

    def _underlined(self, raw: str, previous: Line) -> int:
        """The level of the heading that this line makes of the one before it, else 0."""
        mark = _UNDERLINE.fullmatch(raw)
        if not mark or self._after_blank or self._fence or self._in_comment:
            return 0
        is_single = previous.kind is Kind.TEXT and previous.after_blank and not previous.is_group
        return (2 if mark[1][0] == "-" else 1) if is_single else 0

    def _line(self, at: int, raw: str) -> Line | None:
        if self._fence or self._in_comment:
            return self._inside(at, raw)
        if self._opens_block(at, raw):
            return None
        if len(raw) > LONGEST_LINE:
            return self._made(at, Kind.TOO_LONG, raw[:LONGEST_LINE].strip())
        if aliases := _ALIASES.fullmatch(raw):
            return self._made(at, Kind.ALIASES, aliases[1])
        return self._marked(at, _QUOTE.sub("", raw, count=1) if ">" in raw[:4] else raw)

    def _inside(self, at: int, raw: str) -> Line | None:
        """A line of code, None in a comment; knows where the block ends."""
        if self._in_comment:
            self._in_comment = "-->" not in raw
            return None
        code = raw.strip()
        if code.startswith(self._fence) and not code.strip(self._fence[0]):
            self._fence = ""
            return None
        return self._made(at, Kind.CODE, code[:LONGEST_LINE])

    def _opens_block(self, at: int, raw: str) -> bool:
        """Whether a fence or a comment begins; one without an end hides nothing."""
        if fence := _FENCE.match(raw):
            mark = fence[1][:_LONGEST_FENCE]
            self._fence = mark if self._last_fence_ends.get(mark, -1) > at else ""
            return True
        if raw.lstrip().startswith("<!--") and "-->" not in raw:
            self._in_comment = self._last_comment_end > at
            return True
        return False

    def _marked(self, at: int, raw: str) -> Line | None:
        """A line outside of code and comments, by the mark that it begins with."""
        raw = _CALLOUT.sub("", raw, count=1)
        if _RULE.fullmatch(raw):
            return None
        if heading := _HEADING.fullmatch(raw) or _HTML_HEADING.fullmatch(raw):
            level = len(heading[1]) if heading[1][0] == "#" else int(heading[1])
            return self._content(at, Kind.HEADING, level, heading[2] or "")
        if _TABLE.fullmatch(raw):
            return self._made(at, Kind.TABLE, raw.strip())
        body = raw.lstrip()
        level = len(raw) - len(body)
        if item := _HTML_ITEM.fullmatch(body):
            return self._content(at, Kind.ITEM, level, item[1])
        if bullet := _BULLET.match(body):
            body = _TASK.sub("", body[bullet.end() :], count=1)
            return self._content(at, Kind.ITEM, level, body)
        if number := _NUMBER.match(body):
            body = _TASK.sub("", body[number.end() :], count=1)
            return self._content(at, Kind.ITEM, level, body, int(number[1] or number[2]))
        return self._content(at, Kind.TEXT, level, _TASK.sub("", body, count=1))

    def _content(
        self, at: int, kind: Kind, level: int, raw: str, number: int | None = None
    ) -> Line | None:
        title, attributes = parse_heading_attributes(without_html(raw))
        text = readable(title)
        if not undecorated(text):
            return None
        line = replace(
            self._made(at, kind, text, level),
            attributes=attributes,
            lead=_lead(without_bullet(title), text),
            is_bold=_BOLD.fullmatch(undecorated(title)) is not None,
            is_anchor=_ANCHOR.fullmatch(title.strip()) is not None,
        )
        return _numbered_line(line, number)

    def _made(self, at: int, kind: Kind, text: str, level: int = 0) -> Line:
        return Line(at + 1, kind, text, level, after_blank=self._after_blank)


def _lead(raw: str, text: str) -> str:
    """The words that a line sets off from a description; all of it for a list of code."""
    if _CODE_LIST.match(raw):
        return undecorated(text)
    lead = _LEAD.match(raw)
    return undecorated(readable(lead["label"] or lead["bold"] or lead["link"])) if lead else ""


def _last_fence_ends(raw_lines: Sequence[str]) -> dict[str, int]:
    """For each mark of a fence, the index of the last line that can end it."""
    last: dict[str, int] = {}
    for at, raw in enumerate(raw_lines):
        mark = raw.strip()
        if mark[:3] in {"```", "~~~"} and not mark.strip(mark[0]):
            for length in range(3, min(len(mark), _LONGEST_FENCE) + 1):
                last[mark[0] * length] = at
    return last


def _numbered_line(line: Line, number: int | None = None) -> Line:
    """The line with its number taken off; ``number`` is that of a numbered list."""
    counted = numbered(line.text, strict=line.kind is not Kind.HEADING and not line.is_bold)
    if number is not None and counted.number is None:
        counted = Numbered(counted.title, number)
    title = counted.title
    return replace(line, text=title, words=undecorated(title), counted=counted)


def _continued(before: Line, line: Line) -> Line | None:
    """The line before with this one, where it is the rest of it."""
    if line.kind is not Kind.TEXT or line.after_blank or line.is_bold:
        return None
    if before.kind not in {Kind.TEXT, Kind.ITEM} or before.is_group:
        return None
    label = label_and_rest(line.words)
    if label and role_of_label(label[0]):
        return None
    text = f"{before.text} {line.text}"
    is_aside = before.kind is Kind.TEXT and line.text.startswith("(")
    is_long = len(before.text) >= _WRAPPED_AFTER
    goes_on = line.text[:1].islower() and (is_long or before.kind is Kind.ITEM)
    is_wrapped = goes_on or before.text.endswith(",")
    is_inside = before.kind is Kind.TEXT or line.level > before.level
    if len(text) > LONGEST_LINE or not (is_aside or (is_wrapped and is_inside)):
        return None
    return replace(before, text=text, words=undecorated(text))
