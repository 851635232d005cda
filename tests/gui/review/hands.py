"""What a learner does with the review screen, and what it says."""

from __future__ import annotations

from unittest.mock import Mock

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashcards.gui.review.page import ReviewPage
from flashcards.services.card_view import CardView
from tests.gui.review.cards import PROGRESS

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier


def heard(signal) -> Mock:
    """What a signal says from now on."""
    listener = Mock()
    signal.connect(listener)
    return listener


def press(qtbot: QtBot, page: ReviewPage, key: Qt.Key | str, modifier=NOTHING) -> None:
    """A key or a text, typed where the focus is."""
    target = QApplication.focusWidget() or page
    if isinstance(key, str):
        qtbot.keyClicks(target, key, modifier)
    else:
        qtbot.keyClick(target, key, modifier)


def ask(page: ReviewPage, view: CardView, typed: str = "") -> None:
    """A card that was not on the screen before."""
    page.show_finished(0, 0.0, False)
    page.show_card(view, PROGRESS, typed)
