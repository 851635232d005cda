r"""Formulas between ``\(…\)`` and ``\[…\]``, and their pictures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.render.formula import (
    LONGEST,
    FormulaPicture,
    FormulaSpan,
    formula_spans,
    formula_svg,
)
from flashcards.render.plain import plain_text

INK = "#1a2b3c"


def drawn(latex: str, size: float = 20.0, *, display: bool = True) -> FormulaPicture:
    picture = formula_svg(latex, display, INK, size)
    assert picture is not None, latex
    return picture


class TestSpans:
    def test_they_are_found_where_they_stand(self) -> None:
        text = "Let \\(a_1 = 2\\).\n\n\\[ \\frac{a}{b}\n= c \\]"
        assert formula_spans(text) == (
            FormulaSpan(4, 15, "a_1 = 2", display=False),
            FormulaSpan(18, len(text), "\\frac{a}{b}\n= c", display=True),
        )
        assert [text[span.start : span.end][:2] for span in formula_spans(text)] == [r"\(", r"\["]

    @pytest.mark.parametrize(
        "text",
        [
            r"\\(a\\)",
            r"\\\\(a\\\\)",
            r"a\\\\[b\\]",
            r"\(a",
            r"\(a\]",
            r"\(\)",
            r"\( \)",
            "\\(a\n\nb\\)",
            "\\(a\n \nb\\)",
            r"`\(a\)`",
            r"``\(a\) ` b``",
            "```\n\\(a\\)\n```",
            "~~~tex\n\\[a\\]",
            rf"\({'a' * (LONGEST + 1)}\)",
            "(a) [b](c)",
        ],
    )
    def test_what_is_none(self, text: str) -> None:
        assert formula_spans(text) == ()

    @pytest.mark.parametrize(
        ("text", "latex"),
        [
            (r"\\\(a\)", "a"),
            (r"\(a \(b\)", "b"),
            (r"\[a\(b\)", "b"),
            (r"\(\left(a\right)\)", r"\left(a\right)"),
            (r"\[a \\[2pt] b\]", r"a \\[2pt] b"),
            (r"\(a \\\)", r"a \\"),
            (r"`a` \(b\) `c`", "b"),
            ("`a\n\n\\(b\\) `c", "b"),
            ("\\(a\nb\\)", "a\nb"),
            (r"\`\(a\)\`", "a"),
        ],
    )
    def test_what_is_one(self, text: str, latex: str) -> None:
        assert [span.latex for span in formula_spans(text)] == [latex]

    @settings(max_examples=150, deadline=None)
    @given(st.text(st.sampled_from("\\()[]`~ab\n {}^_"), max_size=80))
    def test_any_text_has_bounded_spans_that_the_plain_text_shows(self, text: str) -> None:
        at = 0
        for span in formula_spans(text):
            assert at <= span.start < span.end <= len(text)
            assert span.latex
            assert span.latex in text[span.start : span.end]
            at = span.end

    @pytest.mark.parametrize("text", ["\\(", "\\(a", "`\\(", "\\", "\\[\\\\"])
    def test_a_hostile_text_costs_no_more_than_its_length(self, text: str) -> None:
        assert formula_spans(text * 50_000) == ()


class TestPlainText:
    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            (r"So \(a_1 * b_1 * c\).", "So a_1 * b_1 * c."),
            (r"\[ \frac{a}{b} \]", r"\frac{a}{b}"),
            (r"a \\(b\\)", r"a \(b\)"),
            (r"`\(a\)`", r"\(a\)"),
            (r"**\(a*b\)**", "a*b"),
        ],
    )
    def test_a_formula_reads_as_its_latex(self, markdown: str, text: str) -> None:
        assert plain_text(markdown) == text


class TestPictures:
    @pytest.mark.parametrize(
        "latex",
        [
            r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
            r"\sum_{i=0}^{n} i = \frac{n(n+1)}{2}",
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}",
            r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
            r"O(n \log n)",
            r"\xrightarrow{f}",
            r"[\text{hint}]",
            r"x \tag{1}",
            r"\textcolor{red}{x}",
            r"x < y \mid z",
        ],
    )
    def test_it_is_paths_in_one_colour(self, latex: str) -> None:
        picture = drawn(latex)
        root = ElementTree.fromstring(picture.svg)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert {"svg", "path"} <= tags <= {"svg", "g", "path", "rect"}
        assert picture.svg.count(INK.encode()) or "red" in latex
        assert (float(root.attrib["width"]), float(root.attrib["height"])) == pytest.approx(
            (picture.width, picture.height), abs=0.01
        )

    def test_it_grows_with_its_size(self) -> None:
        small, large = drawn("x", 10.0), drawn("x", 40.0)
        assert large.height > 3 * small.height

    def test_the_baseline_is_where_letters_stand(self) -> None:
        above, below = drawn("x"), drawn("y")
        assert above.height - above.baseline < 3
        assert below.height - below.baseline > 4
        assert drawn(r"\frac{a}{b}").baseline < drawn(r"\frac{a}{b}").height - 8

    def test_in_a_line_it_is_lower_than_by_itself(self) -> None:
        assert drawn(r"\sum_{i}^{n} i", display=False).height < drawn(r"\sum_{i}^{n} i").height

    @pytest.mark.parametrize(
        "latex",
        [
            "", " ", "{", "x^", "_", r"\left(", "a & b", r"\frac", r"\\", "%",
            r"\begin{matrix}", r"\hspace{9999em} x", r"\color{url(#x)}{x}", "\x01", "\ud800",
            "日本", r"\text{привет 日本}", "😀", "x" * (LONGEST + 1), r"\tag{{1}}{",
            "{" * 900 + "xy" + "}a" * 900, r"\left(" * 100 + "x" + r"\right)" * 100,
            r"\phantom{" * 30 + "x" + "}" * 30, r"\begin{matrix}" * 20 + "x" + r"\end{matrix}" * 20,
            r"\sideset{_1}{_1}{" * 16 + "x" + "}" * 16, r"\sqrt^{" * 40 + "x" + "}" * 40,
        ],
    )  # fmt: skip
    def test_what_cannot_be_drawn_is_none(self, latex: str) -> None:
        assert formula_svg(latex, True, INK, 20.0) is None

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                [
                    "a", "1", "+", "{", "}", "^", "_", "&", "\\\\", "\\", "(", "$", "%", "#", "~",
                    "<", "'", r"\frac", r"\sqrt", r"\left(", r"\right)", r"\sum", r"\text{a}",
                    r"\begin{matrix}", r"\end{matrix}", r"\color", r"\limits", r"\tag{1}",
                    r"\hspace{1em}", r"\binom", r"\overset", r"\mathbb", r"\not", r"\href",
                    r"\substack", r"\operatorname",
                ]
            ),
            max_size=14,
        )
    )  # fmt: skip
    def test_any_text_is_drawn_or_none(self, parts: list[str]) -> None:
        picture = formula_svg("".join(parts), True, INK, 16.0)
        if picture is not None:
            assert picture.svg.startswith(b"<svg")
            assert 0 < picture.width <= 4_000
            assert 0 < picture.height <= 4_000


def test_only_a_formula_brings_the_library_in() -> None:
    code = (
        "import sys; from flashcards.render.faces import faces; "
        "from flashcards.render.formula import formula_spans; formula_spans(r'\\(a\\)'); "
        "print({'ziamath', 'latex2mathml', 'xml'} & set(sys.modules))"
    )
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert run.stdout.strip() == "set()"
