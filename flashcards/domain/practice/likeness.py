"""Which note teaches a point of a rubric, and which part of an answer speaks of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LIKE = 0.25
"""From this share of common words on a text is about the point."""

_WORD = re.compile(r"[^\W_]{2,}")
_STEM = 6
_STOP = frozenset(
    _WORD.findall(
        "the and for with that this not but are was were has have had its from into than then they "
        "them their there what which who whom why how when where says say said names name named "
        "gives give shows show asks ask explains explain states state computes compute proposes "
        "propose one two three each every any all only without instead because while would could "
        "should can may must does don doesn isn it is as at be by do if in no of on or so to up us "
        "we an"
    )
)


def words_of(text: str) -> Counter[str]:
    """The telling words of a text, cut to what they share with other forms of them."""
    found = (word.casefold() for word in _WORD.findall(text))
    return Counter(word.rstrip("s")[:_STEM] for word in found if word not in _STOP)


def likeness(point: str, text: str) -> float:
    """The share of the point's telling words that the text has too, 0 to 1."""
    wanted, there = words_of(point), words_of(text)
    if not wanted:
        return 0.0
    return sum(1 for word in wanted if word in there) / len(wanted)


def best_first(point: str, texts: Sequence[str]) -> list[tuple[int, float]]:
    """(place, likeness) of the texts that are about a point, the most alike first."""
    found = [(place, likeness(point, text)) for place, text in enumerate(texts)]
    alike = [pair for pair in found if pair[1] >= LIKE]
    return sorted(alike, key=lambda pair: (-pair[1], pair[0]))


def passage(point: str, answer: str) -> str:
    """The paragraph or list item of a Markdown answer that speaks of a point; all of a short one.

    Fenced code stays whole. "" where nothing does.
    """
    parts = _parts(answer)
    ranked = best_first(point, parts)
    return parts[ranked[0][0]] if ranked else ""


def _parts(answer: str) -> list[str]:
    """The blocks of a text between blank lines, and the items of its lists each by itself."""
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in answer.split("\n"):
        is_fence = line.lstrip().startswith(("```", "~~~"))
        if not fenced and (not line.strip() or re.match(r"[-+*] |\d+[.)] ", line)):
            blocks.append([])
        if line.strip() or fenced:
            blocks[-1].append(line)
        fenced ^= is_fence
    return ["\n".join(block).strip() for block in blocks if block]
