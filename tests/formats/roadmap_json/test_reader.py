"""Roadmaps in JSON, whichever shape they have."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.roadmap_json import looks_like_roadmap_json, parse_roadmap_json
from flashcards.formats.roadmap_json.reader import MOST_BYTES
from flashcards.formats.rows import RoadmapRows
from tests.formats.mutations import mutated
from tests.formats.roadmap_json.exports import DRAWING, EDGES, EDITOR, NESTED, NODES, node

KINDS = ("topic", "subtopic", "section", "label")


def read(text: str, name: str = "back-end_road.json") -> RoadmapRows:
    return parse_roadmap_json(text.encode("utf-8", "surrogatepass"), name)


def outline(text: str) -> list[tuple[str, list[str]]]:
    return [(stage.title, [t.title for t in stage.topics]) for stage in read(text).stages]


class TestEditor:
    """What the editor of roadmap.sh exports."""

    def test_stages_come_along_the_edges_and_topics_column_by_column(self) -> None:
        assert outline(EDITOR) == [
            ("Pick a Language", ["Python", "Java", "Go"]),
            ("Understand the basics", ["Streams", "Batches"]),
            ("Databases", ["SQL", "Key value", "Documents"]),
            ("Caching", ["Caching"]),
            ("Example uses", ["Chat", "Shop"]),
            ("Git", ["git init : start", "git add"]),
        ]

    def test_title_note_choices_and_ids(self) -> None:
        rows = read(EDITOR)
        assert rows.title == "Back end"
        assert rows.stages[2].note == "SQL + NoSQL"
        assert rows.choices == ("Python", "Java", "Go")
        assert [stage.number for stage in rows.stages] == [1, 2, 3, 4, 5, 6]
        assert (rows.stages[0].source_id, rows.stages[0].topics[0].source_id) == ("lang", "py")
        assert rows.stages[5].topics[0].source_id is None
        assert (rows.source_id, rows.warnings) == (None, ())

    def test_titles_that_have_cards_are_topics_beside_what_hangs_on_them(self) -> None:
        rows = parse_roadmap_json(EDITOR.encode(), "x.json", lambda title: title.startswith("Data"))
        assert [t.title for t in rows.stages[2].topics][:2] == ["Databases (SQL + NoSQL)", "SQL"]

    def test_without_edges_frames_and_places_tell(self) -> None:
        stages = dict(outline(json.dumps({"nodes": NODES, "edges": []})))
        assert stages["Kinds"] == ["Key value", "Documents"]
        assert stages["Pick a Language"] == ["Python", "Java", "Go"]
        assert stages["Databases"] == ["SQL"]

    def test_subtopics_alone_are_one_stage(self) -> None:
        nodes = [node(str(n), "subtopic", f"Topic {n}", 0, n * 60) for n in range(3)]
        assert outline(json.dumps({"nodes": nodes})) == [
            ("Topics", ["Topic 0", "Topic 1", "Topic 2"])
        ]

    def test_an_export_may_be_wrapped_and_name_itself(self) -> None:
        inner = {"title": {"page": "My road"}, "nodes": NODES[5:6], "edges": []}
        assert read(json.dumps({"roadmap": inner})).title == "My road"

    def test_circles_of_edges_end(self) -> None:
        nodes = [node(letter, "subtopic", letter, 0, 60 * n) for n, letter in enumerate("abc")]
        edges = [{"source": s, "target": t} for s, t in ("ab", "bc", "ca", "aa")]
        assert outline(json.dumps({"nodes": nodes, "edges": edges}))

    def test_thousands_of_boxes_take_a_moment_only(self) -> None:
        nodes = [
            node(str(n), KINDS[n % 4], f"Box {n}", n % 7 * 200, n, width=5000, height=5000)
            for n in range(4000)
        ]
        rows = read(json.dumps({"nodes": nodes, "edges": EDGES}))
        assert "only the first 3,000 boxes were read" in [w.message for w in rows.warnings]


class TestOlderShapes:
    """What roadmap.sh had before, and what others make of it."""

    def test_drawings(self) -> None:
        assert read(DRAWING).title == "Docker"
        assert outline(DRAWING) == [
            ("Introduction", ["What", "Why"]),
            ("Images", ["Cache", "Tags"]),
        ]

    def test_paths_of_files(self) -> None:
        text = json.dumps(
            {
                "home": "/readme.md",
                "internet": "/100-internet/readme.md",
                "internet:what-is-http": "/100-internet/100-what-is-http.md",
                "apis:rest": "/101-apis/100-rest.md",
            }
        )
        assert read(text).title == "Back end road"
        assert outline(text) == [("Internet", ["What is http"]), ("Apis", ["Rest"])]

    def test_paths_of_titles(self) -> None:
        text = json.dumps(
            [
                {"id": "1", "text": "Front end > Internet"},
                {"id": "2", "text": "Front end > Internet > HTTP"},
                {"id": "3", "text": "Front end > HTML > Forms"},
            ]
        )
        assert read(text).title == "Front end"
        assert outline(text) == [("Internet", ["HTTP"]), ("HTML", ["Forms"])]

    def test_topics_without_stages_are_one_and_named(self) -> None:
        text = json.dumps(
            {key: {"title": f"T{key}", "description": "x", "links": []} for key in "abc"}
        )
        assert outline(text) == [("Topics", ["Ta", "Tb", "Tc"])]
        assert [w.message for w in read(text).warnings] == [
            "the file lists topics without their stages; all are in one"
        ]


class TestNested:
    """Objects with a title and a list of such objects in them."""

    def test_groups_numbers_goals_and_what_is_left_out(self) -> None:
        rows = read(NESTED)
        assert (rows.title, rows.stages[0].goal) == ("DevOps", "Feel at home in a shell")
        assert outline(NESTED) == [
            ("Linux", ["ls", "cd", "ip", "ss"]),
            ("Pipelines", ["Actions", "Jobs"]),
        ]
        assert rows.stages[1].optional
        assert [w.message for w in rows.warnings] == ["'IP' stands twice in 'Linux'; listed once"]

    def test_a_topic_listed_twice_is_listed_once(self) -> None:
        text = json.dumps({"title": "R", "topics": [{"title": "A", "items": ["x", "X", "y"]}]})
        assert outline(text) == [("A", ["x", "y"])]
        assert [w.message for w in read(text).warnings] == ["'X' stands twice in 'A'; listed once"]

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({"Web": ["HTTP", "DNS"], "Data": {"SQL": ["joins"], "Other": ["x", "y"]}},
             [("Web", ["HTTP", "DNS"]), ("Data", ["joins", "x", "y"])]),
            ([{"name": "A", "children": ["a"]}, {"name": "B", "children": [{"label": "b"}]}],
             [("A", ["a"]), ("B", ["b"])]),
            ({"roadmap": {"title": "R", "weeks": [{"week": 1, "title": "A", "topics": ["a"]},
                                                  {"week": 2, "title": "B", "topics": ["b"]}]}},
             [("A", ["a"]), ("B", ["b"])]),
            ({"data": [{"sectionTitle": "A", "topics": [{"name": "a", "subtopics": []}]},
                       {"sectionTitle": "B",
                        "topics": [{"name": "b", "subtopics": [{"name": "c"}]}]}]},
             [("A", ["a"]), ("B", ["c"])]),
            ({"mainTopics": [{"title": "A", "subtopics": [{"title": "a", "description": "long"}]},
                             {"title": "B", "subtopics": [{"title": "b"}]}]},
             [("A", ["a"]), ("B", ["b"])]),
        ],
    )  # fmt: skip
    def test_other_names_for_the_same(
        self, data: object, expected: list[tuple[str, list[str]]]
    ) -> None:
        assert outline(json.dumps(data)) == expected

    def test_what_is_nested_too_deep_is_left_out_and_named(self) -> None:
        data: dict[str, object] = {"title": "end"}
        for level in range(200):
            data = {"title": f"level {level}", "children": [data, "x"]}
        rows = read(json.dumps({"title": "R", "children": [data, data]}))
        assert "nested too deep" in rows.warnings[-1].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"a": ' + "1" * 5_000 + "}", "no JSON"),
        ("[]", "no roadmap"),
        ("null", "no roadmap"),
        ('{"name": "x", "version": "1", "scripts": {"a": "b"}}', "no roadmap"),
        ('{"nodes": [], "edges": []}', "no roadmap"),
        ('{"nodes": [{"id": "a", "position": null, "type": "button"}]}', "no roadmap"),
        (" " * (MOST_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_roadmap_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=rf"^back-end_road\.json:.*{message}"):
        read(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (EDITOR, True),
        (DRAWING, True),
        (NESTED, True),
        (EDITOR[:-50], True),
        (DRAWING[:-50], True),
        (NESTED[:-50], True),
        ('{"name": "x", "version": "1", "scripts": {"a": "b"}}', False),
        ('{"__type__": "Deck", "children": [{"name": "x", "children": []}]}', False),
        ('[{"a": 1}]', False),
        ("prose", False),
        ("", False),
    ],
)
def test_roadmaps_are_told_from_other_json(text: str, is_one: bool) -> None:
    assert looks_like_roadmap_json(text) is is_one


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["nodes", "edges", "id", "type", "position", "data", "label", "title", "children",
             "topics", "items", "mockup", "controls", "control", "properties", "x", "y", "text"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JSON.map(json.dumps) | mutated(EDITOR) | mutated(DRAWING) | mutated(NESTED))
def test_any_json_gives_stages_or_one_clear_error(text: str) -> None:
    looks_like_roadmap_json(text)
    try:
        rows = read(text)
    except FormatError as error:
        message = str(error)
    else:
        message = "back-end_road.json: read"
        assert rows.title
        assert any(stage.topics for stage in rows.stages)
        assert all(topic.title for stage in rows.stages for topic in stage.topics)
    assert message.startswith("back-end_road.json:")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_one_clear_error(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^x\.json"):
        parse_roadmap_json(data, "x.json")
