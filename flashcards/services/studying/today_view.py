"""What the Today screen shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flashcards.services.practice.today_view import PracticeToday


class StationState(StrEnum):
    """How a station of the road is drawn."""

    OPEN = "open"
    MASTERED = "mastered"
    PLACED_OUT = "placed_out"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class StageToday:
    """A stage of the active roadmap, as today stands.

    ``due``: reviews and learning cards due today; ``new``: new cards that today's session brings.
    ``seconds``: estimated for both. ``mastery``: 0 to 1. ``reason``: why it is locked, in words.
    ``short_titles``: names for narrow places, the longer first.
    """

    stage_id: int
    number: int
    title: str
    short_titles: tuple[str, ...]
    state: StationState
    optional: bool
    due: int
    new: int
    seconds: float
    cards: int
    mastery: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WeakTopic:
    """A topic whose seen cards are recalled worst now; ``recall`` is 0 to 1."""

    topic_id: int
    title: str
    stage_title: str
    recall: float
    cards: int


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A day of the strip: seconds studied, 0.0 for a missed day. ``rest``: of a planned break."""

    day: int
    seconds: float
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Comeback:
    """A backlog about which nothing was chosen yet. ``away``: days without an answer before."""

    waiting: int
    away: int


@dataclass(frozen=True, slots=True)
class Interview:
    """The interview plan as it was made last.

    ``day``: the study day of the interview, None for minutes a day without a date. ``ready``: the
    share of the planned cards that will be recalled, ``on_track``: that is enough; ``ready`` None
    where it isn't known. ``new_ends``: the study day on which the last new card comes.
    """

    day: int | None
    minutes: float
    ready: float | None = None
    on_track: bool = False
    new_ends: int | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """The whole Today screen.

    ``due``: review cards of today's session after the daily limit, and learning cards that can be
    asked now; ``next_due_ms``: when the first of the other learning cards is due;
    ``backlog``: all that wait, when that is more than today takes, else 0.
    ``tomorrow``: cards due tomorrow if today is done. ``new_by_stage``: (short title, new cards).
    ``days``: the last 56 study days, oldest first, the last one is today.
    ``done_cards`` and ``done_seconds``: studied today so far. ``seen``: cards ever reviewed.
    ``due_done`` and ``new_done``: reviews and new cards already answered today.
    ``new_available``: there are new cards beyond today's limit.
    ``other_due`` and ``other_new``: cards of decks that belong to no stage of the roadmap.
    ``interview``: the plan that is on, None without one.
    ``comeback``: the backlog that asks for a choice. ``backlog_way``: the one that was chosen, ""
    without a backlog. ``rest``: the break that today is in or comes next, as (first, last) day.
    """

    day: int
    roadmap_title: str
    due: int
    new: int
    seconds: float
    due_seconds: float
    new_seconds: float
    tomorrow: int
    tomorrow_seconds: float
    backlog: int
    stages: tuple[StageToday, ...]
    weakest: tuple[WeakTopic, ...]
    target_recall: float
    days: tuple[StudyDay, ...]
    streak: int
    longest_streak: int
    due_done: int
    new_done: int
    done_seconds: float
    seen: int
    total_cards: int
    next_due_ms: int | None = None
    tip: str = ""
    other_due: int = 0
    other_new: int = 0
    new_available: bool = False
    interview: Interview | None = None
    comeback: Comeback | None = None
    backlog_way: str = ""
    rest: tuple[int, int] | None = None
    practice: PracticeToday | None = None
