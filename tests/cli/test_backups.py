"""Commands that write back the library up first, once a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


def backups(terminal: Terminal) -> list[str]:
    """The names of the backups."""
    return sorted(path.name for path in (terminal.library / "backups").glob("*.db"))


def on(terminal: Terminal, moment: str) -> Terminal:
    """The same terminal at another time."""
    return Terminal(terminal.library, terminal.config, now=moment)


def test_the_first_change_of_a_day_is_preceded_by_a_backup(terminal: Terminal) -> None:
    terminal("config", "new_per_day", "20")
    assert len(backups(terminal)) == 1
    terminal("config", "new_per_day", "30")
    assert len(backups(terminal)) == 1
    on(terminal, "2026-11-25T09:30:00Z")("config", "new_per_day", "40")
    assert len(backups(terminal)) == 2
    terminal("restore", terminal.library / "backups" / backups(terminal)[-1])
    assert terminal.json("config", "new_per_day") == {"new_per_day": 30}


def test_a_new_library_has_nothing_to_back_up(tmp_path: Path) -> None:
    fresh = Terminal(tmp_path / "library", tmp_path)
    fresh("config", "new_per_day", "20")
    assert backups(fresh) == []


@pytest.mark.parametrize(
    "words", [("decks",), ("next",), ("stats",), ("search", "x"), ("check",), ("roadmap",)]
)
def test_looking_makes_no_backup(terminal: Terminal, words: tuple[str, ...]) -> None:
    terminal(*words)
    assert backups(terminal) == []


def test_nothing_is_written_to_a_library_that_cannot_be_backed_up(terminal: Terminal) -> None:
    (terminal.library / "backups").rmdir()
    (terminal.library / "backups").write_text("in the way", encoding="utf-8")
    assert "can't make the library folder" in terminal("config", "gates", "off", code=1).error
    (terminal.library / "backups").unlink()
    assert terminal.json("config", "gates") == {"gates": True}
