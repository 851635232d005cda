"""What the first paint waits for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "sqlalchemy",
    "alembic",
    "numpy",
    "fsrs",
    "markdown",
    "pygments",
    "nh3",
    "ftfy",
    "rapidfuzz",
)
CODE = """
import sys
import flashcards.gui.keys_dialog, flashcards.gui.today.page, flashcards.gui.widgets.rail
import flashcards.gui.widgets.toast
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_today_is_painted_before_anything_heavy_is_imported() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(HEAVY) & set(finished.stdout.split())
