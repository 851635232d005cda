"""Where the program finds its own files and keeps the user's.

The program runs from a source checkout, from an installed wheel (its files lie in
``flashcards/_bundled``) and frozen by PyInstaller (they lie beside the executable's code).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LIBRARY_VARIABLE = "FLASHCARDS_LIBRARY"
CONFIG_VARIABLE = "FLASHCARDS_CONFIG"

_APPLICATION = "flashcards"
_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """The path of a file of ``resources/``: ``resource_path("fonts", "Inter-Regular.ttf")``."""
    return _bundled().joinpath("resources", *parts)


def decks_path() -> Path:
    """The folder of the built-in decks."""
    return _bundled() / "decks"


def default_library() -> Path:
    """The library folder where none is named: ``$FLASHCARDS_LIBRARY``, else the data folder."""
    named = _from_environment(LIBRARY_VARIABLE)
    if named is not None:
        return named
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION, appauthor=False)


def config_dir() -> Path:
    """The folder of this computer's own settings: ``$FLASHCARDS_CONFIG``, else the platform's."""
    named = _from_environment(CONFIG_VARIABLE)
    if named is not None:
        return named
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION, appauthor=False)


def state_dir() -> Path:
    """The folder of logs and window geometry: ``$FLASHCARDS_CONFIG/state``, else the platform's."""
    named = _from_environment(CONFIG_VARIABLE)
    if named is not None:
        return named / "state"
    from platformdirs import user_state_path

    return user_state_path(_APPLICATION, appauthor=False)


def _bundled() -> Path:
    """The folder that holds ``resources`` and ``decks``."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    installed = _PACKAGE / "_bundled"
    return installed if installed.is_dir() else _PACKAGE.parent


def _from_environment(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value).expanduser() if value else None
