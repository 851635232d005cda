"""The practice screens in the whole window, with a clock and a microphone of the tests' own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashcards.domain.practice.setup import PracticeOptions
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import Host, PlaceId
from flashcards.gui.practice.place import PracticePlace
from flashcards.services.practice.views import OpenSession
from tests.gui.screen import CONTROL, Screen


@dataclass
class Seconds:
    """A clock that goes on when it is told to."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Microphone:
    """A sound card: ``say`` speaks into it, ``vanish`` pulls it out."""

    why: str = ""
    played: list[Path] = field(default_factory=list)
    stops: int = 0
    samples: Callable[[bytes], object] | None = None
    failed: Callable[[str], object] | None = None
    ended: Callable[[str], object] | None = None

    def absent(self) -> str:
        return self.why

    def missing(self) -> str:
        return self.why

    def record(
        self, samples: Callable[[bytes], object], failed: Callable[[str], object]
    ) -> Microphone:
        self.samples, self.failed = samples, failed
        return self

    def play(self, path: Path, ended: Callable[[str], object]) -> Microphone:
        self.played.append(path)
        self.ended = ended
        return self

    def stop(self) -> None:
        self.stops += 1

    @property
    def open(self) -> bool:
        return self.samples is not None

    def say(self, seconds: float, level: int = 8_000) -> None:
        assert self.samples is not None, "the microphone is not open"
        sample = level.to_bytes(2, "little", signed=True)
        self.samples(sample * round(16_000 * seconds))

    def vanish(self, words: str) -> None:
        assert self.failed is not None, "the microphone is not open"
        self.failed(words)


class Studio(Screen):
    """The window at the practice page."""

    def __init__(
        self, qtbot: QtBot, window: MainWindow, seconds: Seconds, microphone: Microphone
    ) -> None:
        self.seconds, self.microphone = seconds, microphone
        with qtbot.waitActive(window):
            window.activateWindow()
        super().__init__(qtbot, window, PlaceId.PRACTICE)

    @property
    def place(self) -> PracticePlace:
        page = self.window.page(PlaceId.PRACTICE)
        assert isinstance(page, PracticePlace)
        return page

    @property
    def answering(self):
        return self.place.conductor.answering

    @property
    def session(self) -> OpenSession:
        session = self.place.conductor.session
        assert session is not None
        return session

    def click(self, target: QWidget | str) -> None:
        """Click once there is something to click on: parts that were just made show a bit later."""
        widget = self.button(target) if isinstance(target, str) else target
        self.qtbot.waitUntil(widget.isVisible)
        super().click(widget)

    def choose(self, **options: object) -> None:
        """Set a session up as if its controls had been used."""
        made = PracticeOptions(**options)
        self.place.show_options(made)
        self.settle()

    def pass_time(self, seconds: float) -> None:
        """Let time go by in small steps, as it does while the window is open."""
        left = seconds
        while left > 0:
            step = min(left, 5.0)
            self.seconds.now += step
            left -= step
            self.answering.beat()
        self.settle()

    def write(self, text: str) -> None:
        """Type notes and wait until they are on the disk."""
        edit = self.place.running.notes.edit
        edit.setFocus()
        first, *others = text.split("\n")
        self.qtbot.keyClicks(edit, first)
        for line in others:
            self.qtbot.keyClick(edit, Qt.Key.Key_Return)
            self.qtbot.keyClicks(edit, line)
        self.place.running.notes.flush()
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        """Press a key and wait for what comes of it."""
        self.press(key, modifier)
        self.settle()

    def tick(self, *places: int) -> None:
        """Tick points of the rubric by mouse."""
        for place in places:
            self.click(self.place.scoring.rubric.rows[place])


@pytest.fixture
def seconds() -> Seconds:
    """The time that attempts are measured by."""
    return Seconds()


@pytest.fixture
def microphone() -> Microphone:
    """What is spoken into."""
    return Microphone()


@pytest.fixture
def studio_of(
    qtbot: QtBot,
    open_window: Callable[[Path], MainWindow],
    seconds: Seconds,
    microphone: Microphone,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Path], Studio]:
    """Opens the window on a library, at its practice page."""

    def make(host: Host) -> PracticePlace:
        return PracticePlace(host, microphone, seconds)

    monkeypatch.setattr("flashcards.gui.practice.place.PracticePlace", make)

    def open_studio(library: Path) -> Studio:
        from tests.gui.screen import ready

        window = open_window(library)
        window.resize(1280, 800)
        return Studio(qtbot, ready(qtbot, window), seconds, microphone)

    return open_studio


@pytest.fixture
def studio(studio_of: Callable[[Path], Studio], library: Path) -> Studio:
    """The practice page on the test's own library."""
    return studio_of(library)
