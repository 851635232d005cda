"""The real window, from the start of its process: first paint, data on screen, memory at rest,
then each page's first visit until all that it asked for is on the screen, and the longest calls on
the screen's thread meanwhile.

``python -m benchmarks.window LIBRARY`` is the process that is measured; ``measure`` starts it,
under Xvfb where that is installed and else off-screen.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.screen_thread import WatchedApplication
    from flashcards.gui.main_window import MainWindow

_REST_MS = 4_000
_LONGEST = 10


def measure(library: Path, times: int = 5) -> dict[str, object]:
    """Start the window several times on a library; medians in milliseconds and megabytes."""
    runs = [_start(library) for _ in range(times)]
    return {
        "display": "xvfb" if shutil.which("xvfb-run") else "offscreen",
        **{
            name: round(statistics.median(run[name] for run in runs), 1)
            for name, figure in runs[0].items()
            if isinstance(figure, float)
        },
        "longest_calls": runs[-1]["longest_calls"],
    }


def _start(library: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.window", str(library)]
    environment = {**os.environ}
    if shutil.which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", *command]
        environment.pop("QT_QPA_PLATFORM", None)
    else:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(output.stdout.splitlines()[-1])
    return figures


def _run(library: Path, started: float) -> dict[str, Any]:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks.moment import NOW_MS
    from benchmarks.screen_thread import WatchedApplication
    from flashcards.clock import FixedClock
    from flashcards.gui import application, main_window

    figures: dict[str, Any] = {}

    def note(name: str) -> None:
        figures.setdefault(name, round((time.time() - started) * 1e3, 1))

    window: list[main_window.MainWindow] = []

    class Watch(QObject):
        """Notes the window's first paint, and the first one that shows a day."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Paint:
                note("first_paint_ms")
                QTimer.singleShot(0, self._painted)
            return False

        def _painted(self) -> None:
            if window[0].shows_data:
                note("data_ms")

    class MeasuredWindow(main_window.MainWindow):
        """The window, watched."""

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            window.append(self)
            self._watch = Watch(self)
            self.today.page.installEventFilter(self._watch)
            self.ready.connect(lambda: note("library_open_ms"))
            self.ready.connect(lambda: QTimer.singleShot(_REST_MS, self._rest))

        def _rest(self) -> None:
            figures["pss_mb"] = _pss_mb()
            app = QApplication.instance()
            assert isinstance(app, WatchedApplication)
            figures.update(_visits(app, self))
            self.quit()
            QApplication.exit(0)

    application.QApplication = WatchedApplication  # type: ignore[assignment, attr-defined]
    application.run(library, FixedClock(NOW_MS), window_class=MeasuredWindow)
    return figures


def _visits(app: WatchedApplication, window: MainWindow) -> dict[str, Any]:
    """Show each page for the first time; how long it took, and what held the thread longest."""
    from PySide6.QtCore import QTimer

    from flashcards.gui.place import PlaceId

    figures: dict[str, Any] = {}
    visited: set[PlaceId] = set()

    def visit(place_id: PlaceId) -> None:
        window.go(place_id)
        visited.add(place_id)

    app.begin()
    for place_id in PlaceId:
        began = time.perf_counter()
        # from an event, as when a key is pressed: so it is counted among the calls
        QTimer.singleShot(0, window, lambda place_id=place_id: visit(place_id))
        while place_id not in visited or not window.tasks.idle:
            app.processEvents()
        app.processEvents()  # paints what came last
        figures[f"visit_{place_id}_ms"] = round(1e3 * (time.perf_counter() - began), 1)
    longest = sorted(app.long, key=lambda held: -held.ms)[:_LONGEST]
    figures["longest_calls"] = [f"{held.ms:.0f} ms {held}" for held in longest]
    return figures


def _pss_mb() -> float:
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def _process_start() -> float:
    """When this process began, in seconds since the epoch, from the kernel's own account."""
    fields = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()
    ticks = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return time.time() - uptime + ticks


if __name__ == "__main__":
    print(json.dumps(_run(Path(sys.argv[1]), _process_start())))
