"""Whatever the bytes are: rows, or one clear error."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.delimited import Target, looks_like_table, survey, to_rows

VALID = (
    '#separator:comma\n#tags column:5\n"question",answer,why,A,tags\n'
    '"two\nlines","say ""hi""",{{c1::x::y}},\'=1,"a b"\n'
    "Ünï — 一 🛣,<b>x</b> __init__,,B,\n,no question,,,\n"
).encode()
NAMES = st.sampled_from(["t.csv", "t.tsv", "t.txt", ""])


def read(data: bytes, name: str, mapping: Sequence[Target] | None = None) -> None:
    """Survey and read; every text of the outcome can be written as UTF-8."""
    try:
        seen = survey(data, name, html=False)
        found = to_rows(seen, data)
    except FormatError:
        return
    assert len(seen.mapping) == len(seen.columns)
    assert seen.row_count > 0
    for deck in found.decks:
        assert deck.title
        for topic in deck.topics:
            for note in topic.notes:
                assert note.fields.question.strip()
                assert note.line > 0
                "".join((*note.fields.texts, *note.tags, topic.title, deck.title)).encode()
    assert all(warning.message for warning in found.warnings)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), NAMES)
def test_arbitrary_bytes(data: bytes, name: str) -> None:
    read(data, name)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from("ab,;\t|:\"#\n\r\\<_{}'= \0é"), max_size=300), NAMES)
def test_arbitrary_tables(text: str, name: str) -> None:
    read(text.encode(), name)
    looks_like_table(text, name)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_valid_table_with_some_bytes_changed(data: st.DataObject) -> None:
    changed = bytearray(VALID)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        end = data.draw(st.integers(at, min(len(changed), at + 8)))
        changed[at:end] = data.draw(st.binary(max_size=6))
        if not changed:
            break
    read(bytes(changed), "t.csv")


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=st.sampled_from("ab1,|; \n"), min_size=1, max_size=120),
    st.lists(st.sampled_from(list(Target)), min_size=200, max_size=200),
)
def test_any_mapping_gives_rows_or_asks_for_a_question(text: str, targets: list[Target]) -> None:
    data = text.encode()
    try:
        seen = survey(data, "t.csv")
        found = to_rows(seen, data, targets[: len(seen.columns)])
    except FormatError:
        return
    assert found.decks
