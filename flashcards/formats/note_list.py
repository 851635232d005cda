"""The deck that is read from a file of another program, note by note and topic by topic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.markdown import Attributes
from flashcards.formats.markdown.notes import Warnings, note_row
from flashcards.formats.rows import CardRow, DeckRows, NoteRow, TopicRow


@dataclass(slots=True)
class _Topic:
    title: str
    line: int
    notes: list[NoteRow] = field(default_factory=list)


@dataclass(slots=True)
class NoteList:
    """Takes notes as they come; what can't be used is told in ``warnings`` and counted."""

    warnings: Warnings = field(default_factory=Warnings)
    skipped: int = 0
    _topics: list[_Topic] = field(default_factory=lambda: [_Topic("", 0)])

    def topic(self, title: str, line: int) -> None:
        """The notes that follow belong to a topic; an empty title ends it."""
        self._topics.append(_Topic(" ".join(title.split()), line))

    def add(
        self,
        fields: NoteFields,
        kind: NoteKind,
        line: int,
        *,
        tags: tuple[str, ...] = (),
        cards: tuple[CardRow, ...] = (),
        draft: bool = False,
    ) -> bool:
        """Adds a note whose first line has a number; whether it could be used."""
        pairs = (("draft", "true"),) if draft else ()
        row = note_row(fields, Attributes(None, (kind.value,), pairs), line, self.warnings)
        if row is None:
            self.skipped += 1
            return False
        self._topics[-1].notes.append(replace(row, tags=tags, cards=cards))
        return True

    @property
    def topic_title(self) -> str:
        """The title of the topic that notes are added to."""
        return self._topics[-1].title

    @property
    def notes(self) -> int:
        """How many notes could be used."""
        return sum(len(topic.notes) for topic in self._topics)

    def rows(self, title: str, name: str, *, complete: bool = True) -> DeckRows:
        """The deck; without a title of its own it is called as its file ``name``.

        ``complete``: no other file brings notes of the same deck.
        """
        return DeckRows(
            title=" ".join(title.split()) or PurePath(name).stem or name,
            complete=complete,
            topics=tuple(
                TopicRow(topic.title, notes=tuple(topic.notes), line=topic.line)
                for topic in self._topics
                if topic.notes
            ),
            warnings=self.warnings.listed(),
            skipped=self.skipped,
        )
