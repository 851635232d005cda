"""``flashcards import``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.import_words import Document, document_of, show
from flashcards.cli.progress import progress_bar
from flashcards.errors import FlashcardsError, FormatError, LibraryError
from flashcards.formats.rows import FormatWarning

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.importing.files import SourceFile, SourceFiles
    from flashcards.services.importing.options import ImportOptions
    from flashcards.services.importing.report import ImportReport


def import_files(call: Call) -> int:
    """Import files one after another; one that fails does not keep the others out."""
    opened = call.reading if call.options.dry_run else call.writing
    with opened() as app:
        run = _Run(call, app)
        for path in call.options.files:
            run.take(path)
    if call.screen.as_json:
        call.screen.document(run.documents)
    return 1 if run.failed else 0


class _Run:
    """Takes one thing after another in and tells of each."""

    def __init__(self, call: Call, app: App) -> None:
        self._call = call
        self._app = app
        self._options = _options(call)
        self.documents: list[Document] = []
        self.failed = 0

    def take(self, path: Path) -> None:
        """Import a file, or all files of a folder or zip that are of a known format."""
        try:
            with self._app.importing.read(path) as files:
                warnings = files.warnings
                for shown, file in _shown(path, files):
                    self._take_one(shown, file, warnings)
                    warnings = ()
        except LibraryError:
            raise
        except FlashcardsError as error:
            self._fail(str(path), error)

    def _take_one(self, shown: str, file: SourceFile, warnings: tuple[FormatWarning, ...]) -> None:
        try:
            report = self._import(file)
        except LibraryError:
            raise
        except FlashcardsError as error:
            self._fail(shown, error)
            return
        report = replace(report, warnings=(*warnings, *report.warnings))
        self.documents.append(document_of(shown, report))
        if not self._call.screen.as_json:
            show(self._call.screen, shown, report, dry_run=self._call.options.dry_run)

    def _import(self, file: SourceFile) -> ImportReport:
        with progress_bar(self._call.screen.err, f"Importing {file.name}") as progress:
            if self._call.options.dry_run:
                return self._app.importing.preview(file, self._options, progress).report
            return self._app.importing.run(file, self._options, progress)

    def _fail(self, shown: str, error: FlashcardsError) -> None:
        self.failed += 1
        self.documents.append({"file": shown, "error": str(error)})
        self._call.screen.error(str(error))


def _shown(path: Path, files: SourceFiles) -> Iterator[tuple[str, SourceFile]]:
    """Each file by the name that it is told of; those that nobody can read only where all are."""
    if len(files) == 1 and files[0].name == path.name:
        yield str(path), files[0]
        return
    readable = [file for file in files if file.is_known]
    if not readable:
        raise FormatError("holds no deck, table, package or roadmap.", file=str(path))
    for file in readable:
        yield str(path / file.name), file


def _options(call: Call) -> ImportOptions:
    from flashcards.services.importing.options import Duplicates, ImportOptions

    chosen = call.options.duplicates
    return ImportOptions(
        deck=call.options.deck, duplicates=None if chosen is None else Duplicates(chosen)
    )


COMMANDS = {"import": import_files}
