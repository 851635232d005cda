"""What is measured without a screen: each section in a process of its own, on a private copy."""

from __future__ import annotations

import json
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.imports import measure_package, measure_table
from benchmarks.library import COMMON_WORD, RARE_TEXT
from benchmarks.moment import NOW_MS
from benchmarks.scheduling import measure_scheduling
from benchmarks.statistics import measure_statistics
from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.services.studying.service import NextCard
from flashcards.services.studying.session import Session

Figures = dict[str, object]
_ANSWERS = 200


def _repeat(work: Callable[[], object], times: int) -> Figures:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
    return _summary(taken)


def _summary(taken: list[float]) -> Figures:
    if not taken:
        return {"runs": 0}
    ordered = sorted(taken)
    return {
        "runs": len(taken),
        "median_ms": round(statistics.median(taken), 3),
        "min_ms": round(ordered[0], 3),
        "max_ms": round(ordered[-1], 3),
        "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))], 3),
    }


def _peak_mb() -> float | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


def measure_open(library: Path) -> Figures:
    """Opening the library, imports left out."""

    def open_and_close() -> None:
        bootstrap(library, clock=FixedClock(NOW_MS)).close()

    open_and_close()
    return {"open": _repeat(open_and_close, 9), "peak_mb": _peak_mb()}


def measure_read(library: Path) -> Figures:
    """What is waited for before the first answer, and searches."""
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    queries = {
        "word": COMMON_WORD,
        "rare_substring": f"*{RARE_TEXT}*",
        "tag_and_deck": 'tag:topic::t07 deck:"Study::Deck 03"',
        "due": "is:due",
        "recall": "recall<0.85",
    }
    figures: Figures = {
        "deck_list": _repeat(app.library.decks, 15),
        "first_card": _repeat(lambda: app.study.next_card(app.study.start()), 15),
        "today": _repeat(app.library.today, 9),
    }
    for name, query in queries.items():
        found = len(app.search.ids(query))
        figures[f"search_{name}"] = {
            **_repeat(partial(app.search.ids, query), 11),
            "hits": found,
        }
    figures["peak_mb"] = _peak_mb()
    app.close()
    return figures


def measure_answer(library: Path) -> Figures:
    """Answer and next card, the commit on the disk; then undo, card by card."""
    clock = FixedClock(NOW_MS)
    app = bootstrap(library, clock=clock)
    session = app.study.start()
    following = app.study.next_card(session)
    rng = random.Random(1)
    both, only = [], []
    for _ in range(_ANSWERS):
        if following.card is None:
            break
        rating = rng.choices(list(Rating), [8, 7, 75, 10])[0]
        start = time.perf_counter()
        app.study.answer(following.card.card_id, rating, 8_000, session=session)
        answered = time.perf_counter()
        following = app.study.next_card(session)
        both.append((time.perf_counter() - start) * 1e3)
        only.append((answered - start) * 1e3)
        clock.advance(seconds=9)
    figures: Figures = {
        "answer": _summary(only),
        "answer_and_next": _summary(both),
        "undo": _repeat(app.undo.undo, 20),
        "answer_next_rendered": _summary(_rendered(app, following, session, clock)),
        "peak_mb": _peak_mb(),
    }
    app.close()
    return figures


def _rendered(app: App, following: NextCard, session: Session, clock: FixedClock) -> list[float]:
    from flashcards.render.rich_text import render_markdown

    taken = []
    for _ in range(40):
        if following.card is None:
            break
        start = time.perf_counter()
        app.study.answer(following.card.card_id, Rating.GOOD, 8_000, session=session)
        following = app.study.next_card(session)
        if following.card is not None:
            render_markdown(following.card.question)
            render_markdown(following.card.answer)
        taken.append((time.perf_counter() - start) * 1e3)
        clock.advance(seconds=9)
    return taken


def measure_export(library: Path) -> Figures:
    """Progress and reviews as CSV."""
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    with TemporaryDirectory() as folder:
        target = Path(folder) / "out.csv"
        figures: Figures = {
            "export_progress": _repeat(lambda: app.exporting.progress(target), 3),
            "export_reviews": _repeat(lambda: app.exporting.reviews(target), 1),
            "peak_mb": _peak_mb(),
        }
    app.close()
    return figures


def measure_backup(library: Path) -> Figures:
    """A verified backup."""
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    figures: Figures = {"backup": _repeat(app.maintenance.back_up, 3), "peak_mb": _peak_mb()}
    app.close()
    return figures


SECTIONS: dict[str, Callable[[Path], Figures]] = {
    "open": measure_open,
    "read": measure_read,
    "answer": measure_answer,
    "statistics": measure_statistics,
    "scheduling": measure_scheduling,
    "export": measure_export,
    "import_table": measure_table,
    "import_package": measure_package,
    "backup": measure_backup,
}


def main() -> None:
    """Run the section named first on a copy of the library named second; print JSON."""
    name, library = sys.argv[1], Path(sys.argv[2])
    with TemporaryDirectory(dir=library.parent) as folder:
        copy = Path(folder) / "library"
        shutil.copytree(library, copy)
        print(json.dumps(SECTIONS[name](copy)))


if __name__ == "__main__":
    main()
