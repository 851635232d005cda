"""What the program is, what it is made of, and how a problem is reported."""

from __future__ import annotations

import locale
import platform
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards import __version__
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind
from flashcards.gui.widgets.dialog import Dialog, tell
from flashcards.gui.widgets.field import TextArea
from flashcards.language import _, spoken
from flashcards.licences import notices
from flashcards.logbook import recent

_HEIGHT = 420
_FILE = "flashcards-report.txt"


def about_rows(
    licences: Callable[[], object], report: Callable[[], object], log: Callable[[], object]
) -> list[SettingRow]:
    """The rows of 'About'."""
    copy = Button(_("Copy"))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
    show = Button(_("Show"))
    show.clicked.connect(licences)
    tell_us = Button(_("Report…"))
    tell_us.clicked.connect(report)
    folder = Button(_("Open folder"))
    folder.clicked.connect(log)
    made_of = _("Of the fonts, icons and libraries that it is made of")
    about_report = _("Versions and the log, to read, copy or save; nothing is sent")
    return [
        SettingRow(
            _("Flashcards {version}").format(version=__version__),
            versions().split("\n", 1)[1],
            copy,
        ),
        SettingRow(_("Licences"), made_of, show),
        SettingRow(_("Report a problem"), about_report, tell_us),
        SettingRow(_("Log"), _("Holds what went wrong, never the text of a card"), folder),
    ]


def versions() -> str:
    """What a report of a problem begins with."""
    return "\n".join(
        (
            f"Flashcards {__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()} ({platform.machine()})",
        )
    )


def problem_report() -> str:
    """Versions, the screen, the language and the log; no text of a card, no name of a folder."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    looks = _("{width}×{height} at {devicepixelratio:g}").format(
        width=size.width(), height=size.height(), devicepixelratio=screen.devicePixelRatio()
    )
    encoding = locale.getpreferredencoding(do_setlocale=False)
    parts = (
        versions(),
        _("Window system {platformname}, screen {looks}").format(
            platformname=QGuiApplication.platformName(), looks=looks
        ),
        _("Language {spoken}, encoding {encoding}").format(spoken=spoken(), encoding=encoding),
        "",
        recent() or _("The log is empty."),
    )
    return "\n".join(parts).rstrip() + "\n"


def show_licences(parent: QWidget) -> Dialog:
    """Open the list of licences over a window."""
    return _show_text(parent, _("Licences"), notices())


def show_report(parent: QWidget) -> Dialog:
    """Open the report of a problem over a window, to be read, copied and saved."""
    text = problem_report()
    dialog = _show_text(
        parent,
        _("Report a problem"),
        text,
        _(
            "This is all that a report holds: it has no text of your cards, and it goes nowhere "
            "by itself. Say what you did, what you expected and what came instead, and put this "
            "below it."
        ),
    )

    def save() -> None:
        path, _kind = QFileDialog.getSaveFileName(dialog, _("Save the report"), _FILE)
        if path:
            _write(dialog, path, text)

    dialog.add_button(_("Save as…"), save)
    dialog.add_button(_("Copy"), lambda: QGuiApplication.clipboard().setText(text))
    return dialog


def _write(dialog: Dialog, path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        tell(dialog, _("The report was not saved"), error.strerror or "")
    else:
        dialog.accept()


def _show_text(parent: QWidget, title: str, text: str, words: str = "") -> Dialog:
    dialog = Dialog(parent.window(), title, width=640)
    if words:
        dialog.add_text(words)
    area = TextArea(title, role=Role.CODE_EDITOR)
    area.setReadOnly(True)
    area.setPlainText(text)
    area.setMinimumHeight(_HEIGHT)
    dialog.content.addWidget(area)
    close = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.open()
    close.focus_visibly()
    return dialog
