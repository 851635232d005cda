"""The search language, and the reading of a query.

::

    words are all looked for, "an exact phrase" as it stands, s*bstring with stars
    deck:backend::sql  stage:databases  topic:indexing  tag:x  track:python  kind:predict
    is:due  flag:1  recall<0.85  stability>=10  due<7  card:123
    -is:suspended leaves out, `or` is one of both, ( ) group

The language is checked, and a QueryError points at the wrong word. What a query names is not: a
deck that does not exist has no cards, which is no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flashcards.domain.note import NoteKind
from flashcards.domain.query_nodes import (
    FLAGS,
    And,
    Comparison,
    Flagged,
    IdOf,
    Ids,
    Is,
    Name,
    Named,
    Node,
    Not,
    OfKind,
    Operator,
    Or,
    Phrase,
    Property,
    Query,
    Standing,
    Word,
)
from flashcards.domain.query_tokens import PROPERTY_PREFIX, Token, TokenKind, tokenize
from flashcards.errors import QueryError

MAX_LENGTH = 10_000
MAX_TERMS = 200
MAX_DEPTH = 40
_LARGEST_NUMBER = 1e9
_LARGEST_ID = (1 << 63) - 1
_MOST_DECIMALS = 15
_RECALL_DECIMALS = 2  # recall is shown as whole per cent, so that 1 and 1.00 are the same
_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(%?)")
_IDS = re.compile(r"[0-9]{1,19}(?:,[0-9]{1,19})*")

_EXAMPLES = {
    "deck": "deck:databases", "stage": "stage:databases", "topic": "topic:indexing",
    "tag": "tag:marked", "track": "track:python", "is": "is:due", "kind": "kind:predict",
    "flag": "flag:1", "id": "id:123", "note": "note:123", "card": "card:123",
    "recall": "recall<0.85", "stability": "stability>=10", "difficulty": "difficulty>7",
    "lapses": "lapses>=3", "reps": "reps=0", "due": "due<7", "interval": "interval>=21",
    PROPERTY_PREFIX: "prop:recall<0.85",
}  # fmt: skip
FIELDS: tuple[str, ...] = tuple(_EXAMPLES)
"""All that can stand before a colon or a comparison."""

_COMPARISONS = {"==": Operator.EQUAL, **{operator.value: operator for operator in Operator}}
_NAMES = frozenset(name.value for name in Name)
_PROPERTIES = frozenset(each.value for each in Property)
_ID_FIELDS = frozenset(of.value for of in IdOf)


def query_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a query, right or wrong, for colouring and completion."""
    return tokenize(text, FIELDS)


def parse_query(text: str) -> Query:
    """Read a query; an empty one is all cards. Raises QueryError, which bounds the wrong word."""
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"The query is longer than {MAX_LENGTH:,} characters.", MAX_LENGTH, len(text)
        )
    return Query(_Parser(query_tokens(text)).parse())


