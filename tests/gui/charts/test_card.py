"""A card with a chart: title, legend, menu, table and files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.errors import LibraryWriteError
from flashcards.gui.charts import export
from flashcards.gui.charts.card import ChartCard
from flashcards.gui.charts.data import Chart, table_of
from flashcards.gui.charts.legend import Legend
from flashcards.gui.charts.table_dialog import ChartTableModel, as_text
from flashcards.gui.theme import theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from tests.gui.accessible import names, unnamed
from tests.gui.charts.samples import ALL, bars, heat, line, stages

LEFT = Qt.MouseButton.LeftButton


class Window(QWidget):
    """A window with a card in it."""

    def __init__(self) -> None:
        super().__init__()
        self.card = ChartCard("Forecast")
        QVBoxLayout(self).addWidget(self.card)
        self.resize(520, 260)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """The window, active."""
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def card(window: Window) -> ChartCard:
    """The card in it."""
    return window.card


def verbs(card: ChartCard) -> list[str]:
    return [action.text() for action in card.menu().actions() if action.text()]


def choose(card: ChartCard, verb: str) -> None:
    next(action for action in card.menu().actions() if action.text() == verb).trigger()


def answer_dialog(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


class Saving:
    """Chooses a verb of the card's menu and a name in the dialog that follows."""

    def __init__(
        self, card: ChartCard, qtbot: QtBot, folder: Path, patch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._card, self._qtbot, self._patch = card, qtbot, patch

    def __call__(self, verb: str, name: str) -> str:
        answer_dialog(self._patch, self.folder / name)
        with self._qtbot.waitSignal(self._card.told) as signal:
            choose(self._card, verb)
        return signal.args[0]


@pytest.fixture
def saving(
    card: ChartCard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Saving:
    """Saves the card's chart into a folder of the test's own."""
    return Saving(card, qtbot, tmp_path, monkeypatch)


def test_it_waits_in_silence_and_then_says_so(card: ChartCard, qtbot: QtBot) -> None:
    assert card.text() == ""
    qtbot.waitUntil(lambda: card.text() == "Counting…")
    card.show_chart(bars())
    assert card.chart == bars()
    assert card.text() == ""


def test_too_little_is_said_in_words(card: ChartCard) -> None:
    card.show_text("6 reviews; a chart needs 20.")
    assert card.chart is None
    assert card.text() == "6 reviews; a chart needs 20."
    assert card.show_table() is None
    assert not [one for one in card.findChildren(QWidget) if one.accessibleName() == "Forecast"
                and one.isVisible()]  # fmt: skip


def test_a_word_at_the_right_takes_the_place_of_the_legend(card: ChartCard) -> None:
    card.show_chart(bars(), "median 16 days")
    assert card.caption() == "median 16 days"
    wide = card.findChild(Legend).sizeHint().width()
    card.show_chart(bars())
    assert card.caption() == ""
    assert card.findChild(Legend).sizeHint().width() != wide


def test_a_title_that_has_no_room_is_cut_at_its_comma(card: ChartCard) -> None:
    card.show_chart(line())
    shown = card.findChild(Label)
    assert shown.text() == "Retention, true against target"
    card.window().resize(240, 260)
    QApplication.sendPostedEvents()
    assert shown.text() == "Retention"
    assert card.title() == "Retention, true against target"


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_chart_has_a_legend_or_needs_none(chart: Chart, qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_for(chart)
    legend.resize(max(1, legend.sizeHint().width()), 20)
    empty = QImage(legend.size(), QImage.Format.Format_RGB32)
    legend.render(empty)
    assert (legend.sizeHint().width() > 0) == (type(chart).__name__ != "Scatter")


def test_the_menu_is_there_when_the_card_is_pointed_at_or_has_the_focus(
    card: ChartCard, qtbot: QtBot
) -> None:
    card.show_chart(bars())
    button = next(
        one for one in card.findChildren(QWidget) if one.accessibleName() == "Forecast: more"
    )
    assert not button.isVisible()
    card.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.isVisible)
    card.view.clearFocus()
    qtbot.waitUntil(lambda: not button.isVisible())


def test_the_menu_offers_table_and_files(card: ChartCard) -> None:
    card.show_chart(bars())
    assert verbs(card) == [
        "Show as table", "Copy as table", "Save as PNG…", "Save as SVG…", "Save as CSV…",
    ]  # fmt: skip


def test_the_menu_opens_by_its_key_and_by_its_button(card: ChartCard, qtbot: QtBot) -> None:
    card.show_chart(bars())
    reason = QContextMenuEvent.Reason.Keyboard
    corner = QPoint(30, 30)
    event = QContextMenuEvent(reason, corner, card.view.mapToGlobal(corner))
    QApplication.sendEvent(card.view, event)
    for _ in range(2):
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.close()
        card.findChild(PaintedButton).click()
    QApplication.activePopupWidget().close()


def test_words_have_no_menu(card: ChartCard) -> None:
    card.show_text("6 reviews; a chart needs 20.")
    corner = QPoint(30, 30)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, corner, card.mapToGlobal(corner))
    QApplication.sendEvent(card, event)
    assert QApplication.activePopupWidget() is None


def test_the_menu_opens_the_cards_that_are_pointed_at(card: ChartCard, qtbot: QtBot) -> None:
    card.show_chart(bars())
    card.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card.view, Qt.Key.Key_End)
    with qtbot.waitSignal(card.activated) as signal:
        choose(card, "Show these cards")
    assert signal.args == ["due=3"]


