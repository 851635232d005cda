"""What a card may refer to: addresses to open outside, and files of the media folder.

A text names its media by plain names or by paths below its deck: ``![alt](media/x.svg)``,
``<img src="x.png">``, ``[sound:x.mp3]``. Code is opaque: what looks like a reference there is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from flashcards.render.blocks import code_spans

_LINK = re.compile(r"(?:https://[^\s\\/][^\s\\]*|mailto:[^\s\\/]+)", re.IGNORECASE)
_FORBIDDEN_IN_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#%]')
_LONGEST_NAME = 255

# Everything is bounded, so that no text makes the search go over it again and again.
_ALT = r"(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\]){0,300}\]){0,1000}"
_TARGET = r"<[^<>\n]{0,1000}>|(?:\\.|[^()\\\n]|\((?:\\.|[^()\\\n]){0,300}\)){0,1000}?"
_TITLE = r"""\s+(?:"[^"\n]{0,1000}"|'[^'\n]{0,1000}')"""
_IMAGE = re.compile(
    rf"(?<!\\)!\[(?P<alt>{_ALT})\]\(\s*(?P<target>{_TARGET})(?:{_TITLE})?\s*\)", re.DOTALL
)
_TAG = re.compile(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = r"""\b{}\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
_TAG_SRC = re.compile(_ATTRIBUTE.format("src"), re.IGNORECASE)
_TAG_ALT = re.compile(_ATTRIBUTE.format("alt"), re.IGNORECASE)
SOUND = re.compile(r"\[sound:(?P<name>[^\[\]\n]{1,300})\]")
"""A sound, as Anki writes it."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PLAIN_MARKS = "._-~/+,=@$"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a text. ``name``: of its file, None where it refers to no file of the deck."""

    alt: str
    target: str
    name: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text names a file; ``start`` and ``end`` bound the name as it is written."""

    start: int
    end: int
    name: str
    is_sound: bool = False


def safe_link(address: str) -> str | None:
    """The address if it may be opened outside, else None: ``https`` and ``mailto`` alone."""
    address = address.strip()
    return address if _LINK.fullmatch(address) else None


def media_name(reference: str) -> str | None:
    """The file that an image refers to if it is a plain name, else None.

    A plain name has no folder, drive, scheme or wildcard in it, does not begin with a dot and is
    no device of Windows.
    """
    name = unquote(reference.strip())
    if not name or len(name) > _LONGEST_NAME or name.startswith(".") or name.endswith((".", " ")):
        return None
    if _FORBIDDEN_IN_NAME.search(name) or _is_device(name):
        return None
    return name


def media_references(markdown: str) -> tuple[str, ...]:
    """The names of the images and sounds of a text, each once, in their order.

    A name is decoded (percent signs, escapes, entities); addresses, absolute names and those that
    lead out of the deck's folder are none.
    """
    return tuple(dict.fromkeys(place.name for place in _places(markdown)))


def rename_media(markdown: str, renames: Mapping[str, str], *, sounds: bool = True) -> str:
    """The text with other names for its media; one that names none of them comes back as it is.

    ``sounds`` False leaves the names of sounds alone.
    """
    parts = []
    at = 0
    for place in _places(markdown) if renames else ():
        new = renames.get(place.name)
        if new is not None and (sounds or not place.is_sound):
            parts += [markdown[at : place.start], new if place.is_sound else _target(new)]
            at = place.end
    return "".join((*parts, markdown[at:]))


def image_markdown(alt: str, name: str) -> str:
    """An image in Markdown, written so that any name is read back as it is."""
    described = re.sub(r"([\\\[\]`*_<>])", r"\\\1", " ".join(alt.split()))
    return f"![{described}]({_target(name)})"


def pictures(markdown: str) -> Iterator[Picture]:
    """The images of a text, also those that refer to no file."""
    if "![" not in markdown and "<img" not in markdown.lower():
        return
    text = _without_code(markdown)
    for match in _IMAGE.finditer(text):
        target = _written(match)[2]
        yield Picture(_ESCAPED.sub(r"\1", match["alt"]).strip(), target, _name(target))
    for tag in _TAG.finditer(text):
        alt, src = _TAG_ALT.search(tag[0]), _TAG_SRC.search(tag[0])
        target = _value(src) if src else ""
        yield Picture(html.unescape(_value(alt)).strip() if alt else "", target, _name(target))


def _places(markdown: str) -> Iterator[_Place]:
    """Where a text names media, in their order."""
    if not ("![" in markdown or "[sound:" in markdown or "<img" in markdown.lower()):
        return
    text = _without_code(markdown)
    found = [
        *(_written(match) for match in _IMAGE.finditer(text)),
        *(
            (tag.start() + src.start(src.lastgroup or 0), tag.start() + src.end(src.lastgroup or 0),
             _value(src))
            for tag in _TAG.finditer(text)
            if (src := _TAG_SRC.search(tag[0]))
        ),
    ]  # fmt: skip
    places = [
        _Place(start, end, name)
        for start, end, target in found
        if (name := _name(target)) is not None
    ]
    places += [
        _Place(match.start("name"), match.end("name"), name, is_sound=True)
        for match in SOUND.finditer(text)
        if (name := _relative(match["name"].strip())) is not None
    ]
    at = 0
    for place in sorted(places, key=lambda place: place.start):
        if place.start >= at:  # an image inside the description of another is none
            yield place
            at = place.end


def _written(match: re.Match[str]) -> tuple[int, int, str]:
    """The bounds of an image's target, without the blanks after it, and what stands in it."""
    target = match["target"]
    stripped = target.rstrip()
    inside = stripped[1:-1].strip() if stripped.startswith("<") else stripped
    return match.start("target"), match.start("target") + len(stripped), inside


def _value(match: re.Match[str]) -> str:
    return match[match.lastgroup or 0]


def _name(target: str) -> str | None:
    """The name that a target stands for, None for an address."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _ESCAPED.sub(r"\1", target))
    return _relative(unquote(text).strip())


def _relative(name: str) -> str | None:
    """The name if it is that of a file below the deck's folder."""
    name = name.removeprefix("./")
    parts = name.split("/")
    if name.startswith("#") or _SCHEME.match(name) or _CONTROL.search(name) or "\\" in name:
        return None
    if any(part in ("", ".", "..") or len(part) > _LONGEST_NAME for part in parts):
        return None
    return name


def _target(name: str) -> str:
    """A name as the target of an image; letters of any language stay readable."""
    return "".join(
        mark
        if mark.isalnum() or mark in _PLAIN_MARKS or (mark > "\x7f" and mark.isprintable())
        else quote(mark, safe="", errors="replace")
        for mark in name
    )


def _without_code(markdown: str) -> str:
    """The text with blanks for its code, so that places stay what they are."""
    parts = []
    at = 0
    for start, end in code_spans(markdown):
        parts += [markdown[at:start], " " * (end - start)]
        at = end
    return "".join((*parts, markdown[at:]))


def _is_device(name: str) -> bool:
    stem = name.split(".", 1)[0].rstrip().upper()
    if stem in {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}:
        return True
    return stem[:-1] in {"COM", "LPT"} and stem[-1] in "0123456789¹²³"
