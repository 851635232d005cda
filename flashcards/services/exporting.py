"""What leaves the library: tables of progress as CSV, decks as Markdown, the whole as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flashcards.formats.markdown import write_deck
from flashcards.services import export_rows
from flashcards.services.csv_file import Cell, write_csv
from flashcards.services.day_queue import require_deck
from flashcards.services.export_deck import deck_rows
from flashcards.services.export_rows import Scales
from flashcards.services.rebuild import Progress, no_progress
from flashcards.services.scheduling import SchedulerSource
from flashcards.storage import backup, export_sql
from flashcards.storage.files import replacing
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.queue_sql import deck_and_below
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database

_REPORT_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was written; ``rows``: lines of a table, notes of a deck, cards of a backup."""

    file: Path
    rows: int


class ExportService:
    """Writes files from what the library holds; each file is written whole or not at all.

    Every method raises LibraryWriteError when the file cannot be written, and NotFoundError for a
    deck that does not exist. ``excel`` begins a table with a byte order mark.
    """

    def __init__(
        self, folder: LibraryFolder, database: Database, schedulers: SchedulerSource
    ) -> None:
        self._folder = folder
        self._database = database
        self._schedulers = schedulers

    def progress(
        self,
        path: Path,
        *,
        excel: bool = False,
        deck: str | None = None,
        progress: Progress = no_progress,
    ) -> Export:
        """A row a card with its place on the active roadmap and its memory; CSV.

        ``deck``: only the cards of that deck and those below it.
        """
        with self._database.read() as reader:
            ids = export_sql.card_ids(reader, _deck_ids(reader, deck))
            rows = export_rows.progress_rows(reader, ids, self._scales(reader))
            counted = _counted(rows, len(ids), progress)
            return _table(path, export_rows.PROGRESS, counted, excel)

    def reviews(
        self,
        path: Path,
        *,
        excel: bool = False,
        deck: str | None = None,
        progress: Progress = no_progress,
    ) -> Export:
        """A row an answer, the oldest first; those that were taken back are marked; CSV."""
        with self._database.read() as reader:
            decks = _deck_ids(reader, deck)
            retracted = export_sql.retracted_reviews(reader)
            calendar = self._schedulers.calendar(reader)
            rows = (
                export_rows.review_row(review, retracted, calendar)
                for review in export_sql.reviews(reader, decks)
            )
            counted = _counted(rows, export_sql.count_reviews(reader, decks), progress)
            return _table(path, export_rows.REVIEWS, counted, excel)

    def stages(self, path: Path, *, excel: bool = False) -> Export:
        """A row a stage of the active roadmap; CSV."""
        with self._database.read() as reader:
            rows = export_rows.stage_rows(reader, self._scales(reader))
            return _table(path, export_rows.STAGES, rows, excel)

    def days(self, path: Path, *, excel: bool = False) -> Export:
        """A row a day on which something was answered; CSV."""
        with self._database.read() as reader:
            rows = map(export_rows.day_row, export_sql.study_days(reader))
            return _table(path, export_rows.DAYS, rows, excel)

    def deck(self, path: Path, name: str) -> Export:
        """A deck as a Markdown file: imported again, it changes nothing.

        A deck nested in it is a file of its own.
        """
        with self._database.read() as reader:
            found = export_sql.deck_by_name(reader, name)
            require_deck(reader, name, frozenset() if found is None else frozenset((found.id,)))
            assert found is not None, "the line above says that there is such a deck"
            rows = deck_rows(reader, found)
        with replacing(path) as partial:
            partial.write_text(write_deck(rows), encoding="utf-8", newline="\n")
        return Export(path, sum(len(topic.notes) for topic in rows.topics))

    def backup(self, path: Path) -> Export:
        """The whole library with its media as one file, from which ``restore`` brings it back."""
        backup.write_archive(self._folder, path)
        with self._database.read() as reader:
            return Export(path, len(export_sql.card_ids(reader, None)))

    def _scales(self, reader: Reader) -> Scales:
        settings = self._schedulers.settings(reader)
        calendar = self._schedulers.calendar(reader)
        return Scales(calendar, self._database.clock.now_ms(), settings)


def _deck_ids(reader: Reader, deck: str | None) -> frozenset[int] | None:
    if deck is None:
        return None
    found = deck_and_below(reader, deck)
    require_deck(reader, deck, found)
    return found


def _table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], excel: bool
) -> Export:
    return Export(path, write_csv(path, header, rows, excel=excel))


def _counted(
    rows: Iterable[Sequence[Cell]], total: int, progress: Progress
) -> Iterator[Sequence[Cell]]:
    for done, row in enumerate(rows, 1):
        yield row
        if done % _REPORT_EVERY == 0 or done == total:
            progress(done, total)
