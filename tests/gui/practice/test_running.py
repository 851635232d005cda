"""A prompt that is asked: time, questions, notes, pause, recording."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from flashcards.errors import LibraryWriteError
from flashcards.gui.place import PlaceId
from flashcards.gui.practice.microphone import GONE
from flashcards.services.practice.service import PracticeService
from flashcards.services.practice.views import Phase
from tests.gui.accessible import unnamed
from tests.gui.practice.conftest import Studio
from tests.gui.screen import NOTHING

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def running(studio: Studio) -> Studio:
    """A session of 15 minutes that has just begun."""
    studio.choose(minutes=15, seed=11, record=True)
    studio.key(ENTER, NOTHING)
    return studio


def attempt(studio: Studio):
    attempt_id = studio.session.current
    return studio.ask(lambda app: app.practice.attempt(attempt_id))


def test_thinking_is_counted_down_and_then_the_answer(running: Studio) -> None:
    page = running.place.running
    assert page.number.text() == "1:00"
    assert page.done.text() == "Answer now"
    running.pass_time(25)
    assert page.number.text() == "0:35"
    running.pass_time(40)
    minutes = running.session.steps[0].minutes
    assert page.number.text() == f"{minutes - 1}:55"
    assert page.done.text() == "Done, score it"
    assert attempt(running).phase is Phase.ANSWERING


def test_past_zero_the_number_goes_on_with_a_plus(running: Studio) -> None:
    minutes = running.session.steps[0].minutes
    running.pass_time(60 + minutes * 60 + 12)
    assert running.place.running.number.text() == "+0:12"
    assert "over" in running.place.running.beside.text()
    assert running.place.shown is running.place.running


def test_questions_come_one_by_one(running: Studio) -> None:
    page = running.place.running
    asked, following = page.clarifying.left, page.follow_ups.left
    running.key(Qt.Key.Key_F)
    running.key(Qt.Key.Key_I)
    running.key(Qt.Key.Key_I)
    assert page.follow_ups.left == following - 1
    assert page.clarifying.left == asked - 2
    draft = attempt(running).draft
    assert draft.follow_ups == 1
    assert draft.clarified == (0, 1)


def test_notes_are_on_the_disk_as_they_were_typed(running: Studio) -> None:
    running.write("## Plan\n")
    running.write("- *first* `code`")
    assert attempt(running).draft.notes == "## Plan\n- *first* `code`"
    assert running.place.running.notes.said.text() == "Saved"


def test_a_list_goes_on_with_the_next_item(running: Studio) -> None:
    edit = running.place.running.notes.edit
    running.write("1. one\n")
    assert edit.text() == "1. one\n2. "
    running.write("\n")
    assert edit.text() == "1. one\n"


def test_notes_that_cant_be_saved_stay_and_say_so(
    running: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise LibraryWriteError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(PracticeService, "save", full)
        running.write("kept")
        assert "Not saved" in running.place.running.notes.said.text()
    running.write(" anyway")
    assert attempt(running).draft.notes == "kept anyway"
    assert running.place.running.notes.said.text() == "Saved"


def test_escape_pauses_first_and_then_leaves(running: Studio) -> None:
    running.pass_time(5)
    running.key(ESCAPE, NOTHING)
    assert running.place.running.paused
    running.seconds.now += 100
    running.key(ESCAPE, NOTHING)
    assert running.place.shown is running.place.setup
    assert running.place.setup.notice.isVisible()
    draft = running.ask(lambda app: app.practice.attempt(app.practice.open_session().current).draft)
    assert draft.think_ms == 5_000


def test_pause_and_going_on(running: Studio) -> None:
    running.pass_time(5)
    running.key(Qt.Key.Key_P)
    running.pass_time(60)
    running.key(Qt.Key.Key_P)
    running.pass_time(5)
    assert running.answering.times.think_ms == 10_000
    assert running.answering.times.paused_ms == 60_000


def test_a_window_that_changes_its_size_keeps_what_its_buttons_say(running: Studio) -> None:
    running.key(Qt.Key.Key_P)
    for width in (1000, 1280):
        running.window.resize(width, 800)
        running.settle()
        assert running.place.running.pause.text() == "Go on"
        assert running.place.running.pause.accessibleName() == "Go on"


def test_time_is_saved_every_few_seconds_however_often_it_is_shown(running: Studio) -> None:
    running.pass_time(6)
    assert attempt(running).draft.think_ms >= 5_000


def test_a_computer_that_slept_pauses_and_says_so(running: Studio) -> None:
    running.pass_time(5)
    running.seconds.now += 3_600
    running.answering.beat()
    assert running.place.running.paused
    assert running.answering.times.think_ms == 5_000


def test_another_page_pauses_the_prompt(running: Studio) -> None:
    running.pass_time(5)
    running.window.go(PlaceId.TODAY)
    running.settle()
    assert running.window.rail.isVisible()
    running.seconds.now += 100
    running.window.go(PlaceId.PRACTICE)
    running.settle()
    assert running.place.shown is running.place.running
    assert running.place.running.paused
    assert not running.window.rail.isVisible()
    assert running.answering.times.think_ms == 5_000


def test_skipping_goes_on_to_the_next_prompt(running: Studio) -> None:
    first = running.session.current
    running.click("Skip")
    assert running.session.current != first
    for _ in range(len(running.session.steps) - 2):
        running.click("Skip")
    running.click("Skip")
    assert running.place.shown is running.place.setup
    assert "Nothing was scored" in running.toast


def test_recording_begins_by_key_and_is_kept(running: Studio) -> None:
    page = running.place.running
    assert not running.microphone.open
    running.key(Qt.Key.Key_R)
    assert not running.answering.thinking
    running.microphone.say(2)
    running.microphone.say(1)
    assert page.recording.recording
    assert page.recording.words.text() == "0:03 recorded"
    assert page.recording.meter.levels[-1] > 0
    running.key(Qt.Key.Key_R)
    (recording,) = attempt(running).recordings
    assert recording.seconds == 3
    assert recording.path.exists()


def test_a_microphone_that_vanishes_leaves_what_was_said(running: Studio) -> None:
    running.key(Qt.Key.Key_R)
    running.microphone.say(4)
    running.microphone.vanish(GONE)
    running.settle()
    assert attempt(running).recordings[0].seconds == 4
    assert running.place.running.recording.words.text() == GONE
    running.write("writing goes on")
    assert attempt(running).draft.notes == "writing goes on"


def test_without_a_microphone_writing_works(studio: Studio) -> None:
    studio.microphone.why = "No microphone found. Writing works without it."
    studio.choose(minutes=15, seed=11, record=True)
    studio.place.setup.record.setChecked(True)
    studio.key(ENTER, NOTHING)
    bar = studio.place.running.recording
    assert bar.words.text() == studio.microphone.why
    studio.microphone.why = ""
    studio.click(bar.retry)
    assert bar.button.isVisible()


def test_a_recording_is_played_and_deleted_while_scoring(running: Studio) -> None:
    running.key(Qt.Key.Key_R)
    running.microphone.say(2)
    running.key(ENTER)
    scoring = running.place.scoring
    assert running.place.shown is scoring
    running.key(Qt.Key.Key_R)
    path = running.microphone.played[-1]
    assert scoring.play.text() == "Stop"
    running.key(Qt.Key.Key_R)
    assert scoring.play.text() == "Play answer"
    running.click(scoring.delete)
    running.click(running.button("Delete", running.dialog()))
    assert not path.exists()
    assert not scoring.play.isVisible()


def test_a_recording_that_cant_be_played_can_be_tried_again_at_once(
    running: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.key(Qt.Key.Key_R)
    running.microphone.say(2)
    running.key(ENTER)
    tries = []

    def refuse(path, ended):
        tries.append(path)
        ended("This computer can’t play sound here.")
        return running.microphone

    monkeypatch.setattr(running.microphone, "play", refuse)
    running.key(Qt.Key.Key_R)
    assert running.place.scoring.play.text() == "Play answer"
    running.key(Qt.Key.Key_R)
    assert len(tries) == 2


def test_everything_has_a_name(running: Studio) -> None:
    running.key(Qt.Key.Key_F)
    assert unnamed(running.place.running) == []
    running.key(ENTER)
    running.key(ENTER)
    assert running.place.shown is running.place.scoring
    assert unnamed(running.place.scoring) == []


def test_the_timer_stays_in_sight_of_a_long_prompt(running: Studio) -> None:
    page = running.place.running
    view = running.answering.view
    assert view is not None
    code = "\n".join(f"line {number}" for number in range(60))
    body = f"Read this.\n\n```python\n{code}\n```"
    page.show_attempt(replace(view, prompt=replace(view.prompt, body=body)), [4])
    for size in ((1280, 800), (880, 600)):
        running.window.resize(*size)
        running.qtbot.waitUntil(
            lambda: page.number.visibleRegion().boundingRect() == page.number.rect()
        )
