"""The text as it grows: the runs of the line that is written, the blocks that are open."""

from __future__ import annotations

from collections.abc import Callable

from flashcards.formats.anki.html import blocks
from flashcards.formats.anki.html.blocks import Block, BlockKind, Frame, Kind
from flashcards.formats.anki.html.runs import LineWriter, Run
from flashcards.formats.anki.html.styles import BOLD
from flashcards.formats.anki.html.tables import table

DEEPEST = 20
"""Frames within each other: ten lists, since each has items. Cards are drawn up to twenty."""

_OWNERS = {Kind.ITEM: Kind.LIST, Kind.CELL: Kind.TABLE}


class Outline:
    """Takes runs and blocks in their order and gives Markdown.

    ``too_deep`` is called for each block that is not opened because there are too many already;
    its content goes to the block around it.
    """

    def __init__(self, writer: LineWriter, too_deep: Callable[[], None]) -> None:
        self._writer = writer
        self._too_deep = too_deep
        self._runs: list[Run | None] = []
        self._frames = [Frame(Kind.ROOT)]
        self._unopened: dict[Kind, int] = {}

    def add(self, run: Run) -> None:
        """A piece of the present line."""
        self._runs.append(run)

    def end_line(self) -> None:
        """A line break that a person made; two of them make a paragraph."""
        self._runs.append(None)

    def at_line_start(self) -> bool:
        """Whether nothing stands on the present line yet."""
        return not self._runs or self._runs[-1] is None

    def last_text(self) -> str:
        """What was added last to the present line."""
        last = self._runs[-1] if self._runs else None
        return "" if last is None else last.text.strip()

    def edge(self) -> None:
        """The edge of an element that stands on lines of its own."""
        if self._runs and self._runs[-1] is not None:
            self._runs.append(None)

    def end_paragraph(self) -> None:
        """Write what has come so far as paragraphs."""
        if self._runs:
            runs, self._runs = self._runs, []
            texts = self._writer.paragraphs(runs)
            if texts:
                container = self._container()
                for text in texts:
                    container.add(Block(text, BlockKind.PARAGRAPH))

    def heading(self, level: int) -> None:
        """Write what has come since the last paragraph as a heading, in a table as text.

        Headings are bold anyway.
        """
        runs = [
            Run(" ") if run is None else run._replace(style=run.style & ~BOLD) for run in self._runs
        ]
        self._runs = []
        if text := self._writer.line(runs):
            in_table = self._writer.bars
            block = Block(text, BlockKind.PARAGRAPH) if in_table else blocks.heading(text, level)
            self._container().add(block)

    def block(self, block: Block) -> None:
        """A block that is finished."""
        self.end_paragraph()
        self._container().add(block)

    def open(self, frame: Frame) -> None:
        """Open a list, a quote or a table."""
        self.end_paragraph()
        if len(self._frames) >= DEEPEST:
            self._unopened[frame.kind] = self._unopened.get(frame.kind, 0) + 1
            self._too_deep()
        else:
            self._push(frame)

    def open_part(self, part: Frame) -> bool:
        """Open an item or a cell, which ends the one before it; whether there is a place for it."""
        owner = _OWNERS[part.kind]
        self.end_paragraph()
        if self.is_too_deep(owner) or not self._is_open(owner):
            return False
        self._close_above(owner)
        self._push(part)
        return True

    def open_row(self) -> None:
        """Begin a row of a table."""
        self.end_paragraph()
        if not self.is_too_deep(Kind.TABLE) and self._is_open(Kind.TABLE):
            self._close_above(Kind.TABLE)
            self._frames[-1].rows.append([])

    def close(self, kind: Kind) -> None:
        """Close the innermost block of a kind and all that is open in it."""
        self.end_paragraph()
        if self.is_too_deep(_OWNERS.get(kind, kind)):
            if kind not in _OWNERS:
                self._unopened[kind] -= 1
        elif self._is_open(kind):
            self._close_above(kind)
            self._finish()

    def is_too_deep(self, kind: Kind) -> bool:
        """Whether the present block of a kind was not opened."""
        return self._unopened.get(kind, 0) > 0

    def markdown(self) -> str:
        """The whole text; everything that is still open ends here."""
        self.end_paragraph()
        while len(self._frames) > 1:
            self._finish()
        return blocks.markdown(self._frames[0].blocks)

    def _is_open(self, kind: Kind) -> bool:
        """Whether such a block is open; what is outside of the present cell is out of reach."""
        for frame in reversed(self._frames):
            if frame.kind is kind:
                return True
            if frame.kind is Kind.CELL and kind is not Kind.TABLE:
                return False
        return False

    def _close_above(self, kind: Kind) -> None:
        while self._frames[-1].kind is not kind:
            self._finish()

    def _push(self, frame: Frame) -> None:
        self._frames.append(frame)
        if frame.kind is Kind.CELL:
            self._writer.bars = True

    def _finish(self) -> None:
        """Close the innermost block and hand it to the one around it."""
        frame = self._frames.pop()
        if frame.kind is Kind.ITEM:
            self._frames[-1].items.append(frame)
        elif frame.kind is Kind.CELL:
            rows = self._frames[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append(frame)
            self._writer.bars = any(each.kind is Kind.CELL for each in self._frames)
        elif frame.kind is Kind.QUOTE and frame.blocks:
            self._container().add(blocks.quote(frame))
        elif frame.kind is Kind.LIST and frame.items:
            self._container().add(blocks.finished_list(frame))
        elif frame.kind is Kind.TABLE:
            for block in table(frame):
                self._container().add(block)

    def _container(self) -> Frame:
        """Where a block goes.

        One right in a list belongs to the item before it, one between cells stands before the
        table.
        """
        at = len(self._frames) - 1
        while self._frames[at].kind is Kind.TABLE:
            at -= 1
        frame = self._frames[at]
        if frame.kind is not Kind.LIST:
            return frame
        if not frame.items:
            frame.items.append(Frame(Kind.ITEM))
        return frame.items[-1]
