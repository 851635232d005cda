"""The statistics as one JSON document: everything that the page draws."""

from __future__ import annotations

from flashcards.domain.calendar import date_of
from flashcards.services.statistics.view import (
    Answers,
    Calibration,
    Cards,
    Forecast,
    Histogram,
    Overview,
    Share,
    StageLine,
    Statistics,
    StudiedDay,
    together,
)
from flashcards.services.studying.today_view import Today

Document = dict[str, object]

_SECONDS_PER_MINUTE = 60
_GRADES = ("again", "hard", "good", "easy")


def document(found: Statistics, days: tuple[StudiedDay, ...], left: Today) -> Document:
    """All of it; ``days``: each day of the period, also those on which nothing was answered."""
    overview = found.overview
    return {
        **_today(left, days[-1]),
        "total": _counts(overview.total),
        "days": [_day(day) for day in days],
        "period": {
            "first": _date(overview.first),
            "last": _date(overview.today),
            "days": found.request.days,
            "query": found.request.query,
        },
        "answers_ever": overview.answers,
        "cards": overview.cards,
        "seen": overview.seen,
        "mastered": overview.mastered,
        "target_retention": overview.target,
        "minutes_a_day": _minutes(overview.minutes_a_day),
        "retention": _retention(overview),
        "calendar": [_day(day) for day in overview.calendar],
        "forecast": _forecast(found.forecast),
        "stages": [_stage(stage) for stage in found.cards.stages],
        **_histograms(found.cards),
        **_answers(found.answers),
        "calibration": _calibration(found.memory.calibration),
        "knowledge": [
            {"date": _date(known.day), "cards": round(known.cards, 2)}
            for known in found.memory.knowledge
        ],
    }


def _today(left: Today, today: StudiedDay) -> Document:
    """What today is, of the whole library, with what was done of the cards asked for."""
    return {
        "date": _date(left.day),
        "roadmap": left.roadmap_title,
        "today": {
            **_day(today),
            "due_left": left.due,
            "new_left": left.new,
            "minutes_left": _minutes(left.seconds / _SECONDS_PER_MINUTE),
            "backlog": left.backlog,
        },
        "tomorrow": {
            "cards": left.tomorrow,
            "minutes": _minutes(left.tomorrow_seconds / _SECONDS_PER_MINUTE),
        },
        "streak": left.streak,
        "longest_streak": left.longest_streak,
    }


def _day(day: StudiedDay) -> Document:
    return {"date": _date(day.day), **_counts(day)}


def _counts(day: StudiedDay) -> Document:
    return {
        "reviews": day.reviews,
        "new": day.new,
        "due_reviews": day.due_reviews,
        "recalled": day.recalled,
        "forgotten": day.forgotten,
        "retention": _rounded(day.retention),
        "minutes": _minutes(day.minutes),
        "new_minutes": _minutes(day.new_minutes),
    }


def _retention(overview: Overview) -> list[Document]:
    weeks = together(overview.days, overview.spans)
    return [
        {"first": _date(first), "last": _date(last), **_share(week.counted)}
        for (first, last), week in zip(overview.spans, weeks, strict=True)
    ]


def _share(share: Share) -> Document:
    low, high = share.interval or (None, None)
    return {
        "recalled": share.hits,
        "reviews": share.of,
        "retention": _rounded(share.value),
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _forecast(forecast: Forecast) -> Document:
    interview = forecast.interview_day
    return {
        "overdue": forecast.overdue,
        "interview": None if interview is None else _date(interview),
        "days": [
            {"date": _date(day.day), "reviews": day.reviews, "new": day.new}
            for day in forecast.days
        ],
    }


def _stage(stage: StageLine) -> Document:
    return {
        "number": stage.number,
        "title": stage.title,
        "cards": stage.cards,
        "seen": stage.seen,
        "mastery": _rounded(stage.mastery),
        "recall": _rounded(stage.recall),
    }


def _histograms(cards: Cards) -> Document:
    found = (cards.stability, cards.difficulty, cards.recall, cards.interval)
    return {histogram.name: _histogram(histogram) for histogram in found}


def _histogram(histogram: Histogram) -> Document:
    return {
        "cards": histogram.cards,
        "median": _rounded(histogram.median),
        "mean": _rounded(histogram.mean),
        "bins": [
            {"from": each.low, "to": each.high, "cards": each.count} for each in histogram.bins
        ],
    }


def _answers(answers: Answers) -> Document:
    return {
        "retention_by_age": {
            "young": _share(answers.young),
            "mature": _share(answers.mature),
            "weeks": [
                {
                    "first": _date(week.day),
                    "young": _share(week.young),
                    "mature": _share(week.mature),
                }
                for week in answers.weeks
            ],
        },
        "buttons": {
            name: dict(zip(_GRADES, getattr(answers.buttons, name), strict=True))
            for name in ("learning", "young", "mature")
        },
        "hours": [
            {"hour": hour.hour, "answers": hour.answers, **_share(hour.recalled)}
            for hour in answers.hours
        ],
    }


def _calibration(calibration: Calibration) -> Document:
    return {
        "reviews": calibration.reviews,
        "log_loss": _rounded(calibration.log_loss),
        "rmse_bins": _rounded(calibration.rmse),
        "bins": [
            {
                "from": each.low,
                "to": each.high,
                "predicted": _rounded(each.predicted),
                **_share(each.recalled),
            }
            for each in calibration.bins
        ],
    }


def _date(day: int) -> str:
    return date_of(day).isoformat()


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def _minutes(minutes: float) -> float:
    return round(minutes, 2)