def test_a_chart_is_shown_as_a_table_that_can_be_copied(card: ChartCard, qtbot: QtBot) -> None:
    card.show_chart(bars())
    dialog = card.show_table()
    assert dialog is not None
    table = dialog.findChild(QTableView)
    assert dialog.focusWidget() is table
    assert table.model().rowCount() == 4
    assert table.model().index(0, 1).data() == "30"
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "review"
    copy = next(one for one in dialog.findChildren(QWidget) if one.accessibleName() == "Copy")
    qtbot.mouseClick(copy, LEFT)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Day\treview\tnew\tlearning"
    assert not unnamed(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_table_can_be_copied_at_once(card: ChartCard, qtbot: QtBot) -> None:
    card.show_chart(bars())
    with qtbot.waitSignal(card.told) as signal:
        choose(card, "Copy as table")
    assert signal.args == ["Copied as table"]
    assert QGuiApplication.clipboard().text() == as_text(table_of(bars()))


@pytest.mark.parametrize(
    ("verb", "start"),
    [("PNG", b"\x89PNG"), ("SVG", b"<?xml"), ("CSV", b"Day,review,new,learning\r\n")],
)
def test_it_is_saved_under_the_name_that_is_chosen(
    saving: Saving, card: ChartCard, verb: str, start: bytes
) -> None:
    card.show_chart(bars())
    told = saving(f"Save as {verb}…", "mine")
    target = saving.folder / f"mine.{verb.lower()}"
    assert told == f"Saved as {target.name}"
    assert target.read_bytes().startswith(start)


def test_a_name_with_a_dot_of_its_own_still_gets_the_ending(
    saving: Saving, card: ChartCard
) -> None:
    card.show_chart(bars())
    assert saving("Save as CSV…", "System v1.2") == "Saved as System v1.2.csv"


def test_a_file_that_the_ending_leads_to_is_not_lost_unasked(
    saving: Saving, card: ChartCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card.show_chart(bars())
    present = saving.folder / "mine.csv"
    present.write_text("what was there")
    answer_dialog(monkeypatch, saving.folder / "mine")
    choose(card, "Save as CSV…")
    assert present.read_text() == "what was there"
    (question,) = card.findChildren(Dialog)
    with qtbot.waitSignal(card.told):
        question.accept()
    assert present.read_text() != "what was there"


def test_nothing_is_saved_when_no_name_is_chosen(
    card: ChartCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card.show_chart(bars())
    answer_dialog(monkeypatch, "")
    choose(card, "Save as PNG…")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_saved_is_told(
    card: ChartCard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card.show_chart(bars())
    answer_dialog(monkeypatch, tmp_path / "nowhere" / "x.png")
    with qtbot.waitSignal(card.failed) as signal:
        choose(card, "Save as PNG…")
    assert isinstance(signal.args[0], LibraryWriteError)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_a_picture_is_twice_as_fine_as_the_screen(chart: Chart, themed: QApplication) -> None:
    image = export.image_of(chart, QSize(400, 220), "median")
    assert (image.width(), image.height()) == (800, 440)
    assert image.pixelColor(2, 2) == theme().colors.surface
    inked = {image.pixel(x, y) for x in range(0, 800, 5) for y in range(0, 440, 5)}
    assert len(inked) > 3


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_a_scalable_picture_has_words_and_what_it_shows(chart: Chart, themed: QApplication) -> None:
    text = export.svg_of(chart, QSize(400, 220)).decode()
    assert f"<title>{chart.name}</title>" in text
    assert f"<desc>{chart.summary}</desc>" in text
    assert "</svg>" in text
    assert "<text" in text


def test_several_charts_are_one_file_with_a_row_a_value(tmp_path: Path) -> None:
    target = tmp_path / "charts.csv"
    rows = export.write_charts_csv([line(), stages()], target)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "chart,place,series,value"
    assert lines[1] == '"Retention, true against target",Mon,Retention,0.8'
    assert len(lines) == rows + 1 == 4 * 3 + 3 * 2 + 1


def test_the_table_is_a_sound_model(qtbot: QtBot) -> None:
    model = ChartTableModel(table_of(heat()))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.columnCount() == 2
    assert model.data(model.index(0, 0).siblingAtRow(99)) is None


def test_a_screen_reader_meets_the_chart_by_its_name(card: ChartCard) -> None:
    card.show_chart(bars())
    assert names(card) == ["Forecast"]
    assert not unnamed(card)
