"""What Today can do beside its day: other studies, a backlog, breaks; on a real library."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from flashcards.app import bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.review.phase import Phase
from flashcards.gui.today.break_dialog import BreakDialog
from flashcards.gui.today.comeback_dialog import ComebackDialog
from flashcards.gui.today.custom_dialog import (
    AHEAD,
    FORGOTTEN,
    PREVIEW,
    SEARCH,
    TOPIC,
    CustomDialog,
)
from flashcards.gui.widgets.notice import Notice
from flashcards.services.studying.comeback import CATCH_UP, SPREAD, VALUE
from tests.gui.accessible import unnamed
from tests.gui.screen import Screen, ready

Open = Callable[[Path], MainWindow]
Kind = TypeVar("Kind", bound=QDialog)
CARDS = 24
DAYS_AWAY = 30


@pytest.fixture(scope="module")
def left_alone(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A library whose learner was away for a month, and the moment of the return."""
    folder = tmp_path_factory.mktemp("left-alone") / "library"
    clock = FixedClock(1_800_000_000_000)
    app = bootstrap(Path(shutil.copytree(pristine, folder)), clock=clock)
    app.library.set("new_per_day", "100")
    session = app.study.start()
    for _ in range(CARDS):
        found = app.study.next_card(session)
        assert found.card is not None
        app.study.answer(found.card.card_id, Rating.EASY, 5_000, session=session)
        clock.advance(minutes=1)
    app.library.set("reviews_per_day", "5")
    app.library.set("new_per_day", "0")
    app.close()
    clock.advance(days=DAYS_AWAY)
    return folder, clock.time_ms


@pytest.fixture
def away(left_alone: tuple[Path, int], tmp_path: Path, clock: FixedClock) -> Path:
    """That library, copied, with the clock at the return."""
    folder, now_ms = left_alone
    clock.time_ms = now_ms
    return Path(shutil.copytree(folder, tmp_path / "away"))


@pytest.fixture
def screen(qtbot: QtBot, open_window: Open, away: Path) -> Screen:
    """Today of it, at 1280×800."""
    window = open_window(away)
    window.resize(1280, 800)
    return Screen(qtbot, ready(qtbot, window), PlaceId.TODAY)


def shown(screen: Screen, kind: type[Kind]) -> Kind:
    """The dialog of that kind, once it is open."""
    screen.qtbot.waitUntil(lambda: bool(screen.window.findChildren(kind)))
    screen.settle()
    return screen.window.findChildren(kind)[-1]


def review_page(screen: Screen) -> ReviewPage:
    screen.qtbot.waitUntil(lambda: screen.window.reviewing)
    page = screen.window.findChild(ReviewPage)
    assert page is not None
    screen.qtbot.waitUntil(lambda: page.phase is Phase.QUESTION)
    return page


def kinds_on_disk(library: Path) -> dict[str, int]:
    with closing(sqlite3.connect(library / "collection.db")) as database:
        return dict(database.execute("SELECT kind, count(*) FROM review GROUP BY kind").fetchall())


class TestBacklog:
    """After days away."""

    def notice(self, screen: Screen) -> str:
        found = [one.text() for one in screen.window.today.findChildren(Notice) if one.isVisible()]
        return " ".join(found)

    def test_today_offers_a_choice_and_it_is_taken(self, screen: Screen) -> None:
        assert "24 cards waiting after 29 days away" in self.notice(screen)
        screen.click("Choose how")
        dialog = shown(screen, ComebackDialog)
        screen.qtbot.waitUntil(dialog.button.isEnabled)
        assert unnamed(dialog) == []
        dialog.days.set_value(6)
        dialog.days.changed.emit(6)
        screen.qtbot.waitUntil(dialog.button.isEnabled)
        assert dialog.button.text() == "Spread over 6 days"
        assert dialog.result.text().startswith("4 cards on the fullest day")
        dialog.button.click()
        screen.qtbot.waitUntil(lambda: "waiting" not in self.notice(screen))
        screen.window.undo()
        screen.qtbot.waitUntil(lambda: "24 cards waiting" in self.notice(screen))

    @pytest.mark.parametrize(("way", "words"), [(VALUE, "5 cards on the"), (CATCH_UP, "24 cards")])
    def test_the_other_ways(self, screen: Screen, way: str, words: str) -> None:
        screen.press(Qt.Key.Key_W)
        dialog = shown(screen, ComebackDialog)
        dialog.radios[way].setChecked(True)
        screen.qtbot.waitUntil(dialog.button.isEnabled)
        assert dialog.result.text().startswith(words)
        assert not dialog.days.isEnabled()
        dialog.button.click()
        screen.qtbot.waitUntil(lambda: self.notice(screen) == "")

    def test_a_preview_of_another_way_comes_too_late(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_W)
        dialog = shown(screen, ComebackDialog)
        screen.qtbot.waitUntil(dialog.button.isEnabled)
        asked: list[str] = []
        screen.window.tasks.run(lambda app: app.backlog.preview(SPREAD), asked.append)
        screen.settle()
        dialog.radios[VALUE].setChecked(True)
        before = dialog.result.text()
        dialog.show_preview(asked[0])
        assert dialog.result.text() == before


