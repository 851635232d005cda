"""The template language of note types from other programs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note_type import NoteType, Template
from flashcards.domain.template_text import LONGEST
from flashcards.domain.templates import DEEPEST, render_template, template_keys

FIELDS = {
    "Front": "Q",
    "Back": "A",
    "Empty": " \n",
    "Gap": "{{c1::one::hint}}, {{c2::two}}, {{c1::three}}",
    "Word": " 漢字[かんじ]を 読[よ]む",
    "A: b": "named with a colon",
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("no field", "no field"),
        ("{{Front}} {{ Back }}", "Q A"),
        ("{{Front", "{{Front"),
        ("{{}} { {{Front}} }", "{{}} { Q }"),
        ("{{ }}{{!a remark}}", ""),
        ("{{A: b}}", "named with a colon"),
        ("{{=<% %>=}}<%Front%> <%#Back%>and <%Back%><%/Back%>", "Q and A"),
    ],
)
def test_a_field_is_put_in_the_place_of_its_name(template: str, text: str) -> None:
    assert render_template(template, FIELDS) == text


def test_a_text_is_never_read_as_a_template() -> None:
    assert render_template("{{A}}", {"A": "{{B}} {{#B}}", "B": "b"}) == "{{B}} {{#B}}"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{#Front}}a{{/Front}}{{#Empty}}b{{/Empty}}", "a"),
        ("{{^Front}}a{{/Front}}{{^Empty}}b{{/Empty}}", "b"),
        ("{{#Front}}{{^Empty}}a{{Back}}{{/Empty}}c{{/Front}}d", "aAcd"),
        ("{{#Empty}}{{#Front}}a{{/Front}}b{{/Empty}}c", "c"),
        ("{{#Front}}a", "a"),
        ("{{#Empty}}a", ""),
        ("a{{/Front}}b", "ab"),
        ("{{#Front}}{{#Empty}}a{{/Front}}b{{/Empty}}c", "bc"),
        ("{{# Front }}a{{/ Front }}", "a"),
    ],
)
def test_sections_depend_on_whether_a_field_has_a_text(template: str, text: str) -> None:
    assert render_template(template, FIELDS) == text


def test_a_section_may_depend_on_the_deletion_that_is_asked_for() -> None:
    template = "{{#c1}}first{{/c1}}{{^c1}}another{{/c1}}"
    assert [render_template(template, FIELDS, cloze=n) for n in (1, 2)] == ["first", "another"]
    assert render_template("{{#c1}}a{{/c1}}", {"c1": "a field"}, cloze=2) == "a"


def test_sections_beyond_the_deepest_are_shown_whatever_they_ask() -> None:
    within = "{{#Front}}" * DEEPEST + "{{#Empty}}a{{/Empty}}" + "{{/Front}}" * DEEPEST
    assert render_template(within, FIELDS) == "a"
    assert render_template(within.replace("{{#Front}}", "", 1), FIELDS) == ""


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{Nope}} {{Nope}} {{Other}}", "{unknown field Nope}  {unknown field Other}"),
        ("{{#Nope}}a{{/Nope}}{{^Nope}}b{{/Nope}}", "{unknown field Nope}b"),
        ("{{#Empty}}{{Nope}}{{/Empty}}", ""),
        ("{{text:Nope\n more}}", "{unknown field Nope more}"),
        ("{{front}}", "{unknown field front}"),
    ],
)
def test_an_unknown_field_is_named_once_where_it_is_seen(template: str, text: str) -> None:
    assert render_template(template, FIELDS) == text


def test_special_fields_are_empty_unless_they_are_given() -> None:
    template = "{{Deck}}{{Subdeck}}{{Tags}}{{Type}}{{Card}}{{FrontSide}}{{#Tags}}tagged{{/Tags}}"
    assert render_template(template, {}) == ""
    given_them = {"Deck": "A::B", "Tags": "x y"}
    assert render_template(template, given_them, front="Q") == "A::Bx yQtagged"
    assert render_template("{{Tags}}", {"Tags": "a field of that name"}) == "a field of that name"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{furigana:Word}}", "漢字(かんじ)を読(よ)む"),
        ("{{kana:Word}}", "かんじをよむ"),
        ("{{kanji:Word}}", "漢字を読む"),
        ("{{text:kanji:Word}}", "漢字を読む"),
        ("{{text:Html}}", "a b"),
        ("{{type:Front}} {{hint:Back}}", "Q A"),
        ("{{type:nc:Front}}", "Q"),
        ("{{unheard-of:Front}}", "Q"),
        ("{{tts en_US voices=A,B:Front}}", ""),
        ("{{cloze:Gap}}", "[hint], two, […]"),
        ("{{type:cloze:Gap}}", "one, three"),
    ],
)
def test_filters_change_a_text(template: str, text: str) -> None:
    fields = {**FIELDS, "Html": "a <b>b</b>"}
    assert render_template(template, fields, cloze=1) == text


def test_without_a_number_all_deletions_are_resolved() -> None:
    assert render_template("{{cloze:Gap}}", FIELDS) == "one, two, three"


@pytest.mark.parametrize("text", ["[link](x.org)", "a [sound:b.mp3]", "![picture](c.png)", "[a]"])
def test_what_only_looks_like_a_reading_stays(text: str) -> None:
    assert render_template("{{furigana:A}}", {"A": text}) == text


def test_filters_can_be_replaced_and_see_each_text_once() -> None:
    seen: list[str] = []

    def filtered(text: str) -> str:
        seen.append(text)
        return text.lower()

    template = "{{text:Front}} {{text:Front}} {{hint:text:Back}} {{text:Empty}}"
    assert (
        render_template(template, {**FIELDS, "Empty": ""}, filters={"text": filtered}) == "q q a "
    )
    assert seen == ["Q", "A"]


class TestCards:
    @pytest.mark.parametrize(
        ("front", "gives"),
        [
            ("{{A}}", True),
            ("{{B}}", False),
            ("a text alone", False),
            ("{{Tags}} {{Deck}} {{unknown}}", False),
            ("{{#A}}{{B}}{{/A}}", False),
            ("{{^B}}{{A}}{{/B}}", True),
            ("{{#B}}{{A}}{{/B}}", False),
            ("{{type:text:A}}", True),
        ],
    )
    def test_a_front_has_to_show_a_field_with_a_text(self, front: str, gives: bool) -> None:
        note_type = NoteType("N", ("A", "B"), (Template("Card", front, "{{A}}"),))
        keys = template_keys(note_type, {"A": "a", "B": ""})
        assert keys == (("t1",) if gives else ())


TEXTS = st.text(st.sampled_from("ab {}#^/:|*_[]()<>-=%\n`c1漢"), max_size=60)
TAGS = st.sampled_from(
    [
        "{{A}}", "{{#A}}", "{{/A}}", "{{^B}}", "{{/B}}", "{{FrontSide}}", "{{cloze:A}}",
        "{{type:cloze:B}}", "{{furigana:A}}", "**", "\n", "> ", "- ", "| ", "](", "{{no}}",
        "{{hint:kana:B}}", "{{=<% %>=}}",
    ]
)  # fmt: skip
TEMPLATES = st.lists(st.one_of(TAGS, TEXTS), max_size=20).map("".join)


@settings(max_examples=150, deadline=None)
@given(template=TEMPLATES, a=TEXTS, b=TEXTS, cloze=st.none() | st.integers(0, 3))
def test_any_template_gives_a_bounded_text(
    template: str, a: str, b: str, cloze: int | None
) -> None:
    text = render_template(template, {"A": a, "B": b}, front=a, cloze=cloze)
    assert len(text) <= 60 * len(template) + 600
    assert render_template(template, {"A": a, "B": b}, front=a, cloze=cloze) == text
    for is_cloze in (True, False):
        note_type = NoteType("N", ("A", "B"), (Template("C", template, ""),), cloze=is_cloze)
        template_keys(note_type, {"A": a, "B": b})


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{A}}" * 20_000, "x" * 100_000),
        ("**{{A}}**" * 20_000, "a\n\nb"),
        ("{{#A}}" * 20_000 + "{{/B}}" * 20_000, "a"),
        ("{{a" * 70_000, ""),
        ("{{kana:A}}" * 9, "a[" * 100_000),
        ("{{furigana:A}}" * 9, "漢" * 200_000),
        ("{{text:A}}" * 9, "<" * 200_000),
        ("{{cloze:A}}" * 9, "{{c1::" * 30_000),
        ("*" * 100_000 + "{{A}}" + "*" * 100_000, "a\n\nb"),
        ("](" * 100_000 + "{{A}}", "a b"),
    ],
)
def test_a_hostile_template_costs_no_more_than_its_length(template: str, text: str) -> None:
    assert len(render_template(template, {"A": text}, cloze=1)) <= LONGEST
