"""Any roadmap in plain text or Markdown to rows: stages, goals, topics, tips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from flashcards.errors import FormatError
from flashcards.formats.markdown.front_matter import read_front_matter
from flashcards.formats.mojibake import examine
from flashcards.formats.roadmap_draft import numbered_stages
from flashcards.formats.roadmap_horizon import horizon
from flashcards.formats.roadmap_inline import without_asides
from flashcards.formats.roadmap_lines import read_lines
from flashcards.formats.roadmap_order import disagreement
from flashcards.formats.roadmap_reader import Reader
from flashcards.formats.roadmap_stages import outline
from flashcards.formats.roadmap_topics import KnownTitles
from flashcards.formats.rows import FormatWarning, RoadmapRows

MOST_CHARACTERS = 2_000_000
"""A roadmap is read by people; a text file that is larger is something else."""

_SAMPLE = 100_000
_LEAST_TOPICS = 3
_DECK_MARKS = re.compile(
    r"^(?:###? .*\{[#.]|stage:\s*\d|namespace:|[QAC]: |> ?\[!NOTE\]|Source: )|\?\s*\{#|[^:]::[^:]",
    re.MULTILINE,
)
_KNOWN_KEYS = frozenset(("title", "roadmap", "license", "horizon"))


def parse_roadmap(
    text: str, name: str, known_titles: KnownTitles | None = None
) -> RoadmapRows:
    """The stages and topics of a roadmap; damaged characters in it are mended.

    ``name`` is the file's name, for messages and for a roadmap without a title. ``known_titles``
    tells whether a text is the title or an alias of a topic that has cards: such a line is one
    topic whatever commas it has. Takes time in proportion to the text.

    Raises:
        FormatError: the text is empty or too large, or has no stage with topics.
    """
    if len(text) > MOST_CHARACTERS:
        size = f"{len(text) / 1e6:.1f} million characters"
        raise FormatError(f"too large for a roadmap: {size}, at most 2 million", file=name)
    mended = examine(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if not mended.text.strip():
        raise FormatError("the file is empty", file=name)
    raw_lines = mended.text.split("\n")
    head = _read_head(raw_lines, name)
    lines = read_lines(raw_lines, head.body)
    found = outline(lines)
    reader = Reader(lines, found, known_titles or _nothing_known) if found else None
    if reader:
        reader.read()
    if reader is None or not any(stage.topics for stage in reader.stages):
        raise FormatError(
            "no stage found: a roadmap has headings or numbered lines with topics under them",
            file=name,
        )
    return _rows(head, reader, mended.lost_lines, name)


def looks_like_roadmap(text: str) -> bool:
    """Whether a text is better read as a roadmap than as a deck of notes."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample.rpartition("\n")[0]
    try:
        rows = parse_roadmap(sample, "")
    except FormatError:
        return False
    ...
