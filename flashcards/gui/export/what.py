"""What can be exported, and which choices apply to it. Needs no Qt."""

from __future__ import annotations

from enum import StrEnum


class What(StrEnum):
    """A kind of file."""

    PROGRESS = "progress"
    REVIEWS = "reviews"
    STAGES = "stages"
    DAYS = "days"
    REPORT = "report"
    DECK = "deck"
    NOTES = "notes"
    PACKAGE = "package"
    LIBRARY = "library"

    @property
    def of_deck(self) -> bool:
        """Whether it can be of one deck."""
        return self in _OF_DECK

    @property
    def of_period(self) -> bool:
        """Whether it can be of some days only."""
        return self in _OF_PERIOD

    @property
    def is_table(self) -> bool:
        """Whether a spreadsheet opens it."""
        return self.suffix == ".csv"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return _SUFFIXES.get(self, ".csv")


_OF_DECK = frozenset({What.PROGRESS, What.REVIEWS, What.DECK, What.NOTES, What.PACKAGE})
_OF_PERIOD = frozenset({What.REVIEWS, What.DAYS, What.REPORT})
_SUFFIXES = {
    What.REPORT: ".html",
    What.DECK: ".md",
    What.PACKAGE: ".apkg",
    What.LIBRARY: ".zip",
}
