"""What stands behind a field, as a node; a QueryError points at a value that means nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from flashcards.domain.note import NoteKind
from flashcards.domain.query_expression import ExpressionError, compile_expression
from flashcards.domain.query_fields import ID_FIELDS, NAMES, example
from flashcards.domain.query_nodes import (
    FLAG_NAMES,
    FLAGS,
    Change,
    Comparison,
    Expression,
    Flagged,
    Has,
    IdOf,
    Ids,
    Is,
    Name,
    Named,
    Node,
    OfKind,
    Operator,
    Part,
    Property,
    Rated,
    Since,
    Standing,
)
from flashcards.domain.query_problems import did_you_mean, listed, short, wrong
from flashcards.domain.query_tokens import Token
from flashcards.domain.review import Rating
from flashcards.errors import QueryError
from flashcards.language import _

MOST_DAYS = 100_000
RATINGS: Mapping[str, Rating] = {rating.name.lower(): rating for rating in Rating}
_BY_NUMBER = {str(int(rating)): rating for rating in Rating}

_LARGEST_NUMBER = 1e9
_LARGEST_ID = (1 << 63) - 1
_MOST_DECIMALS = 15
_RECALL_DECIMALS = 2  # recall is shown as whole per cent, so that 1 and 1.00 are the same
_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(%?)")
_DAYS = re.compile(r"[0-9]{1,9}")
_IDS = re.compile(r"[0-9]{1,19}(?:,[0-9]{1,19})*")
_COMPARISONS = {"==": Operator.EQUAL, **{operator.value: operator for operator in Operator}}


def matching(name: str, value: Token) -> Node:
    """The node of a field that takes a colon."""
    if name in NAMES:
        return Named(Name(name), value.pattern)
    if name in ID_FIELDS:
        return Ids(IdOf(name), _ids(name, value))
    return _READERS[name](value)


def comparison(compared: Property, operator: Token, value: Token) -> Comparison:
    """The node of a field that is compared with a number."""
    match = _NUMBER.fullmatch(value.pattern.text)
    if match is None or (match[2] and compared is not Property.RECALL):
        shown = example(compared)
        raise wrong(
            value,
            _("`{short}` is not a number. Write one, as in `{shown}`.").format(
                short=short(value.text), shown=shown
            ),
        )
    number = float(match[1]) / (100 if match[2] else 1)
    if compared is Property.RECALL and not 0 <= number <= 1:
        raise wrong(
            value,
            _(
                "`{short}` is no recall, which is 0 to 1: write `recall<0.85` or `recall<85%`."
            ).format(short=short(value.text)),
        )
    if abs(number) > _LARGEST_NUMBER:
        raise wrong(value, _("`{short}` is too large a number.").format(short=short(value.text)))
    decimals = len(match[1].partition(".")[2]) + (2 if match[2] else 0)
    if compared is Property.RECALL:
        decimals = max(decimals, _RECALL_DECIMALS)
    return Comparison(compared, _COMPARISONS[operator.text], number, min(decimals, _MOST_DECIMALS))


def _flag(value: Token) -> Node:
    word = value.pattern.text.lower()
    if word in FLAG_NAMES:
        return Flagged(FLAG_NAMES.index(word))
    if word in map(str, FLAGS):
        return Flagged(int(word))
    raise wrong(
        value,
        _(
            "`{short}` is no flag.{did_you_mean} `flag:` takes {value} (none) to "
            "{value2}, or {listed}."
        ).format(
            short=short(value.text),
            did_you_mean=did_you_mean(word, FLAG_NAMES),
            value=FLAGS[0],
            value2=FLAGS[-1],
            listed=listed(FLAG_NAMES),
        ),
    )


def _standing(value: Token) -> Node:
    return Is(Standing(_choice("is", value, Standing, "state of a card")))


def _kind(value: Token) -> Node:
    return OfKind(NoteKind(_choice("kind", value, NoteKind, _("kind of note"))))


def _part(value: Token) -> Node:
    return Has(Part(_choice("has", value, Part, _("part of a note"))))


def _choice(name: str, value: Token, choices: Iterable[str], what: str) -> str:
    word = value.pattern.text.lower()
    known = [str(choice) for choice in choices]
    if word not in known:
        raise wrong(
            value,
            _("`{short}` is no {what}.{did_you_mean} `{name}:` takes {listed}.").format(
                short=short(value.text),
                what=what,
                did_you_mean=did_you_mean(word, known),
                name=name,
                listed=listed(known),
            ),
        )
    return word


def _rated(value: Token) -> Node:
    days, colon, grade = value.pattern.text.partition(":")
    number = _days("rated", value, days)
    if not colon:
        return Rated(number)
    rating = RATINGS.get(grade.lower()) or _BY_NUMBER.get(grade)
    if rating is None:
        end = value.end - value.quoted
        raise QueryError(
            _("`{short}` is no grade.{did_you_mean} Write {listed}, as in `{example}`.").format(
                short=short(grade),
                did_you_mean=did_you_mean(grade.lower(), RATINGS),
                listed=listed(RATINGS),
                example=example("rated"),
            ),
            max(value.start, end - len(grade)),
            end,
        )
    return Rated(number, rating)


def _since(change: Change) -> Callable[[Token], Node]:
    return lambda value: Since(change, _days(change, value, value.pattern.text))


def _days(name: str, value: Token, text: str) -> int:
    if not _DAYS.fullmatch(text) or not 1 <= int(text) <= MOST_DAYS:
        raise wrong(
            value,
            _("`{short}` is no number of days: 1 is today. Write one, as in `{example}`.").format(
                short=short(value.text), example=example(name)
            ),
        )
    return int(text)


def _expression(value: Token) -> Node:
    """The value as it was written: escapes and stars are the expression's own."""
    try:
        compile_expression(value.text)
    except ExpressionError as error:
        start = value.start + value.quoted
        raise QueryError(str(error), start + error.start, start + error.end) from error
    return Expression(value.text, value.start, value.end)


def _ids(name: str, value: Token) -> tuple[int, ...]:
    text = value.pattern.text
    if _IDS.fullmatch(text):
        found = tuple(int(digits) for digits in text.split(","))
        if max(found) <= _LARGEST_ID:
            return found
    raise wrong(
        value,
        _("`{short}` is no id. Ids are numbers, as in `{name}:123`.").format(
            short=short(value.text), name=name
        ),
    )


_READERS: Mapping[str, Callable[[Token], Node]] = {
    "is": _standing,
    "kind": _kind,
    "flag": _flag,
    "has": _part,
    "rated": _rated,
    "added": _since(Change.ADDED),
    "edited": _since(Change.EDITED),
    "re": _expression,
}
