"""The lines ``#key:value`` at the top of a text file of Anki's, or of one that is meant for it.

Keys as the manual of Anki lists them: separator, html, tags, deck, notetype, columns, and
guid column, tags column, deck column, notetype column with a number from 1.
"""

from __future__ import annotations

import re

from flashcards.formats.delimited.model import AnkiHeader

_LINE = re.compile(r"#([a-z][a-z ]{0,20}?)[ \t]{0,4}:(.*)", re.IGNORECASE)
_SEPARATORS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_COLUMNS = ("guid column", "deck column", "tags column", "notetype column")
_KNOWN = frozenset({"separator", "html", "tags", "deck", "notetype", "columns", *_COLUMNS})
_MOST_LINES = 50
_MOST_COLUMNS = 1_000


def read_anki_header(text: str) -> tuple[AnkiHeader | None, str]:
    """The header, None without one, and the text below it.

    Further lines that begin with ``#`` between its lines are comments.
    """
    values: dict[str, str] = {}
    lines = at = 0
    while text.startswith("#", at) and lines < _MOST_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if match := _LINE.fullmatch(text, at, end - text.endswith("\r", at, end)):
            values[match[1].lower()] = match[2]
        elif not values:
            break
        lines += 1
        at = min(end + 1, len(text))
    if not _KNOWN.intersection(values):
        return None, text
    return _header(values, lines), text[at:]


def _header(values: dict[str, str], lines: int) -> AnkiHeader:
    separator = _separator(values.get("separator", ""))
    columns = {key: _column(values.get(key, "")) for key in _COLUMNS}
    return AnkiHeader(
        size=lines,
        separator=separator,
        html={"true": True, "false": False}.get(values.get("html", "").strip().lower()),
        deck=values.get("deck", "").strip(),
        tags=tuple(values.get("tags", "").split()),
        note_type=values.get("notetype", "").strip(),
        names=_names(values.get("columns", ""), separator),
        guid_column=columns["guid column"],
        deck_column=columns["deck column"],
        tags_column=columns["tags column"],
        note_type_column=columns["notetype column"],
    )


def _column(value: str) -> int | None:
    """The place that a number from 1 gives."""
    number = value.strip()
    is_number = number.isascii() and number.isdigit() and len(number) < 6
    return int(number) - 1 if is_number and 0 < int(number) <= _MOST_COLUMNS else None


def _separator(value: str) -> str | None:
    word = value.strip().lower()
    if word in _SEPARATORS:
        return _SEPARATORS[word]
    mark = value.strip() or value[:1]
    mark = "\t" if mark == "\\t" else mark
    return mark if len(mark) == 1 and mark not in '"\r\n' and not mark.isalnum() else None


def _names(value: str, separator: str | None) -> tuple[str, ...]:
    if not value.strip():
        return ()
    marks = [separator] if separator else [mark for mark in "\t;|," if mark in value]
    names = value.split(marks[0]) if marks else [value]
    return tuple(name.strip().strip('"') for name in names[:_MOST_COLUMNS])
