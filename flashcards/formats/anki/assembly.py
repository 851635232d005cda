"""Neutral rows from what the process that reads a collection tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.errors import FormatError
from flashcards.formats.anki.account import Account, missing_media
from flashcards.formats.anki.messages import (
    DAMAGED_NOTES,
    READ,
    CardMessage,
    NoteMessage,
    TypeMessage,
)
from flashcards.formats.anki.own_types import own_note
from flashcards.formats.packed_reviews import PackedReviews
from flashcards.formats.rows import (
    CardRow,
    DeckRows,
    FormatWarning,
    ImportRows,
    NoteRow,
    TopicRow,
)

FORMAT = "anki"
NAMESPACE = "anki"

_NOTE_KINDS = {kind.value: kind for kind in NoteKind}


class Assembly:
    """Takes notes and gives decks.

    ``name`` is that of the package, for notes whose deck is unknown. ``deck``: see
    ``read_package``.
    """

    def __init__(self, name: str, deck: str | None) -> None:
        self._name = name
        self._deck = deck
        self._types: list[NoteType] = []
        self._notes: dict[str, list[NoteRow]] = {}
        self._missing: dict[str, list[str]] = {}
        self._skipped: Mapping[str, int] = {}
        self._account: Account | None = None

    def add(self, types: Iterable[TypeMessage], notes: Iterable[NoteMessage]) -> None:
        """Notes, and the note types that are new with them."""
        self._types += map(_note_type, types)
        for number, deck, source_id, kind, texts, tags, place, cards, missing in notes:
            fields = NoteFields.of(texts)
            row = NoteRow(
                fields=fields,
                kind=_NOTE_KINDS[kind],
                source_id=source_id,
                tags=tags,
                note_type=None if place < 0 else self._types[place],
                cards=tuple(map(_card, cards)),
                line=number,
                own_id=own_note(source_id),
            )
            self._notes.setdefault(deck, []).append(row)
            for name in missing:
                self._missing.setdefault(name, []).append(fields.heading)

    def end(
        self,
        facts: Mapping[str, int],
        counts: Mapping[str, int],
        skipped: Mapping[str, int],
        *,
        whole: bool,
    ) -> None:
        """What the process says after the last note. ``whole``: the file was unpacked wholly."""
        self._account = Account(facts, counts, whole)
        self._skipped = skipped

    def rows(self, file: str) -> ImportRows:
        """The decks, those without notes left out.

        Raises:
            FormatError: the package is damaged before its first note.
        """
        assert self._account is not None, "the process has told everything"
        if self._account.facts[DAMAGED_NOTES] and not self._account.facts[READ]:
            raise FormatError(
                "this package is damaged; no note of it can be read. "
                "Export it again or fetch it again.",
                file=file,
            )
        titles = sorted(self._notes or self._skipped)
        decks = tuple(
            DeckRows(
                title=self._title(title, alone=len(titles) == 1),
                namespace=NAMESPACE,
                topics=(TopicRow("", notes=tuple(self._notes.get(title, ()))),),
                skipped=self._skipped_of(title, titles),
                complete=False,
            )
            for title in titles
        )
        warnings = [*self._account.warnings(), *missing_media(self._missing)]
        return ImportRows(
            FORMAT,
            decks,
            warnings=tuple(FormatWarning(0, text) for text in warnings),
            readable=self._account.facts[READ] if self._account.facts[DAMAGED_NOTES] else None,
        )

    def _skipped_of(self, title: str, titles: Sequence[str]) -> int:
        """How many notes of a deck were left out; the first deck tells of those without notes."""
        others = sum(count for deck, count in self._skipped.items() if deck not in titles)
        return self._skipped.get(title, 0) + (others if title == titles[0] else 0)

    def _title(self, title: str, *, alone: bool) -> str:
        own = title or self._name
        if self._deck is None:
            return own
        return self._deck if alone else f"{self._deck}::{own}"


def _note_type(message: TypeMessage) -> NoteType:
    name, fields, templates, css, cloze = message
    return NoteType(
        name=name,
        fields=fields,
        templates=tuple(Template(*template) for template in templates),
        css=css,
        cloze=cloze,
    )


def _card(message: CardMessage) -> CardRow:
    key, suspended, flag, due_ms, interval_days, stability, difficulty, packed = message
    return CardRow(
        key,
        suspended,
        flag,
        due_ms,
        interval_days,
        stability,
        difficulty,
        PackedReviews(packed) if packed else (),
    )
