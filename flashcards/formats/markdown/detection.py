"""Whether a text is a deck, or a roadmap or anything else."""

from __future__ import annotations

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
from flashcards.formats.markdown.reader import Section, sections

_DECK_KEYS = {"stage", "namespace"}
_ASKS = (".", "?", "…")
_KINDS = {kind.value for kind in BUILT_IN_KINDS}


def looks_like_deck(text: str) -> bool:
    """Whether a text holds notes; a roadmap of stages, groups and bullets does not.

    Headings of the third level are notes where most of them ask, carry attributes, or have what
    only a note has below them.
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
        return False
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
