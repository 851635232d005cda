"""Whether a text is a deck, or a roadmap or anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.domain.note import BUILT_IN_KINDS
from flashcards.errors import FormatError
from flashcards.formats.markdown.attributes import parse_heading_attributes
from flashcards.formats.markdown.front_matter import FrontMatter, read_front_matter
from flashcards.formats.markdown.lines import (
    NOTE,
    PLAIN,
    SEPARATOR,
    SOURCE,
    Opaque,
    find_opaque,
)
from flashcards.formats.markdown.plain import has_schedule
from flashcards.formats.markdown.reader import Section, sections

_DECK_KEYS = {"stage", "namespace"}
_ASKS = (".", "?", "…")
_KINDS = {kind.value for kind in BUILT_IN_KINDS}
_PLAIN_CARD = re.compile(r"(?:[-+*][ \t]+)?\S[^`]*?:::?(?!:)\s*\S")
_CLOZE_LINE = re.compile(r"C:[ \t][^\[]*\[[^\]]+\]")
_DECK_TAG = re.compile(r"\s*#flashcards?\b")


def looks_like_deck(text: str) -> bool:
    """Whether a text holds notes; a roadmap of stages, groups and bullets does not.

    Headings of the third level are notes where most of them ask, carry attributes, or have what
    only a note has below them. Without such headings, most lines have to be plain cards.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    try:
        front = read_front_matter(lines, "")
    except FormatError:
        front = FrontMatter()
    body = lines[front.body :]
    opaque = find_opaque(body, whole_file=True)
    notes = [section for section in sections(body, opaque) if section.level == 3]
    if not notes:
        return _has_plain_cards(body, opaque)
    if any(entry.key in _DECK_KEYS for entry in front.entries):
        return True
    return 2 * sum(_is_note(section, body, opaque) for section in notes) >= len(notes)


def _is_note(section: Section, lines: Sequence[str], opaque: Opaque) -> bool:
    title, attributes = parse_heading_attributes(section.heading)
    if attributes.id or _KINDS.intersection(attributes.classes):
        return True
    if title.endswith(_ASKS) or "{{c" in title:
        return True
    return any(
        opaque.kinds[at] == PLAIN
        and (
            lines[at].startswith(SOURCE)
            or lines[at].rstrip() == SEPARATOR
            or NOTE.fullmatch(lines[at])
        )
        for at in range(section.start, section.end)
    )


def _has_plain_cards(lines: Sequence[str], opaque: Opaque) -> bool:
    cards = texts = 0
    asked = False
    for line, kind in zip(lines, opaque.kinds, strict=True):
        if has_schedule(line) or (kind == PLAIN and _DECK_TAG.match(line)):
            return True
        if kind != PLAIN or not line.strip() or line.startswith("#"):
            continue
        if (asked and line.startswith("A:")) or _CLOZE_LINE.match(line):
            return True
        asked = asked or line.startswith("Q:")
        texts += 1
        cards += _PLAIN_CARD.match(line) is not None
    return texts > 0 and 2 * cards >= texts
