"""Review logs without notes: a union for the cards that there are, drafts for the others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.calendar import StudyCalendar
from tests.services.brought import LEARNED, START_MS, a_log, bring, look, review
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    import_path,
    learn,
    make_due,
    operations,
    review_log,
    rows,
    session_cards,
    value,
)

CARD = card("variable")
WITHOUT_INTERVALS = tuple(review(day, rating) for day, rating in ((0, 1), (0.1, 3), (2, 3), (9, 1)))
SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "review-log-12580.csv"


class TestUnknownCards:
    """A deck named after the file, one suspended draft a card."""

    def bring(self, app: App) -> object:
        log = a_log("their-log", (1_234, WITHOUT_INTERVALS), (99, WITHOUT_INTERVALS[:2]))
        return bring(app, log)

    def test_each_gets_a_draft_that_is_never_studied(self, app: App) -> None:
        report = bring(app, a_log("their-log", (1_234, WITHOUT_INTERVALS), (99, LEARNED)))
        assert report.decks == ("their-log",)
        assert (report.notes_added, report.cards_added, report.reviews_added) == (2, 2, 8)
        found = rows(
            app,
            "SELECT n.heading, n.draft, c.suspended, c.queue FROM note n JOIN card c "
            "ON c.note_id = n.id JOIN deck d ON d.id = n.deck_id WHERE d.name = 'their-log' "
            "ORDER BY n.position",
        )
        assert found == [("Card 1234 of their-log", 1, 1, -2), ("Card 99 of their-log", 1, 1, -2)]
        assert session_cards(app, deck="their-log") == []
        assert_caches_agree(app)

    def test_the_same_log_again_changes_nothing(self, app: App) -> None:
        self.bring(app)
        before, log, count = content(app), review_log(app), operations(app)
        self.bring(app)
        assert (content(app), review_log(app), operations(app)) == (before, log, count)

    def test_a_longer_log_adds_what_is_new(self, app: App) -> None:
        self.bring(app)
        report = bring(app, a_log("their-log", (1_234, (*WITHOUT_INTERVALS, review(20)))))
        assert (report.notes_added, report.reviews_added) == (0, 1)
        assert_caches_agree(app)

    def test_their_reviews_are_kept_for_fitting(self, app: App) -> None:
        self.bring(app)
        counted = rows(app, "SELECT rating, json_extract(payload, '$.state') FROM review")
        assert [rating for rating, _ in counted].count(1) == 3
        assert {state for _, state in counted} == {0, 1, 2}

    def test_undo_takes_all_of_it_back(self, app: App) -> None:
        before = content(app)
        self.bring(app)
        app.undo.undo()
        assert content(app) == before
        assert_caches_agree(app)


class TestKnownCards:
    """Numbers that are cards of the library."""

    def test_the_library_s_own_log_again_changes_nothing(
        self, app: App, clock: FixedClock, tmp_path: Path
    ) -> None:
        learn(app, clock, CARD, card("while"))
        make_due(app, CARD, clock)
        answer(app, CARD)
        answer(app, card("break"))
        app.undo.undo()
        exported = tmp_path / "reviews.csv"
        app.exporting.reviews(exported)
        before, log, count = content(app), review_log(app), operations(app)
        report = import_path(app, exported)
        assert (report.reviews_added, report.notes_added, report.decks) == (0, 0, ())
        assert report.changes.operation is None
        assert (content(app), review_log(app), operations(app)) == (before, log, count)

    def test_an_answer_that_was_taken_back_here_stays_taken_back(
        self, app: App, clock: FixedClock, tmp_path: Path
    ) -> None:
        learn(app, clock, CARD)
        exported = tmp_path / "reviews.csv"
        app.exporting.reviews(exported)
        app.undo.undo()
        assert import_path(app, exported).reviews_added == 0
        assert columns(app, CARD, "reps") == (0,)

    def test_another_library_takes_it_in(
        self, app: App, clock: FixedClock, tmp_path: Path, pristine_small: Path
    ) -> None:
        learn(app, clock, CARD, card("while"))
        make_due(app, CARD, clock)
        answer(app, CARD)
        names = ("state", "stability", "difficulty", "due_day", "reps", "lapses", "queue")
        exported = tmp_path / "reviews.csv"
        app.exporting.reviews(exported)
        other = bootstrap(shutil.copytree(pristine_small, tmp_path / "other"), clock=clock)
        assert import_path(other, exported).reviews_added == 3
        for card_id in (CARD, card("while")):
            mine, theirs = columns(app, card_id, *names), columns(other, card_id, *names)
            assert theirs == pytest.approx(mine, rel=1e-9)
        assert_caches_agree(other)
        other.close()

    def test_a_log_of_another_program_is_a_union(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, CARD)
        report = bring(app, a_log("log", (CARD, LEARNED)))
        assert (report.reviews_added, report.notes_added, report.cards_added) == (4, 0, 0)
        assert columns(app, CARD, "reps") == (5,)
        assert bring(app, a_log("log", (CARD, LEARNED))).changes.operation is None
        assert_caches_agree(app)

    def test_a_log_sets_no_card_back(self, app: App) -> None:
        bring(app, a_log("log", (CARD, LEARNED)))
        first = StudyCalendar().day(START_MS)
        assert columns(app, CARD, "state", "due_day") == (2, first + 17)

    def test_undo_leaves_what_was_there(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, CARD)
        before = content(app)
        bring(app, a_log("log", (CARD, LEARNED), (77, LEARNED)))
        app.undo.undo()
        assert content(app) == before
        assert_caches_agree(app)


def test_known_and_unknown_cards_of_one_log(app: App) -> None:
    log = a_log("log", (CARD, LEARNED), (77, LEARNED))
    preview = look(app, log)
    assert preview.report.reviews_added == 8
    assert [row.question for row in preview.rows] == ["Card 77 of log"]
    assert bring(app, log).reviews_added == 8
    assert value(app, "SELECT count(*) FROM note WHERE namespace = 'review-log:log'") == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the example data is not here")
def test_the_log_of_the_example_data(app: App) -> None:
    report = import_path(app, SHARED)
    assert report.decks == ("review-log-12580",)
    assert (report.notes_added, report.reviews_added) == (1_205, 12_580)
    assert value(app, "SELECT sum(reviews) FROM study_day") == 12_580
    assert import_path(app, SHARED).changes.operation is None
