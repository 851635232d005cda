"""When a card comes back: FSRS-6 through ``fsrs``, which nothing else imports.

``fsrs`` gives the memory state and the learning steps, ``intervals`` the whole days. Here they
come together with study days, leeches and the replay of the log.

Times are milliseconds UTC; days are study days (see ``calendar``). Nothing here has a clock.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import fsrs
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from flashcards.domain.calendar import MS_PER_SECOND, StudyCalendar
from flashcards.domain.forgetting import (
    DECAY,
    STABILITY_MAX,
    STABILITY_MIN,
    retrievability,
)
from flashcards.domain.intervals import Intervals
from flashcards.domain.review import Rating, Review, ReviewKind, State
from flashcards.domain.scheduling import (
    CardSchedule,
    DayLoad,
    Outcome,
    SchedulerConfig,
    elapsed_days,
    reset,
    with_due_day,
)
from flashcards.errors import InvalidValueError
from flashcards.language import _

RETENTION_MIN = 0.70
RETENTION_MAX = 0.99
SECONDS_PER_DAY = 86_400
INTERVAL_MAX = 36_500
# The lowest and the highest value of each of the 21 parameters.
PARAMETER_BOUNDS = tuple(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
# Parameters fitted in 32 bits miss their bounds by about 1e-8; what misses by more is no rounding.
_BOUNDS_TOLERANCE = 1e-4
# Any noon will do: only the time between two reviews counts.
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
_LONGEST_ABSENCE_DAYS = 1_000_000  # a damaged clock must not run out of the calendar


@dataclass(frozen=True, slots=True)
class _Step:
    """What an answer does to memory and steps, before whole days are chosen.

    ``seconds``: until the next learning step, None where the interval is whole days.
    """

    state: State
    step: int | None
    stability: float
    difficulty: float
    seconds: int | None


class Scheduler:
    """Schedules cards by one set of settings. Without state; every method is pure.

    Raises ``InvalidValueError`` for settings out of bounds.
    """

    def __init__(self, config: SchedulerConfig, calendar: StudyCalendar) -> None:
        _validate(config)
        parameters = clipped_parameters(config.parameters)
        self.config = replace(config, parameters=parameters)
        self.calendar = calendar
        self._intervals = Intervals(self.config)
        self._fsrs = fsrs.Scheduler(
            parameters=parameters,
            desired_retention=config.desired_retention,
            learning_steps=[timedelta(seconds=step) for step in config.learning_steps],
            relearning_steps=[timedelta(seconds=step) for step in config.relearning_steps],
            maximum_interval=config.maximum_interval,
            enable_fuzzing=False,
        )

    def preview(
        self, schedule: CardSchedule, now_ms: int, load: DayLoad | None = None
    ) -> dict[Rating, Outcome]:
        """What each of the four buttons would lead to."""
        return self._outcomes(schedule, now_ms, self.calendar.day(now_ms), load)

    def answer(
        self, schedule: CardSchedule, rating: Rating, now_ms: int, load: DayLoad | None = None
    ) -> Outcome:
        """What the pressed button leads to: the same that the preview showed with this load."""
        return self.preview(schedule, now_ms, load)[rating]

    def retrievability(self, schedule: CardSchedule, now_ms: int) -> float | None:
        """The recall predicted for now, by fractional days; None for a card without a memory."""
        if schedule.stability is None:
            return None
        decay = self.config.parameters[DECAY]
        return retrievability(schedule.stability, elapsed_days(schedule, now_ms), decay)

    def replay(
        self, card_id: int, reviews: Iterable[Review], start: CardSchedule | None = None
    ) -> CardSchedule:
        """The schedule that a card's rows of the log amount to, whatever order they come in.

        ``start``: what earlier rows amount to, where somebody has replayed them already.

        Rows count in the order of their ids, each id once. Retracted rows and retractions drop
        out (a retraction is never retracted itself: redoing appends the review again). The due
        date is the one that the last row gave, never a newly computed one, unless a review says
        none, as in logs of programs that don't keep it.
        """
        rows = sorted({review.id: review for review in reviews}.values(), key=_by_id)
        retracted = {row.target for row in rows if row.kind is ReviewKind.RETRACTION}
        schedule = start or CardSchedule(card_id=card_id)
        for row in rows:
            if row.id not in retracted:
                schedule = self._after(schedule, row)
        return schedule

    def rescheduled_day(self, schedule: CardSchedule, load: DayLoad | None = None) -> int | None:
        """The due day of a review card by its present memory and these settings.

        For use after parameters or retention have changed, when the learner asks for it. None for
        a card that is not in review: new and learning cards keep what they have.
        """
        days = self._intervals.from_last_review(schedule, load)
        if days is None or schedule.last_study_day is None:
            return None
        return schedule.last_study_day + days

    def _outcomes(
        self, schedule: CardSchedule, now_ms: int, today: int, load: DayLoad | None
    ) -> dict[Rating, Outcome]:
        recall = self.retrievability(schedule, now_ms)
        steps = {rating: self._advance(schedule, rating, today) for rating in Rating}
        whole = {rating: step.stability for rating, step in steps.items() if step.seconds is None}
        days = self._intervals.buttons(schedule, whole, today, load)
        outcomes = {}
        for rating, step in steps.items():
            answered = _answered(schedule, rating, step, now_ms, today)
            if step.seconds is None:
                interval_s = days[rating] * SECONDS_PER_DAY
                answered = replace(answered, due_day=today + days[rating], due_ms=None)
            else:
                interval_s = step.seconds
                due_ms = now_ms + interval_s * MS_PER_SECOND
                answered = replace(answered, due_day=None, due_ms=due_ms)
            lapsed = answered.lapses > schedule.lapses
            outcomes[rating] = Outcome(
                rating=rating,
                schedule=answered,
                interval_s=interval_s,
                retrievability=recall,
                lapsed=lapsed,
                leech=lapsed and is_leech(answered.lapses, self.config.leech_threshold),
            )
        return outcomes

    def _advance(self, schedule: CardSchedule, rating: Rating, today: int) -> _Step:
        """Memory and step after an answer on a study day.

        ``fsrs`` counts 24-hour floors where the parameters were fitted on study days, so it is
        told noon of both days. A day that lies before the last one counts as the same.
        """
        known = schedule.stability is not None and schedule.state is not State.NEW
        state = fsrs.State(schedule.state) if known else fsrs.State.Learning
        absence = 0 if schedule.last_study_day is None else today - schedule.last_study_day
        card = fsrs.Card(
            card_id=schedule.card_id,
            state=state,
            step=None if state is fsrs.State.Review else schedule.step or 0,
            stability=schedule.stability,
            difficulty=schedule.difficulty,
            due=_NOON,
            last_review=_NOON if known else None,
        )
        now = _NOON + timedelta(days=min(max(0, absence), _LONGEST_ABSENCE_DAYS))
        card, _ = self._fsrs.review_card(card, fsrs.Rating(rating), now)
        assert card.stability is not None
        assert card.difficulty is not None
        in_review = card.state is fsrs.State.Review
        return _Step(
            state=State(card.state),
            step=card.step,
            stability=min(card.stability, STABILITY_MAX),
            difficulty=card.difficulty,
            seconds=None if in_review else round((card.due - now).total_seconds()),
        )

    def _after(self, schedule: CardSchedule, row: Review) -> CardSchedule:
        """The schedule after one more row of the log."""
        match row.kind:
            case ReviewKind.REVIEW if row.rating is not None:
                return self._reviewed(schedule, row, row.rating)
            case ReviewKind.RESET:
                return reset(schedule)
            case ReviewKind.MANUAL | ReviewKind.RESCHEDULE | ReviewKind.PLACEMENT:
                return self._moved(schedule, row)
            case _:
                return schedule

    def _reviewed(self, schedule: CardSchedule, row: Review, rating: Rating) -> CardSchedule:
        if row.due_day is None and row.due_ms is None:
            outcomes = self._outcomes(schedule, row.time_ms, row.study_day, None)
            return outcomes[rating].schedule
        step = self._advance(schedule, rating, row.study_day)
        answered = _answered(schedule, rating, step, row.time_ms, row.study_day)
        if row.due_day is not None:
            return with_due_day(answered, row.due_day)
        if answered.state is State.REVIEW:
            # The settings of that day had more steps than those of now.
            was_known = schedule.state in (State.REVIEW, State.RELEARNING)
            state = State.RELEARNING if was_known else State.LEARNING
            answered = replace(answered, state=state, step=0)
        return replace(answered, due_ms=row.due_ms, due_day=None)

    def _moved(self, schedule: CardSchedule, row: Review) -> CardSchedule:
        """The card after a row that is no answer but moves its due date or gives it a memory."""
        schedule = _placed(schedule, row)
        if row.due_day is not None:
            return with_due_day(schedule, row.due_day)
        if row.due_ms is None:
            due_day = self.rescheduled_day(schedule) if schedule.due_day is None else None
            return schedule if due_day is None else with_due_day(schedule, due_day)
        if schedule.state in (State.LEARNING, State.RELEARNING):
            return replace(schedule, due_ms=row.due_ms)
        return with_due_day(schedule, self.calendar.day(row.due_ms))


def clipped_parameters(parameters: Iterable[float]) -> tuple[float, ...]:
    """FSRS-6 parameters, rounding errors cut to the bounds that ``fsrs`` publishes.

    Raises ``InvalidValueError`` if their number is wrong or one is truly out of bounds.
    """
    given = tuple(float(parameter) for parameter in parameters)
    if len(given) != len(PARAMETER_BOUNDS):
        raise InvalidValueError(
            _("FSRS-6 has {n} parameters, {n2} were given.").format(
                n=len(PARAMETER_BOUNDS), n2=len(given)
            )
        )
    bounded = tuple(zip(given, PARAMETER_BOUNDS, strict=True))
    for number, (value, (low, high)) in enumerate(bounded):
        if not low - _BOUNDS_TOLERANCE <= value <= high + _BOUNDS_TOLERANCE:
            raise InvalidValueError(
                _("Parameter {number} is {value:g}; it has to be from {low:g} to {high:g}.").format(
                    number=number, value=value, low=low, high=high
                )
            )
    return tuple(min(max(value, low), high) for value, (low, high) in bounded)


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether this lapse makes a leech: at the threshold, then at every half of it again."""
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % max(1, math.ceil(threshold / 2)) == 0


