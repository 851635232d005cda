"""A card with a chart: its title, its legend, and a menu for the table and the files.

``show_chart(chart, caption)`` · ``show_text(text)`` where there is too little to draw ·
``show_waiting()`` until there is something, which says so only after a while · ``activated(key)``
when a place whose key opens something is chosen · ``told(text)``, ``failed(error)`` after saving.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from flashcards.errors import FlashcardsError
from flashcards.gui import icons
from flashcards.gui.charts.data import Chart, table_of
from flashcards.gui.charts.drawing import PAD
from flashcards.gui.charts.legend import Legend
from flashcards.gui.charts.saving import Format, ask_where, save
from flashcards.gui.charts.table_dialog import as_text, show_table
from flashcards.gui.charts.view import FIELD, ChartView
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import mix, rounded, text_width, with_alpha
from flashcards.language import _

_TOP = 15
_BESIDE = 12
_MENU_WIDTH, _MENU_HEIGHT, _MENU_TOP = 22, 28, 10
_PATIENCE_MS = 300
_WAITING = _("Counting…")


class ChartCard(Card):
    """A titled chart on a surface."""

    activated = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None, *, field: int = FIELD) -> None:
        super().__init__(parent)
        self.view = ChartView(field=field)
        self.view.set_ringed(self)
        self._caption = ""
        self._name = title
        self._title = Label(title, Role.LABEL, elide=True)
        self._legend = Legend()
        self._text = Label(role=Role.SMALL, color="text2", wrap=True)
        self._menu_button = _MenuButton(_("{title}: more").format(title=title), self)
        self._menu_button.clicked.connect(self._open_menu_below)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._text.setText(_WAITING))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumWidth(self.view.minimumSizeHint().width())
        self._lay_out()
        self.view.activated.connect(self.activated)
        self.view.installEventFilter(self)
        theme().changed.connect(self._fit_title)
        self.show_waiting()

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown, None where words stand in its place."""
        return self.view.chart if self._stack.currentWidget() is self.view else None

    def title(self) -> str:
        """What it is called."""
        return self._name

    def text(self) -> str:
        """The words that stand in the place of a chart."""
        return "" if self._stack.currentWidget() is self.view else self._text.text()

    def caption(self) -> str:
        """The words at the right of the title."""
        return self._caption

    def show_chart(self, chart: Chart, caption: str = "") -> None:
        """Show a chart with its legend, or with these words in the legend's place."""
        self._patience.stop()
        self._caption = caption
        self._name = chart.name
        self._menu_button.set_name(_("{name}: more").format(name=chart.name))
        self._legend.show_for(chart, caption)
        self.view.set_chart(chart)
        self._stack.setCurrentWidget(self.view)
        self._fit_title()
        self._show_button()

    def show_text(self, text: str) -> None:
        """Say in words what is too little for a chart."""
        self._patience.stop()
        self._say(text)

    def show_waiting(self) -> None:
        """Stay empty, and say that it is being counted once that takes longer than a blink."""
        self._say("")
        self._patience.start()

    def show_table(self) -> Dialog | None:
        """Open the chart as a table."""
        return None if self.chart is None else show_table(self, self.chart)

    def menu(self) -> QMenu:
        """What can be done with the chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place = self.view.chosen_place
        key = "" if place is None or self.chart is None else self.chart.places[place].key
        if key:
            _add(menu, _("Show these cards"), lambda: self.activated.emit(key))
            menu.addSeparator()
        _add(menu, _("Show as table"), self.show_table)
        _add(menu, _("Copy as table"), self._copy)
        menu.addSeparator()
        for wanted in Format:
            _add(menu, wanted.verb, lambda wanted=wanted: self._save(wanted))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.chart is not None:
            self.menu().popup(event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_button()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_button()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            QTimer.singleShot(0, self, self._show_button)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 1 if mirrored else self.width() - _MENU_WIDTH - 1
        self._menu_button.setGeometry(x, _MENU_TOP, _MENU_WIDTH, _MENU_HEIGHT)
        self._fit_title()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAD, _TOP, PAD, 0)
        head.setSpacing(_BESIDE)
        head.addWidget(self._title, 1)
        head.addWidget(self._legend)
        words = QWidget()
        words_column = QVBoxLayout(words)
        words_column.setContentsMargins(PAD, 10, PAD, PAD)
        words_column.addWidget(self._text)
        words_column.addStretch(1)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        # a stack shows its first widget at once: without the card around it that were a window
        self._stack.addWidget(words)
        self._stack.addWidget(self.view)

    def _say(self, text: str) -> None:
        self._caption = ""
        self._text.setText(text)
        self._legend.show_for(None)
        self._stack.setCurrentIndex(0)
        self._fit_title()
        self._show_button()

    def _fit_title(self) -> None:
        """Where there is no room for the whole title, its first words up to a comma will do."""
        legend = self._legend.sizeHint().width()
        room = self.width() - 2 * PAD - (legend + _BESIDE if legend else 0)
        fits = text_width(theme().font(Role.LABEL), self._name) <= room
        self._title.setText(self._name if fits else self._name.partition(",")[0])
        left = Qt.AlignmentFlag.AlignLeft
        self._title.setAlignment(QStyle.visualAlignment(self.layoutDirection(), left))

    def _show_button(self) -> None:
        wanted = self.underMouse() or self.view.hasFocus()
        self._menu_button.setVisible(wanted and self.chart is not None)
        self._menu_button.raise_()

    def _open_menu_below(self) -> None:
        corner = self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height() + 2))
        self.menu().popup(corner)

    def _copy(self) -> None:
        if self.chart is not None:
            QGuiApplication.clipboard().setText(as_text(table_of(self.chart)))
            self.told.emit(_("Copied as table"))

    def _save(self, wanted: Format) -> None:
        chart = self.chart
        if chart is None:
            return

        def write(target: Path) -> None:
            try:
                save(chart, wanted, target, size=self.size(), caption=self._caption)
            except FlashcardsError as error:
                self.failed.emit(error)
            else:
                self.told.emit(_("Saved as {name}").format(name=target.name))

        ask_where(self, wanted.verb, chart.name, wanted, write)


def _add(menu: QMenu, text: str, act: Callable[[], object]) -> None:
    menu.addAction(text).triggered.connect(lambda _checked=False: act())


class _MenuButton(PaintedButton):
    """Three dots in the padding of a card; the menu is there by the context menu's key too."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_name(name)
        self.hide()

    def set_name(self, name: str) -> None:
        """What a screen reader calls it."""
        self.setAccessibleName(name)
        self.setToolTip(_("Table and files"))

    def sizeHint(self) -> QSize:
        return QSize(_MENU_WIDTH, _MENU_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter = theme().colors, QPainter(self)
        ground = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        ground = mix(ground, colors.pressed, self._press.value)
        rounded(painter, QRectF(self.rect()), self.radius, ground)
        size = ICON["button"]
        where = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        icons.paint(painter, "ellipsis-vertical", where, colors.text2)
