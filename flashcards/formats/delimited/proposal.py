"""Whether the first row names the columns, and what each column becomes unless told otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.domain.cloze import cloze_deletions
from flashcards.formats.delimited.choices import QuizStyle, options_of, right_options
from flashcards.formats.delimited.model import AnkiHeader, Target
from flashcards.formats.delimited.names import lettered, targets_of

Cells = Sequence[str]

_LONGEST_NAME = 60
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?")
_NAME = re.compile(r"[^.?!;:,\n]+")
_SNAKE_CASE = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
_TAG = re.compile(r"[\w:#+./-]{1,40}")

# These stand for one thing of a note; further columns of the same kind are not it.
_SINGLE = frozenset(
    {
        Target.QUESTION,
        Target.ANSWER,
        Target.TOPIC,
        Target.DECK,
        Target.ID,
        Target.KIND,
        Target.TRACK,
        Target.IMPORTANCE,
        Target.RIGHT_ANSWER,
    }
)


def has_header(rows: Sequence[Cells]) -> bool:
    """Whether the first of these rows names the columns of the others.

    It does where its cells are known names of different things, or where they look like names and
    something below them does not: a column of numbers under a word. In doubt it does not.
    """
    names = [cell.strip() for cell in rows[0]] if len(rows) > 1 else []
    filled = [name for name in names if name]
    if not filled or any(len(name) > _LONGEST_NAME or "\n" in name for name in filled):
        return False
    if len(set(filled)) < len(filled):
        return False
    known = {name: targets[0][1] for name in filled if (targets := targets_of(name))}
    if len(set(known.values())) > 1 or len(lettered(names)) > 2:
        return True
    if not all(_NAME.fullmatch(name) and not _NUMBER.fullmatch(name) for name in filled):
        return False
    if len(filled) > 1 and any(map(_SNAKE_CASE.fullmatch, filled)):
        return True
    if any(_is_numeric(column) for column in _columns(rows[1:])):
        return True
    # one known name may as well be a word of a vocabulary, a single letter anything
    return any(
        len(known) == 1 and len(name) > 1 and target in (Target.QUESTION, Target.ANSWER)
        for name, target in known.items()
    )


def _columns(rows: Sequence[Cells]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]


def _is_numeric(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return len(filled) > 2 and all(map(_NUMBER.fullmatch, filled))


def proposed_mapping(
    names: Sequence[str] | None, rows: Sequence[Cells], width: int, anki: AnkiHeader | None
) -> tuple[Target, ...]:
    """A target for each column; ``names`` of the columns, None where they have none."""
    columns = _columns(rows)[:width]
    columns += [[] for _ in range(width - len(columns))]
    given: dict[int, Target] = {}
    if anki is not None:
        given = {
            at: target
            for at, target in (
                (anki.guid_column, Target.ID),
                (anki.deck_column, Target.DECK),
                (anki.tags_column, Target.TAGS),
                (anki.note_type_column, Target.KIND),
            )
            if at is not None and at < width
        }
    if names is None:
        return _by_place(given, columns, fields_only=anki is not None)
    return _Named(list(names), columns, given).mapping()


def _by_place(
    given: dict[int, Target], columns: Sequence[list[str]], *, fields_only: bool
) -> tuple[Target, ...]:
    """Question, answer, then what belongs to the answer; tags may come last."""
    mapping = [given.get(at, Target.IGNORE) for at in range(len(columns))]
    free = [at for at in range(len(columns)) if at not in given and any(columns[at])]
    if not fields_only and len(free) > 2 and _counts_rows(columns[free[0]]):
        free = free[1:]
    if not fields_only and len(free) > 2 and _holds_tags(columns[free[-1]]):
        mapping[free.pop()] = Target.TAGS
    order = (Target.QUESTION, Target.ANSWER)
    for place, at in enumerate(free):
        mapping[at] = order[place] if place < len(order) else Target.NOTE
    return tuple(mapping)


def _counts_rows(column: Sequence[str]) -> bool:
    """Whether a column holds 1, 2, 3 … or 0, 1, 2 …"""
    return len(column) > 1 and any(
        all(cell == str(at) for at, cell in enumerate(column, start)) for start in (0, 1)
    )


def _holds_tags(column: Sequence[str]) -> bool:
    words = [word for cell in column for word in re.split(r"[\s,;]+", cell) if word]
    if not words or not all(map(_TAG.fullmatch, words)):
        return False
    filled = [cell for cell in column if cell]
    if len(set(words)) == len(words) and not all(map(_TAG.fullmatch, filled)):
        return False
    # one row with a cell more is a separator in its text
    return len(filled) > 1 or len(column) == 1


class _Named:
    """Finds the targets of named columns."""

    def __init__(
        self, names: list[str], columns: Sequence[list[str]], given: dict[int, Target]
    ) -> None:
        self._columns = columns
        self._found = dict(given)
        self._names = names + [""] * (len(columns) - len(names))

    def mapping(self) -> tuple[Target, ...]:
        """A target for each column."""
        self._take(Target.OPTION, lettered(self._names))
        self._by_name()
        self._settle_quiz()
        self._settle_question()
        self._settle_answer()
        return tuple(self._found.get(at, Target.IGNORE) for at in range(len(self._columns)))

    def _take(self, target: Target, places: Sequence[int]) -> None:
        for at in places:
            self._found.setdefault(at, target)

    def _by_name(self) -> None:
        taken = set(self._found.values()) & _SINGLE
        candidates = sorted(
            (rank, at, target)
            for at, name in enumerate(self._names)
            for rank, target in targets_of(name)
            if at not in self._found
        )
        for _, at, target in candidates:
            if at not in self._found and target not in taken:
                self._found[at] = target
                if target in _SINGLE:
                    taken.add(target)

    def _places(self, target: Target) -> list[int]:
        return [at for at, found in sorted(self._found.items()) if found is target]

    def _free(self) -> list[int]:
        return [
            at for at, column in enumerate(self._columns) if at not in self._found and any(column)
        ]

    def _settle_quiz(self) -> None:
        """Options need a right answer among them, and a right answer needs options."""
        options, right = self._places(Target.OPTION), self._places(Target.RIGHT_ANSWER)
        answers = self._places(Target.ANSWER)
        if options and not right and answers and self._tells_options(answers[0], options):
            self._found[answers[0]] = Target.RIGHT_ANSWER
        elif right and not options:
            self._found[right[0]] = Target.NOTE if answers else Target.ANSWER
        elif options and not right:
            for at in options:
                self._found[at] = Target.NOTE

    def _tells_options(self, answer: int, options: Sequence[int]) -> bool:
        """Whether most of a column's cells are a letter, a number or the text of an option."""
        told = total = 0
        for place, cell in enumerate(self._columns[answer]):
            if cell:
                total += 1
                texts = options_of([self._columns[at][place] for at in options])
                told += cell == "0" or bool(right_options(texts, cell, QuizStyle()))
        return 2 * told >= total

    def _settle_question(self) -> None:
        if not self._places(Target.QUESTION):
            later = [
                at
                for target in (Target.TOPIC, Target.NOTE, Target.ANSWER)
                for at in self._places(target)
            ]
            for at in (*self._free(), *later)[:1]:
                self._found[at] = Target.QUESTION

    def _settle_answer(self) -> None:
        if self._places(Target.ANSWER) or self._places(Target.RIGHT_ANSWER):
            return
        question = self._places(Target.QUESTION)
        if question and _mostly_cloze(self._columns[question[0]]):
            return
        for at in (*self._free(), *self._places(Target.NOTE))[:1]:
            self._found[at] = Target.ANSWER


def _mostly_cloze(column: Sequence[str]) -> bool:
    texts = [cell for cell in column if cell]
    with_deletions = sum(
        "{{c" in text and next(cloze_deletions(text), None) is not None for text in texts
    )
    return bool(texts) and 2 * with_deletions >= len(texts)
