"""The options of practice as the library keeps them, and the session's own copy of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeGuard

from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.domain.practice.setup import (
    LONGEST,
    LONGEST_THINK_SECONDS,
    SHORTEST,
    Order,
    PracticeOptions,
    Preset,
)
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.scheduling.rebuild import meta, set_meta
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

OPTIONS_KEY = "practice-options"
"""Under which ``meta`` keeps the last choice."""


def checked(options: PracticeOptions) -> PracticeOptions:
    """The options, if a session can be of them. Raises InvalidValueError."""
    if not SHORTEST <= options.minutes <= LONGEST:
        words = _("a session takes {least} to {most} minutes, not {n}.")
        raise InvalidValueError(words.format(least=SHORTEST, most=LONGEST, n=options.minutes))
    if not 0 <= options.think_seconds <= LONGEST_THINK_SECONDS:
        words = _("thinking takes up to {most} minutes.")
        raise InvalidValueError(words.format(most=LONGEST_THINK_SECONDS // 60))
    return options


def options_document(options: PracticeOptions) -> dict[str, object]:
    """The options as JSON keeps them; the seed is the session's."""
    return {
        "minutes": options.minutes,
        "kinds": sorted(options.kinds),
        "stages": sorted(options.stages),
        "levels": sorted(options.levels),
        "order": options.order.value,
        "locked_too": options.locked_too,
        "preset": options.preset.value,
        "think_seconds": options.think_seconds,
        "follow_ups": options.follow_ups,
        "record": options.record,
    }


def read_options(document: Mapping[str, object], seed: int | None = None) -> PracticeOptions:
    """The options of a document; what a newer version wrote otherwise has its default."""
    usual = PracticeOptions()
    minutes, think = document.get("minutes"), document.get("think_seconds")
    return PracticeOptions(
        minutes=minutes if _within(minutes, SHORTEST, LONGEST) else usual.minutes,
        kinds=frozenset(kind for kind in PromptKind if kind in _listed(document, "kinds")),
        stages=frozenset(n for n in _listed(document, "stages") if isinstance(n, int)),
        levels=frozenset(level for level in Level if level in _listed(document, "levels")),
        order=Order.EVEN if document.get("order") == Order.EVEN else Order.WEAKEST,
        locked_too=document.get("locked_too") is True,
        preset=next((p for p in Preset if p == document.get("preset")), Preset.CUSTOM),
        seed=seed,
        think_seconds=think if _within(think, 0, LONGEST_THINK_SECONDS) else usual.think_seconds,
        follow_ups=document.get("follow_ups") is not False,
        record=document.get("record") is True,
    )


def last_options(reader: Reader) -> PracticeOptions:
    """The last choice, the usual one before the first session."""
    stored = meta(reader, OPTIONS_KEY)
    return PracticeOptions() if stored is None else read_options(json.loads(stored))


def remember_options(operation: Operation, options: PracticeOptions) -> None:
    """Keep a choice for the next time; that is nothing to undo."""
    touched = set(operation.touched)
    set_meta(operation, OPTIONS_KEY, json.dumps(options_document(options)))
    operation.touched = touched


def _listed(document: Mapping[str, object], key: str) -> list[object]:
    value = document.get(key)
    return value if isinstance(value, list) else []


def _within(value: object, least: int, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
