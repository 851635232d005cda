"""Whether a text holds cards of Obsidian's plugin."""

from __future__ import annotations

import re

from flashcards.errors import FormatError
from flashcards.formats.markdown.front_matter import FrontMatter, read_front_matter
from flashcards.formats.markdown.lines import PLAIN, find_opaque
from flashcards.formats.obsidian.marks import (
    SCHEDULE,
    SEPARATORS,
    deck_of,
    front_matter_tags,
    has_highlight,
    leading_tags,
    sides_of,
)
from flashcards.formats.own_marks import has_marked_headings

_NO_TEXT = re.compile(r"\s*(?:$|#{1,6}\s|\||>|---\s*$|<!--|!\[)")


def looks_like_obsidian(text: str) -> bool:
    """Whether a text has cards of the plugin, and not only a highlight here and there.

    A schedule, the tag of a deck and a line ``?`` between two others tell for sure. Without them
    half of the lines have to be cards.
    """
    if has_marked_headings(text):
        return False
    lines = text.removeprefix("\ufeff").split("\n")
    try:
        front = read_front_matter(lines, "")
    except FormatError:
        front = FrontMatter()
    tags = front_matter_tags([entry.value for entry in front.entries if entry.key == "tags"])
    if any(deck_of(tag) is not None for tag in tags):
        return True
    body = lines[front.body :]
    kinds = find_opaque(body).kinds
    cards = texts = 0
    for at, line in enumerate(body):
        if SCHEDULE.search(line):
            return True
        if kinds[at] != PLAIN:
            continue
        if any(deck_of(tag) is not None for tag in leading_tags(line)[0]):
            return True
        if line.rstrip() in SEPARATORS and _stands_between(body, at):
            return True
        if not _NO_TEXT.match(line):
            texts += 1
            cards += sides_of(line) is not None or has_highlight(line)
    return texts > 0 and 2 * cards >= texts


def _stands_between(lines: list[str], at: int) -> bool:
    return 0 < at < len(lines) - 1 and bool(lines[at - 1].strip()) and bool(lines[at + 1].strip())
