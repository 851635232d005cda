"""The Qt binding must not lose references to None (PySide6 6.12.0 does, on Python 3.11)."""

from __future__ import annotations

import os
import subprocess
import sys

VOID_CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication([])
widget = QWidget()
before = sys.getrefcount(None)
for _ in range(100_000):
    widget.setMinimumWidth(10)
    widget.update()
lost = before - sys.getrefcount(None)
print("lost" if lost > 1_000 else "kept")
"""


def test_200_000_void_calls_leave_none_alive() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", VOID_CALLS],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip() == "kept"
