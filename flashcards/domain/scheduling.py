"""What a scheduler is told and what it answers; the algorithm itself is in ``scheduler``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.review import Rating, State

# FSRS-6 defaults, the same in fsrs 6.3.2 and in the reference backend (py-fsrs, MIT).
DEFAULT_PARAMETERS: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
ALGORITHM = "FSRS-6"


@dataclass(frozen=True, slots=True)
class SchedulerConfig:
    """How a preset schedules.

    Steps are seconds, each under a day. ``desired_retention`` is 0.70 to 0.99.
    ``maximum_interval`` is in days. ``leech_threshold`` 0 means that no card is a leech.
    ``load_balance`` works within the fuzz, so it does nothing where ``fuzz`` is off.
    ``easy_days``: the share of a normal day's load for Monday to Sunday (1.0 normal, 0.5 reduced,
    0.0 minimum).
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    desired_retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 36_500
    leech_threshold: int = 8
    fuzz: bool = True
    load_balance: bool = True
    easy_days: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class CardSchedule:
    """The cached state of a card: what its rows of the log amount to.

    ``stability`` (days) and ``difficulty`` (1 to 10) are None for a new card. A learning or
    relearning card has ``due_ms`` and ``step``; a review card has ``due_day``. A card that
    was learned today and waits for tomorrow is already a review card.
    """

    card_id: int
    state: State = State.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_review_ms: int | None = None
    last_study_day: int | None = None
    due_day: int | None = None
    due_ms: int | None = None
    reps: int = 0
    lapses: int = 0


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What load balancing looks at.

    ``counts``: cards due on each study day; a day that is left out has none.
    ``sibling_days``: the study days on which other cards of the same note are due.
    ``breaks``: first and last study days of planned breaks, in which no card is to fall due.
    ``keeps_early``: a card that is passed before its time comes no sooner than it would have.
    """

    counts: Mapping[int, int] = field(default_factory=dict)
    sibling_days: frozenset[int] = frozenset()
    breaks: tuple[tuple[int, int], ...] = ()
    keeps_early: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer leads to.

    ``interval_s``: from the answer to the due moment, in seconds; whole days count 86,400 each.
    ``retrievability``: the recall that was predicted before the answer, None for a new card.
    ``lapsed``: a review card was forgotten. ``leech``: that made it a leech (again).
    """

    rating: Rating
    schedule: CardSchedule
    interval_s: int
    retrievability: float | None
    lapsed: bool
    leech: bool


def reset(schedule: CardSchedule) -> CardSchedule:
    """The schedule of the same card as if it had never been reviewed."""
    return CardSchedule(card_id=schedule.card_id)


def with_due_day(schedule: CardSchedule, due_day: int) -> CardSchedule:
    """The same card, due on another study day.

    Whoever moves a learning card by days takes it out of its steps: it becomes a review card. A
    card without a memory stays new and is not to be introduced before that day.
    """
    state = State.NEW if schedule.stability is None else State.REVIEW
    return replace(schedule, state=state, step=None, due_day=due_day, due_ms=None)


def elapsed_days(schedule: CardSchedule, now_ms: int) -> float:
    """Fractional days since the last review, never negative, 0.0 for a new card."""
    if schedule.last_review_ms is None:
        return 0.0
    return max(0, now_ms - schedule.last_review_ms) / MS_PER_DAY
