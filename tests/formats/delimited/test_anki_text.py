"""Text files of Anki's, and those that people write for it: lines ``#key:value`` at the top."""

from __future__ import annotations

import pytest

from flashcards.domain.note import NoteKind
from flashcards.formats.delimited import Target
from flashcards.formats.delimited.anki_header import read_anki_header
from tests.formats.delimited.tables import cards, look, mapped, messages, notes, rows

EXPORT = """\
#separator:tab
#html:false
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
aB{1\tBasic\tSQL::Joins\tWhat is a join?\tTwo tables\tsql db::joins
aB{2\tCloze\tSQL::Keys\tA {{c1::key}} names a row\tsee chapter 2\t
aB{3\tBasic (and reversed card)\tSQL::Keys\tkey\tSchlüssel\t
"""


def test_an_export_of_anki_is_read_as_its_lines_say() -> None:
    seen = look(EXPORT, "export.txt")

    assert (seen.separator, seen.has_header, seen.html, seen.row_count) == ("\t", False, False, 3)
    assert [target for _, target in mapped(EXPORT, "export.txt")] == [
        Target.ID,
        Target.KIND,
        Target.DECK,
        Target.QUESTION,
        Target.ANSWER,
        Target.TAGS,
    ]


def test_its_notes_are_anki_s_by_their_guid() -> None:
    found = rows(EXPORT, "export.txt")

    assert [(deck.title, deck.namespace) for deck in found.decks] == [
        ("SQL::Joins", "anki"),
        ("SQL::Keys", "anki"),
    ]
    join, cloze, key = notes(EXPORT, "export.txt")
    assert (join.source_id, join.tags, join.kind) == ("aB{1", ("sql", "db::joins"), NoteKind.BASIC)
    assert (cloze.kind, cloze.fields.answer, cloze.fields.extra) == (
        NoteKind.CLOZE,
        "",
        "see chapter 2",
    )
    assert (key.kind, key.line) == (NoteKind.REVERSED, 9)


def test_without_guids_the_notes_are_those_of_the_file() -> None:
    assert rows("#separator:Comma\na,b\nc,d\n").decks[0].namespace is None


@pytest.mark.parametrize(
    ("word", "separator"),
    [
        ("Comma", ","),
        ("semicolon", ";"),
        ("Tab", "\t"),
        ("Space", " "),
        ("pipe", "|"),
        ("Colon", ":"),
        ("\t", "\t"),
        ("\\t", "\t"),
        ("~", "~"),
    ],
)
def test_the_separator_has_a_name_or_is_itself(word: str, separator: str) -> None:
    assert look(f"#separator:{word}\na{separator}b\n").separator == separator


@pytest.mark.parametrize("word", ["", "nonsense", '"', "x"])
def test_a_separator_that_can_be_none_is_looked_for(word: str) -> None:
    assert look(f"#separator:{word}\na;b\nc;d\n").separator == ";"


def test_what_holds_for_all_rows_is_given_to_all() -> None:
    table = "#deck:SQL::Joins\n#tags:sql new\n#notetype:Cloze\n{{c1::a}},b\n{{c1::c}},d\n"

    assert rows(table).decks[0].title == "SQL::Joins"
    assert [(note.kind, note.tags) for note in notes(table)] == [
        (NoteKind.CLOZE, ("sql", "new"))
    ] * 2


def test_columns_may_be_named_and_their_tags_have_no_commas() -> None:
    table = "#separator:tab\n#columns:Back\tFront\tTags\n#tags column:3\nA\tQ\ta,b c\n"

    assert cards(table) == [("Q", "A")]
    assert notes(table)[0].tags == ("a,b", "c")


def test_further_fields_are_shown_under_the_answer() -> None:
    table = "#separator:tab\nQ\tA\tmore\tand more\nQ2\tA2\t\t\n"

    assert [note.fields.extra for note in notes(table)] == ["more\n\nand more", ""]


@pytest.mark.parametrize(
    ("third", "kind"), [("y", NoteKind.REVERSED), ("", NoteKind.BASIC)], ids=["filled", "empty"]
)
def test_an_optional_reversed_note_is_reversed_where_its_field_says_so(
    third: str, kind: NoteKind
) -> None:
    table = f"#notetype:Basic (optional reversed card)\n#separator:tab\nQ\tA\t{third}\nR\tB\tx\n"

    note = notes(table)[0]

    assert (note.kind, note.fields.extra) == (kind, "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Basic", NoteKind.BASIC),
        ("Einfach (und umgekehrte Karte)", NoteKind.REVERSED),
        ("Lückentext", NoteKind.BASIC),  # no deletion in its text
        ("Basic (type in the answer)", NoteKind.TYPED),
        ("My own type", NoteKind.BASIC),
    ],
)
def test_the_names_of_note_types_are_known(name: str, kind: NoteKind) -> None:
    table = f"#separator:tab\n#notetype column:1\n{name}\tQ\tA\n"

    assert notes(table)[0].kind is kind


def test_comments_between_the_lines_are_passed_over() -> None:
    header, body = read_anki_header("#separator:tab\r\n# by hand\r\n#deck: SQL \r\na\tb\r\n")

    assert header is not None
    assert (header.deck, header.size, body) == ("SQL", 3, "a\tb\r\n")


@pytest.mark.parametrize(
    "text", ["# Joins\na,b\n", "#include <x>,what?\n", "#tag cloud,b\n", "a,b\n", "#\n"]
)
def test_other_lines_that_begin_so_are_rows(text: str) -> None:
    assert read_anki_header(text) == (None, text)


def test_columns_that_are_not_there_are_not_missed() -> None:
    table = "#separator:tab\n#tags column:9\n#guid column:0\n#deck column:x\nQ\tA\n"

    assert cards(table) == [("Q", "A")]
    assert messages(table) == []


def test_a_file_of_nothing_but_lines_for_anki_has_no_rows() -> None:
    with pytest.raises(Exception, match="the table has no rows"):
        look("#separator:tab\n#html:true")
