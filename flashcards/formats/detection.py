"""What a file is, by its content first and its name second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath

from flashcards.errors import FormatError
from flashcards.formats import markdown
from flashcards.formats.file_kinds import IMPORTABLE, is_document, kind_of
from flashcards.formats.markdown.front_matter import read_front_matter
from flashcards.formats.markdown.lines import (
    COMMENT,
    HEADING,
    PLAIN,
    SEPARATOR,
    find_opaque,
    is_separator,
)
from flashcards.formats.own_marks import has_own_marks
from flashcards.formats.review_log_csv import looks_like_review_log
from flashcards.formats.text import decode

SAMPLE = 256 * 1024
"""Bytes at the beginning of a file by which its format is told."""


class FileFormat(StrEnum):
    """The formats that are read; the value is a word for people and programs."""

    DECK = "markdown"
    PROMPTS = "prompts"
    HASHCARDS = "hashcards"
    OBSIDIAN = "obsidian"
    QUESTIONS = "questions"
    ROADMAP = "roadmap"
    ROADMAP_JSON = "roadmap-json"
    TABLE = "table"
    REVIEW_LOG = "review-log"
    ANKI = "anki"
    MNEMOSYNE = "mnemosyne"
    CROWDANKI = "crowdanki"
    ARCHIVE = "archive"
    """A zip of files that are imported one by one."""
    UNKNOWN = "unknown"


_ANKI_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_ANKI_SUFFIXES = (".apkg", ".colpkg")
_SQLITE = b"SQLite format 3\0"
_SQLITE_TABLES = (
    (re.compile(rb"CREATE TABLE (?:IF NOT EXISTS )?[\"'`\[]?(?:fact_views|data_for_fact)\b", re.I),
     FileFormat.MNEMOSYNE),
    (re.compile(rb"CREATE TABLE (?:IF NOT EXISTS )?[\"'`\[]?(?:revlog|graves)\b", re.I),
     FileFormat.ANKI),
)  # fmt: skip
_ZIP = b"PK\x03\x04"
_ZIP_EMPTY = b"PK\x05\x06"
_CROWDANKI = re.compile(r'"crowdanki_uuid"\s*:|"__type__"\s*:\s*"(?:Deck|Note|NoteModel)"')
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")
_ANKI_TABLE = re.compile(r"\A(?:#[a-z ]+:.*\n)*#(?:separator|html|notetype|deck|columns|guid)\b.*:")
_NOTE_HEADING = re.compile(r"^###(?:[ \t]|$)", re.MULTILINE)
_OWN_KEYS = {"namespace", "stage", "roadmap"}


def detect(data: bytes, name: str, entries: Sequence[str] = ()) -> FileFormat:
    """The format of a file that begins with ``data``, or is all of it.

    ``name`` is the file's; its suffix decides where the content leaves it open. ``entries``: the
    names in its directory, if it is a zip and they are known.
    """
    head = data[:SAMPLE]
    if head.startswith(_SQLITE):
        return _database(head, name)
    if head.startswith((_ZIP, _ZIP_EMPTY)):
        return _zip(name, entries)
    if looks_like_review_log(head):
        return FileFormat.REVIEW_LOG
    try:
        text = decode(head, name)[0]
    except FormatError:
        return FileFormat.UNKNOWN
    if len(data) > SAMPLE:
        text = text.rpartition("\n")[0] or text
    return _text(text, name) if text.strip() else FileFormat.UNKNOWN


def unknown_error(data: bytes, name: str, entries: Sequence[str] = ()) -> FormatError:
    """Why a file is of no format that is read, and what could be imported instead.

    A text that is neither a deck nor plainly a roadmap is never taken for one of them.
    """
    head = data[:SAMPLE]
    if not head.strip():
        return FormatError("the file is empty", file=name)
    if kind := kind_of(head, entries):
        return FormatError(f"{kind}. {IMPORTABLE}.", file=name)
    try:
        text = decode(head, name)[0]
    except FormatError:
        return FormatError(f"this kind of file is not known. {IMPORTABLE}.", file=name)
    if text.lstrip()[:1] in {"{", "["}:
        return FormatError(f"this JSON is of no form that is known. {IMPORTABLE}.", file=name)
    return FormatError(
        "neither a deck, nor a list of questions, nor plainly a roadmap: a roadmap has two stages "
        "with topics at least, under headings or numbers, or headings that name stages, phases, "
        f"levels or weeks. {IMPORTABLE}.",
        file=name,
    )


def _zip(name: str, entries: Sequence[str]) -> FileFormat:
    if any(entry in _ANKI_COLLECTIONS for entry in entries):
        return FileFormat.ANKI
    if not entries and PurePath(name).suffix.lower() in _ANKI_SUFFIXES:
        return FileFormat.ANKI
    return FileFormat.UNKNOWN if is_document(entries) else FileFormat.ARCHIVE


def _database(head: bytes, name: str) -> FileFormat:
    for table, found in _SQLITE_TABLES:
        if table.search(head):
            return found
    suffix = PurePath(name).suffix.lower()
    if suffix in {".anki2", ".anki21"}:
        return FileFormat.ANKI
    return FileFormat.MNEMOSYNE if suffix == ".db" else FileFormat.UNKNOWN


def _text(text: str, name: str) -> FileFormat:
    if text.lstrip("\ufeff \t\n")[:1] in {"{", "["} and (found := _json(text)):
        return found
    if name.lower().endswith(_TABLE_SUFFIXES) or _ANKI_TABLE.match(text):
        return FileFormat.TABLE
    return _markdown(text, name)


def _json(text: str) -> FileFormat | None:
    if _CROWDANKI.search(text):
        return FileFormat.CROWDANKI
    from flashcards.formats.roadmap_json import looks_like_roadmap_json

    return FileFormat.ROADMAP_JSON if looks_like_roadmap_json(text) else None


def _markdown(text: str, name: str) -> FileFormat:
    """Decks before roadmaps, the surest signs first."""
    # a table or a package has nothing to do with these, and they take a while to import
    from flashcards.formats.delimited import looks_like_table
    from flashcards.formats.hashcards import looks_like_hashcards
    from flashcards.formats.obsidian import looks_like_obsidian
    from flashcards.formats.questions import looks_like_questions
    from flashcards.formats.roadmap_text import looks_like_roadmap

    if markdown.looks_like_prompts(text):
        return FileFormat.PROMPTS
    is_deck = _NOTE_HEADING.search(text) is not None and markdown.looks_like_deck(text)
    if is_deck and _is_own_deck(text):
        return FileFormat.DECK
    if looks_like_hashcards(text):
        return FileFormat.HASHCARDS
    if looks_like_obsidian(text):
        return FileFormat.OBSIDIAN
    if looks_like_questions(text):
        return FileFormat.QUESTIONS
    if is_deck and _is_mostly_notes(text):
        return FileFormat.DECK
    if looks_like_roadmap(text, name):
        return FileFormat.ROADMAP
    return FileFormat.TABLE if looks_like_table(text, name) else FileFormat.UNKNOWN


def _is_mostly_notes(text: str) -> bool:
    """Whether most lines stand under the headings '###' of notes, unlike a page with a FAQ."""
    lines = text.removeprefix("\ufeff").split("\n")
    try:
        lines = lines[read_front_matter(lines, "").body :]
    except FormatError:
        return False
    kinds = find_opaque(lines, whole_file=True).kinds
    under_notes = others = 0
    is_note = False
    for line, kind in zip(lines, kinds, strict=True):
        if kind == PLAIN and line.startswith("#") and (found := HEADING.fullmatch(line)):
            is_note = found[1] == "###"
        elif line.strip() and kind != COMMENT:
            under_notes += is_note
            others += not is_note
    return under_notes >= others


def _is_own_deck(text: str) -> bool:
    """Whether a deck shows signs that only a deck file of this program has.

    Ids and kinds of notes, sources, the front matter's keys, and lines ``---`` that part question
    and answer, as opposed to those that end a section.
    """
    if has_own_marks(text):
        return True
    lines = text.removeprefix("\ufeff").split("\n")
    try:
        front = read_front_matter(lines, "")
    except FormatError:
        return False
    if any(entry.key in _OWN_KEYS for entry in front.entries):
        return True
    body = lines[front.body :]
    kinds = find_opaque(body).kinds
    parting = ending = 0
    for at, line in enumerate(body):
        if line.startswith(SEPARATOR) and is_separator(body, kinds, at):
            after = next((other for other in body[at + 1 : at + 50] if other.strip()), "#")
            ending += after.startswith("#")
            parting += not after.startswith("#")
    return parting > ending
