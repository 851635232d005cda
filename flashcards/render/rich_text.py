"""Markdown to the HTML subset that a card shows.

Formulas are taken out before Markdown could read them, and put back as images whose source is
``formula:`` (in a line) or ``formula-block:`` and their percent-encoded LaTeX. A sound is its name.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from flashcards.render.blocks import Fence, RefusedError, regular_lines
from flashcards.render.formula import FormulaSpan, formula_spans
from flashcards.render.highlighting import highlight
from flashcards.render.references import SOUND
from flashcards.render.sanitiser import SOUND_CLASS, sanitise

LONGEST = 100_000
"""Characters of a text that is still drawn as Markdown."""

FORMULA, FORMULA_BLOCK = "formula:", "formula-block:"
"""How the source of an image begins that stands for a formula, in a line and by itself."""

_SHOWN_OF_REFUSED = 4_000

# What stands for a formula meanwhile: its number between characters that no text has.
_OPEN, _CLOSE = "\U000f5e00", "\U000f5e01"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_OWN_PARAGRAPH = re.compile(f"<p>\\s*{_OPEN}(\\d+){_CLOSE}\\s*</p>")
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')


def render_markdown(text: str, *, media_prefix: str = "") -> str:
    """Markdown as sanitised HTML for a QTextDocument.

    Code is in ``pre`` with the classes of ``highlighting.TOKEN_CLASSES``; an image's source is
    ``media_prefix`` and its plain, percent-encoded name, or ``sanitiser.MISSING``. Without a prefix
    there are neither images nor formulas, but words for them. A text that is too long or nested too
    deep is not drawn: what stands instead says so and shows the text's beginning as it is.
    """
    return _rendered(text, media_prefix, False)


def render_inline(text: str, *, media_prefix: str = "") -> str:
    """A line of Markdown as sanitised HTML without block elements.

    A line that looks like a heading or a list item stays as it is.
    """
    return _rendered(text, media_prefix, True)


@lru_cache(maxsize=128)
def _rendered(text: str, media_prefix: str, inline: bool) -> str:
    if len(text) > LONGEST:
        return _refused(text, "very long")
    parser = _parsers.inline if inline else _parsers.blocks
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    formulas = formula_spans(text)
    try:
        html = parser.reset().convert(_without(text, formulas))
    except RefusedError as error:
        return _refused(text, str(error))
    html = sanitise(html, media_prefix=media_prefix, inline=inline)
    return _with(html, text, formulas, drawn=bool(media_prefix)).strip()


def _refused(text: str, reason: str) -> str:
    shown = escape(text[:_SHOWN_OF_REFUSED], quote=False)
    more = "…" if len(text) > _SHOWN_OF_REFUSED else ""
    notice = f"<p><em>This text is {reason} and is not drawn. It begins:</em></p>"
    return f"{notice}<pre>{shown}{more}</pre>"


def _without(text: str, formulas: Sequence[FormulaSpan]) -> str:
    """The text with a place for each formula."""
    parts = []
    at = 0
    for number, formula in enumerate(formulas):
        parts += [text[at : formula.start], f"{_OPEN}{number}{_CLOSE}"]
        at = formula.end
    return "".join((*parts, text[at:]))


def _with(html: str, text: str, formulas: Sequence[FormulaSpan], *, drawn: bool) -> str:
    """The HTML with the formulas in their places; a block alone in its paragraph is centred."""
    if not formulas:
        return html

    def latex(match: re.Match[str]) -> str:
        return escape(formulas[int(match[1])].latex)

    def image(match: re.Match[str]) -> str:
        formula = formulas[int(match[1])]
        if not drawn:
            return f"<code>{escape(text[formula.start : formula.end], quote=False)}</code>"
        scheme = FORMULA_BLOCK if formula.display else FORMULA
        source = scheme + quote(formula.latex, safe="")
        picture = f'<img src="{source}" alt="{escape(formula.latex)}">'
        return _on_its_line(picture, match) if formula.display else picture

    def paragraph(match: re.Match[str]) -> str:
        centred = ' align="center"' if formulas[int(match[1])].display else ""
        return f"<p{centred}>{image(match)}</p>"

    # in the description of an image there are no images
    html = _TAG.sub(lambda match: _PLACE.sub(latex, match[0]), html)
    return _PLACE.sub(image, _OWN_PARAGRAPH.sub(paragraph, html))


def _on_its_line(picture: str, match: re.Match[str]) -> str:
    """A block that stands among words, with line breaks where there are words beside it."""
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    above = "" if not before or before.endswith(">") else "<br>"
    below = "" if not after or after.startswith("<") else "<br>"
    return above + picture + below


class _Structure(Preprocessor):
    """Takes fences out as coloured code and makes lists regular."""

    def run(self, lines: list[str]) -> list[str]:
        # A placeholder at the end needs a blank line behind it to be a block of its own.
        return [*regular_lines(lines, self._place), "", ""]

    def _place(self, fence: Fence) -> str:
        # The first newline after <pre> belongs to the tag, so a code's own blank line needs one.
        html = f"<pre>\n{highlight(fence.code, fence.info)}</pre>"
        return self.md.htmlStash.store(html)


class _BareLink(InlineProcessor):
    """``https://…`` as it stands in a text, without the punctuation that ends the sentence."""

    PATTERN = r"(?<![\w/:.@\"'(=])(https://[^\s<>()\[\]`\"']*[^\s<>()\[\]`\"'.,;:!?*_])"

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is the base class's
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", href=m[1])
        link.text = m[1]
        return link, m.start(0), m.end(0)


class _Sound(InlineProcessor):
    """``[sound:x.mp3]`` as the name of the sound: nothing here plays it."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is the base class's
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        chip = Element("span", {"class": SOUND_CLASS})
        chip.text = AtomicString(f"\u00a0sound: {m['name'].strip()}\u00a0")
        return chip, m.start(0), m.end(0)


class _CardMarkdown(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is the base class's
        # After normalising white space (30), before raw HTML (20) could look into a fence.
        md.preprocessors.register(_Structure(md), "structure", 25)
        # Code is fenced; text that is only indented stays text.
        md.parser.blockprocessors.deregister("code")
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~~(.+?)~~", "del"), "del", 65)
        md.inlinePatterns.register(_BareLink(_BareLink.PATTERN, md), "bare_link", 115)
        # Before escapes (180) and emphasis: the name is no Markdown.
        md.inlinePatterns.register(_Sound(SOUND.pattern, md), "sound", 185)


class _InlineMarkdown(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is the base class's
        for name in ("structure", "html_block"):
            md.preprocessors.deregister(name)
        for name in ("indent", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"):
            md.parser.blockprocessors.deregister(name)


class _Parsers(threading.local):
    """Python-Markdown's parsers keep state while they convert, so each thread has its own."""

    def __init__(self) -> None:
        self.blocks = Markdown(
            extensions=["tables", "sane_lists", _CardMarkdown()],
            extension_configs={"tables": {"use_align_attribute": True}},
        )
        self.inline = Markdown(extensions=[_CardMarkdown(), _InlineMarkdown()])


_parsers = _Parsers()
