r"""Formulas between dollar signs, as KaTeX and GitHub read them, to ``\(…\)`` and ``\[…\]``."""

from __future__ import annotations

import re

from flashcards.formats.markdown.deletions import without_code

FORMULA = re.compile(
    r"""
      (?<![\\$])\$\$(?!\$)(?P<display>(?:[^$\\]|\\.){1,4000}?)\$\$(?!\$)
    | (?<![\\$\w])\$(?![\s$])(?P<inline>(?:[^$\\\n]|\\[^\n]|\n(?!\s*\n)){1,1000}?)(?<!\s)\$(?![\d$])
    """,
    re.VERBOSE | re.DOTALL,
)
"""A formula in a text without code, with its dollar signs."""

_LATEX = re.compile(r"[\\^_{}=<>+]|^\w$")


def with_brackets(text: str, *, surely: bool = False) -> str:
    r"""The text with its formulas in the brackets that cards know; code stays as it is.

    A dollar sign before a digit or after a blank is money. ``surely``: only what shows a sign of
    LaTeX is a formula, for texts in which a name of the shell may stand between two dollar signs.
    """
    if "$" not in text:
        return text
    parts: list[str] = []
    at = 0
    for found in FORMULA.finditer(without_code(text)):
        name = found.lastgroup or "inline"
        formula = text[found.start(name) : found.end(name)].strip()
        if surely and not _LATEX.search(formula):
            continue
        opening, closing = (r"\[", r"\]") if name == "display" else (r"\(", r"\)")
        parts += [text[at : found.start()], opening, formula, closing]
        at = found.end()
    return "".join((*parts, text[at:]))
