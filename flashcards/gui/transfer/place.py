"""Import at its place in the window: files come in, are looked at, decided on and imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from flashcards.gui.actions import add_action
from flashcards.gui.command import Context
from flashcards.gui.place import Host, Place, PlaceId, undo_toast
from flashcards.gui.saving import documents_folder
from flashcards.gui.transfer import report_texts, texts, work
from flashcards.gui.transfer.dropping import ASK
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.gui.transfer.imports import Imports
from flashcards.gui.transfer.page import ImportPage, would_bring
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.importing.options import ImportOptions
    from flashcards.services.undo import Undone

_SETTLE_MS = 120  # so that a row of clicks and keys makes one preview


class ImportPlace(Place):
    """The files of the page stay while other pages are shown."""

    contexts = (Context.IMPORT,)
    toast_above = 100  # above the bar at the bottom

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.imports = Imports(host.tasks, self)
        self.page = ImportPage()
        self._present: int | None = None
        self._decided: ImportOptions | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._take_decision)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._connect()

    @property
    def present(self) -> FileEntry | None:
        """The file that is looked at."""
        return self.imports.entry(self._present)

    def enter(self, argument: object) -> None:
        """``argument``: ASK to be asked for files, or the paths of files."""
        if argument == ASK:
            self.ask()
        elif isinstance(argument, tuple):
            self.open(argument)
        self.refresh()

    def refresh(self) -> None:
        self.imports.outdate()
        imported = [e for e in self.imports.entries if e.state is FileState.IMPORTED]
        if imported:
            self.host.tasks.run(work.ends_of_history, self._show_history)

    def go_back(self) -> bool:
        """Esc cancels what runs."""
        running = self.imports.running
        if running is None:
            return False
        self.imports.cancel(running.key)
        return True

    def ask(self) -> None:
        """Ask which files to add."""
        names, _kinds = QFileDialog.getOpenFileNames(
            self, _("Import"), documents_folder(), texts.FILE_FILTER
        )
        if names:
            self.open([Path(name) for name in names])

    def open(self, paths: Sequence[Path]) -> None:
        """Put files on the list; the first of them is looked at."""
        keys = self.imports.open(paths)
        if keys:
            self.choose(keys[0])

    def paste(self) -> None:
        """Put the text of the clipboard on the list."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.choose(self.imports.paste(text))
        else:
            self.host.toaster.show_toast(texts.NOTHING_TO_PASTE)

    def choose(self, key: int) -> None:
        """Look at a file."""
        self._take_decision()
        self._present = key
        self.page.show_files(self.imports.entries, key)
        self.imports.look_at(key)

    def run(self) -> None:
        """Import the file that is looked at, and look at the next one."""
        self._take_decision()
        entry = self.present
        if entry is None or not self.page.bottom.run.isEnabled():
            return
        self.imports.start(entry.key)
        following = [e for e in self.imports.entries if e.can_run or e.is_due]
        behind = [e for e in following if e.key > entry.key] or following
        if behind:
            self.choose(behind[0].key)

    def run_all(self) -> None:
        """Import all files that can be."""
        self._take_decision()
        self.imports.start(*(entry.key for entry in self.imports.entries if would_bring(entry)))

    def discard(self, key: int) -> None:
        """Take a file off the list."""
        keys = [entry.key for entry in self.imports.entries]
        if key not in keys:
            return
        place = keys.index(key)
        self.imports.discard(key)
        left = [entry.key for entry in self.imports.entries]
        if key == self._present and key not in left:
            self._decided = None
            self._present = left[min(place, len(left) - 1)] if left else None
            self.page.show_files(self.imports.entries, self._present)
            self.imports.look_at(self._present)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.imports.pause(False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._take_decision()
            self.imports.pause(True)

    def _connect(self) -> None:
        page, imports = self.page, self.imports
        imports.listed.connect(self._show_list)
        imports.changed.connect(self._show_file)
        imports.imported.connect(self._imported)
        imports.repeated.connect(self._repeated)
        page.add_requested.connect(self.ask)
        page.paste_requested.connect(self.paste)
        page.browse_requested.connect(lambda: self.host.go(PlaceId.BROWSE))
        page.file_chosen.connect(self.choose)
        page.cancel_requested.connect(imports.cancel)
        page.discard_requested.connect(self.discard)
        page.run_requested.connect(self.run)
        page.run_all_requested.connect(self.run_all)
        page.detail.options_changed.connect(self._decide)
        page.detail.again_requested.connect(lambda: self._with_present(imports.again))
        page.detail.undo_requested.connect(self._take_back)
        add_action(self, "import.run", self.run)
        add_action(self, "import.run_all", self.run_all)
        add_action(self, "import.paste", self.paste)

    def _with_present(self, act: Callable[[int], object]) -> None:
        if self._present is not None:
            act(self._present)

    def _decide(self, options: ImportOptions) -> None:
        self._decided = options
        self._settle.start()

    def _take_decision(self) -> None:
        self._settle.stop()
        options, self._decided = self._decided, None
        if options is not None and self._present is not None:
            self.imports.set_options(self._present, options)

    def _show_list(self) -> None:
        if self.imports.entry(self._present) is None:
            entries = self.imports.entries
            self._present = entries[0].key if entries else None
        self.page.show_files(self.imports.entries, self._present)

    def _repeated(self, key: int, listed: int) -> None:
        """A file that was added again: that which is there is looked at."""
        if key == self._present:
            self.choose(listed)

    def _show_file(self, key: int) -> None:
        entry = self.imports.entry(key)
        if entry is not None and not (key == self._present and self._decided is not None):
            self.page.show_file(entry, self.imports.entries)

    def _imported(self, entry: FileEntry) -> None:
        report = entry.report
        assert report is not None
        self.host.changed(report.changes)
        words = report_texts.toast_text(report)
        if report.changes.operation is None:
            self.host.toaster.show_toast(words)
        else:
            undo_toast(self.host, words)

    def _take_back(self) -> None:
        entry = self.present
        if entry is None or entry.report is None or entry.report.changes.operation is None:
            return
        operation = entry.report.changes.operation

        def done(undone: Undone) -> None:
            self.imports.set_taken_back(entry.key, True)
            self.host.changed(undone.changes)
            self.host.toaster.show_toast(_("{label} undone").format(label=undone.label))

        self.host.tasks.run(lambda app: work.take_back(app, operation), done, self.host.told)

    def _show_history(self, ends: tuple[int | None, int | None]) -> None:
        """What was undone or done again elsewhere shows on the cards of the files."""
        undoable, redoable = ends
        for entry in self.imports.entries:
            operation = entry.report.changes.operation if entry.report is not None else None
            if operation is not None and operation in ends:
                self.imports.set_taken_back(entry.key, operation == redoable != undoable)
