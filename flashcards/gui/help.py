"""The help dialog: the idea in four sentences, where everything is, and the way to the keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from flashcards import __version__
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.language import _

_DAY = _(
    "Today shows what is due by stage. Enter starts; Space shows the answer; 1 to 4 grade it. "
    "The better you know a card, the later it comes back."
)
_ROAD = _("A stage opens when the stages before it are half mastered; any can be opened anyway.")
_SAFE = _(
    "Everything is kept in {library}. It is backed up when you close the window and every "
    "30 minutes of use; one backup a day, a week and a month is kept there."
)


def show_help(parent: QWidget, library: Path, show_keys: Callable[[], object]) -> Dialog:
    """Open the help over a window."""

    def to_keys() -> None:
        dialog.accept()
        show_keys()

    dialog = Dialog(parent, "Flashcards", width=520)
    for paragraph in (
        _DAY,
        _ROAD,
        _SAFE.format(library=library),
        _("Version {version}").format(version=__version__),
    ):
        dialog.add_text(paragraph)
    dialog.add_button(_("Keys of this screen"), to_keys)
    close = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.open()
    close.focus_visibly()
    return dialog
