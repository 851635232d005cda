"""The section 'Presets': made, set, given to stages and decks, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.settings.place import SettingsPlace
from flashcards.gui.settings.preset_dialogs import NameDialog, PlacesDialog, SettingsDialog
from flashcards.gui.settings.presets import used_by
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.slider import Slider
from flashcards.services.scheduling.presets import PresetView
from tests.gui.accessible import unnamed
from tests.gui.screen import Screen


class PresetScreen(Screen):
    """The window on the presets of its settings."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window, PlaceId.SETTINGS)
        place = window.page(PlaceId.SETTINGS)
        assert isinstance(place, SettingsPlace)
        self.page = place.page
        self.page.show_section("Presets")

    def presets(self) -> tuple[PresetView, ...]:
        found: tuple[PresetView, ...] = self.ask(lambda app: app.presets.presets())
        return found

    def rows(self) -> list[str]:
        return [row.words for row in self.page.rows("Presets")]

    def open(self, kind: type[QWidget]) -> QWidget:
        self.settle()
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        return found[-1]

    def make(self, name: str) -> SettingsDialog:
        self.click("New preset…")
        asked = self.open(NameDialog)
        assert isinstance(asked, NameDialog)
        QTest.keyClicks(asked.field, name)
        QTest.keyClick(asked.field, Qt.Key.Key_Return)
        self.settle()
        shown = self.open(SettingsDialog)
        assert isinstance(shown, SettingsDialog)
        return shown


@pytest.fixture
def screen(qtbot: QtBot, opened: MainWindow) -> PresetScreen:
    return PresetScreen(qtbot, opened)


def test_one_is_made_by_the_keyboard_and_its_settings_come_up(screen: PresetScreen) -> None:
    assert len(screen.rows()) == 1
    dialog = screen.make("Interview soon")
    assert unnamed(dialog) == []
    assert list(dialog.rows)[:2] == ["retention", "new_per_day"]
    assert [each.name for each in screen.presets()] == ["Interview soon"]
    screen.click(screen.button("Done", dialog))
    assert screen.rows()[1].startswith("interview soon no stage or deck")
    assert unnamed(screen.page) == []


def test_what_is_the_librarys_stands_in_one_column(screen: PresetScreen) -> None:
    dialog = screen.make("Exam")
    words = [
        label.mapTo(dialog, QPoint(0, 0)).x()
        for key in ("retention", "new_per_day", "review_order", "learning_steps")
        for label in dialog.rows[key].findChildren(Label)
        if label.text() == "as in the library"
    ]
    assert len(words) == 4
    assert len(set(words)) == 1


def test_a_setting_is_its_own_until_it_is_left_to_the_library(screen: PresetScreen) -> None:
    dialog = screen.make("Exam")
    slider = dialog.rows["retention"].findChildren(Slider)[0]
    slider.setValue(95)
    screen.settle()
    line = screen.presets()[0].lines[0]
    assert (line.line.value, line.own) == ("0.95", True)
    screen.click(screen.button("Target recall: use the library’s", dialog))
    assert not screen.presets()[0].lines[0].own
    assert not dialog.rows["retention"].findChildren(Slider)[0].isSliderDown()
    assert screen.window.findChildren(SettingsDialog)[0].isVisible()


def test_stages_and_decks_are_ticked(screen: PresetScreen) -> None:
    screen.click(screen.button("Done", screen.make("Exam")))
    screen.click("Stages and decks of Exam")
    dialog = screen.open(PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    assert unnamed(dialog) == []
    stage, deck = next(iter(dialog._stages.values())), next(iter(dialog._decks.values()))
    stage.setChecked(True)
    deck.setChecked(True)
    screen.click(screen.button("Save", dialog))
    (preset,) = screen.presets()
    assert (len(preset.stages), len(preset.decks)) == (1, 1)
    assert preset.stages[0] in used_by(preset)
    screen.window.undo()
    screen.settle()
    assert screen.presets()[0].cards == 0


def test_it_is_renamed_copied_and_deleted(screen: PresetScreen) -> None:
    screen.click(screen.button("Done", screen.make("Exam")))
    screen.click("Rename Exam")
    asked = screen.open(NameDialog)
    assert isinstance(asked, NameDialog)
    asked.field.setText("Calm")
    screen.click(screen.button("Save", asked))
    screen.settle()
    screen.click("Duplicate Calm")
    screen.settle()
    assert [each.name for each in screen.presets()] == ["Calm", "Calm 2"]
    screen.click("Delete Calm")
    screen.settle()
    assert [each.name for each in screen.presets()] == ["Calm 2"]
    screen.window.undo()
    screen.settle()
    assert len(screen.presets()) == 2


def test_a_name_that_is_taken_is_refused_in_words(screen: PresetScreen) -> None:
    screen.click(screen.button("Done", screen.make("Exam")))
    screen.click("New preset…")
    asked = screen.open(NameDialog)
    assert isinstance(asked, NameDialog)
    assert not asked.save.isEnabled()
    asked.field.setText("exam")
    screen.click(screen.button("Save", asked))
    screen.settle()
    assert len(screen.presets()) == 1


def test_many_places_are_named_in_part() -> None:
    stages = tuple(f"{number} Stage" for number in range(6))
    preset = PresetView(1, "Exam", (), 1_200, ("Own",), stages)
    assert used_by(preset) == "1,200 cards: 0 Stage, 1 Stage, 2 Stage, 3 Stage and 3 more"
