"""The sidebar: saved searches, decks, stages, states, flags and tags, each a search by a click."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from flashcards.domain.query_nodes import FLAG_NAMES
from flashcards.domain.query_spans import quoted
from flashcards.domain.wording import number_text
from flashcards.gui import icons
from flashcards.gui.review.flags import flag_color
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.painting import draw_line, rounded
from flashcards.language import _
from flashcards.services.browsing.view import SavedSearch, Sidebar

WIDTH = 208
LINE = Qt.ItemDataRole.UserRole + 1
_ROW = 30
_SECTION = 38
_INDENT = 14
_NOTHING = QModelIndex()
_USES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


@dataclass(frozen=True, slots=True)
class SideEntry:
    """A line: a section's title where ``query`` is None, else a search.

    ``saved``: of a saved search its id. ``flag``: whose colour its icon has.
    """

    text: str
    query: str | None = None
    count: int | None = None
    level: int = 0
    icon: str = ""
    flag: int = 0
    saved: int | None = None


def entries(sidebar: Sidebar, saved: Sequence[SavedSearch]) -> dict[str, list[SideEntry]]:
    """The sections of the sidebar that have anything, with their lines."""
    sections = {
        "Saved searches": [
            SideEntry(one.name, one.query, icon="bookmark", saved=one.id) for one in saved
        ],
        "States": list(_states(sidebar)),
        "Decks": [
            SideEntry(
                line.name.rpartition("::")[2],
                f"deck:{quoted(line.name)}",
                line.count,
                line.level,
                "layers",
            )
            for line in sidebar.decks
        ],
        "Stages": [
            SideEntry(line.name, f"stage:{quoted(line.name)}", line.count, icon="route")
            for line in sidebar.stages
        ],
        "Flags": [
            SideEntry(
                FLAG_NAMES[flag].capitalize(), f"flag:{FLAG_NAMES[flag]}", count, 0, "flag", flag
            )
            for flag, count in sorted(sidebar.flags.items())
        ],
        "Tags": [
            SideEntry(line.name, f"tag:{quoted(line.name)}", line.count, icon="tag")
            for line in sidebar.tags
        ],
    }
    return {title: lines for title, lines in sections.items() if lines}


def _states(sidebar: Sidebar) -> Iterator[SideEntry]:
    for text, query, count in (
        (_("All cards"), "", None),
        (_("Due"), "is:due", None),
        (_("New"), "is:new", sidebar.new),
        (_("Learning"), "is:learning", sidebar.learning),
        (_("Review"), "is:review", sidebar.review),
        (_("Suspended"), "is:suspended", sidebar.suspended),
        (_("Drafts"), "is:draft", sidebar.drafts),
        (_("Marked"), "is:marked", None),
        (_("Leeches"), "is:leech", None),
    ):
        if count != 0:
            yield SideEntry(text, query, count)


class SideBar(QListView):
    """``chosen`` carries the query of a line, ``added`` one to be put behind what is there."""

    chosen = Signal(str)
    added = Signal(str)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(_LineCell(self))
        self.setAccessibleName(_("Searches"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        self.setFixedWidth(theme().grow(WIDTH))
        self.clicked.connect(self._clicked)
        self.customContextMenuRequested.connect(self._ask_menu)
        focus_ring.track(self)
        theme().changed.connect(self._restyle)

    @property
    def lines(self) -> list[SideEntry]:
        """The lines that are shown, titles among them."""
        return self._model.lines

    def show_sections(self, sections: dict[str, list[SideEntry]]) -> None:
        """Show other lines; what was folded stays so."""
        current = self.currentIndex().row()
        self._model.set_sections(sections)
        if 0 <= current < self._model.rowCount():
            self.setCurrentIndex(self._model.index(current, 0))

    def set_query(self, query: str) -> None:
        """Mark the line whose search is shown."""
        self._model.query = query
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Enter and Space mean a line here, whatever they mean on the page."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _USES
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if key in _USES and index.isValid():
            adds = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._use(index, adds=bool(adds))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid():
            self._model.fold(index.row(), folded=key == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colors = theme().colors
        painter.fillRect(self.viewport().rect(), colors.bg)
        edge = self.viewport().width() - 1
        painter.fillRect(edge, 0, 1, self.viewport().height(), colors.border)
        painter.end()
        super().paintEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        adds = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        self._use(index, adds=bool(adds))

    def _use(self, index: QModelIndex, *, adds: bool) -> None:
        line = self._model.lines[index.row()]
        if line.query is None:
            self._model.fold(index.row())
        elif adds and line.query:
            self.added.emit(line.query)
        else:
            self.chosen.emit(line.query)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.menu_wanted.emit(self._model.lines[index.row()], self.viewport().mapToGlobal(at))

    def _restyle(self) -> None:
        self.setFixedWidth(theme().grow(WIDTH))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _Lines(QAbstractListModel):
    """Titles with their lines; a folded title stands alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[SideEntry] = []
        self.query = ""
        self.folded: set[str] = set()
        self._sections: dict[str, list[SideEntry]] = {}

    def set_sections(self, sections: dict[str, list[SideEntry]]) -> None:
        self.beginResetModel()
        self._sections = sections
        self.lines = []
        for title, lines in sections.items():
            self.lines.append(SideEntry(title))
            if title not in self.folded:
                self.lines += lines
        self.endResetModel()

    def fold(self, row: int, *, folded: bool | None = None) -> None:
        """Fold the section of a line, or show it again."""
        title = next(line.text for line in self.lines[row::-1] if line.query is None)
        now = title in self.folded
        if (not now if folded is None else folded) == now:
            return
        self.folded.symmetric_difference_update({title})
        self.set_sections(self._sections)
        view = self.parent()
        place = next(at for at, line in enumerate(self.lines) if line == SideEntry(title))
        view.setCurrentIndex(self.index(place, 0))

    def rowCount(self, parent: QModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.text if line.count is None else f"{line.text}, {number_text(line.count)}"
        return line if role == LINE else None


class _LineCell(QStyledItemDelegate):
    """A title, or a line with icon, name and number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        line: SideEntry = index.data(LINE)
        return QSize(WIDTH, theme().grow(_SECTION if line.query is None else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        line: SideEntry = index.data(LINE)
        rect = QRectF(option.rect).adjusted(10, 0, -10, 0)
        self._paint_ground(painter, rect, option, index, line)
        if line.query is None:
            self._paint_title(painter, rect, index, line)
        else:
            self._paint_line(painter, rect, index, line)
        painter.restore()

    @staticmethod
    def _paint_ground(
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex,
        line: SideEntry,
    ) -> None:
        colors = theme().colors
        chosen = line.query is not None and line.query == index.model().query
        inner = rect.adjusted(0, 1, 0, -1)
        if chosen:
            rounded(painter, inner, RADIUS["button"], colors.accent_soft)
        elif option.state & QStyle.StateFlag.State_MouseOver and line.query is not None:
            rounded(painter, inner, RADIUS["button"], colors.hover)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused:
            rounded(painter, inner, RADIUS["button"], None, colors.focus, width=2.0)

    @staticmethod
    def _paint_title(painter: QPainter, rect: QRectF, index: QModelIndex, line: SideEntry) -> None:
        colors = theme().colors
        inner = rect.adjusted(8, 8, -8, 0)
        draw_line(painter, inner, line.text, theme().font(Role.CAPTION, 600), colors.text2)
        folded = line.text in index.model().folded
        size = ICON["inline"]
        where = QRectF(inner.right() - size, inner.center().y() - size / 2, size, size)
        icons.paint(painter, "chevron-right" if folded else "chevron-down", where, colors.text3)

    @staticmethod
    def _paint_line(painter: QPainter, rect: QRectF, index: QModelIndex, line: SideEntry) -> None:
        colors = theme().colors
        chosen = line.query == index.model().query
        inner = rect.adjusted(8 + line.level * _INDENT, 0, -8, 0)
        ink = colors.accent_ink if chosen else colors.text
        if line.icon:
            size = ICON["inline"]
            where = QRectF(inner.x(), inner.center().y() - size / 2, size, size)
            color = flag_color(line.flag) if line.flag else colors.text3
            icons.paint(painter, line.icon, where, color)
            inner.setLeft(inner.left() + size + 8)
        if line.count is not None:
            font = theme().font(Role.CAPTION, tabular=True)
            number = number_text(line.count)
            right = Qt.AlignmentFlag.AlignRight
            draw_line(painter, inner, number, font, colors.text3, alignment=right)
            inner.setRight(inner.right() - QFontMetricsF(font).horizontalAdvance(number) - 8)
        font = theme().font(Role.SMALL, 600 if chosen else 400)
        middle = Qt.TextElideMode.ElideRight
        text = QFontMetricsF(font).elidedText(line.text, middle, inner.width())
        draw_line(painter, inner, text, font, ink)
