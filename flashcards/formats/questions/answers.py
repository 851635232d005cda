"""What stands below a question, taken apart: its own text, options, the answer, extra, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from textwrap import dedent

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.formulas import with_brackets
from flashcards.formats.markdown.body import Body, join_question, take_apart
from flashcards.formats.markdown.lines import find_opaque, tidy
from flashcards.formats.questions.blocks import Details, Line, Piece, heading_of, lines_of
from flashcards.formats.questions.words import (
    answer_label,
    asks,
    explanation_label,
    is_answer_label,
    source_of,
)

_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])[ \t]+(\S.*)")
_BOX = re.compile(r"\s{0,3}[-*+][ \t]+\[([ xX])\][ \t]*(.*)")
_LETTER = re.compile(r"\s{0,3}(?:[-*+][ \t]+)?\**\(?([A-Ha-h])\)?[.:)]\**[ \t]*(\S.*)")
_RIGHT = re.compile(
    r"\W*(?:(?:the\s+)?(?:correct\s+)?(?:answer|option)s?\W*(?:is|are)?\W*)?"
    r"(?P<letters>[A-Ha-h](?:\s*(?:,|and|&|/)\s*[A-Ha-h])*)\W*",
    re.IGNORECASE,
)
_FILLER = "\u2800"
"""A blank of Braille, which some write where an option has only code."""


@dataclass(slots=True)
class Asked:
    """A question and what stands below it, as it was found."""

    at: int
    text: str
    pieces: list[Piece] = field(default_factory=list)
    answer: list[Piece] | None = None
    """Set where the answer is apart, as in a block of its own."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The note that a question becomes."""

    fields: NoteFields
    kind: NoteKind
    has_answer: bool


def answered(asked: Asked) -> Answered:
    """Takes apart what stands below a question. What is told nowhere is left empty."""
    above, below = _parted(asked)
    if below is not None:
        options = _lettered(above)
        right = _right_letters(below) if options else ()
        if options and right:
            return _choice_of_letters(asked.text, options, right, below)
        return _basic(asked.text, above, below)
    boxes = _boxes(above)
    if boxes is not None:
        return _choice_of_boxes(asked.text, boxes)
    if _asks_on(above):
        return _basic(asked.text, above, [])
    return _basic(asked.text, [], above)


def _asks_on(lines: Sequence[str]) -> bool:
    """Whether a question is followed by nothing but a list of further questions."""
    said = [line for line in lines if line.strip() and not _RULE.fullmatch(line)]
    return bool(said) and all(
        (item := _ITEM.fullmatch(line)) is not None and asks(item[1]) for line in said
    )


def _parted(asked: Asked) -> tuple[list[str], list[str] | None]:
    """The lines of the question itself, and those of the answer where something marks it."""
    if asked.answer is not None:
        below = [_line(line) for line in lines_of(asked.answer)]
        if below and (first := _first(below)) is not None:
            label = answer_label(_without_heading(below[first]))
            if label is not None:
                below[: first + 1] = [label]
        return [_line(line) for line in lines_of(asked.pieces)], below
    for place, piece in enumerate(asked.pieces):
        if isinstance(piece, Details):
            if is_answer_label(piece.title):
                above = asked.pieces[:place]
                top, told = _parted(Asked(asked.at, asked.text, above, [*piece.pieces]))
                rest = [_line(line) for line in lines_of(asked.pieces[place + 1 :])]
                return top, [*(told or []), "", *rest]
            continue
        if piece.is_code:
            continue
        label = answer_label(_without_heading(piece.text))
        heading = heading_of(piece.text)
        if label is None and heading and is_answer_label(heading[1]):
            label = ""
        if label is not None and not _is_option(asked.pieces, place):
            rest = [_line(line) for line in lines_of(asked.pieces[place + 1 :])]
            return [_line(line) for line in lines_of(asked.pieces[:place])], [label, *rest]
    return [_line(line) for line in lines_of(asked.pieces)], None


