"""What the review screen decides without a window: outcomes, time, words, what may be saved."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.domain.review import Rating, State
from flashcards.gui.review.editing import (
    edit_fields,
    edit_problem,
    edited_fields,
    parse_tags,
)
from flashcards.gui.review.grading import (
    Outcome,
    choice_text,
    chosen_places,
    has_one_right,
    outcome,
    preselected,
    takes_text,
)
from flashcards.gui.review.timing import AnswerTimer
from flashcards.gui.review.wording import (
    finished_text,
    left_text,
    next_flag,
    place_texts,
    state_text,
)
from flashcards.services.card_view import CardView, NoteEdit, SessionProgress
from tests.gui.review.cards import (
    BASIC,
    CHOICE,
    CLOZE,
    CUSTOM,
    CUSTOM_EDIT,
    ONE_CHOICE,
    PREDICT,
    STEPS,
    TYPED,
)


class TestOutcome:
    def test_a_card_that_is_only_shown_has_none(self) -> None:
        for view in (BASIC, CLOZE, STEPS):
            assert outcome(view, "", ()) is Outcome.OPEN

    def test_a_prediction_is_right_or_wrong(self) -> None:
        assert outcome(PREDICT, "[2, 2, 2]\n", ()) is Outcome.RIGHT
        assert outcome(PREDICT, "[2,2,2]", ()) is Outcome.WRONG

    def test_a_typed_answer_is_right_or_wrong(self) -> None:
        assert outcome(TYPED, "GIT log  main..feature", ()) is Outcome.RIGHT
        assert outcome(TYPED, "git log feature..main", ()) is Outcome.WRONG
        assert outcome(CUSTOM, "House", ()) is Outcome.RIGHT

    def test_who_types_or_chooses_nothing_only_wanted_to_see(self) -> None:
        for view in (PREDICT, TYPED, CHOICE):
            assert outcome(view, " \n", ()) is Outcome.OPEN

    def test_nothing_is_the_right_prediction_of_a_program_that_prints_nothing(self) -> None:
        assert outcome(replace(PREDICT, expected=""), "", ()) is Outcome.RIGHT

    def test_a_choice_is_right_when_it_is_exactly_the_right_ones(self) -> None:
        assert outcome(CHOICE, "", {0, 2}) is Outcome.RIGHT
        assert outcome(CHOICE, "", {0}) is Outcome.WRONG
        assert outcome(CHOICE, "", {0, 1, 2}) is Outcome.WRONG

    def test_without_an_expected_text_nothing_is_typed(self) -> None:
        assert not takes_text(replace(PREDICT, expected=None))
        assert outcome(replace(PREDICT, expected=None), "x", ()) is Outcome.OPEN

    def test_space_gives_good_but_not_after_a_wrong_answer(self) -> None:
        assert preselected(Outcome.RIGHT) is Rating.GOOD
        assert preselected(Outcome.OPEN) is Rating.GOOD
        assert preselected(Outcome.WRONG) is None


class TestChoices:
    def test_a_kept_choice_is_found_again_in_another_order(self) -> None:
        kept = choice_text(CHOICE.options, {0, 2})
        assert kept == "`PUT`\nDELETE"
        assert chosen_places(tuple(reversed(CHOICE.options)), kept) == {0, 2}
        assert chosen_places(CHOICE.options, "") == frozenset()

    def test_one_right_option_or_more(self) -> None:
        assert has_one_right(ONE_CHOICE.options)
        assert not has_one_right(CHOICE.options)


class TestTimer:
    def test_time_runs_from_the_question(self) -> None:
        now = [100.0]
        timer = AnswerTimer(lambda: now[0])
        now[0] = 105.0
        timer.start()
        now[0] = 119.25
        assert timer.milliseconds == 14_250

    def test_a_gap_counts_at_most_a_minute(self) -> None:
        now = [0.0]
        timer = AnswerTimer(lambda: now[0])
        now[0] = 600.0
        assert timer.milliseconds == 60_000
        timer.touch()
        now[0] = 610.0
        assert timer.milliseconds == 70_000

    def test_a_clock_that_goes_back_takes_nothing_away(self) -> None:
        now = [50.0]
        timer = AnswerTimer(lambda: now[0])
        now[0] = 40.0
        timer.touch()
        assert timer.milliseconds == 0


class TestWords:
    @pytest.mark.parametrize(
        ("view", "text"),
        [
            (BASIC, "Review, last seen 9 days ago"),
            (replace(BASIC, last_seen_days=1), "Review, last seen yesterday"),
            (replace(BASIC, state=State.NEW, last_seen_days=None), "New"),
            (replace(BASIC, state=State.LEARNING, last_seen_days=0), "Learning, last seen today"),
            (replace(BASIC, state=State.RELEARNING, last_seen_days=None), "Relearning"),
        ],
    )
    def test_the_state_of_a_card(self, view: CardView, text: str) -> None:
        assert state_text(view) == text

    def test_what_is_left(self) -> None:
        progress = SessionProgress(17, 31, 14 * 60.0)
        assert left_text(progress) == "31 left, about 14 min"
        assert left_text(progress, short=True) == "31 left"
        assert left_text(SessionProgress(48, 0, 0.0)) == "0 left"

    def test_what_tomorrow_brings(self) -> None:
        assert finished_text(39, 19 * 60.0) == "39 cards tomorrow, about 19 minutes."
        assert finished_text(1, 20.0) == "1 card tomorrow, about 1 minute."
        assert finished_text(0, 0.0) == "No card is due tomorrow."

    def test_where_a_card_belongs(self) -> None:
        assert place_texts(BASIC) == ("Databases", "Indexing")
        assert place_texts(replace(BASIC, stage_title="", deck="A::B::C")) == ("A › B", "C")
        assert place_texts(replace(BASIC, stage_title="", deck="A")) == ("", "A")

    def test_the_key_goes_round_the_first_flags(self) -> None:
        assert [next_flag(flag) for flag in range(8)] == [1, 2, 3, 4, 0, 0, 0, 0]


class TestEditing:
    def test_tags_are_separated_by_spaces_or_commas(self) -> None:
        assert parse_tags(" sql, index  sql b-tree ") == ("sql", "index", "b-tree")
        assert parse_tags("") == ()

    @pytest.mark.parametrize(
        ("kind", "question", "answer", "field"),
        [
            (NoteKind.BASIC, " \n", "a", "question"),
            (NoteKind.CLOZE, "nothing hidden", "", "question"),
            (NoteKind.TYPED, "q", "", "answer"),
            (NoteKind.PREDICT, "q", "no fence", "answer"),
            (NoteKind.CHOICE, "q", "- [ ] a\n- [ ] b", "answer"),
            (NoteKind.STEPS, "q", "first, then", "answer"),
        ],
    )
    def test_what_a_kind_needs_is_asked_for(
        self, kind: NoteKind, question: str, answer: str, field: str
    ) -> None:
        problem = edit_problem(NoteEdit(1, kind, NoteFields(question, answer), ()))
        assert problem is not None
        assert problem[0] == field

    @pytest.mark.parametrize(
        ("kind", "question", "answer"),
        [
            (NoteKind.BASIC, "q", ""),
            (NoteKind.REVERSED, "q", "a"),
            (NoteKind.CLOZE, "{{c1::a}} b", ""),
            (NoteKind.TYPED, "q", "`a`"),
            (NoteKind.PREDICT, "q", "```text\n```"),
            (NoteKind.CHOICE, "q", "- [x] a\n- [ ] b"),
            (NoteKind.STEPS, "q", "1. a\n2. b"),
        ],
    )
    def test_a_whole_note_may_be_saved(self, kind: NoteKind, question: str, answer: str) -> None:
        assert edit_problem(NoteEdit(1, kind, NoteFields(question, answer), ())) is None

    def test_a_custom_note_needs_what_gives_a_card(self) -> None:
        empty = replace(CUSTOM_EDIT, fields=NoteFields("", "house"))
        assert edit_problem(CUSTOM_EDIT) is None
        assert edit_problem(empty) is not None
        cloze = NoteType("Gaps", ("Text",), (Template("C", "{{cloze:Text}}", ""),), cloze=True)
        problem = edit_problem(replace(CUSTOM_EDIT, note_type=cloze))
        assert problem is not None
        assert "{{c1::" in problem[1]

    def test_the_fields_of_a_custom_note_without_its_type_have_numbers(self) -> None:
        bare = replace(CUSTOM_EDIT, fields=NoteFields("a", "", "c"), note_type=None)
        assert [field.title for field in edit_fields(bare)] == ["Field 1", "Field 2", "Field 3"]

    def test_texts_that_are_not_edited_stay(self) -> None:
        before = NoteFields("a", "b", "c", "d", ("e",))
        assert edited_fields(before, ["x"]) == replace(before, question="x")
        assert edited_fields(before, ["a", "b", "c", "d", "e", "", ""]) == before
        assert edited_fields(before, ["a", "b", "c", "d", "e", "f"]).more == ("e", "f")


def test_the_screen_is_there_before_anything_heavy_is_imported() -> None:
    code = "import sys, flashcards.gui.review.page; print(*{n.split('.')[0] for n in sys.modules})"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    heavy = {"sqlalchemy", "alembic", "numpy", "fsrs", "markdown", "pygments", "nh3"}
    assert not heavy & set(done.stdout.split())
