"""The files of an import: opened one by one, and read as what they are.

A format's reader is imported when a file of it is read: all of them together take longer than a
small import.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self, overload

from flashcards.formats import markdown
from flashcards.formats.anki import read_package
from flashcards.formats.container import Source, Sources, clipboard_source, open_sources
from flashcards.formats.delimited import TableSurvey, survey, to_rows
from flashcards.formats.detection import FileFormat, unknown_error
from flashcards.formats.rows import ImportRows
from flashcards.formats.text import decode
from flashcards.language import _
from flashcards.services.importing.options import TableChoice
from flashcards.services.jobs import Progress

KnownTitles = Callable[[str], bool]
_MOST_PACKAGE_BYTES = 1 << 30
_DATABASES = frozenset({FileFormat.ANKI, FileFormat.MNEMOSYNE})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import. ``rows``: what it brings, where it was read already."""

    name: str
    source: Source | None = None
    rows: ImportRows | None = None

    @property
    def format(self) -> str:
        """A word for the file's format."""
        if self.rows is not None:
            return self.rows.format
        return FileFormat.UNKNOWN if self.source is None else self.source.format

    @property
    def is_known(self) -> bool:
        """Whether it is of a format that can be read."""
        return self.rows is not None or self.format != FileFormat.UNKNOWN

    @property
    def is_table(self) -> bool:
        """Whether a person may say what the columns are."""
        return self.source is not None and self.source.format is FileFormat.TABLE


class SourceFiles(Sequence[SourceFile]):
    """The files of an import in their order. Close it when all are imported.

    ``warnings`` tell of what a zip or folder holds and nobody can use.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._files = [SourceFile(source.name, source) for source in sources]
        self.warnings = tuple(sources.warnings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, place: int) -> SourceFile: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[SourceFile]: ...
    def __getitem__(self, place: int | slice) -> SourceFile | Sequence[SourceFile]:
        return self._files[place]

    def close(self) -> None:
        """Release all files; none of them can be read any more."""
        self._sources.close()


def open_files(*paths: Path) -> SourceFiles:
    """The files in folders, zips and single files. Raises NotFoundError or FormatError."""
    return SourceFiles(open_sources(*paths))


def pasted(data: bytes, name: str) -> SourceFile:
    """Bytes that are here already, as a file of that name."""
    return SourceFile(name, clipboard_source(data, name))


def survey_of(file: SourceFile, choice: TableChoice) -> TableSurvey | None:
    """What a table seems to be, with what was chosen in place of guesses; None for no table."""
    if not file.is_table or file.source is None:
        return None
    return _survey(file, file.source.read(), choice)


def _survey(file: SourceFile, data: bytes, choice: TableChoice) -> TableSurvey:
    return survey(
        data,
        file.name,
        encoding=choice.encoding,
        separator=choice.separator,
        header=choice.header,
        html=choice.html,
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file brings. ``table``: how it was read, None for no table."""

    rows: ImportRows
    table: TableSurvey | None = None


class FileReader:
    """Reads files as what they are.

    ``known_titles`` makes a test whether a line is a topic of the card bank, for roadmaps.
    """

    def __init__(self, known_titles: Callable[[], KnownTitles]) -> None:
        self._known_titles = known_titles

    @contextmanager
    def reading(
        self, file: SourceFile, choice: TableChoice, progress: Progress
    ) -> Iterator[ReadFile]:
        """All that a file brings; its media can be read within the block.

        Raises FormatError where nothing of the file can be used.
        """
        if file.rows is not None:
            yield ReadFile(file.rows)
            return
        source = file.source
        assert source is not None, "a file has a source or its rows"
        progress.step(0, 0, _("Reading"))
        with ExitStack() as stack:
            if source.format is FileFormat.TABLE:
                yield _table(file, source, choice, progress)
            elif source.format in _DATABASES:
                yield ReadFile(_database(file, source, progress, stack))
            else:
                rows = self._text(file, source)
                yield ReadFile(rows if rows.media.names() else replace(rows, media=source.media))

    def _text(self, file: SourceFile, source: Source) -> ImportRows:
        match source.format:
            case FileFormat.REVIEW_LOG:
                from flashcards.formats.review_log_csv import read_review_log

                log = read_review_log(source.read(), file.name)
                return ImportRows(source.format, logs=(log,))
            case FileFormat.CROWDANKI:
                from flashcards.formats.crowdanki import read_crowdanki

                return read_crowdanki(source.read(), file.name, source.media)
            case FileFormat.ROADMAP_JSON:
                from flashcards.formats.roadmap_json import parse_roadmap_json

                roadmap = parse_roadmap_json(source.read(), file.name, self._known_titles())
                return ImportRows(FileFormat.ROADMAP, roadmaps=(roadmap,))
            case FileFormat.PROMPTS:
                text, warnings = decode(source.read(), file.name)
                prompts = markdown.parse_prompts(text, file.name)
                return ImportRows(source.format, prompts=(prompts,), warnings=warnings)
            case FileFormat.ROADMAP:
                from flashcards.formats.roadmap_text import parse_roadmap

                text, warnings = decode(source.read(), file.name)
                roadmap = parse_roadmap(text, file.name, self._known_titles())
                return ImportRows(source.format, roadmaps=(roadmap,), warnings=warnings)
            case (
                FileFormat.DECK | FileFormat.HASHCARDS | FileFormat.OBSIDIAN | FileFormat.QUESTIONS
            ):
                return _deck(file, source)
            case _:
                raise unknown_error(source.head(), file.name)


def _table(file: SourceFile, source: Source, choice: TableChoice, progress: Progress) -> ReadFile:
    table = _survey(file, source.read(), choice)
    rows = to_rows(table, source.read, choice.mapping, progress=partial(_told, progress))
    return ReadFile(replace(rows, media=source.media), table)


def _database(file: SourceFile, source: Source, progress: Progress, stack: ExitStack) -> ImportRows:
    """A collection of another program; what is in a zip is unpacked until the stack is closed."""
    path = source.path
    if path is None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="flashcards-")))
        path = folder / PurePath(source.name).name
        source.copy_to(path, _MOST_PACKAGE_BYTES)
    if source.format is FileFormat.ANKI:
        return read_package(path, progress=partial(_told, progress))
    from flashcards.formats.mnemosyne import read_mnemosyne

    return read_mnemosyne(path, file.name, source.media, progress=partial(_told, progress))


def _told(progress: Progress, done: int, total: int = 0) -> None:
    progress.step(done, total, _("Reading notes"))


def _deck(file: SourceFile, source: Source) -> ImportRows:
    text, warnings = decode(source.read(), file.name)
    match source.format:
        case FileFormat.OBSIDIAN:
            from flashcards.formats.obsidian import parse_obsidian

            rows = parse_obsidian(text, file.name)
            return replace(rows, warnings=(*warnings, *rows.warnings))
        case FileFormat.HASHCARDS:
            from flashcards.formats.hashcards import parse_hashcards

            deck = parse_hashcards(text, file.name)
        case FileFormat.QUESTIONS:
            from flashcards.formats.questions import parse_questions

            deck = parse_questions(text, file.name)
        case _:
            deck = markdown.parse_deck(text, file.name)
    deck = replace(deck, warnings=(*warnings, *deck.warnings))
    return ImportRows(source.format, decks=(deck,))
