"""Builds all that is shipped from this machine, and tries it: python3 run.py build [ARGS]

The arguments go to PyInstaller. The folder, its archive and, on Debian and its kin, the package
are left in ``dist/``.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

from shipping.archive import make_archive
from shipping.debian import make_deb
from shipping.folder import BuildError, build_folder, require_size
from shipping.names import DIST, FOLDER_LIMIT, PACKED_LIMIT
from shipping.smoke import SmokeError, smoke


def build(words: Sequence[str]) -> Iterator[str]:
    """Build and try everything; what was done, line by line."""
    folder = build_folder(words, DIST)
    yield f"{folder}: {require_size(folder, FOLDER_LIMIT) / 1e6:.0f} MB"
    yield from smoke(folder)
    packed = [make_archive(folder, DIST)]
    if shutil.which("dpkg-deb"):
        packed.append(make_deb(folder, DIST))
    for path in packed:
        yield f"{path}: {require_size(path, PACKED_LIMIT) / 1e6:.0f} MB"


if __name__ == "__main__":
    try:
        for line in build(sys.argv[1:]):
            print(line, flush=True)
    except (BuildError, SmokeError) as error:
        sys.exit(f"error: {error}")
