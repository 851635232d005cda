"""A small library with prompts of its own."""

from __future__ import annotations

import pytest

from flashcards.app import App
from tests.services.factories import import_text
from tests.services.practice.prompts import PROMPTS


@pytest.fixture
def practised(app: App) -> App:
    """The small library with the prompts of the tests."""
    import_text(app, PROMPTS, "prompts.md")
    return app
