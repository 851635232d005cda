"""Deletions of cloze texts, each standing alone and belonging to one card."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import cloze_deletions
from flashcards.formats.anki.deletions import plain_deletions
from flashcards.formats.anki.html import Loss


@pytest.mark.parametrize(
    "text",
    [
        "no deletion }} at all {{",
        "{{c1::one}} and {{c2::two::hint}} and {{c1::three}}",
        "{{c500::x}}",
        "{{c1::no end",
        r"\({{c1::\frac{a}{b} }}\)",
    ],
)
def test_usual_ones_stay_as_they_are(text: str) -> None:
    losses: set[Loss] = set()

    assert plain_deletions(text, losses) == text
    assert not losses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{c1::a {{c2::b}} c}}", "{{c1::a }}{{c2::b}}{{c1:: c}}"),
        ("{{c1::a {{c2::b::h}} c::g}}", "{{c1::a }}{{c2::b::h}}{{c1:: c::g}}"),
        ("{{c1::{{c2::b}}}}", "{{c2::b}}"),
        ("{{c1::{{c2::b}}::hint}}", "{{c2::b}}"),
        ("{{c1::a {{c2::b {{c3::c}}}}}} d", "{{c1::a }}{{c2::b }}{{c3::c}} d"),
    ],
)
def test_one_within_another_is_put_beside_it(text: str, expected: str) -> None:
    losses: set[Loss] = set()

    assert plain_deletions(text, losses) == expected
    assert losses == {Loss.NESTED_CLOZE}


def test_one_of_several_cards_keeps_the_first() -> None:
    losses: set[Loss] = set()

    assert plain_deletions("{{c2,3::a}}", losses) == "{{c2::a}}"
    assert losses == {Loss.SHARED_CLOZE}


def test_numbers_that_no_card_has_leave_their_text() -> None:
    assert plain_deletions("{{c0::a}} {{c501::b::hint}} {{c1::c}}", set()) == "a b {{c1::c}}"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["{{c1::", "{{c2::", "{{c0::", "{{c1,2::", "}}", "::", "a", " ", "{", "}"]),
        max_size=30,
    ).map("".join)
)
def test_no_deletion_holds_another_one(text: str) -> None:
    result = plain_deletions(text, set())

    for deletion in cloze_deletions(result):
        assert 0 < deletion.number <= 500 or "{{c0::" in text
    assert plain_deletions(result, set()).count("}}") <= text.count("}}") * 2 + 2


def test_very_deep_nesting_takes_no_time() -> None:
    plain_deletions("{{c1::a" * 50_000 + "}}" * 50_000, set())
    plain_deletions("{{c1::a" * 100_000, set())
    plain_deletions("}}" * 100_000 + "{{c1::", set())
