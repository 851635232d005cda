"""What importing a file did, or would do, in numbers and names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flashcards.formats.rows import FormatWarning
from flashcards.services.changes import Changes
from flashcards.services.importing.notes import NoteAction
from flashcards.services.importing.plan import plan_deck
from flashcards.services.importing.prompts import PromptAction
from flashcards.services.importing.roadmap_plan import RoadmapPlan
from flashcards.services.importing.whole import ImportPlan
from flashcards.services.jobs import Progress, no_progress
from flashcards.storage.queue_sql import topic_counts
from flashcards.storage.reading import Reader
from flashcards.storage.setting_rows import load_settings


@dataclass(frozen=True, slots=True)
class ImportedStage:
    """A stage of an imported roadmap; ``cards`` that it brings the learner."""

    number: int
    title: str
    goal: str
    note: str
    optional: bool
    topics: tuple[str, ...]
    cards: int


@dataclass(frozen=True, slots=True)
class ImportedRoadmap:
    """An imported roadmap; ``adopted``: it is the one that the library has already."""

    title: str
    stages: tuple[ImportedStage, ...]
    choices: tuple[str, ...]
    order: tuple[str, ...]
    tips: tuple[str, ...]
    adopted: bool


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What importing one file did, or would do.

    ``readable``: how many notes could be read of a damaged file, None for a whole one.
    """

    file: str
    format: str
    changes: Changes
    decks: tuple[str, ...] = ()
    notes_added: int = 0
    notes_updated: int = 0
    notes_unchanged: int = 0
    notes_skipped: int = 0
    cards_added: int = 0
    reviews_added: int = 0
    media_added: int = 0
    warnings: tuple[FormatWarning, ...] = ()
    roadmap: ImportedRoadmap | None = None
    prompts_added: int = 0
    prompts_updated: int = 0
    prompts_unchanged: int = 0
    prompts_skipped: int = 0
    readable: int | None = None


def report_of(
    reader: Reader, file: str, plan: ImportPlan, progress: Progress = no_progress
) -> ImportReport:
    """What a plan would do, told before it is applied. Raises Cancelled."""
    drafts = [
        plan_deck(reader, stage.drafts, progress=progress)
        for roadmap in plan.roadmaps
        for stage in roadmap.stages
        if stage.drafts is not None
    ]
    decks = [*plan.decks, *drafts]
    counts: Counter[NoteAction] = Counter()
    for deck in decks:
        progress.step(0, 0)
        counts += deck.notes.counts()
    roadmaps = [_imported_roadmap(reader, roadmap) for roadmap in plan.roadmaps]
    prompts: Counter[PromptAction] = Counter()
    for prompted in plan.prompts:
        prompts += Counter(prompted.counts())
    return ImportReport(
        file=file,
        format=plan.format,
        changes=Changes(),
        decks=tuple(
            dict.fromkeys([deck.name for deck in decks] + [file.name for file in plan.prompts])
        ),
        notes_added=counts[NoteAction.ADD] + counts[NoteAction.REVIVE],
        notes_updated=counts[NoteAction.UPDATE],
        notes_unchanged=counts[NoteAction.KEEP] + counts[NoteAction.MOVE],
        notes_skipped=counts[NoteAction.SKIP] + sum(deck.skipped for deck in decks),
        cards_added=sum(deck.new_cards for deck in decks),
        reviews_added=plan.history.reviews,
        media_added=plan.media_added,
        warnings=(
            *plan.warnings,
            *(warning for deck in plan.decks for warning in deck.warnings),
            *(warning for roadmap in plan.roadmaps for warning in roadmap.warnings),
            *(warning for file in plan.prompts for warning in file.warnings),
        ),
        roadmap=roadmaps[0] if roadmaps else None,
        prompts_added=prompts[PromptAction.ADD],
        prompts_updated=prompts[PromptAction.UPDATE],
        prompts_unchanged=prompts[PromptAction.KEEP],
        prompts_skipped=sum(file.rows.skipped for file in plan.prompts),
        readable=plan.readable,
    )


def _imported_roadmap(reader: Reader, plan: RoadmapPlan) -> ImportedRoadmap:
    rows = plan.rows
    tracks = load_settings(reader).track
    stages = []
    for stage in plan.stages:
        counts = topic_counts(reader, tracks, stage.topic_ids, 0)
        stages.append(
            ImportedStage(
                number=stage.row.number,
                title=stage.row.title,
                goal=stage.row.goal,
                note=stage.row.note,
                optional=stage.row.optional,
                topics=tuple(topic.row.title for topic in stage.topics),
                cards=sum(count.cards for count in counts.values()),
            )
        )
    return ImportedRoadmap(
        title=rows.title,
        stages=tuple(stages),
        choices=rows.choices,
        order=rows.order,
        tips=rows.tips,
        adopted=plan.adopts is not None,
    )
