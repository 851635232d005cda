"""What a learner asks of a practice session: kinds, stages, level, length; and the presets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain.practice.prompt import Level, PromptKind

LENGTHS = (15, 30, 45, 60)
"""The lengths in minutes that a person is offered; any from ``SHORTEST`` to ``LONGEST`` works."""
SHORTEST, LONGEST = 3, 180
DEFAULT_THINK_SECONDS = 60
LONGEST_THINK_SECONDS = 600

Shares = Mapping[PromptKind, float]
"""The share of the session's minutes that each kind should have."""


class Order(StrEnum):
    """By what prompts are chosen."""

    WEAKEST = "weakest"
    EVEN = "even"


class Preset(StrEnum):
    """A mock interview that is set up already; CUSTOM is what the learner chose."""

    CUSTOM = ""
    PHONE = "phone"
    BACKEND = "backend"
    SYSTEM_DESIGN = "system-design"
    BEHAVIOURAL = "behavioural"


PRESET_MINUTES = {
    Preset.PHONE: 30,
    Preset.BACKEND: 60,
    Preset.SYSTEM_DESIGN: 45,
    Preset.BEHAVIOURAL: 30,
}

PRESET_SHARES: Mapping[Preset, Shares] = {
    Preset.PHONE: {
        PromptKind.CONCEPT: 0.5,
        PromptKind.CODING: 0.3,
        PromptKind.BEHAVIOURAL: 0.2,
    },
    Preset.BACKEND: {
        PromptKind.CONCEPT: 0.2,
        PromptKind.CODING: 0.2,
        PromptKind.SYSTEM_DESIGN: 0.4,
        PromptKind.DEBUGGING: 0.12,
        PromptKind.BEHAVIOURAL: 0.08,
    },
    Preset.SYSTEM_DESIGN: {PromptKind.SYSTEM_DESIGN: 0.9, PromptKind.CONCEPT: 0.1},
    Preset.BEHAVIOURAL: {PromptKind.BEHAVIOURAL: 1.0},
}


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """What a session is to be.

    ``kinds`` and ``stages`` (numbers) empty: all; ``levels`` empty: any. ``locked_too``: without
    stages of one's own choice, those that are not open yet are drawn from as well. ``preset``
    decides minutes, kinds and their shares unless it is CUSTOM. ``seed`` None: a new draw each
    time, otherwise the same prompts from the same history. The last three are remembered for the
    running session; ``record`` never starts a recording, it only shows the button.
    """

    minutes: int = 30
    kinds: frozenset[PromptKind] = frozenset()
    stages: frozenset[int] = frozenset()
    levels: frozenset[Level] = frozenset()
    order: Order = Order.WEAKEST
    locked_too: bool = False
    preset: Preset = Preset.CUSTOM
    seed: int | None = None
    think_seconds: int = DEFAULT_THINK_SECONDS
    follow_ups: bool = True
    record: bool = False

    @property
    def wanted_minutes(self) -> int:
        """The length of the session: the preset's, else the one chosen."""
        return PRESET_MINUTES.get(self.preset, self.minutes)

    @property
    def wanted_kinds(self) -> tuple[PromptKind, ...]:
        """The kinds of the session, in the order of an interview."""
        if self.preset is not Preset.CUSTOM:
            return tuple(kind for kind in PromptKind if kind in PRESET_SHARES[self.preset])
        return tuple(kind for kind in PromptKind if not self.kinds or kind in self.kinds)

    @property
    def shares(self) -> Shares:
        """The share of the minutes for each kind; a system design counts for two others."""
        if self.preset is not Preset.CUSTOM:
            return PRESET_SHARES[self.preset]
        weights = {
            kind: 2.0 if kind is PromptKind.SYSTEM_DESIGN else 1.0 for kind in self.wanted_kinds
        }
        total = sum(weights.values())
        return {kind: weight / total for kind, weight in weights.items()}
