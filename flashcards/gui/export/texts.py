"""The words of exporting. Needs no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flashcards.domain.wording import count_text, number_text
from flashcards.gui.export.what import What
from flashcards.language import _

TITLE = _("Export")
WHAT = _("What to export")
EXPORT = _("Export…")
CANCEL = _("Cancel")
STOP = _("Stop")
DECK = _("Deck")
ALL_DECKS = _("All decks")
PERIOD = _("Period")
SPANS = (
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("1 year")),
    ("all", _("All")),
    ("custom", _("Custom")),
)
FROM, TO = _("From"), _("To")
DATE_HINT = "2026-11-24"
NO_DATE = _("Write a date as 2026-11-24.")
ENDS_FIRST = _("This is before the first day.")
FORMAT = _("Format")
FORMATS = (("html", _("Web page")), ("pdf", "PDF"))
EXCEL = _("For Excel: keeps accents and the digits of long ids")
HOLDS = _("The file")
COLUMNS = _("Columns")
NO_DECKS = _("There is no deck to export.")
SHOW = _("Show in folder")
STOPPED = _("Export stopped. No file was written.")
STOPPING = _("Stopping…")
WRITING = _("Writing…")

GROUPS: tuple[tuple[str, tuple[What, ...]], ...] = (
    (_("Progress"), (What.PROGRESS, What.REVIEWS, What.STAGES, What.DAYS, What.REPORT)),
    (_("Decks"), (What.DECK, What.NOTES, What.PACKAGE)),
    (_("Everything"), (What.LIBRARY,)),
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
        _("Progress (CSV)"),
        _("CSV for spreadsheets (*.csv)"),
        "flashcards-progress",
        _("A row for each card: where it is on the road, when it is due, how well it is known."),
    ),
    What.REVIEWS: Words(
        _("Review log (CSV)"),
        _("CSV for spreadsheets (*.csv)"),
        "flashcards-reviews",
        _("A row for each answer, the oldest first. Flashcards can import it again."),
    ),
    What.STAGES: Words(
        _("Stages (CSV)"),
        _("CSV for spreadsheets (*.csv)"),
        "flashcards-stages",
        _("A row for each stage of the roadmap: its cards, its mastery, why it is open or locked."),
    ),
    What.DAYS: Words(
        _("Days (CSV)"),
        _("CSV for spreadsheets (*.csv)"),
        "flashcards-days",
        _("A row for each day studied: answers, new cards, retention, minutes."),
    ),
    What.REPORT: Words(
        _("Progress report"),
        _("Web page (*.html)"),
        "flashcards-report",
        _(
            "A page to print or send: the period in figures, mastery by stage, days studied, the "
            "weakest topics, what comes next."
        ),
    ),
    What.DECK: Words(
        _("Deck as Markdown"),
        _("Markdown deck (*.md)"),
        "",
        _(
            "All notes of the deck as readable text, its pictures and sounds in a folder beside "
            "it. Imported again, it changes nothing."
        ),
    ),
    What.NOTES: Words(
        _("Deck as CSV"),
        _("CSV for spreadsheets (*.csv)"),
        "flashcards-notes",
        _(
            "A row for each note, to edit in a spreadsheet and import again. Schedules, pictures "
            "and sounds stay here."
        ),
    ),
    What.PACKAGE: Words(
        _("Anki package"),
        _("Anki package (*.apkg)"),
        "flashcards",
        _("Notes, tags, schedules, the whole history, pictures and sounds, as Anki imports them."),
    ),
    What.LIBRARY: Words(
        _("Whole library"),
        _("Library in one file (*.zip)"),
        "flashcards-library",
        _(
            "Everything in one file, to keep or to carry to another computer. Settings, Backups "
            "brings it back."
        ),
    ),
}
PDF_KIND = _("PDF (*.pdf)")

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


def done(what: What, rows: int, file: Path, prompts: int = 0) -> str:
    """What was written; ``prompts``: the interview prompts of a deck, in files of their own."""
    if what is What.REPORT:
        return _("Report written to {name}").format(name=file.name)
    count = count_text(rows, _ROWS[what])
    if prompts and not rows:
        count = count_text(prompts, "prompt")
    elif prompts:
        also = count_text(prompts, "prompt")
        return _("{count} exported to {name}, {prompts} beside it").format(
            count=count, name=file.name, prompts=also
        )
    return _("{count} exported to {name}").format(count=count, name=file.name)


def failed(what: What) -> str:
    """That it was not written; why stands below."""
    return _("{title} was not exported").format(title=WORDS[what].title)


def so_far(done_rows: int, total: int) -> str:
    """How far a long export is."""
    return (
        WRITING
        if total <= 1
        else _("{done_rows} of {total}").format(
            done_rows=number_text(done_rows), total=number_text(total)
        )
    )


def columns(names: tuple[str, ...]) -> str:
    """The columns of a table in one line."""
    return ", ".join(names)
