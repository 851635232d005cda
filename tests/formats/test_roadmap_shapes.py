"""Roadmaps in the wild: languages, sections, groups, tips and what is left out of each."""

from __future__ import annotations

import pytest

from flashcards.errors import FormatError
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


DECK = (
    "# Notes\n## A\n### What is a?\n\nA letter.\n\n### What is b?\n\nAnother.\n## B\n### C?\n\nC.\n"
)
DECK_WITH_IDS = "## A {#a}\n### Q {#q}\nx\n## B\n### R {#r}\ny\n"


@pytest.mark.parametrize(
    ("text", "is_roadmap"),
    [
        (FRENCH, True),
        (GERMAN, True),
        ("1. A\na, b\n2. B\nc\n", True),
        (DECK, False),
        (f"---\ntitle: T\nroadmap: backend\nstage: 3\n---\n{DECK_WITH_IDS}", False),
        (DECK_WITH_IDS, False),
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
