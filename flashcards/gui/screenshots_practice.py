"""Draws the practice pages while a session is played in the window."""

from __future__ import annotations

from collections.abc import Callable

from flashcards.domain.practice.prompt import PromptKind
from flashcards.domain.practice.setup import PracticeOptions
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.practice.place import PracticePlace

_SEED = 4
_NOTES = """## Ask first
- how many requests a second at the peak?
- may an answer be a minute old?

**What it does**
- reads first from `cache`, then from the store
- an entry lives for 60 s, longer ones are refreshed by one request alone
"""


def draw_practice(
    window: MainWindow, save: Callable[[str], None], calm: Callable[[], None]
) -> None:
    """Set a session up, answer its prompts, score them; ``save(name)`` draws the window."""
    window.go(PlaceId.PRACTICE)
    calm()
    place = window.page(PlaceId.PRACTICE)
    assert isinstance(place, PracticePlace)
    wanted = frozenset({PromptKind.CONCEPT, PromptKind.DEBUGGING, PromptKind.BEHAVIOURAL})
    place.show_options(PracticeOptions(kinds=wanted, seed=_SEED))
    calm()
    save("practice-setup")
    place.setup.start_pressed.emit()
    calm()
    first = True
    while place.fills_window:
        answering, scoring = place.conductor.answering, place.scoring
        answering.answer_now()
        place.running.notes.edit.set_text(_NOTES)
        if first:
            place.running.clarify_pressed.emit()
            place.running.follow_up_pressed.emit()
            calm()
            save("practice-running")
        answering.press_done()
        calm()
        for row in scoring.rubric.rows[: len(scoring.rubric.rows) * 2 // 3]:
            row.setChecked(True)
        calm()
        if first:
            save("practice-scoring")
        first = False
        scoring.save_pressed.emit()
        calm()
    window.toaster.dismiss()
    save("practice-report")
    place.report.setup_pressed.emit()
    place.setup.readiness_pressed.emit()
    calm()
    save("practice-readiness")
    place.readiness.setup_pressed.emit()
    place.setup.stories_pressed.emit()
    calm()
    save("practice-stories")
