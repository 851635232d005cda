"""What a deck file says, read into rows."""

from __future__ import annotations

import pytest

from flashcards.domain.note import NoteFields, NoteKind, card_keys
from tests.formats.reading import DECK, deck, note, notes, warnings


class TestDeck:
    def test_front_matter_names_the_deck_and_its_place(self) -> None:
        rows = deck(DECK)

        assert (rows.title, rows.roadmap, rows.stage) == ("Databases", "backend", 3)
        assert (rows.license, rows.namespace) == ("CC-BY-4.0", None)
        assert rows.warnings == ()

    def test_a_topic_has_an_id_aliases_sources_and_what_its_notes_inherit(self) -> None:
        (topic,) = deck(DECK).topics

        assert (topic.title, topic.source_id, topic.line) == ("Indexing", "indexing", 8)
        assert topic.aliases == ("indexes", "b-tree", "aws (ec2, s3)")
        assert topic.source == "[Manual, chapter 11](https://example.org/indexes)"
        assert (topic.importance, topic.tags) == (3, ("storage", "sql"))

    def test_a_note_has_question_answer_extra_and_source(self) -> None:
        first, _ = notes(DECK)

        assert first.fields == NoteFields(
            question="What does a B-tree index save the database from doing?",
            answer="Reading the whole table.",
            extra="Why it is so.\n\nAnd an example.",
            source="[Manual, 11.2](https://example.org/types)\n"
            "[Another](https://example.org/other)",
        )
        assert (first.source_id, first.kind, first.line) == ("index-purpose", NoteKind.BASIC, 13)
        assert first.tags == ()

    def test_what_stands_above_the_separator_belongs_to_the_question(self) -> None:
        _, second = notes(DECK)

        assert second.fields.heading == "What does this print?"
        assert second.fields.question_body.startswith("```python\ndef add")
        assert second.fields.answer == "```text\n[1, 2]\n```"
        assert (second.kind, second.run, second.track) == (NoteKind.PREDICT, "python", "python")
        assert second.attributes == (("level", "mid"),)

    def test_line_ends_of_windows_and_a_mark_change_nothing(self) -> None:
        assert deck("\ufeff" + DECK.replace("\n", "\r\n")) == deck(DECK)

    def test_notes_above_the_first_topic_are_in_one_without_a_title(self) -> None:
        topics = deck("### a?\n\nb\n\n## T\n\n### c?\n\nd\n").topics

        assert [(topic.title, len(topic.notes)) for topic in topics] == [("", 1), ("T", 1)]

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("---\ntitle: From front matter\n---\n### q?\n\na", "From front matter"),
            ("# From a heading\n\n### q?\n\na", "From a heading"),
            ("### q?\n\na", "03-from-file"),
            ("---\ntitle: 2024\n---\n### q?\n\na", "2024"),
        ],
    )
    def test_the_title_comes_from_front_matter_heading_or_file(self, text: str, title: str) -> None:
        assert deck(text, "03-from-file.md").title == title

    def test_a_later_heading_of_the_first_level_is_a_topic_and_says_so(self) -> None:
        text = "# Deck\n\n### a?\n\nb\n\n# Part two\n\n### c?\n\nd\n"

        assert [topic.title for topic in deck(text).topics] == ["", "Part two"]
        assert warnings(text) == [
            (7, "a heading of the first level within a deck; read as a topic")
        ]

    def test_text_that_belongs_to_no_note_is_named_by_its_line(self) -> None:
        text = "## T {#t}\n\nAn introduction.\nMore.\n\n### a?\n\nb\n"

        assert warnings(text) == [(3, "text that belongs to no note is left out")]


