"""Design tokens as colours, fonts, sizes and durations, light or dark.

``theme()`` is the application's one ``Theme``; ``install(app)`` sets it up (fonts, palette, style
sheet). Painted widgets read from it in ``paintEvent`` and repaint on its ``changed`` signal::

    painter.setPen(theme().colors.text2)
    painter.setFont(theme().font(Role.CAPTION))

- ``theme().colors``: a ``Colors`` of QColor, ``theme().dark`` says of which scheme.
- ``theme().font(role, weight=None, tabular=None)``, ``theme().line(role)``: scaled by text size.
- ``theme().grow(pixels)``: a height that grows with the text, and never shrinks below itself.
- ``theme().duration(name)``: milliseconds of a motion, 0 when motion is reduced.
- ``theme().set_mode(Mode)``, ``set_accent(Accent)``, ``set_text_scale(0.9 … 1.5)``,
  ``set_reduced_motion(bool | None)``.
- ``RADIUS``, ``ICON``, ``SIZE``: the plain numbers of the tokens.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from flashcards.gui import fonts
from flashcards.gui.style_sheet import style_sheet
from flashcards.paths import resource_path

TEXT_SCALE_LIMITS = (0.9, 1.5)

TOKENS: dict[str, Any] = json.loads(resource_path("tokens.json").read_text(encoding="utf-8"))
_ACCENTS: dict[str, Any] = json.loads(resource_path("accents.json").read_text(encoding="utf-8"))
RADIUS: dict[str, float] = TOKENS["radius"]
ICON: dict[str, float] = TOKENS["icon"]
SIZE: dict[str, Any] = TOKENS["size"]


class Mode(StrEnum):
    """Which scheme is shown."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Accent(StrEnum):
    """The colour of the learner's road; each has as much contrast as the first."""

    VIOLET = "violet"
    BLUE = "blue"
    TEAL = "teal"
    PLUM = "plum"
    GRAPHITE = "graphite"


class Role(StrEnum):
    """What a text is, and so its size, line height, weight and tracking."""

    DISPLAY = "display"
    TITLE = "title"
    TITLE_SMALL = "titleSmall"
    QUESTION = "question"
    HEADING = "heading"
    ANSWER = "answer"
    LEAD = "lead"
    BODY = "body"
    BODY_STRONG = "bodyStrong"
    LABEL = "label"
    SMALL = "small"
    CAPTION = "caption"
    KEYCAP = "keycap"
    CODE_CARD = "codeCard"
    CODE_EDITOR = "codeEditor"


@dataclass(frozen=True, slots=True)
class Colors:
    """The colour tokens of one scheme; the names are those of the tokens in snake case."""

    bg: QColor
    rail: QColor
    surface: QColor
    sunken: QColor
    hover: QColor
    rail_hover: QColor
    pressed: QColor
    border: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    on_accent: QColor
    accent_soft: QColor
    accent_ink: QColor
    accent_mid: QColor
    focus: QColor
    keycap: QColor
    road_ahead: QColor
    again: QColor
    again_bg: QColor
    again_border: QColor
    hard: QColor
    hard_bg: QColor
    hard_border: QColor
    good: QColor
    good_bg: QColor
    good_border: QColor
    easy: QColor
    easy_bg: QColor
    easy_border: QColor
    heat0: QColor
    heat1: QColor
    heat2: QColor
    heat3: QColor
    heat4: QColor
    syn_keyword: QColor
    syn_string: QColor
    syn_number: QColor
    syn_comment: QColor
    syn_name: QColor

    @classmethod
    @cache
    def of(cls, scheme: str, accent: Accent = Accent.VIOLET) -> Colors:
        """The colours of ``light`` or ``dark`` with an accent; the tokens are violet themselves."""
        tokens = {**TOKENS["color"], **_ACCENTS.get(accent, {})}
        return cls(**{_snake(token): QColor(values[scheme]) for token, values in tokens.items()})

    def names(self) -> dict[str, str]:
        """Every colour as ``#rrggbb`` by its name, for style sheets and rendered cards."""
        return {field.name: getattr(self, field.name).name() for field in fields(self)}


