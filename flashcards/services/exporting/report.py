"""A report of progress: what a period was like, where the learner stands, what comes next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from flashcards.domain.calendar import date_of
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.exporting import report_words
from flashcards.services.exporting.report_view import (
    ALWAYS,
    Calendar,
    Period,
    ProgressReport,
    StageFigures,
    WeakTopic,
)
from flashcards.services.roads.roadmaps import RoadmapService
from flashcards.services.roads.view import Road
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.statistics.service import StatisticsService
from flashcards.services.statistics.view import Request, StudiedDay
from flashcards.storage.unit_of_work import Database

_WEEK = 7
_FEWEST_WEEKS, _MOST_WEEKS = 26, 53
_MOST_WEAK = 6
_FEWEST_SEEN = 3
_QUARTILES = 4
_SUNDAY = 6


def make_report(
    database: Database, schedulers: SchedulerSource, period: Period = ALWAYS
) -> ProgressReport:
    """The report of a period; without bounds from the first answer to today.

    Raises InvalidValueError for a period that ends before it begins or has not come yet.
    """
    statistics = StatisticsService(database, schedulers)
    overview = statistics.overview(Request(None))
    first, last = _bounds(period, overview.began, overview.today)
    days = [day for day in overview.days if first <= day.day <= last]
    road = RoadmapService(database, schedulers).road()
    return ProgressReport(
        title=road.title,
        made=overview.today,
        first=first,
        last=last,
        total=sum(days, StudiedDay(last)),
        days_studied=len(days),
        longest_streak=_longest_streak([day.day for day in days]),
        target=overview.target,
        cards=overview.cards,
        seen=overview.seen,
        mastery=overview.mastery,
        stages=tuple(
            StageFigures(
                number=stage.today.number,
                title=stage.today.title,
                cards=stage.today.cards,
                seen=stage.seen,
                mastery=stage.today.mastery,
                recall=stage.recall,
                locked=stage.locked,
            )
            for stage in road.stages
        ),
        calendar=_calendar(overview.days, first, last),
        weakest=_weakest(road),
        forecast=report_words.forecast(
            statistics.forecast(Request(None)), road, today=overview.today
        ),
    )


def _bounds(period: Period, began: int, today: int) -> tuple[int, int]:
    last = today if period.last is None else min(period.last, today)
    first = min(began, last) if period.first is None else period.first
    if period.last is not None and first > period.last:
        raise InvalidValueError(
            _("the period begins on {date_of}, after its end on {date_of2}.").format(
                date_of=date_of(first), date_of2=date_of(period.last)
            )
        )
    if first > today:
        raise InvalidValueError(
            _("the period begins on {date_of}, which is yet to come.").format(
                date_of=date_of(first)
            )
        )
    return first, last


def _longest_streak(days: Sequence[int]) -> int:
    longest = run = 0
    before: int | None = None
    for day in days:
        run = run + 1 if before is not None and day == before + 1 else 1
        longest = max(longest, run)
        before = day
    return longest


def _calendar(days: Sequence[StudiedDay], first: int, last: int) -> Calendar:
    """The weeks of the period; at least half a year, so that a short one is seen among others."""
    sunday = last + _SUNDAY - date_of(last).weekday()
    monday = first - date_of(first).weekday()
    weeks = min(max((sunday - monday + 1) // _WEEK, _FEWEST_WEEKS), _MOST_WEEKS)
    begin = sunday - weeks * _WEEK + 1
    answers = {day.day: day.reviews for day in days if begin <= day.day <= last and day.reviews}
    ordered = sorted(answers.values())

    def level(day: int) -> int:
        if day not in answers:
            return 0
        rank = bisect_left(ordered, answers[day])
        return 1 + rank * _QUARTILES // len(ordered)

    return Calendar(
        begin, tuple(level(day) if day <= last else None for day in range(begin, sunday + 1))
    )


def _weakest(road: Road) -> tuple[WeakTopic, ...]:
    found = {
        topic.id: WeakTopic(topic.title, stage.today.title, topic.recall, topic.seen)
        for stage in reversed(road.stages)
        for topic in stage.topics
        if topic.recall is not None
        and topic.seen >= _FEWEST_SEEN
        and topic.recall < road.target_recall
    }
    return tuple(sorted(found.values(), key=lambda topic: topic.recall)[:_MOST_WEAK])
