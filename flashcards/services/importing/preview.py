"""The rows of an import's preview: what becomes of each note, made as they are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

from flashcards.domain.note import NoteFields
from flashcards.domain.practice.prompt import PromptKind
from flashcards.formats.rows import FormatWarning
from flashcards.language import _
from flashcards.services.importing.merge import FIELD_NAMES, MORE
from flashcards.services.importing.notes import NoteAction, NotePlan
from flashcards.services.importing.prompts import PromptAction, PromptFilePlan, PromptPlan
from flashcards.services.importing.whole import ImportPlan
from flashcards.storage.note_rows import StoredNote

_SKIPPED, _PROMPT = -1, -2


class RowResult(StrEnum):
    """What becomes of a row of the file."""

    NEW = "new"
    UPDATED = "updated"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    MATCHED = "matched"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed. ``field`` names it in a choice, ``title`` on the screen."""

    field: str
    title: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the table. ``number``: its line or row in the file, 0 where it has none.

    ``question``: its first line, in Markdown; "" of a row that has none. ``reason``: why it is
    skipped, or how the note was found; "" where the result says it all. ``note_id``: for a choice.
    ``kind``, ``stage``: of an interview prompt, whose title is then the question.
    """

    number: int
    question: str
    topic: str
    deck: str
    result: RowResult
    reason: str = ""
    note_id: int | None = None
    conflicts: tuple[Conflict, ...] = ()
    kind: PromptKind | None = None
    stage: int | None = None


_RESULTS = {
    NoteAction.ADD: RowResult.NEW,
    NoteAction.REVIVE: RowResult.NEW,
    NoteAction.UPDATE: RowResult.UPDATED,
    NoteAction.MOVE: RowResult.MOVED,
    NoteAction.KEEP: RowResult.UNCHANGED,
    NoteAction.SKIP: RowResult.SKIPPED,
}
_PROMPT_RESULTS = {
    PromptAction.ADD: RowResult.NEW,
    PromptAction.UPDATE: RowResult.UPDATED,
    PromptAction.KEEP: RowResult.UNCHANGED,
}


class PreviewRows(Sequence[PreviewRow]):
    """The rows in the order of the file.

    ``is_table``: each row of the file is a note or has a warning that says why it is none.
    """

    def __init__(self, plan: ImportPlan, *, is_table: bool) -> None:
        self._plan = plan
        self._skipped = tuple(_skipped(plan, is_table=is_table))
        order = [
            (row.line, deck, place)
            for deck, planned in enumerate(plan.decks)
            for place, row in enumerate(planned.notes.notes.rows)
        ]
        order += [(warning.line, _SKIPPED, at) for at, warning in enumerate(self._skipped)]
        self._prompts = tuple(row for file in plan.prompts for row in _prompt_rows(file))
        order += [(row.number, _PROMPT, at) for at, row in enumerate(self._prompts)]
        if any(line for line, _, _ in order):
            order.sort()
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> PreviewRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PreviewRow]: ...
    def __getitem__(self, place: int | slice) -> PreviewRow | Sequence[PreviewRow]:
        if isinstance(place, slice):
            return [self._row(*entry) for entry in self._order[place]]
        return self._row(*self._order[place])

    def results(self) -> Mapping[RowResult, int]:
        """How many rows have each result."""
        counts: Counter[RowResult] = Counter()
        for deck in self._plan.decks:
            for action, number in deck.notes.counts().items():
                counts[_RESULTS[action]] += number
            for note in deck.notes.settled.values():
                counts[_RESULTS[note.action]] -= 1
                counts[_result(note)] += 1
        counts[RowResult.SKIPPED] += len(self._skipped)
        counts.update(row.result for row in self._prompts)
        return +counts

    def _row(self, line: int, deck: int, place: int) -> PreviewRow:
        if deck == _PROMPT:
            return self._prompts[place]
        if deck == _SKIPPED:
            return PreviewRow(line, "", "", "", RowResult.SKIPPED, self._skipped[place].message)
        planned = self._plan.decks[deck]
        note = planned.notes[place]
        return PreviewRow(
            number=line,
            question=note.fields.heading,
            topic=planned.rows.topics[planned.notes.notes.topic_at[place]].title,
            deck=planned.name,
            result=_result(note),
            reason=_reason(note),
            note_id=note.id,
            conflicts=tuple(_conflicts(note)),
        )


def _skipped(plan: ImportPlan, *, is_table: bool) -> Iterator[FormatWarning]:
    """The warnings that stand for rows of which nothing comes."""
    for deck in plan.decks:
        yield from deck.notes.notes.repeated
    if is_table:
        lines = {row.line for deck in plan.decks for row in deck.notes.notes.rows}
        warnings = (*plan.warnings, *(w for deck in plan.decks for w in deck.rows.warnings))
        yield from (w for w in warnings if w.line > 0 and w.line not in lines)


def _prompt_rows(file: PromptFilePlan) -> Iterator[PreviewRow]:
    """A row a prompt, then those that can't be used with the reason."""
    for prompt in file.prompts:
        yield PreviewRow(
            number=prompt.row.line,
            question=prompt.row.title,
            topic="",
            deck=file.name,
            result=_PROMPT_RESULTS[prompt.action],
            reason=_kept_reason(prompt),
            kind=prompt.row.kind,
            stage=file.rows.stage,
        )
    reasons = {warning.line: warning.message for warning in reversed(file.rows.warnings)}
    for line, title in file.rows.left_out:
        yield PreviewRow(line, title, "", file.name, RowResult.SKIPPED, reasons.get(line, ""))


def _kept_reason(prompt: PromptPlan) -> str:
    if not prompt.conflicts:
        return ""
    return _("{join} changed here and in the file; the library's stays").format(
        join=", ".join(prompt.conflicts)
    )


def _result(note: NotePlan) -> RowResult:
    if note.conflicts:
        return RowResult.CONFLICT
    if note.matched_by_likeness:
        return RowResult.MATCHED
    return _RESULTS[note.action]


def _reason(note: NotePlan) -> str:
    present = note.present
    if note.duplicate and present is not None:
        return _("a note with this question is in the library already")
    if note.matched_by_likeness and present is not None:
        return _("taken as the changed question {heading!r}").format(
            heading=_brought(present).heading
        )
    if note.action is NoteAction.REVIVE:
        return _("was deleted and comes back")
    return ""


def _brought(note: StoredNote) -> NoteFields:
    return note.base or note.fields


def _conflicts(note: NotePlan) -> Iterator[Conflict]:
    present = note.present
    if present is None:
        return
    names = note.row.note_type.fields if note.row.note_type is not None else FIELD_NAMES
    mine, theirs = present.fields, note.row.fields
    for field in note.conflicts:
        if field != MORE:
            at = FIELD_NAMES.index(field)
            title = names[at] if at < len(names) else field
            yield Conflict(field, title, mine.texts[at], theirs.texts[at])
            continue
        for at in range(len(FIELD_NAMES), max(len(mine.texts), len(theirs.texts))):
            texts = [side.texts[at] if at < len(side.texts) else "" for side in (mine, theirs)]
            if texts[0] != texts[1]:
                title = names[at] if at < len(names) else _("field {n}").format(n=at + 1)
                yield Conflict(field, title, texts[0], texts[1])
