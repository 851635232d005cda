"""How programs of notes are run: what counts as output, what ends them, what is left out."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.decks import running
from tests.decks.postgresql import Postgresql
from tests.decks.running import (
    Batch,
    Go,
    Interpreter,
    Java,
    Output,
    Program,
    Script,
    Sqlite,
    absence,
    execute,
    statements,
)
from tests.decks.tally import LANGUAGE, tally

JAVA = "class {name} {{ public static void main(String[] a) {{ System.out.print({value}); }} }}"
GO = 'package main\n\nimport "fmt"\n\nfunc main() {{ fmt.Print({value}) }}'


def program(language: str, code: str, name: str = "a-note") -> Program:
    return Program(name, language, code, expected="")


def here(interpreter: Interpreter) -> Interpreter:
    """The interpreter, where it is installed."""
    if reason := interpreter.absent():
        pytest.skip(reason)
    return interpreter


class TestOutput:
    @pytest.mark.parametrize(
        ("text", "printed"), [("a\n", "a"), ("a\n\n", "a\n"), (" a ", " a "), ("", "")]
    )
    def test_only_the_newline_at_its_end_is_left_out(self, text: str, printed: str) -> None:
        assert Output(text).printed == printed

    def test_it_is_what_reached_standard_output(self, tmp_path: Path) -> None:
        code = "import sys; print('out', file=sys.stdout); sys.exit('err')"
        python = Script((sys.executable, "-I"), "program.py")
        assert python.run(program("python", code), tmp_path) == Output("out\n", "err\n")

    def test_a_program_sees_a_home_of_its_own(self, tmp_path: Path) -> None:
        code = "import os; print(os.environ['HOME'], os.environ.get('FLASHCARDS_LIBRARY'))"
        python = Script((sys.executable, "-I"), "program.py")
        assert python.run(program("python", code), tmp_path).printed == f"{tmp_path} None"


class TestAProgramThatHangs:
    def test_is_ended_with_what_it_started(self, tmp_path: Path) -> None:
        endless = "while True: pass"
        code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {endless!r}])"
        with pytest.raises(subprocess.TimeoutExpired):
            execute([sys.executable, "-I", "-c", code], tmp_path, seconds=0)

    def test_is_ended_in_sqlite_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(running, "_SQLITE_MEGASTEPS", 1)
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT 1 FROM n"
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            Sqlite().run(program("sqlite", f"SELECT count(*) FROM ({endless});"), tmp_path)


class TestSqlite:
    def test_rows_are_lines_and_null_has_its_name(self, tmp_path: Path) -> None:
        script = "SELECT 1, 'a';\nSELECT NULL, 2.5 UNION ALL SELECT 3, '' ORDER BY 1;"
        output = Sqlite().run(program("sqlite", script), tmp_path)
        assert output.printed == "1|a\nNULL|2.5\n3|"

    @pytest.mark.parametrize(
        "script",
        [
            "SELECT 1; | SELECT 2;",
            "SELECT ';'; | SELECT 2",
            "-- one; two\nSELECT 1; | /* ; */ SELECT 2;",
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; SELECT 1; END; | SELECT 2;",
        ],
    )
    def test_a_script_is_split_where_statements_end(self, script: str) -> None:
        first, second = script.split(" | ")
        assert list(statements(f"{first} {second}")) == [first, second]
        assert list(statements(f"{first}\n\n{second}\n")) == [first, second]


class TestCompiledLanguages:
    @pytest.mark.parametrize(
        ("kind", "good", "bad"),
        [
            (Java, JAVA.format(name="Good", value='"ü"'), JAVA.format(name="Bad", value="nothing")),
            (Go, GO.format(value='"ü"'), GO.format(value="nothing")),
        ],
    )
    def test_a_program_that_does_not_compile_says_why_and_stops_no_other(
        self, kind: type[Java | Go], good: str, bad: str, tmp_path: Path
    ) -> None:
        programs = [program("any", bad, "bad"), program("any", good, "good")]
        compiled = here(kind(programs, tmp_path / "compiled"))
        failed, ran = (compiled.run(one, tmp_path) for one in programs)
        assert (failed.text, ran.text) == ("", "ü")
        assert "nothing" in failed.errors

    def test_they_are_compiled_once_for_all_processes(self, tmp_path: Path) -> None:
        class Counting(Batch):
            compiled = 0

            def compile(self) -> None:
                Counting.compiled += 1

        for _ in range(3):
            Counting([], tmp_path / "shared").compile_once()
        assert Counting.compiled == 1

    def test_java_starts_the_first_class_even_if_another_is_public(self, tmp_path: Path) -> None:
        code = JAVA.format(name="First", value="1") + "\n\npublic class Second {}"
        one = program("java", code)
        assert here(Java([one], tmp_path / "compiled")).run(one, tmp_path).text == "1"


class TestPostgresql:
    @pytest.fixture
    def server(self) -> Iterator[Postgresql]:
        server = Postgresql()
        yield server
        server.stop()

    def test_no_script_meets_the_tables_of_another(
        self, server: Postgresql, tmp_path: Path
    ) -> None:
        here(server)
        script = "CREATE TABLE t (n int);\nINSERT INTO t VALUES (1);\nSELECT n, NULL FROM t;"
        for name in ("one", "two"):
            assert server.run(program("postgresql", script, name), tmp_path) == Output("1|\n")


class TestWhatIsLeftOut:
    def test_a_tool_that_is_not_installed(self) -> None:
        assert absence("no-such-tool", "--version", ()) == "no-such-tool is not installed"

    def test_a_tool_that_is_older_than_the_decks(self) -> None:
        reason = absence(sys.executable, "--version", (99, 1))
        assert "99.1 or later is needed, this is 3." in reason
        assert absence(sys.executable, "--version", (3, 11)) == ""


def report(language: str, outcome: str, why: str = "") -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="a note",
        location=("", 0, ""),
        keywords={},
        outcome=outcome,  # type: ignore[arg-type]
        longrepr=("file", 1, f"Skipped: {why}") if why else None,
        when="call",
        user_properties=[(LANGUAGE, language)],
    )


def test_the_tally_counts_by_language_and_says_why_programs_were_left_out() -> None:
    reports = [
        report("python", "passed"),
        report("python", "passed"),
        report("node", "passed"),
        report("node", "failed"),
        report("go", "skipped", "go is not installed"),
    ]
    assert [" ".join(line.split()) for line in tally(reports)] == [
        "go 1 skipped (go is not installed)",
        "node 1 right, 1 wrong",
        "python 2 right",
    ]
