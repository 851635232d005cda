"""``stats``: everything that the statistics page draws, for a person and for a script."""

from __future__ import annotations

from tests.cli.terminal import Terminal

CHARTS = {
    "retention", "retention_by_age", "calendar", "forecast", "buttons", "hours", "stability",
    "difficulty", "recall", "interval", "calibration", "knowledge", "stages", "days",
}  # fmt: skip


def answered(terminal: Terminal, *grades: str) -> Terminal:
    for grade in grades:
        terminal("answer", terminal.json("next")["card_id"], grade, "--seconds", "30")
    return terminal


def test_a_script_gets_every_chart(terminal: Terminal) -> None:
    stats = answered(terminal, "easy", "good").json("stats", "--days", "90")
    assert stats.keys() >= CHARTS
    assert stats["period"] == {
        "first": "2026-08-27", "last": "2026-11-24", "days": 90, "query": "",
    }  # fmt: skip
    assert [week["first"] for week in stats["retention"]] == ["2026-11-23"]
    assert len(stats["forecast"]["days"]) == 30
    assert len(stats["hours"]) == 24
    assert stats["hours"][9]["answers"] == 2
    assert stats["buttons"]["learning"] == {"again": 0, "hard": 0, "good": 1, "easy": 1}
    assert stats["stability"]["cards"] == stats["seen"] == 2
    assert stats["stages"][0]["seen"] == 2
    assert stats["knowledge"][-1] == {"date": "2026-11-24", "cards": 2.0}
    assert stats["calibration"]["log_loss"] is None


def test_without_days_it_is_thirty_of_them(terminal: Terminal) -> None:
    stats = terminal.json("stats")
    assert stats["period"]["days"] == 30
    assert len(stats["days"]) == 30
    assert stats["retention"][0]["retention"] is None


def test_all_days_begin_with_the_first_answer(terminal: Terminal) -> None:
    stats = answered(terminal, "easy").json("stats", "--days", "all")
    assert stats["period"]["days"] is None
    assert [day["date"] for day in stats["days"]] == ["2026-11-24"]


def test_it_can_be_narrowed_to_a_deck_a_stage_or_a_search(terminal: Terminal) -> None:
    answered(terminal, "easy")
    everything = terminal.json("stats")
    databases = terminal.json("stats", "--stage", "Databases")
    assert 0 < databases["cards"] < everything["cards"]
    assert databases["total"]["reviews"] == 0
    assert terminal.json("stats", "--stage", "3") == databases | {
        "period": databases["period"] | {"query": "stage:3"}
    }
    seen = terminal.json("stats", "--search", "reps>0")
    assert (seen["cards"], seen["total"]["reviews"]) == (1, 1)


def test_what_does_not_exist_is_named(terminal: Terminal) -> None:
    assert "there is no deck" in terminal("stats", "--deck", "Nowhere", code=1).error
    assert "There are: 1 " in terminal("stats", "--stage", "99", code=1).error
    assert "Did you mean `recall`" in terminal("stats", "--search", "recal<1", code=1).error
    assert "no whole number" in terminal("stats", "--days", "some", code=2).error


def test_a_person_reads_the_figures_and_the_stages(terminal: Terminal) -> None:
    shown = answered(terminal, "easy").__call__("stats").out
    assert "1 answer, 1 new, 1 min" in shown
    assert "30 days" in shown
    assert "Next 7 days" in shown
    assert "Databases" in shown
    assert "2026-11-24" not in shown, "days are listed when they are asked for"
