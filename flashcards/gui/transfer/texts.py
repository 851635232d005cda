"""What the Import screen calls things. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flashcards.domain.wording import count_text
from flashcards.formats.delimited import encoding_name, separator_name
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.services.importing.options import Duplicates

if TYPE_CHECKING:
    from flashcards.formats.delimited import TableSurvey
    from flashcards.gui.transfer.pace import Reading
    from flashcards.services.importing.preview import RowResult
    from flashcards.services.importing.report import ImportReport
    from flashcards.services.importing.service import Preview

TITLE = "Import"
ADD_FILES = "Add files"
DROP = "Drop files here"
DROP_MORE = "Drop more files here"
FORMATS = "md, csv, tsv, txt, json, apkg, colpkg, db, zip"
EMPTY_HINT = (
    "Anki and CrowdAnki packages, tables, Markdown decks, question lists, roadmaps and review "
    "logs; folders and zips of them too. Or paste cards."
)
FILE_FILTER = (
    "All that can be imported (*.md *.markdown *.txt *.csv *.tsv *.tab *.json *.apkg *.colpkg "
    "*.anki2 *.anki21 *.db *.zip);;All files (*)"
)
PASTED = "Pasted text"
NOTHING_TO_PASTE = "There is no text to paste"
DAMAGED = "Import failed"
UNDO = "Undo import"
AGAIN = "Import again"
TAKEN_BACK = "Taken back."
STOPPED = "Cancelled. Nothing of it was imported."
NEWER_CHANGES = "Something was changed since this import. Undo that first (Ctrl+Z)."
SEPARATELY = "You can undo the import as a whole."

_KINDS = {
    "markdown": "Deck",
    "hashcards": "Hashcards",
    "obsidian": "Obsidian notes",
    "questions": "Questions",
    "roadmap": "Roadmap",
    "roadmap-json": "Roadmap",
    "review-log": "Review log",
    "anki": "Anki package",
    "mnemosyne": "Mnemosyne",
    "crowdanki": "CrowdAnki",
    "table": "Table",
}
_PARTS = {",": "CSV", "\t": "TSV"}

RESULTS: dict[str, tuple[str, str, str]] = {
    "new": ("New", "plus", "text2"),
    "updated": ("Text updated", "refresh-cw", "easy"),
    "moved": ("Moved", "refresh-cw", "text2"),
    "unchanged": ("As it is", "check", "text3"),
    "skipped": ("Skipped", "triangle-alert", "hard"),
    "matched": ("Text updated", "refresh-cw", "easy"),
    "conflict": ("Changed twice", "circle-alert", "again"),
}
"""What becomes of a row: words, icon and colour, by the value of its ``RowResult``.

