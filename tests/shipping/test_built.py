"""The built program and its package, once ``python3 run.py build`` has made them.

``FLASHCARDS_BUILT=1`` says that ``dist/`` is of this checkout and may be tried, for some minutes.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from shipping import bare
from shipping.folder import require_size
from shipping.names import DIST, FOLDER_LIMIT, PACKED_LIMIT, built_folder
from shipping.smoke import smoke

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.environ.get("FLASHCARDS_BUILT") != "1" or not built_folder().is_dir(),
        reason="nothing is built: python3 run.py build, then FLASHCARDS_BUILT=1",
    ),
]


@pytest.fixture
def package() -> Path:
    """The newest Debian package."""
    found = sorted(DIST.glob("*.deb"), key=lambda path: path.stat().st_mtime)
    if not found:
        pytest.skip("no Debian package was built")
    return found[-1]


def test_the_folder_is_small_enough() -> None:
    require_size(built_folder(), FOLDER_LIMIT)


def test_what_is_packed_is_small_enough(package: Path) -> None:
    for path in (package, *DIST.glob("*.tar.xz"), *DIST.glob("*.zip")):
        require_size(path, PACKED_LIMIT)


def test_the_folder_brings_the_licences_of_its_libraries() -> None:
    names = {path.name for path in built_folder().rglob("LICENSES/libraries/*.txt")}
    assert {"sqlalchemy.txt", "numpy.txt", "Qt-LGPL-3.0.txt", "GPL-3.0.txt"} <= names


def test_the_folder_does_the_main_job() -> None:
    assert len(smoke(built_folder())) == 3


def test_the_package_is_installed_used_and_removed_on_a_bare_system(package: Path) -> None:
    if why := bare.cannot():
        pytest.skip(why)
    try:
        done = bare.try_on_bare_system(package)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no bare system could be made: {error}")
    assert "removed" in done[-1]
