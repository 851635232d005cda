"""Regular expressions that a person types: compiled, unless they could run for ever.

Python's ``re`` goes back and tries again, and cannot be interrupted. What makes that explode is
refused here: repeats within repeats, repeated alternatives, many repeats at all. What is left
takes, on texts as notes have them, about as long as reading them.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from flashcards.language import _

LONGEST = 200
"""Characters of an expression."""

MOST_REPEATS = 4
"""How many parts may repeat without bound."""

MOST_OPTIONAL = 10
"""How many parts may be there or not: each doubles the ways to try."""

_MOST_ADJACENT = 2
_FEW = 3  # a{0,3} is tried in as many ways as a few optional parts
_COUNTED = re.compile(r"\{(\d*)(?:(,)(\d*))?\}")
# Escapes, sets, counts, letters with what repeats them. Without i, k and s, which are the same as
# letters of other alphabets where case doesn't count.
_PIECES = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^}]*\}"
    r"|(?P<plain>[a-hjl-rt-zA-HJL-RT-Z0-9 ])(?P<times>[*+?]|\{[^}]*\})?|.",
    re.DOTALL,
)
_GROUP_START = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|#[^)]*|[aiLmsux]*-?[imsx]*:|<?[=!]|>|\())?")


class ExpressionError(ValueError):
    """An expression cannot be used; ``start`` and ``end`` bound what is wrong with it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def compile_expression(text: str, *, case: bool = False) -> re.Pattern[str]:
    """The expression, line by line (``^`` and ``$`` are those of a line); ``case`` makes it count.

    Raises ExpressionError for one that can't be read, or that could take too long.
    """
    if len(text) > LONGEST:
        message = _("An expression has at most {longest} characters.").format(longest=LONGEST)
        raise ExpressionError(message, LONGEST, len(text))
    _Guard(text).check()
    flags = re.MULTILINE | (re.NOFLAG if case else re.IGNORECASE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sets that a later Python may read otherwise
            return re.compile(text, flags)
    except re.error as error:
        at = min(error.pos or 0, len(text))
        reason = error.msg[:1].upper() + error.msg[1:]
        message = _("The expression can't be read: {reason}.").format(reason=reason)
        raise ExpressionError(message, at, min(at + 1, len(text))) from error
    except (OverflowError, RecursionError) as error:
        raise ExpressionError(_("The expression is too large."), 0, len(text)) from error


def required_text(expression: str) -> str:
    """The longest text that stands in whatever the expression finds, whichever case; "" for none.

    Looking for that first is much quicker than looking for the expression.
    """
    if "|" in expression or "(?" in expression:
        return ""
    runs = [""]
    depth = 0
    for piece in _PIECES.finditer(expression):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if depth or not piece["plain"]:
            runs.append("")
            continue
        if piece["times"]:
            runs.append("")
        else:
            runs[-1] += piece["plain"]
    return max(runs, key=len)


@dataclass(slots=True)
class _Part:
    """A group that is open, or all of the expression, as far as it was read.

    ``repeats``, ``optional`` and ``choices``: how many parts in it repeat, may be left out, or are
    alternatives. ``adjacent``: how many that repeat stand side by side at its end, with nothing
    ``fixed`` before them where that is False.
    """

    start: int
    repeats: int = 0
    optional: int = 0
    choices: int = 0
    adjacent: int = 0
    fixed: bool = False


class _Guard:
    """Reads an expression once from left to right, counting what can be tried in several ways."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open = [_Part(0)]

    def check(self) -> None:
        """Raise ExpressionError for an expression that could take too long."""
        while self._at < len(self._text):
            self._read_one()
        while len(self._open) > 1:  # never closed, which re says better
            self._count(self._open.pop())

    def _read_one(self) -> None:
        mark = self._text[self._at]
        part = _Part(self._at, fixed=mark not in "^$")
        if mark == "(":
            match = _GROUP_START.match(self._text, self._at)
            assert match is not None, "an open parenthesis begins a group"
            self._open.append(_Part(self._at))
            self._at = match.end()
            return
        if mark == "|":
            self._at += 1
            self._open[-1].choices += 1
            self._open[-1].adjacent = 0
            return
        if mark == ")" and len(self._open) > 1:
            self._at += 1
            part = self._open.pop()
        elif mark == "[":
            self._at = self._end_of_set()
        else:
            self._at += 2 if mark == "\\" else 1
        self._count(part)

    def _end_of_set(self) -> int:
        """One past ``[…]``; a bracket that comes first in it belongs to it."""
        at = self._at + 1
        if self._text[at : at + 1] == "^":
            at += 1
        if self._text[at : at + 1] == "]":
            at += 1
        while at < len(self._text) and self._text[at] != "]":
            at += 2 if self._text[at] == "\\" else 1
        return at + 1

    def _count(self, inner: _Part) -> None:
        """Add a part to what it stands in, as often as what follows it says."""
        outer = self._open[-1]
        least, most = self._times()
        if most is None or most - least > _FEW:
            self._refuse_within(inner)
            outer.repeats += 1
            outer.adjacent += 1
        else:
            outer.repeats += inner.repeats * most
            outer.optional += inner.optional * most + (most - least)
            if most > 1:
                outer.optional += inner.choices * most
            else:
                outer.choices += inner.choices
            if least and inner.fixed:
                outer.adjacent, outer.fixed = inner.adjacent, True
            else:
                outer.adjacent += inner.adjacent
        self._refuse_many(outer)

    def _times(self) -> tuple[int, int | None]:
        """How often at least and at most the part before repeats; None is without bound."""
        mark = self._text[self._at : self._at + 1]
        counted = _COUNTED.match(self._text, self._at) if mark == "{" else None
        times: tuple[int, int | None]
        if mark and mark in "*+?":
            times = {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
            self._at += 1
        elif counted is not None and any(counted.group(1, 3)):
            least = int(counted[1] or 0)
            most = (int(counted[3]) if counted[3] else None) if counted[2] else least
            times = (least, most)
            self._at = counted.end()
        else:
            return 1, 1
        if self._text[self._at : self._at + 1] in ("?", "+"):  # lazy or possessive
            self._at += 1
        return times

    def _refuse_within(self, inner: _Part) -> None:
        if inner.repeats or inner.optional:
            message = _("A repeat within a repeat can take for ever. Take one of them out.")
            raise ExpressionError(message, inner.start, self._at)
        if inner.choices:
            message = _("Repeated alternatives can take for ever. Single characters go in [ab]+.")
            raise ExpressionError(message, inner.start, self._at)

    def _refuse_many(self, part: _Part) -> None:
        if part.repeats > MOST_REPEATS or part.adjacent > _MOST_ADJACENT:
            message = _("So many repeats can take for ever. Take some of them out.")
        elif part.optional > MOST_OPTIONAL:
            message = _("So many optional parts can take for ever. Take some of them out.")
        else:
            return
        raise ExpressionError(message, 0, self._at)
