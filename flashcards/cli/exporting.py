"""``flashcards export``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.parser import TABLES
from flashcards.cli.progress import progress_bar
from flashcards.cli.screen import OutputError, Screen
from flashcards.domain.calendar import day_of
from flashcards.domain.wording import count_text
from flashcards.errors import UsageError
from flashcards.services.exporting.report_view import Period

if TYPE_CHECKING:
    from typing import TextIO

    from flashcards.services.exporting.service import Export, ExportService
    from flashcards.services.jobs import Progress

_TERMINAL = Path("-")
_ROWS = {
    "progress": "card",
    "reviews": "review",
    "stages": "stage",
    "days": "day",
    "notes": "row",
    "deck": "note",
    "package": "note",
    "report": "day",
    "backup": "card",
}
_OF_A_PERIOD = ("reviews", "days", "report")
_OF_A_DECK = ("progress", "reviews", "notes", "deck", "package")
_BINARY = ("package", "backup")


def export(call: Call) -> int:
    """Write one file, or what it would hold to the terminal."""
    options = call.options
    _check(options, as_json=call.screen.as_json)
    with (
        _target(options.output, call.screen) as path,
        call.reading() as app,
        progress_bar(call.screen.err, "Exporting") as progress,
    ):
        made = _export(app.exporting, options, path, progress)
        if options.output == _TERMINAL:
            _check_alone(made, options.what, call.screen.err)
    if options.output == _TERMINAL:
        for warning in made.warnings:
            print(warning, file=call.screen.err)
    elif call.screen.as_json:
        call.screen.document(_document(made, options.what))
    else:
        _answer(call.screen, made, options.what)
    return 0


def _document(made: Export, what: str) -> dict[str, object]:
    document: dict[str, object] = {"file": str(made.file), "rows": made.rows}
    if what == "deck":
        document["files"] = [str(file) for file in _files(made)]
        document["prompts"] = made.prompts
    if what in ("deck", "package"):
        document["media"] = made.media
    if what in ("deck", "package", "notes"):
        document["warnings"] = list(made.warnings)
    return document


def _answer(screen: Screen, made: Export, what: str) -> None:
    files = " and ".join(screen.styled(str(file), "bold") for file in _files(made))
    where = "in" if what == "package" else "beside"
    media = f" and {count_text(made.media, 'media file')} {where} it" if made.media else ""
    if what == "report":
        screen.line(f"Report of {count_text(made.rows, 'day')} of study written to {files}.")
    else:
        written = [count_text(made.rows, _ROWS[what])] if made.rows or not made.prompts else []
        written += [count_text(made.prompts, "prompt")] if made.prompts else []
        screen.line(f"{' and '.join(written)} written to {files}{media}.")
    for warning in made.warnings:
        screen.line(warning)


def _files(made: Export) -> tuple[Path, ...]:
    """All text files that were written, the one that was named first."""
    return tuple(dict.fromkeys((*(made.files or (made.file,)), *made.prompt_files)))


def _check(options: argparse.Namespace, *, as_json: bool) -> None:
    what = options.what
    if what == "deck" and options.deck is None:
        raise UsageError("name the deck: `flashcards export deck --deck NAME -o FILE`.")
    if what not in _OF_A_DECK and options.deck is not None:
        whose = "a report is" if what == "report" else f"{what} are"
        raise UsageError(f"{whose} not of one deck: leave --deck out.")
    if what not in (*TABLES, "notes") and options.excel:
        raise UsageError("--excel is for tables: progress, reviews, stages, days and notes.")
    if what not in _OF_A_PERIOD and (options.first or options.last):
        raise UsageError("--from and --to are for reviews, days and a report.")
    if options.first and options.last and options.first > options.last:
        raise UsageError(f"--from {options.first} is after --to {options.last}.")
    if what == "report" and options.output.suffix.casefold() == ".pdf":
        page = options.output.with_suffix(".html")
        raise UsageError(
            "the window makes PDF files: Export… there. From the terminal, write "
            f"{page.name} and print it from a browser."
        )
    if options.output == _TERMINAL:
        _check_terminal(what, as_json=as_json)


def _check_terminal(what: str, *, as_json: bool) -> None:
    if what in _BINARY:
        raise UsageError(f"a {what} is no text: name a file with -o.")
    if as_json:
        raise UsageError("-o - prints the file itself: leave --json out, or name a file.")


def _check_alone(made: Export, what: str, err: TextIO) -> None:
    """Raise UsageError where what was written is more than one text; media alone are told of."""
    if made.files:
        files = count_text(len(made.files), "file")
        raise UsageError(f"this {what} makes {files}, one for each namespace: name a file with -o.")
    if made.rows and made.prompts:
        prompts = count_text(made.prompts, "prompt")
        print(f"Left out: {prompts}. To have them too, name a file with -o.", file=err)
    if made.media:
        media = count_text(made.media, "media file")
        print(f"Left out: {media}. To have them too, name a file with -o.", file=err)


@contextmanager
def _target(output: Path, screen: Screen) -> Iterator[Path]:
    """The file to write; for the terminal one that is printed when the block ends well."""
    if output != _TERMINAL:
        yield output
        return
    with TemporaryDirectory(prefix="flashcards-") as folder:
        path = Path(folder) / "export"
        yield path
        _print(screen.out, path)


def _print(out: TextIO, path: Path) -> None:
    """Print a file byte by byte, whatever line ends and encoding a terminal is said to have.

    Raises OutputError where the stream takes no more, BrokenPipeError where nobody reads.
    """
    data = path.read_bytes()
    try:
        out.flush()
        binary = getattr(out, "buffer", None)
        if binary is None:
            out.write(data.decode("utf-8"))
        else:
            binary.write(data)
            binary.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # what the stream still holds must not be tried again when the interpreter ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        raise OutputError(f"can't write the output: {error.strerror}.") from error


def _export(
    service: ExportService, options: argparse.Namespace, path: Path, progress: Progress
) -> Export:
    deck, excel = options.deck, options.excel
    period = Period(
        None if options.first is None else day_of(options.first),
        None if options.last is None else day_of(options.last),
    )
    works: dict[str, Callable[[], Export]] = {
        "progress": lambda: service.progress(path, excel=excel, deck=deck, progress=progress),
        "reviews": lambda: service.reviews(
            path, excel=excel, deck=deck, period=period, progress=progress
        ),
        "stages": lambda: service.stages(path, excel=excel),
        "days": lambda: service.days(path, excel=excel, period=period),
        "notes": lambda: service.notes(path, excel=excel, deck=deck, progress=progress),
        "deck": lambda: service.deck(path, deck),
        "package": lambda: service.package(path, deck, progress),
        "report": lambda: service.report(path, period),
        "backup": lambda: service.backup(path, progress),
    }
    return works[options.what]()


COMMANDS = {"export": export}
