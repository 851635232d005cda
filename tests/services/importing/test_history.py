"""The past of cards as files bring it: a union with the log, replayed, and undone with the rest."""

from __future__ import annotations

import random

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.review import ReviewKind
from flashcards.formats.rows import CardRow, ReviewRow
from flashcards.services.scheduling.rebuild import rebuild
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.services.brought import (
    FORGOTTEN,
    LEARNED,
    START_MS,
    a_deck,
    a_note,
    bring,
    card_id,
    event,
    look,
    past,
    review,
)
from tests.services.factories import (
    answer,
    assert_caches_agree,
    columns,
    content,
    operations,
    review_log,
    rows,
    value,
)

CARD = card_id("a")
FIRST_DAY = StudyCalendar().day(START_MS)


def with_past(*cards: CardRow) -> object:
    return a_deck(a_note("a", "", "", *cards))


def bring_past(app: App, card: CardRow) -> object:
    return bring(app, a_deck(a_note("a", "", "", card)))


def standing(app: App, card: int = CARD) -> list[tuple[object, ...]]:
    """The rows of a card that were not taken back, without ids."""
    return rows(
        app,
        "SELECT kind, rating, time_ms, due_day FROM review WHERE card_id = :card "
        "AND kind <> 'retraction' AND id NOT IN "
        "(SELECT target FROM review WHERE kind = 'retraction') ORDER BY id",
        card=card,
    )


class TestTheLog:
    """Rows of another program become rows of the log."""

    def test_each_review_is_logged_once_in_the_order_of_time(self, app: App) -> None:
        report = bring(app, a_deck(a_note("a", "", "", past(LEARNED[::-1]))))
        assert report.reviews_added == 4
        times = [row[2] for row in standing(app)]
        assert times == sorted(row.time_ms for row in LEARNED)
        assert value(app, "SELECT count(DISTINCT device_id) FROM review") == 1

    def test_days_are_those_of_the_learner(self, app: App) -> None:
        bring_past(app, past())
        days = rows(app, "SELECT study_day FROM review ORDER BY id")
        assert [day for (day,) in days] == [FIRST_DAY + n for n in (0, 0, 1, 5)]

    def test_the_card_is_what_its_log_amounts_to(self, app: App) -> None:
        bring_past(app, past(FORGOTTEN, 24))
        state, reps, lapses, due_day = columns(app, CARD, "state", "reps", "lapses", "due_day")
        assert (state, reps, lapses, due_day) == (2, 7, 1, FIRST_DAY + 24)
        assert_caches_agree(app)

    def test_study_days_count_what_was_studied(self, app: App) -> None:
        bring_past(app, past(FORGOTTEN, 24))
        counted = rows(
            app,
            "SELECT day, reviews, introduced, due_reviews, recalled, forgotten FROM study_day "
            "WHERE reviews > 0 ORDER BY day",
        )
        assert [(day - FIRST_DAY, *counts) for day, *counts in counted] == [
            (0, 2, 1, 0, 0, 0),
            (1, 1, 0, 1, 1, 0),
            (5, 1, 0, 1, 1, 0),
            (17, 2, 0, 1, 0, 1),
            (19, 1, 0, 1, 1, 0),
        ]

    def test_the_same_file_again_is_a_union(self, app: App) -> None:
        bring_past(app, past())
        before, log, count = content(app), review_log(app), operations(app)
        report = bring(app, a_deck(a_note("a", "", "", past())))
        assert (report.reviews_added, report.notes_unchanged) == (0, 1)
        assert report.changes.operation is None
        assert (content(app), review_log(app), operations(app)) == (before, log, count)

    def test_a_later_file_adds_what_was_done_since(self, app: App) -> None:
        bring_past(app, past())
        report = bring(app, a_deck(a_note("a", "", "", past(FORGOTTEN, 24))))
        assert (report.reviews_added, report.notes_unchanged) == (3, 1)
        assert columns(app, CARD, "reps", "due_day") == (7, FIRST_DAY + 24)
        assert_caches_agree(app)

    def test_an_earlier_file_adds_nothing_to_a_later(self, app: App) -> None:
        bring_past(app, past(FORGOTTEN, 24))
        assert look(app, a_deck(a_note("a", "", "", past()))).report.reviews_added == 0
        bring_past(app, past())
        assert columns(app, CARD, "due_day") == (FIRST_DAY + 24,)

    def test_answers_given_here_come_between(self, app: App, clock: FixedClock) -> None:
        bring_past(app, past())
        answer(app, CARD)
        here = (clock.now_ms() - START_MS) / MS_PER_DAY
        report = bring(app, a_deck(a_note("a", "", "", past((*LEARNED, review(30, 3, 20)), 50))))
        assert report.reviews_added == 1
        assert [row[2] for row in standing(app)][-1] == clock.now_ms()
        due_day = columns(app, CARD, "due_day")[0]
        assert due_day > FIRST_DAY + here
        assert_caches_agree(app)

    def test_two_rows_of_one_moment_stay_two(self, app: App) -> None:
        moved = event(5, ReviewKind.RESCHEDULE, 30)
        bring_past(app, past((*LEARNED, moved), 35))
        assert len(standing(app)) == 5
        assert_caches_agree(app)

    def test_cards_reviewed_in_the_same_moment_keep_apart(self, app: App) -> None:
        notes = (a_note(f"n{n}", "", "", past()) for n in range(300))
        report = bring(app, a_deck(*notes))
        assert report.reviews_added == 1_200
        assert value(app, "SELECT count(*) FROM review") == 1_200
        assert_caches_agree(app)

    @pytest.mark.parametrize("time_ms", [0, -5, 1 << 43, 10**15])
    def test_a_time_that_cannot_be_is_told_and_left_out(self, app: App, time_ms: int) -> None:
        impossible = ReviewRow(time_ms, LEARNED[0].rating, interval_s=60)
        report = bring(app, a_deck(a_note("a", "", "", past((impossible, *LEARNED)))))
        assert report.reviews_added == 4
        assert "1 review of an impossible time" in report.warnings[0].message

    def test_a_review_of_a_day_to_come_is_kept_and_lets_later_answers_come_later(
        self, app: App, clock: FixedClock
    ) -> None:
        bring_past(app, past((*LEARNED, review(900, 3, 30)), 930))
        assert value(app, "SELECT max(time_ms) FROM review") > clock.now_ms()
        assert value(app, "SELECT max(id >> 20) FROM review") <= clock.now_ms()
        assert_caches_agree(app)


