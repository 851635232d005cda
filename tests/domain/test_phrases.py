"""The same thing in two spellings compares equal, different things do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.phrases import is_specific, names, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hash maps", "hashmap"),
        ("Queries", "query"),
        ("Indexes", "index"),
        ("Indices", "index"),
        ("Caches", "cache"),
        ("Batches", "batch"),
        ("Classes", "class"),
        ("Databases", "database"),
        ("Cookies", "cookie"),
        ("APIs", "API"),
        ("apis", "API"),
        ("Normalisation", "Normalization"),
        ("Behaviour", "behavior"),
        ("Résumé", "resume"),
        ("SSL/TLS basics", "SSL TLS"),
        ("Introduction to Docker", "Docker"),
        ("What is DNS?", "DNS"),
        ("Grundlagen der Netze", "der Netze"),
        ("Graphs (basic understanding)", "Graph"),
        ("Azure / GCP", "Azure and GCP"),
        ("Role-based access control (RBAC)", "RBAC"),
        ("Web sockets", "WebSockets"),
    ],
)
def test_the_same_in_other_letters(one: str, other: str) -> None:
    assert names(one) & names(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTP", "HTTPS"),
        ("http", "https"),
        ("HTTPs", "HTTP"),
        ("C", "C++"),
        ("C", "C#"),
        ("C++", "C#"),
        ("Net", ".NET"),
        ("OAuth 1.0", "OAuth 2.0"),
        ("Process", "Progress"),
        ("Access", "Axes"),
        ("Redis", "Redi"),
        ("Status", "State"),
        ("Java", "JavaScript"),
        ("Queue (data structure)", "Data structure"),
    ],
)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert not names(one) & names(other)


def test_what_would_leave_nothing_stays() -> None:
    assert words("Basics") == ("basic",)
    assert words("(optional)") == ("optional",)
    assert words("The") == ("the",)
    assert words("…") == ()
    assert names("…") == frozenset()


@pytest.mark.parametrize(
    ("title", "specific"),
    [
        ("Docker", True),
        ("MySQL", True),
        ("JWT", True),
        ("Linked list", True),
        ("Functions", False),
        ("Routing", False),
        ("Validation", False),
        ("Queues (RabbitMQ)", False),
    ],
)
def test_names_of_things_mean_the_same_everywhere(title: str, specific: bool) -> None:
    assert is_specific(title) is specific


@given(st.text())
def test_any_text_has_words_that_stay_as_they_are(text: str) -> None:
    is_specific(text)
    for name in names(text):
        assert name == "".join(name.split())
