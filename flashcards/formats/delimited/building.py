"""From the rows of a table to decks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from flashcards.errors import FormatError
from flashcards.formats.collecting import collect_young, collection_paused
from flashcards.formats.delimited.cells import restored
from flashcards.formats.delimited.choices import quiz_style
from flashcards.formats.delimited.encodings import read_text
from flashcards.formats.delimited.model import TableSurvey, Target
from flashcards.formats.delimited.noting import NoteMaker
from flashcards.formats.delimited.opening import read_opening
from flashcards.formats.delimited.records import is_blank, records
from flashcards.formats.delimited.separators import separator_name
from flashcards.formats.delimited.surveying import survey
from flashcards.formats.markdown.notes import Warnings
from flashcards.formats.rows import DeckRows, ImportRows, NoteRow, TopicRow

_ANKI_NAMESPACE = "anki"
_LONGEST_TITLE = 200
_UNTITLED = "Table"
_STEP = 500


def read_table(data: bytes, name: str, *, deck: str | None = None) -> ImportRows:
    """The decks of a table with everything as it is detected. Raises FormatError."""
    return to_rows(survey(data, name), data, deck=deck)


def to_rows(
    table: TableSurvey,
    data: bytes | Callable[[], bytes],
    mapping: Sequence[Target] | None = None,
    *,
    deck: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> ImportRows:
    """The decks of a surveyed table: one, or one for each value of a deck column.

    ``data`` is what was surveyed, or what reads it once more, so that nobody has to keep it beside
    its text. ``mapping``: a target for each column, the proposed one without
    it. ``deck``: the title for rows that name no deck, instead of the file's. Rows that cannot be
    used are skipped and told by their number; a note's ``line`` is that number. ``progress`` is
    called with how many rows are read; what it raises ends the reading.

    Raises:
        FormatError: no column is the question.
    """
    chosen = tuple(table.mapping if mapping is None else mapping)
    if len(chosen) != len(table.columns):
        raise ValueError("a mapping has one target for each column")
    if Target.QUESTION not in chosen:
        raise FormatError("no column holds the question. Choose one.", file=table.name)
    warnings = Warnings()
    for warning in table.warnings:
        warnings.add(warning.line, warning.message)
    maker = NoteMaker(table, chosen, warnings)
    if mapping is None:
        _tell_unused(table, warnings)
    rows = _Rows(table, _text(table, data), chosen)
    if maker.is_quiz:
        maker.take_style(quiz_style(maker.quiz_cells(cells) for _, cells in rows.all(None)))
    title = deck or (table.anki.deck if table.anki else "") or PurePath(table.name).stem
    shelf = _Shelf(title or table.name or _UNTITLED, chosen, own=table.own)
    skipped = 0
    with collection_paused():
        for number, cells in rows.all(warnings):
            if number % _STEP == 0:
                collect_young()  # reading HTML leaves cycles behind
                if progress is not None:
                    progress(number)
            note = maker.note(cells, number)
            if note is None:
                skipped += 1
            else:
                shelf.add(cells, note)
        maker.finish()
        decks = shelf.decks(_namespace(table, chosen), skipped)
    return ImportRows(
        format="tsv" if table.separator == "\t" else "csv",
        decks=decks,
        warnings=warnings.listed(),
    )


def _text(table: TableSurvey, data: bytes | Callable[[], bytes]) -> str:
    return read_text(data() if callable(data) else data, table.name, table.encoding).text


def _namespace(table: TableSurvey, mapping: Sequence[Target]) -> str | None:
    """Anki's notes are the same notes whatever file brings them."""
    column = table.anki.guid_column if table.anki else None
    by_guid = column is not None and column < len(mapping) and mapping[column] is Target.ID
    return _ANKI_NAMESPACE if by_guid else None


def _tell_unused(table: TableSurvey, warnings: Warnings) -> None:
    names = [
        f"'{column.name[:40]}'"
        for column, target in zip(table.columns, table.mapping, strict=True)
        if target is Target.IGNORE and column.sample and not column.sample.isdigit()
    ]
    if names:
        what, they = ("columns", "are") if len(names) > 1 else ("column", "is")
        it = "they are" if len(names) > 1 else "it is"
        message = f"The {what} {', '.join(names)} {they} not used; choose in the preview what {it}."
        warnings.add(0, message)


class _Rows:
    """The rows of a table below its header, each with a cell for every column."""

    def __init__(self, table: TableSurvey, text: str, mapping: Sequence[Target]) -> None:
        self._table = table
        opening = read_opening(text)
        self._body = opening.body
        self._first = opening.size + 1
        self._width = len(mapping)
        answers = [at for at, target in enumerate(mapping) if target is Target.ANSWER]
        self._long_at = answers[0] if answers else self._width - 1

    def all(self, warnings: Warnings | None) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not empty, each with its number."""
        numbered = enumerate(records(self._body, self._table.separator, []), self._first)
        width = self._width
        header = self._table.has_header
        for number, cells in numbered:
            if is_blank(cells):
                continue
            if header:
                header = False
            elif len(cells) == width:
                yield number, cells
            else:
                yield number, self._fitted(cells, number, warnings)

    def _fitted(self, cells: list[str], number: int, warnings: Warnings | None) -> list[str]:
        """A row with cells added at its end, or put together where a separator was text."""
        missing = self._width - len(cells)
        if missing > 0:
            return cells + [""] * missing
        if not any(map(str.strip, cells[self._width :])):
            return cells[: self._width]
        at, end = self._long_at, self._long_at + 1 - missing
        if warnings is not None:
            warnings.add(
                number,
                f"Row {number} has {len(cells)} cells for {self._width} columns: {1 - missing} "
                f"are now '{self._table.columns[at].name[:40]}'. "
                f"Quote cells with a {separator_name(self._table.separator)}.",
            )
        return [*cells[:at], self._table.separator.join(cells[at:end]), *cells[end:]]


class _Shelf:
    """Sorts notes into decks and topics, in the order in which these first appear."""

    def __init__(self, title: str, mapping: Sequence[Target], *, own: bool) -> None:
        self._title = title
        self._own = own
        self._deck = [at for at, target in enumerate(mapping) if target is Target.DECK]
        self._topic = [at for at, target in enumerate(mapping) if target is Target.TOPIC]
        self._topics: dict[str, dict[str, list[NoteRow]]] = {}
        self._words: dict[str, str] = {}

    def add(self, cells: Sequence[str], note: NoteRow) -> None:
        """Put a note where its row says."""
        deck = self._value(cells, self._deck) or self._title
        topic = self._value(cells, self._topic)
        self._topics.setdefault(deck, {}).setdefault(topic, []).append(note)

    def decks(self, namespace: str | None, skipped: int) -> tuple[DeckRows, ...]:
        """The decks, the rows without a topic first in each."""
        decks = self._topics or {self._title: {}}
        return tuple(
            DeckRows(
                title=title,
                namespace=namespace,
                topics=tuple(
                    TopicRow(topic, notes=tuple(notes), line=notes[0].line)
                    for topic, notes in sorted(topics.items(), key=lambda found: found[0] != "")
                ),
                skipped=skipped if place == 0 else 0,
                complete=False,
            )
            for place, (title, topics) in enumerate(decks.items())
        )

    def _value(self, cells: Sequence[str], places: Sequence[int]) -> str:
        for at in places:
            cell = cells[at]
            if cell not in self._words:
                text = restored(cell) if self._own else cell
                self._words[cell] = " ".join(text.split())[:_LONGEST_TITLE]
            if word := self._words[cell]:
                return word
        return ""
