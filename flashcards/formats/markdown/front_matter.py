"""The YAML between two lines ``---`` at the top of a file.

Plain values are read as the core of YAML has them: null, true, false, whole numbers, and text
for everything else, so that a date, a version ``1.10`` or a ``no`` comes back as it was written.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from flashcards.errors import FormatError
from flashcards.formats.rows import FormatWarning

MOST_LINES = 500
_MOST_CHARACTERS = 64 * 1024
_DEEPEST = 20
_TOML = re.compile(r"\s*[\w.-]+\s*=")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the front matter; ``line`` counts from 1 in the file."""

    key: str
    value: object
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above the text; ``body`` is the index of the first line that follows it."""

    entries: tuple[Entry, ...] = ()
    warnings: tuple[FormatWarning, ...] = ()
    body: int = 0


def read_front_matter(lines: Sequence[str], name: str) -> FrontMatter:
    """The front matter of a file given by its lines; empty where the first line is no ``---``.

    Values are str, int, bool, None, lists and dicts with str keys. ``name`` is for messages.

    Raises:
        FormatError: it has no end, or cannot be read; with the line.
    """
    if not lines or lines[0].rstrip() != "---":
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        raise FormatError("the front matter is not closed by a line '---'", file=name, line=1)
    text = "".join(f"{line}\n" for line in lines[1:end])
    if end > MOST_LINES or len(text) > _MOST_CHARACTERS:
        raise FormatError(f"the front matter is too long ({end} lines)", file=name, line=1)
    entries = (_read_toml if _TOML.match(text) else _read_yaml)(text, name)
    return _without_duplicates(entries, end + 1)


def write_front_matter(pairs: Sequence[tuple[str, object]]) -> str:
    """The front matter with its two lines ``---``, without a newline at its end."""
    text = yaml.dump(
        dict(pairs),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=sys.maxsize,
    )
    return f"---\n{text}---"


def _without_duplicates(entries: Sequence[Entry], body: int) -> FrontMatter:
    first: dict[str, Entry] = {}
    warnings = []
    for entry in entries:
        if entry.key in first:
            message = (
                f"'{entry.key}' stands in line {first[entry.key].line} already; "
                "the second is left out"
            )
            warnings.append(FormatWarning(entry.line, message))
        else:
            first[entry.key] = entry
    return FrontMatter(tuple(first.values()), tuple(warnings), body)


def _read_yaml(text: str, name: str) -> tuple[Entry, ...]:
    try:
        root = _Loader(text).get_single_node()
        return tuple(_entries(root)) if root is not None else ()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        message = "front matter: it holds a character that YAML does not allow"
        raise FormatError(message, file=name, line=line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.count("\n") + 1  # where the text ends, not the line after it
        line = min(mark.line + 2, last) if mark else 1
        problem = error.problem or error.context or "no YAML"
        if "mapping values" in problem:
            problem += " (a value with a colon needs quotes)"
        raise FormatError(f"front matter: {problem}", file=name, line=line) from error


def _entries(root: yaml.Node) -> Iterator[Entry]:
    if not isinstance(root, yaml.MappingNode):
        raise yaml.MarkedYAMLError(None, None, "a list of 'key: value' is meant", root.start_mark)
    for key, value in root.value:
        yield Entry(_text(key), _value(value), key.start_mark.line + 2)


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
        return {_text(key): _value(value) for key, value in node.value}
    if isinstance(node, yaml.ScalarNode):
        match node.tag.removeprefix("tag:yaml.org,2002:"):
            case "null":
                return None
            case "bool":
                return node.value == "true"
            case "int" if _INT.fullmatch(node.value):
                return int(node.value)
            case "str" | "int":
                return str(node.value)
    raise yaml.MarkedYAMLError(None, None, f"'{node.tag}' is not read", node.start_mark)


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.MarkedYAMLError(None, None, "a key has to be plain text", node.start_mark)
    return str(node.value)


def _read_toml(text: str, name: str) -> tuple[Entry, ...]:
    """What hashcards writes: ``name = "Title"``. Its place is that of the key's line."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) + 1 if found else 1
        raise FormatError(f"front matter: {error}", file=name, line=line) from error
    lines = text.split("\n")
    return tuple(
        Entry(
            "title" if key == "name" and "title" not in table else key,
            _plain(value),
            next((i for i, line in enumerate(lines, 2) if line.lstrip().startswith(key)), 1),
        )
        for key, value in table.items()
    )


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if isinstance(value, bool | int) else str(value)


# Line ends of YAML that the lines of a file don't know, and empty lines at the end, after which
# YAML has to mark its own end; only double quotes can hold them.
_QUOTED = re.compile(r"[\x85\u2028\u2029]|(?:\A|\n)\n\Z")

_BOOL = re.compile(r"true|false")
_NULL = re.compile(r"null|~|")
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Which plain scalars are no text, by their first character."""
    kinds = ((_BOOL, "bool", "tf"), (_NULL, "null", ["n", "~", ""]), (_INT, "int", "-0123456789"))
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for pattern, kind, firsts in kinds:
        whole = re.compile(f"(?:{pattern.pattern})$")
        for first in firsts:
            table.setdefault(first, []).append((f"tag:yaml.org,2002:{kind}", whole))
    return table


class _Loader(yaml.SafeLoader):
    """Composes nodes; refuses aliases, which can make a small file immense, and deep nesting."""

    yaml_implicit_resolvers = _resolvers()
    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(None, None, "aliases are not read", event.start_mark)
        if self._depth > _DEEPEST:
            raise yaml.MarkedYAMLError(None, None, "nested too deep", event.start_mark)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Dumper(yaml.SafeDumper):
    """Writes text without quotes wherever it is read back as text."""

    yaml_implicit_resolvers = _resolvers()

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    quoted = _QUOTED.search(text) or _TOML.match(text)  # a key `a=` would be read as TOML
    style = '"' if quoted else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_multi_representer(object, lambda dumper, value: _represent_text(dumper, str(value)))
