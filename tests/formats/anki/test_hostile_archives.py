"""Zips that no Anki made: refused before anything of them is unpacked, or read without harm."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.anki import archive, limits, unpacking
from tests.formats.anki.packages import FILES, FORMS, LATEST, LEGACY, OLDEST, Note, Package, Samples
from tests.formats.anki.reading import notes_of, read

SMALL = Package(notes=(Note(("Q", "A")),), media={"a.png": b"x"})


def added(path: Path, info: zipfile.ZipInfo, data: bytes = b"x") -> Path:
    """The package with one more entry."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(info, data)
    return path


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/passwd", "C:\\evil", "\\\\host\\share", "..\\evil", "..",
     "bell\x07"],
)  # fmt: skip
def test_names_that_lead_out_of_the_package_are_refused(name: str, tmp_path: Path) -> None:
    path = added(SMALL.write(tmp_path), zipfile.ZipInfo(name))

    with pytest.raises(FormatError, match="would leave the package's folder"):
        read(path)


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("1")
    link.external_attr = 0o120777 << 16

    with pytest.raises(FormatError, match="its file '1' is a link"):
        read(added(SMALL.write(tmp_path), link, b"/etc/passwd"))


def test_encrypted_packages_are_refused_with_a_way_out(tmp_path: Path) -> None:
    path = SMALL.write(tmp_path)
    data = bytearray(path.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<H", data, directory + 8, 0x1)
    path.write_bytes(data)

    with pytest.raises(FormatError, match=r"encrypted.*without a password"):
        read(path)


def test_ways_of_packing_that_cannot_be_bounded_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bz2.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("collection.anki2", bytes(1000))

    with pytest.raises(FormatError, match="packed in a way that Anki does not use"):
        read(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = added(SMALL.write(tmp_path), zipfile.ZipInfo("media"), b"{}")

    with pytest.raises(FormatError, match="holds the file 'media' twice"):
        read(path)


def test_too_many_entries_are_refused_before_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.apkg"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(2_000):
            package.writestr(str(number), b"")
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 10_000)
    monkeypatch.setattr(archive, "ZipFile", None)  # it would list them all

    with pytest.raises(FormatError, match="lists more than 100,000 files"):
        read(path)


def test_too_many_small_entries_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)

    with pytest.raises(FormatError, match="lists more than 3 files"):
        read(SMALL.write(tmp_path))


def test_an_entry_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("collection.anki2", bytes(64 * limits.MIB))

    with pytest.raises(FormatError, match=r"'collection\.anki2' unpacks to over 200 times"):
        read(path)


def test_a_package_that_unpacks_to_gigabytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1_000)

    with pytest.raises(FormatError, match="it unpacks to more than"):
        read(SMALL.write(tmp_path))


def test_a_zstd_bomb_is_stopped_by_its_ratio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "FREE_OF_RATIO", 4 * limits.MIB)
    path = tmp_path / "bomb.apkg"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("meta", b"\x08\x03")
        package.writestr("collection.anki21b", zstandard.compress(bytes(256 * limits.MIB)))

    with pytest.raises(FormatError, match="collection unpacks to over 200 times its size"):
        read(path)


@pytest.mark.parametrize("form", FORMS)
def test_a_collection_that_is_too_large_is_refused(
    form: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MAX_COLLECTION", 5_000)

    with pytest.raises(FormatError, match="collection unpacks to more than"):
        read(SMALL.write(tmp_path, form))


def test_a_window_that_takes_too_much_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MAX_WINDOW", 1_000)

    with pytest.raises(FormatError, match="to be unpacked"):
        read(SMALL.write(tmp_path))


def test_an_entry_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = SMALL.write(tmp_path, LEGACY)
    data = bytearray(path.read_bytes())
    # the directory says that the collection is shorter than it is
    directory = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    size = struct.unpack_from("<I", data, directory + 24)[0]
    struct.pack_into("<I", data, directory + 24, size - 2_048)
    path.write_bytes(data)

    rows_or_error: object
    try:
        rows_or_error = read(path)
    except FormatError as error:
        rows_or_error = error
    assert "damaged" in str(rows_or_error)


@pytest.mark.parametrize("data", [b"", b"P", b"PK", b"not a zip", b"\x1f\x8b" + bytes(100)])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(data)

    with pytest.raises(FormatError):
        read(path)


def test_a_zip_without_a_collection_is_no_package(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("notes.txt", "hello")

    with pytest.raises(FormatError, match="not an Anki package: it holds no collection"):
        read(path)


def test_entries_that_mean_nothing_are_left_alone(tmp_path: Path) -> None:
    path = added(SMALL.write(tmp_path), zipfile.ZipInfo("__MACOSX/._media"))

    assert len(notes_of(read(path))) == 1


@pytest.mark.parametrize("form", FORMS)
def test_packed_collections_are_read_as_stored_ones_are(form: int, tmp_path: Path) -> None:
    path = tmp_path / "packed.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in SMALL.entries(tmp_path, form):
            package.writestr(name, data)

    rows = read(path)

    assert len(notes_of(rows)) == 1
    assert rows.media.read("a.png") == b"x"


def whole(folder: Path, form: int) -> bytes:
    return SMALL.write(folder, form).read_bytes()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """A small package in each form."""
    folder = tmp_path_factory.mktemp("packages")
    return Samples({form: whole(folder, form) for form in FORMS})


@settings(max_examples=100, deadline=None)
@given(
    form=st.sampled_from(FORMS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.none() | st.floats(0, 1),
)
def test_any_damage_gives_rows_or_one_clear_error(
    form: int,
    changes: list[tuple[float, int]],
    cut: float | None,
    packages: Samples,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = bytearray(packages[form])
    for place, value in changes:
        data[min(len(data) - 1, int(place * len(data)))] = value
    if cut is not None:
        del data[int(cut * len(data)) :]
    path = tmp_path_factory.getbasetemp() / "damaged.apkg"
    path.write_bytes(data)

    try:
        rows = read(path)
        for name in rows.media.names():
            rows.media.read(name)
    except FormatError:
        return
    assert len(notes_of(rows)) <= 1


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from([*FILES.values(), "meta", "media", "0"]),
    data=st.binary(max_size=300),
    form=st.sampled_from([OLDEST, LEGACY, LATEST]),
)
def test_any_bytes_in_any_file_give_rows_or_one_clear_error(
    name: str,
    data: bytes,
    form: int,
    packages: Samples,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.getbasetemp() / "strange.apkg"
    with zipfile.ZipFile(io.BytesIO(packages[form])) as old, zipfile.ZipFile(path, "w") as new:
        for entry in {*old.namelist(), name}:
            new.writestr(entry, data if entry == name else old.read(entry))

    try:
        rows = read(path)
        for listed in rows.media.names():
            rows.media.read(listed)
    except FormatError:
        return
    assert len(notes_of(rows)) <= 1
