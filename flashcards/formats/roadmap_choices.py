"""The line of a roadmap that has its reader choose one of several languages."""

from __future__ import annotations

import re

from flashcards.formats.roadmap_inline import split_outside
from flashcards.formats.roadmap_words import key

_CHOICE = re.compile(
    r"""
    (?<![A-Za-z])(?:
      (?:choose|pick|select|master|learn|start\s+with
        |choisir|choisissez|choisis|w[äa]hlen?(?:\s+sie)?|elige|elegir|escoge|scegli|escolha|kies)
      (?:\s+(?:and|et|und|y|e|en)\s+\w+)?\s+(?:(?:only|just|any|exactly|seulement|genau)\s+)?
      (?:one|1|un|une|uno|una|um|uma|ein|eine|einen|eines|één)
    | (?:choose|pick|select)(?:\s+and\s+\w+)?\s+(?:an?|your|between|from)
    | one\s+of\s+(?:the\s+following|these)
    | выбер\w+\s+(?:\w+\s+)?(?:один|одну|одно|язык)
    | (?:选择?|選擇?|任选|挑选)(?:其)?一(?:种|種|门|門|个|個|项)?(?:语言|語言|编程语言)?
    | (?:どれか|いずれか)?(?:一|1|ひと)つ(?:を)?(?:選択|選ぶ|選んで)
    )(?!\w(?<![\u3040-\u9fff]))(?:\s+of\s+(?:the\s+following|these)\b)?(?P<rest>.*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_LIST = re.compile(
    r"""
    (?:,?\s*
      (?:[:：–—]|\s-\s
        |\b(?:e\.?\s?g|i\.e|z\.\s?b|p\.\s?ex|par\s+ex)\.?(?!\w)
        |\b(?:such\s+as|like|for\s+example|of|par\s+exemple|parmi|zum\s+beispiel|por\s+ejemplo)\b
      )[\s:,]*
    )+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONJUNCTION = r"(?:or|ou|oder|o|and|et|und|y|или|и|або|或者?|および|または)\s+"
_LAST_ALTERNATIVE = re.compile(rf"\s+{_CONJUNCTION}", re.IGNORECASE)
_LEADING_CONJUNCTION = re.compile(f"^{_CONJUNCTION}", re.IGNORECASE)


def choices_of(text: str) -> tuple[str, ...] | None:
    """The alternatives of a 'choose one' line; empty where they follow it, None for another line.

    'Choose and master one — e.g., Node.js (JavaScript), Python, Java, Go.' has four.
    """
    found = _CHOICE.search(text)
    if not found:
        return None
    rest = found["rest"].strip()
    marker = _BEFORE_LIST.search(rest)
    listed = rest[marker.end() :] if marker else ""
    if not listed and rest.endswith(")"):
        listed = rest[:-1].rpartition("(")[2]
    if not listed:
        return () if text.endswith((":", "：")) else None
    listed = re.sub(r"[\s,]+etc\.?$", "", listed)
    names: list[str] = []
    for part in split_outside(listed.rstrip(" .…;。"), ",;/，、；"):
        names += _LAST_ALTERNATIVE.split(_LEADING_CONJUNCTION.sub("", part))
    names = [name.strip() for name in names if key(name)]
    return tuple(dict.fromkeys(names)) if len(names) > 1 else None
