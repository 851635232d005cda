"""Code in colour."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.render.highlighting import TOKEN_CLASSES, highlight
from flashcards.render.languages import language_key, language_name, lexer_name


def spans(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<span class="(\w+)">([^<]*)</span>', html)


def test_the_five_families_of_python() -> None:
    code = 'def f(self):\n    # why\n    return "a" if self is None else range(3)'
    assert spans(highlight(code, "python")) == [
        ("k", "def"),
        ("nf", "f"),
        ("c", "# why"),
        ("k", "return"),
        ("s", '"a"'),
        ("k", "if"),
        ("k", "is"),
        ("k", "None"),
        ("k", "else"),
        ("nf", "range"),
        ("m", "3"),
    ]


def test_the_keywords_of_sql() -> None:
    shown = spans(highlight("CREATE INDEX people_idx ON people (a);", "sql"))
    assert shown == [("k", "CREATE"), ("k", "INDEX"), ("k", "ON")]


def test_no_span_crosses_a_line() -> None:
    shown = highlight('"""a\n\nb"""', "python")
    assert shown == '<span class="s">"""a</span>\n\n<span class="s">b"""</span>'


@pytest.mark.parametrize("language", ["", "text", "klingon", "../etc", "a" * 500])
def test_code_without_a_known_language_stays_plain(language: str) -> None:
    assert highlight("if a < b", language) == "if a &lt; b"


def test_very_long_code_stays_plain() -> None:
    assert "<span" not in highlight("x = 1\n" * 20_000, "python")


@given(st.text(max_size=80), st.sampled_from(["python", "js", "sql", "bash", "java", "json"]))
def test_the_code_itself_is_never_changed(code: str, language: str) -> None:
    shown = highlight(code, language)
    normal = code.replace("\r\n", "\n").replace("\r", "\n")
    assert unescape(re.sub(r"</?span[^>]*>", "", shown)) == unescape_free(normal)
    assert set(re.findall(r'class="(\w+)"', shown)) <= set(TOKEN_CLASSES)


def unescape_free(code: str) -> str:
    """What a reader sees of code: Pygments drops a byte order mark at the start."""
    return code.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("info", "key", "name", "lexer"),
    [
        ("python", "python", "Python", "python"),
        ("py title=x", "python", "Python", "python"),
        ("JS", "javascript", "JavaScript", "javascript"),
        ("node", "javascript", "JavaScript", "javascript"),
        ("sqlite", "sqlite", "SQLite", "sql"),
        ("postgresql", "postgresql", "PostgreSQL", "postgresql"),
        ("shell", "bash", "Shell", "bash"),
        ("text", "text", "", ""),
        ("", "", "", ""),
        ("klingon", "klingon", "Klingon", "klingon"),
    ],
)
def test_languages_by_their_names(info: str, key: str, name: str, lexer: str) -> None:
    assert (language_key(info), language_name(info), lexer_name(info)) == (key, name, lexer)
