"""From the cells of one row to a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from flashcards.domain.cloze import cloze_deletions
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.delimited.cells import Clean, HtmlCells, own_text, plain_text, restored
from flashcards.formats.delimited.choices import QuizStyle, choice_answer, options_of, right_options
from flashcards.formats.delimited.model import TableSurvey, Target
from flashcards.formats.delimited.values import (
    anki_kind,
    are_listed,
    importance_of,
    note_kind,
    tags_of,
)
from flashcards.formats.markdown.body import join_question
from flashcards.formats.markdown.nesting import DEEPEST, is_too_deep
from flashcards.formats.markdown.notes import LONGEST, Warnings
from flashcards.formats.rows import NoteRow

_RIGHT_OPTION = re.compile(r"^[-+*] +\[[xX]\] +\S", re.MULTILINE)
_STEP = re.compile(r"^\d{1,9}[.)][ \t]+\S", re.MULTILINE)
_LONGEST_ID = 200
_NESTING = frozenset(" \t>*+-0123456789")


class NoteMaker:
    """Makes notes of the rows of one table, with a word on all that is wrong in them.

    Rows have as many cells as the table has columns.
    """

    def __init__(self, survey: TableSurvey, mapping: Sequence[Target], warnings: Warnings) -> None:
        self._warnings = warnings
        self._own = survey.own
        self._anki = survey.anki
        self._html = HtmlCells() if survey.html and not survey.own else None
        self._losses: Counter[str] = Counter()
        self._drafts = False
        self._clean: Clean = own_text if survey.own else plain_text
        if self._html is not None:
            self._clean = self._html.text
        places = {
            target: tuple(at for at, chosen in enumerate(mapping) if chosen is target)
            for target in Target
        }
        self._places = places
        self._question = places[Target.QUESTION]
        self._answer = places[Target.ANSWER]
        self._extra = places[Target.NOTE]
        self._source = places[Target.SOURCE]
        self._options = places[Target.OPTION]
        self._is_quiz = bool(self._options and places[Target.RIGHT_ANSWER])
        # a right answer without options is an answer
        if not self._is_quiz:
            self._answer += places[Target.RIGHT_ANSWER]
        self._has_details = any(
            places[target] for target in (Target.ID, Target.TRACK, Target.IMPORTANCE)
        )
        self._kind_at = places[Target.KIND]
        self._tags_at = places[Target.TAGS]
        self._tags = self._tag_reader(survey)
        self._fixed_tags = survey.anki.tags if survey.anki else ()
        self._fixed_type = survey.anki.note_type if survey.anki else ""
        self._style = QuizStyle()
        self._rows_of_ids: dict[str, int] = {}
        self._told: set[str] = set()

    @property
    def is_quiz(self) -> bool:
        """Whether rows have options and a right answer."""
        return self._is_quiz

    def take_style(self, style: QuizStyle) -> None:
        """From now on read right answers so."""
        self._style = style

    def quiz_cells(self, cells: Sequence[str]) -> tuple[list[str], str]:
        """The options and the right answer of a row."""
        options = options_of([self._clean(cells[at]) for at in self._options])
        return options, self._text(self._places[Target.RIGHT_ANSWER], cells)

    def note(self, cells: Sequence[str], row: int) -> NoteRow | None:
        """The note of a row that is not empty, None where there is none; then why is said."""
        question = self._text(self._question, cells)
        if not question or question.isspace():
            self._warnings.add(
                row,
                f"Row {row} has no question. Add one, or leave it: the row is skipped.",
            )
            return None
        answer = self._text(self._answer, cells) if self._answer else ""
        extra = self._text(self._extra, cells) if self._extra else ""
        source = self._text(self._source, cells) if self._source else ""
        if "\n" in question and not self._own:
            first, _, rest = question.partition("\n")
            question = join_question("", f"{first.rstrip()}\n{rest}")
        kind = NoteKind.BASIC
        if self._kind_at or self._fixed_type or self._is_quiz or "{{c" in question:
            kind, answer, extra = self._kind(cells, row, question, answer, extra)
        if self._html is not None:
            self._losses.update(self._html.take_losses())
        fields = NoteFields(question, answer, extra, source)
        if not self._is_usable(fields, row):
            return None
        draft = not answer and kind is not NoteKind.CLOZE
        if draft and not self._is_quiz:
            self._tell_draft(row)
        tags = self._fixed_tags
        for at in self._tags_at:
            tags += self._tags(restored(cells[at]) if self._own else cells[at])
        if not self._has_details:
            return NoteRow(fields, kind, tags=tags, draft=draft, line=row)
        return NoteRow(
            fields,
            kind,
            source_id=self._id(cells, row),
            tags=tags,
            importance=self._importance(cells, row),
            track=self._word(Target.TRACK, cells).lower() or None,
            draft=draft,
            line=row,
        )

    def finish(self) -> None:
        """Say what concerns all rows, each thing once."""
        if self._drafts:
            message = "No column holds the answer. Choose one; until then all notes are drafts."
            self._warnings.add(0, message)
        for loss, count in sorted(self._losses.items()):
            notes = "1 note" if count == 1 else f"{count:,} notes"
            self._warnings.add(0, f"{loss[0].upper()}{loss[1:]} ({notes}).")

    def _tell_draft(self, row: int) -> None:
        if self._answer:
            self._warnings.add(row, f"Row {row} has no answer. Add one; until then it is a draft.")
        else:
            self._drafts = True

    def _text(self, places: tuple[int, ...], cells: Sequence[str]) -> str:
        if len(places) == 1:
            return self._clean(cells[places[0]])
        return "\n\n".join(filter(None, [self._clean(cells[at]) for at in places]))

    def _word(self, target: Target, cells: Sequence[str]) -> str:
        """The first cell of a target that says something, on one line."""
        for at in self._places[target]:
            cell = restored(cells[at]) if self._own else cells[at]
            if word := " ".join(cell.split()):
                return word
        return ""

    def _is_usable(self, fields: NoteFields, row: int) -> bool:
        question, answer, extra = fields.question, fields.answer, fields.extra
        length = len(question) + len(answer) + len(extra) + len(fields.source)
        if length > LONGEST:
            self._warnings.add(
                row,
                f"Row {row} has {length:,} characters, a note at most {LONGEST:,}; it is skipped.",
            )
            return False
        if _nests_too_deep(question) or _nests_too_deep(answer) or _nests_too_deep(extra):
            self._warnings.add(
                row,
                f"Row {row} has lists or quotes nested more than {DEEPEST} deep; it is skipped.",
            )
            return False
        return True

    def _kind(
        self, cells: Sequence[str], row: int, question: str, answer: str, extra: str
    ) -> tuple[NoteKind, str, str]:
        """The kind of a note, and its answer and extra as that kind has them."""
        word = self._word(Target.KIND, cells) or self._fixed_type
        named = self._named_kind(word, row) if word else None
        if self._anki is not None and word:
            named, optional = anki_kind(word)
            if optional:
                named = NoteKind.REVERSED if extra else NoteKind.BASIC
                extra = ""
        has_deletions = "{{c" in question and next(cloze_deletions(question), None) is not None
        if named is NoteKind.CLOZE or (named is None and has_deletions):
            if has_deletions:
                # in a note type of Anki's what follows the text is shown after it
                if self._anki is not None:
                    answer, extra = "", "\n\n".join(filter(None, (answer, extra)))
                return NoteKind.CLOZE, answer, extra
            self._warnings.add(row, f"Row {row} has no deletion such as {{{{c1::text}}}}.")
            return NoteKind.BASIC, answer, extra
        if self._is_quiz and named in (None, NoteKind.CHOICE, NoteKind.BASIC):
            return self._choice(cells, row, answer, extra)
        return self._with_answer_of(named or NoteKind.BASIC, answer, row), answer, extra

    def _named_kind(self, word: str, row: int) -> NoteKind | None:
        kind = note_kind(word)
        if kind is None and self._anki is None:
            self._tell_once(row, word, f"No kind of note is called '{word[:40]}'; it is not used.")
        return kind

    def _with_answer_of(self, kind: NoteKind, answer: str, row: int) -> NoteKind:
        """The kind, basic where the answer is not as the kind needs it."""
        needed = {
            NoteKind.CHOICE: (_RIGHT_OPTION, "a right option '- [x]'"),
            NoteKind.STEPS: (_STEP, "a numbered list"),
        }.get(kind)
        if needed is None or not answer or needed[0].search(answer):
            return kind
        self._warnings.add(
            row, f"Row {row} needs {needed[1]} to be a {kind} note; it is kept as basic."
        )
        return NoteKind.BASIC

    def _choice(
        self, cells: Sequence[str], row: int, answer: str, extra: str
    ) -> tuple[NoteKind, str, str]:
        options, right = self.quiz_cells(cells)
        if not options and (right or answer):
            return NoteKind.BASIC, "\n\n".join(filter(None, (right, answer))), extra
        if self._style.apart and right:
            options, places = [right, *options], frozenset((0,))
        else:
            places = right_options(options, right, self._style)
        if not places:
            wrong = f"'{right[:40]}', which is none of its options" if right else "no right answer"
            message = f"Row {row} has {wrong}. Correct it; until then it is a draft."
            self._warnings.add(row, message)
            listed = "\n".join(f"- {option}" for option in options)
            return NoteKind.BASIC, "", "\n\n".join(filter(None, (listed, answer, extra)))
        listed = choice_answer(options, places)
        return NoteKind.CHOICE, "\n\n".join(filter(None, (listed, answer))), extra

    def _id(self, cells: Sequence[str], row: int) -> str | None:
        value = self._word(Target.ID, cells)[:_LONGEST_ID]
        if not value:
            return None
        first = self._rows_of_ids.setdefault(value, row)
        if first == row:
            return value
        self._warnings.add(
            row, f"Row {row} has the id '{value[:40]}' of row {first}; it is read without one."
        )
        return None

    def _importance(self, cells: Sequence[str], row: int) -> int | None:
        word = self._word(Target.IMPORTANCE, cells)
        value = importance_of(word) if word else None
        if word and value is None:
            message = f"The importance '{word[:40]}' is none of 1, 2 and 3; it is not used."
            self._tell_once(row, word, message)
        return value

    def _tell_once(self, row: int, word: str, message: str) -> None:
        if word not in self._told:
            self._told.add(word)
            self._warnings.add(row, message)

    def _tag_reader(self, survey: TableSurvey) -> Callable[[str], tuple[str, ...]]:
        cells = [
            row.cells[at] for row in survey.rows for at in self._tags_at if at < len(row.cells)
        ]
        listed = survey.anki is None and are_listed(cells)
        return lru_cache(maxsize=10_000)(partial(tags_of, listed=listed))


def _nests_too_deep(text: str) -> bool:
    # a single line that begins with a letter, as most cells are, nests nothing
    return ("\n" in text or text[:1] in _NESTING) and is_too_deep(text)
