"""Where charts draw what: measured on the pixels that a user sees."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from flashcards.gui.charts.bar_plot import BarPlot
from flashcards.gui.charts.data import Chart, Fill, Series
from flashcards.gui.charts.heat_plot import HeatPlot
from flashcards.gui.charts.line_plot import LinePlot
from flashcards.gui.charts.list_plot import ListPlot
from flashcards.gui.charts.plot import Plot, least_height, plot
from flashcards.gui.charts.scatter_plot import ScatterPlot
from flashcards.gui.theme import Mode, theme
from tests.gui.charts.samples import ALL, bars, dots, heat, line, stages

OUTER = QRectF(20, 10, 400, 160)
SIZE = QSize(440, 180)


def drawn(found: Plot, chosen: int | None = None) -> QImage:
    image = QImage(SIZE, QImage.Format.Format_ARGB32)
    image.fill(theme().colors.surface)
    painter = QPainter(image)
    found.paint(painter, chosen)
    painter.end()
    return image


def pixels(image: QImage, color: QColor) -> list[tuple[int, int]]:
    """The pixels of exactly that colour."""
    wanted = color.rgb()
    return [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == wanted
    ]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_chart_is_drawn_within_its_rectangle(chart: Chart, mode: Mode) -> None:
    theme().set_mode(mode)
    found = plot(chart, OUTER)
    empty = theme().colors.surface.rgb()
    for chosen in (None, *found.readable):
        image = drawn(found, chosen)
        inked = [
            (x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixel(x, y) != empty
        ]
        assert len(inked) > 500
        room = OUTER.adjusted(-8, -4, 8, 4)
        assert all(room.contains(QPointF(x, y)) for x, y in inked)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_place_is_found_where_it_is(chart: Chart) -> None:
    found = plot(chart, OUTER)
    for place in found.readable:
        assert found.place_at(found.anchor(place)) == place


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_keys_lead_from_the_first_place_to_the_last(chart: Chart) -> None:
    found = plot(chart, OUTER)
    first, last = found.readable[0], found.readable[-1]
    assert found.start() in found.readable
    assert found.step(first, Qt.Key.Key_End) == last
    assert found.step(last, Qt.Key.Key_Home) == first
    assert found.step(first, Qt.Key.Key_Left) == first
    assert found.step(last, Qt.Key.Key_Right) == last
    assert found.step(first, Qt.Key.Key_A) is None


def test_values_lie_as_high_as_they_are() -> None:
    found = LinePlot(line(), OUTER)
    heights = [found.anchor(place).y() for place in (0, 1, 3)]
    assert heights[1] < heights[2] < heights[0]
    lefts = [found.anchor(place).x() for place in range(4)]
    steps = [after - before for before, after in pairwise(lefts)]
    assert steps == pytest.approx([steps[0]] * 3)


def test_a_gap_in_the_values_is_a_gap_in_the_line() -> None:
    image = drawn(LinePlot(line(target=None), OUTER))
    found = LinePlot(line(target=None), OUTER)
    accent = pixels(image, theme().colors.accent)
    gap = found.anchor(2).x()
    assert not [x for x, _ in accent if gap - 20 < x < gap + 20]
    assert [x for x, _ in accent if x < found.anchor(1).x()]


def test_series_of_lines_differ_by_form() -> None:
    def accent_of(fill: Fill) -> int:
        series = (Series("one", (0.8, 0.8, 0.8, 0.8), fill),)
        chart = line(series=series, target=None)
        return len(pixels(drawn(LinePlot(chart, OUTER)), theme().colors.accent))

    solid, dashed, dotted = (accent_of(fill) for fill in Fill)
    assert solid > dashed > dotted > 0


def test_bars_of_a_place_stand_on_each_other_from_zero() -> None:
    found = BarPlot(bars(), OUTER)
    stacked = [rect for _, rect in found.bars(0)]
    assert len(stacked) == 3
    for below, above in pairwise(stacked):
        assert below.top() - 1 == above.bottom()
        assert below.left() == above.left()
    per_card = stacked[0].height() / 30
    assert stacked[1].height() / 10 == pytest.approx(per_card, rel=0.2)
    assert not list(found.bars(2)), "nothing is no bar"


def test_bars_side_by_side_share_the_room() -> None:
    found = BarPlot(bars(stacked=False), OUTER)
    beside = [rect for _, rect in found.bars(0)]
    assert {round(rect.bottom()) for rect in beside} == {round(beside[0].bottom())}
    for left, right in pairwise(beside):
        assert left.right() < right.left()
        assert left.width() == pytest.approx(right.width())


def test_fills_differ_without_colour() -> None:
    def ink(fill: Fill) -> int:
        chart = bars()
        series = (Series("one", (40.0, 40.0, 40.0, 40.0), fill),)
        plain = BarPlot(type(chart)("", "", chart.places, series, chart.y), OUTER)
        return len(pixels(drawn(plain), theme().colors.accent))

    solid, outline, hatch = (ink(fill) for fill in Fill)
    assert solid > hatch > outline > 0


def test_the_latest_weeks_are_shown_that_there_is_room_for() -> None:
    narrow, wide = HeatPlot(heat(30), QRectF(0, 0, 250, 160)), HeatPlot(heat(30), OUTER)
    assert 0 < narrow.readable.start < 30 * 7
    assert wide.readable.start < narrow.readable.start
    assert narrow.readable[-1] == wide.readable[-1] == heat(30).outlined
    cells = [narrow.cell(place) for place in narrow.readable]
    assert max(cell.right() for cell in cells) <= 250
    assert {cell.width() for cell in cells} == {cells[0].width()}


def test_days_to_come_cannot_be_pointed_at() -> None:
    found = HeatPlot(heat(), OUTER)
    tomorrow = found.cell((heat().outlined or 0) + 1)
    assert found.place_at(tomorrow.center()) is None
    assert found.place_at(QPointF(0, 0)) is None


def test_a_taller_calendar_has_larger_days() -> None:
    usual, tall = HeatPlot(heat(), OUTER), HeatPlot(heat(), QRectF(20, 10, 400, 220))
    assert tall.cell(0).width() > usual.cell(0).width()


def test_days_are_read_by_day_and_by_week() -> None:
    found = HeatPlot(heat(), OUTER)
    assert found.step(20, Qt.Key.Key_Up) == 19
    assert found.step(20, Qt.Key.Key_Left) == 13


def test_shares_are_bars_of_that_length_with_a_tick() -> None:
    found = ListPlot(stages(), OUTER)
    image = drawn(found)
    rows = [found.anchor(place) for place in range(3)]
    assert rows[0].x() > rows[1].x() > rows[2].x()
    ticks = [x for x, y in pixels(image, theme().colors.text) if abs(y - rows[0].y()) > 4]
    assert max(ticks) > rows[0].x(), "recall lies beyond mastery"


def test_shares_are_mirrored_where_text_runs_from_the_right() -> None:
    usual = ListPlot(stages(), OUTER).anchor(0).x()
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        found = ListPlot(stages(), OUTER)
        mirrored = found.anchor(0).x()
        drawn(found, 0)
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert mirrored == pytest.approx(OUTER.left() + OUTER.right() - usual, abs=1)


def test_heavier_dots_are_larger_and_far_from_all_is_none() -> None:
    found = ScatterPlot(dots(), OUTER)
    light, heavy = dots().dots
    assert found.radius(light) < found.radius(heavy)
    assert found.place_at(QPointF(60, 150)) is None


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_larger_text_makes_charts_taller_and_leaves_them_room(chart: Chart, scale: float) -> None:
    usual = least_height(chart, 100)
    theme().set_text_scale(scale)
    assert least_height(chart, 100) >= usual
    drawn(plot(chart, OUTER))


def test_a_chart_without_places_draws_its_axes() -> None:
    empty = BarPlot(type(bars())("", "", (), (Series("none", ()),), bars().y), OUTER)
    assert empty.place_at(QPointF(100, 100)) is None
    drawn(empty)
    nothing = LinePlot(line(places=(), at=(), series=(Series("none", ()),)), OUTER)
    assert nothing.place_at(QPointF(100, 100)) is None
    drawn(nothing)
