"""Tables: as pipe tables where their cells hold lines of text, else one cell after the other."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.formats.anki.html.blocks import Block, BlockKind, Frame
from flashcards.formats.anki.html.runs import HARD_BREAK

_MOST_COLUMNS = 50


def table(frame: Frame) -> list[Block]:
    """The blocks of a finished table."""
    rows = [row for row in frame.rows if any(cell.blocks for cell in row)]
    width = max((sum(cell.span for cell in row) for row in rows), default=0)
    if not rows:
        return []
    simple = all(_is_simple(cell) for row in rows for cell in row)
    if not simple or width == 1 or width > _MOST_COLUMNS:
        return [block for row in rows for cell in row for block in cell.blocks]
    heading, *body = rows
    if not any(cell.heading for cell in heading):
        heading, body = [], rows
    lines = [_row(heading, width), f"|{'---|' * width}"]
    lines += [_row(row, width) for row in body]
    return [Block("\n".join(lines))]


def _is_simple(cell: Frame) -> bool:
    return all(block.kind is BlockKind.PARAGRAPH for block in cell.blocks)


def _row(cells: Sequence[Frame], width: int) -> str:
    texts: list[str] = []
    for cell in cells:
        lines = (block.text.replace(HARD_BREAK, "<br>") for block in cell.blocks)
        texts.append("<br>".join(lines).replace("\n", " "))
        texts += [""] * (cell.span - 1)
    texts += [""] * (width - len(texts))
    return f"|{'|'.join(f' {text} ' if text else ' ' for text in texts)}|"
