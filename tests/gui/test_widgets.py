"""The smaller parts: texts, inputs, ticks, messages, dialogs, bars, the rail."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.theme import Mode, Role, theme
from flashcards.gui.widgets.bars import TargetBar
from flashcards.gui.widgets.buttons import Button
from flashcards.gui.widgets.card import SHEET_MARGINS, Card, Sheet
from flashcards.gui.widgets.dialog import confirm, tell
from flashcards.gui.widgets.field import TextArea, TextField
from flashcards.gui.widgets.focus_ring import FocusRing, track
from flashcards.gui.widgets.keycap import Keycap, keycap_width
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.gui.widgets.progress_road import ProgressRoad
from flashcards.gui.widgets.rail import Rail, RailItem
from flashcards.gui.widgets.ring import StageMark
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.gui.widgets.tag import Tag
from flashcards.gui.widgets.tick import TickCircle
from flashcards.gui.widgets.toast import Toaster
from tests.gui.accessible import names, unnamed

MARKUP = "<b>not bold</b> <img src='file:///etc/passwd'>"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window in front, 600 wide, with a column."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(600, 400)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def add(window: QWidget, *widgets: QWidget) -> None:
    """Puts widgets into the window's column, on screen at once."""
    for widget in widgets:
        window.layout().addWidget(widget)
        widget.show()
    window.layout().activate()


