"""The lines of a roadmap: what each is by its marks, before anything is known of stages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from flashcards.formats.markdown import Attributes, parse_heading_attributes
from flashcards.formats.roadmap_inline import is_decoration, readable, undecorated
from flashcards.formats.roadmap_numbers import Numbered, numbered
from flashcards.formats.roadmap_words import label_and_rest, role_of

LONGEST_LINE = 2_000
"""Characters; a longer line is no topic of any roadmap."""
_WRAPPED_AFTER = 50
"""Characters after which a line that goes on in small letters was wrapped by its author."""


class Kind(Enum):
    """What a line is."""

    HEADING = auto()
    ITEM = auto()
    """Of a list, numbered or not."""
    TEXT = auto()
    ALIASES = auto()
    CODE = auto()
    TABLE = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something.

    ``number`` counts from 1 in the file. ``level``: of a heading 1 to 6, else the columns that it
    is indented by. ``text`` has its emoji, but no mark and no number. ``counted`` is the number
    taken off. ``lead``: the bold or linked words that a description follows.
    """

    number: int
    kind: Kind
    text: str
    level: int = 0
    counted: Numbered = field(default_factory=lambda: Numbered(""))
    attributes: Attributes = field(default_factory=Attributes)
    lead: str = ""
    is_bold: bool = False
    after_blank: bool = True
    is_anchor: bool = False

    @property
    def words(self) -> str:
        """The text without emoji around it."""
        return undecorated(self.text)

    @property
    def is_group(self) -> bool:
        """Whether it only announces what follows it."""
        return self.words.endswith((":", "："))


