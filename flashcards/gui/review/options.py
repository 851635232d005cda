"""The options of a choice card: chosen by number or mouse, then marked right or wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.review.grading import has_one_right
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.keycap import keycap_height, keycap_width, paint_keycap
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _
from flashcards.render.plain import first_line
from flashcards.services.card_view import ChoiceOption

_INSET = 14
_GAP = 12
_HEIGHT = 44
_VERDICTS = {
    # (chosen, right): (words, icon, ink, ground, border)
    (True, True): (_("Right"), "check", "good", "good_bg", "good_border"),
    (False, True): (_("Right, not chosen"), "check", "good", "surface", "good"),
    (True, False): (_("Wrong"), "x", "again", "again_bg", "again_border"),
    (False, False): ("", "", "text3", "surface", "border"),
}


class OptionRow(PaintedButton):
    """One option with its number; ``judge`` shows whether it was right."""

    radius = RADIUS["button"]

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._number = number
        self._right: bool | None = None
        self._spoken = ""
        self.setCheckable(True)
        self._text = CardText("", Look(Role.ANSWER), passive=True)
        self._verdict = Label(role=Role.CAPTION, weight=500)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._verdict)
        self.toggled.connect(self._speak)
        self._place()

    def set_media_folder(self, folder: Path | None) -> None:
        """Where the image of an option comes from."""
        self._text.set_media_folder(folder)

    def set_option(self, option: ChoiceOption) -> None:
        """Shows another option, neither chosen nor judged."""
        self._right = None
        self._spoken = first_line(option.text)
        self._text.set_markdown(option.text, inline=True)
        self._verdict.setText("")
        self._verdict.hide()
        self.setChecked(False)
        self.setEnabled(True)
        self._speak()

    def verdict(self) -> str:
        """What it was judged, in words; "" before, and for what was rightly left alone."""
        return self._verdict.text()

    def judge(self, right: bool) -> None:
        """Shows whether it was right, in words, icon and colour; it can't be chosen any more."""
        self._right = right
        words, _, ink, _, _ = _VERDICTS[(self.isChecked(), right)]
        self._verdict.setText(words)
        self._verdict.set_color(ink)
        self._verdict.setVisible(bool(words))
        self._place()
        self._speak()
        self.update()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().grow(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(theme().grow(_HEIGHT), self._row.heightForWidth(width))

    def nextCheckState(self) -> None:
        """What a click means is decided by the list, and nothing once it is judged."""

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        fill, border, width = self._box_colors()
        rounded(painter, QRectF(self.rect()), self.radius, fill, border, width=width)
        chosen = self.isChecked() and self._right is None
        ink = colors.accent_ink if chosen else colors.text2
        edge = colors.accent if chosen else colors.keycap
        corner = QPointF(_INSET, (self.height() - keycap_height()) // 2)
        paint_keycap(painter, corner, str(self._number), color=ink, border=edge)
        if self._right is not None and (icon := _VERDICTS[(self.isChecked(), self._right)][1]):
            size = ICON["button"]
            left = self._verdict.x() - size - 6
            where = QRectF(left, (self.height() - size) / 2, size, size)
            icons.paint(painter, icon, where, self._judged_color("ink"))

    def _box_colors(self) -> tuple[QColor, QColor, float]:
        colors = theme().colors
        if self._right is not None:
            return self._judged_color("ground"), self._judged_color("border"), 1.0
        if self.isChecked():
            return colors.accent_soft, colors.accent, 1.5
        hovered = self._hover.value > 0.5
        return (colors.hover if hovered else colors.surface), colors.control, 1.0

    def _judged_color(self, part: str) -> QColor:
        _, _, ink, ground, border = _VERDICTS[(self.isChecked(), bool(self._right))]
        return getattr(theme().colors, {"ink": ink, "ground": ground, "border": border}[part])

    def _place(self) -> None:
        left = _INSET + keycap_width(str(self._number)) + _GAP
        shown = bool(self._verdict.text())
        self._row.setSpacing(_GAP + (round(ICON["button"]) + 6 if shown else 0))
        self._row.setContentsMargins(left, 9, _INSET, 10)

    def _speak(self) -> None:
        state = _("chosen") if self.isChecked() else _("not chosen")
        if self._right is not None:
            state = f"{state}, {_('right') if self._right else _('wrong')}"
        self.setAccessibleName(f"{self._number}. {self._spoken}, {state}")


class OptionList(QWidget):
    """All options; a card with one right option keeps at most one chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[ChoiceOption, ...] = ()
        self._rows: list[OptionRow] = []
        self._judged = False
        self._folder: Path | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def set_media_folder(self, folder: Path | None) -> None:
        """Where the images of options come from."""
        self._folder = folder
        for row in self._rows:
            row.set_media_folder(folder)

    def set_options(self, options: tuple[ChoiceOption, ...], chosen: frozenset[int]) -> None:
        """Shows options, of which some may be chosen already."""
        self._options = options
        self._judged = False
        while len(self._rows) < len(options):
            self._add_row()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(options))
            if place < len(options):
                row.set_option(options[place])
                row.setChecked(place in chosen)

    def rows(self) -> list[OptionRow]:
        """The rows in use."""
        return self._rows[: len(self._options)]

    def chosen(self) -> frozenset[int]:
        """The places of the chosen options, from 0."""
        return frozenset(place for place, row in enumerate(self.rows()) if row.isChecked())

    def toggle(self, place: int) -> None:
        """Chooses an option, or takes it back."""
        if self._judged or not 0 <= place < len(self._options):
            return
        row = self._rows[place]
        wanted = not row.isChecked()
        if wanted and has_one_right(self._options):
            for other in self.rows():
                other.setChecked(False)
        row.setChecked(wanted)
        self.changed.emit()

    def judge(self) -> None:
        """Marks every option; nothing can be chosen any more."""
        self._judged = True
        for row, option in zip(self.rows(), self._options, strict=True):
            row.judge(option.right)

    def _add_row(self) -> None:
        place = len(self._rows)
        row = OptionRow(place + 1, self)
        row.set_media_folder(self._folder)
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(lambda: self.toggle(place))
        self._column.addWidget(row)
        self._rows.append(row)
