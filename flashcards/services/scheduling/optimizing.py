"""Fitting the scheduler's parameters to how the learner really remembers.

A fit is judged before it is offered: it learns from the first 80 % of the reviews by time and has
to predict the last 20 % better than the present parameters do. Only then is it kept; with many
reviews what is kept learns from all of them. Nothing changes before ``apply``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flashcards.domain.scheduler import PARAMETER_BOUNDS
from flashcards.domain.wording import THIN_SPACE, count_text, decimal_text
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.library import LibraryService
from flashcards.services.scheduling.presets import PresetService
from flashcards.services.scheduling.rebuild import meta, set_meta
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.settings import StudySettings
from flashcards.storage.preset_rows import LIBRARY
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database

if TYPE_CHECKING:
    # numpy, which nothing at the start has to wait for
    from flashcards.domain.fitting import History
    from flashcards.domain.memory import Integers
    from flashcards.services.statistics.log import Mask, ReviewLog

Fitter = Literal["compiled", "numpy"]

FEWEST_REVIEWS = 400
ENOUGH_REVIEWS = 2_000
"""From so many reviews on what is kept learns from all of them, the judged ones too."""
HELD_OUT = 0.2
MONTH_DAYS = 30
_WORTH_FITTING_AGAIN = 1.05
_LAST_FIT_KEY = "last-fit"
_TOLD = "SELECT coalesce(sum(recalled + forgotten), 0), coalesce(sum(reviews), 0) FROM study_day"
# Rows that another program brought do not say how they stood, so that the counts of days leave them
# out: each study day on which a card was answered, but for its first; the newest rows are enough.
_TOLD_OF_NEWEST = """
SELECT coalesce(sum(days - 1), 0) FROM (
    SELECT count(DISTINCT study_day) AS days FROM (
        SELECT card_id, study_day FROM review
        WHERE kind = 'review' AND rating IS NOT NULL {scope} ORDER BY id DESC LIMIT 20000
    ) GROUP BY card_id
)
"""
_ANSWERS_OF = "SELECT count(*) FROM review WHERE kind = 'review' AND rating IS NOT NULL {scope}"


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit, and how well it predicts beside the present parameters.

    ``reviews``: those that tell of recall. The log losses and the RMSE over bins of like reviews
    (0.03 is off by 3 points) are on the ``held_out`` newest of them. ``kept``: it is the better
    one; ``parameters`` are then its own, else the present ones. ``words``: all that in a sentence.
    ``preset``: whose cards it learned from, LIBRARY: all that have the library's parameters.
    """

    reviews: int
    held_out: int
    log_loss_before: float
    log_loss_after: float
    rmse_before: float
    rmse_after: float
    kept: bool
    parameters: tuple[float, ...]
    fitter: Fitter
    words: str
    preset: int = LIBRARY


@dataclass(frozen=True, slots=True)
class LastFit:
    """The fit before.

    ``answers``: how many there were then in all. ``closer``: by what share its predictions were
    better than those before.
    """

    day: int
    reviews: int
    answers: int
    kept: bool
    closer: float


@dataclass(frozen=True, slots=True)
class FitOffer:
    """Whether a fit is possible (``offered``) and due (``suggested``).

    ``reviews``: about how many tell of recall.
    """

    reviews: int
    offered: bool
    suggested: bool
    last: LastFit | None


