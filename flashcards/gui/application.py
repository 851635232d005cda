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
from flashcards.gui.main_window import MainWindow
from flashcards.gui.theme import install
from flashcards.gui.transfer.dropping import open_files
from flashcards.paths import default_library, state_dir

if TYPE_CHECKING:
    import logging

    from flashcards.app import App
    from flashcards.clock import Clock

_LOG_BYTES = 1_000_000


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
    app.setDesktopFileName("flashcards")
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

    window.painted.connect(look)
    window.ready.connect(lambda: open_files(window, files))
    window.show()
    return app.exec()


def tell_of_bugs(window: MainWindow) -> None:
    """Write what nobody caught to the log and show it with a button that copies the details."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        import traceback

        from flashcards.gui.widgets.dialog import tell

        details = "".join(traceback.format_exception(kind, error, trace))
        _log().error("%s", details)
        tell(
            window,
            "Something went wrong that should not have",
            "Your answers are safe: each is on the disk before the next card is shown. The "
            "details below help to mend the fault; they hold no card text.",
            details,
        )

    sys.excepthook = report


def _log() -> logging.Logger:
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("flashcards")
    if not log.handlers:
        folder = state_dir()
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "flashcards.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    return log
