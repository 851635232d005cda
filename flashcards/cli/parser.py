"""What can be typed on the command line; nothing heavy is imported to read or explain it."""

from __future__ import annotations

import argparse
import difflib
import math
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from flashcards import __version__
from flashcards.cli.custom import add_custom_options
from flashcards.cli.practice_options import add_practice_options
from flashcards.cli.preset_options import (
    add_config_options,
    add_preset_option,
    add_presets_options,
)
from flashcards.errors import UsageError

GRADES = ("again", "hard", "good", "easy")
TABLES = ("progress", "reviews", "stages", "days")
DUPLICATES = ("update", "keep", "both")
BACKLOG_WAYS = ("spread", "value", "catch-up")
EXPORTS = (*TABLES, "notes", "deck", "package", "report", "backup")

_LARGEST_ID = (1 << 63) - 1
_INVALID_CHOICE = re.compile(r"argument COMMAND: invalid choice: '([^']*)'")
# Words of a query may begin with a dash, as options do; this keeps them apart.
_SHIELD = "\0"
_DASHED_WORD = re.compile(r"-(?!-|h$|$)")

_DESCRIPTION = """\
Flashcards turns a learning roadmap into decks and daily reviews.
Without a command it opens the window; everything below works without a display.
"""
_EPILOG = """\
examples:
  flashcards review                          study what is due, in the terminal
  flashcards import databases.md             bring in a deck or a roadmap
  flashcards export progress -o cards.csv    take progress out
  flashcards search 'deck:Databases is:due'  find cards
  flashcards config new_per_day 20           change a setting

`flashcards COMMAND --help` explains a command. The library lies in the platform's data folder,
or where FLASHCARDS_LIBRARY or --library says.
"""


class _Parser(argparse.ArgumentParser):
    """Raises what the program shows in one line, instead of printing a usage and leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with what is wrong and where to read more."""
        unknown = _INVALID_CHOICE.match(message)
        if unknown:
            raise UsageError(_no_command(unknown[1]))
        words = message.replace(_SHIELD, "")
        raise UsageError(f"{words}. `{self.prog} --help` explains it.")


def _no_command(word: str) -> str:
    close = difflib.get_close_matches(word, _COMMANDS, n=1)
    hint = f"Did you mean `{close[0]}`?" if close else "`flashcards --help` lists the commands."
    return f"there is no command {word!r}. {hint}"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a call: ``command``, ``library``, ``json``, ``now`` and the command's own.

    Raises UsageError, and SystemExit after ``--help`` or ``--version`` were answered.
    """
    options = _parser().parse_args(_shielded(arguments))
    for name, default in (("library", None), ("json", False), ("now", None)):
        if not hasattr(options, name):
            setattr(options, name, default)
    if options.command is None:
        raise UsageError("no command is given. `flashcards --help` lists the commands.")
    if options.command == "plan" and not options.remove and options.minutes is None:
        raise UsageError("a plan needs --minutes M. `flashcards plan --help` explains it.")
    if options.command == "search":
        options.query = " ".join(word.replace(_SHIELD, "") for word in options.query)
    return options


def _shielded(arguments: Sequence[str]) -> list[str]:
    """The words, those of a query that begin with a single dash made harmless."""
    words = list(arguments)
    if "search" not in words:
        return words
    start = words.index("search") + 1
    return [
        *words[:start],
        *(f"{_SHIELD}{word}" if _DASHED_WORD.match(word) else word for word in words[start:]),
    ]


def _parser() -> argparse.ArgumentParser:
    common = _common()
    parser = _Parser(
        prog="flashcards",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"flashcards {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=_Parser
    )
    for name, (words, add) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=words,
            description=f"{words[0].upper()}{words[1:]}.",
            parents=[common],
            allow_abbrev=False,
        )
        add(command)
    return parser


def _common() -> _Parser:
    """The options that stand before and after the command alike."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("everywhere")
    group.add_argument("--library", metavar="DIR", type=_folder, help="the library's folder")
    group.add_argument("--json", action="store_true", help="one JSON document on stdout")
    group.add_argument("--now", metavar="TIME", help="the time to go by, such as 2026-11-24T09:30Z")
    return common


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="a file, a folder or a zip"
    )
    command.add_argument("--deck", metavar="NAME", help="the deck to import into, else the file's")
    command.add_argument("--dry-run", action="store_true", help="only say what would change")
    command.add_argument(
        "--duplicates",
        choices=DUPLICATES,
        help="what becomes of notes that ask what one of yours asks already: update its text and "
        "keep its schedule, keep yours, or have both",
    )


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "what",
        choices=EXPORTS,
        help="a table as CSV (notes: the texts of cards), a deck as Markdown, an Anki package, a "
        "printable report as HTML, or the whole library as one file",
    )
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="- is the terminal itself"
    )
    command.add_argument("--deck", metavar="NAME", help="only this deck and those below it")
    command.add_argument(
        "--from",
        dest="first",
        metavar="DATE",
        type=_date,
        help="only from this study day on, such as 2026-11-01: of reviews, days and a report",
    )
    command.add_argument(
        "--to", dest="last", metavar="DATE", type=_date, help="only up to this study day"
    )
    command.add_argument(
        "--excel",
        action="store_true",
        help="a table for spreadsheets: with a byte order mark, and ids as text with all digits",
    )


def _roadmap(command: argparse.ArgumentParser) -> None:
    command.usage = "flashcards roadmap [NAME] | flashcards roadmap open STAGE"
    command.add_argument(
        "words",
        metavar="NAME | open STAGE",
        nargs="*",
        help="a roadmap, else the active one; or a stage to open, by number or name",
    )


def _deck_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--deck", metavar="NAME", help="only this deck and those below it")


