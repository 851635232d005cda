"""Deck files: Markdown that reads well anywhere, to rows and back without loss."""

from flashcards.formats.markdown.attributes import (
    Attributes,
    format_attributes,
    parse_heading_attributes,
)
from flashcards.formats.markdown.detection import looks_like_deck
from flashcards.formats.markdown.front_matter import (
    FrontMatter,
    read_front_matter,
    write_front_matter,
)
from flashcards.formats.markdown.nesting import is_too_deep
from flashcards.formats.markdown.prompt_writer import write_prompts
from flashcards.formats.markdown.prompts import looks_like_prompts, parse_prompts
from flashcards.formats.markdown.reader import parse_deck
from flashcards.formats.markdown.writer import write_deck

__all__ = [
    "Attributes",
    "FrontMatter",
    "format_attributes",
    "is_too_deep",
    "looks_like_deck",
    "looks_like_prompts",
    "parse_deck",
    "parse_heading_attributes",
    "parse_prompts",
    "read_front_matter",
    "write_deck",
    "write_front_matter",
    "write_prompts",
]
