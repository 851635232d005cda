"""Parts of the set-up: rows of kinds, chips of stages that flow, the session as a road."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.practice.prompt import PromptKind
from flashcards.domain.wording import minutes_text
from flashcards.gui import icons
from flashcards.gui.practice import texts
from flashcards.gui.practice.kinds import KINDS, KindIcon
from flashcards.gui.practice.parts import clear
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded, text_width
from flashcards.gui.widgets.ring import paint_ring
from flashcards.gui.widgets.toggles import paint_box
from flashcards.language import _
from flashcards.services.practice.views import DrawnPrompt, KindCount

_ROW = 50
_SIDE = 16
_BOX = 18
_AFTER_NAME = 24
_STOP, _STOP_RING = 52, 32.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class KindRows(Card):
    """A tick box a kind; ``changed`` comes when one is ticked or unticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {
            kind: _KindRow(kind, first=place == 0, last=place == len(KINDS) - 1)
            for place, kind in enumerate(KINDS)
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
            row.clicked.connect(self.changed)

    @property
    def kinds(self) -> frozenset[PromptKind]:
        """The kinds that are ticked."""
        return frozenset(kind for kind, row in self.rows.items() if row.isChecked())

    def show_kinds(self, counts: Sequence[KindCount], chosen: frozenset[PromptKind]) -> None:
        """Show how many prompts there are of each kind, and which are chosen."""
        numbers = {count.kind: count.prompts for count in counts}
        for kind, row in self.rows.items():
            row.setChecked(kind in chosen)
            row.show_count(numbers.get(kind, 0))

    def set_explained(self, explained: bool) -> None:
        """Show what each kind asks for, while there is room for it."""
        for row in self.rows.values():
            row.explained.setVisible(explained)


class _KindRow(QCheckBox):
    def __init__(self, kind: PromptKind, *, first: bool, last: bool) -> None:
        super().__init__()
        words = KINDS[kind]
        self._words = words.name
        self._first, self._last = first, last
        self.explained = Label(words.explained, Role.SMALL, "text2", elide=True)
        self._count = Label(role=Role.SMALL, color="text2", tabular=True, alignment=_RIGHT)
        self._name = Label(words.name, Role.BODY_STRONG)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE + _BOX + 16, 0, _SIDE, 0)
        row.setSpacing(0)
        row.addWidget(KindIcon(kind))
        row.addSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self.explained, 1)
        row.addStretch(0)
        row.addSpacing(8)
        row.addWidget(self._count)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        focus_ring.track(self, RADIUS["tag"])
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        font = theme().font(Role.BODY_STRONG)
        widest = max(text_width(font, each.name) for each in KINDS.values())
        self._name.setMinimumWidth(round(widest) + _AFTER_NAME)
        self.updateGeometry()

    def show_count(self, prompts: int) -> None:
        self._count.setText(texts.prompts_text(prompts))
        self.setAccessibleName(f"{self._words}, {texts.prompts_text(prompts)}")

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        return QSize(self.layout().sizeHint().width(), theme().grow(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().grow(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            radius = RADIUS["card"] - 1 if self._first or self._last else 0
            rounded(painter, rect, radius, colors.sunken)
        if not self._last:
            painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), colors.border)
        box = QRectF(_SIDE, (rect.height() - _BOX) / 2, _BOX, _BOX)
        paint_box(painter, box, self)


class SessionRoad(QWidget):
    """The prompts of a session, one below the other, without what they ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_prompts(self, prompts: Sequence[DrawnPrompt]) -> None:
        """Show another draw."""
        clear(self._column)
        for place, drawn in enumerate(prompts):
            row = _Stop(drawn, last=place == len(prompts) - 1)
            self._column.addWidget(row)
            row.show()


class _Stop(QWidget):
    def __init__(self, drawn: DrawnPrompt, *, last: bool) -> None:
        super().__init__()
        self._last = last
        self._icon = KINDS[drawn.prompt.kind].icon
        kind = KINDS[drawn.prompt.kind].name
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(kind, Role.BODY_STRONG, elide=True))
        names.addWidget(Label(drawn.prompt.stage_title, Role.CAPTION, "text2", elide=True))
        names.addStretch(1)
        minutes = Label(minutes_text(drawn.minutes * 60), Role.BODY, "text2", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(46, 0, 0, 0)
        row.addLayout(names, 1)
        row.addWidget(minutes, 0, Qt.AlignmentFlag.AlignTop)
        minutes.setContentsMargins(0, 0, 0, 0)
        self.setToolTip(drawn.reason)
        self.setAccessibleName(f"{kind}, {drawn.prompt.stage_title}, {minutes.text()}")
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(_STOP))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        center = QPointF(_STOP_RING / 2, _STOP_RING / 2 + 2)
        paint_ring(painter, center, _STOP_RING, 2.0, color=colors.accent, fill=colors.surface)
        icon = QRectF(center.x() - 7, center.y() - 7, 14, 14)
        icons.paint(painter, self._icon, icon, colors.accent_ink)
        if not self._last:
            top = center.y() + _STOP_RING / 2 + 4
            bottom = self.height() - 2
            painter.fillRect(QRectF(center.x() - 1.75, top, 3.5, bottom - top), colors.accent)


class SwitchRow(QWidget):
    """A switch with its name before it, and a word about it below."""

    def __init__(self, name: str, control: QWidget, detail: str = "") -> None:
        super().__init__()
        self.detail = Label(role=Role.CAPTION, color="text2", wrap=True)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(name, Role.BODY, wrap=True))
        names.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(names, 1)
        row.addWidget(control)
        self.say(detail)

    def say(self, detail: str) -> None:
        """Say something else below the name."""
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))


ANY_LEVEL = ("", _("Any level"))
