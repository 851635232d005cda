"""The faces of a card: what is asked, what is answered, and what a machine can compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.render.blocks import Fence, as_paragraph, fences
from flashcards.render.cloze import cloze_answer, cloze_number, cloze_question, cloze_texts
from flashcards.render.custom_faces import custom_faces
from flashcards.render.face import Faces, Option, first_words, joined, typed_text
from flashcards.render.languages import language_name
from flashcards.render.plain import plain_text

_OPTION = re.compile(r"[-*+] +\[(?P<mark>[ xX])\] +(?P<text>\S.*)$")
_STEP = re.compile(r"\d{1,3}[.)] +(?P<text>\S.*)$")
_FENCES = ("```", "~~~")


def faces(
    kind: NoteKind,
    key: str,
    fields: NoteFields,
    note_type: NoteType | None = None,
    special: Mapping[str, str] | None = None,
) -> Faces:
    """The faces of the card ``key`` of a note.

    A reverse card has heading and answer swapped; what stands below the heading stays with the
    question. A note that lacks what its kind needs (a choice without options, a prediction without
    a fence) is asked like a basic one. A custom note is asked by the templates of its type, which
    ``special`` gives the texts of fields such as ``Deck`` and ``Tags``.
    """
    if kind is NoteKind.CUSTOM:
        return custom_faces(key, fields, note_type, special or {})
    question = _question(fields)
    if kind is NoteKind.CLOZE:
        return _cloze_faces(question, cloze_number(key), fields.answer)
    if kind is NoteKind.REVERSED and key == "reverse":
        swapped = joined(fields.answer, fields.question_body)
        return Faces(swapped, as_paragraph(fields.heading), hint=first_words(fields.heading))
    return _forward(kind, Faces(question, fields.answer, hint=first_words(fields.answer)), fields)


def note_heading(kind: NoteKind, fields: NoteFields) -> str:
    """The line of Markdown that stands for a note in lists.

    Of a custom note, whose first field may be a picture, the first line that reads as text.
    """
    if kind is not NoteKind.CUSTOM:
        return fields.heading
    lines = [line.strip() for text in fields.texts for line in text.split("\n") if line.strip()]
    told = (line for line in lines if not line.startswith(_FENCES) and plain_text(line))
    return next(told, f"`{lines[0]}`" if lines else "")


def _question(fields: NoteFields) -> str:
    """The question with its heading as a line of text, even where it looks like a list item."""
    heading, _, below = fields.question.partition("\n")
    if below.split("\n", 1)[0].strip():
        return fields.question
    return f"{as_paragraph(heading)}\n{below}" if below else as_paragraph(heading)


def _forward(kind: NoteKind, plain: Faces, fields: NoteFields) -> Faces:
    """A card that is asked as the note stands, with what its kind compares or reveals."""
    if kind is NoteKind.TYPED:
        return replace(plain, expected=typed_text(fields.answer))
    if kind is NoteKind.PREDICT:
        return _predict_faces(plain, fields)
    if kind is NoteKind.CHOICE and (options := _options(fields.answer)):
        rest = _without_list(fields.answer, _OPTION)
        return replace(plain, options=options, remainder=rest, hint="")
    if kind is NoteKind.STEPS and (steps := _steps(fields.answer)):
        rest = _without_list(fields.answer, _STEP)
        return replace(plain, steps=steps, remainder=rest, hint=first_words(steps[0]))
    return plain


def _cloze_faces(text: str, number: int, answer: str) -> Faces:
    hidden = cloze_texts(text, number)
    return Faces(
        question=cloze_question(text, number),
        answer=joined(cloze_answer(text, number), answer),
        hint=first_words(hidden[0]) if hidden else "",
    )


def _predict_faces(plain: Faces, fields: NoteFields) -> Faces:
    output = _output(fields.answer)
    if output is None:
        return plain
    names = (language_name(fence.info) for fence in fences(fields.question_body))
    lines = fields.answer.split("\n")
    return replace(
        plain,
        remainder=joined(*_around(lines, output.start, output.end)),
        expected=output.code,
        hint=_first_output(output.code),
        language=next(filter(None, names), ""),
    )


def _output(answer: str) -> Fence | None:
    """The fence that holds the expected output: the first one without a language, or the first."""
    found = list(fences(answer))
    return next((fence for fence in found if not language_name(fence.info)), None) or next(
        iter(found), None
    )


def _options(answer: str) -> tuple[Option, ...]:
    return tuple(
        Option(text, mark in "xX") for mark, text in _list_items(answer, _OPTION, with_mark=True)
    )


def _steps(answer: str) -> tuple[str, ...]:
    return tuple(text for _, text in _list_items(answer, _STEP))


def _list_items(
    answer: str, pattern: re.Pattern[str], *, with_mark: bool = False
) -> list[tuple[str, str]]:
    """The items of the first list whose items match: (mark, text with its indented lines)."""
    items: list[tuple[str, list[str]]] = []
    for line in _list_lines(answer, pattern)[1]:
        if match := pattern.match(line):
            items.append((match["mark"] if with_mark else "", [match["text"]]))
        else:
            items[-1][1].append(line)
    return [(mark, "\n".join(_unindented(lines)).strip()) for mark, lines in items]


def _list_lines(answer: str, pattern: re.Pattern[str]) -> tuple[int, list[str]]:
    """Where the first such list begins, and its lines; indented and blank lines belong to it."""
    lines = answer.split("\n")
    start = next((at for at, line in enumerate(lines) if pattern.match(line)), len(lines))
    end = start
    for at in range(start, len(lines)):
        line = lines[at]
        if pattern.match(line) or (line.startswith("  ") and line.strip()):
            end = at + 1
        elif line.strip():
            break
    return start, lines[start:end]


def _without_list(answer: str, pattern: re.Pattern[str]) -> str:
    start, listed = _list_lines(answer, pattern)
    return joined(*_around(answer.split("\n"), start, start + len(listed)))


def _around(lines: list[str], start: int, end: int) -> tuple[str, str]:
    return "\n".join(lines[:start]), "\n".join(lines[end:])


def _unindented(lines: list[str]) -> list[str]:
    """An item's lines, the indent of those after the first taken away."""
    rest = [line for line in lines[1:] if line.strip()]
    width = min((len(line) - len(line.lstrip(" ")) for line in rest), default=0)
    return [lines[0], *(line[width:] for line in lines[1:])]


def _first_output(output: str) -> str:
    """The first line of several, or the first third of the only one."""
    lines = output.split("\n")
    if len(lines) > 1:
        return f"{lines[0]} …"
    return f"{output[: len(output) // 3]}…" if len(output) > 3 else ""
