"""A library with the built-in decks and a terminal to work on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory, universal_time: None) -> Path:
    """A fresh library; never changed, only copied."""
    folder = tmp_path_factory.mktemp("terminal")
    Terminal(folder / "library", folder / "config")("decks")
    return folder / "library"


@pytest.fixture
def terminal(pristine: Path, tmp_path: Path) -> Terminal:
    """A terminal on a fresh library of the test's own."""
    library = Path(shutil.copytree(pristine, tmp_path / "library"))
    return Terminal(library, tmp_path / "config")
