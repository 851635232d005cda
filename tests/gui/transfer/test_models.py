"""The tables of the page keep what Qt expects of a model, however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from flashcards.domain.practice.prompt import PromptKind
from flashcards.formats.rows import FormatWarning, RoadmapTopicRow, StageRow
from flashcards.gui.transfer import texts
from flashcards.gui.transfer.outline import OutlineModel
from flashcards.gui.transfer.outline_list import COUNT
from flashcards.gui.transfer.rows_model import PreviewModel, WarningsModel
from flashcards.gui.transfer.tables import PreviewTable
from flashcards.gui.widgets.table import ICON, INK
from flashcards.services.importing.preview import PreviewRow, RowResult

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


class Rows(Sequence[PreviewRow]):
    """So many rows, counted as they are made."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.made = 0

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: int) -> PreviewRow:
        self.made += 1
        return PreviewRow(place + 2, f"Question **{place}**", "Joins", "SQL", RowResult.NEW)


def test_of_prompts_the_preview_names_kind_and_stage() -> None:
    model = PreviewModel()
    table = PreviewTable(model)
    plain = table.columnWidth(2)
    facts = {"kind": PromptKind.SYSTEM_DESIGN, "stage": 11}
    rows = (
        PreviewRow(9, "A limiter", "", "Design", RowResult.NEW, **facts),
        PreviewRow(40, "No rubric", "", "Design", RowResult.SKIPPED, "it has no rubric"),
    )
    model.show_rows(rows, table=False, by_deck=False, prompts=True)
    titles = [model.headerData(at, Qt.Orientation.Horizontal, 0) for at in range(4)]
    assert titles == ["Line", "Prompt", "Kind and stage", "Result"]
    assert [model.index(0, column).data() for column in range(4)] == [
        "9", "A limiter", "System design, stage 11", "New",
    ]  # fmt: skip
    assert model.index(1, 2).data() == ""
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "it has no rubric"
    assert table.columnWidth(2) > plain


def test_the_preview_is_a_model_as_qt_wants_it() -> None:
    model = PreviewModel()
    tester = QAbstractItemModelTester(model, STRICT)
    model.show_rows(Rows(3), table=True, by_deck=False)
    assert [model.index(1, column).data() for column in range(4)] == [
        "3", "Question 1", "Joins", "New",
    ]  # fmt: skip
    model.show_rows((), table=False, by_deck=True)
    titles = [model.headerData(at, Qt.Orientation.Horizontal, 0) for at in range(4)]
    assert titles == ["Line", "Question", "Deck", "Result"]
    assert tester.model() is model


def test_of_100_000_rows_only_those_that_are_seen_are_made(qtbot: QtBot) -> None:
    model, rows = PreviewModel(), Rows(100_000)
    table = PreviewTable(model)
    qtbot.addWidget(table)
    table.resize(600, 400)
    model.show_rows(rows, table=True, by_deck=False)
    table.show()
    table.grab()
    assert 0 < rows.made < 100
    table.scrollToBottom()
    table.grab()
    assert rows.made < 200


@pytest.mark.parametrize("result", list(RowResult))
def test_each_result_has_a_word_and_an_icon(result: RowResult) -> None:
    model = PreviewModel()
    row = PreviewRow(1, "Q", "T", "D", result)
    model.show_rows([row], table=True, by_deck=False)
    index = model.index(0, 3)
    assert index.data()
    assert index.data(ICON)
    assert index.data(INK) == texts.RESULTS[result][2]


def test_a_skipped_row_says_why_where_its_question_would_be() -> None:
    model = PreviewModel()
    reason = "row 5 has no question. Add one, or leave it: the row is skipped"
    model.show_rows(
        [PreviewRow(5, "", "", "", RowResult.SKIPPED, reason)], table=True, by_deck=False
    )
    assert model.index(0, 1).data() == "Row 5 has no question"
    assert model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole) == reason


def test_warnings_have_their_line() -> None:
    model = WarningsModel()
    tester = QAbstractItemModelTester(model, STRICT)
    model.show_warnings([FormatWarning(7, "no answer."), FormatWarning(0, "all")])
    cells = [[model.index(row, column).data() for column in (0, 1)] for row in (0, 1)]
    assert cells == [["7", "No answer."], ["", "All"]]
    assert tester.model() is model


def test_an_outline_lists_stages_with_their_topics() -> None:
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, STRICT)
    model.show_stages([StageRow(1, "Stars", topics=(RoadmapTopicRow("Colour"),))])
    model.show_matches({"Stars": 12}, {"Colour": None})
    assert model.index(0).data(COUNT) == "1 topic, 12 cards"
    assert model.index(1).data(COUNT) == "No cards yet"
    assert not model.setData(model.index(1), "  ")
    assert tester.model() is model
