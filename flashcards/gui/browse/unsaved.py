"""The question about a text that can't be saved as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.language import _
from flashcards.services.editing.view import TextProblem


def ask_about_unsaved(
    parent: QWidget,
    obstacle: TextProblem | None,
    discard: Callable[[], object],
    add: Callable[[], object] | None,
) -> Dialog:
    """Ask whether to give a text up; ``add``: where it is a new note that could be added."""
    if add is not None:
        dialog = Dialog(parent, _("Add the new card?"))
        dialog.add_text(_("It is written, but not in a deck yet."))
    else:
        dialog = Dialog(parent, _("This text can’t be saved yet"))
        if obstacle is not None:
            dialog.add_text(
                _("Line {line}: {message}").format(line=obstacle.line, message=obstacle.message)
            )

    def settle(act: Callable[[], object]) -> None:
        dialog.accept()
        act()

    keep = dialog.add_button(_("Keep writing"))
    dialog.add_button(_("Discard"), lambda: settle(discard), Kind.DANGER)
    if add is not None:
        dialog.add_button(_("Add"), lambda: settle(add), Kind.PRIMARY)
    dialog.open()
    keep.focus_visibly()
    return dialog
