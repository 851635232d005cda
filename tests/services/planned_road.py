"""A road long enough to be planned, and a learner who follows a plan day by day."""

from __future__ import annotations

import random
from pathlib import Path

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_DAY, date_of
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from tests.services.factories import rows, today, value

STAGES = ("First", "Second", "Third")
_TURN_S = 15
_FIRST, _PASSED = (20, 10, 60, 10), (10, 80, 10)


def write_road(folder: Path, cards: int) -> Path:
    """A road of three stages with so many cards each; every fifth is asked in every interview."""
    road = folder / "long"
    road.mkdir(parents=True)
    head = "roadmap: long\nlicense: CC-BY-4.0\n---\n"
    stages = [
        f"## {number}. {title} {{#s{number}}}\n\n- Topic {number} {{#t{number}}}\n"
        for number, title in enumerate(STAGES, start=1)
    ]
    text = f"---\ntitle: Long road\n{head}\n" + "\n".join(stages)
    (road / "roadmap.md").write_text(text, encoding="utf-8")
    for number, title in enumerate(STAGES, start=1):
        notes = [
            f"### {title} {note}? {{#s{number}-{note}{' importance=3' if note % 5 == 4 else ''}}}\n"
            f"\nAnswer {note}.\n"
            for note in range(cards)
        ]
        text = f"---\ntitle: {title}\nstage: {number}\n{head}\n## Topic {number} {{#t{number}}}\n\n"
        (road / f"{number}.md").write_text(text + "\n".join(notes), encoding="utf-8")
    return folder


class Follower:
    """Studies what the program shows until the time is up; remembers as FSRS says."""

    def __init__(self, app: App, clock: FixedClock, week: tuple[float, ...], seed: int = 7) -> None:
        self.app, self.clock, self.week = app, clock, week
        self.chance = random.Random(seed)

    def study_day(self) -> None:
        """One evening, then the next day comes."""
        begun = self.clock.time_ms
        minutes = self.week[date_of(today(self.clock)).weekday()]
        self.app.planning.replan()
        session, used = self.app.study.start(), 0.0
        while used < minutes * 60:
            following = self.app.study.next_card(session)
            if following.card is None:
                if following.waits_until_ms is None:
                    break
                self.clock.time_ms = max(self.clock.time_ms, following.waits_until_ms)
                continue
            rating = self._grade(following.card.card_id, following.card.state)
            self.clock.advance(seconds=_TURN_S)
            used += _TURN_S
            self.app.study.answer(following.card.card_id, rating, _TURN_S * 1_000, session=session)
        self.clock.time_ms = begun + MS_PER_DAY

    def _grade(self, card: int, state: State) -> Rating:
        if state is State.NEW:
            return self.chance.choices(list(Rating), _FIRST)[0]
        if state is not State.REVIEW:
            return Rating.GOOD
        stability, last = rows(
            self.app, "SELECT stability, last_study_day FROM card WHERE id = :id", id=card
        )[0]
        elapsed = today(self.clock) - last
        if self.chance.random() >= retrievability(stability, elapsed, DEFAULT_PARAMETERS[DECAY]):
            return Rating.AGAIN
        return self.chance.choices([Rating.HARD, Rating.GOOD, Rating.EASY], _PASSED)[0]

    def recalled(self) -> float:
        """The share of all cards that is recalled today."""
        seen = rows(self.app, "SELECT stability, last_study_day FROM card WHERE state > 0")
        decay, day = DEFAULT_PARAMETERS[DECAY], today(self.clock)
        recall = sum(retrievability(stability, day - last, decay) for stability, last in seen)
        return recall / int(value(self.app, "SELECT count(*) FROM card"))