class TestBody:
    def test_without_a_separator_all_is_answer(self) -> None:
        fields = note("### q?\n\none\n\n```\ncode\n```\n").fields

        assert (fields.question, fields.answer) == ("q?", "one\n\n```\ncode\n```")

    def test_only_the_first_separator_parts(self) -> None:
        fields = note("### q?\n\nbody\n\n---\n\none\n\n---\n\ntwo\n").fields

        assert (fields.question, fields.answer) == ("q?\n\nbody", "one\n\n---\n\ntwo")

    def test_a_line_of_dashes_without_blank_lines_parts_nothing_and_says_so(self) -> None:
        text = "### q?\n\nbody\n---\nanswer\n"

        assert note(text).fields.answer == "body\n---\nanswer"
        assert warnings(text) == [
            (4, "'---' parts question and answer only with blank lines around it")
        ]

    @pytest.mark.parametrize("fence", ["```", "~~~", "`````", "  ```"])
    def test_fenced_code_is_opaque(self, fence: str) -> None:
        code = "### no note\n\n---\n\nSource: nothing\n> [!NOTE]\n> none\n<!-- open"

        fields = note(f"### q?\n\n{fence}\n{code}\n{fence}\n").fields

        assert fields == NoteFields("q?", f"{fence}\n{code}\n{fence}")

    def test_a_fence_is_closed_only_by_one_as_long_and_of_its_kind(self) -> None:
        code = "````markdown\n```python\n### x\n```\n~~~~~\n### y\n````"

        assert note(f"### q?\n\n{code}\n").fields.answer == code

    def test_comments_are_opaque_so_a_note_can_be_commented_out(self) -> None:
        text = "### q?\n\na\n\n<!--\n### old?\n\nb\n-->\n\n### r?\n\nc\n"

        assert [row.fields.question for row in notes(text)] == ["q?", "r?"]

    def test_note_blocks_and_sources_are_taken_out_wherever_they_stand(self) -> None:
        text = (
            "### q?\n\n> [!NOTE]\n> one\n\nabove\n\n---\n\nSource: s1\n\nfirst\n"
            "> [!note] two\n> three\nSource: s2\nlast\n"
        )

        assert note(text).fields == NoteFields(
            "q?\n\nabove", "first\n\nlast", "one\n\ntwo\nthree", "s1\n\ns2"
        )

    def test_a_note_block_holds_code_lists_and_a_paragraph_that_goes_on(self) -> None:
        text = "### q?\n\na\n\n> [!NOTE]\n> ```\n> ### x\n> ```\n> - item\n>\n> end\nof it\n- no\n"

        fields = note(text).fields

        assert fields.extra == "```\n### x\n```\n- item\n\nend\nof it"
        assert fields.answer == "a\n\n- no"

    def test_other_quotes_stay_in_the_answer(self) -> None:
        assert note("### q?\n\n> [!TIP]\n> t\n\n> q\n").fields.answer == "> [!TIP]\n> t\n\n> q"

    def test_deeper_headings_stay_in_the_answer(self) -> None:
        assert note("### q?\n\n#### Rubric\n\n#tag\n").fields.answer == "#### Rubric\n\n#tag"

    def test_a_backslash_takes_the_meaning_from_a_line(self) -> None:
        text = "### q?\n\n\\### a\n\\Source: b\n\\> [!NOTE]\n\\\\## c\n\\<!-- d\n\n\\---\n\n\\# e\n"

        assert note(text).fields == NoteFields(
            "q?", "### a\nSource: b\n> [!NOTE]\n\\## c\n<!-- d\n\n---\n\n# e"
        )

    def test_a_question_that_begins_with_code_has_an_empty_heading(self) -> None:
        text = "### {#id .predict}\n\n```js\nf()\n```\n\nWhat is printed?\n\n---\n\n1\n"

        assert note(text).fields.question == "```js\nf()\n```\n\nWhat is printed?"


