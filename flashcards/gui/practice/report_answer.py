"""What a row of a report opens: the rubric as it was ticked, notes, model answer, recordings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.practice import texts
from flashcards.gui.practice.reading import ReadingPane
from flashcards.gui.practice.timers import clock_text
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.practice.views import AttemptView, Recording

_SIDE = 18


class AnswerDetail(QWidget):
    """An answer to be read again; ``play_requested`` and ``delete_requested`` a recording."""

    play_requested = Signal(object)
    delete_requested = Signal(object)
    link_requested = Signal(str)

    def __init__(self, view: AttemptView, media: Path) -> None:
        super().__init__()
        self.view = view
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 4, _SIDE, 20)
        column.setSpacing(6)
        for place, point in enumerate(view.prompt.rubric):
            covered = place in view.draft.ticked
            column.addWidget(_Point(texts.point_text(point.text), covered=covered, must=point.must))
        for recording in view.recordings:
            column.addWidget(self._recording(recording))
        reading = ReadingPane(media)
        reading.show_texts(view.draft.notes, view.prompt.model_answer)
        reading.show_view(model=True)
        reading.link_requested.connect(self.link_requested)
        column.addSpacing(8)
        column.addWidget(reading)

    def _recording(self, recording: Recording) -> QWidget:
        line = QWidget()
        time = clock_text(round(recording.seconds * 1_000))
        play = Button(
            _("Play answer, {time}").format(time=time), Kind.GHOST, size=Size.SMALL, icon="play"
        )
        delete = IconButton("trash-2", _("Delete the recording"), size=Size.SMALL)
        play.clicked.connect(lambda: self.play_requested.emit(recording))
        delete.clicked.connect(lambda: self.delete_requested.emit(recording))
        row = QHBoxLayout(line)
        row.setContentsMargins(-10, 0, 0, 0)
        row.addWidget(play)
        row.addWidget(delete)
        row.addStretch(1)
        return line


class _Point(QWidget):
    """A point with a tick or a cross before it."""

    def __init__(self, text: str, *, covered: bool, must: bool) -> None:
        super().__init__()
        self._covered = covered
        said = f"{text} ({_('must')})" if must else text
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 0, 0, 0)
        color = "text" if covered else "again"
        row.addWidget(Label(said, Role.BODY, color, wrap=True))
        self.setAccessibleName(f"{said}, {_('covered') if covered else _('missed')}")

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        name, ink = ("check", colors.good) if self._covered else ("x", colors.again)
        icons.paint(QPainter(self), name, QRectF(2, 2, 16, 16), ink)
