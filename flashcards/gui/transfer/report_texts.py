"""What an import did and what a file brings, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.domain.wording import count_text, number_text
from flashcards.language import _, ngettext

if TYPE_CHECKING:
    from flashcards.services.importing.report import ImportReport
    from flashcards.services.importing.service import Preview


def import_title(report: ImportReport) -> str:
    """What an import did, as a heading."""
    if report.changes.operation is None:
        return _("Nothing new in this file")
    return _("Roadmap imported") if report.roadmap is not None else _("Imported")


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
            text += _(" {drafts} stand for topics that have no cards yet.").format(drafts=drafts)
        return text
    changed = [
        words
        for count, words in (
            (
                report.notes_added,
                _("{notes} added").format(notes=count_text(report.notes_added, "note")),
            ),
            (
                report.notes_updated,
                _("{notes_updated} updated").format(
                    notes_updated=number_text(report.notes_updated)
                ),
            ),
            (
                report.notes_unchanged,
                _("{notes_unchanged} unchanged").format(
                    notes_unchanged=number_text(report.notes_unchanged)
                ),
            ),
            (
                report.notes_skipped,
                _("{notes_skipped} skipped").format(
                    notes_skipped=number_text(report.notes_skipped)
                ),
            ),
            (
                report.cards_added,
                _("{cards} in all").format(cards=count_text(report.cards_added, "card")),
            ),
            (
                report.reviews_added,
                _("{reviews} brought along").format(
                    reviews=count_text(report.reviews_added, "review")
                ),
            ),
            (report.media_added, f"{count_text(report.media_added, 'media file')}"),
            (
                report.prompts_added + report.prompts_updated,
                count_text(report.prompts_added + report.prompts_updated, "prompt"),
            ),
        )
        if count
    ]
    return f"{decks_text(report.decks)}: {', '.join(changed) or _('no notes')}."


def decks_text(decks: tuple[str, ...], most: int = 3) -> str:
    """The names of decks, the first of many."""
    if not decks:
        return _("Your library")
    names = ", ".join(name.replace("::", " › ") for name in decks[:most])
    return (
        names
        if len(decks) <= most
        else _("{names} and {n} more").format(names=names, n=len(decks) - most)
    )


def toast_text(report: ImportReport) -> str:
    """What an import did, in a few words."""
    if report.changes.operation is None:
        return _("{file}: nothing new").format(file=report.file)
    if report.roadmap is not None:
        return _("{title} imported").format(title=report.roadmap.title)
    number = report.cards_added or report.notes_updated
    if not number and report.reviews_added:
        return _("{reviews} imported from {file}").format(
            reviews=count_text(report.reviews_added, "review"), file=report.file
        )
    return _("{cards} imported from {file}").format(
        cards=count_text(number, "card"), file=report.file
    )


def brought(preview: Preview) -> tuple[str, str]:
    """What a file brings that is no table: a heading and a sentence."""
    report = preview.report
    if report.roadmap is not None:
        roadmap = report.roadmap
        lines = (
            [_("Tracks: {join}.").format(join=", ".join(roadmap.choices))]
            if roadmap.choices
            else []
        )
        if roadmap.order:
            lines.append(_("Order: {join}.").format(join=" → ".join(roadmap.order)))
        if roadmap.tips:
            lines.append(f"{count_text(len(roadmap.tips), 'tip')}.")
        return roadmap.title, " ".join(lines)
    parts = []
    if report.prompts_added:
        parts.append(count_text(report.prompts_added, "new prompt"))
    if report.prompts_updated:
        words = ngettext("{n} prompt updated", "{n} prompts updated", report.prompts_updated)
        parts.append(words.format(n=number_text(report.prompts_updated)))
    if report.notes_updated:
        parts.append(_("{notes} updated").format(notes=count_text(report.notes_updated, "note")))
    if report.cards_added:
        parts.append(count_text(report.cards_added, "new card"))
    if report.reviews_added:
        parts.append(
            _("{reviews} of their history").format(
                reviews=count_text(report.reviews_added, "review")
            )
        )
    if report.media_added:
        parts.append(count_text(report.media_added, "media file"))
    text = f"{', '.join(parts)}." if parts else _("Nothing that your library does not have.")
    hidden = sum(len(deck.hidden) for deck in preview.plan.decks)
    if hidden:
        text += _(" {cards} that the file has no more will be suspended.").format(
            cards=count_text(hidden, "card")
        )
    return decks_text(report.decks), text
