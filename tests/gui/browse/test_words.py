"""What the sidebar, the hints and find and replace say."""

from __future__ import annotations

import pytest

from flashcards.gui.browse import texts
from flashcards.gui.browse.hint_list import Hint, HintList, hints_of
from flashcards.gui.browse.replace_dialog import plan_text
from flashcards.gui.browse.sidebar import SideEntry, entries
from flashcards.services.browsing.view import SavedSearch, Sidebar, SideLine
from flashcards.services.editing.bulk_view import Replacement, ReplacePlan, ReplaceRequest
from flashcards.services.editing.view import Advice, AlikeNote, Hints, TextProblem

EMPTY = Sidebar((), (), (), {}, 0, 0, 0, 0, 0)


def test_sections_without_anything_are_left_out() -> None:
    assert list(entries(EMPTY, ())) == ["States"]
    shown = [line.text for line in entries(EMPTY, ())["States"]]
    assert shown == ["All cards", "Due", "Marked", "Leeches"]


def test_each_line_is_a_search() -> None:
    sidebar = Sidebar(
        decks=(SideLine("Backend", 12), SideLine("Backend::SQL joins", 4, 1)),
        stages=(SideLine("Storage", 7),),
        tags=(SideLine("b-tree", 3),),
        flags={1: 2},
        new=5, learning=0, review=9, suspended=0, drafts=0,
    )  # fmt: skip
    shown = entries(sidebar, (SavedSearch(7, "Weak ones", "recall<0.5"),))
    assert list(shown) == ["Saved searches", "States", "Decks", "Stages", "Flags", "Tags"]
    saved = SideEntry("Weak ones", "recall<0.5", icon="bookmark", saved=7)
    assert shown["Saved searches"] == [saved]
    assert SideEntry("New", "is:new", 5) in shown["States"]
    assert "Learning" not in [line.text for line in shown["States"]]
    nested = SideEntry("SQL joins", 'deck:"Backend::SQL joins"', 4, 1, "layers")
    assert shown["Decks"][1] == nested
    assert (shown["Flags"][0].text, shown["Flags"][0].query) == ("Red", "flag:red")
    assert shown["Tags"][0].query == "tag:b-tree"


def test_what_stops_a_text_comes_first_and_advice_last() -> None:
    problems = (TextProblem(4, "Odd.", stops=False), TextProblem(2, "Bad."))
    alike = (AlikeNote(7, "What is it?", "Tools", 100.0), AlikeNote(8, "What's it?", "Tools", 91.0))
    advice = (Advice("yes-no-question", "it can be answered with yes", "ask why."),)
    assert hints_of(problems, Hints(alike, advice)) == [
        Hint("circle-alert", "again", "Line 2: Bad.", line=2),
        Hint("triangle-alert", "hard", "Line 4: Odd.", line=4),
        Hint("copy", "hard", "Another note asks the same: What is it?", "Tools", note_id=7),
        Hint("copy", "hard", "Another note asks nearly this: What's it?", "Tools", note_id=8),
        Hint("lightbulb", "text3", "It can be answered with yes.", "Ask why."),
    ]


def test_no_more_hints_are_shown_than_one_reads(qtbot) -> None:
    shown = HintList()
    qtbot.addWidget(shown)
    shown.show_hints([Hint("lightbulb", "text3", f"Hint {number}") for number in range(9)])
    assert [hint.text for hint in shown.hints] == ["Hint 0", "Hint 1", "Hint 2", "Hint 3"]
    shown.show_hints([])
    assert shown.isHidden()


@pytest.mark.parametrize(
    ("notes", "matches", "shown", "refused", "text"),
    [
        (0, 0, 0, 0, "Nothing is found."),
        (1, 1, 1, 0, "1 change in 1 note."),
        (8, 12, 12, 0, "12 changes in 8 notes."),
        (900, 1200, 500, 0, "1,200 changes in 900 notes. The first 500 are shown."),
        (1, 1, 1, 1, "1 change in 1 note. 1 note stays as it is: it would ask nothing."),
        (0, 0, 0, 2, "0 changes in 0 notes. 2 notes stay as they are: they would ask nothing."),
    ],
)  # fmt: skip
def test_a_plan_is_told_in_words(
    notes: int, matches: int, shown: int, refused: int, text: str
) -> None:
    changes = tuple(Replacement(number, "Q", "", "a", "b", "") for number in range(shown))
    plan = ReplacePlan(ReplaceRequest("a", "b"), tuple(range(notes)), matches, changes, refused)
    assert plan_text(plan) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Suspend 3 cards", "3 cards suspended"),
        ("Move 1 card", "1 card moved"),
        ("Set due 4 cards", "4 cards moved to another day"),
        ("Replace in 2 notes", "Replace in 2 notes"),
    ],
)
def test_what_was_done_is_told(label: str, text: str) -> None:
    assert texts.done_text(label) == text


def test_the_questions_before_a_change_say_how_many(qtbot) -> None:
    assert texts.delete_question(1, 1)[0] == "Delete 1 card?"
    assert texts.delete_question(2, 5)[0] == "Delete 5 cards of 2 notes?"
    assert texts.reset_question(1)[0] == "Make 1 card new again?"
    assert texts.none_found("  ") == "There are no cards yet."
