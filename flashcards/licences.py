"""The licences of all that the program is made of and shipped with."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

from flashcards.paths import resource_path

_TABLE = "LIBRARIES.md"
_LICENCE_FILES = ("licen", "copying", "notice")


def notices() -> str:
    """Libraries, fonts and icons with their licences, and behind them the text of each licence."""
    parts = [_read(resource_path(name)) for name in (_TABLE, "ATTRIBUTION.md")]
    texts = {path.stem: _read(path) for path in sorted(resource_path("LICENSES").rglob("*.txt"))}
    if not getattr(sys, "frozen", False):  # a packed program brings the texts along
        texts.update(library_texts(library_names()))
    parts += [f"{name}\n{'─' * len(name)}\n\n{text}" for name, text in sorted(texts.items())]
    return "\n\n\n".join(parts) + "\n"


def library_names() -> list[str]:
    """The libraries that ``resources/LIBRARIES.md`` lists."""
    rows = [line.split("|") for line in _read(resource_path(_TABLE)).splitlines()]
    return [cells[1].strip() for cells in rows if len(cells) == 5 and "---" not in cells[1]][1:]


def library_texts(names: Iterable[str]) -> dict[str, str]:
    """The licence files of those of the libraries that are installed here, by the library."""
    texts = {}
    for name in names:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        text = "\n\n".join(_licence_files(found))
        if text:
            texts[name] = text
    return texts


def licence_of(name: str) -> str:
    """What an installed library says of its licence, in a few words.

    Raises PackageNotFoundError when it is not installed.
    """
    metadata = distribution(name).metadata
    stated = _first(metadata, "License-Expression") or _short(_first(metadata, "License"))
    if stated:
        return stated
    classifiers = metadata.get_all("Classifier") or []
    return ", ".join(
        words.rsplit(" :: ", 1)[1] for words in classifiers if words.startswith("License ::")
    )


def _licence_files(found: Distribution) -> Iterator[str]:
    for file in found.files or ():
        if ".dist-info" not in str(file):
            continue
        if file.name.casefold().startswith(_LICENCE_FILES):
            yield file.read_text(encoding="utf-8").strip()


def _first(metadata: PackageMetadata, field: str) -> str:
    found: list[str] = metadata.get_all(field) or [""]
    return found[0]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def _short(text: str) -> str:
    """A licence by its name; one that is given in full is shown by its first line."""
    return text.strip().split("\n", 1)[0][:80]
