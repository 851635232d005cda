"""``flashcards export``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.parser import TABLES
from flashcards.cli.progress import progress_bar
from flashcards.domain.wording import count_text
from flashcards.errors import UsageError

if TYPE_CHECKING:
    from flashcards.services.exporting import Export, ExportService
    from flashcards.services.rebuild import Progress

_ROWS = {
    "progress": "card",
    "reviews": "review",
    "stages": "stage",
    "days": "day",
    "deck": "note",
    "backup": "card",
}


def export(call: Call) -> int:
    """Write one file."""
    options = call.options
    _check(options)
    with call.reading() as app, progress_bar(call.screen.err, "Exporting") as progress:
        made = _export(app.exporting, options, progress)
    if call.screen.as_json:
        call.screen.document({"file": str(made.file), "rows": made.rows})
    else:
        rows = count_text(made.rows, _ROWS[options.what])
        call.screen.line(f"{rows} written to {call.screen.styled(str(made.file), 'bold')}.")
    return 0


def _check(options: argparse.Namespace) -> None:
    if options.what == "deck" and options.deck is None:
        raise UsageError("name the deck: `flashcards export deck --deck NAME -o FILE`.")
    if options.what in ("stages", "days", "backup") and options.deck is not None:
        raise UsageError(f"{options.what} are not of one deck: leave --deck out.")
    if options.what not in TABLES and options.excel:
        raise UsageError("--excel is for tables: progress, reviews, stages and days.")


def _export(service: ExportService, options: argparse.Namespace, progress: Progress) -> Export:
    path, deck, excel = options.output, options.deck, options.excel
    match options.what:
        case "progress":
            return service.progress(path, excel=excel, deck=deck, progress=progress)
        case "reviews":
            return service.reviews(path, excel=excel, deck=deck, progress=progress)
        case "stages":
            return service.stages(path, excel=excel)
        case "days":
            return service.days(path, excel=excel)
        case "deck":
            return service.deck(path, deck)
        case _:
            return service.backup(path)


COMMANDS = {"export": export}
