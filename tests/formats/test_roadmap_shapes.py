"""Roadmaps in the wild: languages, sections, groups, tips and what is left out of each."""

from __future__ import annotations

import pytest

from flashcards.errors import FormatError
from flashcards.formats.roadmap_complaints import MOST_WARNINGS
from flashcards.formats.roadmap_text import looks_like_roadmap, parse_roadmap
from flashcards.formats.rows import RoadmapRows


def read(text: str) -> RoadmapRows:
    return parse_roadmap(text, "my-backend_roadmap.md")


def topics(rows: RoadmapRows) -> list[list[str]]:
    return [[topic.title for topic in stage.topics] for stage in rows.stages]


def stages(rows: RoadmapRows) -> list[str]:
    return [stage.title for stage in rows.stages]


def warned(rows: RoadmapRows) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in rows.warnings]


FRENCH = """\
# Feuille de route : développeur backend

![build](https://img.example.org/x.svg) [![licence](i.svg)](LICENSE)

Ce parcours dure 6 à 12 mois.

## Table des matières
- [Étape 1](#etape-1)
- [Étape 2](#etape-2)

## Étape 1 : Langage (indispensable)
**Objectif :** écrire du code propre.

Choisissez un langage : Python, Java ou Go

- [ ] Les bases
  - [x] Variables, boucles et conditions
  - [ ] [Fonctions](https://example.org/f)
- [ ] **Erreurs** — les exceptions

### Ressources
- [Un livre](https://example.org/l)

## Étape 2 : Bases de données (facultatif)
Objectif : choisir entre SQL et NoSQL.
- [ ] SQL
    - [ ] PostgreSQL
        - [ ] Jointures
        - [ ] Index
- [ ] NoSQL :
    - [ ] Redis

| Outil | Lien |
|-------|------|
| psql  | x    |

## Conseils
- Coder chaque jour 🧠
- Lire, encore et encore

## Licence
MIT
"""


@pytest.mark.parametrize("codec", ["utf-8", "sloppy-windows-1252", "sloppy-windows-1254"])
def test_a_french_roadmap_with_nested_tasks(codec: str) -> None:
    rows = read(FRENCH.encode().decode(codec))
    assert rows.title == "Feuille de route : développeur backend"
    assert stages(rows) == ["Langage", "Bases de données"]
    assert [stage.note for stage in rows.stages] == ["indispensable", "facultatif"]
    assert [stage.optional for stage in rows.stages] == [False, True]
    assert [stage.goal for stage in rows.stages] == [
        "écrire du code propre.",
        "choisir entre SQL et NoSQL.",
    ]
    assert topics(rows) == [
        ["Variables", "boucles", "conditions", "Fonctions", "Erreurs"],
        ["Jointures", "Index", "Redis"],
    ]
    assert rows.choices == ("Python", "Java", "Go")
    assert rows.tips == ("Coder chaque jour 🧠", "Lire, encore et encore")
    assert rows.horizon_months == (6, 12)
    assert warned(rows) == [
        (7, "'Table des matières' was left out"),
        (21, "'Ressources' was left out"),
        (33, "left out, a table: '| Outil | Lien |'"),
        (41, "'Licence' was left out"),
    ]


GERMAN = """\
# Fahrplan Backend

## 🧭 1. Grundlagen — die Denkweise

**Ziel:** Verstehen, was ein Backend *macht*.

**Lerne:**

* Wie Web-Apps funktionieren (Client und Server)
* Variablen, Schleifen und Bedingungen

**Übe:**

* Baue einen Server (selbst mit `http.server` oder Node.js)

---

## ⚙️ 2. Sprache: **Java (Kern)**
Ziel: Sattelfest sein.
Wählen Sie eine Sprache: Java oder Kotlin
* Klassen

📚 Ressourcen:
* Handbuch: https://docs.example.com/java

## 3. Wolke (optional)
+ AWS

## Fazit
Viel Erfolg!
"""


def test_a_german_roadmap() -> None:
    rows = read(GERMAN)
    assert rows.title == "Fahrplan Backend"
    assert stages(rows) == ["Grundlagen — die Denkweise", "Sprache: Java", "Wolke"]
    assert [stage.goal for stage in rows.stages] == [
        "Verstehen, was ein Backend macht.",
        "Sattelfest sein.",
        "",
    ]
    assert topics(rows) == [
        [
            "Wie Web-Apps funktionieren (Client und Server)",
            "Variablen",
            "Schleifen",
            "Bedingungen",
            "Baue einen Server (selbst mit http.server oder Node.js)",
        ],
        ["Klassen"],
        ["AWS"],
    ]
    assert rows.choices == ("Java", "Kotlin")
    assert rows.stages[2].optional
    assert warned(rows) == [
        (23, "'Ressourcen' was left out"),
        (29, "'Fazit' was left out"),
    ]


