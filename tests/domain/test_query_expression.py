"""Which regular expressions are run, and which could take for ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.query_expression import (
    LONGEST,
    MOST_OPTIONAL,
    MOST_REPEATS,
    ExpressionError,
    compile_expression,
    required_text,
)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("b-?tree", "A B-Tree"),
        (r"^source$", "first\nSource\nlast"),
        (r"\d{1,3}\.\d+", "version 12.345"),
        (r"(\d+\.){3}\d+", "127.0.0.1"),
        (r"(?:SELECT|INSERT) .*FROM", "select a from b"),
        (r"v(\.\d+)?", "v.2"),
        (r"[*+(]{2,}", "a (+ b"),
        (r"[]a]+x", "]ax"),
        (r"[^]]x", "ax"),
        (r"\(\)", "f()"),
        (r"(?<=#)\w+(?!\w)", "a #tag"),
        (r"(?P<q>['\"])x(?P=q)", "'x'"),
        (r"a{,3}b|c{", "c{"),
        ("a+?b*+", "aab"),
        ("(a|b){2}", "ab"),
        ("(?#a comment (no group)x", "x"),
    ],
)
def test_what_a_developer_looks_for_is_found(expression: str, text: str) -> None:
    assert compile_expression(expression).search(text)


def test_case_counts_only_where_it_is_asked_for() -> None:
    assert compile_expression("sql").search("SQL")
    assert not compile_expression("sql", case=True).search("SQL")


WITHIN = "A repeat within a repeat can take for ever. Take one of them out."
CHOICE = "Repeated alternatives can take for ever. Single characters go in [ab]+."
MANY = "So many repeats can take for ever. Take some of them out."
OPTIONAL = "So many optional parts can take for ever. Take some of them out."


@pytest.mark.parametrize(
    ("expression", "wrong", "message"),
    [
        ("(a+)+", "(a+)+", WITHIN),
        ("x(a*)*y", "(a*)*", WITHIN),
        ("((a+)b)*", "((a+)b)*", WITHIN),
        ("(a?b){2,}", "(a?b){2,}", WITHIN),
        ("(?:a{1,9}){1,9}", "(?:a{1,9}){1,9}", WITHIN),
        ("(a|a)+", "(a|a)+", CHOICE),
        ("((a|ab)c)*", "((a|ab)c)*", CHOICE),
        (".*.*.*", ".*.*.*", MANY),
        ("(a*)(a*)a*", "(a*)(a*)a*", MANY),
        ("a*x" * (MOST_REPEATS + 1), "a*x" * MOST_REPEATS + "a*", MANY),
        (r"(\d+){5}", r"(\d+){5}", MANY),
        ("a?" * (MOST_OPTIONAL + 1), "a?" * (MOST_OPTIONAL + 1), OPTIONAL),
        ("(a?){30}", "(a?){30}", OPTIONAL),
        ("(a|a){30}", "(a|a){30}", OPTIONAL),
    ],
)
def test_what_could_take_for_ever_is_refused(expression: str, wrong: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(expression)
    assert str(caught.value) == message
    assert expression[caught.value.start : caught.value.end] == wrong


@pytest.mark.parametrize(
    ("expression", "at", "reason"),
    [
        ("(a", 0, "Missing ), unterminated subpattern"),
        ("a)", 1, "Unbalanced parenthesis"),
        ("a[b", 1, "Unterminated character set"),
        ("*a", 0, "Nothing to repeat"),
        ("a\\", 1, "Bad escape (end of pattern)"),
    ],
)
def test_what_cannot_be_read_says_where(expression: str, at: int, reason: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(f"can't be read: {reason}.")) as caught:
        compile_expression(expression)
    assert (caught.value.start, caught.value.end) == (at, at + 1)


@pytest.mark.parametrize("expression", ["a" * (LONGEST + 1), "a{99999999999}"])
def test_an_expression_has_bounds(expression: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(expression)


@pytest.mark.parametrize(
    ("expression", "required"),
    [
        ("phantom", "phantom"),
        ("b-?tree", "tree"),
        (r"^What\.does$", "What"),
        ("x{10}abc{2}", "ab"),
        ("(abc){12}def", "def"),
        ("a(bcd(efg))h", "a"),
        ("[]abc]de[^]f]", "de"),
        ("abc*d+e?fgh", "fgh"),
        ("abc|d", ""),
        ("(?i)abc", ""),
        ("basic", "ba"),
    ],
)
def test_what_every_find_contains_is_known_before(expression: str, required: str) -> None:
    assert required_text(expression) == required


PIECES = st.sampled_from([*"ab.()[]^$|\\*+?{}", "(?:", "{2}", "{1,}", "{,3}", r"\d", "(?i)"])


@given(
    st.lists(PIECES | st.sampled_from("cde1 "), max_size=12).map("".join),
    st.text("abcde1 ", max_size=20),
)
def test_what_is_found_contains_it(expression: str, text: str) -> None:
    if trouble(expression) == (0, 0) and compile_expression(expression).search(text):
        assert required_text(expression).lower() in text.lower()


def trouble(text: str) -> tuple[int, int]:
    """The bounds of what is wrong with an expression; nothing of one that can be run."""
    try:
        compile_expression(text)
    except ExpressionError as error:
        return error.start, error.end
    return 0, 0


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=30))
def test_any_text_is_an_expression_or_says_what_is_wrong(text: str) -> None:
    start, end = trouble(text)
    assert 0 <= start <= end <= len(text)


@given(st.text(min_size=1, max_size=LONGEST // 2))
def test_any_text_can_be_looked_for_when_it_is_escaped(text: str) -> None:
    assert compile_expression(re.escape(text), case=True).fullmatch(text)
