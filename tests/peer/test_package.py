"""What the real ``anki`` has after it has imported our packages.

It is AGPL and no dependency: FLASHCARDS_ANKI names the interpreter of an environment of its own
that has it. Without one the test is skipped; the checks on a clean clone make that environment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, SystemClock
from flashcards.domain.review import Rating
from flashcards.formats.anki import read_package

SCRIPT = Path(__file__).with_name("read_package.py")
ANKI = os.environ.get("FLASHCARDS_ANKI", "")

pytestmark = pytest.mark.skipif(
    not ANKI, reason="FLASHCARDS_ANKI names no interpreter that has the package anki"
)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("peer") / "library"
    bootstrap(folder).close()
    return folder


@pytest.fixture
def app(pristine: Path, tmp_path: Path) -> App:
    library = Path(shutil.copytree(pristine, tmp_path / "library"))
    clock = FixedClock(SystemClock().now_ms() - 40 * 86_400_000)
    made = bootstrap(library, clock=clock)
    study(made, clock)
    return made


def study(app: App, clock: FixedClock) -> None:
    """Twelve days of answers of every kind, ending today; some cards flagged and suspended."""
    ratings = (Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.HARD)
    for day in range(12):
        session = app.study.start()
        for number in range(40):
            shown = app.study.next_card(session)
            if shown.card is None:
                break
            rating = ratings[(number + day) % 4]
            app.study.answer(shown.card.card_id, rating, 9_000, session=session)
            clock.advance(seconds=20)
        clock.advance(days=3)
    clock.time_ms = SystemClock().now_ms()
    seen = app.search.ids("is:review")
    app.study.flag(seen[0], 3)
    app.study.suspend(seen[1])


def imported(package: Path, *out: Path) -> dict[str, Any]:
    run = subprocess.run(
        [ANKI, str(SCRIPT), str(package), *map(str, out)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_notes_cards_due_days_reviews_and_media_arrive(app: App, tmp_path: Path) -> None:
    target = tmp_path / "out.apkg"
    made = app.exporting.package(target)
    with app.database.read() as reader:
        cards = reader.value("SELECT count(*) FROM card WHERE deleted_by IS NULL")
        log = reader.rows(
            "SELECT time_ms, rating, duration_ms FROM review WHERE kind = 'review' ORDER BY id"
        )
        due = reader.rows(
            "SELECT printf('fc%016x', note_id), CASE key WHEN 'forward' THEN 0 WHEN 'reverse' "
            "THEN 1 ELSE substr(key, 2) - 1 END, due_day, lapses, reps FROM card "
            "WHERE state = 2 AND deleted_by IS NULL"
        )
    today = app.library.today().day
    app.close()
    found = imported(target)
    assert found["notes"] == made.rows
    assert len(found["cards"]) == cards
    assert found["empty"] == 0
    assert [(row[1], row[3]) for row in found["reviews"]] == [(row[1], row[2]) for row in log]
    there = {(card[0], card[1]): card for card in found["cards"]}
    for guid, place, day, lapses, reps in due:
        card = there[guid, place]
        assert abs(card[4] - (day - today)) <= 1
        assert (card[6], card[7]) == (reps, lapses)
    assert sum(card[3] == -1 for card in found["cards"]) >= 1
    assert sum(card[8] == 3 for card in found["cards"]) == 1
    assert len(found["media"]) == made.media > 0


def test_our_notes_come_back_from_it_as_our_own_kinds(app: App, tmp_path: Path) -> None:
    target, back = tmp_path / "out.apkg", tmp_path / "back.apkg"
    app.exporting.package(target)
    with app.database.read() as reader:
        kinds = dict(
            reader.rows(
                "SELECT printf('fc%016x', id), kind FROM note WHERE deleted_by IS NULL "
                "AND EXISTS (SELECT 1 FROM card WHERE note_id = note.id AND deleted_by IS NULL)"
            )
        )
    app.close()
    imported(target, back)
    notes = {
        note.source_id: note
        for rows in (read_package(target), read_package(back))
        for deck in rows.decks
        for topic in deck.topics
        for note in topic.notes
    }
    assert {guid: note.kind.value for guid, note in notes.items()} == kinds
    sent = [note for deck in read_package(target).decks for t in deck.topics for note in t.notes]
    for note in sent:
        assert note.source_id is not None
        assert notes[note.source_id].fields == note.fields
        keys = [card.key for card in note.cards]
        assert [card.key for card in notes[note.source_id].cards] == keys


def test_a_package_that_was_in_it_changes_nothing_at_home(app: App, tmp_path: Path) -> None:
    target, back = tmp_path / "out.apkg", tmp_path / "back.apkg"
    app.exporting.package(target)
    imported(target, back)
    with app.importing.read(back) as files:
        report = app.importing.run(files[0])
    app.close()
    assert (report.notes_added, report.notes_updated, report.cards_added) == (0, 0, 0)
    assert (report.reviews_added, report.media_added) == (0, 0)
