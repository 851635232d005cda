"""Importing on the page: choosing, looking, deciding, importing, and taking it back."""

from __future__ import annotations

import shutil
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from flashcards.app import App
from flashcards.errors import LibraryWriteError
from flashcards.formats.delimited import Target
from flashcards.gui.place import PlaceId
from flashcards.gui.theme import theme
from flashcards.gui.transfer import texts
from flashcards.gui.transfer.entry import FileState
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.tag import Tag
from flashcards.services.importing.options import Duplicates
from flashcards.services.importing.service import ImportService
from flashcards.storage.unit_of_work import Database
from tests.formats.anki.packages import OLDEST, Note, Package
from tests.formats.anki.test_damage import PAGE, page_of, with_collection
from tests.gui.accessible import unnamed
from tests.gui.screen import CONTROL, LEFT
from tests.gui.transfer.importing import DECK, ROADMAP, TABLE, ImportScreen

READY, IMPORTED, FAILED = FileState.READY, FileState.IMPORTED, FileState.FAILED


def test_the_empty_page_says_what_can_be_imported(screen: ImportScreen) -> None:
    assert screen.page.empty.isVisible()
    assert screen.page.title.text() == "Import"
    assert not screen.page.bottom.isVisible()
    assert unnamed(screen.page) == []


def test_a_deck_is_looked_at_imported_and_taken_back_whole(
    screen: ImportScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = screen.file("own.md", DECK)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: ([str(deck)], ""))
    before = screen.questions()
    screen.press(Qt.Key.Key_O, CONTROL)
    screen.settle()
    assert screen.states == [READY]
    assert screen.page.title.text() == "Import 1 file"
    assert screen.page.bottom.sums == "2 new. You can undo the import as a whole."
    assert screen.page.bottom.run.text() == "Import 2 cards"
    assert screen.column(1) == ["What does set -e do in a shell script?", "What does $? hold?"]
    assert screen.questions() == before
    screen.run()
    assert screen.states == [IMPORTED]
    assert screen.toast == "2 cards imported from own.md"
    assert len(screen.questions() - before) == 2
    assert texts.card_text(screen.present) == "Deck, 2 notes. Imported."
    assert unnamed(screen.page) == []
    screen.click("Undo import")
    assert screen.questions() == before
    assert texts.card_text(screen.present) == "Deck, 2 notes. Taken back."


def test_undo_elsewhere_shows_on_the_card_and_redo_too(screen: ImportScreen) -> None:
    screen.open(screen.file("own.md", DECK))
    screen.run()
    screen.window.undo()
    screen.settle()
    assert screen.present.note == texts.TAKEN_BACK
    screen.window.redo()
    screen.settle()
    assert screen.present.note == ""


def test_the_toast_takes_the_import_back(screen: ImportScreen) -> None:
    before = screen.questions()
    screen.open(screen.file("own.md", DECK))
    screen.run()
    QTest.mouseClick(screen.window.toaster.action, LEFT)
    screen.settle()
    assert screen.questions() == before


def test_what_was_changed_since_has_to_be_undone_first(screen: ImportScreen) -> None:
    screen.open(screen.file("own.md", DECK), screen.file("sql.csv", TABLE))
    screen.click("Import all 2")
    assert screen.states == [IMPORTED, IMPORTED]
    screen.place.choose(screen.entries[0].key)
    screen.click("Undo import")
    assert screen.toast == texts.NEWER_CHANGES
    assert screen.entries[0].note == ""


def test_importing_the_same_file_again_changes_nothing_and_says_so(screen: ImportScreen) -> None:
    deck = screen.file("own.md", DECK)
    screen.open(deck)
    screen.run()
    screen.open(deck)
    assert screen.page.bottom.sums == "2 unchanged. Nothing would change."
    assert not screen.page.bottom.run.isEnabled()
    assert texts.card_text(screen.present) == "Deck, 2 notes. Nothing new."


