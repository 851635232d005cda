"""What the Import screen calls things. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flashcards.domain.wording import count_text, number_text
from flashcards.formats.delimited import encoding_name, separator_name
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.language import _, ngettext
from flashcards.services.importing.options import Duplicates

if TYPE_CHECKING:
    from flashcards.formats.delimited import TableSurvey
    from flashcards.gui.transfer.pace import Reading
    from flashcards.services.importing.preview import RowResult
    from flashcards.services.importing.report import ImportReport
    from flashcards.services.importing.service import Preview

TITLE = _("Import")
ADD_FILES = _("Add files")
DROP = _("Drop files here")
DROP_MORE = _("Drop more files here")
FORMATS = "md, csv, tsv, txt, json, apkg, colpkg, db, zip"
EMPTY_HINT = _(
    "Anki and CrowdAnki packages, tables, Markdown decks, question lists, roadmaps and review "
    "logs; folders and zips of them too. Or paste cards."
)
FILE_FILTER = _(
    "All that can be imported (*.md *.markdown *.txt *.csv *.tsv *.tab *.json *.apkg *.colpkg "
    "*.anki2 *.anki21 *.db *.zip);;All files (*)"
)
PASTED = _("Pasted text")
NOTHING_TO_PASTE = _("There is no text to paste")
DAMAGED = _("Import failed")
UNDO = _("Undo import")
AGAIN = _("Import again")
TAKEN_BACK = _("Taken back.")
STOPPED = _("Cancelled. Nothing of it was imported.")
NEWER_CHANGES = _("Something was changed since this import. Undo that first (Ctrl+Z).")
SEPARATELY = _("You can undo the import as a whole.")

_KINDS = {
    "markdown": _("Deck"),
    "prompts": _("Interview prompts"),
    "hashcards": _("Hashcards"),
    "obsidian": _("Obsidian notes"),
    "questions": _("Questions"),
    "roadmap": _("Roadmap"),
    "roadmap-json": _("Roadmap"),
    "review-log": _("Review log"),
    "anki": _("Anki package"),
    "mnemosyne": _("Mnemosyne"),
    "crowdanki": _("CrowdAnki"),
    "table": _("Table"),
}
_PARTS = {",": "CSV", "\t": "TSV"}

RESULTS: dict[str, tuple[str, str, str]] = {
    "new": (_("New"), "plus", "text2"),
    "updated": (_("Text updated"), "refresh-cw", "easy"),
    "moved": (_("Moved"), "refresh-cw", "text2"),
    "unchanged": (_("As it is"), "check", "text3"),
    "skipped": (_("Skipped"), "triangle-alert", "hard"),
    "matched": (_("Text updated"), "refresh-cw", "easy"),
    "conflict": (_("Changed twice"), "circle-alert", "again"),
}
"""What becomes of a row: words, icon and colour, by the value of its ``RowResult``.

