"""The words of exporting. Needs no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flashcards.domain.wording import count_text
from flashcards.gui.export.what import What

TITLE = "Export"
WHAT = "What to export"
EXPORT = "Export…"
CANCEL = "Cancel"
STOP = "Stop"
DECK = "Deck"
ALL_DECKS = "All decks"
PERIOD = "Period"
SPANS = (
    ("30", "30 days"),
    ("90", "90 days"),
    ("365", "1 year"),
    ("all", "All"),
    ("custom", "Custom"),
)
FROM, TO = "From", "To"
DATE_HINT = "2026-11-24"
NO_DATE = "Write a date as 2026-11-24."
ENDS_FIRST = "This is before the first day."
FORMAT = "Format"
FORMATS = (("html", "Web page"), ("pdf", "PDF"))
EXCEL = "For Excel: keeps accents and the digits of long ids"
HOLDS = "The file"
COLUMNS = "Columns"
NO_DECKS = "There is no deck to export."
SHOW = "Show in folder"
STOPPED = "Export stopped. No file was written."
STOPPING = "Stopping…"
WRITING = "Writing…"
REPLACE = "Replace"

GROUPS: tuple[tuple[str, tuple[What, ...]], ...] = (
    ("Progress", (What.PROGRESS, What.REVIEWS, What.STAGES, What.DAYS, What.REPORT)),
    ("Decks", (What.DECK, What.NOTES, What.PACKAGE)),
    ("Everything", (What.LIBRARY,)),
)


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of file is called: in the list, in a dialog for files, and what it holds."""

    title: str
    file_kind: str
    file_name: str
    holds: str


WORDS: dict[What, Words] = {
    What.PROGRESS: Words(
        "Progress (CSV)",
        "CSV for spreadsheets (*.csv)",
        "flashcards-progress",
        "A row for each card: where it is on the road, when it is due, how well it is known.",
    ),
    What.REVIEWS: Words(
        "Review log (CSV)",
        "CSV for spreadsheets (*.csv)",
        "flashcards-reviews",
        "A row for each answer, the oldest first. Flashcards can import it again.",
    ),
    What.STAGES: Words(
        "Stages (CSV)",
        "CSV for spreadsheets (*.csv)",
        "flashcards-stages",
        "A row for each stage of the roadmap: its cards, its mastery, why it is open or locked.",
    ),
    What.DAYS: Words(
        "Days (CSV)",
        "CSV for spreadsheets (*.csv)",
        "flashcards-days",
        "A row for each day studied: answers, new cards, retention, minutes.",
    ),
    What.REPORT: Words(
        "Progress report",
        "Web page (*.html)",
        "flashcards-report",
        "A page to print or send: the period in figures, mastery by stage, days studied, the "
        "weakest topics, what comes next.",
    ),
    What.DECK: Words(
        "Deck as Markdown",
        "Markdown deck (*.md)",
        "",
        "All notes of the deck as readable text, its pictures and sounds in a folder beside it. "
        "Imported again, it changes nothing.",
    ),
    What.NOTES: Words(
        "Deck as CSV",
        "CSV for spreadsheets (*.csv)",
        "flashcards-notes",
        "A row for each note, to edit in a spreadsheet and import again. Schedules, pictures and "
        "sounds stay here.",
    ),
    What.PACKAGE: Words(
        "Anki package",
        "Anki package (*.apkg)",
        "flashcards",
        "Notes, tags, schedules, the whole history, pictures and sounds, as Anki imports them.",
    ),
    What.LIBRARY: Words(
        "Whole library",
        "Library in one file (*.zip)",
        "flashcards-library",
        "Everything in one file, to keep or to carry to another computer. Settings, Backups "
        "brings it back.",
    ),
}
PDF_KIND = "PDF (*.pdf)"

_ROWS = {
    What.PROGRESS: "card",
    What.REVIEWS: "review",
    What.STAGES: "stage",
    What.DAYS: "day",
    What.DECK: "note",
    What.NOTES: "note",
    What.PACKAGE: "note",
    What.LIBRARY: "card",
}


def done(what: What, rows: int, file: Path) -> str:
    """What was written."""
    if what is What.REPORT:
        return f"Report written to {file.name}"
    return f"{count_text(rows, _ROWS[what])} exported to {file.name}"


def failed(what: What) -> str:
    """That it was not written; why stands below."""
    return f"{WORDS[what].title} was not exported"


def replace_question(file: Path) -> tuple[str, str]:
    """Whether a file may be written over: title and text."""
    return f"Replace {file.name}?", "There is a file of this name already. It would be lost."


def so_far(done_rows: int, total: int) -> str:
    """How far a long export is."""
    return WRITING if total <= 1 else f"{done_rows:,} of {total:,}"


def columns(names: tuple[str, ...]) -> str:
    """The columns of a table in one line."""
    return ", ".join(names)
