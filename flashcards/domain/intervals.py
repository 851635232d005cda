"""Whole-day intervals: what memory asks for, the order of the buttons, fuzz, no shortening."""

from __future__ import annotations

from collections.abc import Mapping

from flashcards.domain.breaks import interval_around
from flashcards.domain.forgetting import DECAY, whole_interval
from flashcards.domain.fuzz import (
    BALANCED_UP_TO_DAYS,
    balanced_interval,
    bounded_window,
    fuzz_window,
    seeded_interval,
    seeded_share,
)
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduling import CardSchedule, DayLoad, SchedulerConfig

# What the order of the buttons can add beyond the fuzz at each review: Good is a day above Hard,
# Easy a day above Good.
_DAYS_ADDED_BY_ORDER = 2
# Days. Below it only the order of the buttons made the interval what it was, and the reference
# backend takes that back when the card is passed with Hard.
_NO_PROMISE_BELOW_STABILITY = 0.5


class Intervals:
    """Chooses intervals in days by one set of settings."""

    def __init__(self, config: SchedulerConfig) -> None:
        self._config = config

    def wanted(self, stability: float) -> int:
        """The days after which recall has fallen to the desired retention."""
        config = self._config
        return whole_interval(
            stability, config.desired_retention, config.parameters[DECAY], config.maximum_interval
        )

    def buttons(
        self,
        schedule: CardSchedule,
        stabilities: Mapping[Rating, float],
        today: int,
        load: DayLoad | None,
    ) -> dict[Rating, int]:
        """The interval of each rating that leads to whole days, given its new stability.

        Good is at least a day longer than Hard and Easy than Good, up to the longest interval.
        Passing a card on time or late gives at least the interval that it had; with a load that
        says so, passing it early brings it back no sooner than it would have come.
        """
        share = seeded_share(schedule.card_id, schedule.reps)
        days: dict[Rating, int] = {}
        minimum = 1
        for rating in sorted(stabilities):
            passed = rating is not Rating.AGAIN
            if passed:
                minimum = max(minimum, self._unshortened(schedule, today, load))
            chosen = self._chosen(stabilities[rating], minimum, share, today, load)
            days[rating] = chosen
            minimum = chosen + passed
        return days

    def from_last_review(self, schedule: CardSchedule, load: DayLoad | None) -> int | None:
        """The interval of a review card by its present memory, None for any other card.

        The fuzz falls where it fell when the card was last answered.
        """
        if schedule.state is not State.REVIEW or schedule.stability is None:
            return None
        share = seeded_share(schedule.card_id, max(0, schedule.reps - 1))
        start = schedule.last_study_day or 0
        return self._chosen(schedule.stability, 1, share, start, load)

    def _chosen(
        self, stability: float, minimum: int, share: float, start: int, load: DayLoad | None
    ) -> int:
        """The wanted interval, moved within its fuzz window and out of planned breaks."""
        days = self._fuzzed(stability, minimum, share, start, load)
        if load is None or not load.breaks:
            return days
        return interval_around(days, minimum, start, load.breaks)

    def _fuzzed(
        self, stability: float, minimum: int, share: float, start: int, load: DayLoad | None
    ) -> int:
        """The wanted interval, moved within its fuzz window where the settings allow it."""
        config = self._config
        wanted = self.wanted(stability)
        if not config.fuzz:
            return min(max(wanted, minimum), config.maximum_interval)
        window = bounded_window(wanted, minimum, config.maximum_interval)
        if not config.load_balance or wanted > BALANCED_UP_TO_DAYS:
            return seeded_interval(window, share)
        return balanced_interval(
            wanted,
            window,
            share,
            today=start,
            load=load or DayLoad(),
            easy_days=config.easy_days,
        )

    def _unshortened(self, schedule: CardSchedule, today: int, load: DayLoad | None) -> int:
        """The interval that passing a review card must not go below, else 0.

        On time or late that is the interval that it had, early what is left of it.

        Only as far as these settings can have given it: an interval from a lower retention, from
        other parameters or from a hand that postponed the card is no promise.
        """
        if (
            schedule.state is not State.REVIEW
            or schedule.stability is None
            or schedule.stability < _NO_PROMISE_BELOW_STABILITY
            or schedule.last_study_day is None
            or schedule.due_day is None
        ):
            return 0
        early = today < schedule.due_day
        if early and not (load and load.keeps_early):
            return 0
        _, longest = fuzz_window(self.wanted(schedule.stability))
        reach = longest + _DAYS_ADDED_BY_ORDER * schedule.reps
        return min(schedule.due_day - (today if early else schedule.last_study_day), reach)
