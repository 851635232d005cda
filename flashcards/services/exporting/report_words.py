"""The words of a progress report, the same on paper, on a page and in a window."""

from __future__ import annotations

from flashcards import __version__
from flashcards.domain import wording
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import (
    THIN_SPACE,
    count_text,
    mastery_text,
    minutes_text,
    number_text,
    percent_text,
)
from flashcards.language import _, ngettext
from flashcards.services.exporting.report_view import (
    ProgressReport,
    StageFigures,
    WeakTopic,
)
from flashcards.services.roads.view import Road, StageStand
from flashcards.services.statistics.view import Forecast

HEADING = _("Progress report")
STAGES = _("Mastery and recall by stage")
STAGE_COLUMNS = (_("Stage"), _("Mastery"), _("Recall now"), _("Cards seen"))
ACTIVITY = _("Days studied")
WEAKEST = _("Weakest topics")
AHEAD = _("What comes next")
NO_STAGES = _("No roadmap is active.")
NOTE = _(
    "Bar: mastery, the share of a stage’s cards that will be recalled with at least "
    "80{thin_space}% in 30 days without another review. Tick: recall, how many "
    "of the cards seen would be recalled now."
).format(thin_space=THIN_SPACE)
WEEKDAYS = (_("Mon"), "", _("Wed"), "", _("Fri"), "", "")

_SECONDS_PER_MINUTE = 60
_WEEK, _MONTH = 7, 30


def date_text(day: int) -> str:
    """``24 November 2026``."""
    return wording.date_text(date_of(day), year=True)


def title(report: ProgressReport) -> str:
    """What the report is about."""
    return report.title or HEADING


def period(report: ProgressReport) -> str:
    """``1 September to 24 November 2026, 85 days``."""
    last = date_text(report.last)
    if report.first == report.last:
        return last
    first = date_text(report.first)
    if date_of(report.first).year == date_of(report.last).year:
        first = first.rsplit(" ", 1)[0]
    return _("{first} to {last}, {days}").format(
        first=first, last=last, days=count_text(report.days, "day")
    )


def figures(report: ProgressReport) -> tuple[tuple[str, str], ...]:
    """The numbers at the head, each with what it is."""
    retention = report.total.retention
    return (
        (
            "–" if retention is None else tenth(retention),
            _("true retention, target {share}").format(share=percent_text(report.target)),
        ),
        (f"{report.total.reviews:,}", _noun(report.total.reviews, "review")),
        (
            _("{days_studied} of {days}").format(
                days_studied=number_text(report.days_studied), days=number_text(report.days)
            ),
            _("days studied, {longest_streak} in a row").format(
                longest_streak=number_text(report.longest_streak)
            ),
        ),
        (minutes_text(report.minutes_a_day * _SECONDS_PER_MINUTE), _("a day, on days studied")),
        (
            mastery_text(report.mastery),
            _("mastered, {seen} of {cards} cards seen").format(
                seen=number_text(report.seen), cards=number_text(report.cards)
            ),
        ),
    )


def tenth(share: float) -> str:
    """A share with a decimal: ``89.6 %``."""
    return f"{100 * share:.1f}{THIN_SPACE}%"


def recall(stage: StageFigures) -> str:
    """The recall of a stage's seen cards."""
    return "–" if stage.recall is None else percent_text(stage.recall)


def seen(stage: StageFigures) -> str:
    """``41 of 80``."""
    return _("{seen} of {cards}").format(
        seen=number_text(stage.seen), cards=number_text(stage.cards)
    )


def weak_recall(topic: WeakTopic) -> str:
    """How much of a weak topic would be recalled now."""
    return _("{share} recalled").format(share=tenth(topic.recall))


def weak(topic: WeakTopic) -> str:
    """Where a weak topic belongs, and how much is known of it."""
    return _("{stage}, {cards} seen").format(
        stage=topic.stage, cards=count_text(topic.seen, "card")
    )


def no_weakness(report: ProgressReport) -> str:
    """What stands in the place of the weakest topics where there are none."""
    if not report.seen:
        return _("No card was studied yet.")
    return _("No topic is recalled worse than the target of {share}.").format(
        share=percent_text(report.target)
    )


def activity(report: ProgressReport) -> str:
    """The calendar in a sentence."""
    answers = count_text(report.total.reviews, "review")
    of = count_text(report.days, "day")
    return _("{answers} on {days_studied} of {of}. The darker a day, the more of them.").format(
        answers=answers, days_studied=number_text(report.days_studied), of=of
    )


def footer(report: ProgressReport) -> str:
    """When the report was made, and by what."""
    return _("Made with Flashcards {version} on {date}.").format(
        version=__version__, date=date_text(report.made)
    )


def forecast(found: Forecast, road: Road, today: int) -> tuple[str, ...]:
    """What the next weeks will probably bring."""
    lines = []
    for days in (_WEEK, _MONTH):
        ahead = found.days[:days]
        reviews = round(sum(day.reviews for day in ahead))
        new = round(sum(day.new for day in ahead))
        if reviews + new:
            lines.append(
                _(
                    "The next {days} days will probably bring {reviews} and "
                    "{new_cards}, about {round} a day."
                ).format(
                    days=days,
                    reviews=count_text(reviews, "review"),
                    new_cards=count_text(new, "new card"),
                    round=number_text(round((reviews + new) / days)),
                )
            )
    if not lines:
        lines.append(_("Nothing is due in the next 30 days."))
    if found.overdue:
        words = ngettext("{n} review is overdue.", "{n} reviews are overdue.", found.overdue)
        lines.append(words.format(n=number_text(found.overdue)))
    locked = next((stage for stage in road.stages if stage.locked), None)
    if locked is not None:
        lines.append(_opening(locked, road.new_a_day))
    if found.interview_day is not None and found.interview_day >= today:
        left = count_text(found.interview_day - today, "day")
        lines.append(
            _("The interview is on {date}, in {left}.").format(
                date=date_text(found.interview_day), left=left
            )
        )
    return tuple(lines)


def _opening(stage: StageStand, pace: float) -> str:
    name = _("Stage {number}, {title},").format(number=stage.today.number, title=stage.today.title)
    speed = count_text(round(pace), "new card")
    if stage.opens_in_days is None:
        return _("{name} does not open at the present pace of {speed} a day.").format(
            name=name, speed=speed
        )
    when = (
        "tomorrow"
        if stage.opens_in_days <= 1
        else _("in about {opens_in_days} days").format(
            opens_in_days=number_text(stage.opens_in_days)
        )
    )
    return _("{name} opens {when} at {speed} a day.").format(name=name, when=when, speed=speed)


def _noun(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"
