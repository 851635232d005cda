"""The faces of cards whose note type another program brought: its templates in our dialect.

The screen shows the question above the answer already, so that a back gives only what it adds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flashcards.domain.note import NoteFields
from flashcards.domain.note_type import NoteType, Template
from flashcards.domain.templates import Filter, render_template
from flashcards.render.cloze import cloze_answer, cloze_question, cloze_texts
from flashcards.render.face import Faces, first_words, joined, typed_text
from flashcards.render.plain import first_line, plain_text

_EMPTY_FRONT = "*The front of this card is empty.*"
_RULE = r"(?:<hr\b[^<>]{0,200}>|([-*_])[ \t]*(?:\1[ \t]*){2,}(?=\n|\Z))"
_BEGINS_WITH_RULE = re.compile(rf"\A\s*{_RULE}\s*")
_FRONT_SIDE = re.compile(rf"\{{\{{\s*FrontSide\s*\}}\}}(?:\s*{_RULE})?")


def custom_faces(
    key: str, fields: NoteFields, note_type: NoteType | None, special: Mapping[str, str]
) -> Faces:
    """The faces of the card ``t1``, ``t2`` … or ``c1``, ``c2`` … of a custom note.

    A card whose template is gone shows the first field, and the others as the answer.
    """
    template = None if note_type is None else _template(note_type, key)
    if note_type is None or template is None:
        return _without_template(fields)
    cloze = int(key[1:]) if note_type.cloze else None
    values = {
        **special, "Type": note_type.name, "Card": template.name,
        **note_type.values(fields.texts),
    }  # fmt: skip
    front = _Front(cloze)
    question = render_template(template.front, values, cloze=cloze, filters=front.filters).strip()
    back = _Back(template.back, values, cloze, question)
    answer = back.shown()
    if _FRONT_SIDE.search(template.back):
        answer = joined(answer, *(hint for hint in front.hints if hint not in answer))
    expected = typed_text(front.typed[0]) if front.typed else ""
    remainder = back.shown(without_typed=True) if expected else ""
    if front.hints:
        hint = "; ".join(filter(None, map(first_line, front.hints)))
    else:
        hint = first_words(front.hidden[0] if front.hidden else answer)
    return Faces(
        question=question or _EMPTY_FRONT,
        answer=answer or joined(*front.typed[:1]),
        remainder="" if plain_text(remainder) == expected else remainder,
        expected=expected or None,
        hint=hint,
    )


def _template(note_type: NoteType, key: str) -> Template | None:
    """The template of a card: of a cloze type there is one for all."""
    number = key[1:]
    if not (number.isascii() and number.isdecimal()) or key[0] != "tc"[note_type.cloze]:
        return None
    place = 0 if note_type.cloze else int(number) - 1
    return note_type.templates[place] if 0 <= place < len(note_type.templates) else None


def _without_template(fields: NoteFields) -> Faces:
    first, *others = [text.strip("\n") for text in fields.texts if text.strip()] or [""]
    answer = joined(*others)
    return Faces(first or _EMPTY_FRONT, answer, hint=first_words(answer))


@dataclass(slots=True)
class _Front:
    """What the front of a card keeps back: texts to type, hints, and what deletions hide."""

    cloze: int | None
    typed: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def filters(self) -> Mapping[str, Filter]:
        """The filters that do so."""
        return {
            "cloze": self._hide, "hint": self._hint, "text": plain_text, "type": self._type
        }  # fmt: skip

    def _type(self, value: str) -> str:
        self.typed.append(value)
        return ""

    def _hint(self, value: str) -> str:
        self.hints.append(value)
        return ""

    def _hide(self, value: str) -> str:
        if self.cloze is None:
            return value
        self.hidden.extend(cloze_texts(value, self.cloze))
        return cloze_question(value, self.cloze)


@dataclass(frozen=True, slots=True)
class _Back:
    """The back of a card, without the question that stands above it."""

    template: str
    values: Mapping[str, str]
    cloze: int | None
    question: str

    def shown(self, *, without_typed: bool = False) -> str:
        """The answer; ``without_typed``: beside the text to type, which is shown compared."""
        number = self.cloze
        filters: dict[str, Filter] = {"text": plain_text}
        if number is not None:
            filters["cloze"] = lambda value: cloze_answer(value, number)
        if without_typed:
            filters["type"] = lambda _: ""
        template = _FRONT_SIDE.sub("", self.template)
        answer = render_template(template, self.values, cloze=number, filters=filters)
        answer = self._after_question(answer.strip())
        return _BEGINS_WITH_RULE.sub("", answer, count=1).strip()

    def _after_question(self, answer: str) -> str:
        """What follows the question where the template repeats it word by word above a rule."""
        rest = answer.removeprefix(self.question)
        repeats = self.question and rest != answer and _BEGINS_WITH_RULE.match(rest)
        return rest if repeats else answer
