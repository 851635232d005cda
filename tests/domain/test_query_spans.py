"""How a query is coloured and how it could go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.query import FIELDS, parse_query, query_tokens
from flashcards.domain.query_nodes import Name, Named
from flashcards.domain.query_spans import (
    MOST_OPTIONS,
    Completions,
    Option,
    SpanKind,
    completions,
    quoted,
    spans,
)
from flashcards.domain.query_tokens import Pattern

NAMES = {
    Name.STAGE: ("Databases", "System Design"),
    Name.TAG: ("sql", "sql::isolation", "marked"),
    Name.DECK: ('Say "hi" * 2',),
}


def pieces(text: str) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in spans(text)]


def offered(text: str, at: str = "|") -> list[str]:
    """What is offered where the bar stands."""
    return [option.text for option in at_bar(text, at).options]


def at_bar(text: str, at: str = "|") -> Completions:
    cursor = text.index(at)
    return completions(text.replace(at, ""), cursor, NAMES)


def test_a_query_is_coloured_piece_by_piece() -> None:
    assert pieces("stage:databases recall<0.85 -is:suspended") == [
        ("field", "stage:"),
        ("value", "databases"),
        ("field", "recall"),
        ("operator", "<"),
        ("value", "0.85"),
        ("field", "-is:"),
        ("value", "suspended"),
    ]
    assert pieces('-"a b" or (c -d)') == [
        ("mark", "-"),
        ("phrase", '"a b"'),
        ("mark", "or"),
        ("mark", "("),
        ("text", "c"),
        ("mark", "-"),
        ("text", "d"),
        ("mark", ")"),
    ]
    assert pieces("prop:due<7") == [
        ("field", "prop:"),
        ("field", "due"),
        ("operator", "<"),
        ("value", "7"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st|", ["stage:", "stability<"]),
        ("-re|", ["recall<", "reps<", "re:", "is:review"]),
        ("RECALL|<0.5", ["recall<"]),
        ("sus|", ["is:suspended"]),
        ("is:d|", ["due", "draft"]),
        ("is:|", None),
        ("a is:mar|ked b", ["marked"]),
        ("stage:da|", ["Databases"]),
        ("stage:des|", ['"System Design"']),
        ('stage:"sys|', ['"System Design"']),
        ("tag:sql|", ["sql", "sql::isolation"]),
        ("tag:iso|", ["sql::isolation"]),
        ("deck:|", [r'"Say \"hi\" \* 2"']),
        ("rated:7:a|", ["7:again"]),
        ("has:im|", ["image"]),
        ("kind:pre|", ["predict"]),
        ("flag:re|", ["red", "green"]),
        ("recall<|", []),
        ("recall<0|", []),
        ("prop:re|", ["recall<", "reps<"]),
        ('"is|', []),
        ("card:|", []),
        ("nothing like this|", []),
    ],
)
def test_a_query_could_go_on(text: str, expected: list[str] | None) -> None:
    found = offered(text)
    if expected is None:
        assert len(found) == 10
    else:
        assert found == expected


def test_between_words_all_fields_are_offered_with_what_they_mean() -> None:
    found = completions("is:due ", 7)
    assert [option.text[:-1] for option in found.options] == list(FIELDS)
    assert all(option.meaning for option in found.options)


def test_only_numbers_are_offered_where_only_numbers_may_stand() -> None:
    assert all(option.endswith("<") for option in offered("prop:|"))


def test_a_completion_takes_the_place_of_what_was_begun() -> None:
    found = at_bar("a -sta|:x b")
    assert (found.start, found.end) == (3, 7)
    value = at_bar('a stage:"sys| x" b')
    assert (value.start, value.end) == (8, 15)


def test_a_field_wants_something_behind_it_and_a_value_does_not() -> None:
    assert not Option("stage:").is_whole
    assert not Option("recall<").is_whole
    assert Option("due").is_whole


FRAGMENTS = st.sampled_from(
    [*'"()-*\\:<>=,“” ', "or", "prop:", "is:due", "recall<", "rated:7:", "re:", "0.5", *FIELDS]
)
QUERIES = st.text(max_size=40) | st.lists(FRAGMENTS, max_size=15).map("".join)


@given(QUERIES)
def test_pieces_stand_in_order_and_leave_only_blanks_out(text: str) -> None:
    covered = [at for span in spans(text) for at in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    tokens = [at for token in query_tokens(text) for at in range(token.start, token.end)]
    assert covered == tokens


@given(QUERIES, st.data())
def test_something_bounded_is_offered_anywhere(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    found = completions(text, cursor, NAMES)
    assert 0 <= found.start <= cursor <= found.end <= len(text)
    assert len(found.options) <= MOST_OPTIONS


@given(QUERIES)
def test_what_is_offered_at_the_end_becomes_the_last_term(text: str) -> None:
    found = completions(text, len(text), NAMES)
    for option in found.options:
        last = spans(text[: found.start] + option.text)[-1]
        assert last.kind in {SpanKind.FIELD, SpanKind.VALUE, SpanKind.OPERATOR}


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_name_can_stand_behind_its_field(name: str) -> None:
    assert parse_query(f"tag:{quoted(name)}").root == Named(Name.TAG, Pattern((name,)))
