"""From rows to the text of a deck file, in the one form that is read back to the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flashcards.domain.note import NoteKind
from flashcards.formats.markdown.attributes import (
    Attributes,
    format_attributes,
    needs_class,
    parse_heading_attributes,
)
from flashcards.formats.markdown.body import closed, split_question
from flashcards.formats.markdown.building import TOPIC_CLASS
from flashcards.formats.markdown.front_matter import write_front_matter
from flashcards.formats.markdown.lines import (
    PLAIN,
    SEPARATOR,
    SOURCE,
    escape,
    find_opaque,
    is_separator,
    tidy,
)
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow

_KNOWN_KEYS = ("title", "namespace", "roadmap", "stage", "license")


def write_deck(rows: DeckRows) -> str:
    """The file of a deck: blocks with one blank line between them, ended by a newline.

    What is read from it again is the same but for line numbers and warnings; and a file of this
    form is written as it was, byte for byte.
    """
    blocks = [_front_matter(rows)]
    for place, topic in enumerate(rows.topics):
        blocks += _topic(topic, first=place == 0)
    return "\n\n".join(blocks) + "\n"


def _front_matter(rows: DeckRows) -> str:
    known: list[tuple[str, object]] = [("title", rows.title)]
    values = (rows.namespace, rows.roadmap, rows.stage, rows.license)
    known += [pair for pair in zip(_KNOWN_KEYS[1:], values, strict=True) if pair[1] is not None]
    rest = [(key, value) for key, value in rows.front_matter if key not in _KNOWN_KEYS]
    return write_front_matter(known + rest)


def _topic(topic: TopicRow, *, first: bool) -> Iterator[str]:
    head = []
    attributes = _topic_attributes(topic)
    if topic.title or not first or attributes != Attributes():
        head.append(_heading("##", topic.title, attributes, TOPIC_CLASS))
    if topic.aliases:
        aliases = ", ".join(" ".join(alias.split()) for alias in topic.aliases)
        head.append(f"<!-- aliases: {aliases.replace('-->', '->')} -->")
    if head:
        yield "\n".join(head)
    yield from _source(topic.source)
    for note in topic.notes:
        yield from _note(note)


def _note(note: NoteRow) -> Iterator[str]:
    heading, below = split_question(tidy(_lines(note.fields.question)))
    answer = _text(note.fields.answer)
    yield _heading("###", heading, _note_attributes(note), NoteKind.BASIC)
    if below:
        yield "\n".join(_without_separators(_text(below)))
    if below or _has_separator(answer):
        yield SEPARATOR
    if answer:
        yield "\n".join(answer)
    if extra := tidy(_lines(note.fields.extra)):
        yield "\n".join(("> [!NOTE]", *(f"> {line}" if line else ">" for line in _lines(extra))))
    yield from _source(note.fields.source)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _text(text: str) -> list[str]:
    """The lines of a text, with what could be read as structure escaped and all fences closed."""
    tidied = tidy(_lines(text))
    if not tidied:
        return []
    lines = closed(tidied.split("\n"))
    kinds = find_opaque(lines).kinds
    return [
        escape(line) if kind == PLAIN else line for line, kind in zip(lines, kinds, strict=True)
    ]


def _without_separators(lines: Sequence[str]) -> Iterator[str]:
    kinds = find_opaque(lines).kinds
    for at, line in enumerate(lines):
        yield f"\\{line}" if is_separator(lines, kinds, at) else line


def _has_separator(lines: Sequence[str]) -> bool:
    kinds = find_opaque(lines).kinds
    return any(is_separator(lines, kinds, at) for at in range(len(lines)))


def _source(source: str) -> Iterator[str]:
    """The lines of a source; those that a blank line parts are blocks of their own."""
    block: list[str] = []
    for line in (*map(str.strip, _lines(source)), ""):
        if line:
            block.append(f"{SOURCE} {line}")
        elif block:
            yield "\n".join(block)
            block = []


def _heading(mark: str, title: str, attributes: Attributes, class_name: str) -> str:
    """A heading; its attribute list begins with a class where it otherwise would not be read."""
    list_needed = attributes != Attributes() or parse_heading_attributes(title)[0] != title
    if list_needed and needs_class(attributes):
        attributes = Attributes(attributes.id, (class_name,), attributes.pairs)
    return " ".join(filter(None, (mark, title, format_attributes(attributes))))


def _topic_attributes(topic: TopicRow) -> Attributes:
    importance = "" if topic.importance is None else str(topic.importance)
    pairs = (
        ("track", topic.track or ""),
        ("importance", importance),
        ("tags", ",".join(topic.tags)),
    )
    return Attributes(topic.source_id, (), _pairs(pairs, topic.attributes))


def _note_attributes(note: NoteRow) -> Attributes:
    importance = "" if note.importance is None else str(note.importance)
    pairs = (
        ("run", note.run or ""),
        ("track", note.track or ""),
        ("importance", importance),
        ("tags", ",".join(note.tags)),
        ("draft", "true" if note.draft else ""),
    )
    classes = () if note.kind is NoteKind.BASIC else (note.kind.value,)
    return Attributes(note.source_id, classes, _pairs(pairs, note.attributes))


def _pairs(
    known: Iterable[tuple[str, str]], further: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    pairs = {key: value for key, value in known if value}
    names = {key for key, _ in known} | {"id"}
    pairs.update((key, value) for key, value in further if key not in names)
    return tuple(pairs.items())
