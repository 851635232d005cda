"""Packages that this library wrote come home: to the notes and the reviews that they are."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.services.importing.report import ImportReport
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    content,
    fields,
    import_text,
    learn,
    note,
    operations,
    review_log,
    rows,
    value,
)

OWN = """\
---
title: Own
---

## All

### What is `#include`? {#a difficulty=low}

A line, see `#`.

> Note: Its *note*.

### There {#b .reversed}

and back

### {{c1::Paris}} lies in {{c2::France::country}} {#c .cloze}

### Which are even? {#e .choice}

- [x] two
- [ ] three

### What is printed? {#f .predict run=python}

```python
print(1)
```

```
1
```

### What is this? {#d .draft}
"""


ANSWERS = "SELECT card_id, time_ms, rating, due_day, due_ms FROM review ORDER BY id"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.apkg"


def bring_home(app: App, package: Path) -> ImportReport:
    with app.importing.read(package) as files:
        return app.importing.run(files[0])


def edited(package: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the database of a package, as Anki would have."""
    with zipfile.ZipFile(package) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path = package.with_suffix(".anki2")
    path.write_bytes(parts["collection.anki2"])
    with closing(sqlite3.connect(path)) as database, database:
        change(database)
    parts["collection.anki2"] = path.read_bytes()
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_nothing_changes_and_undo_has_nothing_to_take_back(
    app: App, clock: FixedClock, target: Path
) -> None:
    import_text(app, OWN, "own.md")
    learn(app, clock, card("variable"), rating=Rating.GOOD)
    clock.advance(days=4)
    answer(app, card("variable"), Rating.HARD, seconds=7)
    app.study.flag(card("constant"), 2)
    app.exporting.package(target)
    before, log, done = content(app), review_log(app), operations(app)
    report = bring_home(app, target)
    assert (report.notes_added, report.notes_updated, report.reviews_added) == (0, 0, 0)
    assert report.notes_unchanged == value(app, "SELECT count(*) FROM note")
    assert operations(app) == done
    assert content(app) == before
    assert review_log(app) == log


def test_reviews_of_one_moment_are_known_again(app: App, clock: FixedClock, target: Path) -> None:
    for name in ("variable", "constant", "py-print"):
        learn(app, clock, card(name), rating=Rating.GOOD)
    moment = clock.time_ms + 4 * 86_400_000
    for name in ("variable", "constant", "py-print"):
        clock.time_ms = moment
        app.study.answer(card(name), Rating.GOOD, 5_000)
    app.exporting.package(target)
    log = review_log(app)
    assert bring_home(app, target).reviews_added == 0
    assert review_log(app) == log


def test_what_was_answered_elsewhere_is_added_to_the_history(
    app: App, clock: FixedClock, target: Path
) -> None:
    learn(app, clock, card("variable"), rating=Rating.GOOD)
    app.exporting.package(target)
    clock.advance(days=3)
    answer(app, card("variable"), Rating.GOOD)
    elsewhere = clock.time_ms + 86_400_000

    def answered(database: sqlite3.Connection) -> None:
        database.execute(
            "INSERT INTO revlog SELECT ?, max(cid), -1, 3, 9, 3, 2500, 4000, 1 FROM revlog",
            (elsewhere,),
        )

    edited(target, answered)
    clock.advance(days=2)
    before = len(review_log(app))
    assert bring_home(app, target).reviews_added == 1
    assert len(review_log(app)) == before + 1
    assert value(app, "SELECT reps FROM card WHERE id = :id", id=card("variable")) > 2
    assert_caches_agree(app)


def test_a_text_that_was_changed_in_anki_is_taken_over(app: App, target: Path) -> None:
    app.exporting.package(target)
    edited(
        target,
        lambda database: database.execute(
            "UPDATE notes SET flds = replace(flds, 'A name for a value.', 'A box.')"
        ),
    )
    assert bring_home(app, target).notes_updated == 1
    assert fields(app, note("variable")).answer == "A box."
    assert bring_home(app, target).notes_updated == 0


def test_an_older_package_takes_no_later_change_back(app: App, target: Path) -> None:
    app.exporting.package(target)
    edited(
        target,
        lambda database: database.execute(
            "UPDATE notes SET flds = replace(flds, 'A name for a value.', 'A box.')"
        ),
    )
    older = target.with_name("older.apkg")
    app.exporting.package(older)
    bring_home(app, target)
    assert bring_home(app, older).notes_updated == 0
    assert fields(app, note("variable")).answer == "A box."


def test_another_library_knows_the_notes_by_the_same_ids_and_sends_them_home(
    app: App, clock: FixedClock, target: Path, pristine_small: Path, tmp_path: Path
) -> None:
    import_text(app, OWN, "own.md")
    learn(app, clock, card("variable"), rating=Rating.GOOD)
    app.exporting.package(target)
    back = target.with_name("back.apkg")
    other = bootstrap(Path(shutil.copytree(pristine_small, tmp_path / "other")), clock=clock)
    with closing(other):
        report = bring_home(other, target)
        assert report.notes_added == OWN.count("{#")
        assert rows(other, ANSWERS) == rows(app, ANSWERS)
        clock.advance(days=3)
        answer(other, card("variable"))
        other.exporting.package(back)
    report = bring_home(app, back)
    assert (report.notes_added, report.notes_updated, report.reviews_added) == (0, 0, 1)
    assert bring_home(app, back).reviews_added == 0
