"""A progress report as one HTML file that needs nothing else: no script, no font, no picture.

It is light whatever the reader's theme, and fits A4 when it is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape

from flashcards.domain.wording import mastery_text
from flashcards.paths import resource_path
from flashcards.services.exporting import report_words as words
from flashcards.services.exporting.report_view import Calendar, ProgressReport, StageFigures

_CELL, _STEP, _TOP, _LEFT = 11, 13, 18, 34
_BAR, _BAR_HEIGHT = 200, 12
# The page asks for nothing and runs nothing, and says so to the browser.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
@page { size: A4; margin: 15mm 16mm; }
* { box-sizing: border-box; }
html { color-scheme: light; background: $surface; }
body {
  margin: 0 auto; padding: 40px 24px; max-width: 780px; color: $text;
  font: 14px/1.45 Inter, system-ui, -apple-system, "Segoe UI", sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
h1 { margin: 0; font-size: 28px; line-height: 36px; letter-spacing: -.02em; }
h2 { margin: 0 0 10px; font-size: 16px; line-height: 24px; letter-spacing: -.01em; }
header p, .small { margin: 2px 0 0; color: $text2; font-size: 13px; }
section { margin-top: 30px; break-inside: avoid; }
dl { display: grid; grid-template-columns: repeat(5, 1fr); gap: 16px; margin: 24px 0 0; }
dl div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
dd { margin: 0; font-size: 22px; line-height: 30px; font-weight: 600; letter-spacing: -.015em; }
dt { color: $text2; font-size: 12px; line-height: 16px; }
.small { margin-top: 8px; }
table { width: 100%; border-collapse: collapse; }
th { color: $text2; font-size: 12px; font-weight: 500; text-align: left; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid $border; vertical-align: middle; }
th:last-child, td:last-child { padding-right: 0; text-align: right; white-space: nowrap; }
tr { break-inside: avoid; }
.number { text-align: right; white-space: nowrap; width: 1%; }
.locked { color: $text3; }
.weak { font-weight: 600; color: $again; }
svg { display: block; max-width: 100%; height: auto; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: 3px 0; }
footer { margin-top: 32px; color: $text3; font-size: 12px; }
@media (max-width: 640px) { dl { grid-template-columns: repeat(2, 1fr); } }
@media print {
  body { padding: 0; max-width: none; font-size: 12px; }
  section { margin-top: 20px; }
  h1 { font-size: 24px; line-height: 32px; }
  h2 { margin-bottom: 6px; font-size: 14px; }
  dd { font-size: 19px; line-height: 26px; }
  dt, th, .small, header p { font-size: 11px; }
  th, td { padding: 4px 12px 4px 0; }
}
"""


def report_html(report: ProgressReport) -> str:
    """The whole file."""
    title = escape(f"{words.title(report)}, {words.date_text(report.made)}")
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>{_style()}</style>",
            "</head>",
            "<body>",
            *_header(report),
            "<main>",
            *_section(words.STAGES, _stages(report)),
            *_section(words.ACTIVITY, _activity(report)),
            *_section(words.WEAKEST, _weakest(report)),
            *_section(words.AHEAD, _list(map(escape, report.forecast))),
            "</main>",
            f"<footer>{escape(words.footer(report))}</footer>",
            "</body>",
            "</html>",
            "",
        )
    )


def _header(report: ProgressReport) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{escape(words.title(report))}</h1>"
    yield f"<p>{words.HEADING}, {escape(words.period(report))}</p>"
    yield "<dl>"
    for value, caption in words.figures(report):
        yield f"<div><dt>{escape(caption)}</dt><dd>{escape(value)}</dd></div>"
    yield "</dl>"
    yield "</header>"


def _section(heading: str, body: Iterable[str]) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{escape(heading)}</h2>"
    yield from body
    yield "</section>"


