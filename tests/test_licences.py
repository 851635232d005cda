"""Everything that is shipped is named with its licence, and the list is that of the lock."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flashcards.licences import library_names, library_texts, licence_of, notices
from shipping.licences import TABLE, locked, table

ROOT = Path(__file__).resolve().parent.parent
OFFERED_WITHOUT_A_TEXT = {"latex2mathml", "pyside6-essentials", "shiboken6"}
"""Their wheels bring no licence file; Qt's is in ``shipping/licences``."""


def test_the_list_is_that_of_the_lock() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \| (.+?) \|$", TABLE.read_text("utf-8"), re.M)
    assert rows.pop(0)[0] == "library"
    assert {name: versions.split(" or ") for name, versions, _ in rows} == locked()
    assert library_names() == [name for name, _, _ in rows]


def test_the_list_says_what_each_library_says_of_itself() -> None:
    absent = [name for name in locked() if not licence_of(name)]
    assert absent == []
    assert TABLE.read_text("utf-8") == table(), "python3 -m shipping.licences writes it anew"


def test_each_library_brings_its_licence() -> None:
    assert set(library_names()) - set(library_texts(library_names())) == OFFERED_WITHOUT_A_TEXT


def test_the_notices_hold_the_lists_and_the_texts() -> None:
    text = notices()
    for name in ("pyside6-essentials", "sqlalchemy", "fsrs", "Inter", "Lucide", "Twemoji", "STIX"):
        assert name in text
    assert "SIL OPEN FONT LICENSE" in text
    assert "Permission is hereby granted, free of charge" in text


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_every_font_and_icon_is_attributed(folder: str) -> None:
    attribution = (ROOT / "resources" / "ATTRIBUTION.md").read_text("utf-8")
    named = re.findall(rf"^\| `({folder}/[^`]+)`", attribution, re.MULTILINE)
    covered = {path for pattern in named for path in (ROOT / "resources").glob(pattern)}
    present = {path for path in (ROOT / "resources" / folder).glob("*") if path.is_file()}
    assert present == covered
