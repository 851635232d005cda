"""The page on which an answer is scored: check list, grade, and what missed points become."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.review import Rating
from flashcards.domain.wording import percent_text
from flashcards.gui.actions import add_action
from flashcards.gui.commands import first_key
from flashcards.gui.practice import texts
from flashcards.gui.practice.grades import GradeRow
from flashcards.gui.practice.kinds import KINDS
from flashcards.gui.practice.parts import ActionLink, FootBar, ShareRing, SidePanel, scrolled
from flashcards.gui.practice.proposals import Proposals
from flashcards.gui.practice.reading import ReadingPane
from flashcards.gui.practice.rubric import RubricList
from flashcards.gui.practice.top_bar import PracticeBar
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.keycap import Keycap
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.segments import Segments
from flashcards.language import _
from flashcards.services.practice.views import AttemptView, PointCard, Scoring

_NARROW = 980
_SIDE, _SIDE_NARROW = 56, 24
_ASIDE, _ASIDE_SIDE = 440, 28
_GHOST = 15  # the padding of a button without a ground
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ScoringPage(QWidget):
    """Shows a ``Scoring``; the grade follows the ticks until one is chosen by hand."""

    close_pressed = Signal()
    back_pressed = Signal()
    ticked = Signal(object)
    save_pressed = Signal()
    play_pressed = Signal()
    delete_pressed = Signal()
    link_requested = Signal(str)

    def __init__(self, media: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scoring: Scoring | None = None
        self._own: Rating | None = None
        self._narrow = False
        self.bar = PracticeBar()
        self.play = Button(_("Play answer"), Kind.GHOST, size=Size.SMALL, icon="play")
        self.delete = IconButton("trash-2", _("Delete the recording"), size=Size.SMALL)
        self.rubric = RubricList()
        self.views = Segments(
            _("Show"),
            (
                ("rubric", _("Rubric")),
                ("notes", _("My notes")),
                ("model", _("Model answer")),
            ),
        )
        self.reading = ReadingPane(media)
        self.ring = ShareRing()
        self.points = Label(role=Role.HEADING, tabular=True)
        self.summary = Label(role=Role.BODY, color="text2", tabular=True, wrap=True)
        self.reason = Label(
            role=Role.CAPTION,
            color="text2",
            wrap=True,
            alignment=_RIGHT,
        )
        self.grades = GradeRow()
        self.proposals = Proposals()
        self.back = Button(_("Back to the prompt"), Kind.GHOST, icon="undo-2")
        self.result = ActionLink("")
        self.next = Label(role=Role.SMALL, color="text2", elide=True, alignment=_RIGHT)
        self.save = Button(
            _("Save and go on"), Kind.PRIMARY, size=Size.LARGE, keys=first_key("scoring.save")
        )
        self._lay_out()
        self._connect()
        theme().changed.connect(self._arrange)

    @property
    def grade(self) -> Rating | None:
        """The grade that was chosen by hand, None while it follows the ticks."""
        return self._own

    @property
    def chosen_cards(self) -> tuple[PointCard, ...]:
        """What is to become of the missed points."""
        return self.proposals.chosen

    @property
    def ticks(self) -> frozenset[int]:
        """The places of the points that are ticked."""
        return self.rubric.ticks

    def begin(self, scoring: Scoring, minutes: list[int]) -> None:
        """Show another answer."""
        view = scoring.attempt
        line = view.prompt.line
        self._own = None
        self.proposals.begin()
        self.bar.show_prompt(line.kind, line.title, minutes, view.number - 1)
        self.bar.road.set_share(1.0)
        self.rubric.show_points(view.prompt.rubric, scoring.ticked)
        self.reading.show_texts(view.draft.notes, view.prompt.model_answer)
        kind = KINDS[view.next.prompt.kind].name if view.next else ""
        self.next.setText(texts.next_line(view.next, kind))
        self.save.set_label(_("Save and go on") if view.next else _("Save and finish"))
        self.show_recordings(view)
        self.show_view("rubric")
        self.show_scoring(scoring)
        self._scroll.verticalScrollBar().setValue(0)

    def show_scoring(self, scoring: Scoring) -> None:
        """Show what the present ticks amount to."""
        self._scoring = scoring
        self.ring.set_share(scoring.score.share)
        self.points.setText(texts.points_line(scoring))
        self.summary.setText(scoring.summary)
        self.proposals.show_cards(scoring.cards, missed=len(scoring.score.missed))
        self._show_grades()

    def show_recordings(self, view: AttemptView) -> None:
        """Offer to play what was recorded, where something was."""
        self.play.setVisible(bool(view.recordings))
        self.delete.setVisible(bool(view.recordings))
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        """Show whether the answer is being played."""
        self.play.set_label(_("Stop") if playing else _("Play answer"))
        self.play.set_icon("circle-stop" if playing else "play")

    def choose_grade(self, rating: Rating) -> None:
        """Take one's own judgement; choosing it once more follows the ticks again."""
        self._own = None if rating is self._own else rating
        self._show_grades()

    def show_view(self, view: str) -> None:
        """Show the rubric, one's notes, or the model answer beside them."""
        self.views.set_value(view)
        self.rubric.setVisible(view == "rubric")
        self.reading.setVisible(view != "rubric")
        self._show_hints()
        if view != "rubric":
            self.reading.show_view(model=view == "model")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_result(self) -> None:
        """Scroll to the score and the grade, which lie below the rubric where room is short."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(self._aside.y())

    def _show_hints(self) -> None:
        """The keys of the rubric, where they take no room from what is scored."""
        self._hints.setHidden(self._narrow or self.views.value != "rubric")

    def _show_grades(self) -> None:
        scoring = self._scoring
        if scoring is None:
            return
        grade = self._own or scoring.suggested
        self.grades.show_grades(scoring.grades, grade)
        self.result.setText(f"{percent_text(scoring.score.share)}, {texts.GRADES[grade][1]}")
        self.result.setAccessibleName(f"{_('Grade')}: {self.result.text()}")
        self.result.updateGeometry()
        own = self._own is not None and self._own is not scoring.suggested
        reason = (
            _("Your own grade. {reason}").format(reason=scoring.reason) if own else scoring.reason
        )
        self.reason.setText(reason)

    def _arrange(self) -> None:
        narrow = self._narrow = self.width() < theme().grow(_NARROW)
        side = _SIDE_NARROW if narrow else _SIDE
        across = QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        width = min(theme().grow(_ASIDE), round(self.width() * 0.4))
        self._aside.set_form(below=narrow, width=width)
        self._main.setContentsMargins(side, 24 if narrow else 30, side if narrow else 48, 24)
        aside_side = side if narrow else _ASIDE_SIDE
        self._aside_column.setContentsMargins(aside_side, 30, aside_side, 24)
        self._foot.setContentsMargins(side - _GHOST, 0, _SIDE_NARROW + 4, 0)
        self.next.setVisible(not narrow)
        self.result.setVisible(narrow)
        self._show_hints()

    def _connect(self) -> None:
        self.bar.close_pressed.connect(self.close_pressed)
        self.back.clicked.connect(self.back_pressed)
        self.result.clicked.connect(self.show_result)
        self.save.clicked.connect(self.save_pressed)
        self.play.clicked.connect(self.play_pressed)
        self.delete.clicked.connect(self.delete_pressed)
        self.rubric.ticked.connect(self.ticked)
        self.views.chosen.connect(self.show_view)
        self.grades.chosen.connect(lambda rating: self.choose_grade(Rating(rating)))
        self.reading.link_requested.connect(self.link_requested)
        for rating in Rating:
            name = f"scoring.{texts.GRADES[rating][0]}"
            add_action(self, name, lambda rating=rating: self.choose_grade(rating))
        add_action(self, "scoring.play", self.play_pressed.emit)
        add_action(self, "scoring.save", self.save_pressed.emit)

    def _lay_out(self) -> None:
        self.bar.add_button(self.play, first_key("scoring.play"))
        self.bar.add_button(self.delete)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.addWidget(self._main_part(), 1)
        self._aside = SidePanel()
        self._aside_column = QVBoxLayout(self._aside)
        self._fill_aside(self._aside_column)
        self._halves.addWidget(self._aside)
        halves = QWidget()
        halves.setLayout(self._halves)
        self._scroll = scrolled(halves)
        foot = FootBar()
        self._foot = QHBoxLayout(foot)
        self._foot.setSpacing(14)
        self._foot.addWidget(self.back)
        self._foot.addWidget(self.next, 1)
        self._foot.addStretch(0)
        self._foot.addWidget(self.result)
        self._foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._scroll, 1)
        column.addWidget(foot)

    def _main_part(self) -> QWidget:
        part = QWidget()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(_("What did you cover?"), Role.TITLE_SMALL, wrap=True))
        names.addWidget(
            Label(_("Tick only what you said or wrote."), Role.BODY, "text2", wrap=True)
        )
        head = QHBoxLayout()
        head.addLayout(names, 1)
        head.addWidget(self.views, 0, Qt.AlignmentFlag.AlignBottom)
        self._hints = _Hints()
        self._main = QVBoxLayout(part)
        self._main.setSpacing(0)
        self._main.addLayout(head)
        self._main.addSpacing(18)
        self._main.addWidget(self.rubric)
        self._main.addWidget(self.reading)
        self._main.addSpacing(12)
        self._main.addWidget(self._hints)
        self._main.addStretch(1)
        return part

    def _fill_aside(self, column: QVBoxLayout) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.points)
        words.addWidget(self.summary)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self.ring)
        top.addLayout(words, 1)
        head = QHBoxLayout()
        head.addWidget(Label(_("Grade"), Role.LABEL), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.reason, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(24)
        column.addLayout(head)
        column.addSpacing(10)
        column.addWidget(self.grades)
        column.addSpacing(28)
        column.addWidget(self.proposals)
        column.addStretch(1)


class _Hints(QWidget):
    """The keys of the rubric."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        for keys, words in (
            (("Up", "Down"), _("move")),
            (("Space",), _("tick")),
            (("Tab",), _("grade")),
        ):
            for key in keys:
                row.addWidget(Keycap(key))
            row.addWidget(Label(words, Role.CAPTION, "text2"))
            row.addSpacing(8)
        row.addStretch(1)
