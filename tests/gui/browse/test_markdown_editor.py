"""The colours of a note's text, and the numbers beside its lines."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.browse.markdown_colors import MarkdownColors
from flashcards.gui.browse.markdown_editor import MarkdownEditor
from flashcards.gui.theme import Mode, theme

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


class Colored:
    """A text with its colours."""

    def __init__(self, text: str) -> None:
        self.document = QTextDocument()
        self.colors = MarkdownColors(self.document)
        self.document.setPlainText(text)
        self.colors.rehighlight()

    def format(self, word: str) -> QTextCharFormat | None:
        """How the first occurrence of a word is drawn, None where it is plain."""
        at = self.document.toPlainText().index(word)
        block = self.document.findBlock(at)
        inside = at - block.position()
        for each in block.layout().formats():
            if each.start <= inside < each.start + each.length:
                return QTextCharFormat(each.format)  # which is gone with the list
        return None

    def ink(self, word: str) -> QColor | None:
        form = self.format(word)
        return None if form is None else form.foreground().color()


@pytest.mark.parametrize(
    ("text", "word", "ink"),
    [
        ("### What is it? {#id}", "What", "accent_ink"),
        ("Source: RFC 1", "RFC", "accent_ink"),
        ("> [!NOTE] x", "x", "good"),
        ("- [x] an option", "[x]", "accent_ink"),
        ("a `b` c", "`b`", "syn_string"),
        ("see ![a](b.png)", "b.png", "syn_name"),
        ("a {{c1::b::hint}} c", "{{c1::", "accent_ink"),
        ("a {{c1::b::hint}} c", "hint", "accent_ink"),
        (r"so \(x^2\) is", "x^2", "syn_string"),
        ("```python\nx = 1\n```", "```", "text3"),
        ("```python\n# x\n```\n# y", "# y", "accent_ink"),
    ],
)
def test_what_stands_out_has_its_colour(qtbot: QtBot, text: str, word: str, ink: str) -> None:
    assert Colored(text).ink(word) == getattr(theme().colors, ink)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("plain words", "words"),
        ("a - b", "- b"),
        ("#hashtag", "#"),
        ("a {{c1::b}} c", "b}}"),
    ],
)
def test_the_rest_is_plain(qtbot: QtBot, text: str, word: str) -> None:
    assert Colored(text).ink(word) is None


@pytest.mark.parametrize(
    "text",
    [
        "```\n# a **b** `c`\n```",
        "~~~\n# a\n```\n# b **b** `c`\n~~~",
        "````\n```\n# a **b** `c`\n````",
    ],
)
def test_code_is_left_as_it_is(qtbot: QtBot, text: str) -> None:
    colored = Colored(text)
    for word in ("# ", "a", "**b**", "`c`"):
        if word in text:
            assert colored.ink(word) == theme().colors.text
            assert colored.format(word).fontWeight() != 600


def test_a_fence_that_opens_or_closes_colours_what_follows(qtbot: QtBot) -> None:
    editor = MarkdownEditor("Text")
    qtbot.addWidget(editor)
    editor.set_text("\n# a")
    block = editor.document().lastBlock()
    assert block.userState() <= 0
    editor.textCursor().insertText("```")
    assert block.userState() > 0
    editor.undo()
    assert block.userState() <= 0


def test_lines_that_are_wrong_are_underlined_until_they_are_right(qtbot: QtBot) -> None:
    colored = Colored("### a\n\nb")
    colored.colors.set_problems(frozenset({1, 9}))
    assert colored.format("a").underlineStyle() == WAVE
    assert colored.format("a").foreground().color() == theme().colors.accent_ink
    colored.colors.set_problems(frozenset({3}))
    assert colored.format("a").underlineStyle() != WAVE
    assert colored.format("b").underlineStyle() == WAVE


def test_colours_follow_the_theme(qtbot: QtBot) -> None:
    editor = MarkdownEditor("Text")
    qtbot.addWidget(editor)
    editor.set_text("### a")
    light = theme().colors.accent_ink
    theme().set_mode(Mode.DARK)
    inks = [
        each.format.foreground().color() for each in editor.document().begin().layout().formats()
    ]
    assert inks[0] == theme().colors.accent_ink != light


def test_it_is_as_tall_as_its_text_up_to_a_limit(qtbot: QtBot) -> None:
    editor = MarkdownEditor("Text")
    qtbot.addWidget(editor)
    editor.resize(400, 100)
    editor.show()
    editor.set_text("one line")
    low = editor.height()
    editor.set_text("\n".join("abcdefghij"))
    middle = editor.height()
    editor.set_text("\n".join("line" for _ in range(100)))
    high = editor.height()
    assert low < middle < high < 800


def test_no_line_runs_under_the_scroll_bar_when_it_is_first_shown(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    editor = MarkdownEditor("Markdown")
    column.addWidget(editor)
    column.addStretch(1)
    page.resize(400, 700)
    editor.set_text("several words that are broken into lines " * 30)
    page.show()
    qtbot.waitExposed(page)
    bar, viewport = editor.verticalScrollBar(), editor.viewport()
    assert bar.isVisible()
    assert editor.document().textWidth() == viewport.width()
    assert bar.maximum() == editor.document().size().height() - viewport.height()


def test_each_line_has_its_number(qtbot: QtBot) -> None:
    editor = MarkdownEditor("Text")
    qtbot.addWidget(editor)
    editor.resize(400, 100)
    editor.show()
    editor.set_text("one\ntwo")
    two = _inked_rows(editor)
    editor.set_text("one\ntwo\nthree")
    assert len(_inked_rows(editor)) > len(two)
    editor.set_problems(frozenset({2}))
    assert _has_ink(editor, theme().colors.again)


def test_all_lines_keep_their_numbers_when_they_are_broken_anew(qtbot: QtBot) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    editor = MarkdownEditor("Text")
    column.addWidget(editor)
    column.addStretch(1)
    qtbot.addWidget(place)
    place.resize(700, 600)
    place.show()
    editor.set_text("\n".join("many words in a line that is rather long" for _ in range(7)))
    for width in (260, 700, 320):
        place.resize(width, 600)
        qtbot.waitUntil(lambda: editor._numbers.height() == editor.viewport().height())
        last = editor.document().lastBlock()
        top = editor.document().documentLayout().blockBoundingRect(last).top()
        assert max(_inked_rows(editor)) > top


def _numbers(editor: MarkdownEditor):
    return editor._numbers.grab().toImage()


def _inked_rows(editor: MarkdownEditor) -> list[int]:
    """The rows of the gutter in which anything is drawn."""
    image = _numbers(editor)
    ground = image.pixelColor(0, 0)
    return [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y) != ground for x in range(image.width()))
    ]


def _has_ink(editor: MarkdownEditor, ink: QColor) -> bool:
    image = _numbers(editor)
    for y in range(image.height()):
        for x in range(image.width()):
            color = image.pixelColor(x, y)
            if color.red() > color.green() + 60 and ink.red() > ink.green():
                return True
    return False
