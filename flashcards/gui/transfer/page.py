"""The Import page: the files at the left, one of them at the right, what it would do below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.transfer import texts
from flashcards.gui.transfer.detail import FileDetail
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.gui.transfer.file_cards import WIDTH, DropZone, FileCard, FileList
from flashcards.gui.widgets.buttons import Button, Kind, PaintedButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, text_width
from flashcards.gui.widgets.select import Select
from flashcards.language import _

_COMPACT = 916
_BOTTOM = 76
_BAR = 12  # the room of a scroll bar
_BELOW = 20  # what is scrolled ends at the bar at the bottom, its content a little above it


class ImportPage(QWidget):
    """Shows files and the one that is chosen; what the user wants comes out as signals."""

    add_requested = Signal()
    paste_requested = Signal()
    browse_requested = Signal()
    file_chosen = Signal(int)
    cancel_requested = Signal(int)
    discard_requested = Signal(int)
    run_requested = Signal()
    run_all_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.crumb = _Crumb(_("Browse"))
        self.title = Label(texts.TITLE, Role.TITLE)
        self.add = Button(texts.ADD_FILES, icon="plus", keys=first_key("file.import"))
        self.files = FileList()
        self.select = Select(_("File"))
        self.compact_card = FileCard()
        self.detail = FileDetail()
        self.bottom = _BottomBar()
        self.empty = _Empty()
        self._present: FileEntry | None = None
        self._lay_out()
        self._connect()
        self.show_files((), None)
        theme().changed.connect(self._arrange)

    @property
    def is_compact(self) -> bool:
        """Whether the list of files is a select at the top."""
        return self.width() < theme().grow(_COMPACT)

    def show_files(self, entries: Sequence[FileEntry], present: int | None) -> None:
        """Show these files, one of them at the right."""
        self.title.setText(texts.page_title(len(entries)))
        self.files.show_entries(entries, present)
        options = [(str(entry.key), entry.name) for entry in entries]
        self.select.set_options(options, "" if present is None else str(present))
        self._present = next((e for e in entries if e.key == present), None)
        self._stack.setCurrentIndex(1 if entries else 0)
        self.bottom.setVisible(bool(entries))
        self.add.setVisible(bool(entries))
        if self._present is not None:
            self._show_present(entries)
        self._arrange()

    def show_file(self, entry: FileEntry, entries: Sequence[FileEntry]) -> None:
        """Show one file as it is now."""
        self.files.show_entry(entry)
        if self._present is not None and entry.key == self._present.key:
            before, self._present = self._present, entry
            if before.state is FileState.RUNNING and entry.state is FileState.RUNNING:
                self.compact_card.show_entry(entry, chosen=False)
            else:
                self._show_present(entries)
        else:
            self._show_bottom(entries)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_present(self, entries: Sequence[FileEntry]) -> None:
        assert self._present is not None
        self.detail.show_entry(self._present)
        self.compact_card.show_entry(self._present, chosen=False)
        self._show_bottom(entries)
        self._show_stretch()

    def _show_stretch(self) -> None:
        """A long table takes all the room there is, a short one no more than it needs."""
        long = self.detail.is_long
        self._column.setStretch(0, 1 if long else 0)
        self._column.setStretch(1, 0 if long else 1)

    def _show_bottom(self, entries: Sequence[FileEntry]) -> None:
        if self._present is not None:
            ready = [entry for entry in entries if would_bring(entry)]
            self.bottom.show_entry(self._present, ready)

    def _connect(self) -> None:
        self.crumb.clicked.connect(self.browse_requested)
        self.add.clicked.connect(self.add_requested)
        self.files.add_requested.connect(self.add_requested)
        self.files.chosen.connect(self.file_chosen)
        self.files.cancelled.connect(self.cancel_requested)
        self.files.discarded.connect(self.discard_requested)
        self.select.chosen.connect(lambda value: self.file_chosen.emit(int(value)))
        self.compact_card.cancelled.connect(lambda: self._with_present(self.cancel_requested))
        self.empty.zone.clicked.connect(self.add_requested)
        self.empty.add.clicked.connect(self.add_requested)
        self.empty.paste.clicked.connect(self.paste_requested)
        self.detail.discard_requested.connect(lambda: self._with_present(self.discard_requested))
        self.detail.run_requested.connect(self.run_requested)
        self.bottom.discard.clicked.connect(lambda: self._with_present(self.discard_requested))
        self.bottom.run.clicked.connect(self.run_requested)
        self.bottom.run_all.clicked.connect(self.run_all_requested)

    def _with_present(self, signal) -> None:
        if self._present is not None:
            signal.emit(self._present.key)

    def _lay_out(self) -> None:
        self._padded = QVBoxLayout()
        self._padded.addLayout(self._header())
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._shown())
        self._padded.addWidget(body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._padded, 1)
        column.addWidget(self.bottom)

    def _header(self) -> QVBoxLayout:
        crumbs = QHBoxLayout()
        crumbs.setSpacing(6)
        crumbs.addWidget(self.crumb)
        crumbs.addWidget(_Chevron())
        crumbs.addWidget(Label(texts.TITLE, Role.SMALL, "text2"))
        crumbs.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        header = QVBoxLayout()
        header.setContentsMargins(0, 0, _BAR, 0)
        header.setSpacing(5)
        header.addLayout(crumbs)
        header.addLayout(head)
        return header

    def _shown(self) -> QWidget:
        """The list at the left, or as a select above, and the file at the right."""
        self._left = _scrolled(self.files)
        self._left.setFixedWidth(WIDTH + _BAR)
        self._left.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: self.files.set_right(0 if high else _BAR)
        )
        self.files.set_right(_BAR)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, _BAR, _BELOW)
        self._column.setSpacing(0)
        self._column.addWidget(self.detail)
        self._column.addStretch(1)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, _BAR, 0)
        above.setSpacing(10)
        above.addWidget(self.select)
        above.addWidget(self.compact_card)
        area = _scrolled(inner)
        area.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: self._column.setContentsMargins(0, 0, 0 if high else _BAR, _BELOW)
        )
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(above)
        right.addWidget(area, 1)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left)
        row.addLayout(right, 1)
        return shown

    def _arrange(self) -> None:
        compact = self.is_compact
        side = 24 if compact else 48
        self._padded.setContentsMargins(side, 20 if compact else 32, side - _BAR, 0)
        self._padded.setSpacing(12 if compact else 21)
        self._left.setVisible(not compact)
        several = self.select.count() > 1
        self.select.setVisible(compact and several)
        busy = self._present is not None and self._present.is_busy
        self.compact_card.setVisible(compact and busy)
        self.title.set_role(Role.TITLE_SMALL if compact else Role.TITLE)
        self.bottom.set_side(side)
        self.detail.set_compact(compact)
        self._show_stretch()


def would_bring(entry: FileEntry) -> bool:
    """Whether a file can be imported and something would come of it."""
    preview = entry.preview
    return entry.can_run and preview is not None and texts.brings(preview.report)


class _BottomBar(QWidget):
    """What importing would do, and the buttons that do it."""

    def __init__(self) -> None:
        super().__init__()
        self._sums = Label("", Role.SMALL, "text2", tabular=True, wrap=True)
        self.discard = Button(_("Discard"), size=Size.MEDIUM)
        self.run_all = Button("", size=Size.MEDIUM)
        key = first_key("import.run")
        self.run = Button(_("Import"), Kind.PRIMARY, size=Size.MEDIUM, keys=key)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(self._sums, 1)
        for button in (self.discard, self.run_all, self.run):
            self._row.addWidget(button)
        self.setMinimumHeight(_BOTTOM)
        theme().changed.connect(self.update)

    @property
    def sums(self) -> str:
        """What importing would do, in words."""
        return self._sums.text()

    def set_side(self, side: int) -> None:
        self._row.setContentsMargins(side, 8, side, 8)

    def show_entry(self, entry: FileEntry, ready: Sequence[FileEntry]) -> None:
        preview = entry.preview
        shown = preview is not None and not entry.problem
        words = texts.sums(preview, entry.counts) if preview is not None and shown else ""
        self._sums.setText(words)
        done = entry.state is FileState.IMPORTED
        self.discard.set_label(_("Take off the list") if done else _("Discard"))
        self.discard.setEnabled(entry.state is not FileState.RUNNING)
        label = texts.import_verb(preview.report) if preview is not None else _("Import")
        self.run.set_label(label)
        self.run.setEnabled(would_bring(entry))
        self.run.setVisible(not done and entry.state is not FileState.FAILED)
        self.run_all.set_label(_("Import all {n}").format(n=len(ready)))
        self.run_all.setVisible(len(ready) > 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(0, 0, self.width(), 1), theme().colors.border)


class _Empty(QWidget):
    """The page before there is a file."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = DropZone(texts.DROP, texts.FORMATS)
        self.zone.setMinimumHeight(180)
        self.add = Button(texts.ADD_FILES, Kind.PRIMARY, icon="plus", keys=first_key("file.import"))
        self.paste = Button(_("Paste"), keys=first_key("import.paste"))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.add)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        column.addWidget(Label(texts.EMPTY_HINT, Role.LEAD, "text2", wrap=True))
        column.addWidget(self.zone)
        column.addLayout(buttons)
        column.addStretch(1)


class _Crumb(PaintedButton):
    """The page above, as a word to click."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        width = text_width(theme().font(Role.SMALL), self.text())
        return QSize(round(width) + 1, theme().line(Role.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        ink = mix(colors.text2, colors.text, self._hover.value)
        line = QRectF(self.rect())
        draw_line(QPainter(self), line, self.text(), theme().font(Role.SMALL), ink)


class _Chevron(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(int(ICON["inline"]), theme().line(Role.SMALL))
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "chevron-right", QRectF(self.rect()), theme().colors.text3)


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
