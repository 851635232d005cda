"""What Browse remembers on this computer: columns, order, sidebar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from flashcards.gui.browse.columns import COLUMNS, DEFAULT
from flashcards.paths import state_dir

_KNOWN = frozenset(column.id for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Remembered:
    """``sorted_by``: a column's id."""

    columns: tuple[str, ...] = DEFAULT
    sorted_by: str = "due"
    descending: bool = False
    sidebar: bool = False


def recall() -> Remembered:
    """What was remembered last, as far as it still means something."""
    settings = _settings()
    usual = Remembered()
    columns = tuple(name for name in str(settings.value("columns", "")).split() if name in _KNOWN)
    sorted_by = str(settings.value("sorted_by", ""))
    return Remembered(
        columns=columns or usual.columns,
        sorted_by=sorted_by if sorted_by in _KNOWN else usual.sorted_by,
        descending=settings.value("descending", "false") in ("true", True),
        sidebar=settings.value("sidebar", "false") in ("true", True),
    )


def remember(remembered: Remembered) -> None:
    """Keep it for the next time."""
    settings = _settings()
    settings.setValue("columns", " ".join(remembered.columns))
    settings.setValue("sorted_by", remembered.sorted_by)
    settings.setValue("descending", "true" if remembered.descending else "false")
    settings.setValue("sidebar", "true" if remembered.sidebar else "false")


def _settings() -> QSettings:
    return QSettings(str(state_dir() / "browse.ini"), QSettings.Format.IniFormat)
