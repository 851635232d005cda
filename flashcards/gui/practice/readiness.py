"""How ready the learner is: overall and by stage, each with its formula and reasons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import percent_text
from flashcards.gui.practice.parts import ShareRing, back_row, clear
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.bars import TargetBar
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.language import _
from flashcards.services.practice.report_views import Readiness, StageReadiness

_NARROW = 816
_BAR, _PERCENT = 180, 54
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReadinessPage(QWidget):
    """Shows a ``Readiness``; no number stands without what it is made of."""

    setup_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button(_("Practice"), Kind.GHOST, size=Size.SMALL, icon="chevron-left")
        self.back.setToolTip(_("Back to the set-up"))
        self.ring = ShareRing()
        self.formula = Label(role=Role.BODY, wrap=True, tabular=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(2)
        self._card = Card()
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        self.stages: list[_StageRow] = []
        self._page = ScrollPage(self._header(), self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.back.clicked.connect(self.setup_pressed)

    def show_readiness(self, readiness: Readiness) -> None:
        """Show how ready the learner is now."""
        self.ring.set_share(readiness.share)
        self.formula.setText(readiness.formula)
        clear(self._reasons)
        for reason in readiness.reasons:
            self._reasons.addWidget(Label(reason, Role.BODY, "text2", wrap=True))
        clear(self._rows)
        self.stages = [
            _StageRow(stage, first=place == 0) for place, stage in enumerate(readiness.stages)
        ]
        for row in self.stages:
            self._rows.addWidget(row)
            row.show()
        self._card.setVisible(bool(self.stages))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() <= _NARROW
        self._page.set_padding(
            24 if narrow else 48, 24 if narrow else 40, 24, below_header=20 if narrow else 28
        )

    def _header(self) -> QWidget:
        header = QWidget()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addLayout(back_row(self.back))
        names.addWidget(Label(_("Readiness"), Role.TITLE))
        words = _("From what you recall now and how you scored in practice.")
        names.addWidget(Label(words, Role.LEAD, "text2", wrap=True))
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(names, 1)
        return header

    def _body(self) -> QWidget:
        body = QWidget()
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(Label(_("Overall"), Role.HEADING))
        words.addWidget(self.formula)
        words.addLayout(self._reasons)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(28)
        column.addWidget(Label(_("By stage"), Role.LABEL))
        column.addSpacing(10)
        column.addWidget(self._card)
        return body


class _StageRow(QWidget):
    """A stage: its share as a bar, and below it what the share is made of."""

    def __init__(self, stage: StageReadiness, *, first: bool) -> None:
        super().__init__()
        self._first = first
        name = Label(f"{stage.stage}  {stage.title}", Role.BODY_STRONG, wrap=True)
        bar = TargetBar(stage.share)
        bar.setFixedWidth(_BAR)
        share = Label(
            percent_text(stage.share), Role.BODY, weight=600, tabular=True, alignment=_RIGHT
        )
        share.setMinimumWidth(theme().grow(_PERCENT))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(name, 1)
        head.addWidget(bar)
        head.addWidget(share)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 13)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(Label(stage.formula, Role.SMALL, "text2", wrap=True, tabular=True))
        for reason in stage.reasons:
            column.addWidget(Label(reason, Role.SMALL, "text2", wrap=True))
        self.setAccessibleName(f"{stage.title}: {percent_text(stage.share)}. {stage.formula}")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._first:
            line = QRectF(0, 0, self.width(), 1)
            QPainter(self).fillRect(line, theme().colors.border)
