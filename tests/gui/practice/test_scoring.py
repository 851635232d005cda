"""Scoring an answer: ticks, grades, what missed points become, and undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from flashcards.domain.review import Rating
from flashcards.gui.practice.scoring import ScoringPage
from flashcards.gui.practice.story_dialog import StoryDialog
from flashcards.gui.widgets.field import TextArea
from flashcards.services.practice.report_views import Story
from flashcards.services.practice.views import CardStep
from tests.gui.accessible import unnamed
from tests.gui.practice.conftest import Studio
from tests.gui.screen import NOTHING

ENTER, SPACE, DOWN, UP = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
)


@pytest.fixture
def scoring(studio: Studio) -> Studio:
    """The first answer of a session, to be scored."""
    studio.choose(minutes=15, seed=11)
    studio.key(ENTER, NOTHING)
    studio.key(ENTER)
    studio.write("what I said")
    studio.pass_time(75)
    studio.key(ENTER)
    return studio


def page(studio: Studio) -> ScoringPage:
    assert studio.place.shown is studio.place.scoring
    return studio.place.scoring


def test_the_keyboard_alone_walks_and_ticks(scoring: Studio) -> None:
    rows = page(scoring).rubric.rows
    assert rows[0].hasFocus()
    scoring.key(SPACE, NOTHING)
    scoring.key(DOWN, NOTHING)
    scoring.key(DOWN, NOTHING)
    scoring.key(UP, NOTHING)
    scoring.key(SPACE, NOTHING)
    assert page(scoring).ticks == {0, 1}
    assert rows[1].hasFocus()
    points = rows_points(scoring, {0, 1})
    assert page(scoring).points.text().startswith(f"{points} of ")


def rows_points(scoring: Studio, ticked: set[int]) -> int:
    attempt = scoring.place.conductor.scoring
    assert attempt is page(scoring)
    rubric = scoring.ask(
        lambda app: app.practice.attempt(app.practice.open_session().current).prompt.rubric
    )
    return sum(point.weight for place, point in enumerate(rubric) if place in ticked)


def test_ticks_survive_a_kill(scoring: Studio) -> None:
    scoring.tick(0, 2)
    draft = scoring.ask(lambda app: app.practice.attempt(app.practice.open_session().current).draft)
    assert draft.ticked == {0, 2}
    assert draft.notes == "what I said"


def test_each_missed_point_proposes_one_card_and_has_more(scoring: Studio) -> None:
    proposals = page(scoring).proposals
    rows = proposals.rows()
    assert len(rows) == len(page(scoring).rubric.rows)
    assert all(row.box.isChecked() for row in rows)
    assert rows[0].more > 0
    scoring.click(rows[0].others)
    assert len(proposals.rows()) == len(rows) + rows[0].more


def test_ticking_a_point_takes_its_card_away(scoring: Studio) -> None:
    before = len(page(scoring).proposals.rows())
    scoring.tick(0)
    assert len(page(scoring).proposals.rows()) == before - 1


def test_a_card_that_was_turned_down_stays_so(scoring: Studio) -> None:
    rows = page(scoring).proposals.rows()
    scoring.click(rows[-1].box)
    key = rows[-1].card.key
    scoring.tick(0)
    assert key not in {card.key for card in page(scoring).chosen_cards}


def test_a_new_note_is_put_in_ones_own_words(scoring: Studio) -> None:
    proposals = page(scoring).proposals
    proposals.show_more(0)
    row = next(row for row in proposals.rows() if row.card.step is CardStep.NEW)
    row.edit_requested.emit()
    dialog = scoring.dialog()
    question, answer = dialog.findChildren(TextArea)
    question.setPlainText("What is lag?")
    answer.setPlainText("A replica behind its primary")
    scoring.click(scoring.button("Use this note", dialog))
    scoring.key(ENTER)
    notes = scoring.ask(lambda app: app.search.ids('"What is lag?"'))
    assert len(notes) == 1


def test_own_judgement_wins_and_following_the_ticks_can_be_had_again(scoring: Studio) -> None:
    scoring.key(Qt.Key.Key_4, NOTHING)
    assert page(scoring).grade is Rating.EASY
    assert page(scoring).reason.text().startswith("Your own grade")
    scoring.key(Qt.Key.Key_1, NOTHING)
    scoring.key(Qt.Key.Key_1, NOTHING)
    assert page(scoring).grade is None


def test_the_model_answer_stands_beside_the_notes(scoring: Studio) -> None:
    page(scoring).views.button("model").click()
    texts = [text.text.markdown() for text in page(scoring).reading.texts()]
    assert texts[0] == "what I said"
    assert len(texts[1]) > 50
    assert not page(scoring).rubric.isVisible()


def test_back_to_the_prompt_goes_on_with_the_answer(scoring: Studio) -> None:
    scoring.click("Back to the prompt")
    assert scoring.place.shown is scoring.place.running
    assert scoring.answering.running
    assert scoring.place.running.notes.text() == "what I said"
    scoring.pass_time(5)
    assert scoring.answering.times.answer_ms == 80_000


def test_undo_brings_the_score_back_to_be_given_anew(scoring: Studio) -> None:
    attempt = scoring.session.current
    scoring.key(ENTER)
    assert scoring.session.current != attempt
    scoring.window.findChild(QAction, "edit.undo").trigger()
    scoring.settle()
    assert scoring.session.current == attempt
    assert scoring.place.shown is scoring.place.scoring


def test_the_report_opens_answers_and_walks_by_keys(scoring: Studio) -> None:
    while scoring.place.conductor.session is not None:
        if scoring.place.shown is scoring.place.running:
            scoring.key(ENTER)
            continue
        scoring.key(ENTER)
    report = scoring.place.report
    assert scoring.place.shown is report
    assert report.rows[0].hasFocus()
    scoring.key(DOWN, NOTHING)
    assert report.rows[1].hasFocus()
    scoring.key(ENTER, NOTHING)
    scoring.qtbot.waitUntil(lambda: bool(report.open_answers))
    assert unnamed(report) == []
    assert report.study.isVisible()
    scoring.click(report.study)
    scoring.qtbot.waitUntil(lambda: scoring.window.reviewing)


def test_stories_are_written_linked_and_brought_back(studio: Studio) -> None:
    studio.key(Qt.Key.Key_S, NOTHING)
    stories = studio.place.stories
    assert studio.place.shown is stories
    assert stories.matrix is not None
    gaps = len(stories.matrix.gaps)
    studio.click(stories.new)
    dialog = studio.dialog()
    assert isinstance(dialog, StoryDialog)
    assert unnamed(dialog) == []
    dialog.title.setText("The queue outage")
    dialog.areas["result"].setPlainText("Down to 4 minutes")
    studio.click(dialog.save)
    assert [story.title for story in stories.matrix.stories] == ["The queue outage"]
    studio.click(stories.view.cell(0, 0))
    assert len(stories.matrix.gaps) == gaps - 1
    assert unnamed(stories) == []
    story = stories.matrix.stories[0]
    assert isinstance(story, Story)
    studio.window.undo()
    studio.settle()
    assert len(stories.matrix.gaps) == gaps


def test_readiness_gives_its_reasons(studio: Studio) -> None:
    studio.key(Qt.Key.Key_R, NOTHING)
    readiness = studio.place.readiness
    assert studio.place.shown is readiness
    assert readiness.formula.text()
    assert len(readiness.stages) == 10
    assert unnamed(readiness) == []
    studio.key(Qt.Key.Key_Escape, NOTHING)
    assert studio.place.shown is studio.place.setup


def test_without_sessions_history_offers_the_first(studio: Studio) -> None:
    studio.key(Qt.Key.Key_H, NOTHING)
    assert studio.place.shown is studio.place.report
    studio.click("Set one up")
    assert studio.place.shown is studio.place.setup
