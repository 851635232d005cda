"""The setup of a session: what there is to choose from, and what a choice would draw."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from flashcards.domain.practice.draw import Candidate, draw
from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.domain.practice.setup import PracticeOptions
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.options import checked, last_options
from flashcards.services.practice.sessions import open_session_view
from flashcards.services.practice.views import (
    Draw,
    DrawnPrompt,
    KindCount,
    SetupView,
    StageChoice,
)
from flashcards.services.practice.words import draw_notes, draw_problem, draw_reason
from flashcards.services.roads.gates import gates, roadmap_counts
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.practice_attempts import mean_share, open_session
from flashcards.storage.practice_prompts import StoredPrompt
from flashcards.storage.reading import Reader

_SEED_BITS = 31


def setup_view(
    reader: Reader, schedulers: SchedulerSource, now_ms: int, options: PracticeOptions | None
) -> SetupView:
    """The setup screen; kinds and levels are counted within the chosen stages."""
    library = PromptLibrary(reader, schedulers, now_ms)
    options = options or last_options(reader)
    lines = library.lines()
    inside = [line for line in lines if not options.stages or line.stage in options.stages]
    levelled = [line for line in inside if not options.levels or line.level in options.levels]
    kinds = Counter(line.kind for line in levelled)
    levels = Counter(line.level for line in inside)
    session = open_session(reader)
    return SetupView(
        options=options,
        kinds=tuple(KindCount(kind, kinds[kind]) for kind in PromptKind),
        stages=_stage_choices(reader, schedulers, library, now_ms),
        levels=tuple((level, levels[level]) for level in Level),
        prompts=len(lines),
        due=sum(line.due for line in lines),
        open_session=None if session is None else open_session_view(library, reader, session),
    )


def draw_view(
    reader: Reader, schedulers: SchedulerSource, now_ms: int, options: PracticeOptions
) -> Draw:
    """What a session of these options would hold. Raises InvalidValueError."""
    checked(options)
    library = PromptLibrary(reader, schedulers, now_ms)
    seed = secrets.randbits(_SEED_BITS) if options.seed is None else options.seed
    wanted = [
        candidate
        for candidate in library.candidates()
        if _fits(candidate, library.prompts[candidate.id], options)
    ]
    locked = _locked_stages(reader, schedulers, library, now_ms)
    allowed = wanted
    if not options.stages and not options.locked_too:
        allowed = [candidate for candidate in wanted if candidate.stage not in locked]
    drawn = draw(allowed, options, seed)
    prompts = tuple(
        DrawnPrompt(
            prompt=library.line(library.prompts[pick.candidate.id]),
            minutes=pick.minutes,
            reason=draw_reason(pick.candidate.reason),
        )
        for pick in drawn.picks
    )
    return Draw(
        options=replace(options, seed=seed),
        seed=seed,
        prompts=prompts,
        minutes=drawn.minutes,
        problem=draw_problem(options, drawn, locked=len(wanted) - len(allowed)),
        notes=draw_notes(options, drawn),
    )


def _fits(candidate: Candidate, prompt: StoredPrompt, options: PracticeOptions) -> bool:
    in_stage = not options.stages or candidate.stage in options.stages
    return in_stage and (not options.levels or prompt.level in options.levels)


def _stage_choices(
    reader: Reader, schedulers: SchedulerSource, library: PromptLibrary, now_ms: int
) -> tuple[StageChoice, ...]:
    by_stage: dict[int, list[StoredPrompt]] = {}
    for prompt in library.prompts.values():
        stage = library.stage_of(prompt)
        if stage is not None:
            by_stage.setdefault(stage.number, []).append(prompt)
    locked = _locked_stages(reader, schedulers, library, now_ms)
    return tuple(
        StageChoice(
            number=stage.number,
            title=stage.title,
            short_titles=stage.short_titles,
            prompts=len(by_stage.get(stage.number, ())),
            locked=stage.number in locked,
            score=_mean_score(library, by_stage.get(stage.number, ())),
        )
        for stage in library.roadmap.stages
    )


def _mean_score(library: PromptLibrary, prompts: Collection[StoredPrompt]) -> float | None:
    """The mean of the last scores of prompts, None before any attempt."""
    return mean_share(last for prompt in prompts if (last := library.last(prompt)) is not None)


def _locked_stages(
    reader: Reader, schedulers: SchedulerSource, library: PromptLibrary, now_ms: int
) -> frozenset[int]:
    settings = schedulers.settings(reader)
    counts = roadmap_counts(reader, library.roadmap, settings.track, now_ms)
    states = gates(library.roadmap, counts, settings)
    return frozenset(
        stage.number
        for stage, gate in zip(library.roadmap.stages, states, strict=True)
        if not gate.unlocked
    )
