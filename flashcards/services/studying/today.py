"""What the Today screen shows, over SQLAlchemy or the standard library's sqlite3 alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from flashcards.domain.breaks import Span, span_of, streaks
from flashcards.domain.calendar import MS_PER_MINUTE, StudyCalendar
from flashcards.domain.queue import QueueItem
from flashcards.domain.review import State
from flashcards.services.planning.today import interview
from flashcards.services.practice.today import practice_today
from flashcards.services.roads.gates import mastery, stage_counts
from flashcards.services.scheduling.recall import recalls_by_topic
from flashcards.services.studying.comeback import days_away
from flashcards.services.studying.day_queue import (
    DayQueue,
    build_day_queue,
    count_new_tomorrow,
    has_more_new,
)
from flashcards.services.studying.pace import Pace, learner_pace
from flashcards.services.studying.today_view import (
    Comeback,
    StageToday,
    StationState,
    StudyDay,
    Today,
    WeakTopic,
)
from flashcards.settings import StudySettings
from flashcards.storage.queue_sql import (
    Scope,
    count_cards,
    count_due,
    count_due_on,
)
from flashcards.storage.reading import Reader

STRIP_DAYS = 56
MASTERED = 0.8
_MOST_WEAK = 4
_FEWEST_SEEN = 3
_LONG_AWAY, _MANY_WAITING = 4, 60


def today_view(
    reader: Reader, settings: StudySettings, calendar: StudyCalendar, now_ms: int
) -> Today:
    """The Today screen for this moment."""
    queue = build_day_queue(reader, settings, calendar, now_ms)
    pace = learner_pace(reader, queue.day)
    scope = Scope(queue.day, settings.track)
    soon_ms = _soon_ms(settings, now_ms)
    learning = _askable(queue, soon_ms)
    due, new = len(queue.reviews) + len(learning), len(queue.new)
    tomorrow = _tomorrow(reader, scope, queue, settings)
    days = _study_days(reader)
    done = reader.row(
        "SELECT due_reviews, introduced, duration_ms FROM study_day WHERE day = :day", day=queue.day
    ) or (0, 0, 0)
    streak, longest = streaks(days, queue.day, settings.breaks)
    cards, seen = count_cards(reader)
    stages, other_due, other_new = _stages(queue, learning, pace)
    return Today(
        day=queue.day,
        roadmap_title=queue.roadmap.title,
        due=due,
        new=new,
        seconds=pace.seconds(due, new),
        due_seconds=pace.seconds(due, 0),
        new_seconds=pace.seconds(0, new),
        tomorrow=sum(tomorrow),
        tomorrow_seconds=pace.seconds(*tomorrow),
        backlog=queue.waiting + len(learning) if queue.waiting > queue.reviews_left else 0,
        stages=stages,
        weakest=_weakest(reader, queue, settings, now_ms),
        target_recall=settings.retention,
        days=_strip(days, queue.day, settings.breaks),
        streak=streak,
        longest_streak=longest,
        due_done=done[0],
        new_done=done[1],
        done_seconds=done[2] / 1_000,
        seen=seen,
        total_cards=cards,
        next_due_ms=min((i.due_ms for i in queue.learning if i.due_ms > soon_ms), default=None),
        tip=_tip(queue),
        other_due=other_due,
        other_new=other_new,
        new_available=has_more_new(reader, queue),
        interview=interview(reader),
        practice=practice_today(reader, queue.day),
        comeback=_comeback(reader, queue, settings),
        backlog_way=queue.backlog_way,
        rest=next((span for span in settings.breaks if span[1] >= queue.day), None),
    )


def stations(
    queue: DayQueue, settings: StudySettings, pace: Pace, now_ms: int
) -> tuple[StageToday, ...]:
    """The stages of the active roadmap as today stands."""
    return _stages(queue, _askable(queue, _soon_ms(settings, now_ms)), pace)[0]


def _soon_ms(settings: StudySettings, now_ms: int) -> int:
    """Until when a learning card may be due to be asked now."""
    return now_ms + settings.learn_ahead_minutes * MS_PER_MINUTE


def _askable(queue: DayQueue, soon_ms: int) -> list[QueueItem]:
    return [item for item in queue.learning if item.due_ms <= soon_ms]


def _stages(
    queue: DayQueue, learning: Sequence[QueueItem], pace: Pace
) -> tuple[tuple[StageToday, ...], int, int]:
    """The stations, and the due and new cards that belong to none of them."""
    by_topic = queue.roadmap.stage_by_topic()
    due: Counter[int | None] = Counter()
    new: Counter[int | None] = Counter()
    for item in (*learning, *queue.others):
        topic = queue.topics.get(item.card_id)
        stage = by_topic.get(topic) if topic is not None else None
        (new if item.state is State.NEW else due)[None if stage is None else stage.id] += 1
    stations = []
    for stage, gate in zip(queue.roadmap.stages, queue.gates, strict=True):
        counts = stage_counts(stage, queue.counts)
        share = mastery(counts)
        stations.append(
            StageToday(
                stage_id=stage.id,
                number=stage.number,
                title=stage.title,
                short_titles=stage.short_titles,
                state=_station_state(gate.unlocked, stage.placed_out_ms is not None, share),
                optional=stage.optional,
                due=due[stage.id],
                new=new[stage.id],
                seconds=pace.seconds(due[stage.id], new[stage.id]),
                cards=counts.cards,
                mastery=share,
                reason="" if gate.unlocked else gate.reason,
            )
        )
    return tuple(stations), due[None], new[None]


def _station_state(unlocked: bool, placed_out: bool, share: float) -> StationState:
    if not unlocked:
        return StationState.LOCKED
    if placed_out:
        return StationState.PLACED_OUT
    return StationState.MASTERED if share >= MASTERED else StationState.OPEN


def _tomorrow(
    reader: Reader, scope: Scope, queue: DayQueue, settings: StudySettings
) -> tuple[int, int]:
    """The reviews and new cards of tomorrow, if today's are done."""
    left_over = max(0, count_due(reader, scope, buried=False) - len(queue.reviews))
    reviews = left_over + count_due_on(reader, scope, queue.day + 1)
    return min(reviews, settings.reviews_per_day), count_new_tomorrow(reader, queue)


