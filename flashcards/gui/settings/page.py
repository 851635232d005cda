"""The Settings page: sections at the left, rows at the right, a search over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, with_alpha
from flashcards.gui.widgets.select import Select
from flashcards.language import _

_NAV = 212
_WIDEST = 744
_NARROW = 816


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section: its name, its icon, and what it is about in a sentence."""

    title: str
    icon: str
    about: str


class SettingsPage(QWidget):
    """``show_section`` is given the rows of each section; the page shows one, or what is found."""

    def __init__(self, sections: Sequence[SectionEntry]) -> None:
        super().__init__()
        self._sections = {section.title: section for section in sections}
        self._rows: dict[str, list[SettingRow]] = {}
        self._section = sections[0].title
        self._buttons = {s.title: _SectionButton(s.title, s.icon) for s in sections}
        self.find = TextField(_("Find a setting"), _("Find a setting"), icon="search")
        self._select = Select(_("Section"), [(s.title, s.title) for s in sections])
        self._heading = Label("", Role.HEADING)
        self._about = Label("", Role.BODY, "text2", wrap=True)
        self._nothing = Label(_("No setting has such a name."), Role.BODY, "text3")
        self._lay_out()
        for title, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, title=title: self.show_section(title))
        self._select.chosen.connect(self.show_section)
        self.find.textChanged.connect(self._show)
        self.show_section(self._section)

    @property
    def section(self) -> str:
        """The section that is shown."""
        return self._section

    def show_rows(self, rows: Mapping[str, list[SettingRow]]) -> None:
        """Show these rows; a section that isn't named keeps its own."""
        for title, made in rows.items():
            for row in self._rows.get(title, ()):
                row.hide()
                row.deleteLater()
            self._rows[title] = made
        ordered = [row for title in self._sections for row in self._rows.get(title, ())]
        for place, row in enumerate(ordered):
            self._column.insertWidget(place, row)
        self._show()

    def rows(self, section: str) -> list[SettingRow]:
        """The rows of a section."""
        return self._rows.get(section, [])

    def show_section(self, title: str) -> None:
        """Show one section."""
        self._section = title
        self.find.blockSignals(True)
        self.find.clear()
        self.find.blockSignals(False)
        self._select.set_value(title)
        self._area.verticalScrollBar().setValue(0)
        self._show()

    def go_back(self) -> bool:
        """Leave the search; False when nothing is looked for."""
        if not self.find.text():
            return False
        self.find.clear()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._nav.setVisible(not narrow)
        self._select.setVisible(narrow)
        side = 24 if narrow else 48
        self._content.setContentsMargins(side, 24 if narrow else 34, 0, 24)
        self._side = side
        self._place_bar()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._nav.isVisible():
            line = QRectF(_NAV - 1, 0, 1, self.height())
            QPainter(self).fillRect(line, theme().colors.border)

    def _show(self) -> None:
        wanted = self.find.text().strip().casefold()
        shown = 0
        for title, rows in self._rows.items():
            for row in rows:
                fits = wanted in row.words if wanted else title == self._section
                row.setVisible(fits)
                shown += fits
        entry = self._sections[self._section]
        self._heading.setText(_("Found") if wanted else entry.title)
        self._about.setText(f"“{self.find.text().strip()}”" if wanted else entry.about)
        self._nothing.setVisible(bool(wanted) and not shown)
        for title, button in self._buttons.items():
            button.set_current(title == self._section and not wanted)

    def _place_bar(self) -> None:
        """The scroll bar lies in the padding: rows are as wide with one as without."""
        bar = self._area.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._top.setContentsMargins(0, 0, self._side, 14)
        self._frame.setContentsMargins(0, 0, max(0, self._side - taken), 0)

    def _lay_out(self) -> None:
        self._nav = QWidget()
        self._nav.setFixedWidth(_NAV)
        nav = QVBoxLayout(self._nav)
        nav.setContentsMargins(14, 30, 14, 16)
        nav.setSpacing(2)
        title = Label(_("Settings"), Role.TITLE_SMALL)
        title.setContentsMargins(10, 0, 0, 0)
        nav.addWidget(title)
        nav.addSpacing(14)
        nav.addWidget(self.find)
        nav.addSpacing(12)
        for button in self._buttons.values():
            nav.addWidget(button)
        nav.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        frame = QWidget()
        self._side = 0
        self._frame = QHBoxLayout(frame)
        self._frame.addWidget(inner, 1)
        self._frame.addStretch(0)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(frame)
        self._area.verticalScrollBar().rangeChanged.connect(self._place_bar)
        right = QWidget()
        self._content = QVBoxLayout(right)
        self._content.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        self._top.addWidget(self._select)
        self._top.addWidget(self._heading)
        self._top.addWidget(self._about)
        self._content.addLayout(self._top)
        self._content.addWidget(self._area, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._nav)
        whole.addWidget(right, 1)


class _SectionButton(PaintedButton):
    def __init__(self, title: str, icon: str) -> None:
        super().__init__(title)
        self._icon = icon
        self._current = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_current(self, current: bool) -> None:
        self._current = current
        self.setAccessibleDescription("shown" if current else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_NAV - 28, theme().grow(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rest = colors.hover if self._current else with_alpha(colors.hover, 0.0)
        fill = mix(rest, colors.hover, self._hover.value)
        rounded(painter, QRectF(self.rect()), RADIUS["button"], fill)
        ink = colors.text if self._current else colors.text2
        size = ICON["button"]
        where = QRectF(10, (self.height() - size) / 2, size, size)
        icons.paint(painter, self._icon, where, ink)
        font = theme().font(Role.BODY, 600 if self._current else 500)
        line = QRectF(36, 0, self.width() - 36, self.height())
        draw_line(painter, line, self.text(), font, ink)
