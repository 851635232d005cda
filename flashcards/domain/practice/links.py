"""Links between prompts: which of them lead round in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def circular_links(links: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, str]]:
    """The links (from, to) over which one comes back to where one was.

    A link is circular where both its ends are in one strongly connected component (Tarjan 1972,
    here by two walks, as Kosaraju's method does it) or where it leads to itself.
    """
    known = {start: [end for end in ends if end in links] for start, ends in links.items()}
    reverse: dict[str, list[str]] = {name: [] for name in known}
    for start, ends in known.items():
        for end in ends:
            reverse[end].append(start)
    component: dict[str, str] = {}
    for root in reversed(_finished(known)):
        waiting = [root]
        while waiting:
            name = waiting.pop()
            if name not in component:
                component[name] = root
                waiting += reverse[name]
    return frozenset(
        (start, end)
        for start, ends in known.items()
        for end in ends
        if component[start] == component[end]
    )


def _finished(links: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in the order in which a walk in depth is done with them."""
    seen: set[str] = set()
    order: list[str] = []
    for root in links:
        waiting = [(root, False)]
        while waiting:
            name, done = waiting.pop()
            if done:
                order.append(name)
            elif name not in seen:
                seen.add(name)
                waiting.append((name, True))
                waiting += [(end, False) for end in links[name]]
    return order
