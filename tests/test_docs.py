"""The documentation is true: its commands run, its links lead somewhere, its tables are current."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import run
from flashcards.cli import main as cli
from shipping import keys_page
from tests.cli.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^( *)```sh\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")
_CODE = re.compile(r"````.*?````|```.*?```|`[^`\n]*`", re.DOTALL)
_INLINE = re.compile(r"`(?:python3 run\.py|flashcards) ([^`\n]+)`")
_SET_UP_ALREADY = ("pip ", "pipx ", "git ")
"""What installs; tests/test_packaging.py installs the wheel."""


def commands_of(page: Path) -> list[str]:
    """The lines of a page's shell examples, as they are typed."""
    blocks = [block for _, block in _FENCE.findall(page.read_text("utf-8"))]
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def with_commands() -> list[Path]:
    return [page for page in PAGES if commands_of(page)]


def titled(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh library and an Anki package of it; only copied."""
    folder = tmp_path_factory.mktemp("docs")
    terminal = Terminal(folder / "library", folder / "config")
    terminal("export", "package", "-o", folder / "package.apkg", "--deck", "Databases")
    return folder


@pytest.fixture
def learner(pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in a folder with the files that the examples name."""
    terminal = Terminal(
        Path(shutil.copytree(pristine / "library", tmp_path / "library")), tmp_path / "config"
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    shutil.copyfile(ROOT / "decks/backend/roadmap.md", "roadmap.md")
    Path("cards.csv").write_text("question,answer\nWhat is a join?,Rows side by side\n", "utf-8")
    shutil.copytree(ROOT / "decks", "decks")
    shutil.copyfile(pristine / "package.apkg", "package.apkg")
    return terminal


def typed(line: str, learner: Terminal) -> None:
    """Type a line of an example that calls the program."""
    words = shlex.split(line)[1:]
    if "4711" in words:
        words[words.index("4711")] = str(learner.json("next")["card_id"])
    if words[-1:] == ["cards.apkg"] and "import" in words:
        words[-1] = "package.apkg"
    fitting = words[:1] == ["optimize"]
    answer = learner(*words, stdin="q\n", code=None if fitting else 0)
    # a fresh library has nothing to fit to, and says so
    assert not fitting or answer.code == 0 or "reviews" in answer.err, answer


def tasks(line: str) -> Iterator[str]:
    """The task of the launcher that a line names, and the paths below tests that it names."""
    words = shlex.split(line)[2:]
    if words and words[0] in run.TASKS:
        yield words[0]
        for word in words[1:]:
            if word.startswith("tests/"):
                assert (ROOT / word.split("::")[0]).exists(), line


@pytest.mark.parametrize("page", with_commands(), ids=titled)
def test_every_command_of_a_page_runs(page: Path, learner: Terminal) -> None:
    for line in commands_of(page):
        for part in line.split(" && "):
            if part.startswith("flashcards "):
                typed(part, learner)
            elif part.startswith("python3 run.py"):
                named = list(tasks(part))
                if named[:1] == ["cli"]:
                    typed(part.removeprefix("python3 run.py "), learner)
            else:
                assert part.startswith(_SET_UP_ALREADY), f"{titled(page)}: nobody tries {part!r}"


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_commands_within_sentences_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = re.sub(r"````.*?````|```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    cli.run(["--help"])
    known = {*re.findall(r"^    ([a-z]+)", capsys.readouterr().out, re.MULTILINE), *run.TASKS}
    for words in _INLINE.findall(text):
        first = words.split()[0].rstrip(":")
        assert first.startswith("-") or first.isupper() or first in known, words


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    text = _CODE.sub("", page.read_text("utf-8"))
    absent = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert absent == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    waiting = list(reached)
    while waiting:
        page = waiting.pop()
        for link in _LINK.findall(_CODE.sub("", page.read_text("utf-8"))):
            target = (page.parent / link).resolve()
            if target.suffix == ".md" and target not in reached and target.exists():
                reached.add(target)
                waiting.append(target)
    assert set(PAGES) - reached == set()


def test_the_readme_fits_a_screen_and_shows_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 45
    assert len(commands_of(ROOT / "README.md")) == 2
    assert text.index("](docs/screenshots/") < text.index("```sh")


def test_the_page_of_keys_is_that_of_the_commands() -> None:
    assert keys_page.PAGE.read_text("utf-8") == keys_page.page(), (
        "python3 -m shipping.keys_page writes it anew"
    )
