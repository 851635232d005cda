"""A roadmap brought in: matched to the cards that there are, the rest as drafts."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.formats.rows import ImportRows, RoadmapRows, RoadmapTopicRow, StageRow
from flashcards.services.importing.files import SourceFile
from flashcards.services.importing.report import ImportReport
from tests.services.factories import (
    ROADMAP,
    STORAGE,
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    import_text,
    learn,
    make_due,
    operations,
    rows,
    session_cards,
    value,
)

COOKING = "How to cook an egg"


def stage(number: int, title: str, *topics: str, source_id: str | None = None) -> StageRow:
    listed = tuple(RoadmapTopicRow(topic, line=number * 10 + n) for n, topic in enumerate(topics))
    return StageRow(number, title, source_id, goal=f"Goal of {title}", topics=listed, line=number)


def bring(app: App, *stages: StageRow, title: str = "My road", **facts: object) -> ImportReport:
    roadmap = RoadmapRows(title, tuple(stages), **facts)  # type: ignore[arg-type]
    rows = ImportRows("roadmap", roadmaps=(roadmap,))
    return app.importing.run(SourceFile("road.md", rows=rows))


SAME = (
    stage(1, "First steps", "Variables", "Loops"),
    stage(2, "Data", "Indexes", "Joins"),
    stage(3, "Helpers", "Git"),
)
OTHER = (stage(1, "Storage", "Joins", COOKING), stage(2, "Basics", "Variables"))


def road(app: App) -> list[tuple[int, str]]:
    """Number and title of each stage of the active road."""
    return [(line.number, line.title) for line in app.roadmaps.view().stages]


class TestTheRoadThatThereIs:
    """A roadmap whose topics are those of the library's is that one."""

    def test_it_is_adopted(self, app: App) -> None:
        report = bring(app, *SAME)
        assert report.roadmap is not None
        assert report.roadmap.adopted
        assert [line.title for line in report.roadmap.stages] == ["First steps", "Data", "Helpers"]
        assert value(app, "SELECT count(*) FROM roadmap") == 1
        assert road(app) == [(1, "Basics"), (2, "Storage"), (3, "Tools")]

    def test_adopting_it_changes_nothing(self, app: App) -> None:
        before, count = content(app), operations(app)
        assert bring(app, *SAME).changes.operation is None
        assert (content(app), operations(app)) == (before, count)

    def test_it_keeps_its_tips_where_the_file_has_none(self, app: App) -> None:
        tips = app.roadmaps.view().tips
        assert len(tips) == 2
        bring(app, *SAME, order=("Basics", "Storage", "Tools"))
        assert app.roadmaps.view().tips == tips
        assert app.roadmaps.view().order == ("Basics", "Storage", "Tools")
        bring(app, *SAME, tips=("Sleep well",))
        assert app.roadmaps.view().tips == ("Sleep well",)

    def test_another_order_is_another_road(self, app: App) -> None:
        report = bring(app, *reversed(SAME))
        assert report.roadmap is not None
        assert not report.roadmap.adopted
        assert road(app)[0] == (3, "Helpers")

    def test_its_own_file_changes_nothing(self, app: App) -> None:
        before, count = content(app), operations(app)
        assert import_text(app, ROADMAP, "roadmap.md").changes.operation is None
        assert (content(app), operations(app)) == (before, count)


