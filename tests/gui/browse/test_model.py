"""The model of the table obeys the rules of models, reads pages when seen, forgets old ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionRange, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from flashcards.domain.note import NoteKind
from flashcards.domain.query_order import SortColumn, SortOrder
from flashcards.domain.review import State
from flashcards.gui.browse import model as model_module
from flashcards.gui.browse.columns import COLUMNS, columns_of
from flashcards.gui.browse.model import CELL, CardsModel
from flashcards.services.browsing.view import PAGE, BrowseRow, Listing

FIRST = 1 << 62  # as large as ids get


def row(card_id: int, question: str = "") -> BrowseRow:
    return BrowseRow(
        card_id=card_id, note_id=card_id, key="forward", question=question or f"Q{card_id}",
        kind=NoteKind.BASIC, deck="Deck", topic="Topic", stage="Stage", state=State.NEW,
        suspended=False, draft=False, buried=False, due_day=None, due_ms=None,
        last_review_ms=None, recall=None, stability=None, difficulty=None, lapses=0, reps=0,
        interval_days=None, flag=0, tags=(), added_ms=0, edited_ms=None,
    )  # fmt: skip


def listing(count: int, known: int | None = None, rows: int = PAGE) -> Listing:
    ids = tuple(range(FIRST, FIRST + (count if known is None else known)))
    return Listing("", SortOrder(SortColumn.DUE), count, ids, tuple(map(row, ids[:rows])), 20_000)


@pytest.fixture
def model(themed: QApplication) -> CardsModel:
    made = CardsModel()
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return made


@pytest.fixture
def wanted(model: CardsModel) -> list[tuple[int, ...]]:
    pages: list[tuple[int, ...]] = []
    model.page_wanted.connect(pages.append)
    return pages


def text(model: CardsModel, place: int, column: int = 0) -> str:
    return model.index(place, column).data()


def test_an_empty_model_is_one(model: CardsModel) -> None:
    assert model.rowCount() == 0
    assert model.columnCount() == 5
    assert model.complete


def test_a_page_is_read_when_it_is_seen_and_only_once(
    model: CardsModel, wanted: list[tuple[int, ...]]
) -> None:
    model.set_listing(listing(1_000))
    assert text(model, 3) == f"Q{FIRST + 3}"
    assert wanted == []
    assert text(model, 250) == text(model, 399) == ""
    assert wanted == [tuple(range(FIRST + 200, FIRST + 400))]
    model.set_rows(map(row, wanted[0]))
    assert text(model, 250) == f"Q{FIRST + 250}"
    assert len(wanted) == 1


def test_the_other_ids_come_after_the_first(
    model: CardsModel, wanted: list[tuple[int, ...]]
) -> None:
    model.set_listing(listing(1_000, known=600))
    assert (model.rowCount(), model.complete) == (1_000, False)
    assert text(model, 700) == ""
    assert wanted == []  # which cards those are is not known yet
    model.set_ids(tuple(range(FIRST, FIRST + 1_000)))
    assert model.complete
    assert text(model, 700) == ""
    assert wanted[0][0] == FIRST + 600
    assert text(model, 3) == f"Q{FIRST + 3}"


def test_a_library_that_changed_meanwhile_has_other_ids(model: CardsModel) -> None:
    model.set_listing(listing(1_000, known=600))
    model.set_ids(tuple(range(FIRST, FIRST + 900)))
    assert (model.rowCount(), model.complete) == (900, True)


def test_rows_that_changed_are_shown_anew(model: CardsModel, qtbot) -> None:
    model.set_listing(listing(10))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    model.set_rows([row(FIRST + place, "New") for place in (2, 3, 7)] + [row(5)])
    assert changed == [(2, 3), (7, 7)]
    assert text(model, 7) == "New"


def test_pages_that_were_seen_long_ago_are_forgotten(
    model: CardsModel, wanted: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_module, "_MOST_PAGES", 2)
    model.set_listing(listing(1_000))
    for page in (1, 2, 3):
        text(model, page * PAGE)
        model.set_rows(map(row, wanted[-1]))
    assert text(model, PAGE) == ""
    assert len(wanted) == 4


def test_the_ids_of_a_selection_are_taken_range_by_range(themed: QApplication) -> None:
    model = CardsModel()
    model.set_listing(listing(100_000, rows=0))
    selection = QItemSelection()
    for top, bottom in ((0, 99_998), (99_999, 99_999)):
        selection.append(QItemSelectionRange(model.index(top, 0), model.index(bottom, 4)))
    assert len(model.ids_in(selection)) == 100_000
    assert model.place_of(FIRST + 99_999) == 99_999
    assert model.place_of(1) is None
    assert model.card_at(100_000) is None


def test_columns_are_chosen_and_named(model: CardsModel) -> None:
    model.set_listing(listing(3))
    everything = columns_of(tuple(column.id for column in COLUMNS))
    model.set_columns(everything)
    assert model.columnCount() == 18
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert titles[:5] == ["Question", "Deck", "Topic", "Stage", "Due"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert columns_of(()) == columns_of(("question",))
    for place in range(18):
        assert model.index(0, place).data(CELL) is not None


def test_a_screen_reader_hears_the_column_with_each_cell(model: CardsModel) -> None:
    model.set_listing(listing(1))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 1).data(role) == "Topic: Topic"
    assert model.index(0, 3).data(role) == "Recall"
