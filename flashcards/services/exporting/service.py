"""What leaves the library: tables as CSV, decks, a report of progress, the whole as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from flashcards.domain.wording import count_text
from flashcards.errors import LibraryWriteError
from flashcards.formats.collecting import collection_paused
from flashcards.language import _
from flashcards.services.exporting import rows as export_rows
from flashcards.services.exporting.csv_file import Cell, write_csv
from flashcards.services.exporting.deck import export_deck
from flashcards.services.exporting.package import PackageWriter
from flashcards.services.exporting.report_view import ALWAYS, Period, ProgressReport
from flashcards.services.exporting.rows import Scales
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.day_queue import require_deck
from flashcards.storage import backup, export_sql
from flashcards.storage.files import replacing
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.queue_sql import deck_and_below
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database

_T = TypeVar("_T")
_REPORT_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was written.

    ``rows``: lines of a table, notes of a deck or package, cards of a backup, days that a report
    counts. ``files``: all with notes where there are more. ``media``: how many pictures and sounds
    lie beside it. ``warnings``: what could not be written as it is, in sentences. ``prompts``: how
    many interview prompts of a deck are in ``prompt_files``.
    """

    file: Path
    rows: int
    files: tuple[Path, ...] = ()
    media: int = 0
    warnings: tuple[str, ...] = ()
    prompts: int = 0
    prompt_files: tuple[Path, ...] = ()


