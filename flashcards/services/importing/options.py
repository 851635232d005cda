"""What a person decides about an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.formats.delimited.model import Target
    from flashcards.services.importing.roadmap_edits import RoadmapEdit


class Duplicates(StrEnum):
    """What becomes of a note that asks what another note of the library asks already.

    ``update``: that note gets the file's texts and keeps its schedule. ``keep``: that note stays,
    the file's is left out. ``both``: the file's becomes a note of its own.
    """

    UPDATE = "update"
    KEEP = "keep"
    BOTH = "both"


class Side(StrEnum):
    """Whose text counts where file and learner have both changed a field."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class TableChoice:
    """How a table is to be read where a person knows better than the survey; None: as surveyed.

    ``mapping``: a target for each column.
    """

    encoding: str | None = None
    separator: str | None = None
    header: bool | None = None
    html: bool | None = None
    mapping: tuple[Target, ...] | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """All that can be decided.

    ``deck``: the deck to import into, else the file's own. ``duplicates`` None: update for notes
    without an id of their own in a table or a paste, both for all others, whose id names them.
    ``choices``: by note id and field, for fields that both sides changed; what is not chosen stays
    as the learner has it, and a conflict. ``edits``: of a roadmap.
    """

    deck: str | None = None
    duplicates: Duplicates | None = None
    table: TableChoice = TableChoice()
    choices: Mapping[tuple[int, str], Side] = field(default_factory=dict)
    edits: tuple[RoadmapEdit, ...] = ()