def _asked(command: argparse.ArgumentParser) -> None:
    _deck_option(command)
    add_custom_options(command)


def _backlog(command: argparse.ArgumentParser) -> None:
    command.add_argument("way", nargs="?", choices=BACKLOG_WAYS, help="how to work it off")
    command.add_argument("--days", metavar="N", type=_positive, help="over how many days to spread")
    command.add_argument("--apply", action="store_true", help="do it, which undo takes back")


def _break(command: argparse.ArgumentParser) -> None:
    command.add_argument("first", nargs="?", type=_date, metavar="FIRST", help="its first day")
    command.add_argument("last", nargs="?", type=_date, metavar="LAST", help="its last day")
    command.add_argument(
        "--remove", action="store_true", help="remove the break that begins on FIRST"
    )


def _answer(command: argparse.ArgumentParser) -> None:
    command.add_argument("card", metavar="CARD", type=_card_id, help="a card's id")
    command.add_argument("grade", choices=GRADES)
    command.add_argument(
        "--seconds", metavar="S", type=_seconds, default=0.0, help="how long the answer took"
    )
    command.add_argument(
        "--cram", action="store_true", help="only keep the answer; the schedule stays"
    )


def _search(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "query", metavar="QUERY", nargs="+", help="such as: deck:Databases is:due -tag:hard"
    )
    command.add_argument("--limit", metavar="N", type=_positive, help="at most so many cards")


def _stats(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--days",
        metavar="N",
        type=_days,
        help="the last N days, today among them, each listed; or all (default: 30, not listed)",
    )
    _deck_option(command)
    command.add_argument("--stage", metavar="NAME", help="only this stage, by number or name")
    command.add_argument("--search", metavar="QUERY", help="only cards that a search finds")


def _optimize(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--apply", action="store_true", help="take the parameters if they predict better"
    )
    add_preset_option(command)


def _simulate(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--days", metavar="N", type=_positive, default=365, help="so many days (default: 365)"
    )
    command.add_argument("--retention", metavar="R", type=_share, help="another desired retention")
    command.add_argument(
        "--new", metavar="N", type=_count, help="another number of new cards a day"
    )
    command.add_argument(
        "--minutes", metavar="M", type=_minutes, help="new cards get what reviews leave of a day"
    )


def _plan(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--date", metavar="D", type=_date, help="the day of the interview, such as 2026-12-15"
    )
    command.add_argument(
        "--minutes",
        metavar="M",
        type=_minutes,
        help="a day; without a date new cards get what reviews leave of them",
    )
    command.add_argument(
        "--week", metavar="M,M,…", type=_week, help="minutes of Monday to Sunday, where they differ"
    )
    command.add_argument(
        "--leave-out",
        metavar="N",
        type=_positive,
        nargs="+",
        default=[],
        help="stages that are not planned, by number",
    )
    command.add_argument("--retention", metavar="R", type=_share, help="this desired retention")
    command.add_argument("--save", action="store_true", help="turn the plan on")
    command.add_argument("--remove", action="store_true", help="turn the plan off")


def _lint(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files and folders")
    command.add_argument(
        "--coverage", action="store_true", help="what the decks cover instead of what is wrong"
    )


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--repair", action="store_true", help="make memory states anew from the review log"
    )


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="a backup")


def _nothing(command: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


_COMMANDS = {
    "import": ("bring decks and roadmaps in", _import),
    "export": ("take progress, a deck or the whole library out", _export),
    "roadmap": ("show where you stand on the roadmap, or open a stage", _roadmap),
    "config": ("show or change settings", add_config_options),
    "presets": ("give stages and decks settings of their own", add_presets_options),
    "decks": ("list the decks with what waits in each", _nothing),
    "next": ("show the next card", _asked),
    "answer": ("grade a card", _answer),
    "undo": ("take the last change back", _nothing),
    "redo": ("bring the change undone last again", _nothing),
    "search": ("find cards", _search),
    "review": ("study in the terminal", _asked),
    "practice": ("practise interview prompts", add_practice_options),
    "backlog": ("see what waits after days away, and spread it", _backlog),
    "break": ("plan days off", _break),
    "stats": ("show what was done and how well it was recalled", _stats),
    "optimize": ("fit the scheduler to how you remember", _optimize),
    "simulate": ("study the days to come in advance", _simulate),
    "plan": ("plan for an interview", _plan),
    "lint": ("check deck files", _lint),
    "check": ("check the library", _check),
    "backup": ("make a backup now", _nothing),
    "restore": ("bring a backup back", _restore),
}


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("it needs a folder")
    return Path(text).expanduser()


def _card_id(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _LARGEST_ID:
        raise argparse.ArgumentTypeError(f"{text!r} is no card id; `flashcards search` lists them")
    return int(text)


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _LARGEST_ID:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)


def _days(text: str) -> int:
    """A number of days; 0 for all of them."""
    return 0 if text.casefold() == "all" else _positive(text)


def _seconds(text: str) -> float:
    return _number(text, "seconds")


def _number(text: str, of: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not (math.isfinite(number) and number >= 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of {of}")
    return number


def _count(text: str) -> int:
    return 0 if text == "0" else _positive(text)


def _minutes(text: str) -> float:
    return _number(text, "minutes")


def _share(text: str) -> float:
    """A share such as ``0.9`` or ``90``."""
    share = _number(text, "per cent")
    return share / 100 if share > 1 else share


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-12-15") from error


def _week(text: str) -> tuple[float, ...]:
    minutes = tuple(_minutes(part) for part in text.split(","))
    if len(minutes) != 7:
        raise argparse.ArgumentTypeError(f"{text!r} are no seven numbers of minutes")
    return minutes