The module of ``RowResult`` loads the database, for which the window does not wait.
"""

HAVE_ALREADY = _("Cards you already have")
ASK_THE_SAME = _("Other cards that ask the same")
BY_ID = _("Cards of an earlier import are known by their ids: they are updated, never doubled.")

DUPLICATES: dict[Duplicates, str] = {
    Duplicates.UPDATE: _("Update text, keep schedule"),
    Duplicates.KEEP: _("Keep mine"),
    Duplicates.BOTH: _("Import as separate cards"),
}


def page_title(entries: int) -> str:
    """``Import 3 files``."""
    return f"{TITLE} {count_text(entries, 'file')}" if entries else TITLE


def found_text(count: int) -> str:
    """How many rows ask what the library asks already."""
    return (
        _("{count} found in your library").format(count=number_text(count))
        if count
        else _("None found in your library")
    )


def kind_text(preview: Preview) -> str:
    """What a file is: ``CSV, comma``, ``Anki package``."""
    if preview.table is not None:
        return table_kind(preview.table)
    return _KINDS.get(preview.report.format, preview.report.format)


def table_kind(survey: TableSurvey) -> str:
    """``CSV, comma``."""
    named = _PARTS.get(survey.separator)
    if survey.separator == "\t":
        return _("TSV, tab")
    return f"{named or _('Table')}, {separator_name(survey.separator)}"


def detected(preview: Preview) -> tuple[str, ...]:
    """What was found out about a file, a word or two each."""
    survey = preview.table
    if survey is None:
        decks = 0 if preview.report.roadmap is not None else len(preview.report.decks)
        return (kind_text(preview), *((count_text(decks, "deck"),) if decks > 1 else ()))
    parts = [table_kind(survey), encoding_name(survey.encoding).partition(" (")[0]]
    parts.append(_("Header row") if survey.has_header else _("No header row"))
    if survey.html:
        parts.append("HTML")
    return tuple(parts)


def card_text(entry: FileEntry) -> str:
    """What the card of a file says below its name."""
    about = size_text(entry)
    match entry.state:
        case FileState.OPENING | FileState.READING:
            return _("Reading…")
        case FileState.FAILED:
            return f"{entry.problem.partition('. ')[0].removesuffix('.')}."
        case FileState.WAITING:
            return f"{about}. Waits."
        case FileState.RUNNING:
            return about
        case FileState.IMPORTED:
            return f"{about}. {entry.note or _('Imported.')}"
        case FileState.READY:
            return f"{about}. {entry.problem or entry.note or _advice(entry)}".removesuffix(" ")


def size_text(entry: FileEntry) -> str:
    """What a file holds: ``CSV, 248 rows``, ``Roadmap, 10 stages, 68 topics``."""
    if entry.about:
        return entry.about
    preview = entry.preview
    report = entry.report or (preview.report if preview is not None else None)
    if report is None:
        return ""
    kind = _KINDS.get(report.format, report.format)
    if report.roadmap is not None:
        stages = report.roadmap.stages
        topics = sum(len(stage.topics) for stage in stages)
        parts = [kind, count_text(len(stages), "stage"), count_text(topics, "topic")]
        return ", ".join(parts)
    if preview is not None and preview.table is not None:
        short = _PARTS.get(preview.table.separator, "Table")
        return f"{short}, {count_text(preview.table.row_count, 'row')}"
    if report.format == "prompts":
        prompts = report.prompts_added + report.prompts_updated + report.prompts_unchanged
        return f"{kind}, {count_text(prompts + report.prompts_skipped, 'prompt')}"
    notes = report.notes_added + report.notes_updated + report.notes_unchanged
    return f"{kind}, {count_text(notes + report.notes_skipped, 'note')}"


def _advice(entry: FileEntry) -> str:
    preview = entry.preview
    if preview is None:
        return ""
    if entry.counts.get("conflict"):
        return _("Choose whose text counts.")
    if not brings(preview.report):
        return _("Nothing new.")
    if preview.table is not None and not preview.table.own:
        return _("Check the fields.")
    roadmap = preview.report.roadmap
    if roadmap is None:
        return ""
    return _("You have it already.") if roadmap.adopted else _("Check the stages.")


def icon_of(entry: FileEntry) -> tuple[str, str]:
    """The icon of a file's card and its colour."""
    match entry.state:
        case FileState.IMPORTED:
            return ("circle-check", "good") if not entry.note else ("undo-2", "text2")
        case FileState.FAILED:
            return "circle-alert", "again"
        case FileState.RUNNING:
            return "loader", "accent"
        case FileState.OPENING | FileState.READING:
            return "loader", "text3"
        case FileState.WAITING:
            return "clock", "text2"
        case FileState.READY:
            return "file-text", "accent"


