"""What is known of a table before its rows are read: shown to a person, who may change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flashcards.formats.rows import FormatWarning


class Target(StrEnum):
    """What a column of a table becomes; the value is what a screen calls it.

    ``NOTE`` is shown small under the answer. A table with columns of ``OPTION`` (one option each,
    or all options in one) or of ``RIGHT_ANSWER`` is a quiz.
    """

    QUESTION = "Question"
    ANSWER = "Answer"
    NOTE = "Note"
    SOURCE = "Source"
    TOPIC = "Topic"
    TAGS = "Tags"
    DECK = "Deck"
    ID = "Id"
    KIND = "Kind"
    TRACK = "Track"
    IMPORTANCE = "Importance"
    OPTION = "Option"
    RIGHT_ANSWER = "Right answer"
    IGNORE = "Ignore"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, ``Column 3`` where it has none, and what its first filled cell says."""

    name: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row as it stands; ``number`` counts from 1 as a spreadsheet does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnkiHeader:
    """The lines ``#key:value`` with which Anki begins a text file; columns count from 0.

    ``size``: how many lines they are.
    """

    size: int = 0
    separator: str | None = None
    html: bool | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()
    note_type: str = ""
    names: tuple[str, ...] = ()
    guid_column: int | None = None
    deck_column: int | None = None
    tags_column: int | None = None
    note_type_column: int | None = None


@dataclass(frozen=True, slots=True)
class TableSurvey:
    """A table at a glance.

    ``encoding`` is a codec of ``ENCODINGS``; ``separator`` one character; ``html``: cells are HTML,
    else Markdown. ``row_count``: rows that are not empty, without the header. ``rows``: the first
    of them. ``mapping``: a target for each column, as proposed. ``anki``: from the lines at the
    top of a file of Anki's, None for any other. ``own``: this program has written it.
    ``warnings``: what the import will say again.
    """

    name: str
    encoding: str
    separator: str
    has_header: bool
    html: bool
    columns: tuple[Column, ...]
    row_count: int
    rows: tuple[SampleRow, ...]
    mapping: tuple[Target, ...]
    anki: AnkiHeader | None = None
    own: bool = False
    warnings: tuple[FormatWarning, ...] = ()
