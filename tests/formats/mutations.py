"""Valid texts with something wrong in them, and texts of the pieces that a format is made of."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

_ODD = ("\0", "\ud800", "\ufeff", "\u2028", "\x1b", "é" * 3, "\U0001f600", "\t", "\r\n", "\\")


def assembled(pieces: Sequence[str], size: int = 40) -> st.SearchStrategy[str]:
    """Texts made of a format's own pieces in any order, with others between them."""
    piece = st.sampled_from((*pieces, "\n", "\n\n", " ", *_ODD)) | st.text(max_size=6)
    return st.lists(piece, max_size=size).map("".join)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A valid text with parts of it gone, doubled, moved, or replaced by something odd."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        part = text[start:end]
        new = draw(st.sampled_from(("", part * 2, part[::-1], *_ODD)) | st.text(max_size=5))
        text = text[:start] + new + text[end:]
    return text
