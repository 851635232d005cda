"""What a deck file would change, worked out before anything is written."""

from __future__ import annotations

import secrets
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.domain import ids
from flashcards.domain.note import card_keys
from flashcards.formats.rows import DeckRows, FormatWarning, TopicRow
from flashcards.language import _, ngettext
from flashcards.services.importing.duplicates import duplicate_plan, find_duplicates, policy
from flashcards.services.importing.match import Match, match_rest
from flashcards.services.importing.merge import FilePlace, merged_note
from flashcards.services.importing.notes import (
    FileNotes,
    NoteAction,
    NotePlan,
    NotePlans,
    file_notes,
)
from flashcards.services.importing.options import Duplicates, ImportOptions
from flashcards.services.importing.texts import clean_join, cleaned, cleaned_deck
from flashcards.services.importing.types import type_of
from flashcards.services.jobs import Progress, no_progress, stepping
from flashcards.services.scheduling.rebuild import meta
from flashcards.storage.import_sql import ComparedNote, brought_notes, compared_notes
from flashcards.storage.note_rows import (
    GONE,
    StoredNote,
    load_notes,
    tags_taken_off,
)
from flashcards.storage.reading import Reader

MOST_HIDDEN = 100
MOST_HIDDEN_SHARE = 0.05
AS_SAID = ImportOptions()


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic of the file with its id in the library."""

    id: int
    row: TopicRow
    position: int


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """Everything that importing one deck would do.

    ``hidden``: notes that the file brought once and has no more; they are suspended.
    ``skipped``: how many notes of the file can't be used. ``duplicates``: how many rows ask what a
    note of the library asks that is not theirs. ``moves``: notes of the file that are in another
    deck come into this one.
    """

    deck_id: int
    name: str
    namespace: str
    rows: DeckRows
    topics: tuple[TopicPlan, ...]
    notes: NotePlans
    hidden: tuple[StoredNote, ...]
    skipped: int
    duplicates: int
    moves: bool
    warnings: tuple[FormatWarning, ...]

    @property
    def new_cards(self) -> int:
        """How many cards the library does not have yet."""
        rows = self.notes.notes.rows
        fresh = sum(
            len(card_keys(rows[place].kind, rows[place].fields, rows[place].note_type))
            for place in self.notes.new_places()
        )
        return fresh + sum(len(_fresh_keys(plan)) for plan in self.notes.settled.values())


def _fresh_keys(plan: NotePlan) -> set[str]:
    if plan.action is NoteAction.SKIP:
        return set()
    row, present = plan.row, plan.present
    if plan.duplicate and present is not None:
        keys = set(card_keys(present.kind, plan.fields, present.note_type))
    else:
        keys = set(card_keys(row.kind, plan.fields, row.note_type))
    if present is not None and not present.deleted:
        keys -= set(card_keys(present.kind, present.fields, present.note_type))
    return keys


def plan_deck(
    reader: Reader,
    rows: DeckRows,
    options: ImportOptions = AS_SAID,
    *,
    name: str | None = None,
    namespace: str | None = None,
    topic_ids: Mapping[str, int] | None = None,
    elsewhere: frozenset[int] = frozenset(),
    taken: Container[int] = (),
    progress: Progress = no_progress,
) -> DeckPlan:
    """Compare a deck file with the library.

    ``name``: of the deck to import into, else the file's own. ``namespace``: as ``namespace_of``
    gave it. ``topic_ids``: topics of the card bank by the titles of those that a table names.
    ``elsewhere``: ids of notes that other files of the same import bring, so that a moved note is
    not taken as removed; ``taken``: of notes that another deck of the same file brings already.

    Raises Cancelled where ``progress`` says so.
    """
    rows = cleaned_deck(rows)
    deck_name = cleaned(name or "").strip() or rows.title
    namespace = namespace or namespace_of(reader, rows)
    deck_id = ids.deck_id(deck_name)
    own_ids = [_topic_id(namespace, rows.title, topic, topic_ids or {}) for topic in rows.topics]
    notes = file_notes(namespace, rows, own_ids, taken, progress)
    planner = _Planner(reader, rows, notes, deck_id, options, progress=progress)
    plans = planner.plans()
    hidden, warning = _hidden(reader, planner.taken | elsewhere, deck_id, namespace, rows)
    return DeckPlan(
        deck_id=deck_id,
        name=deck_name,
        namespace=namespace,
        rows=rows,
        topics=_topics(rows, own_ids, topic_ids or {}),
        notes=plans,
        hidden=hidden,
        skipped=rows.skipped + len(notes.repeated),
        duplicates=planner.duplicates,
        moves=planner.moves,
        warnings=(
            *rows.warnings,
            *notes.repeated,
            *warning,
            *_merge_warnings(plans.settled.values()),
        ),
    )


class _Planner:
    """Finds out what becomes of each note of a deck."""

    def __init__(
        self,
        reader: Reader,
        rows: DeckRows,
        notes: FileNotes,
        deck_id: int,
        options: ImportOptions,
        *,
        progress: Progress,
    ) -> None:
        self._reader = reader
        self._progress = progress
        self._rows = rows
        self._notes = notes
        self._options = options
        self._place = FilePlace(deck_id, rows.complete, rows.complete or options.deck is not None)
        self._same = bytearray(len(notes.ids))
        self._first_position = 0 if rows.complete else _end_of_deck(reader, deck_id)
        self.moves = self._place.moves
        self.taken: set[int] = set()
        self.duplicates = 0

    def plans(self) -> NotePlans:
        """What becomes of each note."""
        differing = self._sift()
        matches = {
            self._notes.places[note]: Match(stored)
            for note, stored in load_notes(self._reader, differing).items()
        }
        rest = [
            place
            for place, note in enumerate(self._notes.ids)
            if not self._same[place] and place not in matches
        ]
        # what is the library's own by id is no candidate for another row
        matches |= match_rest(
            self._reader,
            self._notes,
            rest,
            self._place.deck_id,
            complete=self._rows.complete,
            taken=self.taken,
            progress=self._progress,
        )
        taken_off = tags_taken_off(self._reader) if matches else {}
        settled: dict[int, NotePlan] = {}
        for place, match in stepping(matches.items(), self._progress, len(matches)):
            self.taken.add(match.note.id)
            plan = self._fresh(place, taken_off.get(match.note.id, ()))
            plan = replace(plan, matched_by_likeness=match.by_likeness)
            settled[place] = merged_note(plan, match.note, self._place, self._options.choices)
        settled |= self._duplicates([place for place in rest if place not in matches])
        return NotePlans(self._notes, self._same, settled, self._first_position)

    def _fresh(self, place: int, taken_off: Iterable[str] = ()) -> NotePlan:
        plan = self._notes.fresh(place, self._first_position + place)
        off = set(taken_off)
        return replace(plan, tags=tuple(tag for tag in plan.tags if tag not in off))

    def _sift(self) -> list[int]:
        """Mark the notes that are plainly the same; the ids of those that differ in something."""
        differing = []
        found = compared_notes(self._reader, self._notes.ids)
        for stored in stepping(found, self._progress, len(self._notes.ids)):
            if self._is_same(stored):
                self._same[self._notes.places[stored.id]] = 1
            else:
                differing.append(stored.id)
            self.taken.add(stored.id)
        return differing

    def _is_same(self, stored: ComparedNote) -> bool:
        notes, where = self._notes, self._place
        place = notes.places[stored.id]
        row, topic = notes.rows[place], notes.topic_at[place]
        if stored.position == GONE or row.attributes:
            return False
        if where.complete and stored.position != place:
            return False
        if where.moves and stored.deck_id != where.deck_id:
            return False
        said = (
            row.kind.value,
            type_of(row),
            clean_join(row.fields),
            True,
            notes.topic_ids[topic],
            row.track or notes.topics[topic].track,
            row.run,
            row.importance,
            row.draft,
            "[]",
            row.source_id,
            None,
        )
        if stored.said != said:
            return False
        tags = notes.tags(place)
        return not tags or set(tags) <= set((stored.tags or "").split())

    def _duplicates(self, places: Sequence[int]) -> Mapping[int, NotePlan]:
        """The plans of rows that ask what another note asks and make no note of their own."""
        chosen, rows = self._options.duplicates, self._notes.rows
        asking = [
            place
            for place in places
            if chosen is not None or policy(chosen, self._rows, rows[place]) is not Duplicates.BOTH
        ]
        if not asking:
            return {}
        found = find_duplicates(
            self._reader,
            self._notes,
            asking,
            self._place.deck_id,
            self.taken,
            progress=self._progress,
        )
        self.duplicates = len(found)
        stored = load_notes(self._reader, list(dict.fromkeys(found.values())))
        settled = {}
        for place, note in found.items():
            choice = policy(chosen, self._rows, rows[place])
            if choice is not Duplicates.BOTH:
                settled[place] = duplicate_plan(self._fresh(place), stored[note], choice)
        return settled


def _end_of_deck(reader: Reader, deck_id: int) -> int:
    """The position behind the last note of a deck."""
    last = reader.value("SELECT max(position) FROM note WHERE deck_id = :deck", deck=deck_id)
    return 0 if last is None else max(0, last + 1)


def _topics(
    rows: DeckRows, own_ids: Sequence[int | None], bank: Mapping[str, int]
) -> tuple[TopicPlan, ...]:
    """The topics of a file, each once: one that comes again takes its notes from both places."""
    topics: dict[int, TopicPlan] = {}
    for place, (topic, identifier) in enumerate(zip(rows.topics, own_ids, strict=True)):
        if identifier is not None and topic.title not in bank:
            topics.setdefault(identifier, TopicPlan(identifier, topic, place))
    return tuple(topics.values())


def _topic_id(
    namespace: str, deck_title: str, topic: TopicRow, bank: Mapping[str, int]
) -> int | None:
    if not topic.title:
        return None
    return bank.get(topic.title) or topic_id_of(namespace, deck_title, topic)


def topic_id_of(namespace: str, deck_title: str, topic: TopicRow) -> int:
    """The id of a topic of a file: by the id that it gives, else by its deck and title."""
    if topic.source_id is not None:
        return ids.topic_id(namespace, topic.source_id)
    return ids.hashed_id("topic-title", namespace, deck_title, topic.title.casefold())


def namespace_key(title: str) -> str:
    """Under which the namespace of files of that title is remembered."""
    return f"namespace:{title.casefold()}"


def namespace_of(reader: Reader, rows: DeckRows) -> str:
    """The file's own, or the one made when a file of its title came first, or a new one."""
    named = rows.namespace or rows.roadmap
    return named or meta(reader, namespace_key(rows.title)) or secrets.token_hex(8)


