"""What could not be used of a roadmap, with its lines, and no more of it than helps."""

from __future__ import annotations

from flashcards.formats.roadmap_lines import Line
from flashcards.formats.rows import FormatWarning

MOST_WARNINGS = 100
_LONGEST_QUOTE = 40


class Complaints:
    """What could not be used, with its line; a run of such lines is named once."""

    def __init__(self) -> None:
        self._warnings: list[FormatWarning] = []
        self._run = ""

    def warn(self, line: int, message: str) -> None:
        """Adds a warning of its own."""
        self._warnings.append(FormatWarning(line, message))

    def leave_out(self, line: Line, why: str) -> None:
        """Adds that a line was left out, unless the lines before it were for the same reason."""
        if self._run != why:
            self.warn(line.number, f"left out, {why}: '{quoted(line.text)}'")
        self._run = why

    def end_run(self) -> None:
        """The next line that is left out is named again."""
        self._run = ""

    def all(self) -> tuple[FormatWarning, ...]:
        """In the order of their lines, the first ``MOST_WARNINGS`` and how many more there are."""
        ranked = sorted(self._warnings, key=lambda warning: warning.line)
        more = len(ranked) - MOST_WARNINGS
        if more > 0:
            ranked[MOST_WARNINGS:] = [FormatWarning(0, f"{more} further warnings are not shown")]
        return tuple(ranked)


def quoted(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + "…"
