"""Whatever rows a format hands over, they get in harmless, twice is once, and undo undoes."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.review import Rating, ReviewKind
from flashcards.formats.rows import CardRow, DeckRows, NoteRow, ReviewRow, TopicRow
from flashcards.services.importing.options import Duplicates, ImportOptions
from tests.services.brought import bring, look
from tests.services.factories import assert_caches_agree, rows

TEXTS = st.one_of(
    st.text(st.characters(), max_size=30),
    st.sampled_from(["", "\ud800", "a\x1fb\0c", "{{c1::x}} {{c2::y::z}}", "']}); --", "x" * 9_000]),
)
NUMBERS = st.one_of(
    st.integers(-(1 << 70), 1 << 70), st.sampled_from([0, 1, 86_400, 1_790_000_000_000])
)
REALS = st.one_of(st.none(), st.floats(), st.sampled_from([1.0, 30.5]))
KEYS = st.sampled_from(["forward", "reverse", "c1", "c2", "t1", "nothing"])
REVIEWS = st.builds(
    ReviewRow,
    time_ms=st.one_of(NUMBERS, st.integers(1_789_000_000_000, 1_797_000_000_000)),
    rating=st.sampled_from(Rating),
    kind=st.sampled_from([ReviewKind.REVIEW] * 4 + [ReviewKind.CRAM, ReviewKind.RESET]),
    duration_ms=NUMBERS,
    interval_s=st.one_of(st.none(), NUMBERS),
)
CARDS = st.builds(
    CardRow,
    key=KEYS,
    suspended=st.booleans(),
    flag=NUMBERS,
    due_ms=st.one_of(st.none(), NUMBERS),
    interval_days=st.one_of(st.none(), NUMBERS),
    stability=REALS,
    difficulty=REALS,
    reviews=st.lists(REVIEWS, max_size=4).map(tuple),
)
NOTES = st.builds(
    NoteRow,
    fields=st.builds(NoteFields, TEXTS, TEXTS, TEXTS, TEXTS),
    kind=st.sampled_from(NoteKind),
    source_id=st.one_of(st.none(), TEXTS),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    cards=st.lists(CARDS, max_size=3, unique_by=lambda card: card.key).map(tuple),
    draft=st.booleans(),
    line=st.integers(0, 9),
)
TOPICS = st.builds(TopicRow, title=TEXTS, tags=st.lists(TEXTS, max_size=2).map(tuple),
                   notes=st.lists(NOTES, max_size=5).map(tuple))  # fmt: skip
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def library(
    pristine_small: Path, small_decks: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """A small library in which each example makes decks of its own."""
    folder = Path(shutil.copytree(pristine_small, tmp_path_factory.mktemp("hostile") / "library"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: small_decks)
        app = bootstrap(folder, clock=FixedClock(parse_moment("2026-11-24T09:00:00Z")))
    yield app
    app.close()


def living(app: App) -> list[object]:
    """The living notes and cards, and the counted days."""
    return [
        rows(app, f"SELECT * FROM {table} WHERE {living} ORDER BY 1")
        for table, living in (
            ("note", "deleted_by IS NULL"),
            ("card", "deleted_by IS NULL"),
            ("study_day", "reviews <> 0"),
        )
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    topics=st.lists(TOPICS, max_size=3).map(tuple),
    title=TEXTS,
    complete=st.booleans(),
    policy=st.sampled_from([None, *Duplicates]),
)
def test_any_rows(
    library: App,
    topics: tuple[TopicRow, ...],
    title: str,
    complete: bool,
    policy: Duplicates | None,
) -> None:
    options = ImportOptions(duplicates=policy)
    deck = DeckRows(
        f"{title}{next(_numbers)}", topics=topics, complete=complete,
        namespace=None if complete else f"hostile{next(_numbers)}",
    )  # fmt: skip
    before = living(library)
    promised = look(library, deck, options=options).report
    done = bring(library, deck, options=options)
    assert (promised.notes_added, promised.reviews_added) == (done.notes_added, done.reviews_added)
    assert_caches_agree(library)
    assert bring(library, deck, options=options).changes.operation is None
    if done.changes.operation is not None:
        library.undo.undo()
        assert living(library) == before
    assert_caches_agree(library)
