"""Tries a Debian package on a system that has nothing but what the package asks for.

``python3 -m shipping.bare PACKAGE`` makes a minimal Debian in a temporary folder with debootstrap,
installs the package there, does the main job, and removes it again. It needs root and a mirror.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from shipping.debian import HOME
from shipping.names import APP_ID, NAME, PACKAGE
from shipping.smoke import Built, SmokeError, in_a_window_nobody_sees, in_the_terminal

_WITHOUT_QUESTIONS = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


def cannot() -> str:
    """Why no bare system can be made here; empty where it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root can make a system below a folder"
    absent = [tool for tool in ("debootstrap", "chroot", "apt-get") if shutil.which(tool) is None]
    return f"{', '.join(absent)} not installed" if absent else ""


def try_on_bare_system(package: Path) -> list[str]:
    """Install, use and remove the package; what was done, a line a step.

    Raises SmokeError at the first fault, and CalledProcessError where no system can be made.
    """
    with TemporaryDirectory() as temporary, bare_system(Path(temporary) / "system") as root:
        before = files_of(root)
        apt(root, "install", package)
        built = Built(Path("/") / HOME / NAME, root / "root", root)
        done = in_the_terminal(built, None) + in_a_window_nobody_sees(built)
        require_integration(root)
        apt(root, "remove", PACKAGE)
        left = sorted(files_of(root) - before)
        own = [path for path in left if PACKAGE in path.casefold() and "/dpkg/" not in path]
        if own:
            raise SmokeError(f"the removed package left {own}")
    return [*done, "package: installed, used and removed on a bare system"]


@contextmanager
def bare_system(root: Path) -> Iterator[Path]:
    """A minimal Debian of this machine's release below a folder."""
    subprocess.run(
        ["debootstrap", "--variant=minbase", _release(), str(root), _mirror()],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(f"/etc/{name}", root / "etc" / name)
    for path in Path("/etc/apt/apt.conf.d").iterdir():
        shutil.copyfile(path, root / "etc/apt/apt.conf.d" / path.name)
    yield root


def apt(root: Path, verb: str, what: Path | str) -> None:
    """Let the system's apt install a package file or remove a package with what it brought."""
    word = str(what)
    if isinstance(what, Path):
        shutil.copyfile(what, root / "tmp" / what.name)
        word = f"/tmp/{what.name}"  # noqa: S108 - of the other system
    command = ["apt-get", verb, "-y", "-qq", "--no-install-recommends", word]
    done = subprocess.run(
        ["chroot", str(root), *command],
        env=_WITHOUT_QUESTIONS,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SmokeError(f"apt-get {verb} failed: {done.stderr.strip()}")


def require_integration(root: Path) -> None:
    """Raise SmokeError unless a desktop finds the program and its file types."""
    wanted = (
        f"usr/bin/{PACKAGE}",
        f"usr/share/applications/{APP_ID}.desktop",
        f"usr/share/mime/packages/{APP_ID}.xml",
        f"usr/share/metainfo/{APP_ID}.metainfo.xml",
        f"usr/share/icons/hicolor/48x48/apps/{APP_ID}.png",
    )
    absent = [path for path in wanted if not os.path.lexists(root / path)]
    if absent:
        raise SmokeError(f"the package did not bring {absent}")


def files_of(root: Path) -> set[str]:
    """All files of a system but those of a person and of caches."""
    tops = [path for path in root.iterdir() if path.name not in {"proc", "sys", "root", "tmp"}]
    found = (path for top in tops for path in top.rglob("*"))
    return {str(path.relative_to(root)) for path in found if "cache" not in path.parts}


def _release() -> str:
    return platform.freedesktop_os_release()["VERSION_CODENAME"]


def _mirror() -> str:
    """Where this machine has its own release from."""
    command = ["apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = [line.split()[1] for line in listed.splitlines() if line.split()[0] == _release()]
    if not found:
        raise SmokeError("apt knows no mirror of this release; apt-get update finds it")
    return found[0]


if __name__ == "__main__":
    if why := cannot():
        sys.exit(f"error: {why}")
    try:
        print("\n".join(try_on_bare_system(Path(sys.argv[1]))))
    except SmokeError as error:
        sys.exit(f"error: {error}")
