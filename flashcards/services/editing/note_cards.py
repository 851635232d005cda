"""The cards of a note: made, placed and put away as its texts ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.domain import ids
from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.domain.note_type import NoteType
from flashcards.domain.review import State
from flashcards.storage.card_rows import Queue, queue_of
from flashcards.storage.reading import Value
from flashcards.storage.unit_of_work import Operation


@dataclass(frozen=True, slots=True)
class CardPlace:
    """What a card takes from its note."""

    deck_id: int
    topic_id: int | None
    track: str | None
    position: int
    draft: bool


def new_card(operation: Operation, note_id: int, key: str, place: CardPlace) -> dict[str, Value]:
    """The row of a card that was never studied."""
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


@dataclass(frozen=True, slots=True)
class _Card:
    """A card of a note as it is."""

    id: int
    state: State
    suspended: bool
    deleted: bool


def sync_cards(
    operation: Operation,
    note_id: int,
    kind: NoteKind,
    fields: NoteFields,
    note_type: NoteType | None = None,
) -> int:
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
        key: _Card(card, State(state), bool(suspended), deleted_by is not None)
        for card, key, state, suspended, deleted_by in operation.rows(
            "SELECT id, key, state, suspended, deleted_by FROM card WHERE note_id = :note",
            note=note_id,
        )
    }
    wanted = card_keys(kind, fields, note_type)
    _place_cards(operation, place, [present[key] for key in wanted if key in present])
    for key, card in present.items():
        if key not in wanted and not card.deleted:
            operation.update("card", card.id, deleted_by=operation.id, queue=int(Queue.DELETED))
    fresh = [key for key in wanted if key not in present]
    operation.insert("card", [new_card(operation, note_id, key, place) for key in fresh])
    return len(fresh) + sum(present[key].deleted for key in wanted if key in present)


def _place_cards(operation: Operation, place: CardPlace, cards: Iterable[_Card]) -> None:
    """Put cards where their note is."""
    for card in cards:
        queue = queue_of(card.state, suspended=card.suspended, draft=place.draft)
        operation.update(
            "card",
            card.id,
            deck_id=place.deck_id,
            topic_id=place.topic_id,
            track=place.track,
            position=place.position,
            queue=int(queue),
            deleted_by=None,
        )
