"""What a missed point offers: its notes to bring forward or take in again, or a new note."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.calendar import MS_PER_DAY, MS_PER_SECOND
from flashcards.domain.note import NoteFields
from flashcards.domain.practice.likeness import best_first, passage
from flashcards.domain.review import State
from flashcards.domain.wording import interval_text
from flashcards.errors import InvalidValueError
from flashcards.formats.rows import NoteRow
from flashcards.language import _
from flashcards.services.editing.bulk_schedule import set_due_days
from flashcards.services.editing.service import insert_note
from flashcards.services.practice.library import note_ids
from flashcards.services.practice.views import CardStep, PointCard
from flashcards.storage.card_rows import Queue, queue_of
from flashcards.storage.note_rows import load_notes
from flashcards.storage.practice_prompts import StoredPrompt, notes_of_cards
from flashcards.storage.reading import Reader, id_list
from flashcards.storage.unit_of_work import Operation

TAG = "practice"
"""Of notes that were written from missed points."""

_CUE_WORDS = 3
_LONGEST_BODY = 400
_DAY_S = MS_PER_DAY // MS_PER_SECOND
_STUDIED = (Queue.NEW, Queue.REVIEW)


@dataclass(frozen=True, slots=True)
class _Note:
    """A linked note with its cards: (id, queue, due day, state)."""

    id: int
    title: str
    place: str
    text: str
    cards: tuple[tuple[int, int, int | None, int], ...]

    @property
    def suspended(self) -> bool:
        """Whether all its cards are left out of study."""
        return all(queue == Queue.SUSPENDED for _, queue, _, _ in self.cards)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many notes were brought forward, taken in again and written."""

    forwarded: int = 0
    unsuspended: int = 0
    written: int = 0


def offers(
    reader: Reader, prompt: StoredPrompt, missed: Collection[int], today: int
) -> tuple[PointCard, ...]:
    """What the missed points of a prompt offer, point by point, the proposed one first.

    A linked note is proposed for the point that is most like it, and only once; a point without
    such a note gets a new one, written from the point and the passage of the model answer that
    speaks of it.
    """
    notes = _linked_notes(reader, prompt)
    proposed = _proposals(prompt, missed, notes)
    found: list[PointCard] = []
    for point in sorted(missed):
        text = prompt.text.rubric[point].text
        liked = [place for place, _ in best_first(text, [note.text for note in notes])]
        order = liked + [place for place in range(len(notes)) if place not in liked]
        own = proposed.get(point)
        cards = [
            _of_note(notes[place], point, today, proposed=place == own)
            for place in sorted(order, key=lambda place: place != own)
        ]
        new = _new_note(prompt, notes, point, proposed=own is None)
        found += [new, *cards] if own is None else [*cards, new]
    return tuple(found)


def take(
    operation: Operation, prompt: StoredPrompt, cards: Iterable[PointCard], today: int
) -> Taken:
    """Do what was chosen, in the caller's transaction, each note once.

    Raises InvalidValueError for a new note without a question or an answer.
    """
    by_step: dict[CardStep, list[PointCard]] = {step: [] for step in CardStep}
    seen: set[int] = set()
    for card in cards:
        if card.note_id is None or card.note_id not in seen:
            by_step[card.step].append(card)
        seen.update(() if card.note_id is None else (card.note_id,))
    unsuspend = _notes_of(by_step[CardStep.UNSUSPEND])
    forward = _notes_of(by_step[CardStep.FORWARD])
    _take_in_again(operation, unsuspend)
    _bring_forward(operation, [*forward, *unsuspend], today)
    written = [_write(operation, prompt, card) for card in by_step[CardStep.NEW]]
    _bring_forward(operation, written, today)
    return Taken(len(forward), len(unsuspend), len(by_step[CardStep.NEW]))


def card_ids(reader: Reader, note_ids: Collection[int]) -> tuple[int, ...]:
    """The cards of notes that can be studied."""
    rows = reader.rows(
        f"SELECT id FROM card WHERE queue >= 0 AND note_id IN ({id_list(sorted(note_ids))}) "
        "ORDER BY note_id, id"
    )
    return tuple(row[0] for row in rows)


def _proposals(
    prompt: StoredPrompt, missed: Collection[int], notes: Sequence[_Note]
) -> Mapping[int, int]:
    """The note of each point, as its place among the notes: the likest pairs first."""
    texts = [note.text for note in notes]
    pairs = [
        (-alike, point, place)
        for point in missed
        for place, alike in best_first(prompt.text.rubric[point].text, texts)
    ]
    proposed: dict[int, int] = {}
    for _alike, point, place in sorted(pairs):
        if point not in proposed and place not in proposed.values():
            proposed[point] = place
    return proposed


