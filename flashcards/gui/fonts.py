"""The shipped fonts, so that a computer without any fonts shows text and not boxes.

``load()`` registers them once; ``make()`` builds a font without hinting, with letter spacing and
tabular figures as asked, or the code font without ligatures.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from flashcards.paths import resource_path

UI_FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"
EMOJI_FAMILY = "Twemoji Mozilla"

_TEXT_FILES = (
    "Inter-Regular.ttf",
    "Inter-Medium.ttf",
    "Inter-SemiBold.ttf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Medium.ttf",
    "JetBrainsMono-SemiBold.ttf",
)
_EMOJI_FILE = "TwemojiMozilla.ttf"
_TABULAR = "tnum"
_LIGATURES = ("liga", "calt")


@cache
def load() -> tuple[str, ...]:
    """Registers the fonts with the running application and returns their families."""
    families: dict[str, None] = {}
    for name in (*_TEXT_FILES, _EMOJI_FILE):
        number = QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    if EMOJI_FAMILY in families:
        QFontDatabase.addApplicationEmojiFontFamily(EMOJI_FAMILY)
    return tuple(families)


def make(
    pixels: float,
    weight: int,
    *,
    code: bool = False,
    tracking: float = 0.0,
    tabular: bool = False,
) -> QFont:
    """A font of ``pixels`` height; ``tracking`` is a share of it, added after each letter."""
    font = QFont(CODE_FAMILY if code else UI_FAMILY)
    font.setStyleHint(QFont.StyleHint.Monospace if code else QFont.StyleHint.SansSerif)
    font.setPixelSize(round(pixels))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * round(pixels))
    if tabular:
        font.setFeature(QFont.Tag(_TABULAR), 1)
    if code:
        for ligature in _LIGATURES:
            font.setFeature(QFont.Tag(ligature), 0)
    return font
