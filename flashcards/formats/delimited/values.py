"""Words in cells that stand for a value: kinds of notes, importance, tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flashcards.domain.note import NoteKind
from flashcards.formats.delimited.names import normalised

_KINDS = {
    **{kind.value: kind for kind in NoteKind if kind is not NoteKind.CUSTOM},
    "simple": NoteKind.BASIC,
    "normal": NoteKind.BASIC,
    "standard": NoteKind.BASIC,
    "qa": NoteKind.BASIC,
    "bothways": NoteKind.REVERSED,
    "twoway": NoteKind.REVERSED,
    "bidirectional": NoteKind.REVERSED,
    "fillintheblank": NoteKind.CLOZE,
    "typein": NoteKind.TYPED,
    "input": NoteKind.TYPED,
    "boolean": NoteKind.BASIC,
    "truefalse": NoteKind.BASIC,
    "multiple": NoteKind.CHOICE,
    "multiplechoice": NoteKind.CHOICE,
    "singlechoice": NoteKind.CHOICE,
    "multipleselect": NoteKind.CHOICE,
    "mcq": NoteKind.CHOICE,
    "mc": NoteKind.CHOICE,
    "quiz": NoteKind.CHOICE,
}
# Parts of the names that Anki gives its own note types, in its languages.
_CLOZE = re.compile(
    r"cloze|luckentext|trou|huecos|omissao|testo|invul|luki|проп|bosluk|穴埋|填空|빈칸"
)
_REVERSED = re.compile(
    r"revers|umgekehrt|invers|invert|omgekeerd|odwrot|обрат|ters|裏表|反转|역방향"
)
_TYPED = re.compile(r"type?in|typeanswer|eintippen|saisi|escrib|digit|ввод|タイプ|输入")

_IMPORTANCE = {
    "1": 1, "low": 1, "niedrig": 1, "basse": 1, "baja": 1, "baixa": 1, "bassa": 1,
    "2": 2, "normal": 2, "medium": 2, "mittel": 2, "moyenne": 2, "media": 2,
    "3": 3, "high": 3, "hoch": 3, "haute": 3, "alta": 3,
}  # fmt: skip
_LONGEST_TAGS = 2_000
_LISTED = re.compile(r"[,;|\n]")


def note_kind(word: str) -> NoteKind | None:
    """The kind that a cell names, None for an unknown one."""
    return _KINDS.get(normalised(word))


def anki_kind(note_type: str) -> tuple[NoteKind, bool]:
    """The kind that comes nearest to a note type of Anki's, and whether its third field says
    if there is a reversed card."""
    name = normalised(note_type)
    if _CLOZE.search(name):
        return NoteKind.CLOZE, False
    if _REVERSED.search(name):
        return NoteKind.REVERSED, "option" in name or "opcion" in name
    return (NoteKind.TYPED if _TYPED.search(name) else NoteKind.BASIC), False


def importance_of(word: str) -> int | None:
    """1 to 3, None for anything else."""
    return _IMPORTANCE.get(normalised(word))


def are_listed(cells: Iterable[str]) -> bool:
    """Whether tags are parted by commas or the like, so that blanks are within them."""
    return any(_LISTED.search(cell) for cell in cells)


def tags_of(cell: str, *, listed: bool) -> tuple[str, ...]:
    """The tags of a cell, each one word: a blank within a listed one becomes a hyphen."""
    cell = cell[:_LONGEST_TAGS]
    parts = cell.split()
    if listed:
        parts = ["-".join(part.split()) for part in _LISTED.split(cell)]
    return tuple(dict.fromkeys(filter(None, parts)))
