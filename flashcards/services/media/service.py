"""Pictures and sounds: into the library with what names them, and back to where a card shows them.

A name belongs to a namespace, as notes do: two packages may each have their ``image.png``. The
files themselves lie in the media folder under the hash of their bytes, each once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashcards.domain.note import NoteFields
from flashcards.domain.wording import count_text
from flashcards.errors import FormatError
from flashcards.formats.folder_media import FolderMedia
from flashcards.formats.media_types import media_type
from flashcards.formats.rows import DeckRows, FormatWarning, MediaFiles, NoteRow, TopicRow
from flashcards.language import _
from flashcards.render.references import media_references, rename_media
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.media.fitness import media_fault
from flashcards.services.media.names import BELOW, DIGITS, exported_names, own_name
from flashcards.storage.media import (
    StoredName,
    files_of,
    names_of,
    save_names,
    stored_names,
)
from flashcards.storage.media_files import file_name, writing_media
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

BUILT_IN_KEY = "built-in-content"
"""Under which ``meta`` keeps what the built-in decks and their media were when they came in."""

_NAMED_IN_A_WARNING = 3


@dataclass(frozen=True, slots=True)
class MediaPlan:
    """What bringing media in would do.

    ``renames``: names that the texts have to use instead. ``added``: names that are new, or have
    another file than before.
    """

    renames: Mapping[str, str]
    added: int
    warnings: tuple[FormatWarning, ...]


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """What was brought in. ``names``: those that the namespace now has, of what was wanted.

    ``renames``, ``added`` and ``warnings`` as in ``MediaPlan``.
    """

    names: frozenset[str]
    renames: Mapping[str, str]
    added: int
    warnings: tuple[FormatWarning, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where the file of one wanted name goes; ``is_new``: the name is to get this file."""

    wanted: str
    row: StoredName
    data: bytes
    is_new: bool


@dataclass(slots=True)
class _Faults:
    """Names that could not be brought, by the reason."""

    names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, name: str) -> None:
        self.names.setdefault(reason, []).append(name)

    def warnings(self) -> tuple[FormatWarning, ...]:
        return tuple(
            FormatWarning(0, f"{listed(names)} {reason}") for reason, names in self.names.items()
        )


def built_in_media(folder: Path) -> FolderMedia:
    """The media of the built-in decks in ``folder``, by the names that the decks give them."""
    return FolderMedia(folder)


def wanted_media(decks: Iterable[DeckRows]) -> frozenset[str]:
    """The names of all media that the texts of these decks refer to.

    A name that a template makes of a field is known only when the card is shown.
    """
    return frozenset(
        name
        for deck in decks
        for topic in deck.topics
        for note in topic.notes
        for text in _texts(note)
        for name in media_references(text)
        if "{{" not in name
    )


def plan_media(
    reader: Reader,
    namespace: str,
    media: MediaFiles,
    wanted: Collection[str],
    *,
    replaces: bool = False,
) -> MediaPlan:
    """What ``store_media`` would do; writes nothing.

    Of a package it reads only what could be there already: that something is of no kind that a
    card may have is then found when it is stored.
    """
    faults = _Faults()
    in_question = set(wanted)
    if not replaces:
        in_question -= set(media.names()) - _known(reader, namespace, wanted).keys()
    added, renames = len(wanted) - len(in_question), dict[str, str]()
    for place in _placed(reader, namespace, media, in_question, replaces=replaces, faults=faults):
        added += place.is_new
        renames.update(_renamed(place))
    return MediaPlan(renames, added, faults.warnings())


def store_media(
    operation: Operation,
    folder: Path,
    namespace: str,
    media: MediaFiles,
    wanted: Collection[str],
    *,
    replaces: bool = False,
    progress: Progress = no_progress,
) -> StoredMedia:
    """Bring the media that texts refer to into the library's media folder ``folder``.

    ``replaces``: another file under a name that the namespace has is its new version, as with deck
    files. Otherwise it gets a name of its own, always the same one, and is in ``renames``.
    A file that is missing, too large or of no kind that a card may have becomes a warning.
    All files are on the disk when this returns. Raises LibraryWriteError where the disk refuses.
    """
    faults = _Faults()
    names: set[str] = set()
    renames: dict[str, str] = {}
    fresh: dict[str, StoredName] = {}
    with writing_media(folder) as writer:
        for number, place in enumerate(
            _placed(operation, namespace, media, wanted, replaces=replaces, faults=faults), 1
        ):
            names.add(place.row.name)
            renames.update(_renamed(place))
            # also what has its row already: its file may have been lost
            writer.put(place.row.file, place.data)
            if place.is_new:
                fresh[place.row.name] = place.row
            progress.step(number, len(wanted), _("Media"))
    save_names(operation, namespace, list(fresh.values()))
    return StoredMedia(frozenset(names), renames, len(fresh), faults.warnings())


def renamed_rows(rows: DeckRows, renames: Mapping[str, str]) -> DeckRows:
    """A deck whose texts use other names for its media."""
    if not renames:
        return rows
    return replace(rows, topics=tuple(_renamed_topic(topic, renames) for topic in rows.topics))


