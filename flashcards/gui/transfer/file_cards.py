"""The list of files: a card each with how far it is, and where more can be dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.actions import add_action
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.transfer import texts
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.gui.widgets.bars import TargetBar
from flashcards.gui.widgets.buttons import Button, PaintedButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import mix, rounded
from flashcards.language import _

WIDTH = 280
_PADDING = 17
_TEXT_LEFT = 44
_ICON_TOP = 17
_DROP_HEIGHT = 92
_BELOW = 20


class FileCard(PaintedButton):
    """A file of the list; a click shows it. ``cancelled`` while it is imported or waits."""

    cancelled = Signal()
    radius = RADIUS["card"]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._icon, self._ink = "file-text", "accent"
        self._name = Label("", Role.LABEL, elide=True)
        self._about = Label("", Role.CAPTION, "text2", wrap=True)
        self._bar = TargetBar()
        self._pace = Label("", Role.CAPTION, "text2", tabular=True, elide=True)
        self.cancel = Button(_("Cancel"), size=Size.SMALL, keys="Esc")
        self.cancel.clicked.connect(self.cancelled)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in (self._name, self._about, self._pace):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lay_out()

    def show_entry(self, entry: FileEntry, *, chosen: bool) -> None:
        """Show a file."""
        self._icon, self._ink = texts.icon_of(entry)
        about = texts.card_text(entry)
        self._name.setText(entry.name)
        self._about.setText(about)
        self._about.set_color("again" if entry.state is FileState.FAILED else "text2")
        running = entry.state is FileState.RUNNING
        self._work.setVisible(entry.is_busy)
        self._bar.setVisible(running)
        self._bar.set_share((entry.reading.share if entry.reading else 0) or 0.0)
        self._pace.setText(texts.progress_text(entry.reading) if running else "")
        self.setChecked(chosen)
        self.setAccessibleName(entry.name)
        self.setAccessibleDescription(about)
        self.setToolTip("" if entry.path is None else str(entry.path))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """A click does not untick it; the list says which card is chosen."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        width = self.width() or WIDTH
        return QSize(WIDTH, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rest = mix(colors.surface, colors.hover, self._hover.value)
        fill = mix(rest, colors.pressed, self._press.value)
        chosen = self.isChecked()
        border = colors.accent if chosen else colors.border
        fill = colors.surface if chosen else fill
        width = 2.0 if chosen else 1.0
        rounded(painter, QRectF(self.rect()), self.radius, fill, border, width=width)
        size = ICON["button"]
        where = QRectF(_PADDING, _ICON_TOP, size, size)
        icons.paint(painter, self._icon, where, getattr(colors, self._ink))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._pace, 1, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.cancel)
        names = QVBoxLayout()
        names.setContentsMargins(_TEXT_LEFT, 0, 0, 0)
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._about)
        self._work = QWidget()
        work = QVBoxLayout(self._work)
        work.setContentsMargins(_PADDING, 8, 0, 0)
        work.setSpacing(4)
        work.addWidget(self._bar)
        work.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, _PADDING, 14)
        column.setSpacing(0)
        column.addLayout(names)
        column.addWidget(self._work)


class FileList(QWidget):
    """The cards under each other; ↑ and ↓ walk through them, Del takes one off."""

    chosen = Signal(int)
    cancelled = Signal(int)
    discarded = Signal(int)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[int, FileCard] = {}
        self._present: int | None = None
        self.drop = DropZone(texts.DROP_MORE, texts.FORMATS)
        self.drop.clicked.connect(self.add_requested)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, _BELOW)
        self._column.setSpacing(10)
        self._column.addWidget(self.drop)
        self._column.addStretch(1)
        for command, step in (("import.next_file", 1), ("import.previous_file", -1)):
            action = add_action(self, command, lambda step=step: self._walk(step))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        discard = add_action(self, "import.discard", self._discard)
        discard.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def cards(self) -> tuple[FileCard, ...]:
        """The cards from the top."""
        return tuple(self._cards.values())

    def card(self, key: int) -> FileCard:
        """The card of a file."""
        return self._cards[key]

    def set_right(self, pixels: int) -> None:
        """Leave room at the right, for a scroll bar that isn't there."""
        self._column.setContentsMargins(0, 0, pixels, _BELOW)

    def show_entries(self, entries: Sequence[FileEntry], present: int | None) -> None:
        """Show these files; the cards of those that stay remain, with the focus."""
        self._present = present
        wanted = {entry.key for entry in entries}
        for key in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(key)
            card.hide()
            card.deleteLater()
        cards: dict[int, FileCard] = {}
        for place, entry in enumerate(entries):
            card = self._cards.get(entry.key) or self._made(entry.key)
            cards[entry.key] = card
            self._column.insertWidget(place, card)
            card.show_entry(entry, chosen=entry.key == present)
            card.show()
        self._cards = cards

    def show_entry(self, entry: FileEntry) -> None:
        """Show one file as it is now."""
        if entry.key in self._cards:
            self._cards[entry.key].show_entry(entry, chosen=entry.key == self._present)

    def _made(self, key: int) -> FileCard:
        card = FileCard(self)
        card.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        card.cancelled.connect(lambda: self.cancelled.emit(key))
        return card

    def _walk(self, step: int) -> None:
        keys = list(self._cards)
        if not keys:
            return
        place = keys.index(self._present) + step if self._present in keys else 0
        if 0 <= place < len(keys):
            self.chosen.emit(keys[place])
            self._cards[keys[place]].focus_visibly()

    def _discard(self) -> None:
        if self._present is not None:
            self.discarded.emit(self._present)


class DropZone(PaintedButton):
    """A dashed frame that says that files can be dropped; a click asks for them."""

    radius = RADIUS["card"]

    def __init__(self, title: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(1)
        column.addStretch(1)
        for text, role in ((title, Role.SMALL), (detail, Role.CAPTION)):
            color = "text2" if role is Role.SMALL else "text3"
            label = Label(text, role, color, wrap=True, alignment=centre)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)

    def hasHeightForWidth(self) -> bool:
        return False  # its texts would say that it is as high as they are

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, theme().grow(_DROP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme().grow(_DROP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hover.value > 0:
            painter.setOpacity(self._hover.value)
            rounded(painter, QRectF(self.rect()), self.radius, colors.hover)
            painter.setOpacity(1.0)
        painter.setPen(QPen(colors.control, 1.0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, self.radius, self.radius)
