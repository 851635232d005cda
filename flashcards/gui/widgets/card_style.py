"""The blocks of a rendered card: what HTML alone cannot say to a QTextDocument.

``apply_style`` gives every block its exact line height and gaps, and code a place for the box
behind it. Qt puts the base line of a block with a fixed line height at four fifths of it;
``base_line_shift`` is how much lower that is than the middle of the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.card_look import (
    Look,
    blocks,
    code_font,
    first_font,
    heading_role,
    style_words,
)

CODE_PADDING = (14, 19, 15)
"""Above, beside and below the lines of a code box, in pixels."""
QUOTE_BAR = 3
QUOTE_INDENT = 15

_QUOTE_PROPERTY = QTextFormat.Property.UserProperty.value + 2
_QT_QUOTE_MARGIN = 40
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
_PICTURE = "\ufffc"
_BASE_LINE = 0.8
_SMALLEST_CODE = 12  # pixels; nothing is smaller
_LINE_PER_SIZE = 23 / 15

_GAPS = {
    Role.QUESTION: 16,
    Role.HEADING: 12,
    Role.ANSWER: 10,
    Role.LEAD: 8,
    Role.SMALL: 6,
    Role.CAPTION: 4,
}
_ITEM_GAP = 4


@dataclass(frozen=True, slots=True)
class CodeBox:
    """The blocks of a code box, by their numbers; ``size`` and ``line`` of its font in pixels."""

    first: int
    last: int
    size: int
    line: int


def apply_style(document: QTextDocument, look: Look, width: float) -> tuple[CodeBox, ...]:
    """Styles a document that was set from HTML; where its code boxes are.

    Code that is wider than ``width`` gets a smaller font, and wraps when the smallest is too wide.
    """
    _set_top(document, 0.0)
    _style_tables(document, _GAPS.get(look.role, 8))
    boxes = tuple(_code_boxes(document, width))
    _style_blocks(document, look, boxes)
    sizes = {number: box.size for box in boxes for number in range(box.first, box.last + 1)}
    style_words(document, look, sizes)
    return boxes


def base_line_shift(font: QFont, line: int) -> float:
    """How much lower than in the middle of the line Qt draws a font, in pixels."""
    metrics = QFontMetricsF(font)
    middle = (line - metrics.height()) / 2 + metrics.ascent()
    return line * _BASE_LINE - middle


def text_height(document: QTextDocument, look: Look, boxes: tuple[CodeBox, ...]) -> float:
    """The height of a laid out document, from its top to the end of its last line or box."""
    height = document.size().height()  # lays all of it out; Qt leaves that for later if it may
    last = document.lastBlock()
    in_table = QTextCursor(last).currentTable() is not None
    if in_table or not last.layout().lineCount():
        return height
    box = boxes[-1] if boxes and boxes[-1].last == last.blockNumber() else None
    font, line = _block_font(last, look, box)
    if _has_picture(last):
        return height + max(0.0, _picture_shift(last, font, line))
    _, bottom = line_span(last, line)
    return bottom + (CODE_PADDING[2] if box is not None else 0)


def line_span(block: QTextBlock, line: int) -> tuple[float, float]:
    """The top of a block's first line and the bottom of its last, the text in their middle."""
    # The rectangle itself is of no use with fixed line heights, but asking for it lays out.
    box = block.document().documentLayout().blockBoundingRect(block)
    layout = block.layout()
    if not layout.lineCount():
        return box.top(), box.bottom()
    first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
    metrics = QFontMetricsF(first_font(block))
    above = (line - metrics.height()) / 2 + metrics.ascent()
    top = layout.position().y()
    first_base, last_base = first.y() + first.ascent(), last.y() + last.ascent()
    return top + first_base - above, top + last_base - above + line


def quote_bars(document: QTextDocument, line: int) -> Iterator[tuple[int, float, float]]:
    """The bars beside quotes, as (level, top, bottom)."""
    open_bars: list[tuple[float, float]] = []
    for block in blocks(document):
        level = _quote_level(block)
        while len(open_bars) > level:
            yield (len(open_bars), *open_bars.pop())
        top, bottom = line_span(block, line) if level else (0.0, 0.0)
        open_bars = [(start, bottom) for start, _ in open_bars]
        open_bars += [(top, bottom)] * (level - len(open_bars))
    while open_bars:
        yield (len(open_bars), *open_bars.pop())


def _code_boxes(document: QTextDocument, width: float) -> Iterator[CodeBox]:
    groups: list[list[QTextBlock]] = []
    for block in blocks(document):
        form = block.blockFormat()
        if not form.nonBreakableLines():
            continue
        # Only the first line of a <pre> has a margin above it.
        follows = groups and groups[-1][-1].blockNumber() == block.blockNumber() - 1
        if follows and form.topMargin() == 0:
            groups[-1].append(block)
        else:
            groups.append([block])
    for group in groups:
        size = _fitting_size([block.text() for block in group], width - 2 * CODE_PADDING[1])
        line = round(size * _LINE_PER_SIZE)
        yield CodeBox(group[0].blockNumber(), group[-1].blockNumber(), size, line)


