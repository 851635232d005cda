"""Topics of any roadmap find the cards that they mean, and never others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.matching import (
    BankStage,
    BankTopic,
    match_stage,
    match_topic,
    title_index,
)

LANGUAGE = "Programming Language"
ALGORITHMS = "Data Structures & Algorithms"
DATABASES = "Databases"
FRAMEWORKS = "Backend Frameworks"
DESIGN = "System Design"
NETWORKING = "Networking"
AUTH = "Authentication & Authorization"
PROJECTS = "Soft Skills & Projects"

TOPICS = (
    ("functions", "Functions", (), LANGUAGE),
    ("error-handling", "Error handling", ("exceptions",), LANGUAGE),
    ("java", "Java", (), LANGUAGE),
    ("go", "Go", ("golang",), LANGUAGE),
    ("stack", "Stack", (), ALGORITHMS),
    ("queue", "Queue", ("queues", "fifo"), ALGORITHMS),
    ("sets", "Sets", (), ALGORITHMS),
    ("hash-maps", "Hash maps", ("dictionaries",), ALGORITHMS),
    ("linked-list", "Linked list", (), ALGORITHMS),
    ("graphs", "Graphs", (), ALGORITHMS),
    ("big-o", "Big-O notation", (), ALGORITHMS),
    ("sql", "SQL", (), DATABASES),
    ("redis", "Redis", (), DATABASES),
    ("postgresql", "PostgreSQL", ("postgres",), DATABASES),
    ("normalization", "Normalization", (), DATABASES),
    ("api-errors", "Error handling in an API", ("error handling",), FRAMEWORKS),
    ("routing", "Routing", (), FRAMEWORKS),
    ("middleware", "Middleware", (), FRAMEWORKS),
    ("load-balancer", "Load balancer", (), DESIGN),
    ("message-queues", "Queues", ("rabbitmq",), DESIGN),
    ("http", "How HTTP works", ("http",), NETWORKING),
    ("https", "HTTPS", (), NETWORKING),
    ("tls", "SSL/TLS", (), NETWORKING),
    ("network-load-balancers", "Load balancers", (), NETWORKING),
    ("ip", "IP", ("ipv4", "ip addresses"), NETWORKING),
    ("proxies", "Proxies", (), NETWORKING),
    ("rbac", "Role-based access control", (), AUTH),
    ("oauth", "OAuth 2.0", (), AUTH),
    ("clean-code", "Clean, documented code", (), PROJECTS),
    ("social-network", "Project: social network", (), PROJECTS),
)
BANK = tuple(
    BankTopic(number, source_id, title, aliases, (stage,))
    for number, (source_id, title, aliases, stage) in enumerate(TOPICS)
)


def found(title: str, stage: str, bank: tuple[BankTopic, ...] = BANK) -> str | None:
    match = match_topic(title, stage, bank)
    return match.topic.source_id if match else None


@pytest.mark.parametrize(
    ("title", "stage", "source_id"),
    [
        ("hash maps", ALGORITHMS, "hash-maps"),
        ("Hashmaps", ALGORITHMS, "hash-maps"),
        ("Dictionaries (maps)", ALGORITHMS, "hash-maps"),
        ("Linked Lists", ALGORITHMS, "linked-list"),
        ("Graphs (basic understanding)", ALGORITHMS, "graphs"),
        ("Introduction to graphs", ALGORITHMS, "graphs"),
        ("Big O", ALGORITHMS, "big-o"),
        ("Big-O notation (analyze code performance)", ALGORITHMS, "big-o"),
        ("Normalisation", DATABASES, "normalization"),
        ("Normalizaton", DATABASES, "normalization"),
        ("Postgres", DATABASES, "postgresql"),
        ("Middlewares", FRAMEWORKS, "middleware"),
        ("SSL/TLS basics", NETWORKING, "tls"),
        ("What is HTTP?", NETWORKING, "http"),
        ("HTTPs", NETWORKING, "https"),
        ("proxy", NETWORKING, "proxies"),
        ("Role Based Access Control (RBAC)", AUTH, "rbac"),
        ("OAuth 2.0 (Google/Facebook login)", AUTH, "oauth"),
        ("Writing clean, documented code", PROJECTS, "clean-code"),
        ("Mini Social Network (login, post, follow)", PROJECTS, "social-network"),
    ],
)
def test_the_same_thing_in_other_words_is_found(title: str, stage: str, source_id: str) -> None:
    assert found(title, stage) == source_id


@pytest.mark.parametrize(
    ("title", "stage", "source_id"),
    [
        ("Error handling", LANGUAGE, "error-handling"),
        ("Error handling", "Backend Frameworks (Deep Dive)", "api-errors"),
        ("load balancers", "Networking Fundamentals", "network-load-balancers"),
        ("Load Balancer (basic)", "System Design Basics", "load-balancer"),
        ("Queue", ALGORITHMS, "queue"),
        ("Queues (RabbitMQ, BullMQ)", DESIGN, "message-queues"),
        ("Queue", DESIGN, "message-queues"),
    ],
)
def test_the_stage_decides_between_the_same_words(title: str, stage: str, source_id: str) -> None:
    assert found(title, stage) == source_id


@pytest.mark.parametrize("stage", [LANGUAGE, ALGORITHMS, DATABASES, NETWORKING, "Week 3"])
@pytest.mark.parametrize(
    "title",
    [
        "JavaScript",
        "Google",
        "Full stack",
        "Tech stack",
        "Assets",
        "NoSQL",
        "MySQL",
        "React",
        "GraphQL",
        "Rust",
        "Reduce",
        "IPv6",
        "IP tables",
        "SSH",
        "HTML",
        "OAuth 1.0",
        "Denormalization",
        "Functional programming",
        "Rooting",
        "Slack",
        "Gopher",
    ],
)
def test_what_only_looks_alike_is_not_found(title: str, stage: str) -> None:
    assert found(title, stage) is None


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Functions", "Networking"),
        ("Routing", "Networking"),
        ("Sets", "Databases"),
        ("Stacks", "Databases"),
        ("Queues (RabbitMQ)", "Networking"),
        ("Exceptions", "Networking"),
    ],
)
def test_common_words_mean_other_things_in_other_stages(title: str, stage: str) -> None:
    without_queues = tuple(topic for topic in BANK if topic.source_id != "message-queues")
    assert found(title, stage, without_queues) is None


def test_a_data_structure_is_no_message_broker() -> None:
    queue = BankTopic(1, "queue", "Queue (data structure)", ("queues",), (ALGORITHMS,))
    others = tuple(topic for topic in BANK if "queue" not in topic.source_id)
    assert found("Queues (RabbitMQ)", DESIGN, (*others, queue)) is None
    assert found("Queues (RabbitMQ)", "Week 3", (*others, queue)) is None


@pytest.mark.parametrize("title", ["Redis", "PostgreSQL", "Linked list", "OAuth 2.0"])
def test_names_of_things_are_found_from_any_stage(title: str) -> None:
    match = match_topic(title, DESIGN, BANK)
    assert match is not None
    assert (match.topic.title, match.how) == (title, "title")
    own = match_topic(title, match.topic.stage_titles[0], BANK)
    assert own is not None
    assert match.score < own.score == 1


@pytest.mark.parametrize(
    ("title", "source_id", "how"),
    [
        ("Anything", "tls", "id"),
        ("TLS, SSL", None, "likeness"),
        ("ssl/tls", None, "title"),
        ("IP addresses", None, "alias"),
    ],
)
def test_how_tells_what_a_match_rests_on(title: str, source_id: str | None, how: str) -> None:
    match = match_topic(title, NETWORKING, BANK, source_id=source_id)
    assert match is not None
    assert match.how == how


def test_surer_matches_score_higher() -> None:
    titles = ("PostgreSQL", "PostgreSQLs", "Postgres", "Basic SQL Postgre")
    scores = [match.score if (match := match_topic(t, DATABASES, BANK)) else 0 for t in titles]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] == 0


def test_an_id_that_the_bank_does_not_have_leaves_the_title_to_decide() -> None:
    match = match_topic("Proxies", NETWORKING, BANK, source_id="other")
    assert match is not None
    assert (match.topic.source_id, match.how) == ("proxies", "title")


def test_two_topics_that_fit_equally_well_are_no_match() -> None:
    bank = (
        BankTopic(1, "a", "Caching", (), (DESIGN,)),
        BankTopic(2, "b", "Caching", (), (NETWORKING,)),
    )
    assert found("Caching", "Week 3", bank) is None
    assert found("Caching", NETWORKING, bank) == "b"


def test_a_topic_shown_by_several_roadmaps_is_at_home_in_each() -> None:
    shared = BankTopic(1, "routing", "Routing", (), (FRAMEWORKS, "The web"))
    assert found("Routing", "The web", (shared,)) == "routing"


STAGES = tuple(
    BankStage(number, source_id, title, aliases)
    for number, (source_id, title, aliases) in enumerate(
        (
            ("language", LANGUAGE, ("Language",)),
            ("algorithms", ALGORITHMS, ("Algorithms", "DSA")),
            ("databases", DATABASES, ()),
            ("design", DESIGN, ("Design",)),
            ("auth", AUTH, ("Auth",)),
            ("projects", PROJECTS, ()),
        )
    )
)


@pytest.mark.parametrize(
    ("title", "source_id"),
    [
        ("databases", "databases"),
        ("Database Mastery (SQL + NoSQL)", "databases"),
        ("Data Structures and Algorithms (DSA)", "algorithms"),
        ("DSA", "algorithms"),
        ("System Design Basics", "design"),
        ("Authentication and Authorisation", "auth"),
        ("Soft Skills + Project Building", "projects"),
        ("Interface Design", None),
        ("Natural Language Processing", None),
        ("Data Science", None),
        ("Operating Systems", None),
    ],
)
def test_stages_are_found_alike(title: str, source_id: str | None) -> None:
    match = match_stage(title, STAGES)
    assert (match.stage.source_id if match else None) == source_id


def test_the_index_of_titles_knows_whole_lines_only() -> None:
    knows = title_index(BANK)
    assert knows("Clean, documented code")
    assert knows("postgres")
    assert knows("Graphs (basic understanding)")
    assert not knows("Stack, Queue")
    assert not knows("")


@given(st.text(), st.text())
def test_any_title_is_matched_or_not(title: str, stage: str) -> None:
    match = match_topic(title, stage, BANK)
    assert match is None or 0 < match.score <= 1
    stage_match = match_stage(title, STAGES)
    assert stage_match is None or 0 < stage_match.score <= 1
    title_index(BANK)(title)


@given(st.sampled_from(BANK), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_does_not_matter_in_the_own_stage(topic: BankTopic, change: object) -> None:
    assert callable(change)
    assert found(change(topic.title), topic.stage_titles[0]) == topic.source_id
