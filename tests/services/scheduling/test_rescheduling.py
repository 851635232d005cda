"""Due dates moved at once: previewed, logged, undoable, and only for cards in review."""

from __future__ import annotations

from dataclasses import replace

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    content,
    review_log,
    rows,
    value,
)
from tests.services.studied import study

DUE = "SELECT id, due_day FROM card WHERE state = 2 ORDER BY id"


def test_a_preview_changes_nothing_and_apply_does_what_it_said(app: App, clock: FixedClock) -> None:
    study(app, clock, 25)
    app.library.set("retention", "0.75")
    before, log = rows(app, DUE), review_log(app)
    preview = app.rescheduling.preview()
    assert (rows(app, DUE), review_log(app)) == (before, log)
    assert 0 < preview.moved == preview.sooner + preview.later <= preview.cards
    assert preview.later > preview.sooner
    changes = app.rescheduling.apply()
    assert changes.operation is not None
    after = dict(rows(app, DUE))
    moved = {card: day for card, day in before if after[card] != day}
    assert {card: after[card] for card in moved} == dict(preview.days)
    assert app.rescheduling.preview().before == replace(
        preview.after, heaviest_day=app.rescheduling.preview().before.heaviest_day
    )
    assert_caches_agree(app)


def test_each_card_that_moves_has_a_row_in_the_log(app: App, clock: FixedClock) -> None:
    study(app, clock, 25)
    app.library.set("retention", "0.97")
    preview = app.rescheduling.preview()
    app.rescheduling.apply()
    logged = rows(app, "SELECT card_id, due_day FROM review WHERE kind = 'reschedule'")
    assert dict(logged) == dict(preview.days)


def test_it_is_taken_back_in_one_step(app: App, clock: FixedClock) -> None:
    study(app, clock, 25)
    app.library.set("retention", "0.75")
    before = content(app)
    app.rescheduling.apply()
    assert app.undo.undo().label == "Reschedule"
    assert content(app) == before
    app.undo.redo()
    assert_caches_agree(app)
    assert content(app) != before


def test_suspended_and_learning_cards_stay_where_they_are(app: App, clock: FixedClock) -> None:
    study(app, clock, 25)
    (suspended, *_), *_ = rows(app, "SELECT id FROM card WHERE state = 2 LIMIT 1")
    with app.database.write("suspend", "Suspend") as operation:
        operation.update("card", suspended, suspended=1, queue=-1)
    answer(app, card("variable"), Rating.AGAIN)
    app.library.set("retention", "0.75")
    moved = app.rescheduling.preview().days
    assert moved
    assert suspended not in moved
    assert card("variable") not in moved


def test_where_nothing_has_to_move_nothing_is_done(app: App, clock: FixedClock) -> None:
    study(app, clock, 10)
    app.rescheduling.apply()
    count = value(app, "SELECT count(*) FROM operation")
    assert app.rescheduling.apply().operation is None
    assert value(app, "SELECT count(*) FROM operation") == count


def test_a_library_without_reviews_has_nothing_to_move(app: App) -> None:
    preview = app.rescheduling.preview()
    assert (preview.cards, preview.moved, preview.before.week) == (0, 0, 0)
