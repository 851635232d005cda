"""What is wrong with a query, in words that point at a token of it."""

from __future__ import annotations

from collections.abc import Iterable

from flashcards.domain.query_tokens import Token
from flashcards.errors import QueryError
from flashcards.language import _

_LONGEST_SHOWN = 40


def wrong(token: Token, message: str) -> QueryError:
    """The error that points at a token."""
    return QueryError(message, token.start, token.end)


def short(text: str) -> str:
    """A word for a message, cut where it is very long."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def listed(choices: Iterable[str]) -> str:
    """The choices in words: ``a, b or c``."""
    *others, last = choices
    return _("{join} or {last}").format(join=", ".join(others), last=last)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`` Did you mean `…`?`` for the choice that is nearest by typing errors, else nothing."""
    from rapidfuzz.distance import DamerauLevenshtein

    known = [str(choice) for choice in choices]
    most = 1 if len(word) <= 4 else 2
    nearest = min(known, key=lambda choice: DamerauLevenshtein.distance(word, choice))
    if DamerauLevenshtein.distance(word, nearest) > most:
        begun = [choice for choice in known if len(word) >= 3 and choice.startswith(word)]
        if not begun:
            return ""
        nearest = begun[0]
    return _(" Did you mean `{nearest}`?").format(nearest=nearest)
