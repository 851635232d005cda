"""From rows to notes and decks."""

from __future__ import annotations

import csv
import gc
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.delimited import Target, read_table, survey, to_rows
from flashcards.formats.rows import DeckRows, NoteRow
from tests.formats.delimited.tables import cards, messages, notes, rows


def deck(table: str, name: str = "table.csv") -> DeckRows:
    (only,) = rows(table, name).decks
    return only


def test_a_row_becomes_a_note() -> None:
    table = (
        "id,question,answer,why,source,tags,track,importance\n"
        'join,What is a join?,Two tables,So it is,[Manual](https://a.b),"sql, data base",Python,3\n'
    )

    assert notes(table) == [
        NoteRow(
            NoteFields("What is a join?", "Two tables", "So it is", "[Manual](https://a.b)"),
            source_id="join",
            tags=("sql", "data-base"),
            track="python",
            importance=3,
            line=2,
        )
    ]


def test_a_table_is_one_deck_named_after_its_file_and_says_nothing_of_what_it_lacks() -> None:
    found = deck("a,b\n", "SQL questions.csv")

    assert found.title == "SQL questions"
    assert found.namespace is None
    assert not found.complete


def test_a_title_may_be_given() -> None:
    assert rows("a,b\n", deck="SQL::Joins").decks[0].title == "SQL::Joins"


def test_rows_of_a_topic_stand_together_and_those_without_one_first() -> None:
    table = "question,answer,topic\na,1,Joins\nb,2,Keys\nc,3,Joins\nd,4,\n"

    assert [(t.title, [n.fields.question for n in t.notes]) for t in deck(table).topics] == [
        ("", ["d"]),
        ("Joins", ["a", "c"]),
        ("Keys", ["b"]),
    ]


def test_each_value_of_a_deck_column_is_a_deck() -> None:
    table = "deck,question,answer\nSQL::Joins,a,1\nSQL::Keys,b,2\n,c,3\nSQL::Joins,d,4\n"

    assert [
        (d.title, [n.fields.question for n in d.topics[0].notes]) for d in rows(table).decks
    ] == [("SQL::Joins", ["a", "d"]), ("SQL::Keys", ["b"]), ("table", ["c"])]


def test_a_row_without_a_question_is_skipped_and_says_what_to_do() -> None:
    table = "question,answer\na,1\nb,2\nc,3\n,4\n"

    assert messages(table) == [
        (5, "Row 5 has no question. Add one, or leave it: the row is skipped.")
    ]
    assert deck(table).skipped == 1
    assert len(notes(table)) == 3


def test_blank_rows_are_nothing_to_speak_of_but_count() -> None:
    table = "question,answer\n\na,1\n,\n  ,  \n,2\n"

    assert [line for line, _ in messages(table)] == [6]
    assert notes(table)[0].line == 3


def test_a_row_without_an_answer_is_a_draft() -> None:
    table = "question,answer\na,\nb,2\n"

    assert [note.draft for note in notes(table)] == [True, False]
    assert messages(table) == [(2, "Row 2 has no answer. Add one; until then it is a draft.")]


def test_a_table_without_answers_says_so_once() -> None:
    table = "What is a join?\nWhat is a key?\n"

    assert [note.draft for note in notes(table)] == [True, True]
    assert messages(table) == [
        (0, "No column holds the answer. Choose one; until then all notes are drafts.")
    ]


def test_columns_that_are_not_used_are_named() -> None:
    table = "question,answer,colour,shape,#\na,b,red,round,1\n"

    assert messages(table) == [
        (
            0,
            "The columns 'colour', 'shape' are not used; choose in the preview what they are.",
        )
    ]


def test_a_chosen_mapping_is_not_argued_with() -> None:
    data = b"a,b,c\n"
    mapping = (Target.QUESTION, Target.ANSWER, Target.IGNORE)

    assert to_rows(survey(data, "t.csv"), data, mapping).warnings == ()


def test_several_columns_for_one_text_are_put_together() -> None:
    data = b"a,b,c,d,e,f\n"
    mapping = (
        Target.QUESTION,
        Target.QUESTION,
        Target.ANSWER,
        Target.ANSWER,
        Target.TAGS,
        Target.TAGS,
    )

    found = to_rows(survey(data, "t.csv"), data, mapping).decks[0].topics[0].notes[0]

    assert found.fields == NoteFields("a\n\nb", "c\n\nd")
    assert found.tags == ("e", "f")


def test_the_first_line_of_a_question_is_its_heading() -> None:
    table = 'question,answer\n"What does this print?\nprint(1)\nprint(2)","1\n2"\n'

    assert cards(table) == [("What does this print?\n\nprint(1)  \nprint(2)", "1  \n2")]


def test_a_cell_too_many_belongs_to_the_answer_and_is_told() -> None:
    table = "question,answer,topic\nWhat?,This, and that,Joins\nWho?,Me,Keys\nWhy?,So,Keys\n"

    assert cards(table)[0] == ("What?", "This, and that")
    assert messages(table) == [
        (
            2,
            "Row 2 has 4 cells for 3 columns: 2 are now 'answer'. Quote cells with a comma.",
        )
    ]


