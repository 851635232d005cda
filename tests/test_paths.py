"""The program finds its files wherever it runs from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flashcards import paths

ROOT = Path(__file__).resolve().parent.parent


def test_a_source_checkout_uses_the_folders_beside_the_package() -> None:
    assert paths.resource_path("tokens.json") == ROOT / "resources" / "tokens.json"
    assert paths.decks_path() == ROOT / "decks"


def test_an_installed_wheel_uses_its_bundled_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_bundled").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resource_path("fonts") == tmp_path / "_bundled" / "resources" / "fonts"
    assert paths.decks_path() == tmp_path / "_bundled" / "decks"


def test_a_frozen_program_uses_the_folder_that_it_was_unpacked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource_path("icons", "sun.svg") == tmp_path / "resources" / "icons" / "sun.svg"
    assert paths.decks_path() == tmp_path / "decks"


def test_the_environment_overrides_where_the_users_files_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHCARDS_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("FLASHCARDS_CONFIG", str(tmp_path / "config"))
    assert paths.default_library() == tmp_path / "library"
    assert paths.config_dir() == tmp_path / "config"
    assert paths.state_dir() == tmp_path / "config" / "state"


def test_a_home_folder_in_the_environment_is_expanded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("FLASHCARDS_LIBRARY", "~/cards")
    assert paths.default_library() == tmp_path / "cards"


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variables_the_platform_decides(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in (paths.LIBRARY_VARIABLE, paths.CONFIG_VARIABLE):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    for folder in (paths.default_library(), paths.config_dir(), paths.state_dir()):
        assert folder.is_absolute()
        assert "flashcards" in folder.parts


def test_importing_the_module_imports_nothing_else() -> None:
    code = "import sys, flashcards.paths; sys.exit('platformdirs' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    finished = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert finished.returncode == 0
