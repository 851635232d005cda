"""HTML as people leave it in cards, to Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import pairwise

from flashcards.formats.anki.cleaning import clean
from flashcards.formats.anki.html.escaping import escape, escape_line_start, has_active
from flashcards.formats.anki.html.kept import Kept, has_pieces
from flashcards.formats.anki.html.losses import Loss
from flashcards.formats.anki.html.runs import joined
from flashcards.formats.anki.html.walk import Walk, lone_characters
from flashcards.formats.anki.media_names import resolve

_BLANK = re.compile(r"[ \t\n\f\xa0]+")
_MATHJAX = re.compile(r"<anki-mathjax\b([^<>]*)>([^<]*)</anki-mathjax>")
_NO_TEXT = re.compile(r"(?:\{\{[#^/][^{}]*\}\}\s*|<!--[^<>]*-->\s*)+")
_EDGE = "<br><br>"
_OTHER_BRACES = "{{=<% %>=}}"


class Converter:
    """Converts one text after the other.

    ``names``: from media names as a package lists them to the names that are used.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.media: list[str] = []
        """The media that the texts refer to, since it was emptied."""
        self.losses: set[Loss] = set()
        """What could not be kept, since it was emptied."""

    def field(self, html: str) -> str:
        """The Markdown of a field."""
        html = clean(html)
        if has_pieces(html) or not _has_only_breaks(html):
            return self._converted(html, template=False)
        lone = lone_characters(html) if has_active(html) else ""
        return "\n\n".join(
            joined([escape_line_start(escape(line, lone=lone)) for line in lines])
            for lines in _paragraphs(html)
        )

    def template(self, html: str) -> str:
        """The Markdown of one face of a note type, its ``{{placeholders}}`` kept."""
        html = clean(html)
        if html.lstrip().startswith(_OTHER_BRACES):
            html = html.replace(_OTHER_BRACES, "", 1).replace("<%", "{{").replace("%>", "}}")
        return _without_breaks_at_sections(self._converted(html, template=True))

    def use(self, reference: str) -> str:
        """The name of a media file that a text refers to; from now on it is wanted."""
        name = resolve(reference, self._names)
        if name:
            self.media.append(name)
        return name

    def _converted(self, html: str, *, template: bool) -> str:
        if "<!--" in html:
            html = _without_comments(html)
        if "<anki-mathjax" in html:
            html = _MATHJAX.sub(_mathjax, html)
        kept = Kept(self._sound, placeholders=template)
        walk = Walk(kept.take_out(html), kept, self.use, template=template)
        markdown = kept.put_back(walk.markdown())
        self.losses |= walk.losses
        return markdown

    def _sound(self, name: str) -> str:
        return name if "{{" in name else self.use(name)


def _has_only_breaks(html: str) -> bool:
    """Whether a text is nothing but lines and paragraphs, as most are; it needs no walk."""
    tags = html.count("<")
    if tags:
        tags -= html.count("<br>")
    if tags:
        tags -= html.count("<p>") + html.count("</p>")
    return not tags and "\xa0" not in html and "&nb" not in html


def _paragraphs(html: str) -> Iterator[list[str]]:
    """The lines of such a text, by paragraph."""
    if "p>" in html:
        html = html.replace("<p>", _EDGE).replace("</p>", _EDGE)
    lines: list[str] = []
    for part in html.split("<br>"):
        text = unescape(part) if "&" in part else part
        if "  " in text or not text.isprintable():
            text = _BLANK.sub(" ", text)
        if line := text.strip(" "):
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _without_breaks_at_sections(markdown: str) -> str:
    """The lines of a template, those without a text of their own breaking nothing."""
    lines = markdown.split("\n")
    silent = [_NO_TEXT.fullmatch(line.rstrip()) is not None for line in lines]
    for at, (here, below) in enumerate(pairwise(silent)):
        if here or below:
            lines[at] = lines[at].rstrip(" ")
    return "\n".join(lines)


def _without_comments(html: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            break
        parts.append(html[at:start])
        at = end + 3
    parts.append(html[at:])
    return "".join(parts)


def _mathjax(found: re.Match[str]) -> str:
    displayed = "block" in found[1] and "false" not in found[1]
    return rf"\[{found[2]}\]" if displayed else rf"\({found[2]}\)"
