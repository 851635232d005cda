"""The words of the practice screens: days and times are those of the locale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale

from flashcards.domain.practice.setup import PracticeOptions
from flashcards.gui.practice import texts
from flashcards.services.practice.views import OpenSession

_OCTOBER = round(datetime(2026, 10, 13, 15, 5).astimezone().timestamp() * 1_000)


@pytest.fixture
def locale() -> Iterator[None]:
    """Gives the locale back that the tests run in."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("locale")
@pytest.mark.parametrize(
    ("name", "day"), [("en_GB", "13 Oct"), ("en_US", "Oct 13"), ("de_DE", "13 Okt.")]
)
def test_a_day_is_written_as_the_locale_does(name: str, day: str) -> None:
    QLocale.setDefault(QLocale(name))
    assert texts.day_text(_OCTOBER) == day


def test_a_whole_day_names_its_month() -> None:
    assert texts.long_day(_OCTOBER) == "13 October"


@pytest.mark.usefixtures("locale")
@pytest.mark.parametrize(("name", "time"), [("en_GB", "15:05"), ("en_US", "3:05\u202fPM")])
def test_a_session_to_go_on_with_began_at_the_time_of_the_locale(name: str, time: str) -> None:
    QLocale.setDefault(QLocale(name))
    session = OpenSession(1, _OCTOBER, PracticeOptions(), "Backend", (), None)
    assert f"begun at {time}." in texts.resume_line(session)[1]
