"""The attribute list at the end of a heading: ``{#id .class key=value key="two words"}``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?: \#(?P<id>[^\s{}"'\\]+)
      | \.(?P<cls>[A-Za-z][\w-]*)
      | (?P<key>[A-Za-z_][\w:.-]*)=(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\s{}"'\\=]+))
      | (?P<other>[^\s{}"]+)
    )
    (?P<gap>\s*)
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
_PLAIN_ID = re.compile(r"""[^\s{}"'\\]+""")
_PLAIN_VALUE = re.compile(r"""[^\s{}"'\\=]+""")
# Only quoted values can hold what looks like the beginning of a list; a bound keeps headings of
# megabytes from being tried from each of their braces.
_MOST_BEGINNINGS = 8


@dataclass(frozen=True, slots=True)
class Attributes:
    """What an attribute list says; ``invalid`` are the words in it that nothing can be made of."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    invalid: tuple[str, ...] = ()

    def get(self, key: str) -> str | None:
        """The value of a key, None without it."""
        return next((value for name, value in self.pairs if name == key), None)


def parse_heading_attributes(heading: str) -> tuple[str, Attributes]:
    """A heading's title and its attributes; ``heading`` comes without its number signs.

    The list is the last ``{…}`` of the heading and begins with ``{#`` or ``{.``, so the braces of
    a cloze deletion or of code stay in the title. An id that no ``#`` can write stands as
    ``id="…"``. Of an id or a key given twice, the first counts.
    """
    heading = heading.strip()
    if not heading.endswith("}"):
        return heading, Attributes()
    end = len(heading)
    for _ in range(_MOST_BEGINNINGS):
        end = max(heading.rfind("{#", 0, end), heading.rfind("{.", 0, end))
        if end < 0:
            break
        tokens = _tokens(heading, end + 1)
        if tokens is not None:
            return heading[:end].rstrip(), _attributes(tokens)
    return heading, Attributes()


def format_attributes(attributes: Attributes) -> str:
    """The list as text, empty for no attributes; it has to hold a class or a plain id."""
    words = []
    if attributes.id is not None and _PLAIN_ID.fullmatch(attributes.id):
        words.append(f"#{attributes.id}")
    words += [f".{name}" for name in attributes.classes]
    if attributes.id is not None and not _PLAIN_ID.fullmatch(attributes.id):
        words.append(f"id={_value(attributes.id)}")
    words += [f"{key}={_value(value)}" for key, value in attributes.pairs]
    return f"{{{' '.join(words)}}}" if words else ""


def needs_class(attributes: Attributes) -> bool:
    """Whether a list with these attributes would not begin with ``{#`` or ``{.``."""
    plain_id = attributes.id is not None and _PLAIN_ID.fullmatch(attributes.id) is not None
    return not plain_id and not attributes.classes


def _tokens(heading: str, at: int) -> list[re.Match[str]] | None:
    """The words from ``at`` to the brace that ends the heading, None where there is no list."""
    tokens: list[re.Match[str]] = []
    while token := _TOKEN.match(heading, at):
        tokens.append(token)
        at = token.end()
        if heading[at] == "}":
            is_list = at == len(heading) - 1 and (tokens[0]["id"] or tokens[0]["cls"])
            return tokens if is_list else None
        if not token["gap"]:
            return None
    return None


def _attributes(tokens: Sequence[re.Match[str]]) -> Attributes:
    identifier: str | None = None
    classes: list[str] = []
    pairs: dict[str, str] = {}
    invalid: list[str] = []
    for token in tokens:
        quoted = token["quoted"]
        value = token["plain"] if quoted is None else _ESCAPED.sub(r"\1", quoted)
        name = value if token["key"] == "id" else token["id"]
        if name and identifier is None:
            identifier = name
        elif token["cls"]:
            classes.append(token["cls"])
        elif token["key"] and token["key"] not in {"id", *pairs}:
            pairs[token["key"]] = value
        else:
            invalid.append(token[0].rstrip())
    return Attributes(identifier, tuple(classes), tuple(pairs.items()), tuple(invalid))


def _value(value: str) -> str:
    if _PLAIN_VALUE.fullmatch(value):
        return value
    escaped = re.sub(r'([\\"])', r"\\\1", re.sub(r"[\r\n]+", " ", value))
    return f'"{escaped}"'
