"""Settings: changed by hand, kept at once, undone; looks, keys, backups, and the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.domain.wording import THIN_SPACE
from flashcards.gui import device_settings
from flashcards.gui.charts.data import LineChart
from flashcards.gui.commands import changed_keys, use_keys
from flashcards.gui.device_settings import (
    Appearance,
    load_appearance,
    load_keys,
    load_language,
    save_appearance,
)
from flashcards.gui.export.dialog import ExportDialog
from flashcards.gui.export.what import What
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.settings.accents import AccentChoice
from flashcards.gui.settings.easy_days import EasyDaysRow
from flashcards.gui.settings.keyboard import KeyField
from flashcards.gui.settings.memory import offer_words
from flashcards.gui.settings.place import SECTIONS, SettingsPlace
from flashcards.gui.settings.recall import RecallRow
from flashcards.gui.theme import Accent, Mode, theme
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.slider import Slider
from flashcards.gui.widgets.toggles import Switch
from flashcards.language import spoken
from flashcards.services.scheduling.optimizing import Fit, FitOffer, LastFit
from flashcards.setting_kinds import Control
from flashcards.settings import SETTINGS
from flashcards.storage.backup import backups_of
from flashcards.storage.folder import LibraryFolder
from tests.gui.accessible import unnamed
from tests.gui.screen import LEFT, Screen


class SettingsScreen(Screen):
    """The window on its settings."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window, PlaceId.SETTINGS)
        place = window.page(PlaceId.SETTINGS)
        assert isinstance(place, SettingsPlace)
        self.place = place
        self.page = place.page

    def control(self, kind: type[QWidget], name: str) -> QWidget:
        found = [w for w in self.place.findChildren(kind) if w.accessibleName() == name]
        return found[0]

    def shown(self) -> list[str]:
        rows = [row for entry in SECTIONS for row in self.page.rows(entry.title)]
        return [row.words for row in rows if row.isVisible()]

    def shown_texts(self) -> list[str]:
        return [label.text() for label in self.place.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def plain_device() -> Iterator[None]:
    """Looks, language and keys as they are shipped, before the test and after it."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    save_appearance(Appearance())
    device_settings.save_language("")
    device_settings.save_keys({})
    use_keys({})


@pytest.fixture
def screen(plain_device: None, qtbot: QtBot, opened: MainWindow) -> SettingsScreen:
    return SettingsScreen(qtbot, opened)


def test_every_declared_setting_has_its_row(screen: SettingsScreen) -> None:
    shown = [row.words for entry in SECTIONS for row in screen.page.rows(entry.title)]
    for setting in SETTINGS:
        if setting.control is not Control.NONE:
            assert any(words.startswith(setting.title.casefold()) for words in shown)
    for entry in SECTIONS:
        screen.page.show_section(entry.title)
        assert unnamed(screen.place) == []


class TestStudySettings:
    def test_a_switch_is_kept_at_once_and_undone(self, screen: SettingsScreen) -> None:
        switch = screen.control(Switch, "Stages open one after the other")
        QTest.mouseClick(switch, LEFT)
        screen.settle()
        assert screen.setting("gates") == "off"
        screen.place._undo_and_show()
        screen.settle()
        screen.settle()
        assert screen.setting("gates") == "on"
        assert screen.control(Switch, "Stages open one after the other").isChecked()

    def test_a_number_can_be_typed(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        fields = screen.place.findChildren(QLineEdit)
        field = next(f for f in fields if f.accessibleName() == "New cards a day")
        field.selectAll()
        QTest.keyClicks(field, "20")
        QTest.keyClick(field, Qt.Key.Key_Return)
        screen.settle()
        assert screen.setting("new_per_day") == "20"

    def test_a_target_of_up_to_97_is_kept_at_once(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        slider = screen.control(Slider, "Target recall")
        assert isinstance(slider, Slider)
        slider.setValue(94)
        screen.settle()
        assert screen.setting("retention") == "0.94"

    def test_above_97_the_cost_is_said_before_the_target_is_taken(
        self, screen: SettingsScreen
    ) -> None:
        screen.page.show_section("Scheduling")
        screen.settle()
        row = screen.place.findChildren(RecallRow)[0]
        row.slider.setValue(98)
        screen.settle()
        assert screen.setting("retention") == "0.9"
        assert row.cost().startswith(f"98{THIN_SPACE}% takes ")
        assert row.cost().endswith(f"times as many as 90{THIN_SPACE}%.")
        screen.click(f"Use 98{THIN_SPACE}%")
        assert screen.setting("retention") == "0.98"
        assert row.take.isHidden()

    def test_the_curve_of_the_target_marks_the_chosen_one(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        screen.settle()
        row = screen.place.findChildren(RecallRow)[0]
        before = row.chart.chart
        assert isinstance(before, LineChart)
        assert before.places[before.marked or 0].label == f"90{THIN_SPACE}%"
        minutes = before.series[0].values
        assert list(minutes) == sorted(minutes)
        row.slider.setValue(80)
        after = row.chart.chart
        assert isinstance(after, LineChart)
        assert after.places[after.marked or 0].label == f"80{THIN_SPACE}%"
        screen.settle()

    def test_a_step_that_is_none_is_refused_in_words(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Review")
        field = screen.control(QLineEdit, "Learning steps")
        assert isinstance(field, QLineEdit)
        field.setText("soon")
        field.editingFinished.emit()
        screen.settle()
        row = next(r for r in screen.page.rows("Review") if r.words.startswith("learning steps"))
        assert row._error.text() == "'soon' is not a step such as 30s, 10m or 2h."
        assert screen.setting("learning_steps") == "1m 10m"

    def test_another_week_is_shown_before_it_is_kept(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        screen.click("Sunday: normal")
        assert screen.setting("easy_days") == "1 1 1 1 1 1 1"
        screen.click("Sunday: reduced")
        row = screen.place.findChildren(EasyDaysRow)[0]
        assert row.preview.isVisible()
        assert row.preview.words().startswith("No scheduled card has to move.")
        assert unnamed(screen.place) == []
        screen.click("Save this week")
        assert screen.setting("easy_days") == "1 1 1 1 1 1 0"
        assert row.preview.isHidden()
        screen.place._undo_and_show()
        screen.settle()
        assert screen.setting("easy_days") == "1 1 1 1 1 1 1"

    def test_a_week_that_is_not_kept_is_shown_as_it_was(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        screen.click("Sunday: normal")
        screen.click("Leave as it is")
        screen.settle()
        assert screen.button("Sunday: normal").isVisible()
        assert screen.setting("easy_days") == "1 1 1 1 1 1 1"

    def test_spreading_evenly_is_shown_and_kept_with_the_week(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        QTest.mouseClick(screen.control(Switch, "Spread reviews evenly"), LEFT)
        screen.settle()
        assert screen.setting("load_balance") == "on"
        screen.click("Save this week")
        assert screen.setting("load_balance") == "off"

    def test_one_track_at_least_is_studied(self, screen: SettingsScreen) -> None:
        screen.click("Python")
        assert screen.setting("track") == "python"
        screen.click("Go")
        assert screen.setting("track") == "python go"


class TestMemory:
    def test_with_few_reviews_it_says_how_many_are_missing(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        fit = next(b for b in screen.place.findChildren(QPushButton) if b.text() == "Fit now")
        assert not fit.isEnabled()
        assert any("from 400 reviews" in words for words in screen.shown_texts())

    def test_rescheduling_with_nothing_to_move_says_so(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Scheduling")
        button = next(b for b in screen.place.findChildren(QPushButton) if b.text() == "Preview…")
        button.click()
        screen.settle()
        texts = [label.text() for label in screen.dialog().findChildren(QLabel)]
        assert any("Nothing would move" in text for text in texts)

    def test_a_fit_is_judged_in_words_and_used_only_when_asked(
        self, screen: SettingsScreen
    ) -> None:
        parameters = (0.3, *DEFAULT_PARAMETERS[1:])
        fit = Fit(900, 180, 0.45, 0.44, 0.03, 0.02, True, parameters, "numpy", "2 % closer.")
        screen.place._memory._fitted(fit)
        button = next(
            b for b in screen.dialog().findChildren(QPushButton) if b.text() == "Use the new fit"
        )
        button.click()
        screen.settle()
        screen.settle()
        assert screen.setting("parameters").startswith("0.3 ")
        screen.window.undo()
        screen.settle()
        assert screen.setting("parameters").startswith("0.212 ")

    @pytest.mark.parametrize(
        ("offer", "words"),
        [
            (FitOffer(12, False, False, None), "12 reviews so far"),
            (FitOffer(900, True, True, None), "Never fitted; 900 reviews"),
            (FitOffer(900, True, False, LastFit(20_000, 800, 900, True, 0.042)), "4.2"),
            (FitOffer(900, True, False, LastFit(20_000, 800, 900, False, 0.0)), "better ones"),
        ],
    )
    def test_what_the_row_says(self, offer: FitOffer, words: str) -> None:
        assert words in offer_words(offer)


class TestAppearance:
    def test_looks_act_at_once_and_are_remembered(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Appearance")
        modes = screen.control(Segments, "Theme")
        assert isinstance(modes, Segments)
        QTest.mouseClick(modes.button("dark"), LEFT)
        assert theme().dark
        size = screen.place._appearance._size
        size.step(2)
        assert theme().text_scale == 1.2
        assert load_appearance() == Appearance(Mode.DARK, text_size=120)

    def test_an_accent_is_chosen_with_the_mouse_or_the_arrows(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Appearance")
        accents = screen.control(AccentChoice, "Accent")
        assert isinstance(accents, AccentChoice)
        QTest.mouseClick(accents.button("teal"), LEFT)
        assert theme().accent is Accent.TEAL
        QTest.keyClick(accents, Qt.Key.Key_Right)
        assert theme().accent is Accent.PLUM
        assert load_appearance() == Appearance(Mode.SYSTEM, Accent.PLUM)
        assert accents.button("plum").accessibleName() == "Accent: Plum"

    def test_the_language_is_kept_for_the_next_start(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Appearance")
        languages = screen.control(Segments, "Language")
        assert isinstance(languages, Segments)
        assert load_language() == ""
        QTest.mouseClick(languages.button("de"), LEFT)
        assert load_language() == "de"
        assert spoken() == "en"

    def test_what_is_not_understood_is_as_at_first(self, screen: SettingsScreen) -> None:
        settings = device_settings._settings()
        settings.setValue("appearance/mode", "sepia")
        settings.setValue("appearance/accent", "mud")
        settings.setValue("appearance/text_size", "huge")
        settings.sync()
        assert load_appearance() == Appearance()


class TestKeyboard:
    def field(self, screen: SettingsScreen, name: str) -> QPushButton:
        found = screen.place.findChildren(KeyField)
        return next(b for b in found if b.accessibleName().startswith(f"{name}:"))

    def test_another_key_acts_at_once_and_is_remembered(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Keyboard")
        field = self.field(screen, "Undo")
        field.click()
        assert field.text() == "Press a key"
        QTest.keyClick(field, Qt.Key.Key_F9)
        assert changed_keys() == {"edit.undo": ("F9", "U")}
        assert load_keys() == {"edit.undo": ("F9", "U")}
        action = screen.window.findChild(QAction, "edit.undo")
        assert [key.toString() for key in action.shortcuts()] == ["F9", "U"]
        screen.click("Undo: as it was")
        assert changed_keys() == {}

    def test_a_clash_is_told(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Keyboard")
        field = self.field(screen, "Redo")
        field.click()
        assert field.text() == "Press a key"
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        row = next(r for r in screen.page.rows("Keyboard") if r.words.startswith("redo"))
        assert "Ctrl+Z is also “Undo”" in row._error.text()

    def test_escape_leaves_a_key_as_it_was(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Keyboard")
        field = self.field(screen, "Undo")
        field.click()
        assert field.text() == "Press a key"
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert changed_keys() == {}
        assert field.accessibleName() == "Undo: Ctrl Z or U"


class TestSafety:
    def test_a_backup_is_made_and_restored_after_a_question(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Data & backup")
        screen.click("Back up now")
        made = backups_of(LibraryFolder(screen.window.library))[0]
        QTest.mouseClick(screen.control(Switch, "Stages open one after the other"), LEFT)
        screen.settle()
        screen.place._ask_to_restore(made)
        assert screen.dialog().windowTitle() == "Restore this backup?"
        button = next(b for b in screen.dialog().findChildren(QPushButton) if b.text() == "Restore")
        button.click()
        screen.settle()
        assert screen.setting("gates") == "on"

    def test_a_file_that_is_no_backup_leaves_the_library_open(
        self, screen: SettingsScreen, tmp_path: Path
    ) -> None:
        wrong = tmp_path / "wrong.db"
        wrong.write_bytes(b"not a library")
        screen.window.restore(wrong)
        screen.settle()
        assert screen.dialog().windowTitle() == "That did not work"
        assert screen.setting("gates") == "on"

    def test_the_whole_library_is_saved_by_the_export_dialog(self, screen: SettingsScreen) -> None:
        screen.page.show_section("Data & backup")
        screen.click("Save as…")
        asked = screen.dialog()
        assert isinstance(asked, ExportDialog)
        assert asked.choice.what is What.LIBRARY


class TestSearch:
    def test_it_looks_through_all_sections(self, screen: SettingsScreen) -> None:
        QTest.keyClick(screen.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(screen.page.find, "leech")
        scheduling, keyboard = screen.shown()
        assert "after this many lapses" in scheduling
        assert "mix-ups" in keyboard
        QTest.keyClick(screen.window, Qt.Key.Key_Escape)
        assert screen.page.find.text() == ""
        assert len(screen.shown()) > 1

    def test_nothing_found_says_so(self, screen: SettingsScreen) -> None:
        QTest.keyClicks(screen.page.find, "zzzz")
        assert screen.shown() == []
        assert screen.page._nothing.isVisible()

    def test_a_narrow_window_has_a_list_of_sections(self, screen: SettingsScreen) -> None:
        screen.window.resize(880, 600)
        screen.settle()
        screen.page.resize(700, 600)
        assert screen.page._select.isVisible()
        assert not screen.page._nav.isVisible()
