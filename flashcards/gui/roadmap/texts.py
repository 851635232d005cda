"""The words of the Roadmap screen."""

from __future__ import annotations

from flashcards.domain.wording import count_text, percent_text
from flashcards.services.roads.placement_view import PlacedOut, PlacementTest
from flashcards.services.roads.view import Road, StageStand
from flashcards.services.studying.today_view import StationState

NO_DATE = "No date yet"


def subtitle(road: Road) -> str:
    """How far the learner is on the whole road."""
    opened = sum(not stage.locked for stage in road.stages)
    total = count_text(len(road.stages), "stage")
    return f"{opened} of {total} open, {percent_text(road.mastery)} mastered overall"


def note(stage: StageStand, *, next_to_open: bool) -> str:
    """The line under a station's name."""
    today = stage.today
    if stage.locked:
        if today.optional:
            return "Optional"
        return "Next to open" if next_to_open else count_text(today.cards, "card")
    share = percent_text(today.mastery)
    if today.state is StationState.PLACED_OUT:
        return f"{share}, placed out"
    if today.due:
        return f"{share}, {today.due} due"
    if today.new:
        return f"{share}, {today.new} new"
    return share


def spoken(stage: StageStand) -> str:
    """A station for who cannot see it."""
    today = stage.today
    state = {
        StationState.LOCKED: "locked",
        StationState.MASTERED: "mastered",
        StationState.PLACED_OUT: "placed out",
        StationState.OPEN: "open",
    }[today.state]
    mastered = "" if stage.locked else f", {percent_text(today.mastery)} mastered"
    return f"Stage {today.number}, {today.title}, {state}{mastered}, {today.due} due"


def counts(stage: StageStand) -> str:
    """How much of a stage was met and what waits."""
    today = stage.today
    met = f"{stage.seen} of {count_text(today.cards, 'card')} seen"
    if today.due:
        return f"{met}, {today.due} due"
    return f"{met}, {today.new} new today" if today.new else met


def next_title(stage: StageStand) -> str:
    """The heading of what opens next."""
    return f"Next: {stage.today.title}"


def next_reason(stage: StageStand) -> str:
    """Why it is not open, and when it will be."""
    reason = stage.today.reason
    days = stage.opens_in_days
    if days is None:
        return f"{reason}. At your present pace that does not happen: learn some new cards."
    if days <= 0:
        return f"{reason}."
    return f"{reason}, in about {count_text(days, 'day')} at your pace."


def test_intro(test: PlacementTest) -> str:
    """What a placement test asks."""
    asked = count_text(len(test.card_ids), "card")
    return (
        f"{asked} from {test.title}. Know {test.needed} of them, and its "
        f"{count_text(test.cards, 'card')} start with long intervals. It can be taken back."
    )


def test_result(test: PlacementTest, done: PlacedOut) -> tuple[str, str]:
    """The heading and the text at a test's end."""
    known = f"{done.known} of {done.asked} known"
    if not done.passed:
        return f"{known}: not placed out", (
            f"{test.needed} would have done. Nothing was changed: {test.title} is learned card by "
            "card, and what you know goes quickly."
        )
    span = f"{done.first_days} to {done.last_days} days"
    return f"{known}: placed out", (
        f"{count_text(done.placed, 'card')} of {test.title} come back in {span}, as if you had "
        "known them for long. Those that you missed are learned as new ones."
    )