def _linked_notes(reader: Reader, prompt: StoredPrompt) -> list[_Note]:
    """The linked notes that are there and have cards to study or to take in again."""
    wanted = note_ids(prompt)
    places = notes_of_cards(reader, wanted)
    stored = load_notes(reader, wanted)
    cards: dict[int, list[tuple[int, int, int | None, int]]] = {}
    for note, *card in reader.rows(
        f"SELECT note_id, id, queue, due_day, state FROM card "
        f"WHERE note_id IN ({id_list(wanted)}) AND queue >= {Queue.SUSPENDED:d} ORDER BY id"
    ):
        cards.setdefault(note, []).append((card[0], card[1], card[2], card[3]))
    found = []
    for note in wanted:
        if note in places and note in cards:
            heading, place, _topic = places[note]
            text = " ".join(stored[note].fields.texts)
            found.append(_Note(note, heading, place, text, tuple(cards[note])))
    return found


def _of_note(note: _Note, point: int, today: int, *, proposed: bool) -> PointCard:
    step = CardStep.UNSUSPEND if note.suspended else CardStep.FORWARD
    return PointCard(
        key=f"{point}:{step}:{note.id}",
        point=point,
        step=step,
        title=note.title,
        place=note.place,
        words=_words(note, today),
        note_id=note.id,
        proposed=proposed,
    )


def _words(note: _Note, today: int) -> str:
    """What will happen to a note."""
    if note.suspended:
        return _("Suspended, back from today")
    if any(queue == Queue.LEARNING for _id, queue, _due, _state in note.cards):
        return _("Being learned today")
    due = [
        day for _id, queue, day, _state in note.cards if queue == Queue.REVIEW and day is not None
    ]
    if not due:
        return _("Not met yet, brought to today")
    days = min(due) - today
    if days <= 0:
        return _("Due today already")
    return _("Due in {days}, brought to today").format(days=interval_text(days * _DAY_S))


def _new_note(
    prompt: StoredPrompt, notes: Sequence[_Note], point: int, *, proposed: bool
) -> PointCard:
    text = prompt.text.rubric[point].text
    cue = " ".join(text.split()[:_CUE_WORDS])
    heading = _("{title}: a good answer {cue} … Go on.").format(title=prompt.title, cue=cue)
    body = prompt.text.body if len(prompt.text.body) <= _LONGEST_BODY else ""
    words = passage(text, prompt.text.model_answer)
    return PointCard(
        key=f"{point}:{CardStep.NEW}:0",
        point=point,
        step=CardStep.NEW,
        title=f"{text[:1].upper()}{text[1:]}",
        place=notes[0].place if notes else "",
        words=_("New card"),
        question="\n\n".join(filter(None, (heading, body))),
        answer="\n\n".join(filter(None, (f"{text[:1].upper()}{text[1:]}.", words))),
        proposed=proposed,
    )


def _notes_of(cards: Iterable[PointCard]) -> list[int]:
    return [card.note_id for card in cards if card.note_id is not None]


def _take_in_again(operation: Operation, notes: Sequence[int]) -> None:
    rows = operation.rows(
        f"SELECT id, state FROM card WHERE suspended = 1 AND queue = {Queue.SUSPENDED:d} "
        f"AND note_id IN ({id_list(notes)})"
    )
    for card, state in rows:
        operation.update("card", card, suspended=0, queue=int(queue_of(State(state))))


def _bring_forward(operation: Operation, notes: Sequence[int], today: int) -> None:
    """Make the cards of notes due today: new ones are met first, learning ones are due anyway."""
    rows = operation.rows(
        f"SELECT id FROM card WHERE note_id IN ({id_list(notes)}) AND queue IN "
        f"({id_list(_STUDIED)}) AND (due_day IS NULL OR due_day > :today)",
        today=today,
    )
    if rows:
        set_due_days(operation, {row[0]: today for row in rows}, today)


def _write(operation: Operation, prompt: StoredPrompt, card: PointCard) -> int:
    """Write a new note beside the linked ones; its id."""
    question, answer = card.question.strip(), card.answer.strip()
    if not question or not answer:
        raise InvalidValueError(_("a new card needs a question and an answer."))
    linked = notes_of_cards(operation, note_ids(prompt))
    topic = next((linked[note][2] for note in note_ids(prompt) if note in linked), None)
    deck = operation.value("SELECT deck_id FROM topic WHERE id = :id", id=topic)
    row = NoteRow(NoteFields(question, answer, "", ""), tags=(TAG,))
    return insert_note(operation, prompt.deck_id if deck is None else deck, topic, row)
