"""Exporting from the window, by mouse and by keyboard: real files, written and read back."""

from __future__ import annotations

import csv
import re
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from flashcards.app import WINDOW, App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.review import Rating
from flashcards.gui.export import texts
from flashcards.gui.export.choice import Choice, Dates, Span
from flashcards.gui.export.dialog import ExportDialog
from flashcards.gui.export.flow import open_export
from flashcards.gui.export.report_pdf import write_report
from flashcards.gui.export.what import What
from flashcards.gui.tasks import LibraryTasks
from flashcards.gui.theme import theme
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.notice import Notice
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.toast import Toaster
from flashcards.gui.widgets.toggles import Radio, TickBox
from flashcards.services.exporting.report_view import ALWAYS, Period
from flashcards.services.jobs import Job
from tests.gui.accessible import names, unnamed
from tests.services.factories import answer, card, import_text, own_deck, write_content

LEFT = Qt.MouseButton.LeftButton


class Window(QMainWindow):
    """As much of the window as exporting asks for."""

    def __init__(self, open_library: Callable[[], App], library: Path) -> None:
        super().__init__()
        self.library = library
        self.errors: list[Exception] = []
        self.tasks = LibraryTasks(open_library, self.told, self)
        self.toaster = Toaster(self)

    def told(self, error: Exception) -> None:
        self.errors.append(error)


@dataclass
class Screen:
    """The window, the dialog over it, and what a user does there."""

    qtbot: QtBot
    window: Window
    clock: FixedClock
    folder: Path
    answers: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    dialog: ExportDialog = field(init=False)

    def open(self, what: What | None = None) -> ExportDialog:
        self.dialog = open_export(self.window, what)
        self.settle()
        return self.dialog

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.tasks.idle, timeout=20_000)

    def find(self, kind: type[QWidget], name: str) -> Any:
        found = [each for each in self.dialog.findChildren(kind) if each.accessibleName() == name]
        return next(each for each in found if each.isVisible())

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, LEFT)
        self.settle()

    def choose(self, what: What) -> None:
        self.click(self.find(Radio, texts.WORDS[what].title))

    def choose_span(self, span: Span) -> None:
        self.click(self.find(Segments, texts.PERIOD).button(span))

    def choose_deck(self, name: str) -> None:
        select: Select = self.find(Select, texts.DECK)
        select.setCurrentIndex(select.findText(name))
        select.activated.emit(select.currentIndex())

    def type_dates(self, first: str, last: str) -> None:
        for name, text in ((texts.FROM, first), (texts.TO, last)):
            widget = self.find(QWidget, name)
            widget.selectAll()
            QTest.keyClicks(widget, text)

    def export(self, name: str) -> Path:
        """Press Export…, give the file a name, and wait for it."""
        self.answers.append(str(self.folder / name))
        self.click(self.find(QWidget, texts.EXPORT))
        return self.folder / name

    @property
    def is_open(self) -> bool:
        """Whether the dialog is there; a closed one is gone."""
        return isValid(self.dialog) and self.dialog.isVisible()

    @property
    def toast(self) -> str:
        return self.window.toaster.toast.accessibleName()

    @property
    def shown(self) -> dict[str, bool]:
        """Which choices are shown."""
        dialog = self.dialog
        parts = {
            "deck": dialog.findChild(Select),
            "period": next(
                s for s in dialog.findChildren(Segments) if s.accessibleName() == texts.PERIOD
            ),
            "format": next(
                s for s in dialog.findChildren(Segments) if s.accessibleName() == texts.FORMAT
            ),
            "excel": dialog.findChild(TickBox),
        }
        return {name: part.isVisible() for name, part in parts.items()}


