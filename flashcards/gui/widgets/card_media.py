"""Images of cards, read from the library's media folder and from nowhere else.

A name is looked up as a plain file right in the folder; what it holds is decided by its first
bytes, never by its name. Whatever is refused is drawn as nothing.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from flashcards.render.references import media_name

LARGEST_FILE = 16 * 2**20
"""Bytes of an image file that is still read."""
LARGEST_DRAWING = 2**20
"""Bytes of an SVG file that is still read."""
MOST_PIXELS = 32_000_000

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": b"png",
    b"\xff\xd8\xff": b"jpeg",
    b"GIF87a": b"gif",
    b"GIF89a": b"gif",
    b"BM": b"bmp",
}
# QtSvg would open the file that an image names and expand entities; such drawings are refused.
_FORBIDDEN_IN_SVG = re.compile(
    r"<!(?:doctype|entity)|<(?:[\w.-]+:)?(?:image|script|foreignobject|style|use)\b"
    r"|href\s*=\s*[\"']\s*[^#\"'\s]|url\(\s*[\"']?\s*[^#\"'\s)]|@import",
    re.IGNORECASE,
)


def nothing() -> QImage:
    """An image of one transparent pixel: not null, or Qt would look for the file by itself."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def load_image(folder: Path | None, reference: str, width: float, ratio: float) -> QImage:
    """The image of a reference, at most ``width`` logical pixels wide; ``nothing()`` if refused.

    ``ratio`` is the device pixel ratio for which it is made.
    """
    data = _file_data(folder, reference)
    if data is None:
        return nothing()
    image = _drawing(data, width, ratio) if _is_svg(data) else _picture(data, width, ratio)
    return nothing() if image is None or image.isNull() else image


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
    name = _format(data)
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


def _format(data: bytes) -> bytes | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    return next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)


def _is_svg(data: bytes) -> bool:
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"<svg", b"<?xml", b"<!--"))


def _drawing(data: bytes, width: float, ratio: float) -> QImage | None:
    """A vector image, drawn sharp for the device pixel ratio."""
    if len(data) > LARGEST_DRAWING:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\x00" in text or _FORBIDDEN_IN_SVG.search(text):
        return None
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return None
    shown = min(width, size.width())
    pixels = QSize(round(shown * ratio), round(shown * ratio * size.height() / size.width()))
    if pixels.isEmpty() or pixels.width() * pixels.height() > MOST_PIXELS:
        return None
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _buffer(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
