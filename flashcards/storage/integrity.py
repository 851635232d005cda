"""Is a database whole? SQLite's own check, the references, and the hash of each log row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flashcards.errors import LibraryError, LibraryNewerError
from flashcards.storage.engine import library_error
from flashcards.storage.migrate import known_revision
from flashcards.storage.reading import Row
from flashcards.storage.review_log import COLUMNS, review_of
from flashcards.storage.sqlite_uri import reading_uri

MOST_PROBLEMS = 20
_OWN_TRIGGERS = frozenset(
    {
        "note_text_insert",
        "note_text_delete",
        "note_text_update",
        "review_is_append_only",
        "review_is_never_deleted",
        "change_is_append_only",
        "change_is_never_deleted",
    }
)

# What each reference says when it is broken, and the rows that break it.
_REFERENCES = {
    "review log rows of cards that don't exist": """
        SELECT count(*) FROM review r LEFT JOIN card c ON c.id = r.card_id WHERE c.id IS NULL""",
    "retractions of reviews that don't exist": """
        SELECT count(*) FROM review r WHERE r.kind = 'retraction'
        AND NOT EXISTS (SELECT 1 FROM review o WHERE o.id = r.target)""",
    "living cards of deleted notes": """
        SELECT count(*) FROM card c JOIN note n ON n.id = c.note_id
        WHERE c.deleted_by IS NULL AND n.deleted_by IS NOT NULL""",
    "cards in another deck than their note": """
        SELECT count(*) FROM card c JOIN note n ON n.id = c.note_id
        WHERE c.deleted_by IS NULL AND c.deck_id <> n.deck_id""",
}
# Since revision 0002 media are in the database; a path would lead out of the media folder.
_MEDIA_REFERENCES = {
    "media whose file has no name of its own": """
        SELECT count(*) FROM media WHERE file GLOB '*[^0-9a-z.]*' OR file NOT GLOB '?*.?*'""",
}

# Each answer given here left a row in the change log as well.
_LOST_REVIEWS = """
    SELECT count(*) FROM change c WHERE c.entity = 'review'
    AND NOT EXISTS (SELECT 1 FROM review r WHERE r.id = CAST(c.entity_id AS INTEGER))"""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check looked at and what it found; no problems means that all is well.

    ``remarks``: what is worth knowing and needs no mending.
    """

    notes: int
    cards: int
    reviews: int
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check_database(path: Path, *, hashes: bool = True) -> CheckReport:
    """Check a database file, of this version or an older one, without changing it.

    ``hashes`` False leaves out what looks at each row of the log, for the quick look at a fresh
    backup.
    Raises LibraryNewerError for a library of a newer version; damage is reported, not raised.
    """
    try:
        revision = known_revision(path)
        if revision is None:
            return CheckReport(0, 0, 0, (f"{path} is no library of this version.",))
        references = {**_REFERENCES, **(_MEDIA_REFERENCES if revision >= "0002" else {})}
        with closing(sqlite3.connect(reading_uri(path), uri=True)) as database:
            return _check(database, references, hashes)
    except LibraryNewerError:
        raise
    except LibraryError as error:
        return CheckReport(0, 0, 0, (str(error),))
    except sqlite3.DatabaseError as error:
        return CheckReport(0, 0, 0, (str(library_error(error, path)),))


def _check(
    database: sqlite3.Connection, references: Mapping[str, str], hashes: bool
) -> CheckReport:
    database.execute("PRAGMA cell_size_check=ON")
    database.execute("PRAGMA trusted_schema=OFF")
    problems = _foreign_code(database)
    if problems:
        return CheckReport(0, 0, 0, tuple(problems))
    problems = [
        f"SQLite: {row[0]}"
        for row in database.execute(f"PRAGMA integrity_check({MOST_PROBLEMS})")
        if row[0] != "ok"
    ]
    broken = database.execute("PRAGMA foreign_key_check").fetchmany(MOST_PROBLEMS)
    problems += [f"a row of {table} refers to a missing {parent}" for table, _, parent, _ in broken]
    for words, sql in references.items():
        (count,) = database.execute(sql).fetchone()
        if count:
            problems.append(f"{count} {words}")
    if hashes:
        (lost,) = database.execute(_LOST_REVIEWS).fetchone()
        if lost:
            problems.append(f"{lost} review log rows are gone")
        wrong = wrong_hashes(database)
        if wrong:
            problems.append(f"{len(wrong)} review log rows don't match their hash")
    notes, cards, reviews = (
        int(database.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
        for rows in ("note WHERE deleted_by IS NULL", "card WHERE deleted_by IS NULL", "review")
    )
    return CheckReport(notes, cards, reviews, tuple(problems))


def _foreign_code(database: sqlite3.Connection) -> list[str]:
    """Views and triggers that no migration made: a file from elsewhere may carry them to be run."""
    rows = database.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    )
    return [
        f"the database has a {kind} {name!r} that is not Flashcards' own"
        for kind, name in rows
        if name not in _OWN_TRIGGERS
    ]


def wrong_hashes(database: sqlite3.Connection) -> list[int]:
    """The ids of the log rows whose columns don't give the hash that they carry."""
    rows = database.execute(f"SELECT {COLUMNS}, hash FROM review ORDER BY id")
    return [int(row[0]) for row in rows if not _hash_matches(row)]


def _hash_matches(row: Row) -> bool:
    try:
        return review_of(row).hash() == int(row[-1])
    except (ValueError, TypeError):
        return False
