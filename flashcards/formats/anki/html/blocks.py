"""The blocks of a text as they nest: paragraphs, lists, quotes, tables, code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

_BACKTICKS = re.compile(r"`{3,}")
_RULE = "---"


class Kind(Enum):
    """What a frame is."""

    ROOT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    TABLE = auto()
    CELL = auto()


class BlockKind(Enum):
    """What a finished block is, as far as its neighbours have to know."""

    PARAGRAPH = auto()
    LIST = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A finished block of Markdown. ``ordered``: of a list."""

    text: str
    kind: BlockKind = BlockKind.OTHER
    ordered: bool = False


@dataclass(slots=True)
class Frame:
    """A block that is still open, with the blocks in it.

    ``items``, ``ordered``, ``start``: of a list. ``rows``: of a table, each a list of its cells.
    ``heading``, ``span``: of a cell.
    """

    kind: Kind
    blocks: list[Block] = field(default_factory=list)
    items: list[Frame] = field(default_factory=list)
    ordered: bool = False
    start: int = 1
    rows: list[list[Frame]] = field(default_factory=list)
    heading: bool = False
    span: int = 1

    def add(self, block: Block) -> None:
        """Append a block; a list right behind one of its kind goes on with it."""
        last = self.blocks[-1] if self.blocks else None
        goes_on = (
            last is not None
            and last.kind is BlockKind.LIST
            and block.kind is BlockKind.LIST
            and not last.ordered
            and not block.ordered
        )
        if last is not None and goes_on:
            self.blocks[-1] = Block(f"{last.text}\n{block.text}", BlockKind.LIST)
        else:
            self.blocks.append(block)


def markdown(blocks: Sequence[Block]) -> str:
    """The blocks with blank lines between them."""
    return "\n\n".join(block.text for block in blocks)


def quote(frame: Frame) -> Block:
    """A finished quote. Blanks at the end of its lines would be lost, so breaks are tags."""
    lines = markdown(frame.blocks).replace("  \n", "<br>\n").split("\n")
    return Block("\n".join(f"> {line}" if line else ">" for line in lines))


def finished_list(frame: Frame) -> Block:
    """A finished list. Blank lines part its items where one of them holds some."""
    items = [_item(each) for each in frame.items]
    between = "\n\n" if any(loose for _, loose in items) else "\n"
    lines = []
    for number, (text, _) in enumerate(items, start=frame.start):
        mark = f"{number}. " if frame.ordered else "- "
        first, *rest = text.split("\n")
        indent = " " * len(mark)
        lines.append(
            "\n".join(
                [
                    mark + first if first else mark.rstrip(),
                    *(indent + line if line else "" for line in rest),
                ]
            )
        )
    return Block(between.join(lines), BlockKind.LIST, frame.ordered)


def _item(frame: Frame) -> tuple[str, bool]:
    """The text of an item, and whether it holds more than a paragraph and a list below it."""
    text = ""
    loose = False
    for at, block in enumerate(frame.blocks):
        tight = block.kind is BlockKind.LIST and at == 1
        text += ("\n" if tight else "\n\n") * (at > 0) + block.text
        loose = loose or (at > 0 and not tight)
    return text, loose


def heading(text: str, level: int) -> Block:
    """A heading, small enough to stand in a card and never one that parts a deck file."""
    if text.endswith("#"):
        text = f"{text[:-1]}\\#"
    return Block(f"{'#' * min(max(level, 4), 6)} {text}")


def rule() -> Block:
    """A line across."""
    return Block(_RULE)


def fence(code: str, language: str) -> Block:
    """A code block; the code stands as it is."""
    longest = max((len(run) for run in _BACKTICKS.findall(code)), default=2)
    mark = "`" * (longest + 1)
    return Block(f"{mark}{language}\n{code}\n{mark}")
