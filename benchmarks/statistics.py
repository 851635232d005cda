"""How long the statistics keep one waiting: the first charts, all of them, and those of a part."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.moment import NOW_MS
from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.services.statistics.view import Request

_QUARTER = Request(90)
_DECK = Request(90, 'deck:"Study::Deck 03"')
_SEARCH = Request(None, "recall<0.95")


def measure_statistics(library: Path) -> dict[str, object]:
    """Milliseconds from the request; ``cold``: nothing is in memory yet, numpy included.

    ``stats_group_by`` is what a single GROUP BY over the log takes in the same moment, to which the
    others stand in a ratio whatever else the machine does.
    """
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    figures: dict[str, object] = {"stats_group_by": _taken(partial(_group_by, app))}
    figures |= _pieces(app, _QUARTER, "stats_cold")
    app.statistics.release()
    figures |= _pieces(app, _QUARTER, "stats")
    figures["stats_group_by_again"] = _taken(partial(_group_by, app))
    figures["stats_again"] = _taken(partial(app.statistics.everything, _QUARTER))
    for name, request in (("deck", _DECK), ("search_ever", _SEARCH)):
        app.statistics.release()
        figures[f"stats_of_{name}"] = _taken(partial(app.statistics.everything, request))
    app.close()
    return figures


def _pieces(app: App, request: Request, name: str) -> dict[str, object]:
    """When the first piece is there, the first charts, and the last of all."""
    service = app.statistics
    start = time.perf_counter()
    figures: dict[str, object] = {}
    for piece, work in (
        ("days", service.overview),
        ("forecast", service.forecast),
        ("cards", service.cards),
        ("answers", service.answers),
        ("all", service.memory),
    ):
        work(request)
        figures[f"{name}_{piece}_ms"] = round((time.perf_counter() - start) * 1e3, 1)
    return figures


def _group_by(app: App) -> None:
    with app.database.read() as reader:
        reader.rows("SELECT study_day, kind, rating, count(*) FROM review GROUP BY 1, 2, 3")


def _taken(work: Callable[[], object]) -> dict[str, float]:
    start = time.perf_counter()
    work()
    return {"median_ms": round((time.perf_counter() - start) * 1e3, 1)}
