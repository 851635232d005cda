"""HTML of cards to Markdown: a subset that reads as the card did, and nothing that could act."""

from flashcards.formats.anki.html.convert import Converter
from flashcards.formats.anki.html.losses import Loss

__all__ = ["Converter", "Loss"]
