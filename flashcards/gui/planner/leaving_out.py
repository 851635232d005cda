"""The stages that a plan leaves out: a tag each, and the way to leave out one more."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.buttons import IconButton, PaintedButton, Size
from flashcards.gui.widgets.flow import FlowLayout
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.language import _
from flashcards.services.planning.view import StageName

_HEIGHT = 26
_PADDING, _GAP = 9, 7
_WIDEST = 240


class LeavingOut(QWidget):
    """``changed(stages)`` with the ids of all that are left out."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[StageName, ...] = ()
        self._left_out: frozenset[int] = frozenset()
        self._tags: list[_Tag] = []
        self._flow = FlowLayout(self, 6)
        self._more = IconButton("plus", _("Leave out a stage"), size=Size.SMALL)
        self._more.clicked.connect(self._open_menu)
        self._flow.addWidget(self._more)

    def show_stages(self, stages: Sequence[StageName], left_out: frozenset[int]) -> None:
        """Show which of the stages are left out without telling of it."""
        self._stages, self._left_out = tuple(stages), left_out
        for tag in self._tags:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._tags = [_Tag(stage) for stage in stages if stage.id in left_out]
        for place, tag in enumerate(self._tags):
            self._flow.insert(place, tag)
            tag.clicked.connect(lambda _checked=False, tag=tag: self._take_back(tag.stage.id))
            tag.show()
        # one stage at least is planned
        self._more.setEnabled(len(stages) - len(self._tags) > 1)
        self.updateGeometry()

    def menu(self) -> QMenu:
        """The stages that can be left out."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stage in self._stages:
            if stage.id not in self._left_out:
                # an ampersand would name a key
                action = menu.addAction(_name(stage).replace("&", "&&"))
                action.triggered.connect(
                    lambda _checked=False, stage=stage: self._leave_out(stage.id)
                )
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _leave_out(self, stage: int) -> None:
        self.changed.emit(self._left_out | {stage})

    def _take_back(self, stage: int) -> None:
        self.changed.emit(self._left_out - {stage})


class _Tag(PaintedButton):
    """A stage that is left out; a click plans it again."""

    radius = RADIUS["tag"]

    def __init__(self, stage: StageName) -> None:
        super().__init__(_name(stage))
        self.stage = stage
        self.setAccessibleName(_("Plan {stage} again").format(stage=_name(stage)))
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        width = text_width(_font(), self.text()) + 2 * _PADDING + _GAP + ICON["inline"]
        return QSize(min(theme().grow(_WIDEST), ceil(width)), theme().grow(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter = theme().colors, QPainter(self)
        ground = mix(colors.hover, colors.pressed, max(self._hover.value, self._press.value))
        rounded(painter, QRectF(self.rect()), self.radius, ground)
        size = ICON["inline"]
        right = self.width() - _PADDING - size
        text = QRectF(_PADDING, 0, right - _GAP - _PADDING, self.height())
        shown = QFontMetricsF(_font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, text.width() + 1
        )
        draw_line(painter, text, shown, _font(), colors.text2)
        where = QRectF(right, (self.height() - size) / 2, size, size)
        icons.paint(painter, "x", where, colors.text2)


def _font():
    return theme().font(Role.CAPTION, 500)


def _name(stage: StageName) -> str:
    return f"{stage.number} {stage.title}"
