"""Code in colour: Pygments tokens folded into the five families that the theme colours."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    Token,
    _TokenType,
)
from pygments.util import ClassNotFound

from flashcards.render.languages import lexer_name

TOKEN_CLASSES = ("k", "s", "m", "c", "nf")
"""Keyword, string, number, comment, name: Pygments' own short names of the families."""

_LONGEST_COLOURED = 40_000  # characters; a lexer may need quadratic time on hostile text

_FAMILIES: dict[_TokenType, str] = {
    Token: "",
    Keyword: "k",
    Operator.Word: "k",
    String: "s",
    Number: "m",
    Comment: "c",
    Name.Attribute: "nf",
    Name.Builtin: "nf",
    Name.Builtin.Pseudo: "",
    Name.Class: "nf",
    Name.Decorator: "nf",
    Name.Exception: "nf",
    Name.Function: "nf",
    Name.Tag: "nf",
}


def highlight(code: str, language: str) -> str:
    """Code as HTML in which ``<span class>`` names one of ``TOKEN_CLASSES``; never fails.

    No span crosses the end of a line. An unknown language and very long code stay plain.
    """
    lexer = _lexer(lexer_name(language)) if len(code) <= _LONGEST_COLOURED else None
    if lexer is None:
        return escape(code, quote=False)
    coloured = ((_family(token_type), text) for token_type, text in lexer.get_tokens(code))
    return "".join(
        _span("".join(text for _, text in group), family)
        for family, group in groupby(coloured, key=itemgetter(0))
    )


def _span(text: str, family: str) -> str:
    escaped = escape(text, quote=False)
    if not family:
        return escaped
    return "\n".join(
        f'<span class="{family}">{line}</span>' if line else "" for line in escaped.split("\n")
    )


@lru_cache(maxsize=256)
def _family(token_type: _TokenType) -> str:
    while token_type not in _FAMILIES and token_type.parent is not None:
        token_type = token_type.parent
    return _FAMILIES.get(token_type, "")


@lru_cache(maxsize=64)
def _lexer(name: str) -> Lexer | None:
    if not name:
        return None
    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
