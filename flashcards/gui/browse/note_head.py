"""The head of the note pane: where the note belongs, whether it is saved, flag and menu."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from flashcards.gui import icons
from flashcards.gui.browse import texts
from flashcards.gui.commands import first_key
from flashcards.gui.review.flags import flag_color, flag_name
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.buttons import IconButton, PaintedButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width, with_alpha
from flashcards.language import _

HEIGHT = 57
_ARROW = 14


class NoteHead(QWidget):
    """Signals say what was pressed."""

    place_wanted = Signal()
    flag_wanted = Signal()
    menu_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("chevron-left", _("Back to the table"), keys="Esc", size=Size.SMALL)
        self.place = _PlaceButton()
        self.state = Label(role=Role.CAPTION, color="text3")
        self.flag = _FlagButton()
        self.more = IconButton("ellipsis", _("More actions"), size=Size.SMALL)
        self.back.clicked.connect(self.back_wanted)
        self.place.clicked.connect(self.place_wanted)
        self.flag.clicked.connect(self.flag_wanted)
        self.more.clicked.connect(self.menu_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 20, 0)
        row.setSpacing(6)
        row.addWidget(self.back)
        row.addWidget(self.place, 1)
        row.addSpacing(6)
        row.addWidget(self.state)
        row.addSpacing(4)
        row.addWidget(self.flag)
        row.addWidget(self.more)
        self.back.hide()
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_state(self, text: str, color: str = "text3") -> None:
        """Say whether the text is saved."""
        self.state.setText(text)
        self.state.set_color(color)

    def set_card_shown(self, shown: bool) -> None:
        """Whether there is a card that can be flagged."""
        self.flag.setVisible(shown)
        self.more.setVisible(shown)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(HEIGHT))


class _PlaceButton(PaintedButton):
    """Deck and topic with an arrow between them; a press chooses others."""

    def __init__(self) -> None:
        super().__init__()
        self._above, self._last = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_place(self, above: str, last: str) -> None:
        """Show where a note belongs: the deck, and its topic if it has one."""
        self._above, self._last = above, last
        name = " › ".join(part for part in (above, last) if part)
        self.setAccessibleName(_("Deck and topic: {name}").format(name=name))
        self.setToolTip(
            _("{name}\nMove to another deck  {first_key}").format(
                name=name, first_key=first_key("browse.move")
            )
        )
        self.updateGeometry()
        self.update()

    def texts(self) -> tuple[str, str]:
        """What it shows."""
        return self._above, self._last

    def sizeHint(self) -> QSize:
        width = text_width(theme().font(Role.SMALL), self._above) + 24
        width += text_width(theme().font(Role.LABEL), self._last) + 40
        return QSize(ceil(width), theme().grow(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme().grow(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        shown = min(self.width(), self.sizeHint().width())
        ground = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        fill = mix(ground, colors.pressed, self._press.value)
        rounded(painter, QRectF(0, 0, shown, self.height()), RADIUS["button"], fill)
        small, strong = theme().font(Role.SMALL), theme().font(Role.LABEL)
        room = shown - 8 - 2 * (_ARROW + 12)
        last = QFontMetricsF(strong).elidedText(
            self._last, Qt.TextElideMode.ElideRight, room * (0.6 if self._above else 1)
        )
        left = 8.0
        if self._above:
            rest = room - QFontMetricsF(strong).horizontalAdvance(last)
            above = QFontMetricsF(small).elidedText(
                self._above, Qt.TextElideMode.ElideRight, max(0.0, rest)
            )
            draw_line(painter, self._line(left), above, small, colors.text2)
            left += QFontMetricsF(small).horizontalAdvance(above) + 6
            self._paint_icon(painter, "chevron-right", left)
            left += _ARROW + 6
        draw_line(painter, self._line(left), last, strong, colors.text)
        left += QFontMetricsF(strong).horizontalAdvance(last) + 8
        self._paint_icon(painter, "chevron-down", left)

    def _line(self, left: float) -> QRectF:
        return QRectF(left, 0, self.width() - left, self.height())

    def _paint_icon(self, painter: QPainter, name: str, left: float) -> None:
        where = QRectF(left, (self.height() - _ARROW) / 2, _ARROW, _ARROW)
        icons.paint(painter, name, where, theme().colors.text3)


class _FlagButton(IconButton):
    """A flag in the colour of the card's."""

    def __init__(self) -> None:
        super().__init__("flag", _("Flag"), keys=first_key("browse.flag"), size=Size.SMALL)
        self._flag = 0

    def set_flag(self, flag: int) -> None:
        """Show the flag that the card has."""
        self._flag = flag
        self.setAccessibleName(_("Flag: {flag_name}").format(flag_name=flag_name(flag)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._flag:
            size = ICON["button"]
            corner = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
            icons.paint(QPainter(self), "flag", corner, flag_color(self._flag))


class KindButton(PaintedButton):
    """The kind of a note in words; a press chooses another."""

    def __init__(self) -> None:
        super().__init__(texts.KIND_NAMES[next(iter(texts.KIND_NAMES))])
        self.fixed = False

    def set_kind(self, text: str, *, fixed: bool) -> None:
        """Show a kind; a ``fixed`` one can't be changed."""
        self.fixed = fixed
        self.setEnabled(not fixed)
        self.setText(text)
        self.setAccessibleName(_("Kind: {text}").format(text=text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = text_width(theme().font(Role.CAPTION), self.text()) + 12
        return QSize(ceil(width + (0 if self.fixed else _ARROW + 4)), theme().grow(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        ground = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        rounded(painter, QRectF(self.rect()), RADIUS["tag"], ground)
        line = QRectF(6, 0, self.width(), self.height())
        draw_line(painter, line, self.text(), theme().font(Role.CAPTION), colors.text3)
        if not self.fixed:
            where = QRectF(self.width() - _ARROW - 4, (self.height() - _ARROW) / 2, _ARROW, _ARROW)
            icons.paint(painter, "chevron-down", where, colors.text3)
