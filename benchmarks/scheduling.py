"""How long the scheduler's larger questions take: fit, replay, simulation, plan, reschedule."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.moment import NOW_MS
from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.calendar import StudyCalendar, date_of
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.services.planning.service import PlanRequest
from flashcards.services.scheduling.simulating import SimulationRequest

_ALL = SimulationRequest(days=365, reviews_per_day=9_999)
_MINUTES = 45


def measure_scheduling(library: Path) -> dict[str, object]:
    """Milliseconds of each question; ``first``: the library is read for it."""
    app = bootstrap(library, clock=FixedClock(NOW_MS))
    date = date_of(StudyCalendar().day(NOW_MS)) + timedelta(days=60)
    request = PlanRequest(date, _MINUTES)
    changed = " ".join(repr(value * 1.01) for value in DEFAULT_PARAMETERS)
    figures: dict[str, object] = {
        "simulate_first": _taken(lambda: app.simulating.simulate(_ALL)),
        "simulate_365_days": _taken(lambda: app.simulating.simulate(_ALL)),
        "retention_sweep_10": _taken(lambda: app.simulating.retention_curve(_ALL)),
        "plan": _taken(lambda: app.planning.plan(request)),
        "plan_curve": _taken(lambda: app.planning.curve(request, 0.9)),
        "recall_of_all_cards": _recall(app.simulating.study_cards()),
        **_replay(app),
        "new_parameters": _taken(lambda: app.library.set("parameters", changed)),
        "reschedule_preview": _taken(app.rescheduling.preview),
        "reschedule": _taken(app.rescheduling.apply),
    }
    if app.optimizing.offer().offered:
        figures["fit_numpy"] = _taken(lambda: app.optimizing.fit(fitter="numpy"))
        figures["fit"] = _taken(app.optimizing.fit)
    app.close()
    return figures


def _replay(app: App) -> dict[str, object]:
    """The whole log into memory states, read and replayed apart."""
    from flashcards.domain.memory import replay_all
    from flashcards.services.statistics.log import load_log

    with app.database.read() as reader:
        reading = _taken(lambda: load_log(reader))
        log = load_log(reader)
    replayed = _taken(
        lambda: replay_all(log.life, log.rating, log.day, DEFAULT_PARAMETERS, log.start)
    )
    return {"reviews": len(log), "read_log": reading, "replay_log": replayed}


def _recall(study: object) -> dict[str, float]:
    from flashcards.domain.memory import retrievability
    from flashcards.services.studying.cards import StudyCards

    assert isinstance(study, StudyCards)
    elapsed = study.today - study.cards.last_day
    decay = DEFAULT_PARAMETERS[-1]
    return _taken(lambda: retrievability(study.cards.stability, elapsed, decay))


def _taken(work: Callable[[], object]) -> dict[str, float]:
    start = time.perf_counter()
    work()
    return {"median_ms": round((time.perf_counter() - start) * 1e3, 1)}
