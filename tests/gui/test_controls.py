"""Switches, tick boxes, radios, segments, steppers, sliders, chips and drop-down lists."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.theme import Mode, theme
from flashcards.gui.widgets.chip import Chip
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.slider import Slider
from flashcards.gui.widgets.stepper import Stepper
from flashcards.gui.widgets.toggles import Radio, Switch, TickBox
from tests.gui.accessible import names, unnamed

LEFT = Qt.MouseButton.LeftButton
PERIODS = (("30", "30 days"), ("90", "90 days"), ("all", "All"))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(600, 400)
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    return widget


def put(page: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        page.layout().addWidget(widget)
    page.show()
    QTest.qWaitForWindowExposed(page)


class TestToggles:
    def test_a_click_and_space_turn_a_switch(self, page: QWidget) -> None:
        switch = Switch("Spread reviews evenly")
        put(page, switch)
        QTest.mouseClick(switch, LEFT)
        assert switch.isChecked()
        QTest.keyClick(switch, Qt.Key.Key_Space)
        assert not switch.isChecked()

    def test_the_text_of_a_tick_box_ticks_it_too(self, page: QWidget) -> None:
        box = TickBox("Concept")
        put(page, box)
        QTest.mouseClick(box, LEFT, pos=QPoint(box.width() - 3, box.height() // 2))
        assert box.isChecked()

    def test_arrows_move_between_radios_and_one_is_chosen(self, page: QWidget) -> None:
        keep, both = Radio("Keep mine", "Skip those rows"), Radio("Import as separate cards")
        put(page, keep, both)
        QTest.mouseClick(keep, LEFT)
        QTest.keyClick(keep, Qt.Key.Key_Down)
        assert both.isChecked()
        assert not keep.isChecked()
        assert keep.accessibleDescription() == "Skip those rows"

    @pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
    def test_on_and_off_differ_in_more_than_colour(self, page: QWidget, mode: Mode) -> None:
        theme().set_mode(mode)
        switch, box, radio = Switch("a"), TickBox("b"), Radio("c")
        put(page, switch, box, radio)
        for toggle in (switch, box, radio):
            off = (
                toggle.grab()
                .toImage()
                .convertToFormat(toggle.grab().toImage().Format.Format_Grayscale8)
            )
            toggle.setChecked(True)
            on = toggle.grab().toImage().convertToFormat(off.format())
            assert on != off

    def test_all_have_names(self, page: QWidget) -> None:
        put(page, Switch("One"), TickBox("", "Two"), Radio("Three"))
        assert unnamed(page) == []
        assert {"One", "Two", "Three"} <= set(names(page))


class TestSegments:
    def test_a_click_chooses_and_tells(self, page: QWidget, qtbot: QtBot) -> None:
        segments = Segments("Period", PERIODS)
        put(page, segments)
        with qtbot.waitSignal(segments.chosen) as told:
            QTest.mouseClick(segments.button("90"), LEFT)
        assert told.args == ["90"]
        assert segments.value == "90"

    def test_arrows_move_the_choice_and_the_focus_and_go_round(self, page: QWidget) -> None:
        segments = Segments("Period", PERIODS)
        put(page, segments)
        segments.button("30").setFocus()
        QTest.keyClick(segments.button("30"), Qt.Key.Key_Right)
        assert segments.value == "90"
        QTest.keyClick(segments.button("90"), Qt.Key.Key_Left)
        QTest.keyClick(segments.button("30"), Qt.Key.Key_Left)
        assert segments.value == "all"

    def test_setting_it_tells_nothing(self, page: QWidget, qtbot: QtBot) -> None:
        segments = Segments("Period", PERIODS)
        with qtbot.assertNotEmitted(segments.chosen):
            segments.set_value("all")
        assert segments.value == "all"

    def test_only_the_chosen_one_is_reached_by_tab(self, page: QWidget) -> None:
        segments = Segments("Period", PERIODS)
        put(page, segments)
        segments.set_value("90")
        assert segments.button("90").focusPolicy() is Qt.FocusPolicy.TabFocus
        assert segments.button("30").focusPolicy() is Qt.FocusPolicy.NoFocus


class TestStepper:
    def test_buttons_arrows_and_typing_change_the_number(self, page: QWidget) -> None:
        stepper = Stepper("New cards a day", 0, 20)
        put(page, stepper)
        told: list[int] = []
        stepper.changed.connect(told.append)
        stepper.step(1)
        field = stepper.findChild(QLineEdit)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Up)
        field.selectAll()
        QTest.keyClicks(field, "17")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert told == [1, 2, 17]
        assert stepper.value == 17

    @pytest.mark.parametrize(("typed", "value"), [("99", 20), ("-4", 0), ("many", 5), ("", 5)])
    def test_what_does_not_fit_is_brought_in_or_put_back(
        self, page: QWidget, typed: str, value: int
    ) -> None:
        stepper = Stepper("New cards a day", 0, 20)
        stepper.set_value(5)
        put(page, stepper)
        field = stepper.findChild(QLineEdit)
        field.setText(typed)
        field.editingFinished.emit()
        assert stepper.value == value
        assert field.text() == str(value)

    def test_a_bound_disables_its_button_and_the_suffix_is_shown(self, page: QWidget) -> None:
        stepper = Stepper("Think", 1, 2, suffix="min")
        put(page, stepper)
        assert stepper.findChild(QLineEdit).text() == "1 min"
        stepper.step(-1)
        assert stepper.value == 1
        stepper.step(1)
        stepper.step(1)
        assert stepper.value == 2


class TestSlider:
    def test_a_click_takes_the_handle_there(self, page: QWidget) -> None:
        slider = Slider("Target recall", 70, 99)
        put(page, slider)
        QTest.mouseClick(slider, LEFT, pos=QPoint(slider.width() - 2, 5))
        assert slider.value() == 99
        QTest.mouseClick(slider, LEFT, pos=QPoint(1, 5))
        assert slider.value() == 70

    def test_arrows_step_and_tell(self, page: QWidget, qtbot: QtBot) -> None:
        slider = Slider("Target recall", 70, 99)
        slider.set_value(90)
        put(page, slider)
        with qtbot.waitSignal(slider.changed) as told:
            QTest.keyClick(slider, Qt.Key.Key_Right)
        assert told.args == [91]


class TestChip:
    def test_a_click_chooses_it_and_the_tick_takes_the_number_s_place(self, page: QWidget) -> None:
        chip = Chip("Databases", "3", checkable=True)
        put(page, chip)
        before = chip.grab().toImage()
        QTest.mouseClick(chip, LEFT)
        assert chip.isChecked()
        assert chip.grab().toImage() != before
        assert chip.accessibleName() == "3 Databases"

    def test_the_cross_and_the_delete_key_remove_it(self, page: QWidget, qtbot: QtBot) -> None:
        chip = Chip("9 Cloud", removable=True)
        put(page, chip)
        with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
            QTest.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 12, chip.height() // 2))
        with qtbot.waitSignal(chip.removed):
            QTest.keyClick(chip, Qt.Key.Key_Delete)
        with qtbot.assertNotEmitted(chip.removed), qtbot.waitSignal(chip.clicked):
            QTest.mouseClick(chip, LEFT, pos=QPoint(12, chip.height() // 2))


class TestSelect:
    def test_a_choice_tells_its_value(self, page: QWidget, qtbot: QtBot) -> None:
        select = Select("Field", (("question", "Question"), ("answer", "Answer")))
        put(page, select)
        with qtbot.waitSignal(select.chosen) as told:
            QTest.keyClick(select, Qt.Key.Key_Down)
        assert told.args == ["answer"]

    def test_new_options_keep_the_choice_where_it_is_still_there(self, page: QWidget) -> None:
        select = Select("Field", (("a", "A"), ("b", "B")))
        select.set_value("b")
        select.set_options((("b", "B"), ("c", "C")))
        assert select.value == "b"
        select.set_options((("c", "C"),))
        assert select.value == "c"
        select.set_options(())
        assert select.value == ""

    def test_the_wheel_moves_the_page_and_not_the_choice(self, page: QWidget) -> None:
        select = Select("Field", (("a", "A"), ("b", "B")))
        put(page, select)
        wheel = QWheelEvent(
            select.rect().center().toPointF(),
            select.mapToGlobal(select.rect().center()).toPointF(),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        select.wheelEvent(wheel)
        assert select.value == "a"
        assert not wheel.isAccepted()
