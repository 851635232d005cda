"""Walks the tree that a screen reader walks."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget


def tree(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """The widget and all below it, as a screen reader meets them."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        node = waiting.pop()
        if node is None or not node.isValid() or node.state().invisible:
            continue
        yield node
        waiting += [node.child(place) for place in range(node.childCount())]


def name(node: QAccessibleInterface) -> str:
    """What a screen reader calls it."""
    return node.text(QAccessible.Text.Name)


def unnamed(widget: QWidget) -> list[str]:
    """Whatever takes the focus and has no name, by its class."""
    return [
        type(node.object()).__name__
        for node in tree(widget)
        if node.state().focusable and not _is_window(node) and not name(node).strip()
    ]


def names(widget: QWidget) -> list[str]:
    """The names of all that takes the focus."""
    return [name(node) for node in tree(widget) if node.state().focusable]


def _is_window(node: QAccessibleInterface) -> bool:
    """A window can be made active and says so; its title is not the name of a control."""
    widget = node.object()
    return isinstance(widget, QWidget) and widget.isWindow()
