"""A progress report as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from flashcards.domain.wording import mastery_text
from flashcards.services.exporting import report_words as words
from flashcards.services.exporting.html_page import html_list, html_page, page_color
from flashcards.services.exporting.report_view import Calendar, ProgressReport, StageFigures

_CELL, _STEP, _TOP, _LEFT = 11, 13, 18, 34
_BAR, _BAR_HEIGHT = 200, 12
_STYLE = """
header p, .small { margin: 2px 0 0; color: $text2; font-size: 13px; }
section { margin-top: 30px; break-inside: avoid; }
dl { display: grid; grid-template-columns: repeat(5, 1fr); gap: 16px; margin: 24px 0 0; }
dl div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
dd { margin: 0; font-size: 22px; line-height: 30px; font-weight: 600; letter-spacing: -.015em; }
dt { color: $text2; font-size: 12px; line-height: 16px; }
.small { margin-top: 8px; }
th:last-child, td:last-child { padding-right: 0; text-align: right; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; width: 1%; }
.locked { color: $text3; }
.weak { font-weight: 600; color: $again; }
svg { display: block; max-width: 100%; height: auto; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: 3px 0; }
footer { margin-top: 32px; color: $text3; font-size: 12px; }
@media (max-width: 640px) { dl { grid-template-columns: repeat(2, 1fr); } }
@media print {
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
    body = (
        *_header(report),
        "<main>",
        *_section(words.STAGES, _stages(report)),
        *_section(words.ACTIVITY, _activity(report)),
        *_section(words.WEAKEST, _weakest(report)),
        *_section(words.AHEAD, html_list(map(escape, report.forecast))),
        "</main>",
        f"<footer>{escape(words.footer(report))}</footer>",
    )
    return html_page(f"{words.title(report)}, {words.date_text(report.made)}", _STYLE, body)


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
    parts = [f'<rect y="3" width="{_BAR}" height="6" rx="3" fill="{page_color("heat0")}"/>']
    if done:
        width = max(6, done)
        parts.append(
            f'<rect y="3" width="{width}" height="6" rx="3" fill="{page_color("accent")}"/>'
        )
    if stage.recall is not None:
        x = round(min(_BAR - 2.0, max(0.0, stage.recall * _BAR - 1)), 1)
        tick = f'<rect x="{x}" width="2" height="{_BAR_HEIGHT}" fill="{page_color("text")}"/>'
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
    small = f'font-size="10" fill="{page_color("text3")}"'
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
            fill = page_color(f"heat{level}")
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
