"""What each term of a query finds, and that it is found through an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.note import NoteKind
from flashcards.domain.query import parse_query
from flashcards.domain.query_nodes import And, Node, Not, Or, Query
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_rows import count_cards, find_cards
from flashcards.storage.search_sql import search_condition
from tests.storage.factories import SmallLibrary, small_library

Find = Callable[[str], set[str]]


def moment_of(library: SmallLibrary) -> SearchMoment:
    return SearchMoment(library.clock.now_ms(), library.calendar, DEFAULT_PARAMETERS[20])


def find(library: SmallLibrary, query: Query) -> set[int]:
    """The cards that match; each is found once, and counted."""
    with library.database.read() as reader:
        condition = search_condition(reader, query, moment_of(library))
        found = find_cards(reader, condition)
        assert count_cards(reader, condition) == len(found) == len(set(found))
    return set(found)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallLibrary]:
    """Eleven cards, each with something of its own; no test of this module changes them."""
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("library"), clock) as made:
        _fill(made)
        yield made


def _fill(made: SmallLibrary) -> None:
    made.topic("Transactions", "Backend::Databases", aliases=["ACID", "isolation"])
    made.roadmap(
        "Backend",
        {
            "Programming Language|Language": ["Variables"],
            "Databases": ["Indexing", "Transactions"],
            "System Design|Design": ["Caching"],
        },
    )
    phantom = made.note(
        "What is a phantom read?",
        "A row that **appears** on the second run.",
        deck="Backend::Databases",
        topic="Transactions",
        tags=["sql::isolation", "Hard"],
    )
    made.reviewed(phantom.card, stability=6.2, difficulty=7.1, days_ago=9, due_in=-3, lapses=3)
    covering = made.note(
        "What does a covering index save?",
        "The look-up in the table: `EXPLAIN` shows it.",
        deck="Backend::Databases",
        topic="Indexing",
        tags=["sql"],
    )
    made.reviewed(covering.card, stability=40, difficulty=3, days_ago=1, due_in=39, reps=12)
    today = made.note("Café crème", "Naïve 100% foo_bar(1)", deck="Databases backup", tags=["x"])
    made.reviewed(today.card, due_in=0, days_ago=9.9)
    tomorrow = made.note("C++ templates", "std::vector and C#", deck="Cards", topic="Variables")
    made.reviewed(tomorrow.card, due_in=1, days_ago=4.9, stability=5.0)
    buried = made.note("Buried", "away until tomorrow", tags=["leech"])
    made.reviewed(buried.card, due_in=-1, days_ago=4)
    made.put("card", buried.card, buried_day=made.today)
    learning = made.note("Learning", "list comprehension [x]", track="python")
    made.learning(learning.card, due_in_minutes=10)
    suspended = made.note("Suspended", "exact words in order", tags=["marked"])
    made.reviewed(suspended.card, due_in=-30, days_ago=60, stability=30)
    made.suspend(suspended.card)
    made.note("Draft", "in words exact order", topic="Caching", draft=True)
    flagged = made.note("Predict", "print(1)\x1fnot a field", kind=NoteKind.PREDICT, track="node")
    made.put("card", flagged.card, flag=3)
    made.note("Both ways", "wordless", kind=NoteKind.REVERSED)
    removed = made.note("Untagged", "", tags=["gone"])
    made.put("note_tag", (removed.id, "gone"), removed=1)
    deleted = made.note("Deleted", "exact words", topic="Indexing", tags=["sql"])
    made.delete(deleted.card)


@pytest.fixture(scope="module")
def found(library: SmallLibrary) -> Find:
    """The headings of the cards that a query finds."""
    with library.database.read() as reader:
        rows = reader.rows("SELECT c.id, n.heading FROM card c JOIN note n ON n.id = c.note_id")
    headings: dict[int, str] = {row[0]: row[1] for row in rows}
    return lambda query: {headings[card] for card in find(library, parse_query(query))}


PHANTOM, COVERING, CAFE = (
    "What is a phantom read?",
    "What does a covering index save?",
    "Café crème",
)
CPP, BURIED, LEARNING, SUSPENDED = "C++ templates", "Buried", "Learning", "Suspended"
DRAFT, PREDICT, BOTH, UNTAGGED = "Draft", "Predict", "Both ways", "Untagged"
ALL = {
    PHANTOM, COVERING, CAFE, CPP, BURIED, LEARNING, SUSPENDED, DRAFT, PREDICT, BOTH, UNTAGGED,
}  # fmt: skip

TEXTS = {
    "phantom": {PHANTOM},
    "PHAN": {PHANTOM},
    "what row": {PHANTOM},
    "what": {PHANTOM, COVERING},
    "phantom or covering": {PHANTOM, COVERING},
    "cafe": {CAFE},
    "naive crème": {CAFE},
    "exact words": {SUSPENDED, DRAFT},
    '"exact words"': {SUSPENDED},
    '"exact word"': set(),
    '"words"': {SUSPENDED, DRAFT},
    "word": {SUSPENDED, DRAFT, BOTH},
    "word*": {SUSPENDED, DRAFT, BOTH},
    "*less": {BOTH},
    "*HANTO*": {PHANTOM},
    "w*less": {BOTH},
    "*": ALL,
    "foo_bar": {CAFE},
    "foo-bar": {CAFE},
    "fooXbar": set(),
    "*oo_bar*": {CAFE},
    "*oo%bar*": set(),
    "100%": {CAFE},
    "50%": set(),
    "%": {CAFE},
    "c++": {CPP},
    "C#": {CPP},
    "C": {CAFE, CPP, COVERING, LEARNING},
    '"c++"': {CPP},
    "std::vector": {CPP},
    "print(1)": {PREDICT},
    "print()": set(),
    "appears": {PHANTOM},
    '"that appears on"': {PHANTOM},
    "`EXPLAIN`": {COVERING},
    "[x]": {LEARNING},
    "read?": {PHANTOM},
    "rea?": set(),
    "?": {PHANTOM, COVERING},
    '"phantom OR covering"': set(),
    "phantom*read": {PHANTOM},
    "fields": set(),
    "NEAR": set(),
    "-what": ALL - {PHANTOM, COVERING},
}

NAMES = {
    "deck:Backend": {PHANTOM, COVERING},
    "deck:backend::databases": {PHANTOM, COVERING},
    "deck:databases": set(),
    'deck:"Databases backup"': {CAFE},
    "deck:databases-backup": {CAFE},
    "deck:*databases*": {PHANTOM, COVERING, CAFE},
    "deck:card": set(),
    "deck:c*s": {CPP},
    "deck:nowhere": set(),
    "-deck:nowhere": ALL,
    "stage:databases": {PHANTOM, COVERING},
    "stage:2": {PHANTOM, COVERING},
    "stage:language": {CPP},
    "stage:programming-language": {CPP},
    'stage:"System Design"': {DRAFT},
    "stage:system-design": {DRAFT},
    "stage:design": {DRAFT},
    "stage:data": {PHANTOM, COVERING},
    "stage:*a*": {PHANTOM, COVERING, CPP},
    "stage:bases": set(),
    "stage:9": set(),
    "topic:indexing": {COVERING},
    "topic:acid": {PHANTOM},
    "topic:index": {COVERING},
    "topic:ing": set(),
    "topic:*ing": {COVERING, DRAFT},
    "tag:sql": {PHANTOM, COVERING},
    "tag:SQL::Isolation": {PHANTOM},
    "tag:sql::*": {PHANTOM},
    "tag:*ar*": {PHANTOM, SUSPENDED},
    "tag:hard": {PHANTOM},
    "tag:gone": set(),
    "tag:*": {PHANTOM, COVERING, CAFE, BURIED, SUSPENDED},
    "track:python": {LEARNING},
    "track:Node": {PREDICT},
    "track:*o*": {LEARNING, PREDICT},
    "track:p%": set(),
    "kind:predict": {PREDICT},
    "kind:reversed": {BOTH},
    "kind:cloze": set(),
}

CONTENTS = {
    "has:tag": {PHANTOM, COVERING, CAFE, BURIED, SUSPENDED},
    "-has:tag is:review": {CPP},
    "has:code": set(),
    "has:image": set(),
    "has:source": set(),
    "re:phantom": {PHANTOM},
    r"re:^What.does": {COVERING},
    r're:"\bwords (in|exact)\b"': {SUSPENDED, DRAFT},
    "re:C[+#]{2}": {CPP},
    r"re:print\(\d\)": {PREDICT},
    "re:templates.std": set(),
    "re:(?-i:PHANTOM)": set(),
    "tag:sql re:index": {COVERING},
    "tag:sql -re:index": {PHANTOM},
    "what re:save re:table": {COVERING},
    "-re:[aeiou]": set(),
    "re:phantom or re:EXPLAIN": {PHANTOM, COVERING},
    "re:Deleted": set(),
}

STANDINGS = {
    "is:due": {PHANTOM, CAFE, LEARNING},
    "is:new": {DRAFT, PREDICT, BOTH, UNTAGGED},
    "is:learning": {LEARNING},
    "is:review": {PHANTOM, COVERING, CAFE, CPP, BURIED, SUSPENDED},
    "is:suspended": {SUSPENDED},
    "is:buried": {BURIED},
    "is:marked": {SUSPENDED},
    "is:leech": {BURIED},
    "is:flagged": {PREDICT},
    "is:draft": {DRAFT},
    "flag:3": {PREDICT},
    "flag:green": {PREDICT},
    "flag:0": ALL - {PREDICT},
}

COMPARISONS = {
    "due<0": {PHANTOM, BURIED, SUSPENDED},
    "due<=0": {PHANTOM, BURIED, SUSPENDED, CAFE, LEARNING},
    "due=0": {CAFE, LEARNING},
    "due=1": {CPP},
    "due=0.5": set(),
    "due!=0": {PHANTOM, BURIED, SUSPENDED, CPP, COVERING},
    "due>=1": {CPP, COVERING},
    "due>0.5": {CPP, COVERING},
    "due<1000000000": {PHANTOM, BURIED, SUSPENDED, CAFE, LEARNING, CPP, COVERING},
    "due>-1000000000": {PHANTOM, BURIED, SUSPENDED, CAFE, LEARNING, CPP, COVERING},
    "stability>=40": {COVERING},
    "stability=6": {PHANTOM},
    "stability=6.0": set(),
    "stability<1": {LEARNING},
    "difficulty>7": {PHANTOM},
    "lapses>=3": {PHANTOM},
    "reps=0": {DRAFT, PREDICT, BOTH, UNTAGGED},
    "reps>1": {COVERING},
    "lapses!=0": {PHANTOM},
    "interval>=40": {COVERING},
    "interval<1": {LEARNING},
    "interval=10": {CAFE},
    "recall<0.9": {PHANTOM, SUSPENDED},
    "recall<=90%": {PHANTOM, SUSPENDED},
    "recall=0.9": {CAFE, CPP},
    "recall=0.90": {CAFE, CPP},
    "recall!=0.9": {PHANTOM, SUSPENDED, COVERING, BURIED, LEARNING},
    "recall=0.900": set(),
    "recall>0.9": {COVERING, BURIED, LEARNING, CAFE, CPP},
    "recall>=1": {LEARNING},
    "recall<1": {PHANTOM, COVERING, CAFE, CPP, BURIED, SUSPENDED},
    "recall<=1": {PHANTOM, COVERING, CAFE, CPP, BURIED, SUSPENDED, LEARNING},
    "recall=1": {LEARNING, COVERING},
    "recall=1.000": {LEARNING},
    "recall>0": {PHANTOM, COVERING, CAFE, CPP, BURIED, SUSPENDED, LEARNING},
    "recall<=0": set(),
    "-recall>0": {DRAFT, PREDICT, BOTH, UNTAGGED},
    f"recall<0.{'0' * 300}1": set(),
}

TOGETHER = {
    "": ALL,
    "stage:databases recall<0.9 -is:suspended": {PHANTOM},
    "tag:sql -(recall<0.9 or lapses>=3)": {COVERING},
    "(deck:backend or is:draft) what or track:node": {PHANTOM, COVERING, PREDICT},
    "is:due *a*": {PHANTOM, LEARNING, CAFE},
    "c++ deck:cards": {CPP},
    "kind:predict print(1) is:new": {PREDICT},
    "-*x* -kind:reversed is:new": {PREDICT, UNTAGGED},
    "is:new or is:learning": {DRAFT, PREDICT, BOTH, UNTAGGED, LEARNING},
    "-(-phantom)": {PHANTOM},
    "card:1": set(),
    "id:1,2 or phantom": {PHANTOM},
}


@pytest.mark.parametrize(("query", "headings"), TEXTS.items())
def test_words_are_found(found: Find, query: str, headings: set[str]) -> None:
    assert found(query) == headings


@pytest.mark.parametrize(("query", "headings"), NAMES.items())
def test_names_are_found(found: Find, query: str, headings: set[str]) -> None:
    assert found(query) == headings


@pytest.mark.parametrize(("query", "headings"), CONTENTS.items())
def test_what_a_note_contains_is_found(found: Find, query: str, headings: set[str]) -> None:
    assert found(query) == headings


@pytest.mark.parametrize(("query", "headings"), STANDINGS.items())
def test_what_a_card_is_is_found(found: Find, query: str, headings: set[str]) -> None:
    assert found(query) == headings


@pytest.mark.parametrize(("query", "headings"), COMPARISONS.items())
def test_numbers_are_compared(found: Find, query: str, headings: set[str]) -> None:
    assert found(query) == headings


@pytest.mark.parametrize(("query", "headings"), TOGETHER.items())
def test_terms_work_together(found: Find, query: str, headings: set[str]) -> None:
    assert found(query) == headings


LEAVES = [
    parse_query(query).root
    for query in (*TEXTS, *NAMES, *CONTENTS, *STANDINGS, *COMPARISONS)
    if "or" not in query.split()
]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda nodes: (
        nodes.map(Not)
        | st.lists(nodes, max_size=4).map(lambda some: And(tuple(some)))
        | st.lists(nodes, min_size=1, max_size=4).map(lambda some: Or(tuple(some)))
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tree=TREES)
def test_a_query_finds_what_its_terms_find_together(library: SmallLibrary, tree: Node) -> None:
    everything = find(library, Query())

    def expected(node: Node) -> set[int]:
        match node:
            case Not(inner):
                return everything - expected(inner)
            case And(nodes):
                return everything.intersection(*map(expected, nodes))
            case Or(nodes):
                return set().union(*map(expected, nodes))
            case leaf:
                return find(library, Query(leaf))

    assert find(library, Query(tree)) == expected(tree)


def test_the_largest_queries_run(library: SmallLibrary) -> None:
    assert find(library, parse_query("a " * 200))
    assert find(library, parse_query("a or " * 199 + "a"))
    assert find(library, parse_query("-zz " * 200))
    assert not find(library, parse_query("*a*zz " * 200))
    assert find(library, parse_query("(is:due or deck:x) " * 100))
    for mark in ("a", "ä", "😀", "_", "*a", "?", '\\"'):
        word = mark * (10_000 // len(mark) - 1)
        assert not find(library, parse_query(word.replace("?", "%", 1)))
        assert not find(library, parse_query(f"tag:{word[:9_000]}"))


def test_the_study_day_of_a_learning_card_is_the_learners(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clock = FixedClock(parse_moment("2026-11-25T03:50:00Z"))
    calendar = StudyCalendar(UTC)
    with small_library(tmp_path_factory.mktemp("night"), clock, calendar) as library:
        before = library.note("Before four").card
        after = library.note("After four").card
        library.learning(before, due_in_minutes=9)
        library.learning(after, due_in_minutes=11)
        assert find(library, parse_query("is:due")) == {before}
        assert find(library, parse_query("due=1")) == {after}