def _weakest(
    reader: Reader, queue: DayQueue, settings: StudySettings, now_ms: int
) -> tuple[WeakTopic, ...]:
    """The topics of the roadmap with the lowest mean recall of seen cards, the weakest first."""
    by_topic = queue.roadmap.stage_by_topic()
    recalls = recalls_by_topic(reader, settings, by_topic, now_ms)
    means = {
        topic: sum(values) / len(values)
        for topic, values in recalls.items()
        if len(values) >= _FEWEST_SEEN
    }
    weakest = sorted(means, key=lambda topic: (means[topic], topic))[:_MOST_WEAK]
    titles = _topic_titles(reader, weakest)
    return tuple(
        WeakTopic(
            topic_id=topic,
            title=titles.get(topic, ""),
            stage_title=by_topic[topic].short_title,
            recall=means[topic],
            cards=len(recalls[topic]),
        )
        for topic in weakest
    )


def _topic_titles(reader: Reader, topics: Iterable[int]) -> Mapping[int, str]:
    sql = "SELECT title FROM topic WHERE id = :id"
    return {topic: str(reader.value(sql, id=topic) or "") for topic in topics}


def _study_days(reader: Reader) -> Mapping[int, float]:
    """The seconds of each study day on which anything was answered."""
    rows = reader.rows("SELECT day, duration_ms FROM study_day WHERE reviews > 0 ORDER BY day")
    return {day: duration / 1_000 for day, duration in rows}


def _comeback(reader: Reader, queue: DayQueue, settings: StudySettings) -> Comeback | None:
    """A backlog that nothing was chosen about: more than a day takes, or much after days away."""
    waiting, away = queue.waiting, days_away(reader, queue.day)
    too_many = waiting > queue.reviews_left and waiting > settings.reviews_per_day
    if queue.backlog_way or not (too_many or (away >= _LONG_AWAY and waiting >= _MANY_WAITING)):
        return None
    return Comeback(waiting, away)


def _strip(days: Mapping[int, float], today: int, breaks: Sequence[Span]) -> tuple[StudyDay, ...]:
    first = today - STRIP_DAYS + 1
    # a day that was studied keeps its bar even when no time was measured
    return tuple(
        StudyDay(
            day,
            max(1.0, days[day]) if day in days else 0.0,
            rest=span_of(breaks, day) is not None,
        )
        for day in range(first, today + 1)
    )


def _tip(queue: DayQueue) -> str:
    """One of the roadmap's tips, another each day."""
    tips = queue.roadmap.tips
    return tips[queue.day % len(tips)] if tips else ""
