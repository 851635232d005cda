"""Presets in the database: study settings of their own for some decks and stages.

A preset keeps only what differs from the library's settings. A card follows the preset of its deck,
or of the nearest deck above it that has one; without one that of the stage that its topic is on;
without that the library's settings. A deck comes first because a card lies in one deck and may be
on several roads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.settings import PRESET_KEYS, StudySettings
from flashcards.storage.reading import Reader, id_list

LIBRARY = 0
"""Stands for the library's own settings where the id of a preset is asked for."""

_OF_TOPICS = """
SELECT l.topic_id, s.preset_id FROM stage s
JOIN preset p ON p.id = s.preset_id AND p.deleted_by IS NULL
JOIN roadmap r ON r.id = s.roadmap_id AND r.deleted_by IS NULL
JOIN topic_link l ON l.stage_id = s.id AND l.deleted_by IS NULL
WHERE s.deleted_by IS NULL ORDER BY r.id, s.position
"""


@dataclass(frozen=True, slots=True)
class Assignments:
    """Which settings each card follows.

    ``settings`` by preset, LIBRARY among them; ``decks`` and ``topics``: the preset of those that
    have one.
    """

    settings: Mapping[int, StudySettings]
    decks: Mapping[int, int]
    topics: Mapping[int, int]

    @property
    def plain(self) -> bool:
        """Whether every card follows the library's settings."""
        return not self.decks and not self.topics

    @property
    def presets(self) -> tuple[int, ...]:
        """The presets that some deck or stage follows, after LIBRARY."""
        return (LIBRARY, *sorted({*self.decks.values(), *self.topics.values()}))

    def preset(self, deck_id: int, topic_id: int | None) -> int:
        """The preset of a card, LIBRARY for one that has none."""
        found = self.decks.get(deck_id)
        if found is None and topic_id is not None:
            found = self.topics.get(topic_id)
        return LIBRARY if found is None else found

    def settings_of(self, deck_id: int, topic_id: int | None) -> StudySettings:
        """The settings that a card follows."""
        return self.settings[self.preset(deck_id, topic_id)]

    def condition(self, preset: int, table: str = "card") -> str:
        """That a card follows this preset, as the inside of a WHERE."""
        if self.plain:
            return "1" if preset == LIBRARY else "0"
        deck, topic = f"{table}.deck_id", f"{table}.topic_id"
        loose = f"{deck} NOT IN ({id_list(sorted(self.decks))})"
        if preset == LIBRARY:
            placed = id_list(sorted(self.topics))
            return f"({loose} AND ({topic} IS NULL OR {topic} NOT IN ({placed})))"
        decks, topics = _having(self.decks, preset), _having(self.topics, preset)
        return f"({deck} IN ({decks}) OR ({loose} AND {topic} IN ({topics})))"


def load_assignments(reader: Reader, settings: StudySettings) -> Assignments:
    """Which settings each card follows; ``settings``: those of the library."""
    # one look for the many libraries without presets, which a library of an older schema is too
    if reader.value("SELECT 1 FROM preset LIMIT 1") is None:
        return Assignments({LIBRARY: settings}, {}, {})
    rows = reader.rows("SELECT id, settings FROM preset WHERE deleted_by IS NULL")
    presets = {row[0]: with_own(settings, json.loads(row[1])) for row in rows}
    topics: dict[int, int] = {}
    for topic, preset in reader.rows(_OF_TOPICS):
        topics.setdefault(topic, preset)
    return Assignments({LIBRARY: settings, **presets}, _of_decks(reader, presets), topics)


def with_own(settings: StudySettings, own: Mapping[str, object]) -> StudySettings:
    """The library's settings with what a preset has of its own."""
    return settings.with_stored({key: own[key] for key in PRESET_KEYS if key in own})


def _of_decks(reader: Reader, presets: Iterable[int]) -> dict[int, int]:
    known = frozenset(presets)
    rows = reader.rows("SELECT id, name, preset_id FROM deck WHERE deleted_by IS NULL")
    own = {name.casefold(): preset for _, name, preset in rows if preset in known}
    if not own:
        return {}
    found = {}
    for deck, name, _ in rows:
        preset = next((own[above] for above in _and_above(name) if above in own), None)
        if preset is not None:
            found[deck] = preset
    return found


def _and_above(name: str) -> Sequence[str]:
    """The name of a deck and those of the decks that it is nested in, the nearest first."""
    parts = name.casefold().split("::")
    return ["::".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _having(presets: Mapping[int, int], wanted: int) -> str:
    return id_list(sorted(key for key, preset in presets.items() if preset == wanted))