def _validate(config: SchedulerConfig) -> None:
    if not RETENTION_MIN <= config.desired_retention <= RETENTION_MAX:
        raise InvalidValueError(
            _(
                "Desired retention is {desired_retention:g}; it has to be from "
                "{retention_min} to {retention_max}."
            ).format(
                desired_retention=config.desired_retention,
                retention_min=RETENTION_MIN,
                retention_max=RETENTION_MAX,
            )
        )
    for step in (*config.learning_steps, *config.relearning_steps):
        if not 0 < step < SECONDS_PER_DAY:
            raise InvalidValueError(
                _(
                    "A learning step is {step} seconds; it has to be above 0 and under a day."
                ).format(step=step)
            )
    if not 1 <= config.maximum_interval <= INTERVAL_MAX:
        raise InvalidValueError(
            _(
                "The longest interval is {maximum_interval} days; it has to be from "
                "1 to {interval_max}."
            ).format(maximum_interval=config.maximum_interval, interval_max=INTERVAL_MAX)
        )
    if config.leech_threshold < 0:
        raise InvalidValueError(_("The leech threshold has to be 0 (never) or more lapses."))
    if len(config.easy_days) != 7 or not all(0 <= share <= 1 for share in config.easy_days):
        raise InvalidValueError(_("Easy days are seven shares from 0 to 1, Monday to Sunday."))


