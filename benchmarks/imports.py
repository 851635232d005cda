"""Importing: a table with as many rows as the library has cards, and the library as a package.

Each import goes into a fresh library. ``peak_mb`` is that of the process, the program included;
each file is imported in a process of its own, so that one does not count for the other.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.library import texts
from benchmarks.moment import NOW_MS
from flashcards.app import bootstrap
from flashcards.clock import FixedClock


def measure_table(library: Path) -> dict[str, object]:
    """A table: importing it, the same again, undo and redo."""
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    cards = len(app.search.ids("deck:Study"))
    app.close()
    rng = random.Random(cards)
    with TemporaryDirectory(dir=library.parent) as folder:
        path = Path(folder) / "notes.tsv"
        with path.open("w", encoding="utf-8") as file:
            for question, answer in texts(rng, range(cards), cards):
                file.write(f"{question}\t{answer}\ttopic::t{rng.randrange(30):02d}\n")
        return {f"csv_{name}": value for name, value in _measured(path).items()}


def measure_package(library: Path) -> dict[str, object]:
    """The library as a package: writing it, importing it, the same again, undo and redo."""
    with TemporaryDirectory(dir=library.parent) as folder:
        path = Path(folder) / "notes.apkg"
        app = bootstrap(library, clock=FixedClock(NOW_MS))
        start = time.perf_counter()
        app.exporting.package(path, "Study")
        figures: dict[str, object] = {"package_export_ms": _since(start)}
        app.close()
        imported = _measured(path)
        return figures | {f"package_{name}": value for name, value in imported.items()}


def _measured(path: Path) -> dict[str, float]:
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(output.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Import the file that is named into a fresh library beside it; print JSON."""
    path = Path(sys.argv[1])
    library = path.with_suffix(".library")
    bootstrap(library, clock=FixedClock(NOW_MS)).close()
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    figures: dict[str, float | None] = {"program_peak_mb": _peak_mb()}
    for name in ("import_ms", "reimport_ms"):
        start = time.perf_counter()
        with app.importing.read(path) as files:
            app.importing.run(files[0])
        figures[name] = _since(start)
        figures[name.replace("_ms", "_peak_mb")] = _peak_mb()
    for name, step in (("undo_ms", app.undo.undo), ("redo_ms", app.undo.redo)):
        start = time.perf_counter()
        step()
        figures[name] = _since(start)
    app.close()
    shutil.rmtree(library)
    print(json.dumps(figures))


def _since(start: float) -> float:
    return round((time.perf_counter() - start) * 1e3, 1)


def _peak_mb() -> float | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


if __name__ == "__main__":
    main()
