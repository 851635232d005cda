"""What a deck file would change, worked out before anything is written."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz, process

from flashcards.domain import ids
from flashcards.domain.merge import MergeOutcome, merge_text
from flashcards.domain.note import NoteFields, card_keys
from flashcards.formats.rows import DEFAULT_IMPORTANCE, DeckRows, FormatWarning, NoteRow, TopicRow
from flashcards.storage.note_rows import StoredNote, load_notes, notes_of_namespace
from flashcards.storage.reading import Reader

LIKENESS = 85.0
FIELD_NAMES = ("question", "answer", "extra", "source")
MOST_HIDDEN = 100
MOST_HIDDEN_SHARE = 0.05


class NoteAction(StrEnum):
    """What an import does with a note of the file."""

    ADD = "add"
    REVIVE = "revive"
    UPDATE = "update"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic of the file with its id in the library."""

    id: int
    row: TopicRow
    position: int


@dataclass(frozen=True, slots=True)
class NotePlan:
    """A note of the file, what becomes of it, and its texts after the merge.

    ``present``: the note as the library has it. ``matched_by_likeness``: its question changed and
    the file gives no id. ``conflicts``: the fields that both sides changed.
    """

    id: int
    row: NoteRow
    topic_id: int | None
    action: NoteAction
    fields: NoteFields
    tags: tuple[str, ...]
    track: str | None
    importance: int
    position: int
    present: StoredNote | None = None
    matched_by_likeness: bool = False
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """Everything that importing one deck file would do.

    ``hidden``: notes that the file brought once and has no more; they are suspended.
    """

    deck_id: int
    name: str
    namespace: str
    rows: DeckRows
    topics: tuple[TopicPlan, ...]
    notes: tuple[NotePlan, ...]
    hidden: tuple[StoredNote, ...]
    warnings: tuple[FormatWarning, ...]

    @property
    def new_cards(self) -> int:
        """How many cards the library does not have yet."""
        return sum(len(_fresh_keys(note)) for note in self.notes)


def _fresh_keys(note: NotePlan) -> set[str]:
    keys = set(card_keys(note.row.kind, note.fields))
    if note.present is not None and not note.present.deleted:
        keys -= set(card_keys(note.present.kind, note.present.fields))
    return keys


def plan_deck(
    reader: Reader,
    rows: DeckRows,
    *,
    name: str | None = None,
    elsewhere: frozenset[int] = frozenset(),
) -> DeckPlan:
    """Compare a deck file with the library.

    ``name`` puts the notes into a deck of that name instead of the file's. ``elsewhere``: ids of
    notes that other files of the same import bring, so that a moved note is not taken as removed.
    """
    deck_name = name or rows.title
    namespace = rows.namespace or rows.roadmap or _remembered_namespace(reader, rows.title)
    deck_id = ids.deck_id(deck_name)
    topics = [
        TopicPlan(topic_id_of(namespace, rows.title, topic), topic, place)
        for place, topic in enumerate(rows.topics)
        if topic.title
    ]
    topic_ids = {id(plan.row): plan.id for plan in topics}
    flat = [(topic, note) for topic in rows.topics for note in topic.notes]
    wanted = [note_id_of(namespace, note) for _, note in flat]
    present = load_notes(reader, wanted)
    known = notes_of_namespace(reader, namespace)
    unnamed = _unnamed(known, deck_id, set(wanted))
    plans = []
    for position, ((topic, note), identifier) in enumerate(zip(flat, wanted, strict=True)):
        stored = present.get(identifier)
        by_likeness = False
        if note.source_id is None and stored is None:
            stored = _most_alike(note, unnamed)
            by_likeness = stored is not None
        plan = _fresh(note, topic, stored.id if stored else identifier, topic_ids.get(id(topic)))
        plan = replace(plan, position=position, matched_by_likeness=by_likeness)
        if stored is not None:
            unnamed.pop(stored.id, None)
            plan = _merged(plan, stored)
        plans.append(plan)
    hidden, warning = _hidden(reader, known, deck_id, {plan.id for plan in plans} | elsewhere, rows)
    warnings = (*rows.warnings, *warning, *_merge_warnings(plans))
    return DeckPlan(
        deck_id, deck_name, namespace, rows, tuple(topics), tuple(plans), hidden, warnings
    )


def note_id_of(namespace: str, note: NoteRow) -> int:
    """The id of a note of a file: by the id that it gives, else by its question."""
    if note.source_id is not None:
        return ids.note_id(namespace, note.source_id)
    return ids.hashed_id("question", namespace, " ".join(note.fields.question.casefold().split()))


