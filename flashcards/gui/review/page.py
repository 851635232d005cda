"""The review screen: one card after another, answered by keyboard.

The page holds no rule of studying. It shows what the controller gives it (``show_card``,
``show_finished`` …) and says what the learner wants (``answer_given``, ``undo_requested`` …). A
grade counts as saved only when the controller shows what comes next.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from flashcards.domain.review import Rating
from flashcards.gui.commands import first_key
from flashcards.gui.review.bottom_bar import BottomBar
from flashcards.gui.review.card_actions import CardActions
from flashcards.gui.review.desk import EDGE, Desk
from flashcards.gui.review.edit_panel import EditPanel
from flashcards.gui.review.flags import flag_menu
from flashcards.gui.review.grading import preselected, takes_text
from flashcards.gui.review.information import show_information
from flashcards.gui.review.messages import MessagePage
from flashcards.gui.review.sheet import CardSheet
from flashcards.gui.review.timing import AnswerTimer
from flashcards.gui.review.top_bar import TopBar
from flashcards.gui.review.wording import next_flag
from flashcards.gui.theme import SIZE, theme
from flashcards.gui.widgets.dialog import Dialog, confirm
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.gui.widgets.progress_road import ProgressRoad
from flashcards.gui.widgets.toast import Toaster
from flashcards.services.card_view import CardInformation, CardView, NoteEdit, SessionProgress

_SAVING_SHOWS_AFTER = 150  # milliseconds; a grade is mostly saved before anyone could see it
_ROAD_LINE = 2


class Phase(Enum):
    """What the page is doing."""

    EMPTY = auto()
    QUESTION = auto()
    STEPS = auto()
    ANSWER = auto()
    SAVING = auto()
    MESSAGE = auto()


class ReviewPage(QWidget):
    """A session. ``clock`` gives seconds that only grow, ``now_ms`` milliseconds UTC."""

    answer_given = Signal(object, int, int, str)
    """Card, rating, milliseconds, what was typed."""
    undo_requested = Signal()
    redo_requested = Signal()
    bury_requested = Signal(object)
    suspend_requested = Signal(object)
    mark_requested = Signal(object)
    flag_requested = Signal(object, int)
    edit_requested = Signal(object)
    edit_saved = Signal(object)
    information_requested = Signal(object)
    close_requested = Signal()
    learn_more_requested = Signal()
    retry_requested = Signal()
    link_requested = Signal(str)
    waited = Signal()
    """The card that was waited for is due."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        now_ms: Callable[[], int] = lambda: round(time.time() * 1_000),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self._phase = Phase.EMPTY
        self._editing = False
        self._pending: tuple[CardView, SessionProgress, str] | None = None
        self._timer = AnswerTimer(clock)
        self.top_bar = TopBar(self)
        self.road = ProgressRoad(self)
        self.notice = Notice(self)
        self.desk = Desk(self)
        self.sheet = CardSheet()
        self.panel = EditPanel()
        self.bottom_bar = BottomBar(self)
        self.message = MessagePage(now_ms, self)
        self.actions_of_card = CardActions(self)
        self.toaster = Toaster(self)
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVING_SHOWS_AFTER)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Review")
        self._connect()
        self.desk.put(self.sheet)
        self._enter(Phase.EMPTY)
        theme().changed.connect(self._place)
