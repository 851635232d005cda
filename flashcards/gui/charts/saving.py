"""Asks where a chart is to be saved, and saves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from flashcards.gui import saving
from flashcards.gui.charts import export
from flashcards.gui.charts.data import Chart
from flashcards.language import _

_SIZE = QSize(640, 320)


class Format(Enum):
    """What a chart can be saved as: what the menu says, the ending and the filter of the dialog."""

    PNG = (_("Save as PNG…"), ".png", _("Picture (*.png)"))
    SVG = (_("Save as SVG…"), ".svg", _("Scalable picture (*.svg)"))
    CSV = (_("Save as CSV…"), ".csv", _("CSV for spreadsheets (*.csv)"))

    @property
    def verb(self) -> str:
        """What the menu says."""
        return self.value[0]


def ask_where(
    parent: QWidget, title: str, name: str, wanted: Format, save: Callable[[Path], object]
) -> None:
    """Call ``save`` with the file that is chosen, or never if none is."""
    _verb, ending, kinds = wanted.value
    saving.ask_where(parent, title, f"{_file_name(name)}{ending}", kinds, save)


def save(chart: Chart, wanted: Format, target: Path, *, size: QSize = _SIZE, caption: str) -> None:
    """Write the file. Raises LibraryWriteError; the target is then as it was."""
    from flashcards.storage.files import replacing

    match wanted:
        case Format.CSV:
            export.write_chart_csv(chart, target)
            return
        case Format.PNG:
            content = export.png_of(chart, size, caption)
        case Format.SVG:
            content = export.svg_of(chart, size, caption)
    with replacing(target) as partial:
        partial.write_bytes(content)


def _file_name(name: str) -> str:
    return "flashcards-" + re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
