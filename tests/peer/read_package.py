"""Imports a package with the real ``anki`` and prints what it then has, as JSON.

Run by an interpreter that has ``anki`` (which is AGPL, and so no dependency of the project):
``python read_package.py FILE.apkg [OUT.apkg]``, where the second is a package that it then exports
of what it has. It stands alone and imports nothing of the project.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def read(package: Path, folder: Path, out: Path | None) -> dict[str, object]:
    """What a fresh collection has after the import; due days count from today."""
    collection = Collection(str(folder / "collection.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False)
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    collection.import_anki_package(request)
    database, today = collection.db, collection.sched.today
    cards = database.all(
        "SELECT n.guid, c.ord, c.type, c.queue, c.due, c.ivl, c.reps, c.lapses, c.flags, c.data "
        "FROM cards c JOIN notes n ON n.id = c.nid"
    )
    found = {
        "notes": database.scalar("SELECT count(*) FROM notes"),
        "cards": [
            [*card[:4], card[4] - today if card[2] == 2 else card[4], *card[5:]] for card in cards
        ],
        "reviews": database.all("SELECT id, ease, ivl, time, type FROM revlog ORDER BY id"),
        "decks": sorted(deck.name for deck in collection.decks.all_names_and_ids()),
        "media": sorted(path.name for path in (folder / "collection.media").iterdir()),
        "empty": len(collection.get_empty_cards().notes),
        "problems": collection.fix_integrity()[0],
    }
    if out is not None:
        exported = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False)
        collection.export_anki_package(out_path=str(out), options=exported, limit=None)
    collection.close()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        package, *out = map(Path, sys.argv[1:])
        print(json.dumps(read(package, Path(temporary), out[0] if out else None)))
