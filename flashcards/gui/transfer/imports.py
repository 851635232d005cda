"""The files of the Import page and what becomes of them, one after another in the background.

``Imports`` knows no widget: the page shows its entries and tells it what the user wants. It hands
the library's thread one piece of work at a time, so that other pages wait for one file at most:
imports that were asked for first, then the preview of the file that is looked at, then the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from flashcards.errors import FlashcardsError
from flashcards.gui.transfer import texts, work
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.gui.transfer.pace import Pace
from flashcards.services.importing.options import ImportOptions
from flashcards.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from flashcards.gui.tasks import LibraryTasks
    from flashcards.gui.transfer.work import Found, Looked
    from flashcards.services.importing.report import ImportReport

_EVERY_S = 0.05


class Imports(QObject):
    """The list of files.

    ``changed`` names the entry that is another now; ``repeated`` one that went, as it was listed
    already, and that which it is.
    """

    listed = Signal()
    changed = Signal(int)
    imported = Signal(object)
    repeated = Signal(int, int)
    _stepped = Signal(int, int, int, str)

    def __init__(self, tasks: LibraryTasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._entries: dict[int, FileEntry] = {}
        self._next_key = 1
        self._looked_at: int | None = None
        self._paused = False
        self._busy: int | None = None
        self._job: Job | None = None
        self._pace = Pace()
        self._stepped.connect(self._show_step, Qt.ConnectionType.QueuedConnection)

    @property
    def entries(self) -> tuple[FileEntry, ...]:
        """The files in their order."""
        return tuple(self._entries.values())

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._busy is None

    @property
    def running(self) -> FileEntry | None:
        """The file that is being imported now."""
        return next((e for e in self.entries if e.state is FileState.RUNNING), None)

    def entry(self, key: int | None) -> FileEntry | None:
        """A file of the list."""
        return None if key is None else self._entries.get(key)

    def open(self, paths: Sequence[Path]) -> list[int]:
        """Put files, folders and zips on the list; their keys for now."""
        keys = [self._add(path.name, FileState.OPENING, path=path) for path in paths]
        self.listed.emit()
        self._pump()
        return keys

    def paste(self, text: str) -> int:
        """Put a text on the list as a file of its own; its key."""
        key = self._add(texts.PASTED, FileState.OPENING)
        data = text.encode("utf-8", "replace")
        self.listed.emit()
        self._tasks.run(
            lambda app: app.importing.read_bytes(data, texts.PASTED),
            lambda file: self._update(key, state=FileState.READING, file=file),
            lambda error: self._not_opened(key, error),
        )
        return key

    def look_at(self, key: int | None) -> None:
        """Have the preview of this file made before those of others."""
        self._looked_at = key
        self._pump()

    def set_options(self, key: int, options: ImportOptions) -> None:
        """Decide something about a file; its preview follows."""
        entry = self._entries.get(key)
        if entry is None or entry.state is not FileState.READY or options == entry.options:
            return
        if self._busy == key and self._job is not None:
            self._job.cancel()
        self._update(key, options=options, fresh=False, problem="", note="")

    def start(self, *keys: int) -> None:
        """Import these files after those that wait already."""
        for key in keys:
            entry = self._entries.get(key)
            if entry is not None and entry.can_run:
                if self._busy == key and self._job is not None:
                    self._job.cancel()
                self._change(key, state=FileState.WAITING, note="")
        self._pump()

    def cancel(self, key: int) -> None:
        """Stop importing a file; nothing of it is kept."""
        entry = self._entries.get(key)
        if entry is None:
            return
        if entry.state is FileState.WAITING:
            self._update(key, state=FileState.READY, note="")
        elif entry.state is FileState.RUNNING and self._job is not None:
            self._job.cancel()

    def discard(self, key: int) -> None:
        """Take a file off the list; one that is being imported stays."""
        entry = self._entries.get(key)
        if entry is None or entry.state is FileState.RUNNING:
            return
        if self._busy == key and self._job is not None:
            self._job.cancel()
        del self._entries[key]
        self.listed.emit()

    def again(self, key: int) -> None:
        """Look at a file anew that failed or was imported."""
        entry = self._entries.get(key)
        if entry is None or entry.state not in {FileState.FAILED, FileState.IMPORTED}:
            return
        state = FileState.READING if entry.file is not None else FileState.OPENING
        self._update(key, state=state, report=None, preview=None, problem="", note="", fresh=False)

    def outdate(self) -> None:
        """The library has changed: previews are to be made anew."""
        for entry in self.entries:
            if entry.state is FileState.READY:
                self._entries[entry.key] = replace(entry, fresh=False)
        self._pump()

    def set_taken_back(self, key: int, taken_back: bool) -> None:
        """An import was undone, or done again."""
        note = texts.TAKEN_BACK if taken_back else ""
        entry = self._entries.get(key)
        if entry is not None and entry.state is FileState.IMPORTED and entry.note != note:
            self._change(key, note=note)

    def pause(self, paused: bool) -> None:
        """While nobody looks, make no previews: other pages want the library."""
        self._paused = paused
        running = self.running is not None
        if paused and self._busy is not None and not running and self._job is not None:
            self._job.cancel()
        self._pump()

    def _add(self, name: str, state: FileState, **facts: Any) -> int:
        key, self._next_key = self._next_key, self._next_key + 1
        self._entries[key] = FileEntry(key, name, state, **facts)
        return key

    def _change(self, key: int, **changes: Any) -> None:
        if key in self._entries:
            self._entries[key] = replace(self._entries[key], **changes)
            self.changed.emit(key)

    def _update(self, key: int, **changes: Any) -> None:
        self._change(key, **changes)
        self._pump()

    def _pump(self) -> None:
        """Begin the next piece of work, if none is under way."""
        if self._busy is not None:
            return
        entry = self._following()
        if entry is None:
            return
        self._busy = entry.key
        match entry.state:
            case FileState.OPENING:
                path = entry.path
                assert path is not None
                self._submit(
                    lambda app: work.open_path(app, path),
                    lambda found: self._opened(entry, found),
                    lambda error: self._not_opened(entry.key, error),
                )
            case FileState.WAITING:
                self._run(entry)
            case _:
                self._preview(entry)

    def _following(self) -> FileEntry | None:
        order = [e for e in self.entries if e.state is FileState.WAITING]
        order += [e for e in self.entries if e.state is FileState.OPENING and e.path is not None]
        if not order and not self._paused:
            order = [e for e in self.entries if e.is_due]
            order.sort(key=lambda entry: entry.key != self._looked_at)
        return order[0] if order else None

    def _submit(
        self,
        task: Callable[[Any], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        def ended(act: Callable[[Any], object]) -> Callable[[Any], object]:
            def call(value: Any) -> None:
                self._busy = self._job = None
                try:
                    act(value)
                finally:
                    self._pump()

            return call

        self._tasks.run(task, ended(done), ended(failed))

    def _opened(self, entry: FileEntry, found: tuple[Found, ...]) -> None:
        """Put what was found, and is not listed yet, in the place of what was chosen."""
        if entry.key not in self._entries:
            return
        known = {e.identity: e.key for e in self.entries if e.identity and e.key != entry.key}
        repeated = [known[each.identity] for each in found if each.identity in known]
        added = self._read_entries(entry, [f for f in found if f.identity not in known])
        entries: dict[int, FileEntry] = {}
        for key, present in self._entries.items():
            entries |= added if key == entry.key else {key: present}
        self._entries = entries
        if not added:
            self.repeated.emit(entry.key, repeated[0])
        self.listed.emit()
        for key in repeated:
            self.again(key)

    def _read_entries(self, entry: FileEntry, found: Sequence[Found]) -> dict[int, FileEntry]:
        """The files in what was chosen, by key; the first keeps that of ``entry``."""
        entries: dict[int, FileEntry] = {}
        key = entry.key
        for each in found:
            entries[key] = replace(
                entry,
                key=key,
                name=each.name,
                state=FileState.READING,
                place=each.place,
                file=each.file,
                identity=each.identity,
            )
            key, self._next_key = self._next_key, self._next_key + 1
        return entries

    def _not_opened(self, key: int, error: Exception) -> None:
        entry = self._entries.get(key)
        self._fail(key, error, "" if entry is None else entry.name)

    def _preview(self, entry: FileEntry) -> None:
        job = self._job = Job()
        options = entry.options

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled):
                return
            present = self._entries.get(entry.key)
            if present is None or present.preview is None or present.options != options:
                self._fail(entry.key, error, entry.name)
            elif isinstance(error, FlashcardsError):
                self._change(entry.key, problem=work.reason(error, entry.name))
            else:
                raise error

        self._submit(
            lambda app: work.preview(app, entry, options, job),
            lambda looked: self._previewed(entry.key, options, looked),
            failed,
        )

    def _previewed(self, key: int, options: ImportOptions, looked: Looked) -> None:
        entry = self._entries.get(key)
        if entry is None or entry.state not in {FileState.READING, FileState.READY}:
            return
        preview = looked.preview
        facts: dict[str, Any] = {
            "preview": preview,
            "counts": looked.counts,
            "conflicts": looked.conflicts,
            "fresh": entry.options == options,
        }
        if entry.original is None and preview.plan.roadmaps and not options.edits:
            facts["original"] = preview.plan.roadmaps[0].rows
        self._change(key, state=FileState.READY, problem="", **facts)

    def _run(self, entry: FileEntry) -> None:
        self._pace = Pace()
        last = 0.0

        def report(done: int, total: int, label: str) -> None:
            nonlocal last
            now = time.monotonic()
            if label or now - last >= _EVERY_S or done == total:
                last = now
                self._stepped.emit(entry.key, done, total, label)

        job = self._job = Job(report)
        self._change(entry.key, state=FileState.RUNNING, reading=None)

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled):
                self._change(
                    entry.key, state=FileState.READY, note=texts.STOPPED, reading=None, fresh=True
                )
            else:
                self._fail(entry.key, error, entry.name)

        self._submit(
            lambda app: work.run(app, entry, job),
            lambda done: self._imported(entry.key, done),
            failed,
        )

    def _imported(self, key: int, report: ImportReport) -> None:
        entry = self._entries.get(key)
        if entry is None:
            return
        # the preview holds all notes of the file: it goes
        self._change(
            key,
            state=FileState.IMPORTED,
            report=report,
            about=texts.size_text(entry),
            preview=None,
            original=None,
            conflicts=(),
            reading=None,
            note="",
        )
        self.imported.emit(self._entries[key])

    def _fail(self, key: int, error: Exception, name: str) -> None:
        told = isinstance(error, FlashcardsError)
        problem = work.reason(error, name) if told else texts.DAMAGED
        self._change(key, state=FileState.FAILED, problem=problem, reading=None)
        if not told:
            raise error

    def _show_step(self, key: int, done: int, total: int, label: str) -> None:
        entry = self._entries.get(key)
        if entry is not None and entry.state is FileState.RUNNING:
            reading = self._pace.step(done, total, label, time.monotonic())
            self._change(key, reading=reading)