class TestKinds:
    @pytest.mark.parametrize(
        ("heading", "answer", "kind"),
        [
            ("q?", "a", NoteKind.BASIC),
            ("q? {.basic}", "a", NoteKind.BASIC),
            ("q? {.reversed}", "a", NoteKind.REVERSED),
            ("{{c1::q}}? {.cloze}", "", NoteKind.CLOZE),
            ("q? {.typed}", "`a`", NoteKind.TYPED),
            ("q? {.choice}", "- [x] a\n- [ ] b", NoteKind.CHOICE),
            ("q? {.predict}", "```text\n1\n```", NoteKind.PREDICT),
            ("q? {.steps}", "1. a\n2. b", NoteKind.STEPS),
        ],
    )
    def test_the_class_is_the_kind(self, heading: str, answer: str, kind: NoteKind) -> None:
        text = f"### {heading}\n\n{answer}\n"

        assert note(text).kind is kind
        assert warnings(text) == []

    @pytest.mark.parametrize("name", ["riddle", "custom"])
    def test_an_unknown_class_is_kept_as_basic(self, name: str) -> None:
        text = f"### q? {{#id .{name}}}\n\na\n"

        assert note(text).kind is NoteKind.BASIC
        assert warnings(text) == [
            (1, f"no kind of note is called '.{name}'; the note is kept as basic")
        ]

    def test_of_two_kinds_the_first_counts(self) -> None:
        text = "### q? {.typed .reversed}\n\na\n"

        assert note(text).kind is NoteKind.TYPED
        assert warnings(text) == [(1, "a note is of one kind; '.typed' counts")]

    def test_a_cloze_text_is_the_heading_and_what_stands_above_the_separator(self) -> None:
        row = note("### Of {{c1::a}} {.cloze}\n\nand {{c2::b::hint}}\n\n---\n\nanswer {{c3::c}}\n")

        assert card_keys(row.kind, row.fields) == ("c1", "c2")
        assert row.fields.answer == "answer {{c3::c}}"

    def test_without_a_separator_the_body_of_a_cloze_is_its_answer(self) -> None:
        fields = note("### Of {{c1::a}} {.cloze}\n\nbody\n").fields

        assert (fields.question, fields.answer) == ("Of {{c1::a}}", "body")

    def test_highlights_of_a_cloze_are_deletions_numbered_after_the_others(self) -> None:
        row = note("### ==A `x==y`== of {{c3::b}}, ==c== {.cloze}\n\n==d==\n\n---\n")

        assert row.fields.question == "{{c4::A `x==y`}} of {{c3::b}}, {{c5::c}}\n\n{{c6::d}}"

    @pytest.mark.parametrize(
        "text", ["`a==b==c`", "if x==y or y==z", "a == b == c", "```\n==a==\n```", "====="]
    )
    def test_comparisons_and_code_are_no_deletions(self, text: str) -> None:
        row = note(f"### {{{{c1::q}}}} {{.cloze}}\n\n{text}\n\n---\n")

        assert row.fields.question == f"{{{{c1::q}}}}\n\n{text}"

    def test_a_highlight_that_no_deletion_can_hold_is_told(self) -> None:
        text = "### {{c1::a}} ==std::sort== {.cloze}\n"

        assert note(text).fields.question == "{{c1::a}} ==std::sort=="
        assert warnings(text) == [
            (1, "'std::sort' can't be a deletion: it holds '::' or ends with braces")
        ]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("### q {.cloze}\n\na\n", "a .cloze note without a deletion such as {{c1::text}}"),
            (
                "### q? {.choice}\n\n- [ ] a\n- [ ] b\n",
                "a .choice note without a right option '- [x]'",
            ),
            (
                "### q? {.choice}\n\n```\n- [x] a\n```\n",
                "a .choice note without a right option '- [x]'",
            ),
            ("### {#id}\n\na\n", "a note without a question"),
            ("###\n\na\n", "a note without a question"),
            ("### q?\n\n" + "long " * 20_001, "longer than 100,000 characters"),
        ],
    )
    def test_a_note_that_gives_no_card_is_left_out(self, text: str, message: str) -> None:
        text += "\n\n### good?\n\nyes\n"

        assert note(text).fields.question == "good?"
        assert warnings(text) == [(1, f"{message}; the note is left out")]

    def test_steps_without_a_list_are_kept_as_basic(self) -> None:
        text = "### q? {.steps}\n\nfirst this, then that\n"

        assert note(text).kind is NoteKind.BASIC
        assert warnings(text) == [
            (1, "the answer of a .steps note is a numbered list; it is kept as basic")
        ]

    def test_a_note_without_an_answer_is_a_draft(self) -> None:
        text = "### q? {.typed}\n\n> [!NOTE]\n> n\n"

        assert (note(text).draft, note(text).kind) == (True, NoteKind.TYPED)
        assert warnings(text) == [(1, "a note without an answer; it becomes a draft")]

    def test_a_note_that_says_it_is_a_draft_is_one_without_a_word(self) -> None:
        text = "### q? {.choice draft=true}\n\n- [ ] a\n"

        assert (note(text).draft, note(text).attributes) == (True, ())
        assert warnings(text) == []


class TestAttributes:
    def test_the_importance_said_is_told_from_the_importance_left_unsaid(self) -> None:
        said, unsaid, high = notes(
            "### a? {.basic importance=2}\n\nx\n\n"
            "### b?\n\nx\n\n"
            "### c? {.basic importance=3}\n\nx\n"
        )

        assert (said.importance, said.attributes) == (2, ())
        assert (unsaid.importance, unsaid.attributes) == (None, ())
        assert (high.importance, high.attributes) == (3, ())

    def test_what_makes_no_sense_is_told_and_left_out(self) -> None:
        text = "### q? {#id importance=high junk tags=a,,b}\n\nx\n"

        assert (note(text).importance, note(text).tags) == (None, ("a", "b"))
        assert warnings(text) == [
            (1, "'junk' in the attribute list is left out"),
            (1, "importance=high is left out: it has to be 1, 2 or 3"),
        ]

    def test_the_braces_of_a_cloze_at_the_end_are_no_attributes(self) -> None:
        row = note("### The answer is {{c1::42}}\n\na\n")

        assert row.fields.question == "The answer is {{c1::42}}"

    def test_the_second_note_with_an_id_is_left_out(self) -> None:
        text = "### a? {#id}\n\nx\n\n### b? {#id}\n\ny\n"

        assert note(text).fields.question == "a?"
        assert warnings(text) == [(5, "the id 'id' is that of line 1; the note is left out")]

    def test_the_second_topic_with_an_id_keeps_its_notes(self) -> None:
        text = "## T {#t}\n\n### a?\n\nx\n\n## U {#t .odd}\n\n### b?\n\ny\n"

        assert [(t.title, t.source_id, len(t.notes)) for t in deck(text).topics] == [
            ("T", "t", 1),
            ("U", None, 1),
        ]
        assert warnings(text) == [
            (7, "'.odd' says nothing about a topic; it is left out"),
            (7, "the id 't' is that of line 1; it is left out"),
        ]
