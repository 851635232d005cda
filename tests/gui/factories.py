"""Values for the screens, as a learner in the sixth week of a roadmap would have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flashcards.domain.calendar import day_of
from flashcards.services.studying.today_view import (
    StageToday,
    StationState,
    StudyDay,
    Today,
    WeakTopic,
)

DAY = day_of(date(2026, 11, 24))

_MINUTES = (
    24, 23, 0, 0, 7, 17, 0, 26, 8, 11, 23, 0, 0, 29, 27, 27, 29, 24, 20, 0, 26, 26, 0, 24, 9, 21,
    0, 20, 0, 7, 8, 24, 7, 0, 28, 22, 18, 0, 23, 17, 13, 11, 17, 21, 24, 7, 17, 26, 27, 13, 8, 18,
    12, 25, 28, 0,
)  # fmt: skip

_STAGES = (
    ("Programming Language", ("Language",), 5, 0, 2.1),
    ("Algorithms & Data Structures", ("Algorithms",), 8, 0, 3.2),
    ("Databases", (), 13, 0, 5.1),
    ("Frameworks", (), 7, 4, 4.8),
    ("System Design", ("Design",), 0, 8, 5.6),
    ("Networking", (), 3, 0, 1.2),
    ("Authentication & Security", ("Auth",), 0, 0, 0.0),
    ("DevOps", (), 0, 0, 0.0),
    ("Cloud", (), 0, 0, 0.0),
    ("Projects", (), 0, 0, 0.0),
)
_OPEN = 6
_OPTIONAL = 9

FIRST_STAGE = 1 << 62  # as large as ids get, which is more than a Qt int holds


def stages() -> tuple[StageToday, ...]:
    """Ten stages, the first six of them open, 48 cards."""
    return tuple(
        StageToday(
            stage_id=FIRST_STAGE + number,
            number=number,
            title=title,
            short_titles=short,
            state=StationState.OPEN if number <= _OPEN else StationState.LOCKED,
            optional=number == _OPTIONAL,
            due=due,
            new=new,
            seconds=minutes * 60,
            cards=40,
            mastery=0.55 if number < _OPEN else 0.0,
            reason="" if number <= _OPEN else "Opens when Networking has 50\u202f% mastery.",
        )
        for number, (title, short, due, new, minutes) in enumerate(_STAGES, start=1)
    )


def today(**changes: object) -> Today:
    """A day with 36 cards to review and 12 new ones, nothing of it done yet."""
    usual = Today(
        day=DAY,
        roadmap_title="Backend Developer",
        due=36,
        new=12,
        seconds=22 * 60.0,
        due_seconds=16 * 60.0,
        new_seconds=6 * 60.0,
        tomorrow=39,
        tomorrow_seconds=19 * 60.0,
        backlog=0,
        stages=stages(),
        weakest=(
            WeakTopic(1, "Transactions", "Databases", 0.76, 14),
            WeakTopic(2, "Indexing", "Databases", 0.79, 11),
            WeakTopic(3, "Middlewares", "Frameworks", 0.82, 9),
            WeakTopic(4, "Graphs", "Algorithms", 0.84, 12),
        ),
        target_recall=0.9,
        days=tuple(
            StudyDay(DAY - len(_MINUTES) + 1 + place, minutes * 60.0)
            for place, minutes in enumerate(_MINUTES)
        ),
        streak=17,
        longest_streak=31,
        due_done=0,
        new_done=0,
        done_seconds=0.0,
        seen=214,
        total_cards=400,
    )
    return replace(usual, **changes)


def started_today() -> Today:
    """The same day after nine reviews."""
    return today(due=27, due_seconds=12 * 60.0, seconds=18 * 60.0, due_done=9, done_seconds=240.0)


def done_today(**changes: object) -> Today:
    """The same day when all of it is done."""
    rest = tuple(replace(stage, due=0, new=0, seconds=0.0) for stage in stages())
    days = (*today().days[:-1], StudyDay(DAY, 21 * 60.0))
    done = today(
        due=0,
        new=0,
        seconds=0.0,
        due_seconds=0.0,
        new_seconds=0.0,
        due_done=36,
        new_done=12,
        done_seconds=21 * 60.0,
        streak=18,
        stages=rest,
        days=days,
        new_available=True,
        tip="Build one small project per stage: what you have used, you remember.",
    )
    return replace(done, **changes)


def first_day() -> Today:
    """A new learner's first day: ten new cards of stage 1, everything else locked."""
    first, *others = stages()
    reason = "Opens when Programming Language has 50\u202f% mastery."
    return today(
        due=0,
        new=10,
        seconds=300.0,
        due_seconds=0.0,
        new_seconds=300.0,
        tomorrow=10,
        stages=(
            replace(first, due=0, new=10, seconds=300.0, mastery=0.0),
            *(
                replace(
                    stage,
                    due=0,
                    new=0,
                    seconds=0.0,
                    mastery=0.0,
                    state=StationState.LOCKED,
                    reason=reason,
                )
                for stage in others
            ),
        ),
        weakest=(),
        streak=0,
        longest_streak=0,
        seen=0,
        days=tuple(StudyDay(day.day, 0.0) for day in today().days),
    )
