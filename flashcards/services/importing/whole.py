"""All that one file brings, planned together before anything is written, and then applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from flashcards.domain import ids
from flashcards.domain.matching import BankTopic, TopicMatch, match_topic
from flashcards.domain.note import NoteFields, card_keys
from flashcards.formats.rows import (
    DeckRows,
    FormatWarning,
    ImportRows,
    MediaFiles,
    NoMedia,
    NoteRow,
    TopicRow,
)
from flashcards.services.importing.deck import apply_decks
from flashcards.services.importing.history import (
    BroughtCard,
    HistoryPlan,
    apply_history,
    plan_history,
)
from flashcards.services.importing.logs import split_log
from flashcards.services.importing.notes import NoteAction
from flashcards.services.importing.options import ImportOptions
from flashcards.services.importing.plan import DeckPlan, namespace_of, plan_deck
from flashcards.services.importing.prompts import PromptFilePlan, apply_prompts, plan_prompts
from flashcards.services.importing.returning import returned_deck
from flashcards.services.importing.roadmap import apply_roadmap, link_deck_topics
from flashcards.services.importing.roadmap_edits import apply_edits
from flashcards.services.importing.roadmap_plan import RoadmapPlan, card_bank, plan_roadmap
from flashcards.services.importing.texts import cleaned_deck
from flashcards.services.jobs import Progress, no_progress, stepping
from flashcards.services.media.service import (
    may_name_media,
    plan_media,
    renamed_rows,
    store_media,
    wanted_media,
)
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.import_sql import cards_among
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

FROM_FILE = "file"


@dataclass(frozen=True, slots=True)
class TopicMatches:
    """How many topics of a table the card bank has, and the stage that has most of them."""

    matched: int = 0
    topics: int = 0
    stage: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that importing one file would do.

    ``media_added``: how many files it brings. ``readable``: see ``ImportRows``.
    """

    format: str
    decks: tuple[DeckPlan, ...]
    roadmaps: tuple[RoadmapPlan, ...]
    history: HistoryPlan
    topics: TopicMatches
    media_added: int
    warnings: tuple[FormatWarning, ...]
    prompts: tuple[PromptFilePlan, ...] = ()
    readable: int | None = None


class _Brought(Protocol):
    """What bringing media in did or would do."""

    @property
    def renames(self) -> Mapping[str, str]: ...
    @property
    def added(self) -> int: ...
    @property
    def warnings(self) -> tuple[FormatWarning, ...]: ...


class MediaPlanner:
    """Looks at the media of a file without writing any."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def bring(
        self, namespace: str, media: MediaFiles, wanted: frozenset[str], *, replaces: bool
    ) -> _Brought:
        """What storing them would do."""
        return plan_media(self._reader, namespace, media, wanted, replaces=replaces)


class MediaWriter(MediaPlanner):
    """Stores the media of a file in the library's folder."""

    def __init__(self, operation: Operation, folder: Path, progress: Progress) -> None:
        super().__init__(operation)
        self._operation = operation
        self._folder = folder
        self._progress = progress

    def bring(
        self, namespace: str, media: MediaFiles, wanted: frozenset[str], *, replaces: bool
    ) -> _Brought:
        """Store them."""
        return store_media(
            self._operation,
            self._folder,
            namespace,
            media,
            wanted,
            replaces=replaces,
            progress=self._progress,
        )


def plan_import(
    reader: Reader,
    rows: ImportRows,
    options: ImportOptions,
    media: MediaPlanner,
    progress: Progress = no_progress,
) -> ImportPlan:
    """Compare all that a file brings with the library; only ``media`` may write.

    Raises Cancelled.
    """
    logged: list[BroughtCard] = []
    decks = list(rows.decks)
    for log in rows.logs:
        known, drafts = split_log(reader, log)
        logged += known
        decks += drafts
    decks = [returned_deck(reader, cleaned_deck(deck)) for deck in decks]
    namespaces = _namespaces(reader, decks)
    decks, media_added, media_warnings = _with_media(decks, namespaces, rows.media, media)
    topics = _Topics(reader, decks)
    plans: list[DeckPlan] = []
    taken: set[int] = set()
    for deck, namespace in zip(decks, namespaces, strict=True):
        plan = plan_deck(
            reader,
            deck,
            options,
            name=_deck_name(deck, decks, options.deck),
            namespace=namespace,
            topic_ids=topics.of(deck),
            taken=taken,
            progress=progress,
        )
        plans.append(plan)
        if len(decks) > 1:
            taken.update(plan.notes.notes.ids)
    progress.step(0, 0)
    history = plan_history(reader, [*_brought_cards(reader, plans, progress), *logged], progress)
    return ImportPlan(
        format=rows.format,
        decks=tuple(plans),
        roadmaps=tuple(
            plan_roadmap(reader, apply_edits(roadmap, options.edits)) for roadmap in rows.roadmaps
        ),
        history=history,
        topics=topics.matches(),
        media_added=media_added,
        warnings=(
            *rows.warnings,
            *media_warnings,
            *history.warnings,
            *(warning for log in rows.logs for warning in log.warnings),
        ),
        prompts=tuple(plan_prompts(reader, file, options.deck) for file in rows.prompts),
        readable=rows.readable,
    )


