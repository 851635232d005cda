"""A prompt between its file and the library: its columns from a row, and its row from the library.

Apart from importing and exporting, whose other parts what opens a library must not load.
"""

from __future__ import annotations

from flashcards.formats.rows import PromptRow
from flashcards.storage.practice_prompts import StoredPrompt, sections_json
from flashcards.storage.reading import Value


def prompt_columns(row: PromptRow, stage: int | None) -> dict[str, Value]:
    """What a file or a learner says of a prompt: the columns that are merged one by one."""
    return {
        "title": row.title,
        "kind": row.kind.value,
        "level": "" if row.level is None else row.level.value,
        "minutes": row.minutes,
        "stage": stage,
        "body": row.text.body,
        "sections": sections_json(row.text),
    }


def prompt_row(stored: StoredPrompt) -> PromptRow:
    """A prompt as its file has it."""
    minutes = stored.columns["minutes"]
    return PromptRow(
        title=stored.title,
        kind=stored.kind,
        text=stored.text,
        source_id=stored.source_id,
        level=stored.level,
        minutes=None if minutes is None else int(minutes),
    )
