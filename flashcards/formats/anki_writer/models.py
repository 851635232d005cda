"""Note types, decks and settings as the JSON that a collection of schema 11 keeps them in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from flashcards.formats.anki_writer.rows import PackedType

DEFAULT_DECK = 1
_ID_BITS = 0xFFFFFFFFFF  # ids are read as milliseconds: these lie in the past
_LATEX_PRE = (
    "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage{amssymb,amsmath}\n"
    "\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n"
)


def stable_id(kind: str, name: str) -> int:
    """The same id for the same name at each export, so that an import finds what it knows."""
    digest = hashlib.blake2b(f"{kind}\x1f{name}".encode(), digest_size=8).digest()
    return 1_000_000_000_000 + int.from_bytes(digest, "big") % _ID_BITS


def models(types: Iterable[PackedType], now_s: int) -> str:
    """The note types by id."""
    return json.dumps({str(type_id(each)): _model(each, now_s) for each in types})


def type_id(note_type: PackedType) -> int:
    """The id of a note type: by its name and fields."""
    return stable_id("type", "\x1f".join((note_type.name, *note_type.fields)))


def decks(names: Iterable[str], now_s: int) -> tuple[str, Mapping[str, int]]:
    """The decks with those above them, as JSON, and the id of each."""
    known = {"Default": DEFAULT_DECK}
    for name in names:
        parts = name.split("::")
        for depth in range(1, len(parts) + 1):
            above = "::".join(parts[:depth])
            known.setdefault(above, stable_id("deck", above))
    made = {str(each): _deck(name, each, now_s) for name, each in known.items()}
    return json.dumps(made), known


def settings(rollover_hour: int, model: int) -> str:
    """The collection's settings."""
    return json.dumps(
        {
            "nextPos": 1,
            "estTimes": True,
            "activeDecks": [DEFAULT_DECK],
            "sortType": "noteFld",
            "timeLim": 0,
            "sortBackwards": False,
            "addToCur": True,
            "curDeck": DEFAULT_DECK,
            "newSpread": 0,
            "dueCounts": True,
            "curModel": model,
            "collapseTime": 1200,
            "schedVer": 2,
            "rollover": rollover_hour,
        }
    )


def deck_settings() -> str:
    """One preset, as a fresh collection has it."""
    preset = {
        "id": 1,
        "mod": 0,
        "name": "Default",
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {
            "bury": True,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": 20,
        },
        "rev": {
            "bury": True,
            "ease4": 1.3,
            "ivlFct": 1,
            "maxIvl": 36500,
            "perDay": 200,
            "hardFactor": 1.2,
        },
        "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
        "dyn": False,
    }
    return json.dumps({"1": preset})


def _model(note_type: PackedType, now_s: int) -> dict[str, Any]:
    return {
        "id": type_id(note_type),
        "name": note_type.name,
        "type": int(note_type.cloze),
        "mod": now_s,
        "usn": -1,
        "sortf": 0,
        "did": DEFAULT_DECK,
        "tmpls": [
            {
                "name": template.name,
                "ord": place,
                "qfmt": template.front,
                "afmt": template.back,
                "bqfmt": "",
                "bafmt": "",
                "did": None,
                "bfont": "",
                "bsize": 0,
            }
            for place, template in enumerate(note_type.templates)
        ],
        "flds": [
            {
                "name": name,
                "ord": place,
                "sticky": False,
                "rtl": False,
                "font": "Arial",
                "size": 20,
                "media": [],
            }
            for place, name in enumerate(note_type.fields)
        ],
        "css": note_type.css,
        "latexPre": _LATEX_PRE,
        "latexPost": "\\end{document}",
        "latexsvg": False,
        "req": [[place, "any", [0]] for place in range(len(note_type.templates))],
        "vers": [],
        "tags": [],
    }


def _deck(name: str, identifier: int, now_s: int) -> dict[str, Any]:
    return {
        "id": identifier,
        "mod": now_s,
        "name": name,
        "usn": -1,
        "lrnToday": [0, 0],
        "revToday": [0, 0],
        "newToday": [0, 0],
        "timeToday": [0, 0],
        "collapsed": False,
        "browserCollapsed": False,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
    }
