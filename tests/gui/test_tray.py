"""Reminder and tray: off until asked for, one nudge a day, and a way to end the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from flashcards.gui import tray as tray_module
from flashcards.gui.device_settings import save_text
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.reminder import Reminder, load_reminder, save_reminder
from flashcards.gui.settings.reminders import ReminderRows
from flashcards.gui.tray import Tray, due_words
from flashcards.services.studying.today_view import Today
from tests.gui.factories import today as day
from tests.gui.screen import LEFT, ready

# the platform without a screen has no tray for Qt to follow
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
EVENING = MORNING.replace(hour=18, minute=1)


@pytest.fixture(autouse=True)
def nothing_chosen() -> Iterator[None]:
    save_reminder(Reminder())
    yield
    save_reminder(Reminder())


@pytest.fixture
def with_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop that has a tray, as far as the program can see."""
    monkeypatch.setattr(tray_module, "tray_is_there", lambda: True)
    monkeypatch.setattr("flashcards.gui.settings.reminders.tray_is_there", lambda: True)


class TestReminder:
    def test_it_is_off_until_asked_for(self) -> None:
        assert load_reminder() == Reminder(on=False, minute=1080, stays=False)
        assert not load_reminder().wants_tray
        assert not Reminder().is_time(MORNING, EVENING)

    def test_its_time_comes_once_between_two_looks(self) -> None:
        reminder = Reminder(on=True)
        assert reminder.is_time(MORNING, EVENING)
        assert not reminder.is_time(EVENING, EVENING.replace(minute=2))
        assert not reminder.is_time(MORNING, MORNING.replace(minute=1))

    def test_a_night_that_was_slept_through_is_not_made_up_for(self) -> None:
        tomorrow = MORNING.replace(day=25)
        assert not Reminder(on=True).is_time(MORNING, tomorrow)

    def test_what_was_chosen_is_remembered(self) -> None:
        chosen = Reminder(on=True, minute=7 * 60 + 30, stays=True)
        save_reminder(chosen)
        assert load_reminder() == chosen

    @pytest.mark.parametrize("text", ["", "soon", "1440", "-1"])
    def test_a_time_that_is_none_is_as_at_first(self, text: str) -> None:
        save_text("reminder/minute", text)
        assert load_reminder() == Reminder()


class TestTray:
    def tray(self, qtbot: QtBot, today: Today, moments: list[datetime]) -> Tray:
        tray = Tray(qtbot, lambda done: done(today), lambda: moments[0])
        self.said: list[str] = []
        tray.told.connect(self.said.append)
        return tray

    @pytest.fixture
    def parent(self, qapp: object) -> object:
        return qapp

    def test_it_nudges_at_its_time_and_not_again(self, parent: object) -> None:
        moments = [MORNING]
        tray = self.tray(parent, day(due=20, new=4), moments)
        tray.set_reminder(Reminder(on=True))
        tray.look()
        assert self.said == []
        moments[0] = EVENING
        tray.look()
        tray.look()
        assert len(self.said) == 1
        assert self.said[0].startswith("24 cards for today. About ")
        tray.deleteLater()

    def test_it_is_silent_when_nothing_waits(self, parent: object) -> None:
        moments = [MORNING]
        tray = self.tray(parent, day(due=0, new=0), moments)
        tray.set_reminder(Reminder(on=True))
        moments[0] = EVENING
        tray.look()
        assert self.said == []
        assert tray.icon.toolTip() == "Flashcards\nDone for today."
        tray.deleteLater()

    def test_it_says_how_much_waits(self) -> None:
        assert [due_words(waiting) for waiting in (0, 1, 1200)] == [
            "Done for today.",
            "1 card for today.",
            "1200 cards for today.",
        ]


class TestWindow:
    def opened(self, qtbot: QtBot, opened: MainWindow, reminder: Reminder) -> MainWindow:
        save_reminder(reminder)
        opened.follow_reminder()
        return ready(qtbot, opened)

    def test_there_is_no_icon_until_it_is_asked_for(
        self, with_tray: None, qtbot: QtBot, opened: MainWindow
    ) -> None:
        opened.follow_reminder()
        assert opened.presence.tray is None
        assert not opened.presence.stays()

    def test_without_a_tray_closing_closes(self, qtbot: QtBot, opened: MainWindow) -> None:
        self.opened(qtbot, opened, Reminder(stays=True))
        assert opened.presence.tray is None
        assert opened.close()

    def test_closing_leaves_it_in_the_tray_and_quit_ends_it(
        self, with_tray: None, qtbot: QtBot, opened: MainWindow
    ) -> None:
        window = self.opened(qtbot, opened, Reminder(stays=True))
        assert not window.close()
        assert not window.isVisible()
        menu = {action.text(): action for action in window.presence.tray.menu.actions()}
        assert list(menu) == ["Start", "Add card…", "Open Flashcards", "", "Quit"]
        menu["Open Flashcards"].trigger()
        assert window.isVisible()
        menu["Quit"].trigger()
        assert not window.isVisible()
        assert not window.presence.tray.icon.isVisible()

    def test_it_starts_and_adds_from_the_tray(
        self, with_tray: None, qtbot: QtBot, opened: MainWindow
    ) -> None:
        window = self.opened(qtbot, opened, Reminder(on=True))
        window.hide()
        window.presence.tray.add_wanted.emit()
        ready(qtbot, window)
        assert not window.isVisible()
        assert window.presence.quick_add.window.isVisible()
        window.presence.tray.start_wanted.emit()
        ready(qtbot, window)
        assert window.isVisible()
        assert window.reviewing

    def test_it_follows_what_waits(self, with_tray: None, qtbot: QtBot, opened: MainWindow) -> None:
        window = self.opened(qtbot, opened, Reminder(on=True))
        window.set_count(PlaceId.TODAY, 3)
        assert window.presence.tray.icon.toolTip() == "Flashcards\n3 cards for today."


class TestSettings:
    def rows(self, qtbot: QtBot, changed: Callable[[], object]) -> ReminderRows:
        rows = ReminderRows(changed)
        self.made = rows.rows()
        for row in self.made:
            qtbot.addWidget(row)
        return rows

    def test_a_choice_is_kept_and_told(self, with_tray: None, qtbot: QtBot) -> None:
        told: list[Reminder] = []
        rows = self.rows(qtbot, lambda: told.append(load_reminder()))
        QTest.mouseClick(rows.on, LEFT)
        rows.time.setCurrentIndex(rows.time.findData("450"))
        rows.time.activated.emit(rows.time.currentIndex())
        QTest.mouseClick(rows.stays, LEFT)
        assert told == [
            Reminder(on=True),
            Reminder(on=True, minute=450),
            Reminder(on=True, minute=450, stays=True),
        ]

    def test_a_desktop_without_a_tray_is_told_of(
        self, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr("flashcards.gui.settings.reminders.tray_is_there", lambda: False)
        rows = self.rows(qtbot, lambda: None)
        assert not rows.on.isEnabled()
        assert "no icons" in self.made[0].words
