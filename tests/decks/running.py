"""Runs the programs of notes with the interpreters, compilers and databases of this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

SECONDS = 30
"""How long a program may take before it counts as hanging."""

BUILD_SECONDS = 300
"""How long all programs of a language may take to compile, Go's standard library among them."""

# A few seconds; SQLite counts the steps of its virtual machine, not the time.
_SQLITE_MEGASTEPS = 300

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_CACHE_VARIABLES = ("HOME", "LOCALAPPDATA", "XDG_CACHE_HOME", "GOCACHE")
# As it is now: the tests get a home of their own.
_USERS_CACHE = {name: os.environ[name] for name in _CACHE_VARIABLES if name in os.environ}
_JAVA_CLASS = re.compile(
    r"^(?P<public>public +)?(?:(?:abstract|final|sealed|non-sealed|strictfp) +)*"
    r"(?:class|interface|enum|record) +(?P<name>\w+)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Program:
    """What a note asks to run: the note's id, the language, the code and the output it states."""

    id: str
    language: str
    code: str
    expected: str


@dataclass(frozen=True, slots=True)
class Output:
    """What a program wrote; ``errors`` has the compiler's words where it does not compile."""

    text: str
    errors: str = ""

    @property
    def printed(self) -> str:
        """The output as a fence shows it, without the newline that ends it."""
        return self.text.removesuffix("\n")


class Interpreter(Protocol):
    """Runs the programs of one language."""

    def absent(self) -> str:
        """Why no program of the language can run here, "" where they can."""

    def run(self, program: Program, folder: Path) -> Output:
        """Run a program in an empty folder."""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a program sees of this machine: where its tools are, a home of its own, UTC."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "HOME": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8", **more}


def execute(
    command: Sequence[str | Path],
    folder: Path,
    variables: Mapping[str, str] | None = None,
    seconds: int = SECONDS,
) -> Output:
    """Run a command in a folder. Raises subprocess.TimeoutExpired, and leaves no process then."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder, **(variables or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        text, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.communicate()
        raise
    return Output(text, errors)


def _kill(process: subprocess.Popen[str]) -> None:
    """End a program with what it started, which holds its output open."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


