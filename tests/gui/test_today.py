"""The Today page: what it says, what it asks for, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from flashcards.domain.practice.prompt import PromptKind
from flashcards.gui.theme import Mode, Role, theme
from flashcards.gui.today import texts
from flashcards.gui.today.cards import PlanCard, WeakestCard
from flashcards.gui.today.header import TodayHeader
from flashcards.gui.today.page import TodayPage
from flashcards.gui.widgets.bars import TargetBar
from flashcards.gui.widgets.buttons import Button
from flashcards.gui.widgets.day_strip import DayStrip
from flashcards.gui.widgets.link import TextLink
from flashcards.gui.widgets.notice import Notice
from flashcards.gui.widgets.road import Road
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.services.practice.today_view import PracticeToday, PromptLine
from flashcards.services.studying.today_view import StationState, Today
from tests.gui.accessible import names, unnamed
from tests.gui.factories import FIRST_STAGE, done_today, first_day, stages, started_today, today

DATABASES, NETWORKING, AUTH = FIRST_STAGE + 3, FIRST_STAGE + 6, FIRST_STAGE + 7
LEFT = Qt.MouseButton.LeftButton


class Screen:
    """The page in an active window, and its parts by what a user calls them."""

    def __init__(self, qtbot: QtBot, size: QSize) -> None:
        self.qtbot = qtbot
        self.page = TodayPage()
        qtbot.addWidget(self.page)
        self.page.resize(size)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.road = self.page.findChild(Road)
        self.header = self.page.findChild(TodayHeader)
        self.plan = self.page.findChild(PlanCard)
        self.weakest = self.page.findChild(WeakestCard)
        self.strip = self.page.findChild(DayStrip)
        self.scroll = self.page.findChild(ScrollPage)

    def show(self, day: Today) -> Screen:
        self.page.show_today(day)
        self.settle()
        return self

    def settle(self) -> None:
        """Lets nested layouts find their sizes."""
        QApplication.sendPostedEvents()

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, LEFT)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key)

    def station(self, stage_id: int) -> QWidget:
        return self.road.button(stage_id)

    def notice(self) -> Notice | None:
        shown = [one for one in self.page.findChildren(Notice) if one.isVisible()]
        return shown[0] if shown else None


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    """The page as in a window of 1280×800."""
    return Screen(qtbot, QSize(1_072, 800))


# What it says


def test_the_head_says_how_much_and_how_long() -> None:
    head = texts.headline(today())
    assert head.title == "48 cards, about 22 minutes"
    assert head.lead == "36 to review and 12 new. Done today, tomorrow stays at 39."
    assert head.action == "Start"


@pytest.mark.parametrize(
    ("due", "new", "lead"),
    [
        (36, 0, "36 to review. Done today, tomorrow stays at 39."),
        (0, 12, "12 new. Done today, tomorrow stays at 39."),
        (1_200, 12, "1,200 to review and 12 new. Done today, tomorrow stays at 39."),
    ],
)
def test_what_there_is_none_of_is_left_out(due: int, new: int, lead: str) -> None:
    assert texts.headline(today(due=due, new=new)).lead == lead


def test_one_card_is_one_card() -> None:
    head = texts.headline(today(due=1, new=0, seconds=20.0))
    assert head.title == "1 card, about 1 minute"


def test_a_backlog_is_said_without_blame() -> None:
    assert texts.headline(today(backlog=120, due=48, new=0)).lead == (
        "120 waiting. Today takes the 48 that matter most."
    )
    assert texts.headline(today(backlog=120)).lead == (
        "120 waiting. Today takes the 36 that matter most and 12 new."
    )


def test_a_new_learner_begins_at_stage_1() -> None:
    head = texts.headline(first_day())
    assert head.title == "Your road starts at stage 1."
    assert head.lead == "10 new cards, about 5 minutes."
    assert head.action == "Start stage 1"


def test_a_day_that_is_done_says_what_tomorrow_brings() -> None:
    head = texts.headline(done_today())
    assert head == texts.Headline("Done for today", "39 cards tomorrow, about 19 minutes.")
    assert texts.headline(done_today(tomorrow=0)).lead == "Nothing is due tomorrow."


def test_a_day_without_cards_isnt_called_done() -> None:
    idle = done_today(due_done=0, new_done=0)
    assert texts.headline(idle).title == "Nothing due today"


def test_a_learning_card_that_falls_due_later_is_announced() -> None:
    QLocale.setDefault(QLocale("en_GB"))
    soon = done_today(next_due_ms=1_795_000_000_000)
    assert texts.headline(soon).lead.startswith("The next card is due at ")


def test_an_empty_library_says_how_to_fill_it() -> None:
    empty = done_today(total_cards=0, seen=0, due_done=0, new_done=0, stages=())
    assert texts.headline(empty).title == "No cards yet"


def test_more_can_be_learned_only_when_today_is_done_and_cards_are_left() -> None:
    assert texts.learns_more(done_today())
    assert not texts.learns_more(today())
    assert not texts.learns_more(done_today(new_available=False))


def test_the_plan_lists_reviews_and_new_cards() -> None:
    review, learn = texts.plan(today())
    assert review == texts.PlanRow("Review 36 cards", "All open stages", "16 min", False)
    assert learn == texts.PlanRow(
        "Learn 12 new cards", "4 Frameworks, 8 System Design", "6 min", False
    )


def test_the_plan_takes_what_all_its_rows_take() -> None:
    prompt = PromptLine(1, "p", "A prompt", PromptKind.CONCEPT, None, "", None, 4)
    practice = PracticeToday(1, 4, prompt, False, "Practise a prompt")
    assert texts.plan_time(today()) == "22 min"
    assert texts.plan_time(today(practice=practice)) == "26 min"
    assert texts.plan_time(today(practice=replace(practice, prompt=None))) == "22 min"
    assert texts.plan_time(done_today(practice=practice)) == ""


def test_rows_of_the_plan_tick_themselves() -> None:
    review, learn = texts.plan(today(due=0, due_done=36))
    assert (review.title, review.done) == ("Reviewed 36 cards", True)
    assert not learn.done
    assert all(row.done for row in texts.plan(done_today()))


def test_a_kind_of_card_that_today_never_had_has_no_row() -> None:
    assert [row.title for row in texts.plan(first_day())] == ["Learn 10 new cards"]


def test_one_or_two_stages_and_other_decks_are_named() -> None:
    few = tuple(stage if stage.number == 3 else replace(stage, due=0, new=0) for stage in stages())
    review, learn = texts.plan(today(stages=few, other_due=5, other_new=2))
    assert review.caption == "Databases, other decks"
    assert learn.caption == "2 other decks"


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (3, "Stage 3, Databases, 13 due, 5 min"),
        (4, "Stage 4, Frameworks, 7 due, 4 new, 5 min"),
        (7, "Stage 7, Authentication & Security, locked"),
        (9, "Stage 9, Cloud, locked, optional"),
    ],
)
def test_stations_are_named_for_the_ear(number: int, spoken: str) -> None:
    assert texts.station(stages()[number - 1]).spoken == spoken


@pytest.mark.parametrize(
    ("state", "word"),
    [(StationState.MASTERED, "mastered"), (StationState.PLACED_OUT, "placed out")],
)
def test_the_state_of_a_station_is_said(state: StationState, word: str) -> None:
    stage = replace(stages()[0], state=state, due=0, new=0)
    assert texts.station(stage).spoken == f"Stage 1, Programming Language, nothing due, {word}"


@pytest.mark.parametrize(
    ("streak", "longest", "words"),
    [
        (17, 31, ("17 days in a row", "longest 31")),
        (31, 31, ("31 days in a row", "")),
        (1, 1, ("1 day in a row", "")),
        (0, 31, ("Days studied", "longest 31")),
    ],
)
def test_a_streak_is_counted(streak: int, longest: int, words: tuple[str, str]) -> None:
    assert texts.streak(today(streak=streak, longest_streak=longest)) == words


# What it asks for


def test_start_begins_everything(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    with qtbot.waitSignal(screen.page.start_requested) as signal:
        screen.click(screen.header.start)
    assert signal.args == [()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S])
def test_the_keys_of_start_begin_everything(screen: Screen, qtbot: QtBot, key: Qt.Key) -> None:
    screen.show(today())
    with qtbot.waitSignal(screen.page.start_requested) as signal:
        screen.press(key)
    assert signal.args == [()]


def test_start_has_the_focus_and_the_ring_when_the_page_opens(screen: Screen) -> None:
    screen.show(today())
    assert screen.header.start.focused_by_keyboard


def test_the_next_primary_button_takes_the_focus_over(screen: Screen) -> None:
    screen.show(today())
    screen.show(done_today())
    assert screen.header.more.hasFocus()
    assert not screen.header.start.isVisible()
    assert screen.scroll.bar.value() == 0


def test_the_arrows_walk_along_the_road_and_enter_starts_one_stage(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.show(today())
    for _ in range(3):
        screen.press(Qt.Key.Key_Right)
    assert screen.station(DATABASES).hasFocus()
    screen.press(Qt.Key.Key_Right)
    screen.press(Qt.Key.Key_Left)
    with qtbot.waitSignal(screen.page.start_requested) as signal:
        screen.press(Qt.Key.Key_Return)
    assert signal.args == [(DATABASES,)]


def test_the_road_ends_where_it_ends(screen: Screen) -> None:
    screen.show(today())
    for _ in range(15):
        screen.press(Qt.Key.Key_Right)
    assert screen.station(FIRST_STAGE + 10).hasFocus()
    for _ in range(15):
        screen.press(Qt.Key.Key_Left)
    assert screen.station(FIRST_STAGE + 1).hasFocus()


def test_tab_stops_once_on_the_road(screen: Screen) -> None:
    screen.show(today())
    assert sum(screen.station(stage.stage_id).tabbable for stage in stages()) == 1


def test_a_click_on_a_station_starts_that_stage(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    with qtbot.waitSignal(screen.page.start_requested) as signal:
        screen.click(screen.station(NETWORKING))
    assert signal.args == [(NETWORKING,)]


def test_a_locked_station_says_why_and_can_be_opened_anyway(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    station = screen.station(AUTH)
    reason = "Opens when Networking has 50\u202f% mastery."
    assert station.toolTip() == station.accessibleDescription() == reason
    with qtbot.assertNotEmitted(screen.page.start_requested):
        screen.click(station)
    screen.settle()
    assert reason in screen.notice().text()
    with qtbot.waitSignal(screen.page.open_stage_requested) as signal:
        screen.click(screen.notice().buttons()[0])
    assert signal.args == [AUTH]
    assert screen.notice() is None


def test_a_station_without_cards_says_so(screen: Screen, qtbot: QtBot) -> None:
    screen.show(done_today())
    with qtbot.assertNotEmitted(screen.page.start_requested):
        screen.click(screen.station(DATABASES))
    assert screen.notice().text() == "Nothing is due in Databases today."


def test_escape_leaves_a_notice_then_choosing_and_then_nothing(screen: Screen) -> None:
    screen.show(today())
    screen.click(screen.header.choose)
    screen.click(screen.station(AUTH))
    assert screen.page.go_back()
    assert screen.notice() is None
    assert screen.page.chosen is not None
    assert screen.page.go_back()
    assert screen.page.chosen is None
    assert not screen.page.go_back()


def test_choosing_puts_ticks_on_the_stations_that_have_cards(screen: Screen) -> None:
    screen.show(today())
    screen.click(screen.header.choose)
    assert screen.page.chosen == (
        FIRST_STAGE + 1,
        FIRST_STAGE + 2,
        FIRST_STAGE + 3,
        FIRST_STAGE + 4,
        FIRST_STAGE + 5,
        FIRST_STAGE + 6,
    )
    assert screen.header.choose.text() == "All stages"
    screen.click(screen.station(DATABASES))
    assert DATABASES not in screen.page.chosen
    assert screen.header.texts()[1:] == ("35 cards, about 17 minutes", "5 of 6 stages chosen.")


def test_start_takes_what_was_chosen(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    screen.click(screen.header.choose)
    for number in (1, 2, 4, 5, 6):
        screen.click(screen.station(FIRST_STAGE + 0 + number))
    with qtbot.waitSignal(screen.page.start_requested) as signal:
        screen.press(Qt.Key.Key_Return)
    assert signal.args == [(DATABASES,)]


def test_nothing_chosen_cannot_be_started(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    screen.click(screen.header.choose)
    for number in range(1, 7):
        screen.click(screen.station(FIRST_STAGE + 0 + number))
    assert screen.page.chosen == ()
    assert not screen.header.start.isEnabled()
    with qtbot.assertNotEmitted(screen.page.start_requested):
        screen.press(Qt.Key.Key_S)


def test_enter_ticks_the_station_that_has_the_focus(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    screen.click(screen.header.choose)
    screen.press(Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(screen.page.start_requested):
        screen.press(Qt.Key.Key_Return)
    assert FIRST_STAGE + 1 not in screen.page.chosen


def test_choosing_survives_a_refresh_and_ends_with_the_day(screen: Screen) -> None:
    screen.show(today())
    screen.click(screen.header.choose)
    screen.click(screen.station(DATABASES))
    chosen = screen.page.chosen
    screen.show(started_today())
    assert screen.page.chosen == chosen
    screen.show(done_today())
    assert screen.page.chosen is None


def test_learning_more_is_asked_for_by_button_and_key(screen: Screen, qtbot: QtBot) -> None:
    screen.show(done_today())
    with qtbot.waitSignal(screen.page.learn_more_requested):
        screen.click(screen.header.more)
    with qtbot.waitSignal(screen.page.learn_more_requested):
        screen.press(Qt.Key.Key_Return)


def test_a_day_with_nothing_to_do_has_no_button(screen: Screen, qtbot: QtBot) -> None:
    screen.show(done_today(new_available=False))
    assert screen.header.primary() is None
    with qtbot.assertNotEmitted(screen.page.start_requested):
        screen.press(Qt.Key.Key_Return)


# What it shows


def test_the_plan_ticks_itself_when_the_day_goes_on(screen: Screen) -> None:
    screen.show(today())
    assert screen.plan.rows() == [("Review 36 cards", False), ("Learn 12 new cards", False)]
    screen.show(done_today())
    assert screen.plan.rows() == [("Reviewed 36 cards", True), ("Learned 12 new cards", True)]


def test_a_new_learner_sees_neither_weak_topics_nor_empty_days(screen: Screen) -> None:
    screen.show(first_day())
    assert not screen.weakest.isVisible()
    assert not screen.strip.isVisible()
    assert screen.plan.width() == screen.road.width()


def test_a_library_without_a_roadmap_has_no_road(screen: Screen) -> None:
    screen.show(today(stages=(), other_due=36, other_new=12))
    assert not screen.road.isVisible()
    assert screen.header.start.isVisible()
    assert not screen.header.choose.isVisible()


def test_choosing_is_offered_only_where_there_is_a_choice(screen: Screen) -> None:
    screen.show(first_day())
    assert not screen.header.choose.isVisible()


def test_an_error_takes_the_pages_place_until_there_is_a_day(screen: Screen) -> None:
    screen.page.show_error("The library can’t be opened", "Another window has it.")
    assert "Another window has it." in screen.notice().text()
    assert not screen.scroll.isVisible()
    screen.show(today())
    assert screen.notice() is None
    assert screen.scroll.isVisible()


def test_loading_shows_nothing_before_it_takes_longer_than_a_blink(screen: Screen) -> None:
    screen.page.show_loading()
    assert not screen.scroll.isVisible()
    assert screen.notice() is None


def test_the_same_day_again_disturbs_nothing(screen: Screen) -> None:
    screen.show(today())
    screen.press(Qt.Key.Key_Right)
    screen.show(today())
    assert screen.station(FIRST_STAGE + 1).hasFocus()


def test_the_day_strip_says_a_days_minutes(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    with qtbot.waitSignal(screen.strip.pointed) as signal:
        qtbot.mouseMove(screen.strip, QPoint(5, 20))
    assert signal.args == ["Wednesday, 30 September: 24 min"]


def test_arrow_keys_read_the_days_from_today_backwards(screen: Screen) -> None:
    screen.show(today())
    values: list[str] = []
    screen.strip.setFocus(Qt.FocusReason.TabFocusReason)
    screen.strip.pointed.connect(values.append)
    for _ in range(3):
        screen.press(Qt.Key.Key_Left)
    assert values == [
        "Tuesday, 24 November: nothing yet",
        "Monday, 23 November: 28 min",
        "Sunday, 22 November: 25 min",
    ]


def test_a_missed_day_is_said_without_blame(screen: Screen, qtbot: QtBot) -> None:
    screen.show(today())
    step = screen.strip.width() / 56
    with qtbot.waitSignal(screen.strip.pointed) as signal:
        qtbot.mouseMove(screen.strip, QPointF(2.5 * step, 20).toPoint())
    assert signal.args == ["Friday, 2 October: no reviews"]


def test_dates_follow_the_locale(screen: Screen) -> None:
    screen.show(today())
    assert screen.header.texts()[0] == "Tuesday, 24 November"
    QLocale.setDefault(QLocale("en_US"))
    screen.show(started_today())
    assert screen.header.texts()[0] == "Tuesday, November 24"
    QLocale.setDefault(QLocale("en_GB"))


# How it fits


@pytest.mark.parametrize(
    ("width", "height", "side"), [(1_072, 800, 48), (1_036, 760, 48), (816, 600, 24)]
)
def test_the_page_keeps_its_padding_and_its_parts_fit(
    qtbot: QtBot, width: int, height: int, side: int
) -> None:
    screen = Screen(qtbot, QSize(width, height)).show(today())
    for part in (screen.header, screen.road, screen.strip):
        left = part.mapTo(screen.page, QPoint(0, 0)).x()
        assert left == side
        assert left + part.width() == width - side
    plan = screen.plan.mapTo(screen.page, QPoint(0, 0))
    weakest = screen.weakest.mapTo(screen.page, QPoint(0, 0))
    if side == 48:
        assert plan.y() == weakest.y()
        assert screen.scroll.bar.maximum() == 0
    else:
        assert plan.x() == weakest.x()
        assert weakest.y() == plan.y() + screen.plan.height() + 16


def test_a_window_of_720_needs_no_scrolling(qtbot: QtBot) -> None:
    screen = Screen(qtbot, QSize(1_072, 720)).show(today())
    assert screen.scroll.bar.maximum() == 0


def test_start_stays_when_the_page_scrolls(qtbot: QtBot) -> None:
    screen = Screen(qtbot, QSize(816, 600)).show(today())
    bar = screen.scroll.bar
    before = screen.header.start.mapTo(screen.page, QPoint(0, 0))
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    assert screen.header.start.mapTo(screen.page, QPoint(0, 0)) == before


def test_a_narrow_page_shows_six_weeks(qtbot: QtBot) -> None:
    screen = Screen(qtbot, QSize(816, 600)).show(today())
    assert "42 days" in screen.strip.accessibleDescription()
    screen.page.resize(1_072, 800)
    screen.settle()
    assert "56 days" in screen.strip.accessibleDescription()


@pytest.mark.parametrize("count", [1, 2, 3, 10, 20, 40])
def test_a_road_of_any_length_shows_every_station(screen: Screen, count: int) -> None:
    usual = stages()
    many = tuple(
        replace(usual[number % 10], stage_id=number + 1, number=number + 1)
        for number in range(count)
    )
    screen.show(today(stages=many))
    places = [screen.station(stage.stage_id).geometry() for stage in many]
    inside = screen.road.rect().adjusted(-8, 0, 8, 0)
    assert all(inside.contains(place) for place in places)
    assert not any(
        one.adjusted(2, 0, -2, 0).intersects(other.adjusted(2, 0, -2, 0))
        for one, other in pairwise(places)
    )


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_every_day_is_drawn_at_every_text_size(qtbot: QtBot, scale: float, mode: Mode) -> None:
    theme().set_mode(mode)
    theme().set_text_scale(scale)
    screen = Screen(qtbot, QSize(816, 600))
    for day in (today(), started_today(), done_today(), first_day(), today(backlog=120)):
        screen.show(day)
        assert not screen.page.grab().isNull()
        assert screen.header.width() == 816 - 48


@pytest.mark.parametrize("day", [today(), done_today(), first_day()])
def test_whatever_takes_the_focus_has_a_name(screen: Screen, day: Today) -> None:
    screen.show(day)
    assert unnamed(screen.page) == []


def test_a_screen_reader_meets_the_buttons_and_the_stations(screen: Screen) -> None:
    screen.show(today())
    screen.click(screen.station(AUTH))
    screen.settle()
    heard = names(screen.page)
    for name in ("Start", "Choose stages", "Open anyway", "Minutes a day"):
        assert name in heard
    assert "Stage 1, Programming Language, 5 due, 2 min" in heard


def test_all_buttons_of_the_page_show_plain_text(screen: Screen) -> None:
    markup = "<img src=x>"
    screen.show(today(stages=tuple(replace(stage, title=markup) for stage in stages())))
    screen.click(screen.station(AUTH))
    screen.settle()
    assert markup in screen.notice().text()
    assert all(button.text() != markup for button in screen.page.findChildren(Button))


def test_a_weak_topic_leads_to_its_cards(screen: Screen, qtbot: QtBot) -> None:
    day = today()
    screen.show(day)
    link = screen.weakest.findChildren(TextLink)[0]
    with qtbot.waitSignal(screen.page.topic_requested) as asked:
        screen.click(link)
    assert asked.args == [day.weakest[0].title]


@pytest.mark.parametrize("size", [QSize(1_072, 800), QSize(816, 600)])
def test_a_long_topic_is_named_in_full_and_all_bars_are_as_long(
    screen: Screen, size: QSize
) -> None:
    day = today()
    long = replace(day.weakest[0], title="Error handling in an API")
    screen.page.resize(size)
    screen.show(replace(day, weakest=(long, *day.weakest[1:])))
    links = screen.weakest.findChildren(TextLink)
    name = next(link for link in links if link.text() == long.title)
    assert name.width() >= QFontMetricsF(theme().font(Role.BODY_STRONG)).horizontalAdvance(
        long.title
    )
    assert len({bar.width() for bar in screen.weakest.findChildren(TargetBar)}) == 1