def test_headings_within_a_stage_are_groups_or_topics() -> None:
    rows = read(
        "# Road\n## Stage 1: Web\n### HTTP\nHTTP moves hypertext around.\n### Browsers\n\n"
        "They draw pages.\n### Servers\n- nginx\n- Apache\n#### Caddy\n## Stage 2: Data\n- SQL\n"
    )
    assert topics(rows) == [["HTTP", "Browsers", "nginx", "Apache", "Caddy"], ["SQL"]]
    assert warned(rows) == [
        (4, "left out, text beside a list: 'HTTP moves hypertext around.'"),
        (7, "left out, text beside a list: 'They draw pages.'"),
    ]


def test_items_with_a_list_within_are_groups_unless_that_lists_no_topic() -> None:
    rows = read(
        "## A\n- Group\n  - one\n  - two\n- Variables\n  - Goal: know scope\n  - Resources:\n"
        "    - a book\n- three\n## B\n- Known\n  - four\n"
    )
    assert topics(rows) == [["one", "two", "Variables", "three"], ["four"]]
    assert rows.stages[0].goal == "know scope"
    known = parse_roadmap("## B\n- Known\n  - four\n", "x.md", lambda title: title == "Known")
    assert topics(known) == [["Known", "four"]]


def test_months_that_hold_weeks() -> None:
    rows = read(
        "# DevOps Plan - 3 Months\n\n## Month 1-2: Foundations\n### Week 1: Linux\n"
        "- **Topics to learn**:\n  - [ ] Permissions\n  - [ ] Processes\n- **Practice**:\n"
        "  - [ ] Write a script\n## Month 3: Tools\n### Week 9: Ansible\n**Goal**: automate\n"
        "- Playbooks, roles, and inventories\n"
    )
    assert [(stage.number, stage.title) for stage in rows.stages] == [
        (1, "Foundations"),
        (2, "Tools"),
    ]
    assert topics(rows) == [
        ["Permissions", "Processes", "Write a script"],
        ["Playbooks", "roles", "inventories"],
    ]
    assert rows.horizon_months == (3, 3)


def test_a_roadmap_as_a_chat_writes_it() -> None:
    rows = read(
        "# Data Roadmap\n\n## 🚦 Snapshot\n**Duration:** 24 weeks, 20 hours each\n\n"
        "## 📅 Phases\n\n### Phase 1: Foundation (6 Weeks | ~120 hours)\n\n"
        "**Goal & Why It Matters:** Understand the core. It carries the rest.\n\n"
        "**Study Items:**\n1.  **Programming:** Learn variables, loops, and control flow.\n"
        "2.  **Version control** - Git, branches\n\n**Linked Resources:**\n- [A course](https://x.y)\n"
        "\n"
        "**Checkpoint:**\n-   Solve ten challenges.\n- Commands: `cd`, `ls`\n\n<br>\n\n---\n\n"
        "### Phase 2: Build\n- [REST](https://x.y) – how APIs look\n\n## 🎯 Quick Wins\n"
        "- Hello: Build it.\n"
    )
    assert stages(rows) == ["Foundation", "Build"]
    assert rows.stages[0].goal == "Understand the core. It carries the rest."
    assert topics(rows) == [
        ["Programming", "Version control", "Solve ten challenges", "Commands: cd, ls"],
        ["REST"],
    ]
    assert rows.horizon_months == (6, 6)
    assert warned(rows) == [
        (16, "'Linked Resources' was left out"),
        (31, "left out, in no stage: 'Hello: Build it.'"),
    ]


