"""What a deck file would change, worked out before anything is written."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flashcards.domain import ids
from flashcards.domain.merge import MergeOutcome, merge_text
from flashcards.domain.note import NoteFields, card_keys
from flashcards.formats.rows import DeckRows, FormatWarning, NoteRow, TopicRow
from flashcards.services.import_match import match_notes, note_id_of
from flashcards.services.rebuild import meta
from flashcards.storage.note_rows import (
    GONE,
    StoredNote,
    join_fields,
    load_notes,
    notes_of_namespace,
    split_fields,
    tag_words,
    tags_taken_off,
)
from flashcards.storage.reading import Reader

FIELD_NAMES = ("question", "answer", "extra", "source")
MOST_HIDDEN = 100
MOST_HIDDEN_SHARE = 0.05


class NoteAction(StrEnum):
    """What an import does with a note of the file."""

    ADD = "add"
    REVIVE = "revive"
    UPDATE = "update"
    MOVE = "move"  # only its place in the file changed
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
    importance: int | None
    draft: bool
    position: int
    present: StoredNote | None = None
    matched_by_likeness: bool = False
    conflicts: tuple[str, ...] = ()

    @property
    def returns(self) -> bool:
        """Whether earlier files brought it, a later one did not, and this one does again."""
        present = self.present
        return present is not None and not present.deleted and present.position == GONE


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """Everything that importing one deck file would do.

    ``hidden``: notes that the file brought once and has no more; they are suspended.
    ``skipped``: how many notes of the file can't be used.
    """

    deck_id: int
    name: str
    namespace: str
    rows: DeckRows
    topics: tuple[TopicPlan, ...]
    notes: tuple[NotePlan, ...]
    hidden: tuple[StoredNote, ...]
    skipped: int
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
    namespace = _namespace(reader, rows)
    deck_id = ids.deck_id(deck_name)
    topics = _topics(namespace, rows)
    wanted, repeated = _wanted_notes(namespace, rows)
    known = notes_of_namespace(reader, namespace)
    matches = match_notes(
        {key: note for key, (_, note) in wanted.items()},
        load_notes(reader, list(wanted)),
        known,
        deck_id,
    )
    taken_off = tags_taken_off(reader)
    plans = []
    for position, (identifier, (topic, note)) in enumerate(wanted.items()):
        topic_id = topic_id_of(namespace, rows.title, topic) if topic.title else None
        plan = replace(_fresh(note, topic, identifier, topic_id), position=position)
        match = matches.get(identifier)
        if match is not None:
            stored = match.note
            tags = tuple(tag for tag in plan.tags if tag not in taken_off.get(stored.id, ()))
            plan = replace(plan, id=stored.id, tags=tags, matched_by_likeness=match.by_likeness)
            plan = _merged(plan, stored, deck_id)
        plans.append(plan)
    hidden, warning = _hidden(reader, known, deck_id, {plan.id for plan in plans} | elsewhere, rows)
    return DeckPlan(
        deck_id=deck_id,
        name=deck_name,
        namespace=namespace,
        rows=rows,
        topics=topics,
        notes=tuple(plans),
        hidden=hidden,
        skipped=rows.skipped + len(repeated),
        warnings=(*rows.warnings, *repeated, *warning, *_merge_warnings(plans)),
    )


def _topics(namespace: str, rows: DeckRows) -> tuple[TopicPlan, ...]:
    """The topics of a file, each once: one that comes again takes its notes from both places."""
    topics: dict[int, TopicPlan] = {}
    for place, topic in enumerate(rows.topics):
        if topic.title:
            identifier = topic_id_of(namespace, rows.title, topic)
            topics.setdefault(identifier, TopicPlan(identifier, topic, place))
    return tuple(topics.values())


def _wanted_notes(
    namespace: str, rows: DeckRows
) -> tuple[dict[int, tuple[TopicRow, NoteRow]], list[FormatWarning]]:
    """The notes of a file by the ids that they would get, and a word on each that comes again."""
    wanted: dict[int, tuple[TopicRow, NoteRow]] = {}
    repeated = []
    for topic in rows.topics:
        for note in topic.notes:
            # as the library will have them, so that the next import finds nothing changed
            row = replace(note, fields=split_fields(join_fields(note.fields)))
            _, first = wanted.setdefault(note_id_of(namespace, row), (topic, row))
            if first is not row:
                words = f"this question is that of line {first.line}; the note is left out"
                repeated.append(FormatWarning(note.line, words))
    return wanted, repeated


def topic_id_of(namespace: str, deck_title: str, topic: TopicRow) -> int:
    """The id of a topic of a file: by the id that it gives, else by its deck and title."""
    if topic.source_id is not None:
        return ids.topic_id(namespace, topic.source_id)
    return ids.hashed_id("topic-title", namespace, deck_title, topic.title.casefold())


def namespace_key(title: str) -> str:
    """Under which the namespace of files of that title is remembered."""
    return f"namespace:{title.casefold()}"


def _namespace(reader: Reader, rows: DeckRows) -> str:
    """The file's own, or the one that was made when a file of its title came first."""
    named = rows.namespace or rows.roadmap
    return named or meta(reader, namespace_key(rows.title)) or secrets.token_hex(8)


def _fresh(row: NoteRow, topic: TopicRow, identifier: int, topic_id: int | None) -> NotePlan:
    return NotePlan(
        id=identifier,
        row=row,
        topic_id=topic_id,
        action=NoteAction.ADD,
        fields=row.fields,
        tags=tuple(dict.fromkeys(tag_words((*topic.tags, *row.tags)))),
        track=row.track or topic.track,
        importance=row.importance,
        draft=row.draft,
        position=0,
    )


def _merged(plan: NotePlan, stored: StoredNote, deck_id: int) -> NotePlan:
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
    fields = NoteFields(**{name: text.text for name, text in merged.items()})
    plan = replace(
        plan,
        fields=fields,
        # a draft that the learner has filled in stays a note
        draft=plan.draft and (stored.draft or fields == plan.row.fields),
        conflicts=tuple(n for n, t in merged.items() if t.outcome is MergeOutcome.CONFLICT),
    )
    if stored.deck_id != deck_id or _differs(plan, stored):
        return replace(plan, action=NoteAction.UPDATE)
    moved = plan.position != stored.position
    return replace(plan, action=NoteAction.MOVE if moved else NoteAction.KEEP)


def _differs(plan: NotePlan, stored: StoredNote) -> bool:
    """Whether a note is to be changed beyond its place in the file."""
    row = plan.row
    return (
        plan.fields != stored.fields
        or (stored.base != row.fields and not plan.conflicts)
        or plan.returns
        or row.kind is not stored.kind
        or plan.track != stored.track
        or row.run != stored.run
        or plan.importance != stored.importance
        or plan.draft != stored.draft
        or row.attributes != stored.attributes
        or plan.topic_id != stored.topic_id
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
    gone = tuple(
        note
        for note in known
        if note.deck_id == deck_id and note.id not in kept and note.position != GONE
    )
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
        FormatWarning(0, f"{len(gone)} notes are not in the file any more: they are suspended."),
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
