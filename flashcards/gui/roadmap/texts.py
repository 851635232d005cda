"""The words of the Roadmap screen."""

from __future__ import annotations

from flashcards.domain.wording import count_text, mastery_text
from flashcards.language import _
from flashcards.services.roads.placement_view import PlacedOut, PlacementTest
from flashcards.services.roads.view import Road, StageStand
from flashcards.services.studying.today_view import StationState

NO_DATE = _("No date yet")


def subtitle(road: Road) -> str:
    """How far the learner is on the whole road."""
    opened = sum(not stage.locked for stage in road.stages)
    total = count_text(len(road.stages), "stage")
    return _("{opened} of {total} open, {share} mastered overall").format(
        opened=opened, total=total, share=mastery_text(road.mastery)
    )


def note(stage: StageStand, *, next_to_open: bool) -> str:
    """The line under a station's name."""
    today = stage.today
    if stage.locked:
        if today.optional:
            return _("Optional")
        return _("Next to open") if next_to_open else count_text(today.cards, "card")
    share = mastery_text(today.mastery)
    if today.state is StationState.PLACED_OUT:
        return _("{share}, placed out").format(share=share)
    if today.due:
        return _("{share}, {due} due").format(share=share, due=today.due)
    if today.new:
        return _("{share}, {new} new").format(share=share, new=today.new)
    return share


def spoken(stage: StageStand) -> str:
    """A station for who cannot see it."""
    today = stage.today
    state = {
        StationState.LOCKED: _("locked"),
        StationState.MASTERED: _("mastered"),
        StationState.PLACED_OUT: _("placed out"),
        StationState.OPEN: _("open"),
    }[today.state]
    mastered = (
        "" if stage.locked else _(", {share} mastered").format(share=mastery_text(today.mastery))
    )
    return _("Stage {number}, {title}, {state}{mastered}, {due} due").format(
        number=today.number, title=today.title, state=state, mastered=mastered, due=today.due
    )


def counts(stage: StageStand) -> str:
    """How much of a stage was met and what waits."""
    today = stage.today
    met = _("{seen} of {cards} seen").format(seen=stage.seen, cards=count_text(today.cards, "card"))
    if today.due:
        return _("{met}, {due} due").format(met=met, due=today.due)
    return _("{met}, {new} new today").format(met=met, new=today.new) if today.new else met


def next_title(stage: StageStand) -> str:
    """The heading of what opens next."""
    return _("Next: {title}").format(title=stage.today.title)


def next_reason(stage: StageStand) -> str:
    """Why it is not open, and when it will be."""
    reason = stage.today.reason
    days = stage.opens_in_days
    if days is None:
        return _(
            "{reason}. At your present pace that does not happen: learn some new cards."
        ).format(reason=reason)
    if days <= 0:
        return f"{reason}."
    return _("{reason}, in about {days} at your pace.").format(
        reason=reason, days=count_text(days, "day")
    )


def test_intro(test: PlacementTest) -> str:
    """What a placement test asks."""
    asked = count_text(len(test.card_ids), "card")
    return _(
        "{asked} from {title}. Know {needed} of them, and its {cards} start with long intervals. "
        "It can be taken back."
    ).format(
        asked=asked, title=test.title, needed=test.needed, cards=count_text(test.cards, "card")
    )


def test_result(test: PlacementTest, done: PlacedOut) -> tuple[str, str]:
    """The heading and the text at a test's end."""
    known = _("{known} of {asked} known").format(known=done.known, asked=done.asked)
    if not done.passed:
        return _("{known}: not placed out").format(known=known), (
            _(
                "{needed} would have done. Nothing was changed: {title} is learned card by card, "
                "and what you know goes quickly."
            ).format(needed=test.needed, title=test.title)
        )
    span = _("{first_days} to {last_days} days").format(
        first_days=done.first_days, last_days=done.last_days
    )
    return _("{known}: placed out").format(known=known), (
        _(
            "{cards} of {title} come back in {span}, as if you had known them for long. "
            "Those that you missed are learned as new ones."
        ).format(cards=count_text(done.placed, "card"), title=test.title, span=span)
    )
