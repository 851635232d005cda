"""What a learner chooses to export. Needs no Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flashcards.domain.calendar import day_of
from flashcards.gui.export import texts
from flashcards.gui.export.what import What
from flashcards.services.exporting.report_view import Period

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Span(StrEnum):
    """A choice of days; a number is the last so many days."""

    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Dates:
    """A period as it was typed, and what is wrong with it: (in ``from``, in ``to``)."""

    first: str = ""
    last: str = ""

    @property
    def faults(self) -> tuple[str, str]:
        """A sentence for each field, empty where it is right."""
        days = [_day(text) for text in (self.first, self.last)]
        first, last = (
            texts.NO_DATE if text.strip() and day is None else ""
            for text, day in zip((self.first, self.last), days, strict=True)
        )
        if days[0] is not None and days[1] is not None and days[0] > days[1]:
            last = texts.ENDS_FIRST
        return first, last

    @property
    def period(self) -> Period:
        """The days; an empty field is no bound."""
        return Period(_day(self.first), _day(self.last))


@dataclass(frozen=True, slots=True)
class Choice:
    """All that was chosen, kept until the window closes.

    ``deck``: "" for all decks. ``pdf``: how a report is written. ``excel``: a table is meant for
    a spreadsheet. ``folder``: where the last file went.
    """

    what: What = What.PROGRESS
    deck: str = ""
    span: Span = Span.ALL
    dates: Dates = Dates()
    pdf: bool = False
    excel: bool = False
    folder: str = ""

    @property
    def has_faults(self) -> bool:
        """Whether something that applies is wrong."""
        return self.what.of_period and self.span is Span.CUSTOM and any(self.dates.faults)

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return ".pdf" if self.what is What.REPORT and self.pdf else self.what.suffix


def _day(text: str) -> int | None:
    text = text.strip()
    if not _DATE.fullmatch(text):
        return None
    try:
        return day_of(date.fromisoformat(text))
    except ValueError:
        return None
