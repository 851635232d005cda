"""What a chart says: at a place, and as a table."""

from __future__ import annotations

import pytest

from flashcards.gui.charts.data import Chart, Place, plain, readout, table_of
from tests.gui.charts.samples import ALL, bars, dots, heat, line, stages


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (1_024, "1,024"), (0.5, "0.5"), (2.0, "2"), (3.14159, "3.142")]
)
def test_numbers_are_written_plainly(number: float, text: str) -> None:
    assert plain(number) == text


def test_a_place_tells_the_values_of_its_series() -> None:
    assert readout(line(), 1) == ("Tue", "Retention 90 %")
    assert readout(line(), 2) == ("Wed",)
    assert readout(bars(), 3) == ("Thu", "review 40", "learning 5")


def test_a_place_with_words_of_its_own_says_those() -> None:
    own = line(places=tuple(Place(f"day {n}", ("exactly",)) for n in range(4)))
    assert readout(own, 0) == ("day 0", "exactly")
    assert readout(heat(), 3) == ("day 3", "3 reviews")
    assert readout(dots(), 1) == ("90 %", "200 reviews")


def test_lines_are_a_table_with_their_bounds() -> None:
    table = table_of(line())
    assert [column.title for column in table.columns] == [
        "Day", "Retention", "Retention, from", "Retention, to",
    ]  # fmt: skip
    assert table.rows[0] == ("Mon", 0.8, 0.7, 0.85)
    assert table.texts()[2] == ("Wed", "–", "–", "–")
    assert table.texts()[0][1] == "80 %"


def test_bars_are_a_table_with_a_column_a_series() -> None:
    table = table_of(bars())
    assert [column.title for column in table.columns] == ["Day", "review", "new", "learning"]
    assert table.rows[3] == ("Thu", 40.0, None, 5.0)


def test_days_to_come_are_not_in_the_table() -> None:
    assert len(table_of(heat(8)).rows) == 51


def test_shares_and_dots_are_tables_too() -> None:
    assert table_of(stages()).rows[2] == ("Auth", None, None)
    assert table_of(dots()).rows == ((0.6, 0.65, 20.0), (0.9, 0.88, 200.0))


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_row_has_as_many_cells_as_there_are_columns(chart: Chart) -> None:
    table = table_of(chart)
    assert table.rows
    assert {len(row) for row in (*table.rows, *table.texts())} == {len(table.columns)}
