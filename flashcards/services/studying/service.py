"""A review session: the next card, the answer, and what can be done to a card meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flashcards.domain.calendar import MS_PER_SECOND
from flashcards.domain.note import LEECH_TAG, MARKED_TAG, NoteFields, NoteKind
from flashcards.domain.queue import QueueItem
from flashcards.domain.review import Rating, Review, ReviewKind, State, payload_text
from flashcards.domain.scheduling import CardSchedule, Outcome
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.card_view import CardInformation, CardView, NoteEdit, SessionProgress
from flashcards.services.cards import CardReader, edit_of, require_card, require_note
from flashcards.services.changes import Changes
from flashcards.services.editing.note import keep_edited, row_of
from flashcards.services.roads.gates import open_reached_stages, waits_to_open
from flashcards.services.scheduling.schedulers import SchedulerSource, mastered_until
from flashcards.services.studying.custom import (
    answers_since,
    buried_on,
    custom_cards,
    newest_row,
    present,
    steps_of,
    subjects,
)
from flashcards.services.studying.custom_session import CustomSession, as_cards
from flashcards.services.studying.custom_view import CustomOffer, CustomStudy, Subject
from flashcards.services.studying.day_queue import (
    DayQueue,
    SessionFilter,
    build_day_queue,
    done_today,
)
from flashcards.services.studying.pace import learner_pace
from flashcards.services.studying.session import Session
from flashcards.storage import review_log
from flashcards.storage.card_rows import Queue, StoredCard, queue_of, save_schedule
from flashcards.storage.note_rows import add_tag, set_tags
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.unit_of_work import Database, Operation

LONGEST_ANSWER_MS = 10 * 60 * MS_PER_SECOND
FLAGS = range(8)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is on the disk. ``opened``: titles of stages that it opened."""

    card_id: int
    outcome: Outcome
    changes: Changes
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextCard:
    """What a session shows next: a card, or when the next learning card is due, or neither."""

    card: CardView | None
    progress: SessionProgress
    waits_until_ms: int | None = None


