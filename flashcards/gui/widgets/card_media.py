"""Images of cards, read from the library's media folder and from nowhere else.

A name is looked up as a plain file right in the folder; what it holds is decided by its first
bytes, never by its name. Drawings in the program's own colours follow the theme; what else has no
ground of its own gets a light one where the theme is dark.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from flashcards.formats.media_types import SVG, media_type
from flashcards.gui.theme import RADIUS, TOKENS, theme
from flashcards.gui.widgets.painting import rounded
from flashcards.render.references import media_name
from flashcards.render.svg import SvgError
from flashcards.render.svg_colors import recoloured

LARGEST_FILE = 16 * 2**20
"""Bytes of an image file that is still read."""
MOST_PIXELS = 32_000_000

# What Qt reads here, by the extension that the bytes stand for.
_READERS = {"png": b"png", "jpg": b"jpeg", "gif": b"gif", "bmp": b"bmp", "webp": b"webp"}


def load_image(folder: Path | None, reference: str, width: float, ratio: float) -> QImage | None:
    """The image of a reference, at most ``width`` logical pixels wide; None where it is refused.

    ``ratio`` is the device pixel ratio for which it is made. Drawings grow with the text size.
    """
    data = _file_data(folder, reference)
    kind = media_type(data) if data else None
    if data is None or kind is None:
        return None
    image = _drawing(data, width, ratio) if kind is SVG else _picture(data, width, ratio)
    if image is None or image.isNull():
        return None
    return _on_ground(image) if theme().dark and not _has_ground(image) else image


def draw_svg(svg: str | bytes, size: QSize, ratio: float) -> QImage | None:
    """A drawing on a transparent image of ``size`` pixels; None where it can't be drawn."""
    renderer = QSvgRenderer(QByteArray(svg.encode() if isinstance(svg, str) else svg))
    if not renderer.isValid() or size.isEmpty() or size.width() * size.height() > MOST_PIXELS:
        return None
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _file_data(folder: Path | None, reference: str) -> bytes | None:
    """The bytes of a regular file right in the folder that is not too large."""
    name = media_name(reference)
    if folder is None or name is None:
        return None
    path = folder / name
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= LARGEST_FILE:
            return None
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except OSError:
        return None


def _picture(data: bytes, width: float, ratio: float) -> QImage | None:
    """A pixel image, made smaller while it is decoded where it is too wide."""
    kind = media_type(data)
    name = _READERS.get(kind.extension) if kind else None
    if name is None:
        return None
    buffer = _buffer(data)
    reader = QImageReader(buffer, QByteArray(name))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty() or size.width() * size.height() > MOST_PIXELS:
        return None
    shown = min(width, size.width())
    pixels = min(size.width(), round(shown * ratio))
    if pixels < size.width():
        height = max(1, round(size.height() * pixels / size.width()))
        reader.setScaledSize(QSize(pixels, height))
    image = reader.read()
    if not image.isNull():
        image.setDevicePixelRatio(image.width() / shown)
    return image


def _drawing(data: bytes, width: float, ratio: float) -> QImage | None:
    """A vector image, drawn sharp for the device pixel ratio and in the colours of the theme."""
    try:
        text = recoloured(data, _dark_colors() if theme().dark else {})
    except SvgError:
        return None
    size = QSvgRenderer(QByteArray(text.encode())).defaultSize()
    if size.isEmpty():
        return None
    shown = min(width, size.width() * max(1.0, theme().text_scale))
    pixels = QSize(round(shown * ratio), round(shown * ratio * size.height() / size.width()))
    return draw_svg(text, pixels, ratio)


@cache
def _dark_colors() -> Mapping[str, str]:
    """The dark counterpart of each light token; of two tokens of one colour the first counts."""
    colors: dict[str, str] = {}
    for values in TOKENS["color"].values():
        colors.setdefault(values["light"].upper(), values["dark"].upper())
    return colors


def _has_ground(image: QImage) -> bool:
    """Whether an image is opaque where its edges have their middles; corners may be round."""
    if not image.hasAlphaChannel():
        return True
    right, bottom = image.width() - 1, image.height() - 1
    middles = ((right // 2, 0), (right // 2, bottom), (0, bottom // 2), (right, bottom // 2))
    return all(image.pixelColor(x, y).alpha() == 255 for x, y in middles)


def _on_ground(image: QImage) -> QImage:
    """An image that was made for a light page, on a light panel."""
    panel = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    panel.setDevicePixelRatio(image.devicePixelRatio())
    panel.fill(Qt.GlobalColor.transparent)
    painter = QPainter(panel)
    light = QColor(TOKENS["color"]["surface"]["light"])
    rounded(painter, QRectF(0, 0, *image.deviceIndependentSize().toTuple()), RADIUS["code"], light)
    painter.drawImage(0, 0, image)
    painter.end()
    return panel


def _buffer(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
