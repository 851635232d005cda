"""How long the built program takes to start, beside the same program from source.

``python3 -m shipping.start_up`` starts both in turn on copies of one library, off-screen, and stops
the clock when the window takes the library's lock, which it does right after its first paint.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from shipping.names import ROOT, built_folder, executable
from shipping.smoke import PATIENCE_S, Built, SmokeError, is_held

LIMIT = 1.2
"""The built program may take so many times what the source takes."""

_STEP_S = 0.002


def measure(times: int) -> dict[str, float]:
    """Medians in milliseconds of both, and their ratio."""
    program = executable(built_folder())
    with TemporaryDirectory() as temporary:
        built = Built(program, Path(temporary))
        built.run("decks")
        commands = {"built": [str(program)], "source": [sys.executable, "-P", "-m", "flashcards"]}
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(times + 1):
            for name, command in commands.items():
                found[name].append(_start(built, command))
    # the first start of each finds nothing in the system's cache
    medians = {name: statistics.median(runs[1:]) for name, runs in found.items()}
    figures = {f"{name}_ms": round(value * 1e3, 1) for name, value in medians.items()}
    return {**figures, "ratio": round(medians["built"] / medians["source"], 2)}


def _start(built: Built, command: Sequence[str]) -> float:
    environment = {
        **built.environment,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
    }
    began = time.perf_counter()
    words = [*command, "--library", str(built.library)]
    process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
    try:
        while not is_held(built):
            if time.perf_counter() - began > PATIENCE_S:
                raise SmokeError("the window did not open the library")
            time.sleep(_STEP_S)
        took = time.perf_counter() - began
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)
    finally:
        process.kill()
        process.wait()
    return took


if __name__ == "__main__":
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    print(json.dumps(figures))
    if figures["ratio"] > LIMIT:
        sys.exit(f"error: the built program starts in {figures['ratio']} of the source's time")
