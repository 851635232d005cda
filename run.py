#!/usr/bin/env python3
"""Sets Flashcards up and runs it, from a checkout in any folder: python3 run.py

Needs nothing but Python. The packages go into .venv beside this file, each checked against the
hashes in requirements/; the second start finds them there and hands over at once.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets as far as this sentence
    sys.exit(
        f"error: Flashcards needs Python 3.11 or later and this is {sys.version.split()[0]}. "
        "Start it with a newer one, for example: python3.12 run.py"
    )

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "installed"

# Each lock holds all of the one before it.
LOCKS = ("app", "test", "dev")

# What the Qt wheels load from the system, and where Debian and Ubuntu keep it.
OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Newer releases renamed it when time stamps grew to 64 bits.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}

USAGE = """\
python3 run.py                       open the window
python3 run.py WORDS…                anything that is no task below goes to the program itself:
                                     python3 run.py decks · python3 run.py import FILE
python3 run.py cli WORDS…            the same, whatever the words: python3 run.py cli lint decks

python3 run.py test [PYTEST ARGS]    all tests, without a display (-n 0: in one process)
python3 run.py translations          bring the catalogues of other languages up to date
python3 run.py lint                  ruff, its formatter, mypy, the layers
python3 run.py bench [ARGS]          the benchmarks, as JSON
python3 run.py screenshots DIR       draw every screen of a demo library into DIR
python3 run.py build [ARGS]          the program without Python: folder, archive, Debian package
python3 run.py lock [UV ARGS]        pin the dependencies anew (--upgrade: to the newest versions)

`python3 run.py cli --help` lists the program's own commands. Paths given to test, lint and build
count from the checkout, all others from the current folder.
"""


# The environment


def prepare(lock: str, libraries: Mapping[str, str] | None = None) -> None:
    """Sees that the system libraries are there and that ``.venv`` holds a lock's packages."""
    need_from_system(libraries or {})
    if is_installed(lock):
        return
    try:
        with one_at_a_time():
            if not is_installed(lock):
                set_up(lock)
    except OSError as error:
        sys.exit(f"error: {ENVIRONMENT} cannot be set up: {error}.")


def is_installed(lock: str) -> bool:
    """Whether the environment works and was made from the lock as it is now."""
    return is_whole() and stamp_line(lock) in read_stamp()


def is_whole() -> bool:
    """Whether set-up came to its end and the Python it was made with is still the same one.

    The stamp is written last. The path behind ``.venv/bin/python`` changes when the system moves
    to another Python version, and the packages in ``lib/python3.N`` are then out of its sight.
    """
    return PYTHON.exists() and python_line() in read_stamp()


def read_stamp() -> list[str]:
    """What set-up recorded when it was done: the Python, and each lock with its hash."""
    try:
        return STAMP.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []


