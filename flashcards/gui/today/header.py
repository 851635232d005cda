"""The head of Today: the date, how much there is, and the button that starts it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.theme import Role
from flashcards.gui.today.texts import Headline
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _


class TodayHeader(QWidget):
    """Texts at the left, buttons at the right."""

    started = Signal()
    choosing_toggled = Signal()
    more_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = Label(role=Role.SMALL, color="text2")
        self._title = Label(role=Role.TITLE, wrap=True)
        self._lead = Label(role=Role.LEAD, color="text2", wrap=True)
        self.choose = Button(_("Choose stages"), size=Size.LARGE)
        self.start = Button(_("Start"), Kind.PRIMARY, size=Size.LARGE, keys="Enter")
        self.more = Button(_("Learn 5 more"), Kind.PRIMARY, size=Size.LARGE, keys="Enter")
        self.menu = IconButton("ellipsis", _("More to study"), size=Size.LARGE)
        self.menu.clicked.connect(lambda: self.menu_requested.emit(self.menu_corner()))
        self.start.clicked.connect(self.started)
        self.choose.clicked.connect(self.choosing_toggled)
        self.more.clicked.connect(self.more_requested)
        self._texts = QVBoxLayout()
        self._texts.addWidget(self._date)
        self._texts.addWidget(self._title)
        self._texts.addWidget(self._lead)
        self._buttons = QHBoxLayout()
        for button in (self.menu, self.choose, self.start, self.more):
            self._buttons.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(self._texts, 1)
        row.addLayout(self._buttons)
        self.set_compact(False)

    def primary(self) -> Button | None:
        """The one primary button that is shown, None on a page without any."""
        return next((button for button in (self.start, self.more) if not button.isHidden()), None)

    def menu_corner(self) -> QPoint:
        """The lower left corner of the menu's button."""
        return self.menu.mapToGlobal(QPoint(0, self.menu.height()))

    def set_compact(self, compact: bool) -> None:
        """Smaller type and buttons, for a narrow page."""
        self._title.set_role(Role.TITLE_SMALL if compact else Role.TITLE)
        self._lead.set_role(Role.BODY if compact else Role.LEAD)
        self._texts.setSpacing(2 if compact else 4)
        self._buttons.setSpacing(8 if compact else 10)
        self._buttons.setContentsMargins(0, 24 if compact else 30, 0, 0)
        for button in (self.menu, self.choose, self.start, self.more):
            button.set_size(Size.NORMAL if compact else Size.LARGE)

    def show_headline(self, date: str, head: Headline, *, more: bool, choosable: bool) -> None:
        """Shows these texts, and the buttons that fit them."""
        self._date.setText(date)
        self._title.setText(head.title)
        self._lead.setText(head.lead)
        self.start.set_label(head.action or _("Start"))
        shown = ((self.start, bool(head.action)), (self.more, more), (self.choose, choosable))
        for button, visible in shown:
            if not visible:
                button.clearFocus()  # else Qt would give it to the next one, far down the page
            button.setVisible(visible)

    def set_choosing(self, choosing: bool) -> None:
        """Names the button for what it will do next."""
        self.choose.set_label(_("All stages") if choosing else _("Choose stages"))

    def texts(self) -> tuple[str, str, str]:
        """Date, title and lead as they are shown."""
        return self._date.text(), self._title.text(), self._lead.text()
