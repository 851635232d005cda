"""What a roadmap says beside its topics, and what is said of all that cannot be used."""

from __future__ import annotations

import pytest

from flashcards.formats.roadmap_complaints import MOST_WARNINGS
from flashcards.formats.roadmap_text import parse_roadmap
from flashcards.formats.rows import RoadmapRows


def read(text: str) -> RoadmapRows:
    return parse_roadmap(text, "my-backend_roadmap.md")


def topics(rows: RoadmapRows) -> list[list[str]]:
    return [[topic.title for topic in stage.topics] for stage in rows.stages]


def stages(rows: RoadmapRows) -> list[str]:
    return [stage.title for stage in rows.stages]


def warned(rows: RoadmapRows) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in rows.warnings]


@pytest.mark.parametrize(
    ("text", "numbers", "warnings"),
    [
        ("## 3. A\n- a\n## 1. B\n- b\n", [3, 1], 0),
        ("## 0. A\n- a\n## 1. B\n- b\n", [0, 1], 0),
        ("1. A\n- a\n1. B\n- b\n", [1, 2], 0),
        ("## Week 1-2: A\n- a\n## Week 3-4: B\n- b\n", [1, 2], 0),
        ("## 2. A\n- a\n## 2. B\n- b\n## 3. C\n- c\n", [1, 2, 3], 1),
    ],
)
def test_numbers_are_those_of_the_file_or_places(
    text: str, numbers: list[int], warnings: int
) -> None:
    rows = read(text)
    assert [stage.number for stage in rows.stages] == numbers
    assert len(rows.warnings) == warnings


@pytest.mark.parametrize(
    ("heading", "title", "note", "optional"),
    [
        ("Data (SQL + NoSQL)", "Data", "SQL + NoSQL", False),
        ("Data Structures (DSA) (Foundational)", "Data Structures", "DSA, Foundational", False),
        ("Cloud (Optional but useful) ☁️", "Cloud", "Optional but useful", True),
        ("[Optional] Cloud", "Cloud", "Optional", True),
        ("(Bonus) Cloud:", "Cloud", "Bonus", True),
        ("Optional: Cloud", "Cloud", "Optional", True),
        ("Cloud – optional", "Cloud", "optional", True),
        ("Cloud (fakultativ)", "Cloud", "fakultativ", True),
        ("HTTP/2 (and 3) basics", "HTTP/2 (and 3) basics", "", False),
        ("main()", "main()", "", False),
    ],
)
def test_stage_titles_and_their_notes(heading: str, title: str, note: str, optional: bool) -> None:
    stage = read(f"## {heading}\n- a\n## B\n- b\n").stages[0]
    assert (stage.title, stage.note, stage.optional) == (title, note, optional)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# Backend-Developer-roadmap\n\n🛣️ Backend Roadmap (Strong)\n", "Backend Roadmap"),
        ("# backend-developer-roadmap\n", "Backend developer roadmap"),
        ("# The Way (2026)\n\nA sentence about it.\n", "The Way"),
        ("Backend in a Year\n\n", "Backend in a Year"),
        ("Backend in a Year\n=================\n", "Backend in a Year"),
        ("---\ntitle: 'Way: mine'\n---\n# Other\n", "Way: mine"),
        ("", "My backend roadmap"),
    ],
)
def test_the_title(head: str, title: str) -> None:
    assert read(f"{head}## Stage 1: A\n- a\n## Stage 2: B\n- b\n").title == title


@pytest.mark.parametrize(
    "text",
    [
        "Choose one: Python, Java, Go",
        "✅ Pick a language — e.g. Python, Java or Go.",
        "- Learn one of the following: Python, Java, Go",
        "Choose one:\n- Python\n- Java\n- Go",
        "- Choose one language:\n  - Python\n  - Java\n  - Go",
        "### Pick one\n- Python\n- Java\n- Go\n### Then",
        "Select one (Python / Java / Go)",
        "Wähle eine: Python, Java, Go",
    ],
)
def test_choices_become_tracks(text: str) -> None:
    rows = read(
        f"## A\n{text}\n- a\n## B\n- b\n"
        if "### Then" in text
        else f"## A\n- a\n\n{text}\n\n## B\n- b\n"
    )
    assert rows.choices == ("Python", "Java", "Go")
    assert topics(rows) == [["a"], ["b"]]
    assert rows.warnings == ()


def test_a_second_choice_is_topics() -> None:
    rows = read("## A\nChoose one: Python, Go\n- a\n## B\nChoose one: MySQL, PostgreSQL\n- b\n")
    assert rows.choices == ("Python", "Go")
    assert topics(rows) == [["a"], ["MySQL", "PostgreSQL", "b"]]
    assert [line for line, _ in warned(rows)] == [5]


