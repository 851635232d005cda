"""The launcher's set-up: when it makes the environment, and what it says about the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks and no environment, in a folder with a space in its name."""
    root = tmp_path / "my cards"
    (root / "requirements").mkdir(parents=True)
    for lock in run.LOCKS:
        (root / "requirements" / f"{lock}.lock").write_text(f"# {lock}\n")
    for name, value in {
        "ROOT": root,
        "ENVIRONMENT": root / ".venv",
        "PYTHON": root / ".venv" / "bin" / "python",
        "STAMP": root / ".venv" / "installed",
    }.items():
        monkeypatch.setattr(run, name, value)
    for variable in ("PIP_USER", "PYTHONPATH", "DEBIAN_FRONTEND"):
        monkeypatch.setenv(variable, "")
    return root


class Commands:
    """Stands in for ``run.call``: records the commands and plays the parts that leave traces."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.failing: set[str] = set()

    def __call__(self, *command: str | Path, output: object = None) -> int:
        del output
        line = " ".join(str(word) for word in command)
        self.lines.append(line)
        if "-m venv" in line:
            run.PYTHON.parent.mkdir(parents=True)
            run.PYTHON.symlink_to(sys.executable)
        return 1 if any(part in line for part in self.failing) else 0

    def count(self, part: str) -> int:
        """How many of the commands contain the part."""
        return sum(part in line for line in self.lines)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Nothing is run for real."""
    recorder = Commands()
    monkeypatch.setattr(run, "call", recorder)
    return recorder