@pytest.fixture(scope="module")
def small_decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small road and its decks."""
    return write_content(tmp_path_factory.mktemp("content") / "decks")


@pytest.fixture(scope="module")
def pristine(small_decks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with answers on three days and a deck of one's own; only copied."""
    folder = tmp_path_factory.mktemp("export") / "library"
    clock = FixedClock(parse_moment("2026-11-22T14:00:00Z"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: small_decks)
        app = bootstrap(folder, clock=clock)
        import_text(app, own_deck(3), deck="Own: notes")
        for day in range(3):
            answer(app, card("variable"), Rating.GOOD)
            clock.advance(days=1 if day < 2 else 0)
        app.close()
    return folder


@pytest.fixture
def screen(
    qtbot: QtBot,
    pristine: Path,
    small_decks: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Screen]:
    library = Path(shutil.copytree(pristine, tmp_path / "library"))
    out = tmp_path / "out"
    out.mkdir()
    clock = FixedClock(parse_moment("2026-11-24T14:00:00Z"))
    monkeypatch.setattr("flashcards.app.decks_path", lambda: small_decks)
    window = Window(lambda: bootstrap(library, clock=clock, holder=WINDOW), library)
    window.resize(1280, 800)
    window.show()
    made = Screen(qtbot, window, clock, out)

    def ask(_parent: QWidget, _title: str, suggested: str, kind: str) -> tuple[str, str]:
        made.asked.append((suggested, kind))
        return (made.answers.pop(0) if made.answers else "", kind)

    monkeypatch.setattr("flashcards.gui.saving.QFileDialog.getSaveFileName", ask)

    def open_url(url: QUrl) -> bool:
        made.opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr("flashcards.gui.export.flow.QDesktopServices.openUrl", open_url)
    yield made
    for dialog in window.findChildren(Dialog):
        dialog.close()
    window.tasks.close()
    window.close()
    # here, and not by the garbage collector in the thread of a later test
    delete(window)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class TestChoosing:
    def test_only_what_applies_is_shown(self, screen: Screen) -> None:
        screen.open()
        seen = {}
        for what in What:
            screen.choose(what)
            seen[what] = "".join(name[0] for name, shown in screen.shown.items() if shown)
        assert seen == {
            What.PROGRESS: "de", What.REVIEWS: "dpe", What.STAGES: "e", What.DAYS: "pe",
            What.REPORT: "pf", What.DECK: "d", What.NOTES: "de", What.PACKAGE: "d",
            What.LIBRARY: "",
        }  # fmt: skip

    def test_the_file_and_its_columns_are_told(self, screen: Screen) -> None:
        dialog = screen.open()
        said = " ".join(label.text() for label in dialog.findChildren(QWidget) if _is_label(label))
        assert "A row for each card" in said
        assert "card_id, note_id, roadmap" in said
        screen.choose(What.LIBRARY)
        shown = [w.text() for w in dialog.findChildren(QWidget) if _is_label(w) and w.isVisible()]
        assert any("Everything in one file" in text for text in shown)
        assert not any("card_id" in text for text in shown)

    def test_a_deck_file_is_of_one_deck(self, screen: Screen) -> None:
        screen.open(What.DECK)
        select: Select = screen.find(Select, texts.DECK)
        assert select.itemText(0) == "Basics"
        screen.choose(What.NOTES)
        assert select.itemText(0) == texts.ALL_DECKS
        assert screen.dialog.choice.deck == ""

    def test_wrong_dates_say_why_and_nothing_is_exported(self, screen: Screen) -> None:
        screen.open(What.DAYS)
        screen.choose_span(Span.CUSTOM)
        export = screen.find(QWidget, texts.EXPORT)
        assert export.isEnabled()
        screen.type_dates("2026-13-01", "soon")
        assert screen.dialog.choice.dates.faults == (texts.NO_DATE, texts.NO_DATE)
        assert not export.isEnabled()
        screen.type_dates("2026-11-24", "2026-11-20")
        assert screen.dialog.choice.dates.faults == ("", texts.ENDS_FIRST)
        assert screen.find(QWidget, texts.TO).accessibleDescription() == texts.ENDS_FIRST
        screen.choose_span(Span.ALL)
        assert export.isEnabled()

    def test_by_keyboard_alone(self, screen: Screen) -> None:
        screen.open()
        dialog = screen.dialog
        assert dialog.focusWidget() is screen.find(Radio, texts.WORDS[What.PROGRESS].title)
        for _ in range(3):
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
        assert dialog.choice.what is What.DAYS
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Left)
        assert dialog.choice.span is Span.YEAR
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
        assert dialog.choice.excel
        screen.answers.append(str(screen.folder / "days.csv"))
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        screen.settle()
        assert len(rows_of(screen.folder / "days.csv")) == 3

    def test_escape_closes_it(self, screen: Screen) -> None:
        dialog = screen.open()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not screen.is_open
        assert screen.window.errors == []

    @pytest.mark.parametrize("what", list(What))
    def test_all_that_takes_the_focus_has_a_name(self, screen: Screen, what: What) -> None:
        dialog = screen.open(what)
        if what.of_period:
            screen.choose_span(Span.CUSTOM)
        assert unnamed(dialog) == []
        assert texts.WORDS[what].title in names(dialog)

    def test_it_fits_a_small_screen_with_large_text(self, screen: Screen) -> None:
        theme().set_text_scale(1.5)
        dialog = screen.open(What.REVIEWS)
        assert dialog.height() <= dialog.screen().availableSize().height()
        assert screen.find(QWidget, texts.EXPORT).isVisible()


