"""A file of interview prompts and the library: what becomes of each prompt, and writing it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain import ids
from flashcards.formats.rows import DeckRows, FormatWarning, PromptFileRows, PromptRow
from flashcards.language import _
from flashcards.services.importing.plan import namespace_key, namespace_of
from flashcards.services.prompt_rows import prompt_columns
from flashcards.services.scheduling.rebuild import remember_once
from flashcards.storage.practice_prompts import (
    MERGED,
    StoredPrompt,
    load_prompts,
    notes_of_cards,
    prompts_by_source,
    save_prompt,
)
from flashcards.storage.reading import Reader, Value
from flashcards.storage.unit_of_work import Operation


class PromptAction(StrEnum):
    """What becomes of a prompt of a file."""

    ADD = "add"
    UPDATE = "update"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class PromptPlan:
    """What becomes of one prompt. ``conflicts``: columns that the learner's side keeps."""

    id: int
    row: PromptRow
    action: PromptAction
    columns: Mapping[str, Value]
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptFilePlan:
    """What importing a file of prompts would do. ``deck_id``: where they belong."""

    deck_id: int
    name: str
    namespace: str
    rows: PromptFileRows
    prompts: tuple[PromptPlan, ...]
    warnings: tuple[FormatWarning, ...]

    def counts(self) -> Mapping[PromptAction, int]:
        """How many prompts there are of each action."""
        return Counter(prompt.action for prompt in self.prompts)


def prompt_id_of(namespace: str, row: PromptRow) -> int:
    """The id of a prompt: by the id that its file gives, else by its title."""
    if row.source_id is not None:
        return ids.hashed_id("prompt", namespace, row.source_id)
    return ids.hashed_id("prompt", namespace, "title", row.title.casefold())


def plan_prompts(
    reader: Reader, rows: PromptFileRows, deck: str | None = None, *, shipped: bool = False
) -> PromptFilePlan:
    """Compare a file with the library.

    ``deck``: where they go, else the deck of the file's title or stage. ``shipped``: the file came
    with the program: it is not warned of links that wait, and is remembered as what was brought
    where the library says the same already.
    """
    namespace = namespace_of(
        reader, DeckRows(rows.title, namespace=rows.namespace, roadmap=rows.roadmap)
    )
    deck_id, name = _place(reader, rows, namespace, deck)
    plans: dict[int, PromptPlan] = {}
    named = prompts_by_source(reader, namespace)
    own = [named.get(row.source_id or "") or prompt_id_of(namespace, row) for row in rows.prompts]
    present = {stored.id: stored for stored in load_prompts(reader, set(own), deleted=True)}
    places = _places(deck_id, own, present)
    for identifier, row, place in zip(own, rows.prompts, places, strict=True):
        if identifier not in plans:
            columns = prompt_columns(row, rows.stage)
            plans[identifier] = _plan(
                identifier, row, columns, place, present.get(identifier), shipped=shipped
            )
    conflicts = [
        FormatWarning(
            plan.row.line,
            _("{join} of {title!r} changed here and in the file; the library's stays").format(
                join=", ".join(plan.conflicts), title=plan.row.title
            ),
        )
        for plan in plans.values()
        if plan.conflicts
    ]
    missing = _missing_notes(reader, namespace, rows.prompts) if not shipped else []
    return PromptFilePlan(
        deck_id=deck_id,
        name=name,
        namespace=namespace,
        rows=rows,
        prompts=tuple(plans.values()),
        warnings=(*rows.warnings, *conflicts, *missing),
    )


def apply_prompts(operation: Operation, plan: PromptFilePlan, origin: str) -> None:
    """Write what was planned, in the caller's transaction."""
    rows = plan.rows
    if all(prompt.action is PromptAction.KEEP for prompt in plan.prompts):
        return
    if operation.value("SELECT 1 FROM deck WHERE id = :id", id=plan.deck_id) is None:
        columns = {"name": plan.name, "namespace": plan.namespace, "roadmap": rows.roadmap}
        operation.insert(
            "deck", [{"id": plan.deck_id, **columns, "stage": rows.stage, "origin": origin}]
        )
    else:
        operation.update("deck", plan.deck_id, deleted_by=None)
    if not (rows.namespace or rows.roadmap):
        remember_once(operation, namespace_key(rows.title), plan.namespace)
    for prompt in plan.prompts:
        if prompt.action is not PromptAction.KEEP:
            made = {"namespace": plan.namespace, "source_id": prompt.row.source_id}
            save_prompt(operation, prompt.id, {**prompt.columns, **made, "origin": origin})


