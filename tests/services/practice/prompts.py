"""A file of prompts for the small library, and short ways to practise them."""

from __future__ import annotations

from collections.abc import Iterable

from flashcards.app import App
from flashcards.domain.practice.setup import PracticeOptions
from flashcards.domain.review import Rating
from flashcards.services.practice.today_view import PromptLine
from flashcards.services.practice.views import (
    AttemptDraft,
    OpenSession,
    Scored,
    ScoreRequest,
)

PROMPTS = """\
---
title: "Interview: Storage"
roadmap: small
stage: 2
---

## Concept

### A slow page {#p-slow .concept minutes=4 level=junior}

A page reads the whole table. What do you do?

#### Clarifying questions

- How large is the table? — Ten million rows.
- Is there an index? — No.

#### Rubric

- [3] proposes an index and says what it saves: reading the whole table (must)
- [2] names what the index costs at each write
- [1] reads the plan first

#### Follow-ups

1. Which column?
2. And for two columns? (harder)

#### Model answer

**Index.** It saves reading the table.

**Cost.** Each write takes more time.

#### Cards

- index-purpose
- index-cost
- not-there

### Rows that vanish {#p-rows .concept minutes=5 level=mid}

A report lacks customers without orders. Why?

#### Rubric

- [2] sees that an inner join leaves out rows without a partner (must)
- [2] proposes a left join

#### Cards

- inner-join
- left-join

## Behavioural

### A mistake of yours {#p-mistake .behavioural minutes=6 level=mid}

Tell me about a mistake.

#### Rubric

- [2] tells one mistake of their own (must)
- [1] says what changed since
"""


def line(app: App, source_id: str) -> PromptLine:
    """A prompt of the file."""
    return app.practice.prompt(source_id).line


def begin(app: App, minutes: int = 15, seed: int = 1) -> OpenSession:
    """A session of all three prompts, in this order: slow, rows, mistake or alike."""
    options = PracticeOptions(minutes, seed=seed, locked_too=True)
    return app.practice.start(app.practice.draw(options))


def attempt_of(app: App, session: OpenSession, source_id: str) -> int:
    """The attempt at a prompt in a session."""
    wanted = line(app, source_id).id
    return next(step.attempt_id for step in session.steps if step.prompt.id == wanted)


def scored(
    app: App,
    attempt_id: int,
    ticked: Iterable[int] = (),
    grade: Rating | None = None,
    *,
    cards: bool = False,
) -> Scored:
    """Score an attempt, with the cards that are proposed if wanted."""
    ticks = frozenset(ticked)
    offered = app.practice.scoring(attempt_id, ticks).cards
    chosen = tuple(card for card in offered if card.proposed) if cards else ()
    return app.practice.score(attempt_id, ScoreRequest(ticks, grade, chosen))


def used(app: App, attempt_id: int, answer_ms: int) -> None:
    """Let an answer have taken so long."""
    app.practice.save(attempt_id, AttemptDraft(answer_ms=answer_ms))
