"""What practice says in words, the same in the window and in the terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flashcards.domain.practice.draw import Drawn, Pick, Reason
from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.domain.practice.scoring import EASY_FROM, GOOD_FROM, HARD_FROM, Score
from flashcards.domain.practice.setup import PracticeOptions, Preset
from flashcards.domain.review import Rating
from flashcards.domain.wording import THIN_SPACE, percent_text
from flashcards.language import _, ngettext


def kind_title(kind: PromptKind) -> str:
    """What a kind is called."""
    return {
        PromptKind.CONCEPT: _("Concept"),
        PromptKind.CODING: _("Code walk-through"),
        PromptKind.SYSTEM_DESIGN: _("System design"),
        PromptKind.DEBUGGING: _("Debugging"),
        PromptKind.BEHAVIOURAL: _("Behavioural"),
    }[kind]


def level_title(level: Level) -> str:
    """What a level is called."""
    return {Level.JUNIOR: _("Junior"), Level.MID: _("Mid"), Level.SENIOR: _("Senior")}[level]


def preset_title(preset: Preset) -> str:
    """What a mock interview is called; "" for the learner's own choice."""
    return {
        Preset.CUSTOM: "",
        Preset.PHONE: _("Phone screen"),
        Preset.BACKEND: _("Backend on-site"),
        Preset.SYSTEM_DESIGN: _("System design interview"),
        Preset.BEHAVIOURAL: _("Behavioural interview"),
    }[preset]


def grade_title(grade: Rating) -> str:
    """What a grade is called."""
    return {
        Rating.AGAIN: _("Again"),
        Rating.HARD: _("Hard"),
        Rating.GOOD: _("Good"),
        Rating.EASY: _("Easy"),
    }[grade]


def session_title(preset: Preset, kinds: Collection[PromptKind], prompts: int) -> str:
    """What a session is called: ``Mixed, 5 prompts``."""
    name = preset_title(preset)
    if not name:
        name = kind_title(next(iter(kinds))) if len(kinds) == 1 else _("Mixed")
    counted = ngettext("{n} prompt", "{n} prompts", prompts).format(n=prompts)
    return f"{name}, {counted}"


def draw_reason(reason: Reason) -> str:
    """Why a prompt was drawn."""
    return {
        Reason.DUE: _("Due again"),
        Reason.MISSED: _("Points were missed"),
        Reason.WEAK_CARDS: _("Its cards are weak"),
        Reason.NEW: _("New to you"),
        Reason.NOT_LATELY: _("Not practised lately"),
    }[reason]


def draw_problem(options: PracticeOptions, drawn: Drawn, *, locked: int) -> str:
    """Why nothing could be drawn. ``locked``: prompts that stand behind shut gates."""
    if drawn.picks:
        return ""
    if drawn.too_long:
        kind, shortest = min(drawn.too_long, key=lambda pair: pair[1])
        words = _("{kind} takes at least {shortest} min; {length} are too few.")
        return words.format(kind=kind_title(kind), shortest=shortest, length=options.wanted_minutes)
    if locked:
        words = ngettext(
            "The only prompt of this choice is in a locked stage. Choose the stage to use it.",
            "All {n} prompts of this choice are in locked stages. Choose the stages to use them.",
            locked,
        )
        return words.format(n=locked)
    return _("No prompt is of these kinds, stages and level. Choose one more of each.")


def draw_notes(options: PracticeOptions, drawn: Drawn) -> tuple[str, ...]:
    """What was left out or cut short, and why."""
    if not drawn.picks:
        return ()
    return (
        *map(_none_of, drawn.none),
        *_left_out(options, drawn),
        *_cut(drawn.cut),
        *_few(options, drawn),
    )


def _none_of(kind: PromptKind) -> str:
    return _("{kind}: no prompt in these stages at this level.").format(kind=kind_title(kind))


def _left_out(options: PracticeOptions, drawn: Drawn) -> list[str]:
    words = _("{kind} takes at least {shortest} min and is left out of {length}.")
    return [
        words.format(kind=kind_title(kind), shortest=shortest, length=options.wanted_minutes)
        for kind, shortest in drawn.too_long
    ]


def _cut(cut: Sequence[Pick]) -> list[str]:
    words = _("{kind} is asked short: {minutes} of {own} min.")
    return [
        words.format(
            kind=kind_title(pick.candidate.kind), minutes=pick.minutes, own=pick.candidate.minutes
        )
        for pick in cut
    ]


def _few(options: PracticeOptions, drawn: Drawn) -> list[str]:
    if drawn.minutes >= options.wanted_minutes:
        return []
    words = _("The prompts of this choice fill {minutes} of {length} min.")
    return [words.format(minutes=drawn.minutes, length=options.wanted_minutes)]


def grade_reason(result: Score, suggested: Rating) -> str:
    """Why this grade is suggested."""
    if result.missed_musts:
        return ngettext(
            "Again is suggested: a must is missing",
            "Again is suggested: {n} musts are missing",
            len(result.missed_musts),
        ).format(n=len(result.missed_musts))
    bounds = {
        Rating.HARD: (HARD_FROM, GOOD_FROM),
        Rating.GOOD: (GOOD_FROM, EASY_FROM),
    }
    grade = grade_title(suggested)
    if suggested in bounds:
        low, high = (round(bound * 100) for bound in bounds[suggested])
        words = _("{grade} is suggested at {low} to {high}")
        return words.format(grade=grade, low=low, high=f"{high - 1}{THIN_SPACE}%")
    if suggested is Rating.EASY:
        return _("{grade} is suggested from {low}").format(grade=grade, low=percent_text(EASY_FROM))
    return _("{grade} is suggested under {low}").format(grade=grade, low=percent_text(HARD_FROM))


def musts_words(result: Score) -> str:
    """How many musts were covered, as a sentence; "" for a rubric without any."""
    missed, musts = len(result.missed_musts), result.musts
    if not musts:
        return ""
    if not missed:
        return {1: _("The must is covered."), 2: _("Both musts covered.")}.get(
            musts, _("All {n} musts covered.").format(n=musts)
        )
    if musts == 1:
        return _("The must is missing.")
    return _("{missed} of {musts} musts missing.").format(missed=missed, musts=musts)


def clock_words(seconds: float) -> str:
    """A time as a timer shows it: ``11:20``."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def used_words(used_seconds: float, planned_seconds: float) -> str:
    """The time that was used: ``11:20 used of 12:00.``."""
    return _("{used} used of {planned}.").format(
        used=clock_words(used_seconds), planned=clock_words(planned_seconds)
    )
