"""A deck of the library as deck files: one a namespace, their media beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashcards.domain.note import NoteKind
from flashcards.errors import FormatError
from flashcards.formats.markdown import parse_deck, write_deck
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow
from flashcards.language import _
from flashcards.services.exporting.notes import PERSONAL_TAGS, made_plain, plain_faces
from flashcards.services.exporting.prompts import beside, prompt_files, write_prompt_files
from flashcards.services.media.names import exported_names
from flashcards.services.media.service import listed, renamed_rows, wanted_media
from flashcards.storage import export_sql
from flashcards.storage.export_sql import ExportedDeck, ExportedTopic
from flashcards.storage.files import replacing
from flashcards.storage.media import files_of
from flashcards.storage.media_files import copy_media, file_hash
from flashcards.storage.note_rows import StoredNote, notes_of_deck
from flashcards.storage.reading import Reader

_NO_TOPIC = TopicRow("")
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class DeckExport:
    """What was written: ``files``, the one that was named first, and how much is in them.

    ``warnings``: what could not be written as it is, in sentences. ``prompt_files``: those of the
    deck's interview prompts, not among ``files``.
    """

    files: tuple[Path, ...]
    notes: int
    media: int
    warnings: tuple[str, ...]
    prompts: int = 0
    prompt_files: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Media:
    """Which file goes where beside the deck; ``folder`` is the deck's, ``source`` the library's."""

    folder: Path
    source: Path
    places: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def renames(self, reader: Reader, namespace: str, rows: DeckRows) -> Mapping[str, str]:
        """How the texts of a deck have to call the files that are written for it."""
        wanted = wanted_media((rows,))
        files = files_of(reader, namespace, wanted)
        self.missing += sorted(wanted - files.keys())
        places = {name: self._place(name, file) for name, file in sorted(files.items())}
        return {name: place for name, place in places.items() if place != name}

    def _place(self, name: str, file: str) -> str:
        usual, other = exported_names(name, file)
        place = usual if self._is_free(usual, file) else other
        self.places[place] = file
        self.taken[place.casefold()] = file
        return place

    def _is_free(self, place: str, file: str) -> bool:
        """Whether a path has this file already or none: nothing of somebody else is replaced."""
        taken = self.taken.get(place.casefold(), file)
        present = file_hash(self.folder / place)
        return taken == file and present in (None, file.partition(".")[0])


def export_deck(reader: Reader, source: Path, deck: ExportedDeck, path: Path) -> DeckExport:
    """Write a deck to ``path`` and its media into the folder ``media`` beside it.

    Notes of other namespaces than the deck's go to a file each, named after the namespace: the
    names in a file belong to one. Its interview prompts go to a file beside it, or to ``path``
    where there are no notes. ``source`` is the library's media folder. What is read from the files
    again is what the library has. Raises LibraryWriteError where a file can't be written.
    """
    parts = deck_parts(reader, deck)
    prompts = prompt_files(reader, deck)
    count = sum(len(file.prompts) for file in prompts)
    if prompts and not any(topic.notes for part in parts for topic in part.topics):
        return DeckExport((), 0, 0, (), count, write_prompt_files(prompts, path))
    media = _Media(path.parent, source)
    written = []
    for place, rows in enumerate(parts):
        namespace = rows.namespace or rows.roadmap or ""
        target = path if place == 0 else _beside(path, rows)
        written.append((target, renamed_rows(rows, media.renames(reader, namespace, rows))))
    with replacing(path) as partial:
        gone = copy_media(source, path.parent, media.places) if media.places else []
        for target, rows in written[1:]:
            with replacing(target) as other:
                other.write_text(write_deck(rows), encoding="utf-8", newline="\n")
        partial.write_text(write_deck(written[0][1]), encoding="utf-8", newline="\n")
    asked = write_prompt_files(prompts, beside(path, prompts[0])) if prompts else ()
    return DeckExport(
        files=tuple(target for target, _ in written),
        notes=sum(len(topic.notes) for _, rows in written for topic in rows.topics),
        media=len(media.places) - len(gone),
        warnings=tuple(_warnings(reader, deck, [*media.missing, *gone])),
        prompts=count,
        prompt_files=asked,
    )


def deck_parts(reader: Reader, deck: ExportedDeck) -> list[DeckRows]:
    """The rows from which an import makes this very deck again, by namespace, its own first.

    Tags and tracks that a note has from its topic are left to the topic, and a namespace that is
    the roadmap's is left to the roadmap. A note of a foreign note type becomes a basic note a card.
    """
    topics = export_sql.topics_of_deck(reader, deck.id)
    by_namespace: dict[str, list[StoredNote]] = {deck.namespace: []}
    for note in notes_of_deck(reader, deck.id):
        by_namespace.setdefault(note.namespace, []).append(note)
    parts = [
        DeckRows(
            title=deck.name,
            namespace=None if is_own and namespace == deck.roadmap else namespace,
            roadmap=deck.roadmap if is_own else None,
            stage=deck.stage if is_own else None,
            license=deck.license if is_own else None,
            front_matter=_pairs(deck.front_matter) if is_own else (),
            topics=_topic_rows(namespace, topics, notes, deck.name),
        )
        for namespace, notes in by_namespace.items()
        for is_own in (namespace == deck.namespace,)
    ]
    return [part for part in parts if part.topics] or parts[:1]


def _topic_rows(
    namespace: str, topics: Sequence[ExportedTopic], notes: Sequence[StoredNote], deck: str
) -> tuple[TopicRow, ...]:
    """The topics of a namespace in their order, with its notes; without a topic come first."""
    rows = {topic.id: _topic_row(topic) for topic in topics}
    by_topic: dict[int | None, list[NoteRow]] = {}
    for note in notes:
        topic_id = note.topic_id if note.topic_id in rows else None
        topic = rows[topic_id] if topic_id is not None else _NO_TOPIC
        by_topic.setdefault(topic_id, []).extend(_note_rows(note, topic, deck))
    found = [
        replace(rows[topic.id], notes=tuple(by_topic.get(topic.id, ())))
        for topic in topics
        if topic.namespace == namespace or topic.id in by_topic
    ]
    if None in by_topic:
        found.insert(0, replace(_NO_TOPIC, notes=tuple(by_topic[None])))
    return tuple(found)


def _topic_row(topic: ExportedTopic) -> TopicRow:
    return TopicRow(
        title=topic.title,
        source_id=topic.source_id,
        aliases=tuple(json.loads(topic.aliases)),
        source=topic.source,
        tags=tuple(json.loads(topic.tags)),
        track=topic.track,
        importance=topic.importance,
        attributes=_pairs(topic.attributes),
    )


def _note_rows(note: StoredNote, topic: TopicRow, deck: str) -> Iterator[NoteRow]:
    inherited = {*topic.tags, *PERSONAL_TAGS}
    row = NoteRow(
        fields=note.fields,
        kind=note.kind,
        source_id=note.source_id,
        tags=tuple(tag for tag in note.tags if tag not in inherited),
        importance=note.importance,
        track=None if note.track == topic.track else note.track,
        run=note.run,
        draft=note.draft,
        attributes=note.attributes,
    )
    if note.kind is not NoteKind.CUSTOM:
        yield row
        return
    for key, fields in plain_faces(note, deck):
        source_id = None if note.source_id is None else f"{note.source_id}-{key}"
        yield replace(row, fields=fields, kind=NoteKind.BASIC, source_id=source_id)


def _beside(path: Path, rows: DeckRows) -> Path:
    """Where the notes of another namespace go: to what an earlier export wrote, or a new file."""
    name = _NOT_IN_A_NAME.sub("-", rows.namespace or "").strip("-.") or "notes"
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        target = path.with_name(f"{path.stem}-{name}{suffix}{path.suffix}")
        if not target.exists() or _is_export_of(target, rows):
            return target
        number += 1


def _is_export_of(path: Path, rows: DeckRows) -> bool:
    """Whether a file has this very deck and namespace already."""
    try:
        present = parse_deck(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError, FormatError):
        return False
    return (present.title, present.namespace) == (rows.title, rows.namespace)


def _warnings(reader: Reader, deck: ExportedDeck, missing: Sequence[str]) -> Iterator[str]:
    custom = sum(note.kind is NoteKind.CUSTOM for note in notes_of_deck(reader, deck.id))
    if custom:
        yield made_plain(custom)
    if missing:
        names = listed(list(dict.fromkeys(missing)))
        yield _("Not in the library, so not beside the deck: {names}.").format(names=names)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(text))
