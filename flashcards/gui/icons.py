"""The Lucide icons in ``resources/icons``, in any colour, sharp at any device pixel ratio.

``paint(painter, name, rect, color)`` draws an icon, ``pixmap(name, color, size, ratio)`` and
``icon(name)`` give it to what Qt draws itself. Names are the files' names without ``.svg``.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from flashcards.gui.theme import ICON, theme
from flashcards.paths import resource_path

_APPLICATION_SIZES = (16, 24, 32, 48, 64, 128, 256)


def pixmap(name: str, color: QColor, size: float, ratio: float = 1.0) -> QPixmap:
    """An icon of ``size`` logical pixels."""
    return _pixmap(name, color.rgba(), round(size * ratio), ratio)


def icon(name: str, color: QColor | None = None) -> QIcon:
    """An icon for a menu, in ``color`` or the theme's secondary text."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, color or theme().colors.text2, ICON["button"], ratio))
        made.addPixmap(
            pixmap(name, theme().colors.disabled, ICON["button"], ratio), QIcon.Mode.Disabled
        )
    return made


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draws an icon into a rectangle; it is square and stands in the middle."""
    size = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatio()
    drawn = pixmap(name, color, size, ratio)
    corner = rect.center() - QPointF(size / 2, size / 2)
    painter.drawPixmap(_on_pixels(corner, ratio), drawn)


@cache
def application_icon() -> QIcon:
    """The icon of the window, the task bar and the launcher."""
    made = QIcon()
    for size in _APPLICATION_SIZES:
        made.addFile(
            str(resource_path("icons", "app", f"flashcards-{size}.png")), QSize(size, size)
        )
    return made


def paint_logo(painter: QPainter, rect: QRectF, square: QColor, road: QColor) -> None:
    """Draws the application's mark in two colours."""
    ratio = painter.device().devicePixelRatio()
    size = round(rect.width() * ratio)
    painter.drawPixmap(
        _on_pixels(rect.topLeft(), ratio), _logo(square.name(), road.name(), size, ratio)
    )


def _on_pixels(point: QPointF, ratio: float) -> QPointF:
    """The nearest point that lies on a physical pixel, so that strokes stay sharp."""
    return QPointF(round(point.x() * ratio) / ratio, round(point.y() * ratio) / ratio)


@cache
def _source(name: str) -> str:
    text = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{ICON["stroke"]}"')


@lru_cache(maxsize=512)
def _pixmap(name: str, rgba: int, pixels: int, ratio: float) -> QPixmap:
    color = QColor.fromRgba(rgba)
    return _rendered(_source(name).replace("currentColor", color.name()), pixels, ratio)


@lru_cache(maxsize=16)
def _logo(square: str, road: str, pixels: int, ratio: float) -> QPixmap:
    text = resource_path("icons", "app", "flashcards.svg").read_text(encoding="utf-8")
    return _rendered(text.replace("#5B49B8", square).replace("#FFFFFF", road), pixels, ratio)


def _rendered(svg: str, pixels: int, ratio: float) -> QPixmap:
    drawn = QPixmap(pixels, pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode("utf-8"))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