class TestDueDates:
    """A card is due when the other program would have shown it."""

    def test_the_due_date_of_the_card_wins_over_the_interval_of_its_last_row(
        self, app: App
    ) -> None:
        bring_past(app, past(due_day=21))
        assert columns(app, CARD, "state", "due_day") == (2, FIRST_DAY + 21)
        with app.database.write("setup", "Rebuild") as operation:
            assert rebuild(operation, SchedulerSource()) == 0

    def test_a_card_in_its_steps_stays_in_them(self, app: App) -> None:
        card = past((review(0, 3, 10 / 1_440),), due_day=10 / 1_440)
        bring_past(app, card)
        state, due_ms = columns(app, CARD, "state", "due_ms")
        assert (state, due_ms) == (1, START_MS + 600_000)
        assert_caches_agree(app)

    def test_a_card_that_was_set_back_to_new_is_new(self, app: App) -> None:
        bring_past(app, past(due_day=None))
        assert columns(app, CARD, "state", "reps", "queue") == (0, 0, 0)
        assert standing(app)[-1][0] == "reset"
        assert_caches_agree(app)
        count = operations(app)
        assert look(app, a_deck(a_note("a", "", "", past(due_day=None)))).report.reviews_added == 0
        bring_past(app, past(due_day=None))
        assert operations(app) == count

    def test_a_log_that_says_reset_itself_gets_no_second_one(self, app: App) -> None:
        bring_past(app, past((*LEARNED, event(6, ReviewKind.RESET)), due_day=None))
        assert [row[0] for row in standing(app)].count("reset") == 1
        assert columns(app, CARD, "state") == (0,)

    def test_cram_moves_nothing(self, app: App) -> None:
        cram = ReviewRow(LEARNED[-1].time_ms + 1_000, LEARNED[0].rating, ReviewKind.CRAM)
        bring_past(app, past((*LEARNED, cram), 17))
        assert columns(app, CARD, "reps", "due_day") == (4, FIRST_DAY + 17)
        assert_caches_agree(app)

    def test_what_is_due_here_after_an_answer_is_not_moved_by_an_older_file(self, app: App) -> None:
        bring_past(app, past())
        answer(app, CARD)
        due = columns(app, CARD, "due_day")
        bring_past(app, past((review(-3, 2, 1), *LEARNED), 17))
        assert columns(app, CARD, "due_day") == due
        assert_caches_agree(app)


