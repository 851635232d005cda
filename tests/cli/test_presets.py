"""``presets``, and ``config`` and ``optimize`` of a preset, in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.domain.calendar import MS_PER_DAY, iso_utc
from tests.cli.terminal import Terminal
from tests.domain.test_fitting import OTHER, log_of

DECK = "Databases"


def test_a_preset_is_made_given_out_and_taken_away(terminal: Terminal) -> None:
    assert "no presets" in terminal("presets").out
    terminal("presets", "Exam", "--new", "--stage", 2, "--deck", DECK)
    (found,) = terminal.json("presets")
    assert (found["name"], found["decks"], found["settings"]) == ("Exam", [DECK], {})
    assert found["stages"][0].startswith("2 ")
    assert found["cards"] > 0
    assert "Exam" in terminal("presets", "exam").out
    terminal("presets", "Exam", "--copy", "Calm")
    terminal("presets", "Exam", "--rename", "Interview")
    assert [each["name"] for each in terminal.json("presets")] == ["Calm", "Interview"]
    terminal("presets", "--off", "--deck", DECK, "--stage", 2)
    assert terminal.json("presets", "Interview")[0]["cards"] == 0
    terminal("presets", "Interview", "--delete")
    assert [each["name"] for each in terminal.json("presets")] == ["Calm"]


def test_its_settings_are_shown_set_and_left_to_the_library(terminal: Terminal) -> None:
    terminal("presets", "Exam", "--new")
    assert terminal.json("config", "--preset", "Exam", "retention", "0.95") == {"retention": 0.95}
    assert terminal.json("config", "retention") == {"retention": 0.9}
    assert terminal.json("presets")[0]["settings"] == {"retention": 0.95}
    assert set(terminal.json("config", "--preset", "Exam")) >= {"retention", "new_per_day"}
    terminal("config", "--preset", "Exam", "retention", "--as-library")
    assert terminal.json("config", "--preset", "Exam", "retention") == {"retention": 0.9}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("presets", "Nothing"), "there is no preset 'Nothing'. There are: Exam."),
        (("presets", "Exam", "--new"), "already"),
        (("presets", "Exam", "--deck", "Nowhere"), "there is no 'Nowhere'"),
        (("presets", "Exam", "--stage", 99), "there is no '99'"),
        (("presets", "--delete"), "which preset?"),
        (("presets", "Exam", "--off"), "--off needs"),
        (("config", "--preset", "Exam", "rollover_hour", "5"), "of the whole library"),
        (("config", "--preset", "Exam", "retention", "2"), "out of bounds"),
        (("config", "retention", "--as-library"), "add --preset"),
        (("config", "--preset", "Exam", "--as-library"), "needs a KEY"),
        (("optimize", "--preset", "Other"), "there is no preset"),
        (("optimize", "--preset", "Exam"), "a fit needs 400 reviews"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    terminal: Terminal, words: tuple[str | int, ...], told: str
) -> None:
    terminal("presets", "Exam", "--new")
    answer = terminal(*words, code=None)
    assert answer.code != 0
    assert told in answer.error


def test_a_fit_learns_from_its_cards_and_is_its_own(terminal: Terminal, tmp_path: Path) -> None:
    log = log_of(350, 7, OTHER)
    rows = zip(log.card.tolist(), log.rating.tolist(), log.day.tolist(), strict=True)
    lines = [
        f"{card + 1},{rating},{iso_utc(day * MS_PER_DAY + 36_000_000 + number % 3_000 * 1_000)}"
        for number, (card, rating, day) in enumerate(rows)
    ]
    path = tmp_path / "log.csv"
    path.write_text("card_id,review_rating,review_time\n" + "\n".join(lines), encoding="utf-8")
    terminal("import", path)
    (deck,) = (row["deck"] for row in terminal.json("search", "rated:9999")[:1])
    terminal("presets", "Own", "--new", "--deck", deck)
    found = terminal.json("optimize", "--preset", "Own", "--apply")
    assert found["kept"]
    assert found["applied"]
    assert terminal.json("config", "--preset", "Own", "parameters")["parameters"] == pytest.approx(
        found["parameters"], rel=1e-6
    )
    own = terminal.json("presets")[0]["settings"]
    assert set(own) == {"parameters"}
    assert terminal.json("config", "parameters")["parameters"] != own["parameters"]
    assert "a fit needs" in terminal("optimize", code=None).error
    assert "All is well" in terminal("check").out
