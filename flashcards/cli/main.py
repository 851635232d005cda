"""Runs a command of the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.cli.faults import bug_hook
from flashcards.cli.parser import parse
from flashcards.cli.screen import Screen
from flashcards.clock import FixedClock, SystemClock, parse_moment
from flashcards.errors import FlashcardsError, LibraryDamagedError
from flashcards.paths import default_library

if TYPE_CHECKING:
    from flashcards.cli.call import Call, Command

_WANTS_JSON = "--json"


def run(argv: Sequence[str]) -> int:
    """Run a call and give its exit code: 0 well, 1 an error, 2 wrong usage.

    Errors are one line on stderr. An exception that nobody foresaw leaves this function; the hook
    that it installs then says one line and keeps the details. KeyboardInterrupt and
    BrokenPipeError are the caller's.
    """
    screen = Screen.standard(as_json=_WANTS_JSON in argv)
    sys.excepthook = bug_hook(screen, None)
    try:
        code = _run(argv, screen)
        screen.close()
    except FlashcardsError as error:
        screen.error(str(error))
        return error.exit_code
    return code


def _run(argv: Sequence[str], screen: Screen) -> int:
    try:
        options = parse(argv)
    except SystemExit as done:  # --help and --version have been answered
        return int(done.code or 0)
    clock = SystemClock() if options.now is None else FixedClock(parse_moment(options.now))
    library = options.library or default_library()
    sys.excepthook = bug_hook(screen, library)
    command = _command(options.command)

    from flashcards.cli.call import Call

    call = Call(options, screen, library, clock)
    try:
        return command(call)
    except LibraryDamagedError as error:
        raise LibraryDamagedError(_with_way_back(str(error), call)) from error


def _with_way_back(message: str, call: Call) -> str:
    """The message and, where it does not say so already, how to get to the newest backup."""
    from flashcards.services.maintenance import newest_backup_words

    return message if "backup" in message else f"{message} {newest_backup_words(call.folder)}"


def _command(name: str) -> Command:  # noqa: PLR0912 - a branch a module
    """The function of a command; only its own module is imported."""
    match name:
        case "import":
            from flashcards.cli.importing import COMMANDS
        case "export":
            from flashcards.cli.exporting import COMMANDS
        case "roadmap":
            from flashcards.cli.roadmap import COMMANDS
        case "presets":
            from flashcards.cli.presets import COMMANDS
        case "config":
            from flashcards.cli.config import COMMANDS
        case "search":
            from flashcards.cli.searching import COMMANDS
        case "review":
            from flashcards.cli.review import COMMANDS
        case "stats":
            from flashcards.cli.stats import COMMANDS
        case "optimize" | "simulate" | "plan":
            from flashcards.cli.forecasting import COMMANDS
        case "practice":
            from flashcards.cli.practice import COMMANDS
        case "backlog" | "break":
            from flashcards.cli.comeback import COMMANDS
        case "lint":
            from flashcards.cli.lint import COMMANDS
        case "check" | "backup" | "restore":
            from flashcards.cli.maintenance import COMMANDS
        case _:
            from flashcards.cli.study import COMMANDS
    return COMMANDS[name]
