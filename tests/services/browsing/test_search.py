"""Searching a library: hits in order, pages, counts, and no text that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.note import NoteKind
from flashcards.domain.query import FIELDS
from flashcards.domain.query_order import SortColumn, SortOrder
from flashcards.domain.review import State
from flashcards.errors import QueryError
from flashcards.services.browsing.search import SearchHit, SearchService
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.storage.factories import SmallLibrary, small_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallLibrary]:
    """Five cards of two decks; no test of this module changes them."""
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("library"), clock) as made:
        first = made.note(
            "What is a **phantom** read?", "A row.", deck="sql", topic="Reads", tags=["b", "a"]
        )
        made.reviewed(
            first.card, stability=5, difficulty=7, days_ago=6, due_in=-1, reps=4, lapses=2
        )
        clock.advance(minutes=1)
        second = made.note("Draw {{c1::two}} and {{c2::three}}", deck="sql", kind=NoteKind.CLOZE)
        made.learning(second.card, due_in_minutes=10)
        made.note("an apple", deck="Basics", topic="Zoo")
        clock.advance(minutes=1)
        last = made.note("Zebra", deck="Basics", topic="Apples")
        made.reviewed(
            last.card, stability=50, difficulty=3, days_ago=2, due_in=48, reps=9, lapses=1
        )
        yield made


@pytest.fixture(scope="module")
def service(library: SmallLibrary) -> SearchService:
    return SearchService(library.database, SchedulerSource(UTC))


def questions(hits: list[SearchHit]) -> list[str]:
    return [hit.question for hit in hits]


PHANTOM, CLOZE, APPLE, ZEBRA = "What is a phantom read?", "Draw two and three", "an apple", "Zebra"


def test_a_hit_says_what_a_list_shows(service: SearchService, library: SmallLibrary) -> None:
    (hit,) = service.search("phantom")
    assert hit == SearchHit(
        card_id=hit.card_id,
        note_id=hit.note_id,
        deck="sql",
        question=PHANTOM,
        state=State.REVIEW,
        due_day=library.today - 1,
        due_ms=None,
        tags=("a", "b"),
    )


def test_a_learning_card_has_a_moment_and_a_new_one_nothing(
    service: SearchService, library: SmallLibrary
) -> None:
    learning, new = service.search("kind:cloze")
    assert (learning.state, learning.due_day) == (State.LEARNING, None)
    assert learning.due_ms == library.clock.now_ms() + 9 * 60_000
    assert (new.state, new.due_day, new.due_ms) == (State.NEW, None, None)
    assert learning.note_id == new.note_id


def test_cards_come_by_deck_and_as_they_stand_in_it(service: SearchService) -> None:
    assert questions(service.search("")) == [APPLE, ZEBRA, PHANTOM, CLOZE, CLOZE]


def test_decks_turn_round_but_not_what_is_in_them(service: SearchService) -> None:
    order = SortOrder(SortColumn.DECK, descending=True)
    assert questions(service.search("-kind:cloze", order=order)) == [PHANTOM, APPLE, ZEBRA]


def test_a_limit_takes_the_first(service: SearchService) -> None:
    assert questions(service.search("", limit=2)) == [APPLE, ZEBRA]
    assert service.search("", limit=0) == []


WITHOUT_VALUE_FOR_NEW_CARDS = {
    SortColumn.DUE, SortColumn.RECALL, SortColumn.STABILITY, SortColumn.DIFFICULTY,
    SortColumn.INTERVAL,
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "ascending"),
    [
        (SortColumn.TOPIC, [ZEBRA, PHANTOM, APPLE]),
        (SortColumn.QUESTION, [APPLE, PHANTOM, ZEBRA]),
        (SortColumn.ADDED, [PHANTOM, APPLE, ZEBRA]),
        (SortColumn.DUE, [PHANTOM, ZEBRA, APPLE]),
        (SortColumn.RECALL, [PHANTOM, ZEBRA, APPLE]),
        (SortColumn.STABILITY, [PHANTOM, ZEBRA, APPLE]),
        (SortColumn.DIFFICULTY, [ZEBRA, PHANTOM, APPLE]),
        (SortColumn.INTERVAL, [PHANTOM, ZEBRA, APPLE]),
        (SortColumn.LAPSES, [APPLE, ZEBRA, PHANTOM]),
        (SortColumn.REPS, [APPLE, PHANTOM, ZEBRA]),
    ],
)
def test_cards_come_in_the_order_of_a_column_those_without_a_value_last(
    service: SearchService, column: SortColumn, ascending: list[str]
) -> None:
    rising = service.search("-kind:cloze", order=SortOrder(column))
    falling = service.search("-kind:cloze", order=SortOrder(column, descending=True))
    assert questions(rising) == ascending
    if column in WITHOUT_VALUE_FOR_NEW_CARDS:
        assert questions(falling) == [*ascending[1::-1], APPLE]
    else:
        assert questions(falling) == ascending[::-1]


def test_a_learning_card_is_due_before_tomorrows_and_after_yesterdays(
    service: SearchService,
) -> None:
    order = SortOrder(SortColumn.DUE)
    assert questions(service.search("-is:new", order=order)) == [PHANTOM, CLOZE, ZEBRA]


def test_ids_and_counts_agree_with_the_hits(service: SearchService) -> None:
    for query in ("", "phantom", "is:new", "nothing"):
        found = [hit.card_id for hit in service.search(query)]
        assert sorted(service.ids(query)) == sorted(found)
        assert service.ids(query, SortOrder()) == found
        assert service.count(query) == len(found)


def test_a_page_of_ids_becomes_hits_in_their_order(service: SearchService) -> None:
    ids = service.ids("", SortOrder(SortColumn.QUESTION))
    assert questions(service.hits(ids[1:3])) == [CLOZE, CLOZE]
    assert [hit.card_id for hit in service.hits([*reversed(ids), 1])] == ids[::-1]
    assert service.hits([]) == []


def test_the_clock_decides_what_is_due(tmp_path_factory: pytest.TempPathFactory) -> None:
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("later"), clock) as library:
        card = library.note("Tomorrow").card
        library.reviewed(card, due_in=1, stability=1)
        service = SearchService(library.database, SchedulerSource(UTC))
        assert service.count("is:due") == service.count("recall<0.9") == 0
        clock.advance(days=1, minutes=1)
        assert service.ids("is:due recall<0.9") == [card]


def test_an_edited_note_is_found_by_its_new_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("edited"), clock) as library:
        note = library.note("Before", "answer")
        library.put("note", note.id, fields="After\x1fanswer", heading="After")
        service = SearchService(library.database, SchedulerSource(UTC))
        assert questions(service.search("after")) == ["After"]
        assert service.count("before") == 0


def test_a_query_that_cannot_be_read_names_the_wrong_word(service: SearchService) -> None:
    with pytest.raises(QueryError, match="Did you mean `recall`") as caught:
        service.search("is:due recal<0.85")
    assert (caught.value.start, caught.value.end) == (7, 12)


FRAGMENTS = st.sampled_from(
    [
        *'"()-*\\:<>=%,^+{}|&\'_“” \x00',
        "or", "and", "NOT", "NEAR(", "fields:", "phantom", "prop:", "is:due", "recall<0.5",
        "due>=-1", "kind:predict", "flag:1", "id:1", "1e9", *(f"{field}:" for field in FIELDS),
    ]
)  # fmt: skip
QUERIES = (
    st.text(max_size=40)
    | st.lists(FRAGMENTS, max_size=12).map("".join)
    | st.lists(FRAGMENTS, max_size=12).map(" ".join)
)


def outcome(service: SearchService, query: str) -> list[int] | QueryError:
    """The cards that a query finds, or what is wrong with it."""
    try:
        return service.ids(query)
    except QueryError as error:
        return error


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_any_text_runs_or_has_a_wrong_word(service: SearchService, query: str) -> None:
    found = outcome(service, query)
    if isinstance(found, QueryError):
        assert 0 <= found.start <= found.end <= len(query)
    else:
        assert set(found) <= set(service.ids(""))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip))
def test_any_text_in_quotes_runs(service: SearchService, text: str) -> None:
    escaped = "".join(f"\\{mark}" if mark in '\\"' else mark for mark in text)
    for query in (f'"{escaped}"', f'tag:"{escaped}"', f'deck:"{escaped}"', f'topic:"{escaped}"'):
        outcome(service, query)
