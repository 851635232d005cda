"""What the statistics say, as plain values: nothing here needs a library or numpy.

Days are study days (days since 1970-01-01), shares and recalls 0 to 1, times minutes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from flashcards.domain.query_spans import quoted

FEWEST_REVIEWS = 20
"""Below so many answers there is nothing to draw."""

MATURE_DAYS = 21
"""From an interval of so many days on a card is mature; the other seen cards are young."""

_Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Request:
    """Which statistics are wanted.

    ``days``: the last so many study days, today among them; None: all. ``query``: of which cards,
    in the search language; empty: all of them.
    """

    days: int | None = 90
    query: str = ""


def deck_query(name: str) -> str:
    """The query for a deck and those below it."""
    return f"deck:{quoted(name)}"


def stage_query(name: str) -> str:
    """The query for a stage of the active roadmap, by number or title."""
    return f"stage:{quoted(name)}"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the true share after Wilson; None of nothing.

        E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
        Journal of the American Statistical Association 22 (1927), 209-212.
        """
        if not self.of:
            return None
        share, z2 = self.hits / self.of, _Z_95**2
        middle = (share + z2 / (2 * self.of)) / (1 + z2 / self.of)
        spread = share * (1 - share) / self.of + z2 / (4 * self.of**2)
        half = _Z_95 / (1 + z2 / self.of) * math.sqrt(spread)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.of + other.of)


