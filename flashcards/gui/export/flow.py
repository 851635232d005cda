"""Exporting from the window: what to export, where to, and what came of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError
from flashcards.gui.export import texts, work
from flashcards.gui.export.choice import Choice
from flashcards.gui.export.dialog import ExportDialog
from flashcards.gui.export.what import What
from flashcards.gui.saving import ask_where
from flashcards.gui.widgets.dialog import tell
from flashcards.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from pathlib import Path

    from flashcards.gui.export.work import Offer
    from flashcards.gui.place import Host
    from flashcards.services.exporting.report_view import ProgressReport
    from flashcards.services.exporting.service import Export

_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LAST: WeakKeyDictionary[Host, Choice] = WeakKeyDictionary()


def open_export(host: Host, what: What | None = None) -> ExportDialog:
    """Ask what to export and export it; begins with ``what``, else with the last choice."""
    choice = _LAST.get(host, Choice())
    return _Flow(host, choice if what is None else replace(choice, what=what)).dialog


class _Flow(QObject):
    """Plays one dialog; it goes when the dialog does."""

    _moved = Signal(int, int)

    def __init__(self, host: Host, choice: Choice) -> None:
        dialog = ExportDialog(host if isinstance(host, QWidget) else None, choice)
        super().__init__(dialog)
        self.dialog = dialog
        self._host = host
        self._job: Job | None = None
        self._open = True
        self._moved.connect(self.dialog.show_progress)
        self.dialog.export_requested.connect(self._ask_where)
        self.dialog.stop_requested.connect(self._stop)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()
        self.dialog.focus_first()
        host.tasks.run(work.offer, self._show_offer, host.told)

    def _show_offer(self, offer: Offer) -> None:
        if self._open:
            self.dialog.set_offer(offer)

    def _ask_where(self, choice: Choice) -> None:
        ask_where(
            self.dialog,
            texts.WORDS[choice.what].title,
            _file_name(choice) + choice.suffix,
            _filter(choice),
            lambda path: self._write(replace(choice, folder=str(path.parent)), path),
            folder=choice.folder,
        )

    def _write(self, choice: Choice, path: Path) -> None:
        _LAST[self._host] = choice
        job = Job(lambda done, total, _label: self._moved.emit(done, total))
        self._job = job
        self.dialog.show_working()
        if choice.what is What.REPORT and choice.pdf:
            self._host.tasks.run(
                lambda app: work.figures(app, choice),
                lambda report: self._paint(report, choice, path),
                lambda error: self._failed(error, choice),
            )
            return
        self._host.tasks.run(
            lambda app: work.write(app, choice, path, job),
            lambda made: self._done(made, choice),
            lambda error: self._failed(error, choice),
        )

    def _paint(self, report: ProgressReport, choice: Choice, path: Path) -> None:
        """A PDF is painted here, with the fonts of the window; it takes a moment."""
        from flashcards.gui.export.report_pdf import write_report
        from flashcards.services.exporting.service import Export

        if self._job is not None and self._job.cancelled:
            self._failed(Cancelled(), choice)
            return
        try:
            write_report(report, path)
        except FlashcardsError as error:
            self._failed(error, choice)
        else:
            self._done(Export(path, report.days_studied), choice)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.dialog.show_stopping()

    def _done(self, made: Export, choice: Choice) -> None:
        self.dialog.show_ready()
        self.dialog.accept()
        said = texts.done(choice.what, made.rows, made.file, made.prompts)
        self._host.toaster.show_toast(said, texts.SHOW, callback=lambda: _show_folder(made.file))
        if made.warnings and isinstance(self._host, QWidget):
            tell(self._host, said, " ".join(made.warnings))

    def _failed(self, error: Exception, choice: Choice) -> None:
        if isinstance(error, Cancelled):
            self.dialog.show_ready()
            self.dialog.accept()
            self._host.toaster.show_toast(texts.STOPPED)
        elif isinstance(error, FlashcardsError):
            self.dialog.show_error(texts.failed(choice.what), sentence(str(error)))
        else:
            self.dialog.show_ready()
            self._host.told(error)

    def _closed(self) -> None:
        self._open = False
        kept = _LAST.get(self._host, self.dialog.choice)
        _LAST[self._host] = replace(self.dialog.choice, folder=kept.folder)


def _file_name(choice: Choice) -> str:
    """What a file is called unless the learner says otherwise: after its deck, if it is of one."""
    name = texts.WORDS[choice.what].file_name
    if not (choice.what.of_deck and choice.deck):
        return name
    deck = _NOT_IN_A_NAME.sub("-", choice.deck.replace("::", " - ")).strip(" .-") or name
    if choice.what in (What.DECK, What.PACKAGE):
        return deck
    return f"{name}-{deck}"


def _filter(choice: Choice) -> str:
    if choice.suffix == ".pdf":
        return texts.PDF_KIND
    return texts.WORDS[choice.what].file_kind


def _show_folder(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
