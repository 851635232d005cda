"""What this program exports as a table is recognised when it comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.errors import FormatError
from flashcards.formats.delimited import DECK_COLUMNS, read_table
from flashcards.formats.delimited.own_tables import refuse_own_report
from flashcards.formats.markdown.lines import tidy
from flashcards.formats.rows import NoteRow
from flashcards.services.exporting.csv_file import neutralised
from flashcards.services.exporting.rows import DAYS, PROGRESS, REVIEWS, STAGES
from tests.formats.delimited.tables import look


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (PROGRESS, r"a progress table: it holds no answers, so it makes no cards\. To move"),
        (REVIEWS, r"a review log: it holds answers to cards, not cards\."),
        (STAGES, r"a table of stages: it holds figures and no cards\."),
        (DAYS, r"a table of days: it holds figures and no cards\."),
    ],
)
@pytest.mark.parametrize("rows", [0, 1])
def test_a_report_makes_no_half_cards(columns: tuple[str, ...], message: str, rows: int) -> None:
    table = "\r\n".join([",".join(columns), *[",".join("1" for _ in columns)] * rows])

    with pytest.raises(FormatError, match=rf"^table\.csv: {message}"):
        look(table)


def test_a_progress_table_to_which_answers_were_added_is_a_table() -> None:
    names = (*PROGRESS, "answer")

    assert look(f"{','.join(names)}\n{','.join('x' for _ in names)}\n").row_count == 1
    refuse_own_report(["question", "answer"], "t.csv")


KINDS = [NoteKind.BASIC, NoteKind.REVERSED, NoteKind.TYPED, NoteKind.PREDICT]
lines = st.text(alphabet=st.sampled_from("a b<>_*#`=+-@'\",;|\té—🛣"), max_size=12)
texts = st.lists(lines, max_size=4).map(tidy)
words = st.text(alphabet="abc:-", min_size=1, max_size=5)
own_notes = st.builds(
    NoteRow,
    fields=st.builds(NoteFields, texts.filter(lambda t: t.strip()), texts, texts, texts),
    kind=st.sampled_from(KINDS),
    source_id=st.none() | words,
    tags=st.lists(words, unique=True, max_size=3).map(tuple),
    importance=st.none() | st.integers(1, 3),
    track=st.none() | words,
)


@settings(deadline=None, max_examples=100)
@given(st.lists(own_notes, min_size=1, max_size=5, unique_by=lambda n: n.source_id or id(n)))
def test_a_deck_that_was_exported_as_a_table_comes_back_as_it_was(notes: list[NoteRow]) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(DECK_COLUMNS)
    for note in notes:
        cells = [
            note.source_id or "",
            note.kind.value,
            note.fields.question,
            note.fields.answer,
            note.fields.extra,
            note.fields.source,
            "Joins",
            "SQL",
            " ".join(note.tags),
            note.track or "",
            "" if note.importance is None else str(note.importance),
        ]
        writer.writerow([neutralised(cell) for cell in cells])

    found = read_table(file.getvalue().encode(), "deck.csv")

    (deck,) = found.decks
    (topic,) = deck.topics
    assert (deck.title, topic.title, deck.skipped) == ("SQL", "Joins", 0)
    for was, now in zip(notes, topic.notes, strict=True):
        assert now.fields == was.fields
        assert (now.kind, now.importance) == (was.kind, was.importance)
        assert now.draft is not bool(was.fields.answer)
