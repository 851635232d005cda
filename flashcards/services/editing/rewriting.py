"""Texts to begin with when a note is rewritten: split into several, with an example, as a cloze.

And a note that tells two others apart. All are proposals in the form of a deck file, several notes
one after the other, for the learner to go on with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from flashcards.domain.cloze import cloze_numbers
from flashcards.domain.note import LEECH_TAG, NoteFields, NoteKind
from flashcards.errors import FormatError, InvalidValueError
from flashcards.formats.markdown import parse_deck
from flashcards.formats.rows import NoteRow
from flashcards.language import _
from flashcards.services.editing.text import note_text
from flashcards.services.editing.view import TextProblem

_HEAD = "---\ntitle: Note\n---\n\n"
_HEAD_LINES = _HEAD.count("\n")
_LEFT_OUT = "; the note is left out"
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])\s+(.*)$")
_NAMED = re.compile(
    r"^(?:\*\*(.{1,60}?)\*\*|`(.{1,60}?)`|([^:.`*]{2,40}))\s*(?::|–|—| - )\s*(.+)$", re.S
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*])")
_STRONG = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`")
_DELETION = re.compile(r"\{\{c(\d{1,3})::(.+?)(?:::(.*?))?\}\}", re.S)
_MOST_PARTS = 8


class Rewriting(StrEnum):
    """A way to make a note easier to remember."""

    SPLIT = "split"
    EXAMPLE = "example"
    CLOZE = "cloze"


@dataclass(frozen=True, slots=True)
class ReadNotes:
    """The notes of a text, and what is wrong with it."""

    rows: tuple[NoteRow, ...]
    problems: tuple[TextProblem, ...] = ()


def proposal(row: NoteRow, way: Rewriting) -> str:
    """The text to begin with. Raises InvalidValueError for a note of another program's type."""
    if row.kind is NoteKind.CUSTOM:
        raise InvalidValueError(
            _("this note is of a type that another program made. Edit its fields in Browse.")
        )
    plain = replace(row, tags=tuple(tag for tag in row.tags if tag != LEECH_TAG))
    match way:
        case Rewriting.SPLIT:
            rows = _split(plain)
        case Rewriting.EXAMPLE:
            rows = [_with_example(plain)]
        case Rewriting.CLOZE:
            rows = [_as_cloze(plain)]
    return "\n\n".join(map(note_text, rows))


def comparison(first: NoteRow, second: NoteRow) -> str:
    """A note that asks for what two others differ in."""
    names = [_name(row.fields.heading) for row in (first, second)]
    answers = [_gist(row) for row in (first, second)]
    question = _("What is the difference between {first} and {second}?").format(
        first=names[0], second=names[1]
    )
    answer = "\n".join(f"- **{name}**: {text}" for name, text in zip(names, answers, strict=True))
    return note_text(NoteRow(NoteFields(question, answer), tags=first.tags[:0]))


def read_notes(text: str) -> ReadNotes:
    """The notes of a text in the form of a deck file, at least one where nothing is wrong."""
    try:
        deck = parse_deck(_HEAD + text.replace("\r\n", "\n"), "note")
    except FormatError as error:
        line = max(1, (error.line or 0) - _HEAD_LINES)
        return ReadNotes((), (TextProblem(line, _sentence(error.message)),))
    problems = tuple(
        TextProblem(
            max(1, warning.line - _HEAD_LINES),
            _sentence(warning.message.removesuffix(_LEFT_OUT)),
            stops=warning.message.endswith(_LEFT_OUT),
        )
        for warning in deck.warnings
    )
    rows = tuple(note for topic in deck.topics for note in topic.notes)
    if not rows and not any(problem.stops for problem in problems):
        problems = (TextProblem(1, _("A note begins with ### and its question.")),)
    return ReadNotes(rows, problems)