@pytest.mark.parametrize(
    "line",
    ["Alpha → Beta → Gamma", "Order: Alpha -> Beta -> Gamma", "```text\nAlpha ➜ Beta ➜ Gamma\n```",
     "- Order: Alpha => Beta => Gamma", "sql\nCopy\nEdit\nAlpha → Beta → Gamma"],
)  # fmt: skip
def test_the_order_of_stages(line: str) -> None:
    rows = read(f"## Alpha\n- a\n## Beta\n- b\n## Gamma\n- c\n\n{line}\n")
    assert rows.order == ("Alpha", "Beta", "Gamma")
    assert topics(rows) == [["a"], ["b"], ["c"]]
    assert rows.warnings == ()


def test_an_order_that_the_stages_do_not_keep_is_named() -> None:
    rows = read(
        "## Databases\n- b\n## Languages\n- a\n## Cloud\n- c\n\nLanguages → Databases → Cloud\n"
    )
    assert warned(rows) == [
        (8, "'Languages' comes before 'Databases' here, but after it among the stages")
    ]


def test_tips_end_where_something_else_begins() -> None:
    rows = read(
        "1. A\na\n\n🔥 Golden Tips:\nCode, code 🧠\n\n(really)\n\n"
        "🚀 In 6–12 months → there\n(or so) 💪\n\nBye\n"
    )
    assert rows.tips == ("Code, code 🧠",)
    assert rows.horizon_months == (6, 12)
    assert warned(rows) == [
        (7, "left out, no tip: '(really)'"),
        (12, "left out, in no stage: 'Bye'"),
    ]


def test_ids_aliases_and_short_titles() -> None:
    rows = read(
        '## A {#a short="Long one" shorter=One}\n- X {#x}\n'
        "  <!-- aliases: ex, eggs (two, three) -->\n- One, two {#both}\n- Y {#x}\n"
        "## B {#b}\n- z\n<!-- aliases: zed -->\n- p, q\n<!-- aliases: pq -->\n"
    )
    first, second = rows.stages
    assert (first.source_id, first.short_titles) == ("a", ("Long one", "One"))
    assert [(topic.title, topic.source_id) for topic in first.topics] == [
        ("X", "x"),
        ("One, two", "both"),
        ("Y", None),
    ]
    assert first.topics[0].aliases == ("ex", "eggs (two, three)")
    assert second.topics[0].aliases == ("zed",)
    assert warned(rows) == [
        (5, "the id 'x' is in use already; left out here"),
        (10, "aliases stand under no single topic; left out"),
    ]


def test_a_topic_listed_twice_in_a_stage_is_listed_once() -> None:
    rows = read("## A\n- Redis\n- redis\n## B\n- Redis\n")
    assert topics(rows) == [["Redis"], ["Redis"]]
    assert warned(rows) == [(3, "'redis' stands in this stage already; listed once")]


def test_a_thousand_nested_lists() -> None:
    nested = "".join(f"{'  ' * level}- level {level}\n" for level in range(1000))
    rows = read(f"## A\n{nested}## B\n- b\n")
    assert topics(rows) == [["level 19"], ["b"]]
    assert warned(rows) == [
        (22, "left out, lists nested deeper than 20: 'level 20'"),
        (997, "left out, too long a line: '- level 99'"),
    ]


def test_a_block_that_is_never_closed_hides_nothing() -> None:
    rows = read("## A\n- a\n```\n- b\n<!-- open\n## B\n- c\n")
    assert topics(rows) == [["a", "b"], ["c"]]


def test_a_first_line_that_opens_no_front_matter_is_a_rule() -> None:
    rows = read("---\n\n## A\n- a\n## B\n- b\n")
    assert topics(rows) == [["a"], ["b"]]
    assert [line for line, _ in warned(rows)] == [1]


def test_front_matter_that_means_nothing_is_named_once() -> None:
    rows = read(
        "---\ntitle: X\nlayout: post\ndraft: true\nhorizon: soon\n---\n## A\n- a\n## B\n- b\n"
    )
    assert warned(rows) == [
        (3, "the front matter says what no roadmap needs: 'layout, draft'".replace("'", "")),
        (5, "no horizon such as '6-12 months': 'soon'"),
    ]


def test_warnings_come_to_an_end() -> None:
    rows = read("## A\n" + "- a\n" * 500 + "## B\n- b\n")
    assert len(rows.warnings) == MOST_WARNINGS + 1
    assert rows.warnings[-1].message == "399 further warnings are not shown"


def test_a_file_cut_in_the_middle_keeps_its_good_part() -> None:
    whole = "1. A\nx, y\n\nGoal: g\n\n2. B\nz\n\n3. Third sta"
    rows = read(whole)
    assert topics(rows) == [["x", "y"], ["z"], []]
    assert warned(rows) == [(9, "the stage 'Third sta' has no topics")]
