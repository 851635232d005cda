"""Asks where a file is to be saved, so that none that is there already is lost unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards.gui.widgets.dialog import confirm
from flashcards.language import _


def ask_where(
    parent: QWidget,
    title: str,
    name: str,
    kinds: str,
    save: Callable[[Path], object],
    *,
    folder: str = "",
) -> None:
    """Call ``save`` with the file that is chosen, or never if none is.

    ``name`` is suggested, in ``folder`` or else among the documents, and its ending is given to a
    file that was named without it. ``kinds``: the filter of the dialog.
    """
    suggested = str(Path(folder or documents_folder()) / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
    if not chosen:
        return
    path, ending = Path(chosen), Path(name).suffix
    if path.suffix.casefold() == ending:
        save(path)
        return
    # a name may have dots of its own: 'System v1.2'
    path = path.with_name(path.name + ending)
    if not path.exists():
        save(path)
        return
    # the dialog for files has asked about another name
    confirm(
        parent,
        _("Replace {name}?").format(name=path.name),
        _("There is a file of this name already. It would be lost."),
        _("Replace"),
        lambda: save(path),
    )


def documents_folder() -> str:
    """Where people keep what they have made."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
