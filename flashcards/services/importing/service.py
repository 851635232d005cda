"""The one import pipeline: bytes to rows, a preview, one transaction, changes, undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.formats.collecting import collection_paused
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.importing.options import Duplicates, ImportOptions, TableChoice
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.unit_of_work import Database

if TYPE_CHECKING:
    # all formats and what goes with them: nobody who answers a card waits for that
    from flashcards.formats.delimited import TableSurvey
    from flashcards.services.importing.files import (
        FileReader,
        KnownTitles,
        ReadFile,
        SourceFile,
        SourceFiles,
    )
    from flashcards.services.importing.preview import PreviewRows
    from flashcards.services.importing.report import ImportReport
    from flashcards.services.importing.whole import ImportPlan

AS_FOUND = ImportOptions()
_LARGE = 1_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would change; nothing has been written.

    ``rows``: a row a note. ``table``: how a table is read, None for any other file.
    ``duplicates``: how many rows ask what another note asks, and what would become of them.
    """

    file: SourceFile
    plan: ImportPlan
    report: ImportReport
    rows: PreviewRows
    table: TableSurvey | None
    duplicates: int
    duplicates_become: Duplicates


class ImportService:
    """Brings in what files hold: decks, packages, tables, roadmaps, review logs."""

    def __init__(self, database: Database, schedulers: SchedulerSource, media_folder: Path) -> None:
        self._database = database
        self._schedulers = schedulers
        self._media_folder = media_folder

    def read(self, *paths: Path) -> SourceFiles:
        """The files in folders, zips and single files; close it when they are imported.

        Raises NotFoundError or FormatError where one of them can't be opened at all.
        """
        from flashcards.services.importing.files import open_files

        return open_files(*paths)

    def read_bytes(self, data: bytes, name: str) -> SourceFile:
        """The same for bytes that are here already; ``name`` is for messages."""
        from flashcards.services.importing.files import pasted

        return pasted(data, name)

    def survey(self, file: SourceFile, choice: TableChoice | None = None) -> TableSurvey | None:
        """What a table seems to be, None for no table. Raises FormatError."""
        from flashcards.services.importing.files import survey_of

        return survey_of(file, choice or TableChoice())

    def preview(
        self,
        file: SourceFile,
        options: ImportOptions = AS_FOUND,
        progress: Progress = no_progress,
    ) -> Preview:
        """What importing would change. Raises FormatError, and Cancelled."""
        from flashcards.services.importing.preview import PreviewRows
        from flashcards.services.importing.report import report_of
        from flashcards.services.importing.whole import MediaPlanner, plan_import

        with (
            collection_paused(),
            self._file_reader().reading(file, options.table, progress) as read,
        ):
            progress.step(0, 0, _("Comparing"))
            with self._database.read() as reader:
                plan = plan_import(reader, read.rows, options, MediaPlanner(reader), progress)
                report = report_of(reader, file.name, plan, progress)
        return Preview(
            file=file,
            plan=plan,
            report=report,
            rows=PreviewRows(plan, is_table=read.table is not None),
            table=read.table,
            duplicates=sum(deck.duplicates for deck in plan.decks),
            duplicates_become=_policy(read, options),
        )

    def run(
        self,
        file: SourceFile,
        options: ImportOptions = AS_FOUND,
        progress: Progress = no_progress,
        origin: str = "",
    ) -> ImportReport:
        """Import a file in one transaction, as one operation that undo takes back whole.

        Raises FormatError where nothing can be used, Cancelled when it was stopped, LibraryError
        when the disk refuses: the library is then as it was.
        """
        from flashcards.services.importing.report import report_of
        from flashcards.services.importing.whole import MediaWriter, apply_import, plan_import
        from flashcards.services.scheduling.following import followed

        label = _("Import {name}").format(name=file.name)
        with (
            collection_paused(),
            self._file_reader().reading(file, options.table, progress) as read,
        ):
            progress.step(0, 0, _("Comparing"))
            bulk = _size(read) >= _LARGE
            with self._database.write("import", label, origin, bulk=bulk) as operation:
                media = MediaWriter(operation, self._media_folder, progress)
                plan = plan_import(operation, read.rows, options, media, progress)
                report = report_of(operation, file.name, plan, progress)
                with followed(operation, self._schedulers):
                    apply_import(operation, plan, self._schedulers, progress)
                changed = bool(operation.touched)
        changes = Changes.everything(operation.id, label, origin) if changed else Changes()
        return replace(report, changes=changes)

    def _file_reader(self) -> FileReader:
        from flashcards.services.importing.files import FileReader

        return FileReader(self._known_titles)

    def _known_titles(self) -> KnownTitles:
        from flashcards.domain.matching import title_index
        from flashcards.services.importing.roadmap_plan import card_bank

        with self._database.read() as reader:
            return title_index(card_bank(reader))


def _size(read: ReadFile) -> int:
    """How many notes a file brings."""
    return sum(len(topic.notes) for deck in read.rows.decks for topic in deck.topics)


def _policy(read: ReadFile, options: ImportOptions) -> Duplicates:
    """What becomes of duplicates among the rows of a file: of those that have a choice."""
    if options.duplicates is not None:
        return options.duplicates
    from flashcards.services.importing.duplicates import policy

    choices = (
        policy(None, deck, row)
        for deck in read.rows.decks
        for topic in deck.topics
        for row in topic.notes[:1]
    )
    return Duplicates.UPDATE if Duplicates.UPDATE in choices else Duplicates.BOTH
