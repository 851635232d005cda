"""The archive of the folder: a tar.xz on Linux, a zip elsewhere, the same bytes at each build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from shipping.names import VERSION, archive_stem

_MODE_OF_PROGRAMS = 0o755
_MODE_OF_FILES = 0o644


def make_archive(folder: Path, target_folder: Path) -> Path:
    """Pack a folder, which stays the only entry at the top of its archive."""
    stem = target_folder / archive_stem()
    if sys.platform != "linux":
        made = shutil.make_archive(str(stem), "zip", folder.parent, folder.name)
        return Path(made)
    tar = stem.with_name(f"{stem.name}.tar")
    with tarfile.open(tar, "w", format=tarfile.PAX_FORMAT) as archive:
        for path in (folder, *sorted(folder.rglob("*"))):
            name = path.relative_to(folder.parent).as_posix()
            archive.add(path, name, recursive=False, filter=plain)
    packed = tar.with_name(f"{tar.name}.xz")
    packed.unlink(missing_ok=True)
    subprocess.run(["xz", "--threads=0", "-6", str(tar)], check=True)
    return packed


def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry without the owner, the umask and the moment of the build.

    ``SOURCE_DATE_EPOCH`` (seconds) sets its time, as reproducible-builds.org has it.
    """
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or entry.mtime
    entry.mode = _MODE_OF_PROGRAMS if entry.isdir() or entry.mode & 0o100 else _MODE_OF_FILES
    entry.pax_headers = {"comment": f"Flashcards {VERSION}"} if entry.name.count("/") == 0 else {}
    return entry