@dataclass(frozen=True, slots=True)
class StudiedDay:
    """What was done on one study day, or on several together.

    ``reviews``: all answers, learning steps included. ``new``: cards met for the first time.
    ``due_reviews``: answers to review cards. ``recalled`` and ``forgotten``: those of them that
    came at least a day after the one before. ``new_minutes``: the part of ``minutes`` that went
    into new cards and their steps.
    """

    day: int
    reviews: int = 0
    new: int = 0
    due_reviews: int = 0
    recalled: int = 0
    forgotten: int = 0
    minutes: float = 0.0
    new_minutes: float = 0.0

    @property
    def counted(self) -> Share:
        """True retention: the share recalled of the reviews that came a day or more later."""
        return Share(self.recalled, self.recalled + self.forgotten)

    @property
    def retention(self) -> float | None:
        """The same as a number; None where nothing could be recalled."""
        return self.counted.value

    def __add__(self, other: StudiedDay) -> StudiedDay:
        """Both together, under the first one's day."""
        return StudiedDay(
            day=self.day,
            reviews=self.reviews + other.reviews,
            new=self.new + other.new,
            due_reviews=self.due_reviews + other.due_reviews,
            recalled=self.recalled + other.recalled,
            forgotten=self.forgotten + other.forgotten,
            minutes=self.minutes + other.minutes,
            new_minutes=self.new_minutes + other.new_minutes,
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures at the head, and the days.

    ``first`` to ``today``: the period. ``days``: those of it on which something was answered, the
    oldest first. ``calendar``: the same for the last 53 weeks, whatever the period. ``answers``:
    all that were ever given, the first on the day ``began``. ``cards``: those that can be studied,
    ``seen`` and ``mastered`` of them. ``breaks``: first and last days of planned breaks.
    """

    first: int
    today: int
    days: tuple[StudiedDay, ...]
    calendar: tuple[StudiedDay, ...]
    answers: int
    target: float
    cards: int
    seen: int
    mastered: int
    began: int
    total: StudiedDay
    breaks: tuple[tuple[int, int], ...] = ()

    @property
    def mastery(self) -> float:
        """The share of the cards that is mastered."""
        return self.mastered / self.cards if self.cards else 0.0

    @property
    def minutes_a_day(self) -> float:
        """The mean over the days on which something was answered."""
        return self.total.minutes / len(self.days) if self.days else 0.0

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The weeks of the period, or longer stretches; see ``stretches``."""
        return stretches(self.first, self.today, self.began)


@dataclass(frozen=True, slots=True)
class AgeWeek:
    """True retention of a stretch of days, by the age of the cards."""

    day: int
    young: Share
    mature: Share


@dataclass(frozen=True, slots=True)
class Buttons:
    """How often each grade was given to cards that were ``learning``, ``young`` or ``mature``."""

    learning: tuple[int, int, int, int] = (0, 0, 0, 0)
    young: tuple[int, int, int, int] = (0, 0, 0, 0)
    mature: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Hour:
    """The answers of one hour of the day, and the recall of those that count."""

    hour: int
    answers: int
    recalled: Share


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers of the period say besides their number."""

    young: Share
    mature: Share
    weeks: tuple[AgeWeek, ...]
    buttons: Buttons
    hours: tuple[Hour, ...]


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Reviews whose recall was predicted from ``low`` to under ``high``."""

    low: float
    high: float
    predicted: float
    recalled: Share


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well the recall of the period's reviews was predicted.

    ``log_loss``: the mean of -ln of what was predicted for what happened. ``rmse``: RMSE(bins) of
    srs-benchmark. Both None without reviews.
    """

    reviews: int
    log_loss: float | None
    rmse: float | None
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The sum of the recall of all seen cards at the end of a day: so many would be recalled."""

    day: int
    cards: float


@dataclass(frozen=True, slots=True)
class Memory:
    """What the replay of the log says."""

    calibration: Calibration
    knowledge: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Cards with a number from ``low`` to under ``high``; None: unbounded."""

    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Cards by one of their numbers; ``name`` is its name in the search language."""

    name: str
    bins: tuple[Bin, ...]
    cards: int
    median: float | None
    mean: float | None

    def query(self, place: int) -> str:
        """The query that finds the cards of a bin."""
        bounds = ((">=", self.bins[place].low), ("<", self.bins[place].high))
        terms = [f"{self.name}{sign}{bound:.12g}" for sign, bound in bounds if bound is not None]
        return " ".join([*terms, "-is:suspended"])


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the active roadmap; ``recall``: the mean of its seen cards, None without one."""

    number: int
    title: str
    short_title: str
    cards: int
    seen: int
    mastery: float
    recall: float | None

    @property
    def query(self) -> str:
        """The query that finds its cards."""
        return stage_query(self.title)


@dataclass(frozen=True, slots=True)
class Cards:
    """How the cards stand now."""

    stages: tuple[StageLine, ...]
    stability: Histogram
    difficulty: Histogram
    recall: Histogram
    interval: Histogram


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """What a day will probably bring."""

    day: int
    reviews: float
    new: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next days from today on; ``overdue``: the reviews of today that are late already.

    ``interview_day``: that of the interview plan, None without one.
    """

    days: tuple[ForecastDay, ...]
    overdue: int
    interview_day: int | None = None

    @property
    def total(self) -> float:
        """All reviews and new cards of these days."""
        return sum(day.reviews + day.new for day in self.days)


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it."""

    request: Request
    overview: Overview
    forecast: Forecast
    cards: Cards
    answers: Answers
    memory: Memory


def stretches(first: int, last: int, began: int) -> list[tuple[int, int]]:
    """A period cut into calendar weeks, or four of them where there would be more than 53.

    Each is (first day, last day). Weeks begin on Monday. A week that began before the period is
    left out, since part of it is not there, unless study ``began`` in it: where it began within the
    period, the first week is that one.
    """
    begins = max(first, min(began, last))
    step = 7 if last - begins < 53 * 7 else 28
    monday = begins - weekday(begins)
    start = monday if monday == begins or began >= first else monday + 7
    if start > last:
        start = monday
    return [(day, min(day + step - 1, last)) for day in range(start, last + 1, step)]


def together(days: tuple[StudiedDay, ...], spans: list[tuple[int, int]]) -> tuple[StudiedDay, ...]:
    """What was done in each of these stretches of days, under their first days."""
    found = [StudiedDay(first) for first, _ in spans]
    place = 0
    for day in days:
        while place < len(spans) and spans[place][1] < day.day:
            place += 1
        if place < len(spans) and day.day >= spans[place][0]:
            found[place] += day
    return tuple(found)


def weekday(day: int) -> int:
    """0 is Monday: 1970-01-01 was a Thursday."""
    return (day + 3) % 7