def test_html_is_read_as_what_it_shows() -> None:
    rows = read(
        '<p align="center"><img src="x.png"></p>\n<b>Step 1 - Learn</b></br>\n<ul>\n'
        "<li>Python;</li>\n<li>C &amp; C++</li></ul>\n<b>Step 2 - Practise</b>\n"
        "<ul><li>one</li>\n</ul>\n"
    )
    assert stages(rows) == ["Learn", "Practise"]
    assert topics(rows) == [["Python", "C & C++"], ["one"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Net\n  - HTTP\n  - DNS\n- Data\n  - SQL\n", {"Net": ["HTTP", "DNS"], "Data": ["SQL"]}),
        (
            "* [x] **Phase 1: A**\n    * [x] a\n* [ ] **Phase 2: B**\n    * b\n",
            {"A": ["a"], "B": ["b"]},
        ),
        ("Basics:\n- a\n- b\n\nMore:\n- c\n", {"Basics": ["a", "b"], "More": ["c"]}),
        (
            "**Basics**\n- a\n\n**More**\n- b\n\n**Resources**\n- c\n",
            {"Basics": ["a"], "More": ["b"]},
        ),
        ("1. A\n   - a\n1. B\n   - b\n", {"A": ["a"], "B": ["b"]}),
        ("## A\n1. a\n2. b\n## B\n1. c\n", {"A": ["a", "b"], "B": ["c"]}),
        (
            "## Part A\n1. X\n- x\n2. Y\n- y\n## Part B\n3. Z\n- z\n",
            {"X": ["x"], "Y": ["y"], "Z": ["z"]},
        ),
        ("# Road\n## Roadmap\n### A\n- a\n### B\n- b\n## License\nMIT\n", {"A": ["a"], "B": ["b"]}),
        ("# Road\n## Core path\n- a\n- b\n", {"Core path": ["a", "b"]}),
        (
            "## 1. Introduction\n- a\n## 2. B\n- b\n## 3. Conclusion\n- c\n",
            {"Introduction": ["a"], "B": ["b"]},
        ),
        ("# Lists\n- a\n- b\n", {"Lists": ["a", "b"]}),
        ("1. A\na, b\n", {"A": ["a", "b"]}),
    ],
)
def test_what_opens_a_stage(text: str, expected: dict[str, list[str]]) -> None:
    rows = read(text)
    assert dict(zip(stages(rows), topics(rows), strict=True)) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "Table of contents", "Contents", "License", "Conclusion", "Contributing", "Overview", "FAQ",
        "📚 Resources", "Useful links", "License & Contributing", "Further reading", "Credits",
        "Sommaire", "Remerciements", "Inhaltsverzeichnis", "Fazit", "Quellen", "Conclusión",
    ],
)  # fmt: skip
def test_headings_that_are_no_stages(heading: str) -> None:
    rows = read(f"# Road\n## {heading}\n- x\n## A\n- a\n## B\n- b\n## {heading}\n- y\n")
    assert stages(rows) == ["A", "B"]
    assert [warning.line for warning in rows.warnings] == [2, 8]
    assert topics(rows) == [["a"], ["b"]]


def test_a_heading_without_topics_is_no_stage_and_named() -> None:
    rows = read("# Road\n## A\n- a\n## Cloud\n## B\n- b\n")
    assert stages(rows) == ["A", "B"]
    assert warned(rows) == [(4, "'Cloud' has no topics; not read as a stage")]


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
        "1. A\na\n\n🔥 Golden Tips:\nCode, code 🧠\n\n(really)\n\n🚀 In 6–12 months → there\n(or so) 💪\n\nBye\n"
    )
    assert rows.tips == ("Code, code 🧠",)
    assert rows.horizon_months == (6, 12)
    assert warned(rows) == [
        (7, "left out, no tip: '(really)'"),
        (12, "left out, in no stage: 'Bye'"),
    ]


def test_ids_aliases_and_short_titles() -> None:
    rows = read(
        '## A {#a short="Long one" shorter=One}\n- X {#x}\n  <!-- aliases: ex, eggs (two, three) -->\n'
        "- One, two {#both}\n- Y {#x}\n## B {#b}\n- z\n<!-- aliases: zed -->\n- p, q\n<!-- aliases: pq -->\n"
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
        (997, "left out, too long a line: '-…'"),
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


@pytest.mark.parametrize(
    ("text", "is_roadmap"),
    [
        (FRENCH, True),
        (GERMAN, True),
        ("1. A\na, b\n2. B\nc\n", True),
        (
            "# Notes\n## A\n### What is a?\n\nA letter.\n\n### What is b?\n\nAnother.\n## B\n### And c?\n\nC.\n",
            False,
        ),
        (
            "---\ntitle: T\nroadmap: backend\nstage: 3\n---\n## A {#a}\n### Q {#q}\nx\n## B\n### R {#r}\ny\n",
            False,
        ),
        ("Q: one?\nA: two\n\nQ: three?\nA: four\n", False),
        ("# Essay\n\nA long text about things, that goes on and says a lot in sentences.\n", False),
        ("front::back\nword::Wort\n", False),
        ("", False),
    ],
)
def test_roadmaps_are_told_from_decks(text: str, is_roadmap: bool) -> None:
    assert looks_like_roadmap(text) is is_roadmap


def test_a_large_file_is_judged_by_its_beginning() -> None:
    long = "## A\n- a, b\n## B\n" + "".join(f"- {number}\n" for number in range(60_000))
    assert looks_like_roadmap(long)
    with pytest.raises(FormatError, match="too long"):
        read(long)
