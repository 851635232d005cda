"""What can be done with a card, what stands in its place, and how it all fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from flashcards.gui.review.page import ReviewPage
from flashcards.gui.review.phase import Phase
from flashcards.gui.theme import Mode, theme
from flashcards.services.card_view import CardView, SessionProgress
from tests.gui.accessible import unnamed
from tests.gui.review.cards import (
    BASIC,
    CARD_ID,
    EVERY_KIND,
    NOW_MS,
    PREDICT,
    PROGRESS,
)
from tests.gui.review.hands import CTRL, NOTHING, SHIFT, Key, ask, heard, press


class TestCard:
    @pytest.mark.parametrize("revealed", [False, True])
    @pytest.mark.parametrize(
        "asks",
        [
            ("b", NOTHING, "bury_requested", (CARD_ID,)),
            ("-", NOTHING, "bury_requested", (CARD_ID,)),
            (Key.Key_S, SHIFT, "suspend_requested", (CARD_ID,)),
            ("!", NOTHING, "suspend_requested", (CARD_ID,)),
            ("*", NOTHING, "mark_requested", (CARD_ID,)),
            ("f", NOTHING, "flag_requested", (CARD_ID, 1)),
            ("e", NOTHING, "edit_requested", (BASIC.note_id,)),
            ("i", NOTHING, "information_requested", (CARD_ID,)),
            ("u", NOTHING, "undo_requested", ()),
            (Key.Key_Z, CTRL, "undo_requested", ()),
            (Key.Key_Z, CTRL | SHIFT, "redo_requested", ()),
            (Key.Key_Escape, NOTHING, "close_requested", ()),
        ],
    )
    def test_every_key(self, qtbot: QtBot, page: ReviewPage, asks: tuple, revealed: bool) -> None:
        key, modifier, signal, arguments = asks
        listener = heard(getattr(page, signal))
        if revealed:
            page.reveal()
        press(qtbot, page, key, modifier)
        listener.assert_called_once_with(*arguments)

    def test_buttons_do_what_their_keys_do(self, qtbot: QtBot, page: ReviewPage) -> None:
        for button, signal in (
            (page.top_bar.close_button, page.close_requested),
            (page.top_bar.undo, page.undo_requested),
            (page.top_bar.edit, page.edit_requested),
            (page.bottom_bar.bury, page.bury_requested),
        ):
            listener = heard(signal)
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            listener.assert_called_once()

    def test_undo_says_what_it_takes_back(self, page: ReviewPage) -> None:
        assert page.top_bar.undo.accessibleName() == "Undo answer"
        page.set_undo_available(None)
        assert not page.top_bar.undo.isEnabled()

    def test_a_flag_and_a_mark_appear_where_the_card_is(
        self, qtbot: QtBot, page: ReviewPage
    ) -> None:
        page.reveal()
        page.update_card(replace(BASIC, flag=2, marked=True, leech=True))
        assert page.phase is Phase.ANSWER
        assert page.sheet.answer.isVisible()
        assert page.sheet.state.flag.text() == "Orange"
        assert page.sheet.state.marked.isVisible()
        assert page.sheet.state.leech.isVisible()
        asked = heard(page.flag_requested)
        press(qtbot, page, "f")
        asked.assert_called_once_with(CARD_ID, 3)

    def test_the_same_card_again_stays_as_far_as_it_is(self, page: ReviewPage) -> None:
        page.reveal()
        page.show_card(replace(BASIC, flag=1), SessionProgress(17, 30, 700.0))
        assert page.phase is Phase.ANSWER
        assert page.top_bar.left.text() == "30 left, about 12 min"

    def test_the_flags_of_the_menu(self, qtbot: QtBot, page: ReviewPage) -> None:
        asked = heard(page.flag_requested)
        flags = page._flags()
        assert [action.text() for action in flags.actions()][:3] == ["No flag", "Red", "Orange"]
        assert flags.actions()[0].isChecked()
        flags.actions()[5].trigger()
        asked.assert_called_once_with(CARD_ID, 5)

    def test_the_menu_has_all_that_can_be_done(self, page: ReviewPage) -> None:
        page.update_card(replace(BASIC, marked=True))
        menu = page._actions.menu(page._flags())
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert texts == [
            "Edit", "Rewrite…", "Flag", "Unmark", "Bury", "Suspend", "Information",
        ]  # fmt: skip

    def test_a_toast_offers_undo(self, qtbot: QtBot, page: ReviewPage) -> None:
        undone = heard(page.undo_requested)
        page.show_toast("Card buried until tomorrow", True)
        toast = page.toaster.toast
        assert toast.accessibleName() == "Card buried until tomorrow"
        toast.findChild(QPushButton).click()
        undone.assert_called_once_with()
        page.show_toast("Answer undone", False)
        assert not toast.findChild(QPushButton).isVisible()


class TestMessages:
    def test_the_end_of_a_session(self, qtbot: QtBot, page: ReviewPage) -> None:
        closed, more = heard(page.close_requested), heard(page.learn_more_requested)
        page.show_finished(39, 19 * 60.0, True)
        assert page.message.title.text() == "Done for today."
        assert page.message.text.text() == "39 cards tomorrow, about 19 minutes."
        assert page.message.back.hasFocus()
        assert not page.desk.isVisible()
        assert not page.bottom_bar.isVisible()
        qtbot.mouseClick(page.message.learn, Qt.MouseButton.LeftButton)
        more.assert_called_once_with()
        press(qtbot, page, Key.Key_Return)
        closed.assert_called_once_with()

    def test_without_new_cards_there_are_none_to_learn(self, page: ReviewPage) -> None:
        page.show_finished(0, 0.0, False)
        assert not page.message.learn.isVisible()
        assert page.message.text.text() == "No card is due tomorrow."

    def test_the_last_answer_can_still_be_undone(self, qtbot: QtBot, page: ReviewPage) -> None:
        undone = heard(page.undo_requested)
        page.show_finished(39, 1_140.0, True)
        press(qtbot, page, Key.Key_Z, CTRL)
        undone.assert_called_once_with()

    def test_card_keys_mean_nothing_without_a_card(self, qtbot: QtBot, page: ReviewPage) -> None:
        listeners = [heard(page.bury_requested), heard(page.edit_requested)]
        page.show_finished(39, 1_140.0, True)
        press(qtbot, page, "b")
        press(qtbot, page, "e")
        for listener in listeners:
            listener.assert_not_called()

    def test_waiting_says_how_long(self, page: ReviewPage) -> None:
        page.show_waiting(NOW_MS + 8 * 60_000)
        assert page.message.title.text() == "Next card in 8 min"
        page.show_waiting(NOW_MS)
        assert page.message.title.text() == "The next card is due."
        page.show_card(BASIC, PROGRESS)
        assert page.phase is Phase.QUESTION


class TestWindow:
    @pytest.mark.parametrize("view", EVERY_KIND, ids=lambda view: view.kind)
    def test_whatever_takes_the_focus_has_a_name(self, page: ReviewPage, view: CardView) -> None:
        ask(page, view)
        assert not unnamed(page)
        page.reveal()
        assert not unnamed(page)

    @pytest.mark.parametrize("scale", [1.0, 1.5])
    @pytest.mark.parametrize("size", [(880, 600), (980, 700), (1280, 800)])
    @pytest.mark.parametrize("view", EVERY_KIND, ids=lambda view: view.kind)
    def test_everything_fits_at_every_size(self, page, view, size, scale) -> None:
        theme().set_text_scale(scale)
        page.resize(*size)
        ask(page, view)
        page.reveal()
        for widget in (*page.bottom_bar.ratings.values(), page.bottom_bar.show_button):
            if widget.isVisible():
                assert page.bottom_bar.rect().contains(widget.geometry())
        sheet = page.sheet.geometry()
        assert sheet.left() >= -24
        assert sheet.right() <= page.desk.width() + 24
        assert page.top_bar.sizeHint().width() <= size[0]

    def test_narrow_windows_drop_words_and_keep_icons(self, page: ReviewPage) -> None:
        page.resize(880, 600)
        assert page.top_bar.left.text() == "31 left"
        assert page.top_bar.undo.text() == ""
        assert page.top_bar.undo.accessibleName() == "Undo answer"
        page.reveal()
        assert not page.bottom_bar.flag.isVisible()
        page.resize(1280, 800)
        assert page.top_bar.undo.text() == "Undo"
        assert page.bottom_bar.flag.isVisible()

    def test_it_follows_the_theme_while_a_card_is_shown(self, page: ReviewPage) -> None:
        ask(page, PREDICT)
        page.sheet.prediction_field.setPlainText("x")
        page.reveal()
        theme().set_mode(Mode.DARK)
        assert page.phase is Phase.ANSWER
        assert page.sheet.answer.result.given.isVisible()
        ink = theme().colors.again.name()
        assert ink in page.sheet.answer.result.given.text.toHtml()
