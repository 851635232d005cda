"""From the facts of a database to notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.formats.anki.html import Converter
from flashcards.formats.markdown.body import join_question
from flashcards.formats.markdown.nesting import is_too_deep
from flashcards.formats.markdown.notes import LONGEST
from flashcards.formats.mnemosyne.kinds import (
    BACK,
    FRONT,
    MEANING,
    NOTES,
    PRONUNCIATION,
    TEXT,
    Kind,
    Kinds,
    Shape,
)
from flashcards.formats.mnemosyne.schedule import card_row
from flashcards.formats.mnemosyne.stored import Card, Fact
from flashcards.formats.mnemosyne.texts import markdown_of, with_deletions, without_deletions
from flashcards.formats.rows import CardRow, NoteRow

NO_TYPE = "notes of a card type that needs a plug-in were left out"
NO_QUESTION = "notes without a question were left out"
NO_DELETION = "cloze notes without a deletion became basic ones"
TOO_LONG = f"notes longer than {LONGEST:,} characters or nested too deep were left out"
INACTIVE = "notes have cards outside of the set that was studied; those are suspended"

_LONGEST_ID = 200
_LONGEST_TAG = 200
_SENTENCE = "#sentence"
"""Ends the id of the note that asks for the meaning of a sentence, beside that of its deletions."""

_Key = Callable[[Card], str]


class NoteMaker:
    """Makes notes of facts. ``counts``: of notes by what could not be kept; ``skipped``: notes."""

    def __init__(self, kinds: Kinds, converter: Converter) -> None:
        self.counts: Counter[str] = Counter()
        self.skipped = 0
        self._kinds = kinds
        self._converter = converter
        self._number = 0

    def notes(self, fact: Fact) -> Iterator[NoteRow]:
        """The notes of a fact: one, or two where a sentence has deletions."""
        self._number += 1
        cards = fact[2]
        if not cards:
            return
        kind = self._kinds.of(cards[0][0])
        if kind is None:
            self._skip(NO_TYPE)
            return
        self._converter.media.clear()
        self._converter.losses.clear()
        makers = {
            Shape.CLOZE: self._cloze,
            Shape.SENTENCE: self._sentence,
            Shape.CUSTOM: self._custom,
        }
        yield from makers.get(kind.shape, self._plain)(fact, kind)
        self.counts.update(str(loss) for loss in self._converter.losses)
        self.counts[INACTIVE] += not all(card[5] for card in cards)

    def _text(self, fact: Fact, *keys: str) -> str:
        """The texts under these keys as Markdown, each in a paragraph of its own."""
        texts = (markdown_of(fact[1].get(key, ""), self._converter) for key in keys)
        return "\n\n".join(filter(None, texts))

    def _plain(self, fact: Fact, kind: Kind) -> Iterator[NoteRow]:
        """Front and back; a vocabulary note's meaning is the back, with the rest below it."""
        is_vocabulary = kind.shape is Shape.VOCABULARY
        answer = self._text(fact, MEANING if is_vocabulary else BACK)
        extra = self._text(fact, PRONUNCIATION, NOTES) if is_vocabulary else ""
        fields = NoteFields(self._text(fact, FRONT), answer, extra)
        both = kind.shape is not Shape.FRONT_TO_BACK and bool(answer)
        keys = ("forward", "reverse") if both else ("forward",)
        note = NoteKind.REVERSED if both else NoteKind.BASIC
        yield from self._note(fact, fields, note, _by_place(kind, keys))

    def _cloze(self, fact: Fact, _kind: Kind) -> Iterator[NoteRow]:
        text, count = with_deletions(fact[1].get(TEXT, ""))
        if not count:
            self.counts[NO_DELETION] += 1
        fields = NoteFields(markdown_of(text, self._converter))
        note = NoteKind.CLOZE if count else NoteKind.BASIC
        yield from self._note(fact, fields, note, _by_deletion)

    def _sentence(self, fact: Fact, kind: Kind) -> Iterator[NoteRow]:
        """A sentence is asked for its meaning, and for each of its deletions."""
        sentence = fact[1].get(FRONT, "")
        told = self._text(fact, MEANING), self._text(fact, PRONUNCIATION, NOTES)
        whole = markdown_of(without_deletions(sentence), self._converter)
        recognition = [card for card in fact[2] if kind.place(card[1]) == 0]
        text, count = with_deletions(sentence)
        own_id = f"{fact[0][:_LONGEST_ID]}{_SENTENCE}" if count else fact[0]
        asked = (own_id, fact[1], tuple(recognition))
        yield from self._note(asked, NoteFields(whole, *told), NoteKind.BASIC, _forward)
        if count:
            production = tuple(card for card in fact[2] if kind.place(card[1]) > 0)
            below = "\n\n".join(filter(None, told))
            fields = NoteFields(markdown_of(text, self._converter), extra=below)
            asked = (fact[0], fact[1], production)
            yield from self._note(asked, fields, NoteKind.CLOZE, _by_deletion)

    def _custom(self, fact: Fact, kind: Kind) -> Iterator[NoteRow]:
        fields = NoteFields.of([self._text(fact, key) for key in kind.keys])
        keys = [f"t{place + 1}" for place in range(len(kind.views))]
        by_place = _by_place(kind, keys)
        yield from self._note(fact, fields, NoteKind.CUSTOM, by_place, note_type=kind.note_type)

    def _note(
        self,
        fact: Fact,
        fields: NoteFields,
        kind: NoteKind,
        key: _Key,
        *,
        note_type: NoteType | None = None,
    ) -> Iterator[NoteRow]:
        """The note of these fields with the fact's id and cards, none where it can't be used."""
        if note_type is None:
            heading, _, rest = fields.question.partition("\n")
            question = join_question("", f"{heading.rstrip()}\n{rest}" if rest else heading)
            fields = NoteFields(question, fields.answer, fields.extra)
        if not (any(fields.texts) if note_type else fields.question):
            self._skip(NO_QUESTION)
            return
        if sum(map(len, fields.texts)) > LONGEST or any(map(is_too_deep, fields.texts)):
            self._skip(TOO_LONG)
            return
        yield NoteRow(
            fields=fields,
            kind=kind,
            source_id=fact[0][: _LONGEST_ID + len(_SENTENCE)],
            tags=_tags(fact[2]),
            draft=note_type is None and kind is not NoteKind.CLOZE and not fields.answer,
            note_type=note_type,
            cards=_cards(fact[2], key),
            line=self._number,
        )

    def _skip(self, reason: str) -> None:
        self.counts[reason] += 1
        self.skipped += 1


def _forward(_card: Card) -> str:
    return "forward"


def _by_deletion(card: Card) -> str:
    return f"c{card[6] + 1}"


def _by_place(kind: Kind, keys: Sequence[str]) -> _Key:
    def key(card: Card) -> str:
        place = kind.place(card[1])
        return keys[place] if place < len(keys) else ""

    return key


def _cards(cards: Sequence[Card], key: _Key) -> tuple[CardRow, ...]:
    """The rows of the cards by key; of two with the same key the first counts."""
    found: dict[str, CardRow] = {}
    for card in cards:
        name = key(card)
        if name and name not in found:
            found[name] = card_row(name, card)
    return tuple(found.values())


def _tags(cards: Sequence[Card]) -> tuple[str, ...]:
    """The tags of all cards, each as one word."""
    words = ("-".join(tag.split())[:_LONGEST_TAG] for card in cards for tag in card[7])
    return tuple(dict.fromkeys(filter(None, words)))
