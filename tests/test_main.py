"""The entry: window or command line, and how a run ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flashcards import __main__ as entry
from flashcards import __version__

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder holds a deck, and a file with the name of a command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decks").touch()
    path = tmp_path / "go.md"
    path.touch()
    return path


def no_display_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


class TestWhatOpensTheWindow:
    def test_no_word_at_all(self) -> None:
        assert entry.opening([]) == entry.Opening()

    @pytest.mark.parametrize(
        "words",
        [
            ["--library", "cards", "--now", "2026-11-24T09:00:00Z"],
            ["--now=2026-11-24T09:00:00Z", "--library=cards"],
        ],
    )
    def test_a_library_and_a_clock(self, words: list[str]) -> None:
        assert entry.opening(words) == entry.Opening(Path("cards"), "2026-11-24T09:00:00Z")

    @pytest.mark.usefixtures("deck")
    def test_a_file_handed_over_by_the_desktop(self, deck: Path) -> None:
        assert entry.opening([str(deck)]) == entry.Opening(files=(deck,))
        assert entry.opening(["go.md"]) == entry.Opening(files=(Path("go.md"),))

    @pytest.mark.usefixtures("deck")
    @pytest.mark.parametrize(
        "words",
        [
            "decks",
            "--library cards decks",
            "import go.md",
            "--help",
            "--json",
            "--library",
            "--library=",
            "absent.md",
        ],
    )
    def test_everything_else_is_for_the_command_line(self, words: str) -> None:
        assert not entry.opens_window(words.split())


class TestTheDisplay:
    @pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
    def test_is_named_by_the_environment(
        self, variable: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        no_display_here(monkeypatch)
        assert not entry.has_display()
        monkeypatch.setenv(variable, "something")
        assert entry.has_display()

    @pytest.mark.parametrize("platform", ["win32", "darwin"])
    def test_is_always_there_on_a_desktop_system(
        self, platform: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        no_display_here(monkeypatch)
        monkeypatch.setattr(sys, "platform", platform)
        assert entry.has_display()

    def test_its_absence_is_told_in_one_line_with_the_terminal_commands(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        no_display_here(monkeypatch)
        assert entry.main([]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("error: there is no display")
        assert "`flashcards review`" in line


class TestHowARunEnds:
    def test_the_version_is_answered_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert entry.main(["--version"]) == 0
        assert capsys.readouterr().out == f"flashcards {__version__}\n"

    def test_ctrl_c_ends_it_without_a_word(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(_arguments: list[str]) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(entry, "_run", interrupted)
        assert entry.main(["decks"]) == 130

    @pytest.mark.skipif(os.name == "nt", reason="pipes close in another way there")
    def test_a_reader_that_left_is_no_error(self) -> None:
        code = (
            "import sys; from flashcards import __main__ as entry\n"
            "entry._run = lambda arguments: print('many cards\\n' * 100_000) or 0\n"
            "sys.exit(entry.main(['decks']))"
        )
        running = subprocess.Popen(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.close()
        with running:
            assert running.stderr is not None
            assert running.stderr.read() == b""
        assert running.returncode == 141

    def test_a_moment_that_is_none_is_wrong_usage(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        assert entry.main(["--now", "tomorrow"]) == 2
        assert capsys.readouterr().err.startswith("error: --now takes a moment")
