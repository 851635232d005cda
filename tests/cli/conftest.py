"""A library with the built-in decks and a terminal to work on it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture(scope="session", autouse=True)
def universal_time() -> Iterator[None]:
    """Study days turn at 04:00 UTC wherever the suite runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


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
