"""Does the main job with a built program, in an environment that has nothing of this machine's.

``python3 -m shipping.smoke FOLDER`` starts it in the terminal, in a window that nobody sees and,
where Xvfb and xdotool are there, in one that is clicked through by key. It needs nothing but
Python, so that it can be carried to another machine together with the folder.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE_S = 60.0
_STEP_S = 0.05
_CALM_S = 2.0
"""After the library's lock is taken: time to read what is in it."""

_ROADMAP = """\
# Small roadmap

1. Programming language
Goal: write what others can read.

- Functions
- Error handling

2. Databases
Goal: find rows quickly and keep them right.

- Indexing
- Transactions
"""


class SmokeError(Exception):
    """The program did not do its main job; the message says what it did instead."""


class Built:
    """A built program and a home of its own, here or on a system below another root."""

    def __init__(self, program: Path, home: Path, root: Path = Path("/")) -> None:
        self._root = root
        # found here: the emptied environment has no PATH to find it by
        chroot = shutil.which("chroot") or "chroot"
        self._command = [str(program)] if root == Path("/") else [chroot, str(root), str(program)]
        self.home = home
        self.library = home / "library"
        # On Windows nothing starts without the system's folder.
        kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        self.environment = {**kept, "HOME": self.inside(home), "USERPROFILE": str(home)}

    def inside(self, path: Path) -> str:
        """A path as the program sees it."""
        return str(path) if self._root == Path("/") else f"/{path.relative_to(self._root)}"

    def run(self, *words: str) -> str:
        """What a terminal command prints; SmokeError when it fails."""
        done = subprocess.run(
            [*self._command, *words, "--library", self.inside(self.library)],
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
        if done.returncode != 0:
            raise SmokeError(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    @contextmanager
    def window(self, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
        """The program with its window open; it has ended by itself when the block is left."""
        process = subprocess.Popen(
            [*self._command, "--library", self.inside(self.library)],
            env={**self.environment, **environment},
            stderr=subprocess.PIPE,
        )
        try:
            yield process
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired as error:
            raise SmokeError("the window did not close") from error
        finally:
            process.kill()
            _, words = process.communicate()
        if process.returncode != 0:
            raise SmokeError(f"the window ended with {process.returncode}: {words.decode()}")
        self._look_at_the_log()

    def backups(self) -> set[str]:
        """The names of the backups, of which a window makes one as it closes."""
        return {path.name for path in (self.library / "backups").glob("*.db")}

    def answers(self) -> int:
        """How many answers the log holds."""
        target = self.home / "reviews.csv"
        self.run("export", "reviews", "-o", self.inside(target))
        return len(_rows(target))

    def _look_at_the_log(self) -> None:
        for log in self.home.rglob("flashcards.log"):
            if log.stat().st_size:
                raise SmokeError(f"the log holds faults: {log.read_text(encoding='utf-8')}")


def smoke(folder_or_program: Path, roadmap: Path | None = None) -> list[str]:
    """Do the main job; what was done, a line a step. Raises SmokeError at the first fault."""
    from shipping.names import executable

    program = folder_or_program
    if program.is_dir():
        program = executable(program)
    with TemporaryDirectory() as temporary:
        built = Built(program.resolve(), Path(temporary))
        done = in_the_terminal(built, roadmap)
        done += in_a_window_nobody_sees(built)
        done += on_a_virtual_screen(built)
    return done


def in_the_terminal(built: Built, roadmap: Path | None) -> list[str]:
    """Import a roadmap, answer a card, take the progress out, and a package out and in again."""
    version = built.run("--version").strip()
    own = built.home / "roadmap.md"
    own.write_text(roadmap.read_text("utf-8") if roadmap else _ROADMAP, encoding="utf-8")
    built.run("import", built.inside(own))
    card = json.loads(built.run("next", "--json"))
    built.run("answer", str(card["card_id"]), "good")
    progress = built.home / "progress.csv"
    built.run("export", "progress", "-o", built.inside(progress))
    rows = _rows(progress)
    if not any(row.get("reps") == "1" for row in rows):
        raise SmokeError(f"the answer is not in the {len(rows)} rows of the progress")
    package = built.home / "cards.apkg"
    built.run("export", "package", "-o", built.inside(package), "--deck", card["deck"])
    # Databases of others are read by a child process, which the packed program starts itself.
    built.run("import", built.inside(package))
    built.run("check")
    return [f"{version}: imported, answered, exported {len(rows)} cards, read a package back"]


def in_a_window_nobody_sees(built: Built) -> list[str]:
    """Open the window off-screen twice; each time it closes as the system asks and backs up."""
    if sys.platform == "win32":
        return ["no window off-screen: a program without a console cannot be asked to end here"]
    for _ in range(2):
        built.run("config", "new_per_day", str(10 + len(built.backups())))
        before = built.backups()
        with built.window(QT_QPA_PLATFORM="offscreen") as process:
            _wait_for_library(built)
            process.send_signal(signal.SIGTERM)
        if not built.backups() - before:
            raise SmokeError("the window closed without a backup")
    return ["window off-screen: opened, closed on request with a backup, twice"]


def on_a_virtual_screen(built: Built) -> list[str]:
    """Answer a card by key on an X server, quit by key, and start again."""
    absent = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if absent:
        return [f"no virtual screen: {' and '.join(absent)} not installed"]
    before = built.answers()
    with virtual_screen() as display:
        keys = _Keys(display)
        with built.window(DISPLAY=display):
            keys.wait_for_window()
            _wait_for_library(built)
            answered = _answered_by_key(built, keys, before)
            keys.press("ctrl+q")
        with built.window(DISPLAY=display):
            keys.wait_for_window()
            _wait_for_library(built)
            keys.press("ctrl+q")
    return [f"window on a virtual screen: {answered} answered by key, quit, started again"]


def _answered_by_key(built: Built, keys: _Keys, before: int) -> int:
    """How many answers Enter has given: it starts, shows the answer, and takes it for known."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        keys.press("Return", "Return", "Return")
        if answered := built.answers() - before:
            return answered
    raise SmokeError("no answer was given by key")


@contextmanager
def virtual_screen() -> Iterator[str]:
    """An X server without a screen; its display's name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise SmokeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class _Keys:
    """Hands on the keyboard of a virtual screen."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def wait_for_window(self) -> None:
        """Wait for the window, and give it the keyboard: there is no window manager."""
        found: list[str] = []

        def look() -> bool:
            found[:] = self._tell("search", "--onlyvisible", "--name", "^Flashcards").split()
            return bool(found)

        _wait(look, "no window on the virtual screen")
        time.sleep(1)
        self._tell("windowfocus", found[-1])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, with the time that a person takes between them."""
        for key in keys:
            time.sleep(1)
            self._tell("key", key)

    def _tell(self, *words: str) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout


def _wait_for_library(built: Built) -> None:
    _wait(lambda: is_held(built), "the window did not open the library")
    time.sleep(_CALM_S)


def is_held(built: Built) -> bool:
    """Whether a window holds the library's lock."""
    import fcntl

    with (built.library / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _wait(done: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > end:
            raise SmokeError(otherwise)
        time.sleep(_STEP_S)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    try:
        print("\n".join(smoke(*(Path(word) for word in sys.argv[1:]))))
    except SmokeError as error:
        sys.exit(f"error: {error}")
