"""From JSON to a roadmap, whichever of the known shapes it has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

from flashcards.errors import FormatError
from flashcards.formats.roadmap_complaints import MOST_WARNINGS
from flashcards.formats.roadmap_json.drawing import stages_of_drawing
from flashcards.formats.roadmap_json.editor import stages_of_editor
from flashcards.formats.roadmap_json.nested import stages_of_nested, stages_of_paths
from flashcards.formats.roadmap_json.outline import Item, rows_of
from flashcards.formats.roadmap_topics import KnownTitles
from flashcards.formats.rows import FormatWarning, RoadmapRows
from flashcards.formats.text import decode

MOST_BYTES = 10 * 1024 * 1024
"""The largest file that is read, in bytes; those of roadmap.sh have some hundred thousand."""

_KEY = re.compile(r'"(\w{1,40})"\s*:')
_NODES = {"nodes", "edges"}
_TITLES = {"title", "name", "label", "text", "topic"}
_LISTS = {"children", "topics", "subtopics", "stages", "steps", "phases", "modules", "weeks"}
_OF_OTHERS = {
    "crowdanki_uuid", "__type__", "scripts", "dependencies", "devDependencies", "compilerOptions",
    "note_models", "cells", "$schema", "openapi", "swagger",
}  # fmt: skip

Shape = Callable[[object], tuple[str, list[Item], list[str]] | None]
_SHAPES: Sequence[Shape] = (
    stages_of_editor,
    stages_of_drawing,
    stages_of_paths,
    stages_of_nested,
)


def looks_like_roadmap_json(text: str) -> bool:
    """Whether JSON has the keys of a roadmap; ``text`` may be only its beginning."""
    if text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        return False
    keys = set(_KEY.findall(text))
    if keys & _OF_OTHERS:
        return False
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        is_drawing = {"mockup", "controls"} <= keys
        return keys >= _NODES or is_drawing or bool(keys & _TITLES and keys & _LISTS)
    found = _found(data)
    return found is not None and sum(len(list(item.leaves())) for item in found[1]) > 1


def parse_roadmap_json(
    data: bytes, name: str, known_titles: KnownTitles | None = None
) -> RoadmapRows:
    """The stages and topics of a roadmap in JSON; ``name`` is the file's.

    Read are the editor's nodes and edges, the older drawings and lists of paths of roadmap.sh, and
    objects with a title and a list of such objects in them. ``known_titles`` as for Markdown.

    Raises:
        FormatError: it is too large, no JSON, nested too deep, or holds no stage with topics.
    """
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MB, at most {MOST_BYTES // 1024 // 1024} are read"
        raise FormatError(f"too large for a roadmap: {size}", file=name)
    text, warnings = decode(data, name)
    found = _found(_loaded(text, name))
    if found is None or not found[1]:
        raise FormatError(
            "no roadmap found in this JSON: it has neither nodes and edges nor objects with a "
            "title and a list such as 'topics' or 'children'",
            file=name,
        )
    title, stages, complaints = found
    title = title or _title_of_file(name)
    rows = rows_of(title, stages, known_titles or _nothing_known, complaints)
    return _with_warnings(rows, warnings)


def _loaded(text: str, name: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise FormatError(f"no JSON: {error.msg}", file=name, line=error.lineno) from error
    except RecursionError as error:
        raise FormatError("nested too deep to be read", file=name) from error
    except ValueError as error:
        raise FormatError(f"no JSON: {error}", file=name) from error


def _found(data: object) -> tuple[str, list[Item], list[str]] | None:
    for shape in _SHAPES:
        if (found := shape(data)) is not None and found[1]:
            return found
    return None


def _with_warnings(rows: RoadmapRows, warnings: Sequence[FormatWarning]) -> RoadmapRows:
    listed = [*warnings, *rows.warnings]
    more = len(listed) - MOST_WARNINGS
    if more > 0:
        listed[MOST_WARNINGS:] = [FormatWarning(0, f"{more} further warnings are not shown")]
    return RoadmapRows(rows.title, rows.stages, choices=rows.choices, warnings=tuple(listed))


def _title_of_file(name: str) -> str:
    words = " ".join(re.split(r"[-_\s]+", PurePath(name).stem)).strip()
    return words[:1].upper() + words[1:] if words else "Roadmap"


def _nothing_known(_: str) -> bool:
    return False