def _fitting_size(lines: list[str], width: float) -> int:
    """The size of a code font in which the widest line fits, not under the smallest."""
    normal = theme().font(Role.CODE_CARD)
    metrics = QFontMetricsF(normal)
    widest = max(metrics.horizontalAdvance(line) for line in lines)
    size = normal.pixelSize()
    if widest > width > 0:
        smallest = round(_SMALLEST_CODE * theme().text_scale)
        size = max(min(size, smallest), int(size * width / widest))
    return size


def _style_blocks(document: QTextDocument, look: Look, boxes: tuple[CodeBox, ...]) -> None:
    cursor = QTextCursor(document)
    inside = {number: box for box in boxes for number in range(box.first, box.last + 1)}
    gap = round(_GAPS.get(look.role, 8) * theme().text_scale)
    before: QTextBlock | None = None
    below = 0.0  # what the block before leaves under its last line: padding, and its shift
    for block in blocks(document):
        box = inside.get(block.blockNumber())
        cursor.setPosition(block.position())
        if cursor.currentTable() is not None:
            cursor.mergeBlockFormat(_cell_format())
            before, below = block, 0.0
            continue
        above = 0.0 if before is None else _gap(before, block, gap) + below
        font, line = _block_font(block, look, box)
        picture = _has_picture(block)
        shift = _picture_shift(block, font, line) if picture else base_line_shift(font, line)
        form = QTextBlockFormat()
        form.setLineHeight(line, _AT_LEAST if picture else _FIXED)
        if box is not None:
            _shape_code(form)
            above = above + CODE_PADDING[0] if block.blockNumber() == box.first else shift
            shift_below = shift + (CODE_PADDING[2] if block.blockNumber() == box.last else 0)
        else:
            shift_below = shift
        if before is None:
            # a line that grew begins at the very top
            _set_top(document, max(0.0, above - shift) if picture else above - shift)
        form.setTopMargin(max(0.0, above - shift))
        form.setBottomMargin(0)
        _indent_quote(form, block, is_code=box is not None)
        cursor.mergeBlockFormat(form)
        before, below = block, shift_below


def _has_picture(block: QTextBlock) -> bool:
    return _PICTURE in block.text()


def _picture_shift(block: QTextBlock, font: QFont, line: int) -> float:
    """How much lower than in its middle Qt draws the words of a line that may grow.

    It puts all that such a line has room for above them. A picture alone begins a pixel too high.
    """
    if not block.text().strip(f"{_PICTURE}\u2028 "):
        return -1.0
    height = QFontMetricsF(font).height()
    return line - ceil(height) - (line - height) / 2


def _set_top(document: QTextDocument, margin: float) -> None:
    """The room above the first block, whose own margin Qt ignores; below 0 it takes some away."""
    root = document.rootFrame()
    form = root.frameFormat()
    form.setTopMargin(margin)
    root.setFrameFormat(form)


def _block_font(block: QTextBlock, look: Look, box: CodeBox | None) -> tuple[QFont, int]:
    """The font of a block and its line height."""
    if box is not None:
        return code_font(box.size), box.line
    level = block.blockFormat().headingLevel()
    if level:
        return theme().font(heading_role(level), 600), theme().line(heading_role(level))
    return look.font, theme().line(look.role)


def _shape_code(form: QTextBlockFormat) -> None:
    form.setLeftMargin(CODE_PADDING[1])
    form.setRightMargin(CODE_PADDING[1])
    form.setNonBreakableLines(False)
    form.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _cell_format() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(0)
    form.setBottomMargin(0)
    return form


def _gap(before: QTextBlock, block: QTextBlock, gap: int) -> float:
    """The room between two blocks, without the padding of code boxes."""
    above, listed = before.textList(), block.textList()
    if above is None or listed is None:
        return gap
    other = above.format().style() != listed.format().style()
    return gap if other and above.format().indent() == listed.format().indent() else _ITEM_GAP


def _indent_quote(form: QTextBlockFormat, block: QTextBlock, *, is_code: bool) -> None:
    level = _quote_level(block)
    if level:
        beside = CODE_PADDING[1] if is_code else 0
        form.setLeftMargin(QUOTE_INDENT * level + beside)
        form.setRightMargin(beside)
        form.setProperty(_QUOTE_PROPERTY, level)


def _quote_level(block: QTextBlock) -> int:
    """How many quotes a block stands in; Qt tells it by the margin alone."""
    form = block.blockFormat()
    if form.hasProperty(_QUOTE_PROPERTY):
        return form.intProperty(_QUOTE_PROPERTY)
    if not form.hasProperty(QTextFormat.Property.BlockQuoteLevel.value):
        return 0
    return max(1, round(form.leftMargin() / _QT_QUOTE_MARGIN))


def _style_tables(document: QTextDocument, gap: float) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setBorder(1)
            form.setBorderCollapse(True)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderBrush(QBrush(theme().colors.border))
            form.setTopMargin(gap)
            form.setCellPadding(6)
            form.setCellSpacing(0)
            form.setWidth(QTextLength())
            frame.setFormat(form)
