"""The interview's place on Today: the days left and how ready, or the way to plan for a date."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.wording import minutes_text, percent_text
from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.dates import long_date, short_date
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _, ngettext
from flashcards.services.studying.today_view import Interview

_WIDTH = 176
_SIDE, _TOP, _BOTTOM = 20, 21, 20
_RIGHT = 8  # of what can't wrap; words keep the same room at both sides
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class InterviewWords:
    """What the panel says. ``number`` is large; ``state`` has a sign, ``action`` is a button."""

    number: str = ""
    title: str = ""
    caption: str = ""
    state: str = ""
    detail: str = ""
    good: bool = True
    action: str = ""


def interview_words(interview: Interview | None, today: int) -> InterviewWords:
    """The panel's words on a study day."""
    plan = _("Plan for a date")
    if interview is None:
        caption = _("With a date, each day gets its share of the road.")
        return InterviewWords(title=_("No date yet"), caption=caption, action=plan)
    if interview.day is None:
        minutes = minutes_text(interview.minutes * _SECONDS)
        caption = _("{minutes} a day, no date").format(minutes=minutes)
        return InterviewWords(title=_("No date yet"), caption=caption, action=plan)
    if interview.day < today:
        caption = _("was on {day}").format(day=short_date(interview.day))
        return InterviewWords(title=_("Interview"), caption=caption, action=plan)
    state = detail = ""
    if interview.ready is not None:
        state = _("On track") if interview.on_track else _("Short of time")
        detail = _("{share} ready by then").format(share=percent_text(interview.ready))
    left = interview.day - today
    return InterviewWords(
        number=str(left) if left else _("Today"),
        title=ngettext("day left", "days left", left) if left else "",
        caption=long_date(interview.day),
        state=state,
        detail=detail,
        good=interview.on_track,
    )


def foot_words(interview: Interview | None, today: int) -> str:
    """What stands below the plan of a day while a date is on; empty without one."""
    if interview is None or interview.day is None or interview.day < today:
        return ""
    if interview.new_ends is None:
        if interview.ready is None:
            return ""
        return _("There is no time for all new cards.")
    if interview.new_ends < today:
        return _("All new cards are learned.")
    return _("New cards finish on {day}.").format(day=short_date(interview.new_ends))


class InterviewPanel(QWidget):
    """The left side of the plan's card, or its upper part where the card is narrow."""

    plan_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edge: Qt.Edge | None = Qt.Edge.RightEdge
        self._number = Label(role=Role.DISPLAY)
        self._title = Label(role=Role.BODY_STRONG, wrap=True)
        self._caption = Label(role=Role.CAPTION, color="text2", wrap=True)
        self._state = _State()
        self._plan = Button(_("Plan for a date"), size=Size.SMALL, keys=first_key("today.plan"))
        self._plan.clicked.connect(self.plan_requested)
        self._heading = Label(_("Interview"), Role.LABEL)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _TOP, _RIGHT, _BOTTOM)
        column.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, _SIDE - _RIGHT, 0)
        words.setSpacing(0)
        words.addWidget(self._heading)
        words.addSpacing(6)
        words.addWidget(self._number)
        words.addWidget(self._title)
        words.addWidget(self._caption)
        column.addLayout(words)
        column.addStretch(1)
        column.addSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self._plan, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_interview(self, interview: Interview | None, today: int) -> None:
        """Show how the plan stands on a study day."""
        words = interview_words(interview, today)
        self._number.setText(words.number)
        self._number.setVisible(bool(words.number))
        self._title.setText(words.title)
        self._title.setVisible(bool(words.title))
        self._caption.setText(words.caption)
        self._caption.setVisible(bool(words.caption))
        self._state.show_state(words.state, words.detail, good=words.good)
        self._plan.setVisible(bool(words.action))
        parts = (words.number, words.title, words.caption, words.state, words.detail)
        self.setAccessibleName(", ".join((_("Interview"), *filter(None, parts))))

    def set_edge(self, edge: Qt.Edge | None) -> None:
        """At which of its edges something else stands, with a line between; None for nothing."""
        self._edge = edge
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, border = QPainter(self), theme().colors.border
        if self._edge is Qt.Edge.RightEdge:
            painter.fillRect(QRectF(self.width() - 1, 1, 1, self.height() - 2), border)
        elif self._edge is Qt.Edge.BottomEdge:
            painter.fillRect(QRectF(1, self.height() - 1, self.width() - 2, 1), border)

    def _restyle(self) -> None:
        if self._edge is Qt.Edge.RightEdge:
            self.setFixedWidth(theme().grow(_WIDTH))
        else:
            self.setMinimumWidth(theme().grow(_WIDTH))
            self.setMaximumWidth(16_777_215)
        self.update()


class PlanFoot(QWidget):
    """When new cards finish, and the way to another plan."""

    change_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(role=Role.CAPTION, color="text2", elide=True)
        self._change = _Link(_("Change plan"))
        self._change.clicked.connect(self.change_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._change)

    def show_foot(self, interview: Interview | None, today: int) -> None:
        """Show it while a date is on; hidden else."""
        on = interview is not None and interview.day is not None and interview.day >= today
        self._text.setText(foot_words(interview, today))
        self.setVisible(on)


class _Link(Button):
    """Words in the accent that lead to another page."""

    def __init__(self, text: str) -> None:
        super().__init__(text, Kind.GHOST, size=Size.SMALL)
        self.setToolTip(f"{text}  {first_key('today.plan')}".strip())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() - 20, theme().line(Role.SMALL) + 4)

    def _ink(self, colors):
        return colors.accent_ink


class _State(QWidget):
    """How the plan stands: a sign, a word, and the share below it."""

    def __init__(self) -> None:
        super().__init__()
        self._good = True
        self._word = Label(role=Role.CAPTION, weight=500)
        self._detail = Label(role=Role.CAPTION, color="text2")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(int(ICON["inline"]) + 7, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._word)
        column.addWidget(self._detail)

    def show_state(self, word: str, detail: str, *, good: bool) -> None:
        self._good = good
        self._word.setText(word)
        self._word.set_color("good" if good else "hard")
        self._detail.setText(detail)
        self.setVisible(bool(word))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, size = theme().colors, ICON["inline"]
        where = QRectF(0, (theme().line(Role.CAPTION) - size) / 2, size, size)
        name, ink = ("circle-check", colors.good) if self._good else ("triangle-alert", colors.hard)
        icons.paint(QPainter(self), name, where, ink)
