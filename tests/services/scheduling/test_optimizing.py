"""Fitting through the library: judged on what was held out, kept only if better, undoable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_DAY, iso_utc
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.errors import InvalidValueError
from flashcards.services.jobs import Cancelled, Job
from flashcards.services.scheduling import optimizing_child
from flashcards.services.scheduling.optimizing_child import (
    FitFailedError,
    Training,
    available,
    fit_apart,
)
from flashcards.settings import StudySettings
from flashcards.storage.setting_rows import load_settings
from tests.domain.test_fitting import OTHER, log_of
from tests.services.factories import assert_caches_agree, import_path, import_text

REAL_LOG = Path(__file__).parents[3].parent / "shared" / "data" / "review-log-12580.csv"
compiled = pytest.mark.skipif(not available(), reason="the compiled fitter is not installed")


def bring_log(app: App, cards: int, reviews: int, parameters: tuple[float, ...]) -> None:
    """A log of somebody who remembers by these parameters, as a file brings it."""
    log = log_of(cards, reviews, parameters)
    lines = ["card_id,review_rating,review_time,review_duration"]
    for card, rating, day, number in zip(
        log.card.tolist(), log.rating.tolist(), log.day.tolist(), range(len(log)), strict=True
    ):
        moment = iso_utc(day * MS_PER_DAY + 10 * 3_600_000 + number % 3_000 * 1_000)
        lines.append(f"{card + 1},{rating},{moment},6000")
    import_text(app, "\n".join(lines) + "\n", "log.csv")


def settings(app: App) -> StudySettings:
    with app.database.read() as reader:
        return load_settings(reader)


def test_too_few_reviews_are_not_fitted(app: App) -> None:
    bring_log(app, 40, 5, OTHER)
    assert not app.optimizing.offer().offered
    with pytest.raises(InvalidValueError, match="a fit needs 400 reviews"):
        app.optimizing.fit()


@pytest.mark.parametrize("fitter", ["numpy", pytest.param("compiled", marks=compiled)])
def test_a_better_fit_is_kept_applied_and_taken_back(app: App, fitter: str) -> None:
    bring_log(app, 350, 7, OTHER)
    assert app.optimizing.offer().suggested
    fit = app.optimizing.fit(fitter="numpy" if fitter == "numpy" else None)
    assert fit.fitter == fitter
    assert fit.kept
    assert fit.log_loss_after < fit.log_loss_before
    assert fit.rmse_after < fit.rmse_before
    assert fit.held_out == round(0.2 * fit.reviews)
    assert "closer on your newest" in fit.words
    assert settings(app).parameters == DEFAULT_PARAMETERS
    app.optimizing.apply(fit)
    assert settings(app).parameters == pytest.approx(fit.parameters, rel=1e-12)
    assert_caches_agree(app)
    app.undo.undo()
    assert settings(app).parameters == DEFAULT_PARAMETERS
    assert_caches_agree(app)


def test_parameters_are_never_replaced_by_worse_ones(app: App) -> None:
    bring_log(app, 350, 7, OTHER)
    app.library.set("parameters", " ".join(map(repr, OTHER)))
    bad = replace(app.optimizing.fit(fitter="numpy"), kept=False)
    app.optimizing.apply(bad)
    assert settings(app).parameters == OTHER


def test_a_worse_fit_is_not_kept(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_log(app, 200, 5, DEFAULT_PARAMETERS)
    nonsense = tuple(np.array(DEFAULT_PARAMETERS) * ([20, 20, 20, 10] + [1] * 17))
    monkeypatch.setattr("flashcards.domain.fitting.fit", lambda *_, **__: nonsense)
    fit = app.optimizing.fit(fitter="numpy")
    assert not fit.kept
    assert fit.parameters == DEFAULT_PARAMETERS
    assert "They stay." in fit.words


def test_the_next_fit_is_suggested_after_a_month_with_more_answers(
    app: App, clock: FixedClock
) -> None:
    bring_log(app, 200, 5, OTHER)
    app.optimizing.apply(app.optimizing.fit(fitter="numpy"))
    offer = app.optimizing.offer()
    assert offer.offered
    assert not offer.suggested
    assert offer.last is not None
    clock.advance(days=31)
    assert not app.optimizing.offer().suggested
    import_text(app, "card_id,review_rating,review_time\n" + "".join(
        f"{9_000 + card},3,2026-12-{day:02d}T10:00:00Z\n" for card in range(60) for day in (1, 3)
    ), "more.csv")  # fmt: skip
    assert app.optimizing.offer().suggested


def test_a_fit_can_be_stopped(app: App) -> None:
    bring_log(app, 200, 5, OTHER)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        app.optimizing.fit(job, fitter="numpy")


@compiled
def test_the_child_process_is_stopped_too() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        fit_apart([Training.of(log_of(300, 6, OTHER))], job)


@compiled
def test_a_panic_of_the_compiled_fitter_is_told_and_the_other_one_fits(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = Training.of(log_of(300, 6, OTHER))
    broken = replace(training, rating=training.rating + 9)
    with pytest.raises(FitFailedError):
        fit_apart([broken], Job())
    bring_log(app, 200, 5, OTHER)
    monkeypatch.setattr(Training, "of", classmethod(lambda _cls, _history: broken))
    assert app.optimizing.fit().fitter == "numpy"


def test_without_the_package_numpy_fits(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimizing_child, "available", lambda: False)
    bring_log(app, 200, 5, OTHER)
    assert app.optimizing.fit().fitter == "numpy"


@pytest.mark.skipif(not REAL_LOG.exists(), reason="needs the shared review log")
@pytest.mark.slow
def test_on_a_real_log_both_fitters_beat_the_defaults_and_agree(app: App) -> None:
    import_path(app, REAL_LOG)
    fits = [app.optimizing.fit(fitter="numpy")]
    if available():
        fits.append(app.optimizing.fit())
    for fit in fits:
        assert (fit.reviews, fit.held_out) == (6_276, 1_255)
        assert fit.log_loss_before == pytest.approx(0.4515, abs=5e-4)
        assert fit.log_loss_after < fit.log_loss_before - 0.001
        assert fit.rmse_after < fit.rmse_before
        assert fit.kept
    losses = [fit.log_loss_after for fit in fits]
    assert max(losses) - min(losses) < 0.002