class TestBreaks:
    """Days off."""

    def test_planned_listed_and_removed(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_V)
        dialog = shown(screen, BreakDialog)
        screen.qtbot.waitUntil(dialog.button.isEnabled)
        assert unnamed(dialog) == []
        assert "due in the break" in dialog.result.text() or "before the break" in (
            dialog.result.text()
        )
        dialog.button.click()
        screen.settle()
        screen.window.today.extras.plan_break()
        screen.qtbot.waitUntil(
            lambda: any(one.breaks.count() for one in screen.window.findChildren(BreakDialog))
        )
        last = screen.window.findChildren(BreakDialog)[-1]
        (remove,) = [
            button
            for button in last.findChildren(QPushButton)
            if button.accessibleName().startswith("Remove ")
        ]
        screen.click(remove)
        screen.qtbot.waitUntil(lambda: last.breaks.count() == 0)

    def test_a_last_day_before_the_first_moves_the_first(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_V)
        dialog = shown(screen, BreakDialog)
        first = dialog.first.value
        assert first is not None
        earlier = first.replace(day=1)
        dialog.last.set_value(earlier)
        dialog.last.changed.emit(earlier)
        assert dialog.first.value == earlier
        screen.settle()


class TestOtherStudies:
    """Out of turn."""

    def test_the_choices_are_equally_far_apart(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_C)
        dialog = shown(screen, CustomDialog)
        tops = [radio.y() for radio in dialog.radios.values()]
        assert len({after - before for before, after in pairwise(tops)}) == 1
        dialog.reject()
        screen.settle()

    def test_a_search_is_crammed_and_nothing_moves(self, screen: Screen, away: Path) -> None:
        screen.press(Qt.Key.Key_C)
        dialog = shown(screen, CustomDialog)
        assert unnamed(dialog) == []
        dialog.choose(SEARCH)
        dialog.query.setText("is:review")
        screen.qtbot.waitUntil(lambda: dialog.offer.text().startswith("24 cards"))
        dialog.most.set_value(10)
        dialog.most.changed.emit(10)
        screen.qtbot.waitUntil(lambda: dialog.offer.text().startswith("10 cards"))
        dialog.button.click()
        page = review_page(screen)
        assert page.view is not None
        assert page.view.intervals is None
        while page.phase is not Phase.ANSWER:
            page.reveal()
        page.rate(Rating.GOOD)
        screen.qtbot.waitUntil(lambda: page.phase is Phase.QUESTION)
        screen.settle()
        assert kinds_on_disk(away) == {"cram": 1, "review": CARDS}
        page.request_close()
        screen.settle()

    def test_a_search_that_cannot_be_read_says_why(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_C)
        dialog = shown(screen, CustomDialog)
        dialog.choose(SEARCH)
        assert dialog.offer.text() == "Type what to search for."
        dialog.query.setText("recal<0.5")
        screen.qtbot.waitUntil(lambda: "recall" in dialog.offer.text())
        assert not dialog.button.isEnabled()

    @pytest.mark.parametrize(
        ("choice", "words"),
        [
            (FORGOTTEN, "No cards of this kind now."),
            (PREVIEW, "20 cards"),
            (AHEAD, "No cards of this kind now."),
            (TOPIC, "50 cards"),
        ],
    )
    def test_each_way_says_how_many(self, screen: Screen, choice: str, words: str) -> None:
        screen.press(Qt.Key.Key_C)
        dialog = shown(screen, CustomDialog)
        dialog.choose(choice)
        screen.qtbot.waitUntil(lambda: dialog.offer.text().startswith(words))
        counts = "move due dates" in dialog.effect.text()
        assert counts == (choice == AHEAD)

    def test_the_last_card_ends_it_in_other_words(self, screen: Screen) -> None:
        from flashcards.gui.today.extras import begin_custom
        from flashcards.services.studying.custom_view import CustomStudy, Way

        begin_custom(screen.window, CustomStudy(Way.PREVIEW, limit=1))
        page = review_page(screen)
        while page.phase is not Phase.ANSWER:
            page.reveal()
        page.rate(Rating.GOOD)
        screen.qtbot.waitUntil(lambda: page.phase is Phase.MESSAGE)
        assert page.message.title.text() == "That was the last card."
        assert page.message.text.text() == "1 answer given. Your schedule is as it was."
        page.request_close()
        screen.settle()


def test_the_menu_at_start_has_them_all(screen: Screen) -> None:
    screen.window.today._open_menu(screen.window.mapToGlobal(screen.window.rect().center()))
    (menu,) = [one for one in screen.window.today.findChildren(QMenu) if one.isVisible()]
    assert [action.text() for action in menu.actions()] == [
        "Study something else…",
        "Work off the backlog…",
        "Plan a break…",
        "Leeches and mix-ups…",
    ]
    menu.close()
