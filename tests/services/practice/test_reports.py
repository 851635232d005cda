"""Reports, history, readiness, stories, Today's row, and the way out of the program."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.practice.prompt import PromptKind
from flashcards.errors import InvalidValueError, LibraryWriteError, NotFoundError
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.report_views import Story
from flashcards.services.practice.reports import Reporter
from flashcards.services.practice.sessions import require_session
from flashcards.services.practice.today import practice_today
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.reading import Reader, Row, SqliteReader, Value
from tests.services.factories import card, learn
from tests.services.practice.prompts import attempt_of, begin, line, scored, used


def session(app: App, *ticks: set[int]) -> int:
    """A whole session: slow, rows and mistake, scored with these ticks; its id."""
    going = begin(app)
    for source, ticked in zip(("p-slow", "p-rows", "p-mistake"), ticks, strict=True):
        attempt = attempt_of(app, going, source)
        used(app, attempt, 120_000)
        scored(app, attempt, ticked)
    return going.id


class Counting:
    """A reader that counts what it is asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.asked = 0

    def rows(self, sql: str, /, **values: Value) -> Sequence[Row]:
        self.asked += 1
        return self._reader.rows(sql, **values)

    def row(self, sql: str, /, **values: Value) -> Row | None:
        self.asked += 1
        return self._reader.row(sql, **values)

    def value(self, sql: str, /, **values: Value) -> Any:
        self.asked += 1
        return self._reader.value(sql, **values)


class TestReport:
    """The page after a session."""

    def test_scores_times_and_what_to_study(self, practised: App) -> None:
        report = practised.practice.report(session(practised, {0, 1}, {0}, {0, 1}))
        assert report.session.title == "Mixed, 3 prompts"
        assert report.headline == "78\u202f%, your first session"
        assert report.summary == "3 prompts in 6 minutes, 15 planned."
        by_kind = {one.kind: one.share for one in report.by_kind}
        assert by_kind[PromptKind.BEHAVIOURAL] == 1.0
        assert by_kind[PromptKind.CONCEPT] == pytest.approx((5 / 6 + 1 / 2) / 2)
        assert [(one.stage, one.prompts) for one in report.by_stage] == [(2, 3)]
        assert {row.prompt.source_id: len(row.missed) for row in report.rows} == {
            "p-slow": 1, "p-rows": 1, "p-mistake": 0,
        }  # fmt: skip
        assert all(row.used_seconds == 120 for row in report.rows)
        assert set(report.study) == {
            card("index-purpose"), card("index-cost"), card("inner-join"), card("left-join"),
        }  # fmt: skip

    def test_points_missed_twice_are_named_with_their_cards(
        self, practised: App, clock: FixedClock
    ) -> None:
        session(practised, {0, 1}, {0, 1}, {0, 1})
        clock.advance(days=20)
        report = practised.practice.report(session(practised, {0, 1}, {0}, {0, 1}))
        assert [(point.text, point.times) for point in report.missed_twice] == [
            ("reads the plan first", 2)
        ]
        assert card("index-cost") in report.missed_twice[0].card_ids
        assert "last time" in report.headline

    def test_the_best_so_far(self, practised: App, clock: FixedClock) -> None:
        session(practised, {0}, {0}, {0})
        clock.advance(days=1)
        better = session(practised, {0, 1, 2}, {0, 1}, {0, 1})
        assert practised.practice.report(better).headline == "100\u202f%, your best so far"

    def test_it_asks_no_more_the_more_sessions_there_are(
        self, practised: App, clock: FixedClock
    ) -> None:
        def asked(session_id: int) -> int:
            with practised.database.read() as reader:
                counting = Counting(reader)
                schedulers = SchedulerSource()
                library = PromptLibrary(counting, schedulers, clock.now_ms())
                found = Reporter(counting, library, Path()).report(
                    require_session(reader, session_id)
                )
            assert found.rows
            return counting.asked

        session(practised, {0}, {0}, {0})
        clock.advance(days=1)
        second = asked(session(practised, {0}, {0}, {0}))
        clock.advance(days=1)
        assert asked(session(practised, {0}, {0}, {0})) == second

    def test_cards_that_came_by_it_are_counted(self, practised: App) -> None:
        going = begin(practised)
        scored(practised, attempt_of(practised, going, "p-slow"), (), cards=True)
        practised.practice.finish(going.id)
        report = practised.practice.report(going.id)
        assert (report.cards_taken, "3 missed points became cards" in report.summary) == (3, True)


class TestHistory:
    """All sessions together."""

    def test_trend_and_four_weeks_before(self, practised: App, clock: FixedClock) -> None:
        session(practised, {0}, {0}, {0})
        clock.advance(days=40)
        session(practised, {0, 1, 2}, {0, 1}, {0, 1})
        history = practised.practice.history()
        assert history.total == 2
        assert [point.share for point in history.trend] == sorted(p.share for p in history.trend)
        concept = next(one for one in history.by_kind if one.kind is PromptKind.CONCEPT)
        assert (concept.share, concept.before) == (1.0, 0.5)
        assert len(practised.practice.history(1).sessions) == 1

    def test_an_empty_one(self, practised: App) -> None:
        history = practised.practice.history()
        assert (history.sessions, history.first_ms, history.trend) == ((), None, ())


