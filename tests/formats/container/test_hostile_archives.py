"""Zips that were made to do harm: refused whole, or read without what is wrong with them."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.container import archive as archives
from flashcards.formats.container import open_sources
from flashcards.formats.container.archive import ZipTree
from tests.formats.container.archives import (
    PNG,
    encrypted,
    with_large_directory,
    with_link,
    zipped,
)

CARDS = b"Q: a\nA: b\n"


def tree(data: bytes) -> ZipTree:
    return ZipTree(io.BytesIO(data), "a.zip")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../up.md", "leads out of the archive"),
        ("a/../../up.md", "leads out of the archive"),
        ("/etc/deck.md", "leads out of the archive"),
        ("C:/deck.md", "leads out of the archive"),
        ("a\\b.md", "leads out of the archive"),
        ("a\x1b[31m.md", "control characters"),
        ("/".join("d" * 30) + "/x.md", "too long"),
        ("x" * 1001 + ".md", "too long"),
    ],
)
def test_names_that_lead_elsewhere_are_left_out_and_told(name: str, problem: str) -> None:
    found = tree(zipped({name: CARDS, "good.md": CARDS}))
    assert found.paths() == ("good.md",)
    (warning,) = found.warnings
    assert problem in warning.message
    assert warning.message.isprintable()


def test_links_and_encrypted_files_are_left_out() -> None:
    linked = tree(with_link("link.md", "/etc/passwd"))
    assert linked.paths() == ("good.md",)
    assert "it is a link" in linked.warnings[0].message
    locked = tree(encrypted("deck.md"))
    assert locked.paths() == ()
    assert "it is encrypted" in locked.warnings[0].message


def test_of_names_that_differ_in_case_or_composition_the_first_counts() -> None:
    found = tree(zipped({"für.md": b"first", "FÜR.md": b"second", "fu\u0308r.md": b"third"}))
    assert found.paths() == ("für.md",)
    assert len(found.warnings) == 2
    assert found.read("für.md", 100) == b"first"


def test_a_bomb_is_not_opened() -> None:
    with pytest.raises(FormatError, match=r"^a\.zip: .*unpacks to 200 times its size"):
        tree(zipped({"zeros.md": bytes(30 * 1024 * 1024)}))


def test_an_archive_that_is_too_much_in_all_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_TOTAL", 100)
    with pytest.raises(FormatError, match=r"^a\.zip: unpacks to more than"):
        tree(zipped({f"{number}.md": bytes(30) for number in range(4)}))


def test_an_archive_with_too_many_files_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    with pytest.raises(FormatError, match=r"^a\.zip: holds more than 3 files"):
        tree(zipped({f"{number}.md": CARDS for number in range(4)}))


def test_a_directory_that_would_fill_the_memory_is_not_read() -> None:
    with pytest.raises(FormatError, match=r"^a\.zip: holds more than"):
        tree(with_large_directory())


def test_a_file_that_is_larger_than_it_says_is_cut_there() -> None:
    data = bytearray(zipped({"a.md": b"x" * 1000}))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    found = tree(bytes(data))
    with pytest.raises(FormatError, match=r"^a\.md: can't be unpacked"):
        found.read("a.md", 10_000)


def test_a_damaged_file_is_told_when_it_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"deck.md": CARDS * 50}))
    data[45] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    with open_sources(tmp_path / "a.zip") as sources:
        for source in sources:
            with pytest.raises(
                FormatError,
                match=r"^deck\.md: can't be read: Bad CRC-32|^deck\.md: can't be read: Error",
            ):
                source.read()


@pytest.mark.parametrize("cut", [4, 30, 60, 100])
def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"deck.md": CARDS, "x.png": PNG})[:cut])
    with pytest.raises(FormatError, match=r"^a\.zip: the archive is damaged"):
        open_sources(path)


ZIP = zipped({"deck.md": CARDS, "sub/x.png": PNG, "b.zip": zipped({"c.md": CARDS})})


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=100),
    st.integers(0, len(ZIP)),
    st.integers(0, len(ZIP)),
    st.sampled_from(("replace", "cut", "insert")),
)
def test_any_damage_gives_files_or_one_clear_error(
    tmp_path: Path, new: bytes, at: int, end: int, way: str
) -> None:
    data = {
        "replace": ZIP[:at] + new + ZIP[at + len(new) :],
        "cut": ZIP[: min(at, end)] + ZIP[max(at, end) :],
        "insert": ZIP[:at] + new + ZIP[at:],
    }[way]
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with suppress(FormatError), open_sources(path) as sources:
        for source in sources:
            source.head()
            source.media.names()
            source.read()
