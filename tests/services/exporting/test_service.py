"""What leaves the library: tables that others read, decks that come back as they were."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import LibraryWriteError, NotFoundError
from flashcards.paths import decks_path
from flashcards.services.exporting.csv_file import neutralised
from flashcards.services.exporting.report_view import Period
from flashcards.services.exporting.service import Export
from flashcards.services.jobs import Cancelled, Job
from tests.services.factories import (
    answer,
    card,
    deck_text,
    import_text,
    learn,
    note,
    own_deck,
    today,
)

PROGRESS = (
    "card_id,note_id,roadmap,stage,topic,deck,tags,kind,question,state,due,last_review,"
    "interval_days,stability,difficulty,retrievability,reps,lapses,suspended"
)
REVIEWS = (
    "card_id,review_rating,review_time,review_duration,review_id,kind,state,study_day,"
    "elapsed_days,due,retracted"
)


def table(export: Callable[..., Export], tmp_path: Path, **options: object) -> list[dict[str, str]]:
    """The rows of an exported table; as many as the export says."""
    target = tmp_path / "table.csv"
    made = export(target, **options)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert made == Export(target, len(rows))
    return rows


def by_card(rows: list[dict[str, str]], card_id: int) -> dict[str, str]:
    """The row of a card."""
    (row,) = (row for row in rows if row["card_id"] == str(card_id))
    return row


def test_progress_has_a_row_a_card_in_the_order_of_the_road(app: App, tmp_path: Path) -> None:
    rows = table(app.exporting.progress, tmp_path)
    assert (tmp_path / "table.csv").read_bytes().split(b"\r\n")[0].decode() == PROGRESS
    assert [row["deck"] for row in rows] == sorted(row["deck"] for row in rows)
    assert by_card(rows, card("variable")) == {
        "card_id": str(card("variable")), "note_id": str(note("variable")),
        "roadmap": "Small road", "stage": "Basics", "topic": "Variables", "deck": "Basics",
        "tags": "", "kind": "basic", "question": "What is a variable?", "state": "new", "due": "",
        "last_review": "", "interval_days": "", "stability": "", "difficulty": "",
        "retrievability": "", "reps": "0", "lapses": "0", "suspended": "false",
    }  # fmt: skip


def test_each_card_of_a_note_is_asked_in_its_own_words(app: App, tmp_path: Path) -> None:
    rows = table(app.exporting.progress, tmp_path)
    asked = {row["question"] for row in rows if row["note_id"] == str(note("scopes"))}
    assert asked == {
        "A […] name lives in a function, a global one in the module.",
        "A local name lives in a function, a […] one in the module.",
    }
    assert by_card(rows, card("shadowing", "reverse"))["question"] == (
        "An inner name hides an outer one."
    )


def test_progress_tells_the_memory_of_a_card(app: App, clock: FixedClock, tmp_path: Path) -> None:
    learn(app, clock, card("variable"))
    clock.advance(days=1)
    row = by_card(table(app.exporting.progress, tmp_path), card("variable"))
    assert row["state"] == "review"
    assert row["last_review"] == "2026-11-24T09:00:00.000000+00:00"
    assert re.fullmatch(r"2026-1\d-\d\dT04:00:00\.000000\+00:00", row["due"])
    assert float(row["interval_days"]) >= 2
    assert float(row["stability"]) == pytest.approx(8.2956)
    assert 0.9 < float(row["retrievability"]) < 1
    assert (row["reps"], row["lapses"]) == ("1", "0")


def test_a_card_in_its_steps_is_due_to_the_minute(app: App, tmp_path: Path) -> None:
    answer(app, card("variable"))
    row = by_card(table(app.exporting.progress, tmp_path), card("variable"))
    assert row["state"] == "learning"
    assert row["due"] == "2026-11-24T09:10:00.000000+00:00"
    assert row["interval_days"] == "0.0069"


def test_suspended_cards_and_drafts_are_told_apart(app: App, tmp_path: Path) -> None:
    app.study.suspend(card("variable"))
    import_text(app, deck_text(("Empty {#e}", ""), title="Own", head="namespace: own"))
    rows = table(app.exporting.progress, tmp_path)
    assert by_card(rows, card("variable"))["suspended"] == "true"
    draft = by_card(rows, card("e", namespace="own"))
    assert (draft["state"], draft["roadmap"], draft["stage"]) == ("draft", "", "")


def test_progress_of_one_deck_and_those_below_it(app: App, tmp_path: Path) -> None:
    import_text(app, own_deck(2, "Storage::Deep"))
    rows = table(app.exporting.progress, tmp_path, deck="storage")
    assert {row["deck"] for row in rows} == {"Storage", "Storage::Deep"}
    with pytest.raises(NotFoundError, match="Cooking"):
        app.exporting.progress(tmp_path / "x.csv", deck="Cooking")
    assert not (tmp_path / "x.csv").exists()


def test_a_cell_is_no_formula(app: App, tmp_path: Path) -> None:
    text = deck_text(*(f'{sign}HYPERLINK("x") {{#s{n}}}' for n, sign in enumerate("=+-@")))
    import_text(app, text.replace("title: Own", "title: '=Own'"), "formulas.md")
    for row in table(app.exporting.progress, tmp_path, deck="=Own"):
        assert row["question"][0] == "'"
        assert row["deck"] == "'=Own"


@given(st.text(alphabet="'=+-@\t\rax ", max_size=8))
def test_a_neutralised_text_is_found_again(text: str) -> None:
    safe = neutralised(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    restored = safe[1:] if re.match(r"'+[=+\-@\t\r]", safe) else safe
    assert restored == text


def test_a_spreadsheet_gets_its_mark(app: App, tmp_path: Path) -> None:
    app.exporting.stages(tmp_path / "plain.csv")
    app.exporting.stages(tmp_path / "excel.csv", excel=True)
    plain = (tmp_path / "plain.csv").read_bytes()
    assert (tmp_path / "excel.csv").read_bytes() == b"\xef\xbb\xbf" + plain
    assert plain.count(b"\n") == plain.count(b"\r\n") == 4


def test_reviews_have_a_row_an_answer(app: App, clock: FixedClock, tmp_path: Path) -> None:
    answer(app, card("variable"), Rating.HARD, seconds=9)
    clock.advance(minutes=10)
    answer(app, card("variable"), Rating.EASY)
    clock.advance(days=30)
    answer(app, card("variable"), Rating.AGAIN)
    rows = table(app.exporting.reviews, tmp_path)
    assert (tmp_path / "table.csv").read_bytes().split(b"\r\n")[0].decode() == REVIEWS
    first, second, third = rows
    assert first["card_id"] == str(card("variable"))
    assert first["review_time"] == "2026-11-24T09:00:00.000000+00:00"
    assert [row["review_rating"] for row in rows] == ["2", "4", "1"]
    assert first["review_duration"] == "9000"
    assert [row["state"] for row in rows] == ["new", "learning", "review"]
    assert third["study_day"] == "2026-12-24"
    assert third["elapsed_days"] == "30"
    assert (first["elapsed_days"], second["elapsed_days"]) == ("", "0")
    assert {row["retracted"] for row in rows} == {"false"}


def test_an_answer_that_was_taken_back_is_marked(app: App, tmp_path: Path) -> None:
    answer(app, card("variable"))
    answer(app, card("constant"))
    app.undo.undo()
    rows = table(app.exporting.reviews, tmp_path)
    assert [row["retracted"] for row in rows] == ["false", "true"]


def test_reviews_of_one_deck(app: App, tmp_path: Path) -> None:
    answer(app, card("variable"))
    answer(app, card("inner-join"))
    (row,) = table(app.exporting.reviews, tmp_path, deck="Storage")
    assert row["card_id"] == str(card("inner-join"))


def test_reviews_and_days_of_a_period(app: App, clock: FixedClock, tmp_path: Path) -> None:
    first = today(clock)
    for _ in range(4):
        answer(app, card("variable"))
        clock.advance(days=1)
    for period, days in (
        (Period(first + 1, first + 2), ["2026-11-25", "2026-11-26"]),
        (Period(first + 3), ["2026-11-27"]),
        (Period(last=first), ["2026-11-24"]),
        (Period(first + 9, first + 12), []),
    ):
        reviews = table(app.exporting.reviews, tmp_path, period=period)
        assert [row["study_day"] for row in reviews] == days
        assert [row["day"] for row in table(app.exporting.days, tmp_path, period=period)] == days


def test_an_answer_after_midnight_is_of_the_day_before(
    app: App, clock: FixedClock, tmp_path: Path
) -> None:
    clock.advance(minutes=16 * 60)
    answer(app, card("variable"))
    (row,) = table(app.exporting.reviews, tmp_path, period=Period(today(clock), today(clock)))
    assert (row["study_day"], row["review_time"][:10]) == ("2026-11-24", "2026-11-25")


@pytest.mark.parametrize("what", ["progress", "reviews"])
def test_a_spreadsheet_keeps_all_digits_of_an_id(app: App, tmp_path: Path, what: str) -> None:
    answer(app, card("variable"))
    export = getattr(app.exporting, what)
    plain, whole = table(export, tmp_path), table(export, tmp_path, excel=True)
    ids = {"card_id", "note_id", "review_id"}
    for one, other in zip(plain, whole, strict=True):
        assert {name: other[name] for name in ids & other.keys()} == {
            name: f'="{one[name]}"' for name in ids & one.keys()
        }
        assert {n: v for n, v in one.items() if n not in ids} == {
            n: v for n, v in other.items() if n not in ids
        }


def test_stages_have_a_row_each(app: App, clock: FixedClock, tmp_path: Path) -> None:
    learn(app, clock, card("variable"))
    first, second, third = table(app.exporting.stages, tmp_path)
    assert first["roadmap"] == "Small road"
    assert [row["number"] for row in (first, second, third)] == ["1", "2", "3"]
    assert (first["stage"], first["goal"], first["topics"]) == ("Basics", "Know the words.", "2")
    assert (first["unlocked"], second["unlocked"]) == ("true", "false")
    assert second["reason"].startswith("opens when Basics reaches")
    assert third["optional"] == "true"
    assert first["seen"] == "1"
    assert int(first["new"]) == int(first["cards"]) - 1
    assert first["due"] == "0"


def test_days_have_a_row_each(app: App, clock: FixedClock, tmp_path: Path) -> None:
    answer(app, card("variable"), Rating.EASY, seconds=30)
    clock.advance(days=60)
    answer(app, card("variable"), Rating.GOOD, seconds=60)
    assert table(app.exporting.days, tmp_path) == [
        {"day": "2026-11-24", "reviews": "1", "new": "1", "due_reviews": "0", "recalled": "0",
         "forgotten": "0", "retention": "", "minutes": "0.5", "new_minutes": "0.5"},
        {"day": "2027-01-23", "reviews": "1", "new": "0", "due_reviews": "1", "recalled": "1",
         "forgotten": "0", "retention": "1", "minutes": "1", "new_minutes": "0"},
    ]  # fmt: skip


def test_progress_is_reported_while_it_is_written(app: App, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    job = Job(lambda *at: told.append(at[:2]))
    made = app.exporting.progress(tmp_path / "x.csv", progress=job)
    assert told == [(made.rows, made.rows)]


@pytest.mark.parametrize("name", [path.name for path in sorted(decks_path().glob("*/[01]*.md"))])
def test_a_built_in_deck_comes_out_byte_for_byte(
    built_in_app: App, tmp_path: Path, name: str
) -> None:
    (source,) = decks_path().glob(f"*/{name}")
    title = re.search(r"^title: (.*)$", source.read_text(encoding="utf-8"), re.MULTILINE)
    assert title is not None
    built_in_app.exporting.deck(tmp_path / name, title[1])
    assert (tmp_path / name).read_bytes() == source.read_bytes()


RICH = """\
---
title: Rich::Nested
namespace: rich
license: CC0-1.0
author: Ada
---

