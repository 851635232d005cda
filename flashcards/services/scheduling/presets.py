"""Presets: study settings of their own for some stages and decks, made, changed and given out.

What a preset does not set is as in the library. Every change is one operation that undo takes back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.library import SettingLine
from flashcards.services.scheduling.following import followed
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.setting_kinds import Setting
from flashcards.settings import PRESET_KEYS, StudySettings, declared
from flashcards.storage.preset_rows import LIBRARY, with_own
from flashcards.storage.reading import Reader, Row
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.unit_of_work import Database, Operation

LONGEST_NAME = 60
PRESET_SETTINGS: tuple[Setting, ...] = tuple(map(declared, PRESET_KEYS))


@dataclass(frozen=True, slots=True)
class PresetLine:
    """A setting as a preset has it. ``own``: it is set here, and not as in the library."""

    line: SettingLine
    own: bool


@dataclass(frozen=True, slots=True)
class PresetView:
    """A preset. ``cards``: how many follow it. ``decks`` and ``stages``: the names of those that
    were given to it.
    """

    id: int
    name: str
    lines: tuple[PresetLine, ...]
    cards: int
    decks: tuple[str, ...]
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PresetPlace:
    """A deck or a stage of the active roadmap. ``preset``: the one given to it, LIBRARY: none."""

    id: int
    name: str
    preset: int


@dataclass(frozen=True, slots=True)
class PresetPlaces:
    """All that a preset can be given to."""

    decks: tuple[PresetPlace, ...]
    stages: tuple[PresetPlace, ...]


@dataclass(frozen=True, slots=True)
class PresetChange:
    """What was done to a preset, and which."""

    id: int
    changes: Changes


class PresetService:
    """Makes and changes presets."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def presets(self) -> tuple[PresetView, ...]:
        """All presets by name."""
        with self._database.read() as reader:
            settings = self._schedulers.settings(reader)
            cards, places = self._cards(reader), _places(reader)
            rows = reader.rows(
                "SELECT id, name, settings FROM preset WHERE deleted_by IS NULL "
                "ORDER BY name COLLATE NOCASE"
            )
            return tuple(_view(row, settings, cards, places) for row in rows)

    def places(self) -> PresetPlaces:
        """The decks, and the stages of the active roadmap, each with its preset."""
        with self._database.read() as reader:
            return _places(reader)

    def find(self, name: str) -> int:
        """The preset of that name. Raises NotFoundError, naming those that there are."""
        with self._database.read() as reader:
            rows = reader.rows(
                "SELECT id, name FROM preset WHERE deleted_by IS NULL ORDER BY name COLLATE NOCASE"
            )
        for identifier, known in rows:
            if known.casefold() == name.strip().casefold():
                return int(identifier)
        names = ", ".join(row[1] for row in rows) or _("none yet")
        raise NotFoundError(
            _("there is no preset {name!r}. There are: {names}.").format(name=name, names=names)
        )

    def preset(self, preset_id: int) -> PresetView:
        """A preset. Raises NotFoundError."""
        for view in self.presets():
            if view.id == preset_id:
                return view
        raise NotFoundError(_("that preset is not in the library any more."))

    def add(self, name: str, *, like: int = LIBRARY, origin: str = "") -> PresetChange:
        """Make a preset; ``like``: with what that one has of its own.

        Raises InvalidValueError for a name that is taken or empty, NotFoundError.
        """
        with self._database.write("preset", _("Add preset"), origin) as operation:
            text = "{}" if like == LIBRARY else _row(operation, like)[2]
            identifier = operation.ids.next_id()
            row = {"id": identifier, "name": _new_name(operation, name), "settings": text}
            operation.insert("preset", [row])
        return PresetChange(identifier, _changes(operation, origin))

    def duplicate(self, preset_id: int, origin: str = "") -> PresetChange:
        """Make a copy under a name of its own, which no deck or stage follows yet."""
        with self._database.read() as reader:
            name = _free_name(reader, _row(reader, preset_id)[1])
        return self.add(name, like=preset_id, origin=origin)

    def rename(self, preset_id: int, name: str, origin: str = "") -> Changes:
        """Give a preset another name. Raises what ``add`` raises."""
        with self._database.write("preset", _("Rename preset"), origin) as operation:
            _row(operation, preset_id)
            operation.update("preset", preset_id, name=_new_name(operation, name, preset_id))
        return _changes(operation, origin)

    def delete(self, preset_id: int, origin: str = "") -> Changes:
        """Take a preset away; what followed it follows the library. Raises NotFoundError."""
        with (
            self._database.write("preset", _("Delete preset"), origin) as operation,
            followed(operation, self._schedulers),
        ):
            _row(operation, preset_id)
            operation.update("preset", preset_id, deleted_by=operation.id)
        return _changes(operation, origin)

    def set(self, preset_id: int, key: str, text: str | None, origin: str = "") -> Changes:
        """Set one setting from what a person typed; None: as in the library again.

        Raises NotFoundError, and InvalidValueError for a value out of bounds or a setting that is
        of the whole library.
        """
        setting = preset_setting(key)
        value = None if text is None else setting.parse(text)
        with self._database.write("preset", _("Change preset"), origin) as operation:
            own = json.loads(_row(operation, preset_id)[2])
            own.pop(setting.key, None)
            if text is not None:
                own[setting.key] = value
            # what the scheduler itself refuses is refused here, before it is kept
            settings = self._schedulers.settings(operation)
            self._schedulers.scheduler_for(with_own(settings, own))
            with followed(operation, self._schedulers):
                operation.update("preset", preset_id, settings=_text(own))
        return _changes(operation, origin)

    def assign(
        self,
        preset_id: int,
        *,
        decks: Iterable[int] = (),
        stages: Iterable[int] = (),
        origin: str = "",
    ) -> Changes:
        """Have decks and stages follow a preset; LIBRARY: none. Raises NotFoundError."""
        with (
            self._database.write("preset", _("Give out preset"), origin) as operation,
            followed(operation, self._schedulers),
        ):
            if preset_id != LIBRARY:
                _row(operation, preset_id)
            value = None if preset_id == LIBRARY else preset_id
            for table, keys in (("deck", decks), ("stage", stages)):
                for key in keys:
                    _require(operation, table, key)
                    operation.update(table, key, preset_id=value)
        return _changes(operation, origin)

    def give(
        self, preset_id: int, decks: frozenset[int], stages: frozenset[int], origin: str = ""
    ) -> Changes:
        """Have just these decks, and stages of the active roadmap, follow a preset.

        What followed it and is not among them follows the library. Raises NotFoundError.
        """
        with (
            self._database.write("preset", _("Give out preset"), origin) as operation,
            followed(operation, self._schedulers),
        ):
            _row(operation, preset_id)
            places = _places(operation)
            for table, all_places, wanted in (
                ("deck", places.decks, decks),
                ("stage", places.stages, stages),
            ):
                for key in wanted:
                    _require(operation, table, key)
                    operation.update(table, key, preset_id=preset_id)
                for place in all_places:
                    if place.preset == preset_id and place.id not in wanted:
                        operation.update(table, place.id, preset_id=None)
        return _changes(operation, origin)

    def _cards(self, reader: Reader) -> Counter[int]:
        """How many living cards follow each preset."""
        assignments = self._schedulers.assignments(reader)
        found: Counter[int] = Counter()
        if not assignments.plain:
            for deck, topic, count in reader.rows(
                "SELECT deck_id, topic_id, count(*) FROM card INDEXED BY card_by_queue "
                "WHERE queue > -3 GROUP BY deck_id, topic_id"
            ):
                found[assignments.preset(deck, topic)] += count
        return found