class OptimizingService:
    """Fits parameters and keeps what is better."""

    def __init__(
        self,
        database: Database,
        schedulers: SchedulerSource,
        library: LibraryService,
        presets: PresetService,
    ) -> None:
        self._database = database
        self._schedulers = schedulers
        self._library = library
        self._presets = presets

    def offer(self, preset: int = LIBRARY) -> FitOffer:
        """Whether a fit can and should be made now, from a count of the log."""
        with self._database.read() as reader:
            reviews, answers = self._told(reader, preset)
            text = meta(reader, _key(preset))
            today = self._schedulers.calendar(reader).day(self._database.clock.now_ms())
        last = _last_fit(text)
        offered = reviews >= FEWEST_REVIEWS
        if last is None:
            return FitOffer(reviews, offered, offered, None)
        more = answers >= last.answers * _WORTH_FITTING_AGAIN
        due = today - last.day >= MONTH_DAYS and more
        return FitOffer(reviews, offered, offered and due, last)

    def fit(
        self,
        progress: Progress = no_progress,
        fitter: Fitter | None = None,
        preset: int = LIBRARY,
    ) -> Fit:
        """Fit to the log and judge; changes nothing.

        ``preset``: learn from the cards that follow it.

        ``fitter``: the compiled one where it is installed, unless told otherwise. Raises
        InvalidValueError where there are too few reviews, Cancelled where ``progress`` does.
        """
        from flashcards.domain.fitting import held_out_from
        from flashcards.services.statistics.log import load_log

        with self._database.read() as reader:
            settings = self._settings(reader, preset)
            present = self._schedulers.scheduler_for(settings).config.parameters
            log = load_log(reader)
            history = training_history(log, self._chosen(reader, log, preset))
        items = history.items()
        cut = held_out_from(history, HELD_OUT)
        if len(items) < FEWEST_REVIEWS or cut is None:
            raise InvalidValueError(
                _(
                    "a fit needs {fewest_reviews} reviews that came a day or more after "
                    "the one before; there are {n} so far."
                ).format(fewest_reviews=FEWEST_REVIEWS, n=len(items))
            )
        trainings = [history.before(cut)]
        if len(items) >= ENOUGH_REVIEWS:
            trainings.append(history)
        fits, used = _fitted(trainings, progress, fitter)
        judged = items[history.time[items] >= cut]
        before, after = _judged(history, judged, present), _judged(history, judged, fits[0])
        kept = after[0] < before[0]
        return Fit(
            reviews=len(items),
            held_out=len(judged),
            log_loss_before=before[0],
            log_loss_after=after[0],
            rmse_before=before[1],
            rmse_after=after[1],
            kept=kept,
            parameters=fits[-1] if kept else present,
            fitter=used,
            words=_words(before, after, len(judged), kept=kept),
            preset=preset,
        )

    def apply(self, fit: Fit, origin: str = "") -> Changes:
        """Take the parameters of a fit that is kept; memory follows, due dates stay.

        One operation that undo takes back. Without effect for a fit that is not kept. Raises
        InvalidValueError for parameters out of bounds.
        """
        changes = Changes(origin=origin)
        if fit.kept:
            text = " ".join(repr(value) for value in fit.parameters)
            if fit.preset == LIBRARY:
                changes = self._library.set("parameters", text, origin)
            else:
                changes = self._presets.set(fit.preset, "parameters", text, origin)
        self._remember(fit)
        return changes

    def _remember(self, fit: Fit) -> None:
        """Keep when a fit was made, so that the next is suggested in a month."""
        with self._database.write("setup", _("Fit")) as operation:
            today = self._schedulers.calendar(operation).day(operation.now_ms)
            _days, answers = self._told(operation, fit.preset)
            last = {
                "day": today,
                "reviews": fit.reviews,
                "answers": answers,
                "kept": fit.kept,
                "closer": _closer(fit.log_loss_before, fit.log_loss_after) if fit.kept else 0.0,
            }
            set_meta(operation, _key(fit.preset), json.dumps(last))

    def _settings(self, reader: Reader, preset: int) -> StudySettings:
        settings = self._schedulers.assignments(reader).settings.get(preset)
        if settings is None:
            raise NotFoundError(_("that preset is not in the library any more."))
        return settings

    def _told(self, reader: Reader, preset: int) -> tuple[int, int]:
        """About how many reviews tell of recall, and how many answers there are."""
        assignments = self._schedulers.assignments(reader)
        if preset != LIBRARY:
            scope = f"AND card_id IN (SELECT id FROM card WHERE {assignments.condition(preset)})"
            answers = reader.value(_ANSWERS_OF.format(scope=scope))
            return int(reader.value(_TOLD_OF_NEWEST.format(scope=scope))), int(answers)
        reviews, answers = reader.row(_TOLD) or (0, 0)
        if reviews < FEWEST_REVIEWS <= answers:
            reviews = int(reader.value(_TOLD_OF_NEWEST.format(scope="")))
        return reviews, answers

    def _chosen(self, reader: Reader, log: ReviewLog, preset: int) -> Mask | None:
        """The cards of the log that a fit learns from; None: all."""
        import numpy as np

        assignments = self._schedulers.assignments(reader)
        if preset == LIBRARY:
            wanted = assignments.settings[LIBRARY].parameters
            others = [
                each
                for each in assignments.presets
                if assignments.settings[each].parameters != wanted
            ]
            if not others:
                return None
            places = " OR ".join(assignments.condition(each) for each in others)
            condition = f"NOT ({places})"
        else:
            condition = assignments.condition(preset)
        ids = [row[0] for row in reader.rows(f"SELECT id FROM card WHERE {condition}")]
        chosen: Mask = np.isin(log.cards, np.array(ids, dtype=np.int64))
        return chosen


