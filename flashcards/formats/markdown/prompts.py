"""Files of interview prompts: from their text to rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from flashcards.domain.practice.links import circular_links
from flashcards.domain.practice.prompt import Level, PromptKind, PromptText
from flashcards.errors import FormatError
from flashcards.formats.markdown.attributes import Attributes, parse_heading_attributes
from flashcards.formats.markdown.front_matter import read_front_matter
from flashcards.formats.markdown.lines import PLAIN, find_opaque
from flashcards.formats.markdown.nesting import is_too_deep
from flashcards.formats.markdown.prompt_parts import (
    RUBRIC,
    SECTIONS,
    PromptWarnings,
    Section,
    read_cards,
    read_clarifying,
    read_follow_ups,
    read_rubric,
    read_text,
)
from flashcards.formats.markdown.reader import KnownKeys
from flashcards.formats.rows import FormatWarning, PromptFileRows, PromptRow

HEADING = re.compile(r"(#{1,4})(?:[ \t]+(.*))?")
MOST_MINUTES = 180
_NO_RUBRIC = "has no rubric"
_KINDS = {kind.value: kind for kind in PromptKind}
_LEVELS = {level.value: level for level in Level}


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of level 1 to 4 and the index of its line."""

    level: int
    text: str
    at: int


def looks_like_prompts(text: str) -> bool:
    """Whether a text holds interview prompts: by their kinds, or by rubrics below headings."""
    if "###" not in text:
        return False
    lines = _lines(text)
    kinds = find_opaque(lines, whole_file=True).kinds
    notes = prompts = 0
    counted = True
    for heading in _headings(lines, kinds):
        if heading.level == 3:
            _, attributes = parse_heading_attributes(heading.text)
            counted = not _KINDS.keys().isdisjoint(attributes.classes)
            notes += 1
            prompts += counted
        elif heading.level == 4 and _section(heading) == RUBRIC and notes and not counted:
            prompts, counted = prompts + 1, True
    return prompts > 0 and 2 * prompts >= notes


def parse_prompts(text: str, name: str) -> PromptFileRows:
    """The prompts of a file; what can't be used is told in ``warnings``, the rest is kept.

    Raises:
        FormatError: nothing can be used: no prompt at all, or the front matter can't be read.
    """
    lines = _lines(text)
    front = read_front_matter(lines, name)
    known = KnownKeys(front)
    title, namespace, roadmap = map(known.text, ("title", "namespace", "roadmap"))
    stage, license_name = known.number("stage"), known.text("license")
    warnings = PromptWarnings(known.warnings)
    read = _Reader(lines, front.body, warnings)
    prompts = read.prompts()
    if not prompts and not read.left_out:
        raise FormatError(
            "no prompts found; a prompt is a heading '### title {#id .concept}' with a rubric",
            file=name,
        )
    return PromptFileRows(
        title=title or PurePath(name).stem or name,
        namespace=namespace or None,
        roadmap=roadmap or None,
        stage=stage,
        license=license_name or None,
        front_matter=known.rest(),
        prompts=_without_prompt_links(prompts, warnings),
        warnings=warnings.listed(),
        left_out=tuple(read.left_out),
    )


def says_no_rubric(warning: FormatWarning) -> bool:
    """Whether a warning tells that a prompt was left out because nothing of it can be ticked."""
    return _NO_RUBRIC in warning.message