### A note above all topics {#above importance=2 tags=zebra,apple}

Its answer.

## A topic {#topic track=python importance=3 tags=shared}
<!-- aliases: one, two (2) -->

Source: [A page](https://example.org)

### Inherits everything {#inherits}

Its answer.

### Says things itself {#says .typed importance=2 tags=b,a level=hard}

typed

> [!NOTE]
> More.

Source: another page

### Still to be written {#draft draft=true}

## An empty topic {#empty}
"""


def test_an_imported_deck_comes_out_as_it_was(app: App, tmp_path: Path) -> None:
    import_text(app, RICH)
    made = app.exporting.deck(tmp_path / "rich.md", "rich::nested")
    assert (tmp_path / "rich.md").read_text(encoding="utf-8") == RICH
    assert made.rows == 4
    again = import_text(app, (tmp_path / "rich.md").read_text(encoding="utf-8"))
    assert again.notes_unchanged == 4
    assert again.changes.operation is None


def test_a_file_without_namespace_keeps_the_one_it_was_given(app: App, tmp_path: Path) -> None:
    import_text(app, deck_text("What is a question?"))
    app.exporting.deck(tmp_path / "own.md", "Own")
    text = (tmp_path / "own.md").read_text(encoding="utf-8")
    assert re.search(r"^namespace: \S+$", text, re.MULTILINE)
    report = import_text(app, text.replace("title: Own", "title: Renamed"))
    assert report.notes_added == 0


def test_what_study_left_on_a_note_stays_in_the_library(app: App, tmp_path: Path) -> None:
    import_text(app, RICH)
    app.study.mark(card("says", namespace="rich"))
    app.exporting.deck(tmp_path / "rich.md", "Rich::Nested")
    assert (tmp_path / "rich.md").read_text(encoding="utf-8") == RICH


def test_an_edited_note_goes_out_as_it_is_now(app: App, tmp_path: Path) -> None:
    from tests.services.factories import edited

    edited(app, note("commit"), answer="A snapshot.")
    app.exporting.deck(tmp_path / "tools.md", "Tools")
    assert "\nA snapshot.\n" in (tmp_path / "tools.md").read_text(encoding="utf-8")


def test_a_deck_that_does_not_exist_is_named(app: App, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There are: Basics, Storage, Tools"):
        app.exporting.deck(tmp_path / "x.md", "Cooking")


def test_the_whole_library_is_one_file(app: App, tmp_path: Path) -> None:
    import zipfile

    (app.folder.media / "a.png").write_bytes(b"picture")
    made = app.exporting.backup(tmp_path / "all.zip")
    with zipfile.ZipFile(made.file) as archive:
        assert archive.namelist() == ["collection.db", "media/a.png"]
    assert made.rows == len(table(app.exporting.progress, tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "library", "table.csv"]


def test_a_folder_that_is_missing_is_named(app: App, tmp_path: Path) -> None:
    for export in (app.exporting.progress, app.exporting.backup):
        with pytest.raises(LibraryWriteError, match="there is no folder"):
            export(tmp_path / "nowhere" / "x")


def test_a_target_that_is_no_file_is_refused(app: App, tmp_path: Path) -> None:
    with pytest.raises(LibraryWriteError, match="it is no file"):
        app.exporting.days(tmp_path)


def test_a_full_disk_leaves_the_old_file_and_no_other(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "progress.csv"
    target.write_text("what was there", encoding="utf-8")

    class Full(io.TextIOWrapper):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    def open_full(path: Path, *_arguments: object, **_options: object) -> io.TextIOWrapper:
        return Full(io.FileIO(path, "w"))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_full)
        with pytest.raises(LibraryWriteError, match="No space left on device"):
            app.exporting.progress(target)
    assert target.read_text(encoding="utf-8") == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "progress.csv"]


@pytest.mark.parametrize("what", ["progress", "notes", "package", "backup"])
def test_an_export_that_is_stopped_leaves_the_old_file(app: App, tmp_path: Path, what: str) -> None:
    target = tmp_path / "export"
    target.write_text("what was there", encoding="utf-8")
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        getattr(app.exporting, what)(target, progress=job)
    assert target.read_text(encoding="utf-8") == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export", "library"]


@pytest.mark.parametrize("what", ["package", "backup"])
def test_a_stop_while_the_last_bytes_are_written_leaves_nothing(
    app: App, tmp_path: Path, what: str
) -> None:
    late = Job()

    def at_the_end(done: int, total: int, _label: str) -> None:
        if done and done == total:
            late.cancel()
        late.step(done, total)

    with pytest.raises(Cancelled):
        getattr(app.exporting, what)(tmp_path / "export", progress=Job(at_the_end))
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_a_package_that_cannot_be_written_is_called_by_its_name(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flashcards.services.exporting.package.write_package", full)
    with pytest.raises(LibraryWriteError) as caught:
        app.exporting.package(tmp_path / "own.apkg")
    assert str(caught.value) == f"can't write {tmp_path / 'own.apkg'}: No space left on device."
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_an_interrupted_export_leaves_nothing(app: App, tmp_path: Path) -> None:
    def interrupt(_done: int, _total: int, _label: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        app.exporting.progress(tmp_path / "x.csv", progress=Job(interrupt))
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_a_link_stays_a_link(app: App, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    app.exporting.days(link)
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("day,")


def test_ids_are_written_in_full(app: App, tmp_path: Path) -> None:
    rows = table(app.exporting.progress, tmp_path)
    assert {int(row["card_id"]) for row in rows} >= {card("variable"), card("commit")}
    assert json.dumps(card("variable")) in (tmp_path / "table.csv").read_text(encoding="utf-8")
