"""The learner's own stories against the behavioural prompts: what each answers, and the gaps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.practice.parts import back_row, clear
from flashcards.gui.practice.report_rows import StepButton
from flashcards.gui.practice.story_matrix import MatrixView
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import mix, rounded, with_alpha
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.language import _, ngettext
from flashcards.services.practice.report_views import Story, StoryMatrix
from flashcards.services.practice.today_view import PromptLine

_NARROW = 816
_ROW = 42
_SIDE = 18
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAD = _("Situation, task, action, result: a few stories of your own answer most questions.")


class StoriesPage(QWidget):
    """Shows a ``StoryMatrix``; ``edit_requested(Story)`` opens one, an empty one is a new one."""

    setup_pressed = Signal()
    edit_requested = Signal(object)
    linked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix: StoryMatrix | None = None
        self.back = Button(_("Practice"), Kind.GHOST, size=Size.SMALL, icon="chevron-left")
        self.back.setToolTip(_("Back to the set-up"))
        self.new = Button(_("New story"), Kind.PRIMARY, icon="plus")
        self.covered = Label(role=Role.BODY, color="text2", tabular=True, wrap=True)
        self.view = MatrixView()
        self._gaps_card = Card()
        self._gaps = QVBoxLayout(self._gaps_card)
        self._gaps.setContentsMargins(1, 1, 1, 1)
        self._gaps.setSpacing(0)
        self._gaps_title = Label(_("No story yet"), Role.LABEL)
        self._empty = Label(
            _("No stories yet. Begin with a project that you would like to be asked about."),
            Role.BODY,
            "text2",
            wrap=True,
        )
        self._page = ScrollPage(self._header(), self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.back.clicked.connect(self.setup_pressed)
        self.new.clicked.connect(lambda: self.edit_requested.emit(Story(0, "")))
        self.view.story_pressed.connect(self.edit_requested)
        self.view.toggled.connect(self.linked)

    def show_matrix(self, matrix: StoryMatrix) -> None:
        """Show the stories as they are."""
        self.matrix = matrix
        total = len(matrix.prompts)
        words = ngettext(
            "{covered} of {n} behavioural prompt has a story.",
            "{covered} of {n} behavioural prompts have a story.",
            total,
        )
        self.covered.setText(words.format(covered=matrix.covered, n=total))
        self._empty.setVisible(not matrix.stories)
        self.view.setVisible(bool(matrix.stories and matrix.prompts))
        self.view.show_matrix(matrix)
        clear(self._gaps)
        for prompt in matrix.gaps:
            row = GapRow(prompt, last=prompt is matrix.gaps[-1])
            story = Story(0, "", prompts=frozenset({prompt.id}))
            row.clicked.connect(lambda _on=False, story=story: self.edit_requested.emit(story))
            row.stepped.connect(lambda step, row=row: self._step(row, step))
            self._gaps.addWidget(row)
            row.show()
        self._gaps_title.setVisible(bool(matrix.gaps))
        self._gaps_card.setVisible(bool(matrix.gaps))

    def gaps(self) -> list[GapRow]:
        """The rows of the prompts without a story."""
        found = [self._gaps.itemAt(place).widget() for place in range(self._gaps.count())]
        return [row for row in found if isinstance(row, GapRow)]

    def _step(self, row: GapRow, step: int) -> None:
        rows = self.gaps()
        target = rows.index(row) + step
        if 0 <= target < len(rows):
            rows[target].focus_visibly()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() <= _NARROW
        self._page.set_padding(
            24 if narrow else 48, 24 if narrow else 40, 24, below_header=20 if narrow else 28
        )

    def _header(self) -> QWidget:
        header = QWidget()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addLayout(back_row(self.back))
        names.addWidget(Label(_("Stories"), Role.TITLE))
        names.addWidget(Label(_LEAD, Role.LEAD, "text2", wrap=True))
        names.addWidget(self.covered)
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(names, 1)
        row.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        return header

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty)
        column.addWidget(self.view)
        column.addSpacing(24)
        column.addWidget(self._gaps_title)
        column.addSpacing(8)
        column.addWidget(self._gaps_card)
        return body


class GapRow(StepButton):
    """A prompt without a story, with its stage; a press writes one for it."""

    radius = RADIUS["tag"]

    def __init__(self, prompt: PromptLine, *, last: bool) -> None:
        super().__init__(_ROW)
        self.prompt = prompt
        self._last = last
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(16)
        row.addWidget(Label(prompt.title, Role.BODY, elide=True), 1)
        row.addWidget(Label(prompt.stage_title, Role.SMALL, "text2", alignment=_RIGHT))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        name = _("Write a story for: {title}").format(title=prompt.title)
        self.setAccessibleName(", ".join(filter(None, (name, prompt.stage_title))))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        fill = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        rounded(painter, QRectF(self.rect()).adjusted(2, 2, -2, -3), RADIUS["button"], fill)
        if not self._last:
            self.line(painter)
