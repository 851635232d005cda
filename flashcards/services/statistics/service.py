"""Where a learner stands: what was done each day, how well it was recalled, what is to come.

The statistics come in pieces, each from a transaction of its own, so that a screen shows the first
while the others are still being counted: ``overview`` and ``forecast`` are there at once, ``cards``
looks at every card, ``answers`` and ``memory`` at every answer. ``everything`` is all of them.
docs/statistics.md says what each number means.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flashcards.domain.forgetting import DECAY
from flashcards.domain.query import parse_query
from flashcards.domain.query_tokens import Pattern
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.planning.today import stored_plan
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.statistics.moment import (
    Moment,
    counted_days,
    matching,
    of_period,
    of_scope,
    sample_days,
    spans_of,
    total_of,
)
from flashcards.services.statistics.view import (
    Answers,
    Cards,
    Forecast,
    Memory,
    Overview,
    Request,
    Statistics,
    StudiedDay,
    deck_query,
    stage_query,
)
from flashcards.services.studying.day_queue import require_deck
from flashcards.services.studying.today import today_view
from flashcards.services.studying.today_view import Today
from flashcards.storage import statistics_sql
from flashcards.storage.queue_sql import deck_and_below
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.search_names import stage_topic_ids
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_sql import search_condition
from flashcards.storage.unit_of_work import Database

if TYPE_CHECKING:
    from flashcards.services.statistics.cards import CardTable
    from flashcards.services.statistics.log import ReviewLog
    from flashcards.services.statistics.replay import Replay
    from flashcards.services.studying.cards import StudyCards

MOST_DAYS = 36_500
CALENDAR_DAYS = 53 * 7
_ALL = Request(None)


@dataclass(frozen=True, slots=True)
class Summary:
    """The last days and today.

    ``days``: each study day of the period, the oldest first, today last. ``total``: all of them
    together. ``left``: today as the Today screen has it, with what is still to be done.
    """

    days: tuple[StudiedDay, ...]
    total: StudiedDay
    left: Today

    @property
    def today(self) -> StudiedDay:
        """What was done today so far."""
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class Scopes:
    """What statistics can be narrowed to: (number, title) of each stage, and decks by name."""

    stages: tuple[tuple[int, str], ...]
    decks: tuple[str, ...]


class StatisticsService:
    """Counts what the library has to say.

    Every piece raises QueryError for a query that cannot be read and InvalidValueError for a
    number of days that is out of bounds. Log and cards are read once and kept in memory, some
    seventy bytes an answer, until they change.
    """

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers
        self._log: ReviewLog | None = None
        self._log_seen = 0
        self._replay: tuple[tuple[object, ...], Replay] | None = None
        self._cards: tuple[tuple[object, ...], CardTable] | None = None
        self._study: tuple[tuple[int, int], StudyCards] | None = None

    def summary(self, days: int = 1) -> Summary:
        """The last ``days`` study days, today among them."""
        with self._moment(Request(days)) as moment:
            left = today_view(moment.reader, moment.settings, moment.calendar, moment.now_ms)
            found = counted_days(moment)
        studied = {day.day: day for day in found}
        each = (studied.get(day, StudiedDay(day)) for day in range(moment.first, moment.today + 1))
        return Summary(tuple(each), total_of(moment.today, found), left)

    def scopes(self) -> Scopes:
        """What there is to narrow statistics to."""
        with self._database.read() as reader:
            stages = active_roadmap(reader).stages
            return Scopes(
                tuple((stage.number, stage.title) for stage in stages),
                tuple(statistics_sql.deck_names(reader)),
            )

    def request(
        self, days: int | None, *, deck: str = "", stage: str = "", search: str = ""
    ) -> Request:
        """A request for the cards of a deck, a stage (by number or name) and a search alike.

        Raises NotFoundError for a deck or stage that does not exist.
        """
        terms = []
        with self._database.read() as reader:
            if deck:
                require_deck(reader, deck, deck_and_below(reader, deck))
                terms.append(deck_query(deck))
            if stage:
                _require_stage(reader, stage)
                terms.append(stage_query(stage))
        if search.strip():
            terms.append(f"({search})")
        return Request(days, " ".join(terms))

    def overview(self, request: Request = _ALL) -> Overview:
        """The figures at the head, and the days."""
        with self._moment(request) as moment:
            calendar_first = moment.today - CALENDAR_DAYS + 1
            if moment.condition is None:
                days = counted_days(moment, min(moment.first, calendar_first))
                answers = statistics_sql.count_answers(moment.reader)
            else:
                from flashcards.services.statistics.answers import days_of

                log = self._known_log(moment.reader)
                days = days_of(log, of_scope(moment, log))
                answers = sum(day.reviews for day in days)
            cards, seen, mastered = statistics_sql.card_counts(
                moment.reader, moment.settings.track, moment.now_ms, moment.condition
            )
        inside = tuple(day for day in days if moment.first <= day.day <= moment.today)
        return Overview(
            first=moment.first,
            today=moment.today,
            days=inside,
            calendar=tuple(day for day in days if calendar_first <= day.day <= moment.today),
            answers=answers,
            target=moment.settings.retention,
            breaks=moment.settings.breaks,
            cards=cards,
            seen=seen,
            mastered=mastered,
            began=moment.began,
            total=total_of(moment.today, inside),
        )

    def forecast(self, request: Request = _ALL) -> Forecast:
        """What the next 30 days will probably bring."""
        from flashcards.services.scheduling.simulating import SimulationRequest, scenario_of
        from flashcards.services.statistics.forecast import forecast_of
        from flashcards.services.studying.cards import runs_for

        with self._moment(request) as moment:
            study = self._known_study(moment)
            wanted = matching(moment, study.ids)
            plan = stored_plan(moment.reader)
        found = forecast_of(
            study.cards,
            study.learner,
            scenario_of(study, SimulationRequest()),
            wanted,
            today=moment.today,
            runs=runs_for(study.cards),
            breaks=moment.settings.breaks,
        )
        return found if plan is None else replace(found, interview_day=plan.day)

    def cards(self, request: Request = _ALL) -> Cards:
        """How the cards stand now, whatever the period."""
        from flashcards.services.statistics.cards import cards_of

        with self._moment(request) as moment:
            table = self._known_cards(moment)
            if moment.condition is not None:
                table = table.only(matching(moment, table.id))
            stages = active_roadmap(moment.reader).stages
        return cards_of(table, stages, moment.now_ms, moment.decay)

    def answers(self, request: Request = _ALL) -> Answers:
        """What the answers of the period say."""
        from flashcards.services.statistics.answers import answers_of

        with self._moment(request) as moment:
            log = self._known_log(moment.reader)
            chosen = of_period(moment, log)
        return answers_of(log, chosen, spans_of(moment), moment.calendar)

    def memory(self, request: Request = _ALL) -> Memory:
        """How well recall was predicted in the period, and how knowledge grew."""
        import numpy as np

        from flashcards.services.statistics.memory import calibration_of, knowledge_of

        with self._moment(request) as moment:
            log = self._known_log(moment.reader)
            chosen = of_period(moment, log)
            studied = self._known_cards(moment).id
            known = np.isin(log.cards, studied) & matching(moment, log.cards)
        replayed = self._known_replay(log, moment)
        return Memory(
            calibration_of(log, replayed, chosen),
            knowledge_of(replayed, known, sample_days(moment), moment.decay),
        )

    def everything(self, request: Request = _ALL) -> Statistics:
        """All pieces."""
        return Statistics(
            request,
            self.overview(request),
            self.forecast(request),
            self.cards(request),
            self.answers(request),
            self.memory(request),
        )

    def release(self) -> None:
        """Give the memory back that log and cards take."""
        self._log = self._replay = self._cards = self._study = None

    @contextmanager
    def _moment(self, request: Request) -> Iterator[Moment]:
        if request.days is not None and not 1 <= request.days <= MOST_DAYS:
            raise InvalidValueError(
                _("the days are 1 to {most_days}, not {days}.").format(
                    most_days=MOST_DAYS, days=request.days
                )
            )
        query = parse_query(request.query) if request.query.strip() else None
        with self._database.read() as reader:
            settings = self._schedulers.settings(reader)
            calendar = self._schedulers.calendar(reader)
            now_ms = self._database.clock.now_ms()
            today = calendar.day(now_ms)
            began = statistics_sql.first_study_day(reader)
            began = today if began is None else min(began, today)
            first = began if request.days is None else today - request.days + 1
            condition = None
            if query is not None:
                moment = SearchMoment(now_ms, calendar, settings.parameters[DECAY])
                condition = search_condition(reader, query, moment)
            yield Moment(
                reader=reader,
                request=request,
                settings=settings,
                calendar=calendar,
                now_ms=now_ms,
                today=today,
                first=first,
                began=began,
                condition=condition,
            )

    def _known_log(self, reader: Reader) -> ReviewLog:
        """The log; not even looked at while nothing at all has changed."""
        from flashcards.services.statistics.log import load_log

        newest = statistics_sql.newest_operation(reader)
        if self._log is None or self._log_seen != newest:
            self._log, self._log_seen = load_log(reader, self._log), newest
        return self._log

    def _known_cards(self, moment: Moment) -> CardTable:
        """All cards that can be studied, read anew after any change."""
        from flashcards.services.statistics.cards import CardTable

        key = (statistics_sql.newest_operation(moment.reader), moment.settings.track)
        if self._cards is None or self._cards[0] != key:
            columns = statistics_sql.card_columns(moment.reader, moment.settings.track)
            self._cards = key, CardTable.of(columns)
        return self._cards[1]

    def _known_study(self, moment: Moment) -> StudyCards:
        """The cards as a simulation takes them, read anew after any change and on another day."""
        from flashcards.services.studying.cards import load_study_cards

        key = (statistics_sql.newest_operation(moment.reader), moment.today)
        if self._study is None or self._study[0] != key:
            table = self._known_cards(moment)
            self._study = (
                key,
                load_study_cards(
                    moment.reader, moment.settings, moment.today, moment.now_ms, table
                ),
            )
        return self._study[1]

    def _known_replay(self, log: ReviewLog, moment: Moment) -> Replay:
        from flashcards.services.statistics.replay import replay

        key = (log.log_state, moment.settings.parameters)
        if self._replay is None or self._replay[0] != key:
            self._replay = key, replay(log, moment.settings.parameters, moment.decay)
        return self._replay[1]


def _require_stage(reader: Reader, stage: str) -> None:
    if not stage_topic_ids(reader, Pattern((stage,))):
        stages = active_roadmap(reader).stages
        known = ", ".join(f"{each.number} {each.title}" for each in stages) or _("none yet")
        raise NotFoundError(
            _("there is no stage {stage!r}. There are: {known}.").format(stage=stage, known=known)
        )
