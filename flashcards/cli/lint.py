"""``flashcards lint``."""

from __future__ import annotations

from flashcards.cli.call import Call
from flashcards.cli.progress import progress_bar
from flashcards.cli.screen import Screen
from flashcards.domain.wording import count_text
from flashcards.services.linting import lint as service
from flashcards.services.linting.coverage import StageCoverage, coverage
from flashcards.services.linting.rules import RULES, Severity


def lint(call: Call) -> int:
    """Check deck files; 1 where any finding is an error."""
    with progress_bar(call.screen.err, "Checking") as progress:
        result = service.lint(call.options.paths, progress)
    if call.options.coverage:
        _answer_coverage(call.screen, coverage(result))
    else:
        _answer_findings(call.screen, result)
    if result.errors:
        call.screen.error(
            f"{count_text(result.errors, 'error')} in the decks. "
            "`flashcards lint` lists them with what to do about each."
        )
        return 1
    return 0


def _answer_findings(screen: Screen, result: service.Lint) -> None:
    why = {rule.name: rule.why for rule in RULES}
    if screen.as_json:
        screen.document(
            [
                {
                    "file": finding.file,
                    "line": finding.line,
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "why": why[finding.rule],
                }
                for finding in result.findings
            ]
        )
        return
    for finding in result.findings:
        is_error = finding.severity is Severity.ERROR
        severity = screen.styled(finding.severity.value, "bold", "red" if is_error else "yellow")
        rule = screen.styled(f"[{finding.rule}]", "dim")
        screen.line(f"{finding.file}:{finding.line}: {severity}: {finding.message} {rule}")
    broken = {finding.rule for finding in result.findings}
    if broken:
        screen.line()
        screen.table([(rule.name, rule.why) for rule in RULES if rule.name in broken])
    files = count_text(len(result.files), "file")
    warnings = len(result.findings) - result.errors
    screen.line(
        f"{files}: {count_text(result.errors, 'error')}, {count_text(warnings, 'warning')}."
    )


def _answer_coverage(screen: Screen, stages: tuple[StageCoverage, ...]) -> None:
    if screen.as_json:
        screen.document({"stages": [_stage_document(stage) for stage in stages]})
        return
    for stage in stages:
        tracks = ", ".join(f"{name} {number}" for name, number in stage.tracks.items())
        counts = (
            count_text(stage.notes, "note"),
            f"{stage.predict} predict",
            count_text(stage.pictures, "picture"),
            *((count_text(stage.prompts, "prompt"),) if stage.prompts else ()),
        )
        words = f"Stage {stage.number}: {', '.join(counts)}"
        screen.line(screen.styled(words, "bold") + (f" ({tracks})" if tracks else ""))
        if stage.prompts_by:
            counts_by = ", ".join(f"{name} {number}" for name, number in stage.prompts_by.items())
            screen.line(f"  prompts: {counts_by}")
        rows = [(str(topic.notes), topic.title) for topic in stage.topics]
        screen.table(rows, right={0}, indent="  ")


def _stage_document(stage: StageCoverage) -> dict[str, object]:
    return {
        "number": stage.number,
        "notes": stage.notes,
        "predict": stage.predict,
        "pictures": stage.pictures,
        "prompts": stage.prompts,
        "prompts_by": dict(stage.prompts_by),
        "tracks": dict(stage.tracks),
        "topics": [
            {"id": topic.id, "title": topic.title, "notes": topic.notes} for topic in stage.topics
        ],
    }


COMMANDS = {"lint": lint}