class ExportService:
    """Writes files from what the library holds; each file is written whole or not at all.

    Every method raises LibraryWriteError when the file cannot be written, and NotFoundError for a
    deck that does not exist. ``deck``: only that deck and those below it. ``period``: only what
    was on its study days. ``excel`` makes a table fit for spreadsheets, which begin to read it by
    its byte order mark, and writes ids, of which they would lose the last digits, as ``="…"``.
    ``progress`` is told now and then how far it is; what it raises stops the work, and the file
    is then as it was.
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
        """A row a card with its place on the active roadmap and its memory; CSV."""
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
        period: Period = ALWAYS,
        progress: Progress = no_progress,
    ) -> Export:
        """A row an answer, the oldest first; those that were taken back are marked; CSV."""
        with self._database.read() as reader:
            decks = _deck_ids(reader, deck)
            retracted = export_sql.retracted_reviews(reader)
            calendar = self._schedulers.calendar(reader)
            total = export_sql.count_reviews(reader, decks)
            rows = (
                export_rows.review_row(review, retracted, calendar)
                for review in _counted(export_sql.reviews(reader, decks), total, progress)
                if review.study_day in period
            )
            return _table(path, export_rows.REVIEWS, rows, excel)

    def stages(self, path: Path, *, excel: bool = False) -> Export:
        """A row a stage of the active roadmap; CSV."""
        with self._database.read() as reader:
            rows = export_rows.stage_rows(reader, self._scales(reader))
            return _table(path, export_rows.STAGES, rows, excel)

    def days(self, path: Path, *, excel: bool = False, period: Period = ALWAYS) -> Export:
        """A row a day on which something was answered; CSV."""
        with self._database.read() as reader:
            days = export_sql.study_days(reader, period.first)
            rows = (export_rows.day_row(day) for day in days if day[0] in period)
            return _table(path, export_rows.DAYS, rows, excel)

    def notes(
        self,
        path: Path,
        *,
        excel: bool = False,
        deck: str | None = None,
        progress: Progress = no_progress,
    ) -> Export:
        """A row a note with its texts, which an import reads back; CSV."""
        from flashcards.services.exporting import table as export_table

        with self._database.read() as reader:
            table = export_table.note_table(reader, _deck_ids(reader, deck))
            rows = export_table.note_rows(reader, table)
            counted = _counted(rows, len(table.note_ids), progress)
            made = _table(path, export_table.COLUMNS, counted, excel)
        return Export(path, made.rows, warnings=table.warnings)

    def deck(self, path: Path, name: str) -> Export:
        """A deck as a Markdown file, its media beside it: imported again, it changes nothing.

        A deck nested in it is a file of its own, and so are its notes of another namespace and its
        interview prompts.
        """
        with self._database.read() as reader:
            found = export_sql.deck_by_name(reader, name)
            require_deck(reader, name, frozenset() if found is None else frozenset((found.id,)))
            assert found is not None, "the line above says that there is such a deck"
            made = export_deck(reader, self._folder.media, found, path)
        files = made.files if len(made.files) > 1 else ()
        return Export(
            file=path,
            rows=made.notes,
            files=files,
            media=made.media,
            warnings=made.warnings,
            prompts=made.prompts,
            prompt_files=made.prompt_files,
        )

    def package(
        self, path: Path, deck: str | None = None, progress: Progress = no_progress
    ) -> Export:
        """Notes with their history and media as an Anki package; ``rows`` are its notes."""
        with (
            collection_paused(),
            self._database.read() as reader,
            _stoppable(path, progress) as partial,
        ):
            decks = _deck_ids(reader, deck)
            made = PackageWriter(
                reader=_watched(reader, progress),
                media_folder=self._folder.media,
                calendar=self._schedulers.calendar(reader),
                settings=self._schedulers.settings(reader),
                now_ms=self._database.clock.now_ms(),
            ).write(partial, decks)
        gone = (
            (
                _("{media_files} of these notes are not in the library.").format(
                    media_files=count_text(made.missing, "media file")
                ),
            )
            if made.missing
            else ()
        )
        return Export(path, made.notes, media=made.media, warnings=gone)

    def backup(self, path: Path, progress: Progress = no_progress) -> Export:
        """The whole library with its media as one file, from which ``restore`` brings it back."""
        with _stoppable(path, progress) as partial:
            backup.write_archive(self._folder, partial)
        with self._database.read() as reader:
            return Export(path, len(export_sql.card_ids(reader, None)))

    def report(self, path: Path, period: Period = ALWAYS) -> Export:
        """A report of progress as one HTML file, to look at or to print.

        Raises InvalidValueError for a period that ends before it begins.
        """
        from flashcards.services.exporting.report_html import report_html

        found = self.report_figures(period)
        with replacing(path) as partial:
            partial.write_text(report_html(found), encoding="utf-8", newline="\n")
        return Export(path, found.days_studied)

    def report_figures(self, period: Period = ALWAYS) -> ProgressReport:
        """What such a report says, to draw it another way."""
        from flashcards.services.exporting.report import make_report

        return make_report(self._database, self._schedulers, period)

    def last_days(self, days: int) -> Period:
        """The last ``days`` study days, today among them."""
        with self._database.read() as reader:
            today = self._schedulers.calendar(reader).day(self._database.clock.now_ms())
        return Period(today - days + 1, today)

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
    rows = export_rows.with_whole_ids(header, rows) if excel else rows
    return Export(path, write_csv(path, header, rows, excel=excel))


def _counted(rows: Iterable[_T], total: int, progress: Progress) -> Iterator[_T]:
    for done, row in enumerate(rows, 1):
        yield row
        if done % _REPORT_EVERY == 0 or done == total:
            progress.step(done, total)


@contextmanager
def _stoppable(path: Path, progress: Progress) -> Iterator[Path]:
    """A file to be written, thrown away if ``progress`` stops the work when it is whole."""
    with replacing(path) as partial:
        try:
            yield partial
        except LibraryWriteError as error:
            raise LibraryWriteError(str(error).replace(str(partial), str(path))) from error
        progress.step(1, 1)


def _watched(reader: Reader, progress: Progress) -> Reader:
    """A reader that lets long work be stopped before each question."""
    return cast("Reader", _WatchedReader(reader, progress))


class _WatchedReader:
    def __init__(self, reader: Reader, progress: Progress) -> None:
        self._reader = reader
        self._progress = progress

    def __getattr__(self, method: str) -> object:
        self._progress.step(0, 0)
        return getattr(self._reader, method)
