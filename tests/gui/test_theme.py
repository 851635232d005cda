"""The theme: tokens, contrasts, light and dark, text size, motion."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.theme import TOKENS, Accent, Colors, Mode, Role, theme

SCHEMES = ("light", "dark")
GROUNDS = ("bg", "surface")
TEXTS = ("text", "text2", "text3")
GRADES = ("again", "hard", "good", "easy")
SYNTAX = ("syn_keyword", "syn_string", "syn_number", "syn_comment", "syn_name")


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(color: QColor) -> float:
        channels = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (color.redF(), color.greenF(), color.blueF())
        ]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_token_has_a_field_and_both_schemes() -> None:
    assert len(fields(Colors)) == len(TOKENS["color"])
    assert Colors.of("light") != Colors.of("dark")


def test_every_type_token_has_a_role() -> None:
    assert {role.value for role in Role} == set(TOKENS["type"])


@pytest.mark.parametrize("accent", Accent)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_is_readable(scheme: str, accent: Accent) -> None:
    colors = Colors.of(scheme, accent)
    for text in TEXTS:
        for ground in (*GROUNDS, "sunken"):
            assert contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5
    for grade in GRADES:
        assert contrast(getattr(colors, grade), getattr(colors, f"{grade}_bg")) >= 4.5
    for token in SYNTAX:
        assert contrast(getattr(colors, token), colors.sunken) >= 4.5
    for fill in (colors.accent, colors.accent_hover, colors.accent_pressed):
        assert contrast(colors.on_accent, fill) >= 4.5
    for ground in ("accent_soft", "surface"):
        assert contrast(colors.accent_ink, getattr(colors, ground)) >= 4.5
    for text in ("text", "text2"):
        assert contrast(getattr(colors, text), colors.accent_soft) >= 4.5


@pytest.mark.parametrize("accent", Accent)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_must_be_seen_to_be_used_stands_out(scheme: str, accent: Accent) -> None:
    colors = Colors.of(scheme, accent)
    for ground in GROUNDS:
        assert contrast(colors.accent, getattr(colors, ground)) >= 4.5
    assert contrast(colors.accent_mid, colors.surface) >= 3
    for ground in (*GROUNDS, "sunken", "rail"):
        assert contrast(colors.focus, getattr(colors, ground)) >= 3
    for ground in (*GROUNDS, "sunken"):
        assert contrast(colors.control, getattr(colors, ground)) >= 3


def test_a_change_of_scheme_reaches_the_application_and_all_who_listen(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme().changed):
        theme().set_mode(Mode.DARK)
    assert theme().dark
    assert theme().colors == Colors.of("dark")
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    assert window.name() == Colors.of("dark").bg.name()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("accent", Accent)
def test_the_days_of_the_calendar_grow_stronger_step_by_step(scheme: str, accent: Accent) -> None:
    colors = Colors.of(scheme, accent)
    steps = [contrast(getattr(colors, f"heat{step}"), colors.surface) for step in range(5)]
    assert steps == sorted(steps)


def test_an_accent_reaches_the_application_at_once_and_leaves_all_else(qtbot: QtBot) -> None:
    before = theme().colors
    with qtbot.waitSignal(theme().changed):
        theme().set_accent(Accent.TEAL)
    assert theme().colors.accent != before.accent
    assert theme().colors.text == before.text
    highlight = QApplication.palette().color(QPalette.ColorRole.Highlight)
    assert highlight == theme().colors.accent
    assert theme().colors.accent.name() in QApplication.instance().styleSheet()
    with qtbot.assertNotEmitted(theme().changed):
        theme().set_accent(Accent.TEAL)


class Counted(QLineEdit):
    """A field that counts how often it is styled anew."""

    styled = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.styled += event.type() is QEvent.Type.StyleChange


def test_a_change_styles_what_lies_deep_no_oftener_than_what_lies_on_top(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inner = window
    for _depth in range(20):
        inner = QWidget(inner)
    top, deep = Counted(window), Counted(inner)
    window.show()
    top.styled = deep.styled = 0
    theme().set_accent(Accent.TEAL)
    assert top.styled > 0
    assert deep.styled == top.styled


def test_the_same_scheme_again_changes_nothing(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme().changed):
        theme().set_mode(Mode.LIGHT)


@pytest.mark.parametrize(
    ("asked", "given"), [(0.5, 0.9), (0.9, 0.9), (1.25, 1.25), (1.5, 1.5), (4.0, 1.5)]
)
def test_the_text_size_stays_within_bounds(asked: float, given: float) -> None:
    theme().set_text_scale(asked)
    assert theme().text_scale == given
    assert QFontInfo(theme().font(Role.TITLE)).pixelSize() == round(30 * given)
    assert theme().line(Role.BODY) == round(20 * given)


def test_controls_grow_with_the_text_and_never_shrink() -> None:
    theme().set_text_scale(0.9)
    assert theme().grow(36) == 36
    theme().set_text_scale(1.5)
    assert theme().grow(36) == 54


def test_text_of_widgets_follows_the_text_size(qtbot: QtBot) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    theme().set_text_scale(1.5)
    qtbot.waitUntil(lambda: QFontInfo(label.font()).pixelSize() == 21)


def test_reduced_motion_stops_all_but_the_time_that_a_toast_stays() -> None:
    theme().set_reduced_motion(False)
    assert theme().duration("road") == 360
    theme().set_reduced_motion(True)
    assert theme().duration("road") == 0
    assert theme().duration("toastStay") == 5_000


def test_the_system_decides_on_motion_when_nobody_did() -> None:
    theme().set_reduced_motion(None)
    assert isinstance(theme().reduced_motion, bool)


def test_the_tracking_is_a_share_of_the_size() -> None:
    assert theme().font(Role.TITLE).letterSpacing() == pytest.approx(-0.66, abs=0.01)
    assert theme().font(Role.BODY).letterSpacing() == 0


def test_every_colour_can_be_written_into_a_style_sheet() -> None:
    names = theme().colors.names()
    assert names["accent"] == "#5b49b8"
    assert len(names) == len(TOKENS["color"])
