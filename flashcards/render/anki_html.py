"""Markdown as the HTML of an Anki field: pictures by their plain names, formulas as MathJax."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import unquote

from flashcards.render.blocks import fences
from flashcards.render.rich_text import FORMULA, FORMULA_BLOCK, render_markdown

_PREFIX = "media:"
_CODE = "<pre>"
# A line in which no character means anything to Markdown or HTML.
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;?!()/=%](?![ ])|[.:](?=[ ]|$)|'(?=[^\W_]))*(?<! )")
_LONGEST_PLAIN = 2_000
_IMAGE = re.compile(r'<img\b[^<>]*?\bsrc="([^"]*)"[^<>]*>')
_SOUND = re.compile(r"\[sound:([^\[\]\n]+)\]")
_OPEN, _CLOSE = "\U000f5e02", "\U000f5e03"  # characters that no text has
_PUT_BACK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


def anki_html(markdown: str) -> str:
    """A text as a field has it; what a browser makes of it is what a card here shows."""
    if len(markdown) <= _LONGEST_PLAIN and _PLAIN.fullmatch(markdown):
        return f"<p>{markdown}</p>"  # most texts of a large deck: rendering would take far longer
    sounds: list[str] = []

    def keep(match: re.Match[str]) -> str:
        sounds.append(match[0])
        return f"{_OPEN}{len(sounds) - 1}{_CLOSE}"

    html = render_markdown(_SOUND.sub(keep, markdown), media_prefix=_PREFIX)
    html = _IMAGE.sub(_image, _with_languages(html, markdown))
    return _PUT_BACK.sub(lambda match: escape(sounds[int(match[1])], quote=False), html).strip()


def _with_languages(html: str, markdown: str) -> str:
    """The code blocks with the names of their languages, as the web has them."""
    names = [
        escape(fence.info.split()[0]) if fence.info.strip() else "" for fence in fences(markdown)
    ]
    if not any(names) or html.count(_CODE) != len(names):
        return html
    each = iter(names)

    def named(match: re.Match[str]) -> str:
        name = next(each)
        return f'<pre class="language-{name}">' if name else match[0]

    return re.sub(_CODE, named, html)


def _image(match: re.Match[str]) -> str:
    source = unescape(match[1])
    for prefix, begin, end in ((FORMULA_BLOCK, "\\[", "\\]"), (FORMULA, "\\(", "\\)")):
        if source.startswith(prefix):
            latex = unquote(source.removeprefix(prefix))
            return f"{begin}{escape(latex, quote=False)}{end}"
    if source.startswith(_PREFIX):
        name = escape(unquote(source.removeprefix(_PREFIX)))
        return match[0].replace(f'"{match[1]}"', f'"{name}"')
    return ""