_QUOTE = re.compile(r"(?:\s{0,3}>[ \t]?)+")
_CALLOUT = re.compile(r"\s*\[![A-Za-z]+\][-+]?")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})(?!.*`)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,})")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*)</h[1-6]>\s*")
_TABLE = re.compile(r"\s*\|.*|\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*")
_BULLET = re.compile(r"[-*+]\s+|[•◦‣▪▫●○■□▸►➤➢·–—]\s*(?!\d)")
_NUMBER = re.compile(r"(?:\((\d{1,3})\)|(\d{1,3})[.)])(?:\s+|(?=[A-Z*\[]))(?=\S)")
_TASK = re.compile(r"\[[ xX✓✔]\]\s+")
_BOLD = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).)+)\1\s*[:：]?\s*")
_LEAD = re.compile(
    r"(?:(\*\*|__)(?P<bold>(?:(?!\1).)+)\1|\[(?P<link>[^\[\]]+)\]\([^()]*\))\s*(?:[:：–—-])\s*\S"
)
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
        self._blank = True

    def lines(self, first: int) -> Iterator[Line]:
        previous: Line | None = None
        for at in range(first, len(self._raw)):
            raw = self._raw[at].expandtabs(4).rstrip()
            if not raw:
                self._blank = True
                continue
            if previous and (level := self._underlined(raw, previous)):
                yield replace(previous, kind=Kind.HEADING, level=level, **_numbering(previous.text))
                previous = None
                continue
            if previous:
                yield previous
            line = self._line(at + 1, raw)
            self._blank = line is None and self._blank
            previous = line
        if previous:
            yield previous

    def _underlined(self, raw: str, previous: Line) -> int:
        """The level of the heading that this line makes of the one before it, else 0."""
        mark = _UNDERLINE.fullmatch(raw)
        if not mark or self._blank or self._fence or self._in_comment:
            return 0
        is_short = previous.kind is Kind.TEXT and previous.after_blank and not previous.is_group
        return 1 + (mark[1][0] == "-") if is_short else 0

    def _line(self, number: int, raw: str) -> Line | None:
        if self._fence:
            if raw.strip().startswith(self._fence) and not raw.strip().strip(self._fence[0]):
                self._fence = ""
                return None
            return self._made(number, Kind.CODE, raw.strip()[:LONGEST_LINE])
        if self._in_comment:
            self._in_comment = "-->" not in raw
            return None
        if fence := _FENCE.match(raw):
            self._fence = fence[1]
            return None
        if aliases := _ALIASES.fullmatch(raw):
            return self._made(number, Kind.ALIASES, aliases[1])
        if raw.lstrip().startswith("<!--") and "-->" not in raw:
            self._in_comment = True
            return None
        if len(raw) > LONGEST_LINE:
            return self._made(number, Kind.TOO_LONG, "")
        return self._marked(number, _QUOTE.sub("", raw, count=1) if ">" in raw[:4] else raw)

    def _marked(self, number: int, raw: str) -> Line | None:
        """A line outside of code and comments, by the mark that it begins with."""
        raw = _CALLOUT.sub("", raw, count=1)
        if _RULE.fullmatch(raw):
            return None
        if heading := _HEADING.fullmatch(raw) or _HTML_HEADING.fullmatch(raw):
            level = len(heading[1]) if heading[1][0] == "#" else int(heading[1])
            return self._heading(number, level, heading[2] or "")
        if _TABLE.fullmatch(raw):
            return self._made(number, Kind.TABLE, raw.strip())
        body = raw.lstrip()
        level = len(raw) - len(body)
        mark = _BULLET.match(body) or _NUMBER.match(body)
        if mark and not body.startswith("**"):
            content = _TASK.sub("", body[mark.end() :], count=1)
            digits = next((part for part in mark.groups() if part), None) if mark.re is _NUMBER else None
            return self._content(number, Kind.ITEM, level, content, digits)
        return self._content(number, Kind.TEXT, level, _TASK.sub("", body, count=1), None)

    def _heading(self, number: int, level: int, raw: str) -> Line | None:
        title, attributes = parse_heading_attributes(raw)
        text = readable(title)
        if not undecorated(text):
            return None
        return replace(
            self._made(number, Kind.HEADING, text, level),
            attributes=attributes,
            **_numbering(text),
        )

    def _content(
        self, number: int, kind: Kind, level: int, raw: str, digits: str | None
    ) -> Line | None:
        title, attributes = parse_heading_attributes(raw)
        text = readable(title)
        if not undecorated(text):
            return None
        line = self._made(number, kind, text, level)
        lead = _LEAD.match(title)
        bold = _BOLD.fullmatch(title)
        return replace(
            line,
            attributes=attributes,
            lead=undecorated(readable(lead["bold"] or lead["link"])) if lead else "",
            is_bold=bold is not None,
            is_anchor=_ANCHOR.fullmatch(title.strip()) is not None,
            **_numbering(text, digits, strict=not bold),
        )

    def _made(self, number: int, kind: Kind, text: str, level: int = 0) -> Line:
        return Line(number, kind, text, level, after_blank=self._blank)


def _numbering(text: str, digits: str | None = None, *, strict: bool = False) -> dict[str, Any]:
    counted = numbered(text, strict=strict)
    if digits and counted.number is None:
        counted = Numbered(counted.title, int(digits))
    return {"text": counted.title, "counted": counted}


def _continued(before: Line, line: Line) -> Line | None:
    """The line before with this one, where it is the rest of it."""
    if line.kind is not Kind.TEXT or line.after_blank or line.is_bold:
        return None
    if before.kind not in {Kind.TEXT, Kind.ITEM} or before.is_group:
        return None
    label = label_and_rest(line.words)
    if label and role_of(label[0]):
        return None
    text = f"{before.text} {line.text}"
    is_aside = before.kind is Kind.TEXT and line.text.startswith("(")
    is_item = before.kind is Kind.ITEM and line.level > before.level
    is_wrapped = len(before.text) >= _WRAPPED_AFTER and line.text[:1].islower()
    if len(text) > LONGEST_LINE or not (is_aside or is_item or is_wrapped):
        return None
    return replace(before, text=text)
