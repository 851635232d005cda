"""What was typed beside what was expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from flashcards.domain.note import NoteKind

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_WHITE_SPACE = re.compile(r"\s+")
# The comparison takes quadratic time; beyond this, whole lines are compared.
_MOST_TOKENS = 1_500


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one side; ``same`` if the other side has it too, in the same order."""

    text: str
    same: bool


def answers_match(given: str, expected: str, kind: NoteKind) -> bool:
    """Whether what was typed counts as right.

    Typed answers: case, white space around and between words and the backticks around the whole
    don't matter. Predicted output: each line exactly, but for white space at its end and empty
    lines at the end.
    """
    if kind is NoteKind.PREDICT:
        return _output_lines(given) == _output_lines(expected)
    return _essence(given) == _essence(expected)


def token_diff(
    given: str, expected: str, *, fold_case: bool = False
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both sides cut into runs: those that are the same, and those that only one side has.

    The texts of a side's runs, joined, are that side. Tokens are words, numbers, single marks and
    single spaces; of very long texts, whole lines.
    """
    left, right = _TOKEN.findall(given), _TOKEN.findall(expected)
    if len(left) + len(right) > _MOST_TOKENS:
        left, right = given.splitlines(keepends=True), expected.splitlines(keepends=True)
    matcher = SequenceMatcher(None, _keys(left, fold_case), _keys(right, fold_case), autojunk=False)
    given_runs: list[Run] = []
    expected_runs: list[Run] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        same = operation == "equal"
        _add(given_runs, "".join(left[a:b]), same)
        _add(expected_runs, "".join(right[c:d]), same)
    return tuple(given_runs), tuple(expected_runs)


def _add(runs: list[Run], text: str, same: bool) -> None:
    if text:
        runs.append(Run(text, same))


def _keys(tokens: list[str], fold_case: bool) -> list[str]:
    return [token.casefold() for token in tokens] if fold_case else tokens


def _output_lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _essence(text: str) -> str:
    text = text.strip()
    ticks = len(text) - len(text.lstrip("`"))
    if ticks and text.endswith("`" * ticks):
        text = text[ticks : len(text) - ticks] if len(text) > 2 * ticks else text
    return _WHITE_SPACE.sub(" ", text).strip().casefold()
