"""Media beside a deck are what their bytes say, and nothing outside the folder is read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flashcards.errors import FormatError
from flashcards.formats import folder_media
from flashcards.formats.folder_media import FolderMedia
from flashcards.formats.media_types import media_type


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (b"GIF87a....", "gif"),
        (b"RIFF....WEBPVP8 ", "webp"),
        (b"....ftypavif", "avif"),
        (b"ID3.....", "mp3"),
        (b"\xff\xfb\x90d", "mp3"),
        (b"OggS....", "ogg"),
        (b"RIFF....WAVEfmt ", "wav"),
        (b"fLaC....", "flac"),
        (b"....ftypM4A ", "m4a"),
        (b"<svg/>", "svg"),
        (b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE svg PUBLIC "a" "b">\n<svg xmlns="c">', "svg"),
        (b'\xef\xbb\xbf\n<svg:svg xmlns:svg="c">', "svg"),
    ],
)
def test_the_first_bytes_say_what_a_file_is(data: bytes, extension: str) -> None:
    found = media_type(data)
    assert found is not None
    assert found.extension == extension


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ\x90\x00", b"#!/bin/sh", b"<html><svg/></html>", b"<script>", b"PK\x03\x04",
     b"%PDF-1", b"BM, a text", b"\x7fELF", b"body { color: red }", b"<!--" + b"-" * 9_000,
     b"<svgx/>"],
)  # fmt: skip
def test_anything_else_is_no_media(data: bytes) -> None:
    assert media_type(data) is None


@pytest.fixture
def media(tmp_path: Path) -> FolderMedia:
    """A deck's folder with a drawing in ``media``, a picture beside it, and a file outside."""
    folder = tmp_path / "deck"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "b.svg").write_bytes(b"drawing")
    (folder / "media" / "a.mp3").write_bytes(b"sound")
    (folder / "c.png").write_bytes(b"picture")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return FolderMedia(folder)


def test_a_name_is_a_path_from_the_folder(media: FolderMedia) -> None:
    assert media.read("media/b.svg") == b"drawing"
    assert media.read("c.png") == b"picture"
    assert list(media.names()) == ["media/a.mp3", "media/b.svg"]


def test_a_plain_name_is_looked_for_in_media_too(media: FolderMedia) -> None:
    assert media.read("a.mp3") == b"sound"


@pytest.mark.parametrize(
    "name",
    ["absent.png", "media", "../secret.png", "media/../../secret.png", "", ".", "a\x00.png",
     "media/b.svg/x", "x" * 5_000],
)  # fmt: skip
def test_nothing_else_is_read(media: FolderMedia, name: str) -> None:
    with pytest.raises(FormatError, match="not there"):
        media.read(name)
    with pytest.raises(FormatError):
        media.read(str(media.folder.parent / "secret.png"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a right to make links on Windows")
def test_a_link_out_of_the_folder_is_not_followed(media: FolderMedia) -> None:
    (media.folder / "link.png").symlink_to(media.folder.parent / "secret.png")
    with pytest.raises(FormatError):
        media.read("link.png")


def test_a_folder_that_is_gone_has_nothing(tmp_path: Path) -> None:
    media = FolderMedia(tmp_path / "gone")
    assert list(media.names()) == []
    with pytest.raises(FormatError):
        media.read("a.png")


def test_a_file_that_is_too_large_is_refused_before_it_fills_the_memory(
    media: FolderMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_media, "LARGEST", 4)
    with pytest.raises(FormatError, match="larger"):
        media.read("c.png")
