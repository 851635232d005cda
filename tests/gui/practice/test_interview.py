"""A mock interview of 30 minutes in the real window, from its set-up to its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from flashcards.app import App
from flashcards.domain.practice.setup import Preset
from flashcards.domain.review import Rating
from flashcards.gui.place import RESUME
from flashcards.services.practice.views import CardStep
from tests.gui.practice.conftest import Studio
from tests.gui.screen import NOTHING

ENTER = Qt.Key.Key_Return


def answer(studio: Studio, notes: str) -> None:
    """Think, answer and go on to the score."""
    studio.pass_time(20)
    studio.key(ENTER)
    assert not studio.answering.thinking
    studio.write(notes)
    studio.pass_time(90)
    studio.key(ENTER)
    assert studio.place.shown is studio.place.scoring


def test_a_mock_interview_goes_from_set_up_to_report(studio: Studio) -> None:
    studio.choose(minutes=30, preset=Preset.PHONE, seed=7)
    studio.key(ENTER, NOTHING)
    assert studio.place.shown is studio.place.running
    assert not studio.window.rail.isVisible()
    prompts = len(studio.session.steps)
    assert prompts >= 3
    for number in range(prompts):
        assert studio.session.current == studio.session.steps[number].attempt_id
        answer(studio, f"my answer {number}")
        studio.tick(*range(len(studio.place.scoring.rubric.rows) - 1))
        studio.key(ENTER)
    assert studio.place.shown is studio.place.report
    assert studio.window.rail.isVisible()
    report = studio.place.report.report
    assert report is not None
    assert len(report.rows) == prompts
    assert all(row.share is not None and row.used_seconds == 90 for row in report.rows)
    assert "%" in studio.place.report.title.text()


def test_missed_points_turn_up_in_the_next_review(studio: Studio) -> None:
    studio.choose(minutes=15, seed=3)
    studio.key(ENTER, NOTHING)
    answer(studio, "nothing of use")
    cards = studio.place.scoring.chosen_cards
    assert cards, "a missed point offers its notes"
    notes = {card.note_id for card in cards if card.step is not CardStep.NEW}
    studio.key(ENTER)
    assert notes <= studio.ask(_asked_today)


def _asked_today(app: App) -> set[int]:
    """The notes that today's review session asks for."""
    session = app.study.start()
    notes = set()
    while (card := app.study.next_card(session).card) is not None:
        notes.add(card.note_id)
        app.study.answer(card.card_id, Rating.EASY, 1_000, session=session)
    return notes


def test_a_killed_session_is_gone_on_with(
    studio: Studio, studio_of: Callable[[Path], Studio], tmp_path: Path
) -> None:
    studio.choose(minutes=15, seed=5)
    studio.key(ENTER, NOTHING)
    studio.pass_time(10)
    studio.key(ENTER)
    studio.write("## half an answer")
    studio.pass_time(42)
    studio.key(Qt.Key.Key_F)
    attempt = studio.session.current
    copy = tmp_path / "killed"
    _copy_as_killed(studio, copy)
    again = studio_of(copy)
    assert again.place.setup.notice.isVisible()
    again.click("Go on")
    assert again.place.shown is again.place.running
    assert again.session.current == attempt
    assert again.place.running.paused
    assert again.place.running.notes.text() == "## half an answer"
    again.key(Qt.Key.Key_P)
    times = again.answering.times
    assert (times.think_ms, times.answer_ms) == (10_000, 42_000)
    assert again.answering.draft.follow_ups == 1
    again.window.go(again.window.place, RESUME)


def _copy_as_killed(studio: Studio, copy: Path) -> None:
    """The library as it lies on the disk at this moment, without anything being closed."""
    import shutil

    shutil.copytree(studio.window.library, copy, ignore=shutil.ignore_patterns("lock"))


def test_the_grade_follows_the_ticks_until_set_by_hand(studio: Studio) -> None:
    studio.choose(minutes=15, seed=9)
    studio.key(ENTER, NOTHING)
    answer(studio, "x")
    scoring = studio.place.scoring
    assert scoring.grades.value is Rating.AGAIN
    studio.tick(*range(len(scoring.rubric.rows)))
    assert scoring.grades.value is Rating.EASY
    assert scoring.proposals.rows() == []
    studio.key(Qt.Key.Key_2, NOTHING)
    assert scoring.grades.value is Rating.HARD
    scoring.rubric.rows[0].setFocus()
    studio.key(Qt.Key.Key_Space, NOTHING)
    assert scoring.grades.value is Rating.HARD