def test_a_file_that_is_listed_already_is_not_listed_again(screen: ImportScreen) -> None:
    deck, table = screen.file("own.md", DECK), screen.file("sql.csv", TABLE)
    screen.open(deck, table)
    screen.place.choose(screen.entries[0].key)
    QTest.mouseClick(screen.detail.duplicates.radios[Duplicates.KEEP], LEFT)
    screen.open(table, deck, table)
    assert [entry.path for entry in screen.entries] == [deck, table]
    assert screen.present.path == table
    assert screen.entries[0].options.duplicates is Duplicates.KEEP
    screen.file("sql.csv", f"{TABLE}What is a cursor?,A pointer,,Joins\n")
    screen.open(table)
    assert [entry.path for entry in screen.entries] == [deck, table, table]


def test_an_imported_file_that_is_added_again_is_looked_at_anew(screen: ImportScreen) -> None:
    deck = screen.file("own.md", DECK)
    screen.open(deck)
    screen.run()
    screen.open(deck)
    assert screen.states == [READY]
    assert screen.page.bottom.sums == "2 unchanged. Nothing would change."


def test_files_of_a_folder_and_a_zip_are_listed_once(screen: ImportScreen) -> None:
    folder = screen.folder / "decks"
    folder.mkdir()
    (folder / "a.md").write_text(DECK, encoding="utf-8")
    archive = screen.folder / "decks.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("c.md", DECK)
        packed.writestr("d.md", DECK)
    screen.open(folder, archive)
    (folder / "b.csv").write_text(TABLE, encoding="utf-8")
    screen.open(archive, folder, folder / "a.md")
    assert [entry.name for entry in screen.entries] == [
        "decks/a.md", "decks.zip/c.md", "decks.zip/d.md", "decks/b.csv",
    ]  # fmt: skip
    assert screen.present.name == "decks.zip/c.md"


def test_a_table_shows_what_was_detected_and_its_fields_with_samples(screen: ImportScreen) -> None:
    screen.open(screen.file("sql.csv", TABLE))
    assert screen.present.preview is not None
    assert texts.detected(screen.present.preview) == ("CSV, comma", "UTF-8", "Header row")
    values = [select.value for select in screen.detail.fields.selects]
    assert values == ["Question", "Answer", "Note", "Topic"]
    assert screen.detail.fields.selects[0].accessibleName() == "Column question becomes"
    assert screen.detail.fields.selects[0].accessibleDescription() == "What is a left join?"
    assert screen.column(3) == ["New", "New", "Skipped"]
    assert screen.page.bottom.sums.startswith("2 new, 1 skipped.")
    assert unnamed(screen.page) == []


def test_what_was_detected_is_that_of_the_file_that_is_looked_at(screen: ImportScreen) -> None:
    def shown() -> list[str]:
        return [tag.text() for tag in screen.detail.findChildren(Tag) if tag.isVisible()]

    screen.open(screen.file("sql.csv", TABLE), screen.file("sky.md", ROADMAP))
    assert shown() == ["CSV, comma", "UTF-8", "Header row"]
    screen.page.files.cards[1].click()
    assert shown() == ["Roadmap"]
    assert screen.detail.outline.isVisible()
    assert not screen.detail.detected.change.isVisible()


def test_a_toast_leaves_the_bar_at_the_bottom_free(screen: ImportScreen) -> None:
    screen.open(screen.file("own.md", DECK))
    screen.run()
    toast, bar = screen.window.toaster.toast, screen.page.bottom
    bottom = toast.mapToGlobal(toast.rect().bottomLeft()).y()
    assert bottom < bar.mapToGlobal(bar.rect().topLeft()).y()


