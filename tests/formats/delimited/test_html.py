"""Tables whose cells are HTML, as Anki and web pages write them."""

from __future__ import annotations

from flashcards.domain.note import NoteKind
from flashcards.formats.delimited import survey, to_rows
from tests.formats.delimited.tables import cards, messages, notes

TABLE = (
    "#separator:tab\n#html:true\n"
    "What is <b>bold</b>?\tone<br>two &lt;three&gt;\n"
    "2 * 3 = 6\ta_b_c\n"
    "{{c1::<i>this</i>}} is hidden\t\n"
    '<img src="a b.png">\t[sound:x.mp3] \\(x^2\\)\n'
)


def test_html_becomes_markdown() -> None:
    assert cards(TABLE)[0] == ("What is **bold**?", "one  \ntwo &lt;three>")
    assert notes(TABLE)[2].kind is NoteKind.CLOZE


def test_text_that_markdown_would_read_as_marks_stays_text() -> None:
    question, answer = cards(TABLE)[1]

    assert question.replace("\\", "") == "2 * 3 = 6"
    assert answer.replace("\\", "") == "a_b_c"


def test_images_sounds_and_formulas_are_kept() -> None:
    question, answer = cards(TABLE)[3]

    assert question == "![](a%20b.png)"
    assert answer == "[sound:x.mp3] \\(x^2\\)"


def test_what_could_act_is_left_out_and_told_once() -> None:
    table = "#html:true\n" + 'a<script>alert(1)</script>;b<form></form>\n"c<script>x</script>";d\n'

    assert cards(table) == [("a", "b"), ("c", "d")]
    assert messages(table) == [
        (0, "Forms, frames and embedded pages were left out (1 note)."),
        (0, "Scripts and style sheets in the text were left out (2 notes)."),
    ]


def test_a_person_decides_whether_cells_are_html() -> None:
    data = b"a<br>b;c\nd<br>e;f\n"

    plain = to_rows(survey(data, "t.csv", html=False), data)

    assert survey(data, "t.csv").html
    assert plain.decks[0].topics[0].notes[0].fields.question == "a<br>b"
