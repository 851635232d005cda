"""The scheduler that a library's settings make."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError
from flashcards.services.scheduling.schedulers import SchedulerSource
from tests.services.factories import answer, card, columns, import_text, learn, own_deck, today

VARIABLE = card("variable")


class TestSettingsMakeTheScheduler:
    """A changed setting counts from the next card on."""

    def test_it_is_made_anew_only_when_a_setting_changed(self, app: App) -> None:
        source = SchedulerSource()
        with app.database.read() as reader:
            first = source.scheduler(reader)
            assert source.scheduler(reader) is first
        app.library.set("retention", "0.8")
        with app.database.read() as reader:
            second = source.scheduler(reader)
        assert second is not first
        assert second.config.desired_retention == 0.8

    def test_a_lower_retention_makes_longer_intervals(self, app: App, clock: FixedClock) -> None:
        app.library.set("fuzz", "off")
        before = app.study.card(VARIABLE).intervals
        app.library.set("retention", "0.7")
        after = app.study.card(VARIABLE).intervals
        assert before is not None
        assert after is not None
        assert after[Rating.EASY] > before[Rating.EASY]

    def test_other_steps_count_at_once(self, app: App) -> None:
        app.library.set("learning_steps", "3m 2h")
        intervals = app.study.card(VARIABLE).intervals
        assert intervals is not None
        assert intervals[Rating.AGAIN] == 180
        assert intervals[Rating.GOOD] == 7_200

    def test_without_steps_a_new_card_waits_for_days(self, app: App) -> None:
        app.library.set("learning_steps", "")
        intervals = app.study.card(VARIABLE).intervals
        assert intervals is not None
        assert min(intervals.values()) >= 86_400

    def test_the_longest_interval_is_kept(self, app: App, clock: FixedClock) -> None:
        app.library.set("maximum_interval", "3")
        assert answer(app, VARIABLE, Rating.EASY).outcome.interval_s == 3 * 86_400

    @pytest.mark.parametrize(
        ("key", "text"),
        [
            ("parameters", "1 2 3"),
            ("parameters", "0.4 " * 21),
            ("retention", "0.5"),
            ("learning_steps", "1d"),
            ("easy_days", "1 1 1"),
        ],
    )
    def test_what_the_scheduler_refuses_is_not_kept(self, app: App, key: str, text: str) -> None:
        before = app.library.setting(key).value
        with pytest.raises(InvalidValueError):
            app.library.set(key, text)
        assert app.library.setting(key).value == before
        answer(app, VARIABLE)

    def test_a_zone_of_its_own(self, app: App, clock: FixedClock) -> None:
        with app.database.read() as reader:
            here = SchedulerSource(UTC).calendar(reader).day(clock.now_ms())
            west = SchedulerSource(timezone(timedelta(hours=-8))).calendar(reader)
        assert west.day(clock.now_ms()) == here - 1


class TestLoad:
    """Lighter days are preferred within the fuzz."""

    def test_it_counts_what_is_due_each_day(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, VARIABLE, card("while"))
        app.study.suspend(card("while"))
        day = columns(app, VARIABLE, "due_day")[0]
        with app.database.read() as reader:
            load = SchedulerSource().load(reader, card("break"), 1)
            assert load.counts.get(day, 0) == 1
            assert load.counts[day + 400] == 0
            assert load.sibling_days == frozenset()

    def test_it_knows_the_days_of_siblings(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("scopes", "c1"))
        day, note_id = columns(app, card("scopes", "c1"), "due_day", "note_id")
        with app.database.read() as reader:
            load = SchedulerSource().load(reader, card("scopes", "c2"), note_id)
        assert load.sibling_days == {day}

    def test_many_cards_learned_at_once_come_back_on_several_days(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, own_deck(30))
        cards = [card(f"n{number}", namespace="own") for number in range(1, 31)]
        learn(app, clock, *cards)
        days = [columns(app, card_id, "due_day")[0] for card_id in cards]
        spread = {day: days.count(day) for day in days}
        assert len(spread) >= 3
        assert max(spread.values()) - min(spread.values()) <= 2

    def test_a_day_that_is_kept_free_stays_free(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(20))
        easy = ["1"] * 7
        free = (today(clock) + 8 + 3) % 7  # 1970-01-01 was a Thursday
        easy[free] = "0"
        app.library.set("easy_days", " ".join(easy))
        for number in range(1, 21):
            answer(app, card(f"n{number}", namespace="own"), Rating.EASY)
            day = columns(app, card(f"n{number}", namespace="own"), "due_day")[0]
            assert (day + 3) % 7 != free
