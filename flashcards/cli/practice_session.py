"""A practice session in the terminal, or of keys that a script pipes in."""

from __future__ import annotations

import time
from dataclasses import replace

from flashcards.app import App
from flashcards.cli.card_text import terminal_text
from flashcards.cli.keys import Keys, standard_keys
from flashcards.cli.practice import line_document, point_words
from flashcards.cli.screen import Screen
from flashcards.domain.practice.setup import PracticeOptions
from flashcards.domain.review import Rating
from flashcards.domain.wording import interval_text, percent_text
from flashcards.errors import NotFoundError
from flashcards.language import ngettext
from flashcards.services.practice.report_views import ReportRow, SessionReport
from flashcards.services.practice.views import (
    AttemptDraft,
    AttemptView,
    OpenSession,
    Phase,
    ScoreRequest,
    Scoring,
)
from flashcards.services.practice.words import clock_words, grade_title, kind_title

HOLDER = "a practice session in a terminal"
INTERRUPTED = 130
_GRADES = {str(int(grade)): grade for grade in Rating}
_PAUSED = (Phase.WAITING, Phase.THINKING)


class Left(Exception):  # noqa: N818 - no error: the learner goes, and the session stays
    """The learner leaves; everything is saved."""


class PracticeRun:
    """A session as it is walked through."""

    def __init__(self, app: App, screen: Screen, keys: Keys | None = None) -> None:
        self._app = app
        self._screen = screen
        self._keys = keys or standard_keys()

    def begin(self, options: PracticeOptions) -> OpenSession:
        """Draw a session and start it. Raises NotFoundError where nothing can be drawn."""
        draw = self._app.practice.draw(options)
        if draw.problem:
            raise NotFoundError(draw.problem)
        for note in draw.notes:
            self._screen.line(note)
        words = f"Seed {draw.seed} repeats this draw."
        self._screen.line(self._screen.styled(words, "dim"))
        return self._app.practice.start(draw)

    def practise(self, session: OpenSession) -> int:
        """Ask prompt after prompt; the exit code. Whatever ends it, nothing is lost."""
        going: OpenSession | None = session
        code = 0
        try:
            while going is not None and going.current is not None:
                going = self._attempt(self._app.practice.attempt(going.current))
        except (EOFError, Left):
            self._screen.line()
        except KeyboardInterrupt:
            self._screen.line()
            code = INTERRUPTED
        self._tell_end(session.id, self._app.practice.session(session.id))
        return code

    def _attempt(self, attempt: AttemptView) -> OpenSession | None:
        watch = _Watch(self._app, attempt)
        self._head(attempt)
        try:
            if attempt.phase in _PAUSED and not self._think(attempt, watch):
                return self._app.practice.skip(attempt.id)
            if attempt.phase is not Phase.SCORING and not self._answer(attempt, watch):
                return self._app.practice.skip(attempt.id)
        finally:
            watch.stop()
        self._app.practice.enter(attempt.id, Phase.SCORING)
        return self._score(attempt)

    def _head(self, attempt: AttemptView) -> None:
        prompt = attempt.prompt
        kind = kind_title(prompt.line.kind)
        words = f"Prompt {attempt.number} of {attempt.of} · {kind} · {attempt.minutes} min"
        self._screen.line()
        self._screen.line(self._screen.styled(words, "dim"))
        self._screen.line(self._screen.styled(prompt.line.title, "bold"))
        self._screen.line()
        self._screen.line(terminal_text(prompt.body, self._screen))
        if attempt.draft.notes:
            self._screen.line()
            self._screen.line("Your notes so far:")
            self._screen.line(terminal_text(attempt.draft.notes, self._screen, "  "))

    def _think(self, attempt: AttemptView, watch: _Watch) -> bool:
        """Time to think; False where the prompt is skipped."""
        if not attempt.think_seconds:
            return True
        watch.begin(Phase.THINKING)
        words = f"Think for {clock_words(attempt.think_seconds)}. Enter begins · s skip · q leave"
        while True:
            key = self._key(words)
            if key == "q":
                raise Left
            if key in ("", "s"):
                return key == ""

    def _answer(self, attempt: AttemptView, watch: _Watch) -> bool:
        """The answer itself; False where the prompt is skipped."""
        watch.begin(Phase.ANSWERING)
        words = "d done · n note · c ask · f follow-up · p pause · s skip · q leave"
        while True:
            match self._key(words):
                case "d":
                    return True
                case "s":
                    return False
                case "q":
                    raise Left
                case "n":
                    watch.note(self._text("Note"))
                case "c":
                    self._clarify(attempt, watch)
                case "f":
                    self._follow_up(attempt, watch)
                case "p":
                    watch.pause()
                    self._key("Paused. Enter goes on")
                    watch.begin(Phase.ANSWERING)
            self._screen.line(watch.words())

    def _clarify(self, attempt: AttemptView, watch: _Watch) -> None:
        """Ask the next clarifying question and hear what the interviewer says."""
        asked = watch.draft.clarified
        left = [at for at in range(len(attempt.prompt.clarifying)) if at not in asked]
        if not left:
            self._screen.line("There is nothing more to ask.")
            return
        item = attempt.prompt.clarifying[left[0]]
        watch.change(replace(watch.draft, clarified=(*asked, left[0])))
        self._screen.line(terminal_text(f"{item.question} — {item.answer}", self._screen))

    def _follow_up(self, attempt: AttemptView, watch: _Watch) -> None:
        shown = watch.draft.follow_ups
        if shown >= len(attempt.prompt.follow_ups):
            self._screen.line("There are no more follow-ups.")
            return
        watch.change(replace(watch.draft, follow_ups=shown + 1))
        words = f"{shown + 1}. {attempt.prompt.follow_ups[shown]}"
        self._screen.line(terminal_text(words, self._screen))

    def _score(self, attempt: AttemptView) -> OpenSession | None:
        """The rubric point by point, then the grade and the cards."""
        self._screen.line()
        self._screen.line(self._screen.styled("What did you cover?", "bold"))
        ticked = set[int]()
        for at, point in enumerate(attempt.prompt.rubric):
            self._screen.line(
                terminal_text(point_words(point.weight, point.text, must=point.must), self._screen)
            )
            while (key := self._key("y yes · n no · q leave")) not in ("y", "n", "", "q"):
                continue
            if key == "q":
                raise Left
            if key == "y":
                ticked.add(at)
            draft = self._app.practice.attempt(attempt.id).draft
            self._app.practice.save(attempt.id, replace(draft, ticked=frozenset(ticked)))
        scoring = self._app.practice.scoring(attempt.id, ticked)
        self._screen.line()
        self._screen.line(self._screen.styled("Model answer", "bold"))
        self._screen.line(terminal_text(attempt.prompt.model_answer, self._screen))
        grade = self._grade(scoring)
        chosen = tuple(card for card in scoring.cards if card.proposed)
        if chosen and not self._wants_cards(scoring):
            chosen = ()
        scored = self._app.practice.score(attempt.id, ScoreRequest(scoring.ticked, grade, chosen))
        taken = scored.forwarded + scored.unsuspended + scored.written
        words = "{grade}. {cards} to study today.".format(
            grade=grade_title(scored.grade),
            cards=ngettext("{n} note", "{n} notes", taken).format(n=taken),
        )
        self._screen.line(words)
        return scored.session

    def _grade(self, scoring: Scoring) -> Rating:
        score = scoring.score
        points = f"{score.points} of {score.possible} points, {percent_text(score.share)}"
        words = f"{points}. {scoring.summary} {scoring.reason}."
        self._screen.line()
        self._screen.line(words)
        keys = " · ".join(
            f"{choice.grade:d} {grade_title(choice.grade)} {interval_text(choice.interval_s)}"
            for choice in scoring.grades
        )
        while True:
            key = self._key(f"{keys} · Enter as suggested")
            if key == "":
                return scoring.suggested
            if key == "q":
                raise Left
            if key in _GRADES:
                return _GRADES[key]

    def _wants_cards(self, scoring: Scoring) -> bool:
        self._screen.line("For the missed points:")
        for card in scoring.cards:
            if card.proposed:
                self._screen.line(terminal_text(f"- {card.title} ({card.words})", self._screen))
        while (key := self._key("Enter takes them · n none")) not in ("", "y", "n"):
            continue
        return key != "n"

    def _tell_end(self, session_id: int, going: OpenSession | None) -> None:
        report = self._app.practice.report(session_id)
        if self._screen.as_json:
            self._screen.document(report_document(report, over=going is None))
            return
        if going is not None:
            self._screen.line(
                f"Saved. `flashcards practice start` goes on after {going.done} "
                f"of {len(going.steps)} prompts."
            )
            return
        self._screen.line()
        self._screen.line(self._screen.styled(report.headline, "bold"))
        self._screen.line(report.summary)
        self._screen.table([_row_cells(row) for row in report.rows], right={1, 2})

    def _key(self, words: str) -> str:
        self._screen.prompt(self._screen.styled(f"{words} > ", "dim"))
        key = self._keys.key()
        self._screen.line(key)
        return key

    def _text(self, words: str) -> str:
        self._screen.prompt(self._screen.styled(f"{words} > ", "dim"))
        text = self._keys.text()
        if not self._keys.waits:  # a terminal has shown what was typed
            self._screen.line(text)
        return text


