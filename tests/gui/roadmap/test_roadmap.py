"""The Roadmap: the map and the list, a stage's panel, opening, placing out and taking it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.roadmap.listing import StageModel
from flashcards.gui.roadmap.map import RoadMap
from flashcards.gui.roadmap.panel import TopicRow
from flashcards.gui.roadmap.place import RoadmapPlace
from flashcards.gui.roadmap.stop import Stop, broken
from flashcards.gui.theme import Mode, Role, theme
from flashcards.services.studying.today_view import StationState
from tests.gui.accessible import name, tree, unnamed
from tests.gui.screen import NOTHING, Screen

LEFT = Qt.MouseButton.LeftButton


class RoadmapScreen(Screen):
    """The window on its Roadmap page."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window, PlaceId.ROADMAP)
        place = window.page(PlaceId.ROADMAP)
        assert isinstance(place, RoadmapPlace)
        self.place = place
        self.page = place.page

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING, widget: QWidget | None = None
    ) -> None:
        super().press(key, modifier, widget)
        self.settle()

    def stop(self, number: int) -> QWidget:
        stages = self.page._road.stages
        return self.page._map.button(stages[number - 1].id)

    def button(self, text: str) -> QPushButton:
        found = [b for b in self.place.findChildren(QPushButton) if b.text() == text]
        return next(b for b in found if b.isVisible())

    @property
    def stage(self) -> str:
        assert self.page.chosen is not None
        return self.page.chosen.today.title


def overlapping(screen: RoadmapScreen) -> list[int]:
    """The stages whose stop lies over that of a later one."""
    boxes = [screen.stop(number).geometry() for number in range(1, 11)]
    return [
        place
        for place, box in enumerate(boxes, 1)
        if any(box.intersects(other) for other in boxes[place:])
    ]


@pytest.fixture
def screen(qtbot: QtBot, opened: MainWindow) -> RoadmapScreen:
    return RoadmapScreen(qtbot, opened)


class TestMap:
    def test_it_opens_on_the_stage_that_the_learner_is_on(self, screen: RoadmapScreen) -> None:
        assert screen.stage == "Programming Language"
        assert screen.page.panel.isVisible()
        assert unnamed(screen.window) == []

    def test_stations_say_where_they_stand(self, screen: RoadmapScreen) -> None:
        spoken = [name(node) for node in tree(screen.place)]
        assert any(text.startswith("Stage 1, Programming Language, open") for text in spoken)
        assert any(text.startswith("Stage 7, ") and ", locked" in text for text in spoken)

    def test_a_click_opens_the_panel_and_the_road_stays(self, screen: RoadmapScreen) -> None:
        before = screen.stop(3).pos()
        screen.click(screen.stop(3))
        assert screen.stage == "Databases"
        assert screen.stop(3).pos() == before

    def test_arrows_follow_the_road_and_enter_opens(self, screen: RoadmapScreen) -> None:
        screen.stop(1).setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(3):
            screen.press(Qt.Key.Key_Right)
        screen.press(Qt.Key.Key_Return)
        assert screen.stage == "Backend Frameworks"
        screen.press(Qt.Key.Key_Right)
        screen.press(Qt.Key.Key_Return)
        assert screen.stage == "System Design"
        screen.press(Qt.Key.Key_Left)
        screen.press(Qt.Key.Key_Return)
        assert screen.stage == "Networking"
        screen.press(Qt.Key.Key_Down)
        screen.press(Qt.Key.Key_Return)
        assert screen.page.chosen is not None
        assert screen.page.chosen.today.number in {9, 10}

    def test_it_opens_without_a_ring_and_the_arrows_walk_on(self, screen: RoadmapScreen) -> None:
        focused = screen.window.focusWidget()
        assert focused is screen.stop(1)
        assert not screen.stop(1).focused_by_keyboard
        screen.press(Qt.Key.Key_Right)
        assert screen.stop(2).hasFocus()

    def test_escape_closes_the_panel_and_then_goes_back(self, screen: RoadmapScreen) -> None:
        screen.press(Qt.Key.Key_Escape, widget=screen.window)
        assert screen.page.panel.isHidden()
        screen.press(Qt.Key.Key_Escape, widget=screen.window)
        assert screen.window.place is PlaceId.TODAY

    @pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
    @pytest.mark.parametrize("scale", [1.0, 1.5])
    def test_no_stop_lies_over_another(
        self, screen: RoadmapScreen, mode: Mode, scale: float
    ) -> None:
        theme().set_mode(mode)
        theme().set_text_scale(scale)
        for width in (1000, 1280, 1900):
            screen.window.resize(width, 800)
            screen.qtbot.waitUntil(lambda: not overlapping(screen))