def hide_removed(operation: Operation, kept: Sequence[int], origin: str) -> None:
    """Take away the prompts of an origin that are not among these; their attempts stay."""
    rows = operation.rows(
        "SELECT id FROM prompt WHERE origin = :origin AND deleted_by IS NULL", origin=origin
    )
    for gone in sorted({int(row[0]) for row in rows}.difference(kept)):
        operation.update("prompt", gone, deleted_by=operation.id)


def _place(
    reader: Reader, rows: PromptFileRows, namespace: str, deck: str | None
) -> tuple[int, str]:
    """The deck of that name or title, else that of the same stage and namespace, else a new one."""
    name = deck or rows.title
    found = reader.row("SELECT id FROM deck WHERE name = :name AND deleted_by IS NULL", name=name)
    if found is not None:
        return found[0], name
    if deck is None and rows.stage is not None:
        found = reader.row(
            "SELECT id, name FROM deck WHERE namespace = :namespace AND stage = :stage "
            "AND deleted_by IS NULL ORDER BY origin <> 'built-in', id LIMIT 1",
            namespace=namespace,
            stage=rows.stage,
        )
        if found is not None:
            return found[0], found[1]
    return ids.deck_id(name), name


def _places(
    deck_id: int, own: Sequence[int], present: Mapping[int, StoredPrompt]
) -> list[dict[str, Value]]:
    """Where each prompt belongs: where it is, while the file has the order that the deck has."""
    there = [
        present[key].position
        for key in own
        if key in present and present[key].deck_id == deck_id and not present[key].deleted
    ]
    in_order = len(there) == len(own) and there == sorted(there)
    return [
        {"deck_id": deck_id, "position": there[at] if in_order else at} for at in range(len(own))
    ]


def _plan(
    identifier: int,
    row: PromptRow,
    theirs: dict[str, Value],
    place: dict[str, Value],
    present: StoredPrompt | None,
    *,
    shipped: bool,
) -> PromptPlan:
    """What becomes of a prompt, three sides considered, column by column."""
    if present is None:
        columns = {**theirs, **place, "base": _base(theirs)}
        return PromptPlan(identifier, row, PromptAction.ADD, columns)
    merged, base, conflicts = dict(theirs), dict(theirs), []
    for name in MERGED:
        mine, brought = present.columns[name], present.base.get(name)
        if mine in (brought, theirs[name]):
            continue
        merged[name] = mine
        if theirs[name] != brought:
            conflicts.append(name)
            base[name] = brought  # the next import still sees both changes
    columns = {**merged, **place, "base": _base(base)}
    if theirs == present.columns and not shipped:
        base = dict(present.base)  # what was written from here is nobody's new text
    same = merged == present.columns and base == present.base and not present.deleted
    moved = (present.deck_id, present.position) != (place["deck_id"], place["position"])
    action = PromptAction.KEEP if same and not moved else PromptAction.UPDATE
    return PromptPlan(identifier, row, action, columns, tuple(conflicts))


def _base(columns: Mapping[str, Value]) -> str:
    return json.dumps(columns, ensure_ascii=False)


def _missing_notes(
    reader: Reader, namespace: str, prompts: Sequence[PromptRow]
) -> list[FormatWarning]:
    wanted = {card: ids.note_id(namespace, card) for row in prompts for card in row.text.cards}
    there = notes_of_cards(reader, list(wanted.values()))
    return [
        FormatWarning(
            row.line,
            _("there is no note {card!r}; the link waits until there is one").format(card=card),
        )
        for row in prompts
        for card in row.text.cards
        if wanted[card] not in there
    ]
