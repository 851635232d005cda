"""What the Import screen has done in the library's thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError, FormatError, NotFoundError
from flashcards.gui.transfer import texts
from flashcards.gui.transfer.conflicts import OpenConflict
from flashcards.language import _
from flashcards.render.plain import plain_text
from flashcards.services.importing.options import ImportOptions

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.gui.transfer.entry import FileEntry
    from flashcards.services.importing.files import SourceFile
    from flashcards.services.importing.preview import RowResult
    from flashcards.services.importing.report import ImportReport
    from flashcards.services.importing.service import Preview
    from flashcards.services.jobs import Job
    from flashcards.services.undo import Undone

ORIGIN = "window"
Identity = tuple[Path, str, int, int]
"""Path, name within a zip, size in bytes and when it was changed, in nanoseconds."""
MOST_CONFLICTS = 1_000
"""How many can be chosen one by one; of the others the learner's text stays."""
_EVERY = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found in what was chosen, as ``FileEntry`` names it.

    ``identity``: the same for the same file as long as nobody changes it.
    """

    name: str
    place: int
    file: SourceFile
    identity: Identity


def open_path(app: App, path: Path) -> tuple[Found, ...]:
    """The files of a folder or zip that are of a known format, or the file itself.

    Raises NotFoundError and FormatError.
    """
    with app.importing.read(path) as files:
        if len(files) == 1 and files[0].name == path.name:
            return (Found(path.name, 0, files[0], _identity(path, files[0])),)
        found = tuple(
            Found(f"{path.name}/{file.name}", place, file, _identity(path, file))
            for place, file in enumerate(files)
            if file.is_known
        )
    if not found:
        raise FormatError(_("holds no deck, table, package or roadmap."), file=path.name)
    return found


def _identity(path: Path, file: SourceFile) -> Identity:
    own = None if file.source is None else file.source.path
    where, name = (path, file.name) if own is None else (own, "")
    try:
        seen = where.stat()
    except OSError as error:
        raise FormatError(_("can’t be read any more."), file=path.name) from error
    return where.absolute(), name, seen.st_size, seen.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Looked:
    """A preview with what takes a walk over all its rows. ``counts``: rows by result."""

    preview: Preview
    counts: Mapping[RowResult, int]
    conflicts: tuple[OpenConflict, ...]


def preview(app: App, entry: FileEntry, options: ImportOptions, job: Job) -> Looked:
    """What importing would change. Raises FormatError, InvalidValueError, Cancelled."""
    with _opened(app, entry) as file:
        found = app.importing.preview(file, options, job)
    counts = found.rows.results()
    number = min(counts.get("conflict", 0), MOST_CONFLICTS)
    return Looked(found, counts, tuple(islice(_conflicts(found, job), number)))


def _conflicts(found: Preview, job: Job) -> Iterator[OpenConflict]:
    for place, row in enumerate(found.rows):
        if place % _EVERY == 0:
            job.step(place, len(found.rows))
        if row.note_id is None:
            continue
        for conflict in row.conflicts:
            question = " ".join(plain_text(row.question).split())
            yield OpenConflict(
                row.note_id,
                conflict.field,
                conflict.title,
                question,
                conflict.mine,
                conflict.theirs,
            )


def run(app: App, entry: FileEntry, job: Job) -> ImportReport:
    """Import a file whole or not at all. Raises FlashcardsError, Cancelled."""
    with _opened(app, entry) as file:
        return app.importing.run(file, entry.options, job, ORIGIN)


def take_back(app: App, operation: int) -> Undone:
    """Undo an import that is the last thing that was done. Raises FlashcardsError."""
    last = app.undo.undoable()
    if last is None or last.id != operation:
        raise NotFoundError(texts.NEWER_CHANGES)
    return app.undo.undo(ORIGIN)


def ends_of_history(app: App) -> tuple[int | None, int | None]:
    """The operations that undo and redo would act on."""
    undoable, redoable = app.undo.undoable(), app.undo.redoable()
    return (undoable.id if undoable else None, redoable.id if redoable else None)


def reason(error: FlashcardsError, name: str = "") -> str:
    """Why a file can't be used, without its name, which stands beside it."""
    if isinstance(error, FormatError):
        line = _("Line {line}: ").format(line=error.line) if error.line else ""
        return line + sentence(error.message)
    return sentence(str(error).removeprefix(f"{name}: "))


@contextmanager
def _opened(app: App, entry: FileEntry) -> Iterator[SourceFile]:
    """The file of an entry; a zip is opened for as long as one of its files is read."""
    file = entry.file
    assert file is not None, "a file is read once it was opened"
    if entry.path is None or file.source is None or file.source.path is not None:
        yield file
        return
    with app.importing.read(entry.path) as files:
        if entry.place >= len(files) or files[entry.place].name != file.name:
            raise FormatError(_("the archive has changed. Add it again."), file=entry.path.name)
        yield files[entry.place]
