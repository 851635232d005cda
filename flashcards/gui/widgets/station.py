"""A station of the road: ring, number, two lines of text; a button that paints itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from flashcards.gui import icons
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.badge import paint_badge, paint_state_badge, paint_ticked_badge
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.painting import draw_line, mix, text_width
from flashcards.gui.widgets.ring import paint_ring
from flashcards.gui.widgets.tick import paint_tick
from flashcards.services.studying.today_view import StationState

_RING_WIDTH = 3.0
_LOCKED_WIDTH = 1.5
_GROWTH = 2.0
_FOCUS_GAP = 4.0
_FOCUS_WIDTH = 2.0
_BADGE = 16.0
_BADGE_SHIFT = 0.36  # of the ring's diameter, to the right and up
_TEXT_MARGIN = 5


@dataclass(frozen=True, slots=True)
class Station:
    """A station as it is drawn.

    ``names`` and ``notes`` are texts for the two lines below it, the longer first: the first that
    fits is shown, on a narrow road the last of the notes; a note that doesn't fit is left out.
    ``count`` stands in the ring; None shows a tick: nothing is left there. ``spoken`` is its name
    for a screen reader, ``why`` its description and tooltip.
    """

    id: int
    state: StationState
    count: int | None
    names: tuple[str, ...]
    notes: tuple[str, ...]
    spoken: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """Pixels of a station at the normal text size.

    ``center``: of the ring, from the top. ``inset``: from the road's ends to the outer centres.
    """

    narrow: bool
    ring: float
    locked: float
    lock: float
    center: float
    labels_top: float
    inset: int
    name_role: Role

    def grown(self) -> Measures:
        """The same for the present text size."""
        factor = theme().grow(100) / 100
        return replace(
            self,
            ring=self.ring * factor,
            locked=self.locked * factor,
            lock=self.lock * factor,
            center=self.center * factor,
            labels_top=self.labels_top * factor,
        )


NORMAL = Measures(False, 42.0, 25.0, 12.0, 30.5, 60.0, 44, Role.SMALL)
SMALL = Measures(True, 38.0, 21.0, 10.0, 27.5, 56.0, 36, Role.CAPTION)


class StationButton(PaintedButton):
    """A station as a button; in choosing it is checkable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._station: Station | None = None
        self._measures = NORMAL
        self._ringed = False

    @property
    def tabbable(self) -> bool:
        """Whether Tab stops here."""
        return self.focusPolicy() is Qt.FocusPolicy.TabFocus

    def set_tabbable(self, tabbable: bool) -> None:
        """Lets Tab stop here, or only the arrow keys."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if tabbable else Qt.FocusPolicy.NoFocus)

    def show_station(self, station: Station) -> None:
        """Draws this station."""
        self._station = station
        self.setAccessibleName(station.spoken)
        self.setAccessibleDescription(station.why)
        self.setToolTip(station.why)
        self.update()

    def set_choosing(self, choosing: bool, *, ticked: bool) -> None:
        """Carries a tick that can be set and taken away, if it is open and has cards."""
        able = choosing and not self._is_locked() and bool(self._count())
        self.setCheckable(able)
        self.setChecked(able and ticked)
        self.update()

    def set_measures(self, measures: Measures) -> None:
        """Is drawn larger or smaller."""
        self._measures = measures

    def center(self) -> QPointF:
        """The middle of the ring, in the parent's coordinates."""
        return QPointF(self.x() + self.width() / 2, self.y() + self._measures.center)

    def reach(self) -> float:
        """How far the ring goes from its middle."""
        return (self._measures.locked if self._is_locked() else self._measures.ring) / 2

    def show_focus(self, reason: Qt.FocusReason) -> None:
        self._ringed = focus_ring.is_keyboard(reason)
        focus_ring.follow_nothing(self)
        self.update()

    def hide_focus(self) -> None:
        self._ringed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._station is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(self.width() / 2, self._measures.center)
        if self._ringed:
            radius = self.reach() + _FOCUS_GAP + _FOCUS_WIDTH / 2
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colors.focus, _FOCUS_WIDTH))
            painter.drawEllipse(center, radius, radius)
        if self._is_locked():
            self._paint_locked(painter, center)
        else:
            self._paint_open(painter, center)
        self._paint_labels(painter)

    def _is_locked(self) -> bool:
        return self._station is not None and self._station.state is StationState.LOCKED

    def _count(self) -> int:
        return (self._station.count or 0) if self._station is not None else 0

    def _name_weight(self) -> int:
        if self._ringed:
            return 600
        return 400 if self._is_locked() or self._measures.narrow else 500

    def _is_left_out(self) -> bool:
        return self.isCheckable() and not self.isChecked()

    def _paint_locked(self, painter: QPainter, center: QPointF) -> None:
        colors = theme().colors
        radius = (self._measures.locked + _GROWTH * self._hover.value - _LOCKED_WIDTH) / 2
        painter.setBrush(colors.bg)
        border = mix(colors.control, colors.text2, self._hover.value)
        painter.setPen(QPen(border, _LOCKED_WIDTH))
        painter.drawEllipse(center, radius, radius)
        size = self._measures.lock
        where = QRectF(center.x() - size / 2, center.y() - size / 2, size, size)
        icons.paint(painter, "lock-keyhole", where, colors.text3)

    def _paint_open(self, painter: QPainter, center: QPointF) -> None:
        colors = theme().colors
        diameter = self._measures.ring + _GROWTH * self._hover.value
        left_out = self._is_left_out()
        color = colors.road_ahead if left_out else colors.accent
        fill = mix(colors.surface, colors.accent_soft, self._press.value)
        paint_ring(painter, center, diameter, _RING_WIDTH, color=color, fill=fill)
        radius = self._measures.ring / 2
        box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
        if self._station.count is None:
            paint_tick(painter, _scaled(box, 0.55), colors.accent_ink, 2.0)
        else:
            ink = colors.text3 if left_out or not self._station.count else colors.text
            middle = Qt.AlignmentFlag.AlignHCenter
            draw_line(painter, box, str(self._count()), self._count_font(), ink, alignment=middle)
        self._paint_badge(painter, center)

    def _count_font(self) -> QFont:
        """The role that the number of digits leaves room for."""
        role = Role.ANSWER if self._count() < 100 and not self._measures.narrow else Role.LEAD
        return theme().font(Role.LABEL if self._count() >= 1_000 else role, 600, tabular=True)

    def _paint_badge(self, painter: QPainter, center: QPointF) -> None:
        shift = _BADGE_SHIFT * self._measures.ring
        middle = QPointF(center.x() + shift, center.y() - shift)
        if not self.isCheckable():
            paint_state_badge(painter, middle, _BADGE, self._station.state)
        elif self.isChecked():
            paint_ticked_badge(painter, middle, _BADGE)
        else:
            colors = theme().colors
            paint_badge(painter, middle, _BADGE, colors.surface, colors.control)

    def _paint_labels(self, painter: QPainter) -> None:
        colors = theme().colors
        locked = self._is_locked()
        room = self.width() - _TEXT_MARGIN
        middle = Qt.AlignmentFlag.AlignHCenter
        weight = self._name_weight()
        font = theme().font(self._measures.name_role, weight)
        name = _fitting(self._station.names, font, room, elide=True)
        line = theme().line(self._measures.name_role)
        where = QRectF(0, round(self._measures.labels_top), self.width(), line)
        ink = colors.text3 if locked else colors.text
        draw_line(painter, where, name, font, ink, alignment=middle)
        note_font = theme().font(Role.CAPTION, tabular=True)
        notes = self._station.notes
        if self._measures.narrow:
            notes = notes[-1:]
        note = _fitting(notes, note_font, room, elide=False)
        below = QRectF(0, where.bottom() + 2, self.width(), theme().line(Role.CAPTION))
        draw_line(painter, below, note, note_font, colors.text3, alignment=middle)


def _scaled(box: QRectF, share: float) -> QRectF:
    """A box of this share of the size around the same middle."""
    made = QRectF(0, 0, share * box.width(), share * box.height())
    made.moveCenter(box.center())
    return made


def _fitting(texts: tuple[str, ...], font: QFont, room: float, *, elide: bool) -> str:
    """The first text that fits; else nothing, or the shortest one elided."""
    for text in texts:
        if text_width(font, text) <= room:
            return text
    if not texts or not elide:
        return ""
    return QFontMetricsF(font).elidedText(texts[-1], Qt.TextElideMode.ElideRight, room)
