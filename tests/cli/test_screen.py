"""What reaches a terminal: text in line, nothing that it would obey, colours where wanted."""

from __future__ import annotations

import io
import json

import pytest

from flashcards.cli.progress import progress_bar
from flashcards.cli.screen import Screen, shown_width


class Tty(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It says so."""
        return True


def screen(**options: object) -> Screen:
    """A screen on streams in memory."""
    return Screen(io.StringIO(), io.StringIO(), **options)  # type: ignore[arg-type]


def printed(made: Screen) -> str:
    """What went to stdout."""
    assert isinstance(made.out, io.StringIO)
    return made.out.getvalue()


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    made = screen(colours=True)
    made.line("a\x1b]0;title\x07b\x1b[2Jc\rd\x9b5me")
    assert printed(made) == "a]0;titleb[2Jcd5me\n"


def test_colours_only_where_they_are_wanted() -> None:
    plain, coloured = screen(), screen(colours=True)
    for made in (plain, coloured):
        made.line(made.styled("done", "bold", "green") + "\x1b[31m!")
    assert printed(plain) == "done!\n"
    assert printed(coloured) == "\x1b[1;32mdone\x1b[0m\x1b[31m!\n"


@pytest.mark.parametrize(
    ("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")]
)
def test_the_environment_decides_about_colours(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setattr("sys.stdout", Tty())
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    assert Screen.standard().colours is (value == "xterm")


def test_a_pipe_has_no_colours_and_no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    made = Screen.standard()
    assert not made.colours
    assert made.width is None


def test_an_error_is_one_line() -> None:
    made = screen()
    made.error("first\nsecond\x1b[31m\tthird")
    assert isinstance(made.err, io.StringIO)
    assert made.err.getvalue() == "error: first second third\n"


def test_what_is_meant_for_a_person_leaves_the_document_alone() -> None:
    made = screen(as_json=True)
    made.line("words")
    made.document({"é": "你"})
    assert json.loads(printed(made)) == {"é": "你"}
    assert printed(made) == '{"é": "你"}\n'


def test_columns_stand_in_line_whatever_their_letters() -> None:
    made = screen()
    made.table([("你好", "1", "x"), ("abc", "1000", "y")], ("Name", "N", ""), right={1})
    assert printed(made) == "Name     N\n你好     1  x\nabc   1000  y\n"


def test_the_last_column_is_cut_on_a_narrow_terminal() -> None:
    made = screen(width=20)
    made.table([("one", "a long text that goes on")])
    assert printed(made) == "one  a long text th…\n"


def test_a_table_without_rows_prints_nothing() -> None:
    made = screen()
    made.table([])
    assert printed(made) == ""


def test_width_counts_columns() -> None:
    assert shown_width("\x1b[1mab\x1b[0m") == 2
    assert shown_width("你e\u0301") == 3


def test_closed_streams_take_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    Screen.standard().line("nobody reads this")


def test_a_progress_bar_is_seen_on_terminals_only() -> None:
    pipe = io.StringIO()
    with progress_bar(pipe, "Working") as progress:
        progress.step(1, 2)
    assert pipe.getvalue() == ""


def test_a_progress_bar_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(100))
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    monkeypatch.setenv("TERM", "xterm")
    stream = Tty()
    with progress_bar(stream, "Working") as progress:
        progress.step(1, 2)
        assert "Working ███████████████░" in stream.getvalue()
        assert "50%" in stream.getvalue()
        progress.step(0, 0)
    assert stream.getvalue().endswith("\r\x1b[K")
