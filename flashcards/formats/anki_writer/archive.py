"""A package: the database and its media in one zip file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from flashcards.formats.anki_writer.collection import write_collection
from flashcards.formats.anki_writer.rows import Package

_DATABASE = "collection.anki2"
_MEDIA = "media"
_PACKED = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".mp3", ".ogg", ".m4a"})


def write_package(path: Path, package: Package) -> int:
    """Write a package; how many media files are in it. The file is written over."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / _DATABASE
        write_collection(database, package)
        media = package.media()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(database, _DATABASE)
            names = dict(enumerate(sorted(media)))
            for number, name in names.items():
                packed = media[name].suffix.casefold() in _PACKED
                how = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.write(media[name], str(number), compress_type=how)
            listed = {str(number): name for number, name in names.items()}
            archive.writestr(_MEDIA, json.dumps(listed, ensure_ascii=False))
    return len(media)