class TestReadiness:
    """Never a bare number."""

    def test_one_prompt_has_one_score(self, practised: App) -> None:
        going = begin(practised)
        scored(practised, attempt_of(practised, going, "p-slow"), {0, 1, 2})
        reasons = practised.practice.readiness().stages[1].reasons
        assert any(each.startswith("Score of 1 practised prompt, as") for each in reasons)

    def test_it_grows_by_cards_and_practice_and_says_how(
        self, practised: App, clock: FixedClock
    ) -> None:
        before = practised.practice.readiness()
        assert before.share == 0.0
        learn(practised, clock, card("variable"), card("index-purpose"))
        session(practised, {0, 1, 2}, {0, 1}, {0, 1})
        after = practised.practice.readiness()
        assert after.share > 0.2
        stage = after.stages[1]
        assert stage.practice == pytest.approx(1.0)
        assert stage.formula.startswith("0.6 × cards 25\u202f% + 0.4 × practice 100\u202f% = ")
        assert "1 of 4 cards were met" in stage.reasons[0]
        assert after.stages[0].practice is None
        assert after.stages[0].reasons[-1] == "The stage has no prompts."


class TestStories:
    """The learner's own stories."""

    def test_a_story_is_kept_changed_and_taken_back(self, practised: App) -> None:
        mistake = line(practised, "p-mistake").id
        assert [prompt.id for prompt in practised.practice.matrix().gaps] == [mistake]
        story = Story(
            0, " The  outage ", "S", "T", "A", "R", ("ops", " ops "), frozenset({mistake})
        )
        kept, changes = practised.practice.save_story(story)
        assert (kept.title, kept.tags, changes.label) == ("The outage", ("ops",), "Save story")
        matrix = practised.practice.matrix()
        assert (matrix.gaps, matrix.unused, matrix.covered) == ((), (), 1)
        practised.practice.delete_story(kept.id)
        assert practised.practice.stories() == ()
        practised.undo.undo()
        assert practised.practice.stories() == (kept,)
        practised.undo.undo()
        assert practised.practice.stories() == ()
        practised.undo.redo()
        assert practised.practice.stories() == (kept,)

    def test_what_is_missing_is_named(self) -> None:
        assert Story(0, "x", situation="s", result=" ").missing == ("task", "action", "result")

    def test_bad_stories(self, practised: App) -> None:
        with pytest.raises(InvalidValueError):
            practised.practice.save_story(Story(0, "  "))
        with pytest.raises(InvalidValueError):
            practised.practice.save_story(Story(0, "x", action="a" * 20_001))
        with pytest.raises(NotFoundError):
            practised.practice.delete_story(7)


class TestExport:
    """Out as a table and as a page."""

    def test_a_row_an_attempt(self, practised: App, tmp_path: Path) -> None:
        session(practised, {0, 1}, {0}, {0, 1})
        target = tmp_path / "practice.csv"
        assert practised.practice.export_csv(target).rows == 3
        with target.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found = {row["prompt"]: row for row in rows}["p-slow"]
        assert (found["share"], found["grade"], found["answer_seconds"]) == ("0.8333", "3", "120")
        assert found["missed"] == "reads the plan first"

    def test_a_page_runs_nothing_and_shows_notes_as_text(
        self, practised: App, tmp_path: Path
    ) -> None:
        going = begin(practised)
        attempt = attempt_of(practised, going, "p-slow")
        draft = practised.practice.attempt(attempt).draft
        practised.practice.save(attempt, replace(draft, notes="<script>x</script> & more"))
        scored(practised, attempt, {0})
        practised.practice.finish(going.id)
        target = tmp_path / "session.html"
        practised.practice.export_page(target, going.id)
        page = target.read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert "&lt;script&gt;x&lt;/script&gt; &amp; more" in page
        assert "<script>" not in page
        assert "$" not in page

    def test_a_place_that_cannot_be_written(self, practised: App, tmp_path: Path) -> None:
        with pytest.raises(LibraryWriteError):
            practised.practice.export_csv(tmp_path / "none" / "x.csv")


class TestToday:
    """Today's practice row."""

    def test_it_offers_the_first_prompt_then_what_is_due_then_the_open_session(
        self, practised: App, clock: FixedClock
    ) -> None:
        row = practised.library.today().practice
        assert row is not None
        assert (row.due, row.words) == (0, "Practise a prompt")
        session(practised, {0}, {0}, {0})
        clock.advance(days=30)
        row = practised.library.today().practice
        assert row is not None
        assert (row.due, row.minutes) == (3, 15)
        assert row.words == "3 prompts to practise again"
        begin(practised)
        row = practised.library.today().practice
        assert row is not None
        assert row.open_session

    def test_a_library_without_prompts_has_none(self, app: App) -> None:
        assert app.library.today().practice is None

    def test_the_first_paint_meets_a_library_of_an_older_schema(self) -> None:
        with closing(sqlite3.connect(":memory:")) as database:
            assert practice_today(SqliteReader(database), 0) is None

    def test_the_coming_days_have_one_prompt_each(self, practised: App) -> None:
        ahead = practised.practice.ahead(7)
        assert len({one.day for one in ahead}) == len(ahead) == 3
