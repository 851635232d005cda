"""A first look at a table: what is detected, and what a person may change."""

from __future__ import annotations

import pytest

from flashcards.errors import FormatError
from flashcards.formats.delimited import Column, SampleRow, Target, survey, to_rows
from tests.formats.delimited.tables import cards, look, mapped

SQL = """\
question,answer,why,category
What is a left join?,All rows of the left table,Unmatched rows get NULL,Joins
What does a foreign key enforce?,"That the row it names, exists",,Normalization

,An answer without a question,,Joins
"""


def test_a_table_at_a_glance() -> None:
    seen = look(SQL, "sql-interview-questions.csv")

    assert (seen.name, seen.encoding, seen.separator) == (
        "sql-interview-questions.csv",
        "utf-8",
        ",",
    )
    assert seen.has_header
    assert not seen.html
    assert seen.columns == (
        Column("question", "What is a left join?"),
        Column("answer", "All rows of the left table"),
        Column("why", "Unmatched rows get NULL"),
        Column("category", "Joins"),
    )
    assert seen.mapping == (Target.QUESTION, Target.ANSWER, Target.NOTE, Target.TOPIC)
    assert seen.row_count == 3
    assert seen.warnings == ()


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    assert look(SQL).rows[-1] == SampleRow(5, ("", "An answer without a question", "", "Joins"))


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\nc,d\n", ","),
        ("a;b\nc;d\n", ";"),
        ("a\tb\nc\td\n", "\t"),
        ("a|b\nc|d\n", "|"),
        ("cat: Katze\ndog: Hund\n", ":"),
        ("What is it, then?;An index, a key\nAnd this, too?;No, never\n", ";"),
        ("Which; one?,A; B\nWhich; other?,C; D\n", ","),
        ("question,options,answer\n2+2?,3|4|5,4\n3+3?,5|6|7,6\n", ","),
        ("See https://a.b:80,yes\nSee http://c.d:8080,no\n", ","),
        ('"a;b";c\n"d;e;f";g\n', ";"),
        ("one column only\nand no separator\n", ","),
    ],
)
def test_the_separator_makes_the_rows_regular(text: str, separator: str) -> None:
    assert look(text, "table.txt").separator == separator


def test_the_name_of_the_file_tips_the_scales() -> None:
    text = "a|b,c\nd|e,f\n"

    assert look(text, "table.csv").separator == ","
    assert look("a, b\tc\nd, e\tf\n", "table.tsv").separator == "\t"


def test_excel_names_the_separator_above_the_rows() -> None:
    table = "sep=;\r\nquestion;answer\r\nWhat, then?;That\r\n;x\r\n"

    seen = look(table)

    assert (seen.separator, seen.has_header, seen.rows[0].number) == (";", True, 3)
    assert cards(table) == [("What, then?", "That")]


@pytest.mark.parametrize(
    "text",
    [
        "question,answer\nWhat?,That\n",
        "Vorderseite;Rückseite\nHund;dog\n",
        "Термин;Определение\nключ;поле\n",
        "term,definition\nAPI,Interface\n",
        "name,age\nAda,36\nAlan,41\nGrace,85\n",
        "my_col,other_col\nx,y\n",
        "q,A,B,C,answer\n1?,x,y,z,B\n",
        "front,pinyin\n你,nǐ\n",
    ],
)
def test_a_first_row_of_names_is_a_header(text: str) -> None:
    assert look(text).has_header


@pytest.mark.parametrize(
    "text",
    [
        "What is a join?,Rows of two tables\nWhat is a key?,A name\n",
        "house,Haus\ncat,Katze\n",
        "word,Wort\nhouse,Haus\n",
        "1,2\n3,4\n5,6\n",
        "question,question\na,b\n",
        "Question: what is it?,answer\nx,y\n",
    ],
)
def test_in_doubt_the_first_row_is_a_row(text: str) -> None:
    assert not look(text).has_header


def test_what_was_detected_can_be_changed() -> None:
    data = "a|b,c\nd|e,f\n".encode("utf-16")

    seen = survey(data, "t.csv", separator="|", header=True, html=True)

    assert (seen.separator, seen.has_header, seen.html, seen.row_count) == ("|", True, True, 1)
    assert [column.name for column in seen.columns] == ["a", "b,c"]


