"""The table of all cards: what a search finds, page by page, and by what cards are told apart."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import NoteKind
from flashcards.domain.query_nodes import Name
from flashcards.domain.query_order import SortColumn, SortOrder
from flashcards.domain.review import Rating, State
from flashcards.errors import NotFoundError, QueryError
from flashcards.services.browsing import service as browse
from flashcards.services.browsing.service import BrowseService
from flashcards.services.browsing.view import BrowseRow, SideLine
from tests.services.factories import card, import_text, learn, own_deck, today

QUESTIONS = {
    "What is a variable?",
    "What is a constant?",
    "Shadowing",
    "An inner name hides an outer one.",
    "A […] name lives in a function, a global one in the module.",
    "A local name lives in a function, a […] one in the module.",
    "What does Python print?",
    "What does Node print?",
    "When does a while loop end?",
    "What does break do?",
    "What does an index save?",
    "What does an index cost?",
    "What does an inner join leave out?",
    "What does a left join keep?",
    "What is a commit?",
}


@pytest.fixture
def service(app: App) -> BrowseService:
    return BrowseService(app.database, app.search)


def row(service: BrowseService, query: str) -> BrowseRow:
    (found,) = service.list(query).rows
    return found


def test_all_cards_are_listed_each_as_it_asks(service: BrowseService) -> None:
    listing = service.list("")
    assert {row.question for row in listing.rows} == QUESTIONS
    assert listing.count == len(listing.ids) == len(listing.rows) == len(QUESTIONS)
    assert listing.complete
    assert [row.card_id for row in listing.rows] == list(listing.ids)


def test_a_row_says_all_that_a_column_can_show(
    app: App, service: BrowseService, clock: FixedClock
) -> None:
    learn(app, clock, card("index-purpose"))
    clock.advance(days=3)
    app.study.flag(card("index-purpose"), 4)
    found = row(service, f"card:{card('index-purpose')}")
    assert (found.deck, found.topic, found.stage) == ("Storage", "Indexing", "Storage")
    assert (found.kind, found.state) == (NoteKind.BASIC, State.REVIEW)
    assert (found.tags, found.flag, found.reps, found.lapses) == (("sql",), 4, 1, 0)
    assert found.due_day is not None
    assert found.due_day > today(clock)
    assert found.due_ms is None
    assert found.interval_days == found.due_day - today(clock) + 3
    assert found.recall is not None
    assert 0.9 < found.recall < 1
    assert found.last_review_ms == clock.now_ms() - 3 * 86_400_000
    assert (found.suspended, found.draft, found.buried) == (False, False, False)
    assert found.edited_ms is None


def test_a_new_card_has_no_numbers_of_memory(service: BrowseService) -> None:
    found = row(service, "commit")
    assert found.state is State.NEW
    assert found.recall is found.stability is found.due_day is found.interval_days is None


def test_what_is_put_away_says_so(app: App, service: BrowseService) -> None:
    app.study.suspend(card("while"))
    app.study.bury(card("break"))
    assert row(service, "while").suspended
    assert row(service, "break").buried
    assert not row(service, "break").suspended


def test_an_edited_note_says_when(app: App, service: BrowseService, clock: FixedClock) -> None:
    clock.advance(days=1)
    edit = app.study.note(row(service, "commit").note_id)
    app.study.edit(type(edit)(edit.note_id, edit.kind, edit.fields, ("git",)))
    assert row(service, "commit").edited_ms == clock.now_ms()
    assert service.list("edited:1").count == 1


@pytest.mark.parametrize("column", list(SortColumn))
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_all_cards_both_ways(
    app: App, service: BrowseService, clock: FixedClock, column: SortColumn, descending: bool
) -> None:
    learn(app, clock, card("while"), card("commit"))
    app.study.answer(card("break"), Rating.AGAIN)
    order = SortOrder(column, descending)
    listing = service.list("", order)
    assert sorted(listing.ids) == sorted(service.ids("", order))
    assert listing.ids == service.ids("", order)


def test_the_first_cards_come_at_once_and_the_others_after_them(
    app: App, service: BrowseService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse, "FIRST", 6)
    monkeypatch.setattr(browse, "PAGE", 4)
    for many in (5, 20_000):  # how many are many is a matter of speed alone
        monkeypatch.setattr(browse, "_MANY", many)
        for column in (SortColumn.QUESTION, SortColumn.KIND, SortColumn.EDITED):
            order = SortOrder(column)
            listing = service.list("", order)
            assert not listing.complete
            assert (listing.count, len(listing.ids), len(listing.rows)) == (15, 6, 4)
            assert service.ids("", order)[:6] == listing.ids


def test_a_page_leaves_out_what_is_gone(app: App, service: BrowseService) -> None:
    ids = service.ids("deck:storage")
    rows = service.rows([ids[2], 1, ids[0]])
    assert [row.card_id for row in rows] == [ids[2], ids[0]]
    with pytest.raises(NotFoundError):
        service.row(1)


def test_a_query_that_cannot_be_read_says_where(service: BrowseService) -> None:
    with pytest.raises(QueryError, match="Did you mean `recall`"):
        service.list("recal<0.5")


def test_the_sidebar_counts_what_there_is(app: App, service: BrowseService) -> None:
    import_text(app, own_deck(2, title="Storage::Deep"))
    app.study.suspend(card("while"))
    app.study.flag(card("commit"), 2)
    side = service.sidebar()
    assert side.decks == (
        SideLine("Basics", 10),
        SideLine("Storage", 6),
        SideLine("Storage::Deep", 2, 1),
        SideLine("Tools", 1),
    )
    assert side.stages == (SideLine("Basics", 10), SideLine("Storage", 4), SideLine("Tools", 1))
    assert side.tags == (SideLine("sql", 1),)
    assert side.flags == {2: 1}
    assert (side.new, side.suspended, side.learning, side.review, side.drafts) == (16, 1, 0, 0, 0)


def test_completion_knows_the_names_of_the_library(service: BrowseService) -> None:
    names = service.names()
    assert names[Name.DECK] == ("Basics", "Storage", "Tools")
    assert names[Name.STAGE] == ("Basics", "Storage", "Tools")
    assert set(names[Name.TOPIC]) == {"Variables", "Loops", "Indexing", "Joins", "Git"}
    assert names[Name.TAG] == ("sql",)
    assert names[Name.TRACK] == ("node", "python")


def test_a_note_can_be_put_in_any_deck_under_its_topics(service: BrowseService) -> None:
    decks = {deck.name: [topic.title for topic in deck.topics] for deck in service.decks()}
    assert decks == {
        "Basics": ["Variables", "Loops"],
        "Storage": ["Indexing", "Joins"],
        "Tools": ["Git"],
    }
