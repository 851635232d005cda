"""Writes a planned deck import into the library, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flashcards.domain import ids
from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.domain.review import State
from flashcards.services.import_plan import DeckPlan, NoteAction, NotePlan, namespace_key
from flashcards.services.note_types import note_type_id
from flashcards.services.rebuild import remember_once
from flashcards.storage.card_rows import Queue, queue_of
from flashcards.storage.note_rows import GONE, join_fields, set_tags, tags_of
from flashcards.storage.reading import Value
from flashcards.storage.unit_of_work import Operation

BUILT_IN = "built-in"
SHARED = "shared"
"""The origin of a built-in deck into which notes of other files were put."""


@dataclass(frozen=True, slots=True)
class DeckImport:
    """What an import did."""

    notes_added: int
    notes_updated: int
    notes_unchanged: int
    notes_suspended: int
    cards_added: int


def apply_deck(operation: Operation, plan: DeckPlan, origin: str) -> DeckImport:
    """Write what the plan says; ``origin`` is ``built-in`` or ``file``."""
    _save_deck(operation, plan, origin)
    for topic in plan.topics:
        _save_topic(operation, plan, topic.id, topic.position)
    fresh = [note for note in plan.notes if note.action is NoteAction.ADD]
    _add_notes(operation, plan, fresh)
    cards_added = sum(len(card_keys(note.row.kind, note.fields)) for note in fresh)
    for note in plan.notes:
        if note.action not in (NoteAction.ADD, NoteAction.KEEP):
            cards_added += _update_note(operation, plan, note)
    for gone in plan.hidden:
        # from now on it is the learner's: the next import lets it be
        operation.update("note", gone.id, position=GONE)
        _suspend(operation, gone.id, suspended=True)
    return DeckImport(
        notes_added=sum(n.action in (NoteAction.ADD, NoteAction.REVIVE) for n in plan.notes),
        notes_updated=sum(n.action is NoteAction.UPDATE for n in plan.notes),
        notes_unchanged=sum(n.action in (NoteAction.KEEP, NoteAction.MOVE) for n in plan.notes),
        notes_suspended=len(plan.hidden),
        cards_added=cards_added,
    )


def _save_deck(operation: Operation, plan: DeckPlan, origin: str) -> None:
    rows = plan.rows
    columns: dict[str, Value] = {
        "name": plan.name,
        "namespace": plan.namespace,
        "roadmap": rows.roadmap,
        "stage": rows.stage,
        "license": rows.license,
        "front_matter": json.dumps(rows.front_matter, ensure_ascii=False),
    }
    if not (rows.namespace or rows.roadmap):
        remember_once(operation, namespace_key(rows.title), plan.namespace)
    present = operation.row(
        "SELECT name, namespace, origin FROM deck WHERE id = :id AND deleted_by IS NULL",
        id=plan.deck_id,
    )
    if present is None or present[1] == plan.namespace:
        named_otherwise = present is not None and plan.name != rows.title
        kept = {"name": present[0]} if named_otherwise and present else {}
        upsert(operation, "deck", plan.deck_id, {**columns, **kept}, {"origin": origin})
    elif present[2] == BUILT_IN and origin != BUILT_IN:
        # another file's notes among the built-in ones: the deck's own facts stay
        operation.update("deck", plan.deck_id, origin=SHARED)


def _save_topic(operation: Operation, plan: DeckPlan, topic_id: int, position: int) -> None:
    row = plan.rows.topics[position]
    columns: dict[str, Value] = {
        "deck_id": plan.deck_id,
        "namespace": plan.namespace,
        "source_id": row.source_id,
        "title": row.title,
        "aliases": json.dumps(row.aliases, ensure_ascii=False),
        "source": row.source,
        "track": row.track,
        "tags": json.dumps(row.tags, ensure_ascii=False),
        "importance": row.importance,
        "attributes": json.dumps(row.attributes, ensure_ascii=False),
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


def _note_columns(operation: Operation, plan: DeckPlan, note: NotePlan) -> dict[str, Value]:
    return {
        "note_type_id": note_type_id(note.row.kind),
        "deck_id": plan.deck_id,
        "topic_id": note.topic_id,
        "namespace": plan.namespace,
        "source_id": note.row.source_id,
        "kind": note.row.kind.value,
        "heading": note.fields.heading,
        "fields": join_fields(note.fields),
        "base": join_fields(note.row.fields),
        "track": note.track,
        "run": note.row.run,
        "importance": note.importance,
        "draft": int(note.draft),
        "attributes": json.dumps(note.row.attributes, ensure_ascii=False),
        "position": note.position,
        "modified_ms": operation.now_ms,
    }


def _add_notes(operation: Operation, plan: DeckPlan, notes: list[NotePlan]) -> None:
    operation.insert(
        "note",
        [
            {
                "id": note.id,
                **_note_columns(operation, plan, note),
                "created_ms": operation.now_ms,
            }
            for note in notes
        ],
    )
    operation.insert("card", [card for note in notes for card in _cards(operation, plan, note)])
    operation.insert(
        "note_tag",
        [
            {"note_id": note.id, "tag": tag, "added": operation.id}
            for note in notes
            for tag in note.tags
        ],
    )


def _cards(operation: Operation, plan: DeckPlan, note: NotePlan) -> Iterator[dict[str, Value]]:
    place = CardPlace(plan.deck_id, note.topic_id, note.track, note.position, note.draft)
    for key in card_keys(note.row.kind, note.fields):
        yield _new_card(operation, note.id, key, place)


@dataclass(frozen=True, slots=True)
class CardPlace:
    """What a card takes from its note."""

    deck_id: int
    topic_id: int | None
    track: str | None
    position: int
    draft: bool


def _new_card(operation: Operation, note_id: int, key: str, place: CardPlace) -> dict[str, Value]:
    return {
        "id": ids.card_id(note_id, key),
        "note_id": note_id,
        "deck_id": place.deck_id,
        "topic_id": place.topic_id,
        "key": key,
        "track": place.track,
        "position": place.position,
        "queue": int(queue_of(State.NEW, draft=place.draft)),
        "created_ms": operation.now_ms,
    }


def _update_note(operation: Operation, plan: DeckPlan, note: NotePlan) -> int:
    columns = _note_columns(operation, plan, note)
    if note.conflicts and note.present is not None and note.present.base is not None:
        # a field in conflict keeps its old base, so that the next import still sees both changes
        kept = {name: getattr(note.present.base, name) for name in note.conflicts}
        columns["base"] = join_fields(replace(note.row.fields, **kept))
    if note.action is NoteAction.MOVE:
        del columns["modified_ms"]
    operation.update("note", note.id, **columns, deleted_by=None)
    if note.returns:
        _suspend(operation, note.id, suspended=False)
    own = () if note.action is NoteAction.REVIVE else tags_of(operation, note.id)
    set_tags(operation, note.id, (*own, *note.tags))
    return sync_cards(operation, note.id, note.row.kind, note.fields)


def sync_cards(operation: Operation, note_id: int, kind: NoteKind, fields: NoteFields) -> int:
    """Give a note the cards that its texts ask for; how many were not there.

    A card that is no longer asked for is deleted. Its log stays, so that it comes back as it was
    when the text asks for it again.
    """
    row = operation.row(
        "SELECT deck_id, topic_id, track, position, draft FROM note WHERE id = :id", id=note_id
    )
    assert row is not None, "the note was written in this transaction"
    place = CardPlace(row[0], row[1], row[2], row[3], bool(row[4]))
    present = {
        key: (card, state, suspended, deleted_by)
        for card, key, state, suspended, deleted_by in operation.rows(
            "SELECT id, key, state, suspended, deleted_by FROM card WHERE note_id = :note",
            note=note_id,
        )
    }
    wanted = card_keys(kind, fields)
    added = 0
    for key in wanted:
        if key in present:
            card, state, suspended, deleted_by = present[key]
            added += deleted_by is not None
            queue = queue_of(State(state), suspended=bool(suspended), draft=place.draft)
            operation.update(
                "card",
                card,
                deck_id=place.deck_id,
                topic_id=place.topic_id,
                track=place.track,
                position=place.position,
                queue=int(queue),
                deleted_by=None,
            )
    for key, (card, _, _, deleted_by) in present.items():
        if key not in wanted and deleted_by is None:
            operation.update("card", card, deleted_by=operation.id, queue=int(Queue.DELETED))
    fresh = [key for key in wanted if key not in present]
    operation.insert("card", [_new_card(operation, note_id, key, place) for key in fresh])
    return added + len(fresh)


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
