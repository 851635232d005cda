"""Results that come back for a dialog, which may have been closed and deleted meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def while_alive(widget: QWidget, act: Callable[[Any], object]) -> Callable[[Any], None]:
    """``act``, as long as the widget is there."""
    gone = False

    def end() -> None:
        nonlocal gone
        gone = True

    widget.destroyed.connect(end)

    def deliver(result: Any) -> None:
        if not gone:
            act(result)

    return deliver
