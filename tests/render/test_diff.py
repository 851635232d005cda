"""What was typed beside what was expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import NoteKind
from flashcards.render.diff import Run, answers_match, token_diff


def marked(runs: tuple[Run, ...]) -> str:
    return "".join(run.text if run.same else f"<{run.text}>" for run in runs)


@pytest.mark.parametrize(
    ("given_text", "expected", "left", "right"),
    [
        ("[0, 1, 2]", "[2, 2, 2]", "[<0>, <1>, 2]", "[<2>, <2>, 2]"),
        ("a\nb", "a\nb\nc", "a\nb", "a\nb<\nc>"),
        ("", "x", "", "<x>"),
        ("x", "", "<x>", ""),
        ("True", "true", "<True>", "<true>"),
        ("a  b", "a b", "a < >b", "a b"),
    ],
)
def test_differences_are_marked_token_by_token(
    given_text: str, expected: str, left: str, right: str
) -> None:
    sides = token_diff(given_text, expected)
    assert (marked(sides[0]), marked(sides[1])) == (left, right)


def test_case_may_be_left_out_of_the_comparison() -> None:
    sides = token_diff("Select one", "select ONE", fold_case=True)
    assert sides == ((Run("Select one", True),), (Run("select ONE", True),))


def test_very_long_texts_are_compared_by_lines() -> None:
    lines = [f"line number {number}\n" for number in range(2_000)]
    sides = token_diff("".join(lines), "".join(["first\n", *lines[1:]]))
    assert [run.text for run in sides[1] if not run.same] == ["first\n"]


@given(st.text("ab 1,\n", max_size=40), st.text("ab 1,\n", max_size=40))
def test_the_runs_are_the_sides(left: str, right: str) -> None:
    sides = token_diff(left, right)
    assert "".join(run.text for run in sides[0]) == left
    assert "".join(run.text for run in sides[1]) == right
    assert [run.text for run in sides[0] if run.same] == [run.text for run in sides[1] if run.same]


@pytest.mark.parametrize("given_text", ["select 1", " SELECT  1 ", "`Select 1`", "``select 1``"])
def test_a_typed_answer_may_differ_in_case_spaces_and_backticks(given_text: str) -> None:
    assert answers_match(given_text, "SELECT 1", NoteKind.TYPED)


@pytest.mark.parametrize("given_text", ["", "`", "select 2", "select1"])
def test_other_typed_answers_are_wrong(given_text: str) -> None:
    assert not answers_match(given_text, "SELECT 1", NoteKind.TYPED)


@pytest.mark.parametrize("given_text", ["a\n b", "a  \n b\n", "a\r\n b\r\n\n"])
def test_a_prediction_may_differ_in_white_space_at_the_end_of_lines(given_text: str) -> None:
    assert answers_match(given_text, "a\n b", NoteKind.PREDICT)


@pytest.mark.parametrize("given_text", ["A\n b", "a\nb", "a b", "a\n\n b", "`a\n b`"])
def test_a_prediction_is_otherwise_exact(given_text: str) -> None:
    assert not answers_match(given_text, "a\n b", NoteKind.PREDICT)
