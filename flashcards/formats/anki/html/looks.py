"""The looks of text while tags open and close, not always in their order."""

from __future__ import annotations

from typing import NamedTuple

from flashcards.formats.anki.html.styles import Style

_MOST_OPEN = 100


class _Open(NamedTuple):
    tag: str
    style: Style
    link: str
    shown: str


class Looks:
    """How the present text looks and where it leads to."""

    def __init__(self) -> None:
        self.style = 0
        self.link = ""
        self._open: list[_Open] = []
        self._uncounted: dict[str, int] = {}

    def start(self, tag: str, style: Style, *, link: str = "", shown: str = "") -> None:
        """A tag begins. ``shown``: an address that is to be read behind its text."""
        if len(self._open) >= _MOST_OPEN:
            self._uncounted[tag] = self._uncounted.get(tag, 0) + 1
            return
        self._open.append(_Open(tag, style, link, shown))
        self.style = self.style & ~style.remove | style.add
        self.link = link or self.link

    def end(self, tag: str) -> str:
        """A tag ends, if it ever began; the address to show behind it."""
        if self._uncounted.get(tag):
            self._uncounted[tag] -= 1
            return ""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                break
        else:
            return ""
        ended = self._open.pop(at)
        style, link = 0, ""
        for each in self._open:
            style = style & ~each.style.remove | each.style.add
            link = each.link or link
        self.style, self.link = style, link
        return ended.shown