def _answered(
    schedule: CardSchedule, rating: Rating, step: _Step, now_ms: int, today: int
) -> CardSchedule:
    """The card after an answer, its due date still the old one."""
    lapsed = rating is Rating.AGAIN and schedule.state is State.REVIEW
    return replace(
        schedule,
        state=step.state,
        step=step.step,
        stability=step.stability,
        difficulty=step.difficulty,
        last_review_ms=now_ms,
        last_study_day=today,
        reps=schedule.reps + 1,
        lapses=schedule.lapses + lapsed,
    )


def _placed(schedule: CardSchedule, row: Review) -> CardSchedule:
    """The card with the memory that a row without an answer gives it, if it gives one."""
    memory = _payload_memory(row.payload)
    if memory is None:
        return schedule
    stability, difficulty = memory
    return replace(
        schedule,
        state=State.REVIEW,
        step=None,
        stability=stability,
        difficulty=difficulty,
        last_review_ms=row.time_ms,
        last_study_day=row.study_day,
        due_ms=None,
    )


def _payload_memory(payload: str) -> tuple[float, float] | None:
    """Stability and difficulty of a payload, within their bounds; None where it has none."""
    try:
        values = json.loads(payload)
        memory = (float(values["stability"]), float(values["difficulty"]))
    except (ValueError, TypeError, KeyError):
        return None
    if not all(math.isfinite(value) for value in memory):
        return None
    stability, difficulty = memory
    return (
        min(max(stability, STABILITY_MIN), STABILITY_MAX),
        min(max(difficulty, fsrs.scheduler.MIN_DIFFICULTY), fsrs.scheduler.MAX_DIFFICULTY),
    )


def _by_id(review: Review) -> int:
    return review.id
