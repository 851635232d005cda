"""Interview practice: everything that screens and the terminal do with it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path

from flashcards.domain.practice.setup import PracticeOptions
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.practice import exporting, recordings, stories, writing
from flashcards.services.practice.drawing import draw_view, setup_view
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.readiness import readiness
from flashcards.services.practice.report_views import (
    Exported,
    History,
    Readiness,
    SessionReport,
    Story,
    StoryMatrix,
)
from flashcards.services.practice.reports import Reporter
from flashcards.services.practice.scoring import ScoringDesk
from flashcards.services.practice.sessions import (
    attempt_view,
    end_session,
    is_over,
    open_session_view,
    require_attempt,
    require_session,
    save_draft,
    set_phase,
    start_session,
)
from flashcards.services.practice.today import due_between, never_asked, practice_today
from flashcards.services.practice.today_view import PracticeToday, PromptAhead, PromptLine
from flashcards.services.practice.views import (
    DONE,
    AttemptDraft,
    AttemptView,
    Draw,
    OpenSession,
    Phase,
    PointCard,
    PromptView,
    Scored,
    ScoreRequest,
    Scoring,
    SetupView,
)
from flashcards.services.practice.writing import PromptSource
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.studying.custom_view import CustomStudy, Way
from flashcards.services.studying.day_queue import SessionFilter
from flashcards.storage.practice_attempts import (
    FINISHED,
    OPEN,
    finished_sessions,
    open_session,
)
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database, Operation

_KIND = "practice"


class PracticeService:
    """Sessions of prompts, their scores, stories and reports.

    All of it is on the disk at every moment: a killed program goes on in the same prompt. Methods
    raise NotFoundError for what is gone, InvalidValueError for what can't be, and the library
    errors of ``flashcards.errors`` where the disk refuses.
    """

    def __init__(
        self, database: Database, schedulers: SchedulerSource, recordings_folder: Path
    ) -> None:
        self._database = database
        self._schedulers = schedulers
        self._recordings = recordings_folder
        self._desk = ScoringDesk(database, schedulers, self._recordings)

    def prompts(self) -> tuple[PromptLine, ...]:
        """All prompts by stage and place."""
        with self._database.read() as reader:
            return self._library(reader).lines()

    def prompt(self, key: str) -> PromptView:
        """A prompt by its file's id or its number."""
        with self._database.read() as reader:
            library = self._library(reader)
            return library.view(library.find(key))

    def source(self, prompt_id: int) -> PromptSource:
        """A prompt as it is written, to be edited."""
        with self._database.read() as reader:
            return writing.load_source(reader, prompt_id)

    def save_prompt(self, source: PromptSource, origin: str = "") -> tuple[int, Changes]:
        """Keep a prompt that was written, and its id; InvalidValueError names the line."""
        label = _("Edit prompt") if source.id else _("Write prompt")
        with self._database.write(_KIND, label, origin) as operation:
            prompt_id = writing.save_source(operation, source)
        return prompt_id, Changes(operation.kept_id, label, notes=True, origin=origin)

    def delete_prompt(self, prompt_id: int, origin: str = "") -> Changes:
        """Take a prompt of one's own away; its attempts stay, and undo brings it back."""
        with self._database.write(_KIND, _("Delete prompt"), origin) as operation:
            writing.delete_prompt(operation, prompt_id)
        return Changes(operation.kept_id, operation.label, notes=True, origin=origin)

    def setup(self, options: PracticeOptions | None = None) -> SetupView:
        """The setup screen; without options that of the last choice."""
        with self._database.read() as reader:
            return setup_view(reader, self._schedulers, self._now(), options)

    def draw(self, options: PracticeOptions) -> Draw:
        """What a session would hold; ``seed`` None draws anew, ``Draw.seed`` repeats it."""
        with self._database.read() as reader:
            return draw_view(reader, self._schedulers, self._now(), options)

    def start(self, draw: Draw) -> OpenSession:
        """Begin a session of a draw; one that is open is ended first, its scores kept."""
        with self._writing(_("Start practice")) as operation:
            session_id = start_session(operation, draw)
        session = self.session(session_id)
        assert session is not None, "a session is open when it begins"
        return session

    def open_session(self) -> OpenSession | None:
        """The session to go on with, None where all are finished."""
        with self._database.read() as reader:
            session = open_session(reader)
            if session is None:
                return None
            return open_session_view(self._library(reader), reader, session)

    def session(self, session_id: int) -> OpenSession | None:
        """A session as it is gone on with, None when it is over."""
        with self._database.read() as reader:
            session = require_session(reader, session_id)
            return open_session_view(self._library(reader), reader, session)

    def attempt(self, attempt_id: int) -> AttemptView:
        """An attempt as it stands on the disk."""
        with self._database.read() as reader:
            attempt = require_attempt(reader, attempt_id)
            return attempt_view(self._library(reader), reader, attempt, self._recordings)

    def enter(self, attempt_id: int, phase: Phase) -> None:
        """Bring an attempt to thinking, answering or scoring, and back."""
        if phase in DONE:
            raise InvalidValueError(_("an attempt is scored or skipped by its own command."))
        with self._writing(_("Practise")) as operation:
            set_phase(operation, attempt_id, phase)

    def save(self, attempt_id: int, draft: AttemptDraft) -> bool:
        """Keep what was typed and used so far; False for an attempt that is over."""
        with self._writing(_("Practise")) as operation:
            return save_draft(operation, attempt_id, draft)

    def skip(self, attempt_id: int) -> OpenSession | None:
        """Leave a prompt out; the session, None when that was its last prompt."""
        with self._writing(_("Skip prompt")) as operation:
            attempt = require_attempt(operation, attempt_id)
            set_phase(operation, attempt_id, Phase.SKIPPED)
            session = require_session(operation, attempt.session_id)
            if is_over(operation, session.id):
                end_session(operation, session)
        return self.session(attempt.session_id)

    def scoring(self, attempt_id: int, ticked: Collection[int] | None = None) -> Scoring:
        """The scoring screen for these ticks, None: those that are saved."""
        with self._database.read() as reader:
            return self._desk.scoring(reader, attempt_id, ticked, self._now())

    def score(self, attempt_id: int, request: ScoreRequest, origin: str = "") -> Scored:
        """Keep a score and take the chosen cards, as one operation."""
        return self._desk.score(attempt_id, request, origin)

    def take(self, attempt_id: int, cards: Collection[PointCard], origin: str = "") -> Changes:
        """Take cards of missed points by themselves, as one operation."""
        return self._desk.take(attempt_id, cards, origin)

    def finish(self, session_id: int) -> None:
        """End a session early; what was scored counts."""
        self._end(session_id, discard=False)

    def discard(self, session_id: int) -> None:
        """Give a session up: it is in no history; scores that were saved still count."""
        self._end(session_id, discard=True)

    def report(self, session_id: int) -> SessionReport:
        """The page of a session."""
        with self._database.read() as reader:
            return self._reporter(reader).report(require_session(reader, session_id))

    def history(self, limit: int | None = None) -> History:
        """All sessions, the newest first; ``limit`` cuts the list, not the sums."""
        with self._database.read() as reader:
            return self._reporter(reader).history(self._now(), limit)

    def readiness(self) -> Readiness:
        """How ready the learner is, with the reasons."""
        with self._database.read() as reader:
            return readiness(reader, self._schedulers, self._now())

    def stories(self) -> tuple[Story, ...]:
        """The learner's stories by title."""
        with self._database.read() as reader:
            return stories.load_stories(reader)

    def save_story(self, story: Story, origin: str = "") -> tuple[Story, Changes]:
        """Keep a story; the story as it is kept, with its id."""
        with self._database.write(_KIND, _("Save story"), origin) as operation:
            story_id = stories.save_story(operation, story)
            kept = next(one for one in stories.load_stories(operation) if one.id == story_id)
        return kept, Changes(operation.kept_id, operation.label, origin=origin)

    def delete_story(self, story_id: int, origin: str = "") -> Changes:
        """Take a story away; undo brings it back."""
        with self._database.write(_KIND, _("Delete story"), origin) as operation:
            stories.delete_story(operation, story_id)
        return Changes(operation.kept_id, operation.label, origin=origin)

    def matrix(self) -> StoryMatrix:
        """Stories against behavioural prompts, with the gaps."""
        with self._database.read() as reader:
            return stories.story_matrix(self._library(reader), stories.load_stories(reader))

    def new_recording(self, attempt_id: int, suffix: str) -> Path:
        """Where to record an answer to; ``add_recording`` makes it part of the attempt."""
        with self._database.read() as reader:
            attempt = require_attempt(reader, attempt_id)
        return recordings.new_path(self._recordings, attempt, suffix)

    def add_recording(self, attempt_id: int, path: Path, seconds: float) -> AttemptView:
        """Keep what was recorded, also where the device vanished or the disk ran full."""
        with self._writing(_("Keep recording")) as operation:
            attempt = require_attempt(operation, attempt_id)
            recordings.add(operation, self._recordings, attempt, path, seconds)
        return self.attempt(attempt_id)

    def delete_recording(self, attempt_id: int, name: str) -> AttemptView:
        """Delete a recording for good."""
        with self._writing(_("Delete recording")) as operation:
            attempt = require_attempt(operation, attempt_id)
            recordings.remove(operation, self._recordings, attempt, name)
        return self.attempt(attempt_id)

    def export_csv(
        self, path: Path, session_id: int | None = None, *, excel: bool = False
    ) -> Exported:
        """Write the attempts of a session, or of all, as a table."""
        with self._database.read() as reader:
            sessions = (
                finished_sessions(reader)
                if session_id is None
                else [require_session(reader, session_id)]
            )
            reporter = self._reporter(reader)
            reports = [reporter.report(session) for session in reversed(sessions)]
        return exporting.export_csv(path, reports, excel=excel)

    def export_page(self, path: Path, session_id: int) -> Exported:
        """Write a session as a page that prints well."""
        return exporting.export_page(path, self.report(session_id))

    def today(self) -> PracticeToday | None:
        """Today's practice row, None for a library without prompts."""
        with self._database.read() as reader:
            day = self._schedulers.calendar(reader).day(self._now())
            return practice_today(reader, day)

    def ahead(self, days: int) -> tuple[PromptAhead, ...]:
        """The prompts of the coming days, today first, one a day at most.

        What is due comes on its day or as soon after as a day is free, never asked ones between.
        """
        with self._database.read() as reader:
            today = self._schedulers.calendar(reader).day(self._now())
            due = due_between(reader, today, today + days - 1)
            fresh = never_asked(reader, days)
        found = []
        for day in range(today, today + days):
            waiting = due if due and (due[0].due_day or 0) <= day else fresh
            if waiting:
                prompt = waiting.pop(0)
                found.append(PromptAhead(day, prompt, prompt.minutes))
        return tuple(found)

    @staticmethod
    def drill_filter(card_ids: Collection[int]) -> SessionFilter:
        """A session on these cards out of their turn, which leaves their schedule as it is."""
        return SessionFilter(custom=CustomStudy(Way.CRAM, card_ids=tuple(card_ids)))

    def _end(self, session_id: int, *, discard: bool) -> None:
        with self._writing(_("End practice")) as operation:
            session = require_session(operation, session_id)
            if session.state == OPEN or (session.state == FINISHED and discard):
                end_session(operation, session, discard=discard)

    def _writing(self, label: str) -> AbstractContextManager[Operation]:
        """A transaction whose rows are no operation of their own, so that undo passes them by."""
        return self._database.write("setup", label)

    def _library(self, reader: Reader) -> PromptLibrary:
        return PromptLibrary(reader, self._schedulers, self._now())

    def _reporter(self, reader: Reader) -> Reporter:
        return Reporter(reader, self._library(reader), self._recordings)

    def _now(self) -> int:
        return self._database.clock.now_ms()
