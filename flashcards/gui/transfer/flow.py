"""Importing files and exporting progress from the window, each with a plain result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards.domain.wording import count_text
from flashcards.errors import FlashcardsError
from flashcards.gui.recovery import sentence
from flashcards.gui.tasks import LibraryTasks
from flashcards.gui.theme import Role
from flashcards.gui.transfer import texts
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog, tell
from flashcards.gui.widgets.field import TextArea
from flashcards.gui.widgets.toast import Toaster

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.exporting import Export
    from flashcards.services.importing import ImportReport

IMPORT_FILTER = "Decks and roadmaps (*.md *.markdown *.txt);;All files (*)"
CSV_FILTER = "CSV for spreadsheets (*.csv)"
_WARNINGS_HEIGHT = 160
_PATIENCE_MS = 300
_REPEAT_MS = 4_000


class Transfer(QObject):
    """Asks for files, has the services read or write them, and says what came of it."""

    changed = Signal(object)
    undo_requested = Signal()

    def __init__(self, window: QWidget, tasks: LibraryTasks, toaster: Toaster) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._toaster = toaster
        self._under_way: list[str] = []
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._tell_what_is_under_way)

    def ask_import(self) -> None:
        """Ask which files to import, and import them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Import decks or roadmaps", _documents(), IMPORT_FILTER
        )
        for name in names:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Import one file in one transaction and show what it brought."""
        self._under_way.append(path.name)
        self._patience.start(_PATIENCE_MS)
        self._tasks.run(
            lambda app: _import(app, path),
            self._imported,
            lambda error: self._import_failed(path, error),
        )

    def ask_export_progress(self) -> None:
        """Ask where to, and write the progress of all cards as CSV."""
        suggested = str(Path(_documents()) / "flashcards-progress.csv")
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Export progress", suggested, CSV_FILTER
        )
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(".csv")
            self._tasks.run(
                lambda app: app.exporting.progress(path),
                self._exported,
                lambda error: self._failed("Progress was not exported", error),
            )

    def _tell_what_is_under_way(self) -> None:
        """A long import says that it is running, again and again until it is done."""
        if self._under_way:
            self._toaster.show_toast(f"Importing {self._under_way[0]}…")
            self._patience.start(_REPEAT_MS)

    def _import_failed(self, path: Path, error: Exception) -> None:
        self._done_with_one()
        self._failed(f"{path.name} was not imported", error, path.name)

    def _done_with_one(self) -> None:
        self._under_way.pop(0)
        if not self._under_way:
            self._patience.stop()

    def _imported(self, report: ImportReport) -> None:
        self._done_with_one()
        self.changed.emit(report.changes)
        dialog = Dialog(self._window, texts.import_title(report), width=520)
        dialog.add_text(texts.import_summary(report))
        if report.warnings:
            warnings = TextArea("Warnings", role=Role.CODE_EDITOR)
            warnings.setReadOnly(True)
            warnings.setPlainText(texts.warning_lines(report))
            warnings.setMinimumHeight(_WARNINGS_HEIGHT)
            dialog.add_text(count_text(len(report.warnings), "warning") + ":")
            dialog.content.addWidget(warnings)
        if report.changes.operation is not None:
            dialog.add_button("Undo import", lambda: self._undo(dialog))
        done = dialog.add_button("Done", kind=Kind.PRIMARY)
        dialog.open()
        done.focus_visibly()

    def _undo(self, dialog: Dialog) -> None:
        dialog.accept()
        self.undo_requested.emit()

    def _exported(self, export: Export) -> None:
        rows = count_text(export.rows, "card")
        self._toaster.show_toast(f"{rows} exported to {Path(export.file).name}")

    def _failed(self, title: str, error: Exception, file: str = "") -> None:
        """Says why, without the name of the file where the title has it."""
        if not isinstance(error, FlashcardsError):
            raise error
        tell(self._window, title, sentence(str(error).removeprefix(f"{file}: ")))


def _import(app: App, path: Path) -> ImportReport:
    return app.importing.run(app.importing.read(path), origin="window")


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
