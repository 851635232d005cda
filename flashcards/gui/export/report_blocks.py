"""The parts of a painted report, from its title down to what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from flashcards.domain.wording import mastery_text
from flashcards.gui import fonts
from flashcards.gui.theme import Colors
from flashcards.gui.widgets.painting import rounded
from flashcards.services.exporting import report_words as words
from flashcards.services.exporting.report_view import Calendar, ProgressReport, StageFigures

Paint = Callable[[QPainter, QRectF], None]


FINER = 8
"""How much larger letters are set than they are drawn: Qt sets them in steps of a pixel."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size, line height and weight of a text, in pixels of a screen; ``tracking``: a share."""

    size: int
    line: float
    weight: int = 400
    tracking: float = 0.0

    @property
    def font(self) -> QFont:
        """The font, ``FINER`` times as large, with figures of one width."""
        font = fonts.make(self.size * FINER, self.weight, tabular=True)
        if self.tracking:
            # pixels of spacing would be those of the paper, which are finer
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * (1 + self.tracking))
        return font


@dataclass(frozen=True, slots=True)
class Block:
    """A part that is never cut by the end of a page.

    ``space``: above it, but at the top of a page. ``heads``: it belongs to the part below it.
    """

    height: float
    paint: Paint
    space: float = 0.0
    heads: bool = False


TITLE = Style(26, 34, 600, -0.022)
HEADING = Style(15, 22, 600, -0.01)
FIGURE = Style(20, 28, 600, -0.02)
BODY = Style(12, 18)
STRONG = Style(12, 18, 600)
SMALL = Style(10, 14)

_GAP = 14.0
_SECTION = 26.0
_ROW = 25.0
_BAR, _TICK = 6.0, 12.0
_CELL, _STEP = 10.0, 12.0
_CALENDAR_LEFT, _CALENDAR_TOP = 30.0, 17.0


def blocks(report: ProgressReport, width: float) -> list[Block]:
    """All parts of a report in a column of that width."""
    found = [_title(report), _figures(report, width), _heading(words.STAGES)]
    found += _stages(report, width)
    found += [_heading(words.ACTIVITY), _calendar(report.calendar, width)]
    found.append(_paragraph(words.activity(report), width, SMALL, "text2", space=6))
    found.append(_heading(words.WEAKEST))
    found += _weakest(report, width)
    found.append(_heading(words.AHEAD))
    found += [_paragraph(line, width, space=3) for line in report.forecast]
    return found


def draw(
    painter: QPainter,
    rect: QRectF,
    text: str,
    style: Style,
    ink: QColor,
    *,
    right: bool = False,
) -> None:
    """One line in the middle of ``rect``; what is too long ends with an ellipsis."""
    metrics = QFontMetricsF(style.font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() * FINER)
    left = rect.left()
    if right:
        left = rect.right() - metrics.horizontalAdvance(shown) / FINER
    top = rect.top() + (rect.height() - style.line) / 2
    _draw_at(painter, QPointF(left, top), shown, style, ink)


def _draw_at(painter: QPainter, corner: QPointF, text: str, style: Style, ink: QColor) -> None:
    """A line of text, the upper left corner of its line at ``corner``."""
    font = style.font
    metrics = QFontMetricsF(font)
    baseline = (style.line * FINER - metrics.height()) / 2 + metrics.ascent()
    painter.save()
    painter.translate(corner)
    painter.scale(1 / FINER, 1 / FINER)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QPointF(0, baseline), text)
    painter.restore()


def _color(name: str) -> QColor:
    color: QColor = getattr(Colors.of("light"), name)
    return color


def _title(report: ProgressReport) -> Block:
    def paint(painter: QPainter, rect: QRectF) -> None:
        first = QRectF(rect.x(), rect.y(), rect.width(), TITLE.line)
        draw(painter, first, words.title(report), TITLE, _color("text"))
        below = QRectF(rect.x(), first.bottom(), rect.width(), BODY.line)
        said = f"{words.HEADING}, {words.period(report)}"
        draw(painter, below, said, BODY, _color("text2"))

    return Block(TITLE.line + BODY.line, paint)


def _figures(report: ProgressReport, width: float) -> Block:
    shown = words.figures(report)
    each = (width - _GAP * (len(shown) - 1)) / len(shown)
    captions = [_Wrapped(caption, each, SMALL) for _, caption in shown]

    def paint(painter: QPainter, rect: QRectF) -> None:
        for place, ((value, _width), caption) in enumerate(zip(shown, captions, strict=True)):
            left = rect.x() + place * (each + _GAP)
            draw(painter, QRectF(left, rect.y(), each, FIGURE.line), value, FIGURE, _color("text"))
            caption.paint(painter, QPointF(left, rect.y() + FIGURE.line), _color("text2"))

    return Block(FIGURE.line + max(caption.height for caption in captions), paint, space=20)


def _heading(text: str) -> Block:
    def paint(painter: QPainter, rect: QRectF) -> None:
        draw(painter, rect, text, HEADING, _color("text"))

    return Block(HEADING.line, paint, space=_SECTION, heads=True)


def _stages(report: ProgressReport, width: float) -> Iterator[Block]:
    if not report.stages:
        yield _paragraph(words.NO_STAGES, width, space=6)
        return
    columns = _columns(width)
    inks = [_color("text2")] * len(columns)
    stage, mastery, recall, seen = words.STAGE_COLUMNS
    heads = (stage, mastery, "", recall, seen)
    yield _row(columns, heads, (SMALL,) * len(columns), inks, space=4, heads=True)
    for each in report.stages:
        yield _stage(each, report.target, columns)
    yield _paragraph(words.NOTE, width, SMALL, "text2", space=8)


