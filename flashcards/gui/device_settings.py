"""What this computer remembers of the window, outside the library: looks, keys, place and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings

from flashcards.gui.theme import TEXT_SCALE_LIMITS, Accent, Mode, theme
from flashcards.paths import state_dir

_GEOMETRY = "window/geometry"
_MODE, _ACCENT = "appearance/mode", "appearance/accent"
_SCALE, _MOTION = "appearance/text_size", "appearance/motion"
_KEYS = "keys"
_LANGUAGE = "language"
MOTION = {"system": None, "on": False, "off": True}
"""What each choice says of reduced motion; None follows the system."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks. ``text_size`` in percent; ``motion``: system, on or off."""

    mode: Mode = Mode.SYSTEM
    accent: Accent = Accent.VIOLET
    text_size: int = 100
    motion: str = "system"

    def apply(self) -> None:
        """Give the theme these looks."""
        theme().set_mode(self.mode)
        theme().set_accent(self.accent)
        theme().set_text_scale(self.text_size / 100)
        theme().set_reduced_motion(MOTION[self.motion])


def load_appearance() -> Appearance:
    """The looks that were chosen; what is not understood is as it was at first."""
    settings = _settings()
    mode = str(settings.value(_MODE, Mode.SYSTEM.value))
    accent = str(settings.value(_ACCENT, Accent.VIOLET.value))
    motion = str(settings.value(_MOTION, "system"))
    low, high = (round(100 * limit) for limit in TEXT_SCALE_LIMITS)
    size = str(settings.value(_SCALE, "100"))
    return Appearance(
        mode=Mode(mode) if mode in set(Mode) else Mode.SYSTEM,
        accent=Accent(accent) if accent in set(Accent) else Accent.VIOLET,
        text_size=min(high, max(low, int(size))) if size.isdecimal() else 100,
        motion=motion if motion in MOTION else "system",
    )


def save_appearance(appearance: Appearance) -> None:
    """Remember the looks."""
    settings = _settings()
    settings.setValue(_MODE, appearance.mode.value)
    settings.setValue(_ACCENT, appearance.accent.value)
    settings.setValue(_SCALE, str(appearance.text_size))
    settings.setValue(_MOTION, appearance.motion)
    settings.sync()


def load_language() -> str:
    """The code of the language that was chosen; empty follows the system."""
    return str(_settings().value(_LANGUAGE, ""))


def save_language(code: str) -> None:
    """Remember the language; it is spoken from the next start on."""
    settings = _settings()
    settings.setValue(_LANGUAGE, code)
    settings.sync()


def load_keys() -> Mapping[str, tuple[str, ...]]:
    """The keys that the learner has given commands, by the command's id."""
    settings = _settings()
    settings.beginGroup(_KEYS)
    found = {}
    for command_id in settings.childKeys():
        text = str(settings.value(command_id, ""))
        found[command_id] = tuple(key for key in text.split("\n") if key)
    return found


def save_keys(changed: Mapping[str, tuple[str, ...]]) -> None:
    """Remember the keys that differ from those that the program came with."""
    settings = _settings()
    settings.remove(_KEYS)
    settings.beginGroup(_KEYS)
    for command_id, keys in changed.items():
        settings.setValue(command_id, "\n".join(keys))
    settings.sync()


def load_text(key: str) -> str:
    """A text that a part of the window keeps under its own key; "" without one."""
    return str(_settings().value(key, ""))


def save_text(key: str, text: str) -> None:
    """Remember a text under a key."""
    settings = _settings()
    settings.setValue(key, text)
    settings.sync()


def load_geometry() -> QByteArray | None:
    """Where the window stood and how large it was."""
    saved = _settings().value(_GEOMETRY)
    return saved if isinstance(saved, QByteArray) else None


def save_geometry(geometry: QByteArray) -> None:
    """Remember where the window stands."""
    settings = _settings()
    settings.setValue(_GEOMETRY, geometry)
    settings.sync()


def _settings() -> QSettings:
    return QSettings(str(state_dir() / "window.ini"), QSettings.Format.IniFormat)
