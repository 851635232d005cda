"""The note editor: what is typed is kept, shown, undone, and never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from flashcards.domain.note import NoteKind
from flashcards.errors import LibraryWriteError
from flashcards.gui.browse import texts
from flashcards.gui.browse.place import BrowsePlace
from flashcards.gui.widgets.dialog import Dialog
from flashcards.services.editing.service import EditService
from tests.gui.accessible import unnamed
from tests.gui.browse.conftest import Show, Window, settled
from tests.gui.browse.hands import CTRL, SHIFT, button, choose, click_row, dialog, press, questions
from tests.services.factories import fields, note

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
INDEX, WHILE, COMMIT = (
    "What does an index save?",
    "When does a while loop end?",
    "What is a commit?",
)
LEARNED = "is:review or is:learning"


@pytest.fixture
def place(qtbot: QtBot, window: Window, show: Show) -> BrowsePlace:
    """Three cards, the note of the commit in the editor."""
    place = show(LEARNED)
    click_row(place, COMMIT)
    settled(qtbot, window)
    place.page.open_note()
    return place


def text(place: BrowsePlace) -> str:
    return place.page.note.editor.toPlainText()


def type_at_end(words: str) -> None:
    press(Key.Key_End, CTRL)
    press(words)


def stored(qtbot: QtBot, window: Window, name: str) -> str:
    """The answer of a note as the library has it."""
    found: list[str] = []
    window.tasks.run(lambda app: fields(app, note(name)).answer, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_a_note_is_shown_with_all_that_is_known_of_it(place: BrowsePlace) -> None:
    note = place.page.note
    assert text(place) == "### What is a commit? {#commit}\n\nA snapshot with a message."
    assert note.head.place.texts() == ("Tools", "Git")
    assert note.head.state.text() == texts.SAVED
    assert note.kind.text() == "Basic"
    assert note.preview.question.markdown() == COMMIT
    assert note.preview.answer.markdown() == "A snapshot with a message."
    shown = note.footer.texts()
    assert shown[0].startswith("Stability ")
    assert shown[1].startswith("Difficulty ")
    assert shown[2:] == ["2 reviews", "Added 15 Oct"]


def test_what_is_typed_is_saved_when_one_goes_on(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    type_at_end(" Always.")
    assert place.page.note.head.state.text() == texts.CHANGED
    click_row(place, WHILE)
    settled(qtbot, window)
    assert stored(qtbot, window, "commit") == "A snapshot with a message. Always."
    assert text(place).startswith(f"### {WHILE[:8]}")
    window.undo()
    settled(qtbot, window)
    assert stored(qtbot, window, "commit") == "A snapshot with a message."


def test_it_is_saved_after_a_pause(
    qtbot: QtBot, window: Window, place: BrowsePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.desk._save.setInterval(1)
    type_at_end("\n")
    qtbot.waitUntil(lambda: place.page.note.head.state.text() == texts.SAVED)
    settled(qtbot, window)
    before = text(place)
    type_at_end("More")
    qtbot.waitUntil(lambda: place.page.note.head.state.text() == texts.SAVED)
    settled(qtbot, window)
    assert text(place) == f"{before}More"  # nothing moves under the cursor
    assert stored(qtbot, window, "commit").endswith("More")


@pytest.mark.parametrize("way", ["key", "escape", "page", "search"])
def test_every_way_out_saves(qtbot: QtBot, window: Window, place: BrowsePlace, way: str) -> None:
    type_at_end(" Always.")
    left: list[bool] = []
    if way == "key":
        press(Key.Key_S, CTRL)
    elif way == "escape":
        press(Key.Key_Escape)
    elif way == "page":
        place.unless_unsaved(lambda: left.append(True))
        assert left == [True]
    else:
        place.search_for("is:new")
    settled(qtbot, window)
    assert stored(qtbot, window, "commit").endswith("Always.")


def test_undo_brings_the_text_back_to_the_screen(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    type_at_end(" Always.")
    press(Key.Key_Escape)
    settled(qtbot, window)
    window.undo()
    settled(qtbot, window)
    assert text(place).endswith("A snapshot with a message.")
    assert not place.desk.dirty


def test_the_preview_follows_the_text(qtbot: QtBot, place: BrowsePlace) -> None:
    type_at_end(" **Bold**")
    preview = place.page.note.preview
    qtbot.waitUntil(lambda: preview.answer.markdown().endswith("**Bold**"))
    qtbot.mouseClick(place.page.note.faces.button("question"), LEFT)
    assert not preview.answer.isVisible()
    qtbot.mouseClick(place.page.note.faces.button("answer"), LEFT)
    assert preview.answer.isVisible()


def test_what_is_wrong_is_said_with_its_line_and_stops_the_saving(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    type_at_end("\n\n## Another")
    note = place.page.note
    qtbot.waitUntil(lambda: bool(note.hints.hints))
    assert note.hints.hints[0].text.startswith("Line 5: ")
    qtbot.mouseClick(button(note.hints, "Go there"), LEFT)
    assert note.editor.textCursor().blockNumber() == 4
    press(Key.Key_S, CTRL)
    assert note.head.state.text() == texts.REFUSED
    assert stored(qtbot, window, "commit") == "A snapshot with a message."
    note.editor.undo()


def test_going_on_asks_about_what_cannot_be_saved(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    type_at_end("\n\n## Another")
    click_row(place, WHILE)
    asked = dialog(qtbot, Dialog)
    assert asked.windowTitle() == "This text can’t be saved yet"
    assert unnamed(asked) == []
    assert button(asked, "Keep writing").hasFocus()
    qtbot.mouseClick(button(asked, "Keep writing"), LEFT)
    settled(qtbot, window)
    assert place.cards.current().question == COMMIT
    assert text(place).endswith("## Another")
    left: list[bool] = []
    place.unless_unsaved(lambda: left.append(True))
    qtbot.mouseClick(button(dialog(qtbot, Dialog), "Discard"), LEFT)
    assert left == [True]
    assert not place.desk.dirty


def test_what_the_disk_refuses_comes_back_to_the_screen(
    qtbot: QtBot, window: Window, place: BrowsePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LibraryWriteError("can't write to the library: the disk is full.")

    monkeypatch.setattr(EditService, "save", refuse)
    type_at_end(" Precious.")
    click_row(place, WHILE)
    qtbot.waitUntil(lambda: bool(window.errors))
    settled(qtbot, window)
    assert text(place).endswith("Precious.")
    assert place.desk.dirty
    assert place.page.note.head.state.text() == texts.REFUSED
    monkeypatch.undo()
    place.desk.save()
    settled(qtbot, window)
    assert stored(qtbot, window, "commit").endswith("Precious.")


def test_the_helpers_write_markdown(qtbot: QtBot, place: BrowsePlace) -> None:
    editor = place.page.note.editor
    editor.find("snapshot")
    press(Key.Key_B, CTRL)
    assert "A **snapshot** with" in text(place)
    press(Key.Key_K, CTRL | SHIFT)
    assert "A **`snapshot`** with" in text(place)
    editor.undo()
    editor.undo()
    editor.find("message")
    qtbot.mouseClick(place.page.note.tools["note.code_block"], LEFT)
    choose(qtbot, "Python")
    assert "```python\nA snapshot with a message.\n```" in text(place)
    editor.undo()
    assert place.desk.dirty is False


def test_a_deletion_makes_a_cloze_note(qtbot: QtBot, window: Window, show: Show) -> None:
    place = show("commit")
    place.page.open_note()
    editor = place.page.note.editor
    editor.find("commit")
    press(Key.Key_C, CTRL | SHIFT)
    assert text(place).startswith("### What is a {{c1::commit}}? {#commit .cloze}")
    assert place.page.note.kind.text() == "Cloze"
    press(Key.Key_S, CTRL)
    settled(qtbot, window)
    assert questions(place) == ["What is a […]?"]
    window.undo()
    settled(qtbot, window)
    assert questions(place) == [COMMIT]


def test_the_kind_is_chosen_in_a_menu(qtbot: QtBot, place: BrowsePlace) -> None:
    qtbot.mouseClick(place.page.note.kind, LEFT)
    choose(qtbot, "Typed")
    assert text(place).startswith("### What is a commit? {#commit .typed}")
    assert place.desk.look.read.row.kind is NoteKind.TYPED
    place.desk.tools.set_kind(NoteKind.BASIC)
    assert not place.desk.dirty


def test_characters_beyond_the_first_plane_count_as_one(place: BrowsePlace) -> None:
    press(Key.Key_End, CTRL)
    place.page.note.editor.insertPlainText(" 🚀 rocket")
    place.page.note.editor.find("rocket", place.page.note.editor.document().FindFlag.FindBackward)
    press(Key.Key_B, CTRL)
    assert text(place).endswith("🚀 **rocket**")
    place.page.note.editor.undo()
    place.page.note.editor.undo()


def test_a_picture_is_pasted_kept_and_shown(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    editor = place.page.note.editor
    press(Key.Key_End, CTRL)
    assert editor.canInsertFromMimeData(data)
    editor.insertFromMimeData(data)
    settled(qtbot, window)
    assert text(place).endswith("\n\n![](picture.png)")
    files = list((window.library / "media").iterdir())
    assert len(files) == 1
    assert files[0].name in place.page.note.preview.answer.markdown()
    press(Key.Key_S, CTRL)
    settled(qtbot, window)
    assert stored(qtbot, window, "commit").endswith("![](picture.png)")


def test_a_file_that_is_dropped_is_a_picture_too(
    qtbot: QtBot, window: Window, place: BrowsePlace, tmp_path
) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    image.save(str(tmp_path / "a tree.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a tree.png"))])
    place.page.note.editor.insertFromMimeData(data)
    settled(qtbot, window)
    assert "![](<a tree.png>)" in text(place) or "![](a%20tree.png)" in text(place)
    place.page.note.editor.undo()
    settled(qtbot, window)


def test_what_is_no_picture_is_told(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    place.desk.tools.add_picture("x.png", b"MZ")
    settled(qtbot, window)
    assert "it is no picture" in str(window.errors[0])


def test_text_is_pasted_as_text(place: BrowsePlace) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("plain")
    place.page.note.editor.insertFromMimeData(data)
    assert text(place).startswith("plain###")
    place.page.note.editor.undo()


def test_advice_comes_while_one_writes(
    qtbot: QtBot, window: Window, place: BrowsePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.desk.look._hint.setInterval(1)
    editor = place.page.note.editor
    editor.find("What is a commit")
    press("What does an index save")
    hints = place.page.note.hints
    qtbot.waitUntil(lambda: any(hint.note_id for hint in hints.hints))
    assert hints.hints[0].text == f"Another note asks the same: {INDEX}"
    qtbot.mouseClick(button(hints, "Show"), LEFT)
    settled(qtbot, window)
    assert questions(place) == [INDEX]


def test_a_new_card_is_added_where_one_is(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    press(Key.Key_Escape)
    press("n")
    settled(qtbot, window)
    note = place.page.note
    assert place.desk.is_new
    assert note.head.place.texts() == ("Tools", "Git")
    assert text(place) == "### "
    assert not note.head.flag.isVisible()
    press("What is a branch?")
    press(Key.Key_Return)
    press(Key.Key_Return)
    press("A name for a commit.")
    press(Key.Key_Return, CTRL)
    settled(qtbot, window)
    assert window.toaster.toast.accessibleName() == "Card added"
    assert place.desk.is_new  # the next one can be written
    assert text(place) == "### "
    press(Key.Key_Escape)
    settled(qtbot, window)
    place.search_for("topic:git")
    settled(qtbot, window)
    assert set(questions(place)) == {COMMIT, "What is a branch?"}
    window.undo()
    settled(qtbot, window)
    assert questions(place) == [COMMIT]


def test_a_new_card_that_is_no_note_goes_to_what_is_wrong(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    qtbot.mouseClick(place.page.list.add_button, LEFT)
    settled(qtbot, window)
    assert place.page.note.hints.hints == []  # nothing is wrong with what was not begun
    press("x")
    press(Key.Key_Return)
    press("## y")
    qtbot.mouseClick(place.page.note.new_bar.add, LEFT)
    assert place.desk.is_new
    assert place.page.note.editor.textCursor().blockNumber() == 1
    place.page.note.editor.set_text("### ")
    qtbot.mouseClick(place.page.note.new_bar.cancel, LEFT)
    settled(qtbot, window)
    assert text(place).startswith(f"### {COMMIT}")


def test_a_new_card_is_not_forgotten(qtbot: QtBot, window: Window, place: BrowsePlace) -> None:
    place.add_note()
    settled(qtbot, window)
    press("What is a tag?")
    press(Key.Key_Return)
    press("A fixed name.")
    click_row(place, WHILE)
    asked = dialog(qtbot, Dialog)
    assert asked.windowTitle() == "Add the new card?"
    qtbot.mouseClick(button(asked, "Add"), LEFT)
    settled(qtbot, window)
    assert text(place).startswith("### When")
    place.search_for("fixed")
    settled(qtbot, window)
    assert questions(place) == ["What is a tag?"]


def test_a_new_card_goes_where_it_is_wanted(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    place.add_note()
    settled(qtbot, window)
    qtbot.mouseClick(place.page.note.head.place, LEFT)
    asked = dialog(qtbot, Dialog)
    storage = asked.deck.findText("Storage")
    asked.deck.setCurrentIndex(storage)
    asked.deck.activated.emit(storage)
    qtbot.mouseClick(button(asked, "Choose"), LEFT)
    settled(qtbot, window)
    assert place.page.note.head.place.texts() == ("", "Storage")
    assert place.desk.target.deck == "Storage"


def test_the_head_moves_flags_and_offers_all_else(
    qtbot: QtBot, window: Window, place: BrowsePlace
) -> None:
    head = place.page.note.head
    qtbot.mouseClick(head.flag, LEFT)
    choose(qtbot, "Purple")
    settled(qtbot, window)
    assert head.flag.accessibleName() == "Flag: Purple"
    qtbot.mouseClick(head.more, LEFT)
    choose(qtbot, "Suspend")
    settled(qtbot, window)
    assert place.cards.current().suspended
    qtbot.mouseClick(head.place, LEFT)
    assert dialog(qtbot, Dialog).windowTitle() == "Move 1 card"
    dialog(qtbot, Dialog).reject()


def test_the_editor_has_a_name_for_all_that_takes_the_focus(place: BrowsePlace) -> None:
    assert unnamed(place.page.note) == []
    assert place.page.note.editor.accessibleName() == "Markdown"


def test_the_page_can_be_left_when_nothing_is_unsaved(place: BrowsePlace) -> None:
    left: list[bool] = []
    place.unless_unsaved(lambda: left.append(True))
    assert left == [True]
