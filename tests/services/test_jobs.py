"""Long work that is watched, and stopped with nothing half done."""

from __future__ import annotations

import itertools
import threading

import pytest

from flashcards.app import App
from flashcards.services.jobs import Cancelled, Job, no_progress, stepping
from tests.services.brought import a_deck, a_note, bring, past
from tests.services.factories import assert_caches_agree, content, operations, review_log, value

MANY = a_deck(*(a_note(f"n{n}", "", "", past(), tags=("a",)) for n in range(300)))


class TestAJob:
    """What a worker tells and a window answers."""

    def test_it_reports_until_it_is_cancelled(self) -> None:
        told: list[tuple[int, int, str]] = []
        job = Job(lambda *step: told.append(step))
        job.step(1, 3, "Reading")
        job.step(2, 3)
        job.cancel()
        assert job.cancelled
        with pytest.raises(Cancelled):
            job.step(3, 3)
        assert told == [(1, 3, "Reading"), (2, 3, "")]

    def test_another_thread_can_cancel_it(self) -> None:
        job = Job()
        thread = threading.Thread(target=job.cancel)
        thread.start()
        thread.join()
        with pytest.raises(Cancelled):
            job.step(0, 0)

    def test_items_are_told_of_as_they_are_taken(self) -> None:
        told: list[tuple[int, int]] = []
        job = Job(lambda done, total, _: told.append((done, total)))
        assert list(stepping(range(1_200), job, 1_200, "Adding")) == list(range(1_200))
        assert told == [(0, 1_200), (0, 1_200), (500, 1_200), (1_000, 1_200), (1_200, 1_200)]

    def test_nobody_has_to_watch(self) -> None:
        assert list(stepping("abc", no_progress, 3, "")) == ["a", "b", "c"]


class StopAt:
    """Cancels at the step of that number."""

    def __init__(self, number: int | None = None) -> None:
        self.number = number
        self.labels: list[str] = []

    def step(self, done: int, total: int, label: str = "") -> None:
        assert 0 <= done <= total or total == 0
        self.labels.append(label)
        if len(self.labels) - 1 == self.number:
            raise Cancelled


def test_an_import_stopped_at_any_step_leaves_nothing_behind(app: App) -> None:
    before, log, count = content(app), review_log(app), operations(app)
    labels: set[str] = set()
    for number in itertools.count():
        watched = StopAt(number)
        try:
            report = bring(app, MANY, progress=watched)
        except Cancelled:
            assert content(app) == before
            assert (review_log(app), operations(app)) == (log, count)
            assert _index_is_kept(app)
            labels.update(watched.labels)
        else:
            break
    assert {"Comparing", "Adding notes", "Indexing", "Adding reviews"} <= labels
    assert report.notes_added == 300
    assert _index_is_kept(app)
    assert_caches_agree(app)


def _index_is_kept(app: App) -> bool:
    """Whether the trigger that keeps the full-text index is there."""
    return bool(value(app, "SELECT 1 FROM sqlite_schema WHERE name = 'note_text_insert'"))
