"""What is done to many cards at once: each action, what it says, and that undo takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.editing.bulk import BulkService
from flashcards.services.editing.bulk_view import BulkDone
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    import_text,
    learn,
    note,
    operations,
    own_deck,
    review_log,
    rows,
    today,
    value,
)

Act = Callable[[BulkService, list[int]], BulkDone]


@pytest.fixture
def bulk(app: App) -> BulkService:
    return BulkService(app.database, SchedulerSource())


@pytest.fixture
def some(app: App, clock: FixedClock) -> list[int]:
    """Five cards: in review, in its steps, forgotten, new, and a new one of two of its note."""
    learn(app, clock, card("while"), card("break"))
    clock.advance(days=30)
    answer(app, card("break"), Rating.AGAIN)
    answer(app, card("commit"), Rating.GOOD)
    return [card(name) for name in ("while", "commit", "break", "variable")] + [
        card("shadowing", "reverse")
    ]


def deck(app: App, name: str) -> int:
    return int(value(app, "SELECT id FROM deck WHERE name = :name", name=name))


def topic(app: App, title: str) -> int:
    return int(value(app, "SELECT id FROM topic WHERE title = :title", title=title))


def tags(app: App, name: str) -> set[str]:
    found = rows(
        app, "SELECT tag FROM note_tag WHERE note_id = :id AND removed IS NULL", id=note(name)
    )
    return {row[0] for row in found}


ACTIONS: dict[str, Act] = {
    "move": lambda bulk, some: bulk.move(some, deck_of(bulk, "Tools"), None),
    "add tags": lambda bulk, some: bulk.add_tags(some, ["new", "other tag"]),
    "remove tags": lambda bulk, some: bulk.remove_tags([*some, card("index-purpose")], ["sql"]),
    "flag": lambda bulk, some: bulk.flag(some, 3),
    "suspend": lambda bulk, some: bulk.suspend(some),
    "delete": lambda bulk, some: bulk.delete(some),
    "reset": lambda bulk, some: bulk.reset(some),
    "set due": lambda bulk, some: bulk.set_due(some, 2, 5),
}


def deck_of(bulk: BulkService, name: str) -> int:
    with bulk._database.read() as reader:
        return int(reader.value("SELECT id FROM deck WHERE name = :name", name=name))


@pytest.mark.parametrize("action", ACTIONS)
def test_undo_takes_it_back_and_redo_does_it_again(
    app: App, bulk: BulkService, some: list[int], action: str
) -> None:
    before, count = content(app), operations(app)
    done = ACTIONS[action](bulk, some)
    after = content(app)
    assert after != before
    assert operations(app) == count + 1
    assert done.changes.operation is not None
    undone = app.undo.undo()
    assert undone.label == done.changes.label
    assert content(app) == before
    app.undo.redo()
    again = content(app)
    assert again == after
    app.undo.undo()
    assert content(app) == before
    assert_caches_agree(app)


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_is_remembered_of_what_changed_nothing(
    app: App, bulk: BulkService, action: str
) -> None:
    count = operations(app)
    done = ACTIONS[action](bulk, [1, 2])
    if action != "remove tags":  # which is given a card besides that does have the tag
        assert operations(app) == count
        assert done.changes.operation is None


@pytest.mark.parametrize(
    ("action", "label"),
    [
        ("move", "Move 6 cards"),
        ("add tags", "Tag 5 notes"),
        ("remove tags", "Untag 1 note"),
        ("flag", "Flag 5 cards"),
        ("suspend", "Suspend 5 cards"),
        ("delete", "Delete 6 cards"),
        ("reset", "Reset 3 cards"),
        ("set due", "Set due 5 cards"),
    ],
)
def test_undo_names_how_much_it_takes_back(
    app: App, bulk: BulkService, some: list[int], action: str, label: str
) -> None:
    ACTIONS[action](bulk, some)
    undoable = app.undo.undoable()
    assert undoable is not None
    assert undoable.label == label


def test_a_note_moves_with_all_its_cards(app: App, bulk: BulkService, some: list[int]) -> None:
    done = bulk.move(some, deck(app, "Tools"), topic(app, "Git"))
    assert (done.cards, done.notes) == (5, 5)  # one was there already
    for key in ("forward", "reverse"):
        moved = columns(app, card("shadowing", key), "deck_id", "topic_id")
        assert moved == (deck(app, "Tools"), topic(app, "Git"))
    assert columns(app, card("constant"), "deck_id") == (deck(app, "Basics"),)


def test_a_place_that_is_not_there_is_refused(app: App, bulk: BulkService) -> None:
    with pytest.raises(NotFoundError, match="deck is gone"):
        bulk.move([card("while")], 1, None)
    with pytest.raises(NotFoundError, match="topic is not in that deck"):
        bulk.move([card("while")], deck(app, "Tools"), topic(app, "Joins"))


def test_tags_are_given_and_taken_whoever_has_them_already(app: App, bulk: BulkService) -> None:
    both = [card("index-purpose"), card("index-cost")]
    assert bulk.add_tags(both, ["sql", "slow"]).notes == 2
    assert tags(app, "index-purpose") == tags(app, "index-cost") == {"sql", "slow"}
    assert bulk.remove_tags(both, ["sql"]).notes == 2
    assert tags(app, "index-purpose") == {"slow"}
    assert bulk.add_tags(both, ["sql"]).notes == 2
    assert tags(app, "index-cost") == {"sql", "slow"}
    with pytest.raises(InvalidValueError, match="at least one tag"):
        bulk.add_tags(both, [" "])


def test_what_is_suspended_comes_back_where_it_stood(
    app: App, bulk: BulkService, some: list[int]
) -> None:
    queues = [columns(app, each, "queue") for each in some]
    bulk.suspend(some)
    assert {columns(app, each, "queue", "suspended") for each in some} == {(-1, 1)}
    done = bulk.suspend(some, on=False)
    assert done.changes.label == "Unsuspend 5 cards"
    assert [columns(app, each, "queue") for each in some] == queues


def test_a_draft_stays_one_when_it_is_suspended(app: App, bulk: BulkService) -> None:
    import_text(app, "---\ntitle: Own\nnamespace: own\n---\n\n### Later {#later}\n")
    (draft,) = app.search.ids("is:draft")
    bulk.suspend([draft])
    assert columns(app, draft, "queue", "suspended") == (-2, 1)
    bulk.suspend([draft], on=False)
    assert columns(app, draft, "queue", "suspended") == (-2, 0)


def test_deleting_a_card_deletes_its_note(app: App, bulk: BulkService, some: list[int]) -> None:
    log = review_log(app)
    assert bulk.extent(some) == (5, 6)
    done = bulk.delete(some)
    assert (done.cards, done.notes) == (6, 5)
    assert app.search.count("shadowing") == 0
    assert review_log(app) == log
    with pytest.raises(NotFoundError):
        app.study.note(note("shadowing"))


def test_a_reset_card_is_new_and_keeps_its_log(
    app: App, bulk: BulkService, some: list[int]
) -> None:
    log = review_log(app)
    assert bulk.reset(some).cards == 3
    state = "state", "stability", "due_day", "due_ms", "reps", "lapses", "queue", "step"
    assert {columns(app, each, *state) for each in some} == {(0, None, None, None, 0, 0, 0, None)}
    assert review_log(app)[: len(log)] == log
    assert [row[3] for row in review_log(app)[len(log) :]] == ["reset"] * 3
    assert_caches_agree(app)


def test_a_day_can_be_set_for_all_cards(
    app: App, bulk: BulkService, some: list[int], clock: FixedClock
) -> None:
    assert bulk.set_due(some, 0).cards == 5
    assert {columns(app, each, "due_day", "due_ms")[0] for each in some} == {today(clock)}
    states = [columns(app, each, "state")[0] for each in some]
    assert states == [2, 2, 2, 0, 0]  # a card without a memory stays new
    assert_caches_agree(app)
    assert {row[3] for row in review_log(app)[-5:]} == {"manual"}


def test_days_are_shared_out_evenly(app: App, bulk: BulkService, clock: FixedClock) -> None:
    import_text(app, own_deck(30))
    cards = app.search.ids("deck:own")
    bulk.set_due(cards, 3, 7)
    days = [columns(app, each, "due_day")[0] - today(clock) for each in cards]
    assert {day: days.count(day) for day in set(days)} == dict.fromkeys(range(3, 8), 6)
    assert days != sorted(days)


@pytest.mark.parametrize("days", [(-1, 2), (5, 2), (0, 40_000)])
def test_days_have_bounds(bulk: BulkService, days: tuple[int, int]) -> None:
    with pytest.raises(InvalidValueError, match="days go from 0"):
        bulk.set_due([card("while")], *days)


def test_a_flag_has_a_number(bulk: BulkService) -> None:
    with pytest.raises(InvalidValueError):
        bulk.flag([card("while")], 8)
    assert bulk.flag([card("while")], 0).changes.operation is None


def test_a_reset_and_a_new_answer_are_undone_one_by_one(
    app: App, bulk: BulkService, some: list[int]
) -> None:
    before = content(app)
    bulk.reset([card("while")])
    answer(app, card("while"))
    app.undo.undo()
    assert columns(app, card("while"), "state", "reps") == (0, 0)
    app.undo.undo()
    assert content(app) == before
