"""One's own prompts in the window: written, mended by the line, edited, deleted, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from flashcards.gui.practice.prompt_chooser import PromptChooser
from flashcards.gui.practice.prompt_dialog import PromptDialog
from flashcards.services.practice.today_view import PromptLine
from tests.gui.accessible import unnamed
from tests.gui.practice.conftest import Studio
from tests.gui.screen import NOTHING

TITLE = "Which lock would you take?"


def dialog(studio: Studio, kind: type[QDialog]):
    """The dialog of a kind that is open."""
    found: list[QDialog] = []

    def look() -> bool:
        found[:] = [each for each in studio.window.findChildren(kind) if each.isVisible()]
        return bool(found)

    studio.qtbot.waitUntil(look)
    return found[0]


def own(studio: Studio) -> list[PromptLine]:
    """The learner's prompts."""
    return [line for line in studio.ask(lambda app: app.practice.prompts()) if line.own]


def replace_text(form: PromptDialog, old: str, new: str) -> None:
    """Change the text as somebody who types and stops."""
    text = form.text.toPlainText()
    assert old in text
    form.text.setPlainText(text.replace(old, new))
    form.check()


def write(studio: Studio) -> None:
    """Write a prompt by keyboard, but for its words."""
    studio.key(Qt.Key.Key_N, NOTHING)
    form = dialog(studio, PromptDialog)
    replace_text(form, "What would you be asked?", TITLE)
    studio.click(form.save)
    studio.settle()
    with studio.qtbot.waitActive(studio.window):
        studio.window.activateWindow()
    assert len(own(studio)) == 1


def test_a_prompt_is_written_and_taken_back(studio: Studio) -> None:
    studio.key(Qt.Key.Key_N, NOTHING)
    form = dialog(studio, PromptDialog)
    assert unnamed(form) == []
    assert form.problems.text() == "Nothing to mend."
    form.stage.set_value("3")
    replace_text(form, "What would you be asked?", TITLE)
    studio.click(form.save)
    studio.settle()
    (line,) = own(studio)
    assert (line.title, line.stage) == (TITLE, 3)
    assert studio.toast.startswith("Prompt saved")
    studio.window.undo()
    studio.settle()
    assert own(studio) == []


def test_what_is_wrong_is_said_with_its_line_while_one_types(studio: Studio) -> None:
    studio.key(Qt.Key.Key_N, NOTHING)
    form = dialog(studio, PromptDialog)
    form.text.setPlainText("")
    QTest.keyClicks(form.text, "### A {.riddle}")
    studio.qtbot.waitUntil(lambda: "Line 1: .riddle is no kind" in form.problems.text())
    assert not form.save.isEnabled()
    form.text.setPlainText("### A {.concept}\n\nB\n\n#### Rubric\n\n- [0] c\n- [2] d")
    studio.qtbot.waitUntil(lambda: "Line 7: the weight 0 counts" in form.problems.text())
    assert form.save.isEnabled()
    form.accept()


def test_one_is_found_edited_and_its_id_can_not_be_changed(studio: Studio) -> None:
    write(studio)
    studio.key(Qt.Key.Key_E, NOTHING)
    chooser = dialog(studio, PromptChooser)
    assert unnamed(chooser) == []
    assert chooser.model.index(0, 0).data() == TITLE
    QTest.keyClicks(chooser.find, "lock which")
    assert [line.title for line in chooser.model.shown] == [TITLE]
    QTest.keyClick(chooser.find, Qt.Key.Key_Return)
    studio.settle()
    form = dialog(studio, PromptDialog)
    replace_text(form, "{#own-which", "{#mine-which")
    studio.click(form.save)
    studio.settle()
    assert "the id of a prompt stays" in form.problems.text()
    assert form.isVisible()
    replace_text(form, "{#mine-which", "{#own-which")
    replace_text(form, "#### Rubric\n\n", "#### Rubric\n\n- [1] asks how often\n")
    studio.click(form.save)
    studio.settle()
    (line,) = own(studio)
    view = studio.ask(lambda app: app.practice.prompt(line.source_id))
    assert view.rubric[0].text == "asks how often"


def test_one_is_deleted_and_brought_back(studio: Studio) -> None:
    write(studio)
    (line,) = own(studio)
    studio.place.authoring.edit(line.id)
    studio.settle()
    form = dialog(studio, PromptDialog)
    studio.click(studio.button("Delete", form))
    studio.settle()
    assert own(studio) == []
    studio.window.undo()
    studio.settle()
    assert len(own(studio)) == 1


def test_what_was_written_is_not_lost_by_esc(studio: Studio) -> None:
    studio.key(Qt.Key.Key_N, NOTHING)
    form = dialog(studio, PromptDialog)
    replace_text(form, "What would you be asked?", TITLE)
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    assert form.isVisible()
    studio.click("Discard")
    studio.qtbot.waitUntil(lambda: not form.isVisible())
    assert own(studio) == []


def test_a_prompt_of_the_program_has_no_delete(studio: Studio) -> None:
    prompts = studio.ask(lambda app: app.practice.prompts())
    studio.place.authoring.edit(next(line.id for line in prompts if not line.own))
    studio.settle()
    form = dialog(studio, PromptDialog)
    assert form.save.isEnabled()
    texts = [button.text() for button in form.findChildren(type(form.save))]
    assert "Delete" not in texts


@pytest.mark.parametrize("size", [(1280, 800), (880, 600)])
def test_the_dialogs_fit_their_window(
    studio: Studio, size: tuple[int, int], tmp_path: Path
) -> None:
    studio.window.resize(*size)
    studio.click(studio.place.setup.prompts)
    studio.settle()
    chooser = dialog(studio, PromptChooser)
    assert chooser.height() <= size[1]
    studio.click(chooser.new)
    studio.settle()
    assert dialog(studio, PromptDialog).height() <= size[1]
