"""A stop of the map: its ring of mastery with the number, and the texts below; a button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from flashcards.gui import icons
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.badge import paint_state_badge
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.gui.widgets.ring import paint_mastery
from flashcards.services.studying.today_view import StationState

RING = 71.0
LOCKED = 44.0
TERMINUS = 44.0
TOP = 46.0  # of the middle of the ring, from the top of the button
LABELS = 50.0  # of the first line below the middle of an open ring
_LABELS_LOCKED = 34.0
_RING_WIDTH = 6.5
_SELECTED = 44.5  # its line stays below the top of the button
_BADGE = 19.0
_LINE = 18
_NAME_LINES = 2
_NAME_ROOM = 128  # so that a name keeps away from the bend of the road


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as it is drawn; ``id`` 0 is the terminus. ``share``: of mastery, 0 to 1."""

    id: int
    number: str
    name: str
    note: str
    state: StationState
    share: float
    spoken: str
    why: str = ""


class StopButton(PaintedButton):
    """One stop; it is chosen by a click, and by Enter while it has the focus."""

    def __init__(self, stop: Stop, parent: QWidget) -> None:
        super().__init__("", parent)
        self._ringed = False
        self._chosen = False
        self.stop = stop
        self.show_stop(stop)

    def show_stop(self, stop: Stop) -> None:
        """Draw another state of it."""
        self.stop = stop
        self.setAccessibleName(stop.spoken)
        self.setAccessibleDescription(stop.why)
        self.setToolTip(stop.why)
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the one whose panel is open."""
        self._chosen = chosen
        self.update()

    def set_tabbable(self, tabbable: bool) -> None:
        """Let Tab stop here, or only the arrow keys."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if tabbable else Qt.FocusPolicy.NoFocus)

    @property
    def locked(self) -> bool:
        """Whether it is ahead."""
        return self.stop.state is StationState.LOCKED

    def center(self) -> QPointF:
        """The middle of the ring in the map's coordinates."""
        return QPointF(self.x() + self.width() / 2, self.y() + theme().grow(TOP))

    def reach(self) -> float:
        """How far the drawing goes from the middle."""
        if not self.stop.id:
            return TERMINUS / 2
        return LOCKED / 2 if self.locked else RING / 2

    def show_focus(self, reason: Qt.FocusReason) -> None:
        self._ringed = focus_ring.is_keyboard(reason)
        focus_ring.follow_nothing(self)
        self.update()

    def hide_focus(self) -> None:
        self._ringed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(self.width() / 2, theme().grow(TOP))
        if not self.stop.id:
            self._paint_terminus(painter, center)
        elif self.locked:
            self._paint_locked(painter, center)
        else:
            self._paint_open(painter, center)
        if self._chosen or self._ringed:
            colors = theme().colors
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.focus if self._ringed else colors.accent, 2.0))
            radius = _SELECTED if self.reach() > LOCKED / 2 else LOCKED / 2 + 5
            painter.drawEllipse(center, radius, radius)
        self._paint_labels(painter)

    def _paint_open(self, painter: QPainter, center: QPointF) -> None:
        colors = theme().colors
        grown = RING / 2 + self._hover.value
        outer = QRectF(center.x() - grown, center.y() - grown, 2 * grown, 2 * grown)
        fill = mix(colors.surface, colors.accent_soft, self._press.value)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawEllipse(outer)
        paint_mastery(painter, outer, _RING_WIDTH, self.stop.share)
        font = theme().font(Role.HEADING, 600, tabular=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, outer, self.stop.number, font, colors.text, alignment=middle)
        badge = QPointF(center.x() + 26.5, center.y() - 26)
        paint_state_badge(painter, badge, _BADGE, self.stop.state)

    def _paint_locked(self, painter: QPainter, center: QPointF) -> None:
        colors = theme().colors
        radius = LOCKED / 2 + self._hover.value - 0.75
        painter.setBrush(colors.bg)
        painter.setPen(QPen(mix(colors.control, colors.text2, self._hover.value), 1.5))
        painter.drawEllipse(center, radius, radius)
        box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
        font = theme().font(Role.LEAD, 600, tabular=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, box, self.stop.number, font, colors.text3, alignment=middle)

    def _paint_terminus(self, painter: QPainter, center: QPointF) -> None:
        colors = theme().colors
        half = TERMINUS / 2
        box = QRectF(center.x() - half, center.y() - half, TERMINUS, TERMINUS)
        rounded(painter, box, 12, colors.accent_soft, colors.accent, width=1.5)
        icons.paint(painter, "flag", box.adjusted(13, 13, -13, -13), colors.accent)

    def _paint_labels(self, painter: QPainter) -> None:
        colors = theme().colors
        below = LABELS if self.reach() == RING / 2 else _LABELS_LOCKED
        top = theme().grow(TOP) + below
        line = theme().grow(_LINE)
        bold = self._chosen or self._ringed or not self.stop.id
        weight = 600 if bold else 500 if not self.locked else 400
        font = theme().font(Role.BODY, weight)
        middle = Qt.AlignmentFlag.AlignHCenter
        ink = colors.text2 if self.locked else colors.text
        for text in name_lines(self.stop.name, font, self.width() - 4):
            where = QRectF(0, top, self.width(), line)
            draw_line(painter, where, text, font, ink, alignment=middle)
            top += line
        small = theme().font(Role.SMALL, tabular=True)
        where = QRectF(0, top + 1, self.width(), line)
        metrics = QFontMetricsF(small)
        note = metrics.elidedText(self.stop.note, Qt.TextElideMode.ElideRight, self.width())
        draw_line(painter, where, note, small, colors.text3, alignment=middle)


def name_lines(name: str, font, room: float) -> list[str]:
    """A name on two short lines rather than one long one; all of the room only if it needs it."""
    lines = broken(name, font, min(room, theme().grow(_NAME_ROOM)))
    return lines if " ".join(lines) == name else broken(name, font, room)


def broken(name: str, font, room: float) -> list[str]:
    """A name on at most two lines, broken between words, the second elided if need be."""
    if text_width(font, name) <= room:
        return [name]
    words = name.split()
    first = words.pop(0)
    while words and text_width(font, f"{first} {words[0]}") <= room and len(words) > 1:
        # an ampersand leads the line below, as a reader expects it
        if words[0] == "&":
            break
        first = f"{first} {words.pop(0)}"
    lines = [first, " ".join(words)] if words else [first]
    metrics = QFontMetricsF(font)
    return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) for text in lines]