def apply_import(
    operation: Operation, plan: ImportPlan, schedulers: SchedulerSource, progress: Progress
) -> int:
    """Write what was planned; how many cards are new."""
    cards_added = apply_decks(operation, plan.decks, FROM_FILE, progress)
    for deck in plan.decks:
        link_deck_topics(operation, deck)
    apply_history(operation, schedulers, plan.history, progress)
    for roadmap in plan.roadmaps:
        apply_roadmap(operation, roadmap, FROM_FILE)
    for prompts in plan.prompts:
        apply_prompts(operation, prompts, FROM_FILE)
    return cards_added


def _deck_name(deck: DeckRows, decks: Sequence[DeckRows], name: str | None) -> str | None:
    """Where a deck goes if somebody named one: of several they go below it."""
    if name is None or len(decks) == 1:
        return name
    return f"{name}::{deck.title}"


def _namespaces(reader: Reader, decks: Iterable[DeckRows]) -> list[str]:
    """The namespace of each deck; those of one title share it."""
    by_title: dict[str, str] = {}
    return [
        deck.namespace
        or deck.roadmap
        or by_title.setdefault(deck.title.casefold(), namespace_of(reader, deck))
        for deck in decks
    ]


def _with_media(
    decks: Sequence[DeckRows], namespaces: Sequence[str], files: MediaFiles, media: MediaPlanner
) -> tuple[list[DeckRows], int, list[FormatWarning]]:
    """The decks with their media brought, how many files are new, and what was wrong."""
    done = list(decks)
    added, warnings = 0, list[FormatWarning]()
    for namespace in dict.fromkeys(namespaces):
        places = [at for at, other in enumerate(namespaces) if other == namespace]
        wanted = wanted_media([_with_marks(decks[at]) for at in places])
        if all(_is_packaged(decks[at]) for at in places):
            wanted &= set(files.names())  # it has told already of what it lacks
        if not wanted or isinstance(files, NoMedia):
            continue
        replaces = all(decks[at].complete for at in places)
        brought = media.bring(namespace, files, wanted, replaces=replaces)
        added += brought.added
        warnings += brought.warnings
        for at in places:
            done[at] = renamed_rows(decks[at], brought.renames)
    return done, added, list(dict.fromkeys(warnings))


def _is_packaged(deck: DeckRows) -> bool:
    """Whether a deck came in a package of another program, with its media."""
    return not deck.complete and deck.namespace is not None


def _with_marks(deck: DeckRows) -> DeckRows:
    """The deck with those notes alone that may name media; most notes of most files don't."""
    topics = (
        replace(topic, notes=tuple(filter(may_name_media, topic.notes))) for topic in deck.topics
    )
    return replace(deck, topics=tuple(topics))


class _Topics:
    """Finds the topics of the card bank that tables name in a column."""

    def __init__(self, reader: Reader, decks: Sequence[DeckRows]) -> None:
        self._titles: set[str] = set()
        self._found: dict[str, TopicMatch] = {}
        named = [deck for deck in decks if _names_topics(deck)]
        bank = card_bank(reader) if named else []
        for deck in named:
            for topic in deck.topics:
                self._look_for(topic, bank)

    def _look_for(self, topic: TopicRow, bank: Sequence[BankTopic]) -> None:
        if not topic.title or topic.title in self._titles:
            return
        self._titles.add(topic.title)
        match = match_topic(topic.title, "", bank)
        if match is not None and match.how != "likeness":
            self._found[topic.title] = match

    def of(self, deck: DeckRows) -> Mapping[str, int]:
        """The topics of the bank by the titles in a deck."""
        if not _names_topics(deck):
            return {}
        return {title: match.topic.id for title, match in self._found.items()}

    def matches(self) -> TopicMatches:
        """How many were found, and the stage that has most of them."""
        stages = Counter(match.topic.stage_titles[0] for match in self._found.values())
        stage = stages.most_common(1)[0][0] if stages else ""
        return TopicMatches(len(self._found), len(self._titles), stage)


def _names_topics(deck: DeckRows) -> bool:
    """Whether a deck has topics and no ids for them, as a column of a table gives them."""
    return not deck.complete and deck.namespace is None


def _brought_cards(
    reader: Reader, plans: Iterable[DeckPlan], progress: Progress
) -> list[BroughtCard]:
    """The cards of which a file knows more than the texts."""
    new: list[BroughtCard] = []
    present: list[BroughtCard] = []
    for plan in plans:
        notes = plan.notes.notes
        for place in stepping(plan.notes.new_places(), progress, len(notes.ids)):
            row = notes.rows[place]
            new += _cards_of(notes.ids[place], row, row.fields)
        for place in stepping(plan.notes.same_places(), progress, len(notes.ids)):
            row = notes.rows[place]
            present += _cards_of(notes.ids[place], row, row.fields)
        for note in plan.notes.settled.values():
            if note.action is not NoteAction.SKIP and not note.duplicate:
                present += _cards_of(note.id, note.row, note.fields)
    there = cards_among(reader, [card.id for card in present])
    return new + [replace(card, is_new=card.id not in there) for card in present]


def _cards_of(note_id: int, row: NoteRow, fields: NoteFields) -> list[BroughtCard]:
    """The cards of a note that a file knows of; one that the texts do not ask for is none."""
    if not row.cards:
        return []
    keys = card_keys(row.kind, fields, row.note_type)
    return [
        BroughtCard(ids.card_id(note_id, card.key), card, is_new=True, scheduled=not row.draft)
        for card in row.cards
        if card.key in keys
    ]
