"""The wheel: complete, and at home wherever it is unpacked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from flashcards import __version__

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = "flashcards/_bundled"


def built(kind: str, target: Path) -> Path:
    """A distribution, built from the checkout without the network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (distribution,) = target.iterdir()
    return distribution


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("site") / "site packages"
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def told_by(site: Path, code: str, *arguments: str) -> str:
    """What Python prints with the unpacked wheel on its path and the checkout out of reach."""
    finished = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(site)},
        cwd=site.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.strip()


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class TestTheWheel:
    @pytest.mark.parametrize("part", ["decks", "resources"])
    def test_bundles_every_deck_and_resource(self, site: Path, part: str) -> None:
        assert files_below(site / BUNDLED / part) == files_below(ROOT / part)

    def test_holds_every_module_and_nothing_of_the_checkout_beside_them(self, site: Path) -> None:
        modules = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("flashcards/**/*.py")}
        assert {name for name in files_below(site) if name.endswith(".py")} == modules
        assert {entry.name for entry in site.iterdir()} == {
            "flashcards",
            f"flashcards-{__version__}.dist-info",
        }

    def test_says_what_it_is(self, site: Path) -> None:
        text = next(site.glob("*.dist-info/METADATA")).read_text("utf-8")
        metadata = Parser().parsestr(text)
        assert metadata["Version"] == __version__
        assert metadata["Requires-Python"] == ">=3.11"
        assert metadata["License-Expression"] == "MIT AND CC-BY-4.0 AND OFL-1.1 AND ISC"

    def test_has_the_command(self, site: Path) -> None:
        entry = next(site.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
        assert "flashcards = flashcards.__main__:main" in entry
        code = "import sys; from flashcards.__main__ import main; sys.exit(main())"
        assert told_by(site, code, "--version") == f"flashcards {__version__}"


class TestUnpacked:
    def test_it_finds_its_decks_and_resources(self, site: Path) -> None:
        code = (
            "from flashcards import paths; "
            "print(paths.decks_path() / 'backend' / 'roadmap.md'); "
            "print(paths.resource_path('tokens.json'))"
        )
        found = [Path(line) for line in told_by(site, code).splitlines()]
        assert all(path.is_file() and path.is_relative_to(site) for path in found)

    def test_it_finds_its_migrations(self, site: Path, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from flashcards.storage import migrate; "
            "path = Path(sys.argv[1]); migrate.ensure_current(path, lambda: None); "
            "print(migrate.revision_of(path) == migrate.HEAD)"
        )
        assert told_by(site, code, str(tmp_path / "collection.db")) == "True"


def test_the_source_archive_holds_what_a_checkout_needs_to_run(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"run.py", "build.spec", "README.md", "LICENSE", "CHANGELOG.md", "tests/conftest.py"}
    assert names >= needed | {f"requirements/{lock}.lock" for lock in ("app", "test", "dev")}
    assert names >= {f"decks/{name}" for name in files_below(ROOT / "decks")}
    assert names >= {f"resources/{name}" for name in files_below(ROOT / "resources")}
    assert names >= {"shipping/__main__.py", "shipping/linux/org.flashcards.Flashcards.desktop"}


def may_install() -> None:
    """Skip the test unless the suite may use a registry."""
    if os.environ.get("FLASHCARDS_INSTALL") != "1":
        pytest.skip("FLASHCARDS_INSTALL=1 lets this test install packages from a registry")


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare virtual environment with the wheel and what it asks for."""
    may_install()
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install(folder / "bin" / "python", str(wheel))
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the paths of an environment are other ones there")
class TestInstalled:
    """Installed as a person installs it."""

    def test_it_does_the_main_job(self, environment: Path, tmp_path: Path) -> None:
        main_job(environment / "bin" / "flashcards", tmp_path)

    def test_pipx_gives_the_command(self, tmp_path: Path) -> None:
        may_install()
        pipx = shutil.which("pipx")
        if pipx is None:
            pytest.skip("pipx is not installed")
        places = {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(tmp_path / "bin")}
        subprocess.run(
            [pipx, "install", "--python", sys.executable, str(ROOT)],
            env={**os.environ, **places},
            capture_output=True,
            check=True,
        )
        main_job(tmp_path / "bin" / "flashcards", tmp_path)

    def test_a_registry_would_take_both(self, wheel: Path, tmp_path: Path) -> None:
        may_install()
        subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "twine")], check=True)
        python = tmp_path / "twine" / "bin" / "python"
        install(python, "twine")
        files = [str(wheel), str(built("sdist", tmp_path / "sdist"))]
        command = [str(python), "-m", "twine", "check", "--strict", *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def install(python: Path, what: str) -> None:
    """Install into an environment, quietly."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    subprocess.run([str(python), "-m", "pip", "install", *quiet, what], check=True)


def main_job(command: Path, folder: Path) -> None:
    """Import, answer, export with an installed command."""

    def told(*words: str) -> str:
        library = ["--library", str(folder / "library")]
        done = subprocess.run(
            [str(command), *words, *library], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    deck = folder / "deck.md"
    deck.write_text("---\ntitle: Own\n---\n\n### What is a join?\n\nRows side by side\n", "utf-8")
    told("import", str(deck))
    card = json.loads(told("next", "--json"))
    told("answer", str(card["card_id"]), "good")
    assert len(told("export", "reviews", "-o", "-").splitlines()) == 2
    assert "Own" in told("decks")
