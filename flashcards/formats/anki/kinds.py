"""Which kind a note type amounts to, told by its templates and not by its name.

The stock types come in all languages and with all sorts of styling around their fields. What
counts is what their faces show once they are Markdown: nothing but these fields, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_RULE = "---"
_FRONT = "FrontSide"


class Shape(Enum):
    """What a note type amounts to."""

    BASIC = auto()
    REVERSED = auto()
    OPTIONAL = auto()
    """Reversed where the third field is filled in."""
    TYPED = auto()
    CLOZE = auto()
    CUSTOM = auto()


@dataclass(frozen=True, slots=True)
class Face:
    """Both sides of a card in Markdown."""

    front: str
    back: str


def shape_of(fields: Sequence[str], faces: Sequence[Face], *, cloze: bool) -> Shape:
    """What a note type with these fields and cards amounts to."""
    shown = [(_shown(face.front), _shown(face.back)) for face in faces]
    if cloze:
        is_cloze = len(shown) == 1 and _is_cloze(fields, *shown[0])
        return Shape.CLOZE if is_cloze else Shape.CUSTOM
    if len(fields) == 2 and len(shown) == 1:
        front, back = shown[0]
        if _asks(front, back, *fields):
            return Shape.BASIC
        return Shape.TYPED if _is_typed(front, back, *fields) else Shape.CUSTOM
    if len(shown) == 2 and len(fields) in (2, 3) and _asks(*shown[0], fields[0], fields[1]):
        front, back = shown[1]
        if len(fields) == 2 and _asks(front, back, fields[1], fields[0]):
            return Shape.REVERSED
        if len(fields) == 3:
            switch = fields[2]
            optional = (f"#{switch}", fields[1], f"/{switch}")
            if front == optional and back in _backs(optional, fields[0]):
                return Shape.OPTIONAL
    return Shape.CUSTOM


def _shown(face: str) -> tuple[str, ...]:
    """The placeholders of a face, or nothing where it shows anything else besides."""
    rest = _PLACEHOLDER.sub("", face)
    if rest.replace(_RULE, "", 1).strip():
        return ()
    return tuple(_PLACEHOLDER.findall(face))


def _asks(front: Sequence[str], back: Sequence[str], question: str, answer: str) -> bool:
    return front == (question,) and back in _backs((question,), answer)


def _backs(front: tuple[str, ...], answer: str) -> tuple[tuple[str, ...], ...]:
    """What shows the answer below a front, or the answer alone."""
    return (_FRONT, answer), (*front, answer), (answer,)


def _is_typed(front: Sequence[str], back: Sequence[str], question: str, answer: str) -> bool:
    typed = f"type:{answer}"
    if front != (question, typed):
        return False
    return back in (*_backs((question,), typed), *_backs((question,), answer))


def _is_cloze(fields: Sequence[str], front: Sequence[str], back: Sequence[str]) -> bool:
    if len(fields) not in (1, 2):
        return False
    text = f"cloze:{fields[0]}"
    if front != (text,) or back[:1] != (text,):
        return False
    extra = fields[1] if len(fields) == 2 else ""
    return back[1:] in ((), (extra,), (f"#{extra}", extra, f"/{extra}"))