The module of ``RowResult`` loads the database, for which the window does not wait.
"""

DUPLICATES: dict[Duplicates, str] = {
    Duplicates.UPDATE: "Update text, keep schedule",
    Duplicates.KEEP: "Keep mine",
    Duplicates.BOTH: "Import as separate cards",
}


def page_title(entries: int) -> str:
    """``Import 3 files``."""
    return f"{TITLE} {count_text(entries, 'file')}" if entries else TITLE


def found_text(count: int | None) -> str:
    """How many rows ask what the library asks already, None where nobody has counted."""
    if count is None:
        return "Where the question is the same"
    return f"{count:,} found in your library" if count else "None found in your library"


def kind_text(preview: Preview) -> str:
    """What a file is: ``CSV, comma``, ``Anki package``."""
    if preview.table is not None:
        return table_kind(preview.table)
    return _KINDS.get(preview.report.format, preview.report.format)


def table_kind(survey: TableSurvey) -> str:
    """``CSV, comma``."""
    named = _PARTS.get(survey.separator)
    if survey.separator == "\t":
        return "TSV, tab"
    return f"{named or 'Table'}, {separator_name(survey.separator)}"


def detected(preview: Preview) -> tuple[str, ...]:
    """What was found out about a file, a word or two each."""
    survey = preview.table
    if survey is None:
        decks = 0 if preview.report.roadmap is not None else len(preview.report.decks)
        return (kind_text(preview), *((count_text(decks, "deck"),) if decks > 1 else ()))
    parts = [table_kind(survey), encoding_name(survey.encoding).partition(" (")[0]]
    parts.append("Header row" if survey.has_header else "No header row")
    if survey.html:
        parts.append("HTML")
    return tuple(parts)


def card_text(entry: FileEntry) -> str:
    """What the card of a file says below its name."""
    about = size_text(entry)
    match entry.state:
        case FileState.OPENING | FileState.READING:
            return "Reading…"
        case FileState.FAILED:
            return f"{entry.problem.partition('. ')[0].removesuffix('.')}."
        case FileState.WAITING:
            return f"{about}. Waits."
        case FileState.RUNNING:
            return about
        case FileState.IMPORTED:
            return f"{about}. {entry.note or 'Imported.'}"
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
    notes = report.notes_added + report.notes_updated + report.notes_unchanged
    return f"{kind}, {count_text(notes + report.notes_skipped, 'note')}"


def _advice(entry: FileEntry) -> str:
    preview = entry.preview
    if preview is None:
        return ""
    if entry.counts.get("conflict"):
        return "Choose whose text counts."
    if not brings(preview.report):
        return "Nothing new."
    if preview.table is not None and not preview.table.own:
        return "Check the fields."
    roadmap = preview.report.roadmap
    if roadmap is None:
        return ""
    return "You have it already." if roadmap.adopted else "Check the stages."


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
        return "Starting"
    if not reading.total:
        return reading.label or "Working"
    words = f"{reading.done:,} of {reading.total:,}"
    if reading.seconds_left is None:
        return words
    seconds = round(reading.seconds_left)
    left = f"{seconds} s" if seconds < 120 else f"{round(seconds / 60)} min"
    return f"{words}, {left} left"


def brings(report: ImportReport) -> bool:
    """Whether importing would change anything."""
    roadmap = report.roadmap
    return roadmap is not None or bool(
        report.notes_added
        or report.notes_updated
        or report.cards_added
        or report.reviews_added
        or report.media_added
    )


def import_verb(report: ImportReport) -> str:
    """What the button says: ``Import 243 cards``."""
    if report.roadmap is not None:
        return "Import roadmap"
    cards = report.cards_added + report.notes_updated
    if cards:
        return f"Import {count_text(cards, 'card')}"
    if report.reviews_added:
        return f"Import {count_text(report.reviews_added, 'review')}"
    return "Import"


def sums(preview: Preview, counts: Mapping[RowResult, int]) -> str:
    """What importing would do, in a line: ``231 new, 12 updated, 5 skipped. …``."""
    report = preview.report
    if report.roadmap is not None:
        return roadmap_sums(preview)
    changed = counts.get("updated", 0) + counts.get("matched", 0)
    named = (
        (counts.get("new", 0), "new"),
        (changed, "updated"),
        (counts.get("conflict", 0), "changed twice"),
        (counts.get("unchanged", 0) + counts.get("moved", 0), "unchanged"),
        (counts.get("skipped", 0), "skipped"),
    )
    parts = [f"{number:,} {word}" for number, word in named if number]
    if report.reviews_added:
        parts.append(count_text(report.reviews_added, "review"))
    if report.media_added:
        parts.append(count_text(report.media_added, "media file"))
    text = f"{', '.join(parts) or 'No cards'}."
    return f"{text} {SEPARATELY}" if brings(report) else f"{text} Nothing would change."


def roadmap_sums(preview: Preview) -> str:
    """What importing a roadmap would do, in a line."""
    report = preview.report
    assert report.roadmap is not None
    cards = sum(stage.cards for stage in report.roadmap.stages)
    if report.roadmap.adopted:
        return f"It is the roadmap that you have, with {count_text(cards, 'card')}."
    text = f"{count_text(cards, 'card')} of your library match."
    if report.notes_added:
        text += f" {count_text(report.notes_added, 'draft')} for topics without cards."
    return f"{text} {SEPARATELY}"


def import_title(report: ImportReport) -> str:
    """What an import did, as a heading."""
    if report.changes.operation is None:
        return "Nothing new in this file"
    return "Roadmap imported" if report.roadmap is not None else "Imported"


def import_summary(report: ImportReport) -> str:
    """What an import did, in a sentence or two."""
    if report.roadmap is not None:
        roadmap = report.roadmap
        cards = sum(stage.cards for stage in roadmap.stages)
        topics = sum(len(stage.topics) for stage in roadmap.stages)
        text = (
            f"{roadmap.title}: {count_text(len(roadmap.stages), 'stage')}, "
            f"{count_text(topics, 'topic')}, {count_text(cards, 'card')}."
        )
        if report.notes_added:
            drafts = count_text(report.notes_added, "draft")
            text += f" {drafts} stand for topics that have no cards yet."
        return text
    changed = [
        words
        for count, words in (
            (report.notes_added, f"{count_text(report.notes_added, 'note')} added"),
            (report.notes_updated, f"{report.notes_updated:,} updated"),
            (report.notes_unchanged, f"{report.notes_unchanged:,} unchanged"),
            (report.notes_skipped, f"{report.notes_skipped:,} skipped"),
            (report.cards_added, f"{count_text(report.cards_added, 'card')} in all"),
            (report.reviews_added, f"{count_text(report.reviews_added, 'review')} brought along"),
            (report.media_added, f"{count_text(report.media_added, 'media file')}"),
        )
        if count
    ]
    return f"{decks_text(report.decks)}: {', '.join(changed) or 'no notes'}."


def decks_text(decks: tuple[str, ...], most: int = 3) -> str:
    """The names of decks, the first of many."""
    if not decks:
        return "Your library"
    names = ", ".join(name.replace("::", " › ") for name in decks[:most])
    return names if len(decks) <= most else f"{names} and {len(decks) - most} more"


def toast_text(report: ImportReport) -> str:
    """What an import did, in a few words."""
    if report.changes.operation is None:
        return f"{report.file}: nothing new"
    if report.roadmap is not None:
        return f"{report.roadmap.title} imported"
    number = report.cards_added or report.notes_updated
    if not number and report.reviews_added:
        return f"{count_text(report.reviews_added, 'review')} imported from {report.file}"
    return f"{count_text(number, 'card')} imported from {report.file}"


def topics_text(preview: Preview) -> str:
    """How many topics of a table were matched: ``Topics matched to Databases: 9 of 11``."""
    topics = preview.plan.topics
    if not topics.topics:
        return ""
    where = f" to {topics.stage}" if topics.stage else ""
    return f"Topics matched{where}: {topics.matched} of {topics.topics}"


def brought(preview: Preview) -> tuple[str, str]:
    """What a file brings that is no table: a heading and a sentence."""
    report = preview.report
    if report.roadmap is not None:
        roadmap = report.roadmap
        lines = [f"Tracks: {', '.join(roadmap.choices)}."] if roadmap.choices else []
        if roadmap.order:
            lines.append(f"Order: {' → '.join(roadmap.order)}.")
        if roadmap.tips:
            lines.append(f"{count_text(len(roadmap.tips), 'tip')}.")
        return roadmap.title, " ".join(lines)
    parts = []
    if report.notes_updated:
        parts.append(f"{count_text(report.notes_updated, 'note')} updated")
    if report.cards_added:
        parts.append(count_text(report.cards_added, "new card"))
    if report.reviews_added:
        parts.append(f"{count_text(report.reviews_added, 'review')} of their history")
    if report.media_added:
        parts.append(count_text(report.media_added, "media file"))
    text = f"{', '.join(parts)}." if parts else "Nothing that your library does not have."
    hidden = sum(len(deck.hidden) for deck in preview.plan.decks)
    if hidden:
        text += f" {count_text(hidden, 'card')} that the file has no more will be suspended."
    return decks_text(report.decks), text
