"""How many programs of notes were run, by language, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

LANGUAGE = "language"
"""The property under which a test records the language of its program."""


def report(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tally below pytest's own summary, if programs were run."""
    reports = [
        report
        for outcome in ("passed", "failed", "skipped")
        for report in terminalreporter.stats.get(outcome, [])
        if isinstance(report, pytest.TestReport)
    ]
    if lines := list(tally(reports)):
        terminalreporter.section("programs of notes")
        for line in lines:
            terminalreporter.write_line(line)


def tally(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """A line for each language: how many programs printed what their notes say, and the others."""
    counts: Counter[tuple[str, str]] = Counter()
    reasons: dict[str, str] = {}
    for report in reports:
        language = dict(report.user_properties).get(LANGUAGE)
        if report.when == "call" and isinstance(language, str):
            counts[language, report.outcome] += 1
            if report.skipped and isinstance(report.longrepr, tuple):
                reasons[language] = report.longrepr[2].removeprefix("Skipped: ")
    for language in sorted({language for language, _ in counts}):
        outcomes = [
            f"{counts[language, outcome]:4} {word}"
            for outcome, word in (("passed", "right"), ("failed", "wrong"), ("skipped", "skipped"))
            if counts[language, outcome]
        ]
        why = f" ({reasons[language]})" if language in reasons else ""
        yield f"{language:<10} {', '.join(outcomes)}{why}"
