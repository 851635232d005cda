"""A file on the Import page: what it is, how far it is, and what was decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.gui.transfer.pace import Reading
from flashcards.services.importing.options import ImportOptions

if TYPE_CHECKING:
    from flashcards.formats.rows import RoadmapRows
    from flashcards.gui.transfer.conflicts import OpenConflict
    from flashcards.gui.transfer.work import Identity
    from flashcards.services.importing.files import SourceFile
    from flashcards.services.importing.preview import RowResult
    from flashcards.services.importing.report import ImportReport
    from flashcards.services.importing.service import Preview


class FileState(StrEnum):
    """How far a file is."""

    OPENING = "opening"
    READING = "reading"
    READY = "ready"
    WAITING = "waiting"
    RUNNING = "running"
    IMPORTED = "imported"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the list.

    ``path``: what was chosen: the file itself, or the folder or zip that holds it; None for pasted
    text. ``place``: the how-manieth file of that it is. ``identity``: by which it is known when it
    is chosen again unchanged, None until it was opened. ``fresh``: whether ``preview`` shows what
    ``options`` would do to the library as it is. ``problem``: why the options can't be used.
    ``note``: what became of it last, said beside its state. ``original``: the roadmap as the file
    has it. ``about``: what it holds, in words, once it was imported. ``counts``
    and ``conflicts`` are of the preview.
    """

    key: int
    name: str
    state: FileState
    path: Path | None = None
    place: int = 0
    identity: Identity | None = None
    file: SourceFile | None = None
    options: ImportOptions = field(default_factory=ImportOptions)
    preview: Preview | None = None
    fresh: bool = False
    problem: str = ""
    note: str = ""
    reading: Reading | None = None
    report: ImportReport | None = None
    original: RoadmapRows | None = None
    counts: Mapping[RowResult, int] = field(default_factory=dict)
    conflicts: tuple[OpenConflict, ...] = ()
    about: str = ""

    @property
    def is_due(self) -> bool:
        """Whether its preview has to be made, or made anew."""
        return self.state is FileState.READING or (
            self.state is FileState.READY and not self.fresh and not self.problem
        )

    @property
    def can_run(self) -> bool:
        """Whether it can be imported as it is now set."""
        return self.state is FileState.READY and not self.problem and self.preview is not None

    @property
    def is_busy(self) -> bool:
        """Whether it is being imported or will be."""
        return self.state in {FileState.WAITING, FileState.RUNNING}
