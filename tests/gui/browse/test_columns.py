"""What the columns of the table say of a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from flashcards.domain.calendar import day_of
from flashcards.domain.wording import percent_text
from flashcards.gui.browse import texts
from flashcards.gui.browse.columns import COLUMNS, Cell
from flashcards.gui.browse.dialogs import parse_days, words
from flashcards.gui.browse.note_pane import stability_text
from flashcards.services.browsing.view import BrowseRow
from tests.gui.browse.test_model import row

TODAY = day_of(datetime(2026, 11, 24, tzinfo=UTC).date())
BY_ID = {column.id: column for column in COLUMNS}
NOON_MS = 1_795_521_600_000


def cell(column: str, **changed: object) -> Cell:
    card: BrowseRow = replace(row(1, "What?"), **changed)
    return BY_ID[column].cell(card, TODAY)


@pytest.mark.parametrize(
    ("changed", "text", "weight"),
    [
        ({}, "New", 400),
        ({"due_day": TODAY}, "Today", 600),
        ({"due_day": TODAY + 1}, "Tomorrow", 400),
        ({"due_day": TODAY + 2}, "26 Nov", 400),
        ({"due_day": TODAY + 400}, "29 Dec 2027", 400),
        ({"due_day": TODAY - 3}, "3 d late", 600),
        ({"due_day": TODAY, "suspended": True}, "Suspended", 400),
        ({"due_day": TODAY, "buried": True}, "Buried", 400),
        ({"draft": True, "suspended": True}, "Draft", 400),
    ],
)
def test_due_is_said_as_one_would_say_it(
    themed: QApplication, changed: dict[str, object], text: str, weight: int
) -> None:
    found = cell("due", **changed)
    assert (found.text, found.weight) == (text, weight)


@pytest.mark.parametrize(
    ("column", "changed", "text"),
    [
        ("recall", {"recall": 0.764}, percent_text(0.764)),
        ("recall", {}, ""),
        ("stability", {"stability": 6.2}, "6 days"),
        ("difficulty", {"difficulty": 7.13}, "7.1"),
        ("lapses", {"lapses": 1_234}, "1,234"),
        ("interval", {"interval_days": 500.0}, "1.4 years"),
        ("interval", {}, ""),
        ("state", {"suspended": True}, "Suspended"),
        ("kind", {}, "Basic"),
        ("deck", {"deck": "Backend::SQL"}, "Backend › SQL"),
        ("tags", {"tags": ("a", "b")}, "a b"),
        ("added", {"added_ms": NOON_MS}, "24 Nov"),
        ("added", {}, ""),
        ("edited", {"edited_ms": NOON_MS - 400 * 86_400_000}, "20 Oct 2025"),
        ("flag", {"flag": 3}, "Green"),
        ("flag", {}, ""),
        ("last_review", {"last_review_ms": NOON_MS}, "24 Nov"),
    ],
)
def test_values_are_said_in_words(
    themed: QApplication, column: str, changed: dict[str, object], text: str
) -> None:
    assert cell(column, **changed).text == text


def test_a_learning_card_has_a_time(themed: QApplication) -> None:
    assert ":" in cell("due", due_ms=NOON_MS).text


def test_what_is_put_away_or_flagged_has_a_second_sign(themed: QApplication) -> None:
    assert cell("question").icon == ""
    assert cell("question", suspended=True).icon == "eye-off"
    assert (cell("question", flag=2).icon, cell("question", flag=2).flag) == ("flag", 2)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Suspend 3 cards", "3 cards suspended"),
        ("Untag 1 note", "1 note untagged"),
        ("Set due 2 cards", "2 cards moved to another day"),
        ("Replace in 4 notes", "Replace in 4 notes"),
    ],
)
def test_what_was_done_is_said(label: str, text: str) -> None:
    assert texts.done_text(label) == text


def test_a_question_before_deleting_says_how_much_goes() -> None:
    assert texts.delete_question(1, 1)[0] == "Delete 1 card?"
    assert texts.delete_question(2, 5)[0] == "Delete 5 cards of 2 notes?"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0", (0, 0)),
        (" 3-7 ", (3, 7)),
        ("3 – 7", (3, 7)),
        ("7-3", None),
        ("", None),
        ("soon", None),
        ("-1", None),
    ],
)
def test_days_are_read(text: str, days: tuple[int, int] | None) -> None:
    assert parse_days(text) == days


def test_tags_are_read() -> None:
    assert words(" a, b  a c,") == ("a", "b", "c")


def test_a_stability_has_a_decimal_while_it_is_short() -> None:
    assert stability_text(6.2) == "6.2 days"
    assert stability_text(400) == "1.1 years"
