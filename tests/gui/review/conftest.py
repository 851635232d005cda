"""The review screen in a window in front, its clock in a test's hand."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from flashcards.gui.review.page import ReviewPage
from tests.gui.review.cards import BASIC, NOW_MS, PROGRESS


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """The clock of the page."""
    return Seconds()


@pytest.fixture
def page(qtbot: QtBot, seconds: Seconds) -> ReviewPage:
    """The screen with a card, and an answer to undo."""
    page = ReviewPage(clock=seconds, now_ms=lambda: NOW_MS)
    page.resize(1280, 800)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.set_undo_available("Answer")
    page.show_card(BASIC, PROGRESS)
    return page
