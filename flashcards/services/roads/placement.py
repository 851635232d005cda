"""Placing out: a short test of what is known already, and long first intervals for what is."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from flashcards.domain.forgetting import DECAY, whole_interval
from flashcards.domain.queue import shuffle_key
from flashcards.domain.review import Rating, Review, ReviewKind, payload_text
from flashcards.domain.scheduling import CardSchedule
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.roads.placement_view import PlacedOut, PlacementTest
from flashcards.services.scheduling.rebuild import replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.undo_reviews import record_reviews
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import Queue
from flashcards.storage.queue_sql import track_condition
from flashcards.storage.reading import Reader, id_list
from flashcards.storage.roadmap_rows import StoredStage, active_roadmap
from flashcards.storage.unit_of_work import Database, Operation

STAGE_SAMPLE, TOPIC_SAMPLE = 12, 4
PASS_SHARE = 10 / 12
SEEN_STABILITY_DAYS = 60.0
UNSEEN_STABILITY_DAYS = 30.0
_SPREAD = (0.6, 1.4)  # of the interval, so that what was placed together does not fall due together


class PlacementService:
    """Draws tests and keeps what they show."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def draw(self, stage_id: int, topic_id: int | None = None, *, seed: int = 0) -> PlacementTest:
        """A test of a stage, or of one topic of it, over its topics evenly.

        Raises NotFoundError for a stage or topic that is not on the road, InvalidValueError where
        no new card is left to place.
        """
        with self._database.read() as reader:
            stage = _stage(reader, stage_id, topic_id)
            title = stage.title if topic_id is None else _topic_title(reader, topic_id)
            topics = stage.topic_ids if topic_id is None else (topic_id,)
            fresh = self._fresh(reader, topics)
        if not fresh:
            raise InvalidValueError(
                _("{title} has no new cards left: there is nothing to place.").format(title=title)
            )
        size = STAGE_SAMPLE if topic_id is None else TOPIC_SAMPLE
        sample = _sample(fresh, size, random.Random(seed))  # noqa: S311 - a draw, not a secret
        share = PASS_SHARE if topic_id is None else 1.0
        return PlacementTest(
            stage_id=stage_id,
            topic_id=topic_id,
            title=title,
            card_ids=tuple(sample),
            needed=math.ceil(share * len(sample)),
            cards=len(fresh),
        )

    def finish(self, test: PlacementTest, known: Iterable[int], origin: str = "") -> PlacedOut:
        """Keep the result: passed, all new cards but the missed ones start with long intervals.

        A test that was not passed changes nothing.
        """
        known_ids = frozenset(known) & frozenset(test.card_ids)
        missed = frozenset(test.card_ids) - known_ids
        if len(known_ids) < test.needed:
            return PlacedOut(False, len(known_ids), len(test.card_ids), 0, 0, 0, Changes())
        label = _("Place out {title}").format(title=test.title)
        with self._database.write("placement", label, origin) as operation:
            stage = _stage(operation, test.stage_id, test.topic_id)
            topics = stage.topic_ids if test.topic_id is None else (test.topic_id,)
            cards = [card for card, _ in self._fresh(operation, topics) if card not in missed]
            rows = self._placements(operation, cards, known_ids)
            record_reviews(operation, rows)
            replay_cards(operation, self._schedulers, cards)
            if test.topic_id is None:
                operation.update("stage", stage.id, placed_out_ms=operation.now_ms)
        today = self._today()
        days = [row.due_day - today for row in rows if row.due_day is not None]
        changes = Changes(
            operation.kept_id, label, cards=True, roadmaps=True, reviews=True, origin=origin
        )
        return PlacedOut(
            passed=True,
            known=len(known_ids),
            asked=len(test.card_ids),
            placed=len(rows),
            first_days=min(days, default=0),
            last_days=max(days, default=0),
            changes=changes,
        )

    def take_back(self, stage_id: int, origin: str = "") -> Changes:
        """Make a stage one that is to be learned again; cards reviewed since keep their memory."""
        with self._database.write("placement", _("Take back placing out"), origin) as operation:
            stage = _stage(operation, stage_id, None)
            operation.update("stage", stage.id, placed_out_ms=None)
            rows = operation.rows(
                "SELECT max(r.id), r.card_id, r.kind FROM review r JOIN card c ON c.id = r.card_id "
                f"WHERE c.topic_id IN ({id_list(stage.topic_ids)}) AND r.kind <> 'retraction' "
                "AND NOT EXISTS (SELECT 1 FROM review t WHERE t.card_id = r.card_id "
                "AND t.kind = 'retraction' AND t.target = r.id) GROUP BY r.card_id"
            )
            placed = [row[1] for row in rows if row[2] == ReviewKind.PLACEMENT.value]
            # a reset and not a retraction, so that undo can take this back in its turn
            if placed:
                record_reviews(operation, [self._reset(operation, card) for card in placed])
                replay_cards(operation, self._schedulers, placed)
        return Changes(
            operation.kept_id,
            operation.label,
            cards=True,
            roadmaps=True,
            reviews=True,
            origin=origin,
        )

    def _fresh(self, reader: Reader, topic_ids: Sequence[int]) -> list[tuple[int, int]]:
        """(card, topic) of the new cards of these topics, in the order of the road."""
        tracks = self._schedulers.settings(reader).track
        order = "".join(f" WHEN {topic:d} THEN {place}" for place, topic in enumerate(topic_ids))
        rows = reader.rows(
            f"SELECT id, topic_id FROM card WHERE topic_id IN ({id_list(topic_ids)}) "
            f"AND queue = {Queue.NEW:d} AND {track_condition(tracks)} "
            f"ORDER BY CASE topic_id{order} END, position, note_id, length(key), key"
        )
        return [(row[0], row[1]) for row in rows]

    def _placements(
        self, operation: Operation, cards: Sequence[int], known: frozenset[int]
    ) -> list[Review]:
        """A row of the log for each card: its memory as if it had long been known."""
        today = self._schedulers.calendar(operation).day(operation.now_ms)
        return [
            row
            for settings, own in self._schedulers.by_settings(operation, cards)
            for row in self._placements_by(operation, settings, own, known, today)
        ]

    def _placements_by(
        self,
        operation: Operation,
        settings: StudySettings,
        cards: Sequence[int],
        known: frozenset[int],
        today: int,
    ) -> list[Review]:
        scheduler = self._schedulers.scheduler_for(settings)
        fresh = CardSchedule(card_id=0)
        easy = scheduler.answer(fresh, Rating.EASY, operation.now_ms).schedule
        decay = settings.parameters[DECAY]
        rows = []
        for card in cards:
            stability = SEEN_STABILITY_DAYS if card in known else UNSEEN_STABILITY_DAYS
            most = settings.maximum_interval
            interval = whole_interval(stability, settings.retention, decay, most)
            share = shuffle_key(card, today) / 2**64
            spread = _SPREAD[0] + share * (_SPREAD[1] - _SPREAD[0])
            rows.append(
                Review(
                    id=operation.ids.next_id(),
                    card_id=card,
                    device_id=operation.device_id,
                    kind=ReviewKind.PLACEMENT,
                    time_ms=operation.now_ms,
                    study_day=today,
                    due_day=today + max(1, round(interval * spread)),
                    payload=payload_text({"stability": stability, "difficulty": easy.difficulty}),
                )
            )
        return rows

    def _reset(self, operation: Operation, card: int) -> Review:
        return Review(
            id=operation.ids.next_id(),
            card_id=card,
            device_id=operation.device_id,
            kind=ReviewKind.RESET,
            time_ms=operation.now_ms,
            study_day=self._schedulers.calendar(operation).day(operation.now_ms),
        )

    def _today(self) -> int:
        with self._database.read() as reader:
            return self._schedulers.calendar(reader).day(self._database.clock.now_ms())


def _stage(reader: Reader, stage_id: int, topic_id: int | None) -> StoredStage:
    found = next((s for s in active_roadmap(reader).stages if s.id == stage_id), None)
    if found is None or (topic_id is not None and topic_id not in found.topic_ids):
        raise NotFoundError(_("that stage or topic is not on the road any more."))
    return found


def _topic_title(reader: Reader, topic_id: int) -> str:
    return str(reader.value("SELECT title FROM topic WHERE id = :id", id=topic_id) or "")


def _sample(cards: Sequence[tuple[int, int]], size: int, chance: random.Random) -> list[int]:
    """So many cards, one topic after another, so that none is left out while there is room."""
    by_topic: dict[int, list[int]] = {}
    for card, topic in cards:
        by_topic.setdefault(topic, []).append(card)
    for each in by_topic.values():
        chance.shuffle(each)
    piles = list(by_topic.values())
    chance.shuffle(piles)
    drawn: list[int] = []
    while len(drawn) < size and any(piles):
        for pile in piles:
            if pile and len(drawn) < size:
                drawn.append(pile.pop())
    chance.shuffle(drawn)
    return drawn
