"""The list of libraries in ``resources/``, and the licence texts that go into a built folder.

``python3 -m shipping.licences`` writes ``resources/LIBRARIES.md`` anew from the lock.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from flashcards.licences import library_names, library_texts, licence_of
from shipping.names import ROOT

LOCK = ROOT / "requirements" / "app.lock"
TABLE = ROOT / "resources" / "LIBRARIES.md"
_OWN = Path(__file__).parent / "licences"
_HEAD = """\
# Libraries

What the program is built on, from `requirements/app.lock`; `python3 -m shipping.licences` writes
this list. A built folder carries the text of each licence in `resources/LICENSES/`. Qt and PySide6
are used under the LGPL-3.0 and lie in it as libraries of their own, which anyone may replace.

| library | version | licence |
|---|---|---|
"""


def table() -> str:
    """The list as it should be, by the lock and by what each library says of itself.

    Raises PackageNotFoundError when a library of the lock is not installed.
    """
    rows = [
        f"| {name} | {' or '.join(versions)} | {licence_of(name)} |"
        for name, versions in sorted(locked().items())
    ]
    return _HEAD + "".join(f"{row}\n" for row in rows)


def locked() -> dict[str, list[str]]:
    """The libraries of the lock with their versions; more than one where Pythons differ."""
    found: dict[str, list[str]] = {}
    pins = re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", LOCK.read_text("utf-8"), re.MULTILINE)
    for name, version in pins:
        found.setdefault(name, []).append(version)
    return found


def gather(folder: Path) -> None:
    """Write the texts of everything that was packed below ``resources/LICENSES`` of a folder."""
    (licences,) = (path for path in folder.rglob("LICENSES") if path.parent.name == "resources")
    texts = {
        **library_texts([*library_names(), "pyinstaller"]),
        **{path.stem: path.read_text("utf-8") for path in _OWN.glob("*.txt")},
        **_python(),
        **dict(_system(licences.parent.parent)),
    }
    target = licences / "libraries"
    target.mkdir(exist_ok=True)
    for name, text in texts.items():
        (target / f"{name}.txt").write_text(text, encoding="utf-8")


def _python() -> dict[str, str]:
    """The licence of the interpreter, where it keeps it beside its modules."""
    path = Path(os.__file__).parent / "LICENSE.txt"
    return {"python": path.read_text("utf-8")} if path.is_file() else {}


def _system(internal: Path) -> Iterator[tuple[str, str]]:
    """The copyright files of the Debian packages whose libraries were packed."""
    if shutil.which("dpkg-query") is None:
        return
    names = [f"*/{path.name}" for path in internal.glob("*.so*") if not path.is_symlink()]
    listed = subprocess.run(
        ["dpkg-query", "--search", *names], capture_output=True, text=True, check=False
    )
    packages = {line.split(":")[0] for line in listed.stdout.splitlines()}
    for package in sorted(packages):
        path = Path("/usr/share/doc") / package / "copyright"
        if path.is_file():
            yield package, path.read_text("utf-8", errors="replace")


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"{TABLE}: {len(locked())} libraries\n")
