"""How the window looks: theme, text size, motion; kept on this computer."""

from __future__ import annotations

from dataclasses import replace

from flashcards.gui.device_settings import Appearance, load_appearance, save_appearance
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.theme import TEXT_SCALE_LIMITS, Mode
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.stepper import Stepper

_MODES = ((Mode.SYSTEM.value, "System"), (Mode.LIGHT.value, "Light"), (Mode.DARK.value, "Dark"))
_MOTIONS = (("system", "System"), ("on", "On"), ("off", "Off"))
_STEP = 10


class AppearanceRows:
    """The rows, and the looks that they stand for; a change acts at once."""

    def __init__(self) -> None:
        self._looks = load_appearance()
        self._mode = Segments("Theme", _MODES)
        self._mode.set_value(self._looks.mode.value)
        low, high = (round(100 * limit) for limit in TEXT_SCALE_LIMITS)
        self._size = Stepper("Text size", low, high, step=_STEP, suffix="%")
        self._size.set_value(self._looks.text_size)
        self._motion = Segments("Motion", _MOTIONS)
        self._motion.set_value(self._looks.motion)
        self._mode.chosen.connect(lambda value: self._take(mode=Mode(value)))
        self._size.changed.connect(lambda value: self._take(text_size=value))
        self._motion.chosen.connect(lambda value: self._take(motion=value))

    def rows(self) -> list[SettingRow]:
        """The rows in their order."""
        return [
            SettingRow("Theme", "Light, dark, or as the system is", self._mode),
            SettingRow("Text size", "Of all texts, cards included", self._size),
            SettingRow(
                "Motion",
                "Off: nothing glides, and timers step once a second",
                self._motion,
            ),
        ]

    def _take(self, **changed: object) -> None:
        self._looks = replace(self._looks, **changed)
        assert isinstance(self._looks, Appearance)
        self._looks.apply()
        save_appearance(self._looks)
