"""Where the learner stands on a road."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import NotFoundError
from tests.services.factories import answer, card, import_path, import_text, learn, value


class TestView:
    """A road with its stages and topics."""

    def test_what_it_tells(self, app: App, clock: FixedClock) -> None:
        answer(app, card("variable"))
        view = app.roadmaps.view()
        assert view.title == "Small road"
        assert view.tips == ("Read the plan of a slow query", "Commit small steps")
        first, second, third = view.stages
        assert (first.number, first.title, first.goal) == (1, "Basics", "Know the words.")
        assert (first.cards, first.seen, first.mastery) == (9, 1, 0.0)
        assert [(topic.title, topic.cards) for topic in first.topics] == [
            ("Variables", 7),
            ("Loops", 2),
        ]
        assert (second.unlocked, second.optional) == (False, False)
        assert third.optional

    def test_a_road_is_found_by_its_name(self, app: App) -> None:
        assert app.roadmaps.view("SMALL ROAD") == app.roadmaps.view()

    def test_an_undone_road_is_not(self, app: App) -> None:
        import_text(app, "# Mine\n\n1. One\n   - Joins\n2. Two\n   - Loops\n", "road.md")
        app.undo.undo()
        with pytest.raises(NotFoundError, match=r"'Mine'\. There are: Small road\."):
            app.roadmaps.view("Mine")

    def test_without_any_road_it_says_what_to_do(self, app: App) -> None:
        with app.database.write("setup", "Empty") as operation:
            operation.execute("UPDATE roadmap SET deleted_by = 1, active = 0")
        with pytest.raises(NotFoundError, match="no roadmap yet"):
            app.roadmaps.view()
        assert app.library.today().stages == ()
        assert app.study.next_card(app.study.start()).card is None

    def test_suspended_cards_and_other_tracks_are_left_out(
        self, app: App, clock: FixedClock
    ) -> None:
        app.study.suspend(card("variable"))
        app.library.set("track", "go")
        assert app.roadmaps.view().stages[0].cards == 7

    def test_mastery_of_a_topic(self, app: App, clock: FixedClock) -> None:
        for name in ("while", "break"):
            learn(app, clock, card(name))
            for _ in range(4):
                clock.advance(days=60)
                answer(app, card(name), Rating.EASY)
        loops = app.roadmaps.view().stages[0].topics[1]
        assert loops.mastery == 1.0


class TestTheSeedRoadmap:
    """The road that ships has the titles, the goals and the order of its file."""

    def test_stage_numbers_and_order(self, built_in_app: App) -> None:
        titles = [stage.title for stage in built_in_app.roadmaps.view().stages]
        assert titles[0] == "Programming Language"
        assert titles[-1] == "Soft Skills & Projects"
        assert len(set(titles)) == 10

    def test_each_listed_topic_has_cards(self, built_in_app: App) -> None:
        empty = value(
            built_in_app,
            "SELECT count(*) FROM stage_topic st WHERE NOT EXISTS (SELECT 1 FROM topic_link l "
            "JOIN card c ON c.topic_id = l.topic_id WHERE l.stage_topic_id = st.id)",
        )
        assert empty == 0

    def test_every_card_is_on_the_road(self, built_in_app: App) -> None:
        lost = value(
            built_in_app,
            "SELECT count(*) FROM card WHERE topic_id IS NULL "
            "OR topic_id NOT IN (SELECT topic_id FROM topic_link)",
        )
        assert lost == 0

    def test_the_file_on_its_own_is_adopted(self, built_in_app: App) -> None:
        from flashcards.paths import decks_path

        report = import_path(built_in_app, decks_path() / "backend" / "roadmap.md")
        assert report.changes.operation is None