def preset_setting(key: str) -> Setting:
    """A setting that a preset may have. Raises InvalidValueError for any other."""
    setting = declared(key)
    if setting.key not in PRESET_KEYS:
        names = ", ".join(PRESET_KEYS)
        raise InvalidValueError(
            _("{key} is of the whole library. A preset has: {names}.").format(
                key=setting.key, names=names
            )
        )
    return setting


def _view(
    row: Row, settings: StudySettings, cards: Mapping[int, int], places: PresetPlaces
) -> PresetView:
    identifier, name, text = row
    own = json.loads(text)
    values = with_own(settings, own)
    lines = tuple(
        PresetLine(
            SettingLine(setting, setting.show(getattr(values, setting.key))), setting.key in own
        )
        for setting in PRESET_SETTINGS
    )
    return PresetView(
        id=identifier,
        name=name,
        lines=lines,
        cards=cards.get(identifier, 0),
        decks=tuple(place.name for place in places.decks if place.preset == identifier),
        stages=tuple(place.name for place in places.stages if place.preset == identifier),
    )


def _places(reader: Reader) -> PresetPlaces:
    living = (
        "coalesce((SELECT id FROM preset p WHERE p.id = preset_id AND p.deleted_by IS NULL), 0)"
    )
    decks = reader.rows(
        f"SELECT id, name, {living} FROM deck WHERE deleted_by IS NULL "
        "ORDER BY stage IS NULL, stage, name COLLATE NOCASE"
    )
    stages = reader.rows(
        f"SELECT id, number || ' ' || title, {living} FROM stage "
        "WHERE roadmap_id = :roadmap AND deleted_by IS NULL ORDER BY position",
        roadmap=active_roadmap(reader).id,
    )
    return PresetPlaces(
        tuple(PresetPlace(*row) for row in decks), tuple(PresetPlace(*row) for row in stages)
    )


