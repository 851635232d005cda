"""What the Roadmap screen shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.services.studying.today_view import StageToday, StationState

WEAK_RECALL = 0.8


@dataclass(frozen=True, slots=True)
class TopicStand:
    """A topic of a stage. ``mastery`` and ``recall`` are 0 to 1; ``recall`` None: none seen."""

    id: int
    title: str
    cards: int
    seen: int
    mastery: float
    recall: float | None

    @property
    def weak(self) -> bool:
        """Whether what was learned of it is being forgotten."""
        return self.recall is not None and self.recall < WEAK_RECALL


@dataclass(frozen=True, slots=True)
class StageStand:
    """A stage of the road.

    ``today``: what the Today screen knows of it. ``opens_in_days``: 0 where it is open, None where
    it will not open at the present pace.
    """

    today: StageToday
    goal: str
    note: str
    seen: int
    recall: float | None
    topics: tuple[TopicStand, ...]
    opens_in_days: int | None

    @property
    def id(self) -> int:
        """The id of the stage."""
        return self.today.stage_id

    @property
    def locked(self) -> bool:
        """Whether its gate is closed."""
        return self.today.state is StationState.LOCKED


@dataclass(frozen=True, slots=True)
class RoadmapName:
    """A roadmap that can be chosen."""

    id: int
    title: str
    active: bool


@dataclass(frozen=True, slots=True)
class Road:
    """The active roadmap as the learner stands on it.

    ``mastery``: of all its cards, 0 to 1. ``new_a_day``: the pace that the forecast goes by.
    ``choices``: the language tracks that the roadmap offers, ``tracks``: those that are studied.
    """

    title: str
    stages: tuple[StageStand, ...]
    mastery: float
    target_recall: float
    new_a_day: float
    roadmaps: tuple[RoadmapName, ...]
    tracks: tuple[str, ...]
    tips: tuple[str, ...]
