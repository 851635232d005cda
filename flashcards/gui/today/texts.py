"""What Today says, in words: pure functions from its values to its texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flashcards.domain.wording import count_text, minutes_text, number_text
from flashcards.gui.dates import clock_time, long_date
from flashcards.gui.today.wording import waiting_text
from flashcards.gui.widgets.station import Station
from flashcards.language import _
from flashcards.services.studying.today_view import StageToday, StationState, Today

_CAPTION_NAME = 16  # letters; a longer name of a stage gives way to its short one


@dataclass(frozen=True, slots=True)
class Headline:
    """The head of the page. ``action`` is the primary button's verb, empty when there is none."""

    title: str
    lead: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the plan; ``time`` is what is left of it."""

    title: str
    caption: str
    time: str
    done: bool


def headline(today: Today, chosen: Collection[int] | None = None) -> Headline:
    """The head for all of today, or for the chosen stages only."""
    if chosen is not None:
        return _chosen_headline(today, chosen)
    waiting = today.due + today.new
    if waiting == 0:
        return _idle_headline(today)
    first = first_stage(today)
    if today.seen == 0 and first is not None:
        return Headline(
            _("Your road starts at stage {number}.").format(number=first.number),
            _("{new_cards}, about {time}.").format(
                new_cards=_new_cards(today.new), time=minutes_text(today.seconds, long=True)
            ),
            _("Start stage {number}").format(number=first.number),
        )
    title = _("{cards}, about {time}").format(
        cards=count_text(waiting, "card"), time=minutes_text(today.seconds, long=True)
    )
    return Headline(title, _lead(today), _("Start"))


def first_stage(today: Today) -> StageToday | None:
    """The first open stage that has cards for today."""
    return next((stage for stage in today.stages if is_open(stage) and has_cards(stage)), None)


def is_open(stage: StageToday) -> bool:
    """Whether its cards can be studied."""
    return stage.state is not StationState.LOCKED


def has_cards(stage: StageToday) -> bool:
    """Whether today brings cards of it."""
    return stage.due + stage.new > 0


def learns_more(today: Today) -> bool:
    """Whether today is done and new cards are left that a session would bring."""
    return today.due + today.new == 0 and today.new_available


def open_count(today: Today) -> str:
    """``6 of 10 stages open``."""
    opened = sum(map(is_open, today.stages))
    return _("{opened} of {stages} open").format(
        opened=opened, stages=count_text(len(today.stages), "stage")
    )


def station(stage: StageToday) -> Station:
    """A stage as a station of the road."""
    return Station(
        id=stage.stage_id,
        state=stage.state,
        count=stage.due + stage.new or None,
        names=(stage.title, *stage.short_titles),
        notes=_notes(stage),
        spoken=_spoken(stage),
        why=stage.reason if stage.state is StationState.LOCKED else "",
    )


def plan(today: Today) -> tuple[PlanRow, ...]:
    """The rows of the plan: reviews, then new cards; a kind that today never had is left out."""
    rows = []
    if today.due + today.due_done:
        done = today.due == 0
        cards = count_text(today.due_done if done else today.due, "card")
        rows.append(
            PlanRow(
                f"{_('Reviewed') if done else _('Review')} {cards}",
                _("Done") if done else _reviewed_stages(today),
                "" if done else minutes_text(today.due_seconds),
                done,
            )
        )
    if today.new + today.new_done:
        done = today.new == 0
        cards = _new_cards(today.new_done if done else today.new)
        rows.append(
            PlanRow(
                f"{_('Learned') if done else _('Learn')} {cards}",
                _("Done") if done else _new_stages(today),
                "" if done else minutes_text(today.new_seconds),
                done,
            )
        )
    return tuple(rows)


def plan_time(today: Today) -> str:
    """What all rows of the plan take, practice with them; empty once no card is left."""
    if not today.due + today.new:
        return ""
    practice = today.practice
    prompt = practice.minutes if practice is not None and practice.prompt is not None else 0
    return minutes_text(today.seconds + prompt * 60)


def so_far(today: Today) -> tuple[str, float]:
    """``9 of 48 cards, 4 min`` and the share of today's cards that are done."""
    done = today.due_done + today.new_done
    total = done + today.due + today.new
    text = _("{done} of {cards}").format(done=number_text(done), cards=count_text(total, "card"))
    if done:
        text += f", {minutes_text(today.done_seconds)}"
    return text, done / total if total else 0.0


def streak(today: Today) -> tuple[str, str]:
    """``17 days in a row`` and ``longest 31``; empty where there is nothing to say."""
    days = (
        _("{days} in a row").format(days=count_text(today.streak, "day"))
        if today.streak
        else _("Days studied")
    )
    longest = today.longest_streak
    return days, _("longest {longest}").format(
        longest=number_text(longest)
    ) if longest > today.streak else ""


