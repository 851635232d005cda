"""The words and marks of a search query, with their places.

Reading never fails: a field for queries colours whatever stands in it from these tokens, and the
parser in ``query`` says what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

_CLOSING = {'"': '"', "“": '”“"', "”": '”"', "„": '“”"'}
PROPERTY_PREFIX = "prop"
"""`prop:recall<0.9` means `recall<0.9`."""

_ESCAPABLE = frozenset('\\*():-"“”„')
_FIELD = re.compile(r"([A-Za-z]+)(:(?!:|//)|<=|>=|!=|==|<|>|=)")
_NUMBER_START = re.compile(r"[+-]?[.0-9]")
# What makes a dash mere text: `a - b`, `--force` and `->` leave nothing out.
_NO_NEGATION = frozenset(")->")


class TokenKind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    NOT = auto()
    AND = auto()
    OR = auto()
    FIELD = auto()
    OPERATOR = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text in which ``*`` stands for any characters: the pieces between the stars."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text with its stars."""
        return "*".join(self.pieces)

    @property
    def is_plain(self) -> bool:
        """Whether there is no star in it."""
        return len(self.pieces) == 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was written."""
        return self.is_plain and not self.text.strip()

    def matches(self, text: str) -> bool:
        """Whether the whole text is of this form; case counts. The time is linear."""
        first, *others = self.pieces
        if not others:
            return text == first
        last = others.pop()
        if len(text) < len(first) + len(last):
            return False
        if not (text.startswith(first) and text.endswith(last)):
            return False
        at, end = len(first), len(text) - len(last)
        for piece in others:
            at = text.find(piece, at, end)
            if at < 0:
                return False
            at += len(piece)
        return True


@dataclass(frozen=True, slots=True)
class Token:
    """A token; ``start`` and ``end`` bound it in the query.

    ``text``: as it is written, without the quotes of a quoted TEXT. ``pattern``: TEXT only, with
    escapes resolved. ``closed`` is False where the second quote is missing.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    pattern: Pattern = Pattern(("",))
    quoted: bool = False
    closed: bool = True


def tokenize(query: str, fields: Collection[str]) -> tuple[Token, ...]:
    """The tokens of a query, from left to right.

    The value of a field is the TEXT that begins where its OPERATOR ends. ``fields`` are the known
    names, in lower case: `List<String>` is a word, because it neither begins with one of them nor
    compares with a number.
    """
    found: list[Token] = []
    at = 0
    while at < len(query):
        if _is_blank(query[at]):
            at += 1
            continue
        for token in _tokens_at(query, at, fields):
            found.append(token)
            at = token.end
    return tuple(found)


def _tokens_at(query: str, at: int, fields: Collection[str]) -> tuple[Token, ...]:
    mark = query[at]
    if mark in "()":
        kind = TokenKind.OPEN if mark == "(" else TokenKind.CLOSE
        return (Token(kind, at, at + 1, mark),)
    if mark == "-" and _negates(query, at + 1):
        return (Token(TokenKind.NOT, at, at + 1, mark),)
    field = _FIELD.match(query, at)
    if field is not None and _is_field(query, field, fields):
        return _field_tokens(query, field)
    return (_text_at(query, at, keywords=True),)


def _field_tokens(query: str, field: re.Match[str]) -> tuple[Token, ...]:
    name = Token(TokenKind.FIELD, field.start(1), field.end(1), field[1])
    operator = Token(TokenKind.OPERATOR, field.start(2), field.end(2), field[2])
    at = operator.end
    if at == len(query) or _is_blank(query[at]) or query[at] == ")":
        return (name, operator)
    if name.text.lower() == PROPERTY_PREFIX and _FIELD.match(query, at):
        return (name, operator)
    return (name, operator, _text_at(query, at))


def _is_field(query: str, field: re.Match[str], fields: Collection[str]) -> bool:
    if field[2] == ":" or field[1].lower() in fields:
        return True
    at = field.end()
    return at == len(query) or _is_blank(query[at]) or bool(_NUMBER_START.match(query, at))


def _negates(query: str, following: int) -> bool:
    if following == len(query):
        return False
    return query[following] not in _NO_NEGATION and not _is_blank(query[following])


def _text_at(query: str, at: int, *, keywords: bool = False) -> Token:
    if query[at] in _CLOSING:
        return _quoted_at(query, at)
    reading = _Reading(query, at)
    open_parentheses = 0
    while not reading.at_end and not _is_blank(reading.mark):
        if reading.mark == "(":
            open_parentheses += 1
        elif reading.mark == ")":
            if not open_parentheses:
                break
            open_parentheses -= 1
        reading.take()
    text = query[at : reading.at]
    kind = TokenKind.TEXT
    if keywords:
        kind = {"or": TokenKind.OR, "and": TokenKind.AND}.get(text.lower(), kind)
    return Token(kind, at, reading.at, text, reading.pattern())


def _quoted_at(query: str, at: int) -> Token:
    reading = _Reading(query, at + 1)
    while not reading.at_end and reading.mark not in _CLOSING[query[at]]:
        reading.take()
    closed = not reading.at_end
    return Token(
        TokenKind.TEXT,
        at,
        reading.at + closed,
        query[at + 1 : reading.at],
        reading.pattern(),
        quoted=True,
        closed=closed,
    )


class _Reading:
    """Reads a text character by character into the pieces between its stars."""

    def __init__(self, query: str, at: int) -> None:
        self.at = at
        self._query = query
        self._pieces: list[list[str]] = [[]]

    @property
    def at_end(self) -> bool:
        return self.at >= len(self._query)

    @property
    def mark(self) -> str:
        """The next character; never an escaped one."""
        return self._query[self.at]

    def take(self) -> None:
        """Take the next character, with the one that it escapes."""
        mark = self.mark
        escaped = self._query[self.at + 1 : self.at + 2]
        if mark == "\\" and escaped in _ESCAPABLE:
            self._pieces[-1].append(escaped)
            self.at += 2
            return
        if mark == "*":
            self._pieces.append([])
        else:
            self._pieces[-1].append(" " if _is_blank(mark) else mark)
        self.at += 1

    def pattern(self) -> Pattern:
        """What was taken."""
        return Pattern(tuple("".join(piece) for piece in self._pieces))


def _is_blank(mark: str) -> bool:
    """White space, and what a database can't take: control characters and lone surrogates."""
    return mark.isspace() or mark < " " or mark == "\x7f" or "\ud800" <= mark <= "\udfff"