class _Reader:
    """Reads the prompts below the front matter; ``left_out``: line and title of the rest."""

    def __init__(self, lines: Sequence[str], body: int, warnings: PromptWarnings) -> None:
        self._lines = lines
        opaque = find_opaque(lines[body:], whole_file=True)
        self._kinds = bytes(body) + bytes(opaque.kinds)
        self._warnings = warnings
        self.left_out: list[tuple[int, str]] = []
        for block in opaque.unclosed:
            comment = block.end is None
            what = "comment has no end; it is read as text" if comment else "code block has no end"
            warnings.add(block.line + body, f"this {what}")
        self._headings = [
            heading for heading in _headings(lines, self._kinds) if heading.at >= body
        ]

    def prompts(self) -> tuple[PromptRow, ...]:
        """Those that can be used, in the order of the file."""
        found: dict[str, PromptRow] = {}
        rows = []
        for place, heading in enumerate(self._headings):
            if heading.level != 3:
                continue
            row = self._prompt(heading, self._own(place))
            if row is not None and row.source_id is not None:
                first = found.setdefault(row.source_id, row)
                if first is not row:
                    message = f"the id {row.source_id!r} is that of line {first.line}"
                    self._warnings.add(heading.at, f"{message}; the prompt is left out")
                    row = None
            if row is None:
                title = parse_heading_attributes(heading.text)[0]
                self.left_out.append((heading.at + 1, title))
            else:
                rows.append(row)
        return tuple(rows)

    def _own(self, place: int) -> list[_Heading]:
        """The headings inside the prompt that begins at a place, and the end as a last one."""
        end = next(
            (at for at in range(place + 1, len(self._headings)) if self._headings[at].level < 4),
            len(self._headings),
        )
        line = self._headings[end].at if end < len(self._headings) else len(self._lines)
        return [*self._headings[place + 1 : end], _Heading(0, "", line)]

    def _prompt(self, heading: _Heading, own: Sequence[_Heading]) -> PromptRow | None:
        title, attributes = parse_heading_attributes(heading.text)
        kind = self._kind(heading, attributes)
        parts = self._sections(heading, own)
        body = read_text(parts[""])
        answer = read_text(parts["model answer"])
        if kind is None:
            return None
        if not title:
            self._warnings.add(heading.at, "this prompt has no title; it is left out")
            return None
        if is_too_deep(body) or is_too_deep(answer):
            self._warnings.add(heading.at, "this prompt is nested too deep; it is left out")
            return None
        rubric = read_rubric(parts[RUBRIC], self._warnings)
        if not rubric:
            message = f"{_NO_RUBRIC} with points such as '- [2] names …'; it is left out"
            self._warnings.add(heading.at, f"the prompt {title!r} {message}")
            return None
        text = PromptText(
            body=body,
            clarifying=read_clarifying(parts["clarifying questions"], self._warnings),
            rubric=rubric,
            follow_ups=read_follow_ups(parts["follow-ups"], self._warnings),
            model_answer=answer,
            cards=read_cards(parts["cards"], self._warnings),
        )
        return self._row(heading, title, kind, attributes, text)

    def _row(
        self,
        heading: _Heading,
        title: str,
        kind: PromptKind,
        attributes: Attributes,
        text: PromptText,
    ) -> PromptRow:
        pairs = tuple(pair for pair in attributes.pairs if pair[0] not in ("minutes", "level"))
        for word in attributes.invalid:
            self._warnings.add(heading.at, f"{word!r} can't be read; it is left out")
        return PromptRow(
            title=title,
            kind=kind,
            text=text,
            source_id=attributes.id,
            level=self._level(heading, attributes.get("level")),
            minutes=self._minutes(heading, attributes.get("minutes")),
            attributes=pairs,
            line=heading.at + 1,
        )

    def _kind(self, heading: _Heading, attributes: Attributes) -> PromptKind | None:
        named = [_KINDS[name] for name in attributes.classes if name in _KINDS]
        others = [f".{name}" for name in attributes.classes if name not in _KINDS]
        kinds = ", ".join(f".{name}" for name in _KINDS)
        if not named:
            what = f"{others[0]} is no kind" if others else "this prompt has no kind"
            message = f"{what}; kinds are {kinds}. The prompt is left out"
            self._warnings.add(heading.at, message)
            return None
        for extra in (*others, *(f".{kind}" for kind in named[1:])):
            self._warnings.add(heading.at, f"{extra} is left out; a prompt has one kind")
        return named[0]

    def _level(self, heading: _Heading, word: str | None) -> Level | None:
        if word is None or word in _LEVELS:
            return None if word is None else _LEVELS[word]
        message = f"{word!r} is no level; levels are {', '.join(_LEVELS)}"
        self._warnings.add(heading.at, message)
        return None

    def _minutes(self, heading: _Heading, word: str | None) -> int | None:
        if word is None:
            return None
        if word.isdecimal() and len(word) < 5 and 1 <= int(word) <= MOST_MINUTES:
            return int(word)
        message = f"minutes={word} is not a number from 1 to {MOST_MINUTES}; the usual ones are set"
        self._warnings.add(heading.at, message)
        return None

    def _sections(self, heading: _Heading, own: Sequence[_Heading]) -> Mapping[str, Section]:
        """The lines of each section; "" is what stands above the first one."""
        found: dict[str, Section] = {name: Section() for name in ("", *SECTIONS)}
        name, start = "", heading.at + 1
        for part in own:
            ends = part.level == 0 or _section(part) in SECTIONS
            if not ends:
                message = f"'#### {part.text}' is no section of a prompt; it is read as text"
                self._warnings.add(part.at, message)
                continue
            found[name].add(start, self._lines[start : part.at], self._kinds[start : part.at])
            if part.level:
                name, start = _section(part), part.at + 1
                if found[name].seen:
                    self._warnings.add(part.at, f"'#### {part.text}' is here a second time")
                found[name].seen = True
        return found


def _without_prompt_links(
    rows: tuple[PromptRow, ...], warnings: PromptWarnings
) -> tuple[PromptRow, ...]:
    """The rows without links to prompts: a missed point leads to notes, never round in a circle."""
    links = {row.source_id: row.text.cards for row in rows if row.source_id is not None}
    circular = circular_links(links)
    kept = []
    for row in rows:
        for card in row.text.cards:
            if card in links:
                what = "leads back here" if (row.source_id, card) in circular else "is a prompt"
                message = f"the card {card!r} {what}; name notes. The link is left out"
                warnings.add(row.line - 1, message)
        cards = tuple(card for card in row.text.cards if card not in links)
        kept.append(replace(row, text=replace(row.text, cards=cards)))
    return tuple(kept)


def _headings(lines: Sequence[str], kinds: Sequence[int]) -> Iterator[_Heading]:
    for at, line in enumerate(lines):
        if line[:1] == "#" and kinds[at] == PLAIN and (found := HEADING.fullmatch(line)):
            yield _Heading(len(found[1]), (found[2] or "").strip(), at)


def _section(heading: _Heading) -> str:
    return heading.text.rstrip(":").casefold() if heading.level == 4 else ""


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
