"""Starts the window: paint it, look at the library with what is loaded, then open it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from flashcards.gui import icons
from flashcards.gui.commands import use_keys
from flashcards.gui.device_settings import load_appearance, load_keys
from flashcards.gui.ending import end_on_request
from flashcards.gui.main_window import MainWindow
from flashcards.gui.places import load_ahead
from flashcards.gui.speaking import speak
from flashcards.gui.theme import install
from flashcards.gui.transfer.dropping import open_files
from flashcards.language import _
from flashcards.paths import default_library

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.clock import Clock


_AT_REST_MS = 1_200
"""After the library is open: by then nothing of the start is left to do."""


def run(
    library: Path | None,
    clock: Clock,
    files: Sequence[Path] = (),
    window_class: type[MainWindow] = MainWindow,
) -> int:
    """Open the window on a library and stay until it is closed; the exit code.

    ``files`` are shown on the Import page once the library is open. ``window_class``: for
    measurements.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Flashcards")
    app.setDesktopFileName("org.flashcards.Flashcards")
    speak(app)
    install(app)
    load_appearance().apply()
    use_keys(load_keys())
    app.setWindowIcon(icons.application_icon())
    folder = library or default_library()

    def open_library() -> App:
        from flashcards.app import WINDOW, bootstrap

        return bootstrap(folder, clock=clock, holder=WINDOW)

    window = window_class(open_library, folder)
    tell_of_bugs(window)

    def look() -> None:
        from flashcards.services.studying.first_look import first_look

        window.show_first_look(first_look(folder, clock))
        QTimer.singleShot(0, window.open_library)

    def prepare() -> None:
        window.tasks.run(lambda _app: load_ahead())

    window.painted.connect(look)
    window.ready.connect(lambda: open_files(window, files))
    window.ready.connect(lambda: QTimer.singleShot(_AT_REST_MS, window, prepare))
    window.show()
    ending = end_on_request(window, window.quit)
    code = app.exec()
    if ending is not None:
        ending.stop()
    return code


def tell_of_bugs(window: MainWindow) -> None:
    """Write what nobody caught to the log and show it with a button that copies the details."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        from flashcards.gui.widgets.dialog import tell
        from flashcards.logbook import described, record

        known = error.with_traceback(trace)
        record(known)
        tell(
            window,
            _("Something went wrong that should not have"),
            _(
                "Your answers are safe: each is on the disk before the next card is shown. The "
                "details below help to mend the fault; they hold no card text."
            ),
            described(known),
        )

    sys.excepthook = report
