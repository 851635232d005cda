"""Cards as they are shown, read from the library."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial

from flashcards.domain.calendar import MS_PER_DAY, MS_PER_SECOND
from flashcards.domain.forgetting import DECAY, elapsed_at_recall, retrievability
from flashcards.domain.note import LEECH_TAG, MARKED_TAG, NoteKind
from flashcards.domain.review import Review, ReviewKind
from flashcards.domain.scheduling import CardSchedule, SchedulerConfig, elapsed_days
from flashcards.domain.templates import special_fields
from flashcards.errors import NotFoundError
from flashcards.language import _
from flashcards.render.faces import faces
from flashcards.services.card_view import (
    CardInformation,
    CardView,
    ChoiceOption,
    NoteEdit,
    ReviewLine,
)
from flashcards.services.media.service import resolve_media
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage import review_log
from flashcards.storage.card_rows import StoredCard, load_card
from flashcards.storage.note_rows import StoredNote, load_note
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap

_CURVE_POINTS = 48


def require_card(reader: Reader, card_id: int) -> StoredCard:
    """The card of that id. Raises NotFoundError when there is none."""
    card = load_card(reader, card_id)
    if card is None:
        raise NotFoundError(
            _("there is no card {card_id}. `flashcards search` lists cards.").format(
                card_id=card_id
            )
        )
    return card


def require_note(reader: Reader, note_id: int) -> StoredNote:
    """The note of that id. Raises NotFoundError when there is none."""
    note = load_note(reader, note_id)
    if note is None:
        raise NotFoundError(_("there is no note {note_id}.").format(note_id=note_id))
    return note


class CardReader:
    """Makes the views of cards."""

    def __init__(self, schedulers: SchedulerSource) -> None:
        self._schedulers = schedulers

    def view(self, reader: Reader, card_id: int, roadmap: StoredRoadmap, now_ms: int) -> CardView:
        """A card as it is asked now, with the interval that each grade would give."""
        card = require_card(reader, card_id)
        note = require_note(reader, card.note_id)
        scheduler = self._schedulers.scheduler_of(reader, card.deck_id, card.topic_id)
        load = self._schedulers.load(reader, card_id, card.note_id)
        outcomes = scheduler.preview(card.schedule, now_ms, load)
        deck = deck_name(reader, card.deck_id)
        special = special_fields(deck, note.tags)
        face = faces(note.kind, card.key, note.fields, note.note_type, special)
        shown = partial(resolve_media, reader, note.namespace)
        options = [ChoiceOption(shown(option.text), option.right) for option in face.options]
        random.Random(f"{card_id}:{card.schedule.reps}").shuffle(options)  # noqa: S311
        stage = roadmap.stage_by_topic().get(card.topic_id) if card.topic_id else None
        custom = note.kind is NoteKind.CUSTOM  # its templates show what they want of its fields
        return CardView(
            card_id=card_id,
            note_id=card.note_id,
            key=card.key,
            kind=note.kind,
            deck=deck,
            state=card.schedule.state,
            question=shown(face.question),
            answer=shown(face.answer),
            extra="" if custom else shown(note.fields.extra),
            source="" if custom else note.fields.source,
            stage_number=None if stage is None else stage.number,
            stage_title="" if stage is None else stage.title,
            topic_title=topic_title(reader, card.topic_id),
            language=face.language,
            expected=face.expected,
            remainder=shown(face.remainder),
            options=tuple(options),
            steps=tuple(map(shown, face.steps)),
            hint=face.hint,
            tags=note.tags,
            flag=card.flag,
            marked=MARKED_TAG in note.tags,
            leech=LEECH_TAG in note.tags,
            last_seen_days=self._last_seen(reader, card.schedule, now_ms),
            intervals={rating: outcome.interval_s for rating, outcome in outcomes.items()},
        )

    def information(
        self, reader: Reader, card_id: int, roadmap: StoredRoadmap, now_ms: int
    ) -> CardInformation:
        """All that is known of a card, its history included."""
        card = require_card(reader, card_id)
        note = require_note(reader, card.note_id)
        schedule = card.schedule
        scheduler = self._schedulers.scheduler_of(reader, card.deck_id, card.topic_id)
        reviews = review_log.reviews_of(reader, card_id)
        stage = roadmap.stage_by_topic().get(card.topic_id) if card.topic_id else None
        return CardInformation(
            card_id=card_id,
            note_id=note.id,
            deck=deck_name(reader, card.deck_id),
            stage_title="" if stage is None else stage.title,
            topic_title=topic_title(reader, card.topic_id),
            kind=note.kind,
            state=schedule.state,
            suspended=card.suspended,
            created_ms=note.created_ms,
            due_day=schedule.due_day,
            due_ms=schedule.due_ms,
            stability=schedule.stability,
            difficulty=schedule.difficulty,
            recall=scheduler.retrievability(schedule, now_ms),
            reps=schedule.reps,
            lapses=schedule.lapses,
            average_seconds=_average_seconds(reviews),
            source_id=note.source_id,
            tags=note.tags,
            history=tuple(history_lines(reviews)),
            forgetting=tuple(forgetting_curve(schedule, scheduler.config, now_ms)),
            target=scheduler.config.desired_retention,
        )

    def _last_seen(self, reader: Reader, schedule: CardSchedule, now_ms: int) -> int | None:
        if schedule.last_study_day is None:
            return None
        return max(0, self._schedulers.calendar(reader).day(now_ms) - schedule.last_study_day)


def forgetting_curve(
    schedule: CardSchedule, config: SchedulerConfig, now_ms: int
) -> Iterator[tuple[float, float]]:
    """How recall falls: (days from now, recall) from the last review to well after the due day."""
    if schedule.stability is None:
        return
    decay = config.parameters[DECAY]
    since = elapsed_days(schedule, now_ms)
    wanted = elapsed_at_recall(schedule.stability, config.desired_retention, decay)
    span = max(2 * wanted, 1.3 * since, 7.0)
    moments = {since, *(span * place / _CURVE_POINTS for place in range(_CURVE_POINTS + 1))}
    for days in sorted(moments):
        yield days - since, retrievability(schedule.stability, days, decay)


def edit_of(note: StoredNote) -> NoteEdit:
    """A note as the editor takes it."""
    return NoteEdit(note.id, note.kind, note.fields, note.tags, note.note_type)


def deck_name(reader: Reader, deck_id: int) -> str:
    """The full name of a deck."""
    return str(reader.value("SELECT name FROM deck WHERE id = :id", id=deck_id) or "")


def topic_title(reader: Reader, topic_id: int | None) -> str:
    """The title of a topic, "" without one."""
    if topic_id is None:
        return ""
    return str(reader.value("SELECT title FROM topic WHERE id = :id", id=topic_id) or "")


def history_lines(reviews: Sequence[Review]) -> list[ReviewLine]:
    """The rows of a card's log, oldest first, with what was taken back marked."""
    retracted = {review.target for review in reviews if review.kind is ReviewKind.RETRACTION}
    return [
        ReviewLine(
            time_ms=review.time_ms,
            kind=review.kind,
            rating=review.rating,
            interval_s=_interval_s(review),
            duration_ms=review.duration_ms,
            retracted=review.id in retracted,
        )
        for review in reviews
        if review.kind is not ReviewKind.RETRACTION
    ]


def _interval_s(review: Review) -> int | None:
    if review.due_ms is not None:
        return max(0, review.due_ms - review.time_ms) // MS_PER_SECOND
    if review.due_day is not None:
        return max(0, review.due_day - review.study_day) * MS_PER_DAY // MS_PER_SECOND
    return None


def _average_seconds(reviews: Sequence[Review]) -> float | None:
    timed = [review.duration_ms for review in reviews if review.kind is ReviewKind.REVIEW]
    return sum(timed) / len(timed) / MS_PER_SECOND if timed else None
