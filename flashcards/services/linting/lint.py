"""Checks deck files by the rules of ``linting.rules`` and says which topics they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashcards.errors import FormatError, NotFoundError
from flashcards.formats import markdown, roadmap_text
from flashcards.formats.detection import FileFormat, detect, unknown_error
from flashcards.formats.markdown.lines import FENCE, find_opaque
from flashcards.formats.rows import DeckRows, PromptFileRows, RoadmapRows
from flashcards.formats.text import MAX_BYTES, decode
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.linting.likeness import alike
from flashcards.services.linting.media import check_media, unused_media
from flashcards.services.linting.prompts import check_prompts, missing_cards
from flashcards.services.linting.rules import (
    DUPLICATE_ID,
    NEAR_DUPLICATE,
    SYNTAX,
    UNREADABLE,
    UNUSED_MEDIA,
    WIDE_CODE,
    WIDEST_CODE,
    Rule,
    Severity,
    check_note,
    check_topic,
)
from flashcards.services.linting.topics import shared_aliases, uncovered_topics

_TAB = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a file breaks; ``line`` counts from 1, 0 is the whole file."""

    file: str
    line: int
    rule: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that could be read: a deck, a roadmap or interview prompts."""

    name: str
    text: str
    rows: DeckRows | RoadmapRows | PromptFileRows


@dataclass(frozen=True, slots=True)
class Lint:
    """All that was found, by file and line, and the files that could be read."""

    findings: tuple[Finding, ...]
    files: tuple[ReadFile, ...]

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def decks(self) -> Iterator[tuple[str, DeckRows]]:
        """The decks among the files, with their names."""
        return ((f.name, f.rows) for f in self.files if isinstance(f.rows, DeckRows))

    @property
    def roadmaps(self) -> Iterator[tuple[str, RoadmapRows]]:
        """The roadmaps among the files, with their names."""
        return ((f.name, f.rows) for f in self.files if isinstance(f.rows, RoadmapRows))

    @property
    def prompts(self) -> Iterator[tuple[str, PromptFileRows]]:
        """The files of interview prompts among the files, with their names."""
        return ((f.name, f.rows) for f in self.files if isinstance(f.rows, PromptFileRows))


def lint(paths: Sequence[Path], progress: Progress = no_progress) -> Lint:
    """Check files, and all Markdown files of folders that are decks or roadmaps.

    Raises NotFoundError for a path that does not exist.
    """
    wanted = list(_wanted(paths))
    findings: list[Finding] = []
    files: list[ReadFile] = []
    for number, (path, named) in enumerate(wanted, 1):
        try:
            read = _read(path, named=named)
        except FormatError as error:
            findings.append(_finding(str(path), error.line or 0, UNREADABLE, error.message))
        else:
            if read is not None:
                files.append(read)
                findings += _of_file(read)
        progress.step(number, len(wanted))
    findings += _over_all(Lint((), tuple(files)))
    findings += _unused_media(paths)
    order = {str(path): place for place, (path, _) in enumerate(wanted)}
    findings.sort(
        key=lambda found: (order.get(found.file, len(order)), found.file, found.line, found.rule)
    )
    return Lint(tuple(findings), tuple(files))


def _wanted(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """The files, each once, and whether it was named or found in a folder."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"there is no file or folder {path}.")
        found = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, file == path