class StudyService:
    """Everything that happens during a session."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers
        self._cards = CardReader(schedulers)

    def start(self, wanted: SessionFilter | None = None) -> Session | CustomSession:
        """A session on what is due now, or on cards out of their turn.

        ``extra_new`` of the filter comes on top of what was learned today beyond the limit. Raises
        NotFoundError for a deck that does not exist, QueryError for a query that cannot be read.
        """
        wanted = wanted or SessionFilter()
        if wanted.custom is not None:
            return self._start_custom(wanted, wanted.custom)
        with self._database.read() as reader:
            if wanted.extra_new:
                beyond = self._learned_beyond_limit(reader)
                wanted = replace(wanted, extra_new=wanted.extra_new + beyond)
            queue = self._queue(reader, wanted)
            session = Session(
                filter=wanted,
                roadmap=queue.roadmap,
                pace=learner_pace(reader, queue.day),
                learn_ahead_minutes=queue.settings.learn_ahead_minutes,
                bury_siblings=queue.settings.bury_siblings,
            )
        session.replace_queue(queue)
        return session

    def offer(self, study: CustomStudy) -> CustomOffer:
        """How many cards a custom study would ask. Raises what ``start`` raises."""
        with self._database.read() as reader:
            items = self._custom_cards(reader, study)
            pace = learner_pace(reader, self._today(reader))
        new = sum(item.state is State.NEW for item in items)
        return CustomOffer(len(items), pace.seconds(len(items) - new, new))

    def subjects(self) -> tuple[Subject, ...]:
        """The stages and topics that a custom study can be about."""
        with self._database.read() as reader:
            return subjects(reader, self._schedulers.settings(reader))

    def refresh(self, session: Session | CustomSession) -> None:
        """Bring a session up to date after something else changed the library."""
        with self._database.read() as reader:
            if isinstance(session, CustomSession):
                self._take_up(reader, session)
                return
            session.replace_queue(self._queue(reader, session.filter))

    def next_card(self, session: Session | CustomSession) -> NextCard:
        """The card to show now; the session stands still until it is answered or put away."""
        now_ms = self._now()
        card_id = session.current(now_ms)
        progress = session.progress(now_ms)
        if card_id is None:
            return NextCard(None, progress, session.next_due_ms())
        with self._database.read() as reader:
            view = self._cards.view(reader, card_id, session.roadmap, now_ms)
        if isinstance(session, CustomSession) and not session.study.way.counts:
            view = replace(view, intervals=None)
        return NextCard(view, progress)

    def card(self, card_id: int) -> CardView:
        """A card as it would be asked now. Raises NotFoundError."""
        with self._database.read() as reader:
            return self._cards.view(reader, card_id, active_roadmap(reader), self._now())

    def answer(
        self,
        card_id: int,
        rating: Rating,
        duration_ms: int = 0,
        *,
        session: Session | CustomSession | None = None,
        origin: str = "",
    ) -> Answered:
        """Grade a card; when this returns the answer is on the disk.

        In a custom study that does not count the answer is only kept in the log.

        Raises NotFoundError for a card that does not exist, InvalidValueError for one that is
        suspended or a draft, LibraryWriteError when the disk refuses (nothing was changed then).
        """
        if isinstance(session, CustomSession) and not session.study.way.counts:
            extra = self.cram(card_id, rating, duration_ms, origin=origin)
            session.answered(card_id, 0, extra.outcome)
            return extra
        with self._database.write("review", _("Answer"), origin) as operation:
            card = require_card(operation, card_id)
            _refuse_inactive(card)
            if card.buried_day is not None:
                operation.update("card", card_id, buried_day=None)
            outcome, mastered = self._grade(operation, card, rating, duration_ms)
            self._after_answer(operation, card, outcome)
            opened: tuple[str, ...] = ()
            if mastered or waits_to_open(operation, card.topic_id):
                settings = self._schedulers.settings(operation)
                opened = open_reached_stages(operation, settings, card.topic_id)
        changes = Changes(
            operation.id,
            operation.label,
            cards=True,
            notes="note_tag" in operation.touched,
            roadmaps="stage" in operation.touched,
            reviews=True,
            origin=origin,
        )
        if session is not None:
            session.answered(card_id, card.note_id, outcome)
        return Answered(card_id, outcome, changes, opened)

    def cram(
        self, card_id: int, rating: Rating, duration_ms: int = 0, *, origin: str = ""
    ) -> Answered:
        """Keep an answer that was given out of turn: schedule, counts and limits stay.

        Raises what ``answer`` raises.
        """
        with self._database.write("review", _("Extra answer"), origin) as operation:
            card = require_card(operation, card_id)
            _refuse_inactive(card)
            review = self._row(operation, card.schedule, ReviewKind.CRAM, rating, duration_ms)
            review_log.append(operation, review)
            operation.record("review", review.id, "answer", None, str(review.id))
            scheduler = self._schedulers.scheduler_of(operation, card.deck_id, card.topic_id)
            recall = scheduler.retrievability(card.schedule, operation.now_ms)
        outcome = Outcome(rating, card.schedule, 0, recall, lapsed=False, leech=False)
        changes = Changes(operation.id, operation.label, reviews=True, origin=origin)
        return Answered(card_id, outcome, changes)

    def bury(self, card_id: int, origin: str = "") -> Changes:
        """Put a card away until tomorrow."""
        with self._database.write("bury", _("Bury card"), origin) as operation:
            require_card(operation, card_id)
            today = self._schedulers.calendar(operation).day(operation.now_ms)
            operation.update("card", card_id, buried_day=today)
        return Changes(operation.kept_id, operation.label, cards=True, origin=origin)

    def suspend(self, card_id: int, *, on: bool = True, origin: str = "") -> Changes:
        """Leave a card out of study until it is wanted again, or take it back in."""
        label = _("Suspend card") if on else _("Unsuspend card")
        with self._database.write("suspend", label, origin) as operation:
            card = require_card(operation, card_id)
            queue = queue_of(card.schedule.state, suspended=on, draft=card.draft)
            operation.update("card", card_id, suspended=int(on), queue=int(queue))
        return Changes(operation.kept_id, label, cards=True, origin=origin)

    def mark(self, card_id: int, origin: str = "") -> Changes:
        """Give the card's note the tag ``marked``, or take it away."""
        with self._database.write("mark", _("Mark"), origin) as operation:
            note = require_note(operation, require_card(operation, card_id).note_id)
            tags = [tag for tag in note.tags if tag != MARKED_TAG]
            set_tags(operation, note.id, tags if MARKED_TAG in note.tags else [*tags, MARKED_TAG])
        return Changes(operation.kept_id, operation.label, notes=True, origin=origin)

    def flag(self, card_id: int, flag: int, origin: str = "") -> Changes:
        """Flag a card with a colour from 1 to 7, or take the flag off with 0."""
        if flag not in FLAGS:
            raise InvalidValueError(_("a flag is 0 to 7, not {flag}.").format(flag=flag))
        with self._database.write("flag", _("Flag card"), origin) as operation:
            require_card(operation, card_id)
            operation.update("card", card_id, flag=flag)
        return Changes(operation.kept_id, operation.label, cards=True, origin=origin)

    def note(self, note_id: int) -> NoteEdit:
        """A note for the editor. Raises NotFoundError."""
        with self._database.read() as reader:
            return edit_of(require_note(reader, note_id))

    def edit(self, edit: NoteEdit, origin: str = "") -> Changes:
        """Keep an edited note; a draft that was filled in is one no longer.

        Raises InvalidValueError for one that gives no card: without a question, a cloze note
        without a deletion, or a custom note whose templates show nothing.
        """
        with self._database.write("edit", _("Edit note"), origin) as operation:
            note = require_note(operation, edit.note_id)
            if note.kind is not NoteKind.CUSTOM and not edit.fields.heading.strip():
                raise InvalidValueError(_("the note has no question. Give it one."))
            filled = edit.fields != note.fields and _is_filled(note.kind, edit.fields)
            row = replace(
                row_of(note),
                fields=edit.fields,
                tags=edit.tags,
                draft=note.draft and not filled,
            )
            keep_edited(operation, note, row)
        return Changes(operation.kept_id, operation.label, notes=True, cards=True, origin=origin)

    def information(self, card_id: int) -> CardInformation:
        """All that is known of a card. Raises NotFoundError."""
        with self._database.read() as reader:
            roadmap = active_roadmap(reader)
            return self._cards.information(reader, card_id, roadmap, self._now())

    def _queue(self, reader: Reader, wanted: SessionFilter) -> DayQueue:
        settings = self._schedulers.settings(reader)
        calendar = self._schedulers.calendar(reader)
        return build_day_queue(reader, settings, calendar, self._now(), wanted)

    def _start_custom(self, wanted: SessionFilter, study: CustomStudy) -> CustomSession:
        with self._database.read() as reader:
            settings, today = self._schedulers.settings(reader), self._today(reader)
            session = CustomSession(
                study=study,
                filter=wanted,
                roadmap=active_roadmap(reader),
                pace=learner_pace(reader, today),
                learn_ahead_minutes=settings.learn_ahead_minutes,
                cards=as_cards(self._custom_cards(reader, study)),
                since=newest_row(reader, today if study.goes_on else None),
            )
            self._take_up(reader, session)
        return session

    def _custom_cards(self, reader: Reader, study: CustomStudy) -> list[QueueItem]:
        settings, calendar = self._schedulers.settings(reader), self._schedulers.calendar(reader)
        return custom_cards(reader, settings, calendar, self._now(), study)

    def _take_up(self, reader: Reader, session: CustomSession) -> None:
        """Let a custom session stand where the log stands."""
        answered = answers_since(reader, session.kind, session.since, session.cards)
        session.take_up(
            answered,
            present(reader, session.cards),
            steps_of(reader, answered),
            buried_on(reader, session.away, self._today(reader)),
        )

    def _learned_beyond_limit(self, reader: Reader) -> int:
        day = self._schedulers.calendar(reader).day(self._now())
        return max(0, done_today(reader, day).new - self._schedulers.settings(reader).new_per_day)

    def _grade(
        self, operation: Operation, card: StoredCard, rating: Rating, duration_ms: int
    ) -> tuple[Outcome, bool]:
        """What the answer leads to, and whether the card counts as mastered now."""
        scheduler = self._schedulers.scheduler_of(operation, card.deck_id, card.topic_id)
        calendar = self._schedulers.calendar(operation)
        now_ms = operation.now_ms
        load = self._schedulers.load(operation, card.schedule.card_id, card.note_id)
        outcome = scheduler.answer(card.schedule, rating, now_ms, load)
        review = replace(
            self._row(operation, card.schedule, ReviewKind.REVIEW, rating, duration_ms),
            due_day=outcome.schedule.due_day,
            due_ms=outcome.schedule.due_ms,
            payload=payload_text(_payload(card.schedule, outcome, calendar.day(now_ms))),
        )
        review_log.append(operation, review)
        operation.record("review", review.id, "answer", None, str(review.id))
        until = mastered_until(outcome.schedule, scheduler.config.parameters)
        save_schedule(operation, outcome.schedule, until)
        return outcome, until is not None and until >= now_ms

    def _row(
        self,
        operation: Operation,
        schedule: CardSchedule,
        kind: ReviewKind,
        rating: Rating,
        duration_ms: int,
    ) -> Review:
        """A row of the log about an answer that is given now."""
        return Review(
            id=operation.ids.next_id(),
            card_id=schedule.card_id,
            device_id=operation.device_id,
            kind=kind,
            rating=rating,
            time_ms=operation.now_ms,
            study_day=self._schedulers.calendar(operation).day(operation.now_ms),
            duration_ms=min(max(0, duration_ms), LONGEST_ANSWER_MS),
        )

    def _after_answer(self, operation: Operation, card: StoredCard, outcome: Outcome) -> None:
        settings = self._schedulers.settings(operation)
        if settings.bury_siblings:
            today = self._schedulers.calendar(operation).day(operation.now_ms)
            siblings = operation.rows(
                "SELECT id FROM card WHERE note_id = :note AND id <> :card AND deleted_by IS NULL "
                f"AND (queue = {Queue.NEW:d} OR (queue = {Queue.REVIEW:d} AND due_day <= :today))",
                note=card.note_id,
                card=card.schedule.card_id,
                today=today,
            )
            for (sibling,) in siblings:
                operation.update("card", sibling, buried_day=today)
        if outcome.leech:
            add_tag(operation, card.note_id, LEECH_TAG)

    def _today(self, reader: Reader) -> int:
        return self._schedulers.calendar(reader).day(self._now())

    def _now(self) -> int:
        return self._database.clock.now_ms()


def _refuse_inactive(card: StoredCard) -> None:
    if card.draft:
        raise InvalidValueError(_("this card is a draft: fill in its answer before studying it."))
    if card.suspended:
        raise InvalidValueError(_("this card is suspended. Unsuspend it before studying it."))


def _is_filled(kind: NoteKind, fields: NoteFields) -> bool:
    """Whether a draft has become a note that can be asked."""
    return kind in (NoteKind.CLOZE, NoteKind.CUSTOM) or bool(fields.answer.strip())


def _payload(before: CardSchedule, outcome: Outcome, today: int) -> dict[str, object]:
    payload: dict[str, object] = {"state": int(before.state)}
    if before.state is not State.NEW and before.last_study_day is not None:
        payload["elapsed"] = max(0, today - before.last_study_day)
    if outcome.retrievability is not None:
        payload["recall"] = round(outcome.retrievability, 4)
    return payload
