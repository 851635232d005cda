"""The page after a session, and the history of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from flashcards.domain.calendar import MS_PER_DAY, MS_PER_SECOND
from flashcards.domain.practice.prompt import PromptKind
from flashcards.domain.practice.setup import Preset
from flashcards.domain.review import Rating
from flashcards.domain.wording import percent_text
from flashcards.language import _, ngettext
from flashcards.services.practice.library import PromptLibrary, note_ids
from flashcards.services.practice.offers import card_ids
from flashcards.services.practice.recordings import recordings_of
from flashcards.services.practice.report_views import (
    History,
    MissedPoint,
    ReportRow,
    ScoreLine,
    SessionLine,
    SessionReport,
    TrendPoint,
)
from flashcards.services.practice.words import kind_title, session_title
from flashcards.storage.practice_attempts import (
    StoredAttempt,
    StoredSession,
    attempts_of,
    finished_sessions,
    mean_share,
)
from flashcards.storage.practice_prompts import StoredPrompt
from flashcards.storage.reading import Reader, id_list

WINDOW_MS = 28 * MS_PER_DAY
"""What counts as now in the history: the last four weeks, against all before."""

_TWICE = 2
_SECONDS_PER_MINUTE = 60


class Reporter:
    """Makes reports from what is on the disk; for one transaction of a reader."""

    def __init__(self, reader: Reader, library: PromptLibrary, recordings: Path) -> None:
        self._reader = reader
        self._library = library
        self._recordings = recordings

    def report(self, session: StoredSession) -> SessionReport:
        """The page of a session, of one that is still open too."""
        attempts = attempts_of(self._reader, [session.id])
        scored = [attempt for attempt in attempts if attempt.grade is not None]
        line = self._session(session, attempts)
        missed = {attempt.id: self._missed(attempt) for attempt in scored}
        notes = {
            note
            for attempt in scored
            if missed[attempt.id]
            for note in note_ids(self._library.stored(attempt.prompt_id))
        }
        own = {(attempt.prompt_id, point) for attempt in scored for point in missed[attempt.id]}
        taken = self._cards_taken(scored)
        return SessionReport(
            session=line,
            headline=self._headline(session, line),
            summary=_summary(line, taken),
            rows=tuple(self._row(attempt) for attempt in attempts),
            by_kind=self._by_kind(scored),
            by_stage=self._by_stage(scored),
            missed_twice=tuple(
                self._missed_point(*key) for key in self._missed_often if key in own
            ),
            study=card_ids(self._reader, notes),
            cards_taken=taken,
        )

    def history(self, now_ms: int, limit: int | None) -> History:
        """All finished sessions, and what they show together."""
        sessions = self._finished
        attempts = self._by_session(sessions)
        lines = [self._session(session, attempts[session.id]) for session in sessions]
        recent = [a for a in self._library.attempts if (a.finished_ms or 0) > now_ms - WINDOW_MS]
        before = [a for a in self._library.attempts if (a.finished_ms or 0) <= now_ms - WINDOW_MS]
        most = sorted(self._missed_often.items(), key=lambda item: -item[1])
        return History(
            sessions=tuple(lines[:limit]),
            total=len(lines),
            first_ms=lines[-1].started_ms if lines else None,
            trend=tuple(
                TrendPoint(line.id, line.started_ms, line.share)
                for line in reversed(lines)
                if line.share is not None
            ),
            by_kind=self._by_kind(recent or before, before if recent else []),
            by_stage=self._by_stage(recent or before, before if recent else []),
            missed=tuple(self._missed_point(*key) for key, _times in most),
        )

    @cached_property
    def _finished(self) -> Sequence[StoredSession]:
        return finished_sessions(self._reader)

    @cached_property
    def _scored(self) -> Mapping[int, Sequence[StoredAttempt]]:
        """The scored attempts of each session."""
        found: dict[int, list[StoredAttempt]] = {}
        for attempt in self._library.attempts:
            found.setdefault(attempt.session_id, []).append(attempt)
        return found

    def _by_session(
        self, sessions: Sequence[StoredSession]
    ) -> Mapping[int, Sequence[StoredAttempt]]:
        found: dict[int, list[StoredAttempt]] = {session.id: [] for session in sessions}
        for attempt in attempts_of(self._reader, list(found)):
            found[attempt.session_id].append(attempt)
        return found

    def _session(self, session: StoredSession, attempts: Sequence[StoredAttempt]) -> SessionLine:
        kinds = {self._library.stored(attempt.prompt_id).kind for attempt in attempts}
        scored = [attempt for attempt in attempts if attempt.grade is not None]
        return SessionLine(
            id=session.id,
            started_ms=session.started_ms,
            title=session_title(Preset(session.preset), kinds, len(attempts)),
            prompts=len(attempts),
            scored=len(scored),
            minutes=session.minutes,
            used_seconds=sum(_used_seconds(attempt) for attempt in attempts),
            share=mean_share(scored),
        )

    def _row(self, attempt: StoredAttempt) -> ReportRow:
        prompt = self._library.stored(attempt.prompt_id)
        rubric = prompt.text.rubric
        return ReportRow(
            attempt_id=attempt.id,
            prompt=self._library.line(prompt),
            used_seconds=attempt.answer_ms / MS_PER_SECOND,
            planned_seconds=float(attempt.minutes * _SECONDS_PER_MINUTE),
            think_seconds=attempt.think_ms / MS_PER_SECOND,
            share=attempt.share,
            grade=None if attempt.grade is None else Rating(attempt.grade),
            notes=attempt.notes,
            missed=tuple(
                rubric[place]
                for place in (self._missed(attempt) if attempt.grade is not None else ())
            ),
            recordings=recordings_of(attempt, self._recordings),
        )

    def _missed(self, attempt: StoredAttempt) -> list[int]:
        rubric = self._library.stored(attempt.prompt_id).text.rubric
        return [place for place in range(len(rubric)) if place not in attempt.ticked]

    @cached_property
    def _missed_often(self) -> Mapping[tuple[int, int], int]:
        """How often points were missed, more than once, by prompt and place in its rubric."""
        times = Counter(
            (attempt.prompt_id, place)
            for attempt in self._library.attempts
            for place in self._missed(attempt)
        )
        return {point: count for point, count in times.items() if count >= _TWICE}

    def _missed_point(self, prompt_id: int, place: int) -> MissedPoint:
        prompt = self._library.stored(prompt_id)
        return MissedPoint(
            text=prompt.text.rubric[place].text,
            prompt_title=prompt.title,
            times=self._missed_often[prompt_id, place],
            card_ids=card_ids(self._reader, note_ids(prompt)),
        )

    def _by_kind(
        self, scored: Sequence[StoredAttempt], before: Sequence[StoredAttempt] = ()
    ) -> tuple[ScoreLine, ...]:
        lines = []
        for kind in PromptKind:
            now = [a for a in scored if self._prompt(a).kind is kind]
            then = [a for a in before if self._prompt(a).kind is kind]
            share = mean_share(now)
            if share is not None:
                lines.append(
                    ScoreLine(kind_title(kind), share, len(now), mean_share(then), kind=kind)
                )
        return tuple(sorted(lines, key=lambda line: -line.share))

    def _by_stage(
        self, scored: Sequence[StoredAttempt], before: Sequence[StoredAttempt] = ()
    ) -> tuple[ScoreLine, ...]:
        lines = []
        for stage in self._library.roadmap.stages:
            now = [a for a in scored if self._library.stage_of(self._prompt(a)) == stage]
            then = [a for a in before if self._library.stage_of(self._prompt(a)) == stage]
            share = mean_share(now)
            if share is not None:
                lines.append(
                    ScoreLine(
                        stage.title,
                        share,
                        len(now),
                        mean_share(then),
                        stage=stage.number,
                        short_names=stage.short_titles,
                    )
                )
        return tuple(lines)

    def _prompt(self, attempt: StoredAttempt) -> StoredPrompt:
        return self._library.stored(attempt.prompt_id)

    def _headline(self, session: StoredSession, line: SessionLine) -> str:
        if line.share is None:
            return _("Nothing was scored")
        text = percent_text(line.share)
        earlier = [
            share
            for other in self._finished
            if other.id != session.id and other.started_ms <= session.started_ms
            for share in [mean_share(self._scored.get(other.id, ()))]
            if share is not None
        ]
        if not earlier:
            return _("{share}, your first session").format(share=text)
        if line.share > max(earlier):
            return _("{share}, your best so far").format(share=text)
        return _("{share}, {last} last time").format(share=text, last=percent_text(earlier[0]))

    def _cards_taken(self, scored: Iterable[StoredAttempt]) -> int:
        """The notes that scores brought: those whose cards their operations moved or made."""
        keys = ", ".join(f"'{attempt.id:d}'" for attempt in scored)
        operations = self._reader.rows(
            "SELECT DISTINCT c.operation_id FROM change c "
            "JOIN operation o ON o.id = c.operation_id "
            "WHERE c.entity = 'attempt' AND c.field = 'grade' AND o.undone = 0 "
            f"AND c.entity_id IN ({keys})"
        )
        listed = id_list([row[0] for row in operations])
        rows = self._reader.rows(
            "SELECT k.note_id FROM change c JOIN review r ON r.id = CAST(c.entity_id AS INTEGER) "
            "JOIN card k ON k.id = r.card_id "
            f"WHERE c.entity = 'review' AND c.operation_id IN ({listed}) "
            f"UNION SELECT id FROM note WHERE created_by IN ({listed}) AND deleted_by IS NULL"
        )
        return len(rows)


def _used_seconds(attempt: StoredAttempt) -> float:
    return (attempt.think_ms + attempt.answer_ms) / MS_PER_SECOND


def _summary(line: SessionLine, taken: int) -> str:
    """``5 prompts in 28 minutes. 7 missed points became cards.``."""
    minutes = max(1, round(line.used_seconds / _SECONDS_PER_MINUTE))
    prompts = ngettext("{n} prompt", "{n} prompts", line.scored).format(n=line.scored)
    time = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    words = _("{prompts} in {time}, {planned} planned.").format(
        prompts=prompts, time=time, planned=line.minutes
    )
    if not taken:
        return words
    cards = ngettext("{n} missed point became a card.", "{n} missed points became cards.", taken)
    return f"{words} {cards.format(n=taken)}"
