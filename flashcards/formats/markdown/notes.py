"""From the heading and the body of a note to its row, with a word on all that is wrong in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flashcards.domain.note import BUILT_IN_KINDS, NoteFields, NoteKind
from flashcards.formats.markdown.attributes import Attributes
from flashcards.formats.markdown.deletions import (
    deletions,
    with_deletions,
    without_code,
)
from flashcards.formats.markdown.nesting import DEEPEST, is_too_deep
from flashcards.formats.rows import FormatWarning, NoteRow

LONGEST = 100_000
"""Characters of a note; a longer one is no card but a file that lost its headings."""

MOST_WARNINGS = 1000
"""Warnings that are listed one by one."""

_NO_DRAFT = ("false", "no")
_KINDS = {kind.value: kind for kind in BUILT_IN_KINDS}
_RIGHT_OPTION = re.compile(r"^\s*(?:[-+*]|\d+[.)])[ \t]+\[[xX]\]", re.MULTILINE)
_STEP = re.compile(r"^ {0,3}\d{1,9}[.)][ \t]", re.MULTILINE)


@dataclass(slots=True)
class Warnings:
    """Collects what could not be used; of a file that is wrong throughout only the beginning."""

    found: list[FormatWarning] = field(default_factory=list)
    further: int = 0

    def add(self, line: int, message: str) -> None:
        """Tell of something in a line, counted from 1."""
        if len(self.found) < MOST_WARNINGS:
            self.found.append(FormatWarning(line, message))
        else:
            self.further += 1

    def listed(self) -> tuple[FormatWarning, ...]:
        """All that was found, by line, and last how much more there was."""
        found = sorted(self.found, key=lambda warning: warning.line)
        if self.further:
            found.append(FormatWarning(0, f"{self.further:,} further warnings are not listed"))
        return tuple(found)


@dataclass(slots=True)
class Values:
    """The attributes that notes and topics share; ``rest`` are the others."""

    tags: tuple[str, ...]
    importance: int | None
    track: str | None
    rest: dict[str, str]


def read_values(attributes: Attributes, line: int, warnings: Warnings) -> Values:
    """Tags, importance and track of a heading in a line."""
    rest = dict(attributes.pairs)
    for word in attributes.invalid:
        warnings.add(line, f"'{word}' in the attribute list is left out")
    tags = tuple(dict.fromkeys(filter(None, map(str.strip, rest.pop("tags", "").split(",")))))
    importance = rest.pop("importance", None)
    if importance not in {None, "1", "2", "3"}:
        warnings.add(line, f"importance={importance} is left out: it has to be 1, 2 or 3")
        importance = None
    track = rest.pop("track", "").strip() or None
    return Values(tags, int(importance) if importance else None, track, rest)


def note_row(
    fields: NoteFields, attributes: Attributes, line: int, warnings: Warnings
) -> NoteRow | None:
    """The row of a note whose heading stands in a line, None for one that can't be used."""
    values = read_values(attributes, line, warnings)
    kind = _kind(attributes, line, warnings)
    if kind is NoteKind.CLOZE:
        fields = _with_cloze(fields, line, warnings)
    draft = values.rest.pop("draft", "false").lower() not in _NO_DRAFT
    if problem := _refusal(fields, kind, draft=draft):
        warnings.add(line, f"{problem}; the note is left out")
        return None
    if not fields.answer and kind is not NoteKind.CLOZE and not draft:
        draft = True
        warnings.add(line, "a note without an answer; it becomes a draft")
    if kind is NoteKind.STEPS and not draft and not _has(_STEP, fields.answer):
        kind = NoteKind.BASIC
        warnings.add(line, "the answer of a .steps note is a numbered list; it is kept as basic")
    run = values.rest.pop("run", "").strip() or None
    return NoteRow(
        fields=fields,
        kind=kind,
        source_id=attributes.id,
        tags=values.tags,
        importance=values.importance,
        track=values.track,
        run=run,
        draft=draft,
        attributes=tuple(values.rest.items()),
        line=line,
    )


def _kind(attributes: Attributes, line: int, warnings: Warnings) -> NoteKind:
    known = [_KINDS[name] for name in attributes.classes if name in _KINDS]
    for name in attributes.classes:
        if name not in _KINDS:
            kept = "" if known else "; the note is kept as basic"
            warnings.add(line, f"no kind of note is called '.{name}'{kept}")
    if len(set(known)) > 1:
        warnings.add(line, f"a note is of one kind; '.{known[0]}' counts")
    return known[0] if known else NoteKind.BASIC


def _with_cloze(fields: NoteFields, line: int, warnings: Warnings) -> NoteFields:
    question, unusable = with_deletions(fields.question)
    for text in unusable:
        warnings.add(line, f"'{text}' can't be a deletion: it holds '::' or ends with braces")
    return NoteFields(question, fields.answer, fields.extra, fields.source)


def _refusal(fields: NoteFields, kind: NoteKind, *, draft: bool) -> str | None:
    """Why a note can't be used at all."""
    texts = (fields.question, fields.answer, fields.extra)
    if not fields.question:
        return "a note without a question"
    if any(map(is_too_deep, texts)):
        return f"lists or quotes nested more than {DEEPEST} deep"
    if sum(map(len, texts)) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    if kind is NoteKind.CLOZE and not deletions(fields.question):
        return "a .cloze note without a deletion such as {{c1::text}}"
    unfinished = draft or not fields.answer
    if kind is NoteKind.CHOICE and not unfinished and not _has(_RIGHT_OPTION, fields.answer):
        return "a .choice note without a right option '- [x]'"
    return None


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(without_code(text)) is not None
