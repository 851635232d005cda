"""The records of a text, well-formed or not."""

from __future__ import annotations

import csv
import io
import threading
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.delimited.records import records
from flashcards.formats.rows import FormatWarning


def parsed(text: str, separator: str = ",") -> list[list[str]]:
    return list(records(text, separator, []))


def complaints(text: str) -> list[tuple[int, str]]:
    warnings: list[FormatWarning] = []
    list(records(text, ",", warnings))
    return [(warning.line, warning.message) for warning in warnings]


def test_quoted_cells_hold_separators_quotes_and_line_breaks() -> None:
    text = '"a,b","say ""hi""","two\r\nlines"\r\nplain,,\r\n'

    assert parsed(text) == [["a,b", 'say "hi"', "two\r\nlines"], ["plain", "", ""]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_parts_records(end: str) -> None:
    assert parsed(end.join(["a,b", "", 'c,"d"'])) == [["a", "b"], [], ["c", "d"]]


def test_lone_carriage_returns_among_other_line_ends_part_records_too() -> None:
    assert parsed("a,b\rc,d\ne,f\r\ng,h") == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]


def test_a_quote_within_a_plain_cell_is_a_quote() -> None:
    assert parsed('a 5" disk,b\n') == [['a 5" disk', "b"]]
    assert complaints('a 5" disk,b\n') == []


def test_a_cell_that_begins_and_goes_on_after_a_quoted_word_keeps_its_quotes() -> None:
    assert parsed('"Yes" she said,b\nc,d\n') == [['"Yes" she said', "b"], ["c", "d"]]
    assert complaints('"Yes" she said,b\nc,d\n') == [
        (1, "Row 1 has a quote within a quoted cell. Double it where text is missing.")
    ]


def test_quotes_behind_backslashes_are_read() -> None:
    assert parsed('"say \\"hi, you\\"",b\n') == [['say "hi, you"', "b"]]
    assert complaints('"say \\"hi, you\\"",b\n') == []


def test_a_quote_without_an_end_costs_its_row_alone() -> None:
    text = 'a,b\n"open,c\nd,e\n"f",g\n'

    assert parsed(text) == [["a", "b"], ['"open', "c"], ["d", "e"], ["f", "g"]]
    assert complaints(text) == [
        (2, "Row 2 opens a quote that is never closed. Close it; the line was read as it is.")
    ]


def test_the_last_row_may_have_the_quote_without_an_end() -> None:
    assert parsed('a,b\nc,"d') == [["a", "b"], ["c", '"d']]


def test_a_file_full_of_open_quotes_takes_no_more_than_some_passes() -> None:
    text = 'a,"b\n' * 30_000

    assert parsed(text) == [["a", '"b']] * 30_000
    assert len(complaints(text)) == 100


def test_a_cell_may_have_ten_million_characters_and_the_usual_limit_is_put_back() -> None:
    usual = csv.field_size_limit()
    large = "x" * 10_000_000

    assert parsed(f'"{large}",b\nc,d\n') == [[large, "b"], ["c", "d"]]
    assert csv.field_size_limit() == usual


def test_two_readers_at_once_do_not_take_the_limit_from_each_other() -> None:
    usual = csv.field_size_limit()
    first = records(f"{'x' * 200_000}\n{'y' * 200_000}\n", ",", [])
    assert len(next(first)[0]) == 200_000

    thread = threading.Thread(target=parsed, args=("a,b\n",))
    thread.start()
    thread.join()

    assert len(next(first)[0]) == 200_000
    assert list(first) == []
    assert csv.field_size_limit() == usual


def test_a_row_of_countless_cells_is_refused_before_they_are_made() -> None:
    with pytest.raises(FormatError, match="more than 100,000 cells"):
        parsed("a," * 600_000)
    assert len(parsed('"' + "a," * 600_000 + '",b')[0]) == 2


def test_a_table_longer_than_a_piece_is_read_as_one() -> None:
    table = [[f"row {at}", "two\nlines\r" * (at % 40)] for at in range(3_000)]
    file = io.StringIO()
    csv.writer(file).writerows(table)

    assert parsed(file.getvalue()) == table


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_very_long_line_is_read_with_those_around_it(end: str) -> None:
    long = "x" * 2_000_000

    assert parsed(end.join(["a,b", f'"c{end}d",{long}', "", "e,f"])) == [
        ["a", "b"],
        [f"c{end}d", long],
        [],
        ["e", "f"],
    ]


def test_records_are_read_as_they_are_asked_for() -> None:
    assert list(islice(records("a\nb\n" + '"c\n', ",", []), 2)) == [["a"], ["b"]]


tables = st.lists(
    st.lists(st.text(alphabet=st.sampled_from('ab",;\t\r\n x\0é🛣')), min_size=1, max_size=4),
    max_size=6,
)


@settings(deadline=None, max_examples=150)
@given(tables, st.sampled_from(",;\t|:"))
def test_what_a_spreadsheet_writes_comes_back(table: list[list[str]], separator: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(table)

    assert parsed(file.getvalue(), separator) == table


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from('ab",\\\r\n\0'), max_size=200))
def test_any_text_gives_records_and_loses_no_letter(text: str) -> None:
    found = "".join(cell for record in parsed(text) for cell in record)

    assert [c for c in found if c in "ab"] == [c for c in text if c in "ab"]
