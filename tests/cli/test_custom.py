"""Studying out of turn, a backlog and breaks in the terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

DECK = """\
---
title: Own
namespace: own
---

### What is a cache? {#cache}

A copy that is nearer.

### What is a queue? {#queue}

First in, first out.
"""


@pytest.fixture
def own(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A terminal on a library with a deck of two cards."""
    path = tmp_path / "own.md"
    path.write_text(DECK, encoding="utf-8")
    terminal("import", str(path))
    return terminal


def test_next_and_answer_walk_through_a_cram(own: Terminal) -> None:
    seen = []
    for _ in range(2):
        card = own.json("next", "--cram", "deck:Own")
        assert card["state"] == "new"
        assert card["intervals"] == {}
        seen.append(card["card_id"])
        answered = own.json("answer", str(card["card_id"]), "good", "--cram")
        assert (answered["state"], answered["interval"]) == ("new", 0)
    assert len(set(seen)) == 2
    assert own("next", "--cram", "deck:Own", "--json").out == "null\n"
    assert {deck["name"]: deck["new"] for deck in own.json("decks")}["Own"] == 2
    assert "moves" not in own("check").out
    assert own.json("undo")["card_id"] == seen[-1]
    assert own.json("next", "--cram", "deck:Own")["card_id"] == seen[-1]


def test_a_preview_and_what_is_forgotten(own: Terminal) -> None:
    first = own.json("next", "--preview")["card_id"]
    assert own.json("next", "--forgotten") is None
    own("answer", str(first), "again")
    assert own.json("next", "--forgotten")["card_id"] == first


def test_ahead_is_a_real_review(own: Terminal) -> None:
    card = own.json("next", "--deck", "Own")["card_id"]
    own("answer", str(card), "easy")
    own = replace(own, now="2026-11-26T09:00:00Z")
    found = own.json("next", "--ahead", "60")
    assert found["card_id"] == card
    assert set(found["intervals"]) == {"again", "hard", "good", "easy"}
    own("answer", str(card), "good")
    assert "out of bounds" in own("next", "--ahead", "0", code=1).error


def test_one_way_at_a_time(own: Terminal) -> None:
    assert "not allowed with" in own("next", "--forgotten", "--ahead", "3", code=2).error


def test_a_session_of_extra_answers(own: Terminal) -> None:
    done = own("review", "--cram", "deck:Own", stdin="\n3\n\n3\n")
    assert "the schedule stays as it is" in done.out
    assert "2 answers" in done.out


def test_the_backlog_is_shown_before_anything_is_done(own: Terminal) -> None:
    found = own.json("backlog", "spread", "--days", "5")
    assert (found["waiting"], found["moved"], found["applied"]) == (0, 0, False)
    assert "0 cards waiting" in own("backlog").out
    assert "Nothing is changed yet" in own("backlog", "catch-up").out


def test_breaks(own: Terminal) -> None:
    assert own.json("break", "2026-12-20", "2027-01-03")["first"] == "2026-12-20"
    assert own.json("break") == [{"first": "2026-12-20", "last": "2027-01-03"}]
    assert own("break").out == "2026-12-20 to 2027-01-03\n"
    own("break", "2026-12-20", "--remove")
    assert own("break").out == "No break is planned.\n"
