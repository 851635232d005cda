"""What the editor of roadmap.sh exports: boxes with their places, and edges between them.

A box of the type topic that others hang on is a stage, and so is the heading of a frame of boxes.
Edges tell what hangs on what; where there are none, frames and places do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.formats.roadmap_json.boxes import MOST_BOXES, Box, boxes_of, edges_of, is_heading
from flashcards.formats.roadmap_json.outline import Item, JsonObject, title_in
from flashcards.formats.roadmap_json.places import heading_above, in_columns, nearest, stacks

_TOPICS = ("topic", "subtopic")
_HEADINGS = ("label", "paragraph")
_LEAST_STACK = 2

Found = tuple[str, list[Item], list[str]]


def stages_of_editor(data: object) -> Found | None:
    """The stages of an export of the editor, None for other data."""
    holder = _holder(data)
    if holder is None:
        return None
    boxes = boxes_of(holder["nodes"])
    edges = edges_of(holder.get("edges"), boxes)
    found = _Hierarchy(boxes, edges)
    title = next((box.label for box in boxes.values() if box.kind == "title" and box.label), "")
    return title or title_in(holder), found.stages(), found.complaints


def _holder(data: object) -> JsonObject | None:
    """The object that has the nodes; some exports wrap it once."""
    if not isinstance(data, dict):
        return None
    for value in (data, *data.values()):
        holder: JsonObject = value if isinstance(value, dict) else {}
        nodes = holder.get("nodes")
        if isinstance(nodes, list) and any(
            isinstance(node, dict) and "position" in node for node in nodes
        ):
            return holder
    return None


@dataclass(slots=True)
class _Stage:
    """A stage that is being put together; ``box`` has its title."""

    box: Box
    members: list[Box] = field(default_factory=list)

    @property
    def top(self) -> tuple[float, float]:
        """Where it begins: its topic, or what stands highest under its heading."""
        boxes = (self.box,) if self.box.kind == "topic" else (self.box, *self.members)
        return min((box.y, box.x) for box in boxes)


class _Hierarchy:
    """Which boxes are stages, and which topics belong to each."""

    def __init__(self, boxes: Mapping[str, Box], edges: Sequence[tuple[str, str, bool]]) -> None:
        self.complaints: list[str] = []
        if len(boxes) == MOST_BOXES:
            self.complaints.append(f"only the first {MOST_BOXES:,} boxes were read")
        self._boxes = boxes
        self._edges = edges
        self._frames = [box for box in boxes.values() if box.kind == "section"]
        self._headings = [
            box for box in boxes.values() if box.kind in _HEADINGS and is_heading(box)
        ]
        self._topics = [box for box in boxes.values() if box.kind in _TOPICS and box.label]
        self._lists = [box for box in boxes.values() if box.items]
        self._parents = self._parents_by_edges()
        self._frame_headings: dict[str, Box | None] = {}

    def stages(self) -> list[Item]:
        """The stages in their order."""
        found: dict[str, _Stage] = {}
        lost: list[Box] = []
        with_children = set(self._parents.values())
        for box in (*self._topics, *self._lists):
            head = self._head(box)
            if head is None and box.kind == "topic":
                head = box
            if head is None:
                lost.append(box)
                continue
            stage = found.setdefault(head.id, _Stage(head))
            if box is not head:
                stage.members.append(box)
        self._gather_stacks(found, with_children)
        self._place_lost(found, lost)
        ordered = self._in_order(list(found.values()))
        return [_item(stage) for stage in ordered]

    def _parents_by_edges(self) -> dict[str, str]:
        """What each box hangs on: by an edge that comes from a topic, for topics a dashed one."""
        parents: dict[str, str] = {}
        for source, target, is_dashed in self._edges:
            above, below = self._boxes[source], self._boxes[target]
            if below.kind in {"topic", "title"} and above.kind == "subtopic":
                above, below = below, above
            hangs = below.kind not in {"topic", "title"} or is_dashed
            if above.kind in _TOPICS and hangs and above is not below:
                parents.setdefault(below.id, above.id)
        return parents

    def _head(self, box: Box) -> Box | None:
        """The box that a stage is called by which a box belongs to."""
        seen = {box.id}
        while (parent := self._parents.get(box.id)) is not None and parent not in seen:
            seen.add(parent)
            box = self._boxes[parent]
        if len(seen) > 1:
            return box if box.kind == "topic" else self._head_of_frame(box)
        return self._head_of_frame(box)

    def _head_of_frame(self, box: Box) -> Box | None:
        """The topic that the smallest frame around a box hangs on, or the heading within it."""
        around = [frame for frame in self._frames if frame.holds(box) and frame is not box]
        for frame in sorted(around, key=lambda frame: frame.width * frame.height):
            owner = self._parents.get(frame.id)
            if owner is not None and owner != box.id:
                return self._boxes[owner]
            if heading := self._heading_of(frame):
                return heading
        return None

    def _heading_of(self, frame: Box) -> Box | None:
        if frame.id not in self._frame_headings:
            within = [topic for topic in self._topics if frame.holds(topic)]
            self._frame_headings[frame.id] = heading_above(frame, within, self._headings)
        return self._frame_headings[frame.id]

    def _gather_stacks(self, found: dict[str, _Stage], with_children: set[str]) -> None:
        """Topics that stand one below the other under one heading are its topics, and no stages."""
        alone = [
            stage.box
            for stage in found.values()
            if not stage.members and stage.box.kind == "topic" and stage.box.id not in with_children
        ]
        chained = {end for source, target, _ in self._edges for end in (source, target)}
        alone = [box for box in alone if box.id not in chained]
        for stack in stacks(alone):
            heading = nearest(stack, self._headings)
            if len(stack) < _LEAST_STACK or heading is None:
                continue
            stage = found.setdefault(heading.id, _Stage(heading))
            stage.members += stack
            for box in stack:
                del found[box.id]

    def _place_lost(self, found: dict[str, _Stage], lost: Sequence[Box]) -> None:
        """A box that nothing leads to belongs to the stage of the nearest box."""
        owners = {box.id: stage for stage in found.values() for box in (stage.box, *stage.members)}
        placed = [
            box
            for stage in found.values()
            for box in (stage.box, *stage.members)
            if box.kind not in _HEADINGS
        ]
        for stack in stacks(lost):
            neighbour = nearest(stack, placed or self._headings)
            if neighbour is None:
                title = next(iter(self._boxes.values()))
                neighbour = Box(id="", kind="title", label="Topics", x=title.x, y=title.y)
            stage = owners.get(neighbour.id) or found.setdefault(neighbour.id, _Stage(neighbour))
            owners[neighbour.id] = stage
            stage.members += stack
            placed = placed or [neighbour]

    def _in_order(self, stages: Sequence[_Stage]) -> list[_Stage]:
        """Along the edges from the title on; those that none leads to where they stand."""
        by_head = {stage.box.id: stage for stage in stages}
        following: dict[str, list[str]] = {}
        for source, target, _ in self._edges:
            following.setdefault(source, []).append(target)
        starts = [box.id for box in self._boxes.values() if box.kind == "title"]
        chain: list[_Stage] = []
        seen: set[str] = set()
        stack = list(starts)
        while stack:
            here = stack.pop()
            if here in seen:
                continue
            seen.add(here)
            if here in by_head:
                chain.append(by_head[here])
            targets = sorted(following.get(here, ()), key=lambda end: _place(self._boxes[end]))
            stack += reversed([end for end in targets if end not in seen])
        rest = sorted((s for s in stages if s.box.id not in seen), key=lambda stage: stage.top)
        ordered = list(chain)
        for stage in rest:
            after = [at for at, other in enumerate(ordered) if other.top <= stage.top]
            ordered.insert(after[-1] + 1 if after else 0, stage)
        return ordered


def _place(box: Box) -> tuple[float, float]:
    return box.y, box.x


def _item(stage: _Stage) -> Item:
    return Item(
        stage.box.label,
        list(_topics(in_columns(stage.members))),
        source_id=stage.box.id or None,
    )


def _topics(boxes: Iterable[Box]) -> Iterable[Item]:
    for box in boxes:
        if box.items:
            yield from map(Item, box.items)
        else:
            yield Item(box.label, source_id=box.id or None)
