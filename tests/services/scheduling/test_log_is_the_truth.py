"""After months of study the whole log, replayed, gives every memory state as it is cached."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import NotFoundError
from flashcards.services.scheduling.rebuild import rebuild
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.services.factories import assert_caches_agree, review_log, rows, value

STEPS = 400


class Learner:
    """Studies at random: mostly answers, sometimes something else, sometimes a second thought."""

    def __init__(self, app: App, clock: FixedClock, seed: int) -> None:
        self.app = app
        self.clock = clock
        self.chance = random.Random(seed)
        self.answers = 0

    def step(self) -> None:
        """Do one thing, then let some time pass."""
        weights = {self.answer: 70, self.undo: 12, self.redo: 8, self.bury: 2, self.suspend: 3,
                   self.change_settings: 2, self.turn_clock_back: 1}  # fmt: skip
        (do,) = self.chance.choices(list(weights), list(weights.values()))
        do()
        self.clock.advance(minutes=self.chance.expovariate(1 / 90))
        if self.chance.random() < 0.05:
            self.clock.advance(days=self.chance.expovariate(1 / 20))

    def answer(self) -> None:
        """Grade any card that may be graded, due or not."""
        cards = [row[0] for row in rows(self.app, "SELECT id FROM card WHERE queue >= 0")]
        if cards:
            (rating,) = self.chance.choices(list(Rating), (2, 1, 5, 2))
            duration = self.chance.randrange(60_000)
            self.app.study.answer(self.chance.choice(sorted(cards)), rating, duration)
            self.answers += 1

    def undo(self) -> None:
        """Take one to three things back."""
        self._repeat(self.app.undo.undo)

    def redo(self) -> None:
        """Bring one to three things again."""
        self._repeat(self.app.undo.redo)

    def bury(self) -> None:
        """Put a card away until tomorrow."""
        self.app.study.bury(self._any_card())

    def suspend(self) -> None:
        """Leave a card out, or take it in again."""
        self.app.study.suspend(self._any_card(), on=self.chance.random() < 0.5)

    def change_settings(self) -> None:
        """Other steps, another retention, another hour at which days turn."""
        self.app.library.set("retention", f"{self.chance.uniform(0.75, 0.97):.2f}")
        self.app.library.set("learning_steps", self.chance.choice(("", "1m 10m", "5m 1h")))
        self.app.library.set("rollover_hour", str(self.chance.randrange(24)))

    def turn_clock_back(self) -> None:
        """A computer's clock is set back now and then."""
        self.clock.advance(minutes=-self.chance.uniform(1, 600))

    def _any_card(self) -> int:
        cards = rows(self.app, "SELECT id FROM card WHERE deleted_by IS NULL ORDER BY id")
        return int(self.chance.choice(cards)[0])

    def _repeat(self, do: Callable[[], object]) -> None:
        for _ in range(self.chance.randrange(1, 4)):
            try:
                do()
            except NotFoundError:
                return


@pytest.mark.parametrize("seed", [1, 2])
def test_a_replay_of_the_whole_log_gives_what_is_cached(
    app: App, clock: FixedClock, seed: int
) -> None:
    learner = Learner(app, clock, seed)
    for _ in range(STEPS):
        learner.step()
    assert learner.answers > STEPS // 2
    assert value(app, "SELECT count(*) FROM review WHERE kind = 'retraction'") > 10
    assert_caches_agree(app)


def test_what_is_cached_can_be_made_anew_from_nothing_but_the_log(
    app: App, clock: FixedClock
) -> None:
    learner = Learner(app, clock, 3)
    for _ in range(STEPS // 2):
        learner.step()
    columns = "id, state, step, stability, difficulty, due_day, due_ms, reps, lapses"
    cached = rows(app, f"SELECT {columns} FROM card ORDER BY id")
    log = review_log(app)
    with app.database.write("setup", "Forget") as operation:
        operation.execute(
            "UPDATE card SET state = 0, step = NULL, stability = NULL, difficulty = NULL, "
            "due_day = NULL, due_ms = NULL, last_review_ms = NULL, last_study_day = NULL, "
            "reps = 0, lapses = 0 WHERE id IN (SELECT card_id FROM review)"
        )
        operation.touched.add("card")
    with app.database.write("setup", "Remember") as operation:
        rebuild(operation, SchedulerSource())
    assert rows(app, f"SELECT {columns} FROM card ORDER BY id") == cached
    assert review_log(app) == log
