"""How far long work is, and how long it will take."""

from __future__ import annotations

from flashcards.gui.transfer.pace import Pace


def test_the_time_left_follows_from_the_pace_so_far() -> None:
    pace = Pace()
    pace.step(0, 42, "Reading notes", 10.0)
    reading = pace.step(28, 42, "", 14.0)
    assert (reading.label, reading.done, reading.total) == ("Reading notes", 28, 42)
    assert reading.share == 28 / 42
    assert reading.seconds_left == 2.0


def test_nothing_is_foretold_from_too_little() -> None:
    pace = Pace()
    assert pace.step(0, 1_000, "Adding", 0.0).seconds_left is None
    assert pace.step(500, 1_000, "", 0.1).seconds_left is None
    assert pace.step(1, 0, "", 3.0).share is None


def test_each_part_has_a_pace_of_its_own() -> None:
    pace = Pace()
    pace.step(0, 100, "Reading", 0.0)
    pace.step(100, 100, "", 50.0)
    pace.step(0, 100, "Adding", 51.0)
    reading = pace.step(50, 100, "", 52.0)
    assert reading.seconds_left == 1.0
