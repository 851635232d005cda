"""A session in the terminal: piped in key by key, and typed at a real terminal."""

from __future__ import annotations

import os
import select
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.errors import LibraryWriteError
from flashcards.services.studying.service import StudyService
from tests.cli.terminal import ROOT, Answer, Terminal

DECK = """\
---
title: Own
namespace: own
---

### What is a **cache**? {#cache}

A copy that is nearer.

> [!NOTE]
> It can be stale.

Source: [A page](https://example.org/cache)

### Which status says that a resource has moved for good? {#moved .typed}

301

### Which of these are keywords of Python? {#keywords .choice}

- [x] `yield`
- [ ] `goto`
- [x] `with`

### What does Python print? {#prints .predict run=python}

```python
print(1)
print(2)
```

---

```text
1
2
```

### How does a handshake go on? {#handshake .steps}

1. The client says hello.
2. The server answers.
3. Both have a key.

### A {{c1::queue}} is first in, first out. {#queue .cloze}
"""
ENTER = ""
PATIENCE_S = 60
_AT_A_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def own(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A terminal on a library with a deck of six kinds of note."""
    path = tmp_path / "own.md"
    path.write_text(DECK, encoding="utf-8")
    terminal("import", path)
    return terminal


def review(terminal: Terminal, *keys: str, code: int = 0, deck: str | None = "Own") -> Answer:
    """Pipe keys into a session, each a line."""
    words = ("review",) if deck is None else ("review", "--deck", deck)
    return terminal(*words, stdin="".join(f"{key}\n" for key in keys), code=code)


def log(terminal: Terminal) -> list[tuple[str, int | None]]:
    """The rows of the review log: kind and rating."""
    with closing(sqlite3.connect(terminal.library / "collection.db")) as database:
        return database.execute("SELECT kind, rating FROM review ORDER BY id").fetchall()


def skipping(count: int) -> list[str]:
    """The keys that bury so many cards."""
    return ["b"] * count


def test_a_card_is_asked_shown_and_graded(own: Terminal) -> None:
    shown = review(own, ENTER, "3", "q").out
    for words in (
        "Own · new · 0 done, 6 left",
        "What is a cache?",
        "A copy that is nearer.",
        "It can be stale.",
        "Source: A page",
        "1 again 1 min · 2 hard 6 min · 3 good 10 min · 4 easy",
        "Good: due again in 10 min.",
        "1 answer in 0 s: 0 again, 0 hard, 1 good, 0 easy; 1 new card.",
        "Left today: ",
    ):
        assert words in shown
    assert log(own) == [("review", 3)]


def test_the_end_of_the_input_ends_the_session(own: Terminal) -> None:
    shown = review(own, ENTER, "4", ENTER).out
    assert "1 answer in 0 s" in shown
    assert log(own) == [("review", 4)]


def test_enter_grades_as_good_and_other_keys_do_nothing(own: Terminal) -> None:
    review(own, "x", "3", ENTER, "0", "good", ENTER)
    assert log(own) == [("review", 3)]


def test_what_was_done_is_taken_back_and_brought_again(own: Terminal) -> None:
    shown = review(own, "u", ENTER, "1", "u", "r", "u", ENTER, "4", "q").out
    assert "There is nothing to undo in this session." in shown
    assert shown.count("Undone: Answer.") == 2
    assert "Done again: Answer." in shown
    assert "1 answer in 0 s: 0 again, 0 hard, 0 good, 1 easy; 1 new card." in shown
    assert [kind for kind, _ in log(own)].count("retraction") == 2


def test_redo_ends_where_something_new_was_done(own: Terminal) -> None:
    shown = review(own, ENTER, "3", "u", "b", "r", "q").out
    assert "There is nothing to redo in this session." in shown


def test_cards_are_buried_and_suspended_and_brought_back(own: Terminal) -> None:
    shown = review(own, "b", "s", "u", "q").out
    assert "Buried until tomorrow." in shown
    assert "Suspended." in shown
    assert "Undone: Suspend card." in shown
    assert shown.count("moved for good?") == 2
    assert own.json("search", "deck:Own", "is:suspended") == []


def test_a_typed_answer_is_compared(own: Terminal) -> None:
    shown = review(own, *skipping(1), "302", "3", "q").out
    assert "Not the same." in shown
    assert "[-302-]" in shown
    assert "[+301+]" in shown
    assert log(own) == [("review", 3)]


def test_a_right_answer_is_said_to_be_right(own: Terminal) -> None:
    shown = review(own, *skipping(1), " 301 ", ENTER, "q").out
    assert "Right." in shown
    assert log(own) == [("review", 3)]


def test_after_a_wrong_answer_enter_does_not_grade(own: Terminal) -> None:
    review(own, *skipping(1), "302", ENTER, "1", "q")
    assert log(own) == [("review", 1)]


def test_a_typed_card_can_be_shown_without_typing(own: Terminal) -> None:
    shown = review(own, *skipping(1), ENTER, "2", "q").out
    assert "Not the same." not in shown
    assert log(own) == [("review", 2)]


@pytest.mark.parametrize("right", [True, False])
def test_a_choice_is_made_by_numbers(own: Terminal, right: bool) -> None:
    asked = review(own, *skipping(2), "q").out
    numbers = {
        line.strip()[0]
        for line in asked.splitlines()
        if line.strip().endswith((") yield", ") with"))
    }
    assert len(numbers) == 2
    own("undo")
    own("undo")
    chosen = ", ".join(sorted(numbers)) if right else "1 2 3"
    shown = review(own, *skipping(2), chosen, "4", "q").out
    assert ("Right." in shown) is right
    assert ("Not right." in shown) is not right
    assert log(own) == [("review", 4)]


def test_a_prediction_is_typed_line_by_line(own: Terminal) -> None:
    shown = review(own, *skipping(3), "1", "2", ENTER, ENTER, "q").out
    assert "    print(1)" in shown
    assert "Right." in shown
    assert log(own) == [("review", 3)]


def test_steps_are_shown_one_by_one(own: Terminal) -> None:
    shown = review(own, *skipping(4), ENTER, "x", ENTER, ENTER, "2", "q").out
    first, second, third = (shown.index(words) for words in ("hello.", "answers.", "a key."))
    assert first < second < third
    assert "Enter shows step 3 of 3" in shown
    assert log(own) == [("review", 2)]


def test_a_grade_amid_the_steps_shows_the_rest(own: Terminal) -> None:
    shown = review(own, *skipping(4), ENTER, "3", "q").out
    assert "Both have a key." in shown
    assert log(own) == [("review", 3)]


def test_a_cloze_hides_what_it_asks_for(own: Terminal) -> None:
    shown = review(own, *skipping(5), ENTER, "3", "q").out
    assert "A […] is first in, first out." in shown
    assert "A queue is first in, first out." in shown


def test_thirty_answers_to_whatever_comes(terminal: Terminal) -> None:
    terminal("config", "new_per_day", "30")
    shown = review(terminal, *[ENTER, "4"] * 30, deck=None).out
    assert "30 answers in " in shown
    assert len(log(terminal)) == 30
    assert terminal.json("stats")["today"]["reviews"] == 30


def test_a_session_ends_with_its_last_card(own: Terminal) -> None:
    own("config", "new_per_day", "2")
    shown = review(own, ENTER, "4", ENTER, "4").out
    assert "That was the last card." in shown
    assert "Done for today." in shown
    assert "Nothing is due." in review(own).out


def test_a_learning_card_far_off_is_waited_for(own: Terminal) -> None:
    own("config", "new_per_day", "1")
    own("config", "learning_steps", "2h", "3h")
    assert "The next learning card comes in 2 h." in review(own, ENTER, "1").out


def test_in_json_mode_the_summary_is_the_one_document(own: Terminal) -> None:
    answer = own("review", "--deck", "Own", "--json", stdin="\n3\nq\n")
    assert answer.document == {
        "answers": 1, "again": 0, "hard": 0, "good": 1, "easy": 0, "new": 1, "seconds": 0.0,
        "due_left": 1, "new_left": 11,
    }  # fmt: skip
    assert "What is a cache?" in answer.err


def test_a_grade_that_was_not_kept_is_not_acknowledged(
    own: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise LibraryWriteError("can't write to the library: the disk is full.")

    monkeypatch.setattr(StudyService, "answer", refuse)
    answer = review(own, ENTER, "3", code=1)
    assert answer.error == "error: can't write to the library: the disk is full."
    assert "due again" not in answer.out


def test_a_deck_that_does_not_exist(own: Terminal) -> None:
    assert "there is no deck 'Cooking'" in review(own, deck="Cooking", code=1).error


@pytest.fixture
def session(own: Terminal) -> Iterator[Typist]:
    """The session at a terminal of its own."""
    typist = Typist(own)
    yield typist
    typist.close()


class Typist:
    """Someone who types at a terminal and reads what is on it."""

    def __init__(self, terminal: Terminal) -> None:
        import pty

        self.screen, inside = pty.openpty()
        # a process of its own from the start: a fork of the suite would share its threads' locks
        self.process = subprocess.Popen(
            [sys.executable, "-c", _AT_A_TERMINAL, *terminal.command("review", "--deck", "Own")],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=ROOT,
            env={**terminal.environment(), "TERM": "xterm"},
            start_new_session=True,
        )
        os.close(inside)
        self.seen = ""

    def sees(self, words: str) -> str:
        """Wait until the words are on the screen; what is there up to them."""
        while words not in self.seen:
            data = self._read()
            assert data, self.seen
            self.seen += data.decode(errors="replace")
        shown, _, self.seen = self.seen.partition(words)
        return shown

    def _read(self) -> bytes:
        ready, _, _ = select.select([self.screen], [], [], PATIENCE_S)
        assert ready, f"nothing more is shown after {self.seen!r}"
        try:
            return os.read(self.screen, 65_536)
        except OSError:  # Linux: the other side is gone
            return b""

    def types(self, keys: str) -> None:
        """Press keys."""
        os.write(self.screen, keys.encode())

    def ends(self) -> int:
        """The exit code of the session."""
        return self.process.wait(PATIENCE_S)

    def close(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.wait()
        os.close(self.screen)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_at_a_terminal_single_keys_do(session: Typist, own: Terminal) -> None:
    session.sees("Enter shows the answer")
    session.types(" ")
    session.sees("3 good")
    session.types("\x1b[A")
    session.types("3")
    session.sees("Good: due again in 10 min.")
    session.sees("Type the answer")
    session.types("301\n")
    session.sees("3 good")
    session.types("\r")
    session.sees("Good: due again")
    session.sees("The numbers of what is right")
    session.types("q\n")
    shown = session.sees("Left today")
    assert "2 answers" in shown
    assert session.ends() == 0
    assert log(own) == [("review", 3), ("review", 3)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_ctrl_c_ends_with_everything_kept(session: Typist, own: Terminal) -> None:
    session.sees("Enter shows the answer")
    session.types("\n4")
    session.sees("Easy: due again")
    session.sees("Type the answer")
    session.types("\x03")
    assert "1 answer" in session.sees("Left today")
    assert session.ends() == 130
    assert log(own) == [("review", 4)]
