"""What every test stands on: a home of its own, a fixed clock, no network, a Qt that loads."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator

import pytest

from flashcards.clock import FixedClock, parse_moment
from tests.decks import tally
from tests.gui import slow_calls

# Before anything imports Qt: the suite needs no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class NetworkUsedError(RuntimeError):
    """A test reached for the network."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tells what the tests found out by the way, below pytest's own summary."""
    tally.report(terminalreporter)
    slow_calls.report(terminalreporter)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Names the missing system libraries before pytest-qt stumbles over them."""
    try:
        from PySide6 import QtWidgets  # noqa: F401 - only whether it loads matters
    except ImportError as error:
        from run import OFFSCREEN_LIBRARIES, install_command

        packages = list(OFFSCREEN_LIBRARIES.values())
        raise pytest.UsageError(
            f"Qt cannot be loaded: {error}. `python3 run.py test` sets everything up; "
            f"on Debian or Ubuntu the system libraries come with: {install_command(packages)}"
        ) from error


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Neither the developer's library nor their settings are read or written."""
    home = tmp_path_factory.mktemp("home")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(variable, str(home))
        for variable in [name for name in os.environ if name.startswith("XDG_")]:
            patch.delenv(variable)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        patch.setenv("FLASHCARDS_CONFIG", str(home / "config"))
        patch.setenv("FLASHCARDS_LIBRARY", str(home / "library"))
        yield


@pytest.fixture(scope="session", autouse=True)
def universal_time() -> Iterator[None]:
    """Study days turn at 04:00 UTC wherever the suite runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Every socket but a local one is refused, and so is every look-up of a name."""
    local = getattr(socket, "AF_UNIX", None)
    make = socket.socket.__init__

    def make_local(
        self: socket.socket,
        family: int = -1,
        type: int = -1,  # noqa: A002 - the standard library's own name
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        if fileno is None and family != local:
            raise NetworkUsedError("the tests use no network")
        make(self, family, type, proto, fileno)

    def look_up(*_arguments: object, **_options: object) -> None:
        raise NetworkUsedError("the tests use no network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "__init__", make_local)
        patch.setattr(socket, "getaddrinfo", look_up)
        patch.setattr(socket, "gethostbyname", look_up)
        yield


@pytest.fixture
def clock() -> FixedClock:
    """A Tuesday morning, 2026-11-24 09:00 UTC; it stands until a test moves it."""
    return FixedClock(parse_moment("2026-11-24T09:00:00Z"))


@pytest.fixture(scope="session")
def qapp_cls() -> type[object]:
    """An application that knows what held the screen's thread, and how long."""
    from benchmarks.screen_thread import WatchedApplication

    return WatchedApplication