def test_another_mapping_changes_the_preview_and_what_is_imported(screen: ImportScreen) -> None:
    screen.open(screen.file("sql.csv", TABLE))
    question, answer, *_ = screen.detail.fields.selects
    for select, target in ((question, Target.ANSWER), (answer, Target.QUESTION)):
        select.set_value(target.value)
        select.chosen.emit(target.value)
    screen.settle()
    assert screen.column(1) == ["All rows of the left table", "A row that appears", "nobody asked"]
    screen.run()
    assert "All rows of the left table" in screen.questions()


def test_encoding_separator_and_header_can_be_known_better(screen: ImportScreen) -> None:
    text = "frage;antwort\nWas heißt Müll?;Abfall\n"
    screen.open(screen.file("de.csv", text.encode("windows-1252")))
    detected = screen.detail.detected
    QTest.mouseClick(detected.change, LEFT)
    assert detected.encoding.isVisible()
    assert detected.encoding.value == "windows-1252"
    detected.header.click()
    screen.settle()
    assert screen.detail.rows.rowCount() == 2
    detected.encoding.set_value("windows-1251")
    detected.encoding.chosen.emit("windows-1251")
    screen.settle()
    assert any("MÑŒ" in text or "Mьll" in text for text in screen.column(1))
    detected.separator.set_value("\t")
    detected.separator.chosen.emit("\t")
    screen.settle()
    assert len(screen.detail.fields.selects) == 1


def test_a_choice_that_cannot_be_read_is_told_and_can_be_taken_back(screen: ImportScreen) -> None:
    screen.open(screen.file("sql.csv", TABLE))
    encoding = screen.detail.detected.encoding
    encoding.set_value("utf-32-le")
    encoding.chosen.emit("utf-32-le")
    screen.settle()
    if screen.present.problem:
        assert screen.detail.notice.isVisible()
        assert not screen.page.bottom.run.isEnabled()
    encoding.set_value("utf-8")
    encoding.chosen.emit("utf-8")
    screen.settle()
    assert screen.present.problem == ""
    assert screen.page.bottom.run.isEnabled()


def test_cards_that_are_there_are_updated_kept_or_doubled(screen: ImportScreen) -> None:
    screen.open(screen.file("first.csv", TABLE))
    screen.run()
    changed = TABLE.replace("All rows of the left table", "Every row of the left table")
    screen.open(screen.file("other.csv", changed))
    radios = screen.detail.duplicates.radios
    assert radios[Duplicates.UPDATE].isChecked()
    assert radios[Duplicates.UPDATE].accessibleDescription() == "2 found in your library"
    assert screen.column(3) == ["Text updated", "As it is", "Skipped"]
    QTest.mouseClick(radios[Duplicates.KEEP], LEFT)
    screen.settle()
    assert screen.column(3) == ["Skipped", "Skipped", "Skipped"]
    QTest.mouseClick(radios[Duplicates.BOTH], LEFT)
    screen.settle()
    assert screen.column(3) == ["New", "New", "Skipped"]
    notes = screen.count("SELECT count(*) FROM note WHERE deleted_by IS NULL")
    screen.run()
    assert screen.count("SELECT count(*) FROM note WHERE deleted_by IS NULL") == notes + 2


def test_of_notes_with_ids_the_choice_is_about_others_that_ask_the_same(
    screen: ImportScreen,
) -> None:
    def words() -> set[str]:
        labels = screen.detail.duplicates.findChildren(Label)
        return {label.text() for label in labels if not label.isHidden()}

    screen.open(screen.file("own.md", DECK))
    assert {texts.ASK_THE_SAME, texts.BY_ID} <= words()
    assert screen.detail.duplicates.radios[Duplicates.BOTH].isChecked()
    screen.open(screen.file("first.csv", TABLE))
    assert texts.HAVE_ALREADY in words()
    assert not {texts.ASK_THE_SAME, texts.BY_ID} & words()


