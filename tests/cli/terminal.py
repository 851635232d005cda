"""The program as a shell runs it: quickly, in this process, or truly, in one of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flashcards.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T09:00:00Z"
_PATIENCE_S = 60

Word = str | Path | int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on stderr, which begins with ``error:``."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("error: "), self.err
        return lines[0]


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs the program on a library, at a fixed moment unless told otherwise."""

    library: Path
    config: Path
    now: str | None = NOW
    variables: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *words: Word, code: int | None = 0, stdin: str = "") -> Answer:
        """Run a call within this process; its exit code has to be the one given, if one is."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            patch.object(sys, "stdin", io.StringIO(stdin)),
            patch.object(sys, "excepthook", sys.excepthook),
        ):
            ended = run(self.words(*words))
        answer = Answer(ended, out.getvalue(), err.getvalue())
        assert code is None or answer.code == code, answer
        return answer

    def json(self, *words: Word, stdin: str = "") -> Any:
        """The document that a call with ``--json`` prints."""
        return self(*words, "--json", stdin=stdin).document

    def process(self, *words: Word, code: int = 0, stdin: str = "") -> Answer:
        """Run a call as a process; its exit code has to be the one given."""
        done = subprocess.run(
            self.command(*words),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=self.environment(),
            cwd=ROOT,
            timeout=_PATIENCE_S,
            check=False,
        )
        answer = Answer(done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in answer.err
        assert answer.code == code, answer
        return answer

    def words(self, *words: Word) -> list[str]:
        """The words of a call with its library and its moment."""
        moment = [] if self.now is None else ["--now", self.now]
        return ["--library", str(self.library), *moment, *map(str, words)]

    def command(self, *words: Word) -> list[str]:
        """The command line of a process."""
        return [sys.executable, "-m", "flashcards", *self.words(*words)]

    def environment(self) -> dict[str, str]:
        """The variables of a process: a home of its own, days that turn at 04:00 UTC."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("FLASHCARDS_")}
        own = {"FLASHCARDS_CONFIG": str(self.config), "TZ": "UTC", "NO_COLOR": "1"}
        return {**kept, **own, **self.variables}
