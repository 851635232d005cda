"""The left half of Browse: head, search, the table, and what can be done with what is selected."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from flashcards.gui.browse import texts
from flashcards.gui.browse.bottom import Bottom
from flashcards.gui.browse.bulk_bar import BulkBar
from flashcards.gui.browse.model import CardsModel
from flashcards.gui.browse.search_box import SearchBox
from flashcards.gui.browse.table import CardsTable
from flashcards.gui.commands import first_key
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, PaintedButton, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.keycap import Keycap
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.language import _

_SIDE = 24
_CHIP = 24
_PATIENCE_MS = 300
_NARROW = 560
_WIDEST_TEXT = 420


class ListPane(QWidget):
    """Shows what a search finds; signals say what is wanted of it."""

    import_wanted = Signal()
    add_wanted = Signal()
    sidebar_wanted = Signal()

    def __init__(self, model: CardsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.search = SearchBox()
        self.table = CardsTable(model)
        self.bulk = BulkBar()
        self.sidebar_button = IconButton(
            "panel-left", _("Sidebar"), keys=first_key("browse.sidebar"), size=Size.SMALL
        )
        self.import_button = Button(texts.IMPORT, size=Size.SMALL, icon="upload")
        self.add_button = Button(
            texts.ADD_CARD, size=Size.SMALL, icon="plus", keys=first_key("browse.add")
        )
        self.problem = CardText(_("What is wrong"), Look(Role.CAPTION, "again"))
        self.chips = _Chips()
        self.empty = _EmptyPage()
        self.footer = _Footer()
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self.empty.show_waiting)
        self._lay_out()
        self._connect()

    def show_listing(self, count: int, query: str) -> None:
        """Show the table, or that nothing was found."""
        self._wait.stop()
        self.search.set_count(texts.found_text(count))
        self.show_problem("")
        self._stack.setCurrentWidget(self.table if count else self.empty)
        if not count:
            self.empty.show_text(texts.none_found(query), clears=bool(query))
        self.show_selection(self.table.selected_count())
        # the texts find their room now and not after a picture without it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def show_waiting(self) -> None:
        """Show that cards are being read, once that takes longer than a blink."""
        if self.model.count == 0:
            self._stack.setCurrentWidget(self.empty)
            self.empty.clear()
            self._wait.start()

    def show_problem(self, message: str, bounds: tuple[int, int] | None = None) -> None:
        """Say what is wrong with the search, in the place of the chips; the table stays."""
        self._wait.stop()
        self.problem.setVisible(bool(message))
        if message:
            self.problem.set_markdown(message, inline=True)
        self.chips.setVisible(not message)
        self.search.set_problem(bounds if message else None)
        if message:
            self.search.set_count("")
            self.search.field.setAccessibleDescription(message)

    def show_failure(self, message: str) -> None:
        """Say why there is nothing to show."""
        self._wait.stop()
        self._stack.setCurrentWidget(self.empty)
        self.empty.show_text(message, clears=False)

    def show_selection(self, selected: int) -> None:
        """Say how many cards are selected; of several, what can be done to all of them."""
        several = selected > 1
        self.footer.show_text(texts.selection_text(selected, self.model.count))
        self.bulk.show_count(selected)
        self._bottom.show_one(self.bulk if several else self.footer)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().grow(_NARROW)
        self.import_button.setVisible(not narrow)
        self.footer.set_narrow(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colors.bg)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(texts.TITLE, Role.TITLE_SMALL))
        head.addStretch(1)
        for button in (self.sidebar_button, self.import_button, self.add_button):
            head.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(_SIDE, 24, _SIDE, 14)
        top.setSpacing(0)
        top.addLayout(head)
        top.addSpacing(12)
        field = QHBoxLayout()
        field.setContentsMargins(-4, 0, -4, 0)
        field.addWidget(self.search)
        top.addLayout(field)
        top.addSpacing(8)
        top.addWidget(self.chips)
        top.addWidget(self.problem)
        self.problem.setMinimumHeight(_CHIP)
        self.problem.hide()
        self._stack = QStackedLayout()
        self._bottom = Bottom(self.footer, self.bulk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._stack, 1)
        # a stack shows its first widget at once: without the pane around it that were a window
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(Hairline())
        column.addWidget(self._bottom)

    def _connect(self) -> None:
        self.chips.taken.connect(self.search.insert)
        self.empty.clear_wanted.connect(self.search.clear.click)
        self.import_button.clicked.connect(self.import_wanted)
        self.add_button.clicked.connect(self.add_wanted)
        self.sidebar_button.clicked.connect(self.sidebar_wanted)


class _Chips(QWidget):
    """Terms to take into the search; those that find no room are left out."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._label = Label(texts.ADD, Role.CAPTION, "text3", parent=self)
        self._chips = [_Term(text, self) for text in texts.CHIPS]
        for chip, text in zip(self._chips, texts.CHIPS, strict=True):
            chip.clicked.connect(lambda _checked=False, text=text: self.taken.emit(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._place()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(_CHIP))
        self._place()

    def _place(self) -> None:
        self._label.resize(self._label.sizeHint().width(), self.height())
        left = self._label.width() + 8
        for chip in self._chips:
            width = chip.sizeHint().width()
            chip.setGeometry(left, 0, width, self.height())
            chip.setVisible(left + width <= self.width())
            left += width + 7


class _Term(PaintedButton):
    """A term of the search language in the type of code."""

    radius = RADIUS["tag"]

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(f"{texts.ADD} {text}")

    def sizeHint(self) -> QSize:
        return QSize(ceil(text_width(self._font(), self.text())) + 17, theme().grow(_CHIP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        fill = mix(mix(colors.surface, colors.hover, self._hover.value), colors.pressed,
                   self._press.value)  # fmt: skip
        rounded(painter, QRectF(self.rect()), self.radius, fill, colors.border)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(
            painter, QRectF(self.rect()), self.text(), self._font(), colors.text2, alignment=middle
        )

    @staticmethod
    def _font():
        font = theme().font(Role.CODE_EDITOR)
        font.setPixelSize(round(12 * theme().text_scale))
        return font


class _EmptyPage(QWidget):
    """What stands in the table's place: that nothing matches, or that cards are being read."""

    clear_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._text = CardText(_("Nothing found"), Look(Role.BODY, "text2"), passive=True)
        self._clear = Button(texts.CLEAR)
        self._clear.clicked.connect(self.clear_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(16)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._text)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addWidget(self._clear, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def text(self) -> str:
        """What it says."""
        return self._said

    @property
    def clear_button(self) -> Button:
        """Empties the search."""
        return self._clear

    def show_text(self, text: str, *, clears: bool) -> None:
        self._said = text
        if text:
            self._text.set_markdown(text, inline=True)
            self._text.setFixedWidth(min(_WIDEST_TEXT, _width_of(text)))
        self._text.setVisible(bool(text))
        self._clear.setVisible(clears)

    def show_waiting(self) -> None:
        self.show_text(_("Reading the cards…"), clears=False)

    def clear(self) -> None:
        self.show_text("", clears=False)


def _width_of(text: str) -> int:
    """The width of a text on one line, its code counted as wide as it is."""
    font, code = theme().font(Role.BODY), theme().font(Role.CODE_CARD)
    parts = text.split("`")
    widths = [text_width(code if place % 2 else font, part) for place, part in enumerate(parts)]
    return ceil(sum(widths)) + 12 * (len(parts) // 2) + 2


class _Footer(QWidget):
    """How much is selected, and the keys that lead on."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(role=Role.CAPTION, color="text2", tabular=True)
        self._hints: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(9)
        row.addWidget(self._text)
        row.addStretch(1)
        for place, (command, words) in enumerate(texts.KEY_HINTS):
            if place:
                row.addSpacing(2)
            cap, label = Keycap(first_key(command)), Label(words, Role.CAPTION, "text2")
            self._hints += [cap, label]
            row.addWidget(cap)
            row.addWidget(label)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        self._text.setText(text)

    def set_narrow(self, narrow: bool) -> None:
        for widget in self._hints:
            widget.setVisible(not narrow)
