"""Notes of Obsidian with the cards of its plugin Spaced Repetition."""

from flashcards.formats.obsidian.detection import looks_like_obsidian
from flashcards.formats.obsidian.reader import parse_obsidian

__all__ = ["looks_like_obsidian", "parse_obsidian"]
