"""Which cards come today and in which order, and which stages of a roadmap are open.

Small rules on plain values; storage fetches the cards that are due and these put them in order.
Every order is the same whenever it is asked for on the same day, so that nothing jumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain.calendar import MS_PER_MINUTE
from flashcards.domain.review import State
from flashcards.domain.wording import mastery_text, percent_text
from flashcards.language import _

LEARN_AHEAD_MS = 20 * MS_PER_MINUTE
GATE_MASTERY = 0.5
_NAMED_BLOCKERS = 3
_MASK_64 = (1 << 64) - 1


class ReviewOrder(StrEnum):
    """In which order reviews are asked.

    SHUFFLED: another one each day, and the weakest first where more is due than the limit.
    WEAKEST: those with the lowest recall first. DUE: those that are due for the longest time first.
    """

    SHUFFLED = "shuffled"
    WEAKEST = "weakest"
    DUE = "due"


class NewPlace(StrEnum):
    """Where in a session new cards come."""

    MIXED = "mixed"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A card that could be asked today.

    ``due_ms``: when the step of a learning card is due. ``retrievability``: the recall predicted
    for a review card now, 0 to 1.
    """

    card_id: int
    note_id: int
    state: State
    due_ms: int = 0
    retrievability: float = 1.0


@dataclass(frozen=True, slots=True)
class DailyLimits:
    """How many new cards and how many reviews a study day has at most; steps don't count."""

    new: int = 12
    reviews: int = 200


@dataclass(frozen=True, slots=True)
class DoneToday:
    """What was answered since the study day began.

    ``new``: cards met for the first time, ``reviews``: review cards, ``notes``: the notes of all
    cards answered.
    """

    new: int = 0
    reviews: int = 0
    notes: frozenset[int] = frozenset()


def plan(
    items: Iterable[QueueItem],
    now_ms: int,
    day: int,
    limits: DailyLimits,
    done: DoneToday,
) -> list[QueueItem]:
    """The cards of this session in the order in which they are asked.

    ``items``: the learning cards, the reviews due until today, and the new cards in the order in
    which they are to be met. Learning cards whose step is due come first, then reviews and new
    cards, mixed; then, with nothing else due, what is due within the next 20 minutes.
    """
    learning: list[QueueItem] = []
    reviews: list[QueueItem] = []
    new: list[QueueItem] = []
    for item in items:
        match item.state:
            case State.NEW:
                new.append(item)
            case State.REVIEW:
                reviews.append(item)
            case _:
                learning.append(item)
    left = remaining(limits, done)
    taken = done.notes | {item.note_id for item in learning}
    reviews = apart(in_review_order(reviews, left.reviews, day), taken)[: left.reviews]
    new = apart(new, taken | {item.note_id for item in reviews})[: left.new]
    return merge(learning, mix(reviews, new, done), now_ms)


def remaining(limits: DailyLimits, done: DoneToday) -> DailyLimits:
    """What the daily limits still allow, never negative."""
    return DailyLimits(
        new=max(0, limits.new - done.new), reviews=max(0, limits.reviews - done.reviews)
    )


def in_review_order(
    reviews: Sequence[QueueItem],
    limit: int,
    day: int,
    order: ReviewOrder = ReviewOrder.SHUFFLED,
) -> list[QueueItem]:
    """The reviews in the order in which they are asked; none is left out.

    Shuffled by the day. When more are due than the limit, the most overdue in relation to their
    interval come first, which are those with the lowest recall. In the order DUE they are given as
    they have to be.
    """
    if order is ReviewOrder.DUE:
        return list(reviews)
    if order is ReviewOrder.WEAKEST or len(reviews) > limit:
        return sorted(reviews, key=lambda item: (item.retrievability, item.card_id))
    return sorted(reviews, key=lambda item: shuffle_key(item.card_id, day))


def shuffle_key(card_id: int, day: int) -> int:
    """A number that puts cards in a new random order each day.

    It depends on nothing but the card and the day, so the order of the other cards stays when
    some are answered. (The finaliser of SplitMix64, by Steele, Lea and Flood.)
    """
    mixed = (card_id + day * 0x9E3779B97F4A7C15) & _MASK_64
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK_64
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK_64
    return mixed ^ (mixed >> 31)


def apart(items: Iterable[QueueItem], taken_notes: AbstractSet[int]) -> list[QueueItem]:
    """The cards without siblings: the first of each note, none of a note that had its turn.

    The others wait until tomorrow.
    """
    taken = set(taken_notes)
    kept: list[QueueItem] = []
    for item in items:
        if item.note_id not in taken:
            taken.add(item.note_id)
            kept.append(item)
    return kept


