"""What held the screen's thread in each test, and the worst of it below pytest's own summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

HELD = "held"
"""The property under which a test records its longest call, as (milliseconds, what it was)."""

_MOST = 10
_LIMIT_MS = 50.0


def report(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the ten longest calls, if any was longer than one may be."""
    reports = [
        each
        for found in terminalreporter.stats.values()
        for each in found
        if isinstance(each, pytest.TestReport)
    ]
    if lines := list(worst(reports)):
        terminalreporter.section("longest calls on the screen's thread")
        for line in lines:
            terminalreporter.write_line(line)


def worst(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """A line for each of the worst calls, the longest first; first how many there were."""
    found = [
        (float(held[0]), str(held[1]), each.nodeid)
        for each in reports
        if each.when == "teardown" and (held := dict(each.user_properties).get(HELD))
    ]
    long = sorted((one for one in found if one[0] > _LIMIT_MS), reverse=True)
    if long:
        yield f"{len(long)} of {len(found)} tests held it longer than {_LIMIT_MS:.0f} ms at a time"
    for ms, what, test in long[:_MOST]:
        yield f"{ms:6.0f} ms  {what}  in {test}"
