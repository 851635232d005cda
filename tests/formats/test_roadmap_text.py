"""Any roadmap becomes stages and topics: the one received, the built-in one, and their like."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401  registers the sloppy codecs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.matching import BankTopic, match_topic, title_index
from flashcards.errors import FormatError
from flashcards.formats.roadmap_text import MOST_CHARACTERS, looks_like_roadmap, parse_roadmap
from flashcards.formats.rows import RoadmapRows, StageRow

PROJECT = Path(__file__).resolve().parents[2]
BUILT_IN = PROJECT / "decks" / "backend" / "roadmap.md"
RECEIVED = PROJECT.parent / "shared" / "data" / "backend-developer-roadmap.md"

needs_received = pytest.mark.skipif(not RECEIVED.exists(), reason="the received roadmap is absent")

BROKEN = re.compile("[\u0080-\u009f\ufffdâğÃÂŸ]|ï¸")


def built_in() -> RoadmapRows:
    return parse_roadmap(BUILT_IN.read_text(encoding="utf-8"), BUILT_IN.name)


def bank(rows: RoadmapRows) -> tuple[BankTopic, ...]:
    return tuple(
        BankTopic(
            stage.number * 100 + place,
            topic.source_id or "",
            topic.title,
            topic.aliases,
            (stage.title,),
        )
        for stage in rows.stages
        for place, topic in enumerate(stage.topics)
    )


def titles(stage: StageRow) -> list[str]:
    return [topic.title for topic in stage.topics]


def matched_ids(rows: RoadmapRows, known: tuple[BankTopic, ...]) -> list[str | None]:
    matches = [
        match_topic(topic.title, stage.title, known)
        for stage in rows.stages
        for topic in stage.topics
    ]
    return [match.topic.source_id if match else None for match in matches]


@pytest.fixture(scope="module")
def received() -> RoadmapRows:
    return parse_roadmap(RECEIVED.read_text(encoding="utf-8"), RECEIVED.name)


class TestReceived:
    """The roadmap that the product exists for, exactly as it came."""

    pytestmark = needs_received

    def test_title_stages_and_goals(self, received: RoadmapRows) -> None:
        assert received.title == "Backend Developer Roadmap"
        assert [stage.number for stage in received.stages] == list(range(1, 11))
        assert [len(stage.topics) for stage in received.stages] == [7, 13, 10, 7, 5, 9, 4, 4, 2, 7]
        assert all(stage.goal for stage in received.stages)
        assert received.stages[0].goal == "Write clean, bug-free, modular code."
        assert received.stages[2].title == "Database Mastery"
        assert received.stages[2].note == "SQL + NoSQL"
        assert [stage.number for stage in received.stages if stage.optional] == [9]

    def test_choices_order_tips_and_horizon(self, received: RoadmapRows) -> None:
        assert received.choices == ("Node.js (JavaScript)", "Python", "Java", "Go")
        assert len(received.order) == 10
        assert (received.order[0], received.order[-1]) == ("Programming", "Real Projects")
        assert len(received.tips) == 5
        assert received.tips[0] == "Code Every Day 🧠"
        assert received.tips[2] == "Contribute to GitHub (even small fixes)"
        assert received.horizon_months == (6, 12)

    def test_topics_are_readable(self, received: RoadmapRows) -> None:
        assert titles(received.stages[8]) == [
            "AWS (EC2, S3, RDS, Elastic Beanstalk)",
            "Azure / GCP (optional)",
        ]
        assert titles(received.stages[5])[1:3] == ["HTTPS", "SSL/TLS basics"]
        assert titles(received.stages[0])[-1] == (
            "Async programming (especially in Node.js — promises, async/await)"
        )
        assert titles(received.stages[9])[0] == "Writing clean, documented code"

    def test_nothing_broken_is_left(self, received: RoadmapRows) -> None:
        assert not BROKEN.search(repr(received))
        assert [warning.line for warning in received.warnings] == [3]

    def test_every_topic_has_its_cards(self, received: RoadmapRows) -> None:
        known = bank(built_in())
        assert matched_ids(received, known) == [topic.source_id for topic in known]

    def test_known_titles_change_nothing(self, received: RoadmapRows) -> None:
        known = title_index(bank(built_in()))
        text = RECEIVED.read_text(encoding="utf-8")
        assert parse_roadmap(text, RECEIVED.name, known) == received


class TestBuiltIn:
    """The roadmap that the program brings."""

    def test_all_is_read(self) -> None:
        rows = built_in()
        assert rows.warnings == ()
        assert (rows.title, rows.source_id) == ("Backend Developer Roadmap", "backend")
        assert rows.license == "CC-BY-4.0"
        assert [len(stage.topics) for stage in rows.stages] == [7, 13, 10, 7, 5, 9, 4, 4, 2, 7]
        assert rows.choices == ("Node.js (JavaScript)", "Python", "Java", "Go")
        assert len(rows.order) == 10
        assert len(rows.tips) == 5
        assert rows.horizon_months == (6, 12)

    def test_ids_short_titles_and_aliases(self) -> None:
        rows = built_in()
        design = rows.stages[4]
        assert (design.source_id, design.short_titles) == (
            "system-design",
            ("System Design", "Design"),
        )
        errors = rows.stages[3].topics[2]
        assert errors.title == "Error handling in an API"
        assert errors.source_id == "api-errors"
        assert "error handling" in errors.aliases
        assert titles(rows.stages[9])[0] == "Clean, documented code"
        ids = [topic.source_id for stage in rows.stages for topic in stage.topics]
        assert len(set(ids)) == len(ids) == 68
        assert None not in ids

    def test_it_looks_like_a_roadmap(self) -> None:
        assert looks_like_roadmap(BUILT_IN.read_text(encoding="utf-8"))

    def test_the_same_topics_in_the_shape_of_a_chat_find_their_cards(self) -> None:
        rows = built_in()
        text = as_pasted(rows)
        damaged = re.sub("[\u0080-\u009f]", "", text.encode().decode("sloppy-windows-1254"))
        known = bank(rows)
        again = parse_roadmap(damaged, "pasted.txt", title_index(known))
        assert matched_ids(again, known) == [topic.source_id for topic in known]
        assert again.order == rows.order
        assert again.choices == rows.choices
        assert again.horizon_months == rows.horizon_months
        assert [stage.goal for stage in again.stages] == [stage.goal for stage in rows.stages]
        assert not BROKEN.search(repr(again))


def as_pasted(rows: RoadmapRows) -> str:
    """The roadmap as someone pastes it: numbers, emoji, bare lines, comma lists, no Markdown."""
    lines = [f"🛣️ {rows.title} (Strong Level)"]
    for stage in rows.stages:
        lines.append(f"{stage.number}. {stage.title} ({stage.note or 'a must'})")
        if stage.number == 1:
            lines += [f"✅ Choose one — e.g., {', '.join(rows.choices)}.", ""]
        lines += ["✅ Learn:", ""]
        short = [topic.title for topic in stage.topics if "," not in topic.title]
        long = [topic.title for topic in stage.topics if "," in topic.title]
        for line in [*(f"Writing {title.lower()}" for title in long), *grouped(short)]:
            lines += [line, ""]
        lines += [f"⚡ Goal: {stage.goal}", ""]
    lines += [
        "🎯 The whole way:",
        "text",
        "Copy",
        "Edit",
        " → ".join(rows.order),
        "🔥 Golden Tips:",
    ]
    lines += [f"{tip} 🎙️" for tip in rows.tips]
    return "\n".join([*lines, "", "🚀 Follow it for 6–12 months → you’ll see", "(really) 💪", ""])


def grouped(names: list[str]) -> list[str]:
    return [", ".join(names[start : start + 3]) for start in range(0, len(names), 3)]


STAGES = (
    ("Ingestion", "first of all", "Bring data in.", ("Files", "Streams", "Change capture")),
    ("Storage", "", "Keep data well.", ("Lakes", "Warehouses (columns, rows)")),
    (
        "Serving",
        "optional for some",
        "Give data out.",
        ("Dashboards", "Feature stores", "Exports", "Alerts"),
    ),
)
ROMAN = ("I", "II", "III")

STAGE_STYLES: dict[str, Callable[[int, str], str]] = {
    "1.": lambda number, title: f"{number}. {title}",
    "1)": lambda number, title: f"{number}) {title}",
    "(1)": lambda number, title: f"({number}) {title}",
    "keycap": lambda number, title: f"{number}\ufe0f\u20e3 {title}",
    "Stage 1:": lambda number, title: f"Stage {number}: {title}",
    "Phase 1 –": lambda number, title: f"🚀 Phase {number} – {title}",
    "I.": lambda number, title: f"{ROMAN[number - 1]}. {title}",
    "Level II:": lambda number, title: f"**Level {ROMAN[number - 1]}: {title}**",
    "#": lambda number, title: f"# {title}",
    "##": lambda number, title: f"## {title} ##",
    "###": lambda number, title: f"### {title}",
    "## 1.": lambda number, title: f"## {number}. {title}",
    "### Étape 1 :": lambda number, title: f"### Étape {number} : {title}",
    "#### Schritt 1 –": lambda number, title: f"#### ✨ Schritt {number} – **{title}**",
    "<h2>": lambda number, title: f'<h2 align="center">{title}</h2>',
    "setext": lambda number, title: f"{title}\n------",
    "**bold**": lambda number, title: f"**{title}**",
    "1. **bold**": lambda number, title: f"1. **{title}**",
}


def listed(mark: str) -> Callable[[tuple[str, ...]], str]:
    return lambda names: "".join(f"{mark}{name}\n" for name in names)


TOPIC_STYLES: dict[str, Callable[[tuple[str, ...]], str]] = {
    "bare lines": lambda names: "\n\n".join(names) + "\n",
    "-": listed("- "),
    "*": listed("* "),
    "+": listed("+ "),
    "•": listed("•  "),
    "indented": listed("   - "),
    "tasks": listed("- [ ] "),
    "done tasks": listed("* [x] ✅ "),
    "bold": listed("- **"),
    "links": lambda names: "".join(f"- [{name}](https://example.org/a_(b)) 🔗\n" for name in names),
    "code": lambda names: "".join(f"- `{name}`\n" for name in names),
    "comma list": lambda names: ", ".join(names) + "\n",
    "comma list in a bullet": lambda names: f"- {', '.join(names)}.\n",
    "nested": lambda names: "- The parts\n" + "".join(f"    - {name}\n" for name in names),
    "group": lambda names: "Learn:\n\n" + listed("- ")(names),
    "inline group": lambda names: f"- Parts: {', '.join(names)}\n" if len(names) > 1 else names[0],
}

DAMAGES: dict[str, Callable[[str], str]] = {
    "clean": lambda text: text,
    "Windows-1252": lambda text: text.encode().decode("sloppy-windows-1252"),
    "Windows-1254": lambda text: text.encode().decode("sloppy-windows-1254"),
    "lossy": lambda text: re.sub("[\x80-\x9f]", "", text.encode().decode("sloppy-windows-1254")),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
}


def rendered(stage_style: str, topic_style: str) -> str:
    parts = [
        "Data Engineer Roadmap" if stage_style in {"#", "setext"} else "# Data Engineer Roadmap",
        "",
    ]
    for number, (title, note, goal, names) in enumerate(STAGES, start=1):
        heading = f"{title} ({note})" if note else title
        parts += [STAGE_STYLES[stage_style](number, heading), ""]
        parts += [TOPIC_STYLES[topic_style](names), f"⚡ **Goal:** {goal}", ""]
    return "\n".join(parts)


@pytest.mark.parametrize("topic_style", TOPIC_STYLES)
@pytest.mark.parametrize("stage_style", STAGE_STYLES)
def test_stages_and_topics_in_any_dress(stage_style: str, topic_style: str) -> None:
    check_rows(parse_roadmap(rendered(stage_style, topic_style), "data.md"))


@given(
    st.sampled_from(sorted(STAGE_STYLES)),
    st.sampled_from(sorted(TOPIC_STYLES)),
    st.sampled_from(sorted(DAMAGES)),
)
def test_damage_changes_nothing(stage_style: str, topic_style: str, damage: str) -> None:
    check_rows(parse_roadmap(DAMAGES[damage](rendered(stage_style, topic_style)), "data.md"))


def check_rows(rows: RoadmapRows) -> None:
    assert rows.title == "Data Engineer Roadmap"
    assert [stage.number for stage in rows.stages] == [1, 2, 3]
    for stage, (title, note, goal, names) in zip(rows.stages, STAGES, strict=True):
        assert (stage.title, stage.note, stage.goal) == (title, note, goal)
        assert titles(stage) == list(names)
    assert [stage.optional for stage in rows.stages] == [False, False, True]


@needs_received
@pytest.mark.parametrize("order", [(3, 1, 2), (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)])
def test_the_received_stages_in_another_order(order: tuple[int, ...]) -> None:
    text = RECEIVED.read_text(encoding="utf-8")
    parts = re.split(r"^(?=\d+\. )", text.partition("ğŸ¯")[0], flags=re.MULTILINE)
    rows = parse_roadmap("".join([parts[0], *(parts[number] for number in order)]), "x.md")
    assert [stage.number for stage in rows.stages] == list(order)
    assert [len(stage.topics) for stage in rows.stages] == [
        (7, 13, 10, 7, 5, 9, 4, 4, 2, 7)[number - 1] for number in order
    ]


@needs_received
@pytest.mark.parametrize("mark", ["# ", "## ", "### ", "## Stage {}: ", "Phase {} – ", "{}) "])
@pytest.mark.parametrize("bullet", ["", "- ", "* [ ] "])
def test_the_received_roadmap_in_other_marks(mark: str, bullet: str) -> None:
    text = RECEIVED.read_text(encoding="utf-8")
    text = re.sub(r"^(\d+)\. ", lambda found: mark.format(found[1]), text, flags=re.MULTILINE)
    head, visual, rest = text.partition("ğŸ¯")
    plain = r"^(?!#|ğ|â|Phase|\d|.*:$)(?=\w)"
    rows = parse_roadmap(re.sub(plain, bullet, head, flags=re.MULTILINE) + visual + rest, "x.md")
    assert rows.title == "Backend Developer Roadmap"
    assert [len(stage.topics) for stage in rows.stages] == [7, 13, 10, 7, 5, 9, 4, 4, 2, 7]
    assert all(stage.goal for stage in rows.stages)
    assert (len(rows.choices), len(rows.order), len(rows.tips)) == (4, 10, 5)
    assert rows.horizon_months == (6, 12)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("Just a sentence about nothing in particular.", "no stage"),
        ("# A title alone\n", "no stage"),
        ("1. One\n2. Two\n3. Three\n", "no stage"),
        ("# License\n- MIT\n", "no stage"),
        ("```\n1. x\n- y\n```\n", "no stage"),
        ("x" * (MOST_CHARACTERS + 1), "too large"),
        ("x\n" * 50_000, "too long"),
    ],
)
def test_what_has_no_stage_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=rf"^road\.md: .*{message}"):
        parse_roadmap(text, "road.md")


PIECES = st.sampled_from(
    (
        "# ",
        "## ",
        "### A",
        "1. ",
        "2. B\n",
        "- ",
        "  - ",
        "* [ ] ",
        "Goal: ",
        "Tips:\n",
        "Resources:\n",
        "a, b",
        "```",
        "<!--",
        "-->",
        "| a |",
        "---\n",
        "**",
        "{#a}",
        "<!-- aliases: x -->",
        "A → B → C",
        "Choose one: x, y",
        "(",
        ")",
        "[",
        "](",
        "ğŸ",
        "â€",
        "\n",
        "\n\n",
        " ",
    )
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_gives_stages_or_one_clear_error(text: str) -> None:
    lines = re.sub("\r\n?", "\n", text).count("\n") + 1
    looks_like_roadmap(text)
    try:
        rows = parse_roadmap(text, "any.md")
    except FormatError as error:
        message = str(error)
    else:
        message = "any.md: read"
        assert rows.title
        assert any(stage.topics for stage in rows.stages)
        assert all(topic.title for stage in rows.stages for topic in stage.topics)
        assert all(0 <= warning.line <= lines for warning in rows.warnings)
    assert message.startswith("any.md: ")
