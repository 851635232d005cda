"""What files bring, as rows made in a test: notes, cards with their past, decks, packages."""

from __future__ import annotations

from flashcards.app import App
from flashcards.domain import ids
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.review import Rating, ReviewKind
from flashcards.formats.rows import (
    CardRow,
    DeckRows,
    ImportRows,
    LogCard,
    LogRows,
    NoteRow,
    ReviewRow,
    TopicRow,
)
from flashcards.services.importing.files import SourceFile
from flashcards.services.importing.options import ImportOptions
from flashcards.services.importing.preview import PreviewRow
from flashcards.services.importing.report import ImportReport
from flashcards.services.importing.service import Preview
from flashcards.services.jobs import Progress, no_progress

START_MS = 1_790_000_000_000  # 2026-09-21 14:13 UTC, two months before the clock of the tests
PACKAGE = "anki"


def review(
    day: float, rating: int = 3, interval_days: float | None = None, seconds: int = 8
) -> ReviewRow:
    """An answer so many days after the start, with the interval that it led to."""
    return ReviewRow(
        time_ms=START_MS + round(day * MS_PER_DAY),
        rating=Rating(rating),
        duration_ms=seconds * 1_000,
        interval_s=None if interval_days is None else round(interval_days * 86_400),
    )


def event(day: float, kind: ReviewKind, interval_days: float | None = None) -> ReviewRow:
    """A row of a log that is no answer."""
    interval_s = None if interval_days is None else round(interval_days * 86_400)
    return ReviewRow(START_MS + round(day * MS_PER_DAY), None, kind, interval_s=interval_s)


LEARNED = (review(0, 3, 10 / 1_440), review(0.01, 3, 1), review(1, 3, 4), review(5, 3, 12))
FORGOTTEN = (*LEARNED, review(17, 1, 10 / 1_440), review(17.01, 3, 2), review(19, 3, 5))


def past(
    reviews: tuple[ReviewRow, ...] = LEARNED,
    due_day: float | None = 17,
    key: str = "forward",
    **facts: object,
) -> CardRow:
    """A card with its log, due so many days after the start."""
    due_ms = None if due_day is None else START_MS + round(due_day * MS_PER_DAY)
    return CardRow(key, reviews=reviews, due_ms=due_ms, **facts)  # type: ignore[arg-type]


def a_note(
    source_id: str | None, question: str = "", answer: str = "", *cards: CardRow, **facts: object
) -> NoteRow:
    """A note; without texts of its own they are made of its id."""
    fields = NoteFields(question or f"Question {source_id}", answer or f"Answer {source_id}")
    return NoteRow(fields, source_id=source_id, cards=cards, **facts)  # type: ignore[arg-type]


def a_deck(*notes: NoteRow, title: str = "Own", **facts: object) -> DeckRows:
    """A deck as a package brings one: some notes, and nothing said of others."""
    given: dict[str, object] = {"namespace": PACKAGE, "complete": False, **facts}
    return DeckRows(title, topics=(TopicRow("", notes=notes),), **given)  # type: ignore[arg-type]


def a_table(*notes: NoteRow, title: str = "Table") -> DeckRows:
    """A deck as a table brings one: notes without ids."""
    return a_deck(*notes, title=title, namespace=None)


def a_log(title: str, *cards: tuple[int, tuple[ReviewRow, ...]]) -> LogRows:
    """A review log of cards that are numbers."""
    return LogRows(title, tuple(LogCard(card, rows) for card, rows in cards))


def file_of(*parts: DeckRows | LogRows, name: str = "own.apkg") -> SourceFile:
    """A file that brings these decks and logs."""
    decks = tuple(part for part in parts if isinstance(part, DeckRows))
    logs = tuple(part for part in parts if isinstance(part, LogRows))
    return SourceFile(name, rows=ImportRows("test", decks=decks, logs=logs))


def bring(
    app: App,
    *parts: DeckRows | LogRows,
    options: ImportOptions | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import decks and logs as one file."""
    return app.importing.run(file_of(*parts), options or ImportOptions(), progress)


def look(app: App, *parts: DeckRows | LogRows, options: ImportOptions | None = None) -> Preview:
    """The preview of the same."""
    return app.importing.preview(file_of(*parts), options or ImportOptions())


def results(app: App, *parts: DeckRows, options: ImportOptions | None = None) -> list[str]:
    """What the preview says of each row."""
    return [row.result.value for row in look(app, *parts, options=options).rows]


def preview_row(app: App, *parts: DeckRows, options: ImportOptions | None = None) -> PreviewRow:
    """The only row of a preview."""
    (row,) = look(app, *parts, options=options).rows
    return row


def card_id(source_id: str, key: str = "forward", namespace: str = PACKAGE) -> int:
    """The id of a card of a note of a package."""
    return ids.card_id(ids.note_id(namespace, source_id), key)


def cloze(source_id: str, text: str, *cards: CardRow) -> NoteRow:
    """A cloze note."""
    return a_note(source_id, text, "", *cards, kind=NoteKind.CLOZE)
