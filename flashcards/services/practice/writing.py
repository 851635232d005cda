"""A learner's own prompts: their text as files have it, checked as one writes, and kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from flashcards.domain import ids
from flashcards.errors import FormatError, InvalidValueError, NotFoundError
from flashcards.formats.markdown.prompt_writer import write_prompt
from flashcards.formats.markdown.prompts import parse_prompts
from flashcards.formats.rows import FormatWarning, PromptFileRows, PromptRow
from flashcards.language import _
from flashcards.services.prompt_rows import prompt_columns, prompt_row
from flashcards.storage.practice_prompts import (
    BUILT_IN,
    load_prompt,
    prompts_by_source,
    save_prompt,
)
from flashcards.storage.reading import Reader, Value
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.unit_of_work import Operation

OWN = "own"
"""The origin of prompts that were written here."""

LONGEST = 40_000
"""Characters of a prompt: an hour of talk, and still checked while one types."""

NO_HEADING = _("begin with a heading such as '### What does an index save? {.concept}'")
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PromptSource:
    """A prompt as it is written: a heading with its sections, Markdown, and where it belongs.

    ``id`` 0 is a new one. ``own``: written here or brought by a file of one's own, so that it can
    be deleted; the program's own stay, and an edit of theirs is kept through its updates.
    """

    id: int
    text: str
    stage: int | None = None
    own: bool = True


@dataclass(frozen=True, slots=True)
class PromptCheck:
    """What a text would become. ``problems``: by line; ``usable``: whether it can be kept."""

    problems: tuple[FormatWarning, ...]
    row: PromptRow | None

    @property
    def usable(self) -> bool:
        """Whether there is one prompt, whole enough to be asked and scored."""
        return self.row is not None


def check_prompt(text: str) -> PromptCheck:
    """Read a text as the one prompt that it should be; pure, fit for each stop in typing."""
    if len(text) > LONGEST:
        words = _("a prompt has up to {most:,} characters").format(most=LONGEST)
        return PromptCheck((FormatWarning(0, words),), None)
    try:
        rows = parse_prompts(text, "")
    except FormatError:
        return PromptCheck((FormatWarning(1, NO_HEADING),), None)
    extra = _further(rows)
    whole = not extra and not rows.left_out and len(rows.prompts) == 1
    problems = tuple(sorted((*rows.warnings, *extra), key=lambda problem: problem.line))
    return PromptCheck(problems, rows.prompts[0] if whole else None)


def _further(rows: PromptFileRows) -> list[FormatWarning]:
    """What to say of prompts after the first one."""
    lines = sorted([row.line for row in rows.prompts] + [line for line, _title in rows.left_out])
    words = _("a second prompt begins here; write it by itself")
    return [FormatWarning(line, words) for line in lines[1:]]


def load_source(reader: Reader, prompt_id: int) -> PromptSource:
    """A prompt to be edited. Raises NotFoundError."""
    stored = load_prompt(reader, prompt_id)
    if stored is None or stored.deleted:
        raise _gone()
    return PromptSource(
        id=stored.id,
        text=write_prompt(prompt_row(stored)),
        stage=stored.stage,
        own=stored.origin != BUILT_IN,
    )


def save_source(operation: Operation, source: PromptSource) -> int:
    """Keep a prompt, a new one where its id is 0; its id.

    Raises InvalidValueError for what is no whole prompt or an id that another one has,
    NotFoundError for one that is gone.
    """
    found = check_prompt(source.text)
    if found.row is None:
        first = found.problems[0]
        words = _("line {line}: {message}.").format(line=first.line, message=first.message)
        raise InvalidValueError(words)
    keep = _update if source.id else _add
    return keep(operation, source, found.row)


def delete_prompt(operation: Operation, prompt_id: int) -> None:
    """Take a prompt away; its attempts stay. Raises NotFoundError, InvalidValueError."""
    stored = load_prompt(operation, prompt_id)
    if stored is None or stored.deleted:
        raise _gone()
    if stored.origin == BUILT_IN:
        raise InvalidValueError(_("this prompt came with the program; edit it instead."))
    operation.update("prompt", prompt_id, deleted_by=operation.id)


def _add(operation: Operation, source: PromptSource, row: PromptRow) -> int:
    deck_id, namespace = _own_deck(operation)
    taken = prompts_by_source(operation, namespace)
    if row.source_id in taken:
        words = _("line {line}: the id {id!r} belongs to another prompt.")
        raise InvalidValueError(words.format(line=row.line, id=row.source_id))
    source_id = row.source_id or _free_id(row.title, taken)
    last = operation.value("SELECT max(position) FROM prompt WHERE deck_id = :deck", deck=deck_id)
    identifier = ids.hashed_id("prompt", namespace, source_id)
    columns = {**prompt_columns(row, source.stage), "deck_id": deck_id, "namespace": namespace}
    place: dict[str, Value] = {"position": 0 if last is None else int(last) + 1, "origin": OWN}
    save_prompt(operation, identifier, {**columns, **place, "source_id": source_id})
    return identifier


def _update(operation: Operation, source: PromptSource, row: PromptRow) -> int:
    stored = load_prompt(operation, source.id)
    if stored is None or stored.deleted:
        raise _gone()
    source_id = stored.source_id
    if row.source_id not in (None, source_id):
        words = _("line {line}: the id of a prompt stays as it is, {id!r}.")
        raise InvalidValueError(words.format(line=row.line, id=source_id or ""))
    if source_id is None and row.title != stored.title:
        # it was known by its title, by which a file of it is not found any more
        source_id = _free_id(row.title, prompts_by_source(operation, stored.namespace))
    columns = {**prompt_columns(row, source.stage), "source_id": source_id}
    save_prompt(operation, source.id, columns)
    return source.id


def _own_deck(operation: Operation) -> tuple[int, str]:
    """The deck of one's own prompts and its namespace: the roadmap's, whose notes they name."""
    deck_id = ids.hashed_id("deck", "own prompts")
    found = operation.value("SELECT namespace FROM deck WHERE id = :id", id=deck_id)
    if found is not None:
        operation.update("deck", deck_id, deleted_by=None)
        return deck_id, str(found)
    road = active_roadmap(operation).namespace
    namespace = road or f"{OWN}-{deck_id:x}"
    made = {"name": _("My prompts"), "namespace": namespace, "roadmap": road or None}
    operation.insert("deck", [{"id": deck_id, **made, "origin": OWN}])
    return deck_id, namespace


def _free_id(title: str, taken: Collection[str]) -> str:
    """An id from a title, which no other prompt has."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    stem = "own-" + (_NO_WORD.sub("-", plain).strip("-")[:40].strip("-") or "prompt")
    number = 1
    while (found := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return found


def _gone() -> NotFoundError:
    return NotFoundError(_("this prompt is gone."))
