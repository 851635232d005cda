"""The look of a rendered card: what HTML alone cannot say to a QTextDocument.

``apply_style`` gives every block its exact line height and gaps, code its own font without
ligatures and a place for the box behind it, inline code a little room at its edges. Qt puts the
base line of a block with a fixed line height at four fifths of it; ``base_line_shift`` is how much
lower that is than the middle of the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from flashcards.gui.fonts import CODE_FAMILY
from flashcards.gui.theme import Role, theme

CODE_PADDING = (14, 19, 15)
"""Above, beside and below the lines of a code box, in pixels."""
QUOTE_BAR = 3
QUOTE_INDENT = 15

_EDGE_PROPERTY = QTextFormat.Property.UserProperty.value + 1
_QUOTE_PROPERTY = QTextFormat.Property.UserProperty.value + 2
_QT_QUOTE_MARGIN = 40
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_BASE_LINE = 0.8
_NO_BREAK_SPACE = "\u00a0"
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
_CODE_SIZES = {Role.QUESTION: 0.92, Role.HEADING: 0.92, Role.ANSWER: 0.94}


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is drawn: the role of its words, colours by their names, weight of its words."""

    role: Role = Role.ANSWER
    color: str = "text"
    link: str = "accent_ink"
    weight: int | None = None

    @property
    def font(self) -> QFont:
        """The font of its words."""
        return theme().font(self.role, self.weight)


@dataclass(frozen=True, slots=True)
class CodeBox:
    """The blocks of a code box, by their numbers; ``size`` and ``line`` of its font in pixels."""

    first: int
    last: int
    size: int
    line: int


def style_rules(look: Look) -> str:
    """The style sheet of a document: colours by element and token class."""
    colors = theme().colors.names()
    tokens = {
        "k": "syn_keyword",
        "s": "syn_string",
        "m": "syn_number",
        "c": "syn_comment",
        "nf": "syn_name",
    }
    tokens |= {"again": "again", "good": "good"}  # differences between answers
    rules = [f".{name} {{ color: {colors[color]} }}" for name, color in tokens.items()]
    underlined = "underline" if look.link == look.color else "none"
    return "\n".join(
        [
            f"body {{ color: {colors[look.color]} }}",
            f"a {{ color: {colors[look.link]}; text-decoration: {underlined} }}",
            f"code, kbd, pre {{ font-family: '{CODE_FAMILY}' }}",
            f"code, kbd {{ background-color: {colors['sunken']} }}",
            f"mark {{ background-color: {colors['hard_bg']} }}",
            "th { text-align: left }",
            *rules,
        ]
    )


def apply_style(document: QTextDocument, look: Look, width: float) -> tuple[CodeBox, ...]:
    """Styles a document that was set from HTML; where its code boxes are.

    Code that is wider than ``width`` gets a smaller font, and wraps when the smallest is too wide.
    """
    _style_tables(document, _GAPS.get(look.role, 8))
    boxes = tuple(_code_boxes(document, width))
    _style_blocks(document, look, boxes)
    _style_words(document, look, boxes)
    return boxes


def is_edge(form: QTextCharFormat) -> bool:
    """Whether a fragment is the room at the edge of inline code, which is no text."""
    return form.hasProperty(_EDGE_PROPERTY)


def base_line_shift(font: QFont, line: int) -> float:
    """How much lower than in the middle of the line Qt draws a font, in pixels."""
    metrics = QFontMetricsF(font)
    middle = (line - metrics.height()) / 2 + metrics.ascent()
    return line * _BASE_LINE - middle


