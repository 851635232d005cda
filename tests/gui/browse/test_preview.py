"""What the preview shows of each kind of note."""

from __future__ import annotations

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.formats.rows import NoteRow
from flashcards.gui.browse.preview import Face, Preview, face_of

WORDS = NoteType(
    "Words",
    ("Word", "Meaning"),
    (
        Template("There", "{{Word}}", "{{Meaning}}"),
        Template("Back", "{{Meaning}} ({{Deck}}, {{Tags}})", "{{Word}}"),
    ),
)


def face(kind: NoteKind, *texts: str, key: str = "", **more: object) -> Face | None:
    """How a card of a note with these texts looks."""
    row = NoteRow(NoteFields.of(texts), kind, **more)  # type: ignore[arg-type]
    return face_of(row, key, {"tree.png": "3f.png"}, "Words::German")


def test_a_basic_card_has_its_note_and_its_source() -> None:
    assert face(NoteKind.BASIC, "Q", "A", "One.\n\nTwo.", "RFC 1") == Face(
        "Q", "A", "> One.\n> \n> Two.", "RFC 1"
    )


def test_each_card_of_a_note_has_its_own_face() -> None:
    assert face(NoteKind.REVERSED, "Q", "A", key="reverse") == Face("A", "Q")
    cloze = face(NoteKind.CLOZE, "{{c1::a}} and {{c2::b::letter}}", "", key="c2")
    assert cloze is not None
    assert "a and" in cloze.question
    assert "letter" in cloze.question


def test_a_card_that_is_gone_while_one_writes_gives_way_to_the_first() -> None:
    first = face(NoteKind.CLOZE, "{{c1::a}} and b", "", key="c1")
    assert face(NoteKind.CLOZE, "{{c1::a}} and b", "", key="c2") == first


def test_a_note_without_a_card_has_no_face() -> None:
    assert face(NoteKind.CLOZE, "no deletion", "") is None


def test_a_choice_shows_its_options_and_which_are_right() -> None:
    shown = face(NoteKind.CHOICE, "Which?", "- [x] this\n- [ ] that\n\nBecause.")
    assert shown is not None
    assert shown.question == "Which?\n\n- this\n- that"
    assert shown.answer == "- ✓ this\n- that\n\nBecause."


def test_a_custom_card_is_asked_by_its_template() -> None:
    shown = face(NoteKind.CUSTOM, "Haus", "house", key="t2", note_type=WORDS, tags=("noun", "easy"))
    assert shown == Face("house (Words::German, noun easy)", "Haus")


def test_pictures_come_from_the_files_that_hold_them() -> None:
    shown = face(NoteKind.BASIC, "Q ![](tree.png)", "![](other.png)")
    assert shown == Face("Q ![](3f.png)", "![](other.png)")


def test_a_question_can_be_shown_alone(qtbot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.show_face(Face("Q", "A", source="RFC 1"))
    assert not preview.answer.isHidden()
    assert not preview.source.isHidden()
    assert preview.extra.isHidden()
    preview.show_answers(False)
    assert preview.answer.isHidden()
    assert preview.source.isHidden()
    assert not preview.question.isHidden()


def test_it_says_why_there_is_nothing_to_see(qtbot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.show_face(Face("Q", "A"))
    preview.show_face(None, "Not a note yet.")
    assert preview.question.isHidden()
    assert preview._waits.text() == "Not a note yet."
    preview.show_face(Face("Q", "A"))
    assert not preview.question.isHidden()