@cache
def absence(tool: str, question: str, oldest: tuple[int, ...]) -> str:
    """Why a tool cannot be used, "" where it can.

    ``question``: the option that makes the tool tell its version. ``oldest``: the release that
    the decks are written for.
    """
    if shutil.which(tool) is None:
        return f"{tool} is not installed"
    told = subprocess.run(
        [tool, question], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    found = re.search(r"\d+(?:\.\d+)*", told.stdout + told.stderr)
    version = tuple(int(part) for part in found[0].split(".")) if found else ()
    if version < oldest:
        wanted = ".".join(map(str, oldest))
        return f"{tool} {wanted} or later is needed, this is {found[0] if found else 'unknown'}"
    return ""


@dataclass(frozen=True, slots=True)
class Script:
    """A language whose interpreter takes a file."""

    command: tuple[str, ...]
    file: str
    version: str = "--version"
    oldest: tuple[int, ...] = ()
    variables: Mapping[str, str] | None = None

    def absent(self) -> str:
        """Why no program of the language can run here."""
        return absence(self.command[0], self.version, self.oldest)

    def run(self, program: Program, folder: Path) -> Output:
        """Run the program from a file."""
        (folder / self.file).write_text(program.code + "\n", "utf-8", newline="\n")
        return execute([*self.command, self.file], folder, self.variables)


class Sqlite:
    """SQLite as Python brings it: rows as the command line prints them, but NULL by its name."""

    def absent(self) -> str:
        """Why no program of the language can run here: an old library lacks statements."""
        if sqlite3.sqlite_version_info < (3, 39):
            return f"SQLite 3.39 or later is needed, this is {sqlite3.sqlite_version}"
        return ""

    def run(self, program: Program, folder: Path) -> Output:
        """Run the statements on an empty database.

        Raises sqlite3.Error, an OperationalError where the statements do not come to an end.
        """
        connection = sqlite3.connect(":memory:", isolation_level=None)
        left = iter(range(_SQLITE_MEGASTEPS))
        connection.set_progress_handler(lambda: next(left, None) is None, 1_000_000)
        try:
            rows = [row for sql in statements(program.code) for row in connection.execute(sql)]
        finally:
            connection.close()
        return Output("".join(f"{'|'.join(map(_sql_text, row))}\n" for row in rows))


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script; what follows the last semicolon is one, too."""
    start = 0
    for semicolon in re.finditer(";", script):
        statement = script[start : semicolon.end()]
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            start = semicolon.end()
    if rest := script[start:].strip():
        yield rest


def _sql_text(value: object) -> str:
    return "NULL" if value is None else str(value)


class Batch:
    """A compiled language: all programs of the decks are compiled at once, before the first runs.

    ``folder``: of this run of the tests, shared by its processes; the first one there compiles.
    """

    def __init__(self, programs: Sequence[Program], folder: Path) -> None:
        self._programs = programs
        self._folder = folder

    def compile_once(self) -> None:
        """Compile the programs, unless this or another process has."""
        (self._folder / "programs").mkdir(parents=True, exist_ok=True)
        done = self._folder / "compiled"
        with _one_at_a_time(self._folder / "lock"):
            if not done.exists():
                self.compile()
                done.touch()

    def compile(self) -> None:
        """Write the sources and compile them; what one program lacks does not stop the others."""
        raise NotImplementedError

    def place(self, program: Program) -> Path:
        """The folder of a program's source."""
        return self._folder / "programs" / program.id

    def write(self, program: Program, name: str) -> Path:
        """Write a program's source into its folder."""
        self.place(program).mkdir(exist_ok=True)
        source = self.place(program) / name
        source.write_text(program.code + "\n", "utf-8", newline="\n")
        return source


class Java(Batch):
    """Java, started as a source file is: the first class that the file declares is the program."""

    _quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
    _utf8 = ("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8")

    def absent(self) -> str:
        """Why no program of the language can run here."""
        missing = absence("java", "-version", (17,))
        return missing or absence("javac", "-version", (17,))

    def compile(self) -> None:
        """Compile in one virtual machine; starting it takes longer than a program's compilation."""
        sources = [self.write(program, self._file(program)) for program in self._programs]
        compiler = Path(__file__).with_name("CompileEach.java")
        execute(["java", *self._quick, compiler, *sources], self._folder, seconds=BUILD_SECONDS)

    def run(self, program: Program, folder: Path) -> Output:
        """Run a program's main class in a virtual machine of its own."""
        self.compile_once()
        place = self.place(program)
        main = self._classes(program)[0][1]
        if not (place / f"{main}.class").exists():
            return Output("", (place / "complaints").read_text("utf-8"))
        return execute(["java", *self._quick, *self._utf8, "-cp", place, main], folder)

    def _file(self, program: Program) -> str:
        """The compiler wants a public class in a file of its name; the launcher does not."""
        classes = self._classes(program)
        names = [name for public, name in classes if public] or [classes[0][1]]
        return f"{names[0]}.java"

    def _classes(self, program: Program) -> list[tuple[str, str]]:
        return _JAVA_CLASS.findall(program.code) or [("", "Main")]


class Go(Batch):
    """Go, built as ``go run`` does it; the language is that of the toolchain."""

    def absent(self) -> str:
        """Why no program of the language can run here."""
        return absence("go", "version", (1, 19))

    def compile(self) -> None:
        """Build all programs as the commands of one module."""
        for program in self._programs:
            self.write(program, "main.go")
        version = re.search(r"go(\d+\.\d+)", execute(["go", "version"], self._folder).text)
        assert version is not None
        (self._folder / "go.mod").write_text(f"module notes\n\ngo {version[1]}\n", "utf-8")
        (self._folder / "bin").mkdir(exist_ok=True)
        command = ["go", "build", "-o", f"bin{os.sep}", "./programs/..."]
        built = execute(command, self._folder, self._variables(), BUILD_SECONDS)
        (self._folder / "complaints").write_text(built.errors, "utf-8")

    def run(self, program: Program, folder: Path) -> Output:
        """Run the program that was built."""
        self.compile_once()
        binary = self._folder / "bin" / (program.id + (".exe" if os.name == "nt" else ""))
        if not binary.exists():
            return Output("", (self._folder / "complaints").read_text("utf-8"))
        return execute([binary], folder)

    def _variables(self) -> dict[str, str]:
        """The user's own cache has the standard library compiled, which takes half a minute."""
        cache = execute(["go", "env", "GOCACHE"], self._folder, _USERS_CACHE).text.strip()
        offline = {"GOPROXY": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
        return {**offline, "GOCACHE": cache or str(self._folder / "cache")}


@contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Lets one process at a time in; on Windows no folder is shared."""
    if os.name != "posix":
        yield
        return
    import fcntl

    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
