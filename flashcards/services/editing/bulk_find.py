"""Finding in a text what find and replace is to change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashcards.domain.query_expression import ExpressionError, compile_expression
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.render.references import media_references
from flashcards.services.editing.bulk_view import ReplaceRequest

_NAMES_A_FILE = ("](", "[sound:", "<img")


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text, and what comes there."""

    start: int
    end: int
    new: str


class Finder:
    """Finds what a request asks for.

    A word in the name of a picture or sound is let be: the file would be found no longer. A name
    as a whole can be replaced.
    """

    def __init__(self, request: ReplaceRequest) -> None:
        """Raises InvalidValueError for an expression or a new text that cannot be used."""
        self._pattern = _pattern(request)
        self._new = _new_text(request, self._pattern)

    def find(self, text: str) -> Iterator[Found]:
        """The places, from the beginning on."""
        names: frozenset[str] | None = None
        for match in self._pattern.finditer(text):
            found = Found(match.start(), match.end(), self._new(match))
            if _could_name_a_file(text, found):
                if names is None:
                    names = frozenset(media_references(text))
                if _makes_a_name(text, found, names):
                    continue
            yield found

    def replace(self, text: str) -> tuple[str, int]:
        """The text with all of them replaced, and how many there were."""
        parts = []
        at = count = 0
        for found in self.find(text):
            parts += [text[at : found.start], found.new]
            at = found.end
            count += 1
        return ("".join((*parts, text[at:])), count) if count else (text, 0)


def _pattern(request: ReplaceRequest) -> re.Pattern[str]:
    if not request.find:
        raise InvalidValueError(_("write what is to be found."))
    if not request.expression:
        flags = re.NOFLAG if request.case else re.IGNORECASE
        return re.compile(re.escape(request.find), flags)
    try:
        pattern = compile_expression(request.find, case=request.case)
    except ExpressionError as error:
        raise InvalidValueError(str(error)) from error
    if pattern.match(""):
        raise InvalidValueError(
            _("this expression finds nothing at all everywhere. Make it longer.")
        )
    return pattern


def _new_text(request: ReplaceRequest, pattern: re.Pattern[str]) -> Callable[[re.Match[str]], str]:
    """What comes for a match: the text itself, or for an expression one with its groups."""
    new = request.replace
    if not request.expression:
        return lambda _: new
    try:
        pattern.sub(new, "")
        re.compile(f"{request.find}|").sub(new, "")  # the groups that it names have to be there
    except (re.error, IndexError) as error:
        raise InvalidValueError(
            _("the new text can't be used: {error}.").format(error=error)
        ) from error
    return lambda match: match.expand(new)


def _could_name_a_file(text: str, found: Found) -> bool:
    """Whether the lines of a place have anything of a picture or a sound."""
    start = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    line = text[start : end if end >= 0 else len(text)]
    return any(mark in line for mark in _NAMES_A_FILE)


def _makes_a_name(text: str, found: Found, names: frozenset[str]) -> bool:
    """Whether replacing would turn the name of a file into one that nobody wrote."""
    changed = f"{text[: found.start]}{found.new}{text[found.end :]}"
    return any(name not in names and name not in found.new for name in media_references(changed))
