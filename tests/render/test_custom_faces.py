"""Cards of note types that other programs brought."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.domain.note_type import NoteType, Template
from flashcards.render.diff import answers_match
from flashcards.render.face import Faces
from flashcards.render.faces import faces

FIELDS = ("Front", "Back", "Extra", "Hint", "Note")
FRONT_SIDE = "{{FrontSide}}\n\n---\n\n"


def asked(
    front: str,
    back: str,
    *texts: str,
    key: str = "t1",
    cloze: bool = False,
    special: dict[str, str] | None = None,
) -> Faces:
    """The faces of a card with one template, whose fields are FIELDS."""
    note_type = NoteType("Words", FIELDS, (Template("Card 1", front, back),), cloze=cloze)
    return faces(NoteKind.CUSTOM, key, NoteFields.of(texts), note_type, special)


def test_a_card_is_what_its_templates_make_of_the_fields() -> None:
    card = asked(
        "**{{Front}}**", "{{Back}}{{#Extra}}\n\n{{Extra}}{{/Extra}}", "Haus", "house", "n."
    )
    assert (card.question, card.answer) == ("**Haus**", "house\n\nn.")
    assert (card.expected, card.options, card.steps, card.remainder) == (None, (), (), "")
    assert card.hint == "house …"


def test_each_template_is_a_card() -> None:
    note_type = NoteType(
        "Words",
        ("Front", "Back"),
        (Template("There", "{{Front}}", "{{Back}}"), Template("And back", "{{Back}}", "{{Front}}")),
    )
    card = faces(NoteKind.CUSTOM, "t2", NoteFields("Haus", "house"), note_type)
    assert (card.question, card.answer) == ("house", "Haus")


@pytest.mark.parametrize(
    "back",
    [
        "{{FrontSide}}\n\n---\n\n{{Back}}",
        "{{FrontSide}}\n---\n{{Back}}",
        "{{ FrontSide }}\n\n<hr id=answer>\n\n{{Back}}",
        '{{FrontSide}}<hr id="answer" />{{Back}}',
        "{{FrontSide}}\n\n{{Back}}",
        "{{#Back}}{{FrontSide}}{{/Back}}\n\n* * *\n\n{{Back}}",
        "{{Front}}?\n\n---\n\n{{Back}}",
        "---\n\n{{Back}}",
        "{{Back}}",
    ],
)
def test_the_question_is_not_repeated_on_the_back(back: str) -> None:
    assert asked("{{Front}}?", back, "Q", "A").answer == "A"


def test_a_back_may_have_rules_of_its_own() -> None:
    card = asked("{{Front}}", f"{FRONT_SIDE}{{{{Back}}}}\n\n---\n\n{{{{Extra}}}}", "Q", "A", "E")
    assert card.answer == "A\n\n---\n\nE"


def test_an_answer_that_begins_like_the_question_is_kept_whole() -> None:
    assert asked("{{Front}}", "{{Front}} is {{Back}}", "TCP", "a protocol").answer == (
        "TCP is a protocol"
    )


class TestTyping:
    def test_what_is_typed_is_compared_with_the_field(self) -> None:
        card = asked(
            "{{Front}}\n\n{{type:Back}}", FRONT_SIDE + "{{type:Back}}", "Haus", "**a house**"
        )
        assert card.question == "Haus"
        assert card.expected == "a house"
        assert answers_match(" A  house", card.expected, NoteKind.CUSTOM)
        assert (card.answer, card.remainder) == ("**a house**", "")

    def test_the_rest_of_the_back_is_shown_beside_it(self) -> None:
        back = FRONT_SIDE + "{{type:Back}}\n\n{{Extra}}"
        card = asked("{{Front}} {{type:Back}}", back, "Haus", "house", "A noun.")
        assert (card.answer, card.remainder) == ("house\n\nA noun.", "A noun.")

    @pytest.mark.parametrize("back", ["{{FrontSide}}", FRONT_SIDE + "{{Back}}"])
    def test_an_answer_that_says_only_that_is_not_said_twice(self, back: str) -> None:
        card = asked("{{Front}} {{type:Back}}", back, "Haus", "`house`")
        assert (card.answer, card.remainder, card.expected) == ("`house`", "", "house")

    def test_an_empty_field_is_not_typed(self) -> None:
        assert asked("{{Front}} {{type:Back}}", "{{Extra}}", "Haus", "", "n.").expected is None


class TestHint:
    def test_a_hint_of_the_front_is_shown_on_request(self) -> None:
        front = "{{Front}}\n\n{{hint:Hint}}"
        card = asked(front, FRONT_SIDE + "{{Back}}", "Haus", "house", "", "*lives* there")
        assert card.question == "Haus"
        assert card.hint == "lives there"
        assert card.answer == "house\n\n*lives* there"

    def test_on_the_back_it_is_shown(self) -> None:
        card = asked("{{Front}}", "{{Back}}\n\n{{hint:Hint}}", "Haus", "house", "", "there")
        assert card.answer == "house\n\nthere"

    def test_a_card_whose_hint_is_empty_has_the_first_words(self) -> None:
        assert asked("{{Front}}{{hint:Hint}}", "{{Back}}", "Haus", "a big house").hint == "a …"


class TestCloze:
    TEXT = "{{c1::TCP::which}} and {{c2::UDP}} are protocols."

    def test_its_own_deletion_is_hidden_and_then_bold(self) -> None:
        card = asked(
            "{{cloze:Front}}", "{{cloze:Front}}\n\n{{Back}}", self.TEXT, "Of layer 4.",
            key="c1", cloze=True,
        )  # fmt: skip
        assert card.question == "[which] and UDP are protocols."
        assert card.answer == "**TCP** and UDP are protocols.\n\nOf layer 4."
        assert card.hint == "T…"

    def test_a_hidden_text_can_be_typed(self) -> None:
        template = "{{cloze:Front}}\n\n{{type:cloze:Front}}"
        card = asked(template, template, self.TEXT, key="c2", cloze=True)
        assert card.question == "TCP and […] are protocols."
        assert card.expected == "UDP"
        assert card.remainder == "TCP and **UDP** are protocols."

    def test_sections_follow_the_number(self) -> None:
        front = "{{#c2}}Second: {{/c2}}{{cloze:Front}}"
        assert asked(front, "", self.TEXT, key="c1", cloze=True).question.startswith("[which]")
        assert asked(front, "", self.TEXT, key="c2", cloze=True).question.startswith("Second: TCP")


def test_special_fields_are_known() -> None:
    front = "{{Type}}, {{Card}}, {{Deck}}, {{Tags}}"
    assert asked(front, "", special={"Deck": "A"}).question == "Words, Card 1, A,"


def test_text_has_no_marks() -> None:
    assert asked("{{text:Front}}", "", "**a** `b`").question == "a b"


@pytest.mark.parametrize("key", ["t2", "t0", "t", "c1", "forward", "t¹"])
def test_a_card_whose_template_is_gone_shows_the_fields(key: str) -> None:
    card = asked("{{Front}}", "{{Back}}", "", "Haus", "", "house", "n.", key=key)
    assert (card.question, card.answer) == ("Haus", "house\n\nn.")


def test_a_note_whose_type_is_gone_shows_the_fields() -> None:
    card = faces(NoteKind.CUSTOM, "t1", NoteFields("Haus", "house"))
    assert (card.question, card.answer) == ("Haus", "house")


def test_an_empty_front_says_so() -> None:
    assert "empty" in asked("{{Front}}", "{{Back}}", "", "A").question


TAGS = st.sampled_from(
    [
        "{{Front}}", "{{#Back}}", "{{/Back}}", "{{^Back}}", "{{FrontSide}}", "{{cloze:Front}}",
        "{{type:Back}}", "{{type:cloze:Front}}", "{{hint:Back}}", "{{text:Front}}", "---\n", "**",
        "\n\n", "<hr>", "{{no}}", "- ",
    ]
)  # fmt: skip
TEMPLATES = st.lists(TAGS, max_size=8).map("".join)
TEXTS = st.one_of(
    st.text(st.sampled_from("ab {}:c1*_`[]()\\\n-|<>"), max_size=40),
    st.just("{{c1::a::b}} {{c2::c}}"),
)


@settings(max_examples=150, deadline=None)
@given(front=TEMPLATES, back=TEMPLATES, a=TEXTS, b=TEXTS, cloze=st.booleans())
def test_any_template_gives_faces(front: str, back: str, a: str, b: str, cloze: bool) -> None:
    note_type = NoteType("N", ("Front", "Back"), (Template("C", front, back),), cloze=cloze)
    fields = NoteFields(a, b)
    for key in (*card_keys(NoteKind.CUSTOM, fields, note_type), "t1", "c1", "t9"):
        card = faces(NoteKind.CUSTOM, key, fields, note_type)
        assert card.question
        assert len(card.question) + len(card.answer) < 3_000
