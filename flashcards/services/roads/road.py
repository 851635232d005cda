"""The road as the Roadmap screen shows it: stages, topics, recall now, and what opens when."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.review import Rating
from flashcards.domain.road_forecast import StageStanding, days_until_open
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule
from flashcards.services.roads.gates import mastery, stage_counts
from flashcards.services.roads.view import Road, RoadmapName, StageStand, TopicStand
from flashcards.services.scheduling.recall import recalls_by_topic
from flashcards.services.scheduling.schedulers import mastered_until
from flashcards.services.studying.day_queue import build_day_queue
from flashcards.services.studying.pace import learner_pace
from flashcards.services.studying.today import stations
from flashcards.services.studying.today_view import StageToday, StationState
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import SCHEDULE_COLUMNS, schedule_of
from flashcards.storage.queue_sql import TopicCounts, track_condition
from flashcards.storage.reading import Reader, id_list
from flashcards.storage.roadmap_rows import StoredStage, topic_titles

_PACE_DAYS = 14
_MOST_ANSWERS = 12


def road(
    reader: Reader,
    settings: StudySettings,
    calendar: StudyCalendar,
    scheduler: Scheduler,
    now_ms: int,
) -> Road:
    """The road of this moment."""
    queue = build_day_queue(reader, settings, calendar, now_ms)
    roadmap, counts = queue.roadmap, queue.counts
    stands = stations(queue, settings, learner_pace(reader, queue.day), now_ms)
    topics = {topic for stage in roadmap.stages for topic in stage.topic_ids}
    recalls = recalls_by_topic(reader, settings, topics, now_ms)
    figures = _Figures(counts, recalls, topic_titles(reader, roadmap.id))
    pace = _new_a_day(reader, queue.day, settings)
    if any(stand.state is StationState.LOCKED for stand in stands):
        cards = _seen_cards(reader, settings, topics)
        ripening = _ripening(cards, scheduler, now_ms)
        standings = [
            _standing(stage, stand, counts, ripening)
            for stage, stand in zip(roadmap.stages, stands, strict=True)
        ]
        fresh = _days_to_master(scheduler, CardSchedule(card_id=0), now_ms)
        opens = days_until_open(standings, pace, fresh)
    else:
        opens = (0,) * len(stands)
    stages = tuple(
        _stage(stage, stand, figures, days)
        for stage, stand, days in zip(roadmap.stages, stands, opens, strict=True)
    )
    return Road(
        title=roadmap.title,
        stages=stages,
        mastery=mastery(_sum(counts, topics)),
        target_recall=settings.retention,
        new_a_day=pace,
        roadmaps=_roadmaps(reader),
        tracks=settings.track,
        tips=roadmap.tips,
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is known of each topic, by its id."""

    counts: Mapping[int, TopicCounts]
    recalls: Mapping[int, list[float]]
    titles: Mapping[int, str]


def _stage(
    stage: StoredStage, today: StageToday, figures: _Figures, opens_in_days: int | None
) -> StageStand:
    counts, recalls, titles = figures.counts, figures.recalls, figures.titles
    topics = []
    for topic in stage.topic_ids:
        count = counts.get(topic, TopicCounts(0, 0, 0))
        topics.append(
            TopicStand(
                id=topic,
                title=titles.get(topic, ""),
                cards=count.cards,
                seen=count.seen,
                mastery=mastery(count),
                recall=_mean(recalls.get(topic, [])),
            )
        )
    return StageStand(
        today=today,
        goal=stage.goal,
        note=stage.note,
        seen=stage_counts(stage, counts).seen,
        recall=_mean([value for topic in stage.topic_ids for value in recalls.get(topic, ())]),
        topics=tuple(topics),
        opens_in_days=opens_in_days,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    topic_id: int
    schedule: CardSchedule
    mastered_until_ms: int | None


def _seen_cards(reader: Reader, settings: StudySettings, topics: set[int]) -> list[_Seen]:
    rows = reader.rows(
        f"SELECT topic_id, mastered_until_ms, {SCHEDULE_COLUMNS} FROM card "
        f"WHERE topic_id IN ({id_list(sorted(topics))}) AND queue > 0 "
        f"AND {track_condition(settings.track)}"
    )
    return [_Seen(row[0], schedule_of(row[2:]), row[1]) for row in rows]


def _ripening(cards: Sequence[_Seen], scheduler: Scheduler, now_ms: int) -> Mapping[int, list[int]]:
    """By topic, in how many days each seen card counts as mastered if it is recalled when due."""
    found: dict[int, list[int]] = {}
    for card in cards:
        until = card.mastered_until_ms
        days = (
            0
            if until is not None and until >= now_ms
            else _days_to_master(scheduler, card.schedule, now_ms)
        )
        found.setdefault(card.topic_id, []).append(days)
    return found


def _days_to_master(scheduler: Scheduler, schedule: CardSchedule, now_ms: int) -> int:
    """The days until a card counts as mastered when it is answered Good whenever it is due."""
    moment = now_ms
    for _ in range(_MOST_ANSWERS):
        if schedule.due_day is not None:
            moment = max(moment, scheduler.calendar.start_ms(schedule.due_day))
        elif schedule.due_ms is not None:
            moment = max(moment, schedule.due_ms)
        schedule = scheduler.answer(schedule, Rating.GOOD, moment).schedule
        until = mastered_until(schedule, scheduler.config.parameters)
        if until is not None and until >= moment:
            break
    return math.ceil((moment - now_ms) / MS_PER_DAY)


def _standing(
    stage: StoredStage,
    stand: StageToday,
    counts: Mapping[int, TopicCounts],
    ripening: Mapping[int, list[int]],
) -> StageStanding:
    count = stage_counts(stage, counts)
    placed = stage.placed_out_ms is not None
    return StageStanding(
        cards=count.cards,
        new=count.cards - count.seen,
        ripening=tuple(days for topic in stage.topic_ids for days in ripening.get(topic, ())),
        unlocked=stand.state is not StationState.LOCKED,
        passes=stage.optional or placed or not count.cards,
    )


def _new_a_day(reader: Reader, day: int, settings: StudySettings) -> float:
    """The new cards a day of the last fortnight; the daily limit before there is a history."""
    row = reader.row(
        "SELECT sum(introduced), min(day) FROM study_day WHERE day > :since AND day < :today",
        since=day - _PACE_DAYS,
        today=day,
    )
    if row is None or not row[0]:
        return float(settings.new_per_day)
    return float(row[0] / max(1, day - row[1]))


def _roadmaps(reader: Reader) -> tuple[RoadmapName, ...]:
    rows = reader.rows(
        "SELECT id, title, active FROM roadmap WHERE deleted_by IS NULL ORDER BY title, id"
    )
    return tuple(RoadmapName(row[0], row[1], bool(row[2])) for row in rows)


def _sum(counts: Mapping[int, TopicCounts], topics: set[int]) -> TopicCounts:
    found = [counts[topic] for topic in topics if topic in counts]
    return TopicCounts(
        sum(c.cards for c in found), sum(c.seen for c in found), sum(c.mastered for c in found)
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
