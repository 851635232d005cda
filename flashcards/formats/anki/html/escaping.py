"""Plain text as Markdown that reads the same, with no more backslashes than that takes."""

from __future__ import annotations

import re

_ACTIVE = re.compile(r"[\\*`_<&~\]]")
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!|]|$)")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?]|$)")
_STAR = re.compile(r"(?<! )\*|\*(?! )")
_TILDE = re.compile(r"(?<=~)~")
_BAR = re.compile(r"(?<!\w)_++|_++(?!\w)")
# What is a link as it stands; nothing in it has to be escaped, and no entity would be read.
_ADDRESS = re.compile(
    r"(?<![\w/:.@\"'(=])(https://[^\s<>()\[\]`\"'\\]*[^\s<>()\[\]`\"'\\.,;:!?*_])"
)
_LINE_START = re.compile(
    r"""
      (?P<sign>(?:[-+*]|\#{1,6})(?=\s|$)|>|(?P<rule>[-*_])(?:\s*(?P=rule))*\s*$)
    | (?P<number>\d{1,9})(?=[.)](?:\s|$))
    | (?P<equals>=+\s*$)
    | (?P<definition>\[(?=[^\[\]]{0,200}\]:))
    | (?P<bars>(?=[^|]*\|)[|:\ -]+$)
    """,
    re.VERBOSE,
)


_BEFORE_GAP, _AFTER_GAP = ("", " "), ("", " ", ".", ",", ";", ":", "!", "?", ")")
_STARTS = frozenset("-+*#>_=[|:0123456789")


def has_active(text: str) -> bool:
    """Whether a text holds anything that could mean something within a line."""
    return _ACTIVE.search(text) is not None


def escape(text: str, *, lone: str = "", bars: bool = False) -> str:
    """The text of a part of a line.

    ``lone``: which of star, backtick and underscore stand alone in the whole text, without a pair.
    ``bars``: whether a ``|`` would end a cell.
    """
    if not _ACTIVE.search(text):
        return text.replace("|", r"\|") if bars else text
    if "https://" in text:
        parts = _ADDRESS.split(text)
        parts[::2] = [_escaped(part, lone, bars) for part in parts[::2]]
        parts[1::2] = [_address(part, bars) for part in parts[1::2]]
        return "".join(parts)
    return _escaped(text, lone, bars)


def _escaped(text: str, lone: str, bars: bool) -> str:
    if "\\" in text:
        text = _BACKSLASH.sub(r"\\\\", text)
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    if "<" in text:
        # with an @ in it, what stands between angles would be the address of a person
        text = text.replace("<", "&lt;") if "@" in text else _TAG.sub("&lt;", text)
    if "*" in text and "*" not in lone:
        text = _STAR.sub(r"\\*", text) if " * " in text else text.replace("*", r"\*")
    if "`" in text and "`" not in lone:
        text = text.replace("`", r"\`")
    if "_" in text and "_" not in lone:
        text = _BAR.sub(_bar, text)
    if "~~" in text:
        text = _TILDE.sub("&#126;", text)
    if "](" in text:
        text = text.replace("](", r"\](")
    return text.replace("|", r"\|") if bars else text


def _address(text: str, bars: bool) -> str:
    if text.count("*") > 1:
        text = text.replace("*", "%2A")
    if bars:
        text = text.replace("|", "%7C")
    return _ENTITY.sub("&amp;", text)


def _bar(found: re.Match[str]) -> str:
    """Underscores at the edge of a word; a blank to be filled in marks nothing."""
    run, text = found[0], found.string
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if before == " " == after or (len(run) > 3 and before in _BEFORE_GAP and after in _AFTER_GAP):
        return run
    return r"\_" * len(run)


def escape_line_start(line: str) -> str:
    """A line of Markdown that begins no list, quote, heading, rule, table or definition."""
    found = _LINE_START.match(line) if line[:1] in _STARTS else None
    if found is None:
        return line
    if found["sign"]:
        return f"\\{line}"
    if found["equals"]:
        return f"&#61;{line[1:]}"
    if found["definition"]:
        return f"&#91;{line[1:]}"
    if found["bars"]:
        return line.replace("|", r"\|", 1)
    return f"{line[: found.end()]}\\{line[found.end() :]}"
