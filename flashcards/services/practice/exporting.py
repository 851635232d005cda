"""Practice for other programs: a table of attempts as CSV, and a session as a printable page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from flashcards.domain.wording import percent_text
from flashcards.language import _
from flashcards.services.exporting.csv_file import Cell, write_csv
from flashcards.services.exporting.html_page import html_list, html_page
from flashcards.services.practice.report_views import Exported, ReportRow, SessionReport
from flashcards.services.practice.words import clock_words, grade_title, kind_title, level_title
from flashcards.storage.files import replacing

CSV_COLUMNS = (
    "session_id", "started", "prompt", "title", "kind", "stage", "level", "planned_seconds",
    "think_seconds", "answer_seconds", "share", "grade", "missed", "notes",
)  # fmt: skip
"""Of the table; a row an attempt."""

_STYLE = """
h2 { margin: 28px 0 8px; }
h3 { margin: 20px 0 4px; font-size: 14px; }
p, li { color: $text2; margin: 2px 0; }
pre { margin: 4px 0; padding: 10px 12px; background: $sunken; white-space: pre-wrap;
  font: inherit; break-inside: avoid; }
"""


def export_csv(path: Path, reports: Sequence[SessionReport], *, excel: bool = False) -> Exported:
    """Write the attempts of sessions as a table. Raises LibraryWriteError."""
    rows = (_cells(report, row) for report in reports for row in report.rows)
    return Exported(path, write_csv(path, CSV_COLUMNS, rows, excel=excel))


def export_page(path: Path, report: SessionReport) -> Exported:
    """Write a session as a page that prints well. Raises LibraryWriteError."""
    page = html_page(f"{report.session.title}: {report.headline}", _STYLE, _body(report))
    with replacing(path) as partial:
        partial.write_text(page, encoding="utf-8", newline="\n")
    return Exported(path, len(report.rows))


def _cells(report: SessionReport, row: ReportRow) -> tuple[Cell, ...]:
    prompt = row.prompt
    started = datetime.fromtimestamp(report.session.started_ms / 1_000, UTC)
    return (
        str(report.session.id),
        started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        prompt.source_id,
        prompt.title,
        prompt.kind.value,
        prompt.stage,
        "" if prompt.level is None else prompt.level.value,
        round(row.planned_seconds),
        round(row.think_seconds),
        round(row.used_seconds),
        None if row.share is None else round(row.share, 4),
        None if row.grade is None else int(row.grade),
        "; ".join(point.text for point in row.missed),
        row.notes,
    )


def _body(report: SessionReport) -> Iterator[str]:
    yield f"<h1>{escape(report.headline)}</h1>"
    yield f"<p>{escape(report.session.title)}. {escape(report.summary)}</p>"
    yield from _table(report)
    for heading, lines in ((_("By kind"), report.by_kind), (_("By stage"), report.by_stage)):
        scores = [f"{escape(line.name)}: {percent_text(line.share)}" for line in lines]
        yield from _listed(heading, scores)
    missed = [
        f"{escape(point.text)} ({point.times} ×, {escape(point.prompt_title)})"
        for point in report.missed_twice
    ]
    yield from _listed(_("Missed more than once"), missed)
    for row in report.rows:
        yield from _attempt(row)


def _listed(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"<h2>{escape(heading)}</h2>"
        yield from html_list(items)


def _table(report: SessionReport) -> Iterator[str]:
    heads = (_("Prompt"), _("Kind"), _("Level"), _("Time"), _("Score"), _("Grade"))
    yield "<table>"
    yield f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"
    for row in report.rows:
        level = row.prompt.level
        cells = (
            row.prompt.title,
            kind_title(row.prompt.kind),
            "" if level is None else level_title(level),
            f"{clock_words(row.used_seconds)} / {clock_words(row.planned_seconds)}",
            _("skipped") if row.share is None else percent_text(row.share),
            "" if row.grade is None else grade_title(row.grade),
        )
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</table>"


def _attempt(row: ReportRow) -> Iterator[str]:
    """Notes and missed points of a prompt, where there are any."""
    if not row.notes.strip() and not row.missed:
        return
    yield f"<h3>{escape(row.prompt.title)}</h3>"
    if row.notes.strip():
        yield f"<pre>{escape(row.notes)}</pre>"
    if row.missed:
        yield f"<p>{escape(_('Missed:'))}</p>"
        yield from html_list(escape(point.text) for point in row.missed)
