"""The parts of the review screen and where they lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from flashcards.domain.review import Rating
from flashcards.gui.commands import first_key
from flashcards.gui.review.bottom_bar import BottomBar
from flashcards.gui.review.desk import EDGE, Desk
from flashcards.gui.review.edit_panel import EditPanel
from flashcards.gui.review.grading import takes_text
from flashcards.gui.review.messages import MessagePage
from flashcards.gui.review.phase import ASKS, SHOWS_CARD, Phase
from flashcards.gui.review.sheet import CardSheet
from flashcards.gui.review.top_bar import TopBar
from flashcards.gui.theme import SIZE, theme
from flashcards.gui.widgets.notice import Notice
from flashcards.gui.widgets.progress_road import ProgressRoad
from flashcards.gui.widgets.toast import Toaster
from flashcards.language import _
from flashcards.services.card_view import CardView, SessionProgress

_ROAD_LINE = 2
_TOAST_GAP = 16


class ReviewFrame(QWidget):
    """Top bar, its line across the window, notice, card or message, bottom bar."""

    def __init__(
        self, media_folder: Path | None, now_ms: Callable[[], int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.top_bar = TopBar(self)
        self.notice = Notice(self)
        self.desk = Desk(self)
        self.road = ProgressRoad(self)
        self.sheet = CardSheet()
        self.panel = EditPanel()
        self.bottom_bar = BottomBar(self)
        self.message = MessagePage(now_ms, self)
        self.toaster = Toaster(self, SIZE["reviewBottomBar"] + _TOAST_GAP)
        self.sheet.set_media_folder(media_folder)
        self.desk.put(self.sheet)
        self.setAccessibleName(_("Review"))
        theme().changed.connect(self.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.top_bar.set_wide(self.top_bar.is_wide(self.width()))
        self.place()

    def show_progress(self, progress: SessionProgress) -> None:
        """How far the session is."""
        self.top_bar.set_progress(progress)
        self.road.set_progress(progress.done, progress.done + progress.left)

    def show_toast(self, text: str, action: str, act: Callable[[], object]) -> None:
        """A toast above the bottom bar, perhaps with an action that the undo key gives too."""
        self.toaster.show_toast(text, action, first_key("edit.undo") if action else "", act)

    def show_parts(self, phase: Phase) -> None:
        """Shows what belongs to a phase."""
        on_card = phase not in {Phase.EMPTY, Phase.MESSAGE}
        self.top_bar.set_card_controls(on_card)
        self._let_act(phase in SHOWS_CARD | {Phase.SAVING})
        self.top_bar.hold_undo(phase is Phase.EDITING)
        self.bottom_bar.setVisible(on_card and phase is not Phase.EDITING)
        self.desk.setVisible(on_card)
        self.message.setVisible(phase is Phase.MESSAGE)
        self.place()

    def show_bar(self, phase: Phase, view: CardView, milliseconds: int) -> None:
        """What the bottom bar offers for a card; ``milliseconds`` is how long the answer took."""
        if phase is Phase.QUESTION:
            words = (
                _("Show step 1 of {n}").format(n=len(view.steps))
                if view.steps
                else _("Show answer")
            )
            keys = "Ctrl+Enter" if takes_text(view) else "Space"
            self.bottom_bar.show_question(has_hint=bool(view.hint), words=words, keys=keys)
        elif phase is Phase.STEPS:
            steps = self.sheet.answer.steps
            self.bottom_bar.set_next_step(steps.shown, steps.total)
        elif phase is Phase.ANSWER:
            self.bottom_bar.show_ratings(view.intervals, milliseconds)

    def show_saving(self, chosen: Rating) -> None:
        """A grade takes longer than a moment to be saved: the card can't be changed until then."""
        self.bottom_bar.show_saving(chosen)
        self._let_act(False)
        self.top_bar.hold_undo(True)

    def _let_act(self, allowed: bool) -> None:
        for button in (
            self.top_bar.edit,
            self.top_bar.more,
            self.bottom_bar.flag,
            self.bottom_bar.bury,
        ):
            button.setEnabled(allowed)

    def give_focus(self, phase: Phase, *, good: bool) -> None:
        """To what a phase waits for; ``good`` says whether Space stands for that grade."""
        field = self.sheet.input_field()
        if phase is Phase.EDITING:
            self.panel.begin()
        elif phase is Phase.MESSAGE:
            self.message.back.focus_visibly()
        elif phase is Phase.QUESTION and field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif phase in ASKS:
            self.bottom_bar.show_button.focus_visibly()
        elif phase is Phase.ANSWER and good:
            self.bottom_bar.ratings[Rating.GOOD].focus_visibly()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def announce(self, text: str) -> None:
        """Reads a text to a screen reader, when one is there."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def finish_moving(self) -> None:
        """Ends every movement at once: no key waits for one."""
        self.desk.finish_moving()
        self.road.finish_moving()

    def place(self) -> None:
        """Gives every part its place."""
        width, height = self.width(), self.height()
        bar = theme().grow(SIZE["reviewTopBar"])
        self.top_bar.setGeometry(0, 0, width, bar)
        road = self.road.sizeHint().height()
        self.road.setGeometry(0, bar + _ROAD_LINE // 2 - road // 2, width, road)
        top = bar + _ROAD_LINE
        if not self.notice.isHidden():
            across = min(SIZE["sheet"], width - 2 * EDGE)
            tall = max(self.notice.heightForWidth(across), self.notice.minimumSizeHint().height())
            self.notice.setGeometry((width - across) // 2, top + 16, across, tall)
            top += tall + 16
        below = self.bottom_bar.sizeHint().height()
        bottom = height if self.bottom_bar.isHidden() else height - below
        self.bottom_bar.setGeometry(0, height - below, width, below)
        self.desk.setGeometry(0, top, width, max(0, bottom - top))
        self.message.setGeometry(0, top, width, max(0, height - top))
        self.toaster.set_bottom((height - bottom) + _TOAST_GAP)
