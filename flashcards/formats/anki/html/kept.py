r"""What stands in HTML text but is no text: formulas, sounds, and the placeholders of templates.

They are taken out before the HTML is read and put back into the Markdown, untouched by either.
A control character, of which the text is free, marks their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_OPENING = re.compile(r"\\\(|\\\[|\[\$\$?\]|\[latex\]|\[sound:|\[anki:play:|\{\{", re.IGNORECASE)
_CLOSING = {
    r"\(": r"\)",
    r"\[": r"\]",
    "[$]": "[/$]",
    "[$$]": "[/$$]",
    "[latex]": "[/latex]",
    "[sound:": "]",
    "[anki:play:": "]",
    "{{": "}}",
}
_CLOSING_PATTERNS = {
    kind: re.compile(re.escape(closing), re.IGNORECASE) for kind, closing in _CLOSING.items()
}
_DISPLAYED = {r"\[", "[$$]"}
_LONGEST = {"[sound:": 500, "[anki:play:": 100, "{{": 300}
_LONGEST_FORMULA = 10_000
_MARK = re.compile("\x02(\\d+)\x03(\\(?)")
_NO_FORMULA = re.compile(r"</?(?:pre|code|td|th|tr|li|table|script|style)\b", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?div|/?p)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENVIRONMENT = re.compile(r"\\begin\{(?:math|displaymath)\}(.*)\\end\{(?:math|displaymath)\}", re.S)
_LATEX_ENVIRONMENT = re.compile(r"\\begin\{")


def has_pieces(html: str) -> bool:
    """Whether there is anything to take out of a field."""
    return ("\\" in html or "[" in html) and _OPENING.search(html) is not None


class Kept:
    """The pieces that were taken out of one text.

    ``sound`` turns the name of a sound into the one that is used.
    """

    def __init__(self, sound: Callable[[str], str], *, placeholders: bool) -> None:
        self._pieces: list[tuple[str, str]] = []
        self._sound = sound
        self._placeholders = placeholders

    def take_out(self, html: str) -> str:
        """The HTML with marks in place of these pieces. Takes time in proportion to its length."""
        if "\\" not in html and "[" not in html and not self._placeholders:
            return html
        parts: list[str] = []
        at = 0
        ends: dict[str, int] = {}
        for opening in _OPENING.finditer(html):
            kind = opening[0].lower()
            if opening.start() < at:
                continue
            end = self._end(html, kind, opening.end(), ends)
            if end is None:
                continue
            inner = html[opening.end() : end - len(_CLOSING[kind])]
            piece = self._piece(kind, inner)
            if piece is None:
                continue
            parts += (html[at : opening.start()], self._mark(html[opening.start() : end], piece))
            at = end + (inner.startswith("{") and html.startswith("}", end))
        return "".join((*parts, html[at:])) if parts else html

    def put_back(self, markdown: str) -> str:
        """The Markdown with the pieces in their places."""
        return _MARK.sub(self._shown, markdown) if "\x02" in markdown else markdown

    def put_back_in_code(self, text: str) -> str:
        """The text of code, in which a formula is only what was typed."""
        return _MARK.sub(self._typed, text) if "\x02" in text else text

    def without_bars(self, text: str) -> None:
        """Let the pieces of a text stand in a cell of a table, which a ``|`` would end."""
        for mark in _MARK.finditer(text):
            raw, shown = self._pieces[int(mark[1])]
            self._pieces[int(mark[1])] = (raw, shown.replace("|", r"\vert "))

    def _end(self, html: str, kind: str, start: int, ends: dict[str, int]) -> int | None:
        """Behind the closing of a piece that begins at a place, None where that is too far away.

        ``ends``: where the next closing of each kind is, so that none is looked for twice.
        """
        if kind == "{{" and not self._placeholders:
            return None
        if ends.get(kind, -1) < start:
            found = _CLOSING_PATTERNS[kind].search(html, start)
            ends[kind] = found.start() if found else len(html)
        end = ends[kind] + len(_CLOSING[kind])
        longest = _LONGEST.get(kind, _LONGEST_FORMULA)
        return end if end <= len(html) and ends[kind] - start <= longest else None

    def _piece(self, kind: str, inner: str) -> str | None:
        """The Markdown of a piece, None where it is text after all."""
        if kind == "{{":
            inner = unescape(inner.removeprefix("{")).strip()
            sign, name = (inner[:1], inner[1:].strip()) if inner[:1] in "#^/" else ("", inner)
            return f"{{{{{sign}{name}}}}}" if name and "{" not in name else None
        if kind == "[anki:play:":
            return None if "<" in inner else f"[anki:play:{inner}]"
        if kind == "[sound:":
            name = "" if "<" in inner else self._sound(unescape(inner).strip())
            return f"[sound:{name}]" if name else None
        if _NO_FORMULA.search(inner):
            return None
        return _formula(kind, inner)

    def _mark(self, raw: str, piece: str) -> str:
        self._pieces.append((raw, piece))
        return f"\x02{len(self._pieces) - 1}\x03"

    def _shown(self, mark: re.Match[str]) -> str:
        piece = self._pieces[int(mark[1])][1]
        # what follows a sound must not make a link of it
        bracket = "&#40;" if mark[2] and piece.endswith("]") else mark[2]
        return piece + bracket

    def _typed(self, mark: re.Match[str]) -> str:
        raw, piece = self._pieces[int(mark[1])]
        typed = piece if raw.startswith(("{{", "[")) else text_of(raw)
        return typed + mark[2]


def _formula(kind: str, inner: str) -> str | None:
    tex = " ".join(text_of(inner).split())
    displayed = kind in _DISPLAYED
    if kind == "[latex]":
        if environment := _ENVIRONMENT.fullmatch(tex):
            displayed = "displaymath" in tex[:20]
            tex = environment[1].strip()
        elif len(tex) > 4 and tex.startswith("$$") and tex.endswith("$$"):
            displayed, tex = True, tex[2:-2].strip()
        elif len(tex) > 2 and tex.startswith("$") and tex.endswith("$") and tex.count("$") == 2:
            tex = tex[1:-1].strip()
        else:
            displayed = _LATEX_ENVIRONMENT.match(tex) is not None
    if not tex:
        return None
    return rf"\[{tex}\]" if displayed else rf"\({tex}\)"


def text_of(html: str) -> str:
    """The text of HTML without its tags; what begins a line stays on one of its own."""
    if "<" in html:
        html = _TAG.sub("", _BREAK.sub("\n", html))
    if "&" in html:
        html = unescape(html)
    return html.replace("\xa0", " ")
