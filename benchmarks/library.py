"""Builds a library of N cards with ten reviews each in twenty decks, as a long-time learner has it.

The histories follow FSRS-6 itself: each review comes about when it was due and is recalled as often
as the forgetting curve says. All cards take their k-th review together, in numpy.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.moment import NOW_MS
from flashcards.app import bootstrap
from flashcards.clock import FixedClock
from flashcards.domain import ids, memory
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.note import NoteKind
from flashcards.domain.review import Rating, Review, ReviewKind, State, payload_text
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.paths import decks_path
from flashcards.services.editing.note_types import note_type_id
from flashcards.services.scheduling.rebuild import recount_days
from flashcards.storage import migrations
from flashcards.storage.review_log import COLUMNS, review_values

DECKS = 20
REVIEWS = 10
NEW_SHARE = 50  # one card in fifty was never studied
COMMON_WORD = "photon"
RARE_TEXT = "zq7xv"
LONGEST_INTERVAL = 90
_ANSWERED_MS = 8_000
_BATCH = 20_000


def build(folder: Path, cards: int) -> Path:
    """Make the library in ``folder`` unless it is there; its path."""
    done = folder / f"library-{cards}"
    made_of = _made_of()
    mark = done / "built"
    if mark.exists() and mark.read_text(encoding="utf-8") == made_of:
        return done
    shutil.rmtree(done, ignore_errors=True)
    app = bootstrap(done, clock=FixedClock(NOW_MS - 1_400 * MS_PER_DAY))
    with closing(sqlite3.connect(done / "collection.db")) as database:
        database.execute("PRAGMA synchronous=OFF")
        _write(database, cards)
        database.commit()
        database.execute("ANALYZE")
    with app.database.write("setup", "Benchmark") as operation:
        recount_days(operation)
    app.close()
    mark.write_text(made_of, encoding="utf-8")
    return done


def _made_of() -> str:
    """A fingerprint of what a library is made of: schema, built-in decks, and this module."""
    digest = hashlib.blake2b(digest_size=16)
    schema = Path(migrations.__file__).parent
    for path in sorted((*schema.rglob("*.py"), *decks_path().rglob("*.md"), Path(__file__))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(database: sqlite3.Connection, cards: int) -> None:
    rng = random.Random(cards)
    operation = 1
    database.execute("INSERT INTO operation (id, kind) VALUES (?, 'setup')", (operation,))
    decks = [ids.deck_id(f"Study::Deck {number:02d}") for number in range(DECKS)]
    database.executemany(
        "INSERT INTO deck (id, name, namespace, origin, created_by) VALUES (?, ?, 'b', 'file', ?)",
        [(deck, f"Study::Deck {number:02d}", operation) for number, deck in enumerate(decks)],
    )
    note_ids = [ids.hashed_id("benchmark", number) for number in range(cards)]
    kind = note_type_id(NoteKind.BASIC)
    for start in range(0, cards, _BATCH):
        numbers = range(start, min(start + _BATCH, cards))
        written = list(texts(rng, numbers, cards))
        database.executemany(
            "INSERT INTO note (id, note_type_id, deck_id, namespace, kind, heading, fields, "
            "position, created_ms, created_by) VALUES (?, ?, ?, 'b', 'basic', ?, ?, ?, ?, ?)",
            [
                (note_ids[n], kind, decks[n % DECKS], text[0], "\x1f".join((*text, "", "")), n,
                 NOW_MS - 1_400 * MS_PER_DAY, operation)
                for n, text in zip(numbers, written, strict=True)
            ],
        )  # fmt: skip
        database.executemany(
            "INSERT INTO note_tag (note_id, tag, added) VALUES (?, ?, ?)",
            [(note_ids[n], f"topic::t{rng.randrange(30):02d}", operation) for n in numbers],
        )
    histories = _Histories(cards)
    _write_cards(database, histories, note_ids, decks)
    _write_reviews(database, histories, note_ids)


def texts(rng: random.Random, numbers: range, cards: int) -> Iterator[tuple[str, str]]:
    """Question and answer of each card, words of a made-up language."""
    consonants, vowels = "bcdfghjklmnprstvw", "aeiou"
    words = sorted(
        {
            "".join(rng.choice(consonants) + rng.choice(vowels) for _ in range(rng.randint(2, 4)))
            for _ in range(6_000)
        }
    )
    weights = np.cumsum([1 / (place + 20) for place in range(len(words))]).tolist()
    rare = {cards * part // 5 + cards // 35 for part in range(5)}
    for number in numbers:
        chosen = rng.choices(words, cum_weights=weights, k=56)
        answer = " ".join(chosen[28:])
        if rng.random() < 0.02:
            answer += f" {COMMON_WORD}"
        if number in rare:
            answer += f" xx{RARE_TEXT}yy"
        yield f"Q{number}: {' '.join(chosen[:28])}?", answer


class _Histories:
    """Ten reviews of each studied card, and what they amount to."""

    def __init__(self, cards: int) -> None:
        rng = np.random.default_rng(cards)
        self.studied = np.flatnonzero(np.arange(cards) % NEW_SHARE != 0)
        count = len(self.studied)
        rating = rng.choice(4, count, p=[0.22, 0.08, 0.62, 0.08]) + 1
        stability, difficulty = memory.initial(rating, DEFAULT_PARAMETERS)
        self.ratings = [rating]
        self.gaps = [np.zeros(count, dtype=np.int64)]
        lapses = np.zeros(count, dtype=np.int64)
        for _ in range(REVIEWS - 1):
            interval = np.clip(np.rint(stability), 1, LONGEST_INTERVAL)
            gap = np.maximum(1, np.rint(interval * rng.uniform(0.95, 1.15, count))).astype(np.int64)
            recall = memory.retrievability(stability, gap, DEFAULT_PARAMETERS[20])
            passed = rng.random(count) < recall
            rating = np.where(passed, rng.choice([2, 3, 4], count, p=[0.1, 0.8, 0.1]), 1)
            lapses += ~passed
            stability, difficulty = memory.step(
                stability, difficulty, rating, gap, DEFAULT_PARAMETERS
            )
            self.ratings.append(rating)
            self.gaps.append(gap)
        self.stability, self.difficulty, self.lapses = stability, difficulty, lapses
        self.interval = np.clip(np.rint(stability), 1, LONGEST_INTERVAL).astype(np.int64)
        self.ago = np.maximum(1, (self.interval * rng.uniform(0, 1.06, count)).astype(np.int64))
        self.minute = rng.integers(0, 600, count)

    def last_day(self) -> np.ndarray:
        """The study day of each card's last review."""
        return StudyCalendar().day(NOW_MS) - self.ago


