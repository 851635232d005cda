"""Keys and lines as a person types them, or as a script pipes them in."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Protocol, TextIO

_END = ("\x04", "\x1a")
_INTERRUPT = "\x03"
_ESCAPE = "\x1b"
# What arrows, function keys and a bare Escape send.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)?")
_ENTER = ("\r", "\n", " ")


class Keys(Protocol):
    """What is typed. Both methods raise EOFError when nothing more comes."""

    waits: bool
    """Whether a person sits there, who can be asked again."""

    def key(self) -> str:
        """One key in small letters; "" for Enter and for the space bar."""
        ...

    def text(self) -> str:
        """A line without its end."""
        ...


class LineKeys:
    """Keys from a stream that is no terminal: each line is a key or a text."""

    waits = False

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def key(self) -> str:
        """The next line, without the blanks around it."""
        return self.text().strip().lower()

    def text(self) -> str:
        """The next line."""
        line = self._stream.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")


class TerminalKeys:
    """Keys of a terminal, each as it is pressed."""

    waits = True

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._pending = ""

    def key(self) -> str:
        """The next key that is pressed; keys that are no character come as Escape."""
        if not self._pending:
            self._pending = _pressed(self._stream)
        sequence = _SEQUENCE.match(self._pending)
        if sequence:
            self._pending = self._pending[sequence.end() :]
            return _ESCAPE
        key, self._pending = self._pending[:1], self._pending[1:]
        if key == _INTERRUPT:
            raise KeyboardInterrupt
        if key in _END:
            raise EOFError
        return "" if key in _ENTER else key.lower()

    def text(self) -> str:
        """The next line that is typed."""
        while "\n" not in self._pending:
            more = self._stream.readline()
            if not more:
                raise EOFError
            self._pending += more
        line, _, self._pending = self._pending.partition("\n")
        return line.rstrip("\r")


def standard_keys() -> Keys:
    """The program's own input; nothing comes from one that is closed."""
    stream = sys.stdin or io.StringIO()
    return TerminalKeys(stream) if stream.isatty() else LineKeys(stream)


if sys.platform == "win32":
    import msvcrt

    def _pressed(stream: TextIO) -> str:
        key = msvcrt.getwch()
        if key in ("\x00", "\xe0"):  # a key that is no character, told in two halves
            msvcrt.getwch()
            return _ESCAPE
        return key
else:
    import termios
    import tty

    _LONGEST_SEQUENCE = 64

    def _pressed(stream: TextIO) -> str:
        terminal = stream.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSADRAIN)  # keys that were pressed early still count
            data = os.read(terminal, _LONGEST_SEQUENCE)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        if not data:
            raise EOFError
        return data.decode("utf-8", "ignore") or _ESCAPE