class TestAnotherRoad:
    """What the bank covers comes with its cards, what it lacks as drafts."""

    def test_the_matched_topics_bring_their_cards(self, app: App) -> None:
        bring(app, *OTHER)
        first = app.roadmaps.view().stages[0]
        assert [(topic.title, topic.cards) for topic in first.topics] == [
            ("Joins", 2),
            (COOKING, 0),
            ("Indexing", 2),
        ]
        assert set(session_cards(app)) == {
            card(name) for name in ("inner-join", "left-join", "index-purpose", "index-cost")
        }

    def test_a_matched_stage_brings_the_further_topics_of_the_bank(self, app: App) -> None:
        bring(app, *OTHER)
        titles = [[topic.title for topic in line.topics] for line in app.roadmaps.view().stages]
        assert titles == [["Joins", COOKING, "Indexing"], ["Variables", "Loops"]]

    def test_an_uncovered_topic_becomes_drafts_that_are_never_asked(self, app: App) -> None:
        report = bring(app, *OTHER)
        assert (report.notes_added, report.decks) == (3, ("My road::Storage",))
        drafts = rows(app, "SELECT id, queue FROM card WHERE queue = -2")
        assert len(drafts) == 3
        assert all(COOKING in app.study.card(draft).question for draft, _ in drafts)
        app.library.set("new_per_day", "100")
        assert not {draft for draft, _ in drafts} & set(session_cards(app))

    def test_a_draft_that_was_filled_in_survives_the_roadmap(self, app: App) -> None:
        from dataclasses import replace

        bring(app, *OTHER)
        (draft, note_id) = rows(app, "SELECT id, note_id FROM card WHERE queue = -2")[0]
        edit = app.study.note(note_id)
        app.study.edit(replace(edit, fields=replace(edit.fields, answer="Slowly.")))
        assert bring(app, *OTHER).changes.operation is None
        assert columns(app, draft, "queue") == (0,)

    def test_the_second_import_changes_nothing(self, app: App, clock: FixedClock) -> None:
        bring(app, *OTHER)
        before, count = content(app), operations(app)
        clock.advance(days=1)
        report = bring(app, *OTHER)
        assert report.changes.operation is None
        assert (report.notes_added, report.notes_unchanged) == (0, 3)
        assert (content(app), operations(app)) == (before, count)

    def test_the_report_is_what_the_road_has(self, app: App) -> None:
        report = bring(app, *OTHER, choices=("python", "node"), tips=("Sleep",))
        assert report.roadmap is not None
        assert (report.format, report.roadmap.title) == ("roadmap", "My road")
        first = report.roadmap.stages[0]
        assert (first.number, first.title, first.goal) == (1, "Storage", "Goal of Storage")
        assert (first.topics, first.cards) == (("Joins", COOKING), 4)
        assert (report.roadmap.choices, report.roadmap.tips) == (("python", "node"), ("Sleep",))

    def test_a_preview_writes_nothing_and_says_the_same(self, app: App) -> None:
        before, count = content(app), operations(app)
        rows = ImportRows("roadmap", roadmaps=(RoadmapRows("My road", OTHER),))
        source = SourceFile("road.md", rows=rows)
        promised = app.importing.preview(source).report
        assert (content(app), operations(app)) == (before, count)
        done = app.importing.run(source)
        assert promised.roadmap == done.roadmap
        assert (promised.notes_added, promised.cards_added) == (done.notes_added, done.cards_added)

    def test_a_stage_that_the_file_has_no_more_goes(self, app: App) -> None:
        bring(app, *OTHER)
        bring(app, OTHER[0])
        assert road(app) == [(1, "Storage")]
        app.undo.undo()
        assert road(app) == [(1, "Storage"), (2, "Basics")]

    def test_a_topic_that_gets_cards_later_is_matched_then(self, app: App) -> None:
        bring(app, *OTHER)
        text = f"---\ntitle: Kitchen\nnamespace: k\n---\n## {COOKING}\n### When? {{#w}}\n\nSoon.\n"
        import_text(app, text)
        report = bring(app, *OTHER)
        assert report.decks == ()
        first = app.roadmaps.view().stages[0]
        assert [(topic.title, topic.cards) for topic in first.topics][1] == (COOKING, 1)


class TestOddRoads:
    """What people write: titles twice, numbers twice, a name that is taken."""

    def test_two_stages_of_one_title_stay_two(self, app: App) -> None:
        bring(app, stage(1, "Project", "Joins"), stage(2, "Project", "Loops"))
        assert road(app) == [(1, "Project"), (2, "Project")]
        lines = app.roadmaps.view().stages
        assert [line.topics[0].title for line in lines] == ["Joins", "Loops"]
        assert bring(app, stage(1, "Project", "Joins"), stage(2, "Project", "Loops")).changes == (
            type(app.study.flag(card("variable"), 0))()
        )

    def test_two_stages_of_one_number_are_opened_each_on_its_own(self, app: App) -> None:
        bring(app, stage(1, "One", "Joins"), stage(2, "Two", "Loops"), stage(2, "Three", "Git"))
        third = app.roadmaps.view().stages[2]
        app.roadmaps.open_stage_by_id(third.id)
        assert [line.unlocked for line in app.roadmaps.view().stages] == [True, False, True]

    def test_an_uncovered_topic_in_two_stages_has_drafts_in_both(self, app: App) -> None:
        stages = (stage(1, "One", COOKING, "Joins"), stage(2, "Two", COOKING))
        assert bring(app, *stages).notes_added == 6
        count = operations(app)
        assert bring(app, *stages).changes.operation is None
        assert operations(app) == count
        found = rows(app, "SELECT deck_id, count(*) FROM card WHERE queue = -2 GROUP BY deck_id")
        assert [number for _, number in found] == [3, 3]

    def test_a_topic_twice_in_a_stage_counts_once_and_is_told(self, app: App) -> None:
        stages = (stage(1, "One", COOKING, "Joins", "joins", COOKING.upper()),)
        report = bring(app, *stages)
        assert [warning.line for warning in report.warnings] == [12, 13]
        assert report.roadmap is not None
        assert report.notes_added == 3
        assert len(app.roadmaps.view().stages[0].topics) == 2
        assert bring(app, *stages).changes.operation is None

    def test_a_title_that_is_the_id_of_the_built_in_road_is_another_road(self, app: App) -> None:
        bring(app, *OTHER, title="Small")
        assert value(app, "SELECT count(*) FROM roadmap") == 2
        names = {line[0] for line in rows(app, "SELECT title FROM roadmap")}
        assert names == {"Small road", "Small"}

    def test_an_id_of_another_namespace_says_nothing(self, app: App) -> None:
        foreign = RoadmapTopicRow("Message queues", source_id="loops")
        bring(app, StageRow(1, "Brokers", topics=(foreign,)), source_id="mine")
        (topic,) = app.roadmaps.view().stages[0].topics
        assert (topic.title, topic.cards) == ("Message queues", 0)

    def test_an_order_line_that_disagrees_is_told(self, app: App) -> None:
        report = bring(app, *OTHER, order=("Storage", "Basics", "Tools"))
        assert any("3 steps" in warning.message for warning in report.warnings)


