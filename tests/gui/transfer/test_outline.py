"""A roadmap in the preview: renamed, moved, merged, split, cut, and imported as it then is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from flashcards.gui.transfer.outline import RoadmapOutline
from flashcards.gui.transfer.outline_list import COUNT
from tests.gui.accessible import unnamed
from tests.gui.screen import CONTROL, LEFT
from tests.gui.transfer.importing import ROADMAP, ImportScreen

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def outline(screen: ImportScreen) -> RoadmapOutline:
    screen.open(screen.file("sky.md", ROADMAP))
    shown = screen.detail.outline
    assert shown.isVisible()
    return shown


def stages(outline: RoadmapOutline) -> list[tuple[str, list[str]]]:
    return [(stage.title, [topic.title for topic in stage.topics]) for stage in outline.stages]


def choose(outline: RoadmapOutline, stage: int, topic: int | None = None) -> None:
    outline.list.setFocus()
    outline.list.setCurrentIndex(outline.model.index_of((stage, topic)))


def test_it_lists_what_the_file_has(screen: ImportScreen, outline: RoadmapOutline) -> None:
    assert [title for title, _ in stages(outline)] == ["Stars", "Planets", "Tools"]
    assert outline.model.rowCount() == 10
    assert outline.model.index(0).data(COUNT) == "3 topics, 0 cards"
    assert outline.model.index(4).data(COUNT) == "2 topics, 0 cards"
    assert not outline.take_back.isEnabled()
    assert unnamed(screen.page) == []


def test_a_stage_and_a_topic_are_renamed_in_place(
    screen: ImportScreen, outline: RoadmapOutline
) -> None:
    for stage, topic, title in ((0, None, "Suns"), (1, 1, "Morning star")):
        choose(outline, stage, topic)
        QTest.keyClick(outline.list, Qt.Key.Key_F2)
        editor = outline.list.findChild(QLineEdit)
        editor.setText(title)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        screen.qtbot.waitUntil(lambda: not outline.list.findChildren(QLineEdit))
        screen.settle()
    assert stages(outline)[0][0] == "Suns"
    assert stages(outline)[1][1] == ["Mercury", "Morning star"]
    screen.run()
    assert screen.count("SELECT count(*) FROM stage WHERE title = 'Suns'") == 1
    assert screen.count("SELECT count(*) FROM stage_topic WHERE title = 'Morning star'") == 1


def test_keys_held_down_move_on(screen: ImportScreen, outline: RoadmapOutline) -> None:
    choose(outline, 0, None)
    for _ in range(3):
        QTest.keyClick(outline.list, Qt.Key.Key_Down, ALT)
    assert [title for title, _ in stages(outline)] == ["Planets", "Tools", "Stars"]
    choose(outline, 1, 0)
    QTest.keyClick(outline.list, Qt.Key.Key_Up, ALT)
    assert stages(outline)[0] == ("Planets", ["Mercury", "Venus", "Binoculars"])
    QTest.keyClick(outline.list, Qt.Key.Key_Down, ALT)
    assert stages(outline)[1] == ("Tools", ["Binoculars", "Star maps"])
    screen.settle()
    assert screen.present.preview is not None
    assert screen.present.preview.plan.roadmaps[0].rows.stages[2].title == "Stars"


def test_merge_split_and_leave_out_by_mouse(screen: ImportScreen, outline: RoadmapOutline) -> None:
    choose(outline, 0, 1)
    QTest.mouseClick(outline.merge, LEFT)
    assert stages(outline)[0][1] == ["Colour & spectra", "Double stars"]
    choose(outline, 2)
    QTest.mouseClick(outline.merge, LEFT)
    assert stages(outline)[1] == ("Planets", ["Mercury", "Venus", "Binoculars", "Star maps"])
    choose(outline, 1, 2)
    QTest.mouseClick(outline.split, LEFT)
    assert [title for title, _ in stages(outline)] == ["Stars", "Planets", "Binoculars"]
    QTest.keyClick(outline.list.findChild(QLineEdit), Qt.Key.Key_Escape)
    choose(outline, 2, 1)
    QTest.mouseClick(outline.drop, LEFT)
    assert stages(outline)[2] == ("Binoculars", ["Binoculars"])
    choose(outline, 2)
    QTest.keyClick(outline.list, Qt.Key.Key_Delete, CONTROL)
    assert [title for title, _ in stages(outline)] == ["Stars", "Planets"]
    screen.settle()
    assert screen.entries[0].options.edits


def test_a_topic_is_split_at_its_words(screen: ImportScreen, outline: RoadmapOutline) -> None:
    choose(outline, 0, 0)
    QTest.mouseClick(outline.split_topic, LEFT)
    area = screen.window.findChild(
        QPlainTextEdit, options=Qt.FindChildOption.FindChildrenRecursively
    )
    assert area.toPlainText() == "Colour\nspectra"
    screen.button("Split").click()
    screen.settle()
    assert stages(outline)[0][1][:2] == ["Colour", "spectra"]


def test_each_edit_can_be_taken_back(screen: ImportScreen, outline: RoadmapOutline) -> None:
    before = stages(outline)
    choose(outline, 1)
    QTest.mouseClick(outline.drop, LEFT)
    choose(outline, 1)
    QTest.mouseClick(outline.up, LEFT)
    for _ in range(2):
        QTest.mouseClick(outline.take_back, LEFT)
    assert stages(outline) == before
    assert not outline.take_back.isEnabled()
    screen.settle()
    assert screen.present.options.edits == ()


def test_the_last_stage_stays(screen: ImportScreen, outline: RoadmapOutline) -> None:
    for _ in range(2):
        choose(outline, 0)
        QTest.mouseClick(outline.drop, LEFT)
    choose(outline, 0)
    assert not outline.drop.isEnabled()
    QTest.keyClick(outline.list, Qt.Key.Key_Delete, CONTROL)
    assert len(outline.stages) == 1


def test_a_title_that_is_being_written_counts_when_a_button_is_pressed(
    screen: ImportScreen, outline: RoadmapOutline
) -> None:
    choose(outline, 0)
    QTest.keyClick(outline.list, Qt.Key.Key_F2)
    outline.list.findChild(QLineEdit).setText("Suns")
    QTest.mouseClick(outline.down, LEFT)
    assert [title for title, _ in stages(outline)] == ["Planets", "Suns", "Tools"]
    screen.settle()
