"""Says at the end of a run how many programs of notes were run, by language."""

from __future__ import annotations

from tests.decks.tally import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]
