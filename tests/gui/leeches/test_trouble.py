"""Leeches and mix-ups in the window: listed, rewritten, told apart; from review and Browse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.gui.leeches.rewrite_dialog import CompareDialog, RewriteDialog
from flashcards.gui.leeches.trouble_dialog import TroubleDialog
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.widgets.link import TextLink
from flashcards.services.editing.leeches_view import Trouble
from tests.gui.accessible import unnamed
from tests.gui.screen import CONTROL, Screen

FORGOTTEN_TIMES = 3


def forget_together(app: App, clock: FixedClock) -> None:
    """Make leeches of two notes that are always forgotten together."""
    app.library.set("leech_threshold", str(FORGOTTEN_TIMES))
    cards = [hit.card_id for hit in app.search.search("deck:Databases kind:basic", limit=2)]
    for card in cards:
        app.study.answer(card, Rating.EASY)
    for _ in range(FORGOTTEN_TIMES):
        clock.advance(days=60)
        for card in cards:
            app.study.answer(card, Rating.AGAIN)
            clock.advance(minutes=1)
        clock.advance(minutes=20)
        for card in cards:
            app.study.answer(card, Rating.GOOD)


@pytest.fixture
def screen(qtbot: QtBot, opened: MainWindow, clock: FixedClock) -> Screen:
    """Today of a library with two leeches."""
    screen = Screen(qtbot, opened, PlaceId.TODAY)
    opened.tasks.run(lambda app: forget_together(app, clock))
    screen.settle()
    return screen


@pytest.fixture
def listing(screen: Screen) -> TroubleDialog:
    """The list of what is troublesome."""
    activated(screen)
    screen.press(Qt.Key.Key_L, CONTROL)
    screen.qtbot.waitUntil(lambda: bool(screen.window.findChildren(TroubleDialog)))
    dialog = screen.window.findChild(TroubleDialog)
    screen.qtbot.waitUntil(lambda: len(dialog.findChildren(TextLink)) == 4)
    return dialog


def activated(screen: Screen) -> None:
    """Make the window the one that gets the keys."""
    screen.window.activateWindow()
    screen.qtbot.waitUntil(screen.window.isActiveWindow)


def trouble(screen: Screen) -> Trouble:
    found: list[Trouble] = []
    screen.window.tasks.run(lambda app: app.leeches.trouble(), found.append)
    screen.settle()
    return found[0]


def named(dialog: TroubleDialog, start: str) -> list[QPushButton]:
    return [
        button
        for button in dialog.findChildren(QPushButton)
        if button.accessibleName().startswith(start)
    ]


def test_all_is_listed_and_named(listing: TroubleDialog) -> None:
    assert unnamed(listing) == []
    assert len(named(listing, "Rewrite: ")) == 2
    assert len(named(listing, "Tell apart: ")) == 1


def test_a_leech_is_rewritten(screen: Screen, listing: TroubleDialog) -> None:
    named(listing, "Rewrite: ")[0].click()
    screen.qtbot.waitUntil(lambda: bool(listing.findChildren(RewriteDialog)))
    dialog = listing.findChild(RewriteDialog)
    screen.qtbot.waitUntil(dialog.button.isEnabled)
    assert unnamed(dialog) == []
    assert dialog.editor.toPlainText().count("### ") >= 2
    dialog.ways.button("cloze").click()
    screen.qtbot.waitUntil(lambda: "{{c1::" in dialog.editor.toPlainText())
    dialog.ways.button("example").click()
    screen.qtbot.waitUntil(lambda: "For example: …" in dialog.editor.toPlainText())
    dialog.editor.setPlainText("### One?\n\nFirst.\n\n### Two?\n\nSecond.")
    screen.qtbot.waitUntil(lambda: dialog.state.text() == "2 notes")
    dialog.button.click()
    screen.qtbot.waitUntil(lambda: len(named(listing, "Rewrite: ")) == 1)
    assert len(trouble(screen).leeches) == 1


def test_what_is_no_note_cannot_be_saved(screen: Screen, listing: TroubleDialog) -> None:
    named(listing, "Rewrite: ")[0].click()
    screen.qtbot.waitUntil(lambda: bool(listing.findChildren(RewriteDialog)))
    dialog = listing.findChild(RewriteDialog)
    screen.qtbot.waitUntil(dialog.button.isEnabled)
    dialog.editor.setPlainText("just words")
    screen.qtbot.waitUntil(lambda: not dialog.button.isEnabled())
    assert dialog.state.text().startswith("Line 1: ")
    dialog.leave()
    screen.click(screen.button("Discard", dialog))
    screen.qtbot.waitUntil(lambda: not listing.findChildren(RewriteDialog))


def test_a_note_that_tells_two_apart(screen: Screen, listing: TroubleDialog) -> None:
    named(listing, "Tell apart: ")[0].click()
    screen.qtbot.waitUntil(lambda: bool(listing.findChildren(CompareDialog)))
    dialog = listing.findChild(CompareDialog)
    screen.qtbot.waitUntil(dialog.button.isEnabled)
    assert dialog.editor.toPlainText().startswith("### What is the difference between ")
    dialog.button.click()
    screen.qtbot.waitUntil(lambda: not named(listing, "Tell apart: "))
    assert trouble(screen).pairs == ()


def test_what_is_fine_is_let_go(screen: Screen, listing: TroubleDialog) -> None:
    named(listing, "It is fine as it is: ")[0].click()
    screen.qtbot.waitUntil(lambda: len(named(listing, "Rewrite: ")) == 1)
    named(listing, "They are not mixed up: ")[0].click()
    screen.qtbot.waitUntil(lambda: not named(listing, "Tell apart: "))


def test_a_question_opens_in_browse(screen: Screen, listing: TroubleDialog) -> None:
    listing.findChildren(TextLink)[0].click()
    screen.settle()
    assert screen.window.place is PlaceId.BROWSE


def test_the_review_offers_to_rewrite_a_card_that_became_a_leech(
    qtbot: QtBot, opened: MainWindow, clock: FixedClock, library: Path
) -> None:
    from flashcards.gui.review.page import ReviewPage
    from flashcards.gui.review.phase import Phase
    from flashcards.services.studying.day_queue import SessionFilter

    def prepare(app: App) -> None:
        app.library.set("leech_threshold", "2")
        app.library.set("new_per_day", "0")
        (hit,) = app.search.search("deck:Databases kind:basic", limit=1)
        app.study.answer(hit.card_id, Rating.EASY)
        clock.advance(days=60)
        app.study.answer(hit.card_id, Rating.AGAIN)
        clock.advance(minutes=20)
        app.study.answer(hit.card_id, Rating.GOOD)
        clock.advance(days=60)

    screen = Screen(qtbot, opened, PlaceId.TODAY)
    opened.tasks.run(prepare)
    screen.settle()
    opened.review(lambda session: session.start(SessionFilter()))
    qtbot.waitUntil(lambda: opened.reviewing)
    page = opened.findChild(ReviewPage)
    qtbot.waitUntil(lambda: page.phase is Phase.QUESTION)
    while page.phase is not Phase.ANSWER:
        page.reveal()
    page.rate(Rating.AGAIN)
    screen.settle()
    screen.click(screen.button("Rewrite", page))
    qtbot.waitUntil(lambda: bool(opened.findChildren(RewriteDialog)))
    assert opened.findChild(RewriteDialog).windowTitle() == "Forgotten 2 times: rewrite it"
    screen.settle()


def test_browse_opens_the_helper_and_studies_a_selection(screen: Screen) -> None:
    screen.window.go(PlaceId.BROWSE, "is:leech")
    screen.settle()
    screen.qtbot.waitUntil(lambda: screen.window.page(PlaceId.BROWSE).page.model.count == 2)
    screen.window.page(PlaceId.BROWSE)._go_to_table()
    activated(screen)
    screen.press(Qt.Key.Key_W)
    screen.qtbot.waitUntil(lambda: bool(screen.window.findChildren(RewriteDialog)))
    screen.settle()
    screen.window.findChild(RewriteDialog).reject()
    activated(screen)
    screen.press(Qt.Key.Key_S)
    screen.qtbot.waitUntil(lambda: screen.window.reviewing)
    screen.settle()
