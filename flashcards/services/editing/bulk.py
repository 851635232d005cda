"""What is done to many cards at once; every change is one operation, and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flashcards.domain.query_nodes import FLAGS
from flashcards.domain.review import State
from flashcards.domain.wording import count_text, number_text
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.editing.bulk_changes import (
    Rows,
    add_tag,
    cards_of,
    cards_text,
    living_cards,
    notes_of,
    remove_tag,
)
from flashcards.services.editing.bulk_replace import apply_replacement, plan_replacement
from flashcards.services.editing.bulk_schedule import (
    cards_with_past,
    reset_cards,
    set_due_days,
    spread,
)
from flashcards.services.editing.bulk_view import BulkDone, ReplacePlan, ReplaceRequest
from flashcards.services.scheduling.following import followed
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.card_rows import Queue
from flashcards.storage.note_rows import tag_words
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database, Operation

LONGEST_DAYS = 36_500

_SUSPENDED = f"CASE WHEN queue = {Queue.DRAFT:d} THEN queue ELSE {Queue.SUSPENDED:d} END"
_WAITING = (
    f"CASE WHEN queue = {Queue.DRAFT:d} THEN queue WHEN state = {State.NEW:d} THEN {Queue.NEW:d} "
    f"WHEN state = {State.REVIEW:d} THEN {Queue.REVIEW:d} ELSE {Queue.LEARNING:d} END"
)


class BulkService:
    """Changes the cards of a selection. Cards that are gone meanwhile are left out."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def move(
        self, card_ids: Sequence[int], deck_id: int, topic_id: int | None, origin: str = ""
    ) -> BulkDone:
        """Put the notes of the cards, with all their cards, in a deck and under one of its topics.

        Raises NotFoundError for a deck that is gone or a topic that is not in it.
        """
        with (
            self._database.write("move", _("Move"), origin) as operation,
            followed(operation, self._schedulers),
        ):
            _require_place(operation, deck_id, topic_id)
            notes = notes_of(operation, card_ids)
            cards = Rows("card", cards_of(operation, notes))
            moved = 0
            for rows in (Rows("note", notes), cards):
                moved = max(
                    rows.change(operation, "deck_id", ":deck", deck=deck_id),
                    rows.change(operation, "topic_id", ":topic", topic=topic_id),
                )
            _name(operation, _("Move {cards}").format(cards=cards_text(moved)))
        return self._done(operation, moved, len(notes), origin)

    def add_tags(self, card_ids: Sequence[int], tags: Iterable[str], origin: str = "") -> BulkDone:
        """Give the notes of the cards these tags. Raises InvalidValueError where there is none."""
        words = _tags(tags)
        with self._database.write("tag", _("Add tag"), origin) as operation:
            notes = notes_of(operation, card_ids)
            changed = max(add_tag(operation, notes, tag) for tag in words)
            _name(operation, _("Tag {notes}").format(notes=count_text(changed, "note")))
        return self._done(operation, len(card_ids), changed, origin)

    def remove_tags(
        self, card_ids: Sequence[int], tags: Iterable[str], origin: str = ""
    ) -> BulkDone:
        """Take these tags off the notes of the cards."""
        words = _tags(tags)
        with self._database.write("tag", _("Remove tag"), origin) as operation:
            notes = notes_of(operation, card_ids)
            changed = max(remove_tag(operation, notes, tag) for tag in words)
            _name(operation, _("Untag {notes}").format(notes=count_text(changed, "note")))
        return self._done(operation, len(card_ids), changed, origin)

    def flag(self, card_ids: Sequence[int], flag: int, origin: str = "") -> BulkDone:
        """Give the cards a flag from 1 to 7, or take it off with 0."""
        if flag not in FLAGS:
            raise InvalidValueError(_("a flag is 0 to 7, not {flag}.").format(flag=flag))
        with self._database.write("flag", _("Flag"), origin) as operation:
            cards = living_cards(operation, card_ids)
            changed = Rows("card", cards).change(operation, "flag", f"{flag:d}")
            _name(
                operation,
                (_("Flag {cards}") if flag else _("Unflag {cards}")).format(
                    cards=cards_text(changed)
                ),
            )
        return self._done(operation, changed, 0, origin)

    def suspend(self, card_ids: Sequence[int], *, on: bool = True, origin: str = "") -> BulkDone:
        """Leave the cards out of study until they are wanted again, or take them back in."""
        with self._database.write("suspend", _("Suspend"), origin) as operation:
            cards = Rows("card", living_cards(operation, card_ids))
            changed = cards.change(operation, "suspended", f"{int(on)}")
            cards.change(operation, "queue", _SUSPENDED if on else _WAITING)
            _name(
                operation,
                (_("Suspend {cards}") if on else _("Unsuspend {cards}")).format(
                    cards=cards_text(changed)
                ),
            )
        return self._done(operation, changed, 0, origin)

    def delete(self, card_ids: Sequence[int], origin: str = "") -> BulkDone:
        """Delete the notes of the cards with all their cards; their log stays."""
        with self._database.write("delete", _("Delete"), origin) as operation:
            notes = notes_of(operation, card_ids)
            cards = cards_of(operation, notes)
            for rows in (Rows("note", notes), Rows("card", cards)):
                rows.change(operation, "deleted_by", f"{operation.id:d}")
            Rows("card", cards).change(operation, "queue", f"{Queue.DELETED:d}")
            _name(operation, _("Delete {cards}").format(cards=cards_text(len(cards))))
        return self._done(operation, len(cards), len(notes), origin)

    def extent(self, card_ids: Sequence[int]) -> tuple[int, int]:
        """How many notes the cards are of, and how many cards these have in all."""
        with self._database.read() as reader:
            notes = notes_of(reader, card_ids)
            return len(notes), len(cards_of(reader, notes))

    def reset(self, card_ids: Sequence[int], origin: str = "") -> BulkDone:
        """Make the cards new again. Their log stays, and undo brings back where they stood."""
        with self._database.write("reset", _("Reset"), origin) as operation:
            cards = cards_with_past(operation, living_cards(operation, card_ids))
            if cards:
                reset_cards(operation, cards, self._today(operation))
            _name(operation, _("Reset {cards}").format(cards=cards_text(len(cards))))
        return self._done(operation, len(cards), 0, origin, reviews=True)

    def set_due(
        self, card_ids: Sequence[int], first: int, last: int | None = None, origin: str = ""
    ) -> BulkDone:
        """Make the cards due in so many days, 0 being today; from ``first`` to ``last`` evenly.

        A card that was never learned stays new and is not brought up before that day. Raises
        InvalidValueError for days that are out of bounds.
        """
        last = first if last is None else last
        if not 0 <= first <= last <= LONGEST_DAYS:
            raise InvalidValueError(
                _(
                    "days go from 0, which is today, to {longest_days}, the smaller number first."
                ).format(longest_days=number_text(LONGEST_DAYS))
            )
        with self._database.write("due", _("Set due"), origin) as operation:
            cards = living_cards(operation, card_ids)
            today = self._today(operation)
            if cards:
                set_due_days(operation, spread(cards, today + first, today + last), today)
            _name(operation, _("Set due {cards}").format(cards=cards_text(len(cards))))
        return self._done(operation, len(cards), 0, origin, reviews=True)

    def plan_replace(self, card_ids: Sequence[int], request: ReplaceRequest) -> ReplacePlan:
        """What replacing would change in the notes of the cards.

        Raises InvalidValueError for an expression that cannot be used, or that takes too long.
        """
        with self._database.read() as reader:
            return plan_replacement(reader, notes_of(reader, card_ids), request)

    def replace(self, plan: ReplacePlan, origin: str = "") -> BulkDone:
        """Replace what was planned, in the notes as they are now."""
        with self._database.write("replace", _("Replace"), origin) as operation:
            notes = apply_replacement(operation, plan)
            _name(operation, _("Replace in {notes}").format(notes=count_text(notes, "note")))
        return self._done(operation, 0, notes, origin)

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._database.clock.now_ms())

    @staticmethod
    def _done(
        operation: Operation, cards: int, notes: int, origin: str, *, reviews: bool = False
    ) -> BulkDone:
        changes = Changes(
            operation.kept_id,
            operation.label,
            cards=True,
            notes=True,
            decks=True,
            reviews=reviews,
            origin=origin,
        )
        return BulkDone(cards, notes, changes)


def _name(operation: Operation, label: str) -> None:
    """Call the operation by how much it changed, as undo will name it."""
    operation.label = label
    operation.execute(
        "UPDATE operation SET label = :label WHERE id = :id", label=label, id=operation.id
    )


def _tags(tags: Iterable[str]) -> list[str]:
    words = list(dict.fromkeys(tag_words(tags)))
    if not words:
        raise InvalidValueError(_("write at least one tag."))
    return words


def _require_place(reader: Reader, deck_id: int, topic_id: int | None) -> None:
    if reader.value("SELECT 1 FROM deck WHERE id = :id AND deleted_by IS NULL", id=deck_id) is None:
        raise NotFoundError(_("the deck is gone. Choose another one."))
    if topic_id is not None:
        deck = reader.value(
            "SELECT deck_id FROM topic WHERE id = :id AND deleted_by IS NULL", id=topic_id
        )
        if deck != deck_id:
            raise NotFoundError(_("the topic is not in that deck. Choose another one."))
