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

_TABLE, _PACKAGE = "notes.tsv", "notes.apkg"


def measure_import(library: Path) -> dict[str, object]:
    """Importing, the same file again, and undo, in milliseconds."""
    with TemporaryDirectory(dir=library.parent) as folder:
        table, package = Path(folder) / _TABLE, Path(folder) / _PACKAGE
        _write(library, table, package)
        return {
            f"{what}_{name}": value
            for what, path in (("csv", table), ("package", package))
            for name, value in _measured(path).items()
        }


def _write(library: Path, table: Path, package: Path) -> None:
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    cards = len(app.search.ids("deck:Study"))
    app.exporting.package(package, "Study")
    app.close()
    rng = random.Random(cards)
    with table.open("w", encoding="utf-8") as file:
        for question, answer in texts(rng, range(cards), cards):
            file.write(f"{question}\t{answer}\ttopic::t{rng.randrange(30):02d}\n")


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
    figures: dict[str, float | None] = {}
    for name in ("import_ms", "reimport_ms"):
        start = time.perf_counter()
        with app.importing.read(path) as files:
            app.importing.run(files[0])
        figures[name] = _since(start)
    figures["import_peak_mb"] = _peak_mb()
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
