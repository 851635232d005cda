"""The walk over the tags of a text. It forgives what browsers forgive.

Time grows with the length of the text alone, whatever the text is: nothing is looked for twice
that was not found, and nothing nests without bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from flashcards.formats.anki.html import blocks, tags
from flashcards.formats.anki.html.addresses import address, image_markdown, image_source
from flashcards.formats.anki.html.blocks import Frame, Kind
from flashcards.formats.anki.html.code import code_of, language_of
from flashcards.formats.anki.html.kept import Kept
from flashcards.formats.anki.html.looks import Looks
from flashcards.formats.anki.html.losses import Loss
from flashcards.formats.anki.html.outline import Outline
from flashcards.formats.anki.html.runs import READY, LineWriter, Run
from flashcards.formats.anki.html.styles import CODE, attributes, style_of

_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:_-]*+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
    r"|<(/?)([A-Za-z][A-Za-z0-9:_-]*+)([^<>]*+)>"
    r"|<[!?][^<>]*+>"
)
_BLANKS = " \t\n\f"
_MARKING = re.compile(r"<(?:b|i|em|strong|cite|dfn|var)\b|font-", re.IGNORECASE)
_CODE = re.compile(r"<(?:code|pre|tt|samp)\b|font-family|face=", re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_LINES_IN_CODE = re.compile(r"<(?:br|div|p)\b", re.IGNORECASE)
_LINE_NUMBERS = re.compile(r"\b(?:linenos?|gutter)\b")
_MOST_COLUMNS = 50


def lone_characters(html: str) -> str:
    """Which of the characters that mean something in pairs stand alone in a text."""
    lone = "_" if html.count("_") == 1 else ""
    if html.count("*") == 1 and not _MARKING.search(html):
        lone += "*"
    if html.count("`") == 1 and not _CODE.search(html):
        lone += "`"
    return lone


@lru_cache(maxsize=64)
def _edges(tag: str) -> re.Pattern[str]:
    """Where elements of a kind begin and end."""
    return re.compile(rf"<(/?){re.escape(tag)}\b[^<>]*>?", re.IGNORECASE)


class Walk:
    """One text. ``use`` turns the reference to a media file into its name."""

    def __init__(self, html: str, kept: Kept, use: Callable[[str], str], *, template: bool) -> None:
        self.losses: set[Loss] = set()
        self._html = html
        self._kept = kept
        self._use = use
        self._template = template
        self._writer = LineWriter("" if template else lone_characters(html))
        self._outline = Outline(self._writer, lambda: self.losses.add(Loss.DEEP))
        self._looks = Looks()
        self._endless: set[str] = set()
        self._language = ""
        self._in_table_head = False

    def markdown(self) -> str:
        """The text as Markdown."""
        html = self._html
        at = 0
        while found := _TAG.search(html, at):
            if found.start() > at:
                self._text(html[at : found.start()])
            at = found.end()
            name = found[2] or found[5]
            if name is None:
                continue
            if found[1] or found[4]:
                self._end(name.lower())
            else:
                at = self._start(name.lower(), found[3] or found[6] or "", at)
        self._text(html[at:])
        return self._outline.markdown()

    def _text(self, raw: str) -> None:
        if not raw:
            return
        text = unescape(raw) if "&" in raw else raw
        if self._outline.at_line_start() and not text.strip(_BLANKS):
            return
        if "\x02" in text:
            if self._looks.style & CODE:
                text = self._kept.put_back_in_code(text)
            elif self._writer.bars:
                self._kept.without_bars(text)
        self._outline.add(Run(text, self._looks.style, self._looks.link))

    def _start(self, tag: str, text: str, at: int) -> int:
        """Begin an element whose start ends at a place; where to go on."""
        if tag == "br":
            self._outline.end_line()
        elif tag in tags.DROPPED:
            return self._dropped(tag, text, at)
        elif (start := _STARTS.get(tag)) is not None:
            return start(self, tag, text, at)
        else:
            return self._styled(tag, text, at)
        return at

    def _end(self, tag: str) -> None:
        outline = self._outline
        if tag == "br":
            outline.end_line()
        elif tag in tags.HEADINGS:
            outline.heading(tags.HEADINGS[tag])
        elif tag in tags.PARAGRAPHS:
            outline.end_paragraph()
        elif tag in tags.LINES:
            outline.edge()
        elif tag in _CLOSES:
            outline.close(_CLOSES[tag])
        elif tag == "thead":
            self._in_table_head = False
        elif tag in _SIGNS:
            outline.add(Run(_SIGNS[tag][1], self._looks.style, self._looks.link))
        leads_to = self._looks.end(tag)
        if leads_to and outline.last_text() not in leads_to:
            outline.add(Run(f" ({leads_to})", self._looks.style))

    def _styled(self, tag: str, text: str, at: int) -> int:
        """An element that may change the look of its text, and perhaps stands on own lines."""
        style = style_of(tag, text)
        if style.hidden and tag in _HIDEABLE and (end := self._end_of(tag, at)) is not None:
            self._hidden(self._html[at:end])
            return end
        if style.lost:
            self.losses.add(Loss.COLOUR)
        if tag in tags.LINES:
            self._outline.edge()
            if "class" in text:
                self._language = language_of(attributes(text).get("class", "")) or self._language
        elif tag in tags.PARAGRAPHS or tag in tags.HEADINGS:
            self._outline.end_paragraph()
        if tag not in tags.VOID:
            self._looks.start(tag, style)
        return at

    def _hidden(self, html: str) -> None:
        """What a template hides still decides which cards there are."""
        if self._template and "\x02" in html:
            marks = "".join(re.findall("\x02\\d+\x03", html))
            self._outline.edge()
            self._outline.add(Run(f"<!-- {marks} -->", READY))
            self._outline.edge()

    def _dropped(self, tag: str, text: str, at: int) -> int:
        loss = tags.DROPPED[tag]
        if loss is not None:
            self.losses.add(loss)
        if tag in tags.VOID or text.endswith("/"):
            return at
        end = self._end_of(tag, at)
        if end is None:
            return len(self._html) if tag in tags.RAW_TEXT else at
        return end

    def _end_of(self, tag: str, at: int) -> int | None:
        """Behind the end of an element that began before a place, None where it has none."""
        if tag in self._endless:
            return None
        depth = 1
        for found in _edges(tag).finditer(self._html, at):
            if not found[1]:
                depth += tag not in tags.RAW_TEXT
                continue
            depth -= 1
            if depth == 0:
                return found.end()
        self._endless.add(tag)
        return None

    def _link(self, tag: str, text: str, at: int) -> int:
        href = attributes(text).get("href", "").strip()
        link, shown = address(href)
        if href and not link and not href.startswith("#"):
            local = href.lower().startswith("file:")
            self.losses.add(Loss.LOCAL_FILE if local else Loss.LINK)
        self._looks.start(tag, style_of(tag, text), link=link, shown=shown)
        return at

    def _image(self, _tag: str, text: str, at: int) -> int:
        found = attributes(text)
        source = found.get("src", "").strip()
        alt = " ".join((found.get("alt") or found.get("title") or "").split())
        link, loss = image_source(source)
        looks = self._looks
        if loss is not None:
            self.losses.add(loss)
            shown = alt or ("picture" if link else "")
            if shown:
                self._outline.add(Run(shown, looks.style, looks.link or link))
        elif source:
            name = source if "\x02" in source else self._use(source)
            if name:
                self._outline.add(Run(image_markdown(alt, name), READY, looks.link))
        return at

    def _recording(self, tag: str, text: str, at: int) -> int:
        """Audio and video become what Anki itself writes for them."""
        end = self._end_of(tag, at)
        found = _SOURCE.search(f" {text}") or (end and _SOURCE.search(self._html[at:end]))
        if found:
            source = unescape(found[1] or found[2] or found[3] or "").strip()
            _, loss = image_source(source)
            if loss is not None:
                self.losses.add(loss)
            elif name := (source if "\x02" in source else self._use(source)):
                self._outline.add(Run(f"[sound:{name}]", READY))
        return at if end is None else end

    def _code_block(self, tag: str, text: str, at: int) -> int:
        end = self._end_of(tag, at)
        inner = self._html[at:] if end is None else self._html[at:end]
        start = inner[:500]
        language = (
            language_of(attributes(text).get("class", ""))
            or next((language_of(name[1]) for name in _CLASS_IN_CODE.finditer(start)), "")
            or self._language
        )
        self._language = ""
        code = self._kept.put_back_in_code(code_of(inner))
        if code:
            self._outline.block(blocks.fence(code, language))
        return len(self._html) if end is None else end

    def _code(self, tag: str, text: str, at: int) -> int:
        """Code of several lines is a block, whatever it is called."""
        end = None if self._looks.style & CODE else self._end_of(tag, at)
        if end is not None and _LINES_IN_CODE.search(self._html, at, end):
            return self._code_block(tag, text, at)
        self._looks.start(tag, style_of(tag, text))
        return at

    def _list(self, tag: str, text: str, at: int) -> int:
        start = attributes(text).get("start", "") if tag == "ol" and text else ""
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
        self._outline.open(Frame(Kind.LIST, ordered=tag == "ol", start=number))
        return at

    def _item(self, _tag: str, _text: str, at: int) -> int:
        if not self._outline.open_part(Frame(Kind.ITEM)):
            if not self._outline.is_too_deep(Kind.LIST):
                self._outline.open(Frame(Kind.LIST))
            if not self._outline.open_part(Frame(Kind.ITEM)):
                self._outline.edge()
        return at

    def _quote(self, _tag: str, _text: str, at: int) -> int:
        self._outline.open(Frame(Kind.QUOTE))
        return at

    def _table(self, _tag: str, _text: str, at: int) -> int:
        self._outline.open(Frame(Kind.TABLE))
        return at

    def _table_head(self, _tag: str, _text: str, at: int) -> int:
        self._in_table_head = True
        return at

    def _row(self, _tag: str, _text: str, at: int) -> int:
        self._outline.open_row()
        return at

    def _cell(self, tag: str, text: str, at: int) -> int:
        found = attributes(text) if text else {}
        if _LINE_NUMBERS.search(found.get("class", "")):
            end = self._end_of(tag, at)
            if end is not None:
                return end
        span = found.get("colspan", "")
        columns = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
        heading = tag == "th" or self._in_table_head
        frame = Frame(Kind.CELL, heading=heading, span=min(max(columns, 1), _MOST_COLUMNS))
        if not self._outline.open_part(frame):
            self._outline.edge()
        return at

    def _rule(self, _tag: str, _text: str, at: int) -> int:
        if self._writer.bars:
            self._outline.edge()
        else:
            self._outline.block(blocks.rule())
        return at

    def _input(self, _tag: str, text: str, at: int) -> int:
        found = attributes(text)
        if found.get("type", "").lower() == "checkbox":
            self._outline.add(Run("[x] " if "checked" in found else "[ ] "))
        return at

    def _sign(self, tag: str, _text: str, at: int) -> int:
        self._outline.add(Run(_SIGNS[tag][0], self._looks.style, self._looks.link))
        return at


_HIDEABLE = tags.LINES | tags.PARAGRAPHS | {"span", "font", "b", "i", "em", "strong", "u", "label"}
_CLASS_IN_CODE = re.compile(r"<(?:code|span|div)\b[^<>]*?\bclass\s*=\s*[\"']([^\"'<>]*)", re.I)
_SIGNS = {"q": ("“", "”"), "rt": ("(", ")")}
_CLOSES = {
    "ul": Kind.LIST,
    "ol": Kind.LIST,
    "li": Kind.ITEM,
    "table": Kind.TABLE,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "tr": Kind.CELL,
    "blockquote": Kind.QUOTE,
}
_STARTS: dict[str, Callable[[Walk, str, str, int], int]] = {
    "a": Walk._link,
    "img": Walk._image,
    "audio": Walk._recording,
    "video": Walk._recording,
    "pre": Walk._code_block,
    "xmp": Walk._code_block,
    "code": Walk._code,
    "tt": Walk._code,
    "samp": Walk._code,
    "ul": Walk._list,
    "ol": Walk._list,
    "menu": Walk._list,
    "li": Walk._item,
    "blockquote": Walk._quote,
    "table": Walk._table,
    "thead": Walk._table_head,
    "tr": Walk._row,
    "td": Walk._cell,
    "th": Walk._cell,
    "hr": Walk._rule,
    "input": Walk._input,
    "q": Walk._sign,
    "rt": Walk._sign,
}
