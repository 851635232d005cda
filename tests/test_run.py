"""The launcher: what it reads like, and what it hands over to."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parent.parent


class TestTheScript:
    def test_an_older_python_can_read_it_as_far_as_the_sentence_about_versions(self) -> None:
        ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 7))

    def test_it_imports_nothing_but_the_standard_library_and_the_entry(self) -> None:
        tree = ast.parse((ROOT / "run.py").read_text("utf-8"))
        modules = {
            name
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        foreign = {name for name in modules if name.split(".")[0] not in sys.stdlib_module_names}
        assert foreign == {"flashcards.__main__"}

    def test_its_help_names_every_task(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run.main(["--help"]) == 0
        text = capsys.readouterr().out
        assert all(f"python3 run.py {task}" in text for task in run.TASKS)


class TestWhatIsRun:
    @pytest.fixture(autouse=True)
    def _set_up_already(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.prepared: list[str] = []
        self.libraries: set[str] = set()
        monkeypatch.setattr(run, "prepare", self._prepare)
        monkeypatch.setattr(run, "hand_over", self._hand_over)
        monkeypatch.setattr(os, "chdir", lambda _folder: None)

    def _prepare(self, lock: str, libraries: Mapping[str, str] | None = None) -> None:
        self.prepared.append(lock)
        self.libraries.update(libraries or {})

    def _hand_over(self, *words: str) -> int:
        self.handed_over = " ".join(words)
        return 0

    @pytest.mark.parametrize(
        ("words", "lock", "handed_over"),
        [
            ("test", "test", "-m pytest -n auto"),
            ("test tests/domain -x", "test", "-m pytest -n auto tests/domain -x"),
            ("bench --quick", "app", "-m benchmarks --quick"),
            ("screenshots out", "app", "-m flashcards.gui.screenshots out"),
            ("build --clean", "dev", "-m shipping --clean"),
            ("decks --json", "app", "-m flashcards decks --json"),
            ("cli lint decks", "app", "-m flashcards lint decks"),
            ("cli --help", "app", "-m flashcards --help"),
            ("--library x stats", "app", "-m flashcards --library x stats"),
        ],
    )
    def test_the_first_word_decides(self, words: str, lock: str, handed_over: str) -> None:
        assert run.main(words.split()) == 0
        assert self.prepared == [lock]
        assert self.handed_over == handed_over

    def test_a_terminal_command_needs_no_system_library(self) -> None:
        run.main(["decks"])
        assert not self.libraries

    @pytest.mark.parametrize(
        ("environment", "on_x11"),
        [
            ({"DISPLAY": ":0"}, True),
            ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, False),
            ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
            ({"QT_QPA_PLATFORM": "xcb"}, True),
        ],
    )
    def test_the_window_needs_what_its_platform_loads(
        self, environment: dict[str, str], on_x11: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(variable, raising=False)
        for variable, value in environment.items():
            monkeypatch.setenv(variable, value)
        assert run.main([]) == 0
        assert self.libraries >= set(run.OFFSCREEN_LIBRARIES)
        assert (self.libraries >= set(run.X11_LIBRARIES)) is on_x11

    @pytest.mark.skipif(sys.platform != "linux", reason="a display is a matter of Linux")
    def test_without_a_display_nothing_is_set_up_and_the_terminal_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(variable, raising=False)
        with pytest.raises(SystemExit, match=r"no display.*`python3 run\.py review`"):
            run.main([])
        assert not self.prepared
        assert not self.libraries

    def test_the_deck_linter_is_not_taken_for_the_code_linter(self) -> None:
        with pytest.raises(SystemExit, match=r"run\.py cli lint decks"):
            run.main(["lint", "decks"])


class TestHandingOver:
    @pytest.fixture(autouse=True)
    def _recorded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHONPATH", "")
        self.executed: list[str] = []

        def execute(_path: str, command: Sequence[str]) -> None:
            self.executed = list(command)

        monkeypatch.setattr(os, "execv", execute)

    @pytest.mark.skipif(os.name == "nt", reason="Windows cannot go on as another program")
    def test_the_launcher_turns_into_the_program(self) -> None:
        run.hand_over("-m", "flashcards", "decks")
        assert self.executed == [str(run.PYTHON), "-P", "-m", "flashcards", "decks"]
        assert os.environ["PYTHONPATH"] == str(ROOT)

    def test_windows_runs_it_and_passes_its_exit_code_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "name", "nt")
        monkeypatch.setattr(run, "call", lambda *_command, output: 3)
        assert run.hand_over("-m", "flashcards") == 3
        assert not self.executed
