"""Flags of cards in the colours of the theme, and the menu that gives them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QColor
from PySide6.QtWidgets import QMenu, QWidget

from flashcards.gui import icons
from flashcards.gui.review.wording import FLAGS
from flashcards.gui.theme import theme
from flashcards.gui.widgets.painting import mix
from flashcards.language import _


def flag_color(flag: int) -> QColor:
    """The colour of a flag by its number; a number without a name is drawn like none."""
    colors = theme().colors
    by_number = (
        colors.text3,
        colors.again,
        colors.hard,
        colors.good,
        colors.easy,
        mix(colors.again, colors.accent, 0.5),
        mix(colors.good, colors.easy, 0.5),
        colors.accent,
    )
    return by_number[flag] if 0 <= flag < len(by_number) else by_number[0]


def flag_name(flag: int) -> str:
    """A flag in words."""
    return FLAGS[flag] if 0 <= flag < len(FLAGS) else _("Flag {flag}").format(flag=flag)


def flag_menu(parent: QWidget, current: int, choose: Callable[[int], object]) -> QMenu:
    """All flags, the present one ticked."""
    menu = QMenu(_("Flag"), parent)
    group = QActionGroup(menu)
    for flag, name in enumerate(FLAGS):
        action = QAction(name, menu, checkable=True, checked=flag == current)
        if flag:
            action.setIcon(icons.icon("flag", flag_color(flag)))
        action.triggered.connect(lambda _checked=False, flag=flag: choose(flag))
        group.addAction(action)
        menu.addAction(action)
    return menu


def pop_up_above(menu: QMenu, button: QWidget) -> None:
    """Open a menu above a button, from its left edge on."""
    pop_up(menu, button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))


def pop_up_below(menu: QMenu, button: QWidget) -> None:
    """Open a menu below a button, up to its right edge."""
    corner = QPoint(button.width() - menu.sizeHint().width(), button.height() + 4)
    pop_up(menu, button.mapToGlobal(corner))


def pop_up(menu: QMenu, corner: QPoint) -> None:
    """Open a menu at a corner; it is gone when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(corner)