def text_height(document: QTextDocument, look: Look, boxes: tuple[CodeBox, ...]) -> float:
    """The height of a laid out document, from its top to the end of its last line or box."""
    height = document.size().height()  # lays all of it out; Qt leaves that for later if it may
    last = document.lastBlock()
    if QTextCursor(last).currentTable() is not None or not last.layout().lineCount():
        return height
    box = boxes[-1] if boxes and boxes[-1].last == last.blockNumber() else None
    _, line = _block_font(last, look, box)
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
    metrics = QFontMetricsF(_first_font(block))
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


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The blocks of a document in their order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


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
        shift = base_line_shift(font, line)
        form = QTextBlockFormat()
        form.setLineHeight(line, _FIXED)
        if box is not None:
            _shape_code(form)
            above = above + CODE_PADDING[0] if block.blockNumber() == box.first else shift
            shift_below = shift + (CODE_PADDING[2] if block.blockNumber() == box.last else 0)
        else:
            shift_below = shift
        if before is None:
            _set_top(document, above - shift)
        form.setTopMargin(max(0.0, above - shift))
        form.setBottomMargin(0)
        _indent_quote(form, block, is_code=box is not None)
        cursor.mergeBlockFormat(form)
        before, below = block, shift_below


def _set_top(document: QTextDocument, margin: float) -> None:
    """The room above the first block, whose own margin Qt ignores; below 0 it takes some away."""
    root = document.rootFrame()
    form = root.frameFormat()
    form.setTopMargin(margin)
    root.setFrameFormat(form)


def _block_font(block: QTextBlock, look: Look, box: CodeBox | None) -> tuple[QFont, int]:
    """The font of a block and its line height."""
    if box is not None:
        return _code_font(box.size), box.line
    level = block.blockFormat().headingLevel()
    if level:
        return theme().font(_heading_role(level), 600), theme().line(_heading_role(level))
    return look.font, theme().line(look.role)


def _code_font(size: int) -> QFont:
    font = theme().font(Role.CODE_CARD)
    font.setPixelSize(size)
    return font


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


def _heading_role(level: int) -> Role:
    return Role.HEADING if level <= 2 else Role.LEAD


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


def _first_font(block: QTextBlock) -> QFont:
    first = next(_fragments(block), None)
    return block.charFormat().font() if first is None else first.charFormat().font()


def _style_words(document: QTextDocument, look: Look, boxes: tuple[CodeBox, ...]) -> None:
    """Fonts of code and bold words; from the end to the start, since edges move positions."""
    sizes = {number: box.size for box in boxes for number in range(box.first, box.last + 1)}
    pieces = []
    for block in blocks(document):
        level = block.blockFormat().headingLevel()
        pieces += [
            (fragment.position(), fragment.length(), fragment.charFormat(), block, level)
            for fragment in _fragments(block)
        ]
    cursor = QTextCursor(document)
    for position, length, form, block, level in reversed(pieces):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        size = sizes.get(block.blockNumber())
        change = QTextCharFormat()
        if size is not None:
            change.setFont(_code_font(size))
            cursor.mergeCharFormat(change)
        elif _is_code(form):
            change.setFont(_inline_code_font(look))
            cursor.mergeCharFormat(change)
            _add_edges(document, position, length, look)
        elif level:
            change.setFont(theme().font(_heading_role(level), 600))
            cursor.mergeCharFormat(change)
        elif form.fontWeight() > QFont.Weight.Medium.value:
            change.setFontWeight(QFont.Weight.DemiBold.value)
            cursor.mergeCharFormat(change)


def _fragments(block: QTextBlock) -> Iterator:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _is_code(form: QTextCharFormat) -> bool:
    return CODE_FAMILY in (form.fontFamilies() or [])


def _inline_code_font(look: Look) -> QFont:
    font = theme().font(Role.CODE_CARD, 500)
    font.setPixelSize(round(look.font.pixelSize() * _CODE_SIZES.get(look.role, 0.95)))
    return font


def _add_edges(document: QTextDocument, position: int, length: int, look: Look) -> None:
    """A narrow no-break space on the ground of inline code, before and after it."""
    cursor = QTextCursor(document)
    cursor.setPosition(position + length)
    form = QTextCharFormat()
    font = QFont(look.font)
    font.setPixelSize(max(1, round(font.pixelSize() * 0.9)))
    form.setFont(font)
    form.setBackground(QBrush(theme().colors.sunken))
    form.setProperty(_EDGE_PROPERTY, True)
    cursor.insertText(_NO_BREAK_SPACE, form)
    cursor.setPosition(position)
    cursor.insertText(_NO_BREAK_SPACE, form)


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