def test_a_separator_is_one_character() -> None:
    for separator in ("", "::", '"', "\n"):
        with pytest.raises(FormatError, match="a separator is one character"):
            survey(b"a,b\n", "t.csv", separator=separator)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "the table has no rows"),
        ("\n\n, ,\n", "the table has no rows"),
    ],
)
def test_a_table_without_rows_is_refused(table: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        look(table)


def test_a_header_alone_is_no_table() -> None:
    with pytest.raises(FormatError, match="the table has no rows below its header"):
        survey(b"question,answer\n", "t.csv", header=True)


def test_there_is_an_end_to_the_rows_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashcards.formats.delimited.surveying.MOST_ROWS", 200)

    assert look("a,b\n" * 200).row_count == 200
    with pytest.raises(FormatError, match=r"^table\.csv: the table has more than 200 rows"):
        look("a,b\n" * 302)


def test_columns_without_names_are_numbered() -> None:
    assert [c.name for c in look("question,,answer\nx,y,z\n").columns] == [
        "question",
        "Column 2",
        "answer",
    ]


def test_a_sample_is_one_short_line() -> None:
    sample = look('question,answer\n"two\n lines",' + "x" * 500 + "\n").columns

    assert sample[0].sample == "two lines"
    assert len(sample[1].sample) == 80


@pytest.mark.parametrize(
    ("cells", "html"),
    [
        (["a<br>b", "c<br/>d"], True),
        (["<div>a</div>", "b&nbsp;c"], True),
        (["Which tag breaks a line? <br>", "What is <table>?", "i < j", "Q&A"] * 3, True),
        (["What is <table>?", "i < j && j > k", "List<String>", "R&D"], False),
        (["What does <br> do?", "plain", "plain"], False),
    ],
)
def test_html_is_told_by_its_marks(cells: list[str], html: bool) -> None:
    table = "question,answer\n" + "".join(f'"{cell}",x\n' for cell in cells)

    assert look(table).html is html


EVERY_NAME = [
    ("Front,Back", ["Question", "Answer"]),
    ("Begriff,Definition", ["Question", "Answer"]),
    ("Frage,Antwort,Erklärung,Thema", ["Question", "Answer", "Note", "Topic"]),
    ("recto,verso,étiquettes", ["Question", "Answer", "Tags"]),
    ("Pregunta,Respuesta,Categoría", ["Question", "Answer", "Topic"]),
    ("domanda,risposta,fonte", ["Question", "Answer", "Source"]),
    ("вопрос,ответ,тема,теги", ["Question", "Answer", "Topic", "Tags"]),
    ("soru,yanıt,açıklama", ["Question", "Answer", "Note"]),
    ("質問,答え", ["Question", "Answer"]),
    ("질문,정답", ["Question", "Answer"]),
    ("ID,Word,Meaning,Example", ["Id", "Question", "Answer", "Note"]),
    (
        "guid,deck,type,front,back,source url",
        ["Id", "Deck", "Kind", "Question", "Answer", "Ignore"],
    ),
    ("#,prompt,response,priority,track", ["Ignore", "Question", "Answer", "Importance", "Track"]),
    ("term,description", ["Question", "Answer"]),
    ("topic,explanation", ["Question", "Answer"]),
    ("english,german,tags", ["Question", "Answer", "Tags"]),
    ("question,term,answer", ["Question", "Ignore", "Answer"]),
    ("Text,Back Extra", ["Question", "Answer"]),
]


@pytest.mark.parametrize(("names", "targets"), EVERY_NAME)
def test_names_in_many_languages_say_what_a_column_is(names: str, targets: list[str]) -> None:
    width = names.count(",") + 1
    table = f"{names}\n" + ",".join(f"cell {at}" for at in range(width)) + "\n"

    seen = survey(table.encode(), "t.csv", header=True)

    assert [target.value for target in seen.mapping] == targets


def test_cloze_texts_need_no_answer() -> None:
    assert mapped("Text,Extra\n{{c1::DNS}} finds names,why\n") == [
        ("Text", Target.QUESTION),
        ("Extra", Target.NOTE),
    ]


def test_without_names_the_first_column_is_the_question_and_the_second_the_answer() -> None:
    table = "What is a key?,It names a row.,See chapter 2.\nWhat is a join?,Two tables in one.,-\n"

    assert [target for _, target in mapped(table)] == [
        Target.QUESTION,
        Target.ANSWER,
        Target.NOTE,
    ]


def test_without_names_a_last_column_of_words_holds_tags() -> None:
    table = "What is a key?,A name.,sql db\nWhat is a join?,Tables.,sql\nWhy?,So.,\n"

    assert [target for _, target in mapped(table)][-1] is Target.TAGS


def test_without_names_a_first_column_that_counts_is_no_question() -> None:
    assert [target for _, target in mapped("1,What?,That\n2,Who?,Me\n")] == [
        Target.IGNORE,
        Target.QUESTION,
        Target.ANSWER,
    ]


def test_another_mapping_gives_other_notes() -> None:
    data = b"Haus,house\nKatze,cat\n"
    seen = survey(data, "t.csv")

    turned = to_rows(seen, data, (Target.ANSWER, Target.QUESTION))

    assert [n.fields.question for n in turned.decks[0].topics[0].notes] == ["house", "cat"]
    assert cards(data) == [("Haus", "house"), ("Katze", "cat")]


def test_a_mapping_needs_a_question() -> None:
    data = b"Haus,house\n"

    with pytest.raises(FormatError, match=r"no column holds the question\. Choose one\."):
        to_rows(survey(data, "t.csv"), data, (Target.ANSWER, Target.NOTE))
