"""What stands where: stacks of boxes, columns, and the heading that is meant for some of them."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.formats.roadmap_json.boxes import Box

_GAP = 40.0
"""Pixels between two boxes of one stack at most."""

_ABOVE = 60.0
"""Pixels that a heading may stand above the frame that it names."""

_FARTHEST = 400.0
_MOST_COMPARED = 2_000


def in_columns(boxes: Sequence[Box]) -> list[Box]:
    """Column by column from the left, each from the top."""
    columns: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.middle[0]):
        if columns and box.middle[0] - columns[-1][0].middle[0] <= columns[-1][0].width / 2:
            columns[-1].append(box)
        else:
            columns.append([box])
    return [box for column in columns for box in sorted(column, key=lambda box: (box.y, box.x))]


def stacks(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes that stand close below each other, together."""
    found: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.y, box.x)):
        for stack in reversed(found[-20:]):
            last = stack[-1]
            is_below = -last.height < box.y - last.y - last.height <= _GAP
            if is_below and abs(box.middle[0] - last.middle[0]) <= last.width / 2:
                stack.append(box)
                break
        else:
            found.append([box])
    return found


def nearest(stack: Sequence[Box], others: Sequence[Box]) -> Box | None:
    """The box that is nearest to a stack, above rather than below; None for one too far off."""
    if not stack:
        return None
    ends = (stack[0], stack[-1])
    best, least = None, _FARTHEST
    for other in others[:_MOST_COMPARED]:
        distance = min(end.distance(other) for end in ends)
        distance += 1.0 if other.y > stack[-1].y else 0.0
        if distance < least:
            best, least = other, distance
    return best


def heading_above(frame: Box, topics: Sequence[Box], headings: Sequence[Box]) -> Box | None:
    """The heading of a frame: the highest in it, or just above, that no topic stands above."""
    raised = Box("", "", "", frame.x, frame.y - _ABOVE, frame.width, frame.height + _ABOVE)
    within = sorted((box for box in headings if raised.holds(box)), key=lambda box: (box.y, box.x))
    if not within:
        return None
    first = min((topic.y for topic in topics), default=float("inf"))
    return within[0] if within[0].y <= first + within[0].height else None
