"""Code blocks in HTML: their text, and the language that a class names."""

from __future__ import annotations

import re
from html import unescape

_LANGUAGE = re.compile(
    r"(?:^|[\s\"'])(?:language|lang|highlight-source|brush|hl|sourceCode)[-: ]\s*([\w+#.-]{1,20})",
    re.IGNORECASE,
)
_BARE = {
    "bash", "c", "c++", "cpp", "c#", "csharp", "css", "diff", "dockerfile", "go", "golang",
    "graphql", "haskell", "html", "http", "ini", "java", "javascript", "js", "json", "kotlin",
    "lua", "makefile", "nginx", "php", "powershell", "python", "python3", "py", "ruby", "rust",
    "scala", "sh", "shell", "sql", "swift", "toml", "ts", "typescript", "xml", "yaml", "yml",
}  # fmt: skip
_NOT_A_LANGUAGE = frozenset({"none", "plain", "plaintext", "text", "highlight", "ln", "line"})
_IPYTHON = re.compile(r"ipython\d?$")

_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_LINE = re.compile(r"</?(?:div|p|li|tr)\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^>]*-->")
_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_LINE_ENDS = re.compile(r"[\n\x05]+")


def language_of(classes: str) -> str:
    """The language that classes name, ``""`` for none."""
    if found := _LANGUAGE.search(classes):
        name = found[1].lower()
    else:
        name = next((word for word in classes.lower().split() if word in _BARE), "")
    if _IPYTHON.match(name):
        return "python"
    return "" if name in _NOT_A_LANGUAGE else name


def code_of(html: str) -> str:
    """The text of a code block; blank lines at its ends go, blanks at its beginning stay."""
    text = _BREAK.sub("\n", html)
    text = _LINE.sub("\x05", text)
    text = _TAG.sub("", _COMMENT.sub("", text))
    text = _LINE_ENDS.sub(_line_ends, text)
    if "&" in text:
        text = unescape(text)
    text = text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _line_ends(found: re.Match[str]) -> str:
    """Edges of elements that are lines make one end of a line, and so does a break before one."""
    ends = found[0].count("\n")
    if "\x05" in found[0]:
        ends = max(1, ends) if found[0][0] == "\n" else ends + 1
    return "\n" * ends