class TestList:
    def test_l_shows_the_road_as_a_table_and_back(self, screen: RoadmapScreen) -> None:
        screen.press(Qt.Key.Key_L, widget=screen.window)
        assert screen.page.listed
        screen.press(Qt.Key.Key_L, widget=screen.window)
        assert not screen.page.listed

    def test_a_row_opens_the_panel_by_enter(self, screen: RoadmapScreen) -> None:
        screen.press(Qt.Key.Key_L, widget=screen.window)
        listing = screen.page._list
        listing.setFocus()
        listing.selectRow(4)
        screen.press(Qt.Key.Key_Return, widget=listing)
        assert screen.stage == "System Design"

    def test_its_numbers_align_and_no_empty_row_follows(self, screen: RoadmapScreen) -> None:
        screen.press(Qt.Key.Key_L, widget=screen.window)
        listing = screen.page._list
        titles = [listing.rows.index(row, 0).data() for row in range(listing.rows.rowCount())]
        assert titles[0].startswith("\u20071  ")
        assert titles[9].startswith("10  ")
        assert listing.height() <= listing.sizeHint().height()

    def test_the_same_mastery_is_said_in_the_ring_and_at_the_gate(
        self, screen: RoadmapScreen
    ) -> None:
        stage = screen.page.chosen
        assert stage is not None
        said = screen.page.panel._ring.accessibleName().removesuffix(" mastered")
        locked = next(each for each in screen.page._road.stages if each.locked)
        assert f"now {said}" in locked.today.reason

    def test_a_narrow_window_shows_the_list_and_the_panel_as_a_drawer(
        self, screen: RoadmapScreen
    ) -> None:
        screen.window.resize(880, 600)
        screen.settle()
        assert screen.page.listed
        assert screen.page.panel.isHidden()
        index = screen.page._list.rows.index(2, 0)
        screen.page._list.clicked.emit(index)
        assert screen.page.panel.isVisible()

    def test_the_model_is_a_sound_one(self, screen: RoadmapScreen, qtbot: QtBot) -> None:
        model = StageModel()
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.show_stages(screen.page._road.stages)
        assert model.rowCount() == 10


class TestPanel:
    def test_topics_have_their_mastery_and_recall_spoken(self, screen: RoadmapScreen) -> None:
        rows = [row for row in screen.place.findChildren(TopicRow) if row.isVisible()]
        assert rows[0].accessibleName().startswith("Variables: 0")
        assert rows[0].accessibleName().endswith("recall now none seen")

    def test_s_studies_this_stage(self, screen: RoadmapScreen) -> None:
        screen.press(Qt.Key.Key_S, widget=screen.window)
        screen.qtbot.waitUntil(lambda: screen.window.reviewing, timeout=20_000)

    def test_a_locked_stage_says_why_and_can_be_opened_anyway(self, screen: RoadmapScreen) -> None:
        screen.click(screen.stop(3))
        assert screen.page.chosen is not None
        assert screen.page.chosen.locked
        screen.click(screen.button("Open anyway"))
        screen.settle()
        assert not screen.page.chosen.locked
        screen.window.undo()
        screen.settle()
        screen.settle()
        assert screen.page.chosen.locked


class TestPlacingOut:
    def begin(self, screen: RoadmapScreen) -> None:
        screen.press(Qt.Key.Key_P, widget=screen.window)
        screen.qtbot.waitUntil(screen.place.test_page.isVisible)
        screen.settle()

    def answer(self, screen: RoadmapScreen, key: Qt.Key, times: int) -> None:
        for _ in range(times):
            screen.press(Qt.Key.Key_Space, widget=screen.window)
            screen.press(key, widget=screen.window)
            screen.settle()

    def test_twelve_known_cards_place_the_stage_out_and_undo_takes_it_back(
        self, screen: RoadmapScreen
    ) -> None:
        self.begin(screen)
        assert unnamed(screen.place) == []
        self.answer(screen, Qt.Key.Key_1, 12)
        screen.settle()
        assert screen.place.test_page._title.text() == "12 of 12 known: placed out"
        screen.click(screen.button("Back to the road"))
        assert screen.page.chosen is not None
        assert screen.page.chosen.today.state is StationState.PLACED_OUT
        screen.click(screen.button("Take back"))
        screen.settle()
        assert screen.page.chosen.today.state is StationState.OPEN

    def test_three_missed_cards_change_nothing(self, screen: RoadmapScreen) -> None:
        self.begin(screen)
        self.answer(screen, Qt.Key.Key_2, 3)
        self.answer(screen, Qt.Key.Key_1, 9)
        screen.settle()
        assert screen.place.test_page._title.text() == "9 of 12 known: not placed out"
        assert screen.page.chosen is not None
        assert screen.page.chosen.today.state is StationState.OPEN

    def test_escape_leaves_the_test(self, screen: RoadmapScreen) -> None:
        self.begin(screen)
        screen.press(Qt.Key.Key_Escape, widget=screen.window)
        assert not screen.place.test_page.isVisible()
        assert screen.window.place is PlaceId.ROADMAP


def test_a_long_name_breaks_between_words_and_before_an_ampersand(themed: object) -> None:
    font = theme().font(Role.BODY)
    assert broken("Cloud", font, 150) == ["Cloud"]
    assert broken("Authentication & Authorization", font, 120) == [
        "Authentication",
        "& Authorization",
    ]
    assert len(broken("A name that goes on and on and on for ever", font, 120)) == 2


def test_a_road_of_one_stop_and_an_empty_one_are_drawn(qtbot: QtBot) -> None:
    road = RoadMap()
    qtbot.addWidget(road)
    road.resize(600, 300)
    road.show_stops([])
    road.show()
    road.grab()
    stop = Stop(7, "1", "Alone", "", StationState.OPEN, 0.5, "Stage 1, Alone")
    road.show_stops([stop])
    road.grab()
    assert road.button(7).accessibleName() == "Stage 1, Alone"
