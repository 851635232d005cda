"""``flashcards lint`` as it is called."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import ROOT, Terminal


def test_clean_decks_end_well(terminal: Terminal) -> None:
    answer = terminal("lint", ROOT / "decks")
    assert "21 files: 0 errors" in answer.out


def test_findings_are_told_by_place_and_rule(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("### Is it so? {#a .odd}\n\nIt is.\n", encoding="utf-8")
    answer = terminal("lint", path, code=1)
    assert f"{path}:1: error: no kind of note is called '.odd'" in answer.out
    assert f"{path}:1: warning: the question can be answered with yes or no" in answer.out
    assert "[yes-no-question]" in answer.out
    assert "half of such answers are right by chance" in answer.out
    assert answer.out.splitlines()[-1] == "1 file: 1 error, 1 warning."
    assert answer.error.startswith("error: 1 error in the decks.")


def test_a_script_gets_the_findings(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("### Is it so? {#a}\n\nIt is.\n", encoding="utf-8")
    (finding,) = terminal.json("lint", path)
    assert finding.keys() == {"file", "line", "rule", "severity", "message", "why"}
    assert finding["why"] == "half of such answers are right by chance."
    assert (finding["file"], finding["line"]) == (str(path), 1)
    assert (finding["rule"], finding["severity"]) == ("yes-no-question", "warning")


def test_coverage_is_told_by_stage(terminal: Terminal) -> None:
    document = terminal.json("lint", ROOT / "decks", "--coverage")
    assert [stage["number"] for stage in document["stages"]] == list(range(1, 11))
    first = document["stages"][0]
    assert first.keys() == {
        "number", "notes", "predict", "pictures", "prompts", "prompts_by", "tracks", "topics",
    }  # fmt: skip
    assert first["pictures"] >= 4
    assert sum(first["prompts_by"][level] for level in ("junior", "mid", "senior")) >= 12
    assert first["topics"][0].keys() == {"id", "title", "notes"}
    assert set(first["tracks"]) == {"go", "java", "node", "python"}
    assert "Stage 1: " in terminal("lint", ROOT / "decks", "--coverage").out


def test_errors_count_with_coverage_too(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\0\1\2" * 100)
    assert terminal("lint", tmp_path / "a.md", "--coverage", "--json", code=1).error


def test_a_path_that_does_not_exist(terminal: Terminal, tmp_path: Path) -> None:
    assert "there is no file or folder" in terminal("lint", tmp_path / "x", code=1).error


def test_no_library_is_needed(tmp_path: Path) -> None:
    Terminal(tmp_path / "library", tmp_path)("lint", ROOT / "decks")
    assert not (tmp_path / "library").exists()
