"""Files of interview prompts: whether each can be scored, and whether its links lead anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flashcards.domain.practice.prompt import RubricPoint
from flashcards.domain.practice.scoring import GOOD_FROM
from flashcards.formats.markdown.prompts import says_no_rubric
from flashcards.formats.rows import DeckRows, PromptFileRows, PromptRow
from flashcards.services.linting.rules import (
    MISSING_CARD,
    NO_MUST,
    NO_RUBRIC,
    PROMPT_PART,
    RUBRIC_SUM,
    SYNTAX,
    Problem,
)

FEWEST_POINTS, MOST_POINTS = 4, 9
"""How many points a rubric has that a person can follow while listening."""

_FEWEST_FOLLOW_UPS = 2
_MOST_SHARE = 0.5


def check_prompts(rows: PromptFileRows) -> Iterator[tuple[int, Problem]]:
    """(line, problem) of what one file breaks by itself."""
    for warning in rows.warnings:
        rule = NO_RUBRIC if says_no_rubric(warning) else SYNTAX
        yield warning.line, Problem(rule, warning.message)
    for prompt in rows.prompts:
        for problem in (*_rubric(prompt), *_parts(prompt)):
            yield prompt.line, problem


def missing_cards(
    files: Sequence[tuple[str, PromptFileRows]], decks: Iterable[DeckRows]
) -> Iterator[tuple[str, int, Problem]]:
    """(file, line, problem) of each link to a note that none of the decks has.

    A namespace without any deck among the files is not judged: its notes are elsewhere.
    """
    known: dict[str | None, set[str]] = {}
    for deck in decks:
        ids = known.setdefault(deck.namespace or deck.roadmap, set())
        ids.update(note.source_id for t in deck.topics for note in t.notes if note.source_id)
    for name, rows in files:
        ids = known.get(rows.namespace or rows.roadmap, set())
        for prompt in rows.prompts if ids else ():
            for card in prompt.text.cards:
                if card not in ids:
                    message = f"no deck has the note {card!r} of the prompt {prompt.title!r}"
                    yield name, prompt.line, Problem(MISSING_CARD, message)


def _rubric(prompt: PromptRow) -> Iterator[Problem]:
    points = prompt.text.rubric
    if not any(point.must for point in points):
        yield Problem(NO_MUST, f"no point of {prompt.title!r} is a must")
    if not FEWEST_POINTS <= len(points) <= MOST_POINTS:
        words = f"{prompt.title!r} has {len(points)} points, not {FEWEST_POINTS} to {MOST_POINTS}"
        yield Problem(RUBRIC_SUM, words)
        return
    total = _weight(points)
    musts = _weight(point for point in points if point.must)
    if musts >= GOOD_FROM * total:
        words = f"the musts of {prompt.title!r} are worth {musts} of {total} points"
        yield Problem(RUBRIC_SUM, f"{words}, so nothing else decides the grade")
    heaviest = max(point.weight for point in points)
    if heaviest > _MOST_SHARE * total:
        words = f"one point of {prompt.title!r} is worth {heaviest} of {total}"
        yield Problem(RUBRIC_SUM, words)


def _parts(prompt: PromptRow) -> Iterator[Problem]:
    text = prompt.text
    missing = [
        *(["what the interviewer says"] if not text.body else []),
        *(["clarifying questions"] if not text.clarifying else []),
        *(["follow-ups"] if len(text.follow_ups) < _FEWEST_FOLLOW_UPS else []),
        *(["a model answer"] if not text.model_answer else []),
        *(["cards"] if not text.cards else []),
    ]
    if missing:
        yield Problem(PROMPT_PART, f"{prompt.title!r} lacks {', '.join(missing)}")


def _weight(points: Iterable[RubricPoint]) -> int:
    return sum(point.weight for point in points)