class TestChecks:
    def test_every_check_runs_though_one_complains(
        self, checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(checkout)
        commands.failing.add("ruff check")
        assert run.main(["lint"]) == 1
        assert all(commands.count(tool) for tool in ("ruff format", "mypy", "lint_imports"))

    def test_they_are_content_when_every_tool_is(
        self, checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(checkout)
        assert run.main(["lint"]) == 0
        assert commands.count("dev.lock") == 1


class TestSetUp:
    def test_the_first_start_makes_the_environment_from_the_hashed_lock(
        self, checkout: Path, commands: Commands
    ) -> None:
        run.prepare("app")
        assert commands.count("-m venv") == 1
        assert commands.count("--require-hashes") == 1
        assert str(checkout / "requirements" / "app.lock") in commands.lines[-1]

    def test_the_second_start_runs_nothing(self, checkout: Path, commands: Commands) -> None:
        run.prepare("app")
        commands.lines.clear()
        run.prepare("app")
        assert not commands.lines

    def test_a_larger_lock_covers_the_smaller_ones(
        self, checkout: Path, commands: Commands
    ) -> None:
        run.prepare("test")
        commands.lines.clear()
        run.prepare("app")
        assert not commands.lines
        run.prepare("dev")
        assert commands.count("dev.lock") == 1
        assert commands.count("-m venv") == 0

    def test_a_changed_lock_is_installed_into_the_same_environment(
        self, checkout: Path, commands: Commands
    ) -> None:
        run.prepare("app")
        commands.lines.clear()
        (checkout / "requirements" / "app.lock").write_text("# changed\n")
        run.prepare("app")
        assert commands.count("app.lock") == 1
        assert commands.count("-m venv") == 0

    def test_a_set_up_that_was_cut_off_starts_afresh(
        self, checkout: Path, commands: Commands
    ) -> None:
        leftover = checkout / ".venv" / "lib" / "half"
        leftover.mkdir(parents=True)
        run.prepare("app")
        assert not leftover.exists()
        assert commands.count("-m venv") == 1

    def test_an_environment_that_lost_its_python_is_made_again(
        self, checkout: Path, commands: Commands
    ) -> None:
        run.prepare("app")
        run.PYTHON.unlink()
        run.PYTHON.symlink_to(checkout / "gone")
        run.prepare("app")
        assert commands.count("-m venv") == 2

    def test_an_environment_whose_python_was_replaced_is_made_again(
        self, checkout: Path, commands: Commands
    ) -> None:
        run.prepare("app")
        newer = checkout / "python3.99"
        newer.touch()
        run.PYTHON.unlink()
        run.PYTHON.symlink_to(newer)
        run.prepare("app")
        assert commands.count("-m venv") == 2

    def test_a_failed_installation_says_so_and_counts_for_nothing(
        self, checkout: Path, commands: Commands
    ) -> None:
        commands.failing.add("pip install")
        with pytest.raises(SystemExit, match="first start needs the internet"):
            run.prepare("app")
        commands.failing.clear()
        run.prepare("app")
        assert run.is_installed("app")
        assert commands.count("-m venv") == 2

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_that_cannot_be_written_is_named(
        self, checkout: Path, commands: Commands
    ) -> None:
        checkout.chmod(0o500)
        with pytest.raises(SystemExit, match=r"\.venv cannot be set up"):
            run.prepare("app")

    @pytest.mark.slow
    @pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python makes no environments")
    def test_it_works_for_real_in_a_folder_with_spaces_from_another_folder(
        self, tmp_path: Path
    ) -> None:
        root = tmp_path / "my cards"
        (root / "requirements").mkdir(parents=True)
        (root / "requirements" / "app.lock").touch()
        shutil.copy(ROOT / "run.py", root)
        shutil.copytree(ROOT / "flashcards", root / "flashcards")
        command = [sys.executable, str(root / "run.py"), "--version"]
        first, second = (
            subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
            for _ in range(2)
        )
        assert first.stdout == second.stdout == "flashcards 0.1.0\n"
        assert "Installing" in first.stderr
        assert not second.stderr


@pytest.mark.skipif(os.name == "nt", reason="there are no such packages")
class TestSystemLibraries:
    @pytest.fixture(autouse=True)
    def _debian(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.absent = {"libGL.so.1": "libgl1", "libglib-2.0.so.0": "libglib2.0-0"}
        self.known = {"libgl1", "libglib2.0-0"}
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(run, "has_apt", lambda: True)
        monkeypatch.setattr(run, "is_known", lambda package: package in self.known)
        self.really_missing = run.missing
        monkeypatch.setattr(run, "missing", lambda _libraries: self.absent)
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setenv("DEBIAN_FRONTEND", "")

    def test_root_on_debian_gets_them_installed_and_is_told(
        self,
        commands: Commands,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        answers: list[dict[str, str]] = [self.absent, {}]
        monkeypatch.setattr(run, "missing", lambda _libraries: answers.pop(0))
        run.need_from_system(run.OFFSCREEN_LIBRARIES)
        line = "apt-get install -y --no-install-recommends libgl1 libglib2.0-0"
        assert commands.lines == [line]
        assert f"Installing as root: {line}" in capsys.readouterr().err

    def test_a_system_without_package_lists_fetches_them_first(self, commands: Commands) -> None:
        self.known = set()
        run.provide(self.absent)
        assert [line.split()[1] for line in commands.lines] == ["update", "install"]

    def test_stale_package_lists_are_fetched_anew(self, commands: Commands) -> None:
        commands.failing.add("install")
        with pytest.raises(SystemExit, match="could not be installed"):
            run.provide(self.absent)
        assert [line.split()[1] for line in commands.lines] == ["install", "update", "install"]

    def test_newer_releases_have_another_name_for_glib(self, commands: Commands) -> None:
        self.known |= {"libglib2.0-0t64"}
        run.provide(self.absent)
        assert commands.lines[-1].endswith("libgl1 libglib2.0-0t64")

    @pytest.mark.parametrize("lists", [True, False])
    def test_anyone_else_gets_the_one_line_to_run(
        self, lists: bool, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        if not lists:
            self.known = set()
        line = "sudo apt-get install -y --no-install-recommends libgl1 libglib2.0-0"
        if not lists:
            line = f"sudo apt-get update && {line}"
        with pytest.raises(SystemExit, match=f"Run this once: {line}$"):
            run.need_from_system(run.OFFSCREEN_LIBRARIES)
        assert not commands.lines

    def test_other_systems_get_the_names_of_the_libraries(
        self, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run, "has_apt", lambda: False)
        with pytest.raises(SystemExit, match=r"libGL\.so\.1, libglib-2\.0\.so\.0"):
            run.need_from_system(run.OFFSCREEN_LIBRARIES)
        assert not commands.lines

    def test_a_library_that_stays_missing_ends_the_start(self, commands: Commands) -> None:
        with pytest.raises(SystemExit, match="still missing on this system: libGL"):
            run.need_from_system(run.OFFSCREEN_LIBRARIES)

    def test_pythons_own_missing_half_comes_in_the_same_line(
        self, checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
        self.known |= {f"python3.{sys.version_info.minor}-venv"}
        with pytest.raises(SystemExit, match="still missing"):
            run.need_from_system(run.OFFSCREEN_LIBRARIES)
        packages = f"libgl1 libglib2.0-0 python3.{sys.version_info.minor}-venv"
        assert commands.lines == [f"apt-get install -y --no-install-recommends {packages}"]

    def test_nothing_is_looked_for_outside_linux(
        self, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run, "missing", self.really_missing)
        monkeypatch.setattr(sys, "platform", "darwin")
        run.need_from_system({"libabsent.so.1": "libabsent1"})
        assert not commands.lines


@pytest.mark.parametrize(
    ("release", "apt", "expected"),
    [
        ({"ID": "debian"}, True, True),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, True, True),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, True, True),
        ({"ID": "debian"}, False, False),
        ({"ID": "fedora"}, True, False),
    ],
)
def test_debian_and_its_children_are_known_by_their_release_file(
    release: dict[str, str], apt: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/apt-get" if apt else None)
    assert run.has_apt() is expected
