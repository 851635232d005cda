"""Which part may import which, and what no start may wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "flashcards"

# Alembic executes it with a context of its own; it cannot be imported.
NOT_IMPORTABLE = {"flashcards.storage.migrations.env"}

# Stands at the head of each script: Qt cannot be found.
WITHOUT_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"{name} is out of reach")

sys.meta_path.insert(0, NoQt())
"""

# Imports the modules given as arguments and names each that brought in what it may not.
IMPORT_AND_TELL = """
import importlib, os, sys

heavy = set(os.environ["HEAVY"].split())
for name in sys.argv[1:]:
    before = heavy & set(sys.modules)
    importlib.import_module(name)
    for brought in sorted((heavy & set(sys.modules)) - before):
        print(f"{name} imports {brought}")
"""


def modules() -> list[str]:
    """All modules of the package."""
    files = (path.relative_to(ROOT).with_suffix("") for path in PACKAGE.rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in files)
    return sorted(set(names) - NOT_IMPORTABLE)


def is_window(module: str) -> bool:
    return f"{module}.".startswith("flashcards.gui.")


def told_by(script: str, *arguments: str, heavy: tuple[str, ...] = ()) -> str:
    """What a fresh interpreter prints; it fails the test when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HEAVY": " ".join(heavy)}
    finished = subprocess.run(
        [sys.executable, "-P", "-c", script, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def test_everything_but_the_window_works_without_qt() -> None:
    told_by(WITHOUT_QT + IMPORT_AND_TELL, *(name for name in modules() if not is_window(name)))


def test_the_entry_imports_nothing_that_takes_time() -> None:
    heavy = ("sqlalchemy", "alembic", "numpy", "fsrs", "markdown", "pygments", "PySide6")
    assert told_by(IMPORT_AND_TELL, "flashcards.__main__", heavy=heavy) == ""


def test_the_window_paints_before_anything_slow_is_imported() -> None:
    heavy = ("sqlalchemy", "alembic", "numpy", "fsrs", "markdown")
    window = [name for name in modules() if is_window(name)]
    assert told_by(IMPORT_AND_TELL, *window, heavy=heavy) == ""


def test_the_layers_hold() -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with `python3 run.py lint`")
    told_by("from importlinter.cli import lint_imports_command; lint_imports_command()")