def test_what_both_sides_changed_is_chosen_side_by_side(screen: ImportScreen) -> None:
    screen.open(screen.file("own.md", DECK))
    screen.run()
    note = screen.count("SELECT id FROM note WHERE source_id = 'status'")

    def edit(app: App) -> None:
        found = app.study.note(note)
        mine = found.fields.answer.replace("The exit code", "My exit code")
        app.study.edit(replace(found, fields=replace(found.fields, answer=mine)))

    screen.window.tasks.run(edit)
    screen.settle()
    screen.open(screen.file("own.md", DECK.replace("The exit code", "Their exit code")))
    assert texts.card_text(screen.present) == "Deck, 2 notes. Choose whose text counts."
    choice = screen.detail.conflicts
    mine, theirs = choice.sides.values()
    assert choice.isVisible()
    assert "Answer of “What does $? hold?”" in [
        label.text() for label in choice.findChildren(Label)
    ]
    assert mine.accessibleName() == "Mine: My exit code of the last command."
    assert theirs.accessibleName() == "From the file: Their exit code of the last command."
    assert mine.isChecked()
    QTest.mouseClick(theirs, LEFT)
    screen.settle()
    assert theirs.isChecked()
    assert choice.isVisible()
    assert screen.column(3) == ["As it is", "Text updated"]
    screen.run()
    fields = f"SELECT count(*) FROM note WHERE id = {note} AND fields LIKE '%Their exit code%'"
    assert screen.count(fields) == 1


def test_a_file_that_is_no_deck_is_told_plainly_and_leaves_the_others_alone(
    screen: ImportScreen,
) -> None:
    photo = screen.file("photo.md", bytes(range(256)) * 20)
    screen.open(photo, screen.file("own.md", DECK))
    assert screen.states == [FAILED, READY]
    assert screen.detail.notice.isVisible()
    assert screen.detail.notice.text().startswith("photo.md can’t be imported")
    photo.write_text(DECK.replace("Own", "Mended"), encoding="utf-8")
    screen.place.discard(screen.present.key)
    assert screen.states == [READY]
    screen.open(photo, screen.folder / "missing.md")
    assert screen.states == [READY, READY, FAILED]


def test_a_failed_file_can_be_tried_again(screen: ImportScreen) -> None:
    path = screen.folder / "own.md"
    screen.open(path)
    assert screen.states == [FAILED]
    screen.file("own.md", DECK)
    screen.click("Try again")
    assert screen.states == [READY]


