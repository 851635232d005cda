"""Which tags mean what, for the walk over a text."""

from __future__ import annotations

from flashcards.formats.anki.html.losses import Loss

DROPPED = {
    "script": Loss.SCRIPT,
    "style": Loss.SCRIPT,
    "noscript": None,
    "template": None,
    "title": None,
    "head": None,
    "form": Loss.FORM,
    "iframe": Loss.FORM,
    "frameset": Loss.FORM,
    "object": Loss.FORM,
    "embed": Loss.FORM,
    "applet": Loss.FORM,
    "button": Loss.FORM,
    "select": Loss.FORM,
    "textarea": Loss.FORM,
    "svg": Loss.DRAWING,
    "canvas": Loss.DRAWING,
    "math": Loss.DRAWING,
    "rp": None,
}
"""Elements that go with all that is in them, and what is lost with them."""

RAW_TEXT = {"script", "style"}
"""Elements in which tags mean nothing, so that without an end they reach to the end."""

VOID = {
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
}  # fmt: skip
"""Elements without an end."""

LINES = {
    "address", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "footer", "header", "html", "legend", "main", "nav", "summary",
}  # fmt: skip
"""Elements that begin and end a line."""

PARAGRAPHS = {"article", "figure", "hgroup", "p", "section"}
"""Elements with a gap before and after."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