def progress_text(reading: Reading | None) -> str:
    """``28 of 42, 2 s left``."""
    if reading is None:
        return _("Starting")
    if not reading.total:
        return reading.label or _("Working")
    words = _("{done} of {total}").format(
        done=number_text(reading.done), total=number_text(reading.total)
    )
    if reading.seconds_left is None:
        return words
    seconds = round(reading.seconds_left)
    left = f"{seconds} s" if seconds < 120 else _("{round} min").format(round=round(seconds / 60))
    return _("{words}, {left} left").format(words=words, left=left)


def brings(report: ImportReport) -> bool:
    """Whether importing would change anything."""
    roadmap = report.roadmap
    return roadmap is not None or bool(
        report.notes_added
        or report.notes_updated
        or report.cards_added
        or report.reviews_added
        or report.media_added
        or report.prompts_added
        or report.prompts_updated
    )


def import_verb(report: ImportReport) -> str:
    """What the button says: ``Import 243 cards``."""
    prompts = report.prompts_added + report.prompts_updated
    if prompts:
        words = ngettext("Import {n} prompt", "Import {n} prompts", prompts)
        return words.format(n=number_text(prompts))
    if report.roadmap is not None:
        return _("Import roadmap")
    cards = report.cards_added + report.notes_updated
    if cards:
        return _("Import {cards}").format(cards=count_text(cards, "card"))
    if report.reviews_added:
        return _("Import {reviews}").format(reviews=count_text(report.reviews_added, "review"))
    return _("Import")


def damage(readable: int) -> tuple[str, str]:
    """What is wrong with a file that ends in damage, and what can be had of it."""
    n = number_text(readable)
    title = _("This package is damaged after note {n}.").format(n=n)
    return title, _("The first {n} can be imported.").format(n=n)


def import_first(readable: int) -> str:
    """What the button for the readable part says: ``Import 28``."""
    return _("Import {cards}").format(cards=number_text(readable))


def sums(preview: Preview, counts: Mapping[RowResult, int]) -> str:
    """What importing would do, in a line: ``231 new, 12 updated, 5 skipped. …``."""
    report = preview.report
    if report.roadmap is not None:
        return roadmap_sums(preview)
    changed = counts.get("updated", 0) + counts.get("matched", 0)
    named = (
        (counts.get("new", 0), _("new")),
        (changed, _("updated")),
        (counts.get("conflict", 0), _("changed twice")),
        (counts.get("unchanged", 0) + counts.get("moved", 0), _("unchanged")),
        (counts.get("skipped", 0), _("skipped")),
    )
    parts = [f"{number_text(number)} {word}" for number, word in named if number]
    if report.reviews_added:
        parts.append(count_text(report.reviews_added, "review"))
    if report.media_added:
        parts.append(count_text(report.media_added, "media file"))
    text = f"{', '.join(parts) or _('No cards')}."
    return (
        f"{text} {SEPARATELY}"
        if brings(report)
        else _("{text} Nothing would change.").format(text=text)
    )


def roadmap_sums(preview: Preview) -> str:
    """What importing a roadmap would do, in a line."""
    report = preview.report
    assert report.roadmap is not None
    cards = sum(stage.cards for stage in report.roadmap.stages)
    if report.roadmap.adopted:
        return _("It is the roadmap that you have, with {cards}.").format(
            cards=count_text(cards, "card")
        )
    text = _("{cards} of your library match.").format(cards=count_text(cards, "card"))
    if report.notes_added:
        text += _(" {drafts} for topics without cards.").format(
            drafts=count_text(report.notes_added, "draft")
        )
    return f"{text} {SEPARATELY}"


def topics_text(preview: Preview) -> str:
    """How many topics of a table were matched: ``Topics matched to Databases: 9 of 11``."""
    topics = preview.plan.topics
    if not topics.topics:
        return ""
    where = _(" to {stage}").format(stage=topics.stage) if topics.stage else ""
    return _("Topics matched{where}: {matched} of {topics}").format(
        where=where, matched=topics.matched, topics=topics.topics
    )
