"""The result of an import or export in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.domain.wording import count_text

if TYPE_CHECKING:
    from flashcards.services.importing import ImportReport

MOST_WARNINGS = 200


def import_title(report: ImportReport) -> str:
    """What an import did, as a heading."""
    if report.changes.operation is None:
        return "Nothing new in this file"
    return "Roadmap imported" if report.roadmap is not None else "Deck imported"


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
        )
        if count
    ]
    return f"{', '.join(report.decks)}: {', '.join(changed) or 'no notes'}."


def warning_lines(report: ImportReport) -> str:
    """The warnings of an import, a line each, with the line of the file."""
    lines = [
        f"{report.file}:{warning.line}: {warning.message}"
        if warning.line
        else f"{report.file}: {warning.message}"
        for warning in report.warnings[:MOST_WARNINGS]
    ]
    more = len(report.warnings) - MOST_WARNINGS
    if more > 0:
        lines.append(f"and {count_text(more, 'more warning')}")
    return "\n".join(lines)
