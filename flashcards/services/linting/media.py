"""The media rules: what decks name has to lie beside them, and what lies there has to be named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from flashcards.errors import FormatError
from flashcards.formats.folder_media import MEDIA_FOLDER, FolderMedia
from flashcards.formats.rows import DeckRows, NoteRow
from flashcards.render.references import media_references, pictures
from flashcards.services.linting.rules import MISSING_MEDIA, UNFIT_MEDIA, Problem
from flashcards.services.media.fitness import media_fault


def check_media(rows: DeckRows, folder: Path) -> Iterator[tuple[NoteRow, Problem]]:
    """What is wrong with the media that a deck in this folder names."""
    media = FolderMedia(folder)
    known: dict[str, Problem | None] = {}
    for note in (note for topic in rows.topics for note in topic.notes):
        names = dict.fromkeys(name for text in note.fields.texts for name in media_references(text))
        for name in names:
            if name not in known:
                known[name] = _problem(media, name)
            problem = known[name]
            if problem is not None:
                yield note, problem
        for target in _elsewhere(note):
            yield note, Problem(MISSING_MEDIA, f"the picture {target!r} is no file beside the deck")


def unused_media(texts: Sequence[tuple[Path, str]], folders: Sequence[Path]) -> list[Path]:
    """The files in the ``media`` folders below these that no text in its deck's folder names.

    ``texts``: all Markdown files below the folders, with their paths.
    """
    named: dict[Path, set[Path]] = {}
    for path, text in texts:
        own = named.setdefault(path.parent.resolve(), set())
        for name in media_references(text):
            own.add((path.parent / name).resolve())
            if "/" not in name:
                own.add((path.parent / MEDIA_FOLDER / name).resolve())
    found = [
        file
        for folder in folders
        for media in sorted({folder / MEDIA_FOLDER, *folder.rglob(MEDIA_FOLDER)})
        if media.parent.resolve() in named
        for file in sorted(media.rglob("*"))
        if file.is_file() and not file.name.startswith(".")
    ]
    all_named = set().union(*named.values())
    return [file for file in dict.fromkeys(found) if file.resolve() not in all_named]


def _problem(media: FolderMedia, name: str) -> Problem | None:
    try:
        fault = media_fault(media.read(name))
    except FormatError as error:
        return Problem(MISSING_MEDIA, error.message)
    return None if fault is None else Problem(UNFIT_MEDIA, f"the file {name!r} {fault}")


def _elsewhere(note: NoteRow) -> dict[str, None]:
    """Targets of pictures that are no names at all: addresses, absolute paths."""
    return dict.fromkeys(
        picture.target
        for text in note.fields.texts
        for picture in pictures(text)
        if picture.name is None
    )
