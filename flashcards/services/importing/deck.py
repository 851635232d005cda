"""Writes a planned deck import into the library, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashcards.domain.review import State
from flashcards.language import _
from flashcards.render.faces import note_heading
from flashcards.services.editing.note_cards import sync_cards
from flashcards.services.importing.new import add_notes
from flashcards.services.importing.notes import NoteAction, NotePlan
from flashcards.services.importing.plan import DeckPlan, namespace_key
from flashcards.services.importing.texts import json_text
from flashcards.services.importing.types import NoteTypes
from flashcards.services.jobs import Progress, no_progress, stepping
from flashcards.services.scheduling.rebuild import remember_once
from flashcards.storage.card_rows import Queue, queue_of
from flashcards.storage.note_rows import GONE, join_fields, set_tags, tags_of
from flashcards.storage.reading import Value
from flashcards.storage.unit_of_work import Operation

BUILT_IN = "built-in"
SHARED = "shared"
"""The origin of a built-in deck into which notes of other files were put."""

_LEFT_ALONE = frozenset({NoteAction.ADD, NoteAction.KEEP, NoteAction.SKIP})


def apply_decks(
    operation: Operation,
    plans: Sequence[DeckPlan],
    origin: str,
    progress: Progress = no_progress,
) -> int:
    """Write what the plans say; how many cards are new. ``origin``: ``built-in`` or ``file``."""
    types = NoteTypes(operation, origin)
    for plan in plans:
        _save_deck(operation, plan, origin)
        for topic in plan.topics:
            _save_topic(operation, plan, topic.id, topic.position)
    cards_added = add_notes(operation, plans, types, progress)
    changed = [
        (plan, note)
        for plan in plans
        for note in plan.notes.settled.values()
        if note.action not in _LEFT_ALONE
    ]
    for plan, note in stepping(changed, progress, len(changed), _("Updating notes")):
        if note.duplicate:
            cards_added += _update_duplicate(operation, note)
        else:
            cards_added += _update_note(operation, plan, note, types)
    for plan in plans:
        for gone in plan.hidden:
            # from now on it is the learner's: the next import lets it be
            operation.update("note", gone.id, position=GONE)
            _suspend(operation, gone.id, suspended=True)
    return cards_added


def _save_deck(operation: Operation, plan: DeckPlan, origin: str) -> None:
    rows = plan.rows
    columns: dict[str, Value] = {
        "name": plan.name,
        "namespace": plan.namespace,
        "roadmap": rows.roadmap,
        "stage": rows.stage,
        "license": rows.license,
        "front_matter": json_text(rows.front_matter),
    }
    if not (rows.namespace or rows.roadmap):
        remember_once(operation, namespace_key(rows.title), plan.namespace)
    present = operation.row(
        "SELECT name, namespace, origin FROM deck WHERE id = :id AND deleted_by IS NULL",
        id=plan.deck_id,
    )
    if present is None or (present[1] == plan.namespace and rows.complete):
        named_otherwise = present is not None and plan.name != rows.title
        kept = {"name": present[0]} if named_otherwise and present else {}
        upsert(operation, "deck", plan.deck_id, {**columns, **kept}, {"origin": origin})
    elif present[2] == BUILT_IN and origin != BUILT_IN and _puts_notes(plan):
        # another file's notes among the built-in ones: the deck's own facts stay
        operation.update("deck", plan.deck_id, origin=SHARED)


def _puts_notes(plan: DeckPlan) -> bool:
    """Whether notes come into the deck, and not only news of those that are here."""
    counts = plan.notes.counts()
    return plan.moves or counts[NoteAction.ADD] + counts[NoteAction.REVIVE] > 0


def _save_topic(operation: Operation, plan: DeckPlan, topic_id: int, position: int) -> None:
    row = plan.rows.topics[position]
    columns: dict[str, Value] = {
        "deck_id": plan.deck_id,
        "namespace": plan.namespace,
        "source_id": row.source_id,
        "title": row.title,
        "aliases": json_text(row.aliases),
        "source": row.source,
        "track": row.track,
        "tags": json_text(row.tags),
        "importance": row.importance,
        "attributes": json_text(row.attributes),
        "position": position,
    }
    upsert(operation, "topic", topic_id, columns, {})


def upsert(
    operation: Operation,
    table: str,
    identifier: int,
    columns: Mapping[str, Value],
    only_new: Mapping[str, Value],
) -> None:
    """Insert a row, or bring the one of that id up to date, out of the grave if need be.

    ``only_new``: columns that an existing row keeps.
    """
    if operation.value(f"SELECT 1 FROM {table} WHERE id = :id", id=identifier) is None:
        operation.insert(table, [{"id": identifier, **columns, **only_new}])
    else:
        operation.update(table, identifier, **columns, deleted_by=None)


def _update_note(operation: Operation, plan: DeckPlan, note: NotePlan, types: NoteTypes) -> int:
    row, present = note.row, note.present
    columns: dict[str, Value] = {
        "note_type_id": types.save(row),
        "topic_id": note.topic_id,
        "source_id": row.source_id,
        "kind": row.kind.value,
        "heading": note_heading(row.kind, note.fields),
        "fields": join_fields(note.fields),
        "base": _base(note),
        "track": note.track,
        "run": row.run,
        "importance": note.importance,
        "draft": int(note.draft),
        "attributes": json_text(row.attributes),
        "position": note.position,
    }
    if plan.moves or present is None or present.deleted:
        columns |= {"deck_id": plan.deck_id, "namespace": plan.namespace}
    if note.action is not NoteAction.MOVE:
        columns["modified_ms"] = operation.now_ms
    operation.update("note", note.id, **columns, deleted_by=None)
    if note.returns:
        _suspend(operation, note.id, suspended=False)
    own = () if note.action is NoteAction.REVIVE else tags_of(operation, note.id)
    set_tags(operation, note.id, (*own, *note.tags))
    return sync_cards(operation, note.id, row.kind, note.fields, row.note_type)


def _base(note: NotePlan) -> str | None:
    """The texts that count as brought by a file; of a note that was made here there are none."""
    if note.row.own_id is not None and note.base is None:
        return None
    return join_fields(note.base or note.row.fields)


def _update_duplicate(operation: Operation, note: NotePlan) -> int:
    """Bring the texts of a file to a note that asks the same but is not the file's."""
    present = note.present
    assert present is not None, "a duplicate is one of a note that is there"
    operation.update(
        "note",
        note.id,
        heading=note_heading(present.kind, note.fields),
        fields=join_fields(note.fields),
        draft=int(note.draft),
        modified_ms=operation.now_ms,
    )
    set_tags(operation, note.id, (*tags_of(operation, note.id), *note.tags))
    return sync_cards(operation, note.id, present.kind, note.fields, present.note_type)


def _suspend(operation: Operation, note_id: int, *, suspended: bool) -> None:
    """Suspend all cards of a note that wait to be studied, or take them all in again."""
    rows = operation.rows(
        "SELECT id, state, queue FROM card WHERE note_id = :note AND deleted_by IS NULL "
        "AND suspended <> :suspended",
        note=note_id,
        suspended=int(suspended),
    )
    for card, state, present in rows:
        queue = queue_of(State(state), suspended=suspended, draft=present == Queue.DRAFT)
        operation.update("card", card, suspended=int(suspended), queue=int(queue))
