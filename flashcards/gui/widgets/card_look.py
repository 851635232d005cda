"""The look of the words of a rendered card: fonts and colours by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from flashcards.gui.fonts import CODE_FAMILY
from flashcards.gui.theme import Role, theme

_EDGE_PROPERTY = QTextFormat.Property.UserProperty.value + 1
_NO_BREAK_SPACE = "\u00a0"
_CODE_SIZES = {Role.QUESTION: 0.92, Role.HEADING: 0.92, Role.ANSWER: 0.94}
"""Of inline code, as a share of the words around it."""


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
            f".sound {{ color: {colors['text3']}; background-color: {colors['sunken']} }}",
            "th { text-align: left }",
            *rules,
        ]
    )


def style_words(document: QTextDocument, look: Look, code_sizes: Mapping[int, int]) -> None:
    """Fonts of code and of bold words; ``code_sizes``: pixels by the numbers of code blocks."""
    # From the end to the start, since the edges of inline code move what comes after them.
    pieces = []
    for block in blocks(document):
        level = block.blockFormat().headingLevel()
        pieces += [
            (fragment.position(), fragment.length(), fragment.charFormat(), block, level)
            for fragment in fragments(block)
        ]
    cursor = QTextCursor(document)
    for position, length, form, block, level in reversed(pieces):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        size = code_sizes.get(block.blockNumber())
        change = QTextCharFormat()
        if size is not None:
            change.setFont(code_font(size))
            cursor.mergeCharFormat(change)
        elif _is_code(form):
            change.setFont(_inline_code_font(look))
            cursor.mergeCharFormat(change)
            _add_edges(document, position, length, look)
        elif level:
            change.setFont(theme().font(heading_role(level), 600))
            cursor.mergeCharFormat(change)
        elif form.fontWeight() > QFont.Weight.Medium.value:
            change.setFontWeight(QFont.Weight.DemiBold.value)
            cursor.mergeCharFormat(change)


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


def is_edge(form: QTextCharFormat) -> bool:
    """Whether a fragment is the room at the edge of inline code, which is no text."""
    return form.hasProperty(_EDGE_PROPERTY)


def code_font(size: int) -> QFont:
    """The font of code in a box."""
    font = theme().font(Role.CODE_CARD)
    font.setPixelSize(size)
    return font


def heading_role(level: int) -> Role:
    """How a heading of a level in a card is drawn."""
    return Role.HEADING if level <= 2 else Role.LEAD


def first_font(block: QTextBlock) -> QFont:
    """The font of the first words of a block."""
    first = next(fragments(block), None)
    return block.charFormat().font() if first is None else first.charFormat().font()


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The blocks of a document in their order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """The pieces of a block that look alike."""
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1
