"""The line that shows the way through the stages: ``Programming → Databases → Cloud``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from flashcards.domain.matching import BankStage, match_stage
from flashcards.domain.phrases import words
from flashcards.formats.roadmap_inline import undecorated
from flashcards.formats.roadmap_words import label_and_rest
from flashcards.formats.rows import StageRow

_ARROW = re.compile(r"\s*(?:[→⟶➜➔➝⇒⮕➡]\ufe0f?|(?<![<-])-{1,2}>|=>)\s*")
_LEAST_STEPS = 3
_MOST_STEPS = 50
_MOST_STAGES = 200
_MOST_WORDS = 6


def steps_of(text: str) -> tuple[str, ...]:
    """The steps of an order line; empty for any other line.

    A line has three steps or more, each of a few words; 'Order:' before them goes.
    """
    if not _ARROW.search(text):
        return ()
    label = label_and_rest(text)
    if label and not _ARROW.search(label[0]):
        text = label[1]
    steps = [undecorated(step).strip() for step in _ARROW.split(text)]
    steps = [step for step in steps if step]
    are_short = all(len(step.split()) <= _MOST_WORDS for step in steps)
    return tuple(steps) if are_short and _LEAST_STEPS <= len(steps) <= _MOST_STEPS else ()


def disagreement(order: Sequence[str], stages: Sequence[StageRow]) -> tuple[str, str] | None:
    """Two steps that the stages have the other way round, None where order and stages agree.

    Steps that name no stage for sure are passed over. More than ``_MOST_STAGES`` aren't checked.
    """
    if len(stages) > _MOST_STAGES:
        return None
    places = [(step, place) for step in order if (place := _place(step, stages)) is not None]
    for (step, place), (following, later) in pairwise(places):
        if later < place:
            return step, following
    return None


def _place(step: str, stages: Sequence[StageRow]) -> int | None:
    """The place of the stage that a step names, by its title, its note or its words alone."""
    known = [
        BankStage(place, stage.source_id or "", stage.title, (*stage.short_titles, *_notes(stage)))
        for place, stage in enumerate(stages)
    ]
    match = match_stage(step, known)
    if match:
        return match.stage.id
    said = set(words(step))
    holding = [place for place, stage in enumerate(stages) if said <= set(words(stage.title))]
    return holding[0] if len(holding) == 1 else None


def _notes(stage: StageRow) -> tuple[str, ...]:
    return tuple(note.strip() for note in stage.note.split(",") if note.strip())