def training_history(log: ReviewLog, cards: Mask | None = None) -> History:
    """What of a log can be learned from: lives that began with an answer and were not reset.

    ``cards``: only of these of the log's cards.
    """
    import numpy as np

    from flashcards.domain.fitting import History
    from flashcards.services.statistics.log import NEVER

    plain = np.isnan(log.start.stability) & (log.ends == NEVER)
    wanted = plain[log.life]
    if cards is not None:
        wanted = wanted & cards[log.card]
    kept = np.flatnonzero(wanted)
    _, card = np.unique(log.life[kept], return_inverse=True)
    place = np.empty(len(kept), dtype=np.int64)
    place[np.lexsort((log.quarter[kept], log.day[kept]))] = np.arange(len(kept))
    return History(
        card=card,
        rating=log.rating[kept].astype(np.int64),
        day=log.day[kept].astype(np.int64),
        time=place,
    )


def _fitted(
    trainings: Sequence[History], progress: Progress, fitter: Fitter | None
) -> tuple[list[tuple[float, ...]], Fitter]:
    from flashcards.services.scheduling.optimizing_child import (
        FitFailedError,
        Training,
        available,
        fit_apart,
    )

    if fitter != "numpy" and available():
        try:
            found = fit_apart([Training.of(each) for each in trainings], progress)
            return [_bounded(each) for each in found], "compiled"
        except FitFailedError:
            # what it cannot do, or not on this computer, the other one can
            progress.step(0, 1)
    from flashcards.domain.fitting import fit

    found = []
    for number, training in enumerate(trainings):

        def told(done: int, total: int, number: int = number) -> None:
            progress.step(number * total + done, len(trainings) * total)

        found.append(fit(training, PARAMETER_BOUNDS, told=told))
    return found, "numpy"


def _bounded(parameters: Sequence[float]) -> tuple[float, ...]:
    pairs = zip(parameters, PARAMETER_BOUNDS, strict=True)
    return tuple(min(max(value, low), high) for value, (low, high) in pairs)


def _judged(history: History, judged: Integers, parameters: Sequence[float]) -> tuple[float, float]:
    """Log loss and RMSE(bins) of these reviews."""
    import numpy as np

    from flashcards.domain.memory import predict_all
    from flashcards.services.statistics.memory import log_loss, rmse_bins

    predicted = predict_all(history.card, history.rating, history.day, parameters)[judged]
    passed = history.rating[judged] > 1
    begins = np.diff(history.card, prepend=-1) != 0
    first = np.flatnonzero(begins)[history.card]
    places = np.arange(len(history))
    elapsed = np.diff(history.day, prepend=0)
    lapses = np.cumsum((history.rating == 1) & ~begins & (elapsed > 0))
    before = np.concatenate([[0], lapses[:-1]])
    return log_loss(predicted, passed), rmse_bins(
        predicted,
        passed,
        elapsed[judged],
        (places - first + 1)[judged],
        (before - before[first])[judged],
    )


def _closer(before: float, after: float) -> float:
    """By what share the log loss fell."""
    return 1 - after / before if before else 0.0


def _words(
    before: tuple[float, float], after: tuple[float, float], held_out: int, *, kept: bool
) -> str:
    judged = _("on your newest {reviews}").format(reviews=count_text(held_out, "review"))
    if not kept:
        return _(
            "The present parameters predict better {judged} (log loss {value}, the "
            "fit {value2}). They stay."
        ).format(judged=judged, value=decimal_text(before[0], 4), value2=decimal_text(after[0], 4))
    return _(
        "Predictions are {n}{thin_space}% closer {judged}: log loss {value} instead "
        "of {value2}, off by {n2} points instead of "
        "{n3}."
    ).format(
        n=decimal_text(100 * _closer(before[0], after[0]), 1),
        thin_space=THIN_SPACE,
        judged=judged,
        value=decimal_text(after[0], 4),
        value2=decimal_text(before[0], 4),
        n2=decimal_text(100 * after[1], 1),
        n3=decimal_text(100 * before[1], 1),
    )


def _key(preset: int) -> str:
    """Under which ``meta`` keeps the last fit."""
    return _LAST_FIT_KEY if preset == LIBRARY else f"{_LAST_FIT_KEY}-{preset}"


def _last_fit(text: str | None) -> LastFit | None:
    if text is None:
        return None
    found = json.loads(text)
    return LastFit(**found)
