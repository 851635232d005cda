"""The process that reads a collection: started anew for each package, without rights or weight.

A foreign SQLite file may lead SQLite into a fault of its own. So it is opened in here, where it
can take down nothing but this process, which has a limit of time and memory and writes no file.
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flashcards.formats.anki.faults import RefusedError, UnreadableError
from flashcards.formats.anki.messages import (
    CARDS_LEFT_OUT,
    DAMAGED_CARDS,
    DAMAGED_NOTES,
    DAMAGED_REVIEWS,
    END,
    FAILED,
    NOTES,
    READ,
    REVIEWS_LEFT_OUT,
    REVIEWS_OF_NOBODY,
)

_NOTES_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Job:
    """What to read. ``names``: of the media. ``seconds``, ``memory``: the most it may take."""

    path: Path
    names: Mapping[str, str]
    seconds: int
    memory: int


def serve(connection: Connection) -> None:
    """Take one job, send the messages of its collection, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process when it is told to
    gc.disable()  # nothing here is circular, and the process is over before it matters
    import flashcards.formats.anki.notes  # noqa: F401 - while the parent still unpacks

    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        job: Job = connection.recv()
        _limit(job)
        for message in messages_of(job):
            connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    connection.close()


def _limit(job: Job) -> None:
    """Bound what the process may take, where the system can."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's clock and what it takes in are the bounds
    for kind, most in (
        (resource.RLIMIT_AS, job.memory),
        (resource.RLIMIT_CPU, job.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (bound, bound))


def messages_of(job: Job) -> Iterator[tuple[Any, ...]]:
    """What is told of a collection, see ``messages``."""
    try:
        yield from _collection(job)
    except RefusedError as error:
        yield FAILED, True, str(error)
    except UnreadableError as error:
        yield FAILED, False, str(error)
    except MemoryError:
        yield FAILED, True, "reading its database takes too much memory"


def _collection(job: Job) -> Iterator[tuple[Any, ...]]:
    from flashcards.formats.anki.cards import read_cards
    from flashcards.formats.anki.database import count_of, opened
    from flashcards.formats.anki.notes import NoteReader
    from flashcards.formats.anki.reviews import read_history
    from flashcards.formats.anki.stored import read_collection

    with opened(job.path) as database:
        collection = read_collection(database)
        total = count_of(database, "notes")
        history = read_history(database, first_scheduler=collection.first_scheduler)
        cards = read_cards(database, collection.created_s)
        size = job.path.stat().st_size
        reader = NoteReader(collection, cards, history, job.names, size)
        chunk = []
        for note in reader.notes(database):
            chunk.append(note)
            if len(chunk) == _NOTES_AT_ONCE:
                yield NOTES, tuple(reader.new_types), tuple(chunk), reader.read, total
                reader.new_types.clear()
                chunk.clear()
        yield NOTES, tuple(reader.new_types), tuple(chunk), reader.read, total
    facts = {
        READ: reader.read,
        DAMAGED_NOTES: int(reader.damaged),
        DAMAGED_CARDS: int(cards.damaged),
        DAMAGED_REVIEWS: int(history.damaged),
        CARDS_LEFT_OUT: reader.cards_left_out,
        REVIEWS_LEFT_OUT: history.unusable,
        REVIEWS_OF_NOBODY: history.count(),
    }
    counts = {str(loss): count for loss, count in reader.counts.items()}
    yield END, facts, counts, dict(reader.skipped)
