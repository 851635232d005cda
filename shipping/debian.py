"""The Debian package: the folder in /opt, a command, and what a desktop needs to know of it."""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

from shipping.folder import size_of
from shipping.names import APP_ID, ICON_SIZES, ICONS, NAME, PACKAGE, ROOT, SUMMARY, VERSION

LINUX = ROOT / "shipping" / "linux"
HOME = Path("opt") / PACKAGE
MAINTAINER = "The Flashcards project <flashcards@localhost>"

DEPENDS = "libc6 (>= 2.34), libgl1, libegl1"
"""All that the folder does not bring along: the system's C library and graphics drivers."""

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def make_deb(folder: Path, target_folder: Path) -> Path:
    """Pack a built folder as ``flashcards_VERSION_ARCHITECTURE.deb``."""
    target = target_folder / f"{PACKAGE}_{VERSION}_{architecture()}.deb"
    tree = target_folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(folder, tree)
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


def architecture() -> str:
    """Debian's word for this machine's processor."""
    return _ARCHITECTURES.get(platform.machine(), platform.machine())


def lay_out(folder: Path, tree: Path) -> None:
    """Lay the files of the package out below ``tree``, as they will stand below the root."""
    shutil.copytree(folder, tree / HOME, symlinks=True)
    command = tree / "usr/bin" / PACKAGE
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("/") / HOME / NAME)
    integrate(tree / "usr/share")
    _document(tree / "usr/share/doc" / PACKAGE)
    _open_to_all(tree)
    control = tree / "DEBIAN"
    control.mkdir(mode=0o755)
    (control / "control").write_text(control_text(size_of(tree)), encoding="utf-8")


def integrate(share: Path) -> None:
    """Put desktop entry, file types, icons and AppStream data below a ``share`` folder."""
    places = {
        f"{APP_ID}.desktop": share / "applications",
        f"{APP_ID}.xml": share / "mime" / "packages",
        f"{APP_ID}.metainfo.xml": share / "metainfo",
    }
    for name, place in places.items():
        _copy(LINUX / name, place / name)
    icons = share / "icons" / "hicolor"
    for size in ICON_SIZES:
        icon = ICONS / f"flashcards-{size}.png"
        _copy(icon, icons / f"{size}x{size}" / "apps" / f"{APP_ID}.png")
    _copy(ICONS / "flashcards.svg", icons / "scalable" / "apps" / f"{APP_ID}.svg")


def control_text(size: int) -> str:
    """The control file of a package of so many bytes."""
    return dedent(
        f"""\
        Package: {PACKAGE}
        Version: {VERSION}
        Architecture: {architecture()}
        Maintainer: {MAINTAINER}
        Installed-Size: {-(-size // 1_024)}
        Depends: {DEPENDS}
        Section: education
        Priority: optional
        Description: {SUMMARY}
         Spaced repetition for people who become backend developers: a roadmap of ten
         stages with its cards, a scheduler that decides what is seen when, and practice
         for interviews. Everything works offline and lives in one folder.
        """
    )


def _document(folder: Path) -> None:
    """The licences and the list of changes, where Debian looks for them."""
    folder.mkdir(parents=True)
    parts = [
        (ROOT / "LICENSE").read_text(encoding="utf-8"),
        "The decks:\n\n" + (ROOT / "decks" / "LICENSE").read_text(encoding="utf-8"),
        (ROOT / "resources" / "LIBRARIES.md").read_text(encoding="utf-8"),
    ]
    licences = sorted((ROOT / "resources" / "LICENSES").glob("*.txt"))
    parts += [f"{path.stem}\n\n{path.read_text(encoding='utf-8')}" for path in licences]
    (folder / "copyright").write_text("\n\n".join(parts), encoding="utf-8")
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    entry = (
        f"{PACKAGE} ({VERSION}) stable; urgency=medium\n\n  * CHANGELOG.md tells what is new.\n\n"
        f" -- {MAINTAINER}  {moment:%a, %d %b %Y %H:%M:%S +0000}\n"
    )
    packed = gzip.compress(entry.encode(), mtime=0)
    (folder / "changelog.gz").write_bytes(packed)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _open_to_all(tree: Path) -> None:
    """Every folder and program can be entered and run, everything can be read, by everyone."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if run else 0o644)
