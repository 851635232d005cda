"""Cards of hashcards and of Obsidian's plugin Spaced Repetition."""

from __future__ import annotations

import pytest

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.markdown import parse_deck
from tests.formats.reading import notes, warnings


def sides(text: str) -> list[tuple[str, str]]:
    return [(note.fields.question, note.fields.answer) for note in notes(text)]


class TestHashcards:
    def test_questions_answers_and_clozes(self) -> None:
        text = (
            "Q: What is the order of a group?\n"
            "A: The cardinality of its set.\n\n"
            "C: The [order] of a group is\nits [cardinality].\n"
        )
        basic, cloze = notes(text)

        assert basic.fields == NoteFields(
            "What is the order of a group?", "The cardinality of its set."
        )
        assert (cloze.kind, cloze.line) == (NoteKind.CLOZE, 4)
        assert cloze.fields.question == (
            "The {{c1::order}} of a group is\n\nits {{c2::cardinality}}."
        )
        assert warnings(text) == []

    def test_both_sides_have_many_lines_and_code_that_is_opaque(self) -> None:
        text = "Q: Name two.\n\n![d](d.png)\nA:\n\n- one\n- two\n\n```\nQ: code\n```\n\n---\n"

        assert sides(text) == [
            ("Name two.\n\n![d](d.png)", "- one\n- two\n\n```\nQ: code\n```"),
        ]

    def test_code_may_begin_behind_the_mark(self) -> None:
        text = "Q: a?\nA: ```\nQ: code\n```\n\nQ: b?\nA: x\n"

        assert sides(text) == [("a?", "```\nQ: code\n```"), ("b?", "x")]

    def test_images_links_and_code_are_no_deletions(self) -> None:
        text = "C: ![a](b) and [c](d), \\[e], `f[0]`, [g]\n"

        assert sides(text) == [("![a](b) and [c](d), \\[e], `f[0]`, {{c1::g}}", "")]

    def test_the_front_matter_of_hashcards_gives_the_title(self) -> None:
        rows = parse_deck('---\nname = "Medicine"\n---\n\nQ: a\nA: b\n', "ch1.md")

        assert rows.title == "Medicine"
        assert rows.front_matter == ()

    def test_headings_are_topics(self) -> None:
        rows = parse_deck("# Deck\n\n## Groups\n\nQ: a\nA: b\n\n## Rings\n\nQ: c\nA: d\n", "x.md")

        assert rows.title == "Deck"
        assert [(t.title, len(t.notes)) for t in rows.topics] == [("Groups", 1), ("Rings", 1)]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A: b\nQ: c\nA: d\n", (1, "an answer without a question is left out")),
            ("Q: c\nA: d\nA: e\n", (3, "an answer without a question is left out")),
            ("Q: a\nQ: c\nA: d\n", (1, "a note without an answer; it becomes a draft")),
            (
                "Q: c\nA: d\n\n---\n\nprose\n",
                (6, "a line of text holds no card, from here on; left out"),
            ),
            ("Q: c\nA: d\n```\ncode\n", (3, "this code block has no end")),
            (
                "C: none\n\nQ: c\nA: d\n",
                (
                    1,
                    "a .cloze note without a deletion such as {{c1::text}}; the note is left out",
                ),
            ),
        ],
    )
    def test_what_fits_nowhere_is_told(self, text: str, expected: tuple[int, str]) -> None:
        assert warnings(text) == [expected]


class TestObsidian:
    def test_lines_with_two_or_three_colons(self) -> None:
        plain, both_ways = notes("#flashcards\n\none::two\n- three ::: four\n")

        assert (plain.fields, plain.kind) == (NoteFields("one", "two"), NoteKind.BASIC)
        assert (both_ways.fields, both_ways.kind) == (
            NoteFields("three", "four"),
            NoteKind.REVERSED,
        )

    def test_highlights_are_deletions(self) -> None:
        (cloze,) = notes("The ==heap== holds ==objects==.\n")

        assert cloze.kind is NoteKind.CLOZE
        assert cloze.fields.question == "The {{c1::heap}} holds {{c2::objects}}."

    def test_deletions_of_the_own_form_are_read_as_well(self) -> None:
        assert sides("The {{c1::heap::where?}} grows.\n") == [
            ("The {{c1::heap::where?}} grows.", "")
        ]

    def test_dates_are_left_out(self) -> None:
        text = (
            "one::two <!--SR:!2021-08-16,4,270!2021-08-16,4,270-->\n"
            "The ==heap==\n<!--SR:!2021-08-16,4,270-->\n"
        )

        assert sides(text) == [("one", "two"), ("The {{c1::heap}}", "")]
        assert warnings(text) == []

    def test_colons_within_code_part_nothing(self) -> None:
        assert sides("What is `std::move`::a cast\n") == [("What is `std::move`", "a cast")]

    def test_prose_is_counted_once(self) -> None:
        text = "# Notes\n\nProse.\n\none::two\n\n```\na::b\n```\n\n| a::b |\n> c::d\n::e\n"

        assert sides(text) == [("one", "two")]
        assert warnings(text) == [(3, "5 lines of text hold no card, from here on; left out")]

    def test_a_file_with_headings_for_notes_is_not_searched(self) -> None:
        assert sides("one::two\n\n### q?\n\nQ: a\nthree::four\n") == [("q?", "Q: a\nthree::four")]
