"""``flashcards import``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.progress import progress_bar
from flashcards.cli.screen import Screen
from flashcards.domain.wording import count_text
from flashcards.errors import FlashcardsError, LibraryError

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.importing import ImportedRoadmap, ImportReport

_DOCUMENT = dict[str, object]


def import_files(call: Call) -> int:
    """Import files one after another; one that fails does not keep the others out."""
    options = call.options
    documents: list[_DOCUMENT] = []
    failed = 0
    opened = call.reading if options.dry_run else call.writing
    with opened() as app, progress_bar(call.screen.err, "Importing") as progress:
        for number, path in enumerate(options.files, 1):
            try:
                report = _import(app, path, options.deck, dry_run=options.dry_run)
            except LibraryError:
                raise
            except FlashcardsError as error:
                failed += 1
                documents.append({"file": str(path), "error": str(error)})
                call.screen.error(str(error))
            else:
                documents.append(_document(path, report))
                if not call.screen.as_json:
                    _show(call.screen, path, report, dry_run=options.dry_run)
            progress(number, len(options.files))
    if call.screen.as_json:
        call.screen.document(documents)
    return 1 if failed else 0


def _import(app: App, path: Path, deck: str | None, *, dry_run: bool) -> ImportReport:
    source = app.importing.read(path)
    if dry_run:
        return app.importing.preview(source, deck).report
    return app.importing.run(source, deck)


def _document(path: Path, report: ImportReport) -> _DOCUMENT:
    document: _DOCUMENT = {
        "file": str(path),
        "format": report.format,
        "decks": list(report.decks),
        "notes_added": report.notes_added,
        "notes_updated": report.notes_updated,
        "notes_unchanged": report.notes_unchanged,
        "notes_skipped": report.notes_skipped,
        "cards_added": report.cards_added,
        "reviews_added": report.reviews_added,
        "media_added": report.media_added,
        "warnings": [{"line": w.line, "message": w.message} for w in report.warnings],
    }
    if report.roadmap is not None:
        document |= _roadmap_document(report.roadmap)
    return document


def _roadmap_document(roadmap: ImportedRoadmap) -> _DOCUMENT:
    return {
        "roadmap": roadmap.title,
        "adopted": roadmap.adopted,
        "stages": [
            {
                "number": stage.number,
                "title": stage.title,
                "goal": stage.goal,
                "note": stage.note,
                "optional": stage.optional,
                "topics": list(stage.topics),
                "cards": stage.cards,
            }
            for stage in roadmap.stages
        ],
        "choices": list(roadmap.choices),
        "order": list(roadmap.order),
        "tips": list(roadmap.tips),
    }


def _show(screen: Screen, path: Path, report: ImportReport, *, dry_run: bool) -> None:
    done = "would be added" if dry_run else "added"
    if report.roadmap is not None:
        _show_roadmap(screen, path, report.roadmap, dry_run=dry_run)
    else:
        words = _joined(
            (
                f"{count_text(report.notes_added, 'note')} {done}",
                _some(report.notes_updated, "updated"),
                _some(report.notes_unchanged, "unchanged"),
                _some(report.notes_skipped, "skipped"),
            )
        )
        cards = count_text(report.cards_added, "new card")
        decks = ", ".join(report.decks)
        screen.line(f"{screen.styled(str(path), 'bold')}: {words}; {cards} in {decks}.")
    for warning in report.warnings:
        place = f"{path}:{warning.line}" if warning.line else str(path)
        screen.line(f"{screen.styled(f'{place}:', 'yellow')} {warning.message}")


def _show_roadmap(screen: Screen, path: Path, roadmap: ImportedRoadmap, *, dry_run: bool) -> None:
    topics = sum(len(stage.topics) for stage in roadmap.stages)
    if roadmap.adopted:
        what = "is the roadmap that the library has already"
    else:
        what = "would become the active roadmap" if dry_run else "is the active roadmap now"
    stages = f"{count_text(len(roadmap.stages), 'stage')}, {count_text(topics, 'topic')}"
    title = screen.styled(roadmap.title, "bold")
    screen.line(f"{path}: {title} with {stages} {what}.")
    rows = [
        (
            str(stage.number),
            stage.title + (" (optional)" if stage.optional else ""),
            count_text(len(stage.topics), "topic"),
            count_text(stage.cards, "card"),
        )
        for stage in roadmap.stages
    ]
    screen.table(rows, right={0, 2, 3}, indent="  ")
    if roadmap.choices:
        screen.line(f"  Choose one: {', '.join(roadmap.choices)}")
    if roadmap.order:
        screen.line(f"  Order: {' → '.join(roadmap.order)}")
    for tip in roadmap.tips:
        screen.line(f"  Tip: {tip}")


def _some(number: int, what: str) -> str:
    return f"{number:,} {what}" if number else ""


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


COMMANDS = {"import": import_files}
