"""A part of a column together with the room above it, which goes when the part does."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class Spaced(QWidget):
    """Holds one widget; hide this, not the widget."""

    def __init__(self, widget: QWidget, gap: int = 0) -> None:
        super().__init__()
        grow_with_text(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, gap, 0, 0)
        self._column.addWidget(widget)

    def set_gap(self, gap: int) -> None:
        """Another room above the part, in pixels."""
        self._column.setContentsMargins(0, gap, 0, 0)

    def height_at(self, width: int) -> int:
        """The height that it has or would have at a width, hidden or not."""
        if self._column.hasHeightForWidth():
            return self._column.totalHeightForWidth(width)
        return self._column.totalSizeHint().height()


def grow_with_text(widget: QWidget) -> None:
    """A widget whose height follows from its width, through the layout that it has."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
