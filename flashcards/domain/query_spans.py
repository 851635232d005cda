"""A query in pieces to be coloured, and how it could go on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from flashcards.domain.note import NoteKind
from flashcards.domain.query import query_tokens
from flashcards.domain.query_fields import BY_NAME, FIELDS, NAMES, PROPERTIES
from flashcards.domain.query_nodes import FLAG_NAMES, Name, Part, Standing
from flashcards.domain.query_tokens import PROPERTY_PREFIX, Token, TokenKind
from flashcards.domain.query_values import RATINGS

MOST_OPTIONS = 50

_PLAIN_VALUE = re.compile(r"[\w./#+-]+(?:::?[\w./#+-]+)*")
_ESCAPED = re.compile(r'([\\"*])')
_DAYS = ("1", "7", "30")
_SHOWN = {TokenKind.TEXT, TokenKind.FIELD}


class SpanKind(StrEnum):
    """What a piece of a query is. ``FIELD`` takes in the dash before and the colon behind it."""

    FIELD = "field"
    OPERATOR = "operator"
    VALUE = "value"
    TEXT = "text"
    PHRASE = "phrase"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a query from ``start`` to ``end``."""

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Option:
    """A way to go on: ``text`` takes the place of what was begun, ``meaning`` explains it."""

    text: str
    meaning: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether a term is complete with it, so that a blank may follow."""
        return not self.text.endswith((":", "<"))


@dataclass(frozen=True, slots=True)
class Completions:
    """The ways to go on at a place; each replaces what stands from ``start`` to ``end``."""

    start: int
    end: int
    options: tuple[Option, ...] = ()


def spans(text: str) -> tuple[Span, ...]:
    """The pieces of a query from left to right, right or wrong; only blanks lie between them."""
    found: list[Span] = []
    tokens = query_tokens(text)
    for before, token in zip((None, *tokens), tokens, strict=False):
        touches = before is not None and before.end == token.start
        if token.kind is TokenKind.FIELD:
            negated = touches and before is not None and before.kind is TokenKind.NOT
            start = found.pop().start if negated else token.start
            found.append(Span(SpanKind.FIELD, start, token.end))
        elif token.kind is TokenKind.OPERATOR and token.text == ":":
            found[-1] = Span(SpanKind.FIELD, found[-1].start, token.end)
        elif token.kind is TokenKind.TEXT and touches and _opens_value(before):
            found.append(Span(SpanKind.VALUE, token.start, token.end))
        else:
            found.append(Span(_kind(token), token.start, token.end))
    return tuple(found)


def completions(
    text: str, cursor: int, names: Mapping[Name, Sequence[str]] | None = None
) -> Completions:
    """How the query could go on where the cursor stands.

    ``names``: what the library has of each; they are offered behind their fields.
    """
    tokens = query_tokens(text)
    field = _field_before(tokens, cursor)
    if field is not None:
        start, end = field[1].end, _end_of_value(tokens, field[1].end)
        begun = text[start:cursor].lstrip('"“„').casefold()
        values = _values(field[0].text.lower(), names or {})
        return Completions(start, end, _fitting(values, begun))
    word = next((t for t in tokens if t.kind in _SHOWN and t.start < cursor <= t.end), None)
    start, end = (word.start, word.end) if word else (cursor, cursor)
    if word is not None and word.kind is TokenKind.FIELD:
        end = next((t.end for t in tokens if t.start == word.end), end)
    options = [*_fields(), *(_states() if word else ())]
    if text[:start].lower().endswith(f"{PROPERTY_PREFIX}:"):
        options = [option for option in options if option.text.endswith("<")]
    elif (word and word.quoted) or any(_opens_value(t) and t.end == start for t in tokens):
        return Completions(start, end)  # in quotes, and behind a comparison, anything may stand
    return Completions(start, end, _fitting(options, text[start:cursor].casefold()))


def quoted(value: str) -> str:
    """A value as it stands behind a colon: in quotes, and escaped, where it needs that."""
    if _PLAIN_VALUE.fullmatch(value):
        return value
    escaped = _ESCAPED.sub(r"\\\1", value)
    return f'"{escaped}"'


def _opens_value(token: Token | None) -> bool:
    return token is not None and token.kind is TokenKind.OPERATOR


def _kind(token: Token) -> SpanKind:
    if token.kind is TokenKind.TEXT:
        return SpanKind.PHRASE if token.quoted else SpanKind.TEXT
    return SpanKind.OPERATOR if token.kind is TokenKind.OPERATOR else SpanKind.MARK


def _field_before(tokens: Sequence[Token], cursor: int) -> tuple[Token, Token] | None:
    """The field, and its colon, whose value the cursor is in or could begin."""
    for field, colon in pairwise(tokens):
        if field.kind is TokenKind.FIELD and colon.text == ":" and colon.end <= cursor:
            end = _end_of_value(tokens, colon.end)
            if cursor <= end and field.text.lower() != PROPERTY_PREFIX:
                return field, colon
    return None


def _end_of_value(tokens: Sequence[Token], start: int) -> int:
    return next((t.end for t in tokens if t.start == start and t.kind is TokenKind.TEXT), start)


def _fields() -> Iterator[Option]:
    for name in FIELDS:
        mark = "<" if name in PROPERTIES else ":"
        yield Option(name + mark, BY_NAME[name].meaning)


def _states() -> Iterator[Option]:
    return (Option(f"is:{standing.value}") for standing in Standing)


def _values(field: str, names: Mapping[Name, Sequence[str]]) -> Iterator[Option]:
    if field in NAMES:
        yield from (Option(quoted(name)) for name in names.get(Name(field), ()))
    elif field == "rated":
        yield from map(Option, _DAYS)
        yield from (Option(f"7:{grade}") for grade in RATINGS)
    elif field in ("added", "edited"):
        yield from map(Option, _DAYS)
    elif field == "flag":
        yield from map(Option, FLAG_NAMES)
    elif field in ("is", "kind", "has"):
        choices: dict[str, Iterable[str]] = {"is": Standing, "kind": NoteKind, "has": Part}
        yield from (Option(str(choice)) for choice in choices[field])


def _fitting(options: Iterable[Option], begun: str) -> tuple[Option, ...]:
    """Those that begin like this, then those with a word that does, then those that hold it."""
    ranked: list[list[Option]] = [[], [], []]
    for option in options:
        place = _place(option, begun)
        if place is not None:
            ranked[place].append(option)
    return tuple(option for some in ranked for option in some)[:MOST_OPTIONS]


def _place(option: Option, begun: str) -> int | None:
    text = option.text.strip('"').casefold()
    if text.startswith(begun):
        return 0
    if re.search(rf"[\W_]{re.escape(begun)}", text):
        return 1
    return 2 if len(begun) > 1 and begun in text else None
