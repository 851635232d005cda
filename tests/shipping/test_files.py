"""What a desktop and a package manager are told agrees with the program, on every system."""

from __future__ import annotations

import ast
import configparser
import shutil
import struct
import subprocess
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flashcards import __version__
from shipping import archive, debian, macos, windows
from shipping.folder import BuildError, require_size, size_of
from shipping.names import APP_ID, ICON_SIZES, ICONS, ROOT, SUMMARY

LINUX = ROOT / "shipping" / "linux"
DESKTOP = LINUX / f"{APP_ID}.desktop"
METAINFO = LINUX / f"{APP_ID}.metainfo.xml"
MIME = LINUX / f"{APP_ID}.xml"


def need(tool: str) -> str:
    """The path of a tool; without it the test is skipped."""
    path = shutil.which(tool)
    if path is None:
        pytest.skip(f"{tool} is not installed")
    return path


def png_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:])
    return width, height


class TestTheDesktop:
    def test_the_window_names_the_entry_that_belongs_to_it(self) -> None:
        window = (ROOT / "flashcards" / "gui" / "application.py").read_text("utf-8")
        assert f'setDesktopFileName("{APP_ID}")' in window

    def test_the_entry_opens_files_and_knows_its_types(self) -> None:
        entry = configparser.ConfigParser(interpolation=None)
        entry.read_string(DESKTOP.read_text("utf-8"))
        section = entry["Desktop Entry"]
        assert section["Exec"] == "flashcards %F"
        assert section["Icon"] == APP_ID
        types = set(section["MimeType"].strip(";").split(";"))
        own = {kind.get("type") for kind in ElementTree.parse(MIME).getroot()}
        assert types == own | {"text/markdown"}

    def test_the_entry_is_valid(self) -> None:
        subprocess.run([need("desktop-file-validate"), DESKTOP], check=True)

    def test_the_metadata_are_valid(self) -> None:
        command = [need("appstreamcli"), "validate", "--no-net", str(METAINFO)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout

    def test_the_metadata_agree_with_the_program(self) -> None:
        component = ElementTree.parse(METAINFO).getroot()
        assert component.findtext("id") == APP_ID
        assert component.findtext("summary") == SUMMARY
        newest = component.find("releases/release")
        assert newest is not None
        assert newest.get("version") == __version__

    def test_there_is_an_icon_of_every_size(self) -> None:
        for size in ICON_SIZES:
            assert png_size(ICONS / f"flashcards-{size}.png") == (size, size)

    def test_all_of_it_goes_where_desktops_look(self, tmp_path: Path) -> None:
        debian.integrate(tmp_path)
        files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
        assert f"applications/{APP_ID}.desktop" in files
        assert f"mime/packages/{APP_ID}.xml" in files
        assert f"metainfo/{APP_ID}.metainfo.xml" in files
        assert f"icons/hicolor/scalable/apps/{APP_ID}.svg" in files
        assert len([name for name in files if name.endswith(".png")]) == len(ICON_SIZES)

    def test_an_anki_package_is_known_by_its_name(self, tmp_path: Path) -> None:
        tool = need("update-mime-database")
        packages = tmp_path / "mime" / "packages"
        packages.mkdir(parents=True)
        shutil.copyfile(MIME, packages / MIME.name)
        subprocess.run([tool, str(tmp_path / "mime")], check=True, capture_output=True)
        globs = (tmp_path / "mime" / "globs2").read_text("utf-8")
        assert "application/x-anki-package:*.apkg" in globs
        assert "application/x-flashcards-deck:*.deck.md" in globs


class TestOtherSystems:
    def test_the_version_resource_is_an_expression_with_the_version(self) -> None:
        text = windows.version_text()
        ast.parse(text.strip(), mode="eval")
        assert f"StringStruct('FileVersion', '{__version__}')" in text
        assert windows.numbers("1.2.3") == (1, 2, 3, 0)

    def test_the_icon_of_the_bundle_holds_its_pictures(self, tmp_path: Path) -> None:
        data = macos.make_icns(tmp_path).read_bytes()
        assert data[:4] == b"icns"
        assert int.from_bytes(data[4:8], "big") == len(data)
        at, found = 8, {}
        while at < len(data):
            length = int.from_bytes(data[at + 4 : at + 8], "big")
            found[data[at : at + 4].decode()] = struct.unpack(">I", data[at + 24 : at + 28])[0]
            at += length
        assert found == {"ic11": 32, "ic12": 64, "ic07": 128, "ic08": 256, "ic09": 512}


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """Something like a built folder."""
    folder = tmp_path / "built" / "Flashcards"
    (folder / "_internal").mkdir(parents=True)
    (folder / "Flashcards").write_bytes(b"a program")
    (folder / "Flashcards").chmod(0o700)
    (folder / "_internal" / "text").write_bytes(b"x" * 1_000)
    return folder


class TestSizes:
    def test_a_link_counts_once(self, small_folder: Path) -> None:
        (small_folder / "link").symlink_to(small_folder / "_internal" / "text")
        assert size_of(small_folder) == 1_009

    def test_a_folder_that_grew_too_large_is_refused(self, small_folder: Path) -> None:
        assert require_size(small_folder, 1_009) == 1_009
        with pytest.raises(BuildError, match="is the most"):
            require_size(small_folder, 1_008)


class TestPacking:
    @pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not installed")
    def test_the_archive_belongs_to_nobody_here(self, small_folder: Path, tmp_path: Path) -> None:
        with tarfile.open(archive.make_archive(small_folder, tmp_path)) as packed:
            entries = {entry.name: entry for entry in packed}
        assert set(entries) == {
            "Flashcards",
            "Flashcards/Flashcards",
            "Flashcards/_internal",
            "Flashcards/_internal/text",
        }
        assert {(entry.uid, entry.uname) for entry in entries.values()} == {(0, "root")}
        assert entries["Flashcards/Flashcards"].mode == 0o755
        assert entries["Flashcards/_internal/text"].mode == 0o644

    def test_the_package_says_what_it_is(self, small_folder: Path, tmp_path: Path) -> None:
        tool = need("dpkg-deb")
        package = debian.make_deb(small_folder, tmp_path)
        told = subprocess.run(
            [tool, "--field", package], capture_output=True, text=True, check=True
        ).stdout
        assert f"Version: {__version__}" in told
        assert f"Depends: {debian.DEPENDS}" in told
        listed = subprocess.run(
            [tool, "--contents", package], capture_output=True, text=True, check=True
        ).stdout
        assert "./usr/bin/flashcards -> /opt/flashcards/Flashcards" in listed
        assert "-rwxr-xr-x root/root" in listed
        assert "./usr/share/doc/flashcards/copyright" in listed
