"""The language of the texts that people read: English in the code, others from catalogues.

A process speaks one language. ``use`` is called at its start, before the modules whose constants
hold texts are imported; changing the language takes effect at the next start.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CATALOGUES = Path(__file__).parent / "locale"
"""A folder a language: ``de/LC_MESSAGES/flashcards.mo`` beside the ``.po`` that it is made of."""

DOMAIN = "flashcards"
ENGLISH = "en"
NAMES = {ENGLISH: "English", "de": "Deutsch"}
"""The languages that there are, each by its own name."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands between the thousands of a number and before its decimals."""

    group: str = ","
    decimal: str = "."


_MARKS = {"de": Marks(".", ",")}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class _Catalogue(Protocol):
    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, one: str, many: str, n: int, /) -> str: ...

    def pgettext(self, context: str, message: str, /) -> str: ...


class _English:
    """What is written in the code, as it stands."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        return one if n == 1 else many

    def pgettext(self, context: str, message: str) -> str:
        return message


class _Speaking:
    """The language of this process."""

    code = ENGLISH
    catalogue: _Catalogue = _English()


def use(code: str) -> None:
    """Texts are those of the language ``code`` from now on; English where there is no such."""
    if code == ENGLISH or code not in NAMES:
        _Speaking.code, _Speaking.catalogue = ENGLISH, _English()
        return
    import gettext

    _Speaking.catalogue = gettext.translation(DOMAIN, CATALOGUES, [code])
    _Speaking.code = code


def spoken() -> str:
    """The code of the language that this process speaks, such as ``de``."""
    return _Speaking.code


def marks() -> Marks:
    """How the language of this process writes numbers."""
    return _MARKS.get(_Speaking.code, Marks())


def reads_right_to_left(code: str) -> bool:
    """Whether the language is written from right to left."""
    return code.partition("_")[0] in _RIGHT_TO_LEFT


def _(message: str) -> str:
    """The text in the language of this process; placeholders stay for ``format``."""
    return _Speaking.catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the text for ``n``."""
    return _Speaking.catalogue.ngettext(one, many, n)


def within(title: str) -> str:
    """A title as it stands within a sentence: English begins it small, other languages keep it.

    What begins with several capitals, as FSRS does, keeps them.
    """
    if _Speaking.code != ENGLISH or title[:2].isupper():
        return title
    return title[:1].lower() + title[1:]


def pgettext(context: str, message: str) -> str:
    """The text where one English word has several meanings; ``context`` tells which."""
    return _Speaking.catalogue.pgettext(context, message)