def test_empty_cells_too_many_are_nothing() -> None:
    assert messages("question,answer\na,b,,\nc,d\n") == []


def test_rows_may_be_short() -> None:
    assert cards("question,answer,why\na,b\nc,d,e\n") == [("a", "b"), ("c", "d")]


def test_cloze_texts_become_cloze_notes() -> None:
    (note,) = notes("text,extra\n{{c1::DNS::system}} finds {{c2::names}},so\n")

    assert note.kind is NoteKind.CLOZE
    assert note.fields == NoteFields("{{c1::DNS::system}} finds {{c2::names}}", "", "so")
    assert not note.draft


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("basic", NoteKind.BASIC),
        ("Reversed", NoteKind.REVERSED),
        ("typed", NoteKind.TYPED),
        ("type-in", NoteKind.TYPED),
        ("predict", NoteKind.PREDICT),
        ("", NoteKind.BASIC),
    ],
)
def test_a_kind_may_be_named(word: str, kind: NoteKind) -> None:
    (note,) = notes(f"question,answer,kind\na,b,{word}\n")

    assert note.kind is kind


def test_an_unknown_kind_is_told_once() -> None:
    table = "question,answer,kind\na,b,riddle\nc,d,riddle\n"

    assert {note.kind for note in notes(table)} == {NoteKind.BASIC}
    assert messages(table) == [(2, "No kind of note is called 'riddle'; it is not used.")]


def test_a_kind_whose_needs_are_not_met_is_basic() -> None:
    table = (
        "question,answer,kind\n"
        "a,plain,choice\n"
        'b,"- [x] yes\n- [ ] no",choice\n'
        "c,plain,steps\n"
        "d,plain,cloze\n"
    )

    assert [note.kind for note in notes(table)] == [
        NoteKind.BASIC,
        NoteKind.CHOICE,
        NoteKind.BASIC,
        NoteKind.BASIC,
    ]
    assert [line for line, _ in messages(table)] == [2, 4, 5]


def test_an_id_names_one_row() -> None:
    table = "id,question,answer\nx,a,b\nx,c,d\n,e,f\n"

    assert [note.source_id for note in notes(table)] == ["x", None, None]
    assert messages(table) == [(3, "Row 3 has the id 'x' of row 2; it is read without one.")]


def test_importance_is_a_number_or_a_word() -> None:
    table = "question,answer,importance\na,b,1\nc,d,High\ne,f,\ng,h,9\n"

    assert [note.importance for note in notes(table)] == [1, 3, None, None]
    assert [line for line, _ in messages(table)] == [5]


def test_tags_without_commas_are_parted_by_blanks() -> None:
    table = "question,answer,tags\na,b,sql db\nc,d,sql::joins\n"

    assert [note.tags for note in notes(table)] == [("sql", "db"), ("sql::joins",)]


def test_a_note_has_no_more_text_than_can_be_drawn() -> None:
    table = f"question,answer\na,{'x' * 10_000_000}\nb,c\n"

    assert cards(table) == [("b", "c")]
    assert messages(table) == [
        (
            2,
            "Row 2 has 10,000,001 characters, a note at most 100,000; it is skipped.",
        )
    ]


def test_lists_nested_too_deep_are_refused() -> None:
    nested = "\n".join("  " * depth + "- x" for depth in range(1_500))
    table = f'question,answer\na,"{nested}"\nb,{"> " * 40}c\nd,e\n'

    assert cards(table) == [("d", "e")]
    assert [line for line, _ in messages(table)] == [2, 3]


def test_of_a_table_wrong_throughout_only_the_beginning_is_listed() -> None:
    table = "question,answer\n" + ",x\n" * 5_000

    found = messages(table)

    assert len(found) == 1_001
    assert found[-1] == (0, "4,000 further warnings are not listed")
    assert deck(table).skipped == 5_000


def test_a_table_of_skipped_rows_is_an_empty_deck() -> None:
    assert deck("question,answer\n,x\n").topics == ()


def test_the_collector_of_cycles_is_left_as_it_was() -> None:
    assert gc.isenabled()
    read_table(b"a,b\n", "t.csv")
    assert gc.isenabled()


def test_a_tab_separated_table_is_called_so() -> None:
    assert rows("a\tb\n").format == "tsv"
    assert rows("a,b\n").format == "csv"


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1)
plain = words.map(str.strip).filter(
    lambda text: text and not set(text) & set("<_'#\r\n\x85\u2028\u2029") and "{{c" not in text
)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(plain, plain), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_saves_comes_back(
    pairs: list[tuple[str, str]], separator: str, encoding: str
) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([("question", "answer"), *pairs])

    data = file.getvalue().encode(encoding)
    found = to_rows(survey(data, "t.csv", separator=separator, header=True, html=False), data)

    notes = [note.fields for topic in found.decks[0].topics for note in topic.notes]
    assert [(fields.question, fields.answer) for fields in notes] == pairs
