"""The interview prompts of a deck as files of their own, beside that of its notes."""

from __future__ import annotations

from pathlib import Path

from flashcards.errors import FormatError
from flashcards.formats.markdown.prompt_writer import write_prompts
from flashcards.formats.markdown.prompts import parse_prompts
from flashcards.formats.rows import PromptFileRows, PromptRow
from flashcards.services.prompt_rows import prompt_row
from flashcards.storage.export_sql import ExportedDeck
from flashcards.storage.files import replacing
from flashcards.storage.practice_prompts import prompts_of_deck
from flashcards.storage.reading import Reader

_ENDING = "prompts"


def prompt_files(reader: Reader, deck: ExportedDeck) -> list[PromptFileRows]:
    """The rows from which an import makes the prompts of a deck again: a file a stage.

    Prompts of other namespaces than the deck's are in files of their own.
    """
    grouped: dict[tuple[str, int | None], list[PromptRow]] = {}
    for stored in prompts_of_deck(reader, deck.id):
        grouped.setdefault((stored.namespace, stored.stage), []).append(prompt_row(stored))
    return [
        PromptFileRows(
            title=deck.name,
            namespace=None if namespace == deck.roadmap else namespace,
            roadmap=deck.roadmap if namespace == deck.roadmap else None,
            stage=stage,
            license=deck.license if namespace == deck.namespace else None,
            prompts=tuple(prompts),
        )
        for (namespace, stage), prompts in grouped.items()
    ]


def write_prompt_files(files: list[PromptFileRows], first: Path) -> tuple[Path, ...]:
    """Write files of prompts: to ``first``, the others beside it under names that are free.

    Raises LibraryWriteError where one can't be written.
    """
    written: list[Path] = []
    for rows in files:
        target = _free(first, rows, written) if written else first
        with replacing(target) as partial:
            partial.write_text(write_prompts(rows), encoding="utf-8", newline="\n")
        written.append(target)
    return tuple(written)


def beside(path: Path, rows: PromptFileRows) -> Path:
    """Where the prompts of a deck go that is written to ``path``."""
    return _free(path.with_name(f"{path.stem}-{_ENDING}{path.suffix}"), rows, [])


def _free(path: Path, rows: PromptFileRows, taken: list[Path]) -> Path:
    """The path that an earlier export has written these prompts to, or one that is free."""
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        target = path.with_name(f"{path.stem}{suffix}{path.suffix}")
        if target not in taken and (not target.exists() or _is_export_of(target, rows)):
            return target
        number += 1


def _is_export_of(path: Path, rows: PromptFileRows) -> bool:
    """Whether a file has prompts of this deck, namespace and stage already."""
    try:
        present = parse_prompts(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError, FormatError):
        return False
    known = (present.title, present.namespace, present.roadmap, present.stage)
    return known == (rows.title, rows.namespace, rows.roadmap, rows.stage)
