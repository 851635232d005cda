"""All that is known of a card: its numbers, and every review that it ever had."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.domain.calendar import StudyCalendar, day_of
from flashcards.domain.review import ReviewKind
from flashcards.domain.wording import (
    decimal_text,
    duration_text,
    interval_text,
    number_text,
    percent_text,
)
from flashcards.gui.charts.view import ChartView
from flashcards.gui.dates import clock_time, long_date, short_date
from flashcards.gui.review.forgetting import forgetting_chart
from flashcards.gui.review.wording import KINDS, RATINGS, STATES
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.card_view import CardInformation, ReviewLine

_WIDTH = 640
_HEIGHT = 600
_CURVE = 96
_MOST_ROWS = 200
_COLUMNS = (110, 60, 120, 110, 70)
_WHAT = {
    ReviewKind.REVIEW: _("Review"),
    ReviewKind.CRAM: _("Extra study"),
    ReviewKind.MANUAL: _("Set by hand"),
    ReviewKind.RESET: _("Reset"),
    ReviewKind.RESCHEDULE: _("Rescheduled"),
    ReviewKind.PLACEMENT: _("Placed out"),
    ReviewKind.RETRACTION: _("Taken back"),
}
_TONES = {1: "again", 2: "hard", 3: "good", 4: "easy"}


def show_information(parent: QWidget, info: CardInformation) -> Dialog:
    """Opens the numbers of a card and its review history."""
    width = min(theme().grow(_WIDTH), parent.width())
    dialog = Dialog(parent, _("Card information"), width=width)
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 14, 0)
    column.setSpacing(0)
    column.addLayout(_numbers(info))
    column.addSpacing(20)
    _add_curve(column, info)
    column.addWidget(Label(_("Reviews"), Role.LABEL))
    column.addSpacing(6)
    _add_history(column, info.history)
    column.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setAccessibleName(_("Numbers and reviews of the card"))
    area.setWidget(content)
    dialog.content.addWidget(area)
    close = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.resize(width, min(_HEIGHT, parent.height()))
    dialog.open()
    close.focus_visibly()
    return dialog


def _add_curve(column: QVBoxLayout, info: CardInformation) -> None:
    chart = forgetting_chart(info)
    if chart is None:
        return
    view = ChartView(field=_CURVE)
    view.set_chart(chart)
    column.addWidget(Label(_("Forgetting curve"), Role.LABEL))
    column.addSpacing(6)
    column.addWidget(view)
    column.addSpacing(20)


def number_rows(info: CardInformation) -> Iterator[tuple[str, str]]:
    """The numbers in words, those that the card has."""
    place = " › ".join(part for part in (info.stage_title, info.topic_title) if part)
    state = STATES[info.state] + (_(", suspended") if info.suspended else "")
    yield _("Kind"), KINDS[info.kind][0]
    yield _("State"), state
    yield _("Deck"), info.deck
    if place:
        yield _("Stage and topic"), place
    if info.tags:
        yield _("Tags"), ", ".join(info.tags)
    yield _("Added"), _day(info.created_ms)
    if (due := _due(info)) is not None:
        yield _("Due"), due
    if info.recall is not None:
        yield _("Recall now"), percent_text(info.recall)
    if info.stability is not None:
        yield (
            _("Stability"),
            _("{stability} days").format(stability=decimal_text(info.stability, 1)),
        )
    if info.difficulty is not None:
        yield (
            _("Difficulty"),
            _("{difficulty} of 10").format(difficulty=decimal_text(info.difficulty, 1)),
        )
    yield _("Reviews"), number_text(info.reps)
    yield _("Lapses"), number_text(info.lapses)
    if info.average_seconds is not None:
        yield _("Average time"), duration_text(info.average_seconds * 1_000)
    if info.source_id:
        yield _("Id in its file"), info.source_id
    yield _("Card id"), str(info.card_id)


def history_cells(line: ReviewLine) -> tuple[str, str, str, str, str]:
    """A review in words: date, time, what it was, the interval that it gave, how long it took."""
    what = _WHAT[line.kind] if line.rating is None else RATINGS[line.rating]
    if line.rating is not None and line.kind is not ReviewKind.REVIEW:
        what = f"{what}, {_WHAT[line.kind].lower()}"
    if line.retracted:
        what = _("{what}, undone").format(what=what)
    return (
        _day(line.time_ms),
        clock_time(line.time_ms),
        what,
        "" if line.interval_s is None else interval_text(line.interval_s),
        duration_text(line.duration_ms) if line.duration_ms else "",
    )


def _numbers(info: CardInformation) -> QGridLayout:
    """The numbers in two columns, read downwards."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(5)
    rows = list(number_rows(info))
    half = (len(rows) + 1) // 2
    for place, (name, value) in enumerate(rows):
        top = Qt.AlignmentFlag.AlignTop
        row, column = place % half, 2 * (place // half)
        grid.addWidget(Label(name, Role.SMALL, "text2", alignment=top), row, column)
        text = Label(value, Role.SMALL, weight=500, tabular=True, wrap=True, alignment=top)
        text.setAccessibleName(f"{name}: {value}")
        grid.addWidget(text, row, column + 1)
        grid.setColumnStretch(column + 1, 1)
    return grid


def _add_history(column: QVBoxLayout, history: tuple[ReviewLine, ...]) -> None:
    if not history:
        column.addWidget(Label(_("None yet."), Role.SMALL, "text2"))
        return
    column.addWidget(
        _row((_("Date"), _("Time"), _("Grade"), _("Interval"), _("Took")), heading=True)
    )
    newest = sorted(history, key=lambda line: line.time_ms, reverse=True)
    for line in newest[:_MOST_ROWS]:
        column.addWidget(Hairline())
        column.addWidget(_row(history_cells(line), line))
    if len(newest) > _MOST_ROWS:
        column.addSpacing(6)
        earlier = _("{n} earlier ones are not shown.").format(
            n=number_text(len(newest) - _MOST_ROWS)
        )
        column.addWidget(Label(earlier, Role.SMALL, "text2"))


def _row(
    cells: tuple[str, ...], line: ReviewLine | None = None, *, heading: bool = False
) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 5, 0, 5)
    layout.setSpacing(12)
    row.setAccessibleName(", ".join(cell for cell in cells if cell))
    for place, (cell, width) in enumerate(zip(cells, _COLUMNS, strict=True)):
        label = Label(cell, Role.CAPTION if heading else Role.SMALL, tabular=True)
        label.set_color(_color(place, line, heading=heading))
        label.setMinimumWidth(theme().grow(width))
        layout.addWidget(label, 1)
    return row


def _color(place: int, line: ReviewLine | None, *, heading: bool) -> str:
    if heading or line is None:
        return "text2"
    if line.retracted:
        return "text3"
    return _TONES[int(line.rating)] if place == 2 and line.rating is not None else "text"


def _due(info: CardInformation) -> str | None:
    if info.due_ms is not None:
        return f"{_day(info.due_ms)}, {clock_time(info.due_ms)}"
    return None if info.due_day is None else long_date(info.due_day)


def _day(time_ms: int) -> str:
    date = StudyCalendar().local(time_ms).date()
    return f"{short_date(day_of(date))} {date.year}"
