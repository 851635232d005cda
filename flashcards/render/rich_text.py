"""Markdown to the HTML subset that a card shows."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor

from flashcards.render.blocks import Fence, RefusedError, regular_lines
from flashcards.render.highlighting import highlight
from flashcards.render.sanitiser import sanitise

LONGEST = 100_000
"""Characters of a text that is still drawn as Markdown."""

_SHOWN_OF_REFUSED = 4_000


def render_markdown(text: str, *, media_prefix: str = "") -> str:
    """Markdown as sanitised HTML for a QTextDocument.

    Code is in ``pre`` with the classes of ``highlighting.TOKEN_CLASSES``; an image's source is
    ``media_prefix`` and its plain, percent-encoded name. A text that is too long or nested too deep
    is not drawn: what stands instead says so and shows the text's beginning as it is.
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
    try:
        html = parser.reset().convert(text)
    except RefusedError as error:
        return _refused(text, str(error))
    return sanitise(html, media_prefix=media_prefix, inline=inline).strip()


def _refused(text: str, reason: str) -> str:
    shown = escape(text[:_SHOWN_OF_REFUSED], quote=False)
    more = "…" if len(text) > _SHOWN_OF_REFUSED else ""
    notice = f"<p><em>This text is {reason} and is not drawn. It begins:</em></p>"
    return f"{notice}<pre>{shown}{more}</pre>"


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


class _CardMarkdown(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is the base class's
        # After normalising white space (30), before raw HTML (20) could look into a fence.
        md.preprocessors.register(_Structure(md), "structure", 25)
        # Code is fenced; text that is only indented stays text.
        md.parser.blockprocessors.deregister("code")
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~~(.+?)~~", "del"), "del", 65)
        md.inlinePatterns.register(_BareLink(_BareLink.PATTERN, md), "bare_link", 115)


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
