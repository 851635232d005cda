"""How long a roadmap says that it takes."""

from __future__ import annotations

import re

_MONTHS = (
    r"(?:months?|mois|monaten?|monate?|mes(?:es)?|mesi|miesi\w+|maanden|месяц\w*|місяц\w*|ay)\b"
    r"|[个個かヶカ]月|개월"
)
_WEEKS = (
    r"(?:weeks?|semaines?|wochen?|semanas?|settimane|tygodni\w*|weken|недел\w*|тижн\w*|hafta)\b"
    r"|周|週間|주"
)
_YEARS = r"(?:years?|ans?|années?|jahren?|jahre?|años?|anni|anos?|год\w*|лет|рок\w*|yıl)\b|年|년"
_HORIZON = re.compile(
    rf"""
    (?<![0-9A-Za-z.])(?P<least>\d{{1,3}})\s*
    (?:(?:[-–—−‑~～至到]|to|or|à|ou|bis|oder|a|o|do|до)\s*(?P<most>\d{{1,3}})\s*)?[-+]?\s*
    (?:(?:{_MONTHS})|(?P<weeks>{_WEEKS})|(?P<years>{_YEARS}))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WEEKS_PER_MONTH = 52 / 12
_MOST_MONTHS = 120


def horizon(text: str) -> tuple[int, int] | None:
    """The least and the most months that a text speaks of: '6–12 months', '24 weeks', '1 an'."""
    for found in _HORIZON.finditer(text):
        scale = 12.0 if found["years"] else 1 / _WEEKS_PER_MONTH if found["weeks"] else 1.0
        months = [round(int(part) * scale) for part in (found["least"], found["most"]) if part]
        if min(months) > 0 and max(months) <= _MOST_MONTHS:
            return min(months), max(months)
    return None
