"""What the program is made of: its libraries, fonts and icons with their licences."""

from __future__ import annotations

from importlib.metadata import distributions

from PySide6.QtWidgets import QWidget

from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextArea
from flashcards.paths import resource_path

_HEIGHT = 420


def show_licences(parent: QWidget) -> Dialog:
    """Open the list over a window."""
    dialog = Dialog(parent.window(), "Licences", width=640)
    area = TextArea("Licences", role=Role.CODE_EDITOR)
    area.setReadOnly(True)
    area.setPlainText(notices())
    area.setMinimumHeight(_HEIGHT)
    dialog.content.addWidget(area)
    close = dialog.add_button("Close", kind=Kind.PRIMARY)
    dialog.open()
    close.focus_visibly()
    return dialog


def notices() -> str:
    """The licence of each library that is here, and the texts of fonts and icons."""
    lines = sorted({_line(found.metadata) for found in distributions()}, key=str.casefold)
    texts = [
        f"{path.stem}\n\n{path.read_text(encoding='utf-8').strip()}"
        for path in sorted(resource_path("LICENSES").glob("*.txt"))
    ]
    return "\n".join(lines) + "\n\n\n" + "\n\n\n".join(texts) + "\n"


def _line(metadata) -> str:
    licence = metadata.get("License-Expression") or _short(metadata.get("License"))
    if not licence:
        classifiers = metadata.get_all("Classifier") or []
        named = [c.rsplit(" :: ", 1)[1] for c in classifiers if c.startswith("License ::")]
        licence = ", ".join(named) or "see the package"
    return f"{metadata['Name']} {metadata['Version']}: {licence}"


def _short(text: str | None) -> str:
    """A licence by its name; one that is given in full is shown by its first line."""
    return (text or "").strip().split("\n", 1)[0][:80]
