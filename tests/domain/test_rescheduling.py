"""New due days: by memory, within the fuzz, without walls, siblings apart."""

from __future__ import annotations

from collections import Counter

import numpy as np

from flashcards.domain.calendar import date_of
from flashcards.domain.forgetting import DECAY, whole_interval
from flashcards.domain.fuzz import fuzz_window
from flashcards.domain.rescheduling import ReviewCards, rescheduled
from flashcards.domain.scheduling import DEFAULT_PARAMETERS, SchedulerConfig

TODAY = 20_000
CONFIG = SchedulerConfig(desired_retention=0.85)


def cards(count: int, *, seed: int = 2, late: float = 0.9, notes: int = 1) -> ReviewCards:
    rng = np.random.default_rng(seed)
    stability = np.exp(rng.normal(2.5, 0.8, count))
    interval = np.maximum(1, np.rint(stability)).astype(np.int64)
    last = TODAY - (interval * rng.uniform(0, late, count)).astype(np.int64)
    number = np.arange(count)
    return ReviewCards(
        number + 1, number // notes, np.full(count, 3), stability, last, last + interval
    )


def window(stability: float, config: SchedulerConfig = CONFIG) -> tuple[int, int]:
    wanted = whole_interval(
        stability, config.desired_retention, DEFAULT_PARAMETERS[DECAY], config.maximum_interval
    )
    return fuzz_window(wanted)


def due_counts(given: ReviewCards) -> Counter[int]:
    return Counter(given.due_day.tolist())


def test_each_card_that_moves_lands_in_its_window() -> None:
    given = cards(500)
    moved = rescheduled(given, CONFIG, TODAY, due_counts(given))
    assert len(moved) > 250
    for place, card in enumerate(given.id.tolist()):
        low, high = window(float(given.stability[place]))
        last = int(given.last_day[place])
        if card in moved and last + high > TODAY:
            assert max(TODAY + 1, last + low) <= moved[card] <= last + high
        elif card not in moved:
            due = int(given.due_day[place])
            assert last + low <= due <= last + high or (due <= TODAY and last + high <= TODAY)


def test_rescheduled_once_nothing_more_moves() -> None:
    given = cards(300)
    moved = rescheduled(given, CONFIG, TODAY, due_counts(given))
    due = np.array(
        [moved.get(card, int(day)) for card, day in zip(given.id, given.due_day, strict=True)]
    )
    again = ReviewCards(given.id, given.note, given.reps, given.stability, given.last_day, due)
    assert rescheduled(again, CONFIG, TODAY, due_counts(again)) == {}


class TestBreaks:
    BREAK = (TODAY + 4, TODAY + 17)

    def moved(self, given: ReviewCards) -> dict[int, int]:
        return rescheduled(given, CONFIG, TODAY, due_counts(given), [self.BREAK])

    def due_after(self, given: ReviewCards) -> list[int]:
        moved = self.moved(given)
        return [moved.get(c, int(day)) for c, day in zip(given.id, given.due_day, strict=True)]

    def test_no_card_is_due_on_a_planned_day_off(self) -> None:
        given = cards(500)
        first, last = self.BREAK
        assert sum(first <= day <= last for day in given.due_day) > 50
        assert not [day for day in self.due_after(given) if first <= day <= last]

    def test_nor_is_one_that_is_late(self) -> None:
        given = cards(300, late=4.0)
        rest = (TODAY, TODAY + 6)
        moved = rescheduled(given, CONFIG, TODAY, due_counts(given), [rest])
        assert moved
        assert not [day for day in moved.values() if rest[0] <= day <= rest[1]]

    def test_rescheduled_once_nothing_more_moves(self) -> None:
        given = cards(500)
        due = np.array(self.due_after(given))
        again = ReviewCards(given.id, given.note, given.reps, given.stability, given.last_day, due)
        assert self.moved(again) == {}

    def test_cards_that_come_late_after_it_make_no_wall(self) -> None:
        given = cards(500)
        after = Counter(day for day in self.due_after(given) if day > self.BREAK[1])
        usual = Counter(due_counts(given))
        assert max(after.values()) < 3 * max(usual.values())


def test_what_is_late_is_spread_over_days_the_worst_remembered_first() -> None:
    rng = np.random.default_rng(1)
    stability = np.exp(rng.normal(1.5, 0.3, 600))
    ago = np.rint(stability * 4).astype(np.int64) + 3
    number = np.arange(600)
    given = ReviewCards(
        number, number, np.full(600, 3), stability, TODAY - ago, np.full(600, TODAY + 60)
    )
    moved = rescheduled(given, CONFIG, TODAY, due_counts(given))
    assert len(moved) == 600
    by_day = Counter(moved.values())
    assert min(by_day) == TODAY
    assert max(by_day.values()) <= 1.6 * 600 / len(by_day)
    overdue = ago / stability
    first = [overdue[card] for card, day in moved.items() if day == min(by_day)]
    last = [overdue[card] for card, day in moved.items() if day == max(by_day)]
    assert np.mean(first) > np.mean(last)


def test_no_day_gets_a_wall() -> None:
    given = cards(3_000, seed=5)
    moved = rescheduled(given, CONFIG, TODAY, due_counts(given))
    due = Counter(
        moved.get(card, int(day)) for card, day in zip(given.id, given.due_day, strict=True)
    )
    near = [due.get(TODAY + number, 0) for number in range(2, 20)]
    assert max(near) < 1.6 * np.mean(near)


def test_siblings_come_on_different_days() -> None:
    given = cards(400, seed=8, notes=2)
    moved = rescheduled(given, CONFIG, TODAY, due_counts(given))
    together = 0
    for note in range(200):
        days = [moved.get(card) for card in (2 * note + 1, 2 * note + 2)]
        short = [window(float(given.stability[2 * note + k])) for k in (0, 1)]
        roomy = all(high > low for low, high in short)
        together += days[0] is not None and days[0] == days[1] and roomy
    assert together <= 4


def test_days_kept_free_get_no_card_that_could_go_elsewhere() -> None:
    config = SchedulerConfig(desired_retention=0.85, easy_days=(1, 1, 1, 1, 1, 1, 0))
    given = cards(400, seed=3)
    moved = rescheduled(given, config, TODAY, due_counts(given))
    for place, card in enumerate(given.id.tolist()):
        low, high = window(float(given.stability[place]))
        if card in moved and date_of(moved[card]).weekday() == 6 and high <= 90:
            last = int(given.last_day[place])
            assert last + high - max(TODAY + 1, last + low) < 1


def test_without_fuzz_cards_come_when_memory_asks_for_them() -> None:
    config = SchedulerConfig(desired_retention=0.85, fuzz=False)
    given = cards(50)
    for card, day in rescheduled(given, config, TODAY, due_counts(given)).items():
        place = card - 1
        wanted = whole_interval(
            float(given.stability[place]), 0.85, DEFAULT_PARAMETERS[DECAY], 36_500
        )
        assert day in (int(given.last_day[place]) + wanted, TODAY, TODAY + 1)
