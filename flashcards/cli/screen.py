"""What a command prints: text for a person, or one JSON document for a script."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, Self, TextIO

from flashcards.errors import FlashcardsError


class OutputError(FlashcardsError):
    """The output can't be written: the disk that it goes to is full, for one."""


Style = Literal["bold", "dim", "red", "green", "yellow", "cyan"]
_CODES: dict[Style, int] = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}
_RESET = "\x1b[0m"
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,11}m")
# What a terminal would obey instead of print, but for line ends, tabs and colours.
_CONTROL = re.compile(r"\x1b(?!\[[0-9;]{0,11}m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
_NARROWEST, _WIDEST = 40, 100
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a command prints, and how.

    ``out`` takes results, ``err`` errors and, in JSON mode, whatever is meant for a person.
    ``width`` is None where lines are not cut.
    """

    out: TextIO
    err: TextIO
    as_json: bool = False
    colours: bool = False
    width: int | None = None

    @classmethod
    def standard(cls, *, as_json: bool = False) -> Self:
        """The program's own output; a stream that is closed takes everything and keeps nothing."""
        out, err = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
        for stream in (out, err):
            if isinstance(stream, io.TextIOWrapper):
                # a script reads UTF-8 whatever the locale; a lone half of a character is escaped
                encoding = "utf-8" if as_json else None
                stream.reconfigure(encoding=encoding, errors="backslashreplace")
        on_terminal = (err if as_json else out).isatty()
        return cls(
            out=out,
            err=err,
            as_json=as_json,
            colours=on_terminal and _colours_wanted(),
            width=_terminal_width() if on_terminal else None,
        )

    @property
    def person(self) -> TextIO:
        """The stream that a person reads."""
        return self.err if self.as_json else self.out

    def document(self, value: object) -> None:
        """Print the one JSON document of a call."""
        indent = 2 if self.out.isatty() else None
        _write(self.out, json.dumps(value, ensure_ascii=False, indent=indent) + "\n")

    def line(self, text: str = "") -> None:
        """Print a line for a person; what a terminal would obey is taken out."""
        _write(self.person, self._safe(text).rstrip(" ") + "\n")

    def prompt(self, text: str) -> None:
        """Print without going to the next line."""
        _write(self.person, self._safe(text))

    def error(self, message: str) -> None:
        """Print the one line that says what went wrong and what to do."""
        text = _COLOUR.sub("", _CONTROL.sub(" ", message))
        _write(self.err, f"error: {' '.join(text.split())}\n")

    def close(self) -> None:
        """Make sure that everything has been written."""
        _write(self.out, "")

    def styled(self, text: str, *styles: Style) -> str:
        """The text in these styles where the terminal has them."""
        if not self.colours or not text:
            return text
        codes = ";".join(str(_CODES[style]) for style in styles)
        return f"\x1b[{codes}m{text}{_RESET}"

    def table(
        self,
        rows: Sequence[Sequence[str]],
        header: Sequence[str] = (),
        *,
        right: Collection[int] = (),
        indent: str = "",
    ) -> None:
        """Print columns in line; ``right``: those that end in line. The last one may be cut."""
        lines = [[self.styled(cell, "dim") for cell in header], *rows] if header else list(rows)
        if not lines:
            return
        widths = [max(shown_width(line[at]) for line in lines) for at in range(len(lines[0]))]
        for line in lines:
            cells = [
                _padded(cell, width, right=at in right)
                for at, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            self.line(indent + self._cut(_GAP.join(cells), len(indent)))

    def _cut(self, text: str, used: int) -> str:
        """The text as far as the terminal shows it on one line."""
        text = text.rstrip()
        if self.width is None or shown_width(text) <= self.width - used:
            return text
        plain = _COLOUR.sub("", text)
        while shown_width(plain) > self.width - used - 1:
            plain = plain[:-1]
        return plain.rstrip() + "…"

    def _safe(self, text: str) -> str:
        text = _CONTROL.sub("", text)
        return text if self.colours else _COLOUR.sub("", text)


def _write(stream: TextIO, text: str) -> None:
    """Raises OutputError where the stream takes no more, BrokenPipeError where nobody reads."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # what the stream still holds must not be tried again when the interpreter ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise OutputError(f"can't write the output: {error.strerror}.") from error


def shown_width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    plain = _COLOUR.sub("", _CONTROL.sub("", text))
    if plain.isascii():
        return len(plain)
    return sum(_character_width(character) for character in plain)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(cell: str, width: int, *, right: bool) -> str:
    gap = " " * (width - shown_width(cell))
    return gap + cell if right else cell + gap


def _colours_wanted() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or bool(os.environ.get("WT_SESSION") or os.environ.get("TERM"))


def _terminal_width() -> int:
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