def comeback(today: Today) -> tuple[str, str, str] | None:
    """Title, text and verb of what stands above the road: days off, or a backlog to choose about.

    The verb is "" where there is nothing to do.
    """
    if today.rest is not None and today.rest[0] <= today.day:
        until = long_date(today.rest[1])
        return (
            _("A break until {day}").format(day=until),
            _("No new cards come, and your days in a row go on."),
            "",
        )
    found = today.comeback
    if found is None:
        return None
    title = waiting_text(found.waiting, found.away)
    return title, _("Spread them, take the most valuable first, or catch up."), _("Choose how")


def _lead(today: Today) -> str:
    if today.backlog:
        taken = _("Today takes the {due} that matter most").format(due=number_text(today.due))
        new = _(" and {new} new").format(new=number_text(today.new)) if today.new else ""
        return _("{backlog} waiting. {taken}{new}.").format(
            backlog=number_text(today.backlog), taken=taken, new=new
        )
    parts = [
        text
        for number, text in (
            (today.due, _("{due} to review").format(due=number_text(today.due))),
            (today.new, _("{new} new").format(new=number_text(today.new))),
        )
        if number
    ]
    return _("{waiting}. Done today, tomorrow stays at {cards}.").format(
        waiting=_(" and ").join(parts), cards=number_text(today.tomorrow)
    )


def _idle_headline(today: Today) -> Headline:
    if today.total_cards == 0:
        return Headline(
            _("No cards yet"), _("Bring in a roadmap or a deck: its cards appear here.")
        )
    studied = today.due_done + today.new_done > 0
    title = _("Done for today") if studied else _("Nothing due today")
    if today.tomorrow:
        cards = count_text(today.tomorrow, "card")
        lead = _("{cards} tomorrow, about {time}.").format(
            cards=cards, time=minutes_text(today.tomorrow_seconds, long=True)
        )
    else:
        lead = _("Nothing is due tomorrow.")
    if today.next_due_ms is not None:
        lead = _("The next card is due at {clock_time}. {lead}").format(
            clock_time=clock_time(today.next_due_ms), lead=lead
        )
    return Headline(title, lead)


def _chosen_headline(today: Today, chosen: Collection[int]) -> Headline:
    stages = [stage for stage in today.stages if stage.stage_id in chosen]
    cards = sum(stage.due + stage.new for stage in stages)
    if not cards:
        return Headline(
            _("Choose what to study"), _("Tick one stage or more on the road."), _("Start")
        )
    seconds = minutes_text(sum(stage.seconds for stage in stages), long=True)
    lead = _("{n} of {stages} chosen.").format(
        n=len(stages), stages=count_text(sum(map(has_cards, today.stages)), "stage")
    )
    return Headline(
        _("{cards}, about {seconds}").format(cards=count_text(cards, "card"), seconds=seconds),
        lead,
        _("Start"),
    )


def _new_cards(number: int) -> str:
    return count_text(number, "new card", "new cards")


def _reviewed_stages(today: Today) -> str:
    names = [_short(stage) for stage in today.stages if stage.due and is_open(stage)]
    if today.other_due:
        names.append(_("other decks"))
    if len(names) > 2:
        return _("All open stages") if not today.other_due else _("All open stages, other decks")
    return ", ".join(names)


def _new_stages(today: Today) -> str:
    names = [f"{stage.new} {_short(stage)}" for stage in today.stages if stage.new]
    if today.other_new:
        names.append(_("{other_new} other decks").format(other_new=today.other_new))
    return ", ".join(names)


def _short(stage: StageToday) -> str:
    names = (stage.title, *stage.short_titles)
    return next((name for name in names if len(name) <= _CAPTION_NAME), names[-1])


def _notes(stage: StageToday) -> tuple[str, ...]:
    if not is_open(stage):
        return (_("optional"), "") if stage.optional else ()
    if not has_cards(stage):
        return ()
    minutes = minutes_text(stage.seconds)
    return (
        (_("{new} new, {minutes}").format(new=stage.new, minutes=minutes), minutes)
        if stage.new
        else (minutes,)
    )


def _spoken(stage: StageToday) -> str:
    parts = [_("Stage {number}").format(number=stage.number), stage.title]
    if not is_open(stage):
        parts.append(_("locked"))
    elif has_cards(stage):
        parts += [
            text
            for number, text in (
                (stage.due, _("{due} due").format(due=stage.due)),
                (stage.new, _("{new} new").format(new=stage.new)),
            )
            if number
        ]
        parts.append(minutes_text(stage.seconds))
    else:
        parts.append(_("nothing due"))
    if stage.state is StationState.MASTERED:
        parts.append(_("mastered"))
    if stage.state is StationState.PLACED_OUT:
        parts.append(_("placed out"))
    if stage.optional:
        parts.append(_("optional"))
    return ", ".join(parts)
