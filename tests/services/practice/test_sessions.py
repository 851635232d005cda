"""Setting a session up, going through it, and finding it again after a crash."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.domain.practice.setup import Order, PracticeOptions, Preset
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.practice.views import AttemptDraft, Phase
from tests.services.conftest import OpenApp
from tests.services.factories import import_text, value
from tests.services.practice.prompts import PROMPTS, attempt_of, begin, line, scored

DRAFT = AttemptDraft(
    notes="**Ask** first\n- how large?",
    think_ms=31_000,
    answer_ms=95_500,
    paused_ms=4_000,
    clarified=(1, 0),
    follow_ups=1,
    ticked=frozenset({0, 2}),
)


class TestSetup:
    """What there is to choose from, and what a choice would draw."""

    def test_it_counts_kinds_levels_and_stages(self, practised: App) -> None:
        setup = practised.practice.setup()
        counts = {count.kind: count.prompts for count in setup.kinds}
        assert (counts[PromptKind.CONCEPT], counts[PromptKind.BEHAVIOURAL]) == (2, 1)
        assert dict(setup.levels) == {Level.JUNIOR: 1, Level.MID: 2, Level.SENIOR: 0}
        assert [(s.number, s.prompts, s.locked) for s in setup.stages][:2] == [
            (1, 0, False), (2, 3, True),
        ]  # fmt: skip
        assert (setup.prompts, setup.due, setup.open_session) == (3, 0, None)

    def test_prompts_behind_a_shut_gate_come_only_on_request(self, practised: App) -> None:
        draw = practised.practice.draw(PracticeOptions(15))
        assert draw.prompts == ()
        assert "locked stages" in draw.problem
        for options in (
            PracticeOptions(15, locked_too=True),
            PracticeOptions(15, stages=frozenset({2})),
        ):
            assert len(practised.practice.draw(options).prompts) == 3

    def test_a_draw_is_repeated_by_its_seed(self, practised: App) -> None:
        draw = practised.practice.draw(PracticeOptions(9, locked_too=True))
        assert practised.practice.draw(draw.options) == draw
        assert draw.minutes == 9

    def test_a_choice_without_prompts_says_why(self, practised: App) -> None:
        options = PracticeOptions(15, levels=frozenset({Level.SENIOR}), locked_too=True)
        assert "No prompt" in practised.practice.draw(options).problem

    @pytest.mark.parametrize(
        "options", [PracticeOptions(0), PracticeOptions(999), PracticeOptions(think_seconds=-1)]
    )
    def test_a_session_that_cannot_be(self, practised: App, options: PracticeOptions) -> None:
        with pytest.raises(InvalidValueError):
            practised.practice.draw(options)

    def test_the_last_choice_is_remembered(self, practised: App) -> None:
        options = PracticeOptions(
            45,
            kinds=frozenset({PromptKind.CONCEPT}),
            stages=frozenset({2}),
            levels=frozenset({Level.MID}),
            order=Order.EVEN,
            preset=Preset.CUSTOM,
            think_seconds=30,
            follow_ups=False,
            record=True,
        )
        practised.practice.start(practised.practice.draw(options))
        assert practised.practice.setup().options == options


class TestRunning:
    """An attempt is on the disk at every moment."""

    def test_a_killed_session_goes_on_in_the_same_prompt(self, open_app: OpenApp) -> None:
        first = open_app()
        import_text(first, PROMPTS)
        session = begin(first)
        done = session.steps[0].attempt_id
        scored(first, done, {0})
        going = session.steps[1].attempt_id
        first.practice.enter(going, Phase.ANSWERING)
        first.practice.save(going, DRAFT)
        again = open_app().practice
        found = again.open_session()
        assert found is not None
        assert (found.current, found.done, found.options) == (going, 1, session.options)
        attempt = again.attempt(going)
        assert (attempt.draft, attempt.phase) == (DRAFT, Phase.ANSWERING)
        assert (attempt.number, attempt.of) == (2, 3)

    def test_saving_is_nothing_to_undo(self, practised: App) -> None:
        before = practised.undo.undoable()
        session = begin(practised)
        attempt = session.steps[0].attempt_id
        practised.practice.enter(attempt, Phase.THINKING)
        practised.practice.save(attempt, DRAFT)
        assert practised.undo.undoable() == before

    def test_times_of_a_clock_that_jumped_are_cut(self, practised: App) -> None:
        attempt = begin(practised).steps[0].attempt_id
        practised.practice.save(attempt, AttemptDraft(think_ms=-5, answer_ms=10**15))
        draft = practised.practice.attempt(attempt).draft
        assert (draft.think_ms, draft.answer_ms) == (0, 86_400_000)

    def test_notes_as_long_as_a_book_are_refused_and_the_old_ones_stay(
        self, practised: App
    ) -> None:
        attempt = begin(practised).steps[0].attempt_id
        practised.practice.save(attempt, DRAFT)
        with pytest.raises(InvalidValueError):
            practised.practice.save(attempt, replace(DRAFT, notes="x" * 200_001))
        assert practised.practice.attempt(attempt).draft == DRAFT

    def test_a_late_save_does_not_change_a_score(self, practised: App) -> None:
        attempt = begin(practised).steps[0].attempt_id
        scored(practised, attempt, {0, 1})
        assert not practised.practice.save(attempt, AttemptDraft())
        assert practised.practice.attempt(attempt).draft.ticked == {0, 1}

    def test_follow_ups_lose_the_marks_of_their_file(self, practised: App) -> None:
        attempt = attempt_of(practised, begin(practised), "p-slow")
        assert practised.practice.attempt(attempt).prompt.follow_ups == (
            "Which column?", "And for two columns?",
        )  # fmt: skip

    def test_a_session_without_follow_ups_shows_none(self, practised: App) -> None:
        options = PracticeOptions(15, locked_too=True, follow_ups=False)
        session = practised.practice.start(practised.practice.draw(options))
        attempt = attempt_of(practised, session, "p-slow")
        assert practised.practice.attempt(attempt).prompt.follow_ups == ()

    def test_an_attempt_is_not_scored_or_skipped_by_its_phase(self, practised: App) -> None:
        attempt = begin(practised).steps[0].attempt_id
        with pytest.raises(InvalidValueError):
            practised.practice.enter(attempt, Phase.SCORED)

    def test_what_is_gone_is_told(self, practised: App) -> None:
        with pytest.raises(NotFoundError):
            practised.practice.attempt(5)
        with pytest.raises(NotFoundError):
            practised.practice.report(5)
        with pytest.raises(NotFoundError, match="no prompt 'nope'"):
            practised.practice.prompt("nope")


class TestEnding:
    """However it ends, what was scored counts."""

    def test_skipping_the_last_prompt_finishes(self, practised: App) -> None:
        session = begin(practised)
        scored(practised, session.steps[0].attempt_id, {0})
        assert practised.practice.skip(session.steps[1].attempt_id) is not None
        assert practised.practice.skip(session.steps[2].attempt_id) is None
        assert practised.practice.history().total == 1

    def test_finishing_early_keeps_what_was_scored(self, practised: App) -> None:
        session = begin(practised)
        scored(practised, session.steps[0].attempt_id, {0})
        practised.practice.finish(session.id)
        report = practised.practice.report(session.id)
        assert (report.session.scored, report.session.prompts) == (1, 3)
        assert practised.practice.open_session() is None

    def test_a_session_without_a_score_is_no_history(self, practised: App) -> None:
        practised.practice.finish(begin(practised).id)
        assert practised.practice.history().total == 0

    def test_a_discarded_one_is_none_either(self, practised: App) -> None:
        session = begin(practised)
        scored(practised, session.steps[0].attempt_id, {0})
        practised.practice.discard(session.id)
        assert practised.practice.history().total == 0

    def test_a_new_session_ends_the_open_one(self, practised: App) -> None:
        first = begin(practised)
        second = begin(practised, seed=2)
        assert practised.practice.session(first.id) is None
        found = practised.practice.open_session()
        assert found is not None
        assert found.id == second.id


class TestRecordings:
    """Spoken answers lie in the library until they are deleted."""

    def test_a_recording_is_kept_found_and_deleted(self, practised: App) -> None:
        attempt = begin(practised).steps[0].attempt_id
        path = practised.practice.new_recording(attempt, ".m4a")
        assert path.is_relative_to(practised.folder.path)
        path.write_bytes(b"sound")
        (kept,) = practised.practice.add_recording(attempt, path, 12.5).recordings
        assert (kept.path, kept.seconds, kept.bytes) == (path, 12.5, 5)
        assert practised.practice.new_recording(attempt, ".m4a") != path
        assert practised.practice.delete_recording(attempt, kept.name).recordings == ()
        assert not path.exists()

    def test_what_a_killed_program_has_left_can_be_heard_and_deleted(self, practised: App) -> None:
        attempt = begin(practised).steps[0].attempt_id
        path = practised.practice.new_recording(attempt, ".wav")
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(64_000))
        path.with_name(f"{attempt}-9.wav").write_bytes(b"RIFF")
        (found,) = practised.practice.attempt(attempt).recordings
        assert (found.path, found.seconds) == (path, 2.0)
        assert practised.practice.delete_recording(attempt, found.name).recordings == ()
        assert not path.exists()

    def test_a_device_that_vanished_leaves_what_there_is_or_says_that_there_is_nothing(
        self, practised: App
    ) -> None:
        attempt = begin(practised).steps[0].attempt_id
        practised.practice.save(attempt, DRAFT)
        path = practised.practice.new_recording(attempt, ".wav")
        for data in (None, b""):
            if data is not None:
                path.write_bytes(data)
            with pytest.raises(InvalidValueError, match="Your notes are kept"):
                practised.practice.add_recording(attempt, path, 3.0)
        assert practised.practice.attempt(attempt).draft == DRAFT

    def test_only_files_of_its_folder(self, practised: App, tmp_path: Path) -> None:
        attempt = begin(practised).steps[0].attempt_id
        stray = tmp_path / "stray.wav"
        stray.write_bytes(b"x")
        with pytest.raises(InvalidValueError):
            practised.practice.add_recording(attempt, stray, 1.0)
        practised.practice.delete_recording(attempt, "../../stray.wav")
        assert stray.exists()
        with pytest.raises(InvalidValueError):
            practised.practice.new_recording(attempt, "/../x")

    def test_a_file_that_somebody_removed_is_not_shown(self, practised: App) -> None:
        attempt = begin(practised).steps[0].attempt_id
        path = practised.practice.new_recording(attempt, ".wav")
        path.write_bytes(b"sound")
        practised.practice.add_recording(attempt, path, 1.0)
        path.unlink()
        assert practised.practice.attempt(attempt).recordings == ()


def test_a_prompt_that_was_taken_away_keeps_its_session(practised: App) -> None:
    session = begin(practised)
    with practised.database.write("delete", "Delete") as operation:
        operation.update("prompt", line(practised, "p-rows").id, deleted_by=operation.id)
    assert value(practised, "SELECT count(*) FROM prompt WHERE deleted_by IS NULL") == 2
    found = practised.practice.session(session.id)
    assert found is not None
    assert len(found.steps) == 3
    for step in found.steps:
        scored(practised, step.attempt_id, {0})
    assert len(practised.practice.report(session.id).rows) == 3
