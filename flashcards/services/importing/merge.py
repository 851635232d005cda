"""A note of a file and the same note of the library: what both become, three sides considered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from flashcards.domain.merge import MergeOutcome, merge_text
from flashcards.domain.note import NoteFields
from flashcards.services.importing.notes import NoteAction, NotePlan
from flashcards.services.importing.options import Side
from flashcards.services.importing.returning import ANKI
from flashcards.services.importing.types import type_of
from flashcards.storage.note_rows import GONE, StoredNote

FIELD_NAMES = ("question", "answer", "extra", "source")
MORE = "more"
"""The name of all fields of a custom note beyond the fourth."""

Choices = Mapping[tuple[int, str], Side]


@dataclass(frozen=True, slots=True)
class FilePlace:
    """What a file says of where its notes are.

    ``complete``: the file is the deck, so that kind, place and topic of a note are as it says; a
    table or a package brings notes and leaves them where the learner has put them. ``moves``: to
    the file's deck, because it is complete or somebody named the deck.
    """

    deck_id: int
    complete: bool
    moves: bool


def merged_note(plan: NotePlan, stored: StoredNote, place: FilePlace, choices: Choices) -> NotePlan:
    """What becomes of a note that the library has; ``plan`` is that of a new one."""
    plan = replace(plan, id=stored.id, present=stored)
    if stored.deleted:
        return replace(plan, action=NoteAction.REVIVE)
    if not place.complete:
        plan = _where_it_is(plan, stored, place)
    plan = _merged_texts(plan, stored, choices)
    if plan.row.own_id is not None and stored.namespace != ANKI:
        # what went to Anki and came back is the learner's; the deck file has not changed
        plan = replace(plan, base=stored.base)
    # a draft that the learner has filled in stays a note
    draft = plan.draft and (stored.draft or plan.fields == plan.row.fields)
    plan = replace(plan, draft=draft)
    if (place.moves and stored.deck_id != place.deck_id) or _differs(plan, stored):
        return replace(plan, action=NoteAction.UPDATE)
    moved = plan.position != stored.position
    return replace(plan, action=NoteAction.MOVE if moved else NoteAction.KEEP)


def _where_it_is(plan: NotePlan, stored: StoredNote, place: FilePlace) -> NotePlan:
    """The plan without a say in what the file says nothing of."""
    gone = stored.position == GONE and plan.row.own_id is None
    stays = plan.topic_id is None or (stored.deck_id != place.deck_id and not place.moves)
    return replace(
        plan,
        topic_id=stored.topic_id if stays else plan.topic_id,
        track=plan.track or stored.track,
        importance=stored.importance if plan.importance is None else plan.importance,
        position=plan.position if gone else stored.position,
    )


def _merged_texts(plan: NotePlan, stored: StoredNote, choices: Choices) -> NotePlan:
    """The plan with its texts, its base and its conflicts; a conflict keeps its old base.

    So the next import still sees both changes, unless somebody has decided on the field.
    """
    base, theirs = stored.base, plan.row.fields
    fields: dict[str, str] = {}
    kept: dict[str, Any] = {}
    conflicts: list[str] = []
    for name in FIELD_NAMES:
        old = None if base is None else getattr(base, name)
        merged = merge_text(old, getattr(stored.fields, name), getattr(theirs, name))
        fields[name] = merged.text
        if merged.outcome is MergeOutcome.CONFLICT:
            choice = choices.get((stored.id, name))
            if choice is Side.THEIRS:
                fields[name] = getattr(theirs, name)
            elif choice is None:
                conflicts.append(name)
                kept[name] = getattr(theirs if base is None else base, name)
    more, more_base, conflict = _merged_more(stored, theirs, choices.get((stored.id, MORE)))
    if conflict:
        conflicts.append(MORE)
    return replace(
        plan,
        fields=NoteFields(**fields, more=more),
        base=replace(theirs, more=more_base, **kept),
        conflicts=tuple(conflicts),
    )


def _merged_more(
    stored: StoredNote, theirs: NoteFields, choice: Side | None
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The further fields of a custom note, their base, and whether they are in conflict."""
    brought = () if stored.base is None else stored.base.more
    sides = list(zip_longest(brought, stored.fields.more, theirs.more, fillvalue=""))
    merged = [merge_text(*side) for side in sides]
    if all(text.outcome is not MergeOutcome.CONFLICT for text in merged):
        return tuple(text.text for text in merged), theirs.more, False
    if choice is None:
        return tuple(text.text for text in merged), brought, True
    mine = [
        new if choice is Side.THEIRS and text.outcome is MergeOutcome.CONFLICT else text.text
        for text, (_, _, new) in zip(merged, sides, strict=True)
    ]
    return tuple(mine), theirs.more, False


def _differs(plan: NotePlan, stored: StoredNote) -> bool:
    """Whether a note is to be changed beyond its place in the file."""
    row = plan.row
    return (
        plan.fields != stored.fields
        or plan.base != stored.base
        or plan.returns
        or row.kind is not stored.kind
        or type_of(row) != stored.note_type_id
        or plan.track != stored.track
        or row.run != stored.run
        or plan.importance != stored.importance
        or plan.draft != stored.draft
        or row.attributes != stored.attributes
        or plan.topic_id != stored.topic_id
        or row.source_id != stored.source_id
        or not set(plan.tags) <= set(stored.tags)
    )
