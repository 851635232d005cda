"""``optimize``, ``simulate`` and ``plan`` in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.domain.calendar import MS_PER_DAY, iso_utc
from tests.cli.terminal import Terminal
from tests.domain.test_fitting import OTHER, log_of

PLAN = ("plan", "--date", "2026-12-15", "--minutes", "60", "--leave-out", "4", "7", "8", "9", "10")


@pytest.fixture
def with_log(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A terminal on a library that has a log of 2,450 answers."""
    log = log_of(350, 7, OTHER)
    rows = zip(log.card.tolist(), log.rating.tolist(), log.day.tolist(), strict=True)
    lines = [
        f"{card + 1},{rating},{iso_utc(day * MS_PER_DAY + 36_000_000 + number % 3_000 * 1_000)}"
        for number, (card, rating, day) in enumerate(rows)
    ]
    path = tmp_path / "log.csv"
    path.write_text("card_id,review_rating,review_time\n" + "\n".join(lines), encoding="utf-8")
    terminal("import", path)
    return terminal


def test_a_fit_tells_what_it_gains_and_is_taken_when_asked(with_log: Terminal) -> None:
    found = with_log.json("optimize")
    assert found.keys() >= {
        "reviews", "log_loss_before", "log_loss_after", "rmse_before", "rmse_after", "kept",
        "parameters",
    }  # fmt: skip
    assert found["kept"]
    assert found["log_loss_after"] < found["log_loss_before"]
    assert len(found["parameters"]) == 21
    assert "closer on your newest" in with_log("optimize").out
    assert with_log.json("config", "parameters")["parameters"] != found["parameters"]
    assert with_log.json("optimize", "--apply")["applied"]
    assert with_log.json("config", "parameters")["parameters"] == pytest.approx(
        found["parameters"], rel=1e-9
    )


def test_too_few_reviews_are_told_in_a_line(terminal: Terminal) -> None:
    assert "a fit needs 400 reviews" in terminal("optimize", code=1).error


def test_the_days_to_come(terminal: Terminal) -> None:
    days = terminal.json("simulate", "--days", "40", "--new", "10")
    assert len(days) == 40
    assert days[0].keys() == {"day", "reviews", "new", "minutes", "knowledge"}
    assert (days[0]["day"], days[0]["new"]) == ("2026-11-24", 10)
    assert days[-1]["knowledge"] > days[0]["knowledge"]
    text = terminal("simulate", "--days", "40").out
    assert "Known today" in text
    assert "Programming Language" in text


def test_a_retention_is_a_share_or_a_percentage(terminal: Terminal) -> None:
    words = ("simulate", "--days", "30", "--retention")
    assert terminal.json(*words, "0.8") == terminal.json(*words, "80")
    assert "out of bounds" in terminal(*words, "0.3", code=1).error


def test_a_plan_is_answered_saved_and_removed(terminal: Terminal) -> None:
    plan = terminal.json(*PLAN)
    assert plan.keys() >= {"feasible", "ready", "new_per_day", "retention", "reason"}
    assert plan["feasible"]
    assert plan["ready"] > 0.8
    assert [stage["number"] for stage in plan["stages"] if stage["left_out"]] == [4, 7, 8, 9, 10]
    assert len(plan["days"]) == 21
    assert not plan["saved"]
    assert terminal.json(*PLAN, "--save")["saved"]
    assert terminal.json("stats")["today"]["new_left"] == round(plan["days"][0]["new"])
    assert terminal("plan", "--remove").out == "No plan is on.\n"
    assert terminal.json("stats")["today"]["new_left"] == 12


def test_a_plan_that_is_too_much_says_what_would_do(terminal: Terminal) -> None:
    text = terminal("plan", "--date", "2026-12-15", "--minutes", "15").out
    lines = text.splitlines()
    assert lines[0].startswith("15 minutes a day reaches ")
    assert " reach 80" in lines[1]
    assert "leave out" in lines[1]


def test_minutes_without_a_date(terminal: Terminal) -> None:
    assert terminal.json("plan", "--minutes", "3") == {"minutes": 3.0, "new_today": 6}


@pytest.mark.parametrize(
    "words",
    [
        ("plan",),
        ("plan", "--date", "soon", "--minutes", "9"),
        ("plan", "--minutes", "x"),
        ("plan", "--minutes", "9", "--week", "1,2"),
        ("simulate", "--days", "0"),
    ],
)
def test_wrong_usage_is_told(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal(*words, code=2).error