class _Parser:
    """Recursive descent: alternatives of sequences of terms, negated terms and groups."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._terms = 0

    def parse(self) -> Node:
        node = self._alternatives()
        stray = self._peek()
        if stray is not None:
            raise _wrong(stray, "This `)` closes nothing. Take it out, or put it in quotes.")
        return node

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_is(self, *kinds: TokenKind) -> bool:
        token = self._peek()
        return token is not None and token.kind in kinds

    def _alternatives(self) -> Node:
        branches = [self._sequence()]
        while self._next_is(TokenKind.OR):
            word = self._take()
            branches.append(self._sequence())
            if not all(branches[-2:]):
                raise _wrong(word, f"`{word.text}` needs something on both sides.")
        nodes = [nodes[0] if len(nodes) == 1 else And(tuple(nodes)) for nodes in branches]
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def _sequence(self) -> list[Node]:
        nodes: list[Node] = []
        while self._peek() is not None and not self._next_is(TokenKind.OR, TokenKind.CLOSE):
            if self._next_is(TokenKind.AND):
                word = self._take()
                joins = self._next_is(
                    TokenKind.TEXT, TokenKind.FIELD, TokenKind.OPEN, TokenKind.NOT
                )
                if not nodes or not joins:
                    raise _wrong(word, f"`{word.text}` needs something on both sides.")
            nodes.append(self._factor())
        return nodes

    def _factor(self) -> Node:
        if self._next_is(TokenKind.NOT):
            self._take()
            return Not(self._primary())
        return self._primary()

    def _primary(self) -> Node:
        token = self._take()
        if token.kind is TokenKind.OPEN:
            return self._group(token)
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise _wrong(token, f"The query has more than {MAX_TERMS} terms.")
        return self._field(token) if token.kind is TokenKind.FIELD else _words(token)

    def _group(self, opening: Token) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _wrong(opening, f"Parentheses nest deeper than {MAX_DEPTH} here.")
        node = self._alternatives()
        self._depth -= 1
        closing = self._peek()
        if closing is None:
            raise _wrong(opening, "This `(` is never closed. Add a `)`.")
        self._take()
        if node == And():
            raise QueryError(
                "There is nothing between these parentheses.", opening.start, closing.end
            )
        return node

    def _field(self, field: Token) -> Node:
        name = field.text.lower()
        operator = self._take()
        if name not in _EXAMPLES:
            hint = _did_you_mean(name, FIELDS) or " To search for the text, put it in quotes."
            raise _wrong(field, f"`{_short(field.text)}` is not a field.{hint}")
        if name in _PROPERTIES:
            if operator.text == ":":
                raise _wrong(operator, f"`{name}` is compared, as in `{_EXAMPLES[name]}`.")
            return _comparison(Property(name), operator, self._value(field, operator))
        if operator.text != ":":
            raise _wrong(operator, f"`{name}` takes a colon, as in `{_EXAMPLES[name]}`.")
        if name == PROPERTY_PREFIX:
            return self._prefixed(field, operator)
        return _matching(name, self._value(field, operator))

    def _prefixed(self, prefix: Token, operator: Token) -> Node:
        following = self._peek()
        if following is None or following.start != operator.end:
            raise _no_value(prefix, operator)
        name = following.text.lower()
        if following.kind is not TokenKind.FIELD or name not in _PROPERTIES:
            hint = _did_you_mean(name, _PROPERTIES)
            raise _wrong(
                following,
                f"`{_short(following.text)}` is no number of a card.{hint} "
                f"`{PROPERTY_PREFIX}:` takes {_listed(Property)}.",
            )
        return self._field(self._take())

    def _value(self, field: Token, operator: Token) -> Token:
        value = self._peek()
        if value is None or value.kind is not TokenKind.TEXT or value.start != operator.end:
            raise _no_value(field, operator)
        self._take()
        _require_closed(value)
        if value.pattern.is_blank:
            raise QueryError(_no_value_words(field, operator), field.start, value.end)
        return value


def _words(token: Token) -> Node:
    if not token.quoted:
        return Word(token.pattern)
    _require_closed(token)
    if token.pattern.is_blank:
        raise _wrong(token, "There is nothing between these quotes.")
    return Phrase(token.pattern.text)


def _matching(name: str, value: Token) -> Node:
    if name in _NAMES:
        return Named(Name(name), value.pattern)
    if name in _ID_FIELDS:
        return Ids(IdOf(name), _ids(name, value))
    word = value.pattern.text.lower()
    if name == "flag":
        if word not in map(str, FLAGS):
            raise _wrong(
                value,
                f"`{_short(value.text)}` is no flag. "
                f"`flag:` takes {FLAGS[0]} (none) to {FLAGS[-1]}.",
            )
        return Flagged(int(word))
    choices: type[Standing] | type[NoteKind] = Standing if name == "is" else NoteKind
    if word not in {choice.value for choice in choices}:
        what = "state of a card" if choices is Standing else "kind of note"
        raise _wrong(
            value,
            f"`{_short(value.text)}` is no {what}.{_did_you_mean(word, choices)} "
            f"`{name}:` takes {_listed(choices)}.",
        )
    return Is(Standing(word)) if choices is Standing else OfKind(NoteKind(word))


def _ids(name: str, value: Token) -> tuple[int, ...]:
    text = value.pattern.text
    if _IDS.fullmatch(text):
        found = tuple(int(digits) for digits in text.split(","))
        if max(found) <= _LARGEST_ID:
            return found
    raise _wrong(value, f"`{_short(value.text)}` is no id. Ids are numbers, as in `{name}:123`.")


def _comparison(compared: Property, operator: Token, value: Token) -> Comparison:
    example = _EXAMPLES[compared]
    match = _NUMBER.fullmatch(value.pattern.text)
    if match is None or (match[2] and compared is not Property.RECALL):
        raise _wrong(
            value, f"`{_short(value.text)}` is not a number. Write one, as in `{example}`."
        )
    number = float(match[1]) / (100 if match[2] else 1)
    if compared is Property.RECALL and not 0 <= number <= 1:
        raise _wrong(
            value,
            f"`{_short(value.text)}` is no recall, which is 0 to 1: "
            "write `recall<0.85` or `recall<85%`.",
        )
    if abs(number) > _LARGEST_NUMBER:
        raise _wrong(value, f"`{_short(value.text)}` is too large a number.")
    decimals = len(match[1].partition(".")[2]) + (2 if match[2] else 0)
    if compared is Property.RECALL:
        decimals = max(decimals, _RECALL_DECIMALS)
    return Comparison(compared, _COMPARISONS[operator.text], number, min(decimals, _MOST_DECIMALS))


def _require_closed(token: Token) -> None:
    if not token.closed:
        raise _wrong(token, 'This quote is never closed. Add a `"` where it ends.')


def _no_value(field: Token, operator: Token) -> QueryError:
    return QueryError(_no_value_words(field, operator), field.start, operator.end)


def _no_value_words(field: Token, operator: Token) -> str:
    what = "value" if operator.text == ":" else "number"
    example = _EXAMPLES[field.text.lower()]
    return f"`{field.text}{operator.text}` has no {what}. Add one, as in `{example}`."


def _wrong(token: Token, message: str) -> QueryError:
    return QueryError(message, token.start, token.end)


def _short(text: str) -> str:
    """A word for a message, cut where it is very long."""
    return text if len(text) <= 40 else text[:39] + "…"


def _listed(choices: Iterable[str]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}"


def _did_you_mean(word: str, choices: Iterable[str]) -> str:
    """` Did you mean …?` for the choice that is nearest by typing errors, else nothing."""
    from rapidfuzz.distance import DamerauLevenshtein

    known = [str(choice) for choice in choices]
    most = 1 if len(word) <= 4 else 2
    nearest = min(known, key=lambda choice: DamerauLevenshtein.distance(word, choice))
    if DamerauLevenshtein.distance(word, nearest) > most:
        begun = [choice for choice in known if len(word) >= 3 and choice.startswith(word)]
        if not begun:
            return ""
        nearest = begun[0]
    return f" Did you mean `{nearest}`?"