def _read(path: Path, *, named: bool) -> ReadFile | None:
    """What a file is; None for another Markdown file that merely lies in the folder."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FormatError(f"can't be read: {error.strerror}") from error
    text, warnings = decode(data, path.name)
    rows: DeckRows | RoadmapRows | PromptFileRows
    kind = detect(data, path.name)
    if kind is FileFormat.DECK or (kind is FileFormat.UNKNOWN and markdown.looks_like_deck(text)):
        rows = markdown.parse_deck(text, path.name)
    elif kind is FileFormat.PROMPTS:
        rows = markdown.parse_prompts(text, path.name)
    elif kind is FileFormat.ROADMAP:
        rows = roadmap_text.parse_roadmap(text, path.name)
    elif not named:
        return None
    elif kind is FileFormat.UNKNOWN:
        raise unknown_error(data, path.name)
    else:
        raise FormatError(
            f"this is a file of the format {kind}, and lint reads deck files: import it, and lint "
            "what the export of its deck gives"
        )
    return ReadFile(str(path), text, replace(rows, warnings=(*warnings, *rows.warnings)))


def _of_file(read: ReadFile) -> Iterator[Finding]:
    """What one file breaks by itself."""
    if isinstance(read.rows, PromptFileRows):
        for line, problem in check_prompts(read.rows):
            yield _finding(read.name, line, problem.rule, problem.message)
        return
    is_deck = isinstance(read.rows, DeckRows)
    for warning in read.rows.warnings:
        # a roadmap's are about what it says beside its topics, which nothing depends on
        severity = SYNTAX.severity if is_deck else Severity.WARNING
        yield Finding(read.name, warning.line, SYNTAX.name, severity, warning.message)
    if not isinstance(read.rows, DeckRows):
        return
    for topic in read.rows.topics:
        for problem in check_topic(topic):
            yield _finding(read.name, topic.line, problem.rule, problem.message)
        for note in topic.notes:
            for problem in check_note(note):
                yield _finding(read.name, note.line, problem.rule, problem.message)
    for note, problem in check_media(read.rows, Path(read.name).parent):
        yield _finding(read.name, note.line, problem.rule, problem.message)
    lines = read.text.split("\n")
    kinds = find_opaque(lines, whole_file=True).kinds
    for number, (code, kind) in enumerate(zip(lines, kinds, strict=True), 1):
        width = len(code.expandtabs(_TAB))
        if kind == FENCE and width > WIDEST_CODE:
            message = f"{width} columns of code, at most {WIDEST_CODE}"
            yield _finding(read.name, number, WIDE_CODE, message)


def _over_all(files: Lint) -> Iterator[Finding]:
    """What files break only beside others."""
    decks, roadmaps = list(files.decks), list(files.roadmaps)
    yield from _duplicate_ids(files)
    yield from _near_duplicates(files)
    for name, line, problem in missing_cards(list(files.prompts), (rows for _, rows in decks)):
        yield _finding(name, line, problem.rule, problem.message)
    for name, line, problem in (*shared_aliases(decks), *uncovered_topics(decks, roadmaps)):
        yield _finding(name, line, problem.rule, problem.message)


def _unused_media(paths: Sequence[Path]) -> Iterator[Finding]:
    """Media that nothing names; only of whole folders, since a single deck may share them."""
    folders = [path for path in paths if path.is_dir()]
    files = sorted({file for folder in folders for file in folder.rglob("*.md")})
    texts = [(file, file.read_text(encoding="utf-8", errors="replace")) for file in files]
    for file in unused_media(texts, folders):
        yield _finding(str(file), 0, UNUSED_MEDIA, "no text names this file")


def _duplicate_ids(files: Lint) -> Iterator[Finding]:
    """Ids of notes, topics and prompts that another file of the same namespace has too."""
    seen: dict[tuple[str, str, str], tuple[str, int]] = {}
    for name, namespace, kind, source_id, line in _ids(files):
        if source_id is None:
            continue
        first = seen.setdefault((namespace, kind, source_id), (name, line))
        if first != (name, line):
            message = f"the {kind} id {source_id!r} is that of {first[0]}:{first[1]}"
            yield _finding(name, line, DUPLICATE_ID, message)


def _ids(files: Lint) -> Iterator[tuple[str, str, str, str | None, int]]:
    """(file, namespace, what it is, id, line) of all that has an id."""
    for name, rows in files.decks:
        namespace = rows.namespace or rows.roadmap or f"deck {rows.title}"
        for topic in rows.topics:
            yield name, namespace, "topic", topic.source_id, topic.line
            for note in topic.notes:
                yield name, namespace, "note", note.source_id, note.line
    for name, prompts in files.prompts:
        namespace = prompts.namespace or prompts.roadmap or f"prompts {prompts.title}"
        for prompt in prompts.prompts:
            yield name, namespace, "prompt", prompt.source_id, prompt.line


def _near_duplicates(files: Lint) -> Iterator[Finding]:
    notes = [
        (name, note, note.track or topic.track)
        for name, rows in files.decks
        for topic in rows.topics
        for note in topic.notes
        if not note.draft
    ]
    questions = [note.fields.question for _, note, _ in notes]
    for first, second, likeness in alike(questions):
        (file, other, track), (name, note, own_track) = notes[first], notes[second]
        # the same question may well be asked once a language
        apart = track is not None and own_track is not None and track != own_track
        same = note.source_id is not None and note.source_id == other.source_id
        if not apart and not same:
            message = f"{likeness:.0f} % the same question as {file}:{other.line}"
            yield _finding(name, note.line, NEAR_DUPLICATE, message)


def _finding(file: str, line: int, rule: Rule, message: str) -> Finding:
    mend = "" if rule is UNREADABLE else f": {rule.mend}"
    return Finding(file, line, rule.name, rule.severity, f"{message.rstrip('.')}{mend}")
