"""Decides between the window and the command line before anything heavy is imported.

The launcher in ``run.py`` asks the same functions before there are any packages, so that this
module stands on the standard library alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flashcards import __version__

# What a shell reports for a program that Ctrl-C or a closed pipe ended: 128 and the signal.
INTERRUPTED = 130
PIPE_CLOSED = 141


@dataclass(frozen=True, slots=True)
class Opening:
    """How the window is to open: its library and clock, and files handed over by the desktop."""

    library: Path | None = None
    now: str | None = None
    files: tuple[Path, ...] = ()


def opening(arguments: Sequence[str]) -> Opening | None:
    """What the window opens with, or None where the words are for the command line.

    The window takes ``--library DIR``, ``--now MOMENT`` and files, and nothing else; wrong usage
    is the command line's to explain.
    """
    values: dict[str, str] = {}
    files: list[Path] = []
    words = iter(arguments)
    for word in words:
        option, equals, value = word.partition("=")
        if option in {"--library", "--now"}:
            given = value if equals else next(words, None)
            if not given:
                return None
            values[option] = given
        elif _is_file(word):
            files.append(Path(word))
        else:
            return None
    library = values.get("--library")
    return Opening(
        library=None if library is None else Path(library),
        now=values.get("--now"),
        files=tuple(files),
    )


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether the words open the window."""
    return opening(arguments) is not None


def has_display() -> bool:
    """Whether a window can be shown: on Linux and its kin only where a display is named."""
    if sys.platform in {"win32", "darwin", "cygwin"}:
        return True
    return any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))


def no_display(program: str = "flashcards") -> str:
    """Why no window opens, and what ``program``, as it is called here, does without one."""
    return (
        "there is no display to open the window on. Everything works in the terminal too: "
        f"`{program} review` studies what is due, `{program} decks` and `{program} roadmap` show "
        f"where you stand, `{program} import FILE` and `{program} export progress -o FILE` bring "
        f"cards in and progress out, `{program} --help` lists the rest."
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments[:1] == ["--version"]:
        print(f"flashcards {__version__}")
        return 0
    try:
        code = _run(arguments)
        if sys.stdout is not None:  # None in a windowed program without a console
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The interpreter flushes once more when it ends, and must find something to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code


def _run(arguments: list[str]) -> int:
    wanted = opening(arguments)
    if wanted is None:
        from flashcards.cli.main import run

        return run(arguments)
    if not has_display():
        print(f"error: {no_display()}", file=sys.stderr)
        return 1
    return _open_window(wanted)


def _open_window(wanted: Opening) -> int:
    from flashcards.clock import FixedClock, SystemClock, parse_moment
    from flashcards.errors import FlashcardsError

    try:
        clock = SystemClock() if wanted.now is None else FixedClock(parse_moment(wanted.now))
    except FlashcardsError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    from flashcards.gui.speaking import choose_language

    choose_language()
    from flashcards.gui.application import run

    return run(library=wanted.library, clock=clock, files=wanted.files)


def _is_file(word: str) -> bool:
    """Whether a word is a file that exists; a command's name has no suffix and no folder."""
    return (Path(word).suffix != "" or Path(word).name != word) and Path(word).is_file()


def _packed_child() -> None:
    """In the packed program, runs what a parent process has started this one for, and ends."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


if __name__ == "__main__":
    _packed_child()
    sys.exit(main())