def _is_label(widget: QWidget) -> bool:
    from flashcards.gui.widgets.label import Label

    return isinstance(widget, Label)


class TestFiles:
    @pytest.mark.parametrize(
        ("what", "name", "first", "said"),
        [
            (What.PROGRESS, "p.csv", b"card_id,note_id", "cards exported to p.csv"),
            (What.REVIEWS, "r.csv", b"card_id,review_rating", "3 reviews exported to r.csv"),
            (What.STAGES, "s.csv", b"roadmap,number", "3 stages exported to s.csv"),
            (What.DAYS, "d.csv", b"day,reviews", "3 days exported to d.csv"),
            (What.NOTES, "n.csv", b"id,kind", "notes exported to n.csv"),
            (What.DECK, "basics.md", b"---\ntitle: Basics", "notes exported to basics.md"),
            (What.PACKAGE, "all.apkg", b"PK", "notes exported to all.apkg"),
            (What.LIBRARY, "all.zip", b"PK", "cards exported to all.zip"),
            (What.REPORT, "r.html", b"<!DOCTYPE html>", "Report written to r.html"),
        ],
    )
    def test_each_kind_is_written(
        self, screen: Screen, what: What, name: str, first: bytes, said: str
    ) -> None:
        screen.open()
        screen.choose(what)
        path = screen.export(name)
        assert path.read_bytes().startswith(first)
        assert said in screen.toast
        assert not screen.is_open
        assert [each.name for each in screen.folder.iterdir()] == [name]

    def test_the_toast_shows_the_folder(self, screen: Screen) -> None:
        screen.open()
        screen.export("p.csv")
        assert screen.window.toaster.action.text() == texts.SHOW
        screen.click(screen.window.toaster.action)
        assert screen.opened == [screen.folder]

    def test_one_deck_alone(self, screen: Screen) -> None:
        screen.open()
        screen.choose_deck("Own: notes")
        rows = rows_of(screen.export("p.csv"))
        assert {row["deck"] for row in rows} == {"Own: notes"}
        assert screen.asked[0][0].endswith("flashcards-progress-Own- notes.csv")

    def test_a_deck_file_and_a_package_are_called_after_the_deck(self, screen: Screen) -> None:
        screen.open(What.PACKAGE)
        screen.choose_deck("Own: notes")
        with zipfile.ZipFile(screen.export("p.apkg")) as archive:
            assert "collection.anki2" in archive.namelist()
        assert Path(screen.asked[0][0]).name == "Own- notes.apkg"

    def test_a_chosen_period(self, screen: Screen) -> None:
        screen.open(What.REVIEWS)
        screen.choose_span(Span.CUSTOM)
        screen.type_dates("2026-11-23", "2026-11-23")
        (row,) = rows_of(screen.export("r.csv"))
        assert row["study_day"] == "2026-11-23"

    def test_the_last_days(self, screen: Screen) -> None:
        screen.clock.advance(days=29)
        screen.open(What.DAYS)
        screen.choose_span(Span.MONTH)
        assert [row["day"] for row in rows_of(screen.export("d.csv"))] == ["2026-11-24"]

    def test_for_excel(self, screen: Screen) -> None:
        screen.open()
        screen.click(screen.find(TickBox, texts.EXCEL))
        path = screen.export("p.csv")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert all(re.fullmatch(r'="\d+"', row["card_id"]) for row in rows_of(path))

    def test_a_name_without_ending_gets_one(self, screen: Screen) -> None:
        screen.open()
        screen.export("my progress v1.2")
        assert [each.name for each in screen.folder.iterdir()] == ["my progress v1.2.csv"]

    def test_a_file_that_the_ending_leads_to_is_not_lost_unasked(self, screen: Screen) -> None:
        present = screen.folder / "p.csv"
        present.write_text("what was there")
        screen.open()
        screen.export("p")
        assert present.read_text() == "what was there"
        (question,) = [d for d in screen.dialog.findChildren(Dialog) if d.isVisible()]
        assert question.windowTitle() == "Replace p.csv?"
        replace = next(b for b in question.findChildren(QWidget) if b.accessibleName() == "Replace")
        screen.click(replace)
        assert present.read_text().startswith("card_id")

    def test_no_name_is_no_export(self, screen: Screen) -> None:
        dialog = screen.open()
        screen.click(screen.find(QWidget, texts.EXPORT))
        assert screen.is_open
        assert not dialog.working
        assert list(screen.folder.iterdir()) == []

    def test_what_is_not_in_the_file_is_told(self, screen: Screen) -> None:
        screen.window.tasks.run(
            lambda app: import_text(
                app, "---\ntitle: Gone\n---\n\n### A? {#a}\n\n![x](media/gone.png)\n"
            )
        )
        screen.open(What.DECK)
        screen.choose_deck("Gone")
        screen.export("gone.md")
        (told,) = [
            dialog
            for dialog in screen.window.findChildren(Dialog)
            if dialog.isVisible() and dialog is not screen.dialog
        ]
        assert told.windowTitle() == "1 note exported to gone.md"
        assert any("gone.png" in w.text() for w in told.findChildren(QWidget) if _is_label(w))