def _stages(report: ProgressReport) -> Iterator[str]:
    if not report.stages:
        yield f"<p>{words.NO_STAGES}</p>"
        return
    stage, mastery, recall, seen = map(escape, words.STAGE_COLUMNS)
    yield "<table>"
    yield (
        f'<thead><tr><th scope="col">{stage}</th><th scope="col" colspan="2">{mastery}</th>'
        f'<th scope="col" class="number">{recall}</th><th scope="col">{seen}</th></tr></thead>'
    )
    yield "<tbody>"
    for each in report.stages:
        yield _stage(each, report.target)
    yield "</tbody>"
    yield "</table>"
    yield f'<p class="small">{escape(words.NOTE)}</p>'


def _stage(stage: StageFigures, target: float) -> str:
    kind = ' class="locked"' if stage.locked else ""
    is_weak = stage.recall is not None and stage.recall < target
    recall = "number weak" if is_weak else "number"
    return (
        f"<tr{kind}><td>{stage.number}. {escape(stage.title)}</td><td>{_bar(stage)}</td>"
        f'<td class="number">{mastery_text(stage.mastery)}</td>'
        f'<td class="{recall}">{words.recall(stage)}</td><td>{words.seen(stage)}</td></tr>'
    )


def _bar(stage: StageFigures) -> str:
    """Mastery as a bar, recall as a tick on it."""
    done = round(_BAR * min(1.0, max(0.0, stage.mastery)), 1)
    parts = [f'<rect y="3" width="{_BAR}" height="6" rx="3" fill="{_color("heat0")}"/>']
    if done:
        width = max(6, done)
        parts.append(f'<rect y="3" width="{width}" height="6" rx="3" fill="{_color("accent")}"/>')
    if stage.recall is not None:
        x = round(min(_BAR - 2.0, max(0.0, stage.recall * _BAR - 1)), 1)
        tick = f'<rect x="{x}" width="2" height="{_BAR_HEIGHT}" fill="{_color("text")}"/>'
        parts.append(tick)
    return (
        f'<svg width="{_BAR}" height="{_BAR_HEIGHT}" viewBox="0 0 {_BAR} {_BAR_HEIGHT}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def _activity(report: ProgressReport) -> Iterator[str]:
    yield _calendar(report.calendar, words.activity(report))
    yield f'<p class="small">{escape(words.activity(report))}</p>'


def _calendar(calendar: Calendar, said: str) -> str:
    width = _LEFT + calendar.weeks * _STEP
    height = _TOP + 7 * _STEP
    small = f'font-size="10" fill="{_color("text3")}"'
    parts = [
        f'<text x="{_LEFT + column * _STEP}" y="10" {small}>{name}</text>'
        for column, name in calendar.months
    ]
    parts += [
        f'<text x="0" y="{_TOP + row * _STEP + 9}" {small}>{name}</text>'
        for row, name in enumerate(words.WEEKDAYS)
        if name
    ]
    for place, level in enumerate(calendar.levels):
        if level is not None:
            column, row = divmod(place, 7)
            x, y = _LEFT + column * _STEP, _TOP + row * _STEP
            fill = _color(f"heat{level}")
            parts.append(
                f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2.5" fill="{fill}"/>'
            )
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(said)}">{"".join(parts)}</svg>'
    )


def _weakest(report: ProgressReport) -> Iterator[str]:
    if not report.weakest:
        yield f"<p>{escape(words.no_weakness(report))}</p>"
        return
    yield "<table><tbody>"
    for topic in report.weakest:
        yield (
            f"<tr><td>{escape(topic.title)}</td><td>{escape(words.weak(topic))}</td>"
            f"<td>{escape(words.weak_recall(topic))}</td></tr>"
        )
    yield "</tbody></table>"


def _list(items: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        yield f"<li>{item}</li>"
    yield "</ul>"


def _style() -> str:
    style = _STYLE
    for name in ("surface", "text2", "text3", "text", "border", "again"):
        style = style.replace(f"${name}", _color(name))
    return style


@cache
def _colors() -> dict[str, str]:
    tokens = json.loads(resource_path("tokens.json").read_text(encoding="utf-8"))
    return {name: str(schemes["light"]) for name, schemes in tokens["color"].items()}


def _color(name: str) -> str:
    return _colors()[name]