class TestSchedulesWithoutALog:
    """Cards whose reviews the file does not have."""

    def test_an_interval_places_the_card(self, app: App) -> None:
        bring_past(app, past((), due_day=40, interval_days=30))
        assert columns(app, CARD, "state", "due_day", "last_study_day", "reps") == (
            2,
            FIRST_DAY + 40,
            FIRST_DAY + 10,
            0,
        )
        assert columns(app, CARD, "stability") == (30.0,)
        assert standing(app)[0][0] == "placement"
        assert_caches_agree(app)

    def test_stability_and_difficulty_are_taken_over(self, app: App) -> None:
        bring_past(app, past((), due_day=40, interval_days=30, stability=44.5, difficulty=7.25))
        assert columns(app, CARD, "stability", "difficulty") == (44.5, 7.25)
        assert_caches_agree(app)

    def test_a_mere_due_date_keeps_a_new_card_away_until_then(self, app: App) -> None:
        bring_past(app, past((), due_day=100))
        assert columns(app, CARD, "state", "due_day") == (0, FIRST_DAY + 100)
        assert_caches_agree(app)

    def test_no_due_date_is_a_new_card(self, app: App) -> None:
        bring_past(app, past((), due_day=None))
        assert columns(app, CARD, "state", "due_day") == (0, None)
        assert value(app, "SELECT count(*) FROM review") == 0

    def test_the_same_file_again_changes_nothing(self, app: App, clock: FixedClock) -> None:
        cards = (past((), 40, interval_days=30), past((), 100))
        deck = a_deck(*(a_note(f"n{n}", "", "", card) for n, card in enumerate(cards)))
        bring(app, deck)
        before, log = content(app), review_log(app)
        clock.advance(days=1)
        assert bring(app, deck).changes.operation is None
        assert (content(app), review_log(app)) == (before, log)

    def test_what_was_studied_here_meanwhile_stays(self, app: App) -> None:
        bring_past(app, past((), 40, interval_days=30))
        answer(app, CARD)
        before = columns(app, CARD, "due_day", "stability")
        bring_past(app, past((), 41, interval_days=31))
        assert columns(app, CARD, "due_day", "stability") == before


class TestFlagsAndSuspension:
    """What else a package knows of a card, taken over when the card is new here."""

    def test_they_come_with_the_card(self, app: App) -> None:
        bring_past(app, past(suspended=True, flag=3))
        assert columns(app, CARD, "suspended", "queue", "flag", "state") == (1, -1, 3, 2)
        assert_caches_agree(app)

    def test_they_are_the_learner_s_from_then_on(self, app: App) -> None:
        bring_past(app, past(suspended=True, flag=3))
        app.study.suspend(CARD, on=False)
        app.study.flag(CARD, 0)
        bring_past(app, past(suspended=True, flag=3))
        assert columns(app, CARD, "suspended", "queue", "flag") == (0, 2, 0)

    def test_a_flag_that_there_is_not_is_none(self, app: App) -> None:
        bring_past(app, past(flag=99))
        assert columns(app, CARD, "flag") == (0,)

    def test_a_card_that_the_texts_do_not_ask_for_is_none(self, app: App) -> None:
        bring(app, a_deck(a_note("a", "", "", past(), past(key="t7"))))
        assert value(app, "SELECT count(*) FROM card WHERE note_id IN (SELECT id FROM note "
                          "WHERE namespace = 'anki')") == 1  # fmt: skip
        assert value(app, "SELECT count(*) FROM review") == 4


