"""What presets say of a session: their limits within the library's, and the order of one preset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.forgetting import DECAY
from flashcards.domain.ids import RANDOM_BITS
from flashcards.domain.queue import DailyLimits, DoneToday, remaining
from flashcards.domain.review import State
from flashcards.settings import StudySettings
from flashcards.storage.preset_rows import LIBRARY, Assignments, load_assignments
from flashcards.storage.queue_sql import Scope, Waiting
from flashcards.storage.reading import Reader, id_list

Fetch = Callable[[int], list[Waiting]]
"""Fetches so many cards."""

# Rows that are made here have ids in the order of time; those of the day are the last ones.
_DONE = f"""
SELECT c.deck_id, c.topic_id, coalesce(json_extract(r.payload, '$.state'), 2) AS state, count(*)
FROM review r JOIN card c ON c.id = r.card_id
WHERE r.id >= :first AND r.study_day = :day AND r.kind = 'review' AND state IN (
    {State.NEW:d}, {State.REVIEW:d})
AND NOT EXISTS (SELECT 1 FROM review t INDEXED BY review_retractions
                WHERE t.kind = 'retraction' AND t.target = r.id)
GROUP BY c.deck_id, c.topic_id, state
"""


@dataclass(frozen=True, slots=True)
class PresetLimits:
    """How many cards presets still allow of a day. ``limits`` and ``left``: of those that have
    lower limits than the library.
    """

    assignments: Assignments
    limits: Mapping[int, DailyLimits]
    left: Mapping[int, DailyLimits]

    def new(self, reader: Reader, fetch: Fetch) -> Fetch:
        """Fetches new cards, of each preset as many as it still allows."""
        return self._within(reader, fetch, {key: each.new for key, each in self.left.items()})

    def new_tomorrow(self, reader: Reader, fetch: Fetch) -> Fetch:
        """Fetches new cards, of each preset as many as it allows of a day."""
        return self._within(reader, fetch, {key: each.new for key, each in self.limits.items()})

    def reviews(self, reader: Reader, fetch: Fetch) -> Fetch:
        """Fetches reviews, of each preset as many as it still allows."""
        return self._within(reader, fetch, {key: each.reviews for key, each in self.left.items()})

    def _within(self, reader: Reader, fetch: Fetch, most: Mapping[int, int]) -> Fetch:
        if not most:
            return fetch

        def fetch_within(wanted: int) -> list[Waiting]:
            asked = wanted
            while True:
                cards = fetch(asked)
                kept = self._kept(reader, cards, most)
                if len(kept) >= wanted or len(cards) < asked:
                    return kept[:wanted]
                asked *= 2

        return fetch_within

    def _kept(
        self, reader: Reader, cards: Sequence[Waiting], most: Mapping[int, int]
    ) -> list[Waiting]:
        presets = presets_of(reader, self.assignments, [card.card_id for card in cards])
        left = dict(most)
        kept = []
        for card in cards:
            preset = presets[card.card_id]
            if left.get(preset, 1) <= 0:
                continue
            if preset in left:
                left[preset] -= 1
            kept.append(card)
        return kept


@dataclass(frozen=True, slots=True)
class SessionPresets:
    """What presets make of a session.

    ``settings``: the limits and the order; of a deck or stages that one preset is given to they are
    that preset's, and ``done`` counts its cards alone. ``within``: what other presets allow.
    """

    settings: StudySettings
    done: DoneToday
    within: PresetLimits

    def decays(self, reader: Reader, cards: Sequence[Waiting]) -> Sequence[float]:
        """The decay of the forgetting curve of each card."""
        by_preset = {
            preset: each.parameters[DECAY] for preset, each in self._assignments.settings.items()
        }
        presets = presets_of(reader, self._assignments, [card.card_id for card in cards])
        return [by_preset[presets[card.card_id]] for card in cards]

    @property
    def _assignments(self) -> Assignments:
        return self.within.assignments


def session_presets(
    reader: Reader, settings: StudySettings, calendar: StudyCalendar, scope: Scope, done: DoneToday
) -> SessionPresets:
    """What presets make of a session of this day that the library's ``settings`` are for."""
    assignments = load_assignments(reader, settings)
    if assignments.plain:
        return SessionPresets(settings, done, PresetLimits(assignments, {}, {}))
    done_by = _done(reader, assignments, calendar, scope.today)
    preset = _preset_of(reader, assignments, scope)
    if preset != LIBRARY:
        settings, done = assignments.settings[preset], done_by.get(preset, DoneToday())
    return SessionPresets(settings, done, _limits(assignments, settings, done_by))


def _limits(
    assignments: Assignments, settings: StudySettings, done: Mapping[int, DoneToday]
) -> PresetLimits:
    limits = {
        preset: DailyLimits(own.new_per_day, own.reviews_per_day)
        for preset, own in assignments.settings.items()
        if own.new_per_day < settings.new_per_day or own.reviews_per_day < settings.reviews_per_day
    }
    left = {key: remaining(each, done.get(key, DoneToday())) for key, each in limits.items()}
    return PresetLimits(assignments, limits, left)


def _preset_of(reader: Reader, assignments: Assignments, scope: Scope) -> int:
    """The preset that all cards of a deck or of stages follow; LIBRARY where they differ."""
    if scope.deck_ids is None and scope.topic_ids is None:
        return LIBRARY
    rows = reader.rows(
        f"SELECT DISTINCT deck_id, topic_id FROM card WHERE queue >= 0 "
        f"AND {scope.condition(buried=False)}"
    )
    presets = {assignments.preset(deck, topic) for deck, topic in rows}
    return presets.pop() if len(presets) == 1 else LIBRARY


def presets_of(reader: Reader, assignments: Assignments, cards: Sequence[int]) -> Mapping[int, int]:
    """The preset of each of these cards."""
    if assignments.plain:
        return dict.fromkeys(cards, LIBRARY)
    rows = reader.rows(f"SELECT id, deck_id, topic_id FROM card WHERE id IN ({id_list(cards)})")
    return {card: assignments.preset(deck, topic) for card, deck, topic in rows}


def _done(
    reader: Reader, assignments: Assignments, calendar: StudyCalendar, day: int
) -> Mapping[int, DoneToday]:
    counts: dict[int, tuple[int, int]] = {}
    first = calendar.start_ms(day) << RANDOM_BITS
    for deck, topic, state, count in reader.rows(_DONE, first=first, day=day):
        preset = assignments.preset(deck, topic)
        new, reviews = counts.get(preset, (0, 0))
        is_new = state == State.NEW
        counts[preset] = (new + count * is_new, reviews + count * (not is_new))
    return {preset: DoneToday(*each) for preset, each in counts.items()}
