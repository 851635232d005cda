"""The words of the practice screens."""

from __future__ import annotations

from flashcards.domain.calendar import StudyCalendar, day_of
from flashcards.domain.practice.prompt import Level
from flashcards.domain.practice.setup import Order, Preset
from flashcards.domain.review import Rating
from flashcards.domain.wording import count_text, date_text, minutes_text, percent_text
from flashcards.gui.dates import clock_time, short_date
from flashcards.gui.practice.timers import Times, clock_text
from flashcards.language import _, ngettext
from flashcards.services.practice.report_views import History, ReportRow
from flashcards.services.practice.views import (
    AttemptView,
    Draw,
    DrawnPrompt,
    OpenSession,
    Scored,
    Scoring,
    SetupView,
    StageChoice,
)

LEAD = _("A timed mock interview. Answer aloud or in writing, then score it.")
HIDDEN = _("Prompts stay hidden until each one starts.")
LEVELS = {Level.JUNIOR: _("Junior"), Level.MID: _("Mid"), Level.SENIOR: _("Senior")}
PRESETS = {
    Preset.CUSTOM: _("My own mix"),
    Preset.PHONE: _("Phone screen"),
    Preset.BACKEND: _("Backend on-site"),
    Preset.SYSTEM_DESIGN: _("System design"),
    Preset.BEHAVIOURAL: _("Behavioural"),
}
ORDERS = {Order.WEAKEST: _("Weakest first"), Order.EVEN: _("Even")}
GRADES = {
    Rating.AGAIN: ("again", _("Again")),
    Rating.HARD: ("hard", _("Hard")),
    Rating.GOOD: ("good", _("Good")),
    Rating.EASY: ("easy", _("Easy")),
}

_LAST_MINUTE_MS = 60_000
_CHIP_NAME = 14  # letters; a longer name of a stage gives way to its short one
_MS = 1_000


def chip_name(stage: StageChoice) -> str:
    """The name of a stage that fits a chip."""
    names = (stage.title, *stage.short_titles)
    return next((name for name in names if len(name) <= _CHIP_NAME), names[-1])


def prompts_text(number: int) -> str:
    """``5 prompts``."""
    return count_text(number, "prompt")


def session_line(draw: Draw) -> str:
    """``5 prompts, 30 minutes``."""
    minutes = minutes_text(draw.minutes * 60, long=True)
    return _("{prompts}, {minutes}").format(
        prompts=prompts_text(len(draw.prompts)), minutes=minutes
    )


def due_line(setup: SetupView) -> str:
    """What is due, empty where nothing is."""
    if not setup.due:
        return ""
    due = ngettext("{n} prompt is due today", "{n} prompts are due today", setup.due)
    return due.format(n=setup.due)


def resume_line(session: OpenSession) -> tuple[str, str]:
    """The heading and the text of a session to go on with."""
    done = _("{n} of {prompts} done").format(
        n=session.done, prompts=prompts_text(len(session.steps))
    )
    began = clock_time(session.started_ms)
    words = _("{title}, begun at {time}. {done}; your notes and times are kept.")
    return _("Go on with your session"), words.format(title=session.title, time=began, done=done)


def time_words(view: AttemptView, times: Times, *, thinking: bool) -> str:
    """What stands beside the number of the timer."""
    if thinking:
        return _("left to think")
    left = view.minutes * 60 * _MS - times.answer_ms
    if left < 0:
        planned = minutes_text(view.minutes * 60)
        return _("over the {planned}. Finish your thought.").format(planned=planned)
    if left <= _LAST_MINUTE_MS:
        return _("left to answer, come to the end")
    return _("left to answer")


def subject(view: AttemptView) -> str:
    """Where a prompt belongs, as stands above it."""
    line = view.prompt.line
    level = LEVELS[line.level] if line.level else ""
    return ", ".join(filter(None, (line.stage_title, level)))


def points_line(scoring: Scoring) -> str:
    """``8 of 12 points``."""
    score = scoring.score
    total = count_text(score.possible, "point")
    return _("{points} of {total}").format(points=score.points, total=total)


def weight_text(weight: int) -> str:
    """``2 points``."""
    return count_text(weight, "point")


def next_line(following: DrawnPrompt | None, kind: str) -> str:
    """What comes after this prompt."""
    if following is None:
        return _("This was the last prompt.")
    minutes = minutes_text(following.minutes * 60, long=True)
    return _("Next: {kind}, {minutes}").format(kind=kind, minutes=minutes)


def scored_line(scored: Scored) -> str:
    """What was done with a score, for the toast."""
    taken = scored.forwarded + scored.unsuspended + scored.written
    grade = _("{grade} saved").format(grade=GRADES[scored.grade][1])
    if not taken:
        return grade
    cards = ngettext("{n} note for your next review", "{n} notes for your next review", taken)
    return f"{grade}, {cards.format(n=taken)}"


def day_text(milliseconds: int) -> str:
    """A day as ``24 Nov``, where the learner lives."""
    return short_date(day_of(StudyCalendar().local(milliseconds).date()))


def long_day(milliseconds: int) -> str:
    """A day as ``24 November``."""
    return date_text(StudyCalendar().local(milliseconds).date())


def share_text(share: float | None) -> str:
    """A score, or that there is none."""
    return "–" if share is None else percent_text(share)


def used_of(row: ReportRow) -> str:
    """``11:20 of 12:00``."""
    used = clock_text(round(row.used_seconds * _MS))
    planned = clock_text(round(row.planned_seconds * _MS))
    return _("{used} of {planned}").format(used=used, planned=planned)


def history_line(history: History) -> str:
    """``12 sessions since 13 October``."""
    sessions = count_text(history.total, "session")
    if history.first_ms is None:
        return sessions
    return _("{sessions} since {day}").format(sessions=sessions, day=long_day(history.first_ms))


def point_text(text: str) -> str:
    """A point of a rubric as a row shows it: plain text that begins with a capital letter."""
    from flashcards.render.plain import plain_text

    plain = plain_text(text)
    return plain[:1].upper() + plain[1:]
