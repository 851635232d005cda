"""Deletions of cloze texts as Anki has them, to the plainer ones that cards know.

In Anki they may stand within each other and belong to several cards. Here each stands alone and
belongs to one, so that an outer one is parted around the inner one.
"""

from __future__ import annotations

import re

from flashcards.formats.anki.html import Loss

_EDGE = re.compile(r"\{\{c(\d{1,10})((?:,\d{1,10}){0,20})::|\}\}")
_HIGHEST = 500


def plain_deletions(text: str, losses: set[Loss]) -> str:
    """The text with deletions that stand alone; ``losses`` is told what that changed."""
    if "{{" not in text:
        return text
    edges = _paired(text)
    if not _need_work(edges):
        return text
    parts: list[str] = []
    numbers: list[int] = []
    at = 0
    for edge in edges:
        between = text[at : edge.start()]
        if edge[1] is None:
            parts.append(_piece(numbers.pop(), between))
        else:
            if edge[2]:
                losses.add(Loss.SHARED_CLOZE)
            if numbers:
                losses.add(Loss.NESTED_CLOZE)
            parts.append(_piece(numbers[-1], between) if numbers else between)
            numbers.append(int(edge[1]))
        at = edge.end()
    parts.append(text[at:])
    return "".join(parts)


def _paired(text: str) -> list[re.Match[str]]:
    """The edges of deletions that have a beginning and an end."""
    edges: list[re.Match[str] | None] = list(_EDGE.finditer(text))
    open_places: list[int] = []
    for place, edge in enumerate(edges):
        if edge is None or edge[1] is not None:
            open_places.append(place)
        elif open_places:
            open_places.pop()
        else:
            edges[place] = None
    for place in open_places:
        edges[place] = None
    return [edge for edge in edges if edge is not None]


def _need_work(edges: list[re.Match[str]]) -> bool:
    """Whether any deletion is not as cards know it."""
    inside = False
    for edge in edges:
        opens = edge[1] is not None
        if opens and (inside or edge[2] or not 0 < int(edge[1]) <= _HIGHEST):
            return True
        inside = opens
    return False


def _piece(number: int, text: str) -> str:
    """A deletion of a text and perhaps a hint, without one where it would hide nothing."""
    shown = text.partition("::")[0]
    if not shown.strip():
        return shown
    return f"{{{{c{number}::{text}}}}}" if 0 < number <= _HIGHEST else shown
