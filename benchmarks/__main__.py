"""``python3 run.py bench``: builds libraries of 1k, 10k and 100k cards and prints figures as JSON.

Each section runs in a process of its own on a private copy. Machines are shared and noisy: compare
figures of one session only, as ratios. ``--peer FILE`` takes another program's figures, measured
beside these (``{"100000": {"deck_list": milliseconds, …}}``), and prints the ratios too.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import library, window
from benchmarks.disk import sync_ms
from benchmarks.sections import SECTIONS

SIZES = (1_000, 10_000, 100_000)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="cards (default: 1000 10000 100000)")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="for libraries")
    parser.add_argument("--section", choices=[*SECTIONS, "window"], action="append")
    parser.add_argument("--peer", type=Path, help="JSON with another program's figures")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "disk_sync_ms": sync_ms(options.folder),
    }
    wanted = options.section or [*SECTIONS, "window"]
    for size in options.sizes or SIZES:
        built = library.build(options.folder, size)
        print(f"{size:,} cards", file=sys.stderr)
        figures[str(size)] = {name: _measure(name, built) for name in wanted}
    if options.peer is not None:
        peer = json.loads(options.peer.read_text(encoding="utf-8"))
        figures["ratios"] = _ratios(figures, peer)
    print(json.dumps(figures, indent=1))
    return 0


def _measure(name: str, built: Path) -> dict[str, Any]:
    if name == "window":
        return window.measure(built)
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.sections", name, str(built)],
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, Any] = json.loads(output.stdout.splitlines()[-1])
    return measured


def _ratios(figures: Mapping[str, Any], peer: Mapping[str, Any]) -> dict[str, Any]:
    """Our figure over the peer's, where both have one: below 1 is quicker or smaller."""
    ratios: dict[str, Any] = {}
    for size, theirs in peer.items():
        ours = {
            name: value.get("median_ms") if isinstance(value, dict) else value
            for section in figures.get(size, {}).values()
            for name, value in section.items()
            if isinstance(value, dict | int | float)
        }
        ratios[size] = {
            name: round(ours[name] / value, 3)
            for name, value in theirs.items()
            if ours.get(name) and value
        }
    return ratios


if __name__ == "__main__":
    sys.exit(main())
