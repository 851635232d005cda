"""Comparisons of a card's numbers as SQL, without a function of the forgetting curve in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import elapsed_at_recall
from flashcards.domain.query_nodes import Comparison, Operator, Property
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Value

Bind = Callable[[Value], str]
"""Binds a value and returns the placeholder for it."""

# A learning step is under a day: no learning card is due farther from today than this, whatever
# number it is compared with.
_FARTHEST_DAYS = 10_000

INTERVAL_SQL = (
    f"coalesce(c.due_day - c.last_study_day, (c.due_ms - c.last_review_ms) / {MS_PER_DAY:.1f})"
)
"""The interval that ``c`` was given last, in days."""

_COLUMNS = {
    Property.STABILITY: "c.stability",
    Property.DIFFICULTY: "c.difficulty",
    Property.LAPSES: "c.lapses",
    Property.REPS: "c.reps",
    Property.INTERVAL: INTERVAL_SQL,
}
# Recall falls while time passes.
_OF_ELAPSED = {
    Operator.LESS: ">",
    Operator.AT_MOST: ">=",
    Operator.MORE: "<",
    Operator.AT_LEAST: "<=",
}


@dataclass(frozen=True, slots=True)
class SearchMoment:
    """What a search has to know besides the query. ``decay``: of the forgetting curve."""

    now_ms: int
    calendar: StudyCalendar
    decay: float

    @property
    def today(self) -> int:
        """The present study day."""
        return self.calendar.day(self.now_ms)


def comparison_sql(comparison: Comparison, moment: SearchMoment, bind: Bind, queue: str) -> str:
    """The condition of a comparison; ``queue`` is how its column is to be written.

    It is NULL or false for a card that has no such number.
    """

    def compare(operator: Operator, number: float) -> str:
        if comparison.compared is Property.RECALL:
            return _recall(operator, number, moment, bind)
        if comparison.compared is Property.DUE:
            return _due(operator, number, moment, bind, queue)
        return f"{_COLUMNS[comparison.compared]} {operator} {bind(number)}"

    low = comparison.number - comparison.tolerance
    high = comparison.number + comparison.tolerance
    if comparison.operator is Operator.EQUAL:
        return f"({compare(Operator.AT_LEAST, low)} AND {compare(Operator.LESS, high)})"
    if comparison.operator is Operator.UNEQUAL:
        return f"({compare(Operator.LESS, low)} OR {compare(Operator.AT_LEAST, high)})"
    return compare(comparison.operator, comparison.number)


def _recall(operator: Operator, recall: float, moment: SearchMoment, bind: Bind) -> str:
    """Recall is below r when more time has passed than stability x the time that 1 takes to r."""
    elapsed = f"max({bind(moment.now_ms)} - c.last_review_ms, 0)"
    return f"{elapsed} {_OF_ELAPSED[operator]} c.stability * {bind(_elapsed_ms(recall, moment))}"


def _elapsed_ms(recall: float, moment: SearchMoment) -> float:
    """How long a stability of one day takes to that recall; negative above 1, endless at 0."""
    if recall > 1:
        return -1.0
    try:
        return elapsed_at_recall(1, recall, moment.decay) * MS_PER_DAY if recall > 0 else math.inf
    except OverflowError:
        return math.inf


def _due(operator: Operator, days: float, moment: SearchMoment, bind: Bind, queue: str) -> str:
    """Whole days from today; a suspended card or a draft keeps its due day."""
    whole = math.ceil(days)
    if operator in (Operator.AT_MOST, Operator.MORE):
        whole = math.floor(days) + 1
    sign = "<" if operator in (Operator.LESS, Operator.AT_MOST) else ">="
    resting = (Queue.DRAFT, Queue.SUSPENDED)
    return due_sql(sign, whole, moment, bind, queue=queue, resting=resting)


def due_sql(
    sign: str,
    days: int,
    moment: SearchMoment,
    bind: Bind,
    *,
    queue: str,
    resting: Collection[Queue] = (),
) -> str:
    """Due before (``<``) or from (``>=``) so many study days after today on.

    Cards in review and in their steps, and of the ``resting`` queues besides.
    """
    day = moment.today + days
    nearest, farthest = moment.today - _FARTHEST_DAYS, moment.today + _FARTHEST_DAYS
    start_ms = moment.calendar.start_ms(min(max(day, nearest), farthest))
    reviewed = _queues(Queue.REVIEW, *resting)
    learned = _queues(Queue.LEARNING, *resting)
    return (
        f"({queue} IN ({reviewed}) AND c.due_day {sign} {bind(day)} "
        f"OR {queue} IN ({learned}) AND c.due_ms {sign} {bind(start_ms)})"
    )


def _queues(*queues: Queue) -> str:
    return ", ".join(f"{queue:d}" for queue in sorted(queues))