def _is_option(pieces: Sequence[Piece], place: int) -> bool:
    """Whether 'A: …' is the first of several options, for 'B: …' follows."""
    for piece in pieces[place + 1 : place + 3]:
        if isinstance(piece, Line) and re.match(r"\W*B[.:)]", piece.text):
            return True
    return False


def _line(line: Line) -> str:
    """A line of a card: a heading within a text is a line in bold."""
    if line.is_code:
        return line.text
    heading = heading_of(line.text)
    text = heading[1].strip("* ") if heading else ""
    return f"**{text}**" if text else line.text


def _without_heading(text: str) -> str:
    heading = heading_of(text)
    return heading[1] if heading else text


def _first(lines: Sequence[str]) -> int | None:
    return next((at for at, line in enumerate(lines) if line.strip()), None)


def _basic(text: str, above: Sequence[str], below: Sequence[str]) -> Answered:
    answer, extra, source = _told(below)
    fields = NoteFields(_question(text, above), answer, extra, source)
    return Answered(fields, NoteKind.BASIC, bool(answer))


def _question(text: str, above: Sequence[str]) -> str:
    first, *more = text.split("\n")
    body = _tidied([*more, *above])
    if not first:
        return join_question("", with_brackets(body, surely=True))
    return join_question(with_brackets(first, surely=True), with_brackets(body, surely=True))


def _told(lines: Sequence[str]) -> tuple[str, str, str]:
    """An answer, its ``[!NOTE]`` blocks, and the sources that it names."""
    kept: list[str] = []
    sources: list[str] = []
    for line, kind in zip(lines, find_opaque(list(lines)).kinds, strict=True):
        source = source_of(line) if kind == 0 else None
        if source:
            sources.append(source)
        else:
            kept.append(line)
    body = _tidied(kept)
    parts = take_apart(Body(body.split("\n"), find_opaque(body.split("\n")).kinds))
    source = "\n\n".join(filter(None, (parts.source, "\n".join(sources))))
    return with_brackets(parts.all_text(), surely=True), parts.extra, source


