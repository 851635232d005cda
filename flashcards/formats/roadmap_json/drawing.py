"""Older drawings of roadmap.sh: groups of a box and its label, named by their places.

``100-internet`` is the first stage, ``101-internet:what-is-http`` the second topic in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashcards.formats.roadmap_json.outline import DEEPEST, MOST_ITEMS, Item, text_of

_NAME = re.compile(r"(?:(\d{1,4})-)?([^:].*)")
_LINKS = ("ext_link", "check", "link")
_TITLE_SIZE = 24

Found = tuple[str, list[Item], list[str]]


def stages_of_drawing(data: object) -> Found | None:
    """The stages of a drawing, None for other data."""
    mockup = data.get("mockup") if isinstance(data, dict) else None
    controls = list(_controls(mockup)) if isinstance(mockup, dict) else []
    if not controls:
        return None
    items: dict[tuple[str, ...], Item] = {}
    orders: dict[tuple[str, ...], tuple[float, float, float]] = {}
    for control in controls[:MOST_ITEMS]:
        properties = control.get("properties")
        name = properties.get("controlName") if isinstance(properties, dict) else None
        found = _NAME.fullmatch(name) if isinstance(name, str) else None
        if not found or found[2].startswith(_LINKS):
            continue
        path = tuple(filter(None, found[2].split(":")))[:DEEPEST]
        title = next((text for text in map(_label, _controls(control)) if text), "")
        if not path or not title or path in items:
            continue
        items[path] = Item(title)
        number = float(found[1]) if found[1] else float("inf")
        orders[path] = (number, _number(control.get("y")), _number(control.get("x")))
    stages: list[Item] = []
    for path in sorted(items, key=lambda path: orders[path]):
        above = (path[:end] for end in range(len(path) - 1, 0, -1))
        parent = next((items[start] for start in above if start in items), None)
        (parent.children if parent else stages).append(items[path])
    return (_title(controls), stages, []) if stages else None


def _controls(holder: object) -> Iterator[dict[str, object]]:
    """The controls that a drawing or a group holds."""
    held = holder.get("children", holder) if isinstance(holder, dict) else None
    listing = held.get("controls") if isinstance(held, dict) else None
    control = listing.get("control") if isinstance(listing, dict) else None
    for entry in control if isinstance(control, list) else []:
        if isinstance(entry, dict):
            yield entry


def _label(control: dict[str, object]) -> str:
    properties = control.get("properties")
    return text_of(properties.get("text")) if isinstance(properties, dict) else ""


def _title(controls: list[dict[str, object]]) -> str:
    """The largest label that stands alone."""
    best, largest = "", float(_TITLE_SIZE)
    for control in controls:
        properties = control.get("properties")
        size = _number(properties.get("size")) if isinstance(properties, dict) else 0.0
        if control.get("typeID") == "Label" and size > largest:
            best, largest = _label(control) or best, size
    return best


def _number(value: object) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return number if abs(number) < 1e9 else 0.0