class TestReport:
    def test_a_pdf_has_pages_and_text(self, screen: Screen) -> None:
        screen.open(What.REPORT)
        screen.click(screen.find(Segments, texts.FORMAT).button("pdf"))
        path = screen.export("report.pdf")
        data = path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
        assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
        assert screen.asked == [(screen.asked[0][0], texts.PDF_KIND)]
        assert screen.toast == "Report written to report.pdf"

    def test_a_long_roadmap_takes_more_pages(self, screen: Screen, tmp_path: Path) -> None:
        from dataclasses import replace

        found: list[Any] = []
        screen.window.tasks.run(lambda app: app.exporting.report_figures(), found.append)
        screen.settle()
        report = replace(found[0], stages=found[0].stages * 30, title="A long road " * 20)
        assert write_report(report, tmp_path / "long.pdf") == 3
        data = (tmp_path / "long.pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", data)) == 3

    def test_it_is_light_when_the_window_is_dark(self, screen: Screen, tmp_path: Path) -> None:
        from flashcards.gui.theme import Mode

        found: list[Any] = []
        screen.window.tasks.run(lambda app: app.exporting.report_figures(), found.append)
        screen.settle()
        sizes = []
        for mode in (Mode.LIGHT, Mode.DARK):
            theme().set_mode(mode)
            theme().set_text_scale(1.5 if mode is Mode.DARK else 1.0)
            write_report(found[0], tmp_path / f"{mode}.pdf")
            data = (tmp_path / f"{mode}.pdf").read_bytes()
            sizes.append(len(re.sub(rb"/CreationDate[^\n]*|/ID[^\n]*", b"", data)))
        assert abs(sizes[0] - sizes[1]) < 64

    def test_an_unwritable_pdf_says_so(self, screen: Screen) -> None:
        screen.open(What.REPORT)
        screen.click(screen.find(Segments, texts.FORMAT).button("pdf"))
        screen.export("nowhere/report.pdf")
        (notice,) = screen.dialog.findChildren(Notice)
        assert notice.isVisible()
        assert "there is no folder" in notice.text()