def _tidied(lines: Sequence[str]) -> str:
    """A text without rules and blank lines around it, with one blank line for several."""
    start, end = 0, len(lines)
    while start < end and (not lines[start].strip() or _RULE.fullmatch(lines[start])):
        start += 1
    while end > start and (not lines[end - 1].strip() or _RULE.fullmatch(lines[end - 1])):
        end -= 1
    kept = dedent("\n".join(lines[start:end])).split("\n")
    kinds = find_opaque(kept).kinds
    spaced = [
        line
        for at, line in enumerate(kept)
        if line.strip() or kinds[at] or not (at and not kept[at - 1].strip())
    ]
    return tidy(spaced)


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Options with a box each, and the lines around them; ``whole``: those of several lines."""

    above: list[str]
    options: list[tuple[bool, list[str]]]
    below: list[str]


def _boxes(lines: Sequence[str]) -> _Boxes | None:
    """The options of a question that is answered by ticking; None without two of them."""
    kinds = find_opaque(list(lines)).kinds
    starts = [at for at, line in enumerate(lines) if kinds[at] == 0 and _BOX.fullmatch(line)]
    if len(starts) < 2:
        return None
    options: list[tuple[bool, list[str]]] = []
    end = starts[0]
    for place, at in enumerate(starts):
        found = _BOX.fullmatch(lines[at])
        assert found is not None
        after = starts[place + 1] if place + 1 < len(starts) else len(lines)
        end = at + 1
        while end < after and _goes_on(lines, kinds, end, after):
            end += 1
        if place + 1 < len(starts) and any(line.strip() for line in lines[end:after]):
            return None
        text = [found[2].strip(f" \t{_FILLER}"), *map(_unindented, lines[at + 1 : end])]
        options.append((found[1] in "xX", text))
    return _Boxes(list(lines[: starts[0]]), options, list(lines[end:]))


def _goes_on(lines: Sequence[str], kinds: Sequence[int], at: int, after: int) -> bool:
    """Whether a line belongs to the option above it."""
    if lines[at].startswith(("  ", "\t")) or (kinds[at] and kinds[at - 1]):
        return True
    blank = not lines[at].strip()
    return blank and at + 1 < after and lines[at + 1].startswith(("  ", "\t"))


def _unindented(line: str) -> str:
    return line[2:] if line.startswith("  ") else line.removeprefix("\t")


def _choice_of_boxes(text: str, boxes: _Boxes) -> Answered:
    """A choice note; a basic one where an option has lines of its own, as code."""
    answer, extra, source = _told(_without_label(boxes.below))
    extra = "\n\n".join(filter(None, (answer, extra)))
    has_right = any(is_right for is_right, _ in boxes.options)
    are_lines = all(not _tidied(lines[1:]) and lines[0] for _, lines in boxes.options)
    if are_lines or len(boxes.options) > len(ascii_uppercase):
        listed = "\n".join(
            f"- [{'x' if is_right else ' '}] {lines[0]}" for is_right, lines in boxes.options
        )
        fields = NoteFields(_question(text, boxes.above), listed, extra, source)
        return Answered(fields, NoteKind.CHOICE if has_right else NoteKind.BASIC, has_right)
    shown = list(boxes.above)
    told: list[str] = []
    for letter, (is_right, lines) in zip(ascii_uppercase, boxes.options, strict=False):
        option = ["", f"**{letter}.** {lines[0]}".rstrip(), "", *_tidied(lines[1:]).split("\n")]
        shown += option
        told += option if is_right else ()
    fields = NoteFields(_question(text, shown), _tidied(told), extra, source)
    return Answered(fields, NoteKind.BASIC, has_right)


def _without_label(lines: Sequence[str]) -> list[str]:
    """The lines of an explanation without the word that says so."""
    made = list(lines)
    if (first := _first(made)) is not None:
        label = explanation_label(made[first])
        if label is not None:
            made[: first + 1] = [label]
    return made


@dataclass(frozen=True, slots=True)
class _Letters:
    """Options that letters count, and the lines above them."""

    above: list[str]
    options: list[str]


def _lettered(lines: Sequence[str]) -> _Letters | None:
    """The options 'A: …', 'B: …' at the end of a question; None without two of them."""
    kinds = find_opaque(list(lines)).kinds
    options: list[str] = []
    start = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if not lines[at].strip():
            continue
        found = _LETTER.fullmatch(lines[at]) if kinds[at] == 0 else None
        if not found:
            break
        options.insert(0, found[2].strip())
        start = at
        if found[1] in "Aa":
            break
    letters = [
        found[1].upper() for line in lines[start:] if (found := _LETTER.fullmatch(line)) is not None
    ]
    if len(options) < 2 or letters != [chr(ord("A") + place) for place in range(len(options))]:
        return None
    return _Letters(list(lines[:start]), options)


def _right_letters(below: Sequence[str]) -> tuple[int, ...]:
    """Which options an answer names in its first line, by their places."""
    first = _first(below)
    found = _RIGHT.fullmatch(below[first]) if first is not None else None
    if not found:
        return ()
    return tuple(ord(letter.upper()) - ord("A") for letter in re.findall(r"\b[A-Ha-h]\b", found[1]))


def _choice_of_letters(
    text: str, letters: _Letters, right: tuple[int, ...], below: Sequence[str]
) -> Answered:
    if max(right) >= len(letters.options):
        return _basic(text, [*letters.above, "", *letters.options], below)
    first = _first(below)
    explained, extra, source = _told(below[first + 1 :] if first is not None else [])
    listed = "\n".join(
        f"- [{'x' if place in right else ' '}] {option}"
        for place, option in enumerate(letters.options)
    )
    extra = "\n\n".join(filter(None, (explained, extra)))
    fields = NoteFields(_question(text, letters.above), listed, extra, source)
    return Answered(fields, NoteKind.CHOICE, True)
