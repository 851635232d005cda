"""What an answer is worth before the learner grades it. Pure: no Qt, no clock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from flashcards.domain.review import Rating
from flashcards.render.diff import answers_match
from flashcards.services.card_view import CardView, ChoiceOption


class Outcome(StrEnum):
    """What comparing says; ``OPEN`` when there was nothing to compare."""

    OPEN = "open"
    RIGHT = "right"
    WRONG = "wrong"


def takes_text(view: CardView) -> bool:
    """Whether the card is answered by typing."""
    return view.expected is not None


def outcome(view: CardView, typed: str, chosen: Collection[int]) -> Outcome:
    """How the answer compares; who typed and chose nothing only wanted to see.

    ``chosen``: places of the chosen options, from 0.
    """
    if takes_text(view):
        if not typed.strip() and view.expected:
            return Outcome.OPEN
        right = answers_match(typed, view.expected or "", view.kind)
        return Outcome.RIGHT if right else Outcome.WRONG
    if view.options and chosen:
        wanted = {place for place, option in enumerate(view.options) if option.right}
        return Outcome.RIGHT if set(chosen) == wanted else Outcome.WRONG
    return Outcome.OPEN


def preselected(result: Outcome) -> Rating | None:
    """The grade that Space gives: Good, or none after a wrong answer."""
    return None if result is Outcome.WRONG else Rating.GOOD


def has_one_right(options: Sequence[ChoiceOption]) -> bool:
    """Whether choosing an option takes another choice back."""
    return sum(option.right for option in options) == 1


def choice_text(options: Sequence[ChoiceOption], chosen: Collection[int]) -> str:
    """The chosen options as the text under which an answer is kept."""
    return "\n".join(options[place].text for place in sorted(chosen))


def chosen_places(options: Sequence[ChoiceOption], kept: str) -> frozenset[int]:
    """The places of the options that a kept answer chose, wherever they stand now."""
    if not kept:
        return frozenset()
    bounded = f"\n{kept}\n"
    return frozenset(
        place for place, option in enumerate(options) if f"\n{option.text}\n" in bounded
    )