def topic_id_of(namespace: str, deck_title: str, topic: TopicRow) -> int:
    """The id of a topic of a file: by the id that it gives, else by its deck and title."""
    if topic.source_id is not None:
        return ids.topic_id(namespace, topic.source_id)
    return ids.hashed_id("topic-title", namespace, deck_title, topic.title.casefold())


def _remembered_namespace(reader: Reader, title: str) -> str:
    found = reader.value("SELECT namespace FROM deck WHERE id = :id", id=ids.deck_id(title))
    return str(found) if found else secrets.token_hex(8)


def _unnamed(known: Sequence[StoredNote], deck_id: int, wanted: set[int]) -> dict[int, StoredNote]:
    return {
        note.id: note
        for note in known
        if note.source_id is None and note.deck_id == deck_id and note.id not in wanted
    }


def _most_alike(row: NoteRow, unnamed: Mapping[int, StoredNote]) -> StoredNote | None:
    if not unnamed:
        return None
    questions = {identifier: note.fields.question for identifier, note in unnamed.items()}
    best = process.extractOne(
        row.fields.question, questions, scorer=fuzz.ratio, score_cutoff=LIKENESS
    )
    if best is not None:
        return unnamed[best[2]]
    answer = row.fields.answer
    same_answer = [note for note in unnamed.values() if answer and note.fields.answer == answer]
    return same_answer[0] if len(same_answer) == 1 else None


def _fresh(row: NoteRow, topic: TopicRow, identifier: int, topic_id: int | None) -> NotePlan:
    importance = row.importance
    if importance == DEFAULT_IMPORTANCE and topic.importance is not None:
        importance = topic.importance
    return NotePlan(
        id=identifier,
        row=row,
        topic_id=topic_id,
        action=NoteAction.ADD,
        fields=row.fields,
        tags=tuple(dict.fromkeys((*topic.tags, *row.tags))),
        track=row.track or topic.track,
        importance=importance,
        position=0,
    )


def _merged(plan: NotePlan, stored: StoredNote) -> NotePlan:
    plan = replace(plan, present=stored)
    if stored.deleted:
        return replace(plan, action=NoteAction.REVIVE)
    merged = {
        name: merge_text(
            None if stored.base is None else getattr(stored.base, name),
            getattr(stored.fields, name),
            getattr(plan.row.fields, name),
        )
        for name in FIELD_NAMES
    }
    plan = replace(
        plan,
        fields=NoteFields(**{name: text.text for name, text in merged.items()}),
        conflicts=tuple(n for n, t in merged.items() if t.outcome is MergeOutcome.CONFLICT),
    )
    return replace(plan, action=NoteAction.UPDATE if _differs(plan, stored) else NoteAction.KEEP)


def _differs(plan: NotePlan, stored: StoredNote) -> bool:
    row = plan.row
    return (
        plan.fields != stored.fields
        or (stored.base != row.fields and not plan.conflicts)
        or row.kind is not stored.kind
        or plan.track != stored.track
        or row.run != stored.run
        or plan.importance != stored.importance
        or row.draft != stored.draft
        or row.attributes != stored.attributes
        or plan.topic_id != stored.topic_id
        or plan.position != stored.position
        or row.source_id != stored.source_id
        or not set(plan.tags) <= set(stored.tags)
    )


def _hidden(
    reader: Reader,
    known: Sequence[StoredNote],
    deck_id: int,
    kept: set[int] | frozenset[int],
    rows: DeckRows,
) -> tuple[tuple[StoredNote, ...], tuple[FormatWarning, ...]]:
    gone = tuple(note for note in known if note.deck_id == deck_id and note.id not in kept)
    if not gone:
        return (), ()
    if rows.warnings:
        words = f"{len(gone)} notes are missing from this file, which could not be read in full"
        return (), (FormatWarning(0, words + "; they were left as they are."),)
    total = int(reader.value("SELECT count(*) FROM note WHERE deleted_by IS NULL"))
    if len(gone) > MOST_HIDDEN or len(gone) > max(1, total * MOST_HIDDEN_SHARE):
        words = (
            f"{len(gone)} notes of this deck are not in the file any more. That is more than an "
            "import takes away unasked: they were left as they are. Suspend them if they should go."
        )
        return (), (FormatWarning(0, words),)
    return gone, (
        FormatWarning(0, f"{len(gone)} notes are not in the file any more: they were suspended."),
    )


def _merge_warnings(plans: Sequence[NotePlan]) -> list[FormatWarning]:
    warnings = []
    for plan in plans:
        if plan.matched_by_likeness:
            words = f"taken as the changed question {plan.fields.heading!r} of an earlier import."
            warnings.append(FormatWarning(plan.row.line, words))
        if plan.conflicts:
            fields = " and ".join(plan.conflicts)
            words = f"{fields} changed in the file and in the library: yours was kept."
            warnings.append(FormatWarning(plan.row.line, words))
    return warnings
