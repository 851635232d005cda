"""Deck files: Markdown that reads well anywhere, to rows and back without loss."""

from flashcards.formats.markdown.attributes import Attributes, parse_heading_attributes

__all__ = ["Attributes", "parse_heading_attributes"]
