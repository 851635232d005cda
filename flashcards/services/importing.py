"""The one import pipeline: bytes to rows, a preview, one transaction, changes, undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashcards.domain.matching import title_index
from flashcards.errors import FormatError, NotFoundError
from flashcards.formats import markdown, roadmap_text
from flashcards.formats.rows import DeckRows, FormatWarning, RoadmapRows
from flashcards.formats.text import MAX_BYTES, decode
from flashcards.services.changes import Changes
from flashcards.services.import_deck import BUILT_IN, DeckImport, apply_deck
from flashcards.services.import_match import note_id_of
from flashcards.services.import_plan import DeckPlan, NoteAction, plan_deck
from flashcards.services.import_roadmap import apply_roadmap, link_deck_topics
from flashcards.services.roadmap_plan import RoadmapPlan, card_bank, plan_roadmap
from flashcards.storage.queue_sql import topic_counts
from flashcards.storage.reading import Reader
from flashcards.storage.setting_rows import load_settings
from flashcards.storage.unit_of_work import Database, Operation

DECK_FORMAT, ROADMAP_FORMAT = "markdown", "roadmap"


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
    """What importing one file did, or would do."""

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


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: a deck or a roadmap."""

    name: str
    rows: DeckRows | RoadmapRows


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would change; nothing has been written."""

    source: SourceFile
    plan: DeckPlan | RoadmapPlan
    report: ImportReport


class ImportService:
    """Brings decks and roadmaps in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, path: Path) -> SourceFile:
        """Read a file as what it is. Raises NotFoundError or FormatError; writes nothing."""
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)  # a larger file is refused, not read
        except FileNotFoundError as error:
            raise NotFoundError(f"there is no file {path}.") from error
        except OSError as error:
            raise FormatError(f"can't be read: {error.strerror}.", file=str(path)) from error
        return self.read_bytes(data, path.name)

    def read_bytes(self, data: bytes, name: str) -> SourceFile:
        """The same for bytes that are here already; ``name`` is for messages."""
        text, warnings = decode(data, name)
        rows: DeckRows | RoadmapRows
        if markdown.looks_like_deck(text):
            rows = markdown.parse_deck(text, name)
        else:
            with self._database.read() as reader:
                known = title_index(card_bank(reader))
            rows = roadmap_text.parse_roadmap(text, name, known)
        return SourceFile(name, replace(rows, warnings=(*warnings, *rows.warnings)))

    def preview(self, source: SourceFile, deck: str | None = None) -> Preview:
        """What importing would change."""
        with self._database.read() as reader:
            if isinstance(source.rows, RoadmapRows):
                roadmap = plan_roadmap(reader, source.rows)
                return Preview(source, roadmap, _roadmap_report(reader, source.name, roadmap))
            plan = plan_deck(reader, source.rows, name=deck)
            return Preview(source, plan, _deck_report(source.name, plan))

    def run(self, source: SourceFile, deck: str | None = None, origin: str = "") -> ImportReport:
        """Import a file in one transaction, as one operation that undo takes back whole."""
        label = f"Import {source.name}"
        with self._database.write("import", label, origin) as operation:
            if isinstance(source.rows, RoadmapRows):
                roadmap = plan_roadmap(operation, source.rows)
                report = _roadmap_report(operation, source.name, roadmap)
                apply_roadmap(operation, roadmap, "file")
            else:
                plan = plan_deck(operation, source.rows, name=deck)
                done = apply_deck(operation, plan, "file")
                link_deck_topics(operation, plan)
                report = replace(_deck_report(source.name, plan), cards_added=done.cards_added)
            changed = bool(operation.touched)
        changes = Changes.everything(operation.id, label, origin) if changed else Changes()
        return replace(report, changes=changes)


def import_built_in(
    operation: Operation, decks: Sequence[DeckRows], roadmaps: Sequence[RoadmapRows]
) -> list[DeckImport]:
    """Bring the built-in decks and roadmaps in, or up to date; the learner's edits stay."""
    ids = frozenset(
        note_id_of(rows.namespace or rows.roadmap or "", note)
        for rows in decks
        for topic in rows.topics
        for note in topic.notes
    )
    done = []
    for rows in decks:
        plan = plan_deck(operation, rows, elsewhere=ids)
        done.append(apply_deck(operation, plan, BUILT_IN))
        link_deck_topics(operation, plan)
    for roadmap in roadmaps:
        active = operation.value("SELECT id FROM roadmap WHERE active = 1")
        made = apply_roadmap(operation, plan_roadmap(operation, roadmap), BUILT_IN)
        if active is not None and active != made:
            operation.update("roadmap", made, active=0)
            operation.update("roadmap", active, active=1)
    return done


def _deck_report(name: str, plan: DeckPlan) -> ImportReport:
    actions = [note.action for note in plan.notes]
    return ImportReport(
        file=name,
        format=DECK_FORMAT,
        changes=Changes(),
        decks=(plan.name,),
        notes_added=sum(a in (NoteAction.ADD, NoteAction.REVIVE) for a in actions),
        notes_updated=actions.count(NoteAction.UPDATE),
        notes_unchanged=sum(a in (NoteAction.KEEP, NoteAction.MOVE) for a in actions),
        notes_skipped=plan.skipped,
        cards_added=plan.new_cards,
        warnings=plan.warnings,
    )


def _roadmap_report(reader: Reader, name: str, plan: RoadmapPlan) -> ImportReport:
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
    drafts = [stage.drafts for stage in plan.stages if stage.drafts is not None]
    actions = [note.action for deck in drafts for note in plan_deck(reader, deck).notes]
    added = sum(action in (NoteAction.ADD, NoteAction.REVIVE) for action in actions)
    return ImportReport(
        file=name,
        format=ROADMAP_FORMAT,
        changes=Changes(),
        decks=tuple(deck.title for deck in drafts),
        notes_added=added,
        notes_unchanged=len(actions) - added,
        cards_added=added,
        warnings=plan.warnings,
        roadmap=ImportedRoadmap(
            title=rows.title,
            stages=tuple(stages),
            choices=rows.choices,
            order=rows.order,
            tips=rows.tips,
            adopted=plan.adopts is not None,
        ),
    )
