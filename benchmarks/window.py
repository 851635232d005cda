"""The real window, from the start of its process: first paint, data on screen, memory at rest.

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

_REST_MS = 4_000


def measure(library: Path, times: int = 5) -> dict[str, object]:
    """Start the window several times on a library; medians in milliseconds and megabytes."""
    runs = [_start(library) for _ in range(times)]
    return {
        "display": "xvfb" if shutil.which("xvfb-run") else "offscreen",
        **{
            name: round(statistics.median(run[name] for run in runs), 1)
            for name in ("first_paint_ms", "data_ms", "library_open_ms", "pss_mb")
        },
    }


def _start(library: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.window", str(library)]
    environment = {**os.environ}
    if shutil.which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", *command]
        environment.pop("QT_QPA_PLATFORM", None)
    else:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(output.stdout.splitlines()[-1])
    return figures


def _run(library: Path, started: float) -> dict[str, float]:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks.moment import NOW_MS
    from flashcards.clock import FixedClock
    from flashcards.gui import application, main_window

    figures: dict[str, float] = {}

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
            QApplication.exit(0)

    application.run(library, FixedClock(NOW_MS), window_class=MeasuredWindow)
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
