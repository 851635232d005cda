"""The columns of the table: what each shows of a card, and by what it sorts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flashcards.domain.calendar import StudyCalendar, date_of, day_of
from flashcards.domain.query_nodes import FLAG_NAMES
from flashcards.domain.query_order import SortColumn as Sort
from flashcards.domain.wording import decimal_text, interval_text, number_text, percent_text
from flashcards.gui.browse.texts import KIND_NAMES, STATE_NAMES
from flashcards.gui.dates import clock_time, short_date
from flashcards.language import _
from flashcards.services.browsing.view import BrowseRow

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. ``ink``: a colour of the theme by name; ``icon`` stands before the text."""

    text: str
    ink: str = "text2"
    weight: int = 400
    icon: str = ""
    flag: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in pixels at the normal text size, 0 for what is left.

    ``number``: right-aligned. ``first_down``: whether the first click shows the largest on top.
    """

    sort: Sort
    title: str
    width: int
    cell: Callable[[BrowseRow, int], Cell]
    number: bool = False
    first_down: bool = False

    @property
    def id(self) -> str:
        """Its name in settings and signals."""
        return self.sort.value


def _question(row: BrowseRow, _today: int) -> Cell:
    put_away = row.suspended or row.draft
    return Cell(
        row.question,
        "text3" if put_away else "text",
        icon="flag" if row.flag else "eye-off" if row.suspended else "",
        flag=row.flag,
    )


def _due(row: BrowseRow, today: int) -> Cell:
    for put_away, words in (
        (row.draft, _("Draft")),
        (row.suspended, _("Suspended")),
        (row.buried, _("Buried")),
    ):
        if put_away:
            return Cell(words, "text3")
    if row.due_ms is not None:
        return Cell(clock_time(row.due_ms), "text", 600)
    if row.due_day is None:
        return Cell(_("New"), "text3")
    return _due_day(row.due_day, today)


def _due_day(day: int, today: int) -> Cell:
    if day <= today:
        return Cell(
            _("Today") if day == today else _("{n} d late").format(n=number_text(today - day)),
            "text",
            600,
        )
    return Cell(_("Tomorrow") if day == today + 1 else _day_text(day, today))


def _recall(row: BrowseRow, _today: int) -> Cell:
    return Cell("" if row.recall is None else percent_text(row.recall), "text")


def _days(value: float | None) -> Cell:
    return Cell("" if value is None else interval_text(value * _DAY_S))


def _difficulty(row: BrowseRow, _today: int) -> Cell:
    return Cell("" if row.difficulty is None else decimal_text(row.difficulty, 1))


def _state(row: BrowseRow, _today: int) -> Cell:
    if row.draft:
        return Cell(_("Draft"), "text3")
    return Cell(_("Suspended"), "text3") if row.suspended else Cell(STATE_NAMES[row.state])


def _flag(row: BrowseRow, _today: int) -> Cell:
    if not row.flag:
        return Cell("")
    return Cell(FLAG_NAMES[row.flag].capitalize(), icon="flag", flag=row.flag)


def _largest_first(
    sort: Sort, title: str, width: int, cell: Callable[[BrowseRow, int], Cell]
) -> Column:
    return Column(sort, title, width, cell, number=True, first_down=True)


def _newest_first(
    sort: Sort, title: str, width: int, time_ms: Callable[[BrowseRow], int | None]
) -> Column:
    return Column(
        sort, title, width, lambda row, today: Cell(date_text(time_ms(row), today)), first_down=True
    )


def date_text(time_ms: int | None, today: int) -> str:
    """The date of a moment as ``24 Nov``, "" without one."""
    if not time_ms:
        return ""
    return _day_text(day_of(StudyCalendar().local(time_ms).date()), today)


def _day_text(day: int, today: int) -> str:
    """A study day as ``24 Nov``, with its year where that is not this one."""
    year = date_of(day).year
    shown = short_date(day)
    return shown if year == date_of(today).year else f"{shown} {year}"


COLUMNS: tuple[Column, ...] = (
    Column(Sort.QUESTION, _("Question"), 0, _question),
    Column(Sort.DECK, _("Deck"), 130, lambda row, _: Cell(row.deck.replace("::", " › "))),
    Column(Sort.TOPIC, _("Topic"), 124, lambda row, _: Cell(row.topic)),
    Column(Sort.STAGE, _("Stage"), 120, lambda row, _: Cell(row.stage)),
    Column(Sort.DUE, _("Due"), 84, _due),
    Column(Sort.RECALL, _("Recall"), 74, _recall, number=True),
    Column(Sort.STABILITY, _("Stability"), 96, lambda row, _: _days(row.stability), number=True),
    _largest_first(Sort.DIFFICULTY, _("Difficulty"), 90, _difficulty),
    _largest_first(Sort.LAPSES, _("Lapses"), 71, lambda row, _: Cell(number_text(row.lapses))),
    _largest_first(Sort.REPS, _("Reviews"), 78, lambda row, _: Cell(number_text(row.reps))),
    _largest_first(Sort.INTERVAL, _("Interval"), 92, lambda row, _: _days(row.interval_days)),
    Column(Sort.STATE, _("State"), 92, _state),
    Column(Sort.KIND, _("Kind"), 84, lambda row, _: Cell(KIND_NAMES[row.kind])),
    Column(Sort.TAGS, _("Tags"), 120, lambda row, _: Cell(" ".join(row.tags))),
    _newest_first(Sort.ADDED, _("Added"), 84, lambda row: row.added_ms),
    _newest_first(Sort.EDITED, _("Edited"), 84, lambda row: row.edited_ms),
    Column(Sort.FLAG, _("Flag"), 92, _flag),
    _newest_first(Sort.LAST_REVIEW, _("Last review"), 98, lambda row: row.last_review_ms),
)
_BY_ID = {column.id: column for column in COLUMNS}

DEFAULT = ("question", "topic", "due", "recall", "lapses")
"""The columns of a table that nobody has changed."""


def columns_of(ids: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of these ids in the order of the table; the question is always one of them."""
    wanted = {"question", *ids}
    return tuple(column for column in COLUMNS if column.id in wanted)


def column_of(column_id: str) -> Column:
    """The column of an id."""
    return _BY_ID[column_id]
