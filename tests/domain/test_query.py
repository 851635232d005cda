"""What a search query means, and where it says that one cannot be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import NoteKind
from flashcards.domain.query import (
    FIELDS,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TERMS,
    parse_query,
    query_tokens,
)
from flashcards.domain.query_nodes import (
    And,
    Change,
    Comparison,
    Expression,
    Flagged,
    Has,
    IdOf,
    Ids,
    Is,
    Name,
    Named,
    Node,
    Not,
    OfKind,
    Operator,
    Or,
    Part,
    Phrase,
    Property,
    Rated,
    Since,
    Standing,
    Word,
)
from flashcards.domain.query_tokens import Pattern, TokenKind
from flashcards.domain.review import Rating
from flashcards.errors import QueryError


def word(*pieces: str) -> Word:
    return Word(Pattern(pieces))


def named(name: Name, *pieces: str) -> Named:
    return Named(name, Pattern(pieces))


def read(text: str) -> Node:
    return parse_query(text).root


A, B, C, D = word("a"), word("b"), word("c"), word("d")


@pytest.mark.parametrize("text", ["", "  ", "\t\n", "\x00\x1f"])
def test_an_empty_query_is_all_cards(text: str) -> None:
    assert read(text) == And()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a and b AND c", And((A, B, C))),
        ("a or b", Or((A, B))),
        ("a OR b Or c", Or((A, B, C))),
        ("a b or c d", Or((And((A, B)), And((C, D))))),
        ("a (b or c)", And((A, Or((B, C))))),
        ("((a))", A),
        ("(a)(b)", And((A, B))),
        ("-a b", And((Not(A), B))),
        ("-(a or b)", Not(Or((A, B)))),
        ("-is:suspended", Not(Is(Standing.SUSPENDED))),
        ("-or", Not(word("or"))),
    ],
)
def test_words_stand_together_apart_or_are_left_out(text: str, meaning: Node) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("foo_bar", word("foo_bar")),
        ("*sub*", word("", "sub", "")),
        ("s*bstring", word("s", "bstring")),
        (r"2\*3", word("2*3")),
        (r"\-5", word("-5")),
        (r"a\:b", word("a:b")),
        (r"\d+", word(r"\d+")),
        ('"exact words"', Phrase("exact words")),
        ("“exact words”", Phrase("exact words")),
        ('"2 * 3"', Phrase("2 * 3")),
        (r'"say \"hi\""', Phrase('say "hi"')),
        ('"or"', Phrase("or")),
        ('"a"b', And((Phrase("a"), B))),
        ("print(x)", word("print(x)")),
        ("(print(x) or b)", Or((word("print(x)"), B))),
        ("a - b", And((A, word("-"), B))),
        ("--force", word("--force")),
        ("->", word("->")),
        ("std::vector", word("std::vector")),
        ("https://example.org/x", word("https://example.org/x")),
        ("List<String>", word("List<String>")),
        ("12:30", word("12:30")),
        ("a\x00b", And((A, B))),
        ("\ud800", And()),
    ],
)
def test_what_a_developer_types_is_text(text: str, meaning: Node) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("deck:backend::sql", named(Name.DECK, "backend::sql")),
        ("DECK:Back*", named(Name.DECK, "Back", "")),
        ('stage:"System Design"', named(Name.STAGE, "System Design")),
        ("stage:3", named(Name.STAGE, "3")),
        ("topic:indexing", named(Name.TOPIC, "indexing")),
        ("tag:lang:python", named(Name.TAG, "lang:python")),
        ("tag:or", named(Name.TAG, "or")),
        ("track:python", named(Name.TRACK, "python")),
        ("is:DUE", Is(Standing.DUE)),
        ('is:"leech"', Is(Standing.LEECH)),
        ("kind:predict", OfKind(NoteKind.PREDICT)),
        ("kind:custom", OfKind(NoteKind.CUSTOM)),
        ("flag:0", Flagged(0)),
        ("flag:Red", Flagged(1)),
        ("flag:none", Flagged(0)),
        ("has:image", Has(Part.IMAGE)),
        ("rated:7", Rated(7)),
        ("rated:7:Again", Rated(7, Rating.AGAIN)),
        ("rated:1:4", Rated(1, Rating.EASY)),
        ('rated:"2:hard"', Rated(2, Rating.HARD)),
        ("added:1", Since(Change.ADDED, 1)),
        ("edited:30", Since(Change.EDITED, 30)),
        (r"re:\bb-?tree\b", Expression(r"\bb-?tree\b")),
        ('re:"a b|[*]"', Expression("a b|[*]")),
        ("re:(a|b)c", Expression("(a|b)c")),
        ("id:12", Ids(IdOf.EITHER, (12,))),
        ("card:9223372036854775807", Ids(IdOf.CARD, ((1 << 63) - 1,))),
        ("note:1,2,3", Ids(IdOf.NOTE, (1, 2, 3))),
    ],
)
def test_a_field_takes_what_follows_its_colon(text: str, meaning: Node) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "compared", "operator", "number", "decimals"),
    [
        ("recall<0.85", Property.RECALL, Operator.LESS, 0.85, 2),
        ("recall<85%", Property.RECALL, Operator.LESS, 0.85, 2),
        ("recall=1", Property.RECALL, Operator.EQUAL, 1, 2),
        ("recall=85.5%", Property.RECALL, Operator.EQUAL, 0.855, 3),
        ("stability>=10", Property.STABILITY, Operator.AT_LEAST, 10, 0),
        ("difficulty>7.5", Property.DIFFICULTY, Operator.MORE, 7.5, 1),
        ("lapses!=3", Property.LAPSES, Operator.UNEQUAL, 3, 0),
        ("reps==0", Property.REPS, Operator.EQUAL, 0, 0),
        ("due<=-1", Property.DUE, Operator.AT_MOST, -1, 0),
        ("Interval>=.5", Property.INTERVAL, Operator.AT_LEAST, 0.5, 1),
        ("prop:reps=0", Property.REPS, Operator.EQUAL, 0, 0),
        ("PROP:Due<7", Property.DUE, Operator.LESS, 7, 0),
    ],
)
def test_a_number_is_compared(
    text: str, compared: Property, operator: Operator, number: float, decimals: int
) -> None:
    assert read(text) == Comparison(compared, operator, number, decimals)


def test_equal_means_equal_to_the_decimals_that_were_written() -> None:
    written = read("difficulty=7.1")
    assert isinstance(written, Comparison)
    assert written.tolerance == pytest.approx(0.05)


STATES = (
    "`is:` takes due, new, learning, review, suspended, buried, marked, flagged, leech or draft."
)
KINDS = "`kind:` takes basic, reversed, cloze, typed, choice, predict, steps or custom."
NUMBERS = "`prop:` takes recall, stability, difficulty, lapses, reps, due or interval."
COLOURS = (
    "`flag:` takes 0 (none) to 7, or none, red, orange, green, blue, pink, turquoise or purple."
)
PARTS = "`has:` takes code, image, sound, source or tag."
GRADES = "Write again, hard, good or easy, as in `rated:7:again`."
WITHIN = "A repeat within a repeat can take for ever. Take one of them out."
UNCLOSED = 'This quote is never closed. Add a `"` where it ends.'


@pytest.mark.parametrize(
    ("text", "wrong", "message"),
    [
        ("a recal<0.85", "recal", "`recal` is not a field. Did you mean `recall`?"),
        ("dek:x", "dek", "`dek` is not a field. Did you mean `deck`?"),
        ("top:x", "top", "`top` is not a field. Did you mean `topic`?"),
        ("foo:x", "foo", "`foo` is not a field. To search for the text, put it in quotes."),
        ("x=5", "x", "`x` is not a field. To search for the text, put it in quotes."),
        ("a deck:", "deck:", "`deck:` has no value. Add one, as in `deck:databases`."),
        ("(deck:)", "deck:", "`deck:` has no value. Add one, as in `deck:databases`."),
        ('deck:" "', 'deck:" "', "`deck:` has no value. Add one, as in `deck:databases`."),
        ("recall< a", "recall<", "`recall<` has no number. Add one, as in `recall<0.85`."),
        ("prop: a", "prop:", "`prop:` has no value. Add one, as in `prop:recall<0.85`."),
        ("recall<low", "low", "`low` is not a number. Write one, as in `recall<0.85`."),
        ("due<7%", "7%", "`7%` is not a number. Write one, as in `due<7`."),
        ("due<nan", "nan", "`nan` is not a number. Write one, as in `due<7`."),
        ("due<1e3", "1e3", "`1e3` is not a number. Write one, as in `due<7`."),
        ("due<9999999999", "9999999999", "`9999999999` is too large a number."),
        (
            "recall<85",
            "85",
            "`85` is no recall, which is 0 to 1: write `recall<0.85` or `recall<85%`.",
        ),
        ("recall:0.85", ":", "`recall` is compared, as in `recall<0.85`."),
        ("deck<x", "<", "`deck` takes a colon, as in `deck:databases`."),
        ("is:revew", "revew", f"`revew` is no state of a card. Did you mean `review`? {STATES}"),
        ("is:sus", "sus", f"`sus` is no state of a card. Did you mean `suspended`? {STATES}"),
        ("is:lost", "lost", f"`lost` is no state of a card. {STATES}"),
        ("kind:quiz", "quiz", f"`quiz` is no kind of note. {KINDS}"),
        ("flag:8", "8", f"`8` is no flag. {COLOURS}"),
        ("flag:gren", "gren", f"`gren` is no flag. Did you mean `green`? {COLOURS}"),
        ("has:imag", "imag", f"`imag` is no part of a note. Did you mean `image`? {PARTS}"),
        ("rated:x", "x", "`x` is no number of days: 1 is today. Write one, as in `rated:7:again`."),
        ("added:0", "0", "`0` is no number of days: 1 is today. Write one, as in `added:7`."),
        (
            "edited:1e3",
            "1e3",
            "`1e3` is no number of days: 1 is today. Write one, as in `edited:7`.",
        ),
        ("rated:7:agian", "agian", f"`agian` is no grade. Did you mean `again`? {GRADES}"),
        ('rated:"7:bad"', "bad", f"`bad` is no grade. {GRADES}"),
        ("re:a+[b", "[", "The expression can't be read: Unterminated character set."),
        ('x re:"(a+)+"', "(a+)+", WITHIN),
        ("card:x", "x", "`x` is no id. Ids are numbers, as in `card:123`."),
        ("note:1,", "1,", "`1,` is no id. Ids are numbers, as in `note:123`."),
        (
            "id:9223372036854775808",
            "9223372036854775808",
            "`9223372036854775808` is no id. Ids are numbers, as in `id:123`.",
        ),
        (
            "prop:recal<1",
            "recal",
            f"`recal` is no number of a card. Did you mean `recall`? {NUMBERS}",
        ),
        ("prop:deck:x", "deck", f"`deck` is no number of a card. {NUMBERS}"),
        ('a "b c', '"b c', UNCLOSED),
        ('deck:"b c', '"b c', UNCLOSED),
        ('""', '""', "There is nothing between these quotes."),
        ("a (b", "(", "This `(` is never closed. Add a `)`."),
        ("a ) b", ")", "This `)` closes nothing. Take it out, or put it in quotes."),
        ("a ( )", "( )", "There is nothing between these parentheses."),
        ("a or", "or", "`or` needs something on both sides."),
        ("OR a", "OR", "`OR` needs something on both sides."),
        ("a or or b", "or", "`or` needs something on both sides."),
        ("a and", "and", "`and` needs something on both sides."),
        ("(and a)", "and", "`and` needs something on both sides."),
    ],
)
def test_an_error_says_what_is_wrong_and_points_at_it(text: str, wrong: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert str(caught.value) == message
    assert text[caught.value.start : caught.value.end] == wrong


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_that_an_error_gives_can_be_read(name: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(f"{name}:")
    example = str(caught.value).split("`")[-2]
    assert example.startswith(name)
    parse_query(example)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(" * (MAX_DEPTH + 1), f"Parentheses nest deeper than {MAX_DEPTH} here."),
        ("a " * (MAX_TERMS + 1), f"The query has more than {MAX_TERMS} terms."),
        ("a" * (MAX_LENGTH + 1), f"The query is longer than {MAX_LENGTH:,} characters."),
    ],
)
def test_a_query_has_bounds(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse_query(text)


def test_the_largest_queries_can_be_read() -> None:
    parse_query("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    parse_query("a " * MAX_TERMS)
    parse_query("a" * MAX_LENGTH)


def test_a_message_shows_only_the_beginning_of_a_long_word() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("is:" + "x" * 5_000)
    assert len(str(caught.value)) < 200


def test_tokens_tell_a_field_from_its_value() -> None:
    text = "-stage:databases (recall<0.85 or “b"
    found = [(token.kind, text[token.start : token.end]) for token in query_tokens(text)]
    assert found == [
        (TokenKind.NOT, "-"),
        (TokenKind.FIELD, "stage"),
        (TokenKind.OPERATOR, ":"),
        (TokenKind.TEXT, "databases"),
        (TokenKind.OPEN, "("),
        (TokenKind.FIELD, "recall"),
        (TokenKind.OPERATOR, "<"),
        (TokenKind.TEXT, "0.85"),
        (TokenKind.OR, "or"),
        (TokenKind.TEXT, "“b"),
    ]


FRAGMENTS = st.sampled_from(
    [*'"()-*\\:<>=%,“” ', "or", "and", "prop:", "is:due", "recall<", "0.5", *FIELDS]
)
QUERIES = st.text(max_size=60) | st.lists(FRAGMENTS, max_size=20).map("".join)


def wrong_word(text: str) -> tuple[int, int] | None:
    """The bounds of the wrong word, None for a query that can be read."""
    try:
        parse_query(text)
    except QueryError as error:
        return error.start, error.end
    return None


@given(QUERIES)
def test_any_text_is_a_query_or_has_a_wrong_word(text: str) -> None:
    start, end = wrong_word(text) or (0, 0)
    assert 0 <= start <= end <= len(text)


@given(QUERIES)
def test_tokens_stand_in_order_and_leave_only_blanks_out(text: str) -> None:
    at = 0
    for token in query_tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert all(mark.isspace() or not mark.isprintable() for mark in text[at : token.start])
        at = token.end


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_text_can_be_looked_for_in_quotes(text: str) -> None:
    escaped = "".join(f"\\{mark}" if mark in '\\"' else mark for mark in text)
    assert read(f'"{escaped}"') == Phrase(text)


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=5), st.text("ab", max_size=9))
def test_a_star_stands_for_any_characters(pieces: list[str], text: str) -> None:
    expected = re.fullmatch(".*".join(pieces), text) is not None
    assert Pattern(tuple(pieces)).matches(text) == expected
