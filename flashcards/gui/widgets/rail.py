"""The rail: the application's name and its places, at the left of the window.

``Rail((RailItem("today", "Today", "sun", "Ctrl+1"),))`` · ``selected(id)`` is emitted on a click
or Enter · ``set_current``, ``set_count``, ``set_collapsed``. Items with ``footer`` stand at the
bottom; those that are actions are never made the current place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.keycap import (
    key_names,
    keycap_height,
    keycaps_width,
    paint_keycaps,
)
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width, with_alpha
from flashcards.language import _

_NAME = _("Flashcards")
_LOGO = 26
_BAR = QSize(3, 20)
_BAR_COLLAPSED = 32
_COUNT_COLLAPSED = 12


@dataclass(frozen=True, slots=True)
class RailItem:
    """A place, or an ``action``. ``icon`` is a Lucide name, ``keys`` a shortcut."""

    id: str
    title: str
    icon: str
    keys: str = ""
    footer: bool = False
    action: bool = False


class Rail(QWidget):
    """The places of the application; 208 wide, 64 when collapsed."""

    selected = Signal(str)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collapsed = False
        self._buttons = {item.id: _RailButton(item, self) for item in items}
        self._logo = _Logo(self)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addWidget(self._logo)
        self._add(item.id for item in items if not item.footer)
        self._column.addStretch(1)
        self._add(item.id for item in items if item.footer)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Places"))
        theme().changed.connect(self.update)
        self.set_collapsed(False)

    @property
    def collapsed(self) -> bool:
        """Whether only icons are shown."""
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        """Shows icons alone, with tooltips and counts under them, or names too."""
        self._collapsed = collapsed
        margins = (10, 18, 10, 14) if collapsed else (12, 20, 13, 16)
        self._column.setContentsMargins(*margins)
        self.setFixedWidth(SIZE["railCollapsed" if collapsed else "rail"])
        self._logo.set_collapsed(collapsed)
        for button in self._buttons.values():
            button.set_collapsed(collapsed)

    def set_current(self, item_id: str) -> None:
        """Marks the place that is shown."""
        for other, button in self._buttons.items():
            button.set_current(other == item_id)

    def set_count(self, item_id: str, count: int | None) -> None:
        """Shows how much waits at a place; None or 0 shows nothing."""
        self._buttons[item_id].set_count(count or 0)

    def button(self, item_id: str) -> PaintedButton:
        """The button of a place, to give it the focus."""
        return self._buttons[item_id]

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.rail)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colors.border)
        for button in self._buttons.values():
            if button.is_current():
                height = _BAR_COLLAPSED if self._collapsed else _BAR.height()
                top = button.y() + (button.height() - height) / 2
                rounded(painter, QRectF(-3, top, 2 * _BAR.width(), height), 2, colors.accent)

    def _add(self, ids) -> None:
        for item_id in ids:
            button = self._buttons[item_id]
            button.clicked.connect(
                lambda _checked=False, item_id=item_id: self.selected.emit(item_id)
            )
            self._column.addWidget(button)


class _Logo(QWidget):
    """The application's mark and name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._collapsed = False
        self.setAccessibleName(_NAME)

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self.setFixedHeight(_LOGO + (18 if collapsed else 20))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        left = (self.width() - _LOGO) / 2 if self._collapsed else 10
        icons.paint_logo(painter, QRectF(left, 0, _LOGO, _LOGO), colors.accent, colors.on_accent)
        if not self._collapsed:
            line = QRectF(left + _LOGO + 10, 0, self.width(), _LOGO)
            draw_line(painter, line, _NAME, theme().font(Role.LEAD, 600), colors.text)


class _RailButton(PaintedButton):
    """One place or action."""

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(item.title, parent)
        self._item = item
        self._collapsed = False
        self._current = False
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(item.title)

    def is_current(self) -> bool:
        return self._current

    def set_current(self, current: bool) -> None:
        self._current = current and not self._item.action
        self.parentWidget().update()
        self.update()

    def set_count(self, count: int) -> None:
        self._count = count
        due = _("{title}, {n} due").format(title=self._item.title, n=count)
        name = due if count else self._item.title
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        tip = "  ".join((self._item.title, " ".join(key_names(self._item.keys)))).strip()
        self.setToolTip(tip if collapsed else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        extra = _COUNT_COLLAPSED if self._collapsed and self._count else 0
        return QSize(44, theme().grow(SIZE["navItem"] + extra))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        if self._current:
            fill = colors.accent_soft
        else:
            fill = mix(with_alpha(colors.rail_hover, 0.0), colors.rail_hover, self._hover.value)
            fill = mix(fill, colors.pressed, self._press.value)
        rounded(painter, QRectF(self.rect()), RADIUS["button"], fill)
        if self._collapsed:
            self._paint_collapsed(painter)
        else:
            self._paint_expanded(painter)

    def _ink(self):
        colors = theme().colors
        if not self.isEnabled():
            return colors.disabled
        if self._current:
            return colors.accent_ink
        return mix(colors.text2, colors.text, max(self._hover.value, self._press.value))

    def _paint_expanded(self, painter: QPainter) -> None:
        size = ICON["rail"]
        where = QRectF(10, (self.height() - size) / 2, size, size)
        icons.paint(painter, self._item.icon, where, self._ink())
        font = theme().font(Role.BODY, 600 if self._current else 500)
        line = QRectF(39, 0, self.width() - 39, self.height())
        draw_line(painter, line, self._item.title, font, self._ink())
        right = QRectF(0, 0, self.width() - 10, self.height())
        if self._count:
            count = theme().font(Role.CAPTION, 600, tabular=True)
            aligned = Qt.AlignmentFlag.AlignRight
            draw_line(painter, right, str(self._count), count, self._ink(), alignment=aligned)
        elif self._item.footer and self._item.keys:
            names = key_names(self._item.keys)
            left = self.width() - 2 - keycaps_width(names)
            if left < 39 + text_width(font, self._item.title):
                return
            corner = QPointF(left, (self.height() - keycap_height()) // 2)
            colors = theme().colors
            ink, border, fill = colors.text2, colors.keycap, colors.surface
            paint_keycaps(painter, corner, names, color=ink, border=border, fill=fill)

    def _paint_collapsed(self, painter: QPainter) -> None:
        size = ICON["railCollapsed"]
        top = 7 if self._count else (self.height() - size) / 2
        where = QRectF((self.width() - size) / 2, top, size, size)
        icons.paint(painter, self._item.icon, where, self._ink())
        if self._count:
            line = QRectF(0, top + size, self.width(), self.height() - top - size - 7)
            font = theme().font(Role.KEYCAP, tabular=True)
            middle = Qt.AlignmentFlag.AlignHCenter
            draw_line(painter, line, str(self._count), font, self._ink(), alignment=middle)
