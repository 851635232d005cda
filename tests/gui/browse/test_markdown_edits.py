"""What the helpers of the editor do to a text. ``[`` and ``]`` bound what is selected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.cloze import cloze_numbers
from flashcards.gui.browse.markdown_edits import (
    TextEdit,
    bold,
    cloze,
    code,
    code_block,
    insert_block,
    new_line,
)

Helper = Callable[[str, int, int], TextEdit]


def after(helper: Helper, marked: str) -> str:
    """The text after a helper, its selection marked."""
    start = marked.index("[")
    text = marked.replace("[", "", 1)
    end = text.index("]") if "]" in text else start
    text = text.replace("]", "", 1)
    edit = helper(text, start, end)
    changed = text[: edit.start] + edit.text + text[edit.end :]
    low, high = edit.selected
    return f"{changed[:low]}[{changed[low:high]}]{changed[high:]}"


@pytest.mark.parametrize(
    ("helper", "before", "expected"),
    [
        (bold, "a [b] c", "a **[b]** c"),
        (bold, "a **[b]** c", "a [b] c"),
        (bold, "a [**b**] c", "a [b] c"),
        (bold, "a [", "a **[]**"),
        (code, "a [b] c", "a `[b]` c"),
        (code, "a `[b]` c", "a [b] c"),
        (code, "[x `y` z]", "[``x `y` z``]"),
        (cloze, "A [row] that", "A {{c1::[row]}} that"),
        (cloze, "{{c1::A}} and {{c4::B}} [C]", "{{c1::A}} and {{c4::B}} {{c5::[C]}}"),
        (cloze, "x [", "x {{c1::[]}}"),
    ],
)
def test_words_are_wrapped(helper: Helper, before: str, expected: str) -> None:
    assert after(helper, before) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("[", "```py\n[]\n```"),
        ("text[", "text\n\n```py\n[]\n```"),
        ("text\n\n[\n\nmore", "text\n\n```py\n[]\n```\n\nmore"),
        ("a\nprint([1)\nx]\nb", "a\n\n```py\n[print(1)\nx]\n```\n\nb"),
        ("[x = '```']", "````py\n[x = '```']\n````"),
    ],
)
def test_lines_become_a_code_block(before: str, expected: str) -> None:
    assert after(lambda text, start, end: code_block(text, start, end, "py"), before) == expected


def test_a_block_stands_by_itself() -> None:
    put = after(lambda text, start, end: insert_block(text, start, end, "![](x.png)"), "a[b")
    assert put == "a\n\n![](x.png)[]\n\nb"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("text[", "text\n[]"),
        ("  x[", "  x\n  []"),
        ("- one[", "- one\n- []"),
        ("- [x] one[".replace("[x]", "(x)"), "- (x) one\n- []"),
        ("2. two[", "2. two\n3. []"),
        ("> quote[", "> quote\n> []"),
        ("> - in[", "> - in\n> - []"),
        ("- [", "[]"),
        ("a\n> [", "a\n[]"),
        ("one[ two", "one\n[] two"),
    ],
)
def test_a_new_line_goes_on_as_the_one_above(before: str, expected: str) -> None:
    assert after(lambda text, start, _end: new_line(text, start), before) == expected


def test_the_next_option_of_a_choice_is_not_ticked() -> None:
    edit = new_line("- [x] right", 11)
    assert edit.text == "\n- [ ] "


@given(st.text(max_size=30), st.data())
def test_every_helper_leaves_the_rest_of_a_text_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for helper in (bold, code, cloze, code_block):
        edit = helper(text, start, end)
        assert 0 <= edit.start <= edit.end <= len(text)
        changed = text[: edit.start] + edit.text + text[edit.end :]
        low, high = edit.selected
        assert 0 <= low <= high <= len(changed)


@given(st.text("ab{}c1:", max_size=20))
def test_each_deletion_has_a_number_of_its_own(text: str) -> None:
    edit = cloze(f"{text} word", len(text) + 1, len(text) + 5)
    assert max(cloze_numbers(edit.text)) not in cloze_numbers(text)