def resolve_media(reader: Reader, namespace: str, markdown: str, *, sounds: bool = False) -> str:
    """A text whose pictures have the names of the files in the media folder, to be shown.

    The names of ``sounds`` stay unless asked for: they are shown as words. What is not in the
    library stays as it is.
    """
    names = media_references(markdown)
    if not names:
        return markdown
    return rename_media(markdown, files_of(reader, namespace, names), sounds=sounds)


def _known(reader: Reader, namespace: str, wanted: Collection[str]) -> dict[str, StoredName]:
    """What the namespace has of these names, by the name that is wanted.

    The file of ``media/x.png`` may be the one that the library's own texts call ``x.png``: that is
    how an export writes it.
    """
    plain = {name: name.removeprefix(BELOW) for name in wanted}
    rows = stored_names(reader, namespace, {*plain, *plain.values()})
    known = {name: rows[name] for name in plain if name in rows}
    for name, short in plain.items():
        if name not in known and short not in plain and short in rows:
            known[name] = rows[short]
    return known


def _placed(
    reader: Reader,
    namespace: str,
    media: MediaFiles,
    wanted: Collection[str],
    *,
    replaces: bool,
    faults: _Faults,
) -> Iterator[_Placed]:
    """Where each wanted file goes, in the order of their names."""
    known = _known(reader, namespace, wanted)
    exported = _exported(reader, namespace) if replaces and len(known) < len(wanted) else {}
    for name in sorted(wanted):
        try:
            data = media.read(name)
            extension = _extension(data)
        except FormatError as error:
            faults.add(_reason(error), name)
            continue
        row = StoredName(name, file_name(data, extension), len(data))
        present = known.get(name) or exported.get((name, row.file))
        if _is_same(present, row) and present is not None:
            yield _Placed(name, present, data, is_new=False)
        elif present is None or present.name != name or present.deleted or replaces:
            yield _Placed(name, row, data, is_new=True)
        else:
            other, is_there = _own_name(reader, namespace, row)
            yield _Placed(name, other, data, is_new=not is_there)


def _exported(reader: Reader, namespace: str) -> dict[tuple[str, str], StoredName]:
    """The library's own names by those under which an export had to write their files."""
    return {
        (name, row.file): row
        for row in names_of(reader, namespace)
        for name in exported_names(row.name, row.file)
    }


def _is_same(known: StoredName | None, row: StoredName) -> bool:
    return known is not None and not known.deleted and known.file == row.file


def _own_name(reader: Reader, namespace: str, row: StoredName) -> tuple[StoredName, bool]:
    """A name that tells this file from the one that has its name already; whether it has it."""
    for digits in (DIGITS, len(row.file)):
        name = own_name(row.name, row.file, digits)
        renamed = replace(row, name=name)
        known = stored_names(reader, namespace, (name,)).get(name)
        if known is None or known.deleted or known.file == row.file:
            return renamed, _is_same(known, renamed)
    return renamed, False


def _extension(data: bytes) -> str:
    """The extension of a file's kind. Raises FormatError for what no card may have."""
    kind, fault = media_type(data), media_fault(data)
    if kind is None or fault is not None:
        raise FormatError(_("it {fault}").format(fault=fault))
    return kind.extension


def _reason(error: FormatError) -> str:
    """Why a file is not there, to follow its name."""
    return _("could not be brought along: ") + error.message.rstrip(".") + "."


def may_name_media(row: NoteRow) -> bool:
    """Whether a note may name a picture or a sound; most notes of most files don't."""
    return row.note_type is not None or any(map(_has_mark, row.fields.texts))


def _has_mark(text: str) -> bool:
    """Whether a text may name one; a single character is looked for most quickly."""
    if "[" in text and ("![" in text or "[sound:" in text):
        return True
    return "<" in text and "<img" in text


def listed(names: list[str]) -> str:
    """Some names out of many, in words."""
    shown = ", ".join(repr(name) for name in names[:_NAMED_IN_A_WARNING])
    more = len(names) - _NAMED_IN_A_WARNING
    return (
        _("{shown} and {more_files}").format(shown=shown, more_files=count_text(more, "more file"))
        if more > 0
        else shown
    )


def _renamed(place: _Placed) -> dict[str, str]:
    return {place.wanted: place.row.name} if place.wanted != place.row.name else {}


def _texts(note: NoteRow) -> Iterator[str]:
    """All texts of a note, those of its templates too."""
    yield from note.fields.texts
    if note.note_type is not None:
        for template in note.note_type.templates:
            yield from (template.front, template.back)


def _renamed_topic(topic: TopicRow, renames: Mapping[str, str]) -> TopicRow:
    return replace(topic, notes=tuple(renamed_note(note, renames) for note in topic.notes))


def renamed_note(note: NoteRow, renames: Mapping[str, str]) -> NoteRow:
    """A note whose texts use other names for its media."""
    fields = NoteFields.of([rename_media(text, renames) for text in note.fields.texts])
    kind = note.note_type and replace(
        note.note_type,
        templates=tuple(
            replace(
                template,
                front=rename_media(template.front, renames),
                back=rename_media(template.back, renames),
            )
            for template in note.note_type.templates
        ),
    )
    return replace(note, fields=fields, note_type=kind)
