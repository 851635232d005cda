"""Quizzes: questions with options, one or more of them right."""

from __future__ import annotations

import pytest

from flashcards.domain.note import NoteKind
from flashcards.formats.delimited import Target
from flashcards.formats.delimited.choices import (
    QuizStyle,
    choice_answer,
    options_of,
    quiz_style,
    right_options,
)
from flashcards.render.faces import faces
from tests.formats.delimited.tables import mapped, messages, notes

SUMS = "question,A,B,C,D,answer\n2+2?,3,4,5,6,{}\n"


@pytest.mark.parametrize("answer", ["B", "b", "(B)", "b)", "option B", "4", "B.", "B) 4"])
def test_the_right_answer_is_a_letter_or_a_text(answer: str) -> None:
    (note,) = notes(SUMS.format(answer))

    assert note.kind is NoteKind.CHOICE
    assert note.fields.answer == "- [ ] 3\n- [x] 4\n- [ ] 5\n- [ ] 6"


def test_the_right_answer_is_a_number() -> None:
    table = "question,option1,option2,option3,correct\na?,x,y,z,2\n"

    assert notes(table)[0].fields.answer == "- [ ] x\n- [x] y\n- [ ] z"


def test_numbers_count_from_nought_where_one_is_nought() -> None:
    table = "question,option1,option2,option3,correct\na?,x,y,z,2\nb?,x,y,z,0\n"

    assert [note.fields.answer for note in notes(table)] == [
        "- [ ] x\n- [ ] y\n- [x] z",
        "- [x] x\n- [ ] y\n- [ ] z",
    ]


@pytest.mark.parametrize("answer", ["AC", '"A,C"', "A;C", "A and C", "1|3", "x / z"])
def test_several_options_may_be_right(answer: str) -> None:
    table = f"question,A,B,C,answer\na?,x,y,z,{answer}\nb?,x,y,z,B\n"

    assert notes(table)[0].fields.answer == "- [x] x\n- [ ] y\n- [x] z"


@pytest.mark.parametrize("options", ["3|4|5", "3;4;5", "a) 3|b) 4|c) 5", '"3\n4\n5"'])
def test_options_may_share_a_cell(options: str) -> None:
    table = f"question,options,answer\n2+2?,{options},4\n3+1?,{options},4\n"

    assert notes(table)[0].fields.answer == "- [ ] 3\n- [x] 4\n- [ ] 5"


def test_the_right_answer_may_stand_apart_from_the_wrong_ones() -> None:
    table = (
        "question,correct_answer,incorrect_answer_1,incorrect_answer_2\n"
        "a?,right,wrong,false\nb?,yes,no,never\n"
    )

    assert [note.fields.answer for note in notes(table)] == [
        "- [x] right\n- [ ] wrong\n- [ ] false",
        "- [x] yes\n- [ ] no\n- [ ] never",
    ]


def test_columns_are_known_by_their_names_and_cells() -> None:
    assert [target for _, target in mapped(SUMS.format("B"))] == [
        Target.QUESTION,
        *[Target.OPTION] * 4,
        Target.RIGHT_ANSWER,
    ]


def test_an_answer_that_tells_no_option_is_shown_with_the_options() -> None:
    table = "question,options,correct,answer\na?,x|y,y,Because y is so\n"

    assert notes(table)[0].fields.answer == "- [ ] x\n- [x] y\n\nBecause y is so"


def test_a_right_answer_without_options_is_an_answer() -> None:
    assert notes("question,correct answer\na?,yes\n")[0].fields.answer == "yes"
    table = "question,A,B,answer\na?,x,y,A\nTrue?,,,yes\n"
    assert [(note.kind, note.fields.answer) for note in notes(table)][1] == (
        NoteKind.BASIC,
        "yes",
    )


def test_a_right_answer_that_is_none_of_the_options_makes_a_draft() -> None:
    table = "question,A,B,answer\na?,x,y,A\nb?,x,y,Q\nc?,x,y,\n"

    assert [note.draft for note in notes(table)] == [False, True, True]
    assert notes(table)[1].fields.extra == "- x\n- y"
    assert messages(table) == [
        (3, "Row 3 has 'Q', which is none of its options. Correct it; until then it is a draft."),
        (4, "Row 4 has no right answer. Correct it; until then it is a draft."),
    ]


def test_an_option_of_several_lines_stays_one_option() -> None:
    table = 'question,A,B,answer\na?,"x\n  y",z,B\n'

    note = notes(table)[0]

    options = faces(note.kind, "forward", note.fields).options
    assert [option.right for option in options] == [False, True]
    assert options[1].text == "z"


def test_a_text_counts_before_a_number() -> None:
    assert right_options(["3", "4", "5"], "4", QuizStyle()) == {1}
    assert right_options(["3", "4", "5"], "2", QuizStyle()) == {1}
    assert right_options(["3", "4", "5"], "9", QuizStyle()) == frozenset()
    assert right_options([], "A", QuizStyle()) == frozenset()


def test_labels_go_where_every_option_has_one() -> None:
    assert options_of(["A) x", "B) y"]) == ["x", "y"]
    assert options_of(["A) x", "y"]) == ["A) x", "y"]
    assert options_of(["", "x", ""]) == ["x"]


def test_the_style_of_a_quiz_is_that_of_all_its_rows() -> None:
    assert quiz_style([(["x", "y"], "1"), (["x", "y"], "2")]) == QuizStyle()
    assert quiz_style([(["x", "y"], "1"), (["x", "y"], "0")]) == QuizStyle(first=0)
    assert quiz_style([(["x", "y"], "z")]) == QuizStyle(apart=True)
    assert choice_answer(["x", "y"], frozenset((1,))) == "- [ ] x\n- [x] y"
