"""Flashcards: from a developer roadmap to daily reviews and interviews."""

__version__ = "0.1.0"
