"""A language to choose: its name and two lines of what its cards look like."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.painting import draw_line, mix, rounded

_HEIGHT = 104
_SIDE = 19
_CIRCLE = 18
_LINE = 19

Piece = tuple[str, str]
"""A piece of code and the name of its colour."""


@dataclass(frozen=True, slots=True)
class Track:
    """A language track; ``code``: lines of pieces."""

    id: str
    name: str
    code: tuple[tuple[Piece, ...], ...]


_KEYWORD, _TEXT, _STRING = "syn_keyword", "text2", "syn_string"
TRACKS = (
    Track(
        "python",
        "Python",
        (
            (("async def", _KEYWORD), (" handler(request):", _TEXT)),
            (("    return await", _KEYWORD), (" db.fetch(sql)", _TEXT)),
        ),
    ),
    Track(
        "node",
        "Node.js",
        (
            (("app.get(", _TEXT), ("'/users/:id'", _STRING), (",", _TEXT)),
            (("  async", _KEYWORD), (" (req, res) => { … })", _TEXT)),
        ),
    ),
    Track(
        "java",
        "Java",
        (
            (("public record", _KEYWORD), (" User(", _TEXT)),
            (("    long", _KEYWORD), (" id, String name) {}", _TEXT)),
        ),
    ),
    Track(
        "go",
        "Go",
        (
            (("func", _KEYWORD), (" handle(w http.ResponseWriter,", _TEXT)),
            (("    r *http.Request) { … }", _TEXT),),
        ),
    ),
)


class TrackCard(QRadioButton):
    """One track; the arrow keys go from one to the next."""

    def __init__(self, track: Track, parent: QWidget | None = None) -> None:
        super().__init__(track.name, parent)
        self._track = track
        self.setAccessibleName(track.name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        focus_ring.track(self, RADIUS["card"])
        theme().changed.connect(self.updateGeometry)

    @property
    def track(self) -> str:
        """The track's id."""
        return self._track.id

    def hitButton(self, position) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        return QSize(300, theme().grow(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme().grow(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        chosen = self.isChecked()
        hover = 1.0 if self.underMouse() and not chosen else 0.0
        border = colors.accent if chosen else mix(colors.border, colors.accent, hover)
        width = 2.0 if chosen else 1.0
        rect = QRectF(self.rect())
        rounded(painter, rect, RADIUS["card"], colors.surface, border, width=width)
        top = theme().grow(15)
        circle = QRectF(_SIDE, top, _CIRCLE, _CIRCLE)
        ring = colors.accent if chosen else colors.control
        rounded(painter, circle, _CIRCLE / 2, colors.surface, ring, width=2.0 if chosen else 1.25)
        if chosen:
            rounded(painter, circle.adjusted(5, 5, -5, -5), _CIRCLE / 2 - 5, ring)
        name = QRectF(_SIDE + _CIRCLE + 10, top - 1, self.width(), _CIRCLE + 2)
        draw_line(painter, name, self.text(), theme().font(Role.LEAD, 600), colors.text)
        self._paint_code(painter, top + theme().grow(28))

    def _paint_code(self, painter: QPainter, top: float) -> None:
        colors = theme().colors
        font = theme().font(Role.CODE_EDITOR)
        metrics = QFontMetricsF(font)
        line = theme().grow(_LINE)
        painter.setClipRect(QRectF(self.rect()).adjusted(2, 2, -_SIDE, -2))
        for place, pieces in enumerate(self._track.code):
            left = float(_SIDE)
            for text, ink in pieces:
                where = QRectF(left, top + place * line, self.width(), line)
                draw_line(painter, where, text, font, getattr(colors, ink))
                left += metrics.horizontalAdvance(text)
