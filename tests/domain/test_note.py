"""The texts of a note, and the cards that it gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import BUILT_IN_KINDS, NoteFields, NoteKind, card_keys
from flashcards.domain.note_type import NoteType, Template

VOCABULARY = NoteType(
    "Vocabulary",
    ("Word", "Meaning", "Example"),
    (
        Template("Recognise", "{{Word}}", "{{FrontSide}}\n\n---\n\n{{Meaning}}"),
        Template("Recall", "{{#Meaning}}{{Meaning}}{{/Meaning}}", "{{Word}}"),
        Template("Use", "{{#Example}}Say: {{Example}}{{/Example}}", "{{Word}}"),
    ),
)
GAPS = NoteType(
    "Gaps",
    ("Heading", "Text", "More"),
    (Template("Cloze", "{{Heading}}\n\n{{cloze:Text}}\n{{type:cloze:More}}", "{{cloze:Text}}"),),
    cloze=True,
)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_the_texts_of_a_note_are_its_fields_in_order(texts: list[str]) -> None:
    fields = NoteFields.of(texts)
    assert fields.texts[: len(texts)] == tuple(texts)
    assert not any(fields.texts[len(texts) :])
    assert NoteFields.of(fields.texts) == fields


def test_a_note_has_four_texts_and_what_a_note_type_adds() -> None:
    fields = NoteFields("q", "a", "e", "s", ("m", "n"))
    assert fields.texts == ("q", "a", "e", "s", "m", "n")
    assert NoteFields("q").texts == ("q", "", "", "")


@pytest.mark.parametrize(
    ("kind", "question", "keys"),
    [
        (NoteKind.BASIC, "q", ("forward",)),
        (NoteKind.REVERSED, "q", ("forward", "reverse")),
        (NoteKind.CLOZE, "{{c2::b}} {{c1::a}} {{c2::c}}", ("c1", "c2")),
        (NoteKind.CLOZE, "nothing", ()),
    ],
)
def test_the_cards_of_a_built_in_kind(kind: NoteKind, question: str, keys: tuple[str, ...]) -> None:
    assert card_keys(kind, NoteFields(question)) == keys


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        (("Haus", "house", ""), ("t1", "t2")),
        (("Haus", "house", "Das Haus."), ("t1", "t2", "t3")),
        (("", "house", ""), ("t2",)),
        ((" \n", "", ""), ()),
    ],
)
def test_a_template_gives_a_card_where_its_front_shows_something(
    texts: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    assert card_keys(NoteKind.CUSTOM, NoteFields.of(texts), VOCABULARY) == keys


def test_a_cloze_type_gives_a_card_for_each_number_in_any_of_its_cloze_fields() -> None:
    fields = NoteFields.of(("{{c9::not cloze}}", "{{c1::a}} {{c3::b}}", "{{c2::d}}"))
    assert card_keys(NoteKind.CUSTOM, fields, GAPS) == ("c1", "c2", "c3")


def test_a_custom_note_without_its_type_gives_one_card_if_it_says_anything() -> None:
    assert card_keys(NoteKind.CUSTOM, NoteFields("", "a")) == ("t1",)
    assert card_keys(NoteKind.CUSTOM, NoteFields("")) == ()


def test_every_kind_but_the_custom_one_is_built_in() -> None:
    assert {*BUILT_IN_KINDS, NoteKind.CUSTOM} == set(NoteKind)


def test_a_field_beyond_the_texts_of_a_note_is_empty() -> None:
    assert VOCABULARY.values(("Haus",)) == {"Word": "Haus", "Meaning": "", "Example": ""}
