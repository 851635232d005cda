"""A database of Mnemosyne 2 as neutral rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath

from flashcards.errors import FormatError
from flashcards.formats.anki.html import Converter
from flashcards.formats.apart import Apart
from flashcards.formats.faults import RefusedError, UnreadableError
from flashcards.formats.listed_media import ListedMedia, used_names
from flashcards.formats.mnemosyne.kinds import Kinds
from flashcards.formats.mnemosyne.notes import NoteMaker
from flashcards.formats.mnemosyne.stored import read_stored
from flashcards.formats.rows import (
    DeckRows,
    FormatWarning,
    ImportRows,
    MediaFiles,
    NoteRow,
    TopicRow,
)

FORMAT = "mnemosyne"
NAMESPACE = "mnemosyne"
_USUAL_NAME = "default"
_TITLE = "Mnemosyne"


def read_mnemosyne(
    source: Path | bytes,
    name: str,
    media: MediaFiles | None = None,
    *,
    deck: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> ImportRows:
    """See ``flashcards.formats.mnemosyne.read_mnemosyne``."""
    with _as_file(source) as path, Apart(read_stored) as reading, _faults_of(name):
        messages = reading.values(path)
        types, listed, orphans = next(messages)
        names = used_names(listed)
        converter = Converter(names)
        maker = NoteMaker(Kinds(types, converter), converter)
        notes: list[NoteRow] = []
        for facts in messages:
            for fact in facts:
                notes += maker.notes(fact)
            if progress is not None:
                progress(len(notes))
    if not notes and not maker.skipped:
        raise FormatError("the database holds no cards.", file=name)
    stem = PurePath(name).stem
    rows = DeckRows(
        title=deck or (stem if stem and stem != _USUAL_NAME else _TITLE),
        namespace=NAMESPACE,
        topics=(TopicRow("", notes=tuple(notes)),) if notes else (),
        skipped=maker.skipped,
        complete=False,
    )
    return ImportRows(
        FORMAT,
        decks=(rows,),
        media=ListedMedia.of(media, f"{PurePath(name).name}_media", names),
        warnings=tuple(_warnings(maker.counts, orphans)),
    )


def _warnings(counts: Mapping[str, int], orphans: int) -> Iterator[FormatWarning]:
    for what, count in sorted(counts.items()):
        if count:
            notes = "1 note" if count == 1 else f"{count:,} notes"
            yield FormatWarning(0, f"{what[0].upper()}{what[1:]} ({notes}).")
    if orphans:
        cards = "1 card" if orphans == 1 else f"{orphans:,} cards"
        yield FormatWarning(0, f"{cards} without a text left out.")


@contextmanager
def _faults_of(name: str) -> Iterator[None]:
    """The faults of a database as errors of the file."""
    try:
        yield
    except UnreadableError as error:
        raise FormatError(f"{error}. Try a backup of it.", file=name) from error
    except RefusedError as error:
        raise FormatError(f"refused: {error}.", file=name) from error


@contextmanager
def _as_file(source: Path | bytes) -> Iterator[Path]:
    """The file itself, or one for the time being that holds the bytes."""
    if isinstance(source, Path):
        yield source.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="flashcards-", ignore_cleanup_errors=True) as folder:
        path = Path(folder).resolve() / "cards.db"
        path.write_bytes(source)
        yield path