class TestTwoRoads:
    """Roads share cards; one of them is walked."""

    def test_a_card_has_one_schedule_whatever_road_shows_it(
        self, app: App, clock: FixedClock
    ) -> None:
        learn(app, clock, card("inner-join"))
        before = columns(app, card("inner-join"), "due_day", "reps", "stability")
        bring(app, *OTHER)
        assert columns(app, card("inner-join"), "due_day", "reps", "stability") == before
        make_due(app, card("inner-join"), clock)
        assert card("inner-join") in session_cards(app)

    def test_importing_a_road_makes_it_the_active_one(self, app: App) -> None:
        bring(app, *OTHER)
        assert app.roadmaps.view().title == "My road"
        assert app.roadmaps.view("small ROAD").title == "Small road"
        import_text(app, ROADMAP, "roadmap.md")
        assert app.roadmaps.view().title == "Small road"

    def test_undo_brings_the_former_road_back(self, app: App) -> None:
        before = content(app)
        bring(app, *OTHER)
        after = content(app)
        app.undo.undo()
        assert app.roadmaps.view().title == "Small road"
        assert content(app) == before
        app.undo.redo()
        assert content(app) == after
        assert app.roadmaps.view().title == "My road"

    def test_an_undone_road_comes_back_with_the_next_import(self, app: App) -> None:
        bring(app, *OTHER)
        after = content(app)
        app.undo.undo()
        bring(app, *OTHER)
        again = content(app)
        titles = [[line["title"] for line in state["stage"]] for state in (again, after)]
        assert titles[0] == titles[1]
        assert len(again["card"]) == len(after["card"])
        assert app.roadmaps.view().title == "My road"
        assert_caches_agree(app)

    def test_progress_on_one_road_counts_on_the_other(self, app: App, clock: FixedClock) -> None:
        bring(app, *OTHER)
        answer(app, card("inner-join"))
        seen = {line.title: line.seen for line in app.roadmaps.view("Small road").stages}
        assert seen["Storage"] == 1


class TestDecksOnTheRoad:
    """A deck names the stage that it belongs to."""

    EXTRA = (
        "---\ntitle: Slow queries\nnamespace: slow\nroadmap: small\nstage: 2\n---\n"
        "## Plans {#plans}\n### What does EXPLAIN show? {#explain}\n\nThe plan.\n"
    )

    def topics(self, app: App, number: int) -> list[str]:
        return [topic.title for topic in app.roadmaps.view().stages[number - 1].topics]

    def test_its_topics_join_the_stage(self, app: App) -> None:
        import_text(app, self.EXTRA)
        assert self.topics(app, 2) == ["Indexing", "Joins", "Plans"]
        app.roadmaps.open_stage("2")
        app.library.set("new_per_day", "100")
        assert card("explain", namespace="slow") in session_cards(app)

    def test_they_stay_when_the_road_is_brought_up_to_date(self, app: App) -> None:
        import_text(app, self.EXTRA)
        import_text(app, ROADMAP.replace("Keep data.", "Keep data safe."), "roadmap.md")
        assert self.topics(app, 2) == ["Indexing", "Joins", "Plans"]
        assert app.roadmaps.view().stages[1].goal == "Keep data safe."

    def test_they_move_with_the_file_s_word(self, app: App) -> None:
        import_text(app, self.EXTRA)
        import_text(app, self.EXTRA.replace("stage: 2", "stage: 1"))
        assert self.topics(app, 1) == ["Variables", "Loops", "Plans"]
        assert self.topics(app, 2) == ["Indexing", "Joins"]

    def test_a_deck_of_the_road_again_changes_nothing(self, app: App) -> None:
        count = operations(app)
        assert import_text(app, STORAGE).changes.operation is None
        assert operations(app) == count


@pytest.mark.parametrize("text", ["# Road\n\n1. One\n   - Joins\n   - Loops\n2. Two\n   - Git\n"])
def test_a_roadmap_file_is_known_as_one(app: App, text: str) -> None:
    report = import_text(app, text, "road.md")
    assert report.format == "roadmap"
    assert road(app) == [(1, "One"), (2, "Two")]
