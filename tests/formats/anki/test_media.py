"""The media of a package: names that any system can keep, files that are what is listed."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.anki import limits, media
from flashcards.formats.anki.media_names import FreeNames, safe_name
from flashcards.render.references import media_name, media_references
from tests.formats.anki.packages import FORMS, LATEST, LEGACY, Note, Package, length, varint
from tests.formats.anki.reading import notes_of, read, told


def changed(path: Path, entry: str, data: bytes) -> Path:
    """The package with other bytes in one of its files."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    entries[entry] = data
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_files_are_read_by_the_names_that_texts_use(form: int, tmp_path: Path) -> None:
    package = Package(
        notes=(Note(('<img src="größe ☕.png"> [sound:a.mp3]', "A")),),
        media={"größe ☕.png": b"picture", "a.mp3": b"sound", "empty.png": b""},
    )

    rows = read(package.write(tmp_path, form))

    assert set(rows.media.names()) == {"größe ☕.png", "a.mp3", "empty.png"}
    assert rows.media.read("größe ☕.png") == b"picture"
    assert rows.media.read("empty.png") == b""
    wanted = media_references(notes_of(rows)[0].fields.question)
    assert set(wanted) == {"größe ☕.png", "a.mp3"}
    assert not rows.warnings


def test_missing_files_are_named_with_the_notes_that_want_them(tmp_path: Path) -> None:
    notes = (
        Note(("Where?", '<img src="map.png">')),
        Note(("Who?", "[sound:none.mp3]")),
        Note(("Why?", '<img src="map.png"><img src="there.png">')),
    )

    rows = read(Package(notes=notes, media={"there.png": b"x"}).write(tmp_path))

    assert told(rows) == (
        "2 media files are not in the package: map.png in 'Where?' and 1 other note, "
        "none.mp3 in 'Who?'."
    )
    with pytest.raises(FormatError, match=r"map\.png: not in the package"):
        rows.media.read("map.png")


def test_many_missing_files_are_counted(tmp_path: Path) -> None:
    notes = [Note((f"Q{n}", f"[sound:{n}.mp3]")) for n in range(9)]

    assert "9 media files are not in the package" in told(read(Package(notes).write(tmp_path)))
    assert told(read(Package(notes).write(tmp_path))).endswith("4 more.")


def test_names_are_one_however_their_letters_are_composed(tmp_path: Path) -> None:
    composed, apart = "größe.png", unicodedata.normalize("NFD", "größe.png")
    package = Package(
        notes=(Note((f'<img src="{composed}">', f'<img src="{apart}">')),), media={apart: b"x"}
    )

    rows = read(package.write(tmp_path))

    assert rows.media.names() == (composed,)
    assert not rows.warnings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b\\c:d.png", "a_b_c_d.png"),
        ("../../etc/passwd", "_./../etc/passwd".replace("/", "_")),
        ("tab\there.png", "tab_here.png"),
        ("100%#1?.png", "100__1_.png"),
        ("con.png", "_con.png"),
        ("LPT1", "_LPT1"),
        (".hidden.png", "_hidden.png"),
        ("dots... ", "dots"),
        ("\xa0a\xa0b.png.\u3000.", "a\xa0b.png"),
        ("\xa0", ""),
        ("right\u202eleft.png", "right_left.png"),
        ("half\ud83d.png", "half_.png"),
        ("größe ☕.png", "größe ☕.png"),
        ("", ""),
        ("...", ""),
    ],
)
def test_names_that_a_system_could_not_keep_are_changed(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_name_becomes_one_that_a_card_can_refer_to(name: str) -> None:
    safe = safe_name(name)

    assert safe == "" or media_name(safe.replace("%", "%25")) is not None
    assert safe_name(safe) == safe


def test_changed_names_are_changed_in_the_texts_too(tmp_path: Path) -> None:
    package = Package(
        notes=(Note(('<img src="a?b.png"><img src="a:b.png">', "[sound:aux.mp3]")),),
        media={"a?b.png": b"1", "a:b.png": b"2", "aux.mp3": b"3"},
    )

    rows = read(package.write(tmp_path))

    assert notes_of(rows)[0].fields.question == "![](a_b.png)![](a_b-2.png)"
    assert notes_of(rows)[0].fields.answer == "[sound:_aux.mp3]"
    assert rows.media.read("a_b.png") == b"1"
    assert rows.media.read("a_b-2.png") == b"2"
    assert not rows.warnings


def test_names_are_given_once_even_if_there_are_very_many() -> None:
    free = FreeNames()

    names = {free.take("_") for _ in range(50_000)}

    assert len(names) == 50_000


@pytest.mark.parametrize("form", [LEGACY, LATEST])
def test_a_file_that_is_listed_and_not_there_is_missing(form: int, tmp_path: Path) -> None:
    path = Package(notes=(Note(('<img src="a.png">', "A")),), media={"a.png": b"x"}).write(
        tmp_path, form
    )
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist() if name != "0"}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)

    rows = read(path)

    assert rows.media.names() == ()
    assert "1 media file is not in the package: a.png" in told(rows)


