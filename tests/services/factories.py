"""A small library, and short ways to say what a test does with one.

The content is a road of three stages with a handful of decks, brought in the way the built-in
content is: so a library of the tests is one that a person could have.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain import ids
from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.review import Rating
from flashcards.services.importing.options import ImportOptions
from flashcards.services.importing.report import ImportReport
from flashcards.services.scheduling.rebuild import agree, recount_days, replayed
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.service import Answered

NAMESPACE = "small"

ROADMAP = """\
---
title: Small road
roadmap: small
license: CC-BY-4.0
---

## 1. Basics {#basics short=Basics}

Goal: Know the words.

Choose one: Node.js (JavaScript), Python

- Variables {#variables}
- Loops {#loops}

## 2. Storage {#storage}

Goal: Keep data.

- Indexing {#indexing}
- Joins {#joins}

## 3. Tools (Optional) {#tools}

Goal: Work with others.

- Git {#git}

Tips:

- Read the plan of a slow query
- Commit small steps
"""

BASICS = """\
---
title: Basics
roadmap: small
stage: 1
license: CC-BY-4.0
---

## Variables {#variables}
<!-- aliases: names, bindings -->

### What is a variable? {#variable}

A name for a value.

### What is a constant? {#constant importance=3}

A name that keeps its value.

### Shadowing {#shadowing .reversed}

An inner name hides an outer one.

### A {{c1::local}} name lives in a function, a {{c2::global}} one in the module. {#scopes .cloze}

### What does Python print? {#py-print .predict run=python track=python}

```python
print(1 + 1)
```

---

```text
2
```

### What does Node print? {#node-print .predict run=node track=node}

```javascript
console.log(1 + 1)
```

---

```text
2
```

## Loops {#loops}

### When does a `while` loop end? {#while}

When its condition is false.

### What does `break` do? {#break}

It leaves the loop.
"""

STORAGE = """\
---
title: Storage
roadmap: small
stage: 2
license: CC-BY-4.0
---

## Indexing {#indexing}
<!-- aliases: indexes, b-tree -->

### What does an index save? {#index-purpose tags=sql}

Reading the whole table.

### What does an index cost? {#index-cost}

Time at each write.

## Joins {#joins}

### What does an inner join leave out? {#inner-join}

Rows without a partner.

### What does a left join keep? {#left-join}

All rows of the left table.
"""

TOOLS = """\
---
title: Tools
roadmap: small
stage: 3
license: CC-BY-4.0
---

## Git {#git}

### What is a commit? {#commit}

A snapshot with a message.
"""


def write_content(folder: Path) -> Path:
    """Write the small road and its decks as built-in content; the folder."""
    road = folder / NAMESPACE
    road.mkdir(parents=True)
    (road / "roadmap.md").write_text(ROADMAP, encoding="utf-8")
    for name, text in (("01-basics", BASICS), ("02-storage", STORAGE), ("03-tools", TOOLS)):
        (road / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def deck_text(
    *notes: str | tuple[str, str], title: str = "Own", head: str = "", topic: str = ""
) -> str:
    """A deck file: each note a question, or a question with its answer."""
    lines = ["---", f"title: {title}", *head.splitlines(), "---", ""]
    if topic:
        lines += [f"## {topic}", ""]
    for note in notes:
        question, answer = note if isinstance(note, tuple) else (note, f"Answer to {note}")
        lines += [f"### {question}", "", answer, ""]
    return "\n".join(lines)


def own_deck(count: int, title: str = "Own", first: int = 1) -> str:
    """A deck of so many plain notes with ids ``n1``, ``n2`` …"""
    notes = (f"Question number {n} {{#n{n}}}" for n in range(first, first + count))
    return deck_text(*notes, title=title, head=f"namespace: {title.casefold()}")


def import_text(
    app: App, text: str, name: str = "own.md", *, deck: str | None = None
) -> ImportReport:
    """Import a text as if it were a file of that name."""
    return app.importing.run(app.importing.read_bytes(text.encode(), name), ImportOptions(deck))


def import_path(app: App, path: Path, options: ImportOptions | None = None) -> ImportReport:
    """Import the one file at a path."""
    with app.importing.read(path) as files:
        (file,) = files
        return app.importing.run(file, options or ImportOptions())


def card(source_id: str, key: str = "forward", namespace: str = NAMESPACE) -> int:
    """The id of a card by the id of its note in the file."""
    return ids.card_id(ids.note_id(namespace, source_id), key)


def own(number: int) -> int:
    """The id of a card of ``own_deck``, by its number from 1."""
    return card(f"n{number}", namespace="own")


def note(source_id: str, namespace: str = NAMESPACE) -> int:
    """The id of a note by its id in the file."""
    return ids.note_id(namespace, source_id)


def rows(app: App, sql: str, **values: int | str | None) -> list[tuple[Any, ...]]:
    """The rows of a SELECT."""
    with app.database.read() as reader:
        return [tuple(row) for row in reader.rows(sql, **values)]


def value(app: App, sql: str, **values: int | str | None) -> Any:
    """The one value of a SELECT."""
    with app.database.read() as reader:
        return reader.value(sql, **values)


def columns(app: App, card_id: int, *names: str) -> tuple[Any, ...]:
    """Columns of a card's row."""
    return rows(app, f"SELECT {', '.join(names)} FROM card WHERE id = :id", id=card_id)[0]


def today(clock: FixedClock) -> int:
    """The study day of the clock."""
    return StudyCalendar().day(clock.now_ms())


def answer(app: App, card_id: int, rating: Rating = Rating.GOOD, seconds: int = 8) -> Answered:
    """Answer a card."""
    return app.study.answer(card_id, rating, seconds * 1_000)


def learn(app: App, clock: FixedClock, *card_ids: int, rating: Rating = Rating.EASY) -> None:
    """Answer new cards so that they are review cards; Good goes through the steps."""
    for card_id in card_ids:
        while answer(app, card_id, rating).outcome.schedule.due_ms is not None:
            clock.advance(minutes=10)


def make_due(app: App, card_id: int, clock: FixedClock, days_late: int = 0) -> None:
    """Move the clock to the day on which a review card is due, or some days later."""
    due_day = columns(app, card_id, "due_day")[0]
    clock.advance(days=max(0, due_day + days_late - today(clock)))


def edited(app: App, note_id: int, **texts: str) -> None:
    """Edit the texts of a note."""
    from dataclasses import replace

    edit = app.study.note(note_id)
    app.study.edit(replace(edit, fields=replace(edit.fields, **texts)))


def fields(app: App, note_id: int) -> NoteFields:
    """The texts of a note."""
    return app.study.note(note_id).fields


def kind(app: App, note_id: int) -> NoteKind:
    """The kind of a note."""
    return app.study.note(note_id).kind


def session_cards(app: App, **wanted: Any) -> list[int]:
    """The cards that a session started now would ask, without those in their steps."""
    from flashcards.services.studying.day_queue import SessionFilter, build_day_queue
    from flashcards.storage.setting_rows import load_settings

    with app.database.read() as reader:
        settings = load_settings(reader)
        calendar = StudyCalendar(rollover_hour=settings.rollover_hour)
        queue = build_day_queue(
            reader, settings, calendar, app.clock.now_ms(), SessionFilter(**wanted)
        )
    return [item.card_id for item in queue.others]


def operations(app: App) -> int:
    """How many operations the library remembers."""
    return int(value(app, "SELECT count(*) FROM operation"))


_NOT_DELETED = "deleted_by IS NULL"
_CONTENT = {
    "note": _NOT_DELETED,
    "note_tag": "removed IS NULL AND note_id IN (SELECT id FROM note WHERE deleted_by IS NULL)",
    "deck": _NOT_DELETED,
    "topic": _NOT_DELETED,
    "roadmap": _NOT_DELETED,
    "stage": _NOT_DELETED,
    "stage_topic": _NOT_DELETED,
    "topic_link": _NOT_DELETED,
    "card": _NOT_DELETED,
    "study_day": "reviews <> 0",
}


def content(app: App) -> dict[str, list[dict[str, Any]]]:
    """All that a learner can tell two states of a library apart by.

    Real numbers to ten digits: a whole log is replayed by other arithmetic than a single card's.
    """
    state: dict[str, list[dict[str, Any]]] = {}
    with app.database.read() as reader:
        for table, living in _CONTENT.items():
            names = [row[1] for row in reader.rows(f"PRAGMA table_info({table})")]
            found = reader.rows(f"SELECT * FROM {table} WHERE {living} ORDER BY 1, 2")
            state[table] = [dict(zip(names, map(_ten_digits, row), strict=True)) for row in found]
    state["setting"] = [{line.setting.key: line.value} for line in app.library.settings()]
    return state


def _ten_digits(value: Any) -> Any:
    return float(f"{value:.10g}") if isinstance(value, float) else value


def review_log(app: App) -> list[tuple[Any, ...]]:
    """Every column of every row of the review log."""
    return rows(app, "SELECT * FROM review ORDER BY id")


def assert_caches_agree(app: App) -> None:
    """What is cached of memory and study days is what the log amounts to."""
    with app.database.read() as reader:
        wrong = [(a, b) for a, b in replayed(reader, SchedulerSource()) if not agree(a, b)]
    assert wrong == []
    counted = "SELECT * FROM study_day WHERE reviews <> 0 ORDER BY day"
    before = rows(app, counted)
    with app.database.write("setup", "Recount") as operation:
        recount_days(operation)
    assert rows(app, counted) == before
    problems = app.maintenance.check().problems
    assert problems == (), problems
