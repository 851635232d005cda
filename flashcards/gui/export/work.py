"""What an export has done in the library's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.errors import NotFoundError
from flashcards.gui.export import texts
from flashcards.gui.export.choice import Choice, Span
from flashcards.gui.export.what import What
from flashcards.services.exporting.report_view import ALWAYS, Period

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.exporting.report_view import ProgressReport
    from flashcards.services.exporting.service import Export
    from flashcards.services.jobs import Job


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from: decks by name, and the columns of each table."""

    decks: tuple[str, ...]
    columns: dict[What, tuple[str, ...]]


def offer(app: App) -> Offer:
    """What the library has."""
    from flashcards.formats.delimited import DECK_COLUMNS
    from flashcards.services.exporting import rows as export_rows

    return Offer(
        tuple(deck.name for deck in app.library.decks()),
        {
            What.PROGRESS: export_rows.PROGRESS,
            What.REVIEWS: export_rows.REVIEWS,
            What.STAGES: export_rows.STAGES,
            What.DAYS: export_rows.DAYS,
            What.NOTES: DECK_COLUMNS,
        },
    )


def write(app: App, choice: Choice, path: Path, job: Job) -> Export:
    """Write the file. Raises FlashcardsError, and Cancelled when the job was stopped."""
    service = app.exporting
    deck = choice.deck or None
    works: dict[What, Callable[[], Export]] = {
        What.PROGRESS: lambda: service.progress(path, excel=choice.excel, deck=deck, progress=job),
        What.REVIEWS: lambda: service.reviews(
            path, excel=choice.excel, deck=deck, period=period_of(app, choice), progress=job
        ),
        What.STAGES: lambda: service.stages(path, excel=choice.excel),
        What.DAYS: lambda: service.days(path, excel=choice.excel, period=period_of(app, choice)),
        What.REPORT: lambda: service.report(path, period_of(app, choice)),
        What.DECK: lambda: service.deck(path, _named(deck)),
        What.NOTES: lambda: service.notes(path, excel=choice.excel, deck=deck, progress=job),
        What.PACKAGE: lambda: service.package(path, deck, job),
        What.LIBRARY: lambda: service.backup(path, job),
    }
    return works[choice.what]()


def figures(app: App, choice: Choice) -> ProgressReport:
    """What a report says, for one that is painted. Raises FlashcardsError."""
    return app.exporting.report_figures(period_of(app, choice))


def period_of(app: App, choice: Choice) -> Period:
    """The study days that were chosen, as they are now."""
    if choice.span is Span.ALL:
        return ALWAYS
    if choice.span is Span.CUSTOM:
        return choice.dates.period
    return app.exporting.last_days(int(choice.span))


def _named(deck: str | None) -> str:
    if deck is None:
        raise NotFoundError(texts.NO_DECKS)
    return deck