def _split(row: NoteRow) -> list[NoteRow]:
    """One note a part of the answer; the first keeps what the note has beside its texts."""
    if row.kind is NoteKind.CLOZE:
        return _split_cloze(row)
    question = row.fields.heading
    parts = _parts(row.fields.answer)
    texts = []
    for number, part in enumerate(parts, 1):
        named = _NAMED.match(part)
        if named:
            name = next(filter(None, named.groups()[:3]))
            texts.append((_about(question, name.strip()), named[4].strip()))
        else:
            texts.append((_about(question, f"{number} of {len(parts)}"), part))
    body = row.fields.question_body
    rows = [
        replace(
            row,
            kind=NoteKind.BASIC,
            fields=NoteFields(
                f"{heading}\n\n{body}" if body and not number else heading,
                answer,
                "" if number else row.fields.extra,
                row.fields.source,
            ),
        )
        for number, (heading, answer) in enumerate(texts)
    ]
    return [rows[0], *(_new(each) for each in rows[1:])]


def _split_cloze(row: NoteRow) -> list[NoteRow]:
    """One note a deletion; the others are written out."""
    text = row.fields.question
    numbers = sorted(cloze_numbers(text))

    def only(number: int) -> str:
        return _DELETION.sub(
            lambda m: m[0].replace(f"{{{{c{m[1]}::", "{{c1::") if int(m[1]) == number else m[2],
            text,
        )

    rows = [replace(row, fields=replace(row.fields, question=only(each))) for each in numbers]
    return [rows[0], *(_new(each) for each in rows[1:])] if rows else [row]


def _with_example(row: NoteRow) -> NoteRow:
    example = _("For example: …")
    extra = f"{row.fields.extra}\n\n{example}" if row.fields.extra else example
    if row.kind is NoteKind.BASIC:
        answer = f"{row.fields.answer}\n\n{example}".strip()
        return replace(row, fields=replace(row.fields, answer=answer))
    return replace(row, fields=replace(row.fields, extra=extra))


def _as_cloze(row: NoteRow) -> NoteRow:
    """Question and answer as one text; what stands out in the answer is left out."""
    if row.kind is NoteKind.CLOZE:
        return row
    first, _sep, rest = row.fields.answer.strip().partition("\n\n")
    statement = " ".join(first.split())
    count = 0

    def deleted(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{{{{c{count}::{match[1] or match[2]}}}}}"

    marked = _STRONG.sub(deleted, statement)
    if not count:
        marked = f"{{{{c1::{statement or '…'}}}}}"
    text = f"{row.fields.heading} {marked}"
    if row.fields.question_body:
        text += f"\n\n{row.fields.question_body}"
    fields = replace(row.fields, question=text, answer=rest)
    return replace(row, kind=NoteKind.CLOZE, fields=fields, run=None)


def _new(row: NoteRow) -> NoteRow:
    """A further note, without what names the first one."""
    return replace(row, source_id=None, attributes=(), cards=())


def _parts(answer: str) -> list[str]:
    """The parts of an answer: its items, else its paragraphs, else its sentences; at least two."""
    items: list[str] = []
    for line in answer.splitlines():
        item = _ITEM.match(line)
        if item:
            items.append(item[1])
        elif items and line.strip():
            items[-1] += f"\n{line.strip()}"
    if len(items) < 2 and "```" not in answer:
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", answer) if part.strip()]
        sentences = [part.strip() for part in _SENTENCE.split(answer.strip()) if part.strip()]
        items = paragraphs if len(paragraphs) > 1 else sentences
    if len(items) < 2:
        items = [answer.strip(), "…"]
    return items[:_MOST_PARTS]


def _about(question: str, part: str) -> str:
    """The question, asked for a part of its answer: ``What is ACID (Atomicity)?``"""
    stem, mark = (question[:-1], "?") if question.endswith("?") else (question, "")
    return f"{stem.rstrip()} ({part}){mark}"


def _name(heading: str) -> str:
    """What a question is about: ``What is a phantom read?`` is about a phantom read."""
    text = _DELETION.sub(lambda match: match[2], heading).strip().rstrip("?.! ")
    for begin in ("what is the ", "what is ", "what are ", "what does ", "define "):
        if text.casefold().startswith(begin):
            text = text[len(begin) :]
            break
    return text


def _gist(row: NoteRow) -> str:
    """The first paragraph of an answer on one line."""
    if row.kind is NoteKind.CLOZE:
        return " ".join(_DELETION.sub(lambda match: match[2], row.fields.question).split())
    return " ".join(row.fields.answer.strip().partition("\n\n")[0].split()) or "…"


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:].rstrip('.')}."
