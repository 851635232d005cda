"""New parameters: memory states follow as the log says, due dates stay, undo brings all back."""

from __future__ import annotations

import random

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating, Review, ReviewKind, payload_text
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.storage import review_log
from tests.services.factories import rows

OTHER = " ".join(str(round(value * 1.07, 6)) for value in DEFAULT_PARAMETERS)
STATES = "SELECT id, stability, difficulty FROM card WHERE state > 0 ORDER BY id"
REST = "SELECT id, state, step, due_day, due_ms, reps, lapses, queue FROM card ORDER BY id"


def study(app: App, clock: FixedClock, days: int) -> None:
    rng = random.Random(5)
    for _ in range(days):
        session = app.study.start()
        while (following := app.study.next_card(session)).card is not None:
            clock.advance(seconds=40)
            app.study.answer(following.card.card_id, rng.choice(list(Rating)), session=session)
        clock.advance(days=1)


def test_all_states_change_and_agree_with_the_log(app: App, clock: FixedClock) -> None:
    study(app, clock, 12)
    before, rest = rows(app, STATES), rows(app, REST)
    app.library.set("parameters", OTHER)
    assert rows(app, REST) == rest
    assert all(old[1:] != new[1:] for old, new in zip(before, rows(app, STATES), strict=True))
    assert app.maintenance.check().problems == ()


def test_undo_brings_the_former_states_back(app: App, clock: FixedClock) -> None:
    study(app, clock, 6)
    app.library.set("parameters", OTHER)
    app.undo.undo()
    assert app.maintenance.check().problems == ()
    assert app.library.setting("parameters").setting.parse(
        app.library.setting("parameters").value
    ) == tuple(DEFAULT_PARAMETERS)


def test_cards_with_more_than_answers_in_their_log_follow_too(app: App, clock: FixedClock) -> None:
    study(app, clock, 4)
    (card, *_), (placed, *_) = rows(app, STATES)[:2]
    with app.database.write("placement", "Place out") as operation:
        for number, (kind, payload) in enumerate(
            (
                (ReviewKind.RESET, {}),
                (ReviewKind.PLACEMENT, {"stability": 30.0, "difficulty": 4.0}),
            )
        ):
            review = Review(
                id=operation.ids.next_id(),
                card_id=(card, placed)[number],
                device_id=1,
                kind=kind,
                time_ms=clock.now_ms(),
                study_day=20_800,
                due_day=20_830 if kind is ReviewKind.PLACEMENT else None,
                payload=payload_text(payload),
            )
            review_log.append(operation, review)
    app.maintenance.repair()
    app.library.set("parameters", OTHER)
    assert app.maintenance.check().problems == ()


def test_a_library_without_a_past_takes_new_parameters(app: App) -> None:
    app.library.set("parameters", OTHER)
    assert app.maintenance.check().problems == ()
