"""The planner at its place in the window: plans what is chosen, and keeps it.

One request is under way at a time; of those that come meanwhile only the newest is kept. A plan is
drawn when it is there, its curve follows, and once no control moves the changes that would be
enough: finding those takes longer than the plan itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError, InvalidValueError
from flashcards.gui.command import Context
from flashcards.gui.place import Host, Place, undo_toast
from flashcards.gui.planner import texts
from flashcards.gui.planner.charts import curve_minutes
from flashcards.gui.planner.choice import Choice
from flashcards.gui.planner.inputs import usual_choice
from flashcards.gui.planner.page import PlannerPage
from flashcards.services.planning.view import CurvePoint, Opening, Plan

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.changes import Changes

_ORIGIN = "planner"
_PRACTICE_DAYS = 60
_CALM_MS = 200


@dataclass(frozen=True, slots=True)
class _Read:
    opening: Opening
    prompts: tuple[tuple[int, str, float], ...]


def _read(app: App) -> _Read:
    ahead = app.practice.ahead(_PRACTICE_DAYS)
    return _Read(
        app.planning.opening(),
        tuple((each.day, each.prompt.title, float(each.minutes)) for each in ahead),
    )


class PlannerPlace(Place):
    """An interview date and what it takes."""

    contexts = (Context.PLANNER,)
    toast_above = 84

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = PlannerPage()
        self._read: _Read | None = None
        self._asked: date | None = None
        self._touched = False
        self._wanted: Choice | None = None
        self._running = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.changed.connect(self._change)
        self.page.saved.connect(self._save)
        self.page.removed.connect(self._remove)
        self.page.cancelled.connect(host.back)

    def enter(self, argument: object) -> None:
        """Begin with the plan that is on; ``argument``: the day of the interview."""
        self._asked = argument if isinstance(argument, date) else None
        self._touched = False
        self.refresh()
        self.page.focus_first()

    def refresh(self) -> None:
        self.host.tasks.run(_read, self._open, self._failed)

    def _open(self, read: _Read) -> None:
        self._read = read
        choice = self.page.choice if self._touched else usual_choice(read.opening, self._asked)
        self.page.open(read.opening, choice)
        self._plan(choice)

    def _change(self, choice: Choice) -> None:
        self._touched = True
        self._plan(choice)

    def _plan(self, choice: Choice) -> None:
        """Plan this, or as soon as what is under way is there."""
        self._calm.stop()
        if choice.date is None:
            self._wanted = None
            self.page.results.show_nothing()
            self.page.inputs.show_recent("")
            return
        self._wanted = choice
        if not self._running:
            self._next()

    def _next(self) -> None:
        choice, self._wanted = self._wanted, None
        request = None if choice is None else choice.request()
        if choice is None or request is None:
            return
        self._running = True
        self.page.results.wait()
        self.host.tasks.run(
            lambda app: app.planning.plan(request, changes=False),
            lambda plan: self._planned(choice, plan),
            self._failed,
        )

    def _planned(self, choice: Choice, plan: Plan) -> None:
        if self._overtaken(choice):
            return
        practice = self._practice(choice, plan)
        self.page.results.show_plan(plan, practice, searched=plan.feasible)
        self.page.inputs.show_recent(texts.recent(plan))
        minutes = curve_minutes(self.page.inputs.most)
        self.host.tasks.run(
            lambda app: app.planning.curve(plan.request, plan.retention, minutes),
            lambda points: self._curved(choice, plan, points),
            self._failed,
        )

    def _curved(self, choice: Choice, plan: Plan, points: tuple[CurvePoint, ...]) -> None:
        if self._overtaken(choice):
            return
        self._running = False
        self.page.results.show_curve(plan, points, choice.minutes)
        if not plan.feasible:
            self._calm.start()

    def _search(self) -> None:
        """Look for the changes that would be enough, now that no control moves."""
        choice, plan = self.page.choice, self.page.results.plan
        if plan is None or plan.request != choice.request() or self._running:
            return
        self._running = True
        self.host.tasks.run(
            lambda app: app.planning.with_changes(plan),
            lambda found: self._searched(choice, found),
            self._failed,
        )

    def _searched(self, choice: Choice, plan: Plan) -> None:
        if self._overtaken(choice):
            return
        self._running = False
        self.page.results.show_plan(plan, self._practice(choice, plan), searched=True)

    def _overtaken(self, choice: Choice) -> bool:
        """Whether something else is wanted meanwhile, which is planned then."""
        if self._wanted is not None:
            self._next()
            return True
        if self.page.choice.date is None:  # the date was taken away
            self._running = False
            return True
        return False

    def _practice(self, choice: Choice, plan: Plan) -> dict[int, texts.Practice]:
        prompts = () if self._read is None else self._read.prompts
        return texts.with_room(plan, choice.week, prompts)

    def _failed(self, error: Exception) -> None:
        self._running = False
        if self._wanted is not None:
            self._next()
        elif isinstance(error, InvalidValueError):
            self.page.results.show_error(texts.LATE, sentence(str(error)))
        elif isinstance(error, FlashcardsError):
            self.page.results.show_error(texts.FAILED, sentence(str(error)))
        else:
            self.host.told(error)

    def _save(self) -> None:
        choice = self.page.choice
        request = choice.request()

        def keep(app: App) -> Changes:
            if request is None:
                week = tuple(map(float, choice.week))
                return app.planning.save_budget(max(week), week, _ORIGIN)
            return app.planning.save(app.planning.plan(request, changes=False), _ORIGIN)

        words = texts.SAVED_MINUTES if request is None else texts.SAVED
        self.host.tasks.run(keep, lambda changes: self._kept(changes, words), self.host.told)

    def _remove(self) -> None:
        self.host.tasks.run(
            lambda app: app.planning.remove(_ORIGIN),
            lambda changes: self._kept(changes, texts.REMOVED),
            self.host.told,
        )

    def _kept(self, changes: Changes, words: str) -> None:
        self.host.back()
        self.host.changed(changes)
        undo_toast(self.host, words)
