"""Leeches and notes that are mixed up: found, rewritten, told apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import LEECH_TAG
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError
from flashcards.services.editing.rewriting import Rewriting
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    content,
    edited,
    import_text,
    learn,
    make_due,
    note,
    own,
    own_deck,
    rows,
)


def own_note(number: int) -> int:
    return note(f"n{number}", namespace="own")


def forget(app: App, clock: FixedClock, card_id: int) -> None:
    """Forget a card when it is due, and learn it again."""
    make_due(app, card_id, clock)
    answer(app, card_id, Rating.AGAIN)
    clock.advance(minutes=10)
    answer(app, card_id)


@pytest.fixture
def leech(app: App, clock: FixedClock) -> int:
    """A note that was forgotten as often as a leech."""
    import_text(app, own_deck(6))
    app.library.set("leech_threshold", "2")
    learn(app, clock, own(1))
    for _ in range(2):
        forget(app, clock, own(1))
    return own_note(1)


class TestLeeches:
    """Found at the lapses that the settings say, and gone when they are rewritten."""

    def test_listed_with_their_lapses(self, app: App, leech: int) -> None:
        (found,) = app.leeches.trouble().leeches
        assert (found.note_id, found.lapses, found.deck) == (leech, 2, "Own")
        assert found.question == "Question number 1"

    def test_rewritten_into_two(self, app: App, leech: int) -> None:
        before = content(app)
        text = "### One? \n\nFirst.\n\n### Two?\n\nSecond."
        app.leeches.rewrite(leech, text)
        assert app.leeches.trouble().leeches == ()
        assert app.study.note(leech).fields.question == "One?"
        found = rows(
            app, "SELECT heading, deck_id, source_id FROM note WHERE heading IN ('One?', 'Two?')"
        )
        assert {row[0] for row in found} == {"One?", "Two?"}
        assert len({row[1] for row in found}) == 1
        assert_caches_agree(app)
        app.undo.undo()
        assert content(app) == before
        assert len(app.leeches.trouble().leeches) == 1

    def test_made_a_cloze(self, app: App, leech: int) -> None:
        draft = app.leeches.proposal(leech, Rewriting.CLOZE)
        app.leeches.rewrite(leech, draft.text)
        keys = rows(app, "SELECT key FROM card WHERE note_id = :n AND deleted_by IS NULL", n=leech)
        assert keys == [("c1",)]
        assert_caches_agree(app)

    def test_what_is_no_note_is_refused(self, app: App, leech: int) -> None:
        with pytest.raises(InvalidValueError):
            app.leeches.rewrite(leech, "only words")
        assert LEECH_TAG in app.study.note(leech).tags

    def test_an_edit_of_the_answer_takes_the_mark_off_too(self, app: App, leech: int) -> None:
        edited(app, leech, extra="a remark")
        assert LEECH_TAG in app.study.note(leech).tags
        edited(app, leech, answer="something plainer")
        assert LEECH_TAG not in app.study.note(leech).tags

    def test_the_mark_alone_can_go(self, app: App, leech: int) -> None:
        app.leeches.not_a_leech(leech)
        assert app.leeches.trouble().leeches == ()


class TestMixedUp:
    """Pairs that were forgotten one after the other, from the log."""

    def sittings(self, app: App, clock: FixedClock, *orders: Sequence[int]) -> None:
        numbers = {number for order in orders for number in order}
        learn(app, clock, *map(own, sorted(numbers)))
        for order in orders:
            for number in order:
                make_due(app, own(number), clock)
            for number in order:
                answer(app, own(number), Rating.AGAIN)
                clock.advance(minutes=1)
            clock.advance(minutes=30)
            for number in order:
                answer(app, own(number))

    def test_in_either_order(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(6))
        self.sittings(app, clock, (1, 2), (2, 1), (1, 2))
        (pair,) = app.leeches.trouble().pairs
        assert {pair.first.note_id, pair.second.note_id} == {own_note(1), own_note(2)}
        assert pair.times == 3

    def test_what_was_taken_back_does_not_count(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(6))
        self.sittings(app, clock, (1, 2), (1, 2))
        make_due(app, own(1), clock)
        make_due(app, own(2), clock)
        answer(app, own(1), Rating.AGAIN)
        answer(app, own(2), Rating.AGAIN)
        assert len(app.leeches.trouble().pairs) == 1
        app.undo.undo()
        assert app.leeches.trouble().pairs == ()

    def test_within_a_topic_twice_is_enough(self, app: App, clock: FixedClock) -> None:
        cards = card("variable"), card("constant")
        learn(app, clock, *cards)
        for _ in range(2):
            for one in cards:
                make_due(app, one, clock)
            for one in cards:
                answer(app, one, Rating.AGAIN)
            clock.advance(minutes=10)
            for one in cards:
                answer(app, one)
        (pair,) = app.leeches.trouble().pairs
        assert pair.times == 2
        assert pair.first.topic == pair.second.topic == "Variables"

    def test_a_note_that_tells_them_apart(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(6))
        self.sittings(app, clock, (1, 2), (2, 1), (1, 2))
        (pair,) = app.leeches.trouble().pairs
        one, other = pair.first.note_id, pair.second.note_id
        draft = app.leeches.comparison(one, other)
        assert draft.problems == ()
        assert draft.deck == "Own"
        app.leeches.add_comparison(one, other, draft.text)
        assert app.leeches.trouble().pairs == ()
        assert len(app.search.ids('"difference between"')) == 1
        app.undo.undo()
        assert len(app.leeches.trouble().pairs) == 1

    def test_not_offered_again_when_it_is_no_trouble(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(6))
        self.sittings(app, clock, (1, 2), (2, 1), (1, 2))
        (pair,) = app.leeches.trouble().pairs
        app.leeches.tell_apart(pair.second.note_id, pair.first.note_id)
        assert app.leeches.trouble().pairs == ()
