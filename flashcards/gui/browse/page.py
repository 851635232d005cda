"""Browse as a whole: sidebar, table and note side by side, or one at a time where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from flashcards.gui.browse.list_pane import ListPane
from flashcards.gui.browse.model import CardsModel
from flashcards.gui.browse.note_pane import NotePane
from flashcards.gui.browse.sidebar import SideBar
from flashcards.gui.theme import theme

NARROW = 916  # a window of 980 less the collapsed rail
_NOTE_SHARE = 0.4216
_NOTE_BOUNDS = (400, 640)
_NOTE_BESIDE_SIDEBAR = 384
_LINE = 1


class BrowsePage(QWidget):
    """Lays the parts out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CardsModel(self)
        self.list = ListPane(self.model, self)
        self.note = NotePane(self)
        self.sidebar = SideBar(self)
        self.sidebar.hide()
        self._sidebar_shown = False
        self._note_open = False
        self.setFocusProxy(self.list.search)
        self.list.sidebar_wanted.connect(self.toggle_sidebar)
        self.note.head.back_wanted.connect(self.close_note)
        theme().changed.connect(self._lay_out)

    @property
    def narrow(self) -> bool:
        """Whether table and note find no room side by side, which larger text takes more of."""
        return self.width() < NARROW * (1 + max(1.0, theme().text_scale)) / 2

    @property
    def sidebar_shown(self) -> bool:
        """Whether the sidebar is shown."""
        return self._sidebar_shown

    @property
    def note_open(self) -> bool:
        """Whether a narrow page shows the note in the table's place."""
        return self._note_open and self.narrow

    def set_sidebar_shown(self, shown: bool) -> None:
        """Show the sidebar or hide it."""
        self._sidebar_shown = shown
        self._lay_out()

    def toggle_sidebar(self) -> None:
        """Show the sidebar and go there, or hide it."""
        self.set_sidebar_shown(not self._sidebar_shown)
        if self._sidebar_shown:
            self.sidebar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_note(self) -> None:
        """Go to the text of the note."""
        if not self.note.shows_note:
            return
        self._note_open = True
        self._lay_out()
        self.note.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_note(self) -> None:
        """Go back to the table."""
        self._note_open = False
        self._lay_out()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme().colors
        painter.fillRect(self.rect(), colors.bg)
        if not self.narrow:
            painter.fillRect(self.note.x() - _LINE, 0, _LINE, self.height(), colors.border)

    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        sidebar = self.sidebar.width() if self._sidebar_shown else 0
        self.sidebar.setVisible(self._sidebar_shown and not self.note_open)
        self.sidebar.setGeometry(0, 0, self.sidebar.width(), height)
        self.note.head.back.setVisible(self.narrow)
        if self.narrow:
            # the sidebar lies over the table, which would be too narrow beside it
            self.list.setGeometry(0, 0, width, height)
            self.note.setGeometry(0, 0, width, height)
            self.note.setVisible(self._note_open)
            self.list.setVisible(not self._note_open)
            self.sidebar.raise_()
        else:
            low, high = _NOTE_BOUNDS
            wanted = width * _NOTE_SHARE
            note = round(min(high, max(low, wanted)))
            if sidebar:
                note = round(max(_NOTE_BESIDE_SIDEBAR, min(note, (width - sidebar) * 0.46)))
            left = width - note
            self.list.setGeometry(sidebar, 0, left - sidebar - _LINE, height)
            self.note.setGeometry(left, 0, note, height)
            self.list.show()
            self.note.show()
        self.update()