def _hidden(
    reader: Reader,
    kept: set[int] | frozenset[int],
    deck_id: int,
    namespace: str,
    rows: DeckRows,
) -> tuple[tuple[StoredNote, ...], tuple[FormatWarning, ...]]:
    if not rows.complete:
        return (), ()
    gone = [note for note in brought_notes(reader, namespace, deck_id) if note not in kept]
    if not gone:
        return (), ()
    if rows.warnings:
        words = ngettext(
            "{n} note is missing from this file, which could not be read in full; "
            "it was left as it is.",
            "{n} notes are missing from this file, which could not be read in full; "
            "they were left as they are.",
            len(gone),
        )
        return (), (FormatWarning(0, words.format(n=len(gone))),)
    total = int(reader.value("SELECT count(*) FROM note WHERE deleted_by IS NULL"))
    if len(gone) > MOST_HIDDEN or len(gone) > max(1, total * MOST_HIDDEN_SHARE):
        words = _(
            "{n} notes of this deck are not in the file any more. That is more than "
            "an import takes away unasked: they were left as they are. Suspend "
            "them if they should go."
        ).format(n=len(gone))
        return (), (FormatWarning(0, words),)
    words = ngettext(
        "{n} note is not in the file any more: it is suspended.",
        "{n} notes are not in the file any more: they are suspended.",
        len(gone),
    )
    return tuple(load_notes(reader, gone).values()), (FormatWarning(0, words.format(n=len(gone))),)


def _merge_warnings(plans: Iterable[NotePlan]) -> list[FormatWarning]:
    warnings = []
    for plan in plans:
        if plan.matched_by_likeness:
            words = _("taken as the changed question {heading!r} of an earlier import.").format(
                heading=plan.fields.heading
            )
            warnings.append(FormatWarning(plan.row.line, words))
        if plan.conflicts:
            fields = _(" and ").join(plan.conflicts)
            words = _("{fields} changed in the file and in the library: yours was kept.").format(
                fields=fields
            )
            warnings.append(FormatWarning(plan.row.line, words))
    return warnings
