"""Where the parts of the practice pages stand: nothing jumps, nothing is cut or pushed out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashcards.domain.practice.prompt import RubricPoint
from flashcards.gui.practice.proposals import ProposalRow
from flashcards.gui.practice.report_rows import MissedRow, fitting
from flashcards.gui.practice.story_dialog import StoryDialog
from flashcards.gui.practice.time_bar import minute_marks
from flashcards.gui.practice.top_bar import PracticeBar
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.label import Label
from flashcards.services.practice.report_views import MissedPoint
from flashcards.services.practice.views import CardStep, PointCard
from tests.gui.practice.conftest import Studio
from tests.gui.screen import NOTHING

ENTER = Qt.Key.Key_Return
MINUTE = 60_000
BESIDE_THE_ROAD = 20


@pytest.fixture
def running(studio: Studio) -> Studio:
    """The first prompt of a session, being answered."""
    studio.choose(minutes=15, seed=11)
    studio.key(ENTER, NOTHING)
    studio.key(ENTER)
    return studio


def left_edge(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).x()


def right_edge(widget: QWidget) -> int:
    return left_edge(widget) + widget.width()


def is_centred(bar: PracticeBar) -> bool:
    """Whether the road with its words is laid out in the middle of the bar."""
    count = bar.count.geometry()
    before, after = bar.road.x(), bar.width() - count.right() - 1
    together = count.x() - bar.road.x() - bar.road.width() == BESIDE_THE_ROAD
    return together and abs(before - after) <= 1


def offer(step: CardStep) -> PointCard:
    return PointCard(
        key=f"0:{step}:0",
        point=0,
        step=step,
        title="says what is measured",
        place="Databases",
        words="New card",
        question="Question",
        answer="Answer",
        proposed=True,
    )


@pytest.mark.parametrize(
    ("minutes", "marks"), [(1, ()), (2, (1,)), (4, (2, 1)), (5, (2, 1)), (12, (6, 3)), (15, (7, 3))]
)
def test_the_bar_marks_half_and_a_quarter_in_whole_minutes(
    minutes: int, marks: tuple[int, ...]
) -> None:
    assert minute_marks(minutes * MINUTE) == marks


def test_asking_scrolls_no_further_than_the_answer_needs(running: Studio) -> None:
    page = running.place.running
    bar = page._scroll.verticalScrollBar()
    running.key(Qt.Key.Key_I)
    assert bar.value() == 0
    running.window.resize(1280, 420)
    running.key(Qt.Key.Key_F)
    asked = page.follow_ups.asked_row
    assert asked is not None
    running.qtbot.waitUntil(lambda: asked.visibleRegion().boundingRect() == asked.rect())


def test_the_road_stays_where_it_is_from_prompt_to_score(running: Studio) -> None:
    asking, scoring = running.place.running.bar, running.place.scoring.bar
    for width in (1280, 880):
        running.window.resize(width, 800)
        running.qtbot.waitUntil(lambda: asking.road.isVisible() and is_centred(asking))
        asked = left_edge(asking.road)
        running.key(ENTER)
        running.qtbot.waitUntil(lambda at=asked: left_edge(scoring.road) == at)
        running.click(running.place.scoring.back)


def test_long_points_wrap_and_leave_the_rubric_in_its_view(running: Studio) -> None:
    running.key(ENTER)
    scoring = running.place.scoring
    points = [RubricPoint(3, "names what is read and what is written " * 12, must=True)]
    for width in (1280, 880):
        running.window.resize(width, 600)
        scoring.rubric.show_points(points, ())
        running.qtbot.waitUntil(
            lambda: right_edge(scoring.rubric) <= right_edge(scoring._scroll.viewport())
        )
        assert scoring.rubric.rows[0].height() > 100


def test_a_narrow_page_says_the_grade_at_its_foot_and_leads_to_it(running: Studio) -> None:
    running.window.resize(880, 600)
    running.key(ENTER)
    scoring = running.place.scoring
    running.tick(0)
    assert scoring.result.text().endswith((", Again", ", Hard", ", Good", ", Easy"))
    running.click(scoring.result)
    running.qtbot.waitUntil(lambda: not scoring.ring.visibleRegion().isEmpty())
    running.window.resize(1280, 800)
    running.qtbot.waitUntil(scoring.result.isHidden)


def test_what_else_a_point_offers_ends_alike_with_and_without_a_pencil(qtbot: QtBot) -> None:
    rows = [ProposalRow(offer(step), ticked=True, more=4) for step in CardStep]
    for row in rows:
        qtbot.addWidget(row)
        row.resize(384, row.sizeHint().height())
        row.show()
    assert {right_edge(row.others) for row in rows} == {384}
    assert len({row.height() for row in rows}) == 1
    [pencil] = [row.pencil for row in rows if row.pencil is not None]
    assert right_edge(pencil) == 384


def test_a_stage_takes_the_longest_name_that_fits() -> None:
    names = ("Data Structures & Algorithms", "Algorithms")
    font = theme().font(Role.SMALL)
    measure = QFontMetricsF(font).horizontalAdvance
    assert fitting(font, names, measure(names[0]) + 1) == names[0]
    assert fitting(font, names, measure(names[0]) - 1) == names[1]
    assert fitting(font, names, measure(names[1]) - 8).endswith("…")


def test_a_missed_point_begins_with_a_capital_letter(qtbot: QtBot) -> None:
    row = MissedRow(MissedPoint("gives the result", "A title", 3, ()))
    qtbot.addWidget(row)
    assert row.findChildren(Label)[0].text() == "Gives the result"


def test_a_prompt_without_a_story_is_a_row_that_writes_one(studio: Studio) -> None:
    studio.key(Qt.Key.Key_S, NOTHING)
    stories = studio.place.stories
    first, second = stories.gaps()[:2]
    first.focus_visibly()
    studio.key(Qt.Key.Key_Down, NOTHING)
    assert second.hasFocus()
    studio.click(second)
    dialog = studio.dialog()
    assert isinstance(dialog, StoryDialog)
    assert [each for each, box in dialog.boxes.items() if box.isChecked()] == [second.prompt.id]
