"""How the window looks: theme, accent, text size, motion; kept on this computer."""

from __future__ import annotations

from dataclasses import replace

from flashcards.gui.device_settings import (
    Appearance,
    load_appearance,
    load_language,
    save_appearance,
    save_language,
)
from flashcards.gui.settings.accents import AccentChoice
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.theme import TEXT_SCALE_LIMITS, Accent, Mode
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.stepper import Stepper
from flashcards.language import NAMES, _

_MODES = (
    (Mode.SYSTEM.value, _("System")),
    (Mode.LIGHT.value, _("Light")),
    (Mode.DARK.value, _("Dark")),
)
_MOTIONS = (("system", _("System")), ("on", _("On")), ("off", _("Off")))
_LANGUAGES = (("", _("System")), *NAMES.items())
_STEP = 10


class AppearanceRows:
    """The rows, and the looks that they stand for; a change acts at once."""

    def __init__(self) -> None:
        self._looks = load_appearance()
        self._mode = Segments(_("Theme"), _MODES)
        self._mode.set_value(self._looks.mode.value)
        self._accent = AccentChoice()
        self._accent.set_value(self._looks.accent.value)
        low, high = (round(100 * limit) for limit in TEXT_SCALE_LIMITS)
        self._size = Stepper(_("Text size"), low, high, step=_STEP, suffix="%")
        self._size.set_value(self._looks.text_size)
        self._motion = Segments(_("Motion"), _MOTIONS)
        self._motion.set_value(self._looks.motion)
        self._language = Segments(_("Language"), _LANGUAGES)
        self._language.set_value(load_language())
        self._language.chosen.connect(save_language)
        self._mode.chosen.connect(lambda value: self._take(mode=Mode(value)))
        self._accent.chosen.connect(lambda value: self._take(accent=Accent(value)))
        self._size.changed.connect(lambda value: self._take(text_size=value))
        self._motion.chosen.connect(lambda value: self._take(motion=value))

    def rows(self) -> list[SettingRow]:
        """The rows in their order."""
        return [
            SettingRow(_("Theme"), _("Light, dark, or as the system is"), self._mode),
            SettingRow(_("Accent"), _("Of your road, and of what is chosen"), self._accent),
            SettingRow(_("Text size"), _("Of all texts, cards included"), self._size),
            SettingRow(
                _("Motion"),
                _("Off: nothing glides, and timers step once a second"),
                self._motion,
            ),
            SettingRow(
                _("Language"),
                _("Of the window; decks stay as they were written. From the next start on"),
                self._language,
            ),
        ]

    def _take(self, **changed: object) -> None:
        self._looks = replace(self._looks, **changed)
        assert isinstance(self._looks, Appearance)
        self._looks.apply()
        save_appearance(self._looks)
