"""The search language, and the reading of a query.

::

    words are all looked for, "an exact phrase" as it stands, s*bstring with stars
    deck:backend::sql  stage:databases  topic:indexing  tag:x  track:python  kind:predict
    is:due  flag:1  has:image  rated:7:again  added:7  edited:7  re:b-?tree  card:123
    recall<0.85  stability>=10  due<7  lapses>=3
    -is:suspended leaves out, `or` is one of both, ( ) group

The language is checked, and a QueryError points at the wrong word. What a query names is not: a
deck that does not exist has no cards, which is no error.
"""

from __future__ import annotations

from flashcards.domain.query_fields import FIELDS, PROPERTIES, example
from flashcards.domain.query_nodes import And, Node, Not, Or, Phrase, Property, Query, Word
from flashcards.domain.query_problems import did_you_mean, listed, short, wrong
from flashcards.domain.query_tokens import PROPERTY_PREFIX, Token, TokenKind, tokenize
from flashcards.domain.query_values import comparison, matching
from flashcards.domain.wording import number_text
from flashcards.errors import QueryError
from flashcards.language import _

__all__ = ["FIELDS", "MAX_DEPTH", "MAX_LENGTH", "MAX_TERMS", "parse_query", "query_tokens"]

MAX_LENGTH = 10_000
MAX_TERMS = 200
MAX_DEPTH = 40


def query_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a query, right or wrong, for colouring and completion."""
    return tokenize(text, FIELDS)


def parse_query(text: str) -> Query:
    """Read a query; an empty one is all cards. Raises QueryError, which bounds the wrong word."""
    if len(text) > MAX_LENGTH:
        raise QueryError(
            _("The query is longer than {max_length} characters.").format(
                max_length=number_text(MAX_LENGTH)
            ),
            MAX_LENGTH,
            len(text),
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
            raise wrong(stray, _("This `)` closes nothing. Take it out, or put it in quotes."))
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
                raise wrong(
                    word, _("`{text}` needs something on both sides.").format(text=word.text)
                )
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
                    raise wrong(
                        word, _("`{text}` needs something on both sides.").format(text=word.text)
                    )
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
            raise wrong(
                token, _("The query has more than {max_terms} terms.").format(max_terms=MAX_TERMS)
            )
        return self._field(token) if token.kind is TokenKind.FIELD else _words(token)

    def _group(self, opening: Token) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise wrong(
                opening,
                _("Parentheses nest deeper than {max_depth} here.").format(max_depth=MAX_DEPTH),
            )
        node = self._alternatives()
        self._depth -= 1
        closing = self._peek()
        if closing is None:
            raise wrong(opening, _("This `(` is never closed. Add a `)`."))
        self._take()
        if node == And():
            raise QueryError(
                _("There is nothing between these parentheses."), opening.start, closing.end
            )
        return node

    def _field(self, field: Token) -> Node:
        name = field.text.lower()
        operator = self._take()
        if name not in FIELDS:
            hint = did_you_mean(name, FIELDS) or _(" To search for the text, put it in quotes.")
            raise wrong(
                field,
                _("`{short}` is not a field.{hint}").format(short=short(field.text), hint=hint),
            )
        if name in PROPERTIES:
            if operator.text == ":":
                raise wrong(
                    operator,
                    _("`{name}` is compared, as in `{example}`.").format(
                        name=name, example=example(name)
                    ),
                )
            return comparison(Property(name), operator, self._value(field, operator))
        if operator.text != ":":
            raise wrong(
                operator,
                _("`{name}` takes a colon, as in `{example}`.").format(
                    name=name, example=example(name)
                ),
            )
        if name == PROPERTY_PREFIX:
            return self._prefixed(field, operator)
        return matching(name, self._value(field, operator))

    def _prefixed(self, prefix: Token, operator: Token) -> Node:
        following = self._peek()
        if following is None or following.start != operator.end:
            raise _no_value(prefix, operator)
        name = following.text.lower()
        if following.kind is not TokenKind.FIELD or name not in PROPERTIES:
            hint = did_you_mean(name, PROPERTIES)
            raise wrong(
                following,
                _(
                    "`{short}` is no number of a card.{hint} `{property_prefix}:` takes {listed}."
                ).format(
                    short=short(following.text),
                    hint=hint,
                    property_prefix=PROPERTY_PREFIX,
                    listed=listed(Property),
                ),
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
        raise wrong(token, _("There is nothing between these quotes."))
    return Phrase(token.pattern.text)


def _require_closed(token: Token) -> None:
    if not token.closed:
        raise wrong(token, _('This quote is never closed. Add a `"` where it ends.'))


def _no_value(field: Token, operator: Token) -> QueryError:
    return QueryError(_no_value_words(field, operator), field.start, operator.end)


def _no_value_words(field: Token, operator: Token) -> str:
    what = "value" if operator.text == ":" else "number"
    shown = example(field.text.lower())
    return _("`{text}{text2}` has no {what}. Add one, as in `{shown}`.").format(
        text=field.text, text2=operator.text, what=what, shown=shown
    )
