"""Deletions as Obsidian's plugin writes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import cloze_deletions
from flashcards.formats.obsidian import parse_obsidian
from flashcards.formats.obsidian.clozes import with_clozes


def cloze(text: str) -> str:
    found = with_clozes(text)
    assert found is not None
    assert set(found.numbers) == {deletion.number for deletion in cloze_deletions(found.text)}
    return found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the ==heap==", "the {{c1::heap}}"),
        ("==a== and ==b==", "{{c1::a}} and {{c2::b}}"),
        ("==a==^[hint] and ==b==", "{{c1::a::hint}} and {{c2::b}}"),
        ("==a==[^1], ==b==[^2], ==c==[^1]", "{{c1::a}}, {{c2::b}}, {{c1::c}}"),
        ("==a==^[h][^2]", "{{c2::a::h}}"),
        ("==2;;a;;h== ==1;;b==", "{{c2::a::h}} {{c1::b}}"),
        ("{{a}} {{2::b::h}} {{c3::c}}", "{{c1::a}} {{c2::b::h}} {{c3::c}}"),
        ("==a `b` c==^[see `d`]", "{{c1::a `b` c::see `d`}}"),
        ("==$\\frac{a}{\\sqrt{b}}$==", "{{c1::\\(\\frac{a}{\\sqrt{b} }\\)}}"),
        ("=={x}==", "{{c1::{x} }}"),
        ("`==a==` ==b==", "`==a==` {{c1::b}}"),
    ],
)
def test_deletions(text: str, expected: str) -> None:
    assert cloze(text) == expected


@pytest.mark.parametrize("text", ["a == b", "a==b==c", "== a ==", "`==a==`", "nothing", "{{ x }}"])
def test_what_is_no_deletion(text: str) -> None:
    assert with_clozes(text) is None


def test_what_cannot_be_one_is_named() -> None:
    found = with_clozes("==a}}b== ==c==")
    assert found is not None
    assert found.text == "==a}}b== {{c1::c}}"
    assert found.unusable == ("a}}b",)


def test_what_is_hidden_by_turns_is_asked_for_once() -> None:
    found = with_clozes("==context==[^hh] ==one==[^ah] ==two==[^ha]")
    assert found is not None
    assert found.text == "context {{c1::one}} {{c2::two}}"
    assert found.by_turns


def test_bold_text_is_a_deletion_only_where_the_plugin_has_a_schedule_for_it() -> None:
    def question(text: str) -> str:
        return parse_obsidian(text, "x.md").decks[0].topics[0].notes[-1].fields.question

    scheduled = "the **heap** grows\n<!--SR:!2024-08-16,51,230-->\n"
    assert question(scheduled) == "the {{c1::heap}} grows"
    assert question(f"==a==\n\n{scheduled.partition('<')[0]}") == "{{c1::a}}"
    assert question("**x** ==y==\n<!--SR:!2024-08-16,51,230-->\n") == "**x** {{c1::y}}"


def test_braces_are_deletions_only_among_cards() -> None:
    text = "#flashcards\nthe {{heap}} grows\n"
    (note,) = parse_obsidian(text, "x.md").decks[0].topics[0].notes
    assert note.fields.question == "the {{c1::heap}} grows"
    rows = parse_obsidian("today is {{date}}\n\na::b\n", "x.md")
    assert [n.fields.question for n in rows.decks[0].topics[0].notes] == ["a"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="=*{}[]^;:1ac h`$\\\n"), st.booleans())
def test_any_text_keeps_numbers_and_deletions_together(text: str, bold: bool) -> None:
    found = with_clozes(text, bold=bold)
    if found is not None:
        deleted = {deletion.number for deletion in cloze_deletions(found.text)}
        assert set(found.numbers) <= deleted