def pixel(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name()


# Texts


def test_a_label_is_never_taken_for_html(qtbot: QtBot) -> None:
    label = Label(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


@pytest.mark.parametrize("role", list(Role))
def test_a_line_is_as_high_as_its_role_says(qtbot: QtBot, role: Role) -> None:
    label = Label("Text", role)
    qtbot.addWidget(label)
    assert label.sizeHint().height() == theme().line(role)


def test_a_wrapped_label_is_a_whole_number_of_lines(qtbot: QtBot) -> None:
    label = Label("a text that needs more than one line when there is little room", wrap=True)
    qtbot.addWidget(label)
    assert label.heightForWidth(2_000) == 20
    assert label.heightForWidth(120) % 20 == 0
    assert label.heightForWidth(120) > 40


def test_line_breaks_are_kept(qtbot: QtBot) -> None:
    label = Label("one\ntwo")
    qtbot.addWidget(label)
    assert label.sizeHint().height() == 40


def test_an_elided_label_tells_the_rest_in_its_tooltip(qtbot: QtBot) -> None:
    label = Label("a text that is too long for its place", elide=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    label.grab()
    assert label.toolTip() == ""


def test_a_label_follows_the_theme(qtbot: QtBot) -> None:
    label = Label("Text", Role.TITLE)
    qtbot.addWidget(label)
    theme().set_text_scale(1.5)
    assert label.sizeHint().height() == theme().line(Role.TITLE) == 57
    label.set_role(Role.CAPTION)
    assert label.sizeHint().height() == 24


def test_a_tag_grows_with_its_text(qtbot: QtBot) -> None:
    tag = Tag("Concept")
    qtbot.addWidget(tag)
    narrow = tag.sizeHint().width()
    tag.set_tag("Predict the output", "terminal")
    assert tag.sizeHint().width() > narrow
    assert tag.text() == "Predict the output"


def test_a_keycap_is_at_least_square(qtbot: QtBot) -> None:
    cap = Keycap("Ctrl+Z")
    qtbot.addWidget(cap)
    assert keycap_width("Z") == 20
    assert cap.accessibleName() == "Ctrl Z"
    assert cap.sizeHint() == QSize(keycap_width("Ctrl") + 3 + 20, 20)


# Inputs


def test_a_text_field_shows_what_is_wrong_by_its_border(window: QWidget) -> None:
    field = TextField("Name")
    add(window, field)
    field.set_error(True)
    assert pixel(field, 0, 18) == theme().colors.again.name()
    field.set_error(False)
    assert pixel(field, 0, 18) == theme().colors.control.name()


def test_a_focused_text_field_has_a_border_of_two_pixels(window: QWidget) -> None:
    field = TextField("Name")
    add(window, field)
    field.setFocus()
    assert pixel(field, 1, 18) == theme().colors.focus.name()
    assert field.height() == 36


def test_tab_leaves_a_text_area(window: QWidget, qtbot: QtBot) -> None:
    area, button = TextArea("Notes"), Button("Save")
    add(window, area, button)
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert area.toPlainText() == ""


def test_a_tick_circle_fills_when_done(qtbot: QtBot) -> None:
    circle = TickCircle()
    qtbot.addWidget(circle)
    assert pixel(circle, 9, 3) == theme().colors.surface.name()
    circle.set_done(True)
    assert circle.is_done()
    assert pixel(circle, 9, 3) == theme().colors.accent.name()


def test_the_ring_can_follow_any_widget(window: QWidget) -> None:
    foreign = QLabel("x")
    foreign.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    add(window, foreign)
    track(foreign)
    foreign.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.findChild(FocusRing).widget() is foreign
    foreign.clearFocus()
    assert window.findChild(FocusRing).widget() is None


# Messages


def test_a_notice_offers_what_can_be_done(window: QWidget, qtbot: QtBot) -> None:
    act = Mock()
    notice = Notice(window)
    assert notice.isHidden()
    notice.show_notice(Tone.ERROR, "Row 5 has no question", "Add one.", (("Show", act),))
    assert notice.text() == "Row 5 has no question Add one."
    assert notice.accessibleName() == notice.text()
    notice.adjustSize()
    qtbot.mouseClick(notice.buttons()[0], Qt.MouseButton.LeftButton)
    act.assert_called_once_with()
    notice.show_notice(Tone.INFORMATION, "Nothing is due")
    assert notice.buttons() == []
    assert notice.tone is Tone.INFORMATION


def test_a_notice_is_as_high_as_its_text_needs(window: QWidget) -> None:
    notice = Notice()
    add(window, notice)
    notice.show_notice(Tone.WARNING, "Title", "words " * 60)
    assert notice.heightForWidth(300) > notice.heightForWidth(900) > 50


@pytest.fixture
def toaster(window: QWidget) -> Toaster:
    """What shows toasts in the window."""
    return Toaster(window, bottom=24)


def test_a_toast_stands_in_the_middle_above_the_lower_edge(
    window: QWidget, toaster: Toaster
) -> None:
    toaster.show_toast("Card buried until tomorrow", "Undo", "Ctrl+Z", Mock())
    toast = toaster.toast
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1
    assert window.height() - toast.geometry().bottom() - 1 == 24
    assert toast.height() == 40
    window.resize(700, 500)
    assert abs(toast.geometry().center().x() - 350) <= 1
    toaster.set_bottom(108)
    assert window.height() - toast.geometry().bottom() - 1 == 108


def test_the_action_of_a_toast_acts_and_closes_it(toaster: Toaster, qtbot: QtBot) -> None:
    undo = Mock()
    toaster.show_toast("Card buried", "Undo", "Ctrl+Z", undo)
    assert "Undo" in names(toaster.toast)
    qtbot.mouseClick(toaster.action, Qt.MouseButton.LeftButton)
    undo.assert_called_once_with()
    assert not toaster.toast.isVisible()


def test_a_toast_that_has_the_focus_stays(toaster: Toaster) -> None:
    toaster.show_toast("Card buried", "Undo", "Ctrl+Z", Mock())
    toaster.action.focus_visibly()
    toaster.dismiss()
    assert toaster.toast.isVisible()
    toaster.action.clearFocus()
    toaster.dismiss()
    assert not toaster.toast.isVisible()


def test_a_toast_without_an_action_takes_no_focus(toaster: Toaster) -> None:
    toaster.show_toast("Exported 48 rows")
    assert names(toaster.toast) == []


def test_a_dialog_asks_before_it_destroys(window: QWidget, qtbot: QtBot) -> None:
    delete = Mock()
    dialog = confirm(window, "Delete 3 cards", "Their history goes too.", "Delete", delete)
    cancel, verb = dialog.findChildren(Button)
    assert dialog.focusWidget() is cancel
    assert verb.text() == "Delete"
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    delete.assert_not_called()


def test_the_verb_of_a_dialog_does_what_it_says(window: QWidget, qtbot: QtBot) -> None:
    delete = Mock()
    dialog = confirm(window, "Delete 3 cards", "Their history goes too.", "Delete", delete)
    qtbot.mouseClick(dialog.findChildren(Button)[1], Qt.MouseButton.LeftButton)
    delete.assert_called_once_with()


def test_escape_cancels_a_dialog(window: QWidget, qtbot: QtBot) -> None:
    delete = Mock()
    dialog = confirm(window, "Delete 3 cards", "Their history goes too.", "Delete", delete)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    delete.assert_not_called()


def test_details_can_be_copied(window: QWidget, qtbot: QtBot) -> None:
    dialog = tell(window, "It failed", "The library is safe.", "ValueError: 5")
    assert unnamed(dialog) == []
    copy, close = dialog.findChildren(Button)
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().endswith("ValueError: 5")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


# Painted parts


def test_a_card_is_a_surface_with_a_hairline(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.resize(100, 60)
    assert pixel(card, 50, 30) == theme().colors.surface.name()
    assert pixel(card, 50, 0) == theme().colors.border.name()


def test_only_a_light_sheet_throws_a_shadow(qtbot: QtBot) -> None:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(400, 300)
    below = QPoint(200, round(sheet.sheet_rect().bottom()) + 2)
    assert pixel(sheet, below.x(), below.y()) != theme().colors.bg.name()
    theme().set_mode(Mode.DARK)
    assert pixel(sheet, below.x(), below.y()) == theme().colors.bg.name()
    assert sheet.sheet_rect().width() == 400 - SHEET_MARGINS.left() - SHEET_MARGINS.right()


def test_a_bar_is_filled_to_its_share_and_ticked_at_its_target(qtbot: QtBot) -> None:
    bar = TargetBar(0.5, 0.9)
    qtbot.addWidget(bar)
    bar.resize(200, 12)
    colors = theme().colors
    assert pixel(bar, 90, 6) == colors.accent.name()
    assert pixel(bar, 120, 6) == colors.heat0.name()
    assert pixel(bar, 180, 1) == colors.text.name()
    assert bar.accessibleName() == "50\u202f%, target 90\u202f%"
    bar.set_share(0.0)
    assert bar.accessibleName() == "0\u202f%"
    assert pixel(bar, 180, 6) == colors.heat0.name()


def test_a_session_advances_its_road(qtbot: QtBot) -> None:
    road = ProgressRoad()
    qtbot.addWidget(road)
    road.resize(400, 14)
    road.set_progress(12, 48)
    assert road.share == 0.25
    assert road.accessibleName() == "12 of 48 cards done"
    assert pixel(road, 50, 7) == theme().colors.accent.name()
    assert pixel(road, 300, 7) == theme().colors.border.name()
    road.set_progress(0, 0)
    assert road.share == 0.0


def test_a_stage_mark_hides_where_there_is_no_stage(window: QWidget) -> None:
    mark = StageMark(window)
    mark.set_number(3)
    assert mark.isVisible()
    mark.set_number(None)
    assert mark.isHidden()


def test_a_glide_reaches_its_target_and_can_be_finished_early(qtbot: QtBot) -> None:
    theme().set_reduced_motion(False)
    owner = QWidget()
    qtbot.addWidget(owner)
    glide = Glide(owner, "road", Mock())
    glide.to(1.0)
    assert glide.value < 1.0
    glide.finish()
    assert glide.value == glide.target == 1.0
    glide.to(0.0)
    qtbot.waitUntil(lambda: glide.value == 0.0)


# The rail and the page


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    """A rail with two places and an action."""
    rail = Rail(
        (
            RailItem("today", "Today", "sun", "Ctrl+1"),
            RailItem("other", "Other", "star", "Ctrl+2"),
            RailItem("keys", "Keys", "ellipsis", "?", footer=True, action=True),
        )
    )
    qtbot.addWidget(rail)
    rail.resize(208, 600)
    rail.show()
    return rail


def test_the_rail_says_where_one_goes(rail: Rail, qtbot: QtBot) -> None:
    for place in ("other", "keys"):
        with qtbot.waitSignal(rail.selected) as signal:
            qtbot.mouseClick(rail.button(place), Qt.MouseButton.LeftButton)
        assert signal.args == [place]


def test_the_current_place_has_a_bar_and_a_ground(rail: Rail) -> None:
    rail.set_current("today")
    colors = theme().colors
    assert pixel(rail, 1, rail.button("today").geometry().center().y()) == colors.accent.name()
    assert pixel(rail.button("today"), 4, 18) == colors.accent_soft.name()
    assert pixel(rail, 1, rail.button("other").geometry().center().y()) == colors.rail.name()


def test_an_action_never_becomes_the_place(rail: Rail) -> None:
    rail.set_current("keys")
    assert pixel(rail, 1, rail.button("keys").geometry().center().y()) == theme().colors.rail.name()


def test_the_rail_collapses_to_icons_with_tooltips(rail: Rail) -> None:
    rail.set_collapsed(True)
    assert rail.width() == 64
    assert rail.button("today").toolTip() == "Today  Ctrl 1"
    rail.set_collapsed(False)
    assert rail.width() == 208
    assert rail.button("today").toolTip() == ""


def test_a_count_is_read_out(rail: Rail) -> None:
    rail.set_count("today", 48)
    assert rail.button("today").accessibleName() == "Today, 48 due"
    rail.set_count("today", None)
    assert rail.button("today").accessibleName() == "Today"
    assert unnamed(rail) == []


def test_the_header_of_a_page_stays_while_its_body_scrolls(qtbot: QtBot) -> None:
    header, body = QWidget(), QWidget()
    header.setFixedHeight(50)
    body.setFixedHeight(2_000)
    page = ScrollPage(header, body)
    page.set_padding(24, 20, 20, below_header=10)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    qtbot.waitUntil(lambda: page.bar.maximum() > 0)
    before = header.mapTo(page, QPoint(0, 0))
    page.bar.setValue(500)
    assert header.mapTo(page, QPoint(0, 0)) == before == QPoint(24, 20)
    assert body.mapTo(page, QPoint(0, 0)) == QPoint(24, 80 - 500)
    qtbot.waitUntil(lambda: body.width() == header.width() == 400 - 2 * 24)


def test_a_page_that_fits_has_no_scroll_bar(qtbot: QtBot) -> None:
    header, body = QWidget(), QWidget()
    header.setFixedHeight(50)
    body.setFixedHeight(100)
    page = ScrollPage(header, body)
    page.set_padding(24, 20, 20, below_header=10)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    assert page.bar.maximum() == 0
