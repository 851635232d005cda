"""Brings the content that the program ships into a library, or up to date there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flashcards.formats.rows import DeckRows, MediaFiles, NoMedia, PromptFileRows, RoadmapRows
from flashcards.services.importing.deck import BUILT_IN, apply_decks
from flashcards.services.importing.notes import note_id_of
from flashcards.services.importing.plan import plan_deck
from flashcards.services.importing.prompts import apply_prompts, plan_prompts
from flashcards.services.importing.roadmap import apply_roadmap, link_deck_topics
from flashcards.services.importing.roadmap_plan import plan_roadmap
from flashcards.services.media.service import store_media, wanted_media
from flashcards.storage.unit_of_work import Operation


def import_built_in(
    operation: Operation,
    decks: Sequence[DeckRows],
    roadmaps: Sequence[RoadmapRows],
    media_folder: Path,
    *,
    media: MediaFiles | None = None,
    prompts: Sequence[PromptFileRows] = (),
) -> list[int]:
    """Bring the built-in decks, roadmaps and prompts in; the learner's edits stay.

    The ids of the prompts, for whoever hides those that are no longer built in.
    """
    _store_media(operation, decks, media_folder, media or NoMedia())
    ids = frozenset(
        note_id_of(rows.namespace or rows.roadmap or "", note)
        for rows in decks
        for topic in rows.topics
        for note in topic.notes
    )
    plans = [plan_deck(operation, rows, elsewhere=ids) for rows in decks]
    apply_decks(operation, plans, BUILT_IN)
    for plan in plans:
        link_deck_topics(operation, plan)
    for roadmap in roadmaps:
        active = operation.value("SELECT id FROM roadmap WHERE active = 1")
        made = apply_roadmap(operation, plan_roadmap(operation, roadmap), BUILT_IN)
        if active is not None and active != made:
            operation.update("roadmap", made, active=0)
            operation.update("roadmap", active, active=1)
    planned = [plan_prompts(operation, file, shipped=True) for file in prompts]
    for file in planned:
        apply_prompts(operation, file, BUILT_IN)
    return [prompt.id for file in planned for prompt in file.prompts]


def _store_media(
    operation: Operation, decks: Sequence[DeckRows], folder: Path, media: MediaFiles
) -> None:
    """The pictures of the decks of each namespace, which have the names that the decks use."""
    for namespace in dict.fromkeys(deck.namespace or deck.roadmap or "" for deck in decks):
        own = [deck for deck in decks if (deck.namespace or deck.roadmap or "") == namespace]
        wanted = wanted_media(own)
        if wanted:
            store_media(operation, folder, namespace, media, wanted, replaces=True)
