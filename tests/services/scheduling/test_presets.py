"""Presets: some stages and decks are studied by settings of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.studying.day_queue import SessionFilter
from flashcards.storage.preset_rows import LIBRARY
from tests.services.conftest import OpenApp
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    import_text,
    learn,
    own_deck,
    rows,
    session_cards,
    value,
)

OTHER_PARAMETERS = " ".join(f"{each * 1.1:.6g}" for each in DEFAULT_PARAMETERS)
INDEX = card("index-cost")


def deck(app: App, name: str) -> int:
    return int(value(app, "SELECT id FROM deck WHERE name = :name", name=name))


def stage(app: App, number: int) -> int:
    return int(value(app, "SELECT id FROM stage WHERE number = :number", number=number))


def given(
    app: App, name: str = "Slow", *, decks: Sequence[int] = (), stages: Sequence[int] = ()
) -> int:
    """A preset that these decks and stages follow."""
    preset = app.presets.add(name).id
    app.presets.assign(preset, decks=decks, stages=stages)
    return preset


def interval(app: App, card_id: int, rating: Rating = Rating.EASY) -> int | None:
    intervals = app.study.card(card_id).intervals
    return None if intervals is None else intervals[rating]


@pytest.fixture
def old_card(app: App, clock: FixedClock) -> int:
    """A card of stage 2 that was answered on three days."""
    for _ in range(3):
        answer(app, INDEX, Rating.EASY)
        clock.advance(days=20)
    return INDEX


class TestMaking:
    """New, rename, duplicate, delete; each undone in one step."""

    def test_a_new_one_is_as_the_library_and_nothing_follows_it(self, app: App) -> None:
        app.presets.add("Exam")
        (view,) = app.presets.presets()
        assert (view.name, view.cards, view.decks, view.stages) == ("Exam", 0, (), ())
        assert not any(line.own for line in view.lines)
        shown = {line.line.setting.key: line.line.value for line in view.lines}
        assert shown == {key: app.library.setting(key).value for key in shown}

    def test_names_are_one_each(self, app: App) -> None:
        app.presets.add("Exam")
        for name in ("exam", "  EXAM ", "", "  ", "x" * 61):
            with pytest.raises(InvalidValueError):
                app.presets.add(name)
        assert app.presets.find(" EXAM ") == app.presets.presets()[0].id
        with pytest.raises(NotFoundError, match="There are: Exam"):
            app.presets.find("Other")

    def test_a_copy_has_what_it_copies_and_a_name_of_its_own(self, app: App) -> None:
        preset = app.presets.add("Exam").id
        app.presets.set(preset, "retention", "0.95")
        copy = app.presets.duplicate(preset)
        app.presets.duplicate(preset)
        assert [view.name for view in app.presets.presets()] == ["Exam", "Exam 2", "Exam 3"]
        line = app.presets.preset(copy.id).lines[0]
        assert (line.line.value, line.own) == ("0.95", True)

    def test_each_step_is_undone_and_done_again(self, app: App) -> None:
        states = [preset_rows(app)]
        preset = app.presets.add("Exam").id
        states.append(preset_rows(app))
        app.presets.rename(preset, "Interview")
        states.append(preset_rows(app))
        app.presets.set(preset, "new_per_day", "3")
        states.append(preset_rows(app))
        app.presets.assign(preset, decks=[deck(app, "Storage")], stages=[stage(app, 1)])
        states.append(preset_rows(app))
        app.presets.delete(preset)
        states.append(preset_rows(app))
        for before in states[-2::-1]:
            app.undo.undo()
            assert preset_rows(app) == before
        for after in states[1:]:
            app.undo.redo()
            assert preset_rows(app) == after

    def test_what_is_gone_cannot_be_changed(self, app: App) -> None:
        preset = app.presets.add("Exam").id
        app.presets.delete(preset)
        works: tuple[Callable[[], object], ...] = (
            lambda: app.presets.rename(preset, "x"),
            lambda: app.presets.set(preset, "retention", "0.9"),
            lambda: app.presets.assign(preset, decks=[deck(app, "Storage")]),
            lambda: app.presets.delete(preset),
            lambda: app.presets.assign(LIBRARY, stages=[12345]),
        )
        for work in works:
            with pytest.raises(NotFoundError):
                work()

    def test_a_setting_is_checked_and_some_are_of_the_whole_library(self, app: App) -> None:
        preset = app.presets.add("Exam").id
        with pytest.raises(InvalidValueError, match="out of bounds"):
            app.presets.set(preset, "retention", "0.5")
        with pytest.raises(InvalidValueError, match="parameters"):
            app.presets.set(preset, "parameters", "1 2 3")
        with pytest.raises(InvalidValueError, match="of the whole library"):
            app.presets.set(preset, "rollover_hour", "5")
        assert not any(line.own for line in app.presets.preset(preset).lines)

    def test_what_is_not_its_own_follows_the_library(self, app: App) -> None:
        preset = app.presets.add("Exam").id
        app.presets.set(preset, "retention", "0.8")
        app.library.set("retention", "0.95")
        app.library.set("maximum_interval", "100")
        values = {
            line.line.setting.key: line.line.value for line in app.presets.preset(preset).lines
        }
        assert (values["retention"], values["maximum_interval"]) == ("0.8", "100")
        app.presets.set(preset, "retention", None)
        assert app.presets.preset(preset).lines[0].line.value == "0.95"


def preset_rows(app: App) -> list[list[tuple[object, ...]]]:
    return [
        [row[:3] for row in rows(app, "SELECT name, settings, deleted_by IS NULL FROM preset "
                                      "WHERE deleted_by IS NULL")],
        rows(app, "SELECT id FROM deck WHERE preset_id IS NOT NULL AND (SELECT deleted_by FROM "
                  "preset WHERE id = preset_id) IS NULL"),
        rows(app, "SELECT id FROM stage WHERE preset_id IS NOT NULL AND (SELECT deleted_by FROM "
                  "preset WHERE id = preset_id) IS NULL"),
    ]  # fmt: skip


class TestWhoFollows:
    """A card follows its deck's preset, then its stage's, then the library."""

    def test_a_deck_and_those_nested_in_it(self, app: App) -> None:
        import_text(app, own_deck(2, title="Own"))
        import_text(
            app,
            own_deck(2, title="Own::Below", first=3).replace("namespace: own", "namespace: below"),
        )
        preset = given(app, decks=[deck(app, "Own")])
        assert app.presets.preset(preset).cards == 4
        nearer = given(app, "Nearer", decks=[deck(app, "Own::Below")])
        assert (app.presets.preset(preset).cards, app.presets.preset(nearer).cards) == (2, 2)

    def test_a_stage(self, app: App) -> None:
        app.library.set("fuzz", "off")
        preset = given(app, stages=[stage(app, 2)])
        view = app.presets.preset(preset)
        assert view.stages == ("2 Storage",)
        app.presets.set(preset, "maximum_interval", "5")
        assert interval(app, INDEX) == 5 * 86_400
        assert interval(app, card("variable")) != 5 * 86_400

    def test_a_deck_comes_before_a_stage(self, app: App) -> None:
        app.library.set("fuzz", "off")
        short = given(app, "Short", stages=[stage(app, 2)])
        app.presets.set(short, "maximum_interval", "5")
        long = given(app, "Long", decks=[deck(app, "Storage")])
        app.presets.set(long, "maximum_interval", "7")
        assert interval(app, INDEX) == 7 * 86_400
        app.presets.delete(long)
        assert interval(app, INDEX) == 5 * 86_400
        app.presets.assign(LIBRARY, stages=[stage(app, 2)])
        assert app.presets.preset(short).cards == 0


class TestScheduling:
    """Answers, memory and due dates follow the preset of the card."""

    def test_the_answer_is_what_the_preview_said(self, app: App) -> None:
        preset = given(app, decks=[deck(app, "Storage")])
        app.presets.set(preset, "retention", "0.7")
        app.presets.set(preset, "learning_steps", "")
        told = interval(app, INDEX, Rating.GOOD)
        outcome = answer(app, INDEX).outcome
        assert outcome.interval_s == told
        assert told >= 86_400
        assert answer(app, card("variable")).outcome.interval_s < 86_400
        assert_caches_agree(app)

    def test_other_parameters_change_the_memory_of_its_cards_alone(
        self, app: App, clock: FixedClock, old_card: int
    ) -> None:
        learn(app, clock, card("variable"))
        before = {each: memory(app, each) for each in (old_card, card("variable"))}
        preset = given(app, stages=[stage(app, 2)])
        assert memory(app, old_card) == before[old_card]
        app.presets.set(preset, "parameters", OTHER_PARAMETERS)
        assert memory(app, old_card)[0] != before[old_card][0]
        assert memory(app, old_card)[2] == before[old_card][2]  # due dates stay
        assert memory(app, card("variable")) == before[card("variable")]
        assert_caches_agree(app)
        assert app.maintenance.check().ok
        for _ in range(3):
            app.undo.undo()
        assert memory(app, old_card) == pytest.approx(before[old_card])

    def test_it_is_as_if_the_whole_library_had_its_settings(self, app: App, old_card: int) -> None:
        app.library.set("parameters", OTHER_PARAMETERS)
        wanted = memory(app, old_card)
        app.undo.undo()
        preset = given(app, decks=[deck(app, "Storage")])
        app.presets.set(preset, "parameters", OTHER_PARAMETERS)
        assert memory(app, old_card) == pytest.approx(wanted)

    def test_repair_and_the_next_start_keep_it(self, open_app: OpenApp, clock: FixedClock) -> None:
        app = open_app()
        answer(app, INDEX, Rating.EASY)
        preset = given(app, stages=[stage(app, 2)])
        app.presets.set(preset, "parameters", OTHER_PARAMETERS)
        wanted = memory(app, INDEX)
        app.maintenance.repair()
        assert memory(app, INDEX) == pytest.approx(wanted)
        app.close()
        assert memory(open_app(), INDEX) == pytest.approx(wanted)

    def test_giving_it_to_a_deck_and_moving_cards_there_are_the_same(
        self, app: App, old_card: int
    ) -> None:
        import_text(app, own_deck(1))
        preset = given(app, decks=[deck(app, "Own")])
        app.presets.set(preset, "parameters", OTHER_PARAMETERS)
        before = content(app)
        app.bulk.move([old_card], deck(app, "Own"), None)
        moved = memory(app, old_card)
        assert_caches_agree(app)
        app.undo.undo()
        assert content(app) == before
        assert_caches_agree(app)
        app.presets.assign(preset, decks=[deck(app, "Storage")])
        assert memory(app, old_card) == pytest.approx(moved)

    def test_rescheduling_follows_it(self, app: App, clock: FixedClock, old_card: int) -> None:
        assert app.rescheduling.preview().moved == 0
        preset = given(app, stages=[stage(app, 2)])
        app.presets.set(preset, "retention", "0.97")
        preview = app.rescheduling.preview()
        assert set(preview.days) == {old_card}
        assert preview.sooner == 1
        app.presets.set(preset, "retention", None)
        app.library.set("retention", "0.97")
        assert app.rescheduling.preview().days == preview.days

    def test_an_imported_history_follows_it(self, app: App) -> None:
        import_text(app, own_deck(2))
        preset = given(app, decks=[deck(app, "Own")])
        app.presets.set(preset, "parameters", OTHER_PARAMETERS)
        answer(app, card("n1", namespace="own"), Rating.EASY)
        assert_caches_agree(app)

    def test_placing_out_follows_it(self, app: App) -> None:
        preset = given(app, stages=[stage(app, 2)])
        app.presets.set(preset, "retention", "0.97")
        app.presets.set(preset, "parameters", OTHER_PARAMETERS)
        test = app.placement.draw(stage(app, 2))
        assert app.placement.finish(test, test.card_ids).passed
        assert_caches_agree(app)


def memory(app: App, card_id: int) -> tuple[object, ...]:
    return columns(app, card_id, "stability", "difficulty", "due_day", "mastered_until_ms")


class TestSessions:
    """Limits within the library's, and a deck or stage of one preset by that preset's."""

    @pytest.fixture
    def own(self, app: App) -> int:
        """Twenty cards of the learner's own, three of which a day may be new."""
        import_text(app, own_deck(20))
        app.library.set("new_per_day", "10")
        preset = given(app, decks=[deck(app, "Own")])
        app.presets.set(preset, "new_per_day", "3")
        return preset

    def own_cards(self, app: App, cards: list[int]) -> int:
        mine = {
            row[0]
            for row in rows(app, "SELECT id FROM card WHERE deck_id = :deck", deck=deck(app, "Own"))
        }
        return len(mine.intersection(cards))

    def test_new_cards_of_it_come_as_many_as_it_allows(self, app: App, own: int) -> None:
        cards = session_cards(app)
        assert (len(cards), self.own_cards(app, cards)) == (10, 3)
        assert app.library.today().new == 10

    def test_what_was_learned_today_counts(self, app: App, own: int) -> None:
        mine = [each for each in session_cards(app) if self.own_cards(app, [each])]
        for each in mine[:2]:
            answer(app, each, Rating.EASY)
        assert self.own_cards(app, session_cards(app)) == 1
        app.undo.undo()
        assert self.own_cards(app, session_cards(app)) == 2

    def test_a_session_on_its_deck_has_its_limit(self, app: App, own: int) -> None:
        assert len(session_cards(app, deck="Own")) == 3
        app.presets.set(own, "new_per_day", "15")
        assert len(session_cards(app, deck="Own")) == 15
        assert self.own_cards(app, session_cards(app)) <= 10

    def test_tomorrow_has_its_own_three(self, app: App, own: int) -> None:
        app.study.start(SessionFilter())
        assert app.library.today().tomorrow >= 3

    def test_reviews_of_it_are_limited(self, app: App, clock: FixedClock, own: int) -> None:
        mine = [
            row[0]
            for row in rows(app, "SELECT id FROM card WHERE deck_id = :deck", deck=deck(app, "Own"))
        ]
        learn(app, clock, *mine)
        clock.advance(days=60)
        app.library.set("new_per_day", "0")
        assert len(session_cards(app)) == 20
        app.presets.set(own, "reviews_per_day", "4")
        assert len(session_cards(app)) == 4

    def test_a_preset_that_sets_nothing_changes_nothing(self, app: App) -> None:
        before = session_cards(app)
        given(app, stages=[stage(app, 1)], decks=[deck(app, "Storage")])
        assert session_cards(app) == before


