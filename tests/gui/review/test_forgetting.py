"""The forgetting curve on the card information."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.charts.view import ChartView
from flashcards.gui.review.forgetting import forgetting_chart
from flashcards.gui.review.information import show_information
from tests.gui.review.cards import INFORMATION

KNOWN = replace(
    INFORMATION, forgetting=((-5.0, 1.0), (0.0, 0.91), (6.0, 0.85), (12.0, 0.8)), target=0.9
)


def test_the_present_moment_is_marked() -> None:
    chart = forgetting_chart(KNOWN)

    assert chart is not None
    assert chart.summary == "Recall is 91\u202f% now and 80\u202f% in 12 days."
    assert (chart.marked, chart.marked_text) == (1, "91\u202f%")
    assert [place.label for place in chart.places] == [
        "5 days ago",
        "now",
        "in 6 days",
        "in 12 days",
    ]
    assert chart.target is not None
    assert chart.target.value == 0.9


def test_a_card_without_a_memory_has_no_curve() -> None:
    assert forgetting_chart(INFORMATION) is None


@pytest.mark.parametrize(("info", "charts"), [(KNOWN, 1), (INFORMATION, 0)])
def test_the_dialog_shows_it(themed: object, qtbot: QtBot, info: object, charts: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    dialog = show_information(window, info)  # type: ignore[arg-type]

    assert len(dialog.findChildren(ChartView)) == charts
    dialog.close()
