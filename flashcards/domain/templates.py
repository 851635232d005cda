"""The template language of note types from other programs: Mustache with filters, in Markdown.

``{{Field}}`` is the text of a field, ``{{#Field}}…{{/Field}}`` shows what stands between where the
field has a text, ``{{^Field}}…{{/Field}}`` where it has none; ``{{filter:Field}}`` changes the text
before. A template may be hostile: it is read once from its beginning to its end, and what it
gives is bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.cloze import cloze_deletions, cloze_numbers
from flashcards.domain.note_type import NoteType
from flashcards.domain.template_text import TemplateText

Filter = Callable[[str], str]

FRONT_SIDE = "FrontSide"
SPECIAL_FIELDS = frozenset(
    {FRONT_SIDE, "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
)
"""Names that stand for something of the card where the note type has no field of that name."""

DEEPEST = 50
"""How many sections may stand within each other; deeper ones are shown whatever they ask."""

_MOST_FILTERS = 8
_LONGEST_NAME_SHOWN = 60
_TAG = re.compile(r"\{\{([^{}]{1,500})\}\}")
_OTHER_MARKS = "{{=<% %>=}}"
_OF_CARD = re.compile(r"c(\d{1,3})")
_HTML_TAG = re.compile(r"<[^<>]*>")
# A word and the reading in brackets behind it; a link and a sound look alike and are none.
_READING = re.compile(r" ?([^ >\[\]\n]++)(?:\[(?!sound:)([^\[\]\n]++)\](?!\())?+")


def render_template(
    template: str,
    fields: Mapping[str, str],
    *,
    front: str = "",
    cloze: int | None = None,
    filters: Mapping[str, Filter] | None = None,
) -> str:
    """A face of a card: the template with the texts of a note in the place of their names.

    ``fields`` may also give the special fields, which are empty otherwise. ``front``: what
    ``{{FrontSide}}`` stands for. ``cloze``: the number of the deletion that is asked for.
    ``filters``: in the place of those of the same name here, where ``cloze`` hides the deletion,
    ``text`` drops HTML tags, and ``type`` and ``hint`` leave the text as it is. A field that the
    note type lacks is named once, as ``{unknown field X}``. What goes beyond
    ``template_text.LONGEST`` characters is cut off.
    """
    rendering = _Rendering({FRONT_SIDE: front, **fields}, cloze, filters or {})
    return rendering.render(template)


def special_fields(deck: str, tags: Sequence[str]) -> dict[str, str]:
    """What a template may ask for besides the fields of a note; ``deck`` is its full name."""
    return {"Deck": deck, "Subdeck": deck.rpartition("::")[2], "Tags": " ".join(tags)}


def template_keys(note_type: NoteType, values: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the cards that a note of the type gives, by the texts of its fields.

    ``t1``, ``t2`` … for each template whose front shows a field that is not empty. A cloze type
    gives ``c1``, ``c2`` … for the deletions in the fields that a front shows as cloze.
    """
    if note_type.cloze:
        names = {
            tag.name
            for template in note_type.templates
            for _, tag in _tags(template.front, values)
            if tag is not None and "cloze" in tag.filters
        }
        numbers = {number for name in names for number in cloze_numbers(values.get(name, ""))}
        return tuple(f"c{number}" for number in sorted(numbers))
    return tuple(
        f"t{number}"
        for number, template in enumerate(note_type.templates, 1)
        if _shows_a_field(template.front, values)
    )


@dataclass(frozen=True, slots=True)
class _Tag:
    """A ``{{…}}``: ``sign`` is one of ``#^/`` or empty, the last of ``filters`` comes first."""

    sign: str
    name: str
    filters: tuple[str, ...]


def _tags(template: str, fields: Mapping[str, str]) -> Iterator[tuple[str, _Tag | None]]:
    """Pieces of a template, each with the tag behind it; behind the last there is none."""
    if template.lstrip().startswith(_OTHER_MARKS):
        template = template.replace(_OTHER_MARKS, "", 1).replace("<%", "{{").replace("%>", "}}")
    at = 0
    for match in _TAG.finditer(template):
        yield template[at : match.start()], _tag(match[1].strip(), fields)
        at = match.end()
    yield template[at:], None


def _tag(text: str, fields: Mapping[str, str]) -> _Tag:
    if text.startswith("!"):  # a remark
        return _Tag("", "", ())
    sign = text[:1] if text[:1] in ("#", "^", "/") else ""
    name = text[len(sign) :].strip()
    if name in fields or ":" not in name:
        return _Tag(sign, name, ())
    *filters, name = name.split(":")
    # `tts en_US voices=…` has words behind its name
    words = (found[0] for part in filters if (found := part.split()))
    return _Tag(sign, name.strip(), tuple(words)[-_MOST_FILTERS:])