class _Watch:
    """Measures an attempt and saves it with each step.

    By the monotonic clock, which stands still while a computer sleeps and never jumps.
    """

    def __init__(self, app: App, attempt: AttemptView) -> None:
        self._app = app
        self._attempt = attempt
        self._phase: Phase | None = None
        self._since = time.monotonic()
        self.draft: AttemptDraft = attempt.draft

    def begin(self, phase: Phase) -> None:
        """Count for a phase from now on."""
        self._count()
        self._phase = phase
        self._app.practice.enter(self._attempt.id, phase)

    def pause(self) -> None:
        """Count as a pause until the next phase begins."""
        self._count()
        self._phase = Phase.WAITING

    def stop(self) -> None:
        """Save what was counted; nothing counts any more."""
        self._count()
        self._phase = None

    def note(self, text: str) -> None:
        """Add a line to the notes."""
        notes = f"{self.draft.notes}\n{text}" if self.draft.notes else text
        self.change(replace(self.draft, notes=notes))

    def change(self, draft: AttemptDraft) -> None:
        """Take up a changed draft, on the disk at once."""
        self.draft = draft
        self._count()

    def words(self) -> str:
        """The time used and what is left of it, or how far it is over."""
        self._count()
        left = self._attempt.minutes * 60 - self.draft.answer_ms / 1_000
        if left < 0:
            return f"+{clock_words(-left)} over, go on as long as you like"
        return f"{clock_words(left)} left"

    def _count(self) -> None:
        now = time.monotonic()
        passed = round((now - self._since) * 1_000)
        self._since = now
        draft = self.draft
        match self._phase:
            case Phase.THINKING:
                draft = replace(draft, think_ms=draft.think_ms + passed)
            case Phase.ANSWERING:
                draft = replace(draft, answer_ms=draft.answer_ms + passed)
            case Phase.WAITING:
                draft = replace(draft, paused_ms=draft.paused_ms + passed)
        self.draft = draft
        self._app.practice.save(self._attempt.id, draft)


def report_document(report: SessionReport, *, over: bool) -> dict[str, object]:
    """A session as a script reads it."""
    return {
        "session": report.session.id,
        "title": report.session.title,
        "finished": over,
        "share": report.session.share,
        "prompts": [
            {
                **line_document(row.prompt),
                "seconds": row.used_seconds,
                "planned_seconds": row.planned_seconds,
                "share": row.share,
                "grade": None if row.grade is None else row.grade.name.lower(),
                "missed": [point.text for point in row.missed],
                "notes": row.notes,
            }
            for row in report.rows
        ],
        "cards_taken": report.cards_taken,
    }


def _row_cells(row: ReportRow) -> tuple[str, ...]:
    return (
        row.prompt.title,
        f"{clock_words(row.used_seconds)} / {clock_words(row.planned_seconds)}",
        "" if row.share is None else percent_text(row.share),
        "skipped" if row.grade is None else grade_title(row.grade),
    )
