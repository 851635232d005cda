"""``flashcards export deck`` and ``import`` with the pictures beside a deck."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'
DECK = """\
---
title: Trees
namespace: trees
---

### What does a root do? {#root}

![A root in the soil](media/root.svg)

### What does a leaf do? {#leaf}

![A leaf](media/leaf.svg)
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck with one of its two pictures beside it."""
    folder = tmp_path / "deck"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "root.svg").write_bytes(SVG)
    (folder / "trees.md").write_text(DECK, encoding="utf-8")
    return folder / "trees.md"


def test_a_deck_travels_with_its_pictures(terminal: Terminal, deck: Path, tmp_path: Path) -> None:
    (brought,) = terminal.json("import", deck)
    assert brought["media_added"] == 1
    assert "media/leaf.svg" in brought["warnings"][0]["message"]
    target = tmp_path / "out.md"
    made = terminal.json("export", "deck", "--deck", "Trees", "-o", target)
    assert made.keys() == {"file", "rows", "files", "prompts", "media", "warnings"}
    assert (made["rows"], made["media"], made["files"]) == (2, 1, [str(target)])
    assert "media/leaf.svg" in made["warnings"][0]
    assert target.read_text(encoding="utf-8") == DECK
    assert (tmp_path / "media" / "root.svg").read_bytes() == SVG


def test_a_person_is_told_of_the_pictures(terminal: Terminal, deck: Path, tmp_path: Path) -> None:
    terminal("import", deck)
    told = terminal("export", "deck", "--deck", "Trees", "-o", tmp_path / "out.md").out
    assert "2 notes written to" in told
    assert "1 media file beside it" in told
    assert "Not in the library, so not beside the deck: 'media/leaf.svg'." in told


def test_a_check_tells_of_a_lost_picture_and_a_repair_tidies_up(
    terminal: Terminal, deck: Path
) -> None:
    terminal("import", deck)
    media = terminal.library / "media"
    (picture,) = (path for path in media.iterdir() if path.read_bytes() == SVG)
    picture.unlink()
    (media / f"{'0' * 32}.svg").write_bytes(SVG)
    answer = terminal("check", code=1)
    assert "1 media file ('media/root.svg') missing; import again what brought them" in answer.out
    repaired = terminal("check", "--repair", "--json", code=1)
    assert repaired.document["media_removed"] == 1
    terminal("import", deck)
    assert terminal.json("check")["ok"]