class TestUndo:
    """Undo takes the whole file back, its history too; redo and a new import bring it again."""

    def bring(self, app: App) -> None:
        cards = (past(), past(FORGOTTEN, 24), past((), 40, interval_days=30), past(due_day=None))
        bring(app, a_deck(*(a_note(f"n{n}", "", "", card) for n, card in enumerate(cards))))

    def test_nothing_is_left_of_it(self, app: App) -> None:
        before = content(app)
        self.bring(app)
        app.undo.undo()
        assert content(app) == before
        assert value(app, "SELECT count(*) FROM study_day WHERE reviews > 0") == 0
        assert_caches_agree(app)

    def test_redo_brings_it_again_any_number_of_times(self, app: App) -> None:
        self.bring(app)
        after = content(app)
        logged = [standing(app, card_id(f"n{n}")) for n in range(4)]
        for _ in range(3):
            app.undo.undo()
            app.undo.redo()
            assert content(app) == after
            assert [standing(app, card_id(f"n{n}")) for n in range(4)] == logged
            assert_caches_agree(app)
        app.undo.undo()
        assert value(app, "SELECT count(*) FROM study_day WHERE reviews > 0") == 0
        assert_caches_agree(app)

    def test_a_new_import_brings_it_again(self, app: App, clock: FixedClock) -> None:
        self.bring(app)
        logged = [standing(app, card_id(f"n{n}")) for n in range(4)]
        app.undo.undo()
        clock.advance(minutes=1)
        self.bring(app)
        assert [standing(app, card_id(f"n{n}")) for n in range(4)] == logged
        assert columns(app, card_id("n1"), "reps", "lapses", "queue") == (7, 1, 2)
        assert_caches_agree(app)
        app.undo.undo()
        assert value(app, "SELECT count(*) FROM study_day WHERE reviews > 0") == 0
        assert_caches_agree(app)
        app.undo.redo()
        assert [standing(app, card_id(f"n{n}")) for n in range(4)] == logged
        assert_caches_agree(app)

    def test_of_a_card_that_was_there_only_what_the_file_added_goes(self, app: App) -> None:
        bring_past(app, past())
        before = content(app)
        bring_past(app, past(FORGOTTEN, 24))
        after = content(app)
        for _ in range(2):
            app.undo.undo()
            assert content(app) == before
            assert_caches_agree(app)
            app.undo.redo()
            assert content(app) == after
            assert_caches_agree(app)

    def test_answers_given_before_and_after_are_taken_back_on_their_own(
        self, app: App, clock: FixedClock
    ) -> None:
        bring(app, a_deck(a_note("a")))
        answer(app, CARD)
        first = content(app)
        clock.advance(days=1)
        bring_past(app, past())
        clock.advance(days=1)
        second = content(app)
        answer(app, CARD)
        app.undo.undo()
        assert content(app) == second
        app.undo.undo()
        assert content(app) == first
        assert_caches_agree(app)


@pytest.mark.parametrize("seed", range(4))
def test_any_history_is_cached_as_it_is_replayed(app: App, seed: int) -> None:
    dice = random.Random(seed)
    kinds = [ReviewKind.REVIEW] * 12 + [ReviewKind.CRAM, ReviewKind.RESET, ReviewKind.MANUAL]
    notes = []
    for number in range(120):
        day, reviews = dice.uniform(0, 20), []
        for _ in range(dice.randrange(9)):
            kind = dice.choice(kinds)
            interval = dice.choice([None, 1 / 1_440, 0.1, 1, 3, 40]) if dice.random() < 0.3 else 4
            if kind in (ReviewKind.REVIEW, ReviewKind.CRAM):
                row = review(day, dice.randint(1, 4), interval)
                reviews.append(ReviewRow(row.time_ms, row.rating, kind, 1, row.interval_s))
            else:
                reviews.append(event(day, kind, interval))
            day += dice.choice([0.001, 0.3, 1, 6])
        due_day = dice.choice([None, day + dice.uniform(-3, 60)])
        notes.append(a_note(f"n{number}", "", "", past(tuple(reviews), due_day)))
    bring(app, a_deck(*notes))
    assert_caches_agree(app)
    before = content(app)
    assert bring(app, a_deck(*notes)).changes.operation is None
    app.undo.undo()
    app.undo.redo()
    assert content(app) == before
    assert_caches_agree(app)