def mix(reviews: Sequence[QueueItem], new: Sequence[QueueItem], done: DoneToday) -> list[QueueItem]:
    """The new cards spread evenly through the reviews, each kind in its order.

    What was done today counts as the front part of the mixture, so that mixing the rest again
    after each answer changes nothing.
    """
    all_reviews = done.reviews + len(reviews)
    all_new = done.new + len(new)
    mixed: list[QueueItem] = []
    review_number = new_number = 0
    while review_number < len(reviews) and new_number < len(new):
        # Card k of n stands at (k + ½) / n of the day.
        new_place = (2 * (done.new + new_number) + 1) * all_reviews
        review_place = (2 * (done.reviews + review_number) + 1) * all_new
        if new_place < review_place:
            mixed.append(new[new_number])
            new_number += 1
        else:
            mixed.append(reviews[review_number])
            review_number += 1
    return [*mixed, *reviews[review_number:], *new[new_number:]]


def placed(
    reviews: Sequence[QueueItem], new: Sequence[QueueItem], done: DoneToday, place: NewPlace
) -> list[QueueItem]:
    """Reviews and new cards in one row, each kind in its order."""
    match place:
        case NewPlace.FIRST:
            return [*new, *reviews]
        case NewPlace.LAST:
            return [*reviews, *new]
        case NewPlace.MIXED:
            return mix(reviews, new, done)


def merge(
    learning: Iterable[QueueItem],
    others: Sequence[QueueItem],
    now_ms: int,
    learn_ahead_ms: int = LEARN_AHEAD_MS,
) -> list[QueueItem]:
    """Learning cards that are due, then the others, then learning cards that are nearly due."""
    in_order = sorted(learning, key=lambda item: (item.due_ms, item.card_id))
    due = [item for item in in_order if item.due_ms <= now_ms]
    ahead = [item for item in in_order if now_ms < item.due_ms <= now_ms + learn_ahead_ms]
    return [*due, *others, *ahead]


@dataclass(frozen=True, slots=True)
class StageProgress:
    """How far a stage of a roadmap is. ``mastery`` is 0 to 1.

    ``opened``: it was open before, or was opened by hand.
    """

    number: int
    title: str
    optional: bool = False
    mastery: float = 0.0
    opened: bool = False
    placed_out: bool = False


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether a stage is open, and why or what for it waits, in words."""

    number: int
    unlocked: bool
    reason: str


def open_stages(stages: Sequence[StageProgress]) -> list[GateState]:
    """The gates of a roadmap's stages, given in the order of the road.

    A stage opens when every earlier stage that isn't optional has 50 % mastery or is placed out.
    Whoever sees a stage unlocked keeps ``opened`` for it, since once open it stays open.
    """
    gates: list[GateState] = []
    blockers: list[StageProgress] = []
    for stage in stages:
        gates.append(_gate(stage, blockers, first=not gates))
        if not (stage.optional or stage.placed_out or stage.mastery >= GATE_MASTERY):
            blockers.append(stage)
    return gates


def _gate(stage: StageProgress, blockers: Sequence[StageProgress], *, first: bool) -> GateState:
    if first:
        return GateState(stage.number, True, _("the road starts here"))
    if stage.placed_out:
        return GateState(stage.number, True, _("placed out"))
    if not blockers:
        reached = _("the stages before it have reached {share}").format(
            share=percent_text(GATE_MASTERY)
        )
        return GateState(stage.number, True, reached)
    if stage.opened:
        return GateState(stage.number, True, _("opened before"))
    return GateState(stage.number, False, _waits_for(blockers))


def _waits_for(blockers: Sequence[StageProgress]) -> str:
    goal = percent_text(GATE_MASTERY)
    if len(blockers) == 1:
        (stage,) = blockers
        return _("opens when {title} reaches {goal} ({now})").format(
            title=stage.title, goal=goal, now=_now(stage)
        )
    named = blockers if len(blockers) <= _NAMED_BLOCKERS else blockers[: _NAMED_BLOCKERS - 1]
    names = [f"{stage.title} ({_now(stage)})" for stage in named]
    if len(named) < len(blockers):
        names.append(_("{n} more stages").format(n=len(blockers) - len(named)))
    return _("opens when {join} and {value} reach {goal}").format(
        join=", ".join(names[:-1]), value=names[-1], goal=goal
    )


def _now(stage: StageProgress) -> str:
    """Rounded down: a stage that blocks has not reached its goal."""
    return _("now {share}").format(share=mastery_text(stage.mastery))
