"""The statistics in the window: a real library, read piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.app import App
from flashcards.errors import LibraryError
from flashcards.gui.place import PlaceId
from flashcards.gui.stats.place import StatsPlace
from flashcards.gui.tasks import LibraryTasks
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toast import Toaster
from tests.gui.stats.conftest import Studied


class Window(QWidget):
    """What the place needs of a window."""

    def __init__(self, open_library: Callable[[], App], library: Path) -> None:
        super().__init__()
        self.library = library
        self.told = Mock()
        self.went: list[tuple[object, ...]] = []
        self.tasks = LibraryTasks(open_library, self.told, self)
        self.toaster = Toaster(self)
        self.place = StatsPlace(self)
        QVBoxLayout(self).addWidget(self.place)

    def go(self, *where: object) -> None:
        self.went.append(where)

    @property
    def page(self):
        return self.place.page

    def said(self) -> str:
        return self.toaster.toast.accessibleName()


@pytest.fixture
def window(studied: Studied, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The place in a window, its library not yet read."""
    monkeypatch.setattr("flashcards.app.decks_path", lambda: studied.decks)
    window = Window(studied.open, studied.folder)
    qtbot.addWidget(window)
    window.resize(1_072, 800)
    window.show()
    yield window
    window.tasks.close()


def entered(window: Window, qtbot: QtBot, argument: object = None) -> None:
    window.place.enter(argument)
    settled(window, qtbot)


def settled(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)


def pieces(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pieces that are read from now on, by name."""
    read: list[str] = []
    for name in ("overview", "cards", "forecast", "answers", "memory"):
        service = f"flashcards.services.statistics.service.StatisticsService.{name}"
        real = getattr(_service(), name)

        def noted(service, request, *, name=name, real=real):
            read.append(f"{name} {request.days} {request.query}".strip())
            return real(service, request)

        monkeypatch.setattr(service, noted)
    return read


def _service() -> type:
    from flashcards.services.statistics.service import StatisticsService

    return StatisticsService


def test_entering_shows_every_chart(window: Window, qtbot: QtBot) -> None:
    entered(window, qtbot)
    assert len(window.page.charts()) == 15
    assert not window.told.called


def test_the_menu_has_the_stages_and_decks_of_the_library(window: Window, qtbot: QtBot) -> None:
    entered(window, qtbot)
    texts = [action.text() for action in window.page.header.menu().actions()]
    assert [text for text in texts if text] == [
        "All stages", "1  Basics", "2  Storage", "3  Tools", "Deck", "Search…",
    ]  # fmt: skip


def test_another_period_reads_what_is_about_it(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    read = pieces(window, monkeypatch)
    window.page.header.step_period(1)
    settled(window, qtbot)
    assert read == ["overview 365", "answers 365", "memory 365"]


def test_other_cards_read_all_of_it(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    everything = window.page.cards["retention"].chart
    read = pieces(window, monkeypatch)
    window.page.scope_chosen.emit("deck:Own")
    settled(window, qtbot)
    assert read == [
        f"{name} 90 deck:Own" for name in ("overview", "cards", "forecast", "answers", "memory")
    ]
    assert window.page.header.scope.text() == "Own"
    assert window.page.cards["retention"].chart != everything


def test_what_nobody_waits_for_any_more_is_not_read(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    read = pieces(window, monkeypatch)
    window.page.scope_chosen.emit("deck:Own")
    window.page.scope_chosen.emit("")
    settled(window, qtbot)
    assert read[:2] == ["overview 90 deck:Own", "overview 90"]
    assert read.count("memory 90 deck:Own") == 0
    assert read[-1] == "memory 90"


def test_it_may_be_entered_for_some_cards(window: Window, qtbot: QtBot) -> None:
    entered(window, qtbot, "stage:Basics")
    assert window.page.scope == "stage:Basics"
    assert window.page.header.scope.text() == "Basics"


def test_a_search_that_finds_too_little_says_so(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    read = pieces(window, monkeypatch)
    window.page.scope_chosen.emit("deck:nowhere")
    settled(window, qtbot)
    assert read == ["overview 90 deck:nowhere"]
    words = [one.text() for one in window.page.findChildren(Label) if one.isVisible()]
    assert "Charts appear after 20 reviews. 0 so far." in words


def test_a_search_that_cannot_be_read_points_at_the_wrong_word(
    window: Window, qtbot: QtBot
) -> None:
    entered(window, qtbot)
    window.page.scope_chosen.emit("recal<0.5")
    settled(window, qtbot)
    words = [one.text() for one in window.page.findChildren(Label) if one.isVisible()]
    assert any("Did you mean `recall`?" in text for text in words)
    assert len(window.page.charts()) == 15, "what was shown before stays"


def test_a_library_that_cannot_be_read_says_so_and_is_tried_again(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = "flashcards.services.statistics.service.StatisticsService.overview"
    with monkeypatch.context() as patch:
        patch.setattr(service, Mock(side_effect=LibraryError("the disk reports an error.")))
        entered(window, qtbot)
        words = [one.text() for one in window.page.findChildren(Label) if one.isVisible()]
        assert "The disk reports an error." in words
        assert window.page.charts() == []
    window.place.refresh()
    settled(window, qtbot)
    assert len(window.page.charts()) == 15


def test_what_is_wrong_with_the_program_goes_to_the_window(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = "flashcards.services.statistics.service.StatisticsService.overview"
    monkeypatch.setattr(service, Mock(side_effect=ZeroDivisionError()))
    entered(window, qtbot)
    assert isinstance(window.told.call_args.args[0], ZeroDivisionError)


def test_the_cards_behind_a_bar_are_shown_in_browse(window: Window) -> None:
    window.page.cards_requested.emit("due=1")
    assert window.went == [(PlaceId.BROWSE, "due=1")]


def test_the_charts_are_exported_as_they_are_shown(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    window.page.export_requested.emit()
    lines = (tmp_path / "mine.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "chart,place,series,value"
    assert window.said() == f"15 charts, {len(lines) - 1:,} values exported to mine.csv"
    assert any(line.startswith("Forecast,Today,review,") for line in lines)


def test_without_charts_there_is_nothing_to_export(window: Window) -> None:
    window.page.export_requested.emit()
    assert window.said() == "There are no charts to export yet"


def test_an_export_that_fails_is_told(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    target = tmp_path / "nowhere" / "x.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.page.export_requested.emit()
    assert "there is no folder" in str(window.told.call_args.args[0])


def test_a_chart_that_was_saved_says_so(window: Window) -> None:
    window.page.told.emit("Saved as x.png")
    assert window.said() == "Saved as x.png"
    window.page.failed.emit(LibraryError("no room."))
    assert "no room" in str(window.told.call_args.args[0])


def test_who_has_left_gives_the_memory_back_after_a_while(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(window, qtbot)
    released = Mock()
    monkeypatch.setattr(
        "flashcards.services.statistics.service.StatisticsService.release", released
    )
    timer = window.place.findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    window.place.hide()
    assert timer.isActive()
    window.place.show()
    assert not timer.isActive()
    window.place.hide()
    timer.timeout.emit()
    settled(window, qtbot)
    released.assert_called_once()
