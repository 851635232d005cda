"""Libraries to try services on: a small one, and one with the built-in decks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from tests.services.factories import write_content

OpenApp = Callable[[], App]


@pytest.fixture(scope="session")
def small_decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small road and its decks, laid out as the built-in content is."""
    return write_content(tmp_path_factory.mktemp("content") / "decks")


@pytest.fixture(scope="session")
def pristine_small(small_decks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh library with the small road; never opened, only copied."""
    folder = tmp_path_factory.mktemp("small") / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: small_decks)
        _make(folder)
    return folder


@pytest.fixture(scope="session")
def pristine_built_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh library with the built-in decks; never opened, only copied."""
    folder = tmp_path_factory.mktemp("built-in") / "library"
    _make(folder)
    return folder


@pytest.fixture
def folder(pristine_small: Path, tmp_path: Path) -> Path:
    """A small library of the test's own."""
    return Path(shutil.copytree(pristine_small, tmp_path / "library"))


@pytest.fixture
def open_app(
    folder: Path, clock: FixedClock, small_decks: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenApp]:
    """Opens the small library, as often as a test asks: each time as another process would."""
    monkeypatch.setattr("flashcards.app.decks_path", lambda: small_decks)
    opened: list[App] = []

    def open_app() -> App:
        opened.append(bootstrap(folder, clock=clock))
        return opened[-1]

    yield open_app
    for app in opened:
        app.close()


@pytest.fixture
def app(open_app: OpenApp) -> App:
    """The small library, open."""
    return open_app()


@pytest.fixture
def built_in_app(pristine_built_in: Path, tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    """A library with the built-in decks, open."""
    app = bootstrap(Path(shutil.copytree(pristine_built_in, tmp_path / "built-in")), clock=clock)
    yield app
    app.close()


def _make(folder: Path) -> None:
    bootstrap(folder, clock=FixedClock(1_795_000_000_000)).close()