def _columns(width: float) -> tuple[tuple[float, float], ...]:
    """(left, width) of stage, bar, mastery, recall and cards seen."""
    numbers, gap = (44.0, 64.0, 72.0), 12.0
    bar = 150.0
    name = width - bar - sum(numbers) - 4 * gap
    found = []
    left = 0.0
    for each in (name, bar, *numbers):
        found.append((left, each))
        left += each + gap
    return tuple(found)


def _stage(stage: StageFigures, target: float, columns: Sequence[tuple[float, float]]) -> Block:
    ink = _color("text3" if stage.locked else "text")
    is_weak = stage.recall is not None and stage.recall < target
    recall_ink = _color("again") if is_weak else ink
    texts = (
        f"{stage.number}. {stage.title}",
        "",
        mastery_text(stage.mastery),
        words.recall(stage),
        words.seen(stage),
    )
    styles = (BODY, BODY, BODY, STRONG if is_weak else BODY, BODY)
    row = _row(columns, texts, styles, (ink, ink, ink, recall_ink, ink))
    left, width = columns[1]

    def paint(painter: QPainter, rect: QRectF) -> None:
        row.paint(painter, rect)
        middle = rect.y() + (rect.height() - 1) / 2
        track = QRectF(rect.x() + left, middle - _BAR / 2, width, _BAR)
        rounded(painter, track, _BAR / 2, _color("heat0"))
        if stage.mastery > 0:
            done = QRectF(track)
            done.setWidth(max(_BAR, min(1.0, stage.mastery) * width))
            rounded(painter, done, _BAR / 2, _color("accent"))
        if stage.recall is not None:
            at = track.x() + min(width - 2, max(0.0, stage.recall * width - 1))
            painter.fillRect(QRectF(at, middle - _TICK / 2, 2, _TICK), _color("text"))

    return Block(row.height, paint)


def _row(
    columns: Sequence[tuple[float, float]],
    texts: Sequence[str],
    styles: Sequence[Style],
    inks: Sequence[QColor],
    *,
    space: float = 0.0,
    heads: bool = False,
) -> Block:
    """Cells side by side over a hairline; all but the first two end in line."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        for place, ((left, width), text) in enumerate(zip(columns, texts, strict=True)):
            cell = QRectF(rect.x() + left, rect.y(), width, rect.height() - 1)
            draw(painter, cell, text, styles[place], inks[place], right=place > 1)
        line = QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, _color("border"))

    return Block(_ROW, paint, space, heads)


def _weakest(report: ProgressReport, width: float) -> Iterator[Block]:
    if not report.weakest:
        yield _paragraph(words.no_weakness(report), width, space=6)
        return
    half = width * 0.4
    columns = ((0.0, half - _GAP), (half, half - _GAP), (2 * half, width - 2 * half))
    inks = (_color("text"), _color("text2"), _color("text"))
    for place, topic in enumerate(report.weakest):
        texts = (topic.title, words.weak(topic), words.weak_recall(topic))
        yield _row(columns, texts, (BODY,) * 3, inks, space=0 if place else 2)


def _calendar(calendar: Calendar, width: float) -> Block:
    step = min(_STEP, (width - _CALENDAR_LEFT) / calendar.weeks)
    cell = step * _CELL / _STEP

    def paint(painter: QPainter, rect: QRectF) -> None:
        left, top = rect.x() + _CALENDAR_LEFT, rect.y() + _CALENDAR_TOP
        ink = _color("text3")
        for column, name in calendar.months:
            where = QRectF(left + column * step, rect.y(), 40, SMALL.line)
            draw(painter, where, name, SMALL, ink)
        for row, name in enumerate(words.WEEKDAYS):
            middle = top + row * step + cell / 2
            where = QRectF(rect.x(), middle - SMALL.line / 2, _CALENDAR_LEFT, SMALL.line)
            draw(painter, where, name, SMALL, ink)
        for place, level in enumerate(calendar.levels):
            if level is not None:
                column, row = divmod(place, 7)
                square = QRectF(left + column * step, top + row * step, cell, cell)
                rounded(painter, square, 2.0, _color(f"heat{level}"))

    return Block(_CALENDAR_TOP + 7 * step, paint, space=4)


def _paragraph(
    text: str, width: float, style: Style = BODY, color: str = "text", *, space: float = 0.0
) -> Block:
    wrapped = _Wrapped(text, width, style)

    def paint(painter: QPainter, rect: QRectF) -> None:
        wrapped.paint(painter, rect.topLeft(), _color(color))

    return Block(wrapped.height, paint, space)


class _Wrapped:
    """A text in lines of a width."""

    def __init__(self, text: str, width: float, style: Style) -> None:
        self._style = style
        layout = QTextLayout(text, style.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        self._lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * FINER)
            end = line.textStart() + line.textLength()
            self._lines.append(text[line.textStart() : end].rstrip())
        layout.endLayout()

    @property
    def height(self) -> float:
        """Of all lines together."""
        return len(self._lines) * self._style.line

    def paint(self, painter: QPainter, corner: QPointF, ink: QColor) -> None:
        """Draw the lines from a corner down."""
        for number, line in enumerate(self._lines):
            below = QPointF(corner.x(), corner.y() + number * self._style.line)
            _draw_at(painter, below, line, self._style, ink)
