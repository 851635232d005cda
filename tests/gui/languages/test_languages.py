"""The window in every language: all pages, all dialogs, both directions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flashcards.gui.place import PlaceId
from flashcards.language import ENGLISH, NAMES
from tests.gui.languages.tour import MARKED, RIGHT_TO_LEFT, Seen

ROOT = Path(__file__).parents[3]
# What is no language's: keys, names of formats and fields, the search language, numbers and dates
_NO_LANGUAGE = re.compile(
    r"Ctrl|Shift|Alt|Enter|Esc|Space|Del|Tab|Home|End|Flashcards|Markdown|CSV|Anki|UTF-8"
    r"|Python|Node\.js|Go|Java|[a-z]+(?:[:<>]=?[\w]*)|card_id.*|md, csv, .*|\"exact words\""
    r"|[A-Z][a-z]+,? \w+ \d+, \d{4}|[A-Z][a-z]+ \d{4}|Qt .*|/.*|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
)


def tour(code: str, folder: Path) -> Seen:
    """What is seen in a process that speaks the language."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FLASHCARDS_CONFIG": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.languages.tour", code, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Seen(**json.loads((folder / "seen.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return tour("de", tmp_path_factory.mktemp("de"))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return tour(MARKED, tmp_path_factory.mktemp("marked"))


def test_there_is_a_language_beside_english() -> None:
    assert set(NAMES) > {ENGLISH}


class TestGerman:
    def test_every_page_opens_without_a_complaint(self, german: Seen) -> None:
        assert german.pages == [page.value for page in PlaceId]
        assert not german.messages

    def test_every_dialog_has_a_german_title(self, german: Seen, marked: Seen) -> None:
        assert len(german.dialogs) >= 14
        assert set(german.dialogs) == set(marked.dialogs)
        for name, title in german.dialogs.items():
            assert title
            assert title != re.sub("[⟦⟧]", "", marked.dialogs[name])

    def test_no_button_is_cut(self, german: Seen) -> None:
        assert not german.cut


class TestMarked:
    def test_every_text_of_the_window_can_be_translated(self, marked: Seen) -> None:
        words = sorted({word for word in marked.library if word}, key=len, reverse=True)
        left = set()
        for text in marked.texts:
            rest = _without_marked(text)
            for word in words:
                rest = rest.replace(word, "")
            if re.search("[A-Za-z]{3}", _NO_LANGUAGE.sub("", rest)):
                left.add(text)
        assert not left


def test_a_language_that_reads_from_right_to_left_turns_the_window_around(tmp_path: Path) -> None:
    seen = tour(RIGHT_TO_LEFT, tmp_path)

    assert seen.mirrored
    assert not seen.messages
    assert len(seen.dialogs) >= 14


def _without_marked(text: str) -> str:
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text
