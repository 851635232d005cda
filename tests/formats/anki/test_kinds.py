"""The kinds that note types amount to, told by their templates in any language."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.formats.rows import NoteRow
from tests.formats.anki.packages import (
    BASIC,
    CLOZE,
    OPTIONAL,
    REVERSED,
    TERM,
    TYPED,
    Card,
    Note,
    NoteType,
    Package,
    Template,
    answer_of,
)
from tests.formats.anki.reading import notes_of, read, told


def note_of(note: Note, folder: Path) -> NoteRow:
    """The only note of a package with this one in it."""
    rows = read(Package(notes=(note,), types=(note.type,)).write(folder))
    return notes_of(rows)[0]


def test_basic(tmp_path: Path) -> None:
    note = note_of(Note(("Q", "A")), tmp_path)

    assert note.kind is NoteKind.BASIC
    assert note.fields == NoteFields("Q", "A")
    assert note.note_type is None
    assert [card.key for card in note.cards] == ["forward"]


def test_stock_types_are_known_in_any_language_and_dress(tmp_path: Path) -> None:
    german = NoteType(
        7,
        "Einfach",
        ("Vorderseite", "Rückseite"),
        (
            Template(
                '<div class="front">\n  {{Vorderseite}}\n</div>',
                '{{FrontSide}}<hr id="answer"><div style="color: blue">{{Rückseite}}</div>'
                "<!-- a comment -->",
            ),
        ),
    )

    assert note_of(Note(("Frage", "Antwort"), german), tmp_path).kind is NoteKind.BASIC


def test_text_in_a_template_makes_a_type_of_its_own(tmp_path: Path) -> None:
    worded = NoteType(
        7, "Words", ("A", "B"), (Template("Translate: {{A}}", answer_of("B")),), css=".x {}"
    )

    note = note_of(Note(("Hund", "dog"), worded), tmp_path)

    assert note.kind is NoteKind.CUSTOM
    assert note.note_type is not None
    assert note.note_type.name == "Words"
    assert note.note_type.css == ".x {}"


def test_reversed(tmp_path: Path) -> None:
    note = note_of(Note(("Q", "A"), REVERSED, cards=(Card(0), Card(1, flags=2))), tmp_path)

    assert note.kind is NoteKind.REVERSED
    assert [(card.key, card.flag) for card in note.cards] == [("forward", 0), ("reverse", 2)]


def test_reversed_with_one_side_alone_asks_for_nothing_that_is_not_there(tmp_path: Path) -> None:
    front = note_of(Note(("Q", ""), REVERSED), tmp_path)
    back = note_of(Note(("", "A"), REVERSED, cards=(Card(1),)), tmp_path)

    assert (front.kind, front.fields) == (NoteKind.BASIC, NoteFields("Q", ""))
    assert (back.kind, back.fields) == (NoteKind.BASIC, NoteFields("A", ""))
    assert [card.key for card in back.cards] == ["forward"]


@pytest.mark.parametrize(("switch", "kind"), [("y", NoteKind.REVERSED), ("", NoteKind.BASIC)])
def test_optional_reversed_is_reversed_where_the_note_says_so(
    switch: str, kind: NoteKind, tmp_path: Path
) -> None:
    note = note_of(Note(("Q", "A", switch), OPTIONAL), tmp_path)

    assert note.kind is kind
    assert note.fields == NoteFields("Q", "A")


def test_typed(tmp_path: Path) -> None:
    note = note_of(Note(("HTTP status for created", "201"), TYPED), tmp_path)

    assert note.kind is NoteKind.TYPED
    assert note.fields.answer == "201"


def test_cloze_keeps_extra_hints_and_the_same_number_twice(tmp_path: Path) -> None:
    text = "{{c1::TCP}} orders, {{c2::UDP::no order}} does not; {{c1::segments}} are resent"

    note = note_of(Note((text, "RFC 9293"), CLOZE, cards=(Card(0), Card(1))), tmp_path)

    assert note.kind is NoteKind.CLOZE
    assert note.fields == NoteFields(text, "", "RFC 9293")
    assert [card.key for card in note.cards] == ["c1", "c2"]


def test_a_cloze_note_without_a_deletion_becomes_a_basic_one(tmp_path: Path) -> None:
    rows = read(Package(notes=(Note(("no gap", "extra"), CLOZE),)).write(tmp_path))

    assert notes_of(rows)[0].kind is NoteKind.BASIC
    assert notes_of(rows)[0].fields == NoteFields("no gap", "extra")
    assert "Cloze notes without a deletion became basic ones (1 note)." in told(rows)


def test_custom_types_keep_fields_and_templates(tmp_path: Path) -> None:
    values = ("Shard", "A part", "By key", "Data", "1997")

    note = note_of(Note(values, TERM, cards=(Card(0), Card(1))), tmp_path)

    assert note.kind is NoteKind.CUSTOM
    assert note.fields == NoteFields("Shard", "A part", "By key", "Data", ("1997",))
    assert note.note_type is not None
    assert note.note_type.fields == TERM.fields
    assert [template.name for template in note.note_type.templates] == ["Forward 1", "Backward 2"]
    assert note.note_type.templates[0].front == "{{Area}}\n\n#### {{Term}}"
    assert note.note_type.templates[0].back == (
        "{{FrontSide}}\n\n---\n\n{{Meaning}}{{#Extra}}\n\n{{Extra}}\n\n{{/Extra}}"
    )
    assert [card.key for card in note.cards] == ["t1", "t2"]
    assert card_keys(note.kind, note.fields, note.note_type) == ("t1", "t2")


def test_image_occlusion_keeps_its_cards_though_it_hides_where_they_come_from(
    tmp_path: Path,
) -> None:
    occlusion = NoteType(
        7,
        "Image Occlusion",
        ("Occlusion", "Image", "Header"),
        (
            Template(
                "{{#Header}}<div>{{Header}}</div>{{/Header}}"
                '<div style="display: none">{{cloze:Occlusion}}</div>'
                '<div id="container">{{Image}}<canvas id="c"></canvas></div><script>f()</script>',
                "{{cloze:Occlusion}}{{Image}}",
            ),
        ),
        cloze=True,
    )
    shapes = "{{c1::image-occlusion:rect:left=.1:top=.2}}<br>{{c2::image-occlusion:rect:left=.3}}"
    source = Note((shapes, '<img src="map.png">', "Map"), occlusion, cards=(Card(0), Card(1)))

    rows = read(Package(notes=(source,), types=(occlusion,)).write(tmp_path))

    note = notes_of(rows)[0]
    assert "Image occlusion cards show the whole picture (1 note)." in told(rows)
    assert note.kind is NoteKind.CUSTOM
    assert note.note_type is not None
    assert note.note_type.cloze
    assert note.note_type.templates[0].front == (
        "{{#Header}}\n{{Header}}\n{{/Header}}\n<!-- {{cloze:Occlusion}} -->\n{{Image}}"
    )
    assert [card.key for card in note.cards] == ["c1", "c2"]
    assert card_keys(note.kind, note.fields, note.note_type) == ("c1", "c2")


def test_cards_that_a_note_does_not_give_are_left_out_and_counted(tmp_path: Path) -> None:
    note = Note(("Q", "A"), BASIC, cards=(Card(0), Card(3)))

    rows = read(Package(notes=(note,)).write(tmp_path))

    assert [card.key for card in notes_of(rows)[0].cards] == ["forward"]
    assert "1 card that the notes no longer give left out." in told(rows)


def test_a_question_is_a_heading_and_what_stands_below_it(tmp_path: Path) -> None:
    lines = note_of(Note(("What is it?<br>(two words)", "A")), tmp_path)
    heading = note_of(Note(("<h1><b>Design a cache</b></h1><p>of any size</p>", "A")), tmp_path)

    assert lines.fields.question == "What is it?\n\n(two words)"
    assert heading.fields.question == "Design a cache\n\nof any size"


def test_notes_that_ask_nothing_are_left_out_with_their_number(tmp_path: Path) -> None:
    notes = (Note(("", "A")), Note(("<br>", "B")), Note(("Q", "A")))

    rows = read(Package(notes=notes).write(tmp_path))

    assert len(notes_of(rows)) == 1
    assert rows.decks[0].skipped == 2
    assert "Notes without a question were left out (2 notes)." in told(rows)


def test_a_note_whose_type_is_missing_is_left_out_with_its_number(tmp_path: Path) -> None:
    package = Package(notes=(Note(("Q", "A")), Note(("R", "B"), TYPED)), types=(BASIC,))

    rows = read(package.write(tmp_path))

    assert [note.fields.question for note in notes_of(rows)] == ["Q"]
    assert "Notes whose note type is missing were left out (1 note)." in told(rows)


def test_too_few_and_too_many_values_of_a_note_do_no_harm(tmp_path: Path) -> None:
    assert note_of(Note(("Q",)), tmp_path).fields == NoteFields("Q", "")
    assert note_of(Note(("Q", "A", "more")), tmp_path).fields == NoteFields("Q", "A")
