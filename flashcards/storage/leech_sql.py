"""Leeches, and what was forgotten one after the other, as SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from flashcards.domain.note import LEECH_TAG
from flashcards.storage.reading import Reader, Row

# Whole rows of the log are read once; what was taken back is looked up in the few retractions.
_FAILURES = """
SELECT c.note_id, r.time_ms FROM review r JOIN card c ON c.id = r.card_id
WHERE r.kind = 'review' AND r.rating = 1
  AND (CASE WHEN json_valid(r.payload) THEN coalesce(json_extract(r.payload, '$.state'), 2) END) = 2
  AND r.id NOT IN (SELECT target FROM review WHERE kind = 'retraction' AND target IS NOT NULL)
ORDER BY r.id
"""


def failures(reader: Reader) -> Sequence[Row]:
    """(note, time) of each review card that was forgotten, in the order of the log."""
    return reader.rows(_FAILURES)


def leech_notes(reader: Reader) -> Sequence[Row]:
    """(note, heading, deck, topic or None, lapses) of each leech, the most lapses first."""
    return reader.rows(
        "SELECT n.id, n.heading, d.name, t.title, "
        "coalesce((SELECT max(lapses) FROM card WHERE note_id = n.id AND deleted_by IS NULL), 0) "
        "AS lapses FROM note_tag g JOIN note n ON n.id = g.note_id JOIN deck d ON d.id = n.deck_id "
        "LEFT JOIN topic t ON t.id = n.topic_id "
        "WHERE g.tag = :leech AND g.removed IS NULL AND n.deleted_by IS NULL "
        "ORDER BY lapses DESC, n.heading",
        leech=LEECH_TAG,
    )


def note_lines(
    reader: Reader, notes: Collection[int]
) -> Mapping[int, tuple[str, str, int | None, str | None]]:
    """(heading, deck, topic id, topic) of these notes, without those that are deleted."""
    rows = reader.rows(
        "SELECT n.id, n.heading, d.name, n.topic_id, t.title FROM note n "
        "JOIN deck d ON d.id = n.deck_id LEFT JOIN topic t ON t.id = n.topic_id "
        "WHERE n.deleted_by IS NULL AND n.id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(sorted(notes)),
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}
