"""A note as one Markdown text, as a deck file has it, and what an edited text amounts to.

::

    ### What is a phantom read? {#phantom-read tags=sql}

    A row that **appears** on the second run.

A custom note, which a deck file cannot have, begins with the name of its type; its fields follow
under their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.errors import FormatError
from flashcards.formats.markdown import (
    Attributes,
    format_attributes,
    parse_deck,
    parse_heading_attributes,
    write_deck,
)
from flashcards.formats.markdown.body import closed
from flashcards.formats.markdown.lines import PLAIN, escape, find_opaque, tidy, unescape
from flashcards.formats.markdown.notes import Warnings, read_values
from flashcards.formats.markdown.reader import Section, sections
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow
from flashcards.services.editing.view import TextProblem

_HEAD = "---\ntitle: Note\n---\n\n"
_HEAD_LINES = _HEAD.count("\n")
_LEFT_OUT = "; the note is left out"
_NOTE_LEVEL = 3


@dataclass(frozen=True, slots=True)
class ReadText:
    """The note of a text, None where it has none that could be kept."""

    row: NoteRow | None
    problems: tuple[TextProblem, ...] = ()

    @property
    def obstacle(self) -> TextProblem | None:
        """The first problem that stops it from being saved."""
        return next((problem for problem in self.problems if problem.stops), None)


def note_text(row: NoteRow) -> str:
    """A note as the editor shows it."""
    if row.kind is NoteKind.CUSTOM and row.note_type is not None:
        return _custom_text(row, row.note_type)
    deck = write_deck(DeckRows("Note", topics=(TopicRow("", notes=(row,)),)))
    return deck.partition("\n\n")[2].rstrip("\n")


def read_text(text: str, note_type: NoteType | None = None) -> ReadText:
    """What an edited text amounts to; ``note_type``: of a custom note."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if note_type is not None:
        return _read_custom(lines, note_type)
    obstacle = _wrong_shape(lines)
    if obstacle is not None:
        return ReadText(None, (obstacle,))
    try:
        deck = parse_deck(_HEAD + "\n".join(lines), "note")
    except FormatError as error:
        line = max(1, (error.line or 0) - _HEAD_LINES)
        return ReadText(None, (TextProblem(line, _sentence(error.message)),))
    rows = [note for topic in deck.topics for note in topic.notes]
    problems = tuple(
        TextProblem(
            max(1, warning.line - _HEAD_LINES),
            _sentence(warning.message.removesuffix(_LEFT_OUT)),
            stops=warning.message.endswith(_LEFT_OUT),
        )
        for warning in deck.warnings
    )
    return ReadText(replace(rows[0], line=0) if rows else None, problems)


def kept_as_they_were(before: NoteFields, shown: NoteFields, now: NoteFields) -> NoteFields:
    """The edited fields, those that still read as they were shown exactly as they were stored."""
    texts = [
        stored if read == first else read
        for stored, first, read in zip(before.texts, shown.texts, now.texts, strict=False)
    ]
    return NoteFields.of([*texts, *now.texts[len(texts) :]])


def with_kind(text: str, kind: NoteKind) -> str:
    """The text with another kind of note in its heading."""
    lines = text.split("\n")
    place = next((at for at, line in enumerate(lines) if line.startswith("###")), None)
    if place is None:
        return text
    title, attributes = parse_heading_attributes(lines[place].lstrip("#"))
    kinds = {each.value for each in NoteKind}
    classes = [name for name in attributes.classes if name not in kinds]
    if kind is not NoteKind.BASIC or (attributes.id is None and attributes.pairs):
        classes.insert(0, kind.value)
    written = format_attributes(replace(attributes, classes=tuple(classes)))
    lines[place] = " ".join(filter(None, ("###", title, written)))
    return "\n".join(lines)


def _wrong_shape(lines: Sequence[str]) -> TextProblem | None:
    """Why a text is not one note: it has no heading, something above it, or another below."""
    first, *parts = sections(lines, find_opaque(lines))
    above = next((at for at in range(first.end) if lines[at].strip()), None)
    if not parts or above is not None:
        message = "Begin with the question as a heading: ### What is asked?"
        return TextProblem(1 if above is None else above + 1, message)
    if parts[0].level != _NOTE_LEVEL:
        message = "The question is a heading with three #: ### What is asked?"
        return TextProblem(parts[0].start, message)
    if len(parts) > 1:
        message = "This heading begins another note. Headings within one take four # or more."
        return TextProblem(parts[1].start, message)
    return None


def _custom_text(row: NoteRow, note_type: NoteType) -> str:
    pairs = (("tags", ",".join(row.tags)),) if row.tags else ()
    attributes = format_attributes(Attributes(None, (NoteKind.CUSTOM.value,), pairs))
    blocks = [f"# {note_type.name} {attributes}"]
    for name, text in zip(_names(note_type, row.fields), row.fields.texts, strict=False):
        blocks += [f"## {name}", *filter(None, ("\n".join(_escaped(text)),))]
    return "\n\n".join(blocks)


def _names(note_type: NoteType, fields: NoteFields) -> tuple[str, ...]:
    """The names of all fields of a note; texts beyond those of its type are numbered."""
    known = note_type.fields
    used = max((at for at, text in enumerate(fields.texts, 1) if text.strip()), default=0)
    return (*known, *(f"Field {at + 1}" for at in range(len(known), used)))


def _escaped(text: str) -> Iterator[str]:
    lines = closed(tidy(text.replace("\r\n", "\n").split("\n")).split("\n"))
    for line, kind in zip(lines, find_opaque(lines).kinds, strict=True):
        yield escape(line) if kind == PLAIN else line


def _read_custom(lines: Sequence[str], note_type: NoteType) -> ReadText:
    opaque = find_opaque(lines)
    texts: dict[str, str] = {}
    problems: list[TextProblem] = []
    tags: tuple[str, ...] = ()
    names = list(_names(note_type, NoteFields.of([""] * len(note_type.fields))))
    for part in sections(lines, opaque):
        if part.level == 1:
            _, attributes = parse_heading_attributes(part.heading)
            tags = read_values(attributes, part.start, Warnings()).tags
        elif part.level >= 2 and part.heading not in texts and _is_field(part.heading, names):
            pairs = zip(
                lines[part.start : part.end], opaque.kinds[part.start : part.end], strict=True
            )
            texts[part.heading] = tidy([line if kind else unescape(line) for line, kind in pairs])
        elif part.level:
            problems.append(_unknown_field(part, note_type))
        if part.level < 2 and any(line.strip() for line in lines[part.start : part.end]):
            problems.append(TextProblem(part.start + 1, "This text stands above the first field."))
    further = sorted((name for name in texts if name not in names), key=len)
    fields = NoteFields.of([texts.get(name, "") for name in (*names, *further)])
    row = NoteRow(fields, NoteKind.CUSTOM, tags=tags, note_type=note_type)
    return ReadText(row, tuple(problems))


def _is_field(heading: str, names: Sequence[str]) -> bool:
    return heading in names or heading.removeprefix("Field ").isdecimal()


def _unknown_field(part: Section, note_type: NoteType) -> TextProblem:
    fields = ", ".join(note_type.fields)
    message = f"There is no further field “{part.heading}”. {note_type.name} has {fields}."
    return TextProblem(max(1, part.start), message)


def _sentence(words: str) -> str:
    words = words.strip()
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "?", "!")) else f"{words}."
