"""What Today says, in words: pure functions from its values to its texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flashcards.domain.wording import count_text, minutes_text
from flashcards.gui.dates import clock_time
from flashcards.gui.widgets.station import Station
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
            f"Your road starts at stage {first.number}.",
            f"{_new_cards(today.new)}, about {minutes_text(today.seconds, long=True)}.",
            f"Start stage {first.number}",
        )
    title = f"{count_text(waiting, 'card')}, about {minutes_text(today.seconds, long=True)}"
    return Headline(title, _lead(today), "Start")


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
    return f"{opened} of {count_text(len(today.stages), 'stage')} open"


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
                f"{'Reviewed' if done else 'Review'} {cards}",
                "Done" if done else _reviewed_stages(today),
                "" if done else minutes_text(today.due_seconds),
                done,
            )
        )
    if today.new + today.new_done:
        done = today.new == 0
        cards = _new_cards(today.new_done if done else today.new)
        rows.append(
            PlanRow(
                f"{'Learned' if done else 'Learn'} {cards}",
                "Done" if done else _new_stages(today),
                "" if done else minutes_text(today.new_seconds),
                done,
            )
        )
    return tuple(rows)


def so_far(today: Today) -> tuple[str, float]:
    """``9 of 48 cards, 4 min`` and the share of today's cards that are done."""
    done = today.due_done + today.new_done
    total = done + today.due + today.new
    text = f"{done:,} of {count_text(total, 'card')}"
    if done:
        text += f", {minutes_text(today.done_seconds)}"
    return text, done / total if total else 0.0


def streak(today: Today) -> tuple[str, str]:
    """``17 days in a row`` and ``longest 31``; empty where there is nothing to say."""
    days = f"{count_text(today.streak, 'day')} in a row" if today.streak else "Days studied"
    longest = today.longest_streak
    return days, f"longest {longest:,}" if longest > today.streak else ""


def _lead(today: Today) -> str:
    if today.backlog:
        taken = f"Today takes the {today.due:,} that matter most"
        new = f" and {today.new:,} new" if today.new else ""
        return f"{today.backlog:,} waiting. {taken}{new}."
    parts = [
        text
        for number, text in (
            (today.due, f"{today.due:,} to review"),
            (today.new, f"{today.new:,} new"),
        )
        if number
    ]
    return f"{' and '.join(parts)}. Done today, tomorrow stays at {today.tomorrow:,}."


def _idle_headline(today: Today) -> Headline:
    if today.total_cards == 0:
        return Headline("No cards yet", "Bring in a roadmap or a deck: its cards appear here.")
    studied = today.due_done + today.new_done > 0
    title = "Done for today" if studied else "Nothing due today"
    if today.tomorrow:
        cards = count_text(today.tomorrow, "card")
        lead = f"{cards} tomorrow, about {minutes_text(today.tomorrow_seconds, long=True)}."
    else:
        lead = "Nothing is due tomorrow."
    if today.next_due_ms is not None:
        lead = f"The next card is due at {clock_time(today.next_due_ms)}. {lead}"
    return Headline(title, lead)


def _chosen_headline(today: Today, chosen: Collection[int]) -> Headline:
    stages = [stage for stage in today.stages if stage.stage_id in chosen]
    cards = sum(stage.due + stage.new for stage in stages)
    if not cards:
        return Headline("Choose what to study", "Tick one stage or more on the road.", "Start")
    seconds = minutes_text(sum(stage.seconds for stage in stages), long=True)
    lead = f"{len(stages)} of {count_text(sum(map(has_cards, today.stages)), 'stage')} chosen."
    return Headline(f"{count_text(cards, 'card')}, about {seconds}", lead, "Start")


def _new_cards(number: int) -> str:
    return count_text(number, "new card", "new cards")


def _reviewed_stages(today: Today) -> str:
    names = [_short(stage) for stage in today.stages if stage.due and is_open(stage)]
    if today.other_due:
        names.append("other decks")
    if len(names) > 2:
        return "All open stages" if not today.other_due else "All open stages, other decks"
    return ", ".join(names)


def _new_stages(today: Today) -> str:
    names = [f"{stage.new} {_short(stage)}" for stage in today.stages if stage.new]
    if today.other_new:
        names.append(f"{today.other_new} other decks")
    return ", ".join(names)


def _short(stage: StageToday) -> str:
    names = (stage.title, *stage.short_titles)
    return next((name for name in names if len(name) <= _CAPTION_NAME), names[-1])


def _notes(stage: StageToday) -> tuple[str, ...]:
    if not is_open(stage):
        return ("optional", "") if stage.optional else ()
    if not has_cards(stage):
        return ()
    minutes = minutes_text(stage.seconds)
    return (f"{stage.new} new, {minutes}", minutes) if stage.new else (minutes,)


def _spoken(stage: StageToday) -> str:
    parts = [f"Stage {stage.number}", stage.title]
    if not is_open(stage):
        parts.append("locked")
    elif has_cards(stage):
        parts += [
            f"{number} {what}"
            for number, what in ((stage.due, "due"), (stage.new, "new"))
            if number
        ]
        parts.append(minutes_text(stage.seconds))
    else:
        parts.append("nothing due")
    if stage.state is StationState.MASTERED:
        parts.append("mastered")
    if stage.state is StationState.PLACED_OUT:
        parts.append("placed out")
    if stage.optional:
        parts.append("optional")
    return ", ".join(parts)
