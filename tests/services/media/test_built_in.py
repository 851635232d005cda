"""The pictures of the built-in decks come with them, and are kept up to date as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from tests.services.factories import NAMESPACE, write_content
from tests.services.media.test_service import SVG, media_files, shown

TEXT = "![A picture of a variable](media/variable.svg)"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small decks with a picture."""
    decks = write_content(tmp_path / "content")
    folder = decks / NAMESPACE
    (folder / "media").mkdir()
    (folder / "media" / "variable.svg").write_bytes(SVG)
    deck = folder / "01-basics.md"
    deck.write_text(deck.read_text().replace("A name for a value.", TEXT))
    return decks


def start(content: Path, library: Path, clock: FixedClock, patch: pytest.MonkeyPatch) -> App:
    patch.setattr("flashcards.app.decks_path", lambda: content)
    return bootstrap(library, clock=clock)


def test_a_fresh_library_has_them_and_a_later_start_brings_what_changed(
    content: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = SVG.replace(b"<rect/>", b"<circle/>")
    for data in (SVG, SVG, changed):
        (picture,) = content.rglob("variable.svg")
        picture.write_bytes(data)
        app = start(content, tmp_path / "fresh", clock, monkeypatch)
        assert shown(app, TEXT, NAMESPACE) == data
        assert app.maintenance.check().ok
        app.close()
    app = start(content, tmp_path / "fresh", clock, monkeypatch)
    assert app.maintenance.repair().media_removed == 1  # the version that nothing names
    assert shown(app, TEXT, NAMESPACE) == changed
    app.close()


def test_one_that_was_lost_comes_back_after_a_repair(
    content: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start(content, tmp_path / "fresh", clock, monkeypatch)
    for name in media_files(app):
        (app.folder.media / name).unlink()
    app.maintenance.repair()
    app.close()
    app = start(content, tmp_path / "fresh", clock, monkeypatch)
    assert app.maintenance.check().ok
    assert shown(app, TEXT, NAMESPACE) == SVG
    app.close()
