"""What ``flashcards import`` tells of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flashcards.cli.screen import Screen
from flashcards.domain.wording import count_text
from flashcards.language import ngettext

if TYPE_CHECKING:
    from flashcards.services.importing.report import ImportedRoadmap, ImportReport

Document = dict[str, object]
_MOST_WARNINGS = 100
_MOST_DECKS = 8


def document_of(shown: str, report: ImportReport) -> Document:
    """The document of one file."""
    document: Document = {
        "file": shown,
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
    if report.format == "prompts":
        document["prompts_added"] = report.prompts_added
        document["prompts_updated"] = report.prompts_updated
        document["prompts_unchanged"] = report.prompts_unchanged
        document["prompts_skipped"] = report.prompts_skipped
    if report.roadmap is not None:
        document |= _roadmap_document(report.roadmap)
    return document


def _roadmap_document(roadmap: ImportedRoadmap) -> Document:
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


def show(screen: Screen, shown: str, report: ImportReport, *, dry_run: bool) -> None:
    """Tell a person what importing a file did, or would do."""
    if report.roadmap is not None:
        _show_roadmap(screen, shown, report.roadmap, dry_run=dry_run)
    elif report.format == "prompts":
        words = _prompts_sentence(report, dry_run=dry_run)
        screen.line(f"{screen.styled(shown, 'bold')}: {words}.")
    else:
        screen.line(f"{screen.styled(shown, 'bold')}: {_sentence(report, dry_run=dry_run)}.")
    for warning in report.warnings[:_MOST_WARNINGS]:
        place = f"{shown}:{warning.line}" if warning.line else shown
        screen.line(f"{screen.styled(f'{place}:', 'yellow')} {warning.message}")
    more = len(report.warnings) - _MOST_WARNINGS
    if more > 0:
        screen.line(f"and {count_text(more, 'more warning')}; --json has them all.")


def _sentence(report: ImportReport, *, dry_run: bool) -> str:
    unchanged = _some(report.notes_unchanged, "unchanged")
    skipped = _some(report.notes_skipped, "skipped")
    brought = (
        report.notes_added,
        report.notes_updated,
        report.cards_added,
        report.reviews_added,
        report.media_added,
    )
    if not any(brought):
        would_be = "nothing would be new" if dry_run else "nothing is new"
        return _joined((would_be, unchanged, skipped))
    done = "would be added" if dry_run else "added"
    notes = _joined(
        (
            f"{count_text(report.notes_added, 'note')} {done}",
            _some(report.notes_updated, "updated"),
            unchanged,
            skipped,
        )
    )
    cards = count_text(report.cards_added, "new card")
    where = f" in {_decks(report.decks)}" if report.decks else ""
    reviews = _some(report.reviews_added, "reviews")
    media = _some(report.media_added, "pictures and sounds")
    return f"{notes}; {_joined((cards + where, reviews, media))}"


def _prompts_sentence(report: ImportReport, *, dry_run: bool) -> str:
    unchanged = _some(report.prompts_unchanged, "unchanged")
    skipped = _some(report.prompts_skipped, "skipped")
    if not report.prompts_added and not report.prompts_updated:
        would_be = "nothing would be new" if dry_run else "nothing is new"
        return _joined((would_be, unchanged, skipped))
    prompts = ngettext("{n} prompt", "{n} prompts", report.prompts_added)
    added = prompts.format(n=report.prompts_added)
    done = "would be added" if dry_run else "added"
    updated = _some(report.prompts_updated, "updated")
    return _joined((f"{added} {done}", updated, unchanged, skipped))


def _decks(names: Sequence[str]) -> str:
    """The names of decks, of many the first ones."""
    if len(names) <= _MOST_DECKS:
        return ", ".join(names)
    return (
        f"{', '.join(names[:_MOST_DECKS])} and {count_text(len(names) - _MOST_DECKS, 'more deck')}"
    )


def _show_roadmap(screen: Screen, shown: str, roadmap: ImportedRoadmap, *, dry_run: bool) -> None:
    topics = sum(len(stage.topics) for stage in roadmap.stages)
    if roadmap.adopted:
        what = "is the roadmap that the library has already"
    else:
        what = "would become the active roadmap" if dry_run else "is the active roadmap now"
    stages = f"{count_text(len(roadmap.stages), 'stage')}, {count_text(topics, 'topic')}"
    title = screen.styled(roadmap.title, "bold")
    screen.line(f"{shown}: {title} with {stages} {what}.")
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
