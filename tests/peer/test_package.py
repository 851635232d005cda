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


def imported(package: Path) -> dict[str, Any]:
    run = subprocess.run(
        [ANKI, str(SCRIPT), str(package)], capture_output=True, text=True, timeout=300, check=False
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
