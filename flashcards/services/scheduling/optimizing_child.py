"""The compiled fitter, in a process of its own.

``fsrs-rs-python`` holds the interpreter for the whole fit, tells nothing of how far it is, cannot
be stopped, and answers bad input with an exception that only BaseException catches. In a child
process it keeps nobody waiting, is stopped by ending the process, and takes nothing down with it.
The package is an extra: where it is missing, ``domain.fitting`` does the same in numpy.
"""

from __future__ import annotations

import importlib
import importlib.util
import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from flashcards.domain.fitting import History
from flashcards.domain.memory import Integers
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.services.jobs import Progress

PACKAGE = "fsrs_rs_python"
# Seconds: starting the interpreter, and fitting. Measured: 100,000 reviews in 0.4 s.
_START_S, _REVIEW_S = 0.6, 8e-6
_LOOK_EVERY_S = 0.05
_LONGEST_S = 120.0
_NEARLY = 0.95
# A small log needs more passes until the fit has settled; so many reviews are gone through in all.
_REVIEWS_SEEN = 100_000
_PASSES = (5, 20)


class FitFailedError(Exception):
    """The compiled fitter gave up, or died."""


@dataclass(frozen=True)
class Training:
    """Reviews as the fitter wants them; plain arrays, so that they cross to the child.

    ``elapsed``: study days since the card's previous review. Each item is the reviews of a card
    from ``first`` up to and with ``last``; items stand in the order of time.
    """

    rating: Integers
    elapsed: Integers
    first: Integers
    last: Integers

    @classmethod
    def of(cls, history: History) -> Training:
        """What is to be learned from a log."""
        items = history.items()
        begins = np.diff(history.card, prepend=-1) != 0
        gaps = np.where(begins, 0, np.maximum(np.diff(history.day, prepend=0), 0))
        first = np.flatnonzero(begins)[history.card[items]]
        return cls(history.rating, gaps, first, items)


def available() -> bool:
    """Whether the compiled fitter is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def fit_apart(trainings: Sequence[Training], progress: Progress) -> list[tuple[float, ...]]:
    """The parameters for each training, fitted in a child process.

    Raises FitFailedError, and Cancelled where ``progress`` does; the child is gone then.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(theirs, list(trainings)), daemon=True)
    expected = _START_S + _REVIEW_S * sum(len(training.last) for training in trainings)
    child.start()
    theirs.close()
    try:
        return _await(ours, expected, progress)
    finally:
        ours.close()
        if child.is_alive():
            child.kill()
        child.join()
        child.close()


def _await(answers: Connection, expected_s: float, progress: Progress) -> list[tuple[float, ...]]:
    started = time.monotonic()
    while not answers.poll(_LOOK_EVERY_S):
        taken = time.monotonic() - started
        if taken > _LONGEST_S:
            raise FitFailedError("it took too long")
        progress.step(round(1_000 * min(_NEARLY, taken / expected_s)), 1_000)
    try:
        found, problem = answers.recv()
    except EOFError as error:
        raise FitFailedError("its process ended without an answer") from error
    if problem:
        raise FitFailedError(problem)
    fitted: list[tuple[float, ...]] = found
    return fitted


def _serve(answers: Connection, trainings: list[Training]) -> None:
    """What the child does: fit, and send the parameters or what went wrong."""
    # a panic prints its whereabouts, which are nobody's business
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        answer = ([fitted(training) for training in trainings], "")
    except BaseException as error:  # noqa: BLE001 - its panics are no Exception
        answer = ([], f"{type(error).__name__}: {error}")
    answers.send(answer)
    answers.close()


def fitted(training: Training) -> tuple[float, ...]:
    """Fit in this process; see the top of the module why nobody should."""
    binding: Any = importlib.import_module(PACKAGE)
    make = binding.FSRSReview
    reviews = [
        make(rating, days)
        for rating, days in zip(training.rating.tolist(), training.elapsed.tolist(), strict=True)
    ]
    items = [
        binding.FSRSItem(reviews[first : last + 1])
        for first, last in zip(training.first.tolist(), training.last.tolist(), strict=True)
    ]
    low, high = _PASSES
    passes = min(max(_REVIEWS_SEEN // max(1, len(items)), low), high)
    config = binding.TrainingConfig(num_epochs=passes)
    found = binding.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items, training_config=config)
    return tuple(float(value) for value in found)
