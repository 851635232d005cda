"""The dialog in which is chosen what to export; it reads nothing and writes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.gui.export import texts
from flashcards.gui.export.choice import Choice
from flashcards.gui.export.list_of_kinds import KindList
from flashcards.gui.export.options import Options
from flashcards.gui.export.what import What
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.bars import TargetBar
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice, Tone

if TYPE_CHECKING:
    from flashcards.gui.export.work import Offer

_WIDTH = 740
_GAP = 32
_SCREEN_MARGIN = 64
_LEAST_HEIGHT = 120


class ExportDialog(Dialog):
    """``export_requested(choice)`` when all is chosen, ``stop_requested`` while it is written."""

    export_requested = Signal(object)
    stop_requested = Signal()

    def __init__(self, parent: QWidget, choice: Choice) -> None:
        super().__init__(parent, texts.TITLE, width=_WIDTH)
        self._choice = choice
        self._working = False
        self._kinds = KindList(choice.what)
        self._options = Options(choice)
        self._error = Notice()
        self._progress = _Progress()
        self._lay_out()
        self._cancel = self.add_button(texts.CANCEL, self.reject)
        self._export = self.add_button(texts.EXPORT, self._request, Kind.PRIMARY)
        self._export.setDefault(True)
        self._kinds.chosen.connect(self._choose_kind)
        self._options.changed.connect(self._choose_options)
        self._show_choice()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        return self._choice

    @property
    def working(self) -> bool:
        """Whether something is being written."""
        return self._working

    def set_offer(self, offer: Offer) -> None:
        """What the library has to choose from."""
        self._options.set_offer(offer)
        self._choose_options()
        self.resize(self.sizeHint())

    def show_working(self) -> None:
        """Nothing can be chosen while a file is written, only stopped."""
        self._working = True
        self._hide_error()
        self._progress.show_progress(0, 0)
        self._cancel.set_label(texts.STOP)
        self._set_enabled()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is; ``total`` 0 or 1: nobody knows."""
        if self._working:
            self._progress.show_progress(done, total)

    def show_stopping(self) -> None:
        """It was asked to stop, and will at its next step."""
        self._progress.say(texts.STOPPING)
        self._cancel.setEnabled(False)

    def show_ready(self) -> None:
        """What is chosen can be exported, or exported again."""
        self._working = False
        self._progress.clear()
        self._cancel.set_label(texts.CANCEL)
        self._cancel.setEnabled(True)
        self._set_enabled()

    def show_error(self, title: str, text: str) -> None:
        """Why nothing was written; everything stays as it was chosen."""
        self.show_ready()
        self._progress.keep_room(kept=False)
        self._error.show_notice(Tone.ERROR, title, text)
        self.resize(self.sizeHint())
        self._export.focus_visibly()

    def focus_first(self) -> None:
        """Begin with what is exported."""
        self._kinds.focus_chosen()

    def reject(self) -> None:
        """Close, or have the work stopped."""
        if self._working:
            self.stop_requested.emit()
        else:
            super().reject()

    def sizeHint(self) -> QSize:
        """What it wants, as far as the screen has room."""
        wanted = super().sizeHint()
        screen = self.screen() or QGuiApplication.primaryScreen()
        most = screen.availableSize().height() - _SCREEN_MARGIN
        return QSize(wanted.width(), min(wanted.height(), most))

    def _request(self) -> None:
        if self._export.isEnabled():
            self.export_requested.emit(self._choice)

    def _choose_kind(self, what: What) -> None:
        self._choice = replace(self._choice, what=what)
        self._hide_error()
        self._show_choice()

    def _hide_error(self) -> None:
        self._error.hide()
        self._progress.keep_room(kept=True)

    def _choose_options(self) -> None:
        self._choice = self._options.apply(self._choice)
        self._set_enabled()

    def _show_choice(self) -> None:
        self._options.show_for(self._choice)
        self._choose_options()

    def _set_enabled(self) -> None:
        self._kinds.setEnabled(not self._working)
        self._options.setEnabled(not self._working)
        lacks_deck = self._choice.what is What.DECK and not self._choice.deck
        ready = not self._working and not self._choice.has_faults and not lacks_deck
        self._export.setEnabled(ready)

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(4, 4, 4, 4)  # room for focus rings
        row.setSpacing(_GAP)
        row.addWidget(self._kinds)
        line = _Divider()
        row.addWidget(line)
        row.addWidget(self._options, 1)
        self.content.addWidget(_Body(body), 1)
        self.content.addWidget(self._error)
        self.content.addWidget(self._progress)


class _Body(QScrollArea):
    """As tall as what is in it, and scrolled only where the screen is too small for it."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        self.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, _LEAST_HEIGHT)


class _Divider(QFrame):
    """A vertical line of one pixel."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)
        self.setAutoFillBackground(True)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme().colors.border)
        self.setPalette(palette)


class _Progress(QWidget):
    """A bar and how far it is; its room is kept while it is hidden: so the dialog does not jump."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = TargetBar()
        self._label = Label(role=Role.SMALL, color="text2", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bar)
        column.addWidget(self._label)
        self.keep_room(kept=True)
        self.clear()

    def keep_room(self, *, kept: bool) -> None:
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.setSizePolicy(policy)

    def show_progress(self, done: int, total: int) -> None:
        self._bar.set_share(done / total if total > 1 else 0.0)
        self.say(texts.so_far(done, total))

    def say(self, text: str) -> None:
        self._label.setText(text)
        self.setVisible(True)

    def clear(self) -> None:
        self._label.setText(" ")
        self.setVisible(False)