def _write_cards(
    database: sqlite3.Connection, histories: _Histories, note_ids: list[int], decks: list[int]
) -> None:
    new = sorted(set(range(len(note_ids))) - set(histories.studied.tolist()))
    database.executemany(
        "INSERT INTO card (id, note_id, deck_id, key, position, created_by) "
        "VALUES (?, ?, ?, 'forward', ?, 1)",
        [(ids.card_id(note_ids[n], "forward"), note_ids[n], decks[n % DECKS], n) for n in new],
    )
    last_day = histories.last_day()
    last_ms = NOW_MS - histories.ago * MS_PER_DAY + histories.minute * 60_000
    mastered = memory.mastered_until_ms(histories.stability, last_ms, DEFAULT_PARAMETERS)
    database.executemany(
        "INSERT INTO card (id, note_id, deck_id, key, position, queue, state, stability, "
        "difficulty, last_review_ms, last_study_day, due_day, reps, lapses, mastered_until_ms, "
        "created_by) VALUES (?, ?, ?, 'forward', ?, 2, 2, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        [
            (
                ids.card_id(note_ids[n], "forward"), note_ids[n], decks[n % DECKS], int(n),
                float(histories.stability[k]), float(histories.difficulty[k]), int(last_ms[k]),
                int(last_day[k]), int(last_day[k] + histories.interval[k]), REVIEWS,
                int(histories.lapses[k]), int(mastered[k]),
            )
            for k, n in enumerate(histories.studied.tolist())
        ],
    )  # fmt: skip


def _write_reviews(
    database: sqlite3.Connection, histories: _Histories, note_ids: list[int]
) -> None:
    names = COLUMNS + ", hash"
    places = ", ".join("?" for _ in names.split(", "))
    day = histories.last_day() - sum(histories.gaps)
    for turn, (ratings, gaps) in enumerate(zip(histories.ratings, histories.gaps, strict=True)):
        day = day + gaps
        following = histories.gaps[turn + 1] if turn + 1 < REVIEWS else histories.interval
        rows = []
        for k, n in enumerate(histories.studied.tolist()):
            time_ms = int(day[k]) * MS_PER_DAY + 9 * 3_600_000 + int(histories.minute[k]) * 60_000
            review = Review(
                id=(time_ms << ids.RANDOM_BITS) | (n & 0xFFFFF),
                card_id=ids.card_id(note_ids[n], "forward"),
                device_id=1,
                kind=ReviewKind.REVIEW,
                rating=Rating(int(ratings[k])),
                time_ms=time_ms,
                study_day=int(day[k]),
                due_day=int(day[k] + following[k]),
                duration_ms=_ANSWERED_MS,
                payload=_payload(turn, int(gaps[k])),
            )
            rows.append(review_values(review))
        database.executemany(f"INSERT INTO review ({names}) VALUES ({places})", rows)


def _payload(turn: int, gap: int) -> str:
    if turn == 0:
        return payload_text({"state": int(State.NEW)})
    return payload_text({"elapsed": gap, "state": int(State.REVIEW)})
