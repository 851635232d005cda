"""Folders, zips and single files as the sources of an import."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from flashcards.errors import FormatError, NotFoundError
from flashcards.formats.container import Source, clipboard_source, open_sources
from flashcards.formats.container import folder as folders
from flashcards.formats.detection import FileFormat
from flashcards.formats.media_types import LARGEST
from tests.formats.container.archives import PNG, SVG, zipped

CARDS = b"Q: a\nA: ![d](images/d.png)\n"


def names(*paths: Path) -> list[str]:
    with open_sources(*paths) as sources:
        return [source.name for source in sources]


def only(path: Path) -> Source:
    with open_sources(path) as sources:
        (source,) = sources
        return source


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


class TestOneFile:
    """A file that is imported alone."""

    def test_it_is_read_when_asked(self, tmp_path: Path) -> None:
        path = write(tmp_path, {"deck.md": CARDS}) / "deck.md"
        source = only(path)
        assert (source.name, source.size, source.path) == ("deck.md", len(CARDS), path)
        assert source.format is FileFormat.HASHCARDS
        assert (source.head(), source.read()) == (CARDS, CARDS)

    def test_a_larger_one_than_is_wanted_is_refused(self, tmp_path: Path) -> None:
        source = only(write(tmp_path, {"deck.md": CARDS}) / "deck.md")
        assert source.read(len(CARDS)) == CARDS
        with pytest.raises(FormatError, match=r"^deck\.md: larger than"):
            source.read(len(CARDS) - 1)

    def test_media_lie_beside_it(self, tmp_path: Path) -> None:
        write(
            tmp_path, {"deck.md": CARDS, "a.png": PNG, "images/d.png": PNG, "media/ü (1).svg": SVG}
        )
        media = only(tmp_path / "deck.md").media
        assert set(media.names()) >= {"a.png", "images/d.png", "media/ü (1).svg"}
        assert media.read("images/d.png") == PNG
        assert media.read("media/%C3%BC%20(1).svg") == SVG
        assert media.read("./images//d.png") == PNG

    def test_media_are_known_by_their_bare_names_where_one_has_it(self, tmp_path: Path) -> None:
        write(tmp_path, {"deck.md": CARDS, "x/d.png": PNG, "x/e.png": PNG, "y/e.png": PNG})
        media = only(tmp_path / "deck.md").media
        assert media.read("d.png") == PNG
        with pytest.raises(FormatError, match=r"e\.png is missing"):
            media.read("e.png")

    @pytest.mark.parametrize(
        "name",
        ["../secret.png", "/etc/passwd", "images/../../secret.png", "deck.md", "", "gone.png",
         "\0.png", "C:\\secret.png", "link.png", ".hidden.png", "folder.png", "x" * 5000 + ".png"],
    )  # fmt: skip
    def test_nothing_else_is_read_as_media(self, tmp_path: Path, name: str) -> None:
        write(tmp_path, {"secret.png": PNG, "in/deck.md": CARDS, "in/.hidden.png": PNG})
        (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
        (tmp_path / "in" / "folder.png").mkdir()
        media = only(tmp_path / "in" / "deck.md").media
        with pytest.raises(FormatError):
            media.read(name)

    def test_media_are_told_by_their_content_and_bounded(self, tmp_path: Path) -> None:
        write(tmp_path, {"deck.md": CARDS, "fake.png": b"no picture"})
        with (tmp_path / "huge.png").open("wb") as file:
            file.write(PNG)
            file.truncate(LARGEST + 1)
        media = only(tmp_path / "deck.md").media
        with pytest.raises(FormatError, match=r"no image and no sound"):
            media.read("fake.png")
        with pytest.raises(FormatError, match="larger than 64 MB"):
            media.read("huge.png")

    def test_what_is_missing_or_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(NotFoundError, match=r"there is no file .*gone\.md"):
            open_sources(tmp_path / "gone.md")
        os.mkfifo(tmp_path / "pipe.md")
        with pytest.raises(FormatError, match=r"no regular file"):
            open_sources(tmp_path / "pipe.md")

    @pytest.mark.skipif(os.getuid() == 0, reason="the administrator may read everything")
    def test_what_may_not_be_read(self, tmp_path: Path) -> None:
        path = write(tmp_path, {"deck.md": CARDS}) / "deck.md"
        path.chmod(0)
        with pytest.raises(FormatError, match=r"can't be read: Permission denied"):
            open_sources(path)


class TestFolder:
    """A folder with everything below it."""

    def test_files_come_in_order_without_media_links_and_hidden_ones(self, tmp_path: Path) -> None:
        write(
            tmp_path / "in",
            {
                "10-b.md": CARDS,
                "2-a.md": CARDS,
                "sub/x.md": CARDS,
                "images/d.png": PNG,
                ".git/config.md": CARDS,
                ".hidden.md": CARDS,
                "__MACOSX/2-a.md": CARDS,
                "~$lock.md": CARDS,
                "Thumbs.db": b"x",
            },
        )
        write(tmp_path, {"out.md": CARDS})
        (tmp_path / "in" / "link.md").symlink_to(tmp_path / "out.md")
        (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
        assert names(tmp_path / "in") == ["2-a.md", "10-b.md", "sub/x.md"]

    def test_texts_name_media_from_their_own_folder_or_from_the_root(self, tmp_path: Path) -> None:
        write(tmp_path, {"sub/deck.md": CARDS, "sub/own.png": PNG, "images/d.png": PNG})
        media = only(tmp_path).media
        assert {"own.png", "images/d.png", "../images/d.png", "d.png"} <= set(media.names())
        assert media.read("own.png") == media.read("images/d.png") == PNG
        assert media.read("../images/d.png") == PNG
        with pytest.raises(FormatError):
            media.read("../../images/d.png")

    def test_names_may_be_composed_or_not(self, tmp_path: Path) -> None:
        write(tmp_path, {"deck.md": CARDS, unicodedata.normalize("NFD", "für.png"): PNG})
        assert only(tmp_path).media.read(unicodedata.normalize("NFC", "für.png")) == PNG

    def test_a_damaged_file_is_of_unknown_format_and_the_others_are_read(
        self, tmp_path: Path
    ) -> None:
        write(tmp_path, {"bad.zip": b"PK\3\4 and nothing more", "good.md": CARDS})
        with open_sources(tmp_path) as sources:
            assert [(s.name, s.format) for s in sources] == [
                ("bad.zip", FileFormat.UNKNOWN),
                ("good.md", FileFormat.HASHCARDS),
            ]

    def test_a_file_that_goes_away_is_passed_over(self, tmp_path: Path) -> None:
        write(tmp_path, {"a.md": CARDS, "b.md": CARDS})
        with open_sources(tmp_path) as sources:
            (tmp_path / "b.md").unlink()
            assert [source.name for source in sources] == ["a.md"]

    def test_too_many_files_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path, {f"{number}.md": CARDS for number in range(6)})
        tree = folders.FolderTree(tmp_path, most=5)
        with pytest.raises(FormatError, match=r"more than 5 files; choose the folder"):
            tree.paths()
        assert len(folders.FolderTree(tmp_path, most=5, whole=False).paths()) == 5

    def test_deep_folders_come_to_an_end(self, tmp_path: Path) -> None:
        path = tmp_path
        for level in range(30):
            path = write(path, {f"{level}.md": CARDS}) / "d"
        assert len(names(tmp_path)) == folders.DEEPEST

    @pytest.mark.skipif(os.name != "posix", reason="names are text there")
    def test_names_that_are_no_text(self, tmp_path: Path) -> None:
        with Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).open("wb") as file:
            file.write(CARDS)
        source = only(tmp_path)
        assert source.name == "caf\N{REPLACEMENT CHARACTER}.md"
        assert source.read() == CARDS


class TestSeveral:
    """Several files at once, and what is pasted."""

    def test_files_folders_and_zips_together(self, tmp_path: Path) -> None:
        write(tmp_path, {"a.md": CARDS, "dir/b.md": CARDS, "c.zip": zipped({"c.md": CARDS})})
        paths = (tmp_path / "c.zip", tmp_path / "dir", tmp_path / "a.md")
        assert names(*paths) == ["c.md", "b.md", "a.md"]

    def test_one_that_is_missing_stops_all(self, tmp_path: Path) -> None:
        write(tmp_path, {"c.zip": zipped({"c.md": CARDS})})
        with pytest.raises(NotFoundError):
            open_sources(tmp_path / "c.zip", tmp_path / "gone.md")

    def test_the_clipboard(self) -> None:
        source = clipboard_source(CARDS)
        assert (source.name, source.format, source.path) == (
            "clipboard",
            FileFormat.HASHCARDS,
            None,
        )
        assert source.read() == CARDS
        assert source.media.names() == ()


class TestZip:
    """A zip of files."""

    def test_it_is_read_as_a_folder_is(self, tmp_path: Path) -> None:
        files = {"sub/deck.md": CARDS, "images/d.png": PNG, "2.md": CARDS, "10.md": CARDS,
                 "__MACOSX/sub/._deck.md": CARDS, "empty/": b""}  # fmt: skip
        write(tmp_path, {"all.zip": zipped(files)})
        with open_sources(tmp_path / "all.zip") as sources:
            found = list(sources)
            assert [source.name for source in found] == ["2.md", "10.md", "sub/deck.md"]
            assert all(source.path is None for source in found)
            assert found[2].read() == CARDS
            assert found[2].media.read("../images/d.png") == PNG
            assert found[2].media.read("d.png") == PNG
            assert sources.warnings == []

    def test_a_package_is_one_source_wherever_it_is(self, tmp_path: Path) -> None:
        package = zipped({"collection.anki21b": b"x", "media": b"{}", "0": PNG})
        write(tmp_path, {"deck.apkg": package, "box.zip": zipped({"a/deck.apkg": package})})
        assert only(tmp_path / "deck.apkg").format is FileFormat.ANKI
        with open_sources(tmp_path / "box.zip") as sources:
            (source,) = sources
            assert (source.name, source.format) == ("a/deck.apkg", FileFormat.ANKI)
            assert source.read() == package
            source.copy_to(tmp_path / "copy.apkg", len(package))
            assert (tmp_path / "copy.apkg").read_bytes() == package
            with pytest.raises(FormatError, match=r"^a/deck\.apkg: larger than"):
                source.copy_to(tmp_path / "copy.apkg", len(package) - 1)

    def test_a_zip_within_a_zip_is_not_opened(self, tmp_path: Path) -> None:
        write(tmp_path, {"a.zip": zipped({"b.zip": zipped({"c.md": CARDS})})})
        with open_sources(tmp_path / "a.zip") as sources:
            assert [(s.name, s.format) for s in sources] == [("b.zip", FileFormat.ARCHIVE)]

    def test_documents_are_no_archives(self, tmp_path: Path) -> None:
        write(
            tmp_path, {"x.docx": zipped({"[Content_Types].xml": b"x", "word/document.xml": b"y"})}
        )
        assert only(tmp_path / "x.docx").format is FileFormat.UNKNOWN

    @pytest.mark.parametrize(
        "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    )
    def test_all_ways_to_pack(self, tmp_path: Path, method: int) -> None:
        write(tmp_path, {"a.zip": zipped({"c.md": CARDS}, method, b"a comment")})
        with open_sources(tmp_path / "a.zip") as sources:
            assert [source.read() for source in sources] == [CARDS]
