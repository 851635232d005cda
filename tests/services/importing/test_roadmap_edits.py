"""Edits of a roadmap in the preview: nothing gets lost that was not dropped."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.app import App
from flashcards.errors import InvalidValueError
from flashcards.formats.rows import ImportRows, RoadmapRows, RoadmapTopicRow, StageRow
from flashcards.services.importing.files import SourceFile
from flashcards.services.importing.options import ImportOptions
from flashcards.services.importing.roadmap_edits import (
    DropStage,
    DropTopic,
    MergeStages,
    MergeTopics,
    MoveStage,
    MoveTopic,
    RenameStage,
    RenameTopic,
    RoadmapEdit,
    SplitStage,
    SplitTopic,
    apply_edits,
)
from tests.services.factories import content, value


def roadmap(*stages: tuple[str, ...], **facts: object) -> RoadmapRows:
    """A roadmap: of each stage the title and its topics."""
    rows = tuple(
        StageRow(number, title, topics=tuple(map(RoadmapTopicRow, topics)))
        for number, (title, *topics) in enumerate(stages, 1)
    )
    return RoadmapRows("Road", rows, **facts)  # type: ignore[arg-type]


def shape(rows: RoadmapRows) -> list[tuple[str, ...]]:
    """The same the other way round."""
    return [(stage.title, *(topic.title for topic in stage.topics)) for stage in rows.stages]


ROAD = roadmap(("One", "a", "b", "c"), ("Two", "d"), ("Three", "e", "f"))


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (RenameStage(1, " The  second "), [("One", "a", "b", "c"), ("The second", "d"), ...]),
        (MergeStages(1, 0), [("One", "a", "b", "c", "d"), ("Three", "e", "f")]),
        (MergeStages(0, 2), [("Two", "d"), ("Three", "e", "f", "a", "b", "c")]),
        (SplitStage(0, 1, "More"), [("One", "a"), ("More", "b", "c"), ("Two", "d"), ...]),
        (MoveStage(0, 2), [("Two", "d"), ("Three", "e", "f"), ("One", "a", "b", "c")]),
        (MoveStage(2, 0), [("Three", "e", "f"), ("One", "a", "b", "c"), ("Two", "d")]),
        (DropStage(1), [("One", "a", "b", "c"), ("Three", "e", "f")]),
        (RenameTopic(0, 1, "B"), [("One", "a", "B", "c"), ...]),
        (MergeTopics(0, 2, 0), [("One", "a", "b"), ...]),
        (SplitTopic(0, 1, ("b", "bb")), [("One", "a", "b", "bb", "c"), ...]),
        (MoveTopic(0, 0, 1, 1), [("One", "b", "c"), ("Two", "d", "a"), ...]),
        (MoveTopic(0, 0, 0, 2), [("One", "b", "c", "a"), ...]),
        (DropTopic(2, 0), [("One", "a", "b", "c"), ("Two", "d"), ("Three", "f")]),
    ],
)
def test_what_an_edit_does(edit: RoadmapEdit, wanted: list[object]) -> None:
    edited = shape(apply_edits(ROAD, [edit]))
    named = [stage for stage in wanted if stage is not ...]
    assert edited[: len(named)] == named
    assert ... in wanted or len(edited) == len(named)


@pytest.mark.parametrize(
    "edit",
    [
        RenameStage(3, "x"),
        RenameStage(-1, "x"),
        RenameStage(0, "  "),
        MergeStages(1, 1),
        MergeStages(0, 9),
        SplitStage(0, 0, "x"),
        SplitStage(0, 3, "x"),
        SplitStage(0, 1, ""),
        MoveStage(0, 3),
        RenameTopic(1, 1, "x"),
        RenameTopic(0, 0, "\n"),
        MergeTopics(0, 1, 1),
        MergeTopics(0, 1, 5),
        SplitTopic(0, 0, ()),
        SplitTopic(0, 0, ("a", "")),
        MoveTopic(0, 0, 5, 0),
        MoveTopic(0, 0, 1, 3),
        DropTopic(0, 4),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit: RoadmapEdit) -> None:
    with pytest.raises(InvalidValueError):
        apply_edits(ROAD, [edit])


def test_a_roadmap_keeps_a_stage() -> None:
    with pytest.raises(InvalidValueError, match="needs a stage"):
        apply_edits(ROAD, [DropStage(0), DropStage(0), DropStage(0)])


def test_edits_build_on_each_other() -> None:
    edits = [SplitStage(0, 2, "Rest"), MoveTopic(1, 0, 2, 0), DropStage(1), RenameStage(1, "2")]
    assert shape(apply_edits(ROAD, edits)) == [
        ("One", "a", "b"),
        ("2", "c", "d"),
        ("Three", "e", "f"),
    ]


def test_no_edit_changes_nothing() -> None:
    assert apply_edits(ROAD, []) == ROAD


def test_other_names_remain_as_aliases() -> None:
    edits = [RenameTopic(0, 0, "A"), MergeTopics(0, 1, 0), RenameTopic(0, 0, "Letters")]
    (topic, _) = apply_edits(ROAD, edits).stages[0].topics
    assert (topic.title, topic.aliases) == ("Letters", ("a", "b", "A"))


def test_stages_are_counted_anew_and_the_order_line_goes_with_the_order() -> None:
    road = roadmap(("One",), ("Two",), ("Three",), order=("One", "Two", "Three"))
    moved = apply_edits(road, [MoveStage(0, 2)])
    assert [stage.number for stage in moved.stages] == [1, 2, 3]
    assert moved.order == ()
    assert apply_edits(road, [RenameStage(0, "1")]).order == road.order


def test_stages_that_are_counted_from_nought_are_so_afterwards() -> None:
    stages = tuple(StageRow(number, str(number)) for number in range(3))
    edited = apply_edits(RoadmapRows("Road", stages), [DropStage(1)])
    assert [stage.number for stage in edited.stages] == [0, 1]


PLACES = st.integers(-1, 4)
NAMES = st.sampled_from(["x", "y", " z ", ""])
EDITS = st.one_of(
    st.builds(RenameStage, PLACES, NAMES),
    st.builds(MergeStages, PLACES, PLACES),
    st.builds(SplitStage, PLACES, PLACES, NAMES),
    st.builds(MoveStage, PLACES, PLACES),
    st.builds(DropStage, PLACES),
    st.builds(RenameTopic, PLACES, PLACES, NAMES),
    st.builds(MergeTopics, PLACES, PLACES, PLACES),
    st.builds(SplitTopic, PLACES, PLACES, st.lists(NAMES, max_size=3).map(tuple)),
    st.builds(MoveTopic, PLACES, PLACES, PLACES, PLACES),
    st.builds(DropTopic, PLACES, PLACES),
)


def topics(rows: RoadmapRows) -> Counter[str]:
    return Counter(topic.title for stage in rows.stages for topic in stage.topics)


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, max_size=12))
def test_any_edits_leave_a_whole_roadmap(edits: list[RoadmapEdit]) -> None:
    road = ROAD
    for edit in edits:
        before = road
        try:
            road = apply_edits(before, [edit])
        except InvalidValueError:
            continue
        assert road.stages
        assert all(stage.title and stage.title == stage.title.strip() for stage in road.stages)
        assert len({stage.number for stage in road.stages}) == len(road.stages)
        if isinstance(edit, RenameStage | MergeStages | SplitStage | MoveStage | MoveTopic):
            assert topics(road) == topics(before)
        if isinstance(edit, MergeTopics):
            (gone,) = (topics(before) - topics(road)).elements()
            assert any(gone in t.aliases or gone == t.title
                       for stage in road.stages for t in stage.topics)  # fmt: skip


def test_an_edited_roadmap_is_what_is_imported(app: App) -> None:
    rows = ImportRows("roadmap", roadmaps=(roadmap(("Data", "Joins", "Cooking"), ("Rest", "Git")),))
    source = SourceFile("road.md", rows=rows)
    options = ImportOptions(edits=(DropTopic(0, 1), RenameStage(1, "Tools of the trade")))
    before = content(app)
    promised = app.importing.preview(source, options).report
    assert content(app) == before
    done = app.importing.run(source, options)
    assert done.roadmap is not None
    assert promised.roadmap == done.roadmap
    assert [(s.title, s.topics) for s in done.roadmap.stages] == [
        ("Data", ("Joins",)),
        ("Tools of the trade", ("Git",)),
    ]
    assert done.notes_added == 0
    assert value(app, "SELECT count(*) FROM deck WHERE name LIKE 'Road::%'") == 0
