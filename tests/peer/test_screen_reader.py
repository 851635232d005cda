"""What a screen reader gets: a real client of the accessibility bus reads the window and presses.

It needs an X server (``xvfb``), a session bus (``dbus-daemon``), the bus of assistive programs
(``at-spi2-core``) and its bindings in the system's Python (``python3-gi``, ``gir1.2-atspi-2.0``).
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flashcards.app import bootstrap

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = Path("/usr/bin/python3")
PATIENCE_S = 150
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def absent() -> str:
    """What is missing for a client; empty where nothing is."""
    if sys.platform != "linux":
        return "the accessibility bus is a matter of Linux"
    tools = [tool for tool in ("xvfb-run", "dbus-run-session") if shutil.which(tool) is None]
    if tools:
        return f"{', '.join(tools)} not installed"
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        return "at-spi2-core not installed"
    tried = subprocess.run(
        [SYSTEM_PYTHON, "-W", "ignore", "-c", _BINDINGS], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "python3-gi or gir1.2-atspi-2.0 not installed"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library whose learner has been asked what is asked once."""
    app = bootstrap(tmp_path / "library")
    app.first_run.skip()
    app.close()
    return tmp_path / "library"


def heard(library: Path, button: str, wanted: str) -> dict[str, Any]:
    """What a client reads, before and after it has pressed a button of the window."""
    program = shlex.join([sys.executable, "-m", "flashcards", "--library", str(library)])
    client = shlex.join(
        [str(SYSTEM_PYTHON), str(Path(__file__).parent / "read_window.py"), button, wanted]
    )
    session = f'{program} & window=$!; {client}; code=$?; kill "$window"; wait; exit "$code"'
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "FLASHCARDS_CONFIG": str(library.parent / "config"),  # as on a new computer, in English
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", "bash", "-c", session],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    # xvfb-run lets the messages of the bus into the same stream
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("{"))
    told: dict[str, Any] = json.loads(line)
    return told


@pytest.mark.slow
def test_a_screen_reader_reads_today_and_presses_a_button(library: Path) -> None:
    if why := absent():
        pytest.skip(why)
    told = heard(library, "Settings", "Find a setting")
    roles = {name: role for role, name in told["before"]}
    assert roles["Flashcards"] in {"frame", "application", "filler"}
    assert any(
        name.startswith("Today, ") and role.endswith("button") for name, role in roles.items()
    )
    assert any(name.startswith("Stage 1, ") for name in roles)
    assert any(name.startswith("Stage 2, ") and "locked" in name for name in roles)
    assert told["pressed"]
    assert "Find a setting" not in roles
    assert ["text", "Find a setting"] in told["after"]
