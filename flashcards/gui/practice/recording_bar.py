"""The recording at the foot of a prompt: its button, its level, how long it is."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.practice.timers import clock_text
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import Button, PaintedButton, Size
from flashcards.gui.widgets.keycap import key_names, keycap_height, keycaps_width, paint_keycaps
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.language import _

_BARS = 22
_BAR = 2.5
_STEP = 5.0
_METER_HEIGHT = 20
_PILL = 44
_PADDING = 15
_GAP = 10


class RecordingBar(QWidget):
    """``pressed`` asks to begin or to stop; ``retried`` to look for a microphone again."""

    pressed = Signal()
    retried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = _RecordButton()
        self.meter = LevelMeter()
        self.words = Label(role=Role.SMALL, color="text2", tabular=True, wrap=True)
        self.retry = Button(_("Try again"), size=Size.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.button)
        row.addWidget(self.meter)
        row.addWidget(self.words, 1)
        row.addWidget(self.retry)
        row.addStretch(0)
        self.button.clicked.connect(self.pressed)
        self.retry.clicked.connect(self.retried)
        self.show_ready(0.0)

    @property
    def recording(self) -> bool:
        """Whether it shows that something is recorded."""
        return self.button.recording

    def show_ready(self, seconds: float) -> None:
        """Offer to record; ``seconds`` is what was recorded for this prompt before."""
        words = _("{time} recorded").format(time=clock_text(round(seconds * 1_000)))
        self._show(recording=False, missing="", words=words if seconds else "")

    def show_missing(self, why: str) -> None:
        """Say why nothing can be recorded."""
        self._show(recording=False, missing=why, words=why)

    def show_level(self, level: float, seconds: float) -> None:
        """Show what is heard."""
        words = _("{time} recorded").format(time=clock_text(round(seconds * 1_000)))
        if not self.recording:
            self.meter.clear()
        self._show(recording=True, missing="", words=words)
        self.meter.add(level)

    def _show(self, *, recording: bool, missing: str, words: str) -> None:
        self.button.set_recording(recording)
        self.button.setVisible(not missing)
        self.meter.setVisible(recording)
        self.retry.setVisible(bool(missing))
        self.words.setText(words)


class LevelMeter(QWidget):
    """The last moments of what is heard, as bars; the older ones fade."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: deque[float] = deque(maxlen=_BARS)
        self.setAccessibleName(_("Level of the recording"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    @property
    def levels(self) -> tuple[float, ...]:
        """What it shows, oldest first, 0 to 1 each."""
        return tuple(self._levels)

    def clear(self) -> None:
        """Show silence."""
        self._levels.clear()
        self.update()

    def add(self, level: float) -> None:
        """Show one more moment; speech is quiet, so the square root of the level is drawn."""
        self._levels.append(level**0.5)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(_BARS * _STEP), _METER_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        middle = self.height() / 2
        for place in range(_BARS):
            known = place < len(self._levels)
            level = self._levels[place] if known else 0.0
            height = max(_BAR, level * _METER_HEIGHT)
            bar = QRectF(place * _STEP, middle - height / 2, _BAR, height)
            rounded(painter, bar, _BAR / 2, colors.again if known else colors.road_ahead)


class _RecordButton(PaintedButton):
    """A pill: a dot to begin, a square and red while recording."""

    def __init__(self) -> None:
        super().__init__(_("Record"))
        self.recording = False
        self._keys = key_names(first_key("running.record"))
        self.radius = theme().grow(_PILL) / 2
        self.setAccessibleName(_("Record"))

    def set_recording(self, recording: bool) -> None:
        """Show that it records, or that it could."""
        if recording == self.recording:
            return
        self.recording = recording
        self.setText(_("Stop recording") if recording else _("Record"))
        self.setAccessibleName(self.text())
        self.restyle()

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + 4 + ICON["button"] + 2 * _GAP + keycaps_width(self._keys)
        width += text_width(theme().font(Role.BODY, 600), self.text())
        return QSize(round(width), theme().grow(_PILL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        press = max(self._hover.value / 2, self._press.value)
        if self.recording:
            ink, border = colors.again, colors.again_border
            fill = mix(colors.again_bg, colors.again_border, press)
        else:
            ink, border = colors.text, colors.border
            fill = mix(colors.surface, colors.pressed, press)
        rounded(painter, rect, rect.height() / 2, fill, border)
        left = float(_PADDING)
        size = ICON["button"]
        mark = QRectF(left, (rect.height() - size) / 2, size, size)
        if self.recording:
            rounded(painter, mark.adjusted(2, 2, -2, -2), 3, ink)
        else:
            icons.paint(painter, "mic", mark, ink)
        left += size + _GAP
        line = QRectF(left, 0, rect.width() - left, rect.height())
        draw_line(painter, line, self.text(), theme().font(Role.BODY, 600), ink)
        left += text_width(theme().font(Role.BODY, 600), self.text()) + _GAP
        corner = line.topLeft()
        corner.setX(round(left))
        corner.setY((self.height() - keycap_height()) // 2)
        cap = colors.again_border if self.recording else colors.keycap
        paint_keycaps(painter, corner, self._keys, color=ink, border=cap, fill=None)
