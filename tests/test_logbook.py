"""The log tells where the program failed, and never what stands on a card."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from flashcards import __version__, logbook

SECRET = "Why is the sky over Königsberg blue"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(logbook, "state_dir", lambda: tmp_path / "state")
    return tmp_path / "state"


def caught(act: Callable[[], object]) -> Exception:
    """What an act raises, with the way it came."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 - any fault may be logged
        return error
    raise AssertionError("nothing was raised")


def a_value_that_quotes_its_card() -> None:
    raise ValueError(f"can't read {SECRET!r}")


def a_card_for_a_number() -> None:
    int(SECRET)


def a_card_for_a_key() -> None:
    {}[SECRET]


def a_file_named_after_a_card() -> None:
    Path(f"/nowhere/{SECRET}").read_text("utf-8")


def a_search_that_sqlite_refuses() -> None:
    sqlite3.connect(":memory:").execute(f"SELECT '{SECRET}' FROM \"{SECRET}\"")


def a_row_that_a_table_refuses() -> None:
    with create_engine("sqlite://").begin() as connection:
        connection.execute(text("CREATE TABLE note (question TEXT CHECK (question IS NULL))"))
        connection.execute(text("INSERT INTO note VALUES (:question)"), {"question": SECRET})


def one_that_led_to_another() -> None:
    try:
        a_value_that_quotes_its_card()
    except ValueError as error:
        raise RuntimeError("the card could not be drawn") from error


FAULTS = (
    a_value_that_quotes_its_card,
    a_card_for_a_number,
    a_card_for_a_key,
    a_file_named_after_a_card,
    a_search_that_sqlite_refuses,
    a_row_that_a_table_refuses,
    one_that_led_to_another,
)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_no_text_of_a_card_reaches_the_log(fault: Callable[[], object]) -> None:
    error = caught(fault)
    path = logbook.record(error)
    assert path is not None
    told = path.read_text(encoding="utf-8")
    assert SECRET not in told
    assert "Königsberg" not in told
    assert fault.__name__ in told, "where it was is told"
    assert type(error).__name__ in told, "and what it was"


def test_the_words_of_the_interpreter_and_of_the_system_stay() -> None:
    assert "by zero" in logbook.described(caught(lambda: 1 // 0))
    assert "No such file" in logbook.described(caught(a_file_named_after_a_card))
    refused = caught(a_row_that_a_table_refuses)
    assert isinstance(refused, SQLAlchemyError)
    assert "CHECK constraint failed" in logbook.described(refused)


def test_no_folder_of_this_computer_is_named() -> None:
    told = logbook.described(caught(a_value_that_quotes_its_card))
    assert str(Path.home()) not in told
    assert 'File "tests/test_logbook.py"' in told


def test_an_entry_says_when_and_of_which_version() -> None:
    path = logbook.record(caught(lambda: 1 // 0))
    assert path is not None
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert f"+00:00 flashcards {__version__} Python 3." in first


def test_a_long_log_begins_anew_and_two_older_ones_stay(
    own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "LARGEST_BYTES", 10)
    for _ in range(5):
        logbook.record(caught(lambda: 1 // 0))
    assert sorted(path.name for path in own_state.iterdir()) == [
        "flashcards.log",
        "flashcards.log.1",
        "flashcards.log.2",
    ]


def test_a_log_that_cannot_be_written_is_no_second_fault(own_state: Path) -> None:
    own_state.write_text("in the way", encoding="utf-8")
    assert logbook.record(caught(lambda: 1 // 0)) is None
    assert logbook.recent() == ""


def test_the_end_of_the_log_can_be_read() -> None:
    logbook.record(caught(lambda: 1 // 0))
    assert logbook.recent().endswith("by zero\n\n")
    assert len(logbook.recent(most=10)) == 10
