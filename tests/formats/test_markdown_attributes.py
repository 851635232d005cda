"""The attribute list of a heading, and the YAML at the top of a file."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.markdown import (
    Attributes,
    format_attributes,
    parse_heading_attributes,
    read_front_matter,
    write_front_matter,
)

NONE = Attributes()


class TestAttributes:
    @pytest.mark.parametrize(
        ("heading", "title", "attributes"),
        [
            ("Why?", "Why?", NONE),
            ("Why? {#why}", "Why?", Attributes("why")),
            ("Why?{#why}  ", "Why?", Attributes("why")),
            ("Why? {.typed}", "Why?", Attributes(None, ("typed",))),
            (
                "Why? {#why .predict run=python tags=a,b}",
                "Why?",
                Attributes("why", ("predict",), (("run", "python"), ("tags", "a,b"))),
            ),
            (
                'Design {#d short="System Design" shorter=Design}',
                "Design",
                Attributes("d", (), (("short", "System Design"), ("shorter", "Design"))),
            ),
            ("{#why}", "", Attributes("why")),
            ("{#one} {#two}", "{#one}", Attributes("two")),
            ('Why? {#a k="} {.b \\" \\\\"}', "Why?", Attributes("a", (), (("k", '} {.b " \\'),))),
            ("Why? {#a ?! k=1 k=2}", "Why?", Attributes("a", (), (("k", "1"),), ("?!", "k=2"))),
            ('Why? {.basic id="a b"}', "Why?", Attributes("a b", ("basic",))),
            ("Почему? {#почему}", "Почему?", Attributes("почему")),
        ],
    )
    def test_the_last_braces_that_begin_with_an_id_or_a_class(
        self, heading: str, title: str, attributes: Attributes
    ) -> None:
        assert parse_heading_attributes(heading) == (title, attributes)

    @pytest.mark.parametrize(
        "heading",
        [
            "The answer is {{c1::42}}",
            "{{c1::a}} and {{c2::b::hint}}",
            "{{c1::{.x}}}",
            "What does {{.Name}} print?",
            "{{.Name}}",
            "a set {x}",
            "{ #a}",
            "f{.5}",
            "{#}",
            "{#a",
            "{track=python}",
            '{#a k="}',
            "`{#a}`",
            "",
        ],
    )
    def test_other_braces_stay_in_the_title(self, heading: str) -> None:
        assert parse_heading_attributes(heading) == (heading, NONE)

    def test_a_value_is_found_by_its_key(self) -> None:
        _, attributes = parse_heading_attributes("x {#a run=python}")

        assert (attributes.get("run"), attributes.get("track")) == ("python", None)

    def test_a_heading_of_megabytes_is_no_trouble(self) -> None:
        heading = '{#a "' * 300_000 + "}"

        assert parse_heading_attributes(heading) == (heading, NONE)

    @settings(deadline=None)
    @given(
        st.none() | st.text(min_size=1),
        st.dictionaries(st.from_regex(r"[a-z]+", fullmatch=True), st.text()),
    )
    def test_what_is_written_is_read(self, identifier: str | None, pairs: dict[str, str]) -> None:
        one_line = {key: " ".join(value.split()) for key, value in pairs.items() if key != "id"}
        if identifier is not None:
            identifier = " ".join(identifier.split()) or None
        attributes = Attributes(identifier, ("basic",), tuple(one_line.items()))

        written = f"Title {format_attributes(attributes)}"

        assert parse_heading_attributes(written) == ("Title", attributes)


def front(text: str) -> dict[str, object]:
    matter = read_front_matter(f"---\n{text}\n---\nbody".split("\n"), "deck.md")
    return {entry.key: entry.value for entry in matter.entries}


class TestFrontMatter:
    def test_a_file_may_have_none(self) -> None:
        assert read_front_matter(["# Title", "---", "x: y", "---"], "deck.md").body == 0

    def test_it_knows_its_lines(self) -> None:
        matter = read_front_matter(["---", "a: 1", "# b", "c: |", "  d", "---", "x"], "deck.md")

        assert [(entry.key, entry.line) for entry in matter.entries] == [("a", 2), ("c", 4)]
        assert matter.body == 6

    def test_text_stays_text(self) -> None:
        text = "a: 1.10\nb: 2024-01-01\nc: no\nd: 6-12 months\ne: '3'\nf: 0x1F\ng: 007"

        assert front(text) == {
            "a": "1.10",
            "b": "2024-01-01",
            "c": "no",
            "d": "6-12 months",
            "e": "3",
            "f": "0x1F",
            "g": "007",
        }

    def test_numbers_truth_nothing_lists_and_maps(self) -> None:
        text = "a: 3\nb: true\nc:\nd: [x, {y: -1}]\n5: z"

        assert front(text) == {"a": 3, "b": True, "c": None, "d": ["x", {"y": -1}], "5": "z"}

    def test_of_a_key_given_twice_the_first_counts(self) -> None:
        matter = read_front_matter(["---", "a: 1", "a: 2", "---"], "deck.md")

        assert [(entry.key, entry.value) for entry in matter.entries] == [("a", 1)]
        assert [(w.line, w.message) for w in matter.warnings] == [
            (3, "'a' stands in line 2 already; the second is left out")
        ]

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ("a: b\nc: d: e", 3, "a value with a colon needs quotes"),
            ("a: 'b", 2, "unexpected end of stream"),
            ("- a", 2, "'key: value' is meant"),
            ("a: b\n\tc: d", 3, "cannot start any token"),
            ("a: &x [b]\nc: *x", 3, "aliases are not read"),
            ("a: !!python/object/apply:os.system [ls]", 2, "is not read"),
            ("a: !!timestamp 2024-01-01", 2, "is not read"),
            ("a: " + "[" * 5000, 2, "nested too deep"),
            ("a:\n? [b]\n: c", 3, "a key has to be plain text"),
            ("a: b\nc: \x07", 3, "a character that YAML does not allow"),
            ("a = [", 1, "Invalid value"),
            ("a = 1\nb = ?", 3, "Invalid value"),
            ("x: y\n" * 600, 1, "too long"),
        ],
    )
    def test_an_error_names_file_and_line(self, text: str, line: int, message: str) -> None:
        with pytest.raises(FormatError, match=message) as caught:
            front(text)

        assert (caught.value.file, caught.value.line) == ("deck.md", line)

    def test_aliases_that_would_explode_are_refused_at_the_first(self) -> None:
        lists = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30)]
        bomb = "\n".join(("l0: &l0 [x, x, x]", *lists))

        with pytest.raises(FormatError, match="aliases are not read") as caught:
            front(bomb)

        assert caught.value.line == 3

    def test_it_has_to_end(self) -> None:
        with pytest.raises(FormatError, match=r"^deck\.md:1: the front matter is not closed"):
            read_front_matter(["---", "a: b", "", "### q?"], "deck.md")

    def test_the_canonical_form(self) -> None:
        pairs = [("title", "C++: basics"), ("stage", 3), ("tags", ["a", "no"]), ("x", "a\nb\n")]

        assert write_front_matter(pairs) == (
            "---\ntitle: 'C++: basics'\nstage: 3\ntags:\n- a\n- no\nx: |\n  a\n  b\n---"
        )

    @pytest.mark.parametrize("text", ["\n", "\n\n", "a\n", "a\n\n", "\na", "\n a\n", " \n"])
    def test_line_ends_around_a_text_stay(self, text: str) -> None:
        lines = [*write_front_matter([("k", text)]).split("\n"), "body"]

        matter = read_front_matter(lines, "deck.md")

        assert [entry.value for entry in matter.entries] == [text]
        assert lines[matter.body :] == ["body"]

    @settings(deadline=None)
    @example({"0=": None})
    @example({"²=": "a = 1"})
    @given(
        st.dictionaries(
            st.text(),
            st.recursive(
                st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | st.text(),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
                ),
                max_leaves=5,
            ),
            max_size=4,
        )
    )
    def test_what_is_written_is_read(self, pairs: dict[str, object]) -> None:
        lines = write_front_matter(list(pairs.items())).split("\n")
        matter = read_front_matter(lines, "deck.md")

        assert {entry.key: entry.value for entry in matter.entries} == pairs
        assert matter.body == len(lines)
