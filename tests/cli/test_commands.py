"""Each command, as a person reads it and as a script does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from flashcards import __version__
from tests.cli.terminal import Terminal

DECK = """\
---
title: Own
namespace: own
---

### What is a naïve cache? {#naive}

One that never forgets: “stale” data — 你好.

### Which code says that a resource has moved for good? {#moved .typed}

301
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck file of two notes."""
    path = tmp_path / "own.md"
    path.write_text(DECK, encoding="utf-8")
    return path


def test_the_version_is_told(terminal: Terminal) -> None:
    assert terminal("--version").out == f"flashcards {__version__}\n"


def test_decks_are_listed_with_what_waits_in_each(terminal: Terminal) -> None:
    decks = terminal.json("decks")
    assert len(decks) == 10
    assert decks[0].keys() == {"name", "new", "learning", "due", "total"}
    assert decks[0]["name"] == "Programming Language"
    assert 0 < decks[0]["new"] <= decks[0]["total"]
    lines = terminal("decks").out.splitlines()
    assert lines[0].split() == ["Deck", "New", "Learning", "Due", "Total"]
    assert lines[1].split()[-1] == str(decks[0]["total"])


def test_the_roadmap_tells_where_one_stands(terminal: Terminal) -> None:
    roadmap = terminal.json("roadmap")
    assert roadmap["title"] == "Backend Developer Roadmap"
    first, second = roadmap["stages"][:2]
    assert [stage["number"] for stage in roadmap["stages"]] == list(range(1, 11))
    assert first["unlocked"]
    assert not second["unlocked"]
    assert "Programming Language" in second["reason"]
    assert first["topics"][0].keys() == {"title", "cards", "mastery"}
    assert {"goal", "mastery"} <= first.keys()
    assert "opens when Programming Language" in terminal("roadmap").out


def test_a_roadmap_is_found_by_its_name(terminal: Terminal) -> None:
    named = terminal.json("roadmap", "backend", "developer", "roadmap")
    assert named["title"] == "Backend Developer Roadmap"
    assert "There are: Backend Developer Roadmap" in terminal("roadmap", "Cooking", code=1).error


@pytest.mark.parametrize("stage", ["3", "databases"])
def test_a_stage_is_opened_by_number_and_by_name(terminal: Terminal, stage: str) -> None:
    roadmap = terminal.json("roadmap", "open", stage)
    assert roadmap["stages"][2]["unlocked"]
    assert terminal.json("roadmap")["stages"][2]["unlocked"]
    assert terminal.json("undo")["undone"] == "Open stage"
    assert not terminal.json("roadmap")["stages"][2]["unlocked"]


def test_opening_needs_a_stage_that_there_is(terminal: Terminal) -> None:
    assert "name the stage" in terminal("roadmap", "open", code=2).error
    assert "there is no stage '11'" in terminal("roadmap", "open", "11", code=1).error


def test_settings_are_shown_and_changed(terminal: Terminal) -> None:
    before = terminal.json("config")
    assert before["new_per_day"] == 12
    assert before["track"] == ["python"]
    assert before["learning_steps"] == [60, 600]
    assert len(before["parameters"]) == 21
    assert terminal.json("config", "learning_steps", "5m", "1h") == {"learning_steps": [300, 3600]}
    assert terminal.json("config", "learning-steps") == {"learning_steps": [300, 3600]}
    assert "new_per_day" in terminal("config").out


def test_a_setting_out_of_bounds_changes_nothing(terminal: Terminal) -> None:
    assert "out of bounds" in terminal("config", "retention", "2", code=1).error
    assert "there is no setting" in terminal("config", "speed", code=1).error
    assert terminal.json("config", "retention") == {"retention": 0.9}


def test_the_next_card_comes_with_its_intervals(terminal: Terminal) -> None:
    card = terminal.json("next")
    assert {"card_id", "deck", "state", "question", "answer", "intervals"} <= card.keys()
    assert card["state"] == "new"
    assert list(card["intervals"]) == ["again", "hard", "good", "easy"]
    assert card["intervals"]["again"] == 60
    assert str(card["card_id"]) in terminal("next").out


def test_the_next_card_of_a_deck(terminal: Terminal) -> None:
    assert terminal.json("next", "--deck", "Databases")["deck"] == "Databases"
    assert "there is no deck 'Cooking'" in terminal("next", "--deck", "Cooking", code=1).error


def test_nothing_is_next_when_nothing_is_due(terminal: Terminal) -> None:
    terminal("config", "new_per_day", "0")
    assert terminal("next", "--json").out == "null\n"
    assert terminal("next").out == "Nothing is due.\n"


def test_an_answer_is_kept_and_taken_back(terminal: Terminal) -> None:
    card = terminal.json("next")["card_id"]
    answered = terminal.json("answer", card, "easy", "--seconds", "7.5")
    assert answered["card_id"] == card
    assert answered["state"] == "review"
    assert answered["interval"] % 86_400 == 0
    assert answered["due"].endswith("T04:00:00.000Z")
    assert answered["stability"] > 0
    assert 1 <= answered["difficulty"] <= 10
    assert terminal.json("next")["card_id"] != card
    assert terminal.json("undo") == {"undone": "Answer", "kind": "review", "card_id": card}
    assert terminal.json("next")["card_id"] == card
    assert terminal.json("redo")["card_id"] == card
    assert terminal.json("next")["card_id"] != card


def test_an_answer_in_words(terminal: Terminal) -> None:
    card = terminal.json("next")["card_id"]
    assert terminal("answer", card, "good").out == "Good: due again in 10 min.\n"
    assert terminal("undo").out == "Undone: Answer. `flashcards redo` brings it again.\n"
    assert terminal("redo").out == "Done again: Answer.\n"


def test_there_is_an_end_to_undoing(terminal: Terminal) -> None:
    assert "nothing to undo" in terminal("undo", code=1).error
    assert "nothing to redo" in terminal("redo", code=1).error


def test_a_search_lists_cards(terminal: Terminal) -> None:
    hits = terminal.json("search", "deck:Databases", "index", "--limit", "2")
    assert len(hits) == 2
    assert hits[0].keys() == {"card_id", "note_id", "deck", "question", "state", "due", "tags"}
    assert {hit["deck"] for hit in hits} == {"Databases"}
    assert hits[0]["due"] is None
    shown = terminal("search", "deck:Databases", "index", "--limit", "2").out
    assert str(hits[0]["card_id"]) in shown
    assert "2 cards of " in shown


def test_a_word_of_a_query_may_begin_with_a_dash(terminal: Terminal) -> None:
    assert terminal.json("search", "-deck:Databases", "deck:Databases") == []
    assert terminal("search", "-deck:Cloud", "deck:Cloud").out.startswith("No card matches -deck")


def test_a_query_that_cannot_be_read_names_the_word(terminal: Terminal) -> None:
    assert "recal" in terminal("search", "recal<0.8", code=1).error


def test_a_deck_is_imported_once(terminal: Terminal, deck: Path) -> None:
    (report,) = terminal.json("import", deck)
    assert report == {
        "file": str(deck), "format": "markdown", "decks": ["Own"], "notes_added": 2,
        "notes_updated": 0, "notes_unchanged": 0, "notes_skipped": 0, "cards_added": 2,
        "reviews_added": 0, "media_added": 0, "warnings": [],
    }  # fmt: skip
    assert terminal.json("import", deck)[0]["notes_unchanged"] == 2
    assert "2 unchanged" in terminal("import", deck).out


def test_json_keeps_what_is_not_ascii(terminal: Terminal, deck: Path) -> None:
    terminal("import", deck)
    answer = terminal("next", "--deck", "Own", "--json").out
    assert "“stale” data — 你好" in answer


def test_a_dry_run_changes_nothing(terminal: Terminal, deck: Path) -> None:
    assert terminal.json("import", deck, "--dry-run")[0]["notes_added"] == 2
    assert "2 notes would be added" in terminal("import", deck, "--dry-run").out
    assert len(terminal.json("decks")) == 10


def test_a_deck_is_imported_under_another_name(terminal: Terminal, deck: Path) -> None:
    assert terminal.json("import", deck, "--deck", "Mine::New")[0]["decks"] == ["Mine::New"]


def test_of_several_files_the_good_ones_are_kept(
    terminal: Terminal, deck: Path, tmp_path: Path
) -> None:
    binary = tmp_path / "photo.md"
    binary.write_bytes(bytes(range(256)) * 8)
    answer = terminal("import", tmp_path / "nowhere.md", binary, deck, "--json", code=1)
    reports = answer.document
    assert [report["file"] for report in reports] == [
        str(tmp_path / "nowhere.md"), str(binary), str(deck)
    ]  # fmt: skip
    assert "there is no file" in reports[0]["error"]
    assert "not known" in reports[1]["error"]
    assert reports[2]["notes_added"] == 2
    assert [line.split(":")[0] for line in answer.err.splitlines()] == ["error", "error"]
    assert len(terminal.json("decks")) == 11


def test_warnings_name_file_and_line(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    path.write_text(DECK + "\n### What has no answer? {#empty}\n", encoding="utf-8")
    (report,) = terminal.json("import", path, "--dry-run")
    assert report["warnings"][0]["line"] == 14
    assert f"{path}:14: " in terminal("import", path, "--dry-run").out


def test_a_roadmap_is_imported_with_all_that_it_says(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "road.md"
    path.write_text(
        "# My road\n\n## 1. Data (the base)\n\nGoal: Keep it.\n\n- Indexing\n- Joins\n\n"
        "## 2. Kitchen\n\n- Boiling eggs\n- Frying eggs\n",
        encoding="utf-8",
    )
    (report,) = terminal.json("import", path)
    assert report["format"] == "roadmap"
    assert report["roadmap"] == "My road"
    data, kitchen = report["stages"]
    assert data["goal"] == "Keep it."
    assert data["topics"] == ["Indexing", "Joins"]
    assert data["cards"] > 0
    assert kitchen["cards"] == 0
    assert {"choices", "order", "tips"} <= report.keys()
    assert terminal.json("roadmap")["title"] == "My road"
    assert "My road with 2 stages, 4 topics" in terminal("import", path, "--dry-run").out


@pytest.mark.parametrize("what", ["progress", "reviews", "stages", "days"])
def test_tables_are_exported(terminal: Terminal, tmp_path: Path, what: str) -> None:
    card = terminal.json("next")["card_id"]
    terminal("answer", card, "good", "--seconds", "3")
    target = tmp_path / f"{what}.csv"
    made = terminal.json("export", what, "-o", target)
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert made == {"file": str(target), "rows": len(rows)}
    assert rows
    assert f"{target}" in terminal("export", what, "-o", target, "--excel").out
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_deck_is_exported_as_it_was_imported(
    terminal: Terminal, deck: Path, tmp_path: Path
) -> None:
    terminal("import", deck)
    target = tmp_path / "again.md"
    assert terminal.json("export", "deck", "--deck", "Own", "-o", target)["rows"] == 2
    assert target.read_text(encoding="utf-8") == DECK


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("deck",), "name the deck"),
        (("stages", "--deck", "Cloud"), "leave --deck out"),
        (("backup", "--excel"), "--excel is for tables"),
    ],
)
def test_options_that_do_not_fit_an_export_are_refused(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    assert message in terminal("export", *words, "-o", tmp_path / "x", code=2).error


def test_an_export_that_cannot_be_written_says_so(terminal: Terminal, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "x.csv"
    assert "there is no folder" in terminal("export", "days", "-o", missing, code=1).error
    assert "it is no file" in terminal("export", "days", "-o", tmp_path, code=1).error


def test_statistics_count_today_and_the_days_before(terminal: Terminal) -> None:
    card = terminal.json("next")["card_id"]
    terminal("answer", card, "good", "--seconds", "30")
    stats = terminal.json("stats", "--days", "7")
    assert stats["date"] == "2026-11-24"
    assert stats["today"]["reviews"] == 1
    assert stats["today"]["new"] == 1
    assert stats["today"]["minutes"] == 0.5
    assert stats["today"]["retention"] is None
    assert [day["date"] for day in stats["days"]][::6] == ["2026-11-18", "2026-11-24"]
    assert stats["total"]["reviews"] == 1
    assert stats["streak"] == 1
    shown = terminal("stats", "--days", "7").out
    assert "1 answer, 1 new, 1 min" in shown
    assert "2026-11-24" in shown


def test_the_library_is_checked_backed_up_and_restored(terminal: Terminal) -> None:
    checked = terminal.json("check")
    assert checked["ok"]
    assert checked["problems"] == []
    assert checked["cards"] > checked["notes"] > 0
    made = terminal.json("backup")
    assert made["cards"] == checked["cards"]
    card = terminal.json("next")["card_id"]
    terminal("answer", card, "good")
    restored = terminal.json("restore", made["file"])
    assert restored == {**made, "reviews": 0}
    assert terminal.json("next")["card_id"] == card
    assert terminal("check").out.startswith("All is well: ")
    assert terminal("backup").out.startswith("Backed up to ")
    assert "Restored" in terminal("restore", made["file"]).out


def test_a_repair_makes_memory_anew_from_the_log(terminal: Terminal) -> None:
    import sqlite3

    card = terminal.json("next")["card_id"]
    terminal("answer", card, "good")
    with sqlite3.connect(terminal.library / "collection.db") as database:
        database.execute("UPDATE card SET stability = 99 WHERE id = ?", (card,))
    database.close()
    found = terminal("check", "--json", code=1)
    assert not found.document["ok"]
    assert "check --repair" in found.error
    mended = terminal.json("check", "--repair")
    assert mended["ok"]
    assert mended["repaired"] == 1
    assert Path(mended["backup"]).is_file()
    assert terminal.json("check")["ok"]


def test_whole_library_goes_out_and_comes_back(terminal: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    terminal("export", "backup", "-o", target)
    other = Terminal(tmp_path / "other", terminal.config)
    assert other.json("restore", target)["cards"] == terminal.json("check")["cards"]
    assert other.json("decks") == terminal.json("decks")
