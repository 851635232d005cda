"""The notes of a deck file by the ids that they would get, and what becomes of each of them.

Most notes of a large file are plainly new or plainly as they are in the library. These are kept as
rows in lists; a ``NotePlan`` of one is made when somebody looks at it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import overload

from flashcards.domain import ids
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.rows import DeckRows, FormatWarning, NoteRow, TopicRow
from flashcards.language import _
from flashcards.services.importing.texts import cleaned_note, folded
from flashcards.services.jobs import Progress, no_progress, stepping
from flashcards.storage.note_rows import GONE, StoredNote, tag_words

_MOST_KNOWN_TAGS = 10_000


class NoteAction(StrEnum):
    """What an import does with a note of the file."""

    ADD = "add"
    REVIVE = "revive"
    UPDATE = "update"
    MOVE = "move"  # only its place in the file changed
    KEEP = "keep"
    SKIP = "skip"  # another note asks the same, and it was chosen to leave the file's out


@dataclass(frozen=True, slots=True)
class NotePlan:
    """A note of the file, what becomes of it, and its texts after the merge.

    ``present``: the note as the library has it. ``base``: what counts as brought by the file from
    now on. ``matched_by_likeness``: its question changed and the file gives no id. ``duplicate``:
    ``present`` is not the file's own note, but asks the same. ``conflicts``: the fields that both
    sides changed and nobody has decided on.
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
    base: NoteFields | None = None
    present: StoredNote | None = None
    matched_by_likeness: bool = False
    duplicate: bool = False
    conflicts: tuple[str, ...] = ()

    @property
    def returns(self) -> bool:
        """Whether earlier files brought it, a later one did not, and this one does again."""
        present = self.present
        if present is None or present.deleted or self.row.own_id is not None:
            return False
        return present.position == GONE


@dataclass(frozen=True, slots=True)
class FileNotes:
    """The notes of a deck file, each once, in its order; ``ids`` are those of new notes.

    ``topic_at``: which topic the note at a place stands in. ``places``: where an id is.
    """

    namespace: str
    topics: tuple[TopicRow, ...]
    topic_ids: tuple[int | None, ...]
    topic_at: array[int]
    ids: list[int]
    rows: list[NoteRow]
    places: dict[int, int]
    repeated: tuple[FormatWarning, ...]
    _tags: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)

    def tags(self, place: int) -> tuple[str, ...]:
        """The tags of a note with those that its topic hands down."""
        topic, own = self.topic_at[place], self.rows[place].tags
        key = (topic, own)
        known = self._tags.get(key)
        if known is None:
            if len(self._tags) >= _MOST_KNOWN_TAGS:
                self._tags.clear()
            known = tuple(dict.fromkeys(tag_words((*self.topics[topic].tags, *own))))
            self._tags[key] = known
        return known

    def fresh(self, place: int, position: int, action: NoteAction = NoteAction.ADD) -> NotePlan:
        """The plan for a note as if the library did not have it."""
        row, topic = self.rows[place], self.topic_at[place]
        return NotePlan(
            id=self.ids[place],
            row=row,
            topic_id=self.topic_ids[topic],
            action=action,
            fields=row.fields,
            tags=self.tags(place),
            track=row.track or self.topics[topic].track,
            importance=row.importance,
            draft=row.draft,
            position=position,
            base=row.fields,
        )


def file_notes(
    namespace: str,
    rows: DeckRows,
    topic_ids: Sequence[int | None],
    taken: Container[int] = (),
    progress: Progress = no_progress,
) -> FileNotes:
    """The notes of a deck, each once; ``taken``: ids that another deck of the file brings."""
    named, asked = ids.id_hasher("note", namespace), ids.id_hasher("question", namespace)
    places: dict[int, int] = {}
    identifiers: list[int] = []
    found: list[NoteRow] = []
    topic_at = array("I")
    repeated = []
    for number, topic in enumerate(rows.topics):
        for note in stepping(topic.notes, progress, len(topic.notes)):
            row = cleaned_note(note)
            source = row.source_id
            identifier = row.own_id
            if identifier is None:
                identifier = asked(_asked(row)) if source is None else named(source)
            if identifier in places:
                first = found[places[identifier]].line
                words = _("this question is that of line {first}; the note is left out").format(
                    first=first
                )
                repeated.append(FormatWarning(note.line, words))
            elif identifier in taken:
                words = _("another deck of the file has this note; it is left out here")
                repeated.append(FormatWarning(note.line, words))
            else:
                places[identifier] = len(found)
                identifiers.append(identifier)
                found.append(row)
                topic_at.append(number)
    return FileNotes(
        namespace=namespace,
        topics=rows.topics,
        topic_ids=tuple(topic_ids),
        topic_at=topic_at,
        ids=identifiers,
        rows=found,
        places=places,
        repeated=tuple(repeated),
    )


def _asked(row: NoteRow) -> str:
    """By what a note without an id is known: its question, or all of it where it has none."""
    question = folded(row.fields.question)
    if question or row.kind is not NoteKind.CUSTOM:
        return question
    return "\x1e".join(map(folded, row.fields.texts))


def note_id_of(namespace: str, note: NoteRow) -> int:
    """The id of a note of a file: by the id that it gives, else by its question."""
    if note.source_id is not None:
        return ids.note_id(namespace, note.source_id)
    return ids.hashed_id("question", namespace, _asked(note))


@dataclass(frozen=True, slots=True)
class NotePlans(Sequence[NotePlan]):
    """What becomes of each note of a file, in its order.

    ``same``: a byte for each note, 1 where it is as the library has it. ``settled``: the plans of
    those that are neither plainly new nor plainly the same. ``first_position``: of a new deck 0.
    """

    notes: FileNotes
    same: bytearray
    settled: Mapping[int, NotePlan] = field(default_factory=dict)
    first_position: int = 0

    def __len__(self) -> int:
        return len(self.notes.ids)

    @overload
    def __getitem__(self, place: int) -> NotePlan: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[NotePlan]: ...
    def __getitem__(self, place: int | slice) -> NotePlan | Sequence[NotePlan]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        plan = self.settled.get(at)
        if plan is not None:
            return plan
        action = NoteAction.KEEP if self.same[at] else NoteAction.ADD
        return self.notes.fresh(at, self.first_position + at, action)

    def new_places(self) -> Iterator[int]:
        """The places of the notes that are plainly new."""
        settled = self.settled
        return (at for at, same in enumerate(self.same) if not same and at not in settled)

    def same_places(self) -> Iterator[int]:
        """The places of the notes that are plainly as the library has them."""
        return (at for at, same in enumerate(self.same) if same)

    def counts(self) -> Counter[NoteAction]:
        """How many notes each action has."""
        counts = Counter(plan.action for plan in self.settled.values())
        same = self.same.count(1)
        counts[NoteAction.KEEP] += same
        counts[NoteAction.ADD] += len(self) - same - len(self.settled)
        return counts