class Theme(QObject):
    """What the whole window looks like now; ``changed`` follows any change of it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = Mode.SYSTEM
        self._accent = Accent.VIOLET
        self._text_scale = 1.0
        self._reduced_motion: bool | None = None
        self._fonts: dict[tuple[Role, int | None, bool | None], QFont] = {}
        self._dark = self._wants_dark()
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is shown."""
        return self._dark

    @property
    def mode(self) -> Mode:
        """What decides between light and dark."""
        return self._mode

    @property
    def accent(self) -> Accent:
        """The colour of the road, of what is chosen and of the primary button."""
        return self._accent

    @property
    def text_scale(self) -> float:
        """The factor on all text sizes, 0.9 to 1.5."""
        return self._text_scale

    @property
    def colors(self) -> Colors:
        """The colours of the scheme shown, with the accent chosen."""
        return Colors.of("dark" if self._dark else "light", self._accent)

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing moves: as set, else as the system's animations are."""
        if self._reduced_motion is not None:
            return self._reduced_motion
        style = QApplication.style()
        return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0

    def font(self, role: Role, weight: int | None = None, *, tabular: bool | None = None) -> QFont:
        """The font of a role; ``weight`` and ``tabular`` override what the token says."""
        key = (role, weight, tabular)
        if key not in self._fonts:
            token = TOKENS["type"][role]
            self._fonts[key] = fonts.make(
                token["size"] * self._text_scale,
                weight or token["weight"],
                code=token.get("family") == "code",
                tracking=token.get("tracking", 0.0),
                tabular=token.get("numbers") == "tabular" if tabular is None else tabular,
            )
        return QFont(self._fonts[key])

    def line(self, role: Role) -> int:
        """The line height of a role in pixels."""
        return round(TOKENS["type"][role]["line"] * self._text_scale)

    def grow(self, pixels: float) -> int:
        """A length that grows with larger text and stays as it is with smaller."""
        return round(pixels * max(1.0, self._text_scale))

    def duration(self, name: str) -> int:
        """The milliseconds of a motion token; a toast stays as long when motion is reduced."""
        if self.reduced_motion and name != "toastStay":
            return 0
        return TOKENS["motion"][name]

    def set_mode(self, mode: Mode) -> None:
        """Follows the system, or stays light or dark whatever it does."""
        self._mode = mode
        hints = QApplication.styleHints()
        if mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = mode is Mode.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._follow_system()

    def set_accent(self, accent: Accent) -> None:
        """Give everything that is in the accent's colour another one, at once."""
        if accent is not self._accent:
            self._accent = accent
            self.apply()

    def set_text_scale(self, scale: float) -> None:
        """Scales all text; a scale out of bounds is brought to the nearest bound."""
        low, high = TEXT_SCALE_LIMITS
        scale = min(high, max(low, scale))
        if scale != self._text_scale:
            self._text_scale = scale
            self._fonts.clear()
            self.apply()

    def set_reduced_motion(self, reduced: bool | None) -> None:
        """Stops or allows motion; None follows the system."""
        self._reduced_motion = reduced
        self.changed.emit()

    def apply(self) -> None:
        """Gives the application the palette, font and style sheet, and tells every widget."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        app.setFont(self.font(Role.BODY))
        app.setPalette(_palette(self.colors))
        # A sheet in the place of another one has Qt style each widget once for each of its
        # ancestors, seconds for a window with all its pages; without one before it, only once.
        app.setStyleSheet("")
        app.setStyleSheet(style_sheet(self.colors.names(), self._text_scale))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._mode is Mode.SYSTEM:
            return QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def _follow_system(self) -> None:
        dark = self._wants_dark()
        if dark != self._dark:
            self._dark = dark
            self.apply()


def install(app: QApplication) -> Theme:
    """Sets the application up once: style, fonts, palette, style sheet."""
    app.setStyle("Fusion")
    fonts.load()
    theme().apply()
    return theme()


@cache
def theme() -> Theme:
    """The theme of the running application; the application must exist."""
    return Theme(QApplication.instance())


def _palette(colors: Colors) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in {
        roles.Window: colors.bg,
        roles.WindowText: colors.text,
        roles.Base: colors.surface,
        roles.AlternateBase: colors.sunken,
        roles.Text: colors.text,
        roles.PlaceholderText: colors.text3,
        roles.Button: colors.surface,
        roles.ButtonText: colors.text,
        roles.Highlight: colors.accent,
        roles.HighlightedText: colors.on_accent,
        roles.Accent: colors.accent,
        roles.Link: colors.accent_ink,
        roles.LinkVisited: colors.accent_ink,
        roles.ToolTipBase: colors.text,
        roles.ToolTipText: colors.bg,
        roles.Mid: colors.border,
    }.items():
        palette.setColor(role, color)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colors.disabled)
    return palette


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match[1].lower(), name)
