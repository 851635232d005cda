"""The columns of the table: what each shows of a card, and by what it sorts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flashcards.domain.calendar import StudyCalendar, date_of, day_of
from flashcards.domain.query_nodes import FLAG_NAMES
from flashcards.domain.query_order import SortColumn
from flashcards.domain.wording import interval_text, percent_text
from flashcards.gui.browse.texts import KIND_NAMES, STATE_NAMES
from flashcards.gui.dates import clock_time, short_date
from flashcards.services.browse_view import BrowseRow

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

    id: str
    title: str
    sort: SortColumn
    width: int
    cell: Callable[[BrowseRow, int], Cell]
    number: bool = False
    first_down: bool = False


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
        (row.draft, "Draft"),
        (row.suspended, "Suspended"),
        (row.buried, "Buried"),
    ):
        if put_away:
            return Cell(words, "text3")
    if row.due_ms is not None:
        return Cell(clock_time(row.due_ms), "text", 600)
    if row.due_day is None:
        return Cell("New", "text3")
    return _due_day(row.due_day, today)


def _due_day(day: int, today: int) -> Cell:
    if day <= today:
        return Cell("Today" if day == today else f"{today - day:,} d late", "text", 600)
    return Cell("Tomorrow" if day == today + 1 else day_text(day, today))


def _number(value: float | None, text: str = "") -> Cell:
    return Cell("", "text3") if value is None else Cell(text or f"{value:,}")


def _recall(row: BrowseRow, _today: int) -> Cell:
    if row.recall is None:
        return Cell("", "text3")
    return Cell(percent_text(row.recall), "text")


def _days(value: float | None) -> Cell:
    return _number(value, "" if value is None else interval_text(value * _DAY_S))


def _state(row: BrowseRow, _today: int) -> Cell:
    if row.draft:
        return Cell("Draft", "text3")
    return Cell("Suspended", "text3") if row.suspended else Cell(STATE_NAMES[row.state])


def _flag(row: BrowseRow, _today: int) -> Cell:
    if not row.flag:
        return Cell("")
    return Cell(FLAG_NAMES[row.flag].capitalize(), icon="flag", flag=row.flag)


def _moment(time_ms: int | None, today: int) -> Cell:
    if not time_ms:
        return Cell("", "text3")
    return Cell(day_text(day_of(StudyCalendar().local(time_ms).date()), today))


def day_text(day: int, today: int) -> str:
    """A study day as ``24 Nov``, with its year where that is not this one."""
    year = date_of(day).year
    shown = short_date(day)
    return shown if year == date_of(today).year else f"{shown} {year}"


COLUMNS: tuple[Column, ...] = (
    Column("question", "Question", SortColumn.QUESTION, 0, _question),
    Column(
        "deck", "Deck", SortColumn.DECK, 130, lambda row, _: Cell(row.deck.replace("::", " › "))
    ),
    Column("topic", "Topic", SortColumn.TOPIC, 96, lambda row, _: Cell(row.topic)),
    Column("stage", "Stage", SortColumn.STAGE, 120, lambda row, _: Cell(row.stage)),
    Column("due", "Due", SortColumn.DUE, 84, _due),
    Column("recall", "Recall", SortColumn.RECALL, 74, _recall, number=True),
    Column(
        "stability",
        "Stability",
        SortColumn.STABILITY,
        96,
        lambda row, _: _days(row.stability),
        number=True,
    ),
    Column(
        "difficulty",
        "Difficulty",
        SortColumn.DIFFICULTY,
        90,
        lambda row, _: _number(
            row.difficulty, "" if row.difficulty is None else f"{row.difficulty:.1f}"
        ),
        number=True,
        first_down=True,
    ),
    Column(
        "lapses",
        "Lapses",
        SortColumn.LAPSES,
        71,
        lambda row, _: _number(row.lapses),
        number=True,
        first_down=True,
    ),
    Column(
        "reps",
        "Reviews",
        SortColumn.REPS,
        78,
        lambda row, _: _number(row.reps),
        number=True,
        first_down=True,
    ),
    Column(
        "interval",
        "Interval",
        SortColumn.INTERVAL,
        92,
        lambda row, _: _days(row.interval_days),
        number=True,
        first_down=True,
    ),
    Column("state", "State", SortColumn.STATE, 92, _state),
    Column("kind", "Kind", SortColumn.KIND, 84, lambda row, _: Cell(KIND_NAMES[row.kind])),
    Column("tags", "Tags", SortColumn.TAGS, 120, lambda row, _: Cell(" ".join(row.tags))),
    Column(
        "added",
        "Added",
        SortColumn.ADDED,
        84,
        lambda row, today: _moment(row.added_ms, today),
        first_down=True,
    ),
    Column(
        "edited",
        "Edited",
        SortColumn.EDITED,
        84,
        lambda row, today: _moment(row.edited_ms, today),
        first_down=True,
    ),
    Column("flag", "Flag", SortColumn.FLAG, 92, _flag),
    Column(
        "last_review",
        "Last review",
        SortColumn.LAST_REVIEW,
        98,
        lambda row, today: _moment(row.last_review_ms, today),
        first_down=True,
    ),
)
_BY_ID = {column.id: column for column in COLUMNS}

DEFAULT = ("question", "topic", "due", "recall", "lapses")
"""The columns of a table that nobody has changed."""


def columns_of(ids: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of these ids in the order of the table; the question is always one of them."""
    wanted = {"question", *ids}
    return tuple(column for column in COLUMNS if column.id in wanted)


def sort_order(column: str) -> Column:
    """The column of an id."""
    return _BY_ID[column]
