"""Interview prompts in the database."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.domain.practice.prompt import (
    DEFAULT_MINUTES,
    Clarification,
    Level,
    PromptKind,
    PromptText,
    RubricPoint,
)
from flashcards.storage.reading import Reader, Row, Value, id_list

if TYPE_CHECKING:
    # what the first paint needs must not load SQLAlchemy
    from flashcards.storage.unit_of_work import Operation

BUILT_IN = "built-in"
"""The origin of prompts that came with the program."""

MERGED = ("title", "kind", "level", "minutes", "stage", "body", "sections")
"""The columns that a file brings, each of which is merged by itself."""

_COLUMNS = (
    "id, deck_id, namespace, source_id, title, kind, level, minutes, stage, body, sections, base, "
    "position, deleted_by, origin"
)


@dataclass(frozen=True, slots=True)
class StoredPrompt:
    """A prompt as the library has it. ``base``: what its file brought last, by column."""

    id: int
    deck_id: int
    namespace: str
    source_id: str | None
    title: str
    kind: PromptKind
    level: Level | None
    minutes: int
    stage: int | None
    text: PromptText
    columns: Mapping[str, Value]
    base: Mapping[str, Value]
    position: int
    deleted: bool
    origin: str


def load_prompts(
    reader: Reader, ids: Collection[int] | None = None, *, deleted: bool = False
) -> list[StoredPrompt]:
    """Prompts by stage and place: all of them, or these; buried ones only with ``deleted``."""
    parts = [] if deleted else ["deleted_by IS NULL"]
    if ids is not None:
        parts.append(f"id IN ({id_list(sorted(ids))})")
    where = f"WHERE {' AND '.join(parts)}" if parts else ""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM prompt {where} ORDER BY stage IS NULL, stage, position, id"
    )
    return [_stored(row) for row in rows]


def prompts_of_deck(reader: Reader, deck_id: int) -> list[StoredPrompt]:
    """The prompts of a deck in their order."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM prompt WHERE deck_id = :deck AND deleted_by IS NULL "
        "ORDER BY stage IS NULL, stage, position, id",
        deck=deck_id,
    )
    return [_stored(row) for row in rows]


def prompts_by_source(reader: Reader, namespace: str) -> Mapping[str, int]:
    """The prompts of a namespace by the ids that files give them, buried ones too."""
    rows = reader.rows(
        "SELECT source_id, id FROM prompt WHERE namespace = :namespace AND source_id IS NOT NULL "
        "ORDER BY deleted_by IS NULL, id DESC",
        namespace=namespace,
    )
    return {row[0]: row[1] for row in rows}


def load_prompt(reader: Reader, prompt_id: int) -> StoredPrompt | None:
    """A prompt, a buried one too, so that its attempts keep their words."""
    return next(iter(load_prompts(reader, [prompt_id], deleted=True)), None)


def save_prompt(operation: Operation, prompt_id: int, columns: Mapping[str, Value]) -> None:
    """Insert a prompt, or bring it up to date, out of the grave if need be."""
    if operation.value("SELECT 1 FROM prompt WHERE id = :id", id=prompt_id) is None:
        made = {"created_ms": operation.now_ms, "modified_ms": operation.now_ms}
        operation.insert("prompt", [{"id": prompt_id, **columns, **made}])
    elif operation.update("prompt", prompt_id, **columns, deleted_by=None):
        operation.update("prompt", prompt_id, modified_ms=operation.now_ms)


def sections_json(text: PromptText) -> str:
    """All of a prompt's text but its body, as the column ``sections`` keeps it."""
    return json.dumps(
        {
            "clarifying": [[item.question, item.answer] for item in text.clarifying],
            "rubric": [[point.weight, point.must, point.text] for point in text.rubric],
            "follow_ups": text.follow_ups,
            "model_answer": text.model_answer,
            "cards": text.cards,
        },
        ensure_ascii=False,
    )


def _text(body: str, sections: str) -> PromptText:
    values = json.loads(sections)
    return PromptText(
        body=body,
        clarifying=tuple(Clarification(*item) for item in values["clarifying"]),
        rubric=tuple(RubricPoint(weight, text, must) for weight, must, text in values["rubric"]),
        follow_ups=tuple(values["follow_ups"]),
        model_answer=values["model_answer"],
        cards=tuple(values["cards"]),
    )


def _stored(row: Row) -> StoredPrompt:
    identifier, deck, namespace, source, *merged, base, position, deleted, origin = row
    columns = dict(zip(MERGED, merged, strict=True))
    kind = PromptKind(columns["kind"])
    return StoredPrompt(
        id=identifier,
        deck_id=deck,
        namespace=namespace,
        source_id=source,
        title=columns["title"],
        kind=kind,
        level=Level(columns["level"]) if columns["level"] else None,
        minutes=columns["minutes"] or DEFAULT_MINUTES[kind],
        stage=columns["stage"],
        text=_text(columns["body"], columns["sections"]),
        columns=columns,
        base={} if base is None else json.loads(base),
        position=position,
        deleted=deleted is not None,
        origin=origin,
    )


def notes_of_cards(
    reader: Reader, note_ids: Sequence[int]
) -> Mapping[int, tuple[str, str, int | None]]:
    """(heading, topic or deck title, topic id) of those of the notes that are not deleted."""
    rows = reader.rows(
        "SELECT n.id, n.heading, coalesce(t.title, d.name), n.topic_id FROM note n "
        "LEFT JOIN topic t ON t.id = n.topic_id JOIN deck d ON d.id = n.deck_id "
        f"WHERE n.deleted_by IS NULL AND n.id IN ({id_list(list(note_ids))})"
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}
