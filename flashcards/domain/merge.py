"""Three-way updates: what the file brought last time, what the learner has, what it brings now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MergeOutcome(StrEnum):
    """Who changed a text since the last import."""

    SAME = "same"
    THEIRS = "theirs"
    MINE = "mine"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged text; in a conflict it is the learner's."""

    text: str
    outcome: MergeOutcome


def merge_text(base: str | None, mine: str, theirs: str) -> Merged:
    """Merge one text; ``base`` None means that the file never brought it.

    A text changed on one side only is that side's; one changed on both, differently, is a conflict
    that keeps the learner's text.
    """
    if mine == theirs:
        return Merged(mine, MergeOutcome.SAME)
    if mine == base:
        return Merged(theirs, MergeOutcome.THEIRS)
    if theirs == base:
        return Merged(mine, MergeOutcome.MINE)
    return Merged(mine, MergeOutcome.CONFLICT)
