"""Practice in the terminal: lists and prompts for scripts, a whole session by keys."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.terminal import ROOT, Terminal


class TestLists:
    """What there is to practise."""

    def test_a_script_gets_the_prompts(self, terminal: Terminal) -> None:
        prompts = terminal.json("practice", "list")
        assert len(prompts) >= 150
        assert prompts[0].keys() >= {"id", "title", "kind", "stage", "level", "minutes"}
        some = terminal.json(
            "practice", "list", "--kind", "debugging", "--stage", 3, "--level", "mid"
        )
        assert {(p["kind"], p["stage"], p["level"]) for p in some} == {("debugging", 3, "mid")}
        assert (
            f"{len(some)} prompt"
            in terminal(
                "practice", "list", "--kind", "debugging", "--stage", "3", "--level", "mid"
            ).out
        )

    def test_a_script_gets_all_of_one(self, terminal: Terminal) -> None:
        prompt = terminal.json("practice", "show", "p-lang-cent-mismatch")
        assert prompt.keys() >= {
            "prompt", "rubric", "clarifying", "follow_ups", "model_answer", "cards",
        }  # fmt: skip
        assert prompt["rubric"][0].keys() == {"weight", "must", "text"}
        assert "var-float-rounding" in prompt["cards"]
        out = terminal("practice", "show", "p-lang-cent-mismatch").out
        assert "Model answer" in out

    def test_what_is_wrong_is_said_in_a_line(self, terminal: Terminal) -> None:
        assert "no prompt 'nope'" in terminal("practice", "show", "nope", code=1).error
        assert "name the prompt" in terminal("practice", "show", code=2).error
        for words in (
            ("practice",),
            ("practice", "walk"),
            ("practice", "start", "--minutes", "0"),
            ("practice", "start", "--kind", "essay"),
            ("practice", "start", "--seed", "x"),
        ):
            assert terminal(*words, code=2).error

    def test_a_preset_and_what_it_decides_are_not_asked_for_together(
        self, terminal: Terminal
    ) -> None:
        for words in (("--minutes", "15"), ("--kind", "coding")):
            refused = terminal("practice", "start", "--preset", "phone", *words, code=2)
            assert "a preset has its own minutes" in refused.error

    def test_nothing_to_draw_is_no_session(self, terminal: Terminal) -> None:
        words = ("practice", "start", "--kind", "system-design", "--minutes", "5")
        assert "takes at least" in terminal(*words, code=1).err.splitlines()[-1]


class TestSession:
    """One prompt of five minutes, from the draw to the report."""

    START = ("practice", "start", "--kind", "concept", "--minutes", "5", "--seed", "7")

    def test_from_set_up_to_report(self, terminal: Terminal) -> None:
        keys = ["", "n", "first **thing**", "c", "f", "p", "", "?", "d", *"ynnnnnnnn"]
        (attempt,) = (p for p in self._run(terminal, keys)["prompts"])
        assert attempt["notes"] == "first **thing**"
        assert attempt["grade"] == "again"
        assert attempt["missed"]

    def test_it_goes_on_where_it_was_left(self, terminal: Terminal) -> None:
        left = terminal(*self.START, stdin="\nn\nmy note\nq\n").out
        assert "Saved. `flashcards practice start` goes on after 0 of 1 prompts." in left
        again = terminal("practice", "start", stdin="q\n").out
        assert "Going on with: Concept, 1 prompt." in again
        assert "my note" in again
        # the end of the input is no end of the session
        assert "Going on with" in terminal("practice", "start").out

    def test_a_new_one_is_started_on_request(self, terminal: Terminal) -> None:
        terminal(*self.START, stdin="q\n")
        assert "Going on" not in terminal(*self.START, "--new", stdin="q\n").out

    def test_ones_own_grade_and_no_cards(self, terminal: Terminal) -> None:
        points = len(terminal.json("practice", "show", self._drawn(terminal))["rubric"])
        keys = ["", "d", *(["n"] * points), "4", "n"]
        document = terminal.json(*self.START, "--new", stdin="\n".join(keys) + "\n")
        assert document["finished"]
        assert document["prompts"][0]["grade"] == "easy"
        assert document["cards_taken"] == 0
        assert "Score prompt" in terminal.json("undo")["undone"]

    def _drawn(self, terminal: Terminal) -> str:
        document = terminal.json(*self.START, stdin="q\n")
        return str(document["prompts"][0]["id"])

    def _run(self, terminal: Terminal, keys: list[str]) -> dict[str, list[dict[str, object]]]:
        points = len(terminal.json("practice", "show", self._drawn(terminal))["rubric"])
        typed = [*keys[: keys.index("d") + 1], *keys[keys.index("d") + 1 :][:points], "", ""]
        document: dict[str, list[dict[str, object]]] = terminal.json(
            *self.START, "--new", stdin="\n".join(typed) + "\n"
        )
        return document


def test_missed_points_become_notes_to_study(terminal: Terminal) -> None:
    start = ("practice", "start", "--kind", "concept", "--level", "junior", "--minutes", "4")
    (prompt,) = terminal.json(*start, stdin="q\n")["prompts"]
    points = len(terminal.json("practice", "show", str(prompt["id"]))["rubric"])
    keys = "\n".join(["", "d", *(["n"] * points), "", ""]) + "\n"
    document = terminal.json("practice", "start", stdin=keys)
    assert (document["finished"], document["cards_taken"] > 0) == (True, True)
    written = terminal.json("search", "tag:practice")
    assert {card["state"] for card in written} == {"new"}
    assert written


def test_a_killed_session_goes_on_with_its_notes(terminal: Terminal) -> None:
    process = subprocess.Popen(
        terminal.command(*TestSession.START),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=terminal.environment(),
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\nn\nwritten before the end\n")
    process.stdin.flush()
    for line in process.stdout:
        if b" left" in line and b":" in line and b"Think" not in line:
            break
    process.kill()
    process.communicate()
    assert "written before the end" in terminal("practice", "start", stdin="q\n").out


def test_a_file_of_prompts_is_imported_and_told(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    prompt = "### {0} {{#{0} .concept}}\n\nTell me.\n\n#### Rubric\n\n- [2] says it (must)\n"
    text = "\n".join(prompt.format(name) for name in ("one", "two"))
    file.write_text(f"---\ntitle: Own\nnamespace: own\n---\n\n{text}", encoding="utf-8")
    assert "2 prompts would be added" in terminal("import", "--dry-run", file).out
    (report,) = terminal.json("import", file)
    assert (report["format"], report["prompts_added"], report["decks"]) == ("prompts", 2, ["Own"])
    assert "nothing is new, 2 unchanged" in terminal("import", file).out
    assert terminal.json("undo")["undone"] == "Import own.md"
    assert "no prompt 'one'" in terminal("practice", "show", "one", code=1).error
