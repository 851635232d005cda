"""A PostgreSQL server for the length of the tests, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from tests.decks.running import Output, Program, environment

_SECONDS = 60
_OLDEST = 14

# What may be lost when the machine stops need not be written through.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "timezone": "UTC",
}


class Postgresql:
    """Runs scripts with psql, each in a schema of its own; the first one starts the server."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def absent(self) -> str:
        """Why no program of the language can run here."""
        if os.name != "posix":
            return "the PostgreSQL server of the tests needs a Unix socket"
        if self._tools is None:
            return f"PostgreSQL {_OLDEST} or later is not installed (initdb, pg_ctl, psql)"
        if self._account is None and os.geteuid() == 0:
            return "PostgreSQL does not run as root, and there is no account postgres or nobody"
        return ""

    def run(self, program: Program, folder: Path) -> Output:
        """Run a script; an error in it does not end it, as when it is typed."""
        socket = self._started()
        schema = f'"{program.id}"'
        before = ["-c", f"CREATE SCHEMA {schema}", "-c", f"SET search_path TO {schema}"]
        script = folder / "script.sql"
        script.write_text(program.code + "\n", "utf-8", newline="\n")
        command = ["psql", "-qAtX", "-h", str(socket), "-U", "postgres", *before, "-f", str(script)]
        # psql reads the script as the one who runs the tests.
        return self._call(command, folder, account=None)

    def stop(self) -> None:
        """Stop the server, if it runs, and remove its folder."""
        if self._folder is not None:
            stop = ["pg_ctl", "stop", "-D", "data", "-m", "immediate"]
            self._call(stop, self._folder, account=self._account)
            shutil.rmtree(self._folder)
            self._folder = None

    @cached_property
    def _tools(self) -> Path | None:
        """The folder of a server's tools. Debian keeps it out of the path, one a version."""
        found = shutil.which("initdb")
        kept = Path("/usr/lib/postgresql").glob("*/bin")
        versions = [path for path in kept if path.parent.name.isdecimal()]
        newest = sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
        for folder in [*newest, *([Path(found).resolve().parent] if found else [])]:
            if all((folder / tool).exists() for tool in ("initdb", "pg_ctl", "psql")):
                return folder if _version(folder) >= _OLDEST else None
        return None

    @cached_property
    def _account(self) -> str | None:
        """Whom root runs the server as; None for anyone else, who runs it themselves."""
        import pwd

        known = {entry.pw_name for entry in pwd.getpwall()}
        names = [name for name in ("postgres", "nobody") if name in known]
        return names[0] if names and os.geteuid() == 0 else None

    def _started(self) -> Path:
        """The folder of the running server's socket."""
        if self._folder is None:
            # Not below pytest's folders: a socket's path is short, and others have no way in there.
            self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
            if self._account is not None:
                shutil.chown(self._folder, self._account)
                self._folder.chmod(0o755)
            self._start(self._folder)
        return self._folder

    def _start(self, folder: Path) -> None:
        make = ["initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync"]
        settings = {**_SETTINGS, "unix_socket_directories": str(folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        start = ["pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options]
        for command in ([*make, "--locale=C", "--encoding=UTF8"], start):
            self._call(command, folder, account=self._account, check=True)

    def _call(
        self, command: Sequence[str], folder: Path, *, account: str | None, check: bool = False
    ) -> Output:
        assert self._tools is not None
        tool, *words = command
        finished = subprocess.run(
            [self._tools / tool, *words],
            cwd=folder,
            env=environment(folder),
            user=account,
            extra_groups=None if account is None else [],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        if check and finished.returncode != 0:
            raise RuntimeError(f"{tool}: {finished.stderr}{finished.stdout}")
        return Output(finished.stdout, finished.stderr)


def _version(tools: Path) -> int:
    told = subprocess.run([tools / "psql", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\d+", told.stdout)
    return int(found[0]) if found else 0
