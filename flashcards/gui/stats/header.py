"""The head of the statistics: which cards, which period, and the export.

``scope_chosen(query)`` · ``period_chosen(days)`` (0: all) · ``export_requested()``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.stats import texts
from flashcards.gui.stats.figures import Figures
from flashcards.gui.theme import ICON, RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, PaintedButton, Size
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.gui.widgets.segments import Segments
from flashcards.language import _
from flashcards.services.statistics.view import deck_query, stage_query

_TYPING_MS = 400
_LONGEST_LABEL = 28


class StatsHeader(QWidget):
    """Title, choices and figures."""

    scope_chosen = Signal(str)
    period_chosen = Signal(int)
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[tuple[int, str], ...] = ()
        self._decks: tuple[str, ...] = ()
        self._query = ""
        self.title = Label(texts.TITLE, Role.TITLE)
        self.scope = _ScopeButton(texts.EVERYTHING)
        self.period = Segments(_("Period"), texts.PERIODS)
        self.period.set_value("90")
        self.export = Button(texts.EXPORT, size=Size.SMALL, icon="download")
        self.figures = Figures()
        self.search = TextField(_("Search for cards"), texts.SEARCH_HINT)
        self._close = IconButton("x", _("All cards"), size=Size.SMALL)
        self._error = Label(role=Role.SMALL, color="again", wrap=True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._connect()

    @property
    def days(self) -> int | None:
        """The days of the period, None for all."""
        return int(self.period.value) if self.period.value else None

    def set_scopes(self, stages: Sequence[tuple[int, str]], decks: Sequence[str]) -> None:
        """What there is to choose from: (number, title) of stages, names of decks."""
        self._stages, self._decks = tuple(stages), tuple(decks)

    def show_scope(self, query: str) -> None:
        """Show which cards are meant, without telling of it."""
        self._query = query
        self.scope.set_label(self._name_of(query))
        searching = bool(query) and self.scope.text() == query
        self._search_part.setVisible(searching)
        if searching and self.search.text() != query:
            self.search.setText(query)

    def show_error(self, text: str) -> None:
        """Say what is wrong with the search; an empty text takes that away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.search.set_error(bool(text))

    def set_stacked(self, stacked: bool) -> None:
        """Put the choices below the title where there is no room beside it."""
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def choices_width(self) -> int:
        """The room that title and choices need side by side."""
        return self.title.sizeHint().width() + 24 + self._choices.sizeHint().width()

    def open_search(self) -> None:
        """Let the learner type which cards are meant."""
        self._search_part.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def close_search(self) -> bool:
        """Leave the search for all cards; False when there is none."""
        if self._search_part.isHidden():
            return False
        self._choose("")
        return True

    def step_period(self, step: int) -> None:
        """Choose the next longer or shorter period, if there is one."""
        values = [value for value, _ in texts.PERIODS]
        place = values.index(self.period.value) + step
        if 0 <= place < len(values):
            self.period.set_value(values[place])
            self.period_chosen.emit(self.days or 0)

    def menu(self) -> QMenu:
        """What there is to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, texts.EVERYTHING, "")
        menu.addSeparator()
        for number, title in self._stages:
            self._add(menu, f"{number}  {title}", stage_query(title))
        if self._decks:
            menu.addSeparator()
            decks = menu.addMenu(texts.DECKS)
            for name in self._decks:
                self._add(decks, name, deck_query(name))
        menu.addSeparator()
        search = menu.addAction(texts.SEARCH)
        search.triggered.connect(lambda _checked=False: self.open_search())
        return menu

    def _lay_out(self) -> None:
        self._choices = QWidget()
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(10)
        for widget in (self.scope, self.period, self.export):
            choices.addWidget(widget)
        choices.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addWidget(self.title)
        self._top.addStretch(1)
        self._top.addWidget(self._choices)
        self._search_part = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self._close)
        search_column = QVBoxLayout(self._search_part)
        search_column.setContentsMargins(0, 0, 0, 0)
        search_column.setSpacing(6)
        search_column.addLayout(row)
        search_column.addWidget(self._error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._top)
        column.addWidget(self._search_part)
        column.addWidget(self.figures)
        self._search_part.hide()
        self._error.hide()
        self.export.setToolTip(
            _("Export charts as CSV  {first_key}").format(first_key=first_key("stats.export"))
        )

    def _connect(self) -> None:
        self.scope.clicked.connect(self._open_menu)
        self.period.chosen.connect(lambda _value: self.period_chosen.emit(self.days or 0))
        self.export.clicked.connect(self.export_requested)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._search_now)
        self._typing.timeout.connect(self._search_now)
        self._close.clicked.connect(self.close_search)

    def _open_menu(self) -> None:
        below = self.scope.mapToGlobal(QPoint(0, self.scope.height() + 4))
        self.menu().popup(below)

    def _search_now(self) -> None:
        self._typing.stop()
        query = self.search.text().strip()
        if query and query != self._query:
            self._query = query
            self.scope_chosen.emit(query)

    def _choose(self, query: str) -> None:
        self._typing.stop()
        self.search.clear()
        self.show_error("")
        self._search_part.hide()
        self.scope_chosen.emit(query)

    def _add(self, menu: QMenu, text: str, query: str) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        if query == self._query:
            action.setIcon(icons.icon("check"))
        action.triggered.connect(lambda _checked=False: self._choose(query))

    def _name_of(self, query: str) -> str:
        """The stage or deck that a query is for, else the query itself."""
        if not query:
            return texts.EVERYTHING
        names: list[tuple[str, Callable[[str], str]]] = [
            *((title, stage_query) for _, title in self._stages),
            *((name, deck_query) for name in self._decks),
        ]
        return next((name for name, query_of in names if query_of(name) == query), query)


class _ScopeButton(PaintedButton):
    """What is chosen, with an arrow that says there is more."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.set_label(text)

    def set_label(self, text: str) -> None:
        """Show another choice."""
        self.setText(text)
        self.setAccessibleName(f"{texts.SEARCH_NAME}: {text}")
        self.setToolTip(text if self._shown() != text else "")
        self.restyle()

    def sizeHint(self) -> QSize:
        width = text_width(self._font(), self._shown()) + ICON["inline"] + 2 * 11 + 8
        return QSize(round(width), theme().grow(SIZE["buttonSmall"]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter, rect = theme().colors, QPainter(self), QRectF(self.rect())
        fill = mix(colors.surface, colors.hover, self._hover.value)
        fill = mix(fill, colors.pressed, self._press.value)
        rounded(painter, rect, RADIUS["button"], fill, colors.border)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        size = ICON["inline"]
        arrow = QRectF(11 if mirrored else rect.right() - 11 - size, 0, size, rect.height())
        words = rect.adjusted(11 + (size + 11 if mirrored else 0), 0, 0, 0)
        draw_line(painter, words, self._shown(), self._font(), colors.text)
        icons.paint(painter, "chevron-down", arrow, colors.text2)

    def _shown(self) -> str:
        text = self.text()
        return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"

    def _font(self):
        return theme().font(Role.SMALL, 500)
