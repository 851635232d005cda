"""Every file of the shared data comes in through the page with the numbers that are expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.gui.transfer.entry import FileState
from tests.gui.transfer.importing import ImportScreen

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = [
    pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the checkout"),
    pytest.mark.slow,
]


@pytest.mark.parametrize(
    ("name", "notes", "cards", "reviews"),
    [
        ("anki/modern-with-history.apkg", 40, 45, 41),
        ("anki/modern-no-history.apkg", 40, 45, 0),
        ("anki/legacy-with-history.apkg", 40, 45, 41),
        ("anki/whole.colpkg", 40, 45, 41),
        ("anki/oo-design-legacy11.apkg", 6, None, 0),
        ("anki/system-design-legacy11.apkg", 42, None, 0),
        ("review-log-12580.csv", 1_205, None, 12_580),
    ],
)
def test_packages_and_the_log(
    screen: ImportScreen, name: str, notes: int, cards: int | None, reviews: int
) -> None:
    screen.open(DATA / name)
    assert screen.states == [FileState.READY]
    screen.run()
    assert screen.states == [FileState.IMPORTED]
    report = screen.present.report
    assert report is not None
    assert report.notes_added == notes
    assert cards is None or report.cards_added == cards
    assert report.reviews_added == reviews


def test_the_roadmap_that_the_product_is_for(screen: ImportScreen) -> None:
    screen.open(DATA / "backend-developer-roadmap.md")
    outline = screen.detail.outline
    assert [len(stage.topics) for stage in outline.stages] == [7, 13, 10, 7, 5, 9, 4, 4, 2, 7]
    screen.run()
    report = screen.present.report
    assert report is not None
    assert report.roadmap is not None
    assert len(report.roadmap.stages) == 10
    assert len(report.roadmap.choices) == 4
    assert len(report.roadmap.tips) == 5
    assert "�" not in report.roadmap.title
