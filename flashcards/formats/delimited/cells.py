"""The text of one cell: what a spreadsheet, a web page or an export has done to it taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from flashcards.formats.markdown.deletions import without_code
from flashcards.formats.markdown.lines import PLAIN, find_opaque
from flashcards.formats.markdown.notes import LONGEST

Clean = Callable[[str], str]

_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED = re.compile(r"'[^'\s]{1,12}'(?!\w)")

_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)")
_FORMATTING = re.compile(
    r"<br ?/?>|<(b|i|u|s|em|strong|sub|sup|code|kbd|mark|small)>[^<>]*</\1>", re.IGNORECASE
)
# A name between double underscores is a name: as Markdown it would lose them.
_DUNDER = re.compile(r"(?<![\w\\])__([a-z][a-z0-9]*(?:_[a-z0-9]+)*)__(?!\w)")

_MARKUP = re.compile(
    r"<br ?/?>|&nbsp;|&(?:lt|gt|amp|quot);|</(?:div|p|b|i|u|span|strong|em|li|ul|ol|font|pre|code)>"
    r"|<img [^<>]*src=",
    re.IGNORECASE,
)
_LEAST_MARKUP = 0.1
_LONGEST_HTML = 10 * LONGEST
_NO_HTML = re.compile(r"(?![-+])[^<>&*_`#\[\]\\~|$=\n\r.)]*[.)]?")

_BLOCK = re.compile(r"[ \t]*(?:[-+*#>|]|\d{1,9}[.)][ \t])|\t| {4}|[ \t]*$")


def restored(text: str) -> str:
    """A cell of this program's own as it was before it was exported.

    There every text that a spreadsheet would run as a formula, and every one that looks like such
    a text made harmless, has got one apostrophe in front.
    """
    return text[1:] if text[:1] == "'" and _NEUTRALISED.match(text) else text


def _foreign(text: str) -> str:
    """The same for a cell of another program; ``'='`` is a quotation there and stays."""
    is_quotation = _QUOTED.match(text) or not _NEUTRALISED.match(text)
    return text if is_quotation else text[1:].strip()


def own_text(text: str) -> str:
    """A cell of this program's own, which is Markdown already."""
    text = restored(text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain_text(text: str) -> str:
    """A cell as Markdown that shows what the cell shows: tags, names and line breaks stay.

    Everything else that could be Markdown is taken for it.
    """
    text = text.strip()
    if text[:1] == "'":
        text = _foreign(text)
    if len(text) > LONGEST:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text or "__" in text:
        text = _shown_as_written(text)
    return _with_breaks(text) if "\n" in text else text


class HtmlCells:
    """Turns cells of HTML into Markdown."""

    def __init__(self) -> None:
        # only a table that holds HTML waits for it
        from flashcards.formats.anki.html import Converter

        self._converter = Converter({})

    def text(self, text: str) -> str:
        """A cell as Markdown."""
        text = text.strip()
        if text[:1] == "'":
            text = _foreign(text)
        if len(text) > _LONGEST_HTML or _NO_HTML.fullmatch(text):
            return text
        self._converter.media.clear()
        return self._converter.field(text)

    def take_losses(self) -> tuple[str, ...]:
        """What could not be kept since this was asked last, in words before a number of notes."""
        losses = tuple(self._converter.losses)
        self._converter.losses.clear()
        return losses


def looks_like_html(rows: Iterable[Sequence[str]]) -> bool:
    """Whether so many rows hold marks of HTML that all of them are meant to."""
    total = marked = 0
    for row in rows:
        total += 1
        marked += any("<" in cell or "&" in cell for cell in row) and any(map(_MARKUP.search, row))
    return marked > 1 and marked >= total * _LEAST_MARKUP


def _shown_as_written(text: str) -> str:
    shown = without_code(text)
    kept = [match.span() for match in _FORMATTING.finditer(shown)]
    parts: list[str] = []
    at = 0
    edits = [(match.start(), match.start() + 1, "&lt;") for match in _TAG.finditer(shown)]
    edits += [
        (match.start(), match.end(), rf"\_\_{match[1].replace('_', chr(92) + '_')}\_\_")
        for match in _DUNDER.finditer(shown)
    ]
    kept.reverse()
    for start, end, new in sorted(edits):
        while kept and kept[-1][1] <= start:
            kept.pop()
        if kept and kept[-1][0] <= start:
            continue
        parts += (text[at:start], new)
        at = end
    return "".join((*parts, text[at:]))


def _with_breaks(text: str) -> str:
    """The text with Markdown's two blanks at the end of a line that the next one would join."""
    lines = text.split("\n")
    kinds = find_opaque(lines).kinds
    for at, line in enumerate(lines[:-1]):
        joins = kinds[at] == kinds[at + 1] == PLAIN and not _BLOCK.match(lines[at + 1])
        if joins and not _BLOCK.match(line):
            lines[at] = f"{line.rstrip()}  "
    return "\n".join(lines)
