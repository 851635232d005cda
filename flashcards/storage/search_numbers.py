"""Comparisons of a card's numbers as SQL, without a function of the forgetting curve in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import elapsed_at_recall
from flashcards.domain.query_nodes import Comparison, Operator, Property
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Value

Bind = Callable[[Value], str]
"""Binds a value and returns the placeholder for it."""

Bound = tuple[Literal["<", ">="], int]
"""Before, or from the start of, the study day that is so many days after today."""

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
    if comparison.compared is Property.DUE:
        return _due(comparison, moment, bind, queue)

    def compare(operator: Operator, number: float) -> str:
        if comparison.compared is Property.RECALL:
            return _recall(operator, number, moment, bind)
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


def _due(comparison: Comparison, moment: SearchMoment, bind: Bind, queue: str) -> str:
    """Whole days from today; a suspended card or a draft keeps its due day."""

    def due(*bounds: Bound) -> str:
        resting = (Queue.DRAFT, Queue.SUSPENDED)
        return due_sql(bounds, moment, bind, queue=queue, resting=resting)

    number = comparison.number
    low = math.ceil(number - comparison.tolerance)
    high = math.ceil(number + comparison.tolerance)
    match comparison.operator:
        case Operator.LESS:
            return due(("<", math.ceil(number)))
        case Operator.AT_MOST:
            return due(("<", math.floor(number) + 1))
        case Operator.MORE:
            return due((">=", math.floor(number) + 1))
        case Operator.AT_LEAST:
            return due((">=", math.ceil(number)))
        case Operator.EQUAL:
            return due((">=", low), ("<", high))
        case Operator.UNEQUAL:
            return f"({due(('<', low))} OR {due(('>=', high))})"


def due_sql(
    bounds: Iterable[Bound],
    moment: SearchMoment,
    bind: Bind,
    *,
    queue: str,
    resting: Collection[Queue] = (),
) -> str:
    """Due within these bounds: cards in review, in their steps, and of the ``resting`` queues."""
    days, moments = [], []
    for sign, distance in bounds:
        days.append(f"c.due_day {sign} {bind(moment.today + distance)}")
        day = moment.today + min(max(distance, -_FARTHEST_DAYS), _FARTHEST_DAYS)
        moments.append(f"c.due_ms {sign} {bind(moment.calendar.start_ms(day))}")
    reviewed = _queues(Queue.REVIEW, *resting)
    learned = _queues(Queue.LEARNING, *resting)
    return (
        f"({queue} IN ({reviewed}) AND {' AND '.join(days)} "
        f"OR {queue} IN ({learned}) AND {' AND '.join(moments)})"
    )


def _queues(*queues: Queue) -> str:
    return ", ".join(f"{queue:d}" for queue in sorted(queues))