@pytest.mark.parametrize(
    "data",
    [zstandard.compress(b"another"), zstandard.compress(b"exact-lengtX"), b"no zstd at all", b""],
)
def test_a_file_that_is_not_the_one_listed_is_refused(data: bytes, tmp_path: Path) -> None:
    path = Package(notes=(Note(("Q", "A")),), media={"a.png": b"exact-length"}).write(tmp_path)

    rows = read(changed(path, "0", data))

    with pytest.raises(FormatError, match=r"a\.png: damaged"):
        rows.media.read("a.png")


def test_a_file_that_unpacks_to_more_than_a_file_may_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MAX_MEDIA", 2 * limits.MIB)
    path = Package(notes=(Note(("Q", "A")),), media={"a.png": b"x"}).write(tmp_path)

    rows = read(changed(path, "0", zstandard.compress(bytes(64 * limits.MIB))))

    with pytest.raises(FormatError, match=r"a\.png: larger than 2 MB"):
        rows.media.read("a.png")


def test_files_that_are_said_to_be_too_large_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MAX_MEDIA", 10)
    package = Package(
        notes=(Note(("Q", "A")),), media={"large.png": bytes(11), "small.png": bytes(10)}
    )

    rows = read(package.write(tmp_path, LEGACY))

    assert rows.media.names() == ("small.png",)
    assert "1 media file larger than 0 MB left out: large.png" in told(rows)


@pytest.mark.parametrize(
    "data",
    [b"[]", b"{", b'{"0": 1}', b"[" * 100_000, b"\xff\xfe", b'{"0": "a.png", "0": "b.png"}', b""],
)
def test_a_legacy_list_of_any_kind_costs_the_media_at_most(data: bytes, tmp_path: Path) -> None:
    path = Package(notes=(Note(("Q", "A")),), media={"a.png": b"x"}).write(tmp_path, LEGACY)

    rows = read(changed(path, "media", data))

    assert len(notes_of(rows)) == 1
    assert all(rows.media.read(name) for name in rows.media.names())


@pytest.mark.parametrize(
    "data",
    [
        b"no zstd",
        zstandard.compress(b"\x0a\xff"),
        zstandard.compress(length(1, b"\x0a\x7f")),
        zstandard.compress(varint(1, 5)),
        zstandard.compress(length(1, length(1, "a.png") + varint(2, 1) + length(3, b"short"))),
        zstandard.compress(bytes(limits.MAX_MEDIA_LIST + 1)),
        zstandard.compress(b"\x0a\x00" * (limits.MAX_ENTRIES + 1)),
    ],
    ids=["no zstd", "cut", "cut within", "number", "wrong hash", "large", "many"],
)
def test_a_list_of_the_latest_form_of_any_kind_costs_the_media_at_most(
    data: bytes, tmp_path: Path
) -> None:
    path = Package(notes=(Note(("Q", "A")),), media={"a.png": b"x"}).write(tmp_path)

    rows = read(changed(path, "media", data))

    assert len(notes_of(rows)) == 1
    assert set(rows.media.names()) <= {"a.png"}