def _row(reader: Reader, preset_id: int) -> Row:
    row = reader.row(
        "SELECT id, name, settings FROM preset WHERE id = :id AND deleted_by IS NULL", id=preset_id
    )
    if row is None:
        raise NotFoundError(_("that preset is not in the library any more."))
    return row


def _require(reader: Reader, table: str, key: int) -> None:
    found = reader.value(f"SELECT 1 FROM {table} WHERE id = :id AND deleted_by IS NULL", id=key)
    if found is None:
        raise NotFoundError(
            _("that deck is not in the library any more.")
            if table == "deck"
            else _("that stage is not in the library any more.")
        )


def _new_name(reader: Reader, name: str, but: int = LIBRARY) -> str:
    """The name without spaces at its ends. Raises InvalidValueError where it cannot be taken."""
    name = " ".join(name.split())
    if not name:
        raise InvalidValueError(_("a preset needs a name."))
    if len(name) > LONGEST_NAME:
        raise InvalidValueError(
            _("a preset's name has at most {longest_name} characters.").format(
                longest_name=LONGEST_NAME
            )
        )
    if name.casefold() in _names(reader, but):
        raise InvalidValueError(_("there is a preset {name!r} already.").format(name=name))
    return name


def _free_name(reader: Reader, name: str) -> str:
    taken = _names(reader, LIBRARY)
    number = 2
    while f"{name[: LONGEST_NAME - 5]} {number}".casefold() in taken:
        number += 1
    return f"{name[: LONGEST_NAME - 5]} {number}"


def _names(reader: Reader, but: int) -> frozenset[str]:
    rows = reader.rows("SELECT name FROM preset WHERE deleted_by IS NULL AND id <> :but", but=but)
    return frozenset(row[0].casefold() for row in rows)


def _text(own: Mapping[str, object]) -> str:
    return json.dumps(own, ensure_ascii=False, sort_keys=True)


def _changes(operation: Operation, origin: str) -> Changes:
    return Changes(
        operation.kept_id, operation.label, settings=True, cards=True, decks=True, origin=origin
    )
