"""How the program is called where it is installed, and how large it may be."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from flashcards import __version__

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"

NAME = "Flashcards"
APP_ID = "org.flashcards.Flashcards"
"""The desktop entry, the AppStream component, the macOS bundle; the window names it to Wayland."""

PACKAGE = "flashcards"
SUMMARY = "From a developer's roadmap to daily reviews and interviews"
VERSION = __version__

FOLDER_LIMIT = 220_000_000
"""Bytes of the folder, numpy and Qt included."""

PACKED_LIMIT = 75_000_000
"""Bytes of the archive and of the Debian package."""

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICONS = ROOT / "resources" / "icons" / "app"


def built_folder(dist: Path = DIST) -> Path:
    """The folder that PyInstaller leaves."""
    return dist / NAME


def executable(folder: Path) -> Path:
    """The program in such a folder."""
    return folder / (f"{NAME}.exe" if sys.platform == "win32" else NAME)


def archive_stem() -> str:
    """The name of the archive without its ending: ``flashcards-0.1.0-linux-x86_64``."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    return f"{PACKAGE}-{VERSION}-{system}-{platform.machine().lower()}"
