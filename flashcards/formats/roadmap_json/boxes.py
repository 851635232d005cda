"""The boxes of an export of roadmap.sh's editor, and the edges between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.formats.roadmap_json.outline import MOST_ITEMS, text_of

MOST_BOXES = 3_000
"""Boxes of one roadmap; those of roadmap.sh have some hundred."""

_LONGEST_HEADING = 8
"""Words; a label with more of them explains something."""

_SIZE = (150.0, 50.0)
_FARTHEST = 1e7
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its upper left corner and its size, in the editor's pixels.

    ``items``: of a list of things to tick off.
    """

    id: str
    kind: str
    label: str
    x: float = 0.0
    y: float = 0.0
    width: float = _SIZE[0]
    height: float = _SIZE[1]
    items: tuple[str, ...] = ()
    is_link: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box lies within this one."""
        x, y = other.middle
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def distance(self, other: Box) -> float:
        """From edge to edge; 0 for boxes that overlap."""
        across = max(self.x - other.x - other.width, other.x - self.x - self.width, 0.0)
        down = max(self.y - other.y - other.height, other.y - self.y - self.height, 0.0)
        return math.hypot(across, down)


def boxes_of(nodes: object) -> dict[str, Box]:
    """The boxes by their ids; what can't be one is passed over."""
    boxes: dict[str, Box] = {}
    for node in nodes if isinstance(nodes, list) else []:
        if len(boxes) == MOST_BOXES:
            break
        if isinstance(node, dict) and (box := _box(node)) is not None:
            boxes.setdefault(box.id, box)
    return boxes


def edges_of(edges: object, boxes: Mapping[str, Box]) -> list[tuple[str, str, bool]]:
    """Source, target and whether the line is dashed, of the edges between boxes that exist."""
    found = []
    for edge in edges[:MOST_ITEMS] if isinstance(edges, list) else []:
        if not isinstance(edge, dict):
            continue
        source, target = edge.get("source"), edge.get("target")
        if isinstance(source, str) and isinstance(target, str) and {source, target} <= set(boxes):
            data = edge.get("data")
            style = data.get("edgeStyle") if isinstance(data, dict) else None
            found.append((source, target, style == "dashed"))
    return found


def is_heading(box: Box) -> bool:
    """Whether a label or a paragraph names what stands below it, and explains nothing."""
    words = box.label.split()
    ends_sentence = box.label.endswith((".", "!", "…"))
    is_number = box.label.strip(" .").isdecimal()
    short = 0 < len(words) <= _LONGEST_HEADING
    return short and not ends_sentence and not is_number and not box.is_link


def _box(node: Mapping[str, object]) -> Box | None:
    node_id, data = node.get("id"), node.get("data")
    if not isinstance(node_id, str) or not 0 < len(node_id) <= _LONGEST_ID:
        return None
    held: Mapping[str, object] = data if isinstance(data, dict) else {}
    place = node.get("position")
    x, y = (_number(place.get(axis), 0.0) for axis in "xy") if isinstance(place, dict) else (0, 0)
    width, height = _size(node)
    return Box(
        id=node_id,
        kind=str(node.get("type") or ""),
        label=text_of(held.get("label")),
        x=x,
        y=y,
        width=width,
        height=height,
        items=_items(held),
        is_link=bool(held.get("href")),
    )


def _size(node: Mapping[str, object]) -> tuple[float, float]:
    """What was measured comes before what was meant."""
    sizes = []
    for name, usual in zip(("width", "height"), _SIZE, strict=True):
        holders = (node.get("measured"), node, node.get("style"))
        given = [holder.get(name) for holder in holders if isinstance(holder, dict)]
        numbers = [_number(value, 0.0) for value in given]
        sizes.append(next((number for number in numbers if number > 0), usual))
    return sizes[0], sizes[1]


def _items(data: Mapping[str, object]) -> tuple[str, ...]:
    listed = data.get("checklists") or data.get("todos")
    entries: Sequence[object] = listed if isinstance(listed, list) else ()
    titles = (text_of(entry.get("label")) for entry in entries if isinstance(entry, dict))
    return tuple(title for title in titles if title)


def _number(value: object, otherwise: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and isinstance(value, int | float) and abs(value) < _FARTHEST:
        return float(value)
    return otherwise