def set_up(lock: str) -> None:
    """Makes the environment where it is absent or broken and installs the lock into it."""
    if not is_whole():
        make_environment()
    STAMP.unlink(missing_ok=True)
    say(f"Installing the packages of requirements/{lock}.lock (once; a minute on a quick line)…")
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    pip = ("-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *quiet)
    # A package without a wheel would be built with tools that no lock has checked.
    checks = ("--require-hashes", "--only-binary=:all:")
    # A user's "install into my home" has no place in an environment.
    os.environ["PIP_USER"] = "0"
    if call(PYTHON, *pip, *checks, "-r", ROOT / "requirements" / f"{lock}.lock") != 0:
        sys.exit(
            "error: the packages could not be installed; pip says why above. "
            "The first start needs the internet; then run the same command again."
        )
    lines = [python_line(), *(stamp_line(name) for name in LOCKS[: LOCKS.index(lock) + 1])]
    STAMP.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def make_environment() -> None:
    """An empty virtual environment in place of whatever is there."""
    import shutil

    if ENVIRONMENT.exists():
        say(f"{ENVIRONMENT} is incomplete or its Python is gone; making it anew.")
        shutil.rmtree(ENVIRONMENT)
    if call(sys.executable, "-I", "-m", "venv", ENVIRONMENT) != 0:
        sys.exit(f"error: Python could not make the virtual environment {ENVIRONMENT}.")


def python_line() -> str:
    """The stamp's record of the Python behind the environment."""
    return f"python {os.path.realpath(PYTHON)}"


def stamp_line(lock: str) -> str:
    """The stamp's record of an installed lock."""
    import hashlib

    content = (ROOT / "requirements" / f"{lock}.lock").read_bytes()
    return f"{lock} {hashlib.sha256(content).hexdigest()}"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Lets a second start wait for the first one's set-up (not on Windows)."""
    with (ROOT / ".venv.lock").open("a") as file:
        if os.name == "posix":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# The system


def need_from_system(libraries: Mapping[str, str]) -> None:
    """Sees that the libraries load and Python can make environments, or ends with what to do."""
    absent = {**missing(libraries), **missing_module()}
    if absent:
        provide(absent)
        absent = {**missing(libraries), **missing_module()}
    if absent:
        sys.exit(f"error: still missing on this system: {', '.join(absent)}.")


def missing_module() -> dict[str, str]:
    """Debian and Ubuntu keep half of Python's venv module in a package of its own."""
    from importlib.util import find_spec

    if is_whole() or (find_spec("venv") and find_spec("ensurepip")):
        return {}
    return {"Python's venv module": f"python3.{sys.version_info.minor}-venv"}


def draws_on_x11() -> bool:
    """Whether Qt will choose X11, which it leaves alone in a Wayland session."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen == "xcb"
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def missing(libraries: Mapping[str, str]) -> dict[str, str]:
    """Those of the libraries that cannot be loaded."""
    if sys.platform != "linux" or not libraries:
        return {}
    import ctypes

    absent = {}
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            absent[name] = package
    return absent


def provide(things: Mapping[str, str]) -> None:
    """Installs the packages of missing things as root; anyone else gets the one line to run."""
    if not has_apt():
        sys.exit(f"error: missing on this system, please install: {', '.join(things)}.")
    packages = [current_name(package) for package in things.values()]
    update = not all(is_known(package) for package in packages)
    if os.geteuid() != 0:
        first = "sudo apt-get update && " if update else ""
        line = f"{first}sudo {install_command(packages)}"
        sys.exit(f"error: system packages are missing. Run this once: {line}")
    say(f"System packages are missing. Installing as root: {install_command(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if update or call(*install_command(packages).split()) != 0:
        call("apt-get", "update", "--quiet")
        # Only the fresh list tells whether the package has its new name here.
        packages = [current_name(package) for package in things.values()]
        if call(*install_command(packages).split()) != 0:
            sys.exit("error: the packages could not be installed; apt-get says why above.")


def install_command(packages: Sequence[str]) -> str:
    """The line that installs Debian packages."""
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def has_apt() -> bool:
    """Whether this is Debian, Ubuntu or a system made from them."""
    import platform
    import shutil

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    family = {release["ID"], *release.get("ID_LIKE", "").split()}
    return not family.isdisjoint({"debian", "ubuntu"}) and shutil.which("apt-get") is not None


def current_name(package: str) -> str:
    """A package's name in this release."""
    renamed = RENAMED.get(package)
    return renamed if renamed is not None and is_known(renamed) else package


def is_known(package: str) -> bool:
    """Whether apt's lists, which a bare system lacks, have the package."""
    import subprocess

    finished = subprocess.run(
        ["apt-cache", "show", "--no-all-versions", package], capture_output=True, check=False
    )
    # For a package that others merely mention it succeeds and prints nothing.
    return finished.stdout != b""


# What can be run


def program(words: Sequence[str]) -> int:
    """The program itself, in the window or in the terminal as its words say."""
    # The program decides what opens the window; both sides ask the same functions.
    sys.path.insert(0, str(ROOT))
    from flashcards.__main__ import has_display, no_display, opens_window

    libraries: dict[str, str] = {}
    if opens_window(words):
        if not has_display():
            sys.exit(f"error: {no_display('python3 run.py')}")
        libraries = {**OFFSCREEN_LIBRARIES, **(X11_LIBRARIES if draws_on_x11() else {})}
    prepare("app", libraries)
    return hand_over("-m", "flashcards", *words)


def test(words: Sequence[str]) -> int:
    """All tests, or those that pytest's arguments name."""
    prepare_offscreen("test")
    os.chdir(ROOT)
    return hand_over("-m", "pytest", "-n", "auto", *words)


def bench(words: Sequence[str]) -> int:
    """The benchmarks."""
    prepare_offscreen("app")
    return hand_over("-m", "benchmarks", *words)


def screenshots(words: Sequence[str]) -> int:
    """A picture of every screen."""
    prepare_offscreen("app")
    return hand_over("-m", "flashcards.gui.screenshots", *words)


def translations(words: Sequence[str]) -> int:
    """The catalogues of other languages."""
    prepare_offscreen("test")
    return hand_over("-m", "translations", *words)


def lint(words: Sequence[str]) -> int:
    """Linter, formatter, types and layers; all are run even if one complains."""
    if words:
        sys.exit(f"error: lint takes no arguments; did you mean: run.py cli lint {' '.join(words)}")
    prepare("dev")
    os.chdir(ROOT)
    layers = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checks = {
        "ruff check": ("-m", "ruff", "check", "."),
        "ruff format": ("-m", "ruff", "format", "--check", "."),
        "mypy": ("-m", "mypy"),
        "import-linter": ("-c", layers),
    }
    failed = []
    for name, command in checks.items():
        print(f"── {name}", flush=True)
        if call(PYTHON, *command, output=None) != 0:
            failed.append(name)
    print(f"── {'not clean: ' + ', '.join(failed) if failed else 'all clean'}")
    return 1 if failed else 0


def build(words: Sequence[str]) -> int:
    """The program as a folder, an archive and a Debian package in dist/, each tried."""
    # They go into the folder.
    prepare("dev", {**OFFSCREEN_LIBRARIES, **X11_LIBRARIES})
    os.chdir(ROOT)
    return hand_over("-m", "shipping", *words)


def lock(words: Sequence[str]) -> int:
    """The pinned dependencies, for every platform, without the address of any registry."""
    prepare("dev")
    os.chdir(ROOT)
    options = ("--universal", "--python-version=3.11", "--generate-hashes")
    bare = ("--no-header", "--no-annotate", "--no-emit-index-url", "--quiet")
    extras = {"app": (), "test": ("test",), "dev": ("test", "dev", "build")}
    for name in LOCKS:
        chosen = [f"--extra={extra}" for extra in extras[name]]
        target = f"requirements/{name}.lock"
        compile_lock = ("-m", "uv", "pip", "compile", *options, *bare, *words)
        if call(PYTHON, *compile_lock, *chosen, "pyproject.toml", "-o", target) != 0:
            return 1
    return 0


TASKS: dict[str, Callable[[Sequence[str]], int]] = {
    "cli": program,
    "test": test,
    "lint": lint,
    "bench": bench,
    "translations": translations,
    "screenshots": screenshots,
    "build": build,
    "lock": lock,
}


def prepare_offscreen(lock_name: str) -> None:
    """For what draws without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare(lock_name, OFFSCREEN_LIBRARIES)


def hand_over(*words: str) -> int:
    """Goes on as the environment's Python; on Windows, which cannot do that, runs it and waits."""
    # Modules come from the checkout and not from the current folder (-P).
    os.environ["PYTHONPATH"] = str(ROOT)
    command = [str(PYTHON), "-P", *words]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        return call(*command, output=None)
    return os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def call(*command: str | Path, output: TextIO | None = sys.stderr) -> int:
    """Runs a command and returns its exit code; its output goes among the messages."""
    import subprocess

    return subprocess.run(command, stdout=output, check=False).returncode


def say(message: str) -> None:
    """A message to the person; standard output belongs to the program."""
    print(message, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Runs what the first word names."""
    if arguments and arguments[0] in {"-h", "--help"}:
        print(USAGE, end="")
        return 0
    if arguments and arguments[0] in TASKS:
        return TASKS[arguments[0]](arguments[1:])
    return program(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
