"""The statistics page: what it shows in every state, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.charts.card import ChartCard
from flashcards.gui.charts.plot import plot
from flashcards.gui.stats.page import StatsPage
from flashcards.gui.theme import Mode, theme
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice
from flashcards.services.statistics.view import Statistics, StudiedDay
from tests.gui.accessible import names, unnamed

LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
NAMES = (
    "retention", "forecast", "days", "stages", "stability", "calibration", "age", "knowledge",
    "time", "buttons", "hours", "hour_recall", "recall", "difficulty", "interval",
)  # fmt: skip


class Screen:
    """The page in an active window."""

    def __init__(self, qtbot: QtBot, size: QSize) -> None:
        self.qtbot = qtbot
        self.page = StatsPage()
        self.page.header.set_scopes(((1, "Basics"), (2, "Data & Storage")), ("Own", "Basics"))
        qtbot.addWidget(self.page)
        self.page.resize(size)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    def show(self, found: Statistics) -> Screen:
        self.page.show_overview(found.overview)
        self.page.show_cards(found.cards)
        self.page.show_forecast(found.forecast)
        self.page.show_answers(found.answers)
        self.page.show_memory(found.memory)
        QApplication.sendPostedEvents()
        return self

    def card(self, name: str) -> ChartCard:
        return self.page.cards[name]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.page.header.search, text)

    def words(self) -> list[str]:
        return [one.text() for one in self.page.findChildren(Label) if one.isVisible()]

    def figures(self) -> list[str]:
        return [
            one.accessibleName()
            for one in self.page.header.figures.findChildren(QWidget)
            if one.accessibleName() and one.isVisible()
        ]

    def choose(self, *path: str) -> None:
        menu = self.page.header.menu()
        for text in path[:-1]:
            menu = _action(menu, text).menu()
        _action(menu, path[-1]).trigger()


def _action(menu: QMenu, text: str) -> object:
    return next(one for one in menu.actions() if one.text().replace("&&", "&") == text)


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    """The page as in a window of 1280×800."""
    return Screen(qtbot, QSize(1_072, 800))


# What it shows


def test_all_charts_are_there_in_order(screen: Screen, found: Statistics) -> None:
    screen.show(found)
    assert tuple(screen.page.cards) == NAMES
    assert [chart.name for chart in screen.page.charts()][:4] == [
        "Retention, true against target", "Forecast", "Study days", "Mastery by stage",
    ]  # fmt: skip
    assert len(screen.page.charts()) == len(NAMES)
    assert len(screen.figures()) == 5


def test_each_chart_is_there_as_soon_as_it_is_counted(screen: Screen, found: Statistics) -> None:
    screen.page.show_overview(found.overview)
    drawn = {name for name, card in screen.page.cards.items() if card.chart is not None}
    assert drawn == {"retention", "days", "time"}
    screen.page.show_cards(found.cards)
    assert screen.card("stability").chart is not None
    assert screen.card("age").chart is None


def test_charts_appear_after_twenty_reviews(screen: Screen, found: Statistics) -> None:
    screen.show(found)
    few = replace(
        found.overview, answers=6, days=(StudiedDay(found.overview.today, 6, 6),),
        total=StudiedDay(found.overview.today, 6, 6),
    )  # fmt: skip
    screen.page.show_overview(few)
    assert "Charts appear after 20 reviews. 6 so far." in screen.words()
    assert not screen.figures()
    assert not screen.card("retention").isVisible()
    assert screen.page.charts() == []
    screen.show(found)
    assert screen.card("retention").isVisible()


def test_it_waits_in_silence_and_then_says_so(screen: Screen) -> None:
    assert "Counting…" not in screen.words()
    screen.qtbot.waitUntil(lambda: "Counting…" in screen.words())


def test_an_error_says_why_and_offers_to_try_again(screen: Screen, found: Statistics) -> None:
    retry = Mock()
    screen.show(found)
    screen.page.show_error("The disk reports an error.", retry)
    notice = next(one for one in screen.page.findChildren(Notice) if one.isVisible())
    assert notice.text() == "Statistics can’t be counted The disk reports an error."
    assert screen.page.charts() == []
    screen.qtbot.mouseClick(notice.buttons()[0], LEFT)
    retry.assert_called_once_with()
    screen.show(found)
    assert not notice.isVisible()


# What it asks for


def test_a_click_on_a_bar_opens_its_cards(screen: Screen, found: Statistics) -> None:
    screen.show(found)
    view = screen.card("forecast").view
    where = plot(view.chart, view.outer()).anchor(1)
    with screen.qtbot.waitSignal(screen.page.cards_requested) as signal:
        screen.qtbot.mouseClick(view, LEFT, pos=where.toPoint() + QPoint(0, 10))
    assert signal.args == ["due=1"]


@pytest.mark.parametrize(
    ("scope", "query"),
    [
        ("deck:Own", "deck:Own stage:Basics"),
        ("tag:a or tag:b", "(tag:a or tag:b) stage:Basics"),
    ],
)
def test_the_cards_of_a_bar_are_those_that_are_counted(
    screen: Screen, found: Statistics, scope: str, query: str
) -> None:
    screen.page.show_scope(scope)
    screen.show(found)
    view = screen.card("stages").view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_Home)
    with screen.qtbot.waitSignal(screen.page.cards_requested) as signal:
        screen.press(Qt.Key.Key_Return)
    assert signal.args == [query]


def test_a_period_is_chosen_by_segment_or_key(screen: Screen) -> None:
    chosen: list[int] = []
    screen.page.period_chosen.connect(chosen.append)
    screen.qtbot.mouseClick(screen.page.header.period.button("365"), LEFT)
    assert (chosen, screen.page.days) == ([365], 365)
    screen.press(Qt.Key.Key_Plus)
    screen.press(Qt.Key.Key_Plus)
    assert (chosen, screen.page.days) == ([365, 0], None)
    screen.press(Qt.Key.Key_Minus)
    assert screen.page.days == 365


def test_stages_and_decks_are_chosen_from_a_menu(screen: Screen) -> None:
    chosen: list[str] = []
    screen.page.scope_chosen.connect(chosen.append)
    screen.choose("2  Data & Storage")
    screen.choose("Deck", "Own")
    screen.choose("All stages")
    assert chosen == ['stage:"Data & Storage"', "deck:Own", ""]


def test_the_button_says_what_is_chosen(screen: Screen) -> None:
    header = screen.page.header
    for query, shown in (
        ("", "All stages"), ('stage:"Data & Storage"', "Data & Storage"), ("deck:Own", "Own"),
        ("tag:sql recall<0.8", "tag:sql recall<0.8"),
    ):  # fmt: skip
        screen.page.show_scope(query)
        assert header.scope.text() == shown
    assert header.search.isVisible()
    assert header.search.text() == "tag:sql recall<0.8"


def test_a_search_is_typed(screen: Screen) -> None:
    chosen: list[str] = []
    screen.page.scope_chosen.connect(chosen.append)
    assert not screen.page.header.search.isVisible()
    screen.press(Qt.Key.Key_Slash)
    assert screen.page.focusWidget() is screen.page.header.search
    screen.type("tag:sql-")
    screen.press(Qt.Key.Key_Return)
    assert chosen == ["tag:sql-"], "minus is text here, and Enter need not wait"
    screen.type("x")
    screen.qtbot.waitUntil(lambda: chosen == ["tag:sql-", "tag:sql-x"])


def test_a_wrong_search_is_told_below_it_and_the_charts_stay(
    screen: Screen, found: Statistics
) -> None:
    screen.show(found)
    screen.page.header.open_search()
    screen.page.show_query_error("`recal` is not a field. Did you mean `recall`?")
    assert "`recal` is not a field. Did you mean `recall`?" in screen.words()
    assert screen.card("retention").isVisible()
    screen.show(found)
    assert "`recal` is not a field. Did you mean `recall`?" not in screen.words()


def test_escape_leaves_the_search(screen: Screen) -> None:
    chosen: list[str] = []
    screen.page.scope_chosen.connect(chosen.append)
    assert not screen.page.go_back()
    screen.page.header.open_search()
    assert screen.page.go_back()
    assert chosen == [""]
    assert not screen.page.header.search.isVisible()


def test_the_export_has_a_button_and_a_key(screen: Screen) -> None:
    asked = Mock()
    screen.page.export_requested.connect(asked)
    screen.qtbot.mouseClick(screen.page.header.export, LEFT)
    screen.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert asked.call_count == 2


def test_a_key_shows_the_chart_with_the_focus_as_a_table(
    screen: Screen, found: Statistics, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(ChartCard, "show_table", lambda card: shown.append(card.title()))
    screen.press(Qt.Key.Key_L)
    assert shown == []
    screen.show(found)
    screen.press(Qt.Key.Key_L)
    screen.card("days").view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_L)
    assert shown == ["Retention, true against target", "Study days"]


# How it fits


def test_tab_leads_from_the_choices_through_the_charts(screen: Screen, found: Statistics) -> None:
    screen.show(found)
    screen.page.header.scope.setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _ in range(3 + len(NAMES)):
        met.append(screen.page.focusWidget().accessibleName())
        screen.press(Qt.Key.Key_Tab)
    assert met[:4] == [
        "Which cards: All stages", "Period: 90 days", "CSV", "Retention, true against target",
    ]  # fmt: skip
    assert met[-1].startswith("Intervals")


def test_a_narrow_page_has_one_column(qtbot: QtBot, found: Statistics) -> None:
    narrow = Screen(qtbot, QSize(816, 600)).show(found)
    lefts = {card.mapTo(narrow.page, QPoint(0, 0)).x() for card in narrow.page.cards.values()}
    assert len(lefts) == 1
    wide = Screen(qtbot, QSize(1_072, 800)).show(found)
    retention, forecast = wide.card("retention"), wide.card("forecast")
    assert retention.y() == forecast.y()
    assert retention.height() == forecast.height() == 206
    assert retention.width() < forecast.width()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("size", [QSize(1_072, 800), QSize(816, 600)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_whatever_the_size_of_window_and_text(
    qtbot: QtBot, found: Statistics, mode: Mode, size: QSize, scale: float
) -> None:
    theme().set_mode(mode)
    theme().set_text_scale(scale)
    screen = Screen(qtbot, size).show(found)
    screen.page.grab()
    inside = screen.page.rect()
    for widget in screen.page.header.findChildren(QWidget):
        if widget.isVisible():
            corner = widget.mapTo(screen.page, QPoint(0, 0))
            assert corner.x() + widget.width() <= inside.width(), widget.accessibleName()
            if isinstance(widget, QPushButton | Label):
                assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    for card in screen.page.cards.values():
        assert card.view.height() >= card.view.minimumSizeHint().height()
        assert card.mapTo(screen.page, QPoint(0, 0)).x() + card.width() <= inside.width()


def test_all_that_takes_the_focus_has_a_name(screen: Screen, found: Statistics) -> None:
    screen.show(found)
    screen.page.header.open_search()
    assert not unnamed(screen.page)
    assert "Search for cards" in names(screen.page)
