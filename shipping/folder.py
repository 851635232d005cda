"""The folder: packed by PyInstaller, without what only debuggers read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from shipping.licences import gather
from shipping.names import NAME, ROOT, built_folder

_ELF = b"\x7fELF"
_BATCH = 50


class BuildError(Exception):
    """The build did not come out as it should; the message says what is wrong."""


def build_folder(words: Sequence[str], dist: Path) -> Path:
    """Pack the program into ``dist``; ``words`` are further arguments of PyInstaller.

    Raises BuildError when PyInstaller fails.
    """
    target = built_folder(dist)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(dist), "--workpath", str(ROOT / "build")]
    if subprocess.run([*command, *places, *words, "build.spec"], cwd=ROOT, check=False).returncode:
        raise BuildError("PyInstaller could not pack the program; it says why above")
    strip_symbols(target)
    gather(target)
    return target


def strip_symbols(folder: Path) -> None:
    """Take the names for debuggers out of Linux libraries: a sixth of the folder.

    The libraries of ``*.libs`` folders were moved by auditwheel and do not survive it, nor does
    the program itself, which carries its modules behind its last section.
    """
    strip = shutil.which("strip")
    if sys.platform != "linux" or strip is None:
        return
    libraries = [str(path) for path in _libraries(folder)]
    for start in range(0, len(libraries), _BATCH):
        batch = libraries[start : start + _BATCH]
        subprocess.run([strip, "--strip-unneeded", *batch], check=True)


def _libraries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink() or path.name == NAME:
            continue
        if any(part.endswith(".libs") for part in path.relative_to(folder).parts):
            continue
        with path.open("rb") as file:
            if file.read(len(_ELF)) == _ELF:
                yield path


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder, each link counted as nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def require_size(path: Path, limit: int) -> int:
    """The size of a file or a folder in bytes; BuildError when it is over the limit."""
    size = size_of(path) if path.is_dir() else path.stat().st_size
    if size > limit:
        raise BuildError(f"{path.name} has {size / 1e6:.0f} MB; {limit / 1e6:.0f} MB is the most")
    return size