class TestTrouble:
    def test_an_error_stands_in_the_dialog_and_one_can_try_again(self, screen: Screen) -> None:
        dialog = screen.open()
        screen.export("nowhere/p.csv")
        (notice,) = dialog.findChildren(Notice)
        assert notice.text().startswith("Progress (CSV) was not exported Can't write ")
        assert screen.is_open
        assert not dialog.working
        assert rows_of(screen.export("p.csv"))
        assert not screen.is_open

    def test_a_period_to_come_is_told(self, screen: Screen) -> None:
        screen.open(What.REPORT)
        screen.choose_span(Span.CUSTOM)
        screen.type_dates("2027-01-01", "")
        screen.export("r.html")
        (notice,) = screen.dialog.findChildren(Notice)
        assert "which is yet to come" in notice.text()

    def test_a_long_export_can_be_stopped(
        self, screen: Screen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dialog = screen.open(What.NOTES)
        under_way, go_on = threading.Event(), threading.Event()
        step = Job.step

        def wait(job: Job, done: int, total: int, label: str = "") -> None:
            step(job, 5_000, 100_000)
            under_way.set()
            assert go_on.wait(10)
            step(job, done, total, label)

        monkeypatch.setattr(Job, "step", wait)
        screen.answers.append(str(screen.folder / "n.csv"))
        QTest.mouseClick(screen.find(QWidget, texts.EXPORT), LEFT)
        screen.qtbot.waitUntil(under_way.is_set)
        screen.qtbot.waitUntil(lambda: "5,000 of 100,000" in _texts(dialog))
        assert dialog.working
        assert not screen.find(Radio, texts.WORDS[What.NOTES].title).isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert screen.is_open
        assert texts.STOPPING in _texts(dialog)
        go_on.set()
        screen.settle()
        assert list(screen.folder.iterdir()) == []
        assert screen.toast == texts.STOPPED
        assert not screen.is_open

    def test_a_fault_of_the_program_goes_to_the_window(
        self, screen: Screen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dialog = screen.open()

        def fail(*_arguments: object) -> None:
            raise RuntimeError("a fault")

        monkeypatch.setattr("flashcards.gui.export.work.write", fail)
        screen.export("p.csv")
        assert [str(error) for error in screen.window.errors] == ["a fault"]
        assert not dialog.working


class TestSession:
    def test_the_last_choice_is_offered_again(self, screen: Screen) -> None:
        screen.open(What.REVIEWS)
        screen.choose_deck("Storage")
        screen.choose_span(Span.QUARTER)
        screen.export("r.csv")
        again = screen.open()
        assert again.choice == Choice(
            What.REVIEWS, "Storage", Span.QUARTER, folder=str(screen.folder)
        )
        screen.export("r2.csv")
        assert Path(screen.asked[1][0]).parent == screen.folder

    def test_so_is_what_was_chosen_and_not_exported(self, screen: Screen) -> None:
        dialog = screen.open()
        screen.choose(What.STAGES)
        dialog.reject()
        assert screen.open().choice.what is What.STAGES

    def test_a_page_may_ask_for_a_kind(self, screen: Screen) -> None:
        assert screen.open(What.REPORT).choice.what is What.REPORT


class TestDates:
    @pytest.mark.parametrize(
        ("first", "last", "faults", "period"),
        [
            ("", "", ("", ""), ALWAYS),
            (" 2026-11-24 ", "", ("", ""), Period(20_781)),
            ("", "2026-11-24", ("", ""), Period(None, 20_781)),
            ("2026-11-24", "2026-11-24", ("", ""), Period(20_781, 20_781)),
            ("20261124", "", (texts.NO_DATE, ""), ALWAYS),
            ("2026-02-30", "", (texts.NO_DATE, ""), ALWAYS),
        ],
    )
    def test_they_are_read_as_typed(
        self, first: str, last: str, faults: tuple[str, str], period: Period
    ) -> None:
        dates = Dates(first, last)
        assert dates.faults == faults
        assert dates.period == period


def _texts(dialog: ExportDialog) -> str:
    return " ".join(w.text() for w in dialog.findChildren(QWidget) if _is_label(w))
