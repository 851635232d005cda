"""When a prompt comes back: FSRS on parameters of its own, apart from those of the cards."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import (
    DEFAULT_PARAMETERS,
    CardSchedule,
    Outcome,
    SchedulerConfig,
    elapsed_days,
)

FIRST_INTERVALS = (2.0, 5.0, 12.0, 25.0)
"""Days until the second attempt after Again, Hard, Good and Easy, at 90 % retention.

An answer to a prompt hangs on many facts, which cards keep alive meanwhile; so it comes back later
than a card would, and after a failure the day after tomorrow, when its cards have been studied.
"""

PARAMETERS = (*FIRST_INTERVALS, *DEFAULT_PARAMETERS[4:])
"""FSRS-6 with these first stabilities; the rest are its defaults."""

LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class PromptMemory:
    """What the last scored attempt left behind; ``due_day`` as it was fixed then."""

    stability: float
    difficulty: float
    scored_ms: int
    study_day: int
    due_day: int

    def recall(self, now_ms: int) -> float:
        """The share of its answer that is still there, 0 to 1, by fractional days."""
        elapsed = elapsed_days(_schedule(0, self), now_ms)
        return retrievability(self.stability, elapsed, PARAMETERS[DECAY])


def practice_scheduler(calendar: StudyCalendar, retention: float) -> Scheduler:
    """The scheduler of prompts: whole days, no steps, no fuzz.

    ``retention``: the recall, 0.7 to 0.99, at which a prompt comes back.
    """
    return Scheduler(
        SchedulerConfig(
            parameters=PARAMETERS,
            desired_retention=retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=LONGEST_DAYS,
            leech_threshold=0,
            fuzz=False,
            load_balance=False,
        ),
        calendar,
    )


def preview(
    scheduler: Scheduler, prompt_id: int, memory: PromptMemory | None, now_ms: int
) -> dict[Rating, Outcome]:
    """What each grade would lead to."""
    return scheduler.preview(_schedule(prompt_id, memory), now_ms)


def _schedule(prompt_id: int, memory: PromptMemory | None) -> CardSchedule:
    if memory is None:
        return CardSchedule(card_id=prompt_id)
    return CardSchedule(
        card_id=prompt_id,
        state=State.REVIEW,
        stability=memory.stability,
        difficulty=memory.difficulty,
        last_review_ms=memory.scored_ms,
        last_study_day=memory.study_day,
        due_day=memory.due_day,
        reps=1,
    )
