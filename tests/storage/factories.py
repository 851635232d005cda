"""Small libraries on a real database, filled row by row by the tests that need them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path

from flashcards.clock import FixedClock
from flashcards.domain import ids
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.domain.note_type import NoteType
from flashcards.domain.review import State
from flashcards.domain.scheduling import CardSchedule
from flashcards.services.editing.note_types import add_note_types, note_type_id
from flashcards.storage.card_rows import Queue, queue_of, save_schedule
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.lock import LibraryLock
from flashcards.storage.migrate import ensure_current
from flashcards.storage.note_rows import join_fields
from flashcards.storage.note_type_rows import save_note_type
from flashcards.storage.reading import Value
from flashcards.storage.unit_of_work import Database

NAMESPACE = "tests"
DEFAULT_DECK = "Default"


@dataclass(frozen=True, slots=True)
class MadeNote:
    """A note that was added, with its cards."""

    id: int
    card_ids: tuple[int, ...]

    @property
    def card(self) -> int:
        """Its first card."""
        return self.card_ids[0]


class SmallLibrary:
    """An open library; each method writes one operation, as a user would."""

    def __init__(self, database: Database, clock: FixedClock, calendar: StudyCalendar) -> None:
        self.database = database
        self.clock = clock
        self.calendar = calendar
        self._known: set[int] = set()
        with database.write("setup", "Note types") as operation:
            add_note_types(operation)

    @property
    def today(self) -> int:
        """The study day of the clock."""
        return self.calendar.day(self.clock.now_ms())

    def deck(self, name: str = DEFAULT_DECK) -> int:
        """The id of a deck, which is made if there is none of that name."""
        return self._once("deck", ids.deck_id(name), {"name": name, "namespace": NAMESPACE})

    def topic(self, title: str, deck: str = DEFAULT_DECK, aliases: Sequence[str] = ()) -> int:
        """The id of a topic, which is made if there is none of that title."""
        columns: dict[str, Value] = {
            "deck_id": self.deck(deck),
            "namespace": NAMESPACE,
            "source_id": title.lower().replace(" ", "-"),
            "title": title,
            "aliases": json.dumps(aliases),
        }
        return self._once("topic", ids.topic_id(NAMESPACE, title), columns)

    def roadmap(self, title: str, stages: Mapping[str, Sequence[str]]) -> int:
        """The active roadmap: for each stage's title the titles of its topics.

        A title ``System Design|Design`` gives a short one besides.
        """
        roadmap = ids.hashed_id("roadmap", title)
        self._once("roadmap", roadmap, {"title": title, "active": 1})
        for number, (name, topics) in enumerate(stages.items(), start=1):
            stage = ids.hashed_id("stage", title, name)
            long, *short = name.split("|")
            columns: dict[str, Value] = {
                "roadmap_id": roadmap, "number": number, "position": number, "title": long,
                "short_titles": json.dumps(short),
            }  # fmt: skip
            self._once("stage", stage, columns)
            links = [
                {"stage_id": stage, "topic_id": self.topic(topic), "position": place}
                for place, topic in enumerate(topics)
            ]
            with self.database.write("setup", "Links") as operation:
                operation.insert("topic_link", links)
        return roadmap

    def note(
        self,
        question: str,
        answer: str = "",
        *,
        deck: str = DEFAULT_DECK,
        topic: str | None = None,
        kind: NoteKind = NoteKind.BASIC,
        note_type: NoteType | None = None,
        tags: Sequence[str] = (),
        track: str | None = None,
        draft: bool = False,
    ) -> MadeNote:
        """A note with its cards, after the ones that are there; ``note_type``: a custom one."""
        fields = NoteFields(question, answer)
        kind = kind if note_type is None else NoteKind.CUSTOM
        note = ids.note_id(NAMESPACE, question)
        place: dict[str, Value] = {
            "deck_id": self.deck(deck),
            "topic_id": None if topic is None else self.topic(topic, deck),
            "track": track,
            "position": len(self._known),
        }
        columns: dict[str, Value] = {
            "note_type_id": self._note_type(kind, note_type), "namespace": NAMESPACE,
            "kind": kind.value, "heading": fields.heading, "fields": join_fields(fields),
            "draft": int(draft), "created_ms": self.clock.now_ms(), **place,
        }  # fmt: skip
        cards = {key: ids.card_id(note, key) for key in card_keys(kind, fields, note_type)}
        queue = int(queue_of(State.NEW, draft=draft))
        self._once("note", note, columns)
        with self.database.write("setup", "Cards") as operation:
            operation.insert(
                "card",
                [
                    {"id": card, "note_id": note, "key": key, "queue": queue,
                     "created_ms": self.clock.now_ms(), **place}
                    for key, card in cards.items()
                ],
            )  # fmt: skip
            operation.insert(
                "note_tag", [{"note_id": note, "tag": tag, "added": operation.id} for tag in tags]
            )
        return MadeNote(note, tuple(cards.values()))

    def reviewed(
        self,
        card: int,
        *,
        stability: float = 10.0,
        difficulty: float = 5.0,
        days_ago: float = 0.0,
        due_in: int = 1,
        reps: int = 1,
        lapses: int = 0,
    ) -> None:
        """Make it a card in review: seen so many days ago, due in so many days from today."""
        last_ms = self.clock.now_ms() - round(days_ago * MS_PER_DAY)
        self._schedule(
            CardSchedule(
                card, State.REVIEW, None, stability, difficulty, last_ms,
                self.calendar.day(last_ms), self.today + due_in, None, reps, lapses,
            )
        )  # fmt: skip

    def learning(self, card: int, *, due_in_minutes: int = 10, stability: float = 0.2) -> None:
        """Make it a card in its steps that was seen just now."""
        now_ms = self.clock.now_ms()
        due_ms = now_ms + due_in_minutes * 60_000
        self._schedule(
            CardSchedule(
                card, State.LEARNING, 1, stability, 5.0, now_ms, self.today, None, due_ms, 1, 0
            )
        )

    def suspend(self, card: int) -> None:
        """Leave the card out of study."""
        self.put("card", card, suspended=1, queue=int(Queue.SUSPENDED))

    def delete(self, card: int) -> None:
        """Delete the card."""
        with self.database.write("delete", "Delete card") as operation:
            operation.update("card", card, deleted_by=operation.id, queue=int(Queue.DELETED))

    def put(self, table: str, row: int | tuple[Value, ...], **columns: Value) -> None:
        """Set columns of a row."""
        with self.database.write("edit", "Edit") as operation:
            operation.update(table, row, **columns)

    def _note_type(self, kind: NoteKind, note_type: NoteType | None) -> int:
        if note_type is None:
            return note_type_id(kind)
        with self.database.write("setup", "Note type") as operation:
            return save_note_type(operation, note_type, NAMESPACE)

    def _schedule(self, schedule: CardSchedule) -> None:
        with self.database.write("review", "Answer") as operation:
            save_schedule(operation, schedule, None)

    def _once(self, table: str, row: int, columns: Mapping[str, Value]) -> int:
        if row not in self._known:
            self._known.add(row)
            with self.database.write("setup", f"Add {table}") as operation:
                operation.insert(table, [{"id": row, **columns}])
        return row


@contextmanager
def small_library(
    folder: Path, clock: FixedClock, calendar: StudyCalendar | None = None
) -> Iterator[SmallLibrary]:
    """An empty library in ``folder``; its days turn at 04:00 UTC unless told otherwise."""
    library = LibraryFolder(folder)
    library.create()
    library.database.write_bytes(_empty_database())
    lock = LibraryLock(folder, "a test")
    database = Database(library.database, clock=clock, device_id=7, lock=lock)
    try:
        yield SmallLibrary(database, clock, calendar or StudyCalendar(UTC))
    finally:
        database.close()


@cache
def _empty_database() -> bytes:
    """The file of a library that has its tables and nothing in them, made once a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = LibraryFolder(Path(folder)).database
        ensure_current(path, lambda: None)
        return path.read_bytes()
