"""The program opens no network connection: it has nothing to do it with."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest

from tests.conftest import NetworkUsedError

ROOT = Path(__file__).resolve().parent.parent
NETWORKING = {
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_no_module_imports_what_could_open_a_connection() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "flashcards").rglob("*.py")
        for name in imported(path)
        if name in NETWORKING or name.partition(".")[0] in NETWORKING
    }
    assert found == set()


def test_the_suite_itself_runs_with_sockets_forbidden() -> None:
    with pytest.raises(NetworkUsedError):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(NetworkUsedError):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with pytest.raises(NetworkUsedError):
        socket.getaddrinfo("example.org", 443)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="a matter of Unix")
def test_pipes_between_own_processes_are_allowed() -> None:
    one, other = socket.socketpair()
    one.close()
    other.close()
