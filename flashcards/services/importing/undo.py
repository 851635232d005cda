"""Takes the reviews back that an import has added to the log, and brings them again.

The log is append-only: each row gets a retraction, and to come back it is appended anew, under the
next id that its card and time give. A retraction tells which undo wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from flashcards.domain.review import ReviewKind, payload_text, row_hash
from flashcards.domain.scheduling import CardSchedule
from flashcards.services.importing.history import (
    IMPORTED,
    numbered,
    remember,
    replay_added,
)
from flashcards.services.importing.log_rows import LogRow, hashed
from flashcards.services.scheduling.rebuild import recount_days, replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.card_rows import save_schedules
from flashcards.storage.import_sql import chunks, still_logged
from flashcards.storage.reading import Reader, Row, id_list
from flashcards.storage.review_log import COLUMN_NAMES, COLUMNS
from flashcards.storage.unit_of_work import Operation

_STANDING = """
SELECT r.id, r.card_id, r.study_day FROM review r
WHERE {scope} AND r.kind <> 'retraction' AND r.id NOT IN (
    SELECT target FROM review WHERE kind = 'retraction' AND target IS NOT NULL)
"""
_OF_MADE_CARDS = "r.card_id IN (SELECT id FROM card WHERE created_by = :operation)"
_RETRACTED_BY = f"""
SELECT {COLUMNS} FROM review WHERE id IN (
    SELECT target FROM review WHERE kind = 'retraction' AND id > :undo
    AND json_extract(payload, '$.undo') = :undo)
"""


def retract_imported(operation: Operation, schedulers: SchedulerSource, imported: int) -> None:
    """Take back what the operation ``imported`` has added to the log."""
    entries = _entries(operation, imported)
    if not entries:
        return
    rows = _standing(operation, imported, entries)
    now_ms, day = operation.now_ms, schedulers.calendar(operation).day(operation.now_ms)
    payload = payload_text({"undo": operation.id})
    retraction = ReviewKind.RETRACTION.value
    identifiers = operation.ids.next_ids(len(rows))
    columns = (
        (identifier, card, operation.device_id, retraction, target, None, now_ms, day, None, None,
         0, payload)
        for identifier, (target, card, _) in zip(identifiers, rows, strict=True)
    )  # fmt: skip
    operation.insert_rows(
        "review", (*COLUMN_NAMES, "hash"), ((*row, row_hash(row)) for row in columns)
    )
    recount_days(operation, {day for _, _, day in rows})
    cards = list(dict.fromkeys(card for _, card, _ in rows))
    left = still_logged(operation, cards)
    # most have no log any more: they are new, which nobody has to replay
    save_schedules(operation, [(CardSchedule(card), None) for card in cards if card not in left])
    replay_cards(operation, schedulers, [card for card in cards if card in left])


def bring_imported_again(
    operation: Operation, schedulers: SchedulerSource, imported: int, undo: int
) -> None:
    """Add again what the operation ``undo`` took back of what ``imported`` had added."""
    if not _entries(operation, imported):
        return
    rows = [LogRow._make(row) for row in operation.rows(_RETRACTED_BY, undo=undo)]
    again = numbered(operation, rows)
    cards = list(dict.fromkeys(row.card_id for row in again))
    first = set(cards) - still_logged(operation, cards)
    operation.insert_rows("review", (*COLUMN_NAMES, "hash"), sorted(map(hashed, again)))
    made = {
        row[0] for row in operation.rows("SELECT id FROM card WHERE created_by = :id", id=imported)
    }
    # of the first import, so that undoing it once more finds the new rows
    remember(operation, imported, [row for row in again if row.card_id not in made])
    recount_days(operation, {row.study_day for row in again})
    replay_added(operation, schedulers, cards, again, first)


def _entries(reader: Reader, imported: int) -> Sequence[Row]:
    """(card, ids as a JSON text) of each entry of an import in the change log; card 0: all new."""
    return reader.rows(
        "SELECT entity_id, new FROM change WHERE operation_id = :operation AND entity = :entity",
        operation=imported,
        entity=IMPORTED,
    )


def _standing(reader: Reader, imported: int, entries: Sequence[Row]) -> list[tuple[int, int, int]]:
    """(id, card, study day) of the rows that an import has added and that stand."""
    found: list[Row] = []
    if any(key == "0" for key, _ in entries):
        found += reader.rows(_STANDING.format(scope=_OF_MADE_CARDS), operation=imported)
    texts = [json.loads(new) for key, new in entries if key != "0"]
    listed = [int(word) for text in texts for word in text.split(",")]
    for chunk in chunks(listed):
        found += reader.rows(_STANDING.format(scope=f"r.id IN ({id_list(chunk)})"))
    return [(row[0], row[1], row[2]) for row in found]
