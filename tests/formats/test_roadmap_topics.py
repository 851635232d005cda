"""One line of a roadmap and the topics in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.roadmap_inline import readable, undecorated, without_asides
from flashcards.formats.roadmap_numbers import numbered
from flashcards.formats.roadmap_topics import is_sentence, titles_of


def split(line: str, *known: str) -> list[str]:
    return titles_of(line, lambda title: title in known)


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Caching, Sharding", ["Caching", "Sharding"]),
        ("Indexing, Transactions, Joins.", ["Indexing", "Transactions", "Joins"]),
        ("Trees, Graphs (first, second) ✨", ["Trees", "Graphs (first, second)"]),
        ("HTTPS, SSL/TLS basics", ["HTTPS", "SSL/TLS basics"]),
        ("Loops, variables and conditions", ["Loops", "variables", "conditions"]),
        ("Playbooks, roles, and inventories", ["Playbooks", "roles", "inventories"]),
        ("Boucles, variables et conditions", ["Boucles", "variables", "conditions"]),
        ("A; B、C", ["A", "B", "C"]),
        ("Reads of 1,000 rows, writes", ["Reads of 1,000 rows", "writes"]),
        ("Docker, Kubernetes, etc.", ["Docker", "Kubernetes"]),
        ("Docker, etc.", ["Docker"]),
        (
            "Run it on a machine of your own, then on all the others that you can get",
            ["Run it on a machine of your own, then on all the others that you can get"],
        ),
        ("Validation, e.g. of forms, routing", ["Validation, e.g. of forms", "routing"]),
        ("Async (promises, async/await)", ["Async (promises, async/await)"]),
        ("Azure / GCP (optional)", ["Azure / GCP (optional)"]),
        ("Trees and graphs", ["Trees and graphs"]),
        ("Scopes (open, never closed", ["Scopes (open, never closed"]),
        ("SQL: joins, indexes, views", ["joins", "indexes", "views"]),
        ("Project: social network", ["Project: social network"]),
        ("Streams – windows, watermarks", ["Streams – windows, watermarks"]),
        ("🐳 Docker 🐳", ["Docker"]),
        (" ,; ", []),
    ],
)
def test_a_line_is_split_at_commas_outside_of_parentheses(line: str, titles: list[str]) -> None:
    assert split(line) == titles


@pytest.mark.parametrize(
    "line",
    [
        "Writing clean, documented code",
        "Writing tests, documentation and code",
        "Designing small, reusable modules",
        "understanding how caches, queues and logs work",
    ],
)
def test_a_gerund_phrase_is_one_topic(line: str) -> None:
    assert split(line) == [line]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Sorting, Searching, Recursion", 3),
        ("Sorting algorithms, searching algorithms", 2),
        ("Operating systems, networks", 2),
        ("Testing frameworks, mocks", 2),
        ("String formatting, slices", 2),
        ("Spring Boot, Hibernate", 2),
    ],
)
def test_nouns_in_ing_are_no_gerund_phrases(line: str, count: int) -> None:
    assert len(split(line)) == count


def test_a_known_line_is_one_topic_whatever_commas_it_has() -> None:
    assert split("Sharding, replication", "Sharding, replication") == ["Sharding, replication"]
    assert split("AWS, Azure and GCP", "Azure and GCP") == ["AWS", "Azure and GCP"]
    assert split("Caching: where, when, why", "Caching") == ["Caching"]
    assert split("Streams – windows", "Streams") == ["Streams"]
    assert split("Writing clean, documented code", "documented code") == [
        "Writing clean, documented code"
    ]


def test_words_set_off_from_a_description_are_the_topic() -> None:
    def titles(line: str, lead: str, *known: str) -> list[str]:
        return titles_of(line, lambda title: title in known, lead)

    assert titles("Docker: images, containers", "Docker") == ["Docker"]
    assert titles("REST – how APIs look, and why", "REST") == ["REST"]
    assert titles("Databases: MySQL, Redis", "Databases", "MySQL", "Redis") == ["MySQL", "Redis"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("HTTP moves hypertext around.", True),
        ("Is it fast, or is it slow?", True),
        ("Here we look at what the many parts of a large system do for each other", True),
        ("(easily done)", True),
        ("Node.js.", False),
        (
            "Docker, Kubernetes, Helm, Terraform, Ansible, Jenkins, Grafana, Loki, Tempo, Mimir",
            False,
        ),
        ("Validation, routing, logging etc.", False),
        ("What is HTTP?", False),
    ],
)
def test_sentences_are_told_from_topics(line: str, says: bool) -> None:
    assert is_sentence(line) is says


@given(st.text())
def test_any_line_gives_titles_with_something_in_them(line: str) -> None:
    assert all(title.strip() for title in split(line))
    is_sentence(line)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1. Web", 1, "Web"),
        ("2) Web", 2, "Web"),
        ("(3) Web", 3, "Web"),
        ("04. Web", 4, "Web"),
        ("5 – Web", 5, "Web"),
        ("6\ufe0f\u20e3 Web", 6, "Web"),
        ("🔟 Web", 10, "Web"),
        ("IV. Web", 4, "Web"),
        ("XIX) Web", 19, "Web"),
        ("Stage 1: Web", 1, "Web"),
        ("🚀 PHASE II – Web", 2, "Web"),
        ("Étape n°3 : Web", 3, "Web"),
        ("Week 5-6: Web", 5, "Web"),
        ("Step 7", 7, "Step 7"),
        ("Woche 8 Netze", 8, "Netze"),
        ("1.2 Web", None, "Web"),
        ("2 - 3 months", None, "2 - 3 months"),
        ("2-3 projects", None, "2-3 projects"),
        ("I am here", None, "I am here"),
        ("C. elegans", None, "C. elegans"),
        ("Part of it", None, "Part of it"),
        ("HTTP 2: frames", None, "HTTP 2: frames"),
        ("2026: a year", None, "2026: a year"),
    ],
)
def test_numbers_of_stages(text: str, number: int | None, title: str) -> None:
    found = numbered(text)
    assert (found.number, found.title) == (number, title)


def test_without_a_mark_a_number_may_belong_to_the_title() -> None:
    assert numbered("Section 508 rules", strict=True).number is None
    assert numbered("Section 5: rules", strict=True).number == 5
    assert numbered("Weeks 1", strict=True).number is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("**[HTTP](https://x.y/a_(b))** and `SELECT *`", "HTTP and SELECT *"),
        ("![b](u) [![b](i)](l) _very_ ~~old~~ __dunder__", "very old dunder"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("<b>x</b> &amp; y <!-- z --> https://x.y/z", "x & y"),
        ("[[page|alias]] [ref][1] note[^1]", "alias ref note"),
        ("no\N{NO-BREAK SPACE} break", "no break"),
    ],
)
def test_readable_text(raw: str, text: str) -> None:
    assert readable(raw) == text


def test_decoration_and_asides_at_the_ends() -> None:
    assert undecorated("🛣️ Road 👩‍💻 map ✅") == "Road 👩‍💻 map"
    assert undecorated("Java™") == "Java™"
    assert without_asides("A (b) [c (d)]") == ("A", ("b", "c (d)"))
    assert without_asides("main()") == ("main()", ())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    readable(text)
    undecorated(text)
    without_asides(text)
    numbered(text)