class _Sections:
    """Which sections stand open, and whether they hide what is in them."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()
        self.hiding = 0

    def begin(self, name: str, *, shown: bool) -> None:
        """Open a section."""
        if len(self._open) < DEEPEST:
            self._open.append((name, shown))
            self._names[name] += 1
            self.hiding += not shown

    def end(self, name: str) -> None:
        """Close a section with all that is open in it; one that is not open is let be."""
        while self._names[name]:
            last, shown = self._open.pop()
            self._names[last] -= 1
            self.hiding -= not shown
            if last == name:
                return


def _shows_a_field(front: str, values: Mapping[str, str]) -> bool:
    """Whether a field with a text is shown; special fields do not count."""
    sections = _Sections()
    for _, tag in _tags(front, values):
        if tag is None:
            break
        has_text = bool(values.get(tag.name, "").strip())
        if tag.sign == "/":
            sections.end(tag.name)
        elif tag.sign:
            sections.begin(tag.name, shown=has_text == (tag.sign == "#"))
        elif has_text and not sections.hiding:
            return True
    return False


class _Rendering:
    """One template on its way to a text."""

    def __init__(
        self, fields: Mapping[str, str], cloze: int | None, filters: Mapping[str, Filter]
    ) -> None:
        self._fields = fields
        self._cloze = cloze
        self._filters: dict[str, Filter] = {
            "cloze": self._without_deletion, **_FILTERS, **filters
        }  # fmt: skip
        self._filtered: dict[tuple[str, str], str] = {}
        self._sections = _Sections()
        self._unknown: set[str] = set()
        self._text = TemplateText()

    def render(self, template: str) -> str:
        """The text."""
        pieces = list(_tags(template, self._fields))
        for place, (literal, tag) in enumerate(pieces):
            if not self._sections.hiding:
                self._text.add(literal)
            if tag is not None:
                self._follow(tag, pieces[place + 1][0])
            if self._text.is_full:
                break
        return self._text.text()

    def _follow(self, tag: _Tag, after: str) -> None:
        if tag.sign == "/":
            self._sections.end(tag.name)
        elif tag.sign:
            shown = self._has_text(tag.name) == (tag.sign == "#")
            self._sections.begin(tag.name, shown=shown)
        elif not self._sections.hiding and self._is_known(tag.name):
            self._text.insert(self._value(tag), after)

    def _has_text(self, name: str) -> bool:
        if name not in self._fields and (card := _OF_CARD.fullmatch(name)):
            return int(card[1]) == self._cloze
        return self._is_known(name) and bool(self._fields.get(name, "").strip())

    def _is_known(self, name: str) -> bool:
        """Whether a note of the type has that field; the first time that it has not is told."""
        known = not name or name in self._fields or name in SPECIAL_FIELDS
        if not known and name not in self._unknown and not self._sections.hiding:
            self._unknown.add(name)
            shown = " ".join(name.split())[:_LONGEST_NAME_SHOWN]
            self._text.add(f"{{unknown field {shown}}}")
        return known

    def _value(self, tag: _Tag) -> str:
        value = self._fields.get(tag.name, "")
        names = tag.filters
        if "type" in names and "cloze" in names:  # what is typed is what is hidden
            value = _hidden_text(value, self._cloze)
            names = ("type",)
        for name in reversed(names):
            value = self._apply(name, value)
        return value

    def _apply(self, name: str, value: str) -> str:
        """A filter's text, made once however often the template asks for it."""
        apply = self._filters.get(name)
        if apply is None or not value:
            return value
        key = (name, value)
        if key not in self._filtered:
            self._filtered[key] = apply(value)
        return self._filtered[key]

    def _without_deletion(self, value: str) -> str:
        parts, at = [], 0
        for deletion in cloze_deletions(value):
            parts.append(value[at : deletion.start])
            asked = deletion.number == self._cloze
            parts.append(f"[{deletion.hint.strip() or '…'}]" if asked else deletion.text)
            at = deletion.end
        return "".join((*parts, value[at:]))


def _hidden_text(value: str, cloze: int | None) -> str:
    """What the deletions of a number hide, each after a comma."""
    deletions = cloze_deletions(value)
    return ", ".join(found.text for found in deletions if found.number == cloze)


def _with_readings(show: Callable[[str, str], str]) -> Filter:
    """A filter for ``word[reading]``; the space before the word only says where it begins."""

    def replaced(match: re.Match[str]) -> str:
        return match[0] if match[2] is None else show(match[1], match[2])

    return lambda value: _READING.sub(replaced, value)


_FILTERS: Mapping[str, Filter] = {
    "text": lambda value: _HTML_TAG.sub("", value),
    "furigana": _with_readings(lambda word, reading: f"{word}({reading})"),
    "kana": _with_readings(lambda _, reading: reading),
    "kanji": _with_readings(lambda word, _: word),
    "tts": lambda _: "",
    "tts-voices": lambda _: "",
}
