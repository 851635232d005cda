"""The library as a whole: its decks, its settings, the content that it is born with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flashcards.errors import FormatError
from flashcards.formats.rows import DeckRows, PromptFileRows, RoadmapRows
from flashcards.formats.text import decode
from flashcards.language import _, within
from flashcards.services.changes import Changes
from flashcards.services.editing.note_types import add_note_types
from flashcards.services.scheduling.rebuild import follow_settings, meta, set_meta
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.today import today_view
from flashcards.services.studying.today_view import Today
from flashcards.setting_kinds import Setting
from flashcards.settings import SETTINGS, StudySettings, declared
from flashcards.storage.queue_sql import DeckCounts, Scope, deck_counts
from flashcards.storage.setting_rows import save_setting
from flashcards.storage.unit_of_work import Database

BUILT_IN_KEY = "built-in-content"
"""Under which ``meta`` keeps what the built-in decks and their media were when they came in."""

INTERVIEW = "interview"
"""The folder of a roadmap's prompts."""


@dataclass(frozen=True, slots=True)
class DeckLine:
    """A deck with its counts."""

    name: str
    counts: DeckCounts


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting with its present value, as a person writes it."""

    setting: Setting
    value: str


class LibraryService:
    """Looks at the library and sets it up."""

    def __init__(self, database: Database, schedulers: SchedulerSource, media_folder: Path) -> None:
        self._database = database
        self._schedulers = schedulers
        self._media_folder = media_folder

    def bring_built_in(self, folder: Path) -> bool:
        """Bring the built-in decks, roadmap and prompts in, if they changed since the last time.

        ``folder`` holds a folder a roadmap, each with ``roadmap.md``, decks, their ``media`` and
        the prompts of ``interview``.
        Whether anything was brought. Not undoable: a library without its content would be of no
        use.
        """
        texts = sorted((*folder.glob("*/*.md"), *folder.glob("*/interview/*.md")))
        contents = {path: path.read_bytes() for path in texts}
        pictures = sorted(folder.glob("*/media/*"))
        fingerprint = _fingerprint((*contents.values(), *(p.read_bytes() for p in pictures)))
        with self._database.read() as reader:
            if meta(reader, BUILT_IN_KEY) == fingerprint:
                return False
        from flashcards.services.importing.built_in import import_built_in
        from flashcards.services.importing.deck import BUILT_IN
        from flashcards.services.importing.prompts import hide_removed
        from flashcards.services.media.service import built_in_media

        roads = sorted({path.parent for path in contents if path.parent.name != INTERVIEW})
        parsed = [_parse_built_in(road, contents) for road in roads]
        with self._database.write("setup", _("Built-in decks")) as operation:
            if operation.value("SELECT 1 FROM note_type") is None:
                add_note_types(operation)
            prompts: list[int] = []
            for content in parsed:
                prompts += import_built_in(
                    operation,
                    content.decks,
                    content.roadmaps,
                    self._media_folder,
                    media=built_in_media(content.folder),
                    prompts=content.prompts,
                )
            hide_removed(operation, prompts, BUILT_IN)
            set_meta(operation, BUILT_IN_KEY, fingerprint)
        return True

    def today(self) -> Today:
        """The Today screen for now."""
        with self._database.read() as reader:
            settings = self._schedulers.settings(reader)
            calendar = self._schedulers.calendar(reader)
            return today_view(reader, settings, calendar, self._database.clock.now_ms())

    def decks(self) -> list[DeckLine]:
        """All decks by name, with what waits in each."""
        with self._database.read() as reader:
            settings = self._schedulers.settings(reader)
            today = self._schedulers.calendar(reader).day(self._database.clock.now_ms())
            counts = deck_counts(reader, Scope(today, settings.track))
            rows = reader.rows(
                "SELECT id, name FROM deck WHERE deleted_by IS NULL "
                "ORDER BY stage IS NULL, stage, name COLLATE NOCASE"
            )
        return [DeckLine(name, counts.get(deck, DeckCounts())) for deck, name in rows]

    def settings(self) -> list[SettingLine]:
        """All settings with their values."""
        with self._database.read() as reader:
            values = self._schedulers.settings(reader)
        return [SettingLine(setting, _shown(setting, values)) for setting in SETTINGS]

    def setting(self, key: str) -> SettingLine:
        """One setting. Raises InvalidValueError for one that is not declared."""
        setting = declared(key)
        with self._database.read() as reader:
            return SettingLine(setting, _shown(setting, self._schedulers.settings(reader)))

    def set(self, key: str, text: str, origin: str = "") -> Changes:
        """Set a setting from what a person typed. Raises InvalidValueError."""
        setting = declared(key)
        value = setting.parse(text)
        label = _("Set {setting}").format(setting=within(setting.title))
        with self._database.write("setting", label, origin) as operation:
            save_setting(operation, setting.key, value)
            # what the scheduler itself refuses is refused here, before it is kept
            self._schedulers.scheduler(operation)
            if operation.touched:
                follow_settings(operation, self._schedulers, {setting.key})
        return Changes(operation.kept_id, label, settings=True, cards=True, origin=origin)


def _shown(setting: Setting, values: StudySettings) -> str:
    return setting.show(getattr(values, setting.key))


def _fingerprint(contents: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for data in contents:
        digest.update(hashlib.blake2b(data, digest_size=16).digest())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Content:
    """The built-in content of one roadmap."""

    folder: Path
    decks: tuple[DeckRows, ...]
    roadmaps: tuple[RoadmapRows, ...]
    prompts: tuple[PromptFileRows, ...]


def _parse_built_in(folder: Path, contents: Mapping[Path, bytes]) -> _Content:
    from flashcards.formats import markdown, roadmap_text

    decks, roadmaps, prompts = [], [], []
    for path, data in contents.items():
        if folder not in (path.parent, path.parent.parent):
            continue
        text, _encoding = decode(data, path.name)
        if path.parent != folder:
            prompts.append(markdown.parse_prompts(text, path.name))
        elif path.name == "roadmap.md":
            roadmaps.append(roadmap_text.parse_roadmap(text, path.name))
        else:
            decks.append(markdown.parse_deck(text, path.name))
    if not roadmaps:
        raise FormatError(_("the built-in roadmap is missing; install Flashcards again."))
    return _Content(folder, tuple(decks), tuple(roadmaps), tuple(prompts))
