"""Small painting steps that all painted widgets share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """The colour that lies ``share`` (0 to 1) of the way from the first to the second."""
    if share <= 0:
        return first
    if share >= 1:
        return second
    rest = 1 - share
    return QColor.fromRgbF(
        first.redF() * rest + second.redF() * share,
        first.greenF() * rest + second.greenF() * share,
        first.blueF() * rest + second.blueF() * share,
        first.alphaF() * rest + second.alphaF() * share,
    )


def with_alpha(color: QColor, share: float) -> QColor:
    """The same colour, ``share`` opaque."""
    made = QColor(color)
    made.setAlphaF(share)
    return made


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None = None,
    *,
    width: float = 1.0,
) -> None:
    """A rounded rectangle; the border lies inside ``rect`` and its outer corner has ``radius``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(border, width))
    inset = width / 2
    inner = radius - inset
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), inner, inner)


def text_width(font: QFont, text: str) -> float:
    """The advance of a text on one line."""
    return QFontMetricsF(font).horizontalAdvance(text)


def draw_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    *,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text, its font's height in the middle of ``rect``."""
    metrics = QFontMetricsF(font)
    left = rect.left()
    if alignment is not Qt.AlignmentFlag.AlignLeft:
        free = rect.width() - metrics.horizontalAdvance(text)
        left += free if alignment is Qt.AlignmentFlag.AlignRight else free / 2
    baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QPointF(left, round(baseline)), text)