class TestOrder:
    """In which order reviews come, and where new cards."""

    @pytest.fixture
    def due(self, app: App, clock: FixedClock) -> list[int]:
        """Four cards: the later the less overdue and the less stable."""
        cards = [card(name) for name in ("variable", "constant", "while", "break")]
        for number, each in enumerate(cards):
            answer(app, each, Rating.EASY if number % 2 else Rating.GOOD)
            answer(app, each, Rating.GOOD)
            clock.advance(days=1)
        clock.advance(days=60)
        return cards

    def test_longest_due_first(self, app: App, due: list[int]) -> None:
        app.library.set("new_per_day", "0")
        app.library.set("review_order", "due")
        days = [columns(app, each, "due_day")[0] for each in session_cards(app)]
        assert len(days) == 4
        assert days == sorted(days)

    def test_weakest_first(self, app: App, due: list[int]) -> None:
        app.library.set("new_per_day", "0")
        app.library.set("review_order", "weakest")
        recalls = [app.study.information(each).recall for each in session_cards(app)]
        assert recalls == sorted(recalls, key=lambda recall: recall or 0)

    @pytest.mark.parametrize(("place", "new_first"), [("first", True), ("last", False)])
    def test_new_cards_before_or_after(
        self, app: App, due: list[int], place: str, new_first: bool
    ) -> None:
        app.library.set("new_place", place)
        states = [columns(app, each, "state")[0] for each in session_cards(app)]
        assert states == sorted(states, reverse=not new_first)
        assert {0, 2} <= set(states)

    def test_a_stage_has_the_order_of_its_preset(self, app: App, due: list[int]) -> None:
        preset = given(app, stages=[stage(app, 1)])
        app.presets.set(preset, "new_place", "last")
        cards = session_cards(app, stage_ids=frozenset({stage(app, 1)}))
        states = [columns(app, each, "state")[0] for each in cards]
        assert states == sorted(states, reverse=True)