def test_a_folder_and_a_zip_bring_all_their_files(screen: ImportScreen) -> None:
    folder = screen.folder / "decks"
    folder.mkdir()
    (folder / "a.md").write_text(DECK, encoding="utf-8")
    (folder / "b.csv").write_text(TABLE, encoding="utf-8")
    (folder / "photo.bin").write_bytes(bytes(range(256)))
    archive = screen.folder / "decks.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("c.md", DECK.replace("own", "other").replace("Own", "Other"))
        packed.writestr("deep/d.csv", TABLE.replace("What is", "Why is"))
    screen.open(folder, archive)
    assert [entry.name for entry in screen.entries] == [
        "decks/a.md", "decks/b.csv", "decks.zip/c.md", "decks.zip/deep/d.csv",
    ]  # fmt: skip
    screen.press(Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    screen.settle()
    assert screen.states == [IMPORTED] * 4
    archive.unlink()  # nothing holds it any more


def test_pasted_text_is_a_file_of_its_own(screen: ImportScreen) -> None:
    QGuiApplication.clipboard().setText(DECK)
    screen.press(Qt.Key.Key_V, CONTROL)
    screen.settle()
    assert [entry.name for entry in screen.entries] == [texts.PASTED]
    screen.run()
    assert screen.states == [IMPORTED]
    QGuiApplication.clipboard().setText(" ")
    screen.press(Qt.Key.Key_V, CONTROL)
    assert screen.toast == texts.NOTHING_TO_PASTE
    assert len(screen.entries) == 1


def test_arrows_walk_through_the_files_and_del_takes_one_off(screen: ImportScreen) -> None:
    paths = [screen.file(f"{name}.md", DECK) for name in "abc"]
    screen.open(*paths)
    first, second, third = screen.entries
    screen.page.files.card(first.key).focus_visibly()
    screen.press(Qt.Key.Key_Down)
    assert screen.present.key == second.key
    screen.press(Qt.Key.Key_Down)
    screen.press(Qt.Key.Key_Up)
    assert screen.present.key == second.key
    assert screen.page.files.card(second.key).isChecked()
    screen.press(Qt.Key.Key_Delete)
    assert [entry.key for entry in screen.entries] == [first.key, third.key]
    screen.page.files.card(first.key).click()
    assert screen.present.key == first.key


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Imports wait at their first step until it is set."""
    go_on = threading.Event()
    run = ImportService.run

    def slow(self, file, options, progress, origin=""):
        progress.step(28, 42, "Adding notes")
        go_on.wait(20)
        return run(self, file, options, progress, origin)

    monkeypatch.setattr(ImportService, "run", slow)
    return go_on


def test_while_one_file_is_imported_others_wait_and_the_page_says_how_far_it_is(
    screen: ImportScreen, gate: threading.Event
) -> None:
    screen.open(screen.file("own.md", DECK), screen.file("sql.csv", TABLE))
    first, second = screen.entries
    screen.press(Qt.Key.Key_Return, CONTROL)
    screen.wait(FileState.RUNNING, READY)
    card = screen.page.files.card(first.key)
    screen.qtbot.waitUntil(lambda: screen.entries[0].reading is not None)
    assert texts.progress_text(screen.entries[0].reading) == "28 of 42"
    assert card.cancel.isVisible()
    assert screen.present.key == second.key
    screen.press(Qt.Key.Key_Return, CONTROL)
    assert screen.states == [FileState.RUNNING, FileState.WAITING]
    assert texts.card_text(screen.entries[1]) == "CSV, 3 rows. Waits."
    QTest.mouseClick(screen.page.files.card(second.key).cancel, LEFT)
    assert screen.states == [FileState.RUNNING, READY]
    screen.window.go(PlaceId.TODAY)
    assert screen.window.place is PlaceId.TODAY
    gate.set()
    screen.wait(IMPORTED, READY)
    screen.window.go(PlaceId.IMPORT)
    screen.settle()
    assert screen.present.key == second.key
    assert unnamed(screen.page) == []


@pytest.mark.parametrize("by_key", [True, False])
def test_cancel_leaves_nothing_and_says_so(
    screen: ImportScreen, gate: threading.Event, by_key: bool
) -> None:
    before = screen.questions()
    screen.open(screen.file("own.md", DECK))
    screen.press(Qt.Key.Key_Return, CONTROL)
    screen.wait(FileState.RUNNING)
    if by_key:
        screen.press(Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(screen.page.files.cards[0].cancel, LEFT)
    assert screen.window.place is PlaceId.IMPORT
    gate.set()
    screen.wait(READY)
    screen.settle()
    assert screen.present.note == texts.STOPPED
    assert screen.detail.notice.text() == texts.STOPPED
    assert screen.questions() == before
    assert screen.page.bottom.run.isEnabled()
    screen.run()
    assert screen.states == [IMPORTED]


def test_escape_goes_back_where_nothing_runs(screen: ImportScreen) -> None:
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.place is PlaceId.TODAY


def test_a_full_disk_is_told_and_nothing_is_kept(
    screen: ImportScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise LibraryWriteError("can't write to the library: the disk is full.")

    screen.open(screen.file("own.md", DECK))
    monkeypatch.setattr(Database, "write", full)
    screen.run()
    assert screen.states == [FAILED]
    assert "the disk is full" in screen.detail.notice.text()


def test_a_preview_stops_when_its_page_is_left_and_comes_back_with_it(
    screen: ImportScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, go_on = threading.Event(), threading.Event()
    preview = ImportService.preview

    def slow(self, file, options, progress):
        looking.set()
        go_on.wait(20)
        progress.step(1, 2)
        return preview(self, file, options, progress)

    monkeypatch.setattr(ImportService, "preview", slow)
    screen.place.open([screen.file("own.md", DECK)])
    screen.qtbot.waitUntil(looking.is_set)
    screen.window.go(PlaceId.TODAY)
    go_on.set()
    screen.qtbot.waitUntil(lambda: screen.window.tasks.idle and screen.imports.idle)
    assert screen.states == [FileState.READING]
    screen.window.go(PlaceId.IMPORT)
    screen.wait(READY)


def test_in_a_narrow_window_the_list_is_a_select(screen: ImportScreen) -> None:
    screen.open(screen.file("own.md", DECK), screen.file("sql.csv", TABLE))
    screen.window.resize(880, 600)
    screen.qtbot.waitUntil(screen.page.select.isVisible)
    assert not screen.page.files.isVisible()
    second = screen.entries[1].key
    screen.page.select.set_value(str(second))
    screen.page.select.chosen.emit(str(second))
    screen.settle()
    assert screen.present.key == second
    assert screen.page.bottom.run.isVisible()
    assert unnamed(screen.page) == []
    screen.window.resize(1280, 800)
    screen.qtbot.waitUntil(screen.page.files.isVisible)
    theme().set_text_scale(1.5)
    screen.qtbot.waitUntil(screen.page.select.isVisible)


def test_a_package_with_media_is_imported_with_its_history(screen: ImportScreen) -> None:
    folder = Path(__file__).parents[4] / "shared" / "data" / "anki"
    if not folder.exists():
        pytest.skip("the shared data is not beside the checkout")
    shutil.copy(folder / "modern-with-history.apkg", screen.folder)
    screen.open(screen.folder / "modern-with-history.apkg")
    assert screen.page.bottom.run.text() == "Import 45 cards"
    assert "41 reviews" in screen.page.bottom.sums
    screen.run()
    assert screen.count("SELECT count(*) FROM note WHERE namespace = 'anki'") == 40
    assert screen.count("SELECT count(*) FROM review") == 41


def test_the_crumb_leads_to_browse_and_the_list_stays(screen: ImportScreen) -> None:
    screen.open(screen.file("own.md", DECK))
    QTest.mouseClick(screen.page.crumb, LEFT)
    assert screen.window.place is PlaceId.BROWSE
    screen.window.back()
    assert screen.window.place is not PlaceId.BROWSE
    screen.window.go(PlaceId.IMPORT)
    screen.settle()
    assert screen.states == [READY]


class TestDamaged:
    @pytest.fixture
    def package(self, tmp_path: Path) -> Path:
        notes = [Note((f"question {number} " * 30, "answer")) for number in range(40)]
        data = bytearray(Package(notes=notes).database(tmp_path, OLDEST))
        start = page_of(data, b"question 28 ")
        data[start : start + PAGE] = b"\xff" * PAGE
        return with_collection(tmp_path, bytes(data))

    def test_the_readable_part_can_be_imported(self, screen: ImportScreen, package: Path) -> None:
        screen.open(package)
        readable = screen.present.preview.report.readable
        assert readable is not None
        notice = screen.detail.notice
        assert notice.isVisible()
        before = screen.questions()
        screen.click(f"Import {readable}")
        screen.settle()
        assert screen.states == [IMPORTED]
        assert len(screen.questions() - before) == readable

    def test_it_can_be_discarded(self, screen: ImportScreen, package: Path) -> None:
        screen.open(package)
        title, text = texts.damage(28)
        assert f"{title} {text}" == (
            "This package is damaged after note 28. The first 28 can be imported."
        )
        screen.detail.discard_requested.emit()
        screen.settle()
        assert screen.entries == ()
